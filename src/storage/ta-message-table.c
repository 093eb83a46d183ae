/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-message-table.h"

#include "ta-child-table.h"
#include "ta-household.h"

#define COLUMNS "id, household, kind, created_on, subject, body, state, sent_on"
#define NOTICE_COLUMNS "message, id, household, turn, kind, content"

static void
bind_message (TaStatement *statement, const TaMessage *message)
{
  ta_statement_bind_text (statement, ":id", message->id);
  ta_statement_bind_text (statement, ":household", message->household);
  ta_statement_bind_text (statement, ":kind", ta_code_word (ta_message_kind_codes, (int) message->kind));
  ta_statement_bind_date (statement, ":created_on", message->created_on);
  ta_statement_bind_text (statement, ":subject", message->subject);
  ta_statement_bind_text (statement, ":body", message->body);
  ta_statement_bind_text (statement, ":state", ta_code_word (ta_message_state_codes, (int) message->state));
  ta_statement_bind_date (statement, ":sent_on", message->sent_on);
}

static gpointer
message_from_row (TaStatement *statement)
{
  TaMessage *message = ta_message_new (ta_statement_text (statement, 1), (TaMessageKind) ta_table_code (statement, 2, ta_message_kind_codes),
                                       ta_statement_date (statement, 3));

  ta_set_text (&message->id, ta_statement_text (statement, 0));
  ta_set_text (&message->subject, ta_statement_text (statement, 4));
  ta_set_text (&message->body, ta_statement_text (statement, 5));
  message->state = (TaMessageState) ta_table_code (statement, 6, ta_message_state_codes);
  message->sent_on = ta_statement_date (statement, 7);
  return message;
}

static gpointer
notice_from_row (TaStatement *statement)
{
  TaNotice *notice = ta_notice_new (ta_statement_text (statement, 3), (TaMessageKind) ta_table_code (statement, 4, ta_message_kind_codes),
                                    ta_statement_text (statement, 5));

  ta_set_text (&notice->id, ta_statement_text (statement, 1));
  return notice;
}

/* Notices are only read this way: one is written by add_notice(). */
static const TaChildTable notice_table = {
  .select = "SELECT " NOTICE_COLUMNS " FROM notice WHERE message IN (SELECT value FROM json_each (:ids)) ORDER BY message, id",
  .offset = G_STRUCT_OFFSET (TaMessage, notices),
  .from_row = notice_from_row,
};

static gboolean
add_notice (TaDatabase *database, const TaMessage *message, const TaNotice *notice, int *added, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "INSERT INTO notice (" NOTICE_COLUMNS ") "
                                                                     "SELECT :message, :id, :household, :turn, :kind, :content WHERE NOT EXISTS (SELECT 1 FROM notice "
                                                                     "WHERE household = :household AND turn = :turn AND kind = :kind AND content = :content)");

  ta_statement_bind_text (statement, ":message", message->id);
  ta_statement_bind_text (statement, ":id", notice->id);
  ta_statement_bind_text (statement, ":household", message->household);
  ta_statement_bind_text (statement, ":turn", notice->turn);
  ta_statement_bind_text (statement, ":kind", ta_code_word (ta_message_kind_codes, (int) notice->kind));
  ta_statement_bind_text (statement, ":content", notice->content);
  return ta_statement_run (statement, added, error);
}

static gboolean
insert_message (TaDatabase *database, const TaMessage *message, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO message (" COLUMNS ") VALUES (:id, :household, :kind, :created_on, :subject, :body, :state, :sent_on)");

  bind_message (statement, message);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_message_table_add (TaDatabase *database, const TaMessage *message, gboolean *added, GError **error)
{
  int written = 0;

  if (added != NULL)
    *added = TRUE;
  if (!insert_message (database, message, error))
    return FALSE;
  for (guint i = 0; i < message->notices->len; i++)
    {
      int one = 0;

      if (!add_notice (database, message, message->notices->pdata[i], &one, error))
        return FALSE;
      written += one;
    }
  if (message->notices->len == 0 || written > 0)
    return TRUE;
  if (added != NULL)
    *added = FALSE;
  return ta_message_table_delete (database, message->id, error);
}

/* How often the household was told of the turn in these words. */
static gboolean
count_same (TaDatabase *database, const TaMessage *message, const TaNotice *notice, gint64 *count, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT count (*) FROM notice WHERE household = :household AND turn = :turn AND kind = :kind "
                "AND substr (content || char (10) || 'again ', 1, length (:content) + 7) = :content || char (10) || 'again '");

  ta_statement_bind_text (statement, ":household", message->household);
  ta_statement_bind_text (statement, ":turn", notice->turn);
  ta_statement_bind_text (statement, ":kind", ta_code_word (ta_message_kind_codes, (int) notice->kind));
  ta_statement_bind_text (statement, ":content", notice->content);
  return ta_query_int (statement, count, error);
}

gboolean
ta_message_table_add_again (TaDatabase *database, const TaMessage *message, GError **error)
{
  g_autoptr (TaMessage) copy = ta_message_copy (message);

  for (guint i = 0; i < copy->notices->len; i++)
    {
      TaNotice *notice = copy->notices->pdata[i];
      g_autofree char *content = NULL;
      gint64 count = 0;

      if (!count_same (database, copy, notice, &count, error))
        return FALSE;
      content = count > 0 ? g_strdup_printf ("%s\nagain %d", notice->content, (int) count) : g_strdup (notice->content);
      ta_set_text (&notice->content, content);
    }
  return ta_message_table_add (database, copy, NULL, error);
}

static GPtrArray *
load (TaDatabase *database, TaStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) messages = ta_query_collect (statement, message_from_row, (GDestroyNotify) ta_message_free, error);
  g_autoptr (GHashTable) owners = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) ids = NULL;
  g_autofree char *json = NULL;

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    g_hash_table_insert (owners, ((TaMessage *) messages->pdata[i])->id, messages->pdata[i]);
  ids = g_hash_table_get_keys_as_ptr_array (owners);
  json = ta_table_texts_to_json (ids);
  if (messages == NULL || !ta_child_table_load (database, &notice_table, owners, json, error))
    return NULL;
  return g_steal_pointer (&messages);
}

GPtrArray *
ta_message_table_list (TaDatabase *database, const char *household, int limit, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT " COLUMNS " FROM message WHERE :household IS NULL OR household = :household "
                "ORDER BY state <> 'ready', created_on DESC, id LIMIT :limit");

  ta_statement_bind_text (statement, ":household", household);
  ta_statement_bind_int (statement, ":limit", limit);
  return load (database, statement, error);
}

gboolean
ta_message_table_set_state (TaDatabase *database, const char *id, TaMessageState state, TaDate today, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "UPDATE message SET state = :state, sent_on = :sent_on WHERE id = :id");
  int changed = 0;

  ta_statement_bind_text (statement, ":id", id);
  ta_statement_bind_text (statement, ":state", ta_code_word (ta_message_state_codes, (int) state));
  ta_statement_bind_date (statement, ":sent_on", state == TA_MESSAGE_READY ? TA_DATE_NONE : today);
  if (!ta_statement_run (statement, &changed, error))
    return FALSE;
  if (changed == 0)
    ta_table_set_not_found (error);
  return changed > 0;
}

gboolean
ta_message_table_delete (TaDatabase *database, const char *id, GError **error)
{
  return ta_table_delete (database, "DELETE FROM message WHERE id = :id", "SELECT subject FROM message WHERE id = :id", NULL, id, error);
}

GHashTable *
ta_message_table_list_told (TaDatabase *database, TaDate from, TaDate until, const char *pod, GPtrArray *turns, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT '', id, household, turn, kind, content FROM notice WHERE kind IN ('published', 'changed', 'cancelled') "
                "AND (turn IN (SELECT value FROM json_each (:turns)) OR turn IN (SELECT n.turn FROM notice n "
                "JOIN turn_revision r ON r.turn = n.turn WHERE n.kind IN ('published', 'changed', 'cancelled') "
                "AND substr (n.content, 1, 10) >= :from AND substr (n.content, 1, 10) < :until AND (:pod IS NULL OR r.pod = :pod))) ORDER BY id");
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ta_notice_free);
  g_autofree char *json = ta_table_texts_to_json (turns);
  TaStep step;

  ta_statement_bind_text (statement, ":turns", json);
  ta_statement_bind_date (statement, ":from", from);
  ta_statement_bind_date (statement, ":until", until);
  ta_statement_bind_text (statement, ":pod", pod);
  /* The last of each comes last, and stays. */
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    g_hash_table_replace (told, g_strconcat (ta_statement_text (statement, 3), "\n", ta_statement_text (statement, 2), NULL),
                          notice_from_row (statement));
  return step == TA_STEP_DONE ? g_steal_pointer (&told) : NULL;
}
