/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-invite-table.h"

#include <string.h>

#define COLUMNS "hash, pod, box, created, expires, used"

void
ta_hub_invite_free (TaHubInvite *invite)
{
  g_free (invite->box);
  g_free (invite);
}

static gpointer
from_row (TaHubStatement *row)
{
  TaHubInvite *invite = g_new0 (TaHubInvite, 1);
  TaHubSpan hash = ta_hub_statement_span (row, 0);

  memcpy (invite->hash, hash.at, MIN (hash.size, sizeof invite->hash));
  invite->pod = ta_hub_statement_int (row, 1);
  invite->box = ta_hub_statement_dup_text (row, 2);
  invite->created = ta_hub_statement_int (row, 3);
  invite->expires = ta_hub_statement_int (row, 4);
  invite->used = ta_hub_statement_int (row, 5);
  return invite;
}

TaHubInvite *
ta_hub_invite_table_find (TaHubBase *base, const guint8 *hash, GError **error)
{
  g_autoptr (TaHubStatement) row = ta_hub_base_prepare (base, "SELECT " COLUMNS " FROM invite WHERE hash = :hash");

  ta_hub_statement_bind_bytes (row, ":hash", hash, TA_HUB_SECRET_HASH_SIZE);
  return ta_hub_statement_one (row, error) ? from_row (row) : NULL;
}

gboolean
ta_hub_invite_table_put (TaHubBase *base, const TaHubInvite *invite, GError **error)
{
  g_autoptr (TaHubStatement) put = ta_hub_base_prepare (base,
                                                        "INSERT OR REPLACE INTO invite (hash, pod, box, created, expires)"
                                                        " VALUES (:hash, :pod, :box, :created, :expires)");

  ta_hub_statement_bind_bytes (put, ":hash", invite->hash, sizeof invite->hash);
  ta_hub_statement_bind_int (put, ":pod", invite->pod);
  ta_hub_statement_bind_text (put, ":box", invite->box);
  ta_hub_statement_bind_int (put, ":created", invite->created);
  ta_hub_statement_bind_int (put, ":expires", invite->expires);
  return ta_hub_statement_run (put, NULL, error);
}

gboolean
ta_hub_invite_table_burn (TaHubBase *base, const guint8 *hash, const char *kept, gint64 now, gboolean *changed, GError **error)
{
  g_autoptr (TaHubStatement) burn = ta_hub_base_prepare (base,
                                                         "UPDATE invite SET used = :now, box = :kept"
                                                         " WHERE hash = :hash AND used IS NULL AND expires > :now");

  ta_hub_statement_bind_int (burn, ":now", now);
  ta_hub_statement_bind_text (burn, ":kept", kept);
  ta_hub_statement_bind_bytes (burn, ":hash", hash, TA_HUB_SECRET_HASH_SIZE);
  return ta_hub_statement_change (burn, changed, error);
}

gboolean
ta_hub_invite_table_delete (TaHubBase *base, gint64 pod, const guint8 *hash, gboolean *changed, GError **error)
{
  g_autoptr (TaHubStatement) statement = ta_hub_base_prepare (base, "DELETE FROM invite WHERE hash = :hash AND pod = :pod");

  ta_hub_statement_bind_bytes (statement, ":hash", hash, TA_HUB_SECRET_HASH_SIZE);
  ta_hub_statement_bind_int (statement, ":pod", pod);
  return ta_hub_statement_change (statement, changed, error);
}

GPtrArray *
ta_hub_invite_table_list (TaHubBase *base, gint64 pod, GError **error)
{
  g_autoptr (TaHubStatement) rows = ta_hub_base_prepare (base,
                                                         "SELECT " COLUMNS " FROM invite WHERE pod = :pod ORDER BY created DESC, hash");

  ta_hub_statement_bind_int (rows, ":pod", pod);
  return ta_hub_statement_list (rows, from_row, (GDestroyNotify) ta_hub_invite_free, error);
}

gboolean
ta_hub_invite_table_sweep (TaHubBase *base, gint64 moment, GError **error)
{
  g_autoptr (TaHubStatement) sweep = ta_hub_base_prepare (base, "DELETE FROM invite WHERE expires < :moment");

  ta_hub_statement_bind_int (sweep, ":moment", moment);
  return ta_hub_statement_run (sweep, NULL, error);
}

gboolean
ta_hub_invite_table_empty (TaHubBase *base, gint64 moment, GError **error)
{
  g_autoptr (TaHubStatement) empty = ta_hub_base_prepare (base, "UPDATE invite SET box = NULL WHERE used < :moment AND box IS NOT NULL");

  ta_hub_statement_bind_int (empty, ":moment", moment);
  return ta_hub_statement_run (empty, NULL, error);
}
