/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-turn-notice.h"

#include <string.h>

static const TaCode part_codes[] = {
  [TA_PART_HOLDER] = { "holder", "" },
  [TA_PART_HELPER] = { "helper", "" },
  [TA_PART_EATER] = { "eater", "" },
  [TA_PART_NONE] = { "off", "" },
  { NULL, NULL },
};

static gboolean
holds (const TaAssignment *assignment)
{
  return assignment->role != TA_DUTY_HELPER && assignment->role != TA_DUTY_DELIVERER;
}

const TaEater *
ta_meal_find_eater (const TaMeal *meal, const char *household)
{
  for (guint i = 0; i < meal->eaters->len; i++)
    {
      const TaEater *eater = meal->eaters->pdata[i];

      if (g_strcmp0 (eater->household, household) == 0)
        return eater;
    }
  return NULL;
}

TaPart
ta_meal_part (const TaMeal *meal, const char *household)
{
  TaPart part = ta_meal_find_eater (meal, household) != NULL ? TA_PART_EATER : TA_PART_NONE;

  for (guint i = 0; i < meal->turn->assignments->len; i++)
    {
      const TaAssignment *assignment = meal->turn->assignments->pdata[i];

      if (g_strcmp0 (assignment->household, household) == 0)
        part = MIN (part, holds (assignment) ? TA_PART_HOLDER : TA_PART_HELPER);
    }
  return part;
}

static void
add_once (GPtrArray *ids, char *id)
{
  if (!g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
    g_ptr_array_add (ids, id);
}

GPtrArray *
ta_meal_households (const TaMeal *meal)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < meal->turn->assignments->len; i++)
    add_once (ids, ((TaAssignment *) meal->turn->assignments->pdata[i])->household);
  for (guint i = 0; i < meal->eaters->len; i++)
    add_once (ids, ((TaEater *) meal->eaters->pdata[i])->household);
  return ids;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The order in which rows happen to lie in tells nobody anything. Takes @lines. */
static void
append_sorted (GString *content, GPtrArray *lines)
{
  g_ptr_array_sort (lines, compare_texts);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (content, "\n%s", (char *) lines->pdata[i]);
  g_ptr_array_unref (lines);
}

static void
append_holders (GString *content, const TaMeal *meal)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < meal->turn->assignments->len; i++)
    {
      const TaAssignment *assignment = meal->turn->assignments->pdata[i];

      if (holds (assignment))
        g_ptr_array_add (lines, g_strdup_printf ("by %s", assignment->household));
    }
  append_sorted (content, lines);
}

static void
add_needs (GPtrArray *lines, const TaHousehold *household, TaDate date)
{
  for (guint i = 0; i < household->persons->len; i++)
    {
      const TaPerson *person = household->persons->pdata[i];

      if (ta_household_person_is_away (household, person, date))
        continue;
      for (guint j = 0; j < person->allergies->len; j++)
        {
          const TaAllergy *allergy = person->allergies->pdata[j];

          const char *severity = allergy->sealed_severity != NULL ? allergy->sealed_severity : ta_code_word (ta_severity_codes, (int) allergy->severity);

          /* What is kept sealed is sealed here too; the same severity is the same text. */
          g_ptr_array_add (lines, g_strdup_printf ("need %s %s %s", household->id, allergy->allergen, severity));
        }
      for (guint j = 0; j < person->diets->len; j++)
        g_ptr_array_add (lines, g_strdup_printf ("need %s %s", household->id, (char *) person->diets->pdata[j]));
    }
}

/* Who cooks must know of every eater. */
static void
append_eaters (GString *content, const TaMeal *meal)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < meal->eaters->len; i++)
    {
      const TaEater *eater = meal->eaters->pdata[i];
      const TaHousehold *household = g_hash_table_lookup (meal->households, eater->household);

      g_ptr_array_add (lines, g_strdup_printf ("for %s %d %d %d", eater->household, eater->portions, eater->guests, eater->late_plate));
      if (household != NULL && meal->service->kind == TA_SERVICE_COOK)
        add_needs (lines, household, meal->turn->date);
    }
  append_sorted (content, lines);
}

static GString *
begin (TaDate date, TaMinutes start, TaPart part)
{
  g_autofree char *day = ta_date_to_iso (date);
  g_autofree char *time = ta_minutes_to_text (start);
  GString *content = g_string_new (NULL);

  g_string_append_printf (content, "%s %s %s", day, time, ta_code_word (part_codes, (int) part));
  return content;
}

char *
ta_meal_content (const TaMeal *meal, const char *household)
{
  TaPart part = meal->turn->state == TA_TURN_CANCELLED ? TA_PART_NONE : ta_meal_part (meal, household);
  const TaEater *eater = ta_meal_find_eater (meal, household);
  GString *content;

  if (part == TA_PART_NONE)
    return NULL;
  content = begin (meal->turn->date, meal->turn->start, part);
  append_holders (content, meal);
  if (*meal->turn->title != '\0')
    g_string_append_printf (content, "\ndish %s", meal->turn->title);
  if (part == TA_PART_HOLDER)
    append_eaters (content, meal);
  else if (eater != NULL)
    g_string_append_printf (content, "\nportions %d %d %d", eater->portions, eater->guests, eater->late_plate);
  return g_string_free (content, FALSE);
}

gboolean
ta_meal_content_parse (const char *content, TaDate *date, TaMinutes *start, TaPart *part)
{
  g_auto (GStrv) lines = g_strsplit (content, "\n", 2);
  g_auto (GStrv) words = g_strsplit (lines[0] != NULL ? lines[0] : "", " ", 3);
  int value;

  if (g_strv_length (words) != 3 || !ta_date_parse (words[0], date) || !ta_minutes_parse (words[1], start)
      || !ta_code_parse (part_codes, words[2], &value))
    return FALSE;
  *part = (TaPart) value;
  return TRUE;
}

char *
ta_meal_content_off (TaDate date, TaMinutes start)
{
  return g_string_free (begin (date, start, TA_PART_NONE), FALSE);
}
