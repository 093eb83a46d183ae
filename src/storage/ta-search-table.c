/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-search-table.h"

#include "ta-bulk.h"
#include "ta-query.h"

#include <string.h>

static const char *const tables[] = { "tool", "category", "household", "person", "offer" };

enum
{
  TOOL,
  CATEGORY,
  HOUSEHOLD,
  PERSON,
  OFFER
};

struct _TaSearchTouched
{
  GPtrArray *ids[G_N_ELEMENTS (tables)]; /* of char *; some may be there twice */
};

static int
find_table (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (strcmp (tables[i], name) == 0)
      return (int) i;
  return -1;
}

gboolean
ta_search_table_reads (const char *table)
{
  return find_table (table) >= 0;
}

TaSearchTouched *
ta_search_touched_new (void)
{
  TaSearchTouched *touched = g_new0 (TaSearchTouched, 1);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    touched->ids[i] = g_ptr_array_new_with_free_func (g_free);
  return touched;
}

void
ta_search_touched_free (TaSearchTouched *touched)
{
  if (touched == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_ptr_array_unref (touched->ids[i]);
  g_free (touched);
}

void
ta_search_touched_add (TaSearchTouched *touched, const char *table, const char *id, const char *parent)
{
  int index = find_table (table);

  g_return_if_fail (index >= 0);
  if (id != NULL)
    g_ptr_array_add (touched->ids[index], g_strdup (id));
  if (parent != NULL && (index == PERSON || index == OFFER))
    g_ptr_array_add (touched->ids[HOUSEHOLD], g_strdup (parent));
}

static void
get_id (gconstpointer row, guint column, gpointer data, TaBulkValue *value)
{
  value->text = row;
}

static gpointer
id_from_row (TaStatement *statement)
{
  return ta_statement_dup_text (statement, 0);
}

static gboolean
run_for (TaDatabase *database, const char *sql, GPtrArray *ids, GError **error)
{
  TaBulk bulk = { ids, 1, get_id, NULL, NULL, NULL };
  g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);

  ta_bulk_bind (statement, ":ids", &bulk);
  return ta_statement_run (statement, NULL, error);
}

/* Tools ----------------------------------------------------------------------------------------------------------------------------------- */

static GPtrArray *
list_touched_tools (TaDatabase *database, const TaSearchTouched *touched, GError **error)
{
  TaBulk tools = { touched->ids[TOOL], 1, get_id, NULL, NULL, NULL };
  TaBulk categories = { touched->ids[CATEGORY], 1, get_id, NULL, NULL, NULL };
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT c0 FROM bulk (:tools) UNION SELECT id FROM tool WHERE category IN (SELECT c0 FROM bulk (:categories))");

  ta_bulk_bind (statement, ":tools", &tools);
  ta_bulk_bind (statement, ":categories", &categories);
  return ta_query_collect (statement, id_from_row, g_free, error);
}

static gboolean
count_tools (TaDatabase *database, gint64 *count, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT count (*) FROM tool_search_key");

  return ta_query_int (statement, count, error);
}

static gboolean
rebuild_tools (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "INSERT INTO tool_search (tool_search) VALUES ('rebuild')");

  return ta_statement_run (statement, NULL, error);
}

/* By their rowids, here and below: FTS5 writes what it has gathered whenever one comes that is smaller than the last. */
static gboolean
forget_words_of_tools (TaDatabase *database, GPtrArray *ids, GError **error)
{
  return run_for (database,
                  "INSERT INTO tool_search (tool_search, rowid, number, name, brand, category, location, notes)"
                  " SELECT 'delete', doc, number, name, brand, category, location, notes FROM tool_search_key"
                  " WHERE tool IN (SELECT c0 FROM bulk (:ids)) ORDER BY doc",
                  ids, error);
}

static gboolean
replace_keys_of_tools (TaDatabase *database, GPtrArray *ids, GError **error)
{
  return run_for (database, "DELETE FROM tool_search_key WHERE tool IN (SELECT c0 FROM bulk (:ids))", ids, error)
         && run_for (database,
                     "INSERT INTO tool_search_key (tool, number, name, brand, category, location, notes)"
                     " SELECT t.id, coalesce (t.number, ''), t.name, t.brand, coalesce (c.name, ''), t.location, t.notes"
                     " FROM tool t LEFT JOIN category c ON c.id = t.category WHERE t.id IN (SELECT c0 FROM bulk (:ids)) ORDER BY t.id",
                     ids, error);
}

static gboolean
add_words_of_tools (TaDatabase *database, GPtrArray *ids, GError **error)
{
  return run_for (database,
                  "INSERT INTO tool_search (rowid, number, name, brand, category, location, notes)"
                  " SELECT doc, number, name, brand, category, location, notes FROM tool_search_key"
                  " WHERE tool IN (SELECT c0 FROM bulk (:ids)) ORDER BY doc",
                  ids, error);
}

/* To forget the words of a tool costs as much as to learn them, so an index of which most is forgotten is better made anew. */
static gboolean
refresh_tools (TaDatabase *database, const TaSearchTouched *touched, GError **error)
{
  g_autoptr (GPtrArray) ids = list_touched_tools (database, touched, error);
  gint64 count;

  if (ids == NULL || !count_tools (database, &count, error))
    return FALSE;
  if (ids->len == 0)
    return TRUE;
  if (2 * (gint64) ids->len >= count)
    return replace_keys_of_tools (database, ids, error) && rebuild_tools (database, error);
  return forget_words_of_tools (database, ids, error) && replace_keys_of_tools (database, ids, error) && add_words_of_tools (database, ids, error);
}

/* Households ------------------------------------------------------------------------------------------------------------------------------ */

static GPtrArray *
list_touched_households (TaDatabase *database, const TaSearchTouched *touched, GError **error)
{
  TaBulk households = { touched->ids[HOUSEHOLD], 1, get_id, NULL, NULL, NULL };
  TaBulk persons = { touched->ids[PERSON], 1, get_id, NULL, NULL, NULL };
  TaBulk offers = { touched->ids[OFFER], 1, get_id, NULL, NULL, NULL };
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT c0 FROM bulk (:households) UNION SELECT household FROM person WHERE id IN (SELECT c0 FROM bulk (:persons))"
                " UNION SELECT household FROM offer WHERE id IN (SELECT c0 FROM bulk (:offers))");

  ta_bulk_bind (statement, ":households", &households);
  ta_bulk_bind (statement, ":persons", &persons);
  ta_bulk_bind (statement, ":offers", &offers);
  return ta_query_collect (statement, id_from_row, g_free, error);
}

static gboolean
forget_households (TaDatabase *database, GPtrArray *ids, GError **error)
{
  return run_for (database,
                  "DELETE FROM household_search WHERE rowid IN"
                  " (SELECT doc FROM household_search_key WHERE household IN (SELECT c0 FROM bulk (:ids)))",
                  ids, error)
         && run_for (database, "DELETE FROM household_search_key WHERE household IN (SELECT c0 FROM bulk (:ids))", ids, error);
}

static gboolean
add_households (TaDatabase *database, GPtrArray *ids, GError **error)
{
  return run_for (database,
                  "INSERT INTO household_search_key (household)"
                  " SELECT id FROM household WHERE id IN (SELECT c0 FROM bulk (:ids)) ORDER BY id",
                  ids, error)
         && run_for (database,
                     "INSERT INTO household_search (rowid, name, address, people, offers, notes)"
                     " SELECT k.doc, h.name, h.address,"
                     " coalesce ((SELECT group_concat (p.name, ' ') FROM person p WHERE p.household = h.id), ''),"
                     " coalesce ((SELECT group_concat (o.detail, ' ') FROM offer o WHERE o.household = h.id), ''), h.notes"
                     " FROM household_search_key k JOIN household h ON h.id = k.household"
                     " WHERE k.household IN (SELECT c0 FROM bulk (:ids)) ORDER BY k.doc",
                     ids, error);
}

static gboolean
refresh_households (TaDatabase *database, const TaSearchTouched *touched, GError **error)
{
  g_autoptr (GPtrArray) ids = list_touched_households (database, touched, error);

  return ids != NULL && (ids->len == 0 || (forget_households (database, ids, error) && add_households (database, ids, error)));
}

gboolean
ta_search_table_refresh (TaDatabase *database, const TaSearchTouched *touched, GError **error)
{
  gboolean done;

  /* The tools' keys have triggers, too. */
  ta_database_set_triggers (database, FALSE);
  done = refresh_tools (database, touched, error) && refresh_households (database, touched, error);
  ta_database_set_triggers (database, TRUE);
  return done;
}
