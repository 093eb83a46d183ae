/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-pod-table.h"

#include "ta-hub-secret.h"

#include <string.h>

#define COLUMNS "id, name, uuid, created, seq, docs, dels"
#define LONGEST_NAME 63

void
ta_hub_pod_free (TaHubPod *pod)
{
  g_free (pod->name);
  g_free (pod);
}

gboolean
ta_hub_pod_is_name (const char *name)
{
  gsize size = strlen (name);

  /* The routes /j and /f are not databases. */
  return g_ascii_islower (name[0]) && size > 1 && size <= LONGEST_NAME && strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_-") == size;
}

static gpointer
from_row (TaHubStatement *row)
{
  TaHubPod *pod = g_new0 (TaHubPod, 1);
  g_autofree char *uuid = ta_hub_statement_dup_text (row, 2);

  pod->id = ta_hub_statement_int (row, 0);
  pod->name = ta_hub_statement_dup_text (row, 1);
  g_strlcpy (pod->uuid, uuid, sizeof pod->uuid);
  pod->created = ta_hub_statement_int (row, 3);
  pod->seq = ta_hub_statement_int (row, 4);
  pod->docs = ta_hub_statement_int (row, 5);
  pod->dels = ta_hub_statement_int (row, 6);
  return pod;
}

TaHubPod *
ta_hub_pod_table_find (TaHubBase *base, const char *name, GError **error)
{
  g_autoptr (TaHubStatement) row = ta_hub_base_prepare (base, "SELECT " COLUMNS " FROM pod WHERE name = :name");

  ta_hub_statement_bind_text (row, ":name", name);
  return ta_hub_statement_one (row, error) ? from_row (row) : NULL;
}

TaHubPod *
ta_hub_pod_table_get (TaHubBase *base, gint64 id, GError **error)
{
  g_autoptr (TaHubStatement) row = ta_hub_base_prepare (base, "SELECT " COLUMNS " FROM pod WHERE id = :id");

  ta_hub_statement_bind_int (row, ":id", id);
  return ta_hub_statement_one (row, error) ? from_row (row) : NULL;
}

gboolean
ta_hub_pod_table_add (TaHubBase *base, const char *name, gint64 now, gint64 *id, GError **error)
{
  g_autofree char *uuid = ta_hub_secret_new_hex (16);
  g_autoptr (TaHubStatement) add = ta_hub_base_prepare (base, "INSERT INTO pod (name, uuid, created) VALUES (:name, :uuid, :now)");

  ta_hub_statement_bind_text (add, ":name", name);
  ta_hub_statement_bind_text (add, ":uuid", uuid);
  ta_hub_statement_bind_int (add, ":now", now);
  if (!ta_hub_statement_run (add, NULL, error))
    return FALSE;
  *id = ta_hub_base_last_key (base);
  return TRUE;
}

gboolean
ta_hub_pod_table_delete (TaHubBase *base, gint64 id, GError **error)
{
  g_autoptr (TaHubStatement) delete = ta_hub_base_prepare (base, "DELETE FROM pod WHERE id = :id");

  ta_hub_statement_bind_int (delete, ":id", id);
  return ta_hub_statement_run (delete, NULL, error);
}

gboolean
ta_hub_pod_table_save (TaHubBase *base, const TaHubPod *pod, GError **error)
{
  g_autoptr (TaHubStatement) save = ta_hub_base_prepare (base,
                                                         "UPDATE pod SET uuid = :uuid, seq = :seq, docs = :docs, dels = :dels WHERE id = :id");

  ta_hub_statement_bind_text (save, ":uuid", pod->uuid);
  ta_hub_statement_bind_int (save, ":seq", pod->seq);
  ta_hub_statement_bind_int (save, ":docs", pod->docs);
  ta_hub_statement_bind_int (save, ":dels", pod->dels);
  ta_hub_statement_bind_int (save, ":id", pod->id);
  return ta_hub_statement_run (save, NULL, error);
}

GPtrArray *
ta_hub_pod_table_list (TaHubBase *base, GError **error)
{
  g_autoptr (TaHubStatement) rows = ta_hub_base_prepare (base, "SELECT " COLUMNS " FROM pod ORDER BY name");

  return ta_hub_statement_list (rows, from_row, (GDestroyNotify) ta_hub_pod_free, error);
}

char *
ta_hub_pod_format_seq (const TaHubPod *pod, gint64 seq)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "-%s", seq, pod->uuid);
}

gint64
ta_hub_pod_parse_seq (const TaHubPod *pod, const char *since)
{
  char *end = NULL;
  gint64 seq;

  if (!g_ascii_isdigit (since[0]))
    return 0;
  seq = g_ascii_strtoll (since, &end, 10);
  /* Beyond the newest there is only what an older copy of this file has not heard of. */
  if (*end != '-' || strcmp (end + 1, pod->uuid) != 0 || seq > pod->seq)
    return 0;
  return seq;
}
