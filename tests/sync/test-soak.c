/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Five computers and a hub for as long as one likes (--minutes=N; a few seconds in the suite): everybody changes something all the time, and in
 * the end all are the same, while neither memory nor open files have grown.
 */
#include "live-hub.h"
#include "ta-dump.h"
#include "ta-household-table.h"
#include "ta-sync.h"

#include <string.h>

#define DEVICES 5
#define MOST_HOUSEHOLDS 60
#define EDIT_MS 40
#define SAMPLE_MS 5000
#define LEAST_MS 4000
#define FILES_SLACK 40       /* connections that come and go */
#define MEMORY_SLACK_MB 24.0 /* what the allocator keeps back, from one sample to another */

static double minutes;

typedef struct
{
  char *folder;
  LiveHub *hub;
  TaStore *stores[DEVICES];
  TaSync *syncs[DEVICES];
  GRand *rand;
  GPtrArray *ids; /* of char*: households that were added */
  guint edits;
  /* the first sample after a third of the time, and the last */
  double memory, memory_then;
  guint files, files_then;
} Fixture;

/* The pod -------------------------------------------------------------------------------------------------------------------------------- */

static void
take_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
exchange (TaStore *store)
{
  g_autoptr (GError) error = NULL;

  ta_sync_once (store, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
found (TaStore *store, const char *link)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ta_sync_found_async (store, link, "Desk", NULL, take_result, &result);
  ta_sync_found_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  exchange (store);
}

static void
confirm_all (TaStore *store)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) devices = NULL;

  ta_sync_devices_async (store, NULL, take_result, &listed);
  devices = ta_sync_devices_finish (wait_for (&listed), NULL);
  for (guint i = 0; i < devices->len; i++)
    {
      const TaSyncDevice *device = devices->pdata[i];
      g_autoptr (GAsyncResult) confirmed = NULL;

      if (device->code == NULL)
        continue;
      ta_sync_confirm_async (store, device->device, NULL, take_result, &confirmed);
      g_assert_true (ta_sync_confirm_finish (wait_for (&confirmed), NULL));
    }
}

static void
join (TaStore *inviter, TaStore *store, const char *name)
{
  g_autoptr (GAsyncResult) invited = NULL;
  g_autoptr (GAsyncResult) joined = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *link = NULL;
  g_autofree char *code = NULL;

  ta_sync_invite_async (inviter, 1, NULL, take_result, &invited);
  link = ta_sync_invite_finish (wait_for (&invited), &error);
  g_assert_no_error (error);
  ta_sync_join_async (store, link, name, NULL, take_result, &joined);
  ta_sync_join_finish (wait_for (&joined), &code, &error);
  g_assert_no_error (error);
  confirm_all (inviter);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *link = NULL;

  f->folder = g_dir_make_tmp ("turnabout-soak-XXXXXX", NULL);
  f->hub = live_hub_new (f->folder, &link);
  f->rand = g_rand_new_with_seed (1);
  f->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < DEVICES; i++)
    {
      g_autofree char *name = g_strdup_printf ("device-%u.turnabout", i);
      g_autofree char *path = g_build_filename (f->folder, name, NULL);
      g_autoptr (GError) error = NULL;

      f->stores[i] = ta_store_open (path, TA_DATABASE_CREATE, &error);
      g_assert_no_error (error);
      if (i == 0)
        found (f->stores[0], link);
      else
        join (f->stores[0], f->stores[i], name);
      f->syncs[i] = ta_sync_new (f->stores[i]);
      ta_sync_start (f->syncs[i]);
    }
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < DEVICES; i++)
    {
      ta_sync_stop (f->syncs[i]);
      g_clear_object (&f->syncs[i]);
      g_clear_object (&f->stores[i]);
    }
  live_hub_free (f->hub);
  g_ptr_array_unref (f->ids);
  g_rand_free (f->rand);
  g_free (f->folder);
}

/* What people do ------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *id; /* (nullable): a new one */
  char *made;     /* the new one's */
  guint32 number;
} Edit;

/* Adds one, or changes one; not all of them have come here yet. */
static gboolean
edit_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Edit *edit = data;
  g_autofree char *text = g_strdup_printf ("%08x", edit->number);
  g_autoptr (TaHousehold) household = edit->id != NULL ? ta_household_table_get (database, edit->id, NULL) : ta_household_new (text);

  if (household == NULL)
    return TRUE;
  edit->made = edit->id == NULL ? g_strdup (household->id) : NULL;
  g_set_str (edit->number % 3 == 0 ? &household->name : edit->number % 3 == 1 ? &household->address
                                                                              : &household->notes,
             text);
  return ta_household_table_save (database, household, error);
}

static gboolean
edit_something (gpointer data)
{
  Fixture *f = data;
  TaStore *store = f->stores[g_rand_int_range (f->rand, 0, DEVICES)];
  gboolean new = f->ids->len < MOST_HOUSEHOLDS &&g_rand_int_range (f->rand, 0, 3) == 0;
  Edit edit = { new || f->ids->len == 0 ? NULL : f->ids->pdata[g_rand_int_range (f->rand, 0, (gint32) f->ids->len)], NULL, g_rand_int (f->rand) };
  g_autoptr (GError) error = NULL;

  ta_store_run (store, "Edited", NULL, edit_household, &edit, NULL, &error);
  g_assert_no_error (error);
  if (edit.made != NULL)
    g_ptr_array_add (f->ids, edit.made);
  f->edits++;
  return G_SOURCE_CONTINUE;
}

/* What is looked at ---------------------------------------------------------------------------------------------------------------------- */

/* MB in memory; 0 where the system does not say. */
static double
measure_memory (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  words = g_strsplit (text, " ", 3);
  return g_ascii_strtod (words[1], NULL) * 4096 / 1e6;
}

static guint
count_files (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint count = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    count++;
  return count;
}

static gboolean
sample (gpointer data)
{
  Fixture *f = data;

  f->memory = measure_memory ();
  f->files = count_files ();
  g_test_message ("%u edits: %.1f MB, %u files", f->edits, f->memory, f->files);
  return G_SOURCE_CONTINUE;
}

static gboolean
wake (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (gint64 ms)
{
  gboolean over = FALSE;

  g_timeout_add ((guint) ms, wake, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
are_all_the_same (Fixture *f)
{
  g_autofree char *first = ta_store_read (f->stores[0], ta_dump_read, NULL, NULL);

  for (guint i = 0; i < DEVICES; i++)
    {
      g_autoptr (TaSyncStatus) status = ta_sync_dup_status (f->syncs[i]);
      g_autofree char *other = ta_store_read (f->stores[i], ta_dump_read, NULL, NULL);

      if (status->counts.to_send > 0 || strcmp (first, other) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
test_soak (Fixture *f, gconstpointer data)
{
  gint64 ms = MAX ((gint64) (minutes * 60000), LEAST_MS);
  guint editing = g_timeout_add (EDIT_MS, edit_something, f);
  guint sampling = g_timeout_add (SAMPLE_MS, sample, f);

  run_for (ms / 3);
  sample (f);
  f->memory_then = f->memory;
  f->files_then = f->files;
  run_for (ms - ms / 3);
  g_source_remove (editing);
  while (!are_all_the_same (f))
    run_for (100);
  sample (f);
  g_source_remove (sampling);
  g_assert_cmpuint (f->edits, >, 10);
  g_assert_cmpuint (f->files, <=, f->files_then + FILES_SLACK);
  /* In a few seconds there is nothing to be seen in it; and the sanitizers keep what was freed. */
#ifndef __SANITIZE_ADDRESS__
  if (minutes >= 1)
    g_assert_cmpfloat (f->memory, <=, f->memory_then * 1.1 + MEMORY_SLACK_MB);
#endif
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = g_dir_make_tmp ("turnabout-soak-data-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  for (int i = 1; i < argc; i++)
    if (g_str_has_prefix (argv[i], "--minutes="))
      minutes = g_ascii_strtod (argv[i] + strlen ("--minutes="), NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sync/soak", Fixture, NULL, set_up, test_soak, tear_down);
  return g_test_run ();
}
