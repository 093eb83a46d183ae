/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A child of this program writes commands into a file and acknowledges each, once the store has said that it is done, with a byte on
 * a pipe. It is killed at random moments, again and again on the same file. What the file then holds is compared with a database in
 * memory to which the same commands were done.
 *
 * How many they are, the file itself says. The right number is that of the acknowledgements, or one more: the child begins a command
 * only after it has acknowledged the one before, so at most one can be on the disk without a byte on the pipe – the one that was
 * killed between its commit and its acknowledgement. That it stands is right: a commit that has happened cannot be unsaid, and nobody was told
 * that it had not. A smaller number would mean a change that somebody saw confirmed and that is lost, a larger one a change that nobody
 * made, and content that is not exactly that of the number of commands would mean half of one.
 *
 * The end of the process is what is tested here; the end of the electricity would need a disk that forgets what was not synced.
 */
#include "ta-check.h"
#include "ta-dump.h"
#include "ta-household-table.h"
#include "ta-id.h"
#include "ta-store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Under the sanitizers, which slow down what is killed: fewer. */
#ifdef __SANITIZE_ADDRESS__
#define KILLS 75
#else
#define KILLS 200
#endif
#define FRESH_EVERY 25          /* kills after which the file is made anew, so that its making is interrupted too */
#define MOST_ACKNOWLEDGEMENTS 8 /* to wait for before the kill */
#define MOST_MICROSECONDS 4000  /* to wait in addition */
#define MOST_OPENING 25000      /* the same where no acknowledgement is waited for */

/* What the commands do -------------------------------------------------------------------------------------------------------------- */

static char *
id_of (int number, int part)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) (number * 8 + part));

  return ta_id_new_from_seed (rand, 1767225600000 + number);
}

static void
set_id (char **id, int number, int part)
{
  g_free (*id);
  *id = id_of (number, part);
}

static TaHousehold *
make_household (int number)
{
  g_autofree char *name = g_strdup_printf ("Family %d", number);
  TaHousehold *household = ta_household_new (name);
  TaPerson *adult = ta_person_new ("Ana", TA_ROLE_ADULT);
  TaPerson *child = ta_person_new ("Bruno", TA_ROLE_CHILD);
  TaAllergy *allergy = ta_allergy_new ("milk", TA_SEVERITY_ALLERGY);

  set_id (&household->id, number, 0);
  set_id (&adult->id, number, 1);
  set_id (&child->id, number, 2);
  set_id (&allergy->id, number, 3);
  child->guardian = g_strdup (adult->id);
  g_ptr_array_add (child->allergies, allergy);
  g_ptr_array_add (household->persons, child);
  g_ptr_array_add (household->persons, adult);
  return household;
}

static gboolean
edit_earlier (TaDatabase *database, int number, GError **error)
{
  g_autofree char *id = id_of (number - 5, 0);
  g_autoptr (TaHousehold) household = ta_household_table_get (database, id, error);

  if (household == NULL)
    return FALSE;
  g_free (household->notes);
  household->notes = g_strnfill (2000, (char) ('a' + number % 26));
  g_ptr_array_remove_index (household->persons, 0);
  return ta_household_table_save (database, household, error);
}

static gboolean
delete_earlier (TaDatabase *database, int number, GError **error)
{
  g_autofree char *id = id_of (number - 20, 0);

  return ta_household_table_delete (database, id, error);
}

/* Command @data adds a household, changes one that was added before and deletes an old one: all or nothing. */
static gboolean
do_command (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  int number = GPOINTER_TO_INT (data);
  g_autoptr (TaHousehold) household = make_household (number);

  return ta_household_table_save (database, household, error) && (number <= 5 || edit_earlier (database, number, error))
         && (number <= 20 || delete_earlier (database, number, error));
}

static gboolean
run_command (TaStore *store, int number, GError **error)
{
  g_autofree char *label = g_strdup_printf ("Command %d", number);

  return ta_store_run (store, label, NULL, do_command, GINT_TO_POINTER (number), NULL, error);
}

/* How many commands the history has. */
static gpointer
read_number (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT count (*) FROM history");

  return ta_statement_step (statement, error) == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
}

static int
count_commands (TaStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *number = ta_store_read (store, read_number, NULL, &error);

  g_assert_no_error (error);
  return atoi (number);
}

/* The child ------------------------------------------------------------------------------------------------------------------------- */

static int
write_for_ever (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaStore) store = ta_store_open (path, TA_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  for (int number = count_commands (store) + 1;; number++)
    {
      run_command (store, number, &error);
      g_assert_no_error (error);
      /* The pipe is read to its end, so only a parent that died lets this fail. */
      if (write (STDOUT_FILENO, "+", 1) != 1)
        return 1;
    }
}

/* The parent ------------------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  char *dir;
  char *path;
  TaStore *reference; /* in memory, with the first @commands commands done */
  int commands;
} Fixture;

static void
start_anew (Fixture *fixture)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, suffixes[i], NULL);

      g_unlink (path);
    }
  g_clear_object (&fixture->reference);
  fixture->reference = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  fixture->commands = 0;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("turnabout-crash-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->dir, "pod.sqlite", NULL);
}

/* Whoever is killed between two migrations leaves the copy that is made before the second. */
static void
remove_copies (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

      g_assert_true (g_str_has_prefix (name, "pod.sqlite"));
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  start_anew (fixture);
  remove_copies (fixture);
  g_clear_object (&fixture->reference);
  g_assert_cmpint (g_rmdir (fixture->dir), ==, 0);
  g_free (fixture->dir);
  g_free (fixture->path);
}

static GPid
start_child (const char *path, int *acknowledgements)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  const char *argv[] = { program, "--write", path, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, acknowledgements, NULL, &error);
  g_assert_no_error (error);
  return pid;
}

/* Up to @most acknowledgements; fewer only at the end of the pipe. */
static int
read_acknowledgements (int fd, int most)
{
  int count = 0;

  while (count < most)
    {
      char bytes[64];
      gssize n = read (fd, bytes, MIN (sizeof bytes, (gsize) (most - count)));

      if (n < 0 && errno == EINTR)
        continue;
      g_assert_cmpint (n, >=, 0);
      if (n == 0)
        break;
      count += (int) n;
    }
  return count;
}

static void
spin (int microseconds)
{
  gint64 until = g_get_monotonic_time () + microseconds;

  while (g_get_monotonic_time () < until)
    ;
}

/* Lets a child write and kills it at a random moment. Returns how many commands it acknowledged. */
static int
write_and_kill (const char *path)
{
  int wait_for = g_test_rand_int_range (0, MOST_ACKNOWLEDGEMENTS + 1);
  int acknowledged, status, fd;
  GPid pid = start_child (path, &fd);

  acknowledged = read_acknowledgements (fd, wait_for);
  g_assert_cmpint (acknowledged, ==, wait_for);
  spin (g_test_rand_int_range (0, wait_for > 0 ? MOST_MICROSECONDS : MOST_OPENING));
  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  acknowledged += read_acknowledgements (fd, G_MAXINT - acknowledged);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  /* It ended because it was killed, not because something failed. */
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
  close (fd);
  return acknowledged;
}

static gpointer
check (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_check_run (database, error);
}

static void
assert_sound (TaStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = ta_store_read (store, check, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
assert_same_content (TaStore *a, TaStore *b)
{
  g_autofree char *first = ta_store_read (a, ta_dump_read, NULL, NULL);
  g_autofree char *second = ta_store_read (b, ta_dump_read, NULL, NULL);

  g_assert_nonnull (first);
  g_assert_cmpstr (first, ==, second);
}

static void
advance_reference (Fixture *fixture, int commands)
{
  g_autoptr (GError) error = NULL;

  while (fixture->commands < commands)
    {
      run_command (fixture->reference, ++fixture->commands, &error);
      g_assert_no_error (error);
    }
}

/* Returns whether a command stands that was not acknowledged. */
static gboolean
assert_holds (Fixture *fixture, int acknowledged)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaStore) store = ta_store_open (fixture->path, TA_DATABASE_CREATE, &error);
  int expected = fixture->commands + acknowledged;
  int found;

  g_assert_no_error (error);
  found = count_commands (store);
  g_assert_cmpint (found, >=, expected);
  g_assert_cmpint (found, <=, expected + 1);
  advance_reference (fixture, found);
  assert_same_content (store, fixture->reference);
  assert_sound (store);
  g_assert_cmpstr (ta_store_get_undo_label (store), ==, ta_store_get_undo_label (fixture->reference));
  return found > expected;
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  int unacknowledged = 0;
  int commands = 0;

  for (int i = 0; i < KILLS; i++)
    {
      int acknowledged;

      if (i % FRESH_EVERY == 0)
        start_anew (fixture);
      acknowledged = write_and_kill (fixture->path);
      commands += acknowledged;
      unacknowledged += assert_holds (fixture, acknowledged) ? 1 : 0;
    }
  g_test_message ("%d commands were acknowledged; %d stood that were not", commands, unacknowledged);
}

/* What was written before the kill can be undone after it, to the last. */
static void
test_undone_afterwards (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaStore) store = NULL;
  g_autoptr (TaStore) empty = NULL;
  int acknowledged = 0;

  start_anew (fixture);
  while (acknowledged < 10)
    acknowledged += write_and_kill (fixture->path);
  store = ta_store_open (fixture->path, TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  for (int i = count_commands (store); i > 0; i--)
    {
      ta_store_undo (store, 0, &error);
      g_assert_no_error (error);
    }
  empty = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);
  assert_same_content (store, empty);
  assert_sound (store);
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "--write") == 0)
    return write_for_ever (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/crash/killed", Fixture, NULL, set_up, test_killed, tear_down);
  g_test_add ("/crash/undone-afterwards", Fixture, NULL, set_up, test_undone_afterwards, tear_down);
  return g_test_run ();
}
