/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health-device.h"

#include "ta-household-table.h"

#include <glib/gstdio.h>
#include <string.h>

gboolean
health_save_family (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_save (database, data, error);
}

void
health_save (HealthDevice *device, TaHousehold *household)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (device->store, "Changed the family", NULL, health_save_family, household, NULL, &error);
  g_assert_no_error (error);
}

static TaHousehold *
health_new_family (void)
{
  TaHousehold *household = ta_household_new ("Peña");
  TaPerson *mira = ta_person_new ("Mira", TA_ROLE_CHILD);
  TaAllergy *peanuts = ta_allergy_new ("peanuts", TA_SEVERITY_ANAPHYLAXIS);

  ta_set_text (&household->id, "pena");
  ta_set_text (&mira->id, "mira");
  ta_set_text (&mira->notes, HEALTH_CHILD);
  ta_set_text (&peanuts->note, HEALTH_NOTE);
  g_ptr_array_add (mira->allergies, peanuts);
  g_ptr_array_add (mira->allergies, ta_allergy_new ("kiwi", TA_SEVERITY_PREFERENCE));
  g_ptr_array_add (household->persons, mira);
  return household;
}

void
health_open_store (HealthDevice *device)
{
  g_autoptr (GError) error = NULL;

  device->store = ta_store_open (device->path, TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  device->ring = ta_health_ring_new ();
}

void
health_device_init (HealthDevice *device, gboolean in_file)
{
  g_autoptr (TaHousehold) family = health_new_family ();

  device->folder = in_file ? g_dir_make_tmp ("ta-health-XXXXXX", NULL) : NULL;
  device->path = in_file ? g_build_filename (device->folder, "pod.turnabout", NULL) : g_strdup (":memory:");
  health_open_store (device);
  health_save (device, family);
}

void
health_close_store (HealthDevice *device)
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

void
health_device_clear (HealthDevice *device)
{
  if (device->store != NULL)
    health_close_store (device);
  if (device->folder != NULL)
    remove_folder (device->folder);
  g_free (device->folder);
  g_free (device->path);
}

static gpointer
read_family (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_get (database, "pena", error);
}

TaHousehold *
health_family (HealthDevice *device)
{
  g_autoptr (GError) error = NULL;
  TaHousehold *household = ta_store_read (device->store, read_family, NULL, &error);

  g_assert_no_error (error);
  return household;
}

TaAllergy *
health_find_allergy (const TaHousehold *household, const char *allergen)
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

void
health_assert_open (HealthDevice *device)
{
  g_autoptr (TaHousehold) household = health_family (device);
  const TaPerson *mira = household->persons->pdata[0];

  g_assert_cmpstr (mira->notes, ==, HEALTH_CHILD);
  g_assert_cmpint (mira->state, ==, TA_HEALTH_OPEN);
  g_assert_cmpint (health_find_allergy (household, "peanuts")->severity, ==, TA_SEVERITY_ANAPHYLAXIS);
  g_assert_cmpstr (health_find_allergy (household, "peanuts")->note, ==, HEALTH_NOTE);
  g_assert_cmpint (health_find_allergy (household, "kiwi")->severity, ==, TA_SEVERITY_PREFERENCE);
  g_assert_cmpint (health_find_allergy (household, "kiwi")->state, ==, TA_HEALTH_OPEN);
}

void
health_assert_hidden (HealthDevice *device, TaHealthState state)
{
  g_autoptr (TaHousehold) household = health_family (device);
  const TaPerson *mira = household->persons->pdata[0];

  g_assert_cmpstr (mira->name, ==, "Mira");
  g_assert_cmpstr (mira->notes, ==, "");
  g_assert_cmpint (mira->state, ==, state);
  g_assert_cmpint (health_find_allergy (household, "peanuts")->severity, ==, TA_SEVERITY_ANAPHYLAXIS);
  g_assert_cmpstr (health_find_allergy (household, "peanuts")->note, ==, "");
  g_assert_cmpint (health_find_allergy (household, "kiwi")->severity, ==, TA_SEVERITY_ANAPHYLAXIS);
  g_assert_cmpint (health_find_allergy (household, "kiwi")->state, ==, state);
}

void
health_turn_on (HealthDevice *device)
{
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  ta_health_ring_turn_on (device->ring, device->store, HEALTH_PASSPHRASE, TA_HEALTH_COST_LEAST, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, TA_HEALTH_RING_OPEN);
}

void
health_lock (HealthDevice *device)
{
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  ta_health_ring_lock (device->ring, device->store, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, TA_HEALTH_RING_LOCKED);
}

void
health_unlock (HealthDevice *device, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  ta_health_ring_unlock (device->ring, device->store, passphrase, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, TA_HEALTH_RING_OPEN);
}

void
health_turn_off (HealthDevice *device)
{
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  ta_health_ring_turn_off (device->ring, device->store, HEALTH_PASSPHRASE, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, TA_HEALTH_RING_OFF);
}

TaHealthRingState
health_apply (HealthDevice *device)
{
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  ta_health_ring_apply (device->ring, device->store, &state, &error);
  g_assert_no_error (error);
  return state;
}

guint
health_count_in_file (const char *path, const char *text)
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

void
health_assert_nothing_plain (const char *path)
{
  g_assert_cmpuint (health_count_in_file (path, HEALTH_NOTE), ==, 0);
  g_assert_cmpuint (health_count_in_file (path, HEALTH_CHILD), ==, 0);
  /* The words of all severities stand in the schema, once. */
  g_assert_cmpuint (health_count_in_file (path, "anaphylaxis"), <=, 1);
}
