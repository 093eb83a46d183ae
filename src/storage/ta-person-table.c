/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-person-table.h"

#include "ta-child-table.h"
#include "ta-health.h"

#define PERSON_COLUMNS "household, id, name, born, role, guardian, portion_factor, notes, position, administrator"
#define ALLERGY_COLUMNS "person, id, allergen, severity, note"

static void
bind_person (TaStatement *statement, gconstpointer row)
{
  const TaPerson *person = row;

  ta_statement_bind_text (statement, ":name", person->name);
  ta_statement_bind_date (statement, ":born", person->born);
  ta_statement_bind_text (statement, ":role", ta_code_word (ta_person_role_codes, (int) person->role));
  ta_statement_bind_text (statement, ":guardian", person->guardian);
  ta_statement_bind_optional_int (statement, ":portion_factor", person->portion_factor);
  ta_statement_bind_text (statement, ":notes", person->sealed_notes != NULL ? person->sealed_notes : person->notes);
  ta_statement_bind_int (statement, ":administrator", person->administrator ? 1 : 0);
}

static gpointer
person_from_row (TaStatement *statement)
{
  TaPerson *person = ta_person_new (ta_statement_text (statement, 2), TA_ROLE_ADULT);

  ta_set_text (&person->id, ta_statement_text (statement, 1));
  person->born = ta_statement_date (statement, 3);
  person->role = (TaPersonRole) ta_table_code (statement, 4, ta_person_role_codes);
  person->guardian = ta_statement_dup_text (statement, 5);
  person->portion_factor = (int) ta_statement_optional_int (statement, 6);
  ta_set_text (&person->notes, ta_statement_text (statement, 7));
  person->administrator = ta_statement_int (statement, 9) != 0;
  if (ta_health_is_sealed (person->notes))
    person->sealed_notes = g_strdup (person->notes);
  return person;
}

static const TaChildTable person_table = {
  .select = "SELECT " PERSON_COLUMNS " FROM person WHERE household IN (SELECT value FROM json_each (:ids)) ORDER BY household, position, id",
  .prune = "DELETE FROM person WHERE household = :owner AND id NOT IN (SELECT value FROM json_each (:keep)) RETURNING id, id",
  .upsert = "INSERT INTO person (" PERSON_COLUMNS ") "
            "VALUES (:owner, :id, :name, :born, :role, :guardian, :portion_factor, :notes, :position, :administrator) "
            "ON CONFLICT (id) DO UPDATE SET household = excluded.household, name = excluded.name, born = excluded.born, "
            "role = excluded.role, guardian = excluded.guardian, portion_factor = excluded.portion_factor, notes = excluded.notes, "
            "position = excluded.position, administrator = excluded.administrator "
            "WHERE (household, name, born, role, guardian, portion_factor, notes, position, administrator) IS NOT (excluded.household, "
            "excluded.name, excluded.born, excluded.role, excluded.guardian, excluded.portion_factor, excluded.notes, excluded.position, "
            "excluded.administrator)",
  .offset = G_STRUCT_OFFSET (TaHousehold, persons),
  .from_row = person_from_row,
  .bind = bind_person,
  .order = "SELECT id, position FROM person WHERE household = :owner",
};

static void
bind_allergy (TaStatement *statement, gconstpointer row)
{
  const TaAllergy *allergy = row;

  ta_statement_bind_text (statement, ":allergen", allergy->allergen);
  ta_statement_bind_text (statement, ":severity", allergy->sealed_severity != NULL ? allergy->sealed_severity : ta_code_word (ta_severity_codes, (int) allergy->severity));
  ta_statement_bind_text (statement, ":note", allergy->sealed_note != NULL ? allergy->sealed_note : allergy->note);
}

static gpointer
allergy_from_row (TaStatement *statement)
{
  TaAllergy *allergy = ta_allergy_new (ta_statement_text (statement, 2), TA_SEVERITY_AVOID);

  ta_set_text (&allergy->id, ta_statement_text (statement, 1));
  if (ta_health_is_sealed (ta_statement_text (statement, 3)))
    allergy->sealed_severity = ta_statement_dup_text (statement, 3);
  else
    allergy->severity = (TaSeverity) ta_table_code (statement, 3, ta_severity_codes);
  ta_set_text (&allergy->note, ta_statement_text (statement, 4));
  if (ta_health_is_sealed (allergy->note))
    allergy->sealed_note = g_strdup (allergy->note);
  return allergy;
}

static char *
allergy_key (gconstpointer row)
{
  const TaAllergy *allergy = row;

  return g_strdup (allergy->allergen);
}

static const TaChildTable allergy_table = {
  .select = "SELECT " ALLERGY_COLUMNS " FROM allergy WHERE person IN (SELECT value FROM json_each (:ids)) ORDER BY person, id",
  .prune = "DELETE FROM allergy WHERE person = :owner AND id || char (10) || allergen NOT IN (SELECT value FROM json_each (:keep)) "
           "RETURNING id, allergen",
  .upsert = "INSERT INTO allergy (" ALLERGY_COLUMNS ") VALUES (:owner, :id, :allergen, :severity, :note) "
            "ON CONFLICT (id) DO UPDATE SET person = excluded.person, allergen = excluded.allergen, severity = excluded.severity, "
            "note = excluded.note "
            "WHERE (person, allergen, severity, note) IS NOT (excluded.person, excluded.allergen, excluded.severity, excluded.note)",
  .offset = G_STRUCT_OFFSET (TaPerson, allergies),
  .from_row = allergy_from_row,
  .bind = bind_allergy,
  .key = allergy_key,
};

/* A diet is a tag and nothing else, so its struct is the word and its key stays in the database; so is a capability. */
static const TaChildTable diet_table = {
  .select = "SELECT person, tag FROM diet WHERE person IN (SELECT value FROM json_each (:ids)) ORDER BY person, id",
  .offset = G_STRUCT_OFFSET (TaPerson, diets),
  .from_row = ta_child_table_word,
};

static const TaChildTable capability_table = {
  .select = "SELECT person, name FROM capability WHERE person IN (SELECT value FROM json_each (:ids)) ORDER BY person, id",
  .offset = G_STRUCT_OFFSET (TaPerson, capabilities),
  .from_row = ta_child_table_word,
};

static gboolean
save_words (TaDatabase *database, const TaPerson *person, GError **error)
{
  return ta_child_table_save_words (database,
                                    "DELETE FROM diet WHERE person = :owner AND tag NOT IN (SELECT value FROM json_each (:keep))",
                                    "INSERT INTO diet (id, person, tag) VALUES (:id, :owner, :word) ON CONFLICT (person, tag) DO NOTHING",
                                    person->id, person->diets, error)
         && ta_child_table_save_words (database,
                                       "DELETE FROM capability WHERE person = :owner AND name NOT IN (SELECT value FROM json_each (:keep))",
                                       "INSERT INTO capability (id, person, name) VALUES (:id, :owner, :word) "
                                       "ON CONFLICT (person, name) DO NOTHING",
                                       person->id, person->capabilities, error);
}

static void
index_people (gpointer id, gpointer household, gpointer people)
{
  GPtrArray *persons = ((TaHousehold *) household)->persons;

  for (guint i = 0; i < persons->len; i++)
    {
      TaPerson *person = g_ptr_array_index (persons, i);

      g_hash_table_insert (people, person->id, person);
    }
}

gboolean
ta_person_table_load (TaDatabase *database, GHashTable *owners, const char *ids, GError **error)
{
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) person_ids = NULL;
  g_autofree char *json = NULL;

  if (!ta_child_table_load (database, &person_table, owners, ids, error))
    return FALSE;
  g_hash_table_foreach (owners, index_people, people);
  person_ids = g_hash_table_get_keys_as_ptr_array (people);
  json = ta_table_texts_to_json (person_ids);
  return ta_child_table_load (database, &diet_table, people, json, error)
         && ta_child_table_load (database, &capability_table, people, json, error)
         && ta_child_table_load (database, &allergy_table, people, json, error) && ta_health_open_people (database, people, error);
}

/* (transfer full) (nullable): of TaPerson: as they are to be stored: nobody's guardian has gone, and what is health data is sealed */
static GPtrArray *
to_store (TaDatabase *database, const TaHousehold *household, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_person_free);

  for (guint i = 0; i < household->persons->len; i++)
    {
      TaPerson *person = ta_person_copy (g_ptr_array_index (household->persons, i));

      g_ptr_array_add (rows, person);
      if (person->guardian != NULL && ta_household_find_person (household, person->guardian) == NULL)
        g_clear_pointer (&person->guardian, g_free);
      if (!ta_health_seal_person (database, person, error))
        return NULL;
    }
  return g_steal_pointer (&rows);
}

gboolean
ta_person_table_save (TaDatabase *database, const TaHousehold *household, GError **error)
{
  g_autoptr (GPtrArray) rows = to_store (database, household, error);

  if (rows == NULL || !ta_child_table_save (database, &person_table, household->id, rows, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const TaPerson *person = g_ptr_array_index (rows, i);

      if (!save_words (database, person, error)
          || !ta_child_table_save (database, &allergy_table, person->id, person->allergies, error))
        return FALSE;
    }
  return TRUE;
}
