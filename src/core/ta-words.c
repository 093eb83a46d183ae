/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-words.h"

#include <string.h>

GPtrArray *
ta_words_parse (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) parts = g_strsplit_set (text != NULL ? text : "", ",;", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *word = g_strstrip (parts[i]);

      if (*word != '\0' && g_hash_table_add (seen, g_utf8_casefold (word, -1)))
        g_ptr_array_add (words, g_strdup (word));
    }
  return words;
}

char *
ta_words_join (const GPtrArray *words)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; words != NULL && i < words->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (words, i));
  return g_string_free (text, FALSE);
}
