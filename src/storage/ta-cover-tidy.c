/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-cover-private.h"

#include "ta-message-table.h"
#include "ta-query.h"
#include "ta-table.h"
#include "ta-turn-table.h"

struct _TaCoverWatch
{
  GPtrArray *requests; /* of TaCoverRequest */
  GPtrArray *turns;    /* of TaTurn: of the requests, and those that were to be taken */
};

/* What goes on while it is tidied up. */
typedef struct
{
  TaDatabase *database;
  const TaCoverWatch *before;
  TaDate today;
  GHashTable *told; /* "household\nturn": who was told already that the turn is no longer asked for */
} Tidying;

/* Before ---------------------------------------------------------------------------------------------------------------------------------- */

static GPtrArray *
load_turns (TaDatabase *database, const GPtrArray *requests, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < requests->len; i++)
    {
      const TaCoverRequest *request = g_ptr_array_index (requests, i);

      g_ptr_array_add (ids, request->turn);
      for (guint a = 0; a < request->answers->len; a++)
        g_ptr_array_add (ids, ((TaCoverAnswer *) g_ptr_array_index (request->answers, a))->takes);
    }
  return ta_turn_table_get_many (database, ids, error);
}

TaCoverWatch *
ta_cover_watch_new (TaDatabase *database, GError **error)
{
  g_autoptr (TaCoverWatch) watch = g_new0 (TaCoverWatch, 1);

  watch->requests = ta_cover_table_list_open (database, NULL, error);
  watch->turns = watch->requests != NULL ? load_turns (database, watch->requests, error) : NULL;
  return watch->turns != NULL ? g_steal_pointer (&watch) : NULL;
}

void
ta_cover_watch_free (TaCoverWatch *watch)
{
  if (watch == NULL)
    return;
  g_clear_pointer (&watch->requests, g_ptr_array_unref);
  g_clear_pointer (&watch->turns, g_ptr_array_unref);
  g_free (watch);
}

static const TaTurn *
turn_before (const TaCoverWatch *watch, const char *id)
{
  for (guint i = 0; i < watch->turns->len; i++)
    if (g_str_equal (((const TaTurn *) g_ptr_array_index (watch->turns, i))->id, id))
      return g_ptr_array_index (watch->turns, i);
  return NULL;
}

/* (transfer full) (nullable): with *@gone where it has been deleted, otherwise with @error */
static TaTurn *
turn_now (TaDatabase *database, const char *id, gboolean *gone, GError **error)
{
  g_autoptr (GError) problem = NULL;
  TaTurn *turn = ta_turn_table_get (database, id, &problem);

  *gone = g_error_matches (problem, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
  if (turn == NULL && !*gone)
    g_propagate_error (error, g_steal_pointer (&problem));
  return turn;
}

/* Who holds @turn. @but (nullable): without those who held that. (transfer container): of char * */
static GPtrArray *
holders (const TaTurn *turn, const TaTurn *but)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < turn->assignments->len; i++)
    {
      char *household = ((TaAssignment *) g_ptr_array_index (turn->assignments, i))->household;

      if (ta_cover_still_holds (turn, household) && (but == NULL || !ta_cover_still_holds (but, household))
          && !g_ptr_array_find_with_equal_func (ids, household, g_str_equal, NULL))
        g_ptr_array_add (ids, household);
    }
  return ids;
}

/* Closing --------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
close_request (TaDatabase *database, TaCoverRequest *request, TaCoverState state, TaDate today, GError **error)
{
  request->state = state;
  request->settled_on = today;
  return ta_cover_table_save (database, request, error);
}

/* @takers: at least one */
static gboolean
close_taken (TaDatabase *database, TaCoverRequest *request, TaCoverState state, const GPtrArray *takers, TaDate today, GError **error)
{
  return close_request (database, request, state, today, error) && ta_cover_publish_again (database, request->turn, error)
         && ta_cover_send_settled (database, request, takers, today, error);
}

gboolean
ta_cover_settle_elsewhere (TaDatabase *database, const TaTurn *before, TaDate today, GError **error)
{
  g_autoptr (TaTurn) now = ta_turn_table_get (database, before->id, error);
  g_autoptr (GPtrArray) takers = now != NULL ? holders (now, before) : NULL;
  g_autoptr (GPtrArray) requests = now != NULL ? ta_cover_table_list_of_turn (database, now->id, error) : NULL;

  if (requests == NULL || takers->len == 0)
    return requests != NULL;
  for (guint i = 0; i < requests->len; i++)
    {
      TaCoverRequest *request = g_ptr_array_index (requests, i);

      if (request->state == TA_COVER_OPEN && !ta_cover_still_holds (now, request->household)
          && !close_taken (database, request, TA_COVER_ACCEPTED, takers, today, error))
        return FALSE;
    }
  return ta_cover_publish_again (database, now->id, error);
}

/* Nothing left to ask --------------------------------------------------------------------------------------------------------------------- */

static gboolean
is_there (TaDatabase *database, const char *household, gboolean *there, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT 1 FROM household WHERE id = :id");
  TaStep step;

  ta_statement_bind_text (statement, ":id", household);
  step = ta_statement_step (statement, error);
  *there = step == TA_STEP_ROW;
  return step != TA_STEP_ERROR;
}

static gboolean
send_over (const Tidying *self, const TaCoverRequest *request, const TaCoverAnswer *answer, gboolean called_off, GError **error)
{
  const TaTurn *turn = turn_before (self->before, answer->takes);
  g_autoptr (TaMessage) message = NULL;
  gboolean there;

  if (turn == NULL || !g_hash_table_add (self->told, g_strconcat (answer->household, "\n", answer->takes, NULL)))
    return TRUE;
  if (!is_there (self->database, answer->household, &there, error))
    return FALSE;
  if (!there)
    return TRUE;
  message = ta_cover_compose_over (request, answer->household, turn, called_off, self->today);
  return ta_message_table_add (self->database, message, NULL, error);
}

/* Each is told of the turn that it was to take, which in a chain need not be the one that is asked for. */
static gboolean
tell_over (const Tidying *self, const TaCoverRequest *request, gboolean called_off, GError **error)
{
  for (guint i = 0; i < request->answers->len; i++)
    {
      const TaCoverAnswer *answer = g_ptr_array_index (request->answers, i);

      if (answer->reply != TA_COVER_NO && !g_str_equal (answer->household, request->household)
          && !send_over (self, request, answer, called_off && g_str_equal (answer->takes, request->turn), error))
        return FALSE;
    }
  return TRUE;
}

/* Tidying --------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
tidy_over (const Tidying *self, TaCoverRequest *request, const TaTurn *turn, GError **error)
{
  gboolean called_off = turn->state == TA_TURN_CANCELLED;
  gboolean happened = ta_turn_state_is_final (turn->state) && !called_off && turn->state != TA_TURN_EXCUSED;

  return close_request (self->database, request, TA_COVER_WITHDRAWN, self->today, error) && (happened || tell_over (self, request, called_off, error));
}

/* The asker is not on the turn any more. Where nobody came, those who are left do it. */
static gboolean
tidy_taken (const Tidying *self, TaCoverRequest *request, const TaTurn *turn, GError **error)
{
  const TaTurn *before = turn_before (self->before, turn->id);
  g_autoptr (GPtrArray) takers = holders (turn, before);

  if (takers->len == 0)
    {
      g_ptr_array_unref (takers);
      takers = holders (turn, NULL);
    }
  return takers->len > 0 ? close_taken (self->database, request, TA_COVER_ACCEPTED, takers, self->today, error) : tidy_over (self, request, turn, error);
}

/* A draft that is published with a request seeks cover from now on; one that sought it comes back with its asker. */
static gboolean
tidy_published (const Tidying *self, TaCoverRequest *request, const TaTurn *turn, GError **error)
{
  const TaTurn *before = turn_before (self->before, turn->id);
  g_autoptr (GPtrArray) takers = g_ptr_array_new ();

  if (before != NULL && before->state == TA_TURN_PLANNED)
    return ta_turn_table_set_state (self->database, turn->id, TA_TURN_SEEKING_COVER, error);
  g_ptr_array_add (takers, request->household);
  return close_taken (self->database, request, TA_COVER_WITHDRAWN, takers, self->today, error);
}

static gboolean
tidy_open (const Tidying *self, TaCoverRequest *request, const TaTurn *turn, GError **error)
{
  if (ta_turn_state_is_final (turn->state))
    return tidy_over (self, request, turn, error);
  if (!ta_cover_still_holds (turn, request->household))
    return tidy_taken (self, request, turn, error);
  return turn->state != TA_TURN_PUBLISHED || tidy_published (self, request, turn, error);
}

/* A link went with its turn or its household: what is left of the chain would settle something that nobody agreed to. */
static gboolean
is_broken (const TaCoverRequest *before, const TaCoverRequest *now, int chain)
{
  for (guint i = 0; i < before->answers->len; i++)
    {
      const TaCoverAnswer *answer = g_ptr_array_index (before->answers, i);

      if (answer->chain == chain && ta_cover_request_find_answer ((TaCoverRequest *) now, answer->id) == NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_asked_otherwise (const TaCoverRequest *request, const TaCoverAnswer *gone)
{
  for (guint i = 0; i < request->answers->len; i++)
    {
      const TaCoverAnswer *answer = g_ptr_array_index (request->answers, i);

      if (g_str_equal (answer->household, gone->household) && g_str_equal (answer->takes, gone->takes))
        return TRUE;
    }
  return FALSE;
}

static gboolean
tell_dropped (const Tidying *self, const TaCoverRequest *before, const TaCoverRequest *now, GError **error)
{
  for (guint i = 0; i < before->answers->len; i++)
    {
      const TaCoverAnswer *answer = g_ptr_array_index (before->answers, i);
      gboolean waits = answer->reply != TA_COVER_NO && !g_str_equal (answer->household, before->household);

      if (waits && !is_asked_otherwise (now, answer) && !send_over (self, before, answer, FALSE, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
drop_broken (const Tidying *self, const TaCoverRequest *before, TaCoverRequest *request, GError **error)
{
  g_autoptr (TaCoverRequest) stored = ta_cover_request_copy (request);

  for (guint i = request->answers->len; i-- > 0;)
    if (is_broken (before, stored, ((const TaCoverAnswer *) g_ptr_array_index (request->answers, i))->chain))
      g_ptr_array_remove_index (request->answers, i);
  return ta_cover_table_save (self->database, request, error) && tell_dropped (self, before, request, error);
}

/* (transfer full) (nullable): as it is now; with *@gone where it went with its turn or its asker, otherwise with @error */
static TaCoverRequest *
request_now (TaDatabase *database, const char *id, gboolean *gone, GError **error)
{
  g_autoptr (GError) problem = NULL;
  TaCoverRequest *request = ta_cover_table_get (database, id, &problem);

  *gone = g_error_matches (problem, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
  if (request == NULL && !*gone)
    g_propagate_error (error, g_steal_pointer (&problem));
  return request;
}

static gboolean
tidy (const Tidying *self, const TaCoverRequest *before, GError **error)
{
  gboolean request_gone, turn_gone;
  g_autoptr (TaCoverRequest) request = request_now (self->database, before->id, &request_gone, error);
  g_autoptr (TaTurn) turn = NULL;

  if (request == NULL && !request_gone)
    return FALSE;
  if (request != NULL && request->state != TA_COVER_OPEN)
    return TRUE;
  turn = turn_now (self->database, before->turn, &turn_gone, error);
  if (turn == NULL && !turn_gone)
    return FALSE;
  if (request == NULL || turn == NULL)
    return tell_over (self, before, turn_gone, error);
  return tidy_open (self, request, turn, error) && (request->state != TA_COVER_OPEN || drop_broken (self, before, request, error));
}

static gboolean
is_known (const TaCoverWatch *before, const char *id)
{
  for (guint i = 0; i < before->requests->len; i++)
    if (g_str_equal (((const TaCoverRequest *) g_ptr_array_index (before->requests, i))->id, id))
      return TRUE;
  return FALSE;
}

/* Requests that the command itself made may be pointless already. */
static gboolean
tidy_new (const Tidying *self, GError **error)
{
  g_autoptr (TaCoverWatch) now = ta_cover_watch_new (self->database, error);
  Tidying as_now = *self;

  as_now.before = now;
  for (guint i = 0; now != NULL && i < now->requests->len; i++)
    {
      const TaCoverRequest *request = g_ptr_array_index (now->requests, i);

      if (!is_known (self->before, request->id) && !tidy (&as_now, request, error))
        return FALSE;
    }
  return now != NULL;
}

gboolean
ta_cover_tidy (TaDatabase *database, const TaCoverWatch *before, TaDate today, GError **error)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const Tidying self = { database, before, today, told };

  for (guint i = 0; i < before->requests->len; i++)
    if (!tidy (&self, g_ptr_array_index (before->requests, i), error))
      return FALSE;
  return tidy_new (&self, error);
}
