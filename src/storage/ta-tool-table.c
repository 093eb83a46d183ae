/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-changeset.h"
#include "ta-child-table.h"
#include "ta-query.h"
#include "ta-tool-table-private.h"
#include "ta-tool-table.h"
#include "ta-unique-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COLUMNS(p) \
  p "id, " p "model, " p "category, " p "owner, " p "number, " p "name, " p "brand, " p "value, " p "condition, " p "status, " p "location, " p "notes"
#define N_COLUMNS 12

static void
bind (TaStatement *statement, const TaTool *tool)
{
  ta_statement_bind_text (statement, ":id", tool->id);
  ta_statement_bind_text (statement, ":model", tool->model);
  ta_statement_bind_text (statement, ":category", tool->category);
  ta_statement_bind_text (statement, ":owner", tool->owner);
  ta_statement_bind_text (statement, ":number", tool->number);
  ta_statement_bind_text (statement, ":name", tool->name);
  ta_statement_bind_text (statement, ":brand", tool->brand);
  ta_statement_bind_optional_int (statement, ":value", tool->value);
  ta_statement_bind_text (statement, ":condition", ta_code_word (ta_condition_codes, (int) tool->condition));
  ta_statement_bind_text (statement, ":status", ta_code_word (ta_tool_status_codes, (int) tool->status));
  ta_statement_bind_text (statement, ":location", tool->location);
  ta_statement_bind_text (statement, ":notes", tool->notes);
}

static int
read_code (TaStatement *statement, int column, const TaCode *table)
{
  int value = 0;

  if (!ta_code_parse (table, ta_statement_text (statement, column), &value))
    g_warning ("A tool has the unknown word “%s”", ta_statement_text (statement, column));
  return value;
}

static TaTool *
from_row (TaStatement *statement)
{
  TaTool *tool = g_new0 (TaTool, 1);

  tool->id = ta_statement_dup_text (statement, 0);
  tool->model = ta_statement_dup_text (statement, 1);
  tool->category = ta_statement_dup_text (statement, 2);
  tool->owner = ta_statement_dup_text (statement, 3);
  tool->number = ta_statement_dup_text (statement, 4);
  tool->name = ta_statement_dup_text (statement, 5);
  tool->brand = ta_statement_dup_text (statement, 6);
  tool->value = ta_statement_optional_int (statement, 7);
  tool->condition = (TaCondition) read_code (statement, 8, ta_condition_codes);
  tool->status = (TaToolStatus) read_code (statement, 9, ta_tool_status_codes);
  tool->location = ta_statement_dup_text (statement, 10);
  tool->notes = ta_statement_dup_text (statement, 11);
  tool->photos = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_photo_free);
  return tool;
}

static gboolean
save_row (TaDatabase *database, const TaTool *tool, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database,
      "INSERT INTO tool (" COLUMNS ("") ") VALUES"
                                        " (:id, :model, :category, :owner, nullif (:number, ''), :name, :brand, :value, :condition, :status, :location, :notes)"
                                        " ON CONFLICT (id) DO UPDATE SET model = excluded.model, category = excluded.category, owner = excluded.owner, number = excluded.number,"
                                        " name = excluded.name, brand = excluded.brand, value = excluded.value, condition = excluded.condition, status = excluded.status,"
                                        " location = excluded.location, notes = excluded.notes"
                                        " WHERE model IS NOT excluded.model OR category IS NOT excluded.category OR owner IS NOT excluded.owner OR number IS NOT excluded.number"
                                        " OR name IS NOT excluded.name OR brand IS NOT excluded.brand OR value IS NOT excluded.value OR condition IS NOT excluded.condition"
                                        " OR status IS NOT excluded.status OR location IS NOT excluded.location OR notes IS NOT excluded.notes");

  bind (statement, tool);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
check_number_free (TaDatabase *database, const TaTool *tool, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT name FROM tool WHERE number = :number AND id <> :id");
  g_autofree char *name = NULL;

  ta_statement_bind_text (statement, ":number", tool->number);
  ta_statement_bind_text (statement, ":id", tool->id);
  if (!ta_query_text (statement, &name, error))
    return FALSE;
  if (name != NULL)
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("The number %s is taken by “%s”. Give “%s” another one."), tool->number, name,
                 tool->name);
  return name == NULL;
}

static gboolean
delete_lost_photos (TaDatabase *database, const TaTool *tool, GPtrArray *ids, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "DELETE FROM photo WHERE tool = :tool AND id NOT IN (SELECT value FROM json_each (:ids))");
  g_autofree char *json = ta_query_ids_to_json (ids);

  ta_statement_bind_text (statement, ":tool", tool->id);
  ta_statement_bind_text (statement, ":ids", json);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
save_photo (TaDatabase *database, const char *tool, const TaPhoto *photo, gint64 position, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database,
      "INSERT INTO photo (id, tool, file, thumbnail, position) VALUES (:id, :tool, :file, :thumbnail, :position)"
      " ON CONFLICT (id) DO UPDATE SET tool = excluded.tool, file = excluded.file, thumbnail = excluded.thumbnail, position = excluded.position"
      " WHERE tool IS NOT excluded.tool OR file IS NOT excluded.file OR thumbnail IS NOT excluded.thumbnail OR position IS NOT excluded.position");

  ta_statement_bind_text (statement, ":id", photo->id);
  ta_statement_bind_text (statement, ":tool", tool);
  ta_statement_bind_text (statement, ":file", photo->file);
  ta_statement_bind_bytes (statement, ":thumbnail", photo->thumbnail);
  ta_statement_bind_int (statement, ":position", position);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
save_photos (TaDatabase *database, const TaTool *tool, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GArray) positions = NULL;

  for (guint i = 0; i < tool->photos->len; i++)
    g_ptr_array_add (ids, ((TaPhoto *) g_ptr_array_index (tool->photos, i))->id);
  if (!delete_lost_photos (database, tool, ids, error))
    return FALSE;
  positions = ta_child_table_arrange (database, "SELECT id, position FROM photo WHERE tool = :owner", tool->id, ids, G_MININT64, error);
  for (guint i = 0; positions != NULL && i < tool->photos->len; i++)
    if (!save_photo (database, tool->id, g_ptr_array_index (tool->photos, i), g_array_index (positions, gint64, i), error))
      return FALSE;
  return positions != NULL;
}

gboolean
ta_tool_table_save (TaDatabase *database, const TaTool *tool, GError **error)
{
  return check_number_free (database, tool, error) && save_row (database, tool, error) && save_photos (database, tool, error);
}

/* The rows of a bulk: the table's columns in their order, and behind them the name of the category, for the search index. */
static void
get_column (gconstpointer row, guint column, gpointer categories, TaBulkValue *value)
{
  const TaTool *tool = row;
  const char *const texts[] = { tool->id, tool->model, tool->category, tool->owner, tool->number, tool->name, tool->brand, NULL, NULL, NULL, tool->location, tool->notes };

  switch (column)
    {
    case 4:
      value->text = tool->number != NULL && *tool->number != '\0' ? tool->number : NULL;
      break;
    case 7:
      value->number = tool->value;
      value->has_number = tool->value >= 0;
      break;
    case 8:
      value->text = ta_code_word (ta_condition_codes, (int) tool->condition);
      break;
    case 9:
      value->text = ta_code_word (ta_tool_status_codes, (int) tool->status);
      break;
    case N_COLUMNS:
      value->text = tool->category != NULL ? g_hash_table_lookup (categories, tool->category) : NULL;
      break;
    default:
      value->text = texts[column];
    }
}

static GHashTable *
read_category_names (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id, name FROM category");
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  TaStep step;

  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    g_hash_table_insert (names, ta_statement_dup_text (statement, 0), ta_statement_dup_text (statement, 1));
  return step == TA_STEP_DONE ? g_steal_pointer (&names) : NULL;
}

static gboolean
insert_rows (TaDatabase *database, TaBulk *bulk, GError **error)
{
  g_autoptr (TaStatement) insert = ta_database_prepare (
      database, "INSERT INTO tool (" COLUMNS ("") ") SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11 FROM bulk (:rows)");

  ta_bulk_bind (insert, ":rows", bulk);
  return ta_statement_run (insert, NULL, error);
}

/* As the triggers do it for each row. */
static gboolean
index_rows (TaDatabase *database, TaBulk *bulk, GError **error)
{
  g_autoptr (TaStatement) last = ta_database_prepare (database, "SELECT coalesce (max (doc), 0) FROM tool_search_key");
  g_autoptr (TaStatement) keys = ta_database_prepare (database, "INSERT INTO tool_search_key (doc, tool, number, name, brand, category, location, notes)"
                                                                " SELECT :first + rowid, c0, coalesce (c4, ''), c5, c6, coalesce (c12, ''), c10, c11 FROM bulk (:rows)");
  g_autoptr (TaStatement) words = ta_database_prepare (
      database,
      "INSERT INTO tool_search (rowid, number, name, brand, category, location, notes)"
      " SELECT :first + rowid, coalesce (c4, ''), c5, c6, coalesce (c12, ''), c10, c11 FROM bulk (:rows)");
  gint64 doc;

  if (!ta_query_int (last, &doc, error))
    return FALSE;
  ta_statement_bind_int (keys, ":first", doc + 1);
  ta_bulk_bind (keys, ":rows", bulk);
  ta_statement_bind_int (words, ":first", doc + 1);
  ta_bulk_bind (words, ":rows", bulk);
  return ta_statement_run (keys, NULL, error) && ta_statement_run (words, NULL, error);
}

/* How far the statements are that read the rows: each reads them all, and they take about as long. */
#define N_STATEMENTS 3
#define ROWS_A_STEP 64

typedef struct
{
  TaToolTableProgress func;
  gpointer data;
  guint statement;
} Progress;

static gboolean
watch_rows (guint done, guint count, gpointer data)
{
  Progress *self = data;
  guint before = self->statement;

  self->statement += done == count;
  return done % ROWS_A_STEP != 0 || self->func ((before + (double) done / count) / N_STATEMENTS, self->data);
}

/* With triggers each row would be a savepoint, and at each FTS5 writes what it has gathered to the disk. */
gboolean
ta_tool_table_insert_many (TaDatabase *database, GPtrArray *tools, TaToolTableProgress progress, gpointer progress_data, GError **error)
{
  g_autoptr (GHashTable) categories = read_category_names (database, error);
  TaRecorder *recorder = ta_database_get_recorder (database);
  Progress watched = { progress, progress_data, 0 };
  TaBulk bulk = { tools, N_COLUMNS + 1, get_column, categories, progress != NULL ? watch_rows : NULL, &watched };
  const TaBulk columns = { tools, N_COLUMNS, get_column, NULL, NULL, NULL };
  gint64 doubled = 0;
  gboolean done;

  if (categories == NULL || !ta_unique_table_count (database, &doubled, error))
    return FALSE;
  ta_recorder_pause (recorder, TRUE);
  ta_database_set_triggers (database, FALSE);
  done = insert_rows (database, &bulk, error) && ta_unique_table_check (database, doubled, error) && index_rows (database, &bulk, error);
  ta_database_set_triggers (database, TRUE);
  ta_recorder_pause (recorder, FALSE);
  if (done && recorder != NULL)
    ta_recorder_add_inserted (recorder, "tool", &columns);
  return done;
}

static gboolean
check_never_lent (TaDatabase *database, const char *id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT count(*) FROM loan WHERE tool = :id");
  g_autofree char *tool = NULL;
  gint64 loans;

  ta_statement_bind_text (statement, ":id", id);
  if (!ta_query_int (statement, &loans, error))
    return FALSE;
  if (loans == 0)
    return TRUE;
  tool = ta_tool_table_describe (database, id, error);
  if (tool != NULL)
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT,
                 g_dngettext (GETTEXT_PACKAGE, "%s has been lent %d time, and its history would go with it. Retire it instead.",
                              "%s has been lent %d times, and its history would go with it. Retire it instead.", (gulong) loans),
                 tool, (int) loans);
  return FALSE;
}

static void
set_not_found (GError **error)
{
  g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND, _ ("The tool is no longer there."));
}

gboolean
ta_tool_table_delete (TaDatabase *database, const char *id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "DELETE FROM tool WHERE id = :id");
  int changed;

  ta_statement_bind_text (statement, ":id", id);
  if (!check_never_lent (database, id, error) || !ta_statement_run (statement, &changed, error))
    return FALSE;
  if (changed == 0)
    set_not_found (error);
  return changed > 0;
}

static gpointer
photo_from_row (TaStatement *statement)
{
  TaPhoto *photo = g_new0 (TaPhoto, 1);

  photo->id = ta_statement_dup_text (statement, 0);
  photo->file = ta_statement_dup_text (statement, 1);
  photo->thumbnail = ta_statement_dup_bytes (statement, 2);
  return photo;
}

static GPtrArray *
list_photos (TaDatabase *database, const char *tool, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id, file, thumbnail FROM photo WHERE tool = :tool ORDER BY position, id");

  ta_statement_bind_text (statement, ":tool", tool);
  return ta_query_collect (statement, photo_from_row, (GDestroyNotify) ta_photo_free, error);
}

TaTool *
ta_tool_table_get (TaDatabase *database, const char *id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " COLUMNS ("") " FROM tool WHERE id = :id");
  g_autoptr (TaTool) tool = NULL;
  g_autoptr (GPtrArray) photos = NULL;
  TaStep step;

  ta_statement_bind_text (statement, ":id", id);
  step = ta_statement_step (statement, error);
  if (step == TA_STEP_DONE)
    set_not_found (error);
  if (step != TA_STEP_ROW)
    return NULL;
  tool = from_row (statement);
  photos = list_photos (database, id, error);
  if (photos == NULL)
    return NULL;
  g_ptr_array_unref (tool->photos);
  tool->photos = g_steal_pointer (&photos);
  return g_steal_pointer (&tool);
}

/* One row a tool, with what is joined to it: the answer for thousands of tools is one statement. */
#define SUMMARY_SELECT                                                                                                                                                                                                                                                                                               \
  "SELECT " COLUMNS ("t.") ", c.name, o.name, p.thumbnail, b.name, " TA_LOAN_COLUMNS ("l.") ", " TA_RESERVATION_COLUMNS ("r.") " FROM tool t"                                                                                                                                                                        \
                                                                                                                               " LEFT JOIN category c ON c.id = t.category LEFT JOIN household o ON o.id = t.owner"                                                                                                  \
                                                                                                                               " LEFT JOIN photo p ON p.id = (SELECT f.id FROM photo f WHERE f.tool = t.id ORDER BY f.position, f.id LIMIT 1)"                                                                       \
                                                                                                                               " LEFT JOIN loan l ON l.id = (SELECT m.id FROM loan m WHERE m.tool = t.id AND m.returned_date IS NULL ORDER BY m.out_date, m.id LIMIT 1) LEFT JOIN household b ON b.id = l.household" \
                                                                                                                               " LEFT JOIN reservation r ON r.id = (SELECT n.id FROM reservation n WHERE n.tool = t.id AND n.until_date > :today ORDER BY n.from_date LIMIT 1)"

enum
{
  SUMMARY_CATEGORY = N_COLUMNS,
  SUMMARY_OWNER,
  SUMMARY_THUMBNAIL,
  SUMMARY_BORROWER,
  SUMMARY_LOAN,
  SUMMARY_RESERVATION = SUMMARY_LOAN + TA_LOAN_N_COLUMNS
};

static gpointer
summary_from_row (TaStatement *statement)
{
  TaToolSummary *summary = g_new0 (TaToolSummary, 1);

  summary->tool = from_row (statement);
  summary->category_name = g_strdup (ta_statement_text (statement, SUMMARY_CATEGORY));
  summary->owner_name = g_strdup (ta_statement_text (statement, SUMMARY_OWNER));
  summary->thumbnail = ta_statement_dup_bytes (statement, SUMMARY_THUMBNAIL);
  summary->borrower_name = g_strdup (ta_statement_text (statement, SUMMARY_BORROWER));
  if (!ta_statement_is_null (statement, SUMMARY_LOAN))
    summary->loan = ta_loan_table_from_row (statement, SUMMARY_LOAN);
  if (!ta_statement_is_null (statement, SUMMARY_RESERVATION))
    summary->reservation = ta_reservation_table_from_row (statement, SUMMARY_RESERVATION);
  return summary;
}

static int
compare_summaries (gconstpointer a, gconstpointer b)
{
  const TaTool *first = (*(TaToolSummary *const *) a)->tool;
  const TaTool *second = (*(TaToolSummary *const *) b)->tool;
  int order = ta_tool_number_compare (first->number, second->number);

  return order != 0 ? order : strcmp (first->name, second->name);
}

static GPtrArray *
collect_summaries (TaStatement *statement, TaDate today, GError **error)
{
  GPtrArray *summaries;

  ta_statement_bind_date (statement, ":today", today);
  summaries = ta_query_collect (statement, summary_from_row, (GDestroyNotify) ta_tool_summary_free, error);
  if (summaries != NULL)
    g_ptr_array_sort (summaries, compare_summaries);
  return summaries;
}

GPtrArray *
ta_tool_table_list (TaDatabase *database, TaDate today, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, SUMMARY_SELECT);

  return collect_summaries (statement, today, error);
}

GPtrArray *
ta_tool_table_get_many (TaDatabase *database, GPtrArray *ids, TaDate today, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, SUMMARY_SELECT " WHERE t.id IN (SELECT value FROM json_each (:ids))");
  g_autofree char *json = ta_query_ids_to_json (ids);

  ta_statement_bind_text (statement, ":ids", json);
  return collect_summaries (statement, today, error);
}

static GPtrArray *
list_ids (TaDatabase *database, int limit, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id FROM tool ORDER BY name, id LIMIT :limit");

  ta_statement_bind_int (statement, ":limit", limit > 0 ? limit : -1);
  return ta_query_collect_text (statement, error);
}

/* What a person types is mostly the number or the name: the weights are those of the columns, in order. */
#define SEARCH_RANKED                                                          \
  "SELECT k.tool FROM tool_search s JOIN tool_search_key k ON k.doc = s.rowid" \
  " WHERE tool_search MATCH :words ORDER BY bm25 (tool_search, 12.0, 8.0, 4.0, 4.0, 1.0, 1.0), s.rowid LIMIT :limit"
#define SEARCH_UNRANKED \
  "SELECT k.tool FROM tool_search s JOIN tool_search_key k ON k.doc = s.rowid WHERE tool_search MATCH :words LIMIT :limit"

static GPtrArray *
run_search (TaDatabase *database, const char *sql, const char *expression, int limit, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);

  ta_statement_bind_text (statement, ":words", expression);
  ta_statement_bind_int (statement, ":limit", limit);
  return ta_query_collect_text (statement, error);
}

GPtrArray *
ta_tool_table_search (TaDatabase *database, const char *text, int limit, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autofree char *expression = ta_query_search_expression (trimmed);
  g_autoptr (GPtrArray) ids = NULL;

  if (*trimmed == '\0')
    return list_ids (database, limit, error);
  if (expression == NULL)
    return g_ptr_array_new_with_free_func (g_free);
  /* Ranking costs ten times what finding does, and the rank of what thousands of tools have tells a person nothing. */
  ids = run_search (database, SEARCH_UNRANKED, expression, limit > 0 ? MAX (limit, TA_TOOL_SEARCH_RANKED + 1) : -1, error);
  if (ids == NULL)
    return NULL;
  if (ids->len <= TA_TOOL_SEARCH_RANKED)
    return run_search (database, SEARCH_RANKED, expression, limit > 0 ? limit : -1, error);
  if (limit > 0 && ids->len > (guint) limit)
    g_ptr_array_set_size (ids, limit);
  return g_steal_pointer (&ids);
}

static gboolean
find_by_number (TaDatabase *database, const char *number, char **id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id FROM tool WHERE number = :number COLLATE NOCASE ORDER BY number <> :number LIMIT 1");

  ta_statement_bind_text (statement, ":number", number);
  return ta_query_text (statement, id, error);
}

char *
ta_tool_table_find (TaDatabase *database, const char *text, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (TaStatement) statement = NULL;

  if (*trimmed == '\0' || !find_by_number (database, trimmed, &id, error))
    return NULL;
  if (id != NULL)
    return g_steal_pointer (&id);
  statement = ta_database_prepare (database, "SELECT id FROM tool WHERE name = :name COLLATE NOCASE LIMIT 2");
  ta_statement_bind_text (statement, ":name", trimmed);
  ids = ta_query_collect_text (statement, error);
  if (ids != NULL && ids->len > 1)
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("Several tools are called “%s”. Say which one by its number."), trimmed);
  return ids != NULL && ids->len == 1 ? g_strdup (g_ptr_array_index (ids, 0)) : NULL;
}

char *
ta_tool_table_next_number (TaDatabase *database, GError **error)
{
  /* The smallest free number is 1 or follows one that is taken. */
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database,
      "WITH candidate (n) AS (SELECT 1 UNION SELECT CAST (number AS INTEGER) + 1 FROM tool"
      " WHERE number NOT GLOB '*[^0-9]*' AND length (number) < 10)"
      " SELECT CAST (min (n) AS TEXT) FROM candidate WHERE NOT EXISTS (SELECT 1 FROM tool t WHERE t.number = CAST (n AS TEXT))");
  g_autofree char *number = NULL;

  return ta_query_text (statement, &number, error) ? g_steal_pointer (&number) : NULL;
}

char *
ta_tool_table_describe (TaDatabase *database, const char *id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT number, name FROM tool WHERE id = :id");
  TaStep step;

  ta_statement_bind_text (statement, ":id", id);
  step = ta_statement_step (statement, error);
  if (step == TA_STEP_DONE)
    set_not_found (error);
  if (step != TA_STEP_ROW)
    return NULL;
  if (ta_statement_is_null (statement, 0))
    return g_strdup (ta_statement_text (statement, 1));
  /* Translators: begins a sentence: "Tool 41, Hammer drill, is not out." */
  return g_strdup_printf (_ ("Tool %s, %s,"), ta_statement_text (statement, 0), ta_statement_text (statement, 1));
}
