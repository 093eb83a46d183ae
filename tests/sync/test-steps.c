/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that can go wrong, once at each place where it can: each procedure of the exchange is first done undisturbed, and counted: what it asks of the hub, what it
 * saves, and the places between two of its steps. Then it is done again for each of these and for each of what can become of it, and gone on with as the program would.
 * The end must be the one without.
 */
#include "steps-world.h"
#include "ta-sync-error.h"

#include <string.h>

#define MOST_TRIES 6

/* Under the sanitizers, which take eight times as long: a fifth, another one of each procedure. */
#ifdef __SANITIZE_ADDRESS__
#define EVERY 5
#else
#define EVERY 1
#endif

typedef struct
{
  const char *name;
  gboolean ringed;
  guint members;
  guint strangers;
  void (*prepare) (StepsWorld *world);
  /* What is disturbed; again from the beginning where it failed. */
  gboolean (*act) (StepsWorld *world, GError **error);
  /* (nullable): before all exchange until nothing moves */
  void (*finish) (StepsWorld *world);
  /* (nullable): after it. What is wrong, or %NULL */
  char *(*check) (StepsWorld *world);
} Procedure;

static Device *
device_of (StepsWorld *world, guint i)
{
  return world->members[i].device;
}

static void
add_many (StepsWorld *world, guint i, const char *prefix, guint count)
{
  for (guint k = 0; k < count; k++)
    {
      g_autofree char *id = g_strdup_printf ("%s%u", prefix, k);
      g_autofree char *person = g_strdup_printf ("%s%u-ana", prefix, k);

      device_add_household (device_of (world, i), id, id);
      device_add_person (device_of (world, i), id, person);
    }
}

/* All have the same to begin with. */
static void
share (StepsWorld *world)
{
  add_many (world, 0, "h", 5);
  for (guint i = 0; i < world->count; i++)
    if (!world->members[i].out)
      steps_exchange (world, i);
}

/* The exchange ------------------------------------------------------------------------------------------------------------------------------- */

static void
prepare_first (StepsWorld *world)
{
  add_many (world, 0, "h", 5);
}

static gboolean
act_first (StepsWorld *world, GError **error)
{
  return steps_round (world, 0, error);
}

static void
prepare_boot (StepsWorld *world)
{
  add_many (world, 0, "h", 8);
  steps_exchange (world, 0);
}

static gboolean
act_second (StepsWorld *world, GError **error)
{
  return steps_round (world, 1, error);
}

static void
prepare_pull (StepsWorld *world)
{
  share (world);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("h%u", i);

      device_set_value (device_of (world, 0), id, "vehicle", "bicycle");
    }
  device_delete_household (device_of (world, 0), "h4");
  add_many (world, 0, "new", 3);
  steps_exchange (world, 0);
}

static void
prepare_push (StepsWorld *world)
{
  share (world);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("h%u", i);

      device_set_value (device_of (world, 1), id, "pets", "a dog");
    }
  device_delete_household (device_of (world, 1), "h4");
}

/* At first as after a change here, later as after a failure. */
static gboolean
act_send (StepsWorld *world, GError **error)
{
  return world->tries == 0 ? steps_send (world, 1, error) : steps_round (world, 1, error);
}

static void
prepare_conflict (StepsWorld *world)
{
  prepare_push (world);
  device_set_value (device_of (world, 0), "h0", "vehicle", "bicycle");
  device_set_value (device_of (world, 0), "h1", "pets", "a cat");
  device_set_value (device_of (world, 0), "h2", "address", "Rua A");
  device_pass (device_of (world, 1), 1000);
  device_set_value (device_of (world, 1), "h2", "address", "Rua B");
  device_add_person (device_of (world, 0), "h4", "h4-bea");
  device_delete_household (device_of (world, 0), "h3");
  steps_exchange (world, 0);
}

/* What is expected of a column, in any run. */
static gboolean
is_value (StepsWorld *world, const char *id, const char *column, const char *expected)
{
  g_autofree char *value = device_get_value (device_of (world, 0), id, column);

  return g_strcmp0 (value, expected) == 0;
}

static char *
check_conflict (StepsWorld *world)
{
  if (!is_value (world, "h0", "vehicle", "bicycle") || !is_value (world, "h0", "pets", "a dog"))
    return g_strdup ("of two fields one is lost");
  if (!is_value (world, "h1", "pets", "a dog") || !is_value (world, "h2", "address", "Rua B"))
    return g_strdup ("the later one does not stand");
  if (!is_value (world, "h3", "pets", "a dog") || !device_has_person (device_of (world, 0), "h4-bea"))
    return g_strdup ("what was changed is deleted");
  return device_count (device_of (world, 0)).kept == 1 ? NULL : g_strdup ("of two addresses one is lost");
}

static void
prepare_deleted_there (StepsWorld *world)
{
  g_autofree char *name = ta_document_name (ta_keyring_get_pod (world->keyring), "household", "h0");

  prepare_push (world);
  fake_hub_delete_if_there (world->hub, name);
}

/* Folding ------------------------------------------------------------------------------------------------------------------------------------ */

static void
prepare_fold (StepsWorld *world)
{
  share (world);
  for (guint i = 0; i < world->count; i++)
    {
      g_autofree char *value = g_strdup_printf ("by %u", i);

      device_set_value (device_of (world, i), "h0", i == 0 ? "vehicle" : "pets", value);
      device_set_value (device_of (world, i), "h1", "name", value);
      device_set_value (device_of (world, i), "h2", i == 0 ? "vehicle" : "pets", value);
    }
  for (guint i = 0; i < world->count; i++)
    {
      gboolean again;

      fake_hub_set_sloppy (world->hub, i == 0 ? 0 : 1);
      g_assert_true (ta_sync_engine_push (device_of (world, i)->engine, &again, NULL, NULL));
    }
  fake_hub_set_sloppy (world->hub, 0);
  g_assert_cmpuint (fake_hub_count_siblings (world->hub), >, 2);
}

static char *
check_fold (StepsWorld *world)
{
  return is_value (world, "h0", "vehicle", "by 0") && is_value (world, "h0", "pets", "by 2") && is_value (world, "h1", "name", "by 2") ? NULL : g_strdup ("of versions side by side one is lost");
}

/* Often enough for all that is looked at three times. */
static gboolean
act_fold (StepsWorld *world, GError **error)
{
  for (guint i = 0; i < 4; i++)
    {
      if (!steps_round (world, 1, error))
        return FALSE;
      steps_pass (world, 31000);
    }
  return TRUE;
}

/* The hub's mark ----------------------------------------------------------------------------------------------------------------------------- */

static void
edit_all (StepsWorld *world, const char *value)
{
  for (guint i = 0; i < world->count; i++)
    {
      g_autofree char *id = g_strdup_printf ("h%u", i);

      device_set_value (device_of (world, i), id, "vehicle", value);
    }
}

static void
prepare_recreated (StepsWorld *world)
{
  share (world);
  edit_all (world, "bicycle");
  fake_hub_recreate (world->hub);
}

static void
prepare_recreated_numbered (StepsWorld *world)
{
  fake_hub_set_numbered (world->hub, TRUE);
  prepare_recreated (world);
}

static void
prepare_put_back (StepsWorld *world)
{
  share (world);
  fake_hub_backup (world->hub);
  edit_all (world, "bicycle");
  for (guint i = 0; i < world->count; i++)
    steps_exchange (world, i);
  edit_all (world, "a van");
  fake_hub_restore (world->hub);
}

static gboolean
act_both (StepsWorld *world, GError **error)
{
  return steps_round (world, 0, error) && steps_round (world, 1, error) && steps_round (world, 0, error);
}

/* Joining ------------------------------------------------------------------------------------------------------------------------------------ */

#define LAST (STEPS_MEMBERS - 1)

static gboolean
act_join (StepsWorld *world, GError **error)
{
  StepsMember *member = &world->members[LAST];

  world->actor = LAST;
  return ta_sync_ring_fetch (member->ring, ta_device_keys_get_public (world->members[0].keys), NULL, error) && ta_sync_ring_request (member->ring, "New", "", NULL, error)
         && steps_round (world, LAST, error);
}

static gboolean
act_confirm (StepsWorld *world, GError **error)
{
  StepsMember *member = &world->members[0];
  g_autoptr (GPtrArray) requests = NULL;

  world->actor = 0;
  if (!ta_sync_ring_fetch (member->ring, NULL, NULL, error))
    return FALSE;
  requests = ta_sync_ring_list_requests (member->ring, NULL, error);
  if (requests == NULL)
    return FALSE;
  /* It is in already where only the answer was lost. */
  g_assert_cmpuint (requests->len, ==, ta_roster_has (steps_roster (world, 0), steps_id (world, LAST)) ? 0 : 1);
  for (guint i = 0; i < requests->len; i++)
    {
      const TaSyncRequest *request = g_ptr_array_index (requests, i);

      g_assert_cmpstr (request->known.id, ==, steps_id (world, LAST));
      ta_roster_admit (steps_roster (world, 0), &request->known, request->name, NULL, member->keys, 1, 1000, NULL);
    }
  return ta_sync_ring_commit (member->ring, NULL, error);
}

static void
finish_join (StepsWorld *world)
{
  g_autoptr (GError) error = NULL;

  act_confirm (world, &error);
  g_assert_no_error (error);
  world->members[LAST].out = FALSE;
}

static void
prepare_confirm (StepsWorld *world)
{
  g_autoptr (GError) error = NULL;

  share (world);
  act_join (world, &error);
  g_assert_no_error (error);
}

static void
finish_confirm (StepsWorld *world)
{
  world->members[LAST].out = FALSE;
}

static char *
check_all_in (StepsWorld *world)
{
  const TaRoster *roster = steps_roster (world, 0);
  g_autoptr (GPtrArray) waiting = ta_sync_ring_list_requests (world->members[0].ring, NULL, NULL);

  if (roster->devices->len != STEPS_MEMBERS || ta_roster_count (roster) != STEPS_MEMBERS)
    return g_strdup ("not everybody is in once");
  if (ta_keyring_get_n_keys (steps_keyring (world, 0)) != 1)
    return g_strdup ("there is a new key, and nobody went");
  return waiting->len > 0 ? g_strdup ("somebody waits who is in") : NULL;
}

/* Going -------------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
act_remove (StepsWorld *world, GError **error)
{
  StepsMember *member = &world->members[0];

  world->actor = 0;
  if (!ta_sync_ring_fetch (member->ring, NULL, NULL, error))
    return FALSE;
  if (ta_roster_has (steps_roster (world, 0), steps_id (world, LAST)) && !ta_roster_remove (steps_roster (world, 0), steps_id (world, LAST), member->keys, 2000, error))
    return FALSE;
  return ta_sync_ring_commit (member->ring, NULL, error) && ta_sync_ring_rotate (member->ring, NULL, error);
}

/* Nobody presses the button again: once the removal is known here the rounds see to the rest. */
static gboolean
act_remove_once (StepsWorld *world, GError **error)
{
  const TaRoster *roster = steps_roster (world, 0);

  return ta_roster_has (roster, steps_id (world, LAST)) ? act_remove (world, error) : steps_round (world, 0, error);
}

static gboolean
act_leave (StepsWorld *world, GError **error)
{
  world->actor = LAST;
  return ta_sync_ring_leave (world->members[LAST].ring, NULL, error);
}

static void
finish_removal (StepsWorld *world)
{
  world->members[LAST].out = TRUE;
  device_add_household (device_of (world, 0), "after", "After");
}

typedef struct
{
  const char *kid;
  GStrv names;
  gboolean good;
} Sealed;

static void
look_at_key (const char *name, const char *envelope, gpointer data)
{
  Sealed *sealed = data;

  if (strstr (envelope, "\"rotation\"") == NULL && !g_strv_contains ((const char *const *) sealed->names, name))
    sealed->good = sealed->good && strstr (envelope, sealed->kid) != NULL;
}

/* Whether the hub has all households sealed with the newest key. */
static gboolean
is_sealed_anew (StepsWorld *world)
{
  g_auto (GStrv) names = ta_sync_ring_dup_names (ta_keyring_get_pod (world->keyring));
  Sealed sealed = { ta_keyring_get_kid (steps_keyring (world, 0), 0), names, TRUE };

  fake_hub_each (world->hub, look_at_key, &sealed);
  return sealed.good;
}

static char *
check_removed (StepsWorld *world)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;
  const char *kid = ta_keyring_get_kid (steps_keyring (world, 0), 0);

  if (ta_roster_count (steps_roster (world, 0)) != STEPS_MEMBERS - 1 || ta_roster_has (steps_roster (world, 0), steps_id (world, LAST)))
    return g_strdup ("who was removed is in");
  if (steps_round (world, LAST, &error) || !g_error_matches (error, TA_SYNC_ERROR, TA_SYNC_ERROR_REMOVED))
    return g_strdup ("who was removed is not told");
  if (!is_sealed_anew (world))
    return g_strdup ("not everything is sealed anew");
  after = device_get_value (device_of (world, LAST), "after", "name");
  return after != NULL || ta_keyring_has (steps_keyring (world, LAST), kid) ? g_strdup ("who was removed reads on") : NULL;
}

/* Somebody hears of a new key, and of what is sealed with it. */
static void
prepare_rotated (StepsWorld *world)
{
  g_autoptr (GError) error = NULL;

  share (world);
  device_set_value (device_of (world, 1), "h1", "pets", "a dog");
  act_remove (world, &error);
  g_assert_no_error (error);
  finish_removal (world);
  steps_exchange (world, 0);
}

static const Procedure procedures[] = {
  { "exchange/first", FALSE, 2, 0, prepare_first, act_first, NULL, NULL },
  { "exchange/boot", FALSE, 2, 0, prepare_boot, act_second, NULL, NULL },
  { "exchange/pull", FALSE, 2, 0, prepare_pull, act_second, NULL, NULL },
  { "exchange/push", FALSE, 2, 0, prepare_push, act_send, NULL, NULL },
  { "exchange/conflict", FALSE, 2, 0, prepare_conflict, act_send, NULL, check_conflict },
  { "exchange/deleted-there", FALSE, 2, 0, prepare_deleted_there, act_send, NULL, NULL },
  { "fold/versions", FALSE, 3, 0, prepare_fold, act_fold, NULL, check_fold },
  { "mark/recreated", FALSE, 2, 0, prepare_recreated, act_both, NULL, NULL },
  { "mark/recreated-numbered", FALSE, 2, 0, prepare_recreated_numbered, act_both, NULL, NULL },
  { "mark/put-back", FALSE, 2, 0, prepare_put_back, act_both, NULL, NULL },
  { "ring-mark/recreated", TRUE, 2, 0, prepare_recreated, act_both, NULL, NULL },
  { "ring-mark/put-back", TRUE, 2, 0, prepare_put_back, act_both, NULL, NULL },
  { "keys/join", TRUE, 3, 1, share, act_join, finish_join, check_all_in },
  { "keys/confirm", TRUE, 3, 1, prepare_confirm, act_confirm, finish_confirm, check_all_in },
  { "keys/remove", TRUE, 3, 0, share, act_remove, finish_removal, check_removed },
  { "keys/remove-once", TRUE, 3, 0, share, act_remove_once, finish_removal, check_removed },
  { "keys/leave", TRUE, 3, 0, share, act_leave, finish_removal, check_removed },
  { "keys/rotated", TRUE, 3, 0, prepare_rotated, act_second, NULL, check_removed },
};

/* Each of them, at each place ------------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  StepsKind kind;
  guint at;
  FakeFault fault;
  gboolean ends; /* the program with it: it is started again */
} Trouble;

typedef struct
{
  guint questions;
  guint saves;
  guint places;
  gboolean *writes; /* of questions */
  char *tables;
} Reference;

static char *
go_on (StepsWorld *world, const Procedure *procedure, gboolean ends)
{
  gboolean done = FALSE;

  for (world->tries = 0; world->tries < MOST_TRIES && !done; world->tries++)
    {
      g_autoptr (GError) error = NULL;

      done = procedure->act (world, &error);
      if (!done && !ta_sync_error_passes (error))
        return g_strdup_printf ("it is given up: %s", error->message);
      if (!done && ends)
        steps_world_restart (world);
    }
  return done ? NULL : g_strdup ("it never comes to an end");
}

static void
note_reference (StepsWorld *world, Reference *reference)
{
  reference->questions = fake_hub_get_asked (world->hub);
  reference->saves = world->saves;
  reference->places = world->places;
  reference->writes = g_new0 (gboolean, reference->questions + 1);
  for (guint i = 1; i <= reference->questions; i++)
    reference->writes[i] = fake_hub_was_write (world->hub, i);
}

/* @reference: its tables are filled in where it has none. What is wrong, or %NULL */
static char *
run (const Procedure *procedure, const Trouble *trouble, Reference *reference)
{
  g_autoptr (StepsWorld) world = steps_world_new (procedure->ringed, procedure->members, procedure->strangers);
  g_autofree char *tables = NULL;
  char *wrong;

  procedure->prepare (world);
  steps_world_arm (world, trouble->kind, trouble->at, trouble->fault);
  wrong = go_on (world, procedure, trouble->ends);
  if (trouble->kind == STEPS_NOTHING)
    note_reference (world, reference);
  steps_world_disarm (world);
  if (wrong == NULL && procedure->finish != NULL)
    procedure->finish (world);
  wrong = wrong != NULL ? wrong : steps_world_judge (world);
  if (wrong == NULL && procedure->check != NULL)
    wrong = procedure->check (world);
  tables = device_dump_tables (device_of (world, 0));
  if (reference->tables == NULL)
    reference->tables = g_steal_pointer (&tables);
  else if (wrong == NULL && strcmp (tables, reference->tables) != 0)
    wrong = g_strdup_printf ("it comes to something else:\n%s\n%s", tables, reference->tables);
  return wrong;
}

static guint
count_wrong (const Procedure *procedure, Trouble trouble, Reference *reference)
{
  g_autofree char *wrong = run (procedure, &trouble, reference);

  if (wrong != NULL)
    g_test_message ("%s, kind %u, number %u, fault %u, ends %d: %s", procedure->name, trouble.kind, trouble.at, trouble.fault, trouble.ends, wrong);
  return wrong != NULL;
}

/* Of what only asks, the others come to the same as these. */
static gboolean
makes_sense (const Reference *reference, guint at, FakeFault fault)
{
  return reference->writes[at] || fault == FAKE_FAULT_DROPPED || fault == FAKE_FAULT_HALVED || fault == FAKE_FAULT_BUSY;
}

static void
add (GArray *troubles, StepsKind kind, guint at, FakeFault fault, gboolean ends)
{
  Trouble trouble = { kind, at, fault, ends };

  g_array_append_val (troubles, trouble);
}

static GArray *
list_troubles (const Reference *reference)
{
  GArray *troubles = g_array_new (FALSE, FALSE, sizeof (Trouble));

  for (guint at = 1; at <= reference->questions; at++)
    {
      for (FakeFault fault = FAKE_FAULT_NONE + 1; fault < FAKE_N_FAULTS; fault++)
        if (makes_sense (reference, at, fault))
          add (troubles, STEPS_QUESTION, at, fault, FALSE);
      if (reference->writes[at])
        add (troubles, STEPS_QUESTION, at, FAKE_FAULT_LOST, TRUE);
    }
  for (guint at = 1; at <= reference->saves; at++)
    {
      add (troubles, STEPS_SAVE, at, FAKE_FAULT_NONE, FALSE);
      add (troubles, STEPS_SAVE, at, FAKE_FAULT_NONE, TRUE);
    }
  for (guint at = 1; at <= reference->places; at++)
    add (troubles, STEPS_PLACE, at, FAKE_FAULT_NONE, TRUE);
  return troubles;
}

static void
test_procedure (gconstpointer data)
{
  const Procedure *procedure = data;
  Reference reference = { 0 };
  guint failures = count_wrong (procedure, (Trouble) { 0 }, &reference);
  g_autoptr (GArray) troubles = list_troubles (&reference);

  for (guint i = (guint) (procedure - procedures) % EVERY; i < troubles->len; i += EVERY)
    failures += count_wrong (procedure, g_array_index (troubles, Trouble, i), &reference);
  g_test_message ("%s: %u questions, %u saves, %u places between: %u troubles", procedure->name, reference.questions, reference.saves, reference.places, troubles->len);
  g_assert_cmpuint (reference.questions, >, 0);
  g_assert_cmpuint (failures, ==, 0);
  g_free (reference.writes);
  g_free (reference.tables);
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = g_dir_make_tmp ("turnabout-steps-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (procedures); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/steps/", procedures[i].name, NULL);

      g_test_add_data_func (path, &procedures[i], test_procedure);
    }
  return g_test_run ();
}
