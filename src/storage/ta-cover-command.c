/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-cover-private.h"

#include "ta-household-table.h"
#include "ta-message-table.h"
#include "ta-query.h"
#include "ta-rota-cover.h"
#include "ta-rota-store.h"
#include "ta-turn-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Days around the turns of an arrangement that rules look at. */
#define MARGIN 35

/* Messages ------------------------------------------------------------------------------------------------------------------------------- */

static char *
household_name (TaDatabase *database, const char *id, GError **error)
{
  g_autoptr (TaHousehold) household = ta_household_table_get (database, id, error);

  return household != NULL ? g_strdup (household->name) : NULL;
}

static gboolean
send_asking (TaDatabase *database, const TaCoverRequest *request, const TaCoverAnswer *answer, GError **error)
{
  g_autofree char *asker = household_name (database, request->household, error);
  g_autoptr (TaTurn) takes = asker != NULL ? ta_turn_table_get (database, answer->takes, error) : NULL;
  g_autoptr (TaTurn) gives = takes != NULL && answer->gives != NULL ? ta_turn_table_get (database, answer->gives, error) : NULL;
  g_autoptr (TaMessage) message = NULL;

  if (takes == NULL || (answer->gives != NULL && gives == NULL))
    return FALSE;
  message = ta_cover_compose_asking (request, answer, asker, takes, gives);
  return ta_message_table_add (database, message, NULL, error);
}

/* Whom an answer concerns: who asks, and all who were asked. (transfer container): of char * */
static GPtrArray *
concerned (const TaCoverRequest *request)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (told, request->household);
  for (guint i = 0; i < request->answers->len; i++)
    g_hash_table_add (told, ((TaCoverAnswer *) g_ptr_array_index (request->answers, i))->household);
  return g_hash_table_get_keys_as_ptr_array (told);
}

static GPtrArray *
names_of (TaDatabase *database, const GPtrArray *households, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < households->len; i++)
    {
      char *name = household_name (database, g_ptr_array_index (households, i), error);

      if (name == NULL)
        return NULL;
      g_ptr_array_add (names, name);
    }
  return g_steal_pointer (&names);
}

gboolean
ta_cover_send_settled (TaDatabase *database, const TaCoverRequest *request, const GPtrArray *takers, TaDate today, GError **error)
{
  g_autoptr (GPtrArray) households = concerned (request);
  g_autoptr (GPtrArray) names = names_of (database, takers, error);
  g_autoptr (TaTurn) turn = names != NULL ? ta_turn_table_get (database, request->turn, error) : NULL;

  if (turn == NULL)
    return FALSE;
  for (guint i = 0; i < households->len; i++)
    {
      g_autoptr (TaMessage) message = ta_cover_compose_settled (request, g_ptr_array_index (households, i), names, turn, today);

      if (!ta_message_table_add (database, message, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
send_taker (TaDatabase *database, const TaCoverRequest *request, char *taker, TaDate today, GError **error)
{
  g_autoptr (GPtrArray) takers = g_ptr_array_new ();

  g_ptr_array_add (takers, taker);
  return ta_cover_send_settled (database, request, takers, today, error);
}

/* Asking --------------------------------------------------------------------------------------------------------------------------------- */

static GPtrArray *
answers_before (TaDatabase *database, const char *request, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id FROM cover_answer WHERE request = :request");

  ta_statement_bind_text (statement, ":request", request);
  return ta_query_collect_text (statement, error);
}

static gboolean
is_new (const TaCoverRequest *request, const TaCoverAnswer *answer, GPtrArray *before)
{
  return answer->reply == TA_COVER_ASKED && strcmp (answer->household, request->household) != 0
         && !g_ptr_array_find_with_equal_func (before, answer->id, g_str_equal, NULL);
}

gboolean
ta_cover_still_holds (const TaTurn *turn, const char *household)
{
  for (guint i = 0; i < turn->assignments->len; i++)
    {
      const TaAssignment *assignment = g_ptr_array_index (turn->assignments, i);

      if (assignment->role != TA_DUTY_HELPER && assignment->role != TA_DUTY_DELIVERER && g_str_equal (assignment->household, household))
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_asker (TaDatabase *database, const TaCoverRequest *request, GError **error)
{
  g_autoptr (TaTurn) turn = ta_turn_table_get (database, request->turn, error);

  if (turn == NULL)
    return FALSE;
  if (!ta_turn_state_is_final (turn->state) && ta_cover_still_holds (turn, request->household))
    return TRUE;
  g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("The household does not hold this turn any more, or the turn is over."));
  return FALSE;
}

/* What was answered since the caller read the request stays answered. */
static void
keep_answers (TaCoverRequest *request, const TaCoverRequest *stored)
{
  for (guint i = 0; i < stored->answers->len; i++)
    {
      const TaCoverAnswer *answer = g_ptr_array_index (stored->answers, i);
      TaCoverAnswer *same = ta_cover_request_find_answer (request, answer->id);

      if (same == NULL)
        g_ptr_array_add (request->answers, ta_cover_answer_copy (answer));
      else
        {
          same->reply = answer->reply;
          ta_set_text (&same->note, answer->note);
        }
    }
}

/* (transfer full) (nullable): @request with what is stored of it. */
static TaCoverRequest *
merge_stored (TaDatabase *database, const TaCoverRequest *request, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (TaCoverRequest) stored = ta_cover_table_get (database, request->id, &problem);
  TaCoverRequest *merged = NULL;

  if (stored == NULL && !g_error_matches (problem, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (stored != NULL && stored->state != TA_COVER_OPEN)
    g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("This request is settled already."));
  else
    merged = ta_cover_request_copy (request);
  if (merged != NULL && stored != NULL)
    keep_answers (merged, stored);
  return merged;
}

/* Nobody was told of a draft: what is asked for it must not make it look as if they had been. */
static gboolean
mark (TaDatabase *database, const char *turn, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "UPDATE turn SET state = 'seeking-cover' WHERE id = :id AND state = 'published'");

  ta_statement_bind_text (statement, ":id", turn);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_cover_ask (TaDatabase *database, const TaCoverRequest *request, GError **error)
{
  g_autoptr (GPtrArray) before = check_asker (database, request, error) ? answers_before (database, request->id, error) : NULL;
  g_autoptr (TaCoverRequest) merged = before != NULL ? merge_stored (database, request, error) : NULL;

  if (merged == NULL || !ta_cover_table_save (database, merged, error)
      || !mark (database, request->turn, error))
    return FALSE;
  for (guint i = 0; i < request->answers->len; i++)
    {
      const TaCoverAnswer *answer = g_ptr_array_index (request->answers, i);

      if (is_new (request, answer, before) && !send_asking (database, request, answer, error))
        return FALSE;
    }
  return TRUE;
}

/* Settling ------------------------------------------------------------------------------------------------------------------------------- */

static GArray *
moves_of (const TaCoverRequest *request, int chain)
{
  GArray *moves = g_array_new (FALSE, FALSE, sizeof (TaCoverMove));

  for (guint i = 0; i < request->answers->len; i++)
    {
      const TaCoverAnswer *answer = g_ptr_array_index (request->answers, i);
      TaCoverMove move = { answer->household, answer->takes };

      if (answer->chain == chain)
        g_array_append_val (moves, move);
    }
  return moves;
}

static GPtrArray *
turns_of (TaDatabase *database, const GArray *moves, GError **error)
{
  GPtrArray *turns = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_free);

  for (guint i = 0; i < moves->len; i++)
    {
      TaTurn *turn = ta_turn_table_get (database, g_array_index (moves, TaCoverMove, i).takes, error);

      if (turn == NULL)
        {
          g_ptr_array_unref (turns);
          return NULL;
        }
      g_ptr_array_add (turns, turn);
    }
  return turns;
}

static TaRotaTask *
load_task (TaDatabase *database, const GPtrArray *turns, TaDate today, GError **error)
{
  g_autoptr (TaRotaBrief) brief = NULL;
  TaDate first = ((const TaTurn *) g_ptr_array_index (turns, 0))->date, last = first;

  for (guint i = 0; i < turns->len; i++)
    {
      first = MIN (first, ((const TaTurn *) g_ptr_array_index (turns, i))->date);
      last = MAX (last, ((const TaTurn *) g_ptr_array_index (turns, i))->date);
    }
  brief = ta_rota_brief_load (database, ((const TaTurn *) g_ptr_array_index (turns, 0))->pod, first - MARGIN, last + MARGIN, NULL, today, error);
  return brief != NULL ? ta_rota_brief_compile (brief) : NULL;
}

static gboolean
check_moves (TaDatabase *database, const TaCoverRequest *request, const GArray *moves, const GPtrArray *turns, TaDate today, GError **error)
{
  g_autoptr (TaRotaTask) task = load_task (database, turns, today, error);
  g_autofree char *why = NULL;

  if (task == NULL)
    return FALSE;
  if (ta_rota_cover_check (task, request->household, &g_array_index (moves, TaCoverMove, 0), moves->len, &why))
    return TRUE;
  g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, why);
  return FALSE;
}

/* In the place of who had it, so that the history shows who took whose. */
static void
take_over (TaTurn *turn, const char *from, const char *to)
{
  for (guint i = 0; i < turn->assignments->len; i++)
    {
      TaAssignment *assignment = g_ptr_array_index (turn->assignments, i);

      if (strcmp (assignment->household, from) != 0 || assignment->role == TA_DUTY_HELPER || assignment->role == TA_DUTY_DELIVERER)
        continue;
      ta_set_text (&assignment->household, to);
      g_clear_pointer (&assignment->person, g_free);
      return;
    }
}

static gboolean
make_moves (TaDatabase *database, const TaCoverRequest *request, const GArray *moves, const GPtrArray *turns, GError **error)
{
  for (guint i = 0; i < moves->len; i++)
    {
      TaTurn *turn = g_ptr_array_index (turns, i);

      take_over (turn, i == 0 ? request->household : g_array_index (moves, TaCoverMove, i - 1).household,
                 g_array_index (moves, TaCoverMove, i).household);
      turn->edited = turn->edited || turn->series != NULL;
      if (!ta_turn_table_save (database, turn, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ta_cover_publish_again (TaDatabase *database, const char *turn, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "UPDATE turn SET state = 'published' WHERE id = :id AND state = 'seeking-cover' "
                                       "AND NOT EXISTS (SELECT 1 FROM cover_request WHERE turn = :id AND state = 'open')");

  ta_statement_bind_text (statement, ":id", turn);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
publish_all_again (TaDatabase *database, const GPtrArray *turns, GError **error)
{
  for (guint i = 0; i < turns->len; i++)
    if (!ta_cover_publish_again (database, ((const TaTurn *) g_ptr_array_index (turns, i))->id, error))
      return FALSE;
  return TRUE;
}

static gboolean
settle (TaDatabase *database, TaCoverRequest *request, int chain, TaDate today, GError **error)
{
  g_autoptr (GArray) moves = moves_of (request, chain);
  g_autoptr (GPtrArray) turns = turns_of (database, moves, error);

  if (turns == NULL || !check_moves (database, request, moves, turns, today, error) || !make_moves (database, request, moves, turns, error))
    return FALSE;
  request->state = TA_COVER_ACCEPTED;
  request->settled_on = today;
  return ta_cover_table_save (database, request, error) && publish_all_again (database, turns, error)
         && send_taker (database, request, (char *) g_array_index (moves, TaCoverMove, 0).household, today, error);
}

static TaCoverRequest *
find_request (TaDatabase *database, const char *answer, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT request FROM cover_answer WHERE id = :id");
  g_autoptr (TaCoverRequest) request = NULL;
  g_autofree char *id = NULL;

  ta_statement_bind_text (statement, ":id", answer);
  if (!ta_query_text (statement, &id, error))
    return NULL;
  request = ta_cover_table_get (database, id != NULL ? id : "", error);
  if (request == NULL || request->state == TA_COVER_OPEN)
    return g_steal_pointer (&request);
  g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("This request is settled already."));
  return NULL;
}

gboolean
ta_cover_reply (TaDatabase *database, const char *answer, TaCoverReply reply, const char *note, TaDate today, gboolean *settled, GError **error)
{
  g_autoptr (TaCoverRequest) request = find_request (database, answer, error);
  TaCoverAnswer *said;

  if (settled != NULL)
    *settled = FALSE;
  if (request == NULL)
    return FALSE;
  said = ta_cover_request_find_answer (request, answer);
  said->reply = reply;
  ta_set_text (&said->note, note);
  if (!ta_cover_request_is_agreed (request, said->chain))
    return ta_cover_table_save (database, request, error);
  if (settled != NULL)
    *settled = TRUE;
  return settle (database, request, said->chain, today, error);
}

gboolean
ta_cover_withdraw (TaDatabase *database, const char *request, TaDate today, GError **error)
{
  g_autoptr (TaCoverRequest) withdrawn = ta_cover_table_get (database, request, error);

  if (withdrawn == NULL)
    return FALSE;
  if (withdrawn->state != TA_COVER_OPEN)
    {
      g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("This request is settled already."));
      return FALSE;
    }
  withdrawn->state = TA_COVER_WITHDRAWN;
  withdrawn->settled_on = today;
  return ta_cover_table_save (database, withdrawn, error) && ta_cover_publish_again (database, withdrawn->turn, error)
         && send_taker (database, withdrawn, withdrawn->household, today, error);
}
