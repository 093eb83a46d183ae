/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-cover-table.h"
#include "ta-dump.h"
#include "ta-household-table.h"
#include "ta-message-table.h"
#include "ta-pod-table.h"
#include "ta-rota-rules-table.h"
#include "ta-store.h"
#include "ta-turn-table.h"

#include <string.h>

#define DAY(d) ta_date_from_ymd (2026, 12, (d))
#define TODAY DAY (1)

/* Three households, a turn each: A on Monday 7 December, B on the 9th, C on the 11th; at most one turn a week. */
typedef struct
{
  TaStore *store;
  TaPod *pod;
  TaService *cooking;
  TaHousehold *households[3];
  TaTurn *turns[3];
} Fixture;

static gboolean
save_all (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (TaRotaRules) rules = ta_rota_rules_new (fixture->pod->id);

  rules->max_per_week = 1;
  if (!ta_pod_table_save (database, fixture->pod, error) || !ta_service_table_save (database, fixture->cooking, error)
      || !ta_rota_rules_table_save (database, rules, error))
    return FALSE;
  for (int i = 0; i < 3; i++)
    if (!ta_household_table_save (database, fixture->households[i], error))
      return FALSE;
  for (int i = 0; i < 3; i++)
    if (!ta_turn_table_save (database, fixture->turns[i], error))
      return FALSE;
  return TRUE;
}

static void
run (Fixture *fixture, TaStoreFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (fixture->store, "test", NULL, func, data, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  fixture->pod = ta_pod_new ("Cordón");
  fixture->cooking = ta_service_new ("Cooking", TA_SERVICE_COOK);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("%c", 'A' + i);

      fixture->households[i] = ta_household_new (name);
      g_ptr_array_add (fixture->households[i]->persons, ta_person_new ("Ana", TA_ROLE_ADULT));
      g_ptr_array_add (fixture->households[i]->memberships, ta_membership_new (fixture->pod->id, TA_STATUS_MEMBER, DAY (1) - 300));
      fixture->turns[i] = ta_turn_new (fixture->pod->id, fixture->cooking->id, DAY (7 + 2 * i), 18 * 60);
      fixture->turns[i]->state = TA_TURN_PUBLISHED;
      ta_turn_set_holder (fixture->turns[i], fixture->households[i]->id, TA_DUTY_COOK);
    }
  run (fixture, save_all, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 3; i++)
    {
      ta_household_free (fixture->households[i]);
      ta_turn_free (fixture->turns[i]);
    }
  ta_service_free (fixture->cooking);
  ta_pod_free (fixture->pod);
  ta_store_close (fixture->store);
  g_object_unref (fixture->store);
}

static gpointer
read_trace (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (GPtrArray) open = ta_cover_table_list_open (database, fixture->pod->id, error);
  g_autoptr (GPtrArray) messages = ta_message_table_list (database, NULL, 100, error);
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (TaTurn) turn = ta_turn_table_get (database, fixture->turns[i]->id, error);

      for (int h = 0; h < 3; h++)
        if (g_strcmp0 (ta_turn_holder (turn), fixture->households[h]->id) == 0)
          g_string_append_c (text, (char) ('A' + h));
      g_string_append (text, turn->state == TA_TURN_PLANNED ? "~" : "");
      g_string_append (text, ta_turn_seeks_cover (turn) ? "? " : " ");
    }
  g_string_append_printf (text, "open %u messages %u", open->len, messages->len);
  return g_string_free (text, FALSE);
}

/* Who holds the turns, drafts with ~, those for which cover is sought with ?; and how many requests and messages there are. */
static void
assert_rota (Fixture *fixture, const char *expected)
{
  g_autofree char *trace = ta_store_read (fixture->store, read_trace, fixture, NULL);

  g_assert_cmpstr (trace, ==, expected);
}

/* Asking --------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
ask (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_cover_ask (database, data, error);
}

typedef struct
{
  const char *answer;
  TaCoverReply reply;
  gboolean settled;
} Reply;

static gboolean
reply (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reply *said = data;

  return ta_cover_reply (database, said->answer, said->reply, "on the phone", TODAY, &said->settled, error);
}

static gboolean
say (Fixture *fixture, const TaCoverAnswer *answer, TaCoverReply what)
{
  Reply said = { answer->id, what, FALSE };

  run (fixture, reply, &said);
  return said.settled;
}

/* A cannot come on the 7th: B would take it and give its 9th to A; C likewise with its 11th. */
static TaCoverRequest *
ask_for_swap (Fixture *fixture)
{
  TaCoverRequest *request = ta_cover_request_new (fixture->turns[0]->id, fixture->households[0]->id, TA_COVER_REQUEST_SWAP, TODAY);

  ta_set_text (&request->reason, "flu");
  for (int i = 1; i < 3; i++)
    {
      g_ptr_array_add (request->answers,
                       ta_cover_answer_new (fixture->households[i]->id, fixture->turns[0]->id, fixture->turns[i]->id, i - 1));
      g_ptr_array_add (request->answers,
                       ta_cover_answer_new (fixture->households[0]->id, fixture->turns[i]->id, fixture->turns[0]->id, i - 1));
    }
  run (fixture, ask, request);
  return request;
}

static gpointer
read_messages (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_message_table_list (database, NULL, 100, error);
}

static void
test_asker_stays_on_duty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) request = ask_for_swap (fixture);
  g_autoptr (GPtrArray) messages = ta_store_read (fixture->store, read_messages, NULL, NULL);

  assert_rota (fixture, "A? B C open 1 messages 2");
  /* Why it cannot come is nobody's business. */
  for (guint i = 0; i < messages->len; i++)
    {
      const TaMessage *message = messages->pdata[i];

      g_assert_cmpstr (message->household, !=, fixture->households[0]->id);
      g_assert_null (strstr (message->body, "flu"));
      g_assert_nonnull (strstr (message->body, "7 Dec"));
    }
  /* Asking the same again asks nobody twice. */
  run (fixture, ask, request);
  assert_rota (fixture, "A? B C open 1 messages 2");
}

static gpointer
read_request (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_cover_table_get (database, ((TaCoverRequest *) data)->id, error);
}

/* A dialog that was opened before the answer came asks one more. */
static void
test_answer_is_not_overwritten (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) request = ask_for_swap (fixture);
  Reply said = { ((TaCoverAnswer *) request->answers->pdata[0])->id, TA_COVER_NO, FALSE };
  g_autoptr (TaCoverRequest) stored = NULL;

  run (fixture, reply, &said);
  run (fixture, ask, request);
  stored = ta_store_read (fixture->store, read_request, request, NULL);
  g_assert_cmpint (ta_cover_request_find_answer (stored, said.answer)->reply, ==, TA_COVER_NO);
  g_assert_cmpstr (ta_cover_request_find_answer (stored, said.answer)->note, ==, "on the phone");
  /* The no stands: only the other can settle it. */
  g_assert_true (say (fixture, request->answers->pdata[2], TA_COVER_YES));
  assert_rota (fixture, "C B A open 0 messages 5");
}

static void
test_swap_is_accepted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) request = ask_for_swap (fixture);

  g_assert_false (say (fixture, request->answers->pdata[0], TA_COVER_NO));
  assert_rota (fixture, "A? B C open 1 messages 2");
  g_assert_true (say (fixture, request->answers->pdata[2], TA_COVER_YES));
  assert_rota (fixture, "C B A open 0 messages 5");
  g_assert_true (ta_store_undo (fixture->store, 0, NULL));
  assert_rota (fixture, "A? B C open 1 messages 2");
}

static void
test_chain_needs_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) request
      = ta_cover_request_new (fixture->turns[0]->id, fixture->households[0]->id, TA_COVER_REQUEST_SWAP, TODAY);

  for (int i = 1; i <= 3; i++)
    g_ptr_array_add (request->answers, ta_cover_answer_new (fixture->households[i % 3]->id, fixture->turns[i - 1]->id,
                                                            fixture->turns[i % 3]->id, 0));
  run (fixture, ask, request);
  g_assert_false (say (fixture, request->answers->pdata[0], TA_COVER_YES));
  assert_rota (fixture, "A? B C open 1 messages 2");
  g_assert_true (say (fixture, request->answers->pdata[1], TA_COVER_YES));
  assert_rota (fixture, "B C A open 0 messages 5");
}

static void
assert_refused (Fixture *fixture, const TaCoverAnswer *answer, const char *reason)
{
  Reply said = { answer->id, TA_COVER_YES, FALSE };
  g_autoptr (GError) error = NULL;

  g_assert_false (ta_store_run (fixture->store, "test", NULL, reply, &said, NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, reason));
}

static gboolean
be_away (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  TaHousehold *household = data;

  g_ptr_array_add (household->absences, ta_absence_new (NULL, DAY (6), DAY (8), ""));
  return ta_household_table_save (database, household, error);
}

static gboolean
swap_away (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;

  return ta_turn_table_swap (database, fixture->turns[1]->id, fixture->turns[2]->id, error);
}

/* What came in between is seen, and nothing is changed. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) request = ask_for_swap (fixture);

  run (fixture, be_away, fixture->households[1]);
  assert_refused (fixture, request->answers->pdata[0], "B is away");
  assert_rota (fixture, "A? B C open 1 messages 2");
  run (fixture, swap_away, fixture);
  assert_refused (fixture, request->answers->pdata[2], "changed");
  assert_rota (fixture, "A? C B open 1 messages 2");
}

/* Without giving anything B would have two turns in the week. */
static void
test_cover_against_a_limit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) request
      = ta_cover_request_new (fixture->turns[0]->id, fixture->households[0]->id, TA_COVER_REQUEST_COVER, TODAY);

  g_ptr_array_add (request->answers, ta_cover_answer_new (fixture->households[1]->id, fixture->turns[0]->id, NULL, 0));
  run (fixture, ask, request);
  assert_refused (fixture, request->answers->pdata[0], "B");
}

static gboolean
withdraw (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_cover_withdraw (database, data, TODAY, error);
}

static void
test_withdraw (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) request = ask_for_swap (fixture);

  run (fixture, withdraw, request->id);
  assert_rota (fixture, "A B C open 0 messages 5");
  assert_refused (fixture, request->answers->pdata[0], "settled");
}

/* Otherwise than by an answer ------------------------------------------------------------------------------------------------------------ */

static gboolean
swap_with_b (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;

  return ta_turn_table_swap (database, fixture->turns[0]->id, fixture->turns[1]->id, error);
}

static void
test_swapped_by_hand (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) request = ask_for_swap (fixture);

  run (fixture, swap_with_b, fixture);
  assert_rota (fixture, "B A C open 0 messages 5");
  assert_refused (fixture, request->answers->pdata[0], "settled");
  g_assert_true (ta_store_undo (fixture->store, 0, NULL));
  assert_rota (fixture, "A? B C open 1 messages 2");
}

static gboolean
cancel_first (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;

  return ta_turn_table_set_state (database, fixture->turns[0]->id, TA_TURN_CANCELLED, error);
}

static gpointer
read_first (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_get (database, ((Fixture *) data)->turns[0]->id, error);
}

/* A turn that is over has nothing to ask for, and no request that would bring it back. */
static void
test_turn_is_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) request = ask_for_swap (fixture);
  g_autoptr (TaCoverRequest) again = ta_cover_request_new (fixture->turns[0]->id, fixture->households[0]->id, TA_COVER_REQUEST_COVER, TODAY);
  g_autoptr (TaTurn) turn = NULL;
  g_autoptr (GError) error = NULL;

  run (fixture, cancel_first, fixture);
  assert_rota (fixture, "A B C open 0 messages 4");
  g_assert_false (ta_store_run (fixture->store, "test", NULL, withdraw, request->id, NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (ta_store_run (fixture->store, "test", NULL, ask, again, NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  turn = ta_store_read (fixture->store, read_first, fixture, NULL);
  g_assert_cmpint (turn->state, ==, TA_TURN_CANCELLED);
}

static gboolean
add_b_to_first (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (TaTurn) turn = ta_turn_table_get (database, fixture->turns[0]->id, error);

  turn->places = 2;
  g_ptr_array_add (turn->assignments, ta_assignment_new (fixture->households[1]->id, TA_DUTY_COOK));
  return ta_turn_table_save (database, turn, error);
}

/* Where two hold a turn and neither can come, it seeks cover until both are settled. */
static void
test_two_ask (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) first = ta_cover_request_new (fixture->turns[0]->id, fixture->households[0]->id, TA_COVER_REQUEST_COVER, TODAY);
  g_autoptr (TaCoverRequest) second = ta_cover_request_new (fixture->turns[0]->id, fixture->households[1]->id, TA_COVER_REQUEST_COVER, TODAY);

  run (fixture, add_b_to_first, fixture);
  run (fixture, ask, first);
  run (fixture, ask, second);
  run (fixture, withdraw, first->id);
  assert_rota (fixture, "A? B C open 1 messages 1");
  run (fixture, withdraw, second->id);
  assert_rota (fixture, "A B C open 0 messages 2");
}

/* Drafts --------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
set_first (TaDatabase *database, Fixture *fixture, TaTurnState state, GError **error)
{
  return ta_turn_table_set_state (database, fixture->turns[0]->id, state, error);
}

static gboolean
publish_first (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return set_first (database, data, TA_TURN_PUBLISHED, error);
}

static gboolean
finish_first (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return set_first (database, data, TA_TURN_DONE, error);
}

static gboolean
delete_first (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_delete (database, ((Fixture *) data)->turns[0]->id, error);
}

/* Its first turn is a draft that was never anything else. */
static void
set_up_draft (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  run (fixture, delete_first, fixture);
  ta_turn_free (fixture->turns[0]);
  fixture->turns[0] = ta_turn_new (fixture->pod->id, fixture->cooking->id, DAY (7), 18 * 60);
  ta_turn_set_holder (fixture->turns[0], fixture->households[0]->id, TA_DUTY_COOK);
  run (fixture, save_all, fixture);
}

static gboolean
touch_pod (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;

  ta_set_text (&fixture->pod->notes, "anything else");
  return ta_pod_table_save (database, fixture->pod, error);
}

static gpointer
read_was_published (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT was_published FROM turn_revision WHERE turn = :turn");

  ta_statement_bind_text (statement, ":turn", ((Fixture *) data)->turns[0]->id);
  g_assert_cmpint (ta_statement_step (statement, error), ==, TA_STEP_ROW);
  return g_strdup (ta_statement_int (statement, 0) != 0 ? "told" : "never told");
}

/* Calendars would carry a turn that was ever published for ever. */
static void
assert_never_told (Fixture *fixture)
{
  g_autofree char *told = ta_store_read (fixture->store, read_was_published, fixture, NULL);

  g_assert_cmpstr (told, ==, "never told");
}

static void
test_draft_is_settled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) request = ask_for_swap (fixture);

  assert_rota (fixture, "A~? B C open 1 messages 2");
  run (fixture, touch_pod, fixture);
  assert_rota (fixture, "A~? B C open 1 messages 2");
  g_assert_true (say (fixture, request->answers->pdata[2], TA_COVER_YES));
  assert_rota (fixture, "C~ B A open 0 messages 5");
  assert_never_told (fixture);
}

static void
test_draft_is_withdrawn (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) request = ask_for_swap (fixture);

  run (fixture, withdraw, request->id);
  assert_rota (fixture, "A~ B C open 0 messages 5");
  assert_never_told (fixture);
}

static void
test_draft_is_given_away (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) request = ask_for_swap (fixture);

  run (fixture, swap_with_b, fixture);
  assert_rota (fixture, "B~ A C open 0 messages 5");
  assert_never_told (fixture);
}

/* Publishing it settles nothing. */
static void
test_draft_is_published (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) request = ask_for_swap (fixture);

  run (fixture, publish_first, fixture);
  assert_rota (fixture, "A? B C open 1 messages 2");
  /* By hand: A comes after all. */
  run (fixture, publish_first, fixture);
  assert_rota (fixture, "A B C open 0 messages 5");
}

/* Nothing left to ask -------------------------------------------------------------------------------------------------------------------- */

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The answers that households were given: “B: A does the turn on Mon 7 Dec, 18:00.” */
static char *
answers_of (Fixture *fixture)
{
  g_autoptr (GPtrArray) messages = ta_store_read (fixture->store, read_messages, NULL, NULL);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < messages->len; i++)
    {
      const TaMessage *message = messages->pdata[i];

      for (int h = 0; message->kind == TA_MESSAGE_ANSWER && h < 3; h++)
        if (g_str_equal (message->household, fixture->households[h]->id))
          g_ptr_array_add (texts, g_strdup_printf ("%c: %s", 'A' + h, message->body));
    }
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("\n", (char **) texts->pdata);
}

static void
assert_answers (Fixture *fixture, const char *expected)
{
  g_autofree char *answers = answers_of (fixture);

  g_assert_cmpstr (answers, ==, expected);
}

/* Who said no asked for nothing more; the asker is told with the rota. */
static void
test_asked_are_told (Fixture *fixture, gconstpointer data)
{
  TaStoreFunc func = (TaStoreFunc) data;
  g_autoptr (TaCoverRequest) request = ask_for_swap (fixture);

  say (fixture, request->answers->pdata[0], TA_COVER_NO);
  run (fixture, func, fixture);
  assert_answers (fixture, "C: The turn on Mon 7 Dec, 18:00 is called off: nobody has to take it over.");
  g_assert_true (ta_store_undo (fixture->store, 0, NULL));
  assert_answers (fixture, "");
}

/* In a chain each knows of its own part alone. */
static void
test_chain_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) request
      = ta_cover_request_new (fixture->turns[0]->id, fixture->households[0]->id, TA_COVER_REQUEST_SWAP, TODAY);

  for (int i = 1; i <= 3; i++)
    g_ptr_array_add (request->answers, ta_cover_answer_new (fixture->households[i % 3]->id, fixture->turns[i - 1]->id,
                                                            fixture->turns[i % 3]->id, 0));
  run (fixture, ask, request);
  g_assert_false (say (fixture, request->answers->pdata[0], TA_COVER_YES));
  run (fixture, delete_first, fixture);
  assert_answers (fixture, "B: The turn on Mon 7 Dec, 18:00 is called off: nobody has to take it over.\n"
                           "C: You are not asked any more to take over the turn on Wed 9 Dec, 18:00.");
}

static gboolean
delete_last (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_delete (database, ((Fixture *) data)->turns[2]->id, error);
}

static gpointer
count_answers (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaCoverRequest) request = ta_cover_table_get (database, data, error);

  g_assert_cmpint (request->state, ==, TA_COVER_OPEN);
  return g_strdup_printf ("%u", request->answers->len);
}

/* A takes what C gives: without it B would be left with two turns and A with none, which nobody agreed to. */
static void
test_chain_is_broken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) request
      = ta_cover_request_new (fixture->turns[0]->id, fixture->households[0]->id, TA_COVER_REQUEST_SWAP, TODAY);
  g_autofree char *left = NULL;

  for (int i = 1; i <= 3; i++)
    g_ptr_array_add (request->answers, ta_cover_answer_new (fixture->households[i % 3]->id, fixture->turns[i - 1]->id,
                                                            fixture->turns[i % 3]->id, 0));
  run (fixture, ask, request);
  run (fixture, delete_last, fixture);
  left = ta_store_read (fixture->store, count_answers, request->id, NULL);
  g_assert_cmpstr (left, ==, "0");
  assert_answers (fixture, "B: You are not asked any more to take over the turn on Mon 7 Dec, 18:00.\n"
                           "C: You are not asked any more to take over the turn on Wed 9 Dec, 18:00.");
}

static gboolean
free_first (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaTurn) turn = ta_turn_table_get (database, ((Fixture *) data)->turns[0]->id, error);

  ta_turn_set_holder (turn, NULL, TA_DUTY_COOK);
  return ta_turn_table_save (database, turn, error);
}

static void
test_nobody_holds_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) request = ask_for_swap (fixture);

  run (fixture, free_first, fixture);
  assert_rota (fixture, "? B C open 0 messages 4");
  assert_answers (fixture, "B: You are not asked any more to take over the turn on Mon 7 Dec, 18:00.\n"
                           "C: You are not asked any more to take over the turn on Mon 7 Dec, 18:00.");
}

static void
test_turn_is_done (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) request = ask_for_swap (fixture);

  run (fixture, finish_first, fixture);
  assert_rota (fixture, "A B C open 0 messages 2");
}

/* (transfer full): @asker, who holds the first turn with another, asks C */
static TaCoverRequest *
ask_c (Fixture *fixture, int asker)
{
  TaCoverRequest *request = ta_cover_request_new (fixture->turns[0]->id, fixture->households[asker]->id, TA_COVER_REQUEST_COVER, TODAY);

  g_ptr_array_add (request->answers, ta_cover_answer_new (fixture->households[2]->id, fixture->turns[0]->id, NULL, 0));
  run (fixture, ask, request);
  return request;
}

/* Asked by two, and told once. */
static void
test_both_are_over (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaCoverRequest) first = NULL;
  g_autoptr (TaCoverRequest) second = NULL;

  run (fixture, add_b_to_first, fixture);
  first = ask_c (fixture, 0);
  second = ask_c (fixture, 1);
  run (fixture, cancel_first, fixture);
  assert_rota (fixture, "A B C open 0 messages 3");
}

static gboolean
put_c_for_a (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (TaTurn) turn = ta_turn_table_get (database, fixture->turns[0]->id, error);

  for (guint i = 0; i < turn->assignments->len; i++)
    {
      TaAssignment *assignment = turn->assignments->pdata[i];

      if (g_str_equal (assignment->household, fixture->households[0]->id))
        ta_set_text (&assignment->household, fixture->households[2]->id);
    }
  return ta_turn_table_save (database, turn, error);
}

static gboolean
take_a_off (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (TaTurn) turn = ta_turn_table_get (database, fixture->turns[0]->id, error);

  turn->places = 1;
  for (guint i = turn->assignments->len; i-- > 0;)
    if (g_str_equal (((TaAssignment *) turn->assignments->pdata[i])->household, fixture->households[0]->id))
      g_ptr_array_remove_index (turn->assignments, i);
  return ta_turn_table_save (database, turn, error);
}

/* B was there before: it is C who comes, whoever stands first. Where nobody comes, B does it alone. */
static void
test_who_comes (Fixture *fixture, gconstpointer data)
{
  TaStoreFunc func = (TaStoreFunc) data;
  const char *who = func == put_c_for_a ? "C" : "B";
  g_autofree char *expected = g_strdup_printf ("A: %s does the turn on Mon 7 Dec, 18:00.\nC: %s does the turn on Mon 7 Dec, 18:00.", who, who);
  g_autoptr (TaCoverRequest) request = NULL;

  run (fixture, add_b_to_first, fixture);
  request = ask_c (fixture, 0);
  run (fixture, func, fixture);
  assert_answers (fixture, expected);
}

#define ADD(name, func) g_test_add ("/cover/" name, Fixture, NULL, set_up, func, tear_down)
#define ADD_DRAFT(name, func) g_test_add ("/cover/draft/" name, Fixture, NULL, set_up_draft, func, tear_down)
#define ADD_FUNC(name, data, func) g_test_add ("/cover/" name, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("asker-stays-on-duty", test_asker_stays_on_duty);
  ADD ("answer-is-not-overwritten", test_answer_is_not_overwritten);
  ADD ("swap-is-accepted", test_swap_is_accepted);
  ADD ("chain-needs-all", test_chain_needs_all);
  ADD ("refused", test_refused);
  ADD ("cover-against-a-limit", test_cover_against_a_limit);
  ADD ("withdraw", test_withdraw);
  ADD ("swapped-by-hand", test_swapped_by_hand);
  ADD ("turn-is-cancelled", test_turn_is_cancelled);
  ADD ("two-ask", test_two_ask);
  ADD_DRAFT ("settled", test_draft_is_settled);
  ADD_DRAFT ("withdrawn", test_draft_is_withdrawn);
  ADD_DRAFT ("given-away", test_draft_is_given_away);
  ADD_DRAFT ("published", test_draft_is_published);
  ADD_FUNC ("told/cancelled", cancel_first, test_asked_are_told);
  ADD_FUNC ("told/deleted", delete_first, test_asked_are_told);
  ADD ("told/chain", test_chain_is_told);
  ADD ("told/broken-chain", test_chain_is_broken);
  ADD ("told/nobody-holds-it", test_nobody_holds_it);
  ADD ("told/done", test_turn_is_done);
  ADD ("told/both-are-over", test_both_are_over);
  ADD_FUNC ("who-comes/another", put_c_for_a, test_who_comes);
  ADD_FUNC ("who-comes/nobody", take_a_off, test_who_comes);
  return g_test_run ();
}
