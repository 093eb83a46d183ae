/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "converge.h"

#include <string.h>

char *
converge_compare (Device *const *devices, guint count)
{
  g_autofree char *documents = device_dump_documents (devices[0]);
  g_autofree char *tables = device_dump_tables (devices[0]);

  for (guint i = 1; i < count; i++)
    {
      g_autofree char *other_documents = device_dump_documents (devices[i]);
      g_autofree char *other_tables = device_dump_tables (devices[i]);

      if (strcmp (documents, other_documents) != 0)
        return g_strdup_printf ("documents differ:\n%s\n%s", documents, other_documents);
      if (strcmp (tables, other_tables) != 0)
        return g_strdup_printf ("tables differ:\n%s\n%s", tables, other_tables);
    }
  return NULL;
}

typedef struct
{
  TaKeyring *keyring;
  const char *const *but;
  GHashTable *lines; /* what the hub has */
  gboolean unreadable;
} Content;

static void
open_document (const char *name, const char *envelope, gpointer data)
{
  Content *content = data;
  char *json;

  if (strstr (envelope, "\"rotation\"") != NULL || (content->but != NULL && g_strv_contains (content->but, name)))
    return;
  json = device_open_envelope (content->keyring, name, envelope);
  content->unreadable = content->unreadable || json == NULL;
  g_hash_table_insert (content->lines, g_strdup (name), json);
}

static char *
compare_lines (GHashTable *lines, char **mine, guint *count)
{
  for (; *mine != NULL; mine++)
    {
      const char *json = strchr (*mine, ' ');
      g_autofree char *name = json != NULL ? g_strndup (*mine, (gsize) (json - *mine)) : NULL;
      const char *theirs = name != NULL ? g_hash_table_lookup (lines, name) : NULL;

      if (name == NULL)
        continue;
      (*count)++;
      if (theirs == NULL || strcmp (theirs, json + 1) != 0)
        return g_strdup_printf ("the hub has another:\n%s\n%s", *mine, theirs != NULL ? theirs : "nothing");
    }
  return NULL;
}

char *
converge_compare_with_hub (FakeHub *hub, TaKeyring *keyring, Device *device, const char *const *but)
{
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *documents = device_dump_documents (device);
  g_auto (GStrv) mine = g_strsplit (documents, "\n", -1);
  Content content = { keyring, but, lines, FALSE };
  guint count = 0;
  char *wrong;

  fake_hub_each (hub, open_document, &content);
  wrong = compare_lines (lines, mine, &count);
  if (wrong != NULL)
    return wrong;
  if (content.unreadable || count != g_hash_table_size (lines))
    return g_strdup_printf ("the hub has %u documents, devices %u", g_hash_table_size (lines), count);
  return fake_hub_count_siblings (hub) > 0 ? g_strdup ("versions stand side by side") : NULL;
}
