/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key-fixture.h"

#include "ta-seal-error.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/* The desktop's own keeper of secrets, on a bus of the test's own. */

#define SERVICE "org.freedesktop.secrets"

typedef struct
{
  KeyFixture keys;
  GSubprocess *daemon;
} Fixture;

/* One for all tests: libsecret never gives its connection back. */
static GTestDBus *bus;

static void
on_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer user_data)
{
  *(int *) user_data = TRUE;
}

static void
on_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  *(int *) user_data = FALSE;
}

static void
wait_for_service (gboolean wanted)
{
  int there = -1;
  guint watch = g_bus_watch_name (G_BUS_TYPE_SESSION, SERVICE, G_BUS_NAME_WATCHER_FLAGS_NONE, on_appeared, on_vanished, &there, NULL);

  while (there != wanted)
    g_main_context_iteration (NULL, TRUE);
  g_bus_unwatch_name (watch);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  key_fixture_set_up (&fixture->keys, data);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->daemon != NULL)
    {
      g_subprocess_send_signal (fixture->daemon, SIGTERM);
      g_subprocess_wait (fixture->daemon, NULL, NULL);
      g_clear_object (&fixture->daemon);
      wait_for_service (FALSE);
    }
  key_fixture_tear_down (&fixture->keys, data);
}

/* FALSE where there is none on this machine. */
static gboolean
start_service (Fixture *fixture)
{
  g_autofree char *program = g_find_program_in_path ("gnome-keyring-daemon");
  g_autofree char *parent = g_path_get_dirname (fixture->keys.folder);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;

  if (program == NULL)
    return FALSE;
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  /* It is not the one on trial: its own warnings are no failures. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  g_subprocess_launcher_setenv (launcher, "HOME", parent, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", parent, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", parent, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", parent, TRUE);
  fixture->daemon = g_subprocess_launcher_spawn (launcher, &error, program, "--foreground", "--unlock", "--components=secrets", NULL);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (fixture->daemon), "contraseña", strlen ("contraseña"), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (fixture->daemon), NULL, NULL);
  wait_for_service (TRUE);
  return TRUE;
}

static void
test_life (Fixture *fixture, gconstpointer data)
{
  if (!start_service (fixture))
    {
      g_test_skip ("gnome-keyring-daemon is not on this machine");
      return;
    }
  key_fixture_check_life (&fixture->keys, TA_KEY_PLACE_DESKTOP);
  /* Nothing of it is in a file. */
  g_assert_false (g_file_test (fixture->keys.folder, G_FILE_TEST_EXISTS));
}

/* With a bus and nobody on it the file takes over; with the service there again, the next save brings it there. */
static void
test_comes_later (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->keys.folder, KEY_FIXTURE_NAME ".device", NULL);

  key_fixture_assert_kept (&fixture->keys, TA_KEY_KIND_DEVICE, NULL, TA_KEY_PLACE_NONE);
  key_fixture_save (&fixture->keys, TA_KEY_KIND_DEVICE, "old", TA_KEY_PLACE_FILE);
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  if (!start_service (fixture))
    return;
  key_fixture_assert_kept (&fixture->keys, TA_KEY_KIND_DEVICE, "old", TA_KEY_PLACE_FILE);
  key_fixture_save (&fixture->keys, TA_KEY_KIND_DEVICE, "new", TA_KEY_PLACE_DESKTOP);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  key_fixture_assert_kept (&fixture->keys, TA_KEY_KIND_DEVICE, "new", TA_KEY_PLACE_DESKTOP);
}

/* Nobody is there to type the password: said, and nothing is put into a file instead. */
static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (TaSecret) secret = ta_secret_new_text ("llave");
  g_autoptr (GError) error = NULL;
  const char *const paths[] = { "/org/freedesktop/secrets/collection/login", NULL };

  if (!start_service (fixture))
    {
      g_test_skip ("gnome-keyring-daemon is not on this machine");
      return;
    }
  key_fixture_save (&fixture->keys, TA_KEY_KIND_DEVICE, "kept", TA_KEY_PLACE_DESKTOP);
  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  reply = g_dbus_connection_call_sync (connection, SERVICE, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "Lock",
                                       g_variant_new ("(^ao)", paths), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (ta_key_store_load_sync (fixture->keys.store, KEY_FIXTURE_NAME, TA_KEY_KIND_DEVICE, NULL, NULL, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_false (ta_key_store_save_sync (fixture->keys.store, KEY_FIXTURE_NAME, TA_KEY_KIND_DEVICE, secret, NULL, NULL, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_LOCKED);
  g_assert_false (g_file_test (fixture->keys.folder, G_FILE_TEST_EXISTS));
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  if (!start_service (fixture))
    {
      g_test_skip ("gnome-keyring-daemon is not on this machine");
      return;
    }
  g_cancellable_cancel (cancellable);
  g_assert_null (ta_key_store_load_sync (fixture->keys.store, KEY_FIXTURE_NAME, TA_KEY_KIND_DEVICE, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  int result;

  g_unsetenv ("TURNABOUT_KEYS");
  g_unsetenv ("DISPLAY");
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/key-desktop/life", Fixture, NULL, set_up, test_life, tear_down);
  g_test_add ("/key-desktop/comes-later", Fixture, NULL, set_up, test_comes_later, tear_down);
  g_test_add ("/key-desktop/locked", Fixture, NULL, set_up, test_locked, tear_down);
  g_test_add ("/key-desktop/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  result = g_test_run ();
  g_test_dbus_stop (bus);
  return result;
}
