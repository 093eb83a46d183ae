/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scripted-hub.h"
#include "ta-dump.h"
#include "ta-sync-error.h"
#include "ta-sync-keys.h"
#include "ta-sync.h"

#include <string.h>

/* What a person sees of each thing that a hub can do. */
typedef struct
{
  ScriptedHub *hub;
  TaStore *store;
  TaSync *sync;
  char *before; /* what is in the tables */
  GError *error;
} Fixture;

static gboolean
enter (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_peer_table_save (database, data, error)
         && ta_database_exec (database, "INSERT INTO household (id, name) VALUES ('a', 'Peña'), ('b', 'Silva'), ('c', 'Kim')", error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (TaKeyring) keyring = ta_keyring_new ();
  g_autoptr (TaDeviceKeys) keys = ta_device_keys_new ();
  g_autoptr (GError) error = NULL;
  TaSyncPeer peer = { .db = (char *) "pod", .user = (char *) "u", .device_name = (char *) "Desk", .since = (char *) "0" };

  f->hub = scripted_hub_new (NULL);
  f->store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  peer.url = (char *) scripted_hub_get_url (f->hub);
  peer.device = (guint64) ta_device_public_get_number (ta_device_keys_get_public (keys));
  memcpy (peer.pod, ta_keyring_get_pod (keyring), sizeof peer.pod);
  ta_sync_keys_save (&peer, keyring, keys, "p", NULL, &error);
  g_assert_no_error (error);
  ta_store_run (f->store, "Entered", NULL, enter, &peer, NULL, &error);
  g_assert_no_error (error);
  f->before = ta_store_read (f->store, ta_dump_read, NULL, NULL);
  f->sync = ta_sync_new (f->store);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ta_sync_stop (f->sync);
  g_clear_object (&f->sync);
  g_clear_object (&f->store);
  scripted_hub_free (f->hub);
  g_free (f->before);
  g_clear_error (&f->error);
}

/* Until it has come to something. */
static TaSyncStatus *
wait_for_problem (Fixture *f, TaSyncState state)
{
  for (;;)
    {
      g_autoptr (TaSyncStatus) status = ta_sync_dup_status (f->sync);

      if (status->problem != TA_SYNC_PROBLEM_NONE && status->state == state)
        return g_steal_pointer (&status);
      g_main_context_iteration (NULL, TRUE);
    }
}

/* Whatever it was, here all is as it was. */
static void
assert_untouched (Fixture *f)
{
  g_autofree char *after = ta_store_read (f->store, ta_dump_read, NULL, NULL);

  g_assert_cmpstr (f->before, ==, after);
}

static void
assert_comes_to (Fixture *f, TaSyncProblem problem, TaSyncState state)
{
  g_autoptr (TaSyncStatus) status = NULL;
  g_autoptr (TaSyncPeer) peer = NULL;

  ta_sync_start (f->sync);
  status = wait_for_problem (f, state);
  g_assert_cmpint (status->problem, ==, problem);
  g_assert_cmpint (status->counts.to_send, ==, 3);
  g_assert_true ((status->retry_at > 0) == (state == TA_SYNC_WAITING));
  g_assert_cmpstr (status->detail, !=, "");
  g_assert_cmpint (status->done_at, ==, 0);
  assert_untouched (f);
  /* It is known after the program was ended, too. */
  ta_sync_stop (f->sync);
  peer = ta_sync_load_peer (f->store, &f->error);
  g_assert_cmpint (peer->problem, ==, problem);
}

static void
test_offline (Fixture *f, gconstpointer data)
{
  assert_comes_to (f, TA_SYNC_PROBLEM_OFFLINE, TA_SYNC_WAITING);
}

static void
test_password (Fixture *f, gconstpointer data)
{
  scripted_hub_reply (f->hub, "401 Unauthorized", NULL, "{\"error\":\"unauthorized\",\"reason\":\"Name or password is incorrect.\"}");
  assert_comes_to (f, TA_SYNC_PROBLEM_PASSWORD, TA_SYNC_STOPPED);
  g_assert_cmpuint (scripted_hub_count (f->hub), ==, 1);
}

static void
test_removed (Fixture *f, gconstpointer data)
{
  scripted_hub_reply (f->hub, "403 Forbidden", NULL, "{\"error\":\"forbidden\",\"reason\":\"You are not allowed to access this db.\"}");
  assert_comes_to (f, TA_SYNC_PROBLEM_REMOVED, TA_SYNC_STOPPED);
}

static void
test_locked (Fixture *f, gconstpointer data)
{
  scripted_hub_reply (f->hub, "403 Forbidden", NULL, "{\"error\":\"forbidden\",\"reason\":\"Account is temporarily locked due to multiple authentication failures\"}");
  assert_comes_to (f, TA_SYNC_PROBLEM_LOCKED, TA_SYNC_WAITING);
}

static void
test_no_pod (Fixture *f, gconstpointer data)
{
  scripted_hub_reply (f->hub, "404 Object Not Found", NULL, "{\"error\":\"not_found\",\"reason\":\"Database does not exist.\"}");
  scripted_hub_reply (f->hub, "404 Object Not Found", NULL, "{\"error\":\"not_found\",\"reason\":\"Database does not exist.\"}");
  assert_comes_to (f, TA_SYNC_PROBLEM_NO_POD, TA_SYNC_STOPPED);
}

static void
test_busy (Fixture *f, gconstpointer data)
{
  scripted_hub_reply (f->hub, "429 Too Many Requests", "Retry-After: 600\r\n", "{}");
  assert_comes_to (f, TA_SYNC_PROBLEM_OFFLINE, TA_SYNC_WAITING);
}

static void
test_full (Fixture *f, gconstpointer data)
{
  scripted_hub_reply (f->hub, "507 Insufficient Storage", NULL, "{}");
  assert_comes_to (f, TA_SYNC_PROBLEM_FULL, TA_SYNC_WAITING);
}

/* A hub that means ill: after the mark of its database comes what no hub says. */
static void
test_hostile (Fixture *f, gconstpointer data)
{
  static const char *const answers[] = {
    "null",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    "{\"update_seq\":{}}",
    "{\"update_seq\":\"9\",\"doc_count\":",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      scripted_hub_reply (f->hub, "200 OK", NULL, "{\"_id\":\"_local/turnabout-epoch\",\"_rev\":\"0-1\",\"epoch\":\"0f\"}");
      if (i > 0)
        scripted_hub_reply (f->hub, "404 Object Not Found", NULL, "{\"error\":\"not_found\"}");
      scripted_hub_reply (f->hub, "200 OK", NULL, answers[i]);
      assert_comes_to (f, TA_SYNC_PROBLEM_ODD, TA_SYNC_WAITING);
    }
}

/* A clock that is off is said to be so, and by how much. */
static void
test_clock (Fixture *f, gconstpointer data)
{
  g_autoptr (TaSyncStatus) status = NULL;

  scripted_hub_reply (f->hub, "503 Service Unavailable", "Date: Sun, 04 Jan 1998 00:00:00 GMT\r\n", "{}");
  ta_sync_start (f->sync);
  status = wait_for_problem (f, TA_SYNC_WAITING);
  g_assert_cmpint (status->clock_off_ms, >, G_GINT64_CONSTANT (10) * 365 * 24 * 60 * 60 * 1000);
}

static void
test_no_keys (Fixture *f, gconstpointer data)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (f->store, &f->error);

  ta_sync_keys_remove (peer, NULL, &f->error);
  g_assert_no_error (f->error);
  assert_comes_to (f, TA_SYNC_PROBLEM_KEY_MISSING, TA_SYNC_STOPPED);
  g_assert_cmpuint (scripted_hub_count (f->hub), ==, 0);
}

/* What is changed while the hub is away is counted. */
static gboolean
add_one (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database, "INSERT INTO household (id, name) VALUES ('d', 'Wu')", error);
}

static void
test_counts_offline (Fixture *f, gconstpointer data)
{
  gboolean counted = FALSE;

  ta_sync_start (f->sync);
  ta_sync_status_free (wait_for_problem (f, TA_SYNC_WAITING));
  ta_store_run (f->store, "Added", NULL, add_one, NULL, NULL, NULL);
  while (!counted)
    {
      g_autoptr (TaSyncStatus) status = ta_sync_dup_status (f->sync);

      counted = status->counts.to_send == 4;
      if (!counted)
        g_main_context_iteration (NULL, TRUE);
    }
}

#define ADD(name, func) g_test_add ("/sync/status/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *data = g_dir_make_tmp ("turnabout-status-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("offline", test_offline);
  ADD ("password", test_password);
  ADD ("removed", test_removed);
  ADD ("locked", test_locked);
  ADD ("no-pod", test_no_pod);
  ADD ("busy", test_busy);
  ADD ("full", test_full);
  ADD ("hostile", test_hostile);
  ADD ("clock", test_clock);
  ADD ("no-keys", test_no_keys);
  ADD ("counts-offline", test_counts_offline);
  return g_test_run ();
}
