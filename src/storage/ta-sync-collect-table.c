/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-sync-collect-table.h"

#include "ta-sync-private.h"

#include <string.h>

#define BEGUN_PREFIX "round/"

/* Deleted, as the hub has it, and of no use to anything. */
#define AT_REST "d.rank > 900 AND d.dirty = 0 AND d.base_rev IS NOT NULL AND d.held IS NULL AND d.refused IS NULL "

/* Rounds ------------------------------------------------------------------------------------------------------------------------------- */

static char *
begun_key (guint64 device)
{
  return g_strdup_printf (BEGUN_PREFIX "%016" G_GINT64_MODIFIER "x", device);
}

static char *
heard_key (guint64 device, guint64 of)
{
  return g_strdup_printf ("heard/%016" G_GINT64_MODIFIER "x|%016" G_GINT64_MODIFIER "x", device, of);
}

static gint64
number_at (const TaDocument *rounds, const char *key)
{
  const TaField *field = rounds != NULL ? ta_document_get (rounds, key) : NULL;

  return field != NULL ? ta_value_get_integer (field->value) : 0;
}

TaDocument *
ta_sync_rounds_get (TaDatabase *database, GError **error)
{
  return ta_sync_get_document (database, TA_SYNC_ROUNDS_TYPE, TA_SYNC_ROUNDS_ID, error);
}

gint64
ta_sync_rounds_begun (const TaDocument *rounds, guint64 device)
{
  g_autofree char *key = begun_key (device);

  return number_at (rounds, key);
}

gint64
ta_sync_rounds_heard (const TaDocument *rounds, guint64 device, guint64 of)
{
  g_autofree char *key = heard_key (device, of);

  return number_at (rounds, key);
}

/* It is sent with what else there is to send. */
static gboolean
say (TaDatabase *database, const char *key, gint64 number, gint64 now_ms, GError **error)
{
  TaSyncRecord *loaded = NULL;
  g_autoptr (TaSyncRecord) record = NULL;
  g_autoptr (TaValue) value = ta_value_new_integer (number);
  TaSyncContext context;

  if (!ta_sync_context_load (&context, database, now_ms, error) || !ta_sync_record_load (database, TA_SYNC_ROUNDS_TYPE, TA_SYNC_ROUNDS_ID, &loaded, error))
    return FALSE;
  record = loaded != NULL ? loaded : ta_sync_record_new (&context, TA_SYNC_ROUNDS_TYPE, TA_SYNC_ROUNDS_ID);
  if (!ta_sync_set (record->document, key, value, ta_stamp_clock_tick (&context.clock, now_ms)))
    return TRUE;
  return ta_sync_record_save_stamped (database, record, error) && ta_sync_clock_save (database, &context.clock, error);
}

/* What is damaged is so for everybody, and is not noted by anybody. */
static gboolean
may_lack_deletions (TaDatabase *database, gboolean *may, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT 1 FROM sync_unread u JOIN sync_document d ON d.name = u.name WHERE u.reason <> 'damaged' AND d.rank <= 900 LIMIT 1");
  TaStep step = ta_statement_step (statement, error);

  *may = step == TA_STEP_ROW;
  return step != TA_STEP_ERROR;
}

gboolean
ta_sync_rounds_hear (TaDatabase *database, guint64 device, guint64 of, gint64 round, gint64 now_ms, GError **error)
{
  g_autofree char *key = heard_key (device, of);
  gboolean lacks = FALSE;

  return may_lack_deletions (database, &lacks, error) && (lacks || say (database, key, round, now_ms, error));
}

/* Noting ------------------------------------------------------------------------------------------------------------------------------- */

/* What is posted stays, and so does what opens health data; of what a later version made nobody here knows. */
static gboolean
is_collected (const char *type)
{
  const TaDomainTable *table = ta_domain_find (type);

  return table != NULL && table->parent == NULL && !table->ledger && strcmp (type, "health_lock") != 0;
}

static gboolean
note (TaDatabase *database, TaStatement *row, gint64 round, GError **error)
{
  g_autoptr (TaStatement) insert
      = ta_database_prepare (database, "INSERT OR REPLACE INTO sync_collect (type, id, rev, round) VALUES (:type, :id, :rev, :round)");

  ta_statement_bind_text (insert, ":type", ta_statement_text (row, 0));
  ta_statement_bind_text (insert, ":id", ta_statement_text (row, 1));
  ta_statement_bind_text (insert, ":rev", ta_statement_text (row, 2));
  ta_statement_bind_int (insert, ":round", round);
  return ta_statement_run (insert, NULL, error);
}

static gboolean
note_if_old (TaDatabase *database, TaStatement *row, gint64 round, guint *count, GError **error)
{
  g_autoptr (TaDocument) document = is_collected (ta_statement_text (row, 0)) ? ta_sync_document_from_column (row, 3, error) : NULL;

  if (document == NULL)
    return !is_collected (ta_statement_text (row, 0));
  if (!document->deleted || document->deleted_at.ms >= round - TA_SYNC_COLLECT_AGE_MS)
    return TRUE;
  (*count)++;
  return note (database, row, round, error);
}

/* What somebody still asks for by any id in it may have to come back. */
static gboolean
note_all (TaDatabase *database, gint64 round, guint *count, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT d.type, d.id, d.base_rev, d.state FROM sync_document d INDEXED BY sync_document_deleted WHERE " AT_REST
                "AND NOT EXISTS (SELECT 1 FROM sync_fold f WHERE f.name = d.name) AND NOT EXISTS (SELECT 1 FROM sync_unread u WHERE u.name = d.name) "
                "AND NOT EXISTS (SELECT 1 FROM sync_missing m WHERE instr (CAST (d.state AS TEXT), m.target) > 0)");
  TaStep step;

  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    if (!note_if_old (database, statement, round, count, error))
      return FALSE;
  return step == TA_STEP_DONE;
}

gboolean
ta_sync_collect_begin (TaDatabase *database, guint64 device, gint64 now_ms, GError **error)
{
  g_autofree char *key = begun_key (device);
  GError *failure = NULL;
  g_autoptr (TaDocument) rounds = ta_sync_rounds_get (database, &failure);
  gint64 round = MAX (now_ms, ta_sync_rounds_begun (rounds, device) + 1);
  guint count = 0;

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  return note_all (database, round, &count, error) && (count == 0 || say (database, key, round, now_ms, error));
}

gboolean
ta_sync_collect_get_round (TaDatabase *database, gint64 *round, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT round FROM sync_collect LIMIT 1");
  TaStep step = ta_statement_step (statement, error);

  *round = step == TA_STEP_ROW ? ta_statement_int (statement, 0) : 0;
  return step != TA_STEP_ERROR;
}

gboolean
ta_sync_collect_forget (TaDatabase *database, GError **error)
{
  return ta_database_exec (database, "DELETE FROM sync_collect", error);
}

/* Collecting ----------------------------------------------------------------------------------------------------------------------------- */

static TaSyncOutgoing *
noted_from_row (TaStatement *row)
{
  TaSyncOutgoing *noted = g_new0 (TaSyncOutgoing, 1);

  noted->name = ta_statement_dup_text (row, 0);
  noted->type = ta_statement_dup_text (row, 1);
  noted->id = ta_statement_dup_text (row, 2);
  noted->rev = ta_statement_dup_text (row, 3);
  return noted;
}

/* What somebody has changed since, or needs, is passed over; when nothing else is left it goes with the round. */
GPtrArray *
ta_sync_collect_take (TaDatabase *database, guint limit, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT d.name, c.type, c.id, c.rev FROM sync_collect c CROSS JOIN sync_document d ON d.type = c.type AND d.id = c.id AND d.base_rev = c.rev AND " AT_REST
                "WHERE NOT EXISTS (SELECT 1 FROM sync_missing m WHERE m.target = c.id) ORDER BY c.type, c.id LIMIT :limit");
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_outgoing_free);
  TaStep step;

  ta_statement_bind_int (statement, ":limit", limit);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    g_ptr_array_add (all, noted_from_row (statement));
  if (step == TA_STEP_ERROR || (all->len == 0 && !ta_sync_collect_forget (database, error)))
    return NULL;
  return g_steal_pointer (&all);
}

static gboolean
run_for_key (TaDatabase *database, const char *sql, const char *type, const char *id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);

  ta_statement_bind_text (statement, ":type", type);
  ta_statement_bind_text (statement, ":id", id);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_sync_collect_drop (TaDatabase *database, const char *type, const char *id, const char *name, GError **error)
{
  return run_for_key (database, "DELETE FROM sync_document WHERE type = :type AND id = :id", type, id, error)
         && run_for_key (database, "DELETE FROM sync_missing WHERE type = :type AND id = :id", type, id, error)
         && run_for_key (database, "DELETE FROM sync_collect WHERE type = :type AND id = :id", type, id, error)
         && ta_sync_run_for_name (database, "DELETE FROM sync_sent WHERE name = :name", name, error) && ta_sync_run_for_name (database, "DELETE FROM sync_fold WHERE name = :name", name, error)
         && ta_sync_run_for_name (database, "DELETE FROM sync_unread WHERE name = :name", name, error);
}

/* Whether it is still what was noted: somebody may have brought it back while the hub was asked. */
static gboolean
is_as_noted (TaDatabase *database, const TaSyncOutgoing *noted, gboolean *is, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "SELECT 1 FROM sync_document d WHERE d.type = :type AND d.id = :id AND d.base_rev = :rev AND " AT_REST);
  TaStep step;

  ta_statement_bind_text (statement, ":type", noted->type);
  ta_statement_bind_text (statement, ":id", noted->id);
  ta_statement_bind_text (statement, ":rev", noted->rev);
  step = ta_statement_step (statement, error);
  *is = step == TA_STEP_ROW;
  return step != TA_STEP_ERROR;
}

gboolean
ta_sync_collect_settle (TaDatabase *database, const TaSyncOutgoing *noted, gboolean gone, GError **error)
{
  gboolean same = FALSE;

  if (gone && !is_as_noted (database, noted, &same, error))
    return FALSE;
  if (same)
    return ta_sync_collect_drop (database, noted->type, noted->id, noted->name, error);
  return run_for_key (database, "DELETE FROM sync_collect WHERE type = :type AND id = :id", noted->type, noted->id, error);
}

gboolean
ta_sync_collect_may_drop (const TaDocument *rounds, const TaStamp *deleted_at)
{
  for (guint i = 0; rounds != NULL && i < rounds->n_fields; i++)
    {
      const TaField *field = &rounds->fields[i];

      if (g_str_has_prefix (field->key, BEGUN_PREFIX) && deleted_at->ms < ta_value_get_integer (field->value) - TA_SYNC_COLLECT_AGE_MS)
        return TRUE;
    }
  return FALSE;
}
