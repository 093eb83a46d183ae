/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Coming into a pod and going, with the hub as it is: each question that this takes meets once with each fault, the program is killed before and after each, and it
 * ends at each place between two steps. Then it is tried again as a person would. In the end everybody who should be is in, once, and nobody else.
 */
#include "config.h"

#include "live-hub.h"
#include "live-pod.h"
#include "live-store.h"
#include "ta-location.h"
#include "ta-sync-error.h"
#include "ta-sync-keys.h"
#include "ta-sync.h"
#include "torn-wire.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

#define MOST_TRIES 6

/* Under the sanitizers, which take eight times as long: a tenth. */
#ifdef __SANITIZE_ADDRESS__
#define EVERY 10
#else
#define EVERY 1
#endif

static const char *program;
static char *template;

typedef struct
{
  char *folder;
  LiveHub *hub;
  TornWire *wire;
  char *paths[2];
  TaStore *desk;
  TaStore *laptop;
  char *link;       /* of the hub */
  char *invitation; /* (nullable): for the laptop */
} World;

/* What is done: by a store, with a link or a device's name. */
typedef gboolean (*Act) (TaStore *store, const char *what, GError **error);

typedef struct
{
  const char *name;
  gboolean by_laptop;
  void (*prepare) (World *world);
  const char *(*get_what) (World *world);
  Act act;
  void (*check) (World *world);
} Procedure;

/* What is done ------------------------------------------------------------------------------------------------------------------------------- */

/* Once it is in, the exchange sees to the rest. */
static gboolean
is_in (TaStore *store)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (store, NULL);

  return peer != NULL;
}

static gboolean
act_found (TaStore *store, const char *link, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (is_in (store))
    return ta_sync_once (store, NULL, NULL, error);
  ta_sync_found_async (store, link, "Desk", NULL, live_take_result, &result);
  return ta_sync_found_finish (live_wait_for (&result), error) && ta_sync_once (store, NULL, NULL, error);
}

static gboolean
act_join (TaStore *store, const char *link, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *code = NULL;

  if (is_in (store))
    return ta_sync_once (store, NULL, NULL, error);
  ta_sync_join_async (store, link, "Laptop", NULL, live_take_result, &result);
  return ta_sync_join_finish (live_wait_for (&result), &code, error);
}

static gboolean
act_invite (TaStore *store, const char *what, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *link = NULL;

  ta_sync_invite_async (store, 1, NULL, live_take_result, &result);
  link = ta_sync_invite_finish (live_wait_for (&result), error);
  return link != NULL;
}

static GPtrArray *
list_devices (TaStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ta_sync_devices_async (store, NULL, live_take_result, &result);
  return ta_sync_devices_finish (live_wait_for (&result), error);
}

static gboolean
act_confirm (TaStore *store, const char *name, GError **error)
{
  g_autoptr (GPtrArray) devices = list_devices (store, error);
  const TaSyncDevice *device = devices != NULL ? live_find_device (devices, name) : NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (devices == NULL)
    return FALSE;
  g_assert_nonnull (device);
  if (device->code == NULL)
    return TRUE;
  ta_sync_confirm_async (store, device->device, NULL, live_take_result, &result);
  return ta_sync_confirm_finish (live_wait_for (&result), error);
}

/* Who is no longer listed cannot be removed once more. */
static gboolean
act_remove (TaStore *store, const char *name, GError **error)
{
  g_autoptr (GPtrArray) devices = list_devices (store, error);
  const TaSyncDevice *device = devices != NULL ? live_find_device (devices, name) : NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (device == NULL)
    return devices != NULL && ta_sync_once (store, NULL, NULL, error);
  ta_sync_remove_device_async (store, device->device, NULL, live_take_result, &result);
  return ta_sync_remove_device_finish (live_wait_for (&result), error);
}

static gboolean
act_leave (TaStore *store, const char *what, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (!is_in (store))
    return TRUE;
  ta_sync_leave_async (store, NULL, live_take_result, &result);
  return ta_sync_leave_finish (live_wait_for (&result), error);
}

/* What must hold ------------------------------------------------------------------------------------------------------------------------------ */

static guint
count_accounts (TaStore *store)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (store, NULL);
  g_autoptr (GError) error = NULL;
  TaHubClient *client = ta_sync_open_client (peer, NULL, &error);
  g_autoptr (GPtrArray) accounts = NULL;

  g_assert_no_error (error);
  accounts = ta_hub_client_list_accounts (client, NULL, &error);
  g_assert_no_error (error);
  ta_hub_client_free (client);
  return accounts->len;
}

static void
assert_devices (World *world, guint count, guint waiting)
{
  g_autoptr (GPtrArray) devices = live_list_devices (world->desk);
  guint codes = 0;

  for (guint i = 0; i < devices->len; i++)
    codes += ((const TaSyncDevice *) g_ptr_array_index (devices, i))->code != NULL;
  g_assert_cmpuint (devices->len, ==, count);
  g_assert_cmpuint (codes, ==, waiting);
  g_assert_cmpuint (count_accounts (world->desk), ==, count);
}

/* By another computer, which has none of the keys of this one. */
static void
assert_used (const char *link)
{
  g_autoptr (TaStore) other = live_store_new ();
  g_autofree char *folder = ta_database_folder ();
  g_autofree char *keys = g_build_filename (folder, "keys", NULL);
  g_autofree char *aside = g_strconcat (keys, "-aside", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (g_rename (keys, aside));
  g_assert_false (act_join (other, link, &error));
  g_assert_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_USED);
  g_assert_no_errno (g_rmdir (keys));
  g_assert_no_errno (g_rename (aside, keys));
}

static void
assert_both (World *world)
{
  live_exchange (world->desk);
  live_exchange (world->laptop);
  live_exchange (world->desk);
  live_assert_same (world->desk, world->laptop);
  assert_devices (world, 2, 0);
}

static void
invite (World *world)
{
  world->invitation = live_invite (world->desk);
}

static void
check_laptop_comes (World *world)
{
  assert_devices (world, 1, 0);
  invite (world);
  live_bring_in (world->desk, world->laptop, "Laptop");
  assert_both (world);
}

static void
check_joined (World *world)
{
  assert_devices (world, 2, 1);
  assert_used (world->invitation);
  live_confirm (world->desk, "Laptop", NULL);
  assert_both (world);
}

/* Who is out can write nothing, and read nothing that comes after. */
static void
check_removed (World *world)
{
  g_autofree char *after = NULL;
  g_autoptr (TaSyncPeer) out = NULL;
  g_autoptr (TaSyncPeer) in = NULL;
  g_autoptr (TaKeyring) theirs = NULL;
  g_autoptr (TaKeyring) ours = NULL;

  live_exchange (world->desk);
  assert_devices (world, 1, 0);
  g_assert_false (ta_sync_once (world->laptop, NULL, NULL, NULL));
  out = ta_sync_load_peer (world->laptop, NULL);
  in = ta_sync_load_peer (world->desk, NULL);
  theirs = ta_sync_keys_load_keyring (out, NULL, NULL);
  ours = ta_sync_keys_load_keyring (in, NULL, NULL);
  g_assert_false (ta_keyring_has (theirs, ta_keyring_get_kid (ours, 0)));
  after = live_add_household (world->desk, "After");
  live_exchange (world->desk);
}

static void
check_left (World *world)
{
  g_autoptr (GPtrArray) devices = live_list_devices (world->desk);

  g_assert_false (is_in (world->laptop));
  live_assert_same (world->desk, world->laptop);
  if (live_find_device (devices, "Laptop") != NULL)
    live_remove_device (world->desk, "Laptop");
  live_exchange (world->desk);
  assert_devices (world, 1, 0);
}

/* Beforehand ---------------------------------------------------------------------------------------------------------------------------------- */

static void
prepare_nothing (World *world)
{
  g_free (live_add_household (world->desk, "Silva"));
}

static void
prepare_desk (World *world)
{
  prepare_nothing (world);
  live_found (world->desk, world->link, "Desk");
}

static void
prepare_invitation (World *world)
{
  prepare_desk (world);
  invite (world);
}

static void
prepare_waiting (World *world)
{
  g_autofree char *code = NULL;

  prepare_invitation (world);
  code = live_join (world->laptop, world->invitation, "Laptop");
}

static void
prepare_both (World *world)
{
  prepare_waiting (world);
  live_confirm (world->desk, "Laptop", NULL);
  assert_both (world);
}

static const char *
get_link (World *world)
{
  return world->link;
}

static const char *
get_invitation (World *world)
{
  return world->invitation;
}

static const char *
get_name (World *world)
{
  return "Laptop";
}

static const Procedure procedures[] = {
  { "found", FALSE, prepare_nothing, get_link, act_found, check_laptop_comes },
  { "invite", FALSE, prepare_desk, get_name, act_invite, check_laptop_comes },
  { "join", TRUE, prepare_invitation, get_invitation, act_join, check_joined },
  { "confirm", FALSE, prepare_waiting, get_name, act_confirm, assert_both },
  { "remove", FALSE, prepare_both, get_name, act_remove, check_removed },
  { "leave", TRUE, prepare_both, get_name, act_leave, check_left },
};

/* One world of many --------------------------------------------------------------------------------------------------------------------------- */

static TaStore *
copy_store (World *world, guint i, const char *name)
{
  g_autoptr (GFile) from = g_file_new_for_path (template);
  g_autoptr (GFile) to = NULL;
  g_autoptr (GError) error = NULL;

  world->paths[i] = g_build_filename (world->folder, name, NULL);
  to = g_file_new_for_path (world->paths[i]);
  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return live_store_open (world->paths[i]);
}

static World *
world_new (void)
{
  World *world = g_new0 (World, 1);
  g_autofree char *link = NULL;

  world->folder = g_dir_make_tmp ("turnabout-members-XXXXXX", NULL);
  world->hub = live_hub_new (world->folder, &link);
  world->wire = torn_wire_new (link);
  world->link = torn_wire_dup_url (world->wire, link);
  world->desk = copy_store (world, 0, "desk.turnabout");
  world->laptop = copy_store (world, 1, "laptop.turnabout");
  return world;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

static void
world_free (World *world)
{
  g_clear_object (&world->desk);
  g_clear_object (&world->laptop);
  torn_wire_free (world->wire);
  live_hub_free (world->hub);
  remove_folder (world->folder);
  g_free (world->paths[0]);
  g_free (world->paths[1]);
  g_free (world->link);
  g_free (world->invitation);
  g_free (world->folder);
  g_free (world);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* Each of them, at each place -------------------------------------------------------------------------------------------------------------------- */

static gpointer
check_whole (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "PRAGMA integrity_check");

  g_assert_cmpint (ta_statement_step (statement, NULL), ==, TA_STEP_ROW);
  return ta_statement_dup_text (statement, 0);
}

/* As another program, which ends by itself at @place (nullable) or is killed by the wire. Its status as wait() has it. */
static int
act_aside (World *world, const Procedure *procedure, const char *place)
{
  TaStore **store = procedure->by_laptop ? &world->laptop : &world->desk;
  const char *path = world->paths[procedure->by_laptop ? 1 : 0];
  const char *argv[] = { program, "--do", procedure->name, path, procedure->get_what (world), NULL };
  g_auto (GStrv) environment = place != NULL ? g_environ_setenv (g_get_environ (), "TURNABOUT_SYNC_CRASH", place, TRUE) : g_get_environ ();
  g_autofree char *whole = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;
  GPid pid;

  g_clear_object (store);
  g_spawn_async (NULL, (char **) argv, environment, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  torn_wire_set_victim (world->wire, pid);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  *store = live_store_open (path);
  whole = ta_store_read (*store, check_whole, NULL, NULL);
  g_assert_cmpstr (whole, ==, "ok");
  return status;
}

static void
act_until_done (World *world, const Procedure *procedure)
{
  gboolean done = FALSE;

  for (int tries = 0; tries < MOST_TRIES && !done; tries++)
    {
      g_autoptr (GError) error = NULL;

      done = procedure->act (procedure->by_laptop ? world->laptop : world->desk, procedure->get_what (world), &error);
      if (!done && !ta_sync_error_passes (error))
        g_error ("it is given up: %s", error->message);
    }
  g_assert_true (done);
}

/* Returns how many questions there were. */
static guint
run (const Procedure *procedure, guint at, guint fault, GArray *writes)
{
  g_autoptr (World) world = world_new ();
  guint asked;

  g_test_message ("%s, question %u, fault %u", procedure->name, at, fault);
  procedure->prepare (world);
  torn_wire_plan (world->wire, at, fault);
  if (fault >= FAKE_N_FAULTS)
    g_assert_true (WIFSIGNALED (act_aside (world, procedure, NULL)));
  act_until_done (world, procedure);
  asked = torn_wire_get_asked (world->wire);
  for (guint i = 1; i <= asked && writes != NULL; i++)
    {
      gboolean write = torn_wire_was_write (world->wire, i);

      g_array_append_val (writes, write);
    }
  torn_wire_plan (world->wire, 0, FAKE_FAULT_NONE);
  procedure->check (world);
  return asked;
}

/* Whether there is such a place: whether the program ended there. */
static gboolean
run_until_place (const Procedure *procedure, guint place)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *name = g_strdup_printf ("#%u", place);
  int status;

  g_test_message ("%s, place %u", procedure->name, place);
  procedure->prepare (world);
  status = act_aside (world, procedure, name);
  g_assert_true (WIFEXITED (status));
  act_until_done (world, procedure);
  procedure->check (world);
  return WEXITSTATUS (status) == 86;
}

static gboolean
makes_sense (gboolean write, guint fault)
{
  return fault != FAKE_FAULT_LAST && (write || fault < FAKE_FAULT_TWICE);
}

static void
test_questions (gconstpointer data)
{
  const Procedure *procedure = data;
  g_autoptr (GArray) writes = g_array_new (FALSE, FALSE, sizeof (gboolean));
  guint count = run (procedure, 0, FAKE_FAULT_NONE, writes);
  guint runs = 0;

  for (guint i = 0; i < count * (TORN_N_FAULTS - 1); i += EVERY)
    {
      guint at = i / (TORN_N_FAULTS - 1);
      guint fault = 1 + i % (TORN_N_FAULTS - 1);

      if (!makes_sense (g_array_index (writes, gboolean, at), fault))
        continue;
      run (procedure, at + 1, fault, NULL);
      runs++;
    }
  g_test_message ("%s: %u questions, %u troubles", procedure->name, count, runs);
}

static void
test_places (gconstpointer data)
{
  const Procedure *procedure = data;
  guint place = 1;

  if (strcmp (TA_PROFILE, "development") != 0)
    {
      g_test_skip ("only a development build can be made to end");
      return;
    }
  while (run_until_place (procedure, place))
    place++;
  g_test_message ("%s: %u places", procedure->name, place - 1);
}

static int
do_and_end (char **argv)
{
  g_autoptr (TaStore) store = live_store_open (argv[3]);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (procedures); i++)
    if (strcmp (procedures[i].name, argv[2]) == 0)
      return procedures[i].act (store, argv[4], &error) ? 0 : 1;
  return 2;
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = NULL;

  if (argc == 5 && strcmp (argv[1], "--do") == 0)
    return do_and_end (argv);
  program = argv[0];
  data = g_dir_make_tmp ("turnabout-members-data-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  template = g_build_filename (data, "template.turnabout", NULL);
  g_object_unref (live_store_open (template));
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (procedures); i++)
    {
      g_autofree char *questions = g_strconcat ("/sync/members/questions/", procedures[i].name, NULL);
      g_autofree char *places = g_strconcat ("/sync/members/places/", procedures[i].name, NULL);

      g_test_add_data_func (questions, &procedures[i], test_questions);
      g_test_add_data_func (places, &procedures[i], test_places);
    }
  return g_test_run ();
}
