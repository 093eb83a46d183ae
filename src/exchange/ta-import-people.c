/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-context.h"
#include "ta-import-lists.h"
#include "ta-import-people.h"
#include "ta-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  COLUMN_HOUSEHOLD,
  COLUMN_NAME,
  COLUMN_BORN,
  COLUMN_ROLE,
  COLUMN_DIET,
  COLUMN_ALLERGIES,
  COLUMN_NOTES,
  COLUMN_GUARDIAN,
  COLUMN_PORTION,
  COLUMN_CAPABILITIES,
  COLUMN_SKIPS_MEALS,
  COLUMN_ADMINISTRATOR
};

/* By what it is: 0 or 1. */
static const TaCode yes_codes[] = {
  { "no", N_ ("No") },
  { "yes", N_ ("Yes") },
  { NULL, NULL },
};

typedef struct
{
  const char *household;
  const char *name;
  TaDate born;
  int role;
  int portion;
  GPtrArray *diets;        /* (nullable): of char * */
  GPtrArray *allergies;    /* (nullable): of TaAllergy */
  GPtrArray *capabilities; /* (nullable): of char * */
  guint skips_meals;
  int administrator; /* −1: it does not say */
} Row;

static void
row_clear (Row *row)
{
  g_clear_pointer (&row->diets, g_ptr_array_unref);
  g_clear_pointer (&row->allergies, g_ptr_array_unref);
  g_clear_pointer (&row->capabilities, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

/* A guardian may stand further down in the file: who is whose is settled when all rows are there. */
typedef struct
{
  TaImportTarget *household;
  TaPerson *person;
  const TaImportLine *line;
  TaImportRow *row;
} Ward;

typedef struct
{
  GHashTable *in_file; /* "household\nname" of all rows */
  GHashTable *lines;   /* person → line */
  GArray *wards;       /* of Ward */
} People;

static char *
person_key (const char *household, const char *name)
{
  g_autofree char *first = ta_import_key (household);
  g_autofree char *second = ta_import_key (name);

  return g_strconcat (first, "\n", second, NULL);
}

static void
people_free (gpointer data)
{
  People *people = data;

  g_hash_table_unref (people->in_file);
  g_hash_table_unref (people->lines);
  g_array_unref (people->wards);
  g_free (people);
}

static void
index_file (TaImportContext *context, People *people)
{
  for (guint i = 0; i < ta_import_file_get_n_lines (context->file); i++)
    {
      const char *household, *name;

      context->line = ta_import_file_get_line (context->file, i);
      household = ta_import_cell (context, COLUMN_HOUSEHOLD);
      name = ta_import_cell (context, COLUMN_NAME);
      if (household != NULL && name != NULL)
        g_hash_table_add (people->in_file, person_key (household, name));
    }
}

static gboolean
load (TaImportContext *context, GError **error)
{
  People *people = g_new0 (People, 1);

  people->in_file = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  people->lines = g_hash_table_new (NULL, NULL);
  people->wards = g_array_new (FALSE, FALSE, sizeof (Ward));
  context->kind_data = people;
  context->kind_data_free = people_free;
  if (context->fields[COLUMN_GUARDIAN] >= 0)
    index_file (context, people);
  return TRUE;
}

/* Lists in one field ---------------------------------------------------------------------------------------------------------------------- */

static GPtrArray *
split (const char *text)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) all = g_strsplit (text, ";", -1);

  for (guint i = 0; all[i] != NULL; i++)
    if (*g_strstrip (all[i]) != '\0')
      g_ptr_array_add (parts, g_strdup (all[i]));
  return parts;
}

/* "milk:intolerance (a little butter is fine)". A bare "milk" says nothing of how severe it is. */
static TaAllergy *
parse_allergy (TaImportContext *context, char *text)
{
  char *open = strchr (text, '(');
  char *colon;
  int severity = TA_SEVERITY_ALLERGY;
  g_autofree char *note = NULL;
  g_autofree char *allergen = NULL;
  TaAllergy *allergy;

  if (open != NULL)
    {
      char *close = strrchr (open, ')');

      note = close != NULL ? g_strndup (open + 1, (gsize) (close - open) - 1) : g_strdup (open + 1);
      *open = '\0';
    }
  colon = strchr (text, ':');
  if (colon != NULL)
    *colon++ = '\0';
  allergen = ta_import_word ((const TaCode *[]) { ta_allergen_codes, NULL }, g_strstrip (text));
  if (*allergen == '\0')
    {
      ta_import_problem (context, COLUMN_ALLERGIES, _ ("An allergen is missing. Write “peanuts:anaphylaxis; milk:intolerance”."));
      return NULL;
    }
  if (colon != NULL && !ta_import_parse_code (ta_severity_codes, g_strstrip (colon), &severity))
    {
      g_autofree char *words = ta_import_code_words (ta_severity_codes);

      ta_import_problem (context, COLUMN_ALLERGIES, _ ("“%s” is no severity. Behind the colon write one of: %s."), colon, words);
      return NULL;
    }
  allergy = ta_allergy_new (allergen, (TaSeverity) severity);
  ta_set_text (&allergy->note, note);
  if (colon == NULL && note == NULL)
    allergy->state = TA_HEALTH_WITHHELD;
  return allergy;
}

static GPtrArray *
parse_allergies (TaImportContext *context, const char *text)
{
  g_autoptr (GPtrArray) parts = split (text);
  GPtrArray *allergies = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_allergy_free);

  for (guint i = 0; i < parts->len; i++)
    {
      TaAllergy *allergy = parse_allergy (context, g_ptr_array_index (parts, i));

      if (allergy == NULL)
        continue;
      for (guint j = 0; j < allergies->len; j++)
        if (strcmp (((TaAllergy *) g_ptr_array_index (allergies, j))->allergen, allergy->allergen) == 0)
          ta_import_problem (context, COLUMN_ALLERGIES, _ ("“%s” stands there twice. Keep the one with the right severity."), allergy->allergen);
      g_ptr_array_add (allergies, allergy);
    }
  return allergies;
}

char *
ta_import_allergies_to_text (GPtrArray *allergies, gboolean health)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < allergies->len; i++)
    {
      const TaAllergy *allergy = g_ptr_array_index (allergies, i);
      const char *severity = ta_code_word (ta_severity_codes, allergy->severity);
      gboolean noted = allergy->note != NULL && *allergy->note != '\0';

      if (health && allergy->state == TA_HEALTH_OPEN)
        g_ptr_array_add (words, g_strconcat (allergy->allergen, ":", severity, noted ? " (" : NULL, allergy->note, ")", NULL));
      else
        g_ptr_array_add (words, g_strdup (allergy->allergen));
    }
  return ta_import_words_to_text (words);
}

/* The row ------------------------------------------------------------------------------------------------------------------------------ */

static void
check_guardian (TaImportContext *context, const Row *row)
{
  People *people = context->kind_data;
  const char *guardian = ta_import_cell (context, COLUMN_GUARDIAN);
  g_autofree char *key = NULL;
  const TaImportTarget *household;

  if (guardian == NULL || row->household == NULL || row->name == NULL)
    return;
  key = person_key (row->household, guardian);
  household = ta_import_find_household (context, row->household);
  if (!g_hash_table_contains (people->in_file, key) && (household == NULL || ta_import_find_person (household->object, guardian) == NULL))
    ta_import_problem (context, COLUMN_GUARDIAN, _ ("Household “%s” has nobody called “%s”. Write the guardian’s name as in that person’s own row."), row->household, guardian);
}

static void
check_once (TaImportContext *context, const Row *row)
{
  People *people = context->kind_data;
  const TaImportTarget *household = row->household != NULL ? ta_import_find_household (context, row->household) : NULL;
  TaPerson *person = household != NULL && row->name != NULL ? ta_import_find_person (household->object, row->name) : NULL;
  guint line = person != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (people->lines, person)) : 0;

  if (line != 0)
    ta_import_problem (context, COLUMN_NAME, _ ("Line %u already has “%s” of this household. Take one of them out, or tell them apart by name."), line, row->name);
}

static void
parse (TaImportContext *context, Row *row)
{
  const char *diets = ta_import_cell (context, COLUMN_DIET);
  const char *allergies = ta_import_cell (context, COLUMN_ALLERGIES);
  const char *capabilities = ta_import_cell (context, COLUMN_CAPABILITIES);

  *row = (Row) { .born = TA_DATE_NONE, .role = -1, .portion = -1, .administrator = -1 };
  row->household = ta_import_require (context, COLUMN_HOUSEHOLD);
  row->name = ta_import_require (context, COLUMN_NAME);
  if (ta_import_get_date (context, COLUMN_BORN, &row->born) && row->born > context->options.today)
    ta_import_problem (context, COLUMN_BORN, _ ("“%s” lies in the future. Look at the year."), ta_import_cell (context, COLUMN_BORN));
  ta_import_get_code (context, COLUMN_ROLE, ta_person_role_codes, &row->role);
  ta_import_get_hundredths (context, COLUMN_PORTION, 1000, &row->portion);
  row->diets = diets != NULL ? ta_import_words_parse (diets, (const TaCode *[]) { ta_diet_codes, NULL }) : NULL;
  row->allergies = allergies != NULL ? parse_allergies (context, allergies) : NULL;
  row->capabilities = capabilities != NULL ? ta_words_parse (capabilities) : NULL;
  row->skips_meals = ta_import_get_weekdays (context, COLUMN_SKIPS_MEALS);
  ta_import_get_code (context, COLUMN_ADMINISTRATOR, yes_codes, &row->administrator);
  check_once (context, row);
  check_guardian (context, row);
}

static TaPerson *
find_placeholder (const TaHousehold *household, TaPersonRole role)
{
  for (guint i = 0; i < household->persons->len; i++)
    {
      TaPerson *person = g_ptr_array_index (household->persons, i);

      if (person->role == role && ta_import_is_placeholder (person))
        return person;
    }
  return NULL;
}

/* A new person, in the place of one who was known by number only. */
static TaPerson *
add_person (TaImportContext *context, TaHousehold *household, const Row *row)
{
  int age = ta_date_age (row->born, context->options.today);
  TaPersonRole role = row->role >= 0 ? (TaPersonRole) row->role : age >= 0 && age < 18 ? TA_ROLE_CHILD
                                                                                       : TA_ROLE_ADULT;
  TaPerson *person = find_placeholder (household, role);

  if (person != NULL)
    {
      ta_set_text (&person->name, row->name);
      return person;
    }
  person = ta_person_new (row->name, role);
  g_ptr_array_add (household->persons, person);
  return person;
}

/* What stays the same keeps its identity. */
static TaAllergy *
take_allergy (GPtrArray *allergies, const TaAllergy *wanted)
{
  for (guint i = 0; i < allergies->len; i++)
    {
      const TaAllergy *allergy = g_ptr_array_index (allergies, i);

      if (strcmp (allergy->allergen, wanted->allergen) == 0)
        {
          TaAllergy *kept = ta_allergy_copy (allergy);

          if (wanted->state != TA_HEALTH_OPEN)
            return kept;
          ta_allergy_set_severity (kept, wanted->severity);
          ta_set_text (&kept->note, wanted->note);
          return kept;
        }
    }
  {
    TaAllergy *fresh = ta_allergy_copy (wanted);

    fresh->state = TA_HEALTH_OPEN;
    return fresh;
  }
}

static void
set_allergies (TaImportContext *context, TaPerson *person, const Row *row)
{
  g_autofree char *before = ta_import_allergies_to_text (person->allergies, TRUE);
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_allergy_free);

  if (row->allergies == NULL)
    return;
  for (guint i = 0; i < row->allergies->len; i++)
    g_ptr_array_add (wanted, take_allergy (person->allergies, g_ptr_array_index (row->allergies, i)));
  after = ta_import_allergies_to_text (wanted, TRUE);
  if (strcmp (before, after) == 0)
    return;
  ta_import_change (context, COLUMN_ALLERGIES, before, after);
  g_ptr_array_unref (person->allergies);
  person->allergies = g_steal_pointer (&wanted);
}

static void
merge (TaImportContext *context, const Row *row)
{
  People *people = context->kind_data;
  TaImportTarget *target = ta_import_ensure_household (context, row->household);
  TaHousehold *household = target->object;
  TaPerson *person = ta_import_find_person (household, row->name);
  gboolean is_new = person == NULL;
  int role, administrator;

  if (is_new)
    person = add_person (context, household, row);
  g_hash_table_insert (people->lines, person, GUINT_TO_POINTER (context->line->line));
  ta_import_begin (context, target, is_new, g_strdup_printf ("%s (%s)", row->name, household->name));
  role = (int) person->role;
  ta_import_set_text (context, COLUMN_NAME, &person->name);
  ta_import_set_date (context, COLUMN_BORN, &person->born, row->born);
  ta_import_set_code (context, COLUMN_ROLE, &role, row->role, ta_person_role_codes);
  person->role = (TaPersonRole) role;
  ta_import_set_words (context, COLUMN_DIET, person->diets, row->diets);
  set_allergies (context, person, row);
  ta_import_set_words (context, COLUMN_CAPABILITIES, person->capabilities, row->capabilities);
  ta_import_set_skipped (context, COLUMN_SKIPS_MEALS, household, person->id, row->skips_meals);
  administrator = person->administrator;
  ta_import_set_code (context, COLUMN_ADMINISTRATOR, &administrator, row->administrator, yes_codes);
  person->administrator = administrator != 0;
  ta_import_set_notes (context, COLUMN_NOTES, &person->notes);
  /* Notes that cannot be seen are not written over unheard: then they have to be unlocked. */
  if (*person->notes != '\0')
    person->state = TA_HEALTH_OPEN;
  ta_import_set_hundredths (context, COLUMN_PORTION, &person->portion_factor, row->portion);
  if (ta_import_cell (context, COLUMN_GUARDIAN) != NULL)
    {
      Ward ward = { target, person, context->line, context->row };

      g_array_append_val (people->wards, ward);
    }
}

static void
plan_row (TaImportContext *context)
{
  g_auto (Row) row = { 0 };

  parse (context, &row);
  if (!ta_import_is_bad (context))
    merge (context, &row);
}

static void
settle_ward (TaImportContext *context, const Ward *ward)
{
  const TaHousehold *household = ward->household->object;
  const TaPerson *guardian, *before;

  context->line = ward->line;
  context->row = ward->row;
  context->target = ward->household;
  context->row_is_new = ward->row->outcome == TA_IMPORT_NEW;
  guardian = ta_import_find_person (household, ta_import_cell (context, COLUMN_GUARDIAN));
  /* The guardian's own row was bad and is left out. */
  if (guardian == NULL || guardian == ward->person || g_strcmp0 (ward->person->guardian, guardian->id) == 0)
    return;
  before = ward->person->guardian != NULL ? ta_household_find_person (household, ward->person->guardian) : NULL;
  ta_import_change (context, COLUMN_GUARDIAN, before != NULL ? before->name : NULL, guardian->name);
  g_free (ward->person->guardian);
  ward->person->guardian = g_strdup (guardian->id);
}

static gboolean
finish (TaImportContext *context, GError **error)
{
  People *people = context->kind_data;

  for (guint i = 0; i < people->wards->len; i++)
    settle_ward (context, &g_array_index (people->wards, Ward, i));
  return TRUE;
}

const TaImportPlanner ta_import_planner_people = { load, plan_row, finish };
