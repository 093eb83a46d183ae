/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health-device.h"

#include "ta-backup.h"
#include "ta-export.h"
#include "ta-health-copy.h"
#include "ta-message-text.h"
#include "ta-seal-error.h"
#include "ta-test-hub.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_on_and_off (void)
{
  g_auto (HealthDevice) device = { 0 };
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  health_device_init (&device, FALSE);
  g_assert_cmpint (health_apply (&device), ==, TA_HEALTH_RING_OFF);
  health_assert_open (&device);
  health_turn_on (&device);
  health_assert_open (&device);
  ta_test_assert_ask (device.store, "SELECT count (*) FROM allergy WHERE severity NOT LIKE 'sealed:1:%'", "0");
  ta_test_assert_ask (device.store, "SELECT count (*) FROM person WHERE notes NOT LIKE 'sealed:1:%'", "0");
  health_lock (&device);
  health_assert_hidden (&device, TA_HEALTH_LOCKED);
  g_assert_false (ta_health_ring_unlock (device.ring, device.store, "six brown hens", &state, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_DAMAGED);
  health_assert_hidden (&device, TA_HEALTH_LOCKED);
  health_unlock (&device, HEALTH_PASSPHRASE);
  health_assert_open (&device);
  health_turn_off (&device);
  health_assert_open (&device);
  ta_test_assert_ask (device.store, "SELECT group_concat (severity) FROM (SELECT severity FROM allergy ORDER BY 1)", "anaphylaxis,preference");
  ta_test_assert_sound (device.store);
}

static void
test_change (void)
{
  g_auto (HealthDevice) device = { 0 };
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  health_device_init (&device, FALSE);
  health_turn_on (&device);
  g_assert_false (ta_health_ring_change (device.ring, device.store, "six brown hens", "eight brown hens", TA_HEALTH_COST_LEAST, &state, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_true (ta_health_ring_change (device.ring, device.store, HEALTH_PASSPHRASE, "eight brown hens", TA_HEALTH_COST_LEAST, &state, &error));
  g_assert_no_error (error);
  health_lock (&device);
  g_assert_false (ta_health_ring_unlock (device.ring, device.store, HEALTH_PASSPHRASE, &state, &error));
  g_clear_error (&error);
  health_unlock (&device, "eight brown hens");
  health_assert_open (&device);
}

/* While it is locked all else can be changed; nothing that cannot be seen is lost, and nothing comes in unsealed. */
static void
test_edit_while_locked (void)
{
  g_auto (HealthDevice) device = { 0 };
  g_autoptr (TaHousehold) household = NULL;
  g_autoptr (GError) error = NULL;
  TaPerson *mira;

  health_device_init (&device, FALSE);
  health_turn_on (&device);
  health_lock (&device);
  household = health_family (&device);
  mira = household->persons->pdata[0];
  ta_set_text (&mira->name, "Mira Sol");
  g_ptr_array_add (mira->diets, g_strdup ("vegetarian"));
  health_save (&device, household);
  ta_allergy_set_severity (health_find_allergy (household, "kiwi"), TA_SEVERITY_AVOID);
  g_assert_false (ta_store_run (device.store, "x", NULL, health_save_family, household, NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_LOCKED);
  g_clear_error (&error);
  health_unlock (&device, HEALTH_PASSPHRASE);
  health_assert_open (&device);
  ta_test_assert_ask (device.store, "SELECT name FROM person", "Mira Sol");
}

static void
test_undo (void)
{
  g_auto (HealthDevice) device = { 0 };
  g_autoptr (TaHousehold) household = NULL;
  g_autoptr (GError) error = NULL;

  health_device_init (&device, FALSE);
  household = health_family (&device);
  ta_allergy_set_severity (health_find_allergy (household, "kiwi"), TA_SEVERITY_ALLERGY);
  health_save (&device, household);
  health_turn_on (&device);
  /* What was done before it was locked is undone behind it, and comes back sealed. */
  ta_store_undo (device.store, 0, &error);
  g_assert_no_error (error);
  health_assert_open (&device);
  health_lock (&device);
  health_assert_hidden (&device, TA_HEALTH_LOCKED);
  ta_store_redo (device.store, &error);
  g_assert_no_error (error);
  health_unlock (&device, HEALTH_PASSPHRASE);
  g_clear_pointer (&household, ta_household_free);
  household = health_family (&device);
  g_assert_cmpint (health_find_allergy (household, "kiwi")->severity, ==, TA_SEVERITY_ALLERGY);
  health_turn_off (&device);
  ta_store_undo (device.store, 0, &error);
  g_assert_no_error (error);
  health_assert_open (&device);
}

static void
test_lock_stays (void)
{
  g_auto (HealthDevice) device = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  health_device_init (&device, FALSE);
  health_turn_on (&device);
  id = ta_test_ask (device.store, "SELECT id FROM history WHERE label = 'Locked the health data'");
  g_assert_nonnull (id);
  g_assert_false (ta_store_undo (device.store, g_ascii_strtoll (id, NULL, 10), &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  ta_test_assert_ask (device.store, "SELECT count (*) FROM health_lock", "1");
}

static void
test_bytes (void)
{
  g_auto (HealthDevice) device = { 0 };
  g_autoptr (TaHousehold) household = NULL;

  health_device_init (&device, TRUE);
  ta_test_device_join (device.store, 7);
  household = health_family (&device);
  ta_allergy_set_severity (health_find_allergy (household, "kiwi"), TA_SEVERITY_ANAPHYLAXIS);
  health_save (&device, household);
  ta_allergy_set_severity (health_find_allergy (household, "kiwi"), TA_SEVERITY_PREFERENCE);
  health_save (&device, household);
  g_assert_cmpuint (health_count_in_file (device.path, HEALTH_NOTE), >, 0);
  health_turn_on (&device);
  health_assert_nothing_plain (device.path);
  /* Nor does anything that is done afterwards bring it there. */
  ta_allergy_set_severity (health_find_allergy (household, "kiwi"), TA_SEVERITY_ANAPHYLAXIS);
  health_save (&device, household);
  health_assert_nothing_plain (device.path);
  health_close_store (&device);
  health_assert_nothing_plain (device.path);
  health_open_store (&device);
  g_assert_cmpint (health_apply (&device), ==, TA_HEALTH_RING_LOCKED);
  health_assert_hidden (&device, TA_HEALTH_LOCKED);
}

static gpointer
wait_for_nobody (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database, "PRAGMA busy_timeout = 0", error) ? data : NULL;
}

/* While another program reads, the file keeps what it had: it is written anew the next time. */
static void
test_bytes_busy (void)
{
  g_auto (HealthDevice) device = { 0 };
  g_autoptr (TaDatabase) other = NULL;

  health_device_init (&device, TRUE);
  g_assert_nonnull (ta_store_read (device.store, wait_for_nobody, &device, NULL));
  other = ta_database_open (device.path, TA_DATABASE_READ_ONLY, NULL);
  g_assert_true (ta_database_exec (other, "BEGIN; SELECT count (*) FROM person", NULL));
  health_turn_on (&device);
  g_assert_cmpuint (health_count_in_file (device.path, HEALTH_NOTE), >, 0);
  g_assert_true (ta_database_exec (other, "COMMIT", NULL));
  g_assert_cmpint (health_apply (&device), ==, TA_HEALTH_RING_OPEN);
  health_assert_nothing_plain (device.path);
}

/* Copies ---------------------------------------------------------------------------------------------------------------------------------- */

static gpointer
write_copy (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_backup_write (database, data, cancellable, error) ? data : NULL;
}

static void
open_for_key (const char *path, TaSecret *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaDatabase) database = ta_database_open (path, 0, &error);
  g_autoptr (TaHealthKeys) keys = ta_health_copy_keys_new (key);
  gboolean opened;

  g_assert_no_error (error);
  g_assert_true (ta_health_open_copy (database, keys, &opened, &error));
  g_assert_no_error (error);
  g_assert_true (opened);
}

/* A device that has what is in @copy, in a folder of its own. */
static void
restore (HealthDevice *device, const char *copy, TaSecret *key)
{
  g_autoptr (GError) error = NULL;

  device->folder = g_dir_make_tmp ("ta-health-XXXXXX", NULL);
  device->path = g_build_filename (device->folder, "restored.turnabout", NULL);
  ta_backup_restore (copy, device->path, NULL, NULL, &error);
  g_assert_no_error (error);
  if (key != NULL)
    open_for_key (device->path, key);
  health_open_store (device);
  ta_health_ring_set_copy_key (device->ring, key);
}

static char *
copy_of (HealthDevice *device)
{
  char *copy = g_build_filename (device->folder, "copy.turnabout", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (ta_store_read (device->store, write_copy, copy, &error));
  g_assert_no_error (error);
  return copy;
}

static void
test_copy (void)
{
  g_autoptr (TaSecret) key = ta_health_key_new ();
  g_auto (HealthDevice) device = { 0 };
  g_auto (HealthDevice) here = { 0 };
  g_auto (HealthDevice) elsewhere = { 0 };
  g_autofree char *copy = NULL;

  health_device_init (&device, TRUE);
  ta_test_device_join (device.store, 7);
  ta_health_ring_set_copy_key (device.ring, key);
  g_assert_cmpint (health_apply (&device), ==, TA_HEALTH_RING_OFF);
  copy = copy_of (&device);
  health_assert_nothing_plain (copy);
  health_assert_open (&device);
  restore (&here, copy, key);
  g_assert_cmpint (health_apply (&here), ==, TA_HEALTH_RING_OFF);
  health_assert_open (&here);
  ta_test_assert_ask (here.store, "SELECT count (*) FROM allergy WHERE severity LIKE 'sealed:%'", "0");
  ta_test_assert_sound (here.store);
  /* It is as it was: nothing of it is a change that would be sent. */
  {
    g_autofree char *before = ta_test_documents (device.store);
    g_autofree char *after = ta_test_documents (here.store);

    g_assert_cmpstr (before, ==, after);
  }
  /* On another computer it is asked for again. */
  restore (&elsewhere, copy, NULL);
  g_assert_cmpint (health_apply (&elsewhere), ==, TA_HEALTH_RING_OFF);
  health_assert_hidden (&elsewhere, TA_HEALTH_WITHHELD);
  {
    g_autoptr (TaHousehold) household = health_family (&elsewhere);
    g_autoptr (TaHousehold) again = NULL;

    ta_allergy_set_severity (health_find_allergy (household, "kiwi"), TA_SEVERITY_PREFERENCE);
    health_save (&elsewhere, household);
    again = health_family (&elsewhere);
    g_assert_cmpint (health_find_allergy (again, "kiwi")->state, ==, TA_HEALTH_OPEN);
    g_assert_cmpint (health_find_allergy (again, "kiwi")->severity, ==, TA_SEVERITY_PREFERENCE);
    g_assert_cmpint (health_find_allergy (again, "peanuts")->state, ==, TA_HEALTH_WITHHELD);
  }
}

/* Where no key can be kept, it is left out. */
static void
test_copy_without_key (void)
{
  g_auto (HealthDevice) device = { 0 };
  g_auto (HealthDevice) other = { 0 };
  g_autofree char *copy = NULL;

  health_device_init (&device, TRUE);
  copy = copy_of (&device);
  health_assert_nothing_plain (copy);
  restore (&other, copy, NULL);
  health_assert_hidden (&other, TA_HEALTH_WITHHELD);
}

static void
test_copy_while_locked (void)
{
  g_auto (HealthDevice) device = { 0 };
  g_auto (HealthDevice) other = { 0 };
  g_autofree char *copy = NULL;

  health_device_init (&device, TRUE);
  health_turn_on (&device);
  copy = copy_of (&device);
  health_assert_nothing_plain (copy);
  restore (&other, copy, NULL);
  g_assert_cmpint (health_apply (&other), ==, TA_HEALTH_RING_LOCKED);
  health_assert_hidden (&other, TA_HEALTH_LOCKED);
  health_unlock (&other, HEALTH_PASSPHRASE);
  health_assert_open (&other);
}

/* What goes out -------------------------------------------------------------------------------------------------------------------------- */

static gboolean
exports (HealthDevice *device, TaExportFlags flags, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ta_export (device->store, TA_IMPORT_PEOPLE, ta_date_from_ymd (2026, 12, 1), TA_VISIBLE_HOUSEHOLD, flags, &error);
  gsize size;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  g_assert_no_error (error);
  return g_strstr_len (data, (gssize) size, text) != NULL;
}

static void
test_export (void)
{
  g_auto (HealthDevice) device = { 0 };

  health_device_init (&device, FALSE);
  g_assert_true (exports (&device, TA_EXPORT_PLAIN, "peanuts"));
  g_assert_false (exports (&device, TA_EXPORT_PLAIN, "anaphylaxis"));
  g_assert_false (exports (&device, TA_EXPORT_PLAIN, HEALTH_NOTE));
  g_assert_false (exports (&device, TA_EXPORT_PLAIN, HEALTH_CHILD));
  health_turn_on (&device);
  g_assert_true (exports (&device, TA_EXPORT_HEALTH, "peanuts:anaphylaxis (" HEALTH_NOTE ")"));
  g_assert_true (exports (&device, TA_EXPORT_HEALTH, HEALTH_CHILD));
  health_lock (&device);
  g_assert_true (exports (&device, TA_EXPORT_HEALTH, "peanuts"));
  g_assert_false (exports (&device, TA_EXPORT_HEALTH, "anaphylaxis"));
  g_assert_false (exports (&device, TA_EXPORT_HEALTH, HEALTH_CHILD));
  g_assert_false (exports (&device, TA_EXPORT_HEALTH, "sealed:"));
}

/* Messages are stored and sent: they name what somebody must not eat, and how it is to be taken. */
static void
test_message (void)
{
  const TaDate day = ta_date_from_ymd (2026, 12, 1);
  g_auto (HealthDevice) device = { 0 };

  health_device_init (&device, FALSE);
  {
    g_autoptr (TaHousehold) household = health_family (&device);
    g_autofree char *text = ta_household_needs_text (household, day);

    g_assert_nonnull (strstr (text, "Preference"));
  }
  health_turn_on (&device);
  {
    g_autoptr (TaHousehold) household = health_family (&device);
    g_autofree char *text = ta_household_needs_text (household, day);

    g_assert_null (strstr (text, "Preference"));
    g_assert_nonnull (strstr (text, "kiwi (Treat as anaphylaxis unless told otherwise)"));
  }
  health_lock (&device);
  {
    g_autoptr (TaHousehold) household = health_family (&device);
    g_autofree char *text = ta_household_needs_text (household, day);

    g_assert_nonnull (strstr (text, "kiwi (Severity locked: treat as anaphylaxis)"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/health/on-and-off", test_on_and_off);
  g_test_add_func ("/health/change", test_change);
  g_test_add_func ("/health/edit-while-locked", test_edit_while_locked);
  g_test_add_func ("/health/undo", test_undo);
  g_test_add_func ("/health/lock-stays", test_lock_stays);
  g_test_add_func ("/health/bytes", test_bytes);
  g_test_add_func ("/health/bytes-busy", test_bytes_busy);
  g_test_add_func ("/health/copy", test_copy);
  g_test_add_func ("/health/copy-without-key", test_copy_without_key);
  g_test_add_func ("/health/copy-while-locked", test_copy_while_locked);
  g_test_add_func ("/health/export", test_export);
  g_test_add_func ("/health/message", test_message);
  return g_test_run ();
}
