/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-cover-table.h"

#include "ta-child-table.h"
#include "ta-household.h"
#include "ta-query.h"

#define COLUMNS "id, turn, household, kind, reason, state, asked_on, settled_on"

static void
bind_request (TaStatement *statement, const TaCoverRequest *request)
{
  ta_statement_bind_text (statement, ":id", request->id);
  ta_statement_bind_text (statement, ":turn", request->turn);
  ta_statement_bind_text (statement, ":household", request->household);
  ta_statement_bind_text (statement, ":kind", ta_code_word (ta_cover_request_kind_codes, (int) request->kind));
  ta_statement_bind_text (statement, ":reason", request->reason);
  ta_statement_bind_text (statement, ":state", ta_code_word (ta_cover_state_codes, (int) request->state));
  ta_statement_bind_date (statement, ":asked_on", request->asked_on);
  ta_statement_bind_date (statement, ":settled_on", request->settled_on);
}

static gpointer
request_from_row (TaStatement *statement)
{
  TaCoverRequest *request
      = ta_cover_request_new (ta_statement_text (statement, 1), ta_statement_text (statement, 2),
                              (TaCoverRequestKind) ta_table_code (statement, 3, ta_cover_request_kind_codes), ta_statement_date (statement, 6));

  ta_set_text (&request->id, ta_statement_text (statement, 0));
  ta_set_text (&request->reason, ta_statement_text (statement, 4));
  request->state = (TaCoverState) ta_table_code (statement, 5, ta_cover_state_codes);
  request->settled_on = ta_statement_date (statement, 7);
  return request;
}

static void
bind_answer (TaStatement *statement, gconstpointer row)
{
  const TaCoverAnswer *answer = row;

  ta_statement_bind_text (statement, ":household", answer->household);
  ta_statement_bind_text (statement, ":takes", answer->takes);
  ta_statement_bind_text (statement, ":gives", answer->gives);
  ta_statement_bind_int (statement, ":chain", answer->chain);
  ta_statement_bind_text (statement, ":answer", ta_code_word (ta_cover_reply_codes, (int) answer->reply));
  ta_statement_bind_text (statement, ":note", answer->note);
}

static gpointer
answer_from_row (TaStatement *statement)
{
  TaCoverAnswer *answer
      = ta_cover_answer_new (ta_statement_text (statement, 2), ta_statement_text (statement, 3),
                             ta_statement_is_null (statement, 4) ? NULL : ta_statement_text (statement, 4), (int) ta_statement_int (statement, 5));

  ta_set_text (&answer->id, ta_statement_text (statement, 1));
  answer->reply = (TaCoverReply) ta_table_code (statement, 6, ta_cover_reply_codes);
  ta_set_text (&answer->note, ta_statement_text (statement, 7));
  return answer;
}

static int
answer_list (gconstpointer row)
{
  return ((const TaCoverAnswer *) row)->chain;
}

static const TaChildTable answer_table = {
  .select = "SELECT request, id, household, takes, gives, chain, answer, note FROM cover_answer "
            "WHERE request IN (SELECT value FROM json_each (:ids)) ORDER BY request, chain, position, id",
  .prune = "DELETE FROM cover_answer WHERE request = :owner AND id NOT IN (SELECT value FROM json_each (:keep)) RETURNING id, id",
  .upsert = "INSERT INTO cover_answer (request, id, household, takes, gives, chain, position, answer, note) "
            "VALUES (:owner, :id, :household, :takes, :gives, :chain, :position, :answer, :note) "
            "ON CONFLICT (id) DO UPDATE SET household = excluded.household, takes = excluded.takes, gives = excluded.gives, "
            "chain = excluded.chain, position = excluded.position, answer = excluded.answer, note = excluded.note "
            "WHERE (household, takes, gives, chain, position, answer, note) IS NOT (excluded.household, excluded.takes, excluded.gives, "
            "excluded.chain, excluded.position, excluded.answer, excluded.note)",
  .offset = G_STRUCT_OFFSET (TaCoverRequest, answers),
  .from_row = answer_from_row,
  .bind = bind_answer,
  .order = "SELECT id, position FROM cover_answer WHERE request = :owner",
  .list = answer_list,
};

gboolean
ta_cover_table_save (TaDatabase *database, const TaCoverRequest *request, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO cover_request (" COLUMNS ") VALUES (:id, :turn, :household, :kind, :reason, :state, :asked_on, :settled_on) "
                "ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, reason = excluded.reason, state = excluded.state, "
                "settled_on = excluded.settled_on "
                "WHERE (kind, reason, state, settled_on) IS NOT (excluded.kind, excluded.reason, excluded.state, excluded.settled_on)");

  bind_request (statement, request);
  return ta_statement_run (statement, NULL, error) && ta_child_table_save (database, &answer_table, request->id, request->answers, error);
}

static GPtrArray *
load (TaDatabase *database, TaStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) requests = ta_query_collect (statement, request_from_row, (GDestroyNotify) ta_cover_request_free, error);
  g_autoptr (GHashTable) owners = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) ids = NULL;
  g_autofree char *json = NULL;

  for (guint i = 0; requests != NULL && i < requests->len; i++)
    {
      TaCoverRequest *request = g_ptr_array_index (requests, i);

      g_hash_table_insert (owners, request->id, request);
    }
  ids = g_hash_table_get_keys_as_ptr_array (owners);
  json = ta_table_texts_to_json (ids);
  if (requests == NULL || !ta_child_table_load (database, &answer_table, owners, json, error))
    return NULL;
  return g_steal_pointer (&requests);
}

TaCoverRequest *
ta_cover_table_get (TaDatabase *database, const char *id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " COLUMNS " FROM cover_request WHERE id = :id");
  g_autoptr (GPtrArray) requests = NULL;

  ta_statement_bind_text (statement, ":id", id);
  requests = load (database, statement, error);
  if (requests == NULL)
    return NULL;
  if (requests->len == 0)
    {
      ta_table_set_not_found (error);
      return NULL;
    }
  return g_ptr_array_steal_index (requests, 0);
}

GPtrArray *
ta_cover_table_list_open (TaDatabase *database, const char *pod, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT r.id, r.turn, r.household, r.kind, r.reason, r.state, r.asked_on, r.settled_on "
                "FROM cover_request r JOIN turn t ON t.id = r.turn "
                "WHERE r.state = 'open' AND (:pod IS NULL OR t.pod = :pod) ORDER BY t.date, t.start_time, r.id");

  ta_statement_bind_text (statement, ":pod", pod);
  return load (database, statement, error);
}

GPtrArray *
ta_cover_table_list_of_turn (TaDatabase *database, const char *turn, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "SELECT " COLUMNS " FROM cover_request WHERE turn = :turn ORDER BY asked_on DESC, id DESC");

  ta_statement_bind_text (statement, ":turn", turn);
  return load (database, statement, error);
}

GPtrArray *
ta_cover_table_list_turns (TaDatabase *database, GPtrArray *requests, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "SELECT DISTINCT turn FROM cover_request WHERE id IN (SELECT value FROM json_each (:ids))");
  g_autofree char *json = ta_table_texts_to_json (requests);

  ta_statement_bind_text (statement, ":ids", json);
  return ta_query_collect_text (statement, error);
}
