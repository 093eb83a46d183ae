/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-history.h"
#include "ta-household-table.h"
#include "ta-message-table.h"
#include "ta-pod-table.h"
#include "ta-publish.h"
#include "ta-turn-table.h"

#include <string.h>

#define DAY(m, d) ta_date_from_ymd (2026, (m), (d))
#define TODAY DAY (11, 22)
#define FROM DAY (11, 23)
#define UNTIL DAY (12, 21)
#define N 3

/* A pod of Silva, Okafor and Kim, with something of each that nobody else is to read. */
typedef struct
{
  TaDatabase *database;
  TaPod *pod;
  TaService *cooking;
  TaHousehold *households[N];
} Fixture;

static const struct
{
  const char *name, *person, *allergen, *secret, *mail;
} people[N] = {
  { "Silva", "Beatriz", "nuts", "Beatriz takes tablets", "silva@example.org" },
  { "Okafor", "Adaeze", "milk", "Adaeze carries a pen", "okafor@example.org" },
  { "Kim", "Minjun", "peaches", "Minjun was ill in May", "kim@example.org" },
};

static TaHousehold *
save_household (TaDatabase *database, const char *pod, guint index)
{
  TaHousehold *household = ta_household_new (people[index].name);
  TaPerson *person = ta_person_new (people[index].person, TA_ROLE_ADULT);
  TaAllergy *allergy = ta_allergy_new (people[index].allergen, TA_SEVERITY_ANAPHYLAXIS);
  g_autoptr (GError) error = NULL;

  ta_set_text (&allergy->note, people[index].secret);
  g_ptr_array_add (person->allergies, allergy);
  if (index == 1)
    g_ptr_array_add (person->diets, g_strdup ("vegan"));
  g_ptr_array_add (household->persons, person);
  g_ptr_array_add (household->persons, ta_person_new ("Second", TA_ROLE_ADULT));
  g_ptr_array_add (household->memberships, ta_membership_new (pod, TA_STATUS_MEMBER, DAY (1, 1)));
  g_ptr_array_add (household->contacts, ta_contact_point_new (TA_CONTACT_EMAIL, people[index].mail));
  ta_set_text (&household->notes, people[index].secret);
  ta_household_table_save (database, household, &error);
  g_assert_no_error (error);
  return household;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->database = ta_database_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  fixture->pod = ta_pod_new ("Cordón");
  fixture->cooking = ta_service_new ("Cooking", TA_SERVICE_COOK);
  ta_pod_table_save (fixture->database, fixture->pod, &error);
  ta_service_table_save (fixture->database, fixture->cooking, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N; i++)
    fixture->households[i] = save_household (fixture->database, fixture->pod->id, i);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < N; i++)
    ta_household_free (fixture->households[i]);
  ta_pod_free (fixture->pod);
  ta_service_free (fixture->cooking);
  ta_database_close (fixture->database);
}

/* A planned dinner that @holder (-1: nobody) cooks. */
static TaTurn *
add_turn (Fixture *fixture, TaDate date, int holder, const char *dish)
{
  TaTurn *turn = ta_turn_new (fixture->pod->id, fixture->cooking->id, date, 18 * 60);
  g_autoptr (GError) error = NULL;

  if (holder >= 0)
    ta_turn_set_holder (turn, fixture->households[holder]->id, TA_DUTY_COOK);
  ta_set_text (&turn->title, dish);
  ta_turn_table_save (fixture->database, turn, &error);
  g_assert_no_error (error);
  return turn;
}

static TaPublication *
plan (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  TaPublication *publication = ta_publish_plan (fixture->database, fixture->pod->id, FROM, UNTIL, TODAY, &error);

  g_assert_no_error (error);
  return publication;
}

static gboolean
do_publish (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (TaPublication) publication = ta_publish_run (database, fixture->pod->id, FROM, UNTIL, TODAY, error);

  return publication != NULL;
}

static void
publish (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ta_history_run (fixture->database, "Published", NULL, do_publish, fixture, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

static TaTurnState
state_of (Fixture *fixture, const TaTurn *turn)
{
  g_autoptr (TaTurn) now = ta_turn_table_get (fixture->database, turn->id, NULL);

  return now->state;
}

/* (transfer none): of @publication for household @index */
static TaMessage *
message_for (Fixture *fixture, TaPublication *publication, guint index)
{
  for (guint i = 0; i < publication->messages->len; i++)
    {
      TaMessage *message = publication->messages->pdata[i];

      if (g_str_equal (message->household, fixture->households[index]->id))
        return message;
    }
  return NULL;
}

static gboolean
says (const TaMessage *message, const char *text)
{
  return strstr (message->body, text) != NULL;
}

static void
test_publish (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) first = add_turn (fixture, DAY (12, 4), 0, "Lasagne");
  g_autoptr (TaTurn) open = add_turn (fixture, DAY (12, 7), -1, "");
  g_autoptr (TaTurn) past = add_turn (fixture, DAY (11, 20), 1, "");
  g_autoptr (TaTurn) later = add_turn (fixture, DAY (12, 21), 1, "");
  g_autoptr (TaPublication) preview = plan (fixture);
  g_autoptr (TaPublication) after = NULL;
  g_autoptr (GPtrArray) messages = NULL;

  g_assert_cmpuint (preview->turns->len, ==, 1);
  g_assert_cmpuint (preview->open->len, ==, 1);
  g_assert_cmpuint (preview->messages->len, ==, 3);
  g_assert_cmpint (state_of (fixture, first), ==, TA_TURN_PLANNED);
  publish (fixture);
  g_assert_cmpint (state_of (fixture, first), ==, TA_TURN_PUBLISHED);
  g_assert_cmpint (state_of (fixture, open), ==, TA_TURN_PLANNED);
  g_assert_cmpint (state_of (fixture, past), ==, TA_TURN_PLANNED);
  g_assert_cmpint (state_of (fixture, later), ==, TA_TURN_PLANNED);
  messages = ta_message_table_list (fixture->database, NULL, 100, NULL);
  g_assert_cmpuint (messages->len, ==, 3);
  g_assert_cmpint (((TaMessage *) messages->pdata[0])->kind, ==, TA_MESSAGE_PUBLISHED);
  g_assert_cmpuint (((TaMessage *) messages->pdata[0])->notices->len, ==, 1);
  after = plan (fixture);
  g_assert_cmpuint (after->messages->len, ==, 0);
}

/* The cook is told what the others must not eat, but not who of them; nobody else is told anything of another household. */
static void
test_private (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) first = add_turn (fixture, DAY (12, 4), 0, "Lasagne");
  g_autoptr (TaPublication) preview = plan (fixture);

  for (guint i = 0; i < N; i++)
    {
      const TaMessage *message = message_for (fixture, preview, i);

      g_assert_nonnull (message);
      g_assert_true (says (message, "Lasagne"));
      g_assert_true (says (message, people[i].person));
      for (guint j = 0; j < N; j++)
        {
          g_test_message ("%s reads of %s:\n%s", people[i].name, people[j].name, message->body);
          g_assert_false (says (message, people[j].secret));
          g_assert_false (says (message, people[j].mail));
          if (i == j)
            continue;
          g_assert_false (says (message, people[j].person));
          g_assert_cmpint (says (message, j == 2 ? "peaches" : ta_allergen_label (people[j].allergen)), ==, i == 0);
          g_assert_cmpint (says (message, people[j].name), ==, i == 0 || j == 0);
        }
    }
  g_assert_true (says (message_for (fixture, preview, 0), "Okafor: 2 portions. Mind: Milk (Anaphylaxis), Vegan\n"));
  g_assert_false (says (message_for (fixture, preview, 2), "Vegan"));
  g_assert_true (says (message_for (fixture, preview, 1), "Silva cooks"));
  g_assert_true (says (message_for (fixture, preview, 1), "2 portions for you"));
}

/* Who cooks several times for the same is told once for whom. */
static void
test_same_as_above (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) first = add_turn (fixture, DAY (12, 4), 0, "");
  g_autoptr (TaTurn) second = add_turn (fixture, DAY (12, 7), 0, "");
  g_autoptr (TaTurn) third = add_turn (fixture, DAY (12, 9), 0, "");
  g_autoptr (TaPublication) preview = NULL;
  const TaMessage *message;

  g_ptr_array_add (third->eaters, ta_eater_new (fixture->households[2]->id, 100));
  ta_turn_table_save (fixture->database, third, NULL);
  preview = plan (fixture);
  message = message_for (fixture, preview, 0);
  g_assert_true (says (message, "Monday, 7 December, 18:00: you cook, for the same as above\n"));
  g_assert_true (says (message, "Wednesday, 9 December, 18:00: you cook\n    – Kim: 1 portion. Mind: peaches (Anaphylaxis)\n"));
}

static void
save (Fixture *fixture, const TaTurn *turn)
{
  g_autoptr (GError) error = NULL;

  ta_turn_table_save (fixture->database, turn, &error);
  g_assert_no_error (error);
}

/* Only what changed is told, to whom it concerns; what goes back and forth is told each time. */
static void
test_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) first = add_turn (fixture, DAY (12, 4), 0, "");
  g_autoptr (TaTurn) second = add_turn (fixture, DAY (12, 7), 1, "");

  publish (fixture);
  first->state = TA_TURN_PUBLISHED;
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (TaPublication) preview = NULL;

      first->date = i % 2 == 0 ? DAY (12, 5) : DAY (12, 4);
      save (fixture, first);
      preview = plan (fixture);
      g_assert_cmpuint (preview->messages->len, ==, 3);
      for (guint j = 0; j < N; j++)
        {
          const TaMessage *message = message_for (fixture, preview, j);

          g_assert_cmpint (message->kind, ==, TA_MESSAGE_CHANGED);
          g_assert_cmpuint (message->notices->len, ==, 1);
          g_assert_true (says (message, i % 2 == 0 ? "before: Friday" : "before: Saturday"));
        }
      publish (fixture);
      g_clear_pointer (&preview, ta_publication_free);
      preview = plan (fixture);
      g_assert_cmpuint (preview->messages->len, ==, 0);
    }
}

/* A turn that moves out of the period is told of all the same; a dish is a change; a note of the coordinator is none. */
static void
test_moved_away (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = add_turn (fixture, DAY (12, 4), 0, "");
  g_autoptr (TaPublication) moved = NULL;
  g_autoptr (TaPublication) noted = NULL;

  publish (fixture);
  turn->state = TA_TURN_PUBLISHED;
  ta_set_text (&turn->note, "The oven of the Silvas is broken");
  save (fixture, turn);
  noted = plan (fixture);
  g_assert_cmpuint (noted->messages->len, ==, 0);
  turn->date = UNTIL + 10;
  save (fixture, turn);
  moved = plan (fixture);
  g_assert_cmpuint (moved->messages->len, ==, 3);
  for (guint i = 0; i < N; i++)
    {
      g_assert_cmpint (message_for (fixture, moved, i)->kind, ==, TA_MESSAGE_CHANGED);
      g_assert_true (says (message_for (fixture, moved, i), "Thursday, 31 December, 18:00"));
    }
}

/* What is over is not told any more, whatever became of it. */
static void
test_past (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) changed = add_turn (fixture, DAY (11, 24), 0, "");
  g_autoptr (TaTurn) deleted = add_turn (fixture, DAY (11, 25), 1, "");
  g_autoptr (TaPublication) later = NULL;
  g_autoptr (GError) error = NULL;

  publish (fixture);
  changed->state = TA_TURN_CANCELLED;
  save (fixture, changed);
  g_assert_true (ta_turn_table_delete (fixture->database, deleted->id, NULL));
  later = ta_publish_plan (fixture->database, fixture->pod->id, FROM, UNTIL, DAY (11, 26), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (later->messages->len, ==, 0);
}

static void
test_called_off (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) cancelled = add_turn (fixture, DAY (12, 4), 0, "");
  g_autoptr (TaTurn) deleted = add_turn (fixture, DAY (12, 7), 1, "");
  g_autoptr (TaPublication) preview = NULL;
  g_autoptr (TaPublication) after = NULL;

  publish (fixture);
  cancelled->state = TA_TURN_CANCELLED;
  save (fixture, cancelled);
  g_assert_true (ta_turn_table_delete (fixture->database, deleted->id, NULL));
  preview = plan (fixture);
  g_assert_cmpuint (preview->messages->len, ==, 3);
  for (guint i = 0; i < N; i++)
    {
      const TaMessage *message = message_for (fixture, preview, i);

      g_assert_cmpint (message->kind, ==, TA_MESSAGE_CANCELLED);
      g_assert_true (says (message, "Friday, 4 December, 18:00: called off"));
      g_assert_true (says (message, "Monday, 7 December, 18:00: called off"));
    }
  publish (fixture);
  after = plan (fixture);
  g_assert_cmpuint (after->messages->len, ==, 0);
}

/* Who neither cooks nor eats any more is told so, and no more. */
static void
test_without_you (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = add_turn (fixture, DAY (12, 4), 0, "");
  g_autoptr (TaPublication) preview = NULL;

  publish (fixture);
  turn->state = TA_TURN_PUBLISHED;
  g_ptr_array_add (turn->eaters, ta_eater_new (fixture->households[0]->id, 200));
  g_ptr_array_add (turn->eaters, ta_eater_new (fixture->households[1]->id, 200));
  save (fixture, turn);
  preview = plan (fixture);
  g_assert_true (says (message_for (fixture, preview, 2), "goes on without you"));
  g_assert_null (message_for (fixture, preview, 1));
  g_assert_false (says (message_for (fixture, preview, 0), "Kim"));
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = add_turn (fixture, DAY (12, 4), 0, "");
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (TaPublication) preview = NULL;
  g_autoptr (GError) error = NULL;

  publish (fixture);
  g_assert_true (ta_history_undo (fixture->database, 0, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (state_of (fixture, turn), ==, TA_TURN_PLANNED);
  messages = ta_message_table_list (fixture->database, NULL, 100, NULL);
  g_assert_cmpuint (messages->len, ==, 0);
  preview = plan (fixture);
  g_assert_cmpuint (preview->messages->len, ==, 3);
}

static void
test_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaMessage) message = ta_message_new (fixture->households[0]->id, TA_MESSAGE_COVER, TODAY);
  g_autoptr (TaMessage) same = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) error = NULL;
  gboolean added = FALSE;

  ta_set_text (&message->subject, "Can you cook?");
  g_ptr_array_add (message->notices, ta_notice_new ("a turn", TA_MESSAGE_COVER, "2026-12-04 18:00 holder"));
  g_assert_true (ta_message_table_add (fixture->database, message, &added, &error));
  g_assert_true (added);
  same = ta_message_new (fixture->households[0]->id, TA_MESSAGE_COVER, TODAY);
  ta_set_text (&same->subject, "Can you cook?");
  g_ptr_array_add (same->notices, ta_notice_new ("a turn", TA_MESSAGE_COVER, "2026-12-04 18:00 holder"));
  g_assert_true (ta_message_table_add (fixture->database, same, &added, &error));
  g_assert_no_error (error);
  g_assert_false (added);
  messages = ta_message_table_list (fixture->database, fixture->households[0]->id, 100, NULL);
  g_assert_cmpuint (messages->len, ==, 1);
}

static guint
count_ready (Fixture *fixture)
{
  g_autoptr (GPtrArray) messages = ta_message_table_list (fixture->database, NULL, 100, NULL);
  guint n = 0;

  for (guint i = 0; i < messages->len; i++)
    n += ((TaMessage *) messages->pdata[i])->state == TA_MESSAGE_READY;
  return n;
}

/* Those still to be sent stand first. */
static void
test_states (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = add_turn (fixture, DAY (12, 4), 0, "");
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  const TaMessage *first, *last;

  publish (fixture);
  before = ta_message_table_list (fixture->database, NULL, 100, NULL);
  first = before->pdata[0];
  g_assert_true (ta_message_table_set_state (fixture->database, first->id, TA_MESSAGE_TOLD, TODAY, &error));
  after = ta_message_table_list (fixture->database, NULL, 100, NULL);
  last = after->pdata[2];
  g_assert_cmpstr (last->id, ==, first->id);
  g_assert_cmpint (last->state, ==, TA_MESSAGE_TOLD);
  g_assert_cmpint (last->sent_on, ==, TODAY);
  g_assert_cmpuint (count_ready (fixture), ==, 2);
  g_assert_true (ta_message_table_set_state (fixture->database, first->id, TA_MESSAGE_READY, TODAY, &error));
  g_assert_cmpuint (count_ready (fixture), ==, 3);
  g_assert_false (ta_message_table_set_state (fixture->database, "none", TA_MESSAGE_TOLD, TODAY, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
}

static void
test_mailto (void)
{
  g_autoptr (TaMessage) message = ta_message_new ("h", TA_MESSAGE_PUBLISHED, TODAY);
  g_autofree char *uri = NULL;

  ta_set_text (&message->subject, "Your rota & more");
  ta_set_text (&message->body, "Hello Núñez,\n50 % = half?\n");
  uri = ta_message_mailto (message, "a+b@example.org");
  g_assert_cmpstr (uri, ==, "mailto:a%2Bb@example.org?subject=Your%20rota%20%26%20more&body=Hello%20N%C3%BA%C3%B1ez%2C%0D%0A50%20%25%20%3D%20half%3F%0D%0A");
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/publish/publish", test_publish);
  ADD ("/publish/private", test_private);
  ADD ("/publish/same-as-above", test_same_as_above);
  ADD ("/publish/changes", test_changes);
  ADD ("/publish/moved-away", test_moved_away);
  ADD ("/publish/past", test_past);
  ADD ("/publish/called-off", test_called_off);
  ADD ("/publish/without-you", test_without_you);
  ADD ("/publish/undo", test_undo);
  ADD ("/publish/once", test_once);
  ADD ("/publish/states", test_states);
  g_test_add_func ("/publish/mailto", test_mailto);
  return g_test_run ();
}
