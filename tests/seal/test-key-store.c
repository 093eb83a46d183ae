/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key-fixture.h"

#include "ta-keyring.h"
#include "ta-seal-error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static void
test_file_life (KeyFixture *fixture, gconstpointer data)
{
  key_fixture_check_life (fixture, TA_KEY_PLACE_FILE);
}

static char *
file_of (KeyFixture *fixture, const char *kind)
{
  g_autofree char *file = g_strconcat (KEY_FIXTURE_NAME ".", kind, NULL);

  return g_build_filename (fixture->folder, file, NULL);
}

static guint
mode_of (const char *path)
{
  struct stat status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return status.st_mode & 0777;
}

static void
test_file_is_private (KeyFixture *fixture, gconstpointer data)
{
  g_autofree char *path = file_of (fixture, "password");

  key_fixture_save (fixture, TA_KEY_KIND_PASSWORD, "llave", TA_KEY_PLACE_FILE);
  g_assert_cmpuint (mode_of (path), ==, 0600);
  g_assert_cmpuint (mode_of (fixture->folder), ==, 0700);
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  key_fixture_assert_kept (fixture, TA_KEY_KIND_PASSWORD, "llave", TA_KEY_PLACE_FILE);
  g_assert_cmpuint (mode_of (path), ==, 0600);
  g_assert_cmpint (g_chmod (path, 0666), ==, 0);
  key_fixture_save (fixture, TA_KEY_KIND_PASSWORD, "otra", TA_KEY_PLACE_FILE);
  g_assert_cmpuint (mode_of (path), ==, 0600);
}

static void
test_file_damaged (KeyFixture *fixture, gconstpointer data)
{
  g_autofree char *path = file_of (fixture, "keyring");
  g_autofree char *long_text = g_strnfill (1000000, 'A');
  const char *const contents[] = { "!", "llave*", "A", long_text };

  key_fixture_save (fixture, TA_KEY_KIND_KEYRING, "x", TA_KEY_PLACE_FILE);
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      g_assert_null (ta_key_store_load_sync (fixture->store, KEY_FIXTURE_NAME, TA_KEY_KIND_KEYRING, NULL, NULL, &error));
      g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_STORE);
      g_assert_null (strstr (error->message, "llave"));
    }
}

static void
test_file_unwritable (KeyFixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->folder);
  g_autoptr (TaSecret) secret = ta_secret_new_text ("llave");
  g_autoptr (GError) error = NULL;
  TaKeyPlace place;

  /* A file where the folder should be. */
  g_assert_true (g_file_set_contents (fixture->folder, "", 0, NULL));
  g_assert_false (ta_key_store_save_sync (fixture->store, KEY_FIXTURE_NAME, TA_KEY_KIND_DEVICE, secret, NULL, &place, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_STORE);
  g_assert_cmpint (place, ==, TA_KEY_PLACE_NONE);
}

static void
test_names (KeyFixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = { NULL, "", "../x", "a/b", "a.b", "ñ", "0123456789012345678901234567890123456789012345678901234567890123x" };
  g_autoptr (TaSecret) secret = ta_secret_new_text ("llave");

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ta_key_store_save_sync (fixture->store, wrong[i], TA_KEY_KIND_DEVICE, secret, NULL, NULL, &error));
      g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT);
      g_assert_null (ta_key_store_load_sync (fixture->store, wrong[i], TA_KEY_KIND_DEVICE, NULL, NULL, NULL));
      g_assert_false (ta_key_store_remove_sync (fixture->store, wrong[i], TA_KEY_KIND_DEVICE, NULL, NULL));
    }
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
test_async (KeyFixture *fixture, gconstpointer data)
{
  g_autoptr (TaKeyring) keyring = ta_keyring_new ();
  g_autoptr (TaSecret) bytes = ta_keyring_serialise (keyring);
  g_autoptr (GAsyncResult) saved = NULL, loaded = NULL, removed = NULL, none = NULL;
  g_autoptr (TaSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  TaKeyPlace place;

  ta_key_store_save (fixture->store, KEY_FIXTURE_NAME, TA_KEY_KIND_KEYRING, bytes, NULL, keep_result, &saved);
  g_assert_true (ta_key_store_save_finish (fixture->store, wait_for (&saved), &place, &error));
  g_assert_cmpint (place, ==, TA_KEY_PLACE_FILE);
  ta_key_store_load (fixture->store, KEY_FIXTURE_NAME, TA_KEY_KIND_KEYRING, NULL, keep_result, &loaded);
  secret = ta_key_store_load_finish (fixture->store, wait_for (&loaded), &place, &error);
  g_assert_no_error (error);
  g_assert_cmpint (place, ==, TA_KEY_PLACE_FILE);
  g_assert_true (ta_secret_equal (secret, bytes));
  ta_key_store_remove (fixture->store, KEY_FIXTURE_NAME, TA_KEY_KIND_KEYRING, NULL, keep_result, &removed);
  g_assert_true (ta_key_store_remove_finish (fixture->store, wait_for (&removed), &error));
  ta_key_store_load (fixture->store, KEY_FIXTURE_NAME, TA_KEY_KIND_KEYRING, NULL, keep_result, &none);
  g_assert_null (ta_key_store_load_finish (fixture->store, wait_for (&none), &place, &error));
  g_assert_no_error (error);
  g_assert_cmpint (place, ==, TA_KEY_PLACE_NONE);
}

int
main (int argc, char **argv)
{
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/key-store/file-life", KeyFixture, NULL, key_fixture_set_up, test_file_life, key_fixture_tear_down);
  g_test_add ("/key-store/file-is-private", KeyFixture, NULL, key_fixture_set_up, test_file_is_private, key_fixture_tear_down);
  g_test_add ("/key-store/file-damaged", KeyFixture, NULL, key_fixture_set_up, test_file_damaged, key_fixture_tear_down);
  g_test_add ("/key-store/file-unwritable", KeyFixture, NULL, key_fixture_set_up, test_file_unwritable, key_fixture_tear_down);
  g_test_add ("/key-store/names", KeyFixture, NULL, key_fixture_set_up, test_names, key_fixture_tear_down);
  g_test_add ("/key-store/async", KeyFixture, NULL, key_fixture_set_up, test_async, key_fixture_tear_down);
  return g_test_run ();
}
