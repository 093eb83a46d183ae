/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-search-table.h"

#include "ta-bulk.h"
#include "ta-query.h"

#include <string.h>

#define MANY_TOOLS 200

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
  GPtrArray *new_tools;                  /* of char *: the same, that are in none of them */
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
  touched->new_tools = g_ptr_array_new_with_free_func (g_free);
  return touched;
}

void
ta_search_touched_free (TaSearchTouched *touched)
{
  if (touched == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_ptr_array_unref (touched->ids[i]);
  g_ptr_array_unref (touched->new_tools);
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

void
ta_search_touched_add_new (TaSearchTouched *touched, const char *table, const char *id, const char *parent)
{
  if (find_table (table) == TOOL)
    g_ptr_array_add (touched->new_tools, g_strdup (id));
  else
    ta_search_touched_add (touched, table, id, parent);
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
  TaBulk new_tools = { touched->new_tools, 1, get_id, NULL, NULL, NULL };
  TaBulk categories = { touched->ids[CATEGORY], 1, get_id, NULL, NULL, NULL };
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT c0 FROM bulk (:tools) UNION SELECT c0 FROM bulk (:new) UNION SELECT id FROM tool WHERE category IN (SELECT c0 FROM bulk (:categories))");

  ta_bulk_bind (statement, ":tools", &tools);
  ta_bulk_bind (statement, ":new", &new_tools);
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

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* @doc: the last one there is */
static gboolean
add_new_keys (TaDatabase *database, GPtrArray *ids, gint64 *doc, int *added, GError **error)
{
  g_autoptr (TaStatement) last = ta_database_prepare (database, "SELECT coalesce (max (doc), 0) FROM tool_search_key");
  g_autoptr (TaStatement) keys = ta_database_prepare (
      database, "INSERT INTO tool_search_key (tool, number, name, brand, category, location, notes)"
                " SELECT t.id, coalesce (t.number, ''), t.name, t.brand, coalesce (c.name, ''), t.location, t.notes"
                " FROM bulk (:ids) b CROSS JOIN tool t ON t.id = b.c0 LEFT JOIN category c ON c.id = t.category WHERE true ON CONFLICT DO NOTHING");
  TaBulk bulk = { ids, 1, get_id, NULL, NULL, NULL };

  ta_bulk_bind (keys, ":ids", &bulk);
  return ta_query_int (last, doc, error) && ta_statement_run (keys, added, error);
}

/* How many parts the index is merged by, as FTS5 has it; 0: only when there are sixteen, all of them. */
#define PARTS 4

static gboolean
set_parts (TaDatabase *database, gint64 parts, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT coalesce ((SELECT v FROM tool_search_config WHERE k = 'automerge'), " G_STRINGIFY (PARTS) ")");
  g_autoptr (TaStatement) set = NULL;
  gint64 before;

  if (!ta_query_int (statement, &before, error))
    return FALSE;
  if (before == parts)
    return TRUE;
  set = ta_database_prepare (database, "INSERT INTO tool_search (tool_search, rank) VALUES ('automerge', :parts)");
  ta_statement_bind_int (set, ":parts", parts);
  return ta_statement_run (set, NULL, error);
}

gboolean
ta_search_table_settle (TaDatabase *database, GError **error)
{
  return set_parts (database, PARTS, error);
}

static gboolean
run_behind (TaDatabase *database, const char *sql, gint64 doc, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);

  ta_statement_bind_int (statement, ":doc", doc);
  return ta_statement_run (statement, NULL, error);
}

/* @done: (out): none of them was known; otherwise nothing was written */
static gboolean
add_new_tools (TaDatabase *database, GPtrArray *ids, gboolean *done, GError **error)
{
  gint64 doc;
  int added;

  g_ptr_array_sort (ids, compare_ids);
  if (!add_new_keys (database, ids, &doc, &added, error))
    return FALSE;
  *done = (guint) added == ids->len;
  if (!*done)
    return run_behind (database, "DELETE FROM tool_search_key WHERE doc > :doc", doc, error);
  /* What page after page brings would be merged again and again. */
  if (ids->len >= MANY_TOOLS && !set_parts (database, 0, error))
    return FALSE;
  return run_behind (database,
                     "INSERT INTO tool_search (rowid, number, name, brand, category, location, notes)"
                     " SELECT doc, number, name, brand, category, location, notes FROM tool_search_key WHERE doc > :doc ORDER BY doc",
                     doc, error);
}

/* To forget the words of a tool costs as much as to learn them, so an index of which most is forgotten is better made anew. */
static gboolean
refresh_tools (TaDatabase *database, const TaSearchTouched *touched, GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;
  gboolean done = FALSE;
  gint64 count;

  if (touched->new_tools->len > 0 && touched->ids[TOOL]->len == 0 && touched->ids[CATEGORY]->len == 0
      && !add_new_tools (database, touched->new_tools, &done, error))
    return FALSE;
  if (done)
    return TRUE;
  ids = list_touched_tools (database, touched, error);
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
