/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-health.h"

#include <string.h>

#define SEVERITY "allergy/mira|kiwi/severity"

static char *
seal (gpointer data, const char *place, const char *plain)
{
  return g_strdup_printf ("sealed:1:key:%s", plain);
}

static char *
unseal (gpointer data, const char *place, const char *sealed)
{
  return g_strdup (strrchr (sealed, ':') + 1);
}

static gboolean
is_current (gpointer data, const char *sealed)
{
  return TRUE;
}

static TaDatabase *
open_database (gboolean locked)
{
  g_autoptr (GError) error = NULL;
  TaDatabase *database = ta_database_open (":memory:", TA_DATABASE_CREATE, &error);
  const TaHealthLock lock = { (char *) "lock", TRUE, (char *) "wrapped", 1 };

  g_assert_no_error (error);
  if (locked)
    ta_health_lock_table_save (database, &lock, &error);
  g_assert_no_error (error);
  return database;
}

/* What is to be stored where @text is said of @key. (transfer full) (nullable) */
static char *
store (TaDatabase *database, const char *key, const char *text, GError **error)
{
  g_autoptr (TaValue) value = ta_value_new_text (text, -1);
  g_autoptr (TaValue) stored = ta_health_stored_value (database, key, value, error);

  return stored != NULL ? g_strdup (ta_value_get_text (stored)) : NULL;
}

static void
assert_stored (TaDatabase *database, const char *key, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *stored = store (database, key, text, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (stored, ==, expected);
}

static void
test_open (void)
{
  g_autoptr (TaDatabase) database = open_database (FALSE);

  assert_stored (database, SEVERITY, "avoid", "avoid");
  assert_stored (database, "name", "Peña", "Peña");
}

/* Nothing is stored in the open because it cannot be sealed here. */
static void
test_locked (void)
{
  g_autoptr (TaDatabase) database = open_database (TRUE);
  g_autoptr (GError) error = NULL;

  g_assert_null (store (database, SEVERITY, "avoid", &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_LOCKED);
  assert_stored (database, SEVERITY, "sealed:1:key:avoid", "sealed:1:key:avoid");
  assert_stored (database, "person/mira/notes", "", "");
  assert_stored (database, "person/mira/name", "Mira", "Mira");
}

static void
test_unlocked (void)
{
  const TaHealthOps ops = { seal, unseal, is_current };
  g_autoptr (TaDatabase) database = open_database (TRUE);
  g_autoptr (TaHealthKeys) keys = ta_health_keys_new (&ops, NULL, NULL);

  ta_database_set_health_keys (database, keys);
  assert_stored (database, SEVERITY, "avoid", "sealed:1:key:avoid");
  assert_stored (database, "person/mira/name", "Mira", "Mira");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/health-values/open", test_open);
  g_test_add_func ("/health-values/locked", test_locked);
  g_test_add_func ("/health-values/unlocked", test_unlocked);
  return g_test_run ();
}
