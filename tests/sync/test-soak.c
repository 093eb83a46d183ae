/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Five computers and a hub for as long as one likes (--minutes=N; a few seconds in the suite): somebody changes something all the time (--every=MS, 40), and
 * in the end all are the same, while neither memory nor open files have grown. The hub is a thread of this program, or with --hub=PROGRAM a process.
 */
#include "live-hub.h"
#include "live-measure.h"
#include "live-pod.h"
#include "live-store.h"
#include "ta-dump.h"
#include "ta-household-table.h"
#include "ta-sync.h"

#include <string.h>

#define DEVICES 5
#define MOST_HOUSEHOLDS 60
#define SAMPLE_MS 5000
#define LEAST_MS 4000
/*
 * What may be more in the last third than in the one before it, both by their medians. Of the heap that is not SQLite's, what threads keep for themselves
 * of what they freed; of what is in memory besides, what lies free between what is used, too.
 */
#define FILES_SLACK 12
#define HEAP_SLACK_MB 1.0
#define REST_SLACK_MB 6.0
#define HUB_SLACK_MB 2.0 /* of what so few documents take of its 4 MiB of pages */
/* Five databases with 2 MiB of pages, 0.4 MB of schema and 0.8 MB of statements each, a hub with 4 MiB of pages, and what they are working at. */
#define SQLITE_MOST_MB 26.0

static double minutes;
static guint edit_ms = 40;
static const char *hub_program;

typedef struct
{
  double memory; /* MB; 0 where the system does not say */
  double heap;   /* MB in use, without SQLite's; 0 where the C library does not say */
  double sqlite; /* MB in use */
  double hub;    /* MB of the hub's process; 0: it is a thread of this one */
  double files, hub_files;
} Sample;

typedef struct
{
  char *folder;
  LiveHub *hub;
  TaStore *stores[DEVICES];
  TaSync *syncs[DEVICES];
  GRand *rand;
  GPtrArray *ids; /* of char*: households that were added */
  guint edits;
  GArray *samples; /* of Sample */
} Fixture;

/* The pod -------------------------------------------------------------------------------------------------------------------------------- */

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *link = NULL;

  f->folder = g_dir_make_tmp ("turnabout-soak-XXXXXX", NULL);
  f->hub = live_hub_new_program (hub_program, f->folder, &link);
  f->rand = g_rand_new_with_seed (1);
  f->ids = g_ptr_array_new_with_free_func (g_free);
  f->samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  for (guint i = 0; i < DEVICES; i++)
    {
      g_autofree char *name = g_strdup_printf ("device-%u.turnabout", i);
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      f->stores[i] = live_store_open (path);
      if (i == 0)
        live_found (f->stores[0], link, name);
      else
        live_bring_in (f->stores[0], f->stores[i], name);
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
  g_array_unref (f->samples);
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

/* @process: "self", or its number. MB in memory; 0 where the system does not say. */
static double
measure_memory (const char *process)
{
  g_autofree char *path = g_build_filename ("/proc", process, "statm", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  words = g_strsplit (text, " ", 3);
  return g_ascii_strtod (words[1], NULL) * 4096 / 1e6;
}

static guint
count_files (const char *process)
{
  g_autofree char *path = g_build_filename ("/proc", process, "fd", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint count = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    count++;
  return count;
}

/* Pages that are mapped or kept for later are no leak, and what leaks a little is not seen among them: so what is in use is looked at as well. */
static gboolean
sample (gpointer data)
{
  Fixture *f = data;
  const char *hub = live_hub_get_process (f->hub);
  Sample now = { measure_memory ("self"), live_heap (), live_sqlite (), .files = count_files ("self") };

  if (hub != NULL)
    {
      now.hub = measure_memory (hub);
      now.hub_files = count_files (hub);
    }
  g_array_append_val (f->samples, now);
  g_test_message ("%u edits: %.1f MB (heap %.2f, SQLite %.2f), %.0f files; hub %.1f MB, %.0f files", f->edits, now.memory, now.heap, now.sqlite, now.files, now.hub,
                  now.hub_files);
  return G_SOURCE_CONTINUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : *(const double *) a > *(const double *) b;
}

/* The median of what is @offset bytes into each sample of a third (0 to 2) of the time. */
static double
median (Fixture *f, guint third, gsize offset)
{
  guint first = f->samples->len * third / 3;
  guint count = f->samples->len * (third + 1) / 3 - first;
  g_autofree double *values = g_new (double, count);

  for (guint i = 0; i < count; i++)
    values[i] = G_STRUCT_MEMBER (double, &g_array_index (f->samples, Sample, first + i), offset);
  qsort (values, count, sizeof *values, compare);
  return values[count / 2];
}

static double
growth (Fixture *f, gsize offset)
{
  return median (f, 2, offset) - median (f, 1, offset);
}

static void
assert_level (Fixture *f)
{
  double heap = growth (f, G_STRUCT_OFFSET (Sample, heap));
  double rest = growth (f, G_STRUCT_OFFSET (Sample, memory)) - growth (f, G_STRUCT_OFFSET (Sample, sqlite)) - heap;

  g_test_message ("from one third to the next: heap %+.2f MB, free and mapped %+.2f MB, hub %+.2f MB, files %+.0f and %+.0f", heap, rest,
                  growth (f, G_STRUCT_OFFSET (Sample, hub)), growth (f, G_STRUCT_OFFSET (Sample, files)), growth (f, G_STRUCT_OFFSET (Sample, hub_files)));
  g_assert_cmpfloat (growth (f, G_STRUCT_OFFSET (Sample, files)), <=, FILES_SLACK);
  g_assert_cmpfloat (growth (f, G_STRUCT_OFFSET (Sample, hub_files)), <=, FILES_SLACK);
  g_assert_cmpfloat (median (f, 2, G_STRUCT_OFFSET (Sample, sqlite)), <=, SQLITE_MOST_MB);
  g_assert_cmpfloat (heap, <=, HEAP_SLACK_MB);
  g_assert_cmpfloat (growth (f, G_STRUCT_OFFSET (Sample, hub)), <=, HUB_SLACK_MB);
  /* The sanitizers keep what was freed. */
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpfloat (rest, <=, REST_SLACK_MB);
#endif
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
  guint editing = g_timeout_add (edit_ms, edit_something, f);
  guint sampling = g_timeout_add ((guint) MIN (SAMPLE_MS, ms / 9), sample, f);

  run_for (ms);
  g_source_remove (editing);
  g_source_remove (sampling);
  while (!are_all_the_same (f))
    run_for (100);
  g_assert_cmpuint (f->edits, >, 10);
  /* In a few seconds there is nothing to be seen in it. */
  if (minutes >= 1)
    assert_level (f);
}

static void
take_arguments (int argc, char *argv[])
{
  for (int i = 1; i < argc; i++)
    if (g_str_has_prefix (argv[i], "--minutes="))
      minutes = g_ascii_strtod (argv[i] + strlen ("--minutes="), NULL);
    else if (g_str_has_prefix (argv[i], "--every="))
      edit_ms = (guint) atoi (argv[i] + strlen ("--every="));
    else if (g_str_has_prefix (argv[i], "--hub="))
      hub_program = argv[i] + strlen ("--hub=");
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = g_dir_make_tmp ("turnabout-soak-data-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  take_arguments (argc, argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sync/soak", Fixture, NULL, set_up, test_soak, tear_down);
  return g_test_run ();
}
