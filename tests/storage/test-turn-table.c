/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-dump.h"
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-series-table.h"
#include "ta-turn-table.h"

#include <string.h>

#define DAY(m, d) ta_date_from_ymd (2026, (m), (d))

typedef struct
{
  TaDatabase *database;
  char *pod;
  char *other_pod;
  char *cooking;
  char *sitting;
  char *series;
  char *households[4];
  char *person; /* of the first household */
} Fixture;

static char *
save_pod (TaDatabase *database, const char *name)
{
  g_autoptr (TaPod) pod = ta_pod_new (name);
  g_autoptr (GError) error = NULL;

  ta_pod_table_save (database, pod, &error);
  g_assert_no_error (error);
  return g_strdup (pod->id);
}

static char *
save_service (TaDatabase *database, const char *name, TaServiceKind kind)
{
  g_autoptr (TaService) service = ta_service_new (name, kind);
  g_autoptr (GError) error = NULL;

  ta_service_table_save (database, service, &error);
  g_assert_no_error (error);
  return g_strdup (service->id);
}

static void
save_households (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fixture->households); i++)
    {
      g_autofree char *name = g_strdup_printf ("Family %u", i);
      g_autoptr (TaHousehold) household = ta_household_new (name);

      if (i == 0)
        {
          g_ptr_array_add (household->persons, ta_person_new ("Ana", TA_ROLE_ADULT));
          fixture->person = g_strdup (((TaPerson *) household->persons->pdata[0])->id);
        }
      ta_household_table_save (fixture->database, household, &error);
      g_assert_no_error (error);
      fixture->households[i] = g_strdup (household->id);
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaSeries) series = NULL;

  fixture->database = ta_database_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  fixture->pod = save_pod (fixture->database, "Norte");
  fixture->other_pod = save_pod (fixture->database, "Cordón");
  fixture->cooking = save_service (fixture->database, "Cooking", TA_SERVICE_COOK);
  fixture->sitting = save_service (fixture->database, "Sitting", TA_SERVICE_SIT);
  save_households (fixture);
  series = ta_series_new (fixture->pod, fixture->cooking, DAY (1, 1));
  ta_series_table_save (fixture->database, series, &error);
  g_assert_no_error (error);
  fixture->series = g_strdup (series->id);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->database, ta_database_close);
  g_free (fixture->pod);
  g_free (fixture->other_pod);
  g_free (fixture->cooking);
  g_free (fixture->sitting);
  g_free (fixture->series);
  for (guint i = 0; i < G_N_ELEMENTS (fixture->households); i++)
    g_free (fixture->households[i]);
  g_free (fixture->person);
}

static void
save (Fixture *fixture, const TaTurn *turn)
{
  g_autoptr (GError) error = NULL;

  ta_turn_table_save (fixture->database, turn, &error);
  g_assert_no_error (error);
}

static TaTurn *
get (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  TaTurn *turn = ta_turn_table_get (fixture->database, id, &error);

  g_assert_no_error (error);
  return turn;
}

/* A turn held by nobody or by the household at @holder. (transfer full) */
static TaTurn *
make (Fixture *fixture, TaDate date, int holder)
{
  TaTurn *turn = ta_turn_new (fixture->pod, fixture->cooking, date, 18 * 60);

  if (holder >= 0)
    ta_turn_set_holder (turn, fixture->households[holder], TA_DUTY_COOK);
  return turn;
}

/* A turn in which every field says something. */
static TaTurn *
make_full (Fixture *fixture)
{
  TaTurn *turn = make (fixture, DAY (2, 28), 0);
  TaAssignment *cook = turn->assignments->pdata[0];
  TaEater *eater = ta_eater_new (fixture->households[1], 275);

  turn->series = g_strdup (fixture->series);
  turn->series_date = DAY (2, 27);
  turn->start = 19 * 60 + 5;
  turn->minutes = 95;
  turn->state = TA_TURN_SEEKING_COVER;
  ta_set_text (&turn->title, "Guiso d’lentejas'; --");
  turn->portions = 1150;
  ta_set_text (&turn->note, "two\nlines");
  turn->pinned = TRUE;
  cook->person = g_strdup (fixture->person);
  g_ptr_array_add (turn->assignments, ta_assignment_new (fixture->households[2], TA_DUTY_HELPER));
  g_ptr_array_add (turn->assignments, ta_assignment_new (fixture->households[0], TA_DUTY_DELIVERER));
  eater->guests = 2;
  eater->late_plate = TRUE;
  ta_set_text (&eater->note, "no salt");
  g_ptr_array_add (turn->eaters, eater);
  g_ptr_array_add (turn->eaters, ta_eater_new (fixture->households[0], 0));
  return turn;
}

static void
assert_same_people (const TaTurn *a, const TaTurn *b)
{
  g_assert_cmpuint (a->assignments->len, ==, b->assignments->len);
  for (guint i = 0; i < a->assignments->len; i++)
    {
      const TaAssignment *first = a->assignments->pdata[i];
      const TaAssignment *second = b->assignments->pdata[i];

      g_assert_cmpstr (first->id, ==, second->id);
      g_assert_cmpstr (first->household, ==, second->household);
      g_assert_cmpstr (first->person, ==, second->person);
      g_assert_cmpint (first->role, ==, second->role);
    }
  g_assert_cmpuint (a->eaters->len, ==, b->eaters->len);
  for (guint i = 0; i < a->eaters->len; i++)
    {
      const TaEater *first = a->eaters->pdata[i];
      const TaEater *second = b->eaters->pdata[i];

      g_assert_cmpstr (first->id, ==, second->id);
      g_assert_cmpstr (first->household, ==, second->household);
      g_assert_cmpint (first->portions, ==, second->portions);
      g_assert_cmpint (first->guests, ==, second->guests);
      g_assert_cmpint (first->late_plate, ==, second->late_plate);
      g_assert_cmpstr (first->note, ==, second->note);
    }
}

static void
assert_same (const TaTurn *a, const TaTurn *b)
{
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->pod, ==, b->pod);
  g_assert_cmpstr (a->service, ==, b->service);
  g_assert_cmpstr (a->series, ==, b->series);
  g_assert_cmpint (a->series_date, ==, b->series_date);
  g_assert_cmpint (a->date, ==, b->date);
  g_assert_cmpint (a->start, ==, b->start);
  g_assert_cmpint (a->minutes, ==, b->minutes);
  g_assert_cmpint (a->state, ==, b->state);
  g_assert_cmpstr (a->title, ==, b->title);
  g_assert_cmpint (a->portions, ==, b->portions);
  g_assert_cmpstr (a->note, ==, b->note);
  g_assert_cmpint (a->pinned, ==, b->pinned);
  assert_same_people (a, b);
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = make_full (fixture);
  g_autoptr (TaTurn) loaded = NULL;
  g_autoptr (TaTurn) plain = make (fixture, DAY (3, 1), -1);
  g_autoptr (TaTurn) plain_loaded = NULL;
  int before;

  save (fixture, turn);
  save (fixture, plain);
  loaded = get (fixture, turn->id);
  assert_same (turn, loaded);
  plain_loaded = get (fixture, plain->id);
  assert_same (plain, plain_loaded);
  before = sqlite3_total_changes (ta_database_get_handle (fixture->database));
  save (fixture, turn);
  save (fixture, loaded);
  save (fixture, plain);
  g_assert_cmpint (sqlite3_total_changes (ta_database_get_handle (fixture->database)), ==, before);
}

static void
test_every_state_and_duty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = make (fixture, DAY (3, 1), -1);

  for (int state = 0; state < ta_code_count (ta_turn_state_codes); state++)
    {
      g_autoptr (TaTurn) loaded = NULL;

      turn->state = (TaTurnState) state;
      g_ptr_array_set_size (turn->assignments, 0);
      ta_turn_set_holder (turn, fixture->households[0], (TaDuty) (state % ta_code_count (ta_duty_codes)));
      save (fixture, turn);
      loaded = get (fixture, turn->id);
      assert_same (turn, loaded);
    }
}

static void
test_removed_are_deleted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = make_full (fixture);
  g_autoptr (TaTurn) loaded = NULL;

  save (fixture, turn);
  g_ptr_array_remove_index (turn->assignments, 1);
  g_ptr_array_remove_index (turn->eaters, 0);
  save (fixture, turn);
  loaded = get (fixture, turn->id);
  assert_same (turn, loaded);
}

/* Two eaters change places, and a fresh row takes the place of one that said the same. */
static void
test_unique_values_change_places (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = make_full (fixture);
  g_autoptr (TaTurn) loaded = NULL;
  TaEater *first = turn->eaters->pdata[0];
  TaEater *second = turn->eaters->pdata[1];

  save (fixture, turn);
  ta_set_text (&first->household, fixture->households[0]);
  ta_set_text (&second->household, fixture->households[1]);
  g_ptr_array_set_size (turn->assignments, 0);
  g_ptr_array_add (turn->assignments, ta_assignment_new (fixture->households[0], TA_DUTY_COOK));
  save (fixture, turn);
  loaded = get (fixture, turn->id);
  g_assert_cmpuint (loaded->assignments->len, ==, 1);
  g_assert_cmpuint (loaded->eaters->len, ==, 2);
  g_assert_cmpint (ta_turn_find_eater (loaded, fixture->households[0])->portions, ==, 275);
  g_assert_cmpint (ta_turn_find_eater (loaded, fixture->households[1])->portions, ==, 0);
}

/* Who takes a turn after its helper was found is its holder still when it is read again. */
static void
test_holder_comes_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) turn = make (fixture, DAY (3, 1), -1);
  g_autoptr (TaTurn) loaded = NULL;

  g_ptr_array_add (turn->assignments, ta_assignment_new (fixture->households[1], TA_DUTY_HELPER));
  save (fixture, turn);
  ta_turn_set_holder (turn, fixture->households[2], TA_DUTY_COOK);
  save (fixture, turn);
  loaded = get (fixture, turn->id);
  assert_same (turn, loaded);
  g_assert_cmpstr (ta_turn_holder (loaded), ==, fixture->households[2]);
}

static void
assert_dates (GPtrArray *turns, const char *expected)
{
  g_autoptr (GString) dates = g_string_new (NULL);

  for (guint i = 0; i < turns->len; i++)
    {
      const TaTurn *turn = turns->pdata[i];
      g_autofree char *iso = ta_date_to_iso (turn->date);

      g_string_append_printf (dates, "%s%s/%d", i > 0 ? " " : "", iso + 5, turn->start / 60);
    }
  g_assert_cmpstr (dates->str, ==, expected);
}

static void
save_at (Fixture *fixture, TaDate date, int hour, const char *pod)
{
  g_autoptr (TaTurn) turn = ta_turn_new (pod, fixture->cooking, date, hour * 60);

  save (fixture, turn);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) of_pod = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;

  save_at (fixture, DAY (5, 8), 18, fixture->pod);
  save_at (fixture, DAY (5, 2), 19, fixture->pod);
  save_at (fixture, DAY (5, 2), 9, fixture->pod);
  save_at (fixture, DAY (5, 2), 19, fixture->other_pod);
  save_at (fixture, DAY (5, 1), 18, fixture->pod);
  save_at (fixture, DAY (4, 30), 18, fixture->pod);
  all = ta_turn_table_list (fixture->database, DAY (5, 1), DAY (5, 8), NULL, &error);
  g_assert_no_error (error);
  assert_dates (all, "05-01/18 05-02/9 05-02/19 05-02/19");
  /* "Cordón" before "Norte" */
  g_assert_cmpstr (((TaTurn *) all->pdata[2])->pod, ==, fixture->other_pod);
  of_pod = ta_turn_table_list (fixture->database, DAY (5, 1), DAY (5, 8), fixture->pod, NULL);
  assert_dates (of_pod, "05-01/18 05-02/9 05-02/19");
  none = ta_turn_table_list (fixture->database, DAY (6, 1), DAY (6, 1), NULL, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

/* Each turn of a list has its own people and nobody else's. */
static void
test_list_has_people (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) many = NULL;

  for (int i = 0; i < 300; i++)
    {
      g_autoptr (TaTurn) turn = make (fixture, DAY (1, 1) + i, i % 4);

      g_ptr_array_add (turn->eaters, ta_eater_new (fixture->households[(i + 1) % 4], i));
      save (fixture, turn);
      if (i % 100 == 0)
        g_ptr_array_add (ids, g_strdup (turn->id));
    }
  list = ta_turn_table_list (fixture->database, DAY (1, 1), DAY (1, 1) + 300, NULL, NULL);
  g_assert_cmpuint (list->len, ==, 300);
  for (guint i = 0; i < list->len; i++)
    {
      const TaTurn *turn = list->pdata[i];

      g_assert_cmpuint (turn->assignments->len, ==, 1);
      g_assert_cmpuint (turn->eaters->len, ==, 1);
      g_assert_cmpstr (ta_turn_holder (turn), ==, fixture->households[i % 4]);
      g_assert_cmpint (((TaEater *) turn->eaters->pdata[0])->portions, ==, (int) i);
    }
  g_ptr_array_add (ids, g_strdup ("nothing"));
  many = ta_turn_table_get_many (fixture->database, ids, NULL);
  g_assert_cmpuint (many->len, ==, 3);
}

static void
test_list_held (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) early = make (fixture, DAY (5, 1), 0);
  g_autoptr (TaTurn) held = make (fixture, DAY (5, 2), 0);
  g_autoptr (TaTurn) done = make (fixture, DAY (5, 3), 0);
  g_autoptr (TaTurn) other = make (fixture, DAY (5, 4), 1);
  g_autoptr (TaTurn) helped = make (fixture, DAY (5, 5), 1);
  g_autoptr (TaTurn) late = make (fixture, DAY (5, 9), 0);
  g_autoptr (GPtrArray) turns = NULL;

  done->state = TA_TURN_DONE;
  held->state = TA_TURN_SEEKING_COVER;
  g_ptr_array_add (other->eaters, ta_eater_new (fixture->households[0], 100));
  g_ptr_array_add (helped->assignments, ta_assignment_new (fixture->households[0], TA_DUTY_HELPER));
  save (fixture, early);
  save (fixture, held);
  save (fixture, done);
  save (fixture, other);
  save (fixture, helped);
  save (fixture, late);
  turns = ta_turn_table_list_held (fixture->database, fixture->households[0], DAY (5, 2), DAY (5, 9), NULL);
  assert_dates (turns, "05-02/18 05-05/18");
}

static void
swap (Fixture *fixture, const TaTurn *a, const TaTurn *b)
{
  g_autoptr (GError) error = NULL;

  ta_turn_table_swap (fixture->database, a->id, b->id, &error);
  g_assert_no_error (error);
}

static void
assert_holder (Fixture *fixture, const TaTurn *turn, const char *household, TaDuty duty)
{
  g_autoptr (TaTurn) loaded = get (fixture, turn->id);
  const TaAssignment *first = loaded->assignments->len > 0 ? loaded->assignments->pdata[0] : NULL;

  g_assert_cmpstr (ta_turn_holder (loaded), ==, household);
  if (household != NULL)
    g_assert_cmpint (first->role, ==, duty);
}

static void
test_swap (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) full = make_full (fixture);
  g_autoptr (TaTurn) sit = ta_turn_new (fixture->pod, fixture->sitting, DAY (5, 3), 15 * 60);
  g_autoptr (TaTurn) loaded = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  TaAssignment *first;

  ta_turn_set_holder (sit, fixture->households[2], TA_DUTY_SITTER);
  /* A swap is an edit by hand, and stays one when it is made good. */
  full->edited = TRUE;
  save (fixture, full);
  save (fixture, sit);
  before = ta_dump (fixture->database);
  swap (fixture, full, sit);
  /* The second was the first's helper; the rest of its people and its eaters stay. */
  assert_holder (fixture, full, fixture->households[2], TA_DUTY_COOK);
  loaded = get (fixture, full->id);
  g_assert_cmpuint (loaded->assignments->len, ==, 3);
  g_assert_cmpuint (loaded->eaters->len, ==, 2);
  assert_holder (fixture, sit, fixture->households[0], TA_DUTY_SITTER);
  g_clear_pointer (&loaded, ta_turn_free);
  loaded = get (fixture, sit->id);
  first = loaded->assignments->pdata[0];
  g_assert_cmpstr (first->person, ==, fixture->person);
  swap (fixture, sit, full);
  after = ta_dump (fixture->database);
  g_assert_cmpstr (after, ==, before);
}

static void
test_swap_with_nobody (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaTurn) cooking = make (fixture, DAY (5, 1), 0);
  g_autoptr (TaTurn) sitting = ta_turn_new (fixture->pod, fixture->sitting, DAY (5, 3), 15 * 60);
  g_autoptr (GError) error = NULL;

  save (fixture, cooking);
  save (fixture, sitting);
  swap (fixture, cooking, sitting);
  assert_holder (fixture, cooking, NULL, TA_DUTY_COOK);
  assert_holder (fixture, sitting, fixture->households[0], TA_DUTY_SITTER);
  swap (fixture, cooking, cooking);
  swap (fixture, sitting, sitting);
  assert_holder (fixture, sitting, fixture->households[0], TA_DUTY_SITTER);
  g_assert_false (ta_turn_table_swap (fixture->database, sitting->id, "nothing", &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
}

static void
test_move_and_delete (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = ta_dump (fixture->database);
  g_autofree char *after = NULL;
  g_autoptr (TaTurn) turn = make_full (fixture);
  g_autoptr (TaTurn) loaded = NULL;
  g_autoptr (GError) error = NULL;

  save (fixture, turn);
  g_assert_true (ta_turn_table_move (fixture->database, turn->id, DAY (12, 31), NULL));
  turn->date = DAY (12, 31);
  loaded = get (fixture, turn->id);
  assert_same (turn, loaded);
  g_assert_true (ta_turn_table_delete (fixture->database, turn->id, NULL));
  after = ta_dump (fixture->database);
  g_assert_cmpstr (after, ==, before);
  g_assert_false (ta_turn_table_move (fixture->database, turn->id, DAY (12, 31), &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (ta_turn_table_delete (fixture->database, turn->id, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (ta_turn_table_get (fixture->database, turn->id, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/turn-table/round-trip", test_round_trip);
  add ("/turn-table/states-and-duties", test_every_state_and_duty);
  add ("/turn-table/removed", test_removed_are_deleted);
  add ("/turn-table/unique-values-change-places", test_unique_values_change_places);
  add ("/turn-table/holder-comes-first", test_holder_comes_first);
  add ("/turn-table/list", test_list);
  add ("/turn-table/list-has-people", test_list_has_people);
  add ("/turn-table/list-held", test_list_held);
  add ("/turn-table/swap", test_swap);
  add ("/turn-table/swap-with-nobody", test_swap_with_nobody);
  add ("/turn-table/move-and-delete", test_move_and_delete);
  return g_test_run ();
}
