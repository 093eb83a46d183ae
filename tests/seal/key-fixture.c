/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key-fixture.h"

#include <glib/gstdio.h>

void
key_fixture_set_up (KeyFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *parent = g_dir_make_tmp ("turnabout-keys-XXXXXX", &error);

  g_assert_no_error (error);
  fixture->folder = g_build_filename (parent, "keys", NULL);
  fixture->store = ta_key_store_new (fixture->folder);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_folder (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_rmdir (folder);
}

void
key_fixture_tear_down (KeyFixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->folder);

  g_clear_object (&fixture->store);
  remove_folder (parent);
  g_free (fixture->folder);
}

void
key_fixture_save (KeyFixture *fixture, TaKeyKind kind, const char *text, TaKeyPlace expected)
{
  g_autoptr (TaSecret) secret = ta_secret_new_text (text);
  g_autoptr (GError) error = NULL;
  TaKeyPlace place;

  ta_key_store_save_sync (fixture->store, KEY_FIXTURE_NAME, kind, secret, NULL, &place, &error);
  g_assert_no_error (error);
  g_assert_cmpint (place, ==, expected);
}

/* @text %NULL: there is none. */
void
key_fixture_assert_kept (KeyFixture *fixture, TaKeyKind kind, const char *text, TaKeyPlace expected)
{
  g_autoptr (GError) error = NULL;
  TaKeyPlace place;
  g_autoptr (TaSecret) secret = ta_key_store_load_sync (fixture->store, KEY_FIXTURE_NAME, kind, NULL, &place, &error);

  g_assert_no_error (error);
  g_assert_cmpint (place, ==, expected);
  g_assert_cmpstr (secret == NULL ? NULL : ta_secret_get_text (secret), ==, text);
}

/* The same for both places. */
void
key_fixture_check_life (KeyFixture *fixture, TaKeyPlace place)
{
  g_autoptr (GError) error = NULL;

  key_fixture_assert_kept (fixture, TA_KEY_KIND_PASSWORD, NULL, TA_KEY_PLACE_NONE);
  key_fixture_save (fixture, TA_KEY_KIND_PASSWORD, "first", place);
  key_fixture_save (fixture, TA_KEY_KIND_DEVICE, "device", place);
  key_fixture_assert_kept (fixture, TA_KEY_KIND_PASSWORD, "first", place);
  key_fixture_save (fixture, TA_KEY_KIND_PASSWORD, "second", place);
  key_fixture_assert_kept (fixture, TA_KEY_KIND_PASSWORD, "second", place);
  key_fixture_assert_kept (fixture, TA_KEY_KIND_DEVICE, "device", place);
  key_fixture_assert_kept (fixture, TA_KEY_KIND_KEYRING, NULL, TA_KEY_PLACE_NONE);
  for (guint i = 0; i < 2; i++)
    {
      ta_key_store_remove_sync (fixture->store, KEY_FIXTURE_NAME, TA_KEY_KIND_PASSWORD, NULL, &error);
      g_assert_no_error (error);
    }
  key_fixture_assert_kept (fixture, TA_KEY_KIND_PASSWORD, NULL, TA_KEY_PLACE_NONE);
  key_fixture_assert_kept (fixture, TA_KEY_KIND_DEVICE, "device", place);
}
