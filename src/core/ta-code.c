/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-code.h"

#include <glib/gi18n-lib.h>
#include <string.h>

int
ta_code_count (const TaCode *table)
{
  int count = 0;

  while (table[count].word != NULL)
    count++;
  return count;
}

const char *
ta_code_word (const TaCode *table, int value)
{
  g_return_val_if_fail (value >= 0 && value < ta_code_count (table), NULL);
  return table[value].word;
}

const char *
ta_code_label (const TaCode *table, int value)
{
  g_return_val_if_fail (value >= 0 && value < ta_code_count (table), NULL);
  return g_dgettext (GETTEXT_PACKAGE, table[value].label);
}

gboolean
ta_code_parse (const TaCode *table, const char *word, int *value)
{
  if (word == NULL)
    return FALSE;
  for (int i = 0; table[i].word != NULL; i++)
    if (g_ascii_strcasecmp (table[i].word, word) == 0)
      {
        *value = i;
        return TRUE;
      }
  return FALSE;
}

/* What two spellings of one thing have in common: no case, hyphens as spaces, no plural. */
static char *
fold (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *normal = g_utf8_normalize (stripped, -1, G_NORMALIZE_ALL_COMPOSE);
  char *folded = g_utf8_casefold (normal, -1);
  size_t length = strlen (folded);

  g_strdelimit (folded, "-_", ' ');
  if (length > 1 && folded[length - 1] == 's')
    folded[length - 1] = '\0';
  return folded;
}

static gboolean
folds_to (const char *text, const char *folded)
{
  g_autofree char *own = fold (text);

  return strcmp (own, folded) == 0;
}

gboolean
ta_code_parse_any (const TaCode *table, const char *text, int *value)
{
  g_autofree char *folded = NULL;

  if (ta_code_parse (table, text, value))
    return TRUE;
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  folded = fold (text);
  for (int i = 0; table[i].word != NULL; i++)
    if (folds_to (table[i].word, folded) || folds_to (table[i].label, folded) || folds_to (ta_code_label (table, i), folded))
      {
        *value = i;
        return TRUE;
      }
  return FALSE;
}
