/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-health-ring.h"

#include "ta-backup.h"
#include "ta-export.h"
#include "ta-health-copy.h"
#include "ta-household-table.h"
#include "ta-message-text.h"
#include "ta-seal-error.h"
#include "ta-test-hub.h"

#include <glib/gstdio.h>
#include <string.h>

#define PASSPHRASE "seven brown hens"
#define NOTE "Carries a pen in the red bag"
#define CHILD "Is afraid of the dark stairs"

/* A device with a family of one household, and the keys that its program has. */
typedef struct
{
  char *folder; /* (nullable) */
  char *path;
  TaStore *store;
  TaHealthRing *ring;
} Device;

static gboolean
save_family (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_save (database, data, error);
}

static void
save (Device *device, TaHousehold *household)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (device->store, "Changed the family", NULL, save_family, household, NULL, &error);
  g_assert_no_error (error);
}

static TaHousehold *
new_family (void)
{
  TaHousehold *household = ta_household_new ("Peña");
  TaPerson *mira = ta_person_new ("Mira", TA_ROLE_CHILD);
  TaAllergy *peanuts = ta_allergy_new ("peanuts", TA_SEVERITY_ANAPHYLAXIS);

  ta_set_text (&household->id, "pena");
  ta_set_text (&mira->id, "mira");
  ta_set_text (&mira->notes, CHILD);
  ta_set_text (&peanuts->note, NOTE);
  g_ptr_array_add (mira->allergies, peanuts);
  g_ptr_array_add (mira->allergies, ta_allergy_new ("kiwi", TA_SEVERITY_PREFERENCE));
  g_ptr_array_add (household->persons, mira);
  return household;
}

static void
open_store (Device *device)
{
  g_autoptr (GError) error = NULL;

  device->store = ta_store_open (device->path, TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  device->ring = ta_health_ring_new ();
}

/* @in_file: so that its bytes can be looked at */
static void
device_init (Device *device, gboolean in_file)
{
  g_autoptr (TaHousehold) family = new_family ();

  device->folder = in_file ? g_dir_make_tmp ("ta-health-XXXXXX", NULL) : NULL;
  device->path = in_file ? g_build_filename (device->folder, "pod.turnabout", NULL) : g_strdup (":memory:");
  open_store (device);
  save (device, family);
}

static void
close_store (Device *device)
{
  ta_store_close (device->store);
  g_clear_object (&device->store);
  g_clear_pointer (&device->ring, ta_health_ring_free);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
device_clear (Device *device)
{
  if (device->store != NULL)
    close_store (device);
  if (device->folder != NULL)
    remove_folder (device->folder);
  g_free (device->folder);
  g_free (device->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Device, device_clear)

static gpointer
read_family (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_get (database, "pena", error);
}

static TaHousehold *
family (Device *device)
{
  g_autoptr (GError) error = NULL;
  TaHousehold *household = ta_store_read (device->store, read_family, NULL, &error);

  g_assert_no_error (error);
  return household;
}

static TaAllergy *
find_allergy (const TaHousehold *household, const char *allergen)
{
  const TaPerson *mira = household->persons->pdata[0];

  for (guint i = 0; i < mira->allergies->len; i++)
    {
      TaAllergy *allergy = mira->allergies->pdata[i];

      if (g_str_equal (allergy->allergen, allergen))
        return allergy;
    }
  g_assert_not_reached ();
}

static void
assert_open (Device *device)
{
  g_autoptr (TaHousehold) household = family (device);
  const TaPerson *mira = household->persons->pdata[0];

  g_assert_cmpstr (mira->notes, ==, CHILD);
  g_assert_cmpint (mira->state, ==, TA_HEALTH_OPEN);
  g_assert_cmpint (find_allergy (household, "peanuts")->severity, ==, TA_SEVERITY_ANAPHYLAXIS);
  g_assert_cmpstr (find_allergy (household, "peanuts")->note, ==, NOTE);
  g_assert_cmpint (find_allergy (household, "kiwi")->severity, ==, TA_SEVERITY_PREFERENCE);
  g_assert_cmpint (find_allergy (household, "kiwi")->state, ==, TA_HEALTH_OPEN);
}

/* What cannot be seen is named, and is the worst. */
static void
assert_hidden (Device *device, TaHealthState state)
{
  g_autoptr (TaHousehold) household = family (device);
  const TaPerson *mira = household->persons->pdata[0];

  g_assert_cmpstr (mira->name, ==, "Mira");
  g_assert_cmpstr (mira->notes, ==, "");
  g_assert_cmpint (mira->state, ==, state);
  g_assert_cmpint (find_allergy (household, "peanuts")->severity, ==, TA_SEVERITY_ANAPHYLAXIS);
  g_assert_cmpstr (find_allergy (household, "peanuts")->note, ==, "");
  g_assert_cmpint (find_allergy (household, "kiwi")->severity, ==, TA_SEVERITY_ANAPHYLAXIS);
  g_assert_cmpint (find_allergy (household, "kiwi")->state, ==, state);
}

static void
turn_on (Device *device)
{
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  ta_health_ring_turn_on (device->ring, device->store, PASSPHRASE, TA_HEALTH_COST_LEAST, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, TA_HEALTH_RING_OPEN);
}

static void
lock (Device *device)
{
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  ta_health_ring_lock (device->ring, device->store, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, TA_HEALTH_RING_LOCKED);
}

static void
unlock (Device *device, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  ta_health_ring_unlock (device->ring, device->store, passphrase, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, TA_HEALTH_RING_OPEN);
}

static void
turn_off (Device *device)
{
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  ta_health_ring_turn_off (device->ring, device->store, PASSPHRASE, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, TA_HEALTH_RING_OFF);
}

static TaHealthRingState
apply (Device *device)
{
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  ta_health_ring_apply (device->ring, device->store, &state, &error);
  g_assert_no_error (error);
  return state;
}

/* How often @text stands in a file and its log. */
static guint
count_in_file (const char *path, const char *text)
{
  static const char *const suffixes[] = { "", "-wal" };
  guint count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *content = NULL;
      gsize size = 0, length = strlen (text);

      if (!g_file_get_contents (name, &content, &size, NULL))
        continue;
      for (gsize at = 0; at + length <= size; at++)
        count += memcmp (content + at, text, length) == 0;
    }
  return count;
}

static void
assert_nothing_plain (const char *path)
{
  g_assert_cmpuint (count_in_file (path, NOTE), ==, 0);
  g_assert_cmpuint (count_in_file (path, CHILD), ==, 0);
  /* The words of all severities stand in the schema, once. */
  g_assert_cmpuint (count_in_file (path, "anaphylaxis"), <=, 1);
}

/* --------------------------------------------------------------------------------------------------------------------------------------- */

static void
test_on_and_off (void)
{
  g_auto (Device) device = { 0 };
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  device_init (&device, FALSE);
  g_assert_cmpint (apply (&device), ==, TA_HEALTH_RING_OFF);
  assert_open (&device);
  turn_on (&device);
  assert_open (&device);
  ta_test_assert_ask (device.store, "SELECT count (*) FROM allergy WHERE severity NOT LIKE 'sealed:1:%'", "0");
  ta_test_assert_ask (device.store, "SELECT count (*) FROM person WHERE notes NOT LIKE 'sealed:1:%'", "0");
  lock (&device);
  assert_hidden (&device, TA_HEALTH_LOCKED);
  g_assert_false (ta_health_ring_unlock (device.ring, device.store, "six brown hens", &state, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_DAMAGED);
  assert_hidden (&device, TA_HEALTH_LOCKED);
  unlock (&device, PASSPHRASE);
  assert_open (&device);
  turn_off (&device);
  assert_open (&device);
  ta_test_assert_ask (device.store, "SELECT group_concat (severity) FROM (SELECT severity FROM allergy ORDER BY 1)", "anaphylaxis,preference");
  ta_test_assert_sound (device.store);
}

static void
test_change (void)
{
  g_auto (Device) device = { 0 };
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  device_init (&device, FALSE);
  turn_on (&device);
  g_assert_false (ta_health_ring_change (device.ring, device.store, "six brown hens", "eight brown hens", TA_HEALTH_COST_LEAST, &state, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_true (ta_health_ring_change (device.ring, device.store, PASSPHRASE, "eight brown hens", TA_HEALTH_COST_LEAST, &state, &error));
  g_assert_no_error (error);
  lock (&device);
  g_assert_false (ta_health_ring_unlock (device.ring, device.store, PASSPHRASE, &state, &error));
  g_clear_error (&error);
  unlock (&device, "eight brown hens");
  assert_open (&device);
}

/* While it is locked all else can be changed; nothing that cannot be seen is lost, and nothing comes in unsealed. */
static void
test_edit_while_locked (void)
{
  g_auto (Device) device = { 0 };
  g_autoptr (TaHousehold) household = NULL;
  g_autoptr (GError) error = NULL;
  TaPerson *mira;

  device_init (&device, FALSE);
  turn_on (&device);
  lock (&device);
  household = family (&device);
  mira = household->persons->pdata[0];
  ta_set_text (&mira->name, "Mira Sol");
  g_ptr_array_add (mira->diets, g_strdup ("vegetarian"));
  save (&device, household);
  ta_allergy_set_severity (find_allergy (household, "kiwi"), TA_SEVERITY_AVOID);
  g_assert_false (ta_store_run (device.store, "x", NULL, save_family, household, NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_LOCKED);
  g_clear_error (&error);
  unlock (&device, PASSPHRASE);
  assert_open (&device);
  ta_test_assert_ask (device.store, "SELECT name FROM person", "Mira Sol");
}

static void
test_undo (void)
{
  g_auto (Device) device = { 0 };
  g_autoptr (TaHousehold) household = NULL;
  g_autoptr (GError) error = NULL;

  device_init (&device, FALSE);
  household = family (&device);
  ta_allergy_set_severity (find_allergy (household, "kiwi"), TA_SEVERITY_ALLERGY);
  save (&device, household);
  turn_on (&device);
  /* What was done before it was locked is undone behind it, and comes back sealed. */
  ta_store_undo (device.store, 0, &error);
  g_assert_no_error (error);
  assert_open (&device);
  lock (&device);
  assert_hidden (&device, TA_HEALTH_LOCKED);
  ta_store_redo (device.store, &error);
  g_assert_no_error (error);
  unlock (&device, PASSPHRASE);
  g_clear_pointer (&household, ta_household_free);
  household = family (&device);
  g_assert_cmpint (find_allergy (household, "kiwi")->severity, ==, TA_SEVERITY_ALLERGY);
  turn_off (&device);
  ta_store_undo (device.store, 0, &error);
  g_assert_no_error (error);
  assert_open (&device);
}

static void
test_lock_stays (void)
{
  g_auto (Device) device = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  device_init (&device, FALSE);
  turn_on (&device);
  id = ta_test_ask (device.store, "SELECT id FROM history WHERE label = 'Locked the health data'");
  g_assert_nonnull (id);
  g_assert_false (ta_store_undo (device.store, g_ascii_strtoll (id, NULL, 10), &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  ta_test_assert_ask (device.store, "SELECT count (*) FROM health_lock", "1");
}

static void
test_bytes (void)
{
  g_auto (Device) device = { 0 };
  g_autoptr (TaHousehold) household = NULL;

  device_init (&device, TRUE);
  ta_test_device_join (device.store, 7);
  household = family (&device);
  ta_allergy_set_severity (find_allergy (household, "kiwi"), TA_SEVERITY_ANAPHYLAXIS);
  save (&device, household);
  ta_allergy_set_severity (find_allergy (household, "kiwi"), TA_SEVERITY_PREFERENCE);
  save (&device, household);
  g_assert_cmpuint (count_in_file (device.path, NOTE), >, 0);
  turn_on (&device);
  assert_nothing_plain (device.path);
  /* Nor does anything that is done afterwards bring it there. */
  ta_allergy_set_severity (find_allergy (household, "kiwi"), TA_SEVERITY_ANAPHYLAXIS);
  save (&device, household);
  assert_nothing_plain (device.path);
  close_store (&device);
  assert_nothing_plain (device.path);
  open_store (&device);
  g_assert_cmpint (apply (&device), ==, TA_HEALTH_RING_LOCKED);
  assert_hidden (&device, TA_HEALTH_LOCKED);
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
  g_auto (Device) device = { 0 };
  g_autoptr (TaDatabase) other = NULL;

  device_init (&device, TRUE);
  g_assert_nonnull (ta_store_read (device.store, wait_for_nobody, &device, NULL));
  other = ta_database_open (device.path, TA_DATABASE_READ_ONLY, NULL);
  g_assert_true (ta_database_exec (other, "BEGIN; SELECT count (*) FROM person", NULL));
  turn_on (&device);
  g_assert_cmpuint (count_in_file (device.path, NOTE), >, 0);
  g_assert_true (ta_database_exec (other, "COMMIT", NULL));
  g_assert_cmpint (apply (&device), ==, TA_HEALTH_RING_OPEN);
  assert_nothing_plain (device.path);
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
restore (Device *device, const char *copy, TaSecret *key)
{
  g_autoptr (GError) error = NULL;

  device->folder = g_dir_make_tmp ("ta-health-XXXXXX", NULL);
  device->path = g_build_filename (device->folder, "restored.turnabout", NULL);
  ta_backup_restore (copy, device->path, NULL, NULL, &error);
  g_assert_no_error (error);
  if (key != NULL)
    open_for_key (device->path, key);
  open_store (device);
  ta_health_ring_set_copy_key (device->ring, key);
}

static char *
copy_of (Device *device)
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
  g_auto (Device) device = { 0 };
  g_auto (Device) here = { 0 };
  g_auto (Device) elsewhere = { 0 };
  g_autofree char *copy = NULL;

  device_init (&device, TRUE);
  ta_test_device_join (device.store, 7);
  ta_health_ring_set_copy_key (device.ring, key);
  g_assert_cmpint (apply (&device), ==, TA_HEALTH_RING_OFF);
  copy = copy_of (&device);
  assert_nothing_plain (copy);
  assert_open (&device);
  restore (&here, copy, key);
  g_assert_cmpint (apply (&here), ==, TA_HEALTH_RING_OFF);
  assert_open (&here);
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
  g_assert_cmpint (apply (&elsewhere), ==, TA_HEALTH_RING_OFF);
  assert_hidden (&elsewhere, TA_HEALTH_WITHHELD);
  {
    g_autoptr (TaHousehold) household = family (&elsewhere);
    g_autoptr (TaHousehold) again = NULL;

    ta_allergy_set_severity (find_allergy (household, "kiwi"), TA_SEVERITY_PREFERENCE);
    save (&elsewhere, household);
    again = family (&elsewhere);
    g_assert_cmpint (find_allergy (again, "kiwi")->state, ==, TA_HEALTH_OPEN);
    g_assert_cmpint (find_allergy (again, "kiwi")->severity, ==, TA_SEVERITY_PREFERENCE);
    g_assert_cmpint (find_allergy (again, "peanuts")->state, ==, TA_HEALTH_WITHHELD);
  }
}

/* Where no key can be kept, it is left out. */
static void
test_copy_without_key (void)
{
  g_auto (Device) device = { 0 };
  g_auto (Device) other = { 0 };
  g_autofree char *copy = NULL;

  device_init (&device, TRUE);
  copy = copy_of (&device);
  assert_nothing_plain (copy);
  restore (&other, copy, NULL);
  assert_hidden (&other, TA_HEALTH_WITHHELD);
}

static void
test_copy_while_locked (void)
{
  g_auto (Device) device = { 0 };
  g_auto (Device) other = { 0 };
  g_autofree char *copy = NULL;

  device_init (&device, TRUE);
  turn_on (&device);
  copy = copy_of (&device);
  assert_nothing_plain (copy);
  restore (&other, copy, NULL);
  g_assert_cmpint (apply (&other), ==, TA_HEALTH_RING_LOCKED);
  assert_hidden (&other, TA_HEALTH_LOCKED);
  unlock (&other, PASSPHRASE);
  assert_open (&other);
}

/* What goes out -------------------------------------------------------------------------------------------------------------------------- */

static gboolean
exports (Device *device, TaExportFlags flags, const char *text)
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
  g_auto (Device) device = { 0 };

  device_init (&device, FALSE);
  g_assert_true (exports (&device, TA_EXPORT_PLAIN, "peanuts"));
  g_assert_false (exports (&device, TA_EXPORT_PLAIN, "anaphylaxis"));
  g_assert_false (exports (&device, TA_EXPORT_PLAIN, NOTE));
  g_assert_false (exports (&device, TA_EXPORT_PLAIN, CHILD));
  turn_on (&device);
  g_assert_true (exports (&device, TA_EXPORT_HEALTH, "peanuts:anaphylaxis (" NOTE ")"));
  g_assert_true (exports (&device, TA_EXPORT_HEALTH, CHILD));
  lock (&device);
  g_assert_true (exports (&device, TA_EXPORT_HEALTH, "peanuts"));
  g_assert_false (exports (&device, TA_EXPORT_HEALTH, "anaphylaxis"));
  g_assert_false (exports (&device, TA_EXPORT_HEALTH, CHILD));
  g_assert_false (exports (&device, TA_EXPORT_HEALTH, "sealed:"));
}

/* Messages are stored and sent: they name what somebody must not eat, and how it is to be taken. */
static void
test_message (void)
{
  const TaDate day = ta_date_from_ymd (2026, 12, 1);
  g_auto (Device) device = { 0 };

  device_init (&device, FALSE);
  {
    g_autoptr (TaHousehold) household = family (&device);
    g_autofree char *text = ta_household_needs_text (household, day);

    g_assert_nonnull (strstr (text, "Preference"));
  }
  turn_on (&device);
  {
    g_autoptr (TaHousehold) household = family (&device);
    g_autofree char *text = ta_household_needs_text (household, day);

    g_assert_null (strstr (text, "Preference"));
    g_assert_nonnull (strstr (text, "kiwi (Treat as anaphylaxis unless told otherwise)"));
  }
  lock (&device);
  {
    g_autoptr (TaHousehold) household = family (&device);
    g_autofree char *text = ta_household_needs_text (household, day);

    g_assert_nonnull (strstr (text, "kiwi (Severity locked: treat as anaphylaxis)"));
  }
}

/* Two devices --------------------------------------------------------------------------------------------------------------------------- */

static void
pair_init (TaTestHub *hub, Device *a, Device *b)
{
  TaStore *stores[2];

  device_init (a, FALSE);
  ta_test_device_join (a->store, 1);
  b->path = g_strdup (":memory:");
  open_store (b);
  ta_test_device_join (b->store, 2);
  stores[0] = a->store;
  stores[1] = b->store;
  ta_test_settle (hub, stores, 2);
}

static void
meet (TaTestHub *hub, Device *a, Device *b)
{
  TaStore *stores[2] = { a->store, b->store };

  ta_test_settle (hub, stores, 2);
  ta_test_assert_same (a->store, b->store);
}

static void
set_kiwi (Device *device, TaSeverity severity)
{
  g_autoptr (TaHousehold) household = family (device);

  ta_allergy_set_severity (find_allergy (household, "kiwi"), severity);
  save (device, household);
}

static void
test_sync (void)
{
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_auto (Device) a = { 0 };
  g_auto (Device) b = { 0 };
  g_autofree char *documents = NULL;

  pair_init (hub, &a, &b);
  set_kiwi (&b, TA_SEVERITY_AVOID);
  set_kiwi (&b, TA_SEVERITY_PREFERENCE);
  meet (hub, &a, &b);
  turn_on (&a);
  meet (hub, &a, &b);
  g_assert_cmpint (apply (&b), ==, TA_HEALTH_RING_LOCKED);
  assert_hidden (&b, TA_HEALTH_LOCKED);
  unlock (&b, PASSPHRASE);
  assert_open (&b);
  meet (hub, &a, &b);
  documents = ta_test_documents (b.store);
  g_assert_null (strstr (documents, "anaphylaxis"));
  g_assert_null (strstr (documents, NOTE));
  turn_off (&b);
  meet (hub, &a, &b);
  g_assert_cmpint (apply (&a), ==, TA_HEALTH_RING_OFF);
  assert_open (&a);
  meet (hub, &a, &b);
  ta_test_assert_ask (a.store, "SELECT group_concat (severity) FROM (SELECT severity FROM allergy ORDER BY 1)", "anaphylaxis,preference");
}

/* A field of safety keeps two values that are different, and one where both gave the same: sealed as in the open. */
static void
test_clash (void)
{
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_auto (Device) a = { 0 };
  g_auto (Device) b = { 0 };

  pair_init (hub, &a, &b);
  turn_on (&a);
  meet (hub, &a, &b);
  unlock (&b, PASSPHRASE);
  meet (hub, &a, &b);
  set_kiwi (&a, TA_SEVERITY_ALLERGY);
  set_kiwi (&b, TA_SEVERITY_ALLERGY);
  meet (hub, &a, &b);
  ta_test_assert_ask (a.store, "SELECT count (*) FROM sync_document WHERE has_kept = 1", "0");
  set_kiwi (&a, TA_SEVERITY_AVOID);
  set_kiwi (&b, TA_SEVERITY_ANAPHYLAXIS);
  meet (hub, &a, &b);
  ta_test_assert_ask (a.store, "SELECT count (*) FROM sync_document WHERE has_kept = 1", "1");
}

/* One writes on before it hears that the other has locked: what it wrote is sealed as soon as somebody can. */
static void
test_late (void)
{
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_auto (Device) a = { 0 };
  g_auto (Device) b = { 0 };
  g_autoptr (TaHousehold) household = NULL;
  g_autoptr (GError) error = NULL;

  pair_init (hub, &a, &b);
  turn_on (&a);
  set_kiwi (&b, TA_SEVERITY_INTOLERANCE);
  meet (hub, &a, &b);
  /* Until then it lies there, where nobody has the key: all else can be changed, but not what it says. */
  household = family (&b);
  ta_set_text (&household->address, "Colonia 1");
  save (&b, household);
  ta_test_assert_ask (b.store, "SELECT severity FROM allergy WHERE allergen = 'kiwi'", "intolerance");
  ta_allergy_set_severity (find_allergy (household, "kiwi"), TA_SEVERITY_AVOID);
  g_assert_false (ta_store_run (b.store, "x", NULL, save_family, household, NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_LOCKED);
  g_assert_cmpint (apply (&a), ==, TA_HEALTH_RING_OPEN);
  meet (hub, &a, &b);
  ta_test_assert_ask (b.store, "SELECT count (*) FROM allergy WHERE severity NOT LIKE 'sealed:1:%'", "0");
}

/* Both turn it on, each with a passphrase of its own, neither knowing of the other. */
static void
test_two_locks (void)
{
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_auto (Device) a = { 0 };
  g_auto (Device) b = { 0 };
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  pair_init (hub, &a, &b);
  turn_on (&a);
  ta_health_ring_turn_on (b.ring, b.store, "eight white ducks", TA_HEALTH_COST_LEAST, &state, &error);
  g_assert_no_error (error);
  meet (hub, &a, &b);
  g_assert_cmpint (apply (&a), ==, TA_HEALTH_RING_OPEN);
  unlock (&a, "eight white ducks");
  assert_open (&a);
  meet (hub, &a, &b);
  ta_test_assert_ask (a.store, "SELECT count (*) FROM health_lock WHERE state = 'on'", "1");
  g_assert_cmpint (apply (&b), ==, TA_HEALTH_RING_LOCKED);
  unlock (&b, PASSPHRASE);
  assert_open (&b);
}

static void
assert_younger_decides_nothing (Device *device)
{
  g_autofree char *before = ta_test_ask (device->store, "SELECT group_concat (state || wrapped) FROM (SELECT state, wrapped FROM health_lock ORDER BY id)");
  g_autofree char *after = NULL;
  g_autoptr (GError) change = NULL;
  g_autoptr (GError) off = NULL;
  TaHealthRingState state;

  g_assert_false (ta_health_ring_change (device->ring, device->store, "eight white ducks", "mine", TA_HEALTH_COST_LEAST, &state, &change));
  g_assert_error (change, TA_SEAL_ERROR, TA_SEAL_ERROR_DAMAGED);
  g_assert_false (ta_health_ring_turn_off (device->ring, device->store, "eight white ducks", &state, &off));
  g_assert_error (off, TA_SEAL_ERROR, TA_SEAL_ERROR_DAMAGED);
  after = ta_test_ask (device->store, "SELECT group_concat (state || wrapped) FROM (SELECT state, wrapped FROM health_lock ORDER BY id)");
  g_assert_cmpstr (before, ==, after);
}

/* The passphrase of the younger is no way to the elder, open as that may be: neither before what the younger sealed can be opened nor after. */
static void
test_younger_lock (void)
{
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_auto (Device) a = { 0 };
  g_auto (Device) b = { 0 };
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  pair_init (hub, &a, &b);
  turn_on (&a);
  ta_test_run (a.store, "UPDATE health_lock SET made_at = 1");
  ta_health_ring_turn_on (b.ring, b.store, "eight white ducks", TA_HEALTH_COST_LEAST, &state, &error);
  g_assert_no_error (error);
  set_kiwi (&b, TA_SEVERITY_INTOLERANCE);
  meet (hub, &a, &b);
  g_assert_cmpint (apply (&a), ==, TA_HEALTH_RING_OPEN);
  assert_younger_decides_nothing (&a);
  g_assert_cmpint (apply (&b), ==, TA_HEALTH_RING_LOCKED);
  assert_younger_decides_nothing (&b);
  /* Given to unlock, it opens what the younger sealed, which is sealed anew; and then it is a passphrase of nothing. */
  unlock (&a, "eight white ducks");
  ta_test_assert_ask (a.store, "SELECT count (*) FROM health_lock WHERE state = 'on'", "1");
  assert_younger_decides_nothing (&a);
  meet (hub, &a, &b);
  unlock (&b, PASSPHRASE);
  assert_younger_decides_nothing (&b);
  turn_off (&b);
  meet (hub, &a, &b);
  g_assert_cmpint (apply (&a), ==, TA_HEALTH_RING_OFF);
  ta_test_assert_ask (a.store, "SELECT severity FROM allergy WHERE allergen = 'kiwi'", "intolerance");
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
  g_test_add_func ("/health/sync", test_sync);
  g_test_add_func ("/health/clash", test_clash);
  g_test_add_func ("/health/late", test_late);
  g_test_add_func ("/health/two-locks", test_two_locks);
  g_test_add_func ("/health/younger-lock", test_younger_lock);
  return g_test_run ();
}
