/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-health.h"
#include "ta-subject.h"
#include "ta-sync-named.h"
#include "ta-sync-notice-table.h"
#include "ta-sync-private.h"
#include "ta-sync-value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const kind_words[] = { "field", "text", "safety", "restored" };

/* A value is kept as the only field of a document, whose JSON knows all kinds of values. */
#define VALUE_KEY "v"

/* Of what a hub had forgotten: who lost all of it does not want to hear of each. */
#define MOST_GONE 100

static GBytes *
value_to_json (const TaValue *value)
{
  g_autoptr (TaDocument) document = NULL;
  char *json;

  if (value == NULL)
    return NULL;
  document = ta_document_new ("value", "value");
  ta_document_set (document, VALUE_KEY, (TaValue *) value, (TaStamp) { 1, 0, 1 });
  json = ta_document_to_json (document, NULL);
  return g_bytes_new_take (json, strlen (json));
}

static TaValue *
value_from_column (TaStatement *row, int column)
{
  g_autoptr (TaDocument) document = ta_statement_is_null (row, column) ? NULL : ta_document_parse (ta_statement_text (row, column), -1, NULL, NULL);
  const TaField *field = document != NULL ? ta_document_get (document, VALUE_KEY) : NULL;

  return field != NULL ? ta_value_ref (field->value) : NULL;
}

static void
bind_value (TaStatement *statement, const char *name, const TaValue *value)
{
  g_autoptr (GBytes) json = value_to_json (value);
  gsize size = 0;
  g_autofree char *text = json != NULL ? g_strndup (g_bytes_get_data (json, &size), g_bytes_get_size (json)) : NULL;

  ta_statement_bind_text (statement, name, text);
}

gboolean
ta_sync_notice_add (TaSyncContext *context, const TaDocument *document, const TaClash *clash, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      context->database, "INSERT INTO sync_notice (type, aggregate, kind, key, mine, theirs, mine_stands, device, at) "
                         "VALUES (:type, :aggregate, :kind, :key, :mine, :theirs, :mine_stands, :device, :at)");

  ta_statement_bind_text (statement, ":type", document->type);
  ta_statement_bind_text (statement, ":aggregate", document->id);
  ta_statement_bind_text (statement, ":kind", kind_words[clash->kind]);
  ta_statement_bind_text (statement, ":key", clash->key != NULL ? clash->key : "");
  bind_value (statement, ":mine", clash->mine);
  bind_value (statement, ":theirs", clash->theirs);
  /* Of what was deleted and came back, what was done to it stands. */
  ta_statement_bind_int (statement, ":mine_stands", clash->kind == TA_CLASH_RESTORED ? !clash->mine_deleted : clash->mine_stands);
  ta_statement_bind_int (statement, ":device", (gint64) clash->device);
  ta_statement_bind_int (statement, ":at", context->now_ms);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_sync_notice_add_gone (TaSyncContext *context, const TaDocument *document, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      context->database, "SELECT count (*) >= :most OR coalesce (max (type = :type AND aggregate = :aggregate), 0) FROM sync_notice INDEXED BY sync_notice_new "
                         "WHERE seen = 0 AND kind = :kind AND key = '' AND device = 0");
  const TaClash clash = { .kind = TA_CLASH_RESTORED };

  ta_statement_bind_int (statement, ":most", MOST_GONE);
  ta_statement_bind_text (statement, ":type", document->type);
  ta_statement_bind_text (statement, ":aggregate", document->id);
  ta_statement_bind_text (statement, ":kind", kind_words[TA_CLASH_RESTORED]);
  if (ta_statement_step (statement, error) != TA_STEP_ROW)
    return FALSE;
  return ta_statement_int (statement, 0) != 0 || ta_sync_notice_add (context, document, &clash, error);
}

void
ta_sync_notice_free (TaSyncNotice *notice)
{
  if (notice == NULL)
    return;
  g_free (notice->type);
  g_free (notice->aggregate);
  g_free (notice->subject);
  g_free (notice->key);
  g_free (notice->part);
  g_free (notice->mine_name);
  g_free (notice->theirs_name);
  g_free (notice->device_name);
  g_clear_pointer (&notice->mine, ta_value_unref);
  g_clear_pointer (&notice->theirs, ta_value_unref);
  g_free (notice);
}

static TaClashKind
kind_from_word (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_words); i++)
    if (strcmp (kind_words[i], word) == 0)
      return (TaClashKind) i;
  return TA_CLASH_FIELD;
}

#define NOTICE_COLUMNS                                                                                                                   \
  "n.id, n.type, n.aggregate, n.kind, n.key, n.mine, n.theirs, n.mine_stands, n.device, coalesce (d.name, ''), n.at FROM sync_notice n " \
  "LEFT JOIN sync_device d ON d.device = n.device"

static TaSyncNotice *
notice_from_row (TaDatabase *database, TaStatement *row)
{
  TaSyncNotice *notice = g_new0 (TaSyncNotice, 1);
  g_autoptr (TaValue) mine = NULL;
  g_autoptr (TaValue) theirs = NULL;

  notice->id = ta_statement_int (row, 0);
  notice->type = ta_statement_dup_text (row, 1);
  notice->aggregate = ta_statement_dup_text (row, 2);
  notice->kind = kind_from_word (ta_statement_text (row, 3));
  notice->key = ta_statement_dup_text (row, 4);
  mine = value_from_column (row, 5);
  theirs = value_from_column (row, 6);
  notice->mine = ta_health_shown_value (database, notice->key, mine);
  notice->theirs = ta_health_shown_value (database, notice->key, theirs);
  notice->mine_stands = ta_statement_int (row, 7) != 0;
  notice->device = (guint64) ta_statement_int (row, 8);
  notice->device_name = ta_statement_dup_text (row, 9);
  notice->at = ta_statement_int (row, 10);
  notice->subject = ta_subject_name (database, notice->type, notice->aggregate);
  if (notice->subject == NULL)
    notice->subject = g_strdup ("");
  notice->part = ta_sync_part_name (database, notice->type, notice->aggregate, notice->key);
  notice->mine_name = ta_sync_value_name (database, notice->type, notice->key, notice->mine);
  notice->theirs_name = ta_sync_value_name (database, notice->type, notice->key, notice->theirs);
  notice->mine_deleted = notice->kind == TA_CLASH_RESTORED && !notice->mine_stands;
  return notice;
}

GPtrArray *
ta_sync_notice_table_list (TaDatabase *database, int limit, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " NOTICE_COLUMNS " WHERE " TA_SYNC_NOTICE_IS_UNSEEN " ORDER BY n.id DESC LIMIT :limit");
  g_autoptr (GPtrArray) notices = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_notice_free);
  TaStep step;

  ta_statement_bind_int (statement, ":limit", limit);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    g_ptr_array_add (notices, notice_from_row (database, statement));
  return step == TA_STEP_DONE ? g_steal_pointer (&notices) : NULL;
}

gboolean
ta_sync_notice_table_see (TaDatabase *database, gint64 id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "UPDATE sync_notice SET seen = 1 WHERE id = :id");

  ta_statement_bind_int (statement, ":id", id);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
is_gone (const TaDocument *document, const char *key)
{
  const TaField *presence = *key != '\0' ? ta_document_get (document, key) : NULL;

  return document->deleted || (presence != NULL && ta_value_get_integer (presence->value) == 0);
}

gboolean
ta_sync_notice_forget_restored (TaDatabase *database, const TaDocument *document, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "SELECT id, key FROM sync_notice INDEXED BY sync_notice_new WHERE seen = 0 AND kind = 'restored' AND type = :type AND aggregate = :id");
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (gint64));
  TaStep step;

  ta_statement_bind_text (statement, ":type", document->type);
  ta_statement_bind_text (statement, ":id", document->id);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    {
      gint64 id = ta_statement_int (statement, 0);

      if (is_gone (document, ta_statement_text (statement, 1)))
        g_array_append_val (gone, id);
    }
  for (guint i = 0; step == TA_STEP_DONE && i < gone->len; i++)
    if (!ta_sync_notice_table_see (database, g_array_index (gone, gint64, i), error))
      return FALSE;
  return step == TA_STEP_DONE;
}

/* Deciding ------------------------------------------------------------------------------------------------------------------------------- */

/* (transfer full) (nullable) */
static TaSyncNotice *
get_notice (TaDatabase *database, gint64 id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " NOTICE_COLUMNS " WHERE n.id = :id");
  TaStep step;

  ta_statement_bind_int (statement, ":id", id);
  step = ta_statement_step (statement, error);
  if (step == TA_STEP_DONE)
    g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND, _ ("There is no such notice."));
  return step == TA_STEP_ROW ? notice_from_row (database, statement) : NULL;
}

gboolean
ta_sync_notice_table_use_other (TaDatabase *database, gint64 id, GError **error)
{
  g_autoptr (TaSyncNotice) notice = get_notice (database, id, error);
  TaValue *other;

  if (notice == NULL)
    return FALSE;
  other = notice->mine_stands ? notice->theirs : notice->mine;
  /* What came back is taken out after all. */
  if (notice->kind == TA_CLASH_RESTORED)
    other = NULL;
  if (notice->kind == TA_CLASH_SAFETY && !ta_sync_forget_kept (database, notice->type, notice->aggregate, notice->key, g_get_real_time () / 1000, error))
    return FALSE;
  return ta_sync_write_value (database, notice->type, notice->aggregate, notice->key, other, error) && ta_sync_notice_table_see (database, id, error);
}
