/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-household-table.h"

#include "ta-household-children.h"
#include "ta-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COLOURS 10

#define COLUMNS                                                                                                                   \
  "id, name, colour, address, latitude, longitude, door_notes, kitchen_capacity, vehicle, pets, smoking, accessibility, tastes, " \
  "notes, drop_from, drop_until"

#define UPSERT                                                                                                                              \
  "INSERT INTO household (" COLUMNS ") "                                                                                                    \
  "VALUES (:id, :name, :colour, :address, :latitude, :longitude, :door_notes, :kitchen_capacity, :vehicle, :pets, :smoking, "               \
  ":accessibility, :tastes, :notes, :drop_from, :drop_until) "                                                                              \
  "ON CONFLICT (id) DO UPDATE SET name = excluded.name, colour = excluded.colour, address = excluded.address, "                             \
  "latitude = excluded.latitude, longitude = excluded.longitude, door_notes = excluded.door_notes, "                                        \
  "kitchen_capacity = excluded.kitchen_capacity, vehicle = excluded.vehicle, pets = excluded.pets, smoking = excluded.smoking, "            \
  "accessibility = excluded.accessibility, tastes = excluded.tastes, notes = excluded.notes, drop_from = excluded.drop_from, "              \
  "drop_until = excluded.drop_until "                                                                                                       \
  "WHERE (name, colour, address, latitude, longitude, door_notes, kitchen_capacity, vehicle, pets, smoking, accessibility, tastes, notes, " \
  "drop_from, drop_until) "                                                                                                                 \
  "IS NOT (excluded.name, excluded.colour, excluded.address, excluded.latitude, excluded.longitude, excluded.door_notes, "                  \
  "excluded.kitchen_capacity, excluded.vehicle, excluded.pets, excluded.smoking, excluded.accessibility, excluded.tastes, excluded.notes, " \
  "excluded.drop_from, excluded.drop_until)"

static const TaReference references[] = {
  { "SELECT count (*) FROM assignment WHERE household = :id", N_ ("turns") },
  { "SELECT count (*) FROM loan WHERE household = :id", N_ ("loans") },
  { "SELECT count (*) FROM account WHERE household = :id", N_ ("accounts of the ledger") },
  { NULL, NULL }
};

static void
bind_household (TaStatement *statement, const TaHousehold *household)
{
  ta_statement_bind_text (statement, ":id", household->id);
  ta_statement_bind_text (statement, ":name", household->name);
  ta_statement_bind_int (statement, ":colour", household->colour);
  ta_statement_bind_text (statement, ":address", household->address);
  ta_statement_bind_point (statement, ":latitude", ":longitude", household->place);
  ta_statement_bind_text (statement, ":door_notes", household->door_notes);
  ta_statement_bind_optional_int (statement, ":kitchen_capacity", household->kitchen_capacity);
  ta_statement_bind_text (statement, ":vehicle", household->vehicle);
  ta_statement_bind_text (statement, ":pets", household->pets);
  ta_statement_bind_int (statement, ":smoking", household->smoking ? 1 : 0);
  ta_statement_bind_text (statement, ":accessibility", household->accessibility);
  ta_statement_bind_text (statement, ":tastes", household->tastes);
  ta_statement_bind_text (statement, ":notes", household->notes);
  ta_statement_bind_time (statement, ":drop_from", household->drop_from);
  ta_statement_bind_time (statement, ":drop_until", household->drop_until);
}

static gpointer
household_from_row (TaStatement *statement)
{
  TaHousehold *household = ta_household_new (ta_statement_text (statement, 1));

  ta_set_text (&household->id, ta_statement_text (statement, 0));
  household->colour = (int) ta_statement_int (statement, 2);
  ta_set_text (&household->address, ta_statement_text (statement, 3));
  household->place = ta_statement_point (statement, 4);
  ta_set_text (&household->door_notes, ta_statement_text (statement, 6));
  household->kitchen_capacity = (int) ta_statement_optional_int (statement, 7);
  ta_set_text (&household->vehicle, ta_statement_text (statement, 8));
  ta_set_text (&household->pets, ta_statement_text (statement, 9));
  household->smoking = ta_statement_int (statement, 10) != 0;
  ta_set_text (&household->accessibility, ta_statement_text (statement, 11));
  ta_set_text (&household->tastes, ta_statement_text (statement, 12));
  ta_set_text (&household->notes, ta_statement_text (statement, 13));
  household->drop_from = ta_statement_time (statement, 14);
  household->drop_until = ta_statement_time (statement, 15);
  return household;
}

gboolean
ta_household_table_save (TaDatabase *database, const TaHousehold *household, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, UPSERT);

  bind_household (statement, household);
  return ta_statement_run (statement, NULL, error) && ta_household_children_save (database, household, error);
}

gboolean
ta_household_table_delete (TaDatabase *database, const char *id, GError **error)
{
  return ta_table_delete (database, "DELETE FROM household WHERE id = :id", "SELECT name FROM household WHERE id = :id", references, id,
                          error);
}

/* (transfer full) (nullable): the households of @statement with all that belongs to them. */
static GPtrArray *
load (TaDatabase *database, TaStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) households = ta_query_collect (statement, household_from_row, (GDestroyNotify) ta_household_free, error);

  if (households == NULL || !ta_household_children_load (database, households, error))
    return NULL;
  return g_steal_pointer (&households);
}

TaHousehold *
ta_household_table_get (TaDatabase *database, const char *id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " COLUMNS " FROM household WHERE id = :id");
  g_autoptr (GPtrArray) households = NULL;

  ta_statement_bind_text (statement, ":id", id);
  households = load (database, statement, error);
  if (households == NULL)
    return NULL;
  if (households->len == 0)
    {
      ta_table_set_not_found (error);
      return NULL;
    }
  return g_ptr_array_steal_index (households, 0);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const TaHousehold *first = *(TaHousehold *const *) a;
  const TaHousehold *second = *(TaHousehold *const *) b;
  int order = g_utf8_collate (first->name, second->name);

  return order != 0 ? order : strcmp (first->id, second->id);
}

GPtrArray *
ta_household_table_list (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " COLUMNS " FROM household");
  GPtrArray *households = load (database, statement, error);

  if (households != NULL)
    g_ptr_array_sort (households, compare_names);
  return households;
}

GPtrArray *
ta_household_table_get_many (TaDatabase *database, GPtrArray *ids, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " COLUMNS " FROM household "
                                                                     "WHERE id IN (SELECT value FROM json_each (:ids))");
  g_autofree char *json = ta_table_texts_to_json (ids);

  ta_statement_bind_text (statement, ":ids", json);
  return load (database, statement, error);
}

/* The index folds more than letter case, so it finds the candidates; a name without a word in it is looked for among all. */
static TaStatement *
prepare_candidates (TaDatabase *database, const char *name)
{
  g_autofree char *match = ta_query_search_expression (name);
  TaStatement *statement;

  if (match == NULL)
    return ta_database_prepare (database, "SELECT id, name FROM household ORDER BY id");
  statement = ta_database_prepare (database, "SELECT h.id, h.name FROM household_search s JOIN household_search_key k ON k.doc = s.rowid "
                                             "JOIN household h ON h.id = k.household WHERE household_search MATCH :match ORDER BY h.id");
  ta_statement_bind_text (statement, ":match", match);
  return statement;
}

char *
ta_household_table_find (TaDatabase *database, const char *name, GError **error)
{
  g_autoptr (TaStatement) statement = prepare_candidates (database, name);

  return ta_table_find_name (statement, name, error);
}

GPtrArray *
ta_household_table_search (TaDatabase *database, const char *text, GError **error)
{
  g_autofree char *match = ta_query_search_expression (text);
  g_autoptr (TaStatement) statement = NULL;

  if (match == NULL)
    return g_ptr_array_new_with_free_func (g_free);
  /* What is found in the name counts most, then in people, offers, address and notes. */
  statement = ta_database_prepare (database, "SELECT k.household FROM household_search s JOIN household_search_key k ON k.doc = s.rowid "
                                             "WHERE household_search MATCH :match "
                                             "ORDER BY bm25 (household_search, 20.0, 3.0, 10.0, 5.0, 1.0), s.name, k.household");
  ta_statement_bind_text (statement, ":match", match);
  return ta_query_collect_text (statement, error);
}

int
ta_household_table_next_colour (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT colour, count (*) FROM household GROUP BY colour");
  gint64 used[COLOURS] = { 0 };
  int best = 0;
  TaStep step;

  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    used[ta_statement_int (statement, 0)] = ta_statement_int (statement, 1);
  if (step == TA_STEP_ERROR)
    return -1;
  for (int i = 1; i < COLOURS; i++)
    if (used[i] < used[best])
      best = i;
  return best;
}

gboolean
ta_household_table_set_place (TaDatabase *database, const char *id, TaPoint place, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "UPDATE household SET latitude = :latitude, longitude = :longitude "
                                                                     "WHERE id = :id AND (latitude, longitude) IS NOT (:latitude, :longitude)");

  ta_statement_bind_text (statement, ":id", id);
  ta_statement_bind_point (statement, ":latitude", ":longitude", place);
  return ta_table_require (database, "SELECT 1 FROM household WHERE id = :id", id, error) && ta_statement_run (statement, NULL, error);
}
