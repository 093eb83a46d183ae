/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-import-lists.h"

#include <string.h>

char *
ta_import_word (const TaCode *const *tables, const char *text)
{
  int value;

  for (; *tables != NULL; tables++)
    if (ta_code_parse_any (*tables, text, &value))
      return g_strdup (ta_code_word (*tables, value));
  return g_utf8_strdown (text, -1);
}

/* People part lists with commas where no field of ours would have one. */
GPtrArray *
ta_import_words_parse (const char *text, const TaCode *const *tables)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ";,", -1);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *word = ta_import_word (tables, g_strstrip (parts[i]));

      if (*word != '\0' && !g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL))
        g_ptr_array_add (words, g_steal_pointer (&word));
    }
  return words;
}

static int
compare_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
ta_import_words_to_text (const GPtrArray *words)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy ((GPtrArray *) words, (GCopyFunc) (void (*) (void)) g_strdup, NULL);
  GString *text = g_string_new (NULL);

  g_ptr_array_set_free_func (sorted, g_free);
  g_ptr_array_sort (sorted, compare_text);
  for (guint i = 0; i < sorted->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", (const char *) g_ptr_array_index (sorted, i));
  return g_string_free (text, FALSE);
}

void
ta_import_set_words (TaImportContext *context, guint column, GPtrArray *field, const GPtrArray *words)
{
  g_autofree char *before = ta_import_words_to_text (field);
  g_autofree char *after = words != NULL ? ta_import_words_to_text (words) : NULL;

  if (after == NULL || strcmp (before, after) == 0)
    return;
  ta_import_change (context, column, before, after);
  g_ptr_array_set_size (field, 0);
  for (guint i = 0; i < words->len; i++)
    g_ptr_array_add (field, g_strdup (g_ptr_array_index (words, i)));
}

/* Days of the week ------------------------------------------------------------------------------------------------------------------- */

static const char *const days[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

guint
ta_import_get_weekdays (TaImportContext *context, guint column)
{
  const char *text = ta_import_cell (context, column);
  g_auto (GStrv) parts = g_strsplit_set (text != NULL ? text : "", ";,", -1);
  guint weekdays = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      int weekday = 0;

      if (*g_strstrip (parts[i]) == '\0')
        continue;
      if (!ta_import_parse_weekday (context, column, parts[i], &weekday))
        return 0;
      weekdays |= 1u << (weekday - 1);
    }
  return weekdays;
}

static guint
skipped_days (const TaHousehold *household, const char *person)
{
  guint weekdays = 0;

  for (guint i = 0; i < household->skipped_meals->len; i++)
    {
      const TaSkippedMeal *skipped = g_ptr_array_index (household->skipped_meals, i);

      if (g_strcmp0 (skipped->person, person) == 0)
        weekdays |= 1u << (CLAMP (skipped->weekday, 1, 7) - 1);
    }
  return weekdays;
}

static char *
days_to_text (guint weekdays)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if ((weekdays >> i & 1) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", days[i]);
  return g_string_free (text, FALSE);
}

char *
ta_import_skipped_to_text (const TaHousehold *household, const char *person)
{
  return days_to_text (skipped_days (household, person));
}

/* What stays the same keeps its identity. */
void
ta_import_set_skipped (TaImportContext *context, guint column, TaHousehold *household, const char *person, guint weekdays)
{
  guint present = skipped_days (household, person);
  g_autofree char *before = days_to_text (present);
  g_autofree char *after = days_to_text (weekdays);

  if (weekdays == 0 || weekdays == present)
    return;
  ta_import_change (context, column, before, after);
  for (guint i = household->skipped_meals->len; i > 0; i--)
    {
      const TaSkippedMeal *skipped = g_ptr_array_index (household->skipped_meals, i - 1);

      if (g_strcmp0 (skipped->person, person) == 0 && (weekdays >> (skipped->weekday - 1) & 1) == 0)
        g_ptr_array_remove_index (household->skipped_meals, i - 1);
    }
  for (int weekday = 1; weekday <= 7; weekday++)
    if ((weekdays & ~present) >> (weekday - 1) & 1)
      g_ptr_array_add (household->skipped_meals, ta_skipped_meal_new (person, weekday));
}
