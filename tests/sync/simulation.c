/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulation.h"

#include "converge.h"
#include "simulation-deeds.h"
#include "simulation-device.h"
#include "ta-envelope.h"

#include <string.h>

#define MOST_DEVICES 5
#define MOST_ROUNDS 24
/* Of ten about six are changes by people, 60 to 120 in all. */
#define FEWEST_STEPS 102
#define MOST_STEPS 204
#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

typedef struct
{
  const SimulationOptions *options;
  GRand *rand;
  FakeHub *hub;
  TaKeyring *keyring;
  Device *devices[MOST_DEVICES];
  guint n_devices;
  GPtrArray *households; /* of char*: ids */
  GHashTable *written;   /* "id column" → GPtrArray of values that were written there */
  GHashTable *replaced;  /* "id column" → GHashTable of values that somebody saw and wrote over */
  GHashTable *added;     /* household → GPtrArray of ids of persons */
  Deeds *deeds;
  guint values;
  gboolean copied;
} Simulation;

static gpointer
list_of (GHashTable *table, const char *key)
{
  GPtrArray *list = g_hash_table_lookup (table, key);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (table, g_strdup (key), list);
    }
  return list;
}

static const char *
pick (Simulation *sim)
{
  return g_ptr_array_index (sim->households, g_rand_int_range (sim->rand, 0, (gint32) sim->households->len));
}

static Device *
pick_device (Simulation *sim)
{
  return sim->devices[g_rand_int_range (sim->rand, 0, (gint32) sim->n_devices)];
}

/* What people do -------------------------------------------------------------------------------------------------------------------------- */

static void
note_write (Simulation *sim, const char *id, const char *column, const char *value, const char *before)
{
  g_autofree char *key = g_strconcat (id, " ", column, NULL);

  g_ptr_array_add (list_of (sim->written, key), g_strdup (value));
  if (before != NULL)
    g_ptr_array_add (list_of (sim->replaced, key), g_strdup (before));
}

static void
add_household (Simulation *sim, Device *device)
{
  char *id = g_strdup_printf ("h%u-%u", sim->options->seed, sim->households->len);
  g_autofree char *value = g_strdup_printf ("v%u", ++sim->values);

  g_ptr_array_add (sim->households, id);
  device_add_household (device, id, value);
  note_write (sim, id, "name", value, NULL);
}

static void
edit_household (Simulation *sim, Device *device)
{
  static const char *const columns[] = { "name", "vehicle", "pets", "address" };
  const char *id = pick (sim);
  const char *column = columns[g_rand_int_range (sim->rand, 0, G_N_ELEMENTS (columns))];
  g_autofree char *before = device_get_value (device, id, column);
  g_autofree char *value = NULL;

  if (before == NULL)
    return;
  value = g_strdup_printf ("v%u", ++sim->values);
  device_set_value (device, id, column, value);
  note_write (sim, id, column, value, *before != '\0' ? before : NULL);
}

static void
add_person (Simulation *sim, Device *device)
{
  const char *id = pick (sim);
  g_autofree char *before = device_get_value (device, id, "name");
  char *person;

  if (before == NULL)
    return;
  person = g_strdup_printf ("p%u-%u", sim->options->seed, ++sim->values);
  device_add_person (device, id, person);
  g_ptr_array_add (list_of (sim->added, id), person);
}

static void
delete_household (Simulation *sim, Device *device)
{
  device_delete_household (device, pick (sim));
}

/* With everything but households; sometimes with one of their people. */
static void
do_deed (Simulation *sim, Device *device)
{
  GPtrArray *persons = sim->households->len > 0 ? g_hash_table_lookup (sim->added, pick (sim)) : NULL;
  const char *person = persons != NULL ? g_ptr_array_index (persons, g_rand_int_range (sim->rand, 0, (gint32) persons->len)) : NULL;

  deeds_do (sim->deeds, device, person);
}

/* What the hub's operator does */

static void
delete_at_hub (Simulation *sim)
{
  g_autofree char *name = ta_document_name (ta_keyring_get_pod (sim->keyring), "household", pick (sim));

  fake_hub_delete_if_there (sim->hub, name);
}

static gboolean
disturb (Simulation *sim)
{
  double chance = g_rand_double (sim->rand);

  if (chance < sim->options->recreations)
    fake_hub_recreate (sim->hub);
  else if (chance < sim->options->recreations + sim->options->restores)
    {
      if (sim->copied)
        fake_hub_restore (sim->hub);
      else
        fake_hub_backup (sim->hub);
      sim->copied = !sim->copied;
    }
  else if (chance < sim->options->recreations + sim->options->restores + sim->options->deletions && sim->households->len > 0)
    delete_at_hub (sim);
  else
    return FALSE;
  return TRUE;
}

static void
step (Simulation *sim)
{
  Device *device = pick_device (sim);
  gboolean enough = sim->options->narrow && sim->households->len >= 2;
  double chance = g_rand_double (sim->rand);

  if (disturb (sim))
    return;
  if ((chance < 0.07 && !enough) || sim->households->len == 0)
    add_household (sim, device);
  else if (chance < 0.26)
    edit_household (sim, device);
  else if (chance < 0.33)
    add_person (sim, device);
  else if (chance < 0.36)
    delete_household (sim, device);
  else if (chance < 0.59)
    do_deed (sim, device);
  else
    device_exchange (device);
}

/* What must hold in the end ----------------------------------------------------------------------------------------------------------------- */

/* All exchange without faults until nothing is written and nothing is to be done. */
static gboolean
settle (Simulation *sim)
{
  guint quiet = 0;

  for (guint i = 0; i < sim->n_devices; i++)
    device_calm (sim->devices[i]);
  for (guint round = 0; round < MOST_ROUNDS && quiet < 2; round++)
    {
      guint before = fake_hub_get_writes (sim->hub);
      gboolean idle = TRUE;

      for (guint i = 0; i < sim->n_devices; i++)
        idle = device_exchange (sim->devices[i]) && device_is_idle (sim->devices[i]) && idle;
      quiet = idle && fake_hub_get_writes (sim->hub) == before ? quiet + 1 : 0;
      /* So that what is watched for half a minute comes to its end. */
      for (guint i = 0; i < sim->n_devices; i++)
        device_pass (sim->devices[i], 40000);
    }
  return quiet >= 2;
}

static char *
compare (Simulation *sim)
{
  return converge_compare (sim->devices, sim->n_devices);
}

static char *
compare_with_hub (Simulation *sim)
{
  return converge_compare_with_hub (sim->hub, sim->keyring, sim->devices[0], NULL);
}

static gboolean
has_text (GPtrArray *list, const char *text)
{
  return list != NULL && g_ptr_array_find_with_equal_func (list, text, g_str_equal, NULL);
}

static char *
check_values (Simulation *sim)
{
  GHashTableIter iter;
  gpointer key, list;

  g_hash_table_iter_init (&iter, sim->written);
  while (g_hash_table_iter_next (&iter, &key, &list))
    {
      g_auto (GStrv) parts = g_strsplit (key, " ", 2);
      g_autofree char *value = device_get_value (sim->devices[0], parts[0], parts[1]);

      if (value == NULL)
        continue;
      if (!has_text (list, value))
        return g_strdup_printf ("%s is lost: %s", (char *) key, value);
      if (has_text (g_hash_table_lookup (sim->replaced, key), value))
        return g_strdup_printf ("%s came back: %s", (char *) key, value);
    }
  return NULL;
}

static char *
check_persons (Simulation *sim)
{
  GHashTableIter iter;
  gpointer household, list;

  g_hash_table_iter_init (&iter, sim->added);
  while (g_hash_table_iter_next (&iter, &household, &list))
    {
      g_autofree char *name = device_get_value (sim->devices[0], household, "name");

      for (guint i = 0; name != NULL && i < ((GPtrArray *) list)->len; i++)
        if (!device_has_person (sim->devices[0], g_ptr_array_index ((GPtrArray *) list, i)))
          return g_strdup_printf ("%s of %s is lost", (char *) g_ptr_array_index ((GPtrArray *) list, i), (char *) household);
    }
  return NULL;
}

static char *
check_deeds (Simulation *sim)
{
  return deeds_check (sim->deeds, sim->devices[0]);
}

static char *
judge (Simulation *sim)
{
  char *(*const checks[]) (Simulation *) = { compare, compare_with_hub, check_values, check_persons, check_deeds };

  if (!settle (sim))
    return g_strdup ("it does not come to rest");
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      char *wrong = checks[i](sim);

      if (wrong != NULL)
        return wrong;
    }
  return NULL;
}

/* All of it --------------------------------------------------------------------------------------------------------------------------------- */

/* Of the seed, so that documents come in the same order each time. */
static TaKeyring *
make_keyring (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint8 bytes[TA_POD_ID_SIZE + 32];

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) g_rand_int_range (rand, 0, 256);
  return ta_keyring_new_with_key (bytes, 1, bytes + TA_POD_ID_SIZE);
}

static void
set_up (Simulation *sim, const SimulationOptions *options)
{
  static const gint64 skews[] = { 0, 0, 3 * DAY_MS, -3 * DAY_MS, 60000 };

  sim->options = options;
  sim->rand = g_rand_new_with_seed (options->seed);
  sim->hub = fake_hub_new (options->seed);
  sim->keyring = make_keyring (options->seed);
  fake_hub_set_sloppy (sim->hub, options->sloppy);
  fake_hub_set_numbered (sim->hub, options->numbered);
  sim->n_devices = (guint) g_rand_int_range (sim->rand, 2, MOST_DEVICES + 1);
  if (options->devices > 0)
    sim->n_devices = MIN (options->devices, MOST_DEVICES);
  for (guint i = 0; i < sim->n_devices; i++)
    sim->devices[i] = device_new (sim->hub, sim->keyring, i + 1, g_rand_int (sim->rand), options->faults, options->crashes,
                                  skews[g_rand_int_range (sim->rand, 0, G_N_ELEMENTS (skews))]);
  sim->deeds = deeds_new (sim->rand);
  deeds_begin (sim->deeds, sim->devices[0]);
  /* So that most know of it from the beginning. */
  for (guint i = 0; i < sim->n_devices; i++)
    device_exchange (sim->devices[i]);
  sim->households = g_ptr_array_new_with_free_func (g_free);
  sim->written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  sim->replaced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  sim->added = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

static void
tear_down (Simulation *sim)
{
  for (guint i = 0; i < sim->n_devices; i++)
    device_free (sim->devices[i]);
  g_ptr_array_unref (sim->households);
  g_hash_table_unref (sim->written);
  g_hash_table_unref (sim->replaced);
  g_hash_table_unref (sim->added);
  deeds_free (sim->deeds);
  ta_keyring_unref (sim->keyring);
  fake_hub_free (sim->hub);
  g_rand_free (sim->rand);
}

char *
simulation_run (const SimulationOptions *options)
{
  Simulation sim = { 0 };
  char *wrong;
  int steps;

  set_up (&sim, options);
  steps = options->steps > 0 ? options->steps : g_rand_int_range (sim.rand, FEWEST_STEPS, MOST_STEPS + 1);
  for (int i = 0; i < steps; i++)
    step (&sim);
  wrong = judge (&sim);
  tear_down (&sim);
  return wrong;
}

guint
simulation_run_many (const SimulationOptions *options, guint count)
{
  SimulationOptions one = *options;
  guint failures = 0;

  for (guint i = 0; i < count; i++, one.seed++)
    {
      g_autofree char *wrong = simulation_run (&one);

      if (wrong != NULL)
        g_test_message ("seed %u: %s", one.seed, wrong);
      failures += wrong != NULL;
      if ((i + 1) % 50 == 0)
        g_test_message ("%u of %u seeds, %u failures", i + 1, count, failures);
    }
  return failures;
}
