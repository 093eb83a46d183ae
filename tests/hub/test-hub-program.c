/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program itself, as an operator starts it: what it prints, that it ends in good order, and that it keeps what it acknowledged when it does
 * not: killed 200 times in the middle of writes, and with a disk that is full.
 *
 * Each write is a batch of two documents: one that is new, and a counter that follows its own revision. So the number of new documents is the counter's
 * value, unless half of a batch was kept; and the value is that of the last acknowledged write, or one more where the program was killed between its
 * commit and its answer.
 */
#include "ta-hub-process.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define KILLS 200
#define CHECK_EVERY 20          /* kills after which the file is looked at from outside */
#define MOST_ACKNOWLEDGEMENTS 6 /* to wait for before the kill */
#define MOST_MICROSECONDS 3000  /* to wait in addition */

static const char *program;

static HubTest *
new_file (void)
{
  HubTest *test = hub_test_new (NULL);

  hub_test_stop (test);
  return test;
}

/* Being killed ---------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GPid pid;
  gulong microseconds;
} Killing;

static gpointer
kill_soon (gpointer data)
{
  Killing *killing = data;

  g_usleep (killing->microseconds);
  kill (killing->pid, SIGKILL);
  return NULL;
}

/* The counter: its value, and its revision for the next write. */
static int
read_counter (HubTest *test, char **rev)
{
  g_autoptr (HubAnswer) answer = hub_test_ask (test, "GET", "/pod/counter", NULL);
  const char *value = strstr (answer->body, "\"v\":");

  if (answer->status == 404)
    return 0;
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_nonnull (value);
  *rev = hub_test_pick (answer->body, "\"_rev\":\"");
  return atoi (value + 4);
}

/* %FALSE where there was no answer. */
static gboolean
write_next (HubTest *test, int value, char **rev)
{
  g_autofree char *parent = *rev != NULL ? g_strdup_printf (",\"_rev\":\"%s\"", *rev) : g_strdup ("");
  g_autofree char *body = g_strdup_printf ("{\"docs\":[{\"_id\":\"new-%06d\",\"c\":\"%0*d\"},{\"_id\":\"counter\"%s,\"v\":%d}]}", value,
                                           g_test_rand_int_range (1, 3000), value, parent, value);
  g_autoptr (HubAnswer) answer = hub_test_ask_as (test, test->user, test->password, "POST", "/pod/_bulk_docs", "application/json", body, NULL);
  const char *second = answer != NULL ? strstr (answer->body, "\"id\":\"counter\"") : NULL;

  if (second == NULL)
    return FALSE;
  g_assert_cmpuint (answer->status, ==, 201);
  g_assert_cmpuint (hub_test_count (answer->body, "\"ok\":true"), ==, 2);
  g_free (*rev);
  *rev = hub_test_pick (second, "\"rev\":\"");
  return TRUE;
}

/* Writes until the program is dead. Returns the last value that was acknowledged. */
static int
write_until_killed (HubTest *test, GSubprocess *process, int value, char **rev)
{
  Killing killing = { atoi (g_subprocess_get_identifier (process)), (gulong) g_test_rand_int_range (0, MOST_MICROSECONDS) };
  int wait_for = value + g_test_rand_int_range (0, MOST_ACKNOWLEDGEMENTS);
  GThread *killer = NULL;
  gboolean alive = TRUE;

  while (alive)
    {
      if (killer == NULL && value >= wait_for)
        killer = g_thread_new ("killer", kill_soon, &killing);
      alive = write_next (test, value + 1, rev);
      value += alive;
    }
  g_assert_nonnull (killer);
  g_thread_join (killer);
  g_subprocess_wait (process, NULL, NULL);
  return value;
}

static char *
ask_file (sqlite3 *file, const char *sql)
{
  sqlite3_stmt *stmt = NULL;
  char *text;

  g_assert_cmpint (sqlite3_prepare_v2 (file, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  text = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  return text;
}

static void
check_file (HubTest *test, int value)
{
  sqlite3 *file = NULL;
  g_autofree char *integrity = NULL, *count = NULL, *last = NULL, *expected = g_strdup_printf ("%d", value);

  g_assert_cmpint (sqlite3_open (test->path, &file), ==, SQLITE_OK);
  integrity = ask_file (file, "PRAGMA integrity_check");
  count = ask_file (file, "SELECT count (*) FROM doc WHERE id LIKE 'new-%'");
  last = ask_file (file, "SELECT docs - 1 FROM pod");
  sqlite3_close (file);
  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_cmpstr (count, ==, expected);
  g_assert_cmpstr (last, ==, expected);
}

static void
test_killed (void)
{
  g_autoptr (HubTest) test = new_file ();
  int acknowledged = 0;
  gint64 longest = 0;

  for (int i = 0; i < KILLS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GSubprocess) process = hub_process_start (program, test, 0, FALSE);
      g_autofree char *rev = NULL, *path = NULL;
      int value;

      longest = MAX (longest, g_get_monotonic_time () - start);
      value = read_counter (test, &rev);
      g_assert_cmpint (value, >=, acknowledged);
      g_assert_cmpint (value, <=, acknowledged + 1);
      path = g_strdup_printf ("/pod/new-%06d", value);
      g_free (hub_test_get (test, path, value > 0 ? 200 : 404));
      acknowledged = write_until_killed (test, process, value, &rev);
      soup_session_abort (test->session);
      if (i % CHECK_EVERY == CHECK_EVERY - 1)
        {
          g_autoptr (GSubprocess) again = hub_process_start (program, test, 0, FALSE);
          g_autofree char *ignored = NULL;

          value = read_counter (test, &ignored);
          hub_process_end (again, SIGTERM);
          check_file (test, value);
        }
    }
  g_assert_cmpint (acknowledged, >, KILLS);
  g_test_message ("%d writes were acknowledged; the program started in %d ms at the longest", acknowledged, (int) (longest / 1000));
}

/* A full disk ----------------------------------------------------------------------------------------------------------------------- */

static void
test_file_may_not_grow (void)
{
  g_autoptr (HubTest) test = new_file ();
  g_autoptr (GSubprocess) process = hub_process_start (program, test, 400000, FALSE);
  g_autoptr (GSubprocess) again = NULL;
  g_autofree char *filling = g_strnfill (20000, 'x'), *all = NULL, *after = NULL, *count = NULL;
  guint status = 201, written = 0;

  for (int i = 0; i < 100 && status == 201; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"docs\":[{\"_id\":\"d%03d\",\"c\":\"%s\"}]}", i, filling);
      g_autoptr (HubAnswer) answer = hub_test_ask (test, "POST", "/pod/_bulk_docs", body);

      status = answer->status;
      written += status == 201;
    }
  g_assert_cmpuint (status, ==, 507);
  g_assert_cmpuint (written, >, 5);
  all = hub_test_get (test, "/pod/_all_docs?include_docs=true", 200);
  g_assert_cmpuint (hub_test_count (all, "\"key\":"), ==, written);
  hub_process_end (process, SIGKILL);
  soup_session_abort (test->session);
  again = hub_process_start (program, test, 0, FALSE);
  after = hub_test_get (test, "/pod/_all_docs?include_docs=true", 200);
  g_assert_cmpstr (after, ==, all);
  g_free (hub_test_put (test, "{\"_id\":\"now it can\"}"));
  hub_process_end (again, SIGTERM);
}

/* The command line ------------------------------------------------------------------------------------------------------------------ */

static void
test_command_line (void)
{
  g_autoptr (HubTest) test = new_file ();
  g_autofree char *path = g_build_filename (test->folder, "new.db", NULL), *copy = g_build_filename (test->folder, "copy.db", NULL);
  g_autofree char *backup = g_strconcat ("--backup=", copy, NULL);
  const char *init[] = { "--init", path, "--url", "https://hub.example.org", "--db", "pod", NULL };
  const char *invite[] = { "--invite", "other", path, NULL };
  const char *list[] = { "--list", path, NULL };
  const char *delete[] = { "--delete", "other", path, NULL };
  const char *remove[] = { "--remove", "nobody", path, NULL };
  const char *save[] = { backup, path, NULL };
  const char *open[] = { "--listen", "0.0.0.0:0", path, NULL };
  const char *nothing[] = { NULL };
  g_autofree char *link = hub_process_run (program, 0, init);
  g_autofree char *other = hub_process_run (program, 0, invite);
  g_autofree char *listed = hub_process_run (program, 0, list);

  g_assert_true (g_str_has_prefix (link, "https://hub.example.org/j#AEA"));
  g_assert_cmpuint (hub_test_count (link, "\n"), ==, 1);
  g_assert_true (g_str_has_prefix (other, "https://hub.example.org/j#AEA"));
  g_assert_cmpstr (listed, ==, "other: 0 documents, 0 devices\npod: 0 documents, 0 devices\n");
  g_free (hub_process_run (program, 1, init));
  g_free (hub_process_run (program, 0, save));
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_free (hub_process_run (program, 1, save));
  g_free (hub_process_run (program, 0, delete));
  g_free (hub_process_run (program, 1, delete));
  g_free (hub_process_run (program, 1, remove));
  g_free (listed);
  listed = hub_process_run (program, 0, list);
  g_assert_cmpstr (listed, ==, "pod: 0 documents, 0 devices\n");
  g_free (hub_process_run (program, 2, open));
  g_free (hub_process_run (program, 2, nothing));
}

/* Who is refused says so and goes on with nothing; @path is as an operator may write it. */
static void
assert_is_served (const char *path)
{
  const char *arguments[] = { program, "--listen", "127.0.0.1:0", path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) second = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_autofree char *complaint = NULL;
  gssize said;
  char c;

  g_assert_no_error (error);
  said = g_input_stream_read (g_subprocess_get_stdout_pipe (second), &c, 1, NULL, NULL);
  if (said != 0)
    g_subprocess_force_exit (second);
  g_subprocess_communicate_utf8 (second, NULL, NULL, NULL, &complaint, NULL);
  g_assert_cmpint (said, ==, 0);
  g_assert_true (g_subprocess_get_if_exited (second));
  g_assert_cmpint (g_subprocess_get_exit_status (second), ==, 1);
  g_assert_nonnull (strstr (complaint, "served by another turnabout-hub"));
}

/* Root may try it out, and the daemon's own user serve it from then on. */
static void
test_lock_of_root (void)
{
  g_autoptr (HubTest) test = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *lock = NULL;
  GStatBuf info;

  if (geteuid () != 0)
    {
      g_test_skip ("for root alone");
      return;
    }
  test = new_file ();
  lock = g_strconcat (test->path, "-lock", NULL);
  g_unlink (lock);
  if (chown (test->path, 1234, 1235) != 0)
    {
      g_test_skip ("no other user here");
      return;
    }
  process = hub_process_start (program, test, 0, FALSE);
  g_assert_cmpint (g_stat (lock, &info), ==, 0);
  g_assert_cmpuint (info.st_uid, ==, 1234);
  g_assert_cmpuint (info.st_gid, ==, 1235);
  hub_process_end (process, SIGTERM);
}

/* One file is served once; what else an operator does with it goes on beside that. */
static void
test_second (void)
{
  g_autoptr (HubTest) test = new_file ();
  g_autoptr (GSubprocess) process = hub_process_start (program, test, 0, FALSE);
  g_autoptr (GSubprocess) again = NULL;
  g_autofree char *link = g_build_filename (test->folder, "link.db", NULL), *copy = g_build_filename (test->folder, "copy.db", NULL);
  const char *save[] = { "--backup", copy, test->path, NULL }, *invite[] = { "--invite", "pod", test->path, NULL }, *list[] = { "--list", test->path, NULL };

  g_assert_cmpint (symlink (test->path, link), ==, 0);
  assert_is_served (test->path);
  assert_is_served (link);
  g_free (hub_test_put (test, "{\"_id\":\"still served\"}"));
  g_free (hub_process_run (program, 0, save));
  g_free (hub_process_run (program, 0, invite));
  g_free (hub_process_run (program, 0, list));
  /* Who was killed is in nobody's way. */
  hub_process_end (process, SIGKILL);
  soup_session_abort (test->session);
  again = hub_process_start (program, test, 0, FALSE);
  g_free (hub_test_get (test, "/pod/still%20served", 200));
  hub_process_end (again, SIGTERM);
}

/* What makes no sense is said, and leaves nothing behind; what names members and holds calendars is for its owner's eyes. */
static void
test_wrong_command_line (void)
{
  g_autoptr (HubTest) test = new_file ();
  g_autofree char *path = g_build_filename (test->folder, "new.db", NULL), *copy = g_build_filename (test->folder, "copy.db", NULL);
  const char *const wrong[][6] = { { "--init", "--url", "http://hub.example.org", path, NULL }, { "--init", "--list", "--url", "https://x", path, NULL }, { "--db", "other", test->path, NULL }, { "--url", "https://x", test->path, NULL } };
  const char *no_name[] = { "--init", "--url", "https://x", "", NULL };
  const char *save[] = { "--backup", copy, test->path, NULL };
  const char *serve[] = { "--listen", "[::1]:0", NULL };
  const char *half[] = { "--invite", "pod", test->path, NULL };
  g_autoptr (GSubprocess) process = NULL;
  GStatBuf info;
  sqlite3 *file = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_free (hub_process_run (program, 2, wrong[i]));
  g_free (hub_process_run (program, 1, no_name));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_free (hub_process_run (program, 0, save));
  g_assert_cmpint (g_stat (copy, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  process = hub_process_start_with (program, test, serve);
  g_assert_true (g_str_has_prefix (test->url, "http://[::1]:"));
  hub_process_end (process, SIGTERM);
  g_assert_true (g_subprocess_get_successful (process));
  /* As where --init was cut short. */
  g_assert_cmpint (sqlite3_open (test->path, &file), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (file, "DELETE FROM setting", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (file);
  g_free (hub_process_run (program, 1, half));
}

/* The lines in the log say what was asked, and nothing of whom or by whom. */
static void
test_log (void)
{
  static const char token[] = "00112233445566778899aabbccddeeff";
  g_autoptr (HubTest) test = new_file ();
  g_autoptr (GSubprocess) process = hub_process_start (program, test, 0, TRUE);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
  g_autofree char *feed = g_strdup_printf ("/pod/_turnabout/feeds/%s", hash), *calendar = g_strdup_printf ("/f/%s.ics", token);
  g_autofree char *joining = g_strdup_printf ("{\"token\":\"%s\"}", token), *log = NULL;
  g_autoptr (HubAnswer) put = NULL, got = NULL, joined = NULL;

  g_free (hub_test_put (test, "{\"_id\":\"secretid\",\"c\":\"secretbody\"}"));
  g_free (hub_test_get (test, "/pod/secretid", 200));
  g_free (hub_test_get (test, "/pod/_changes?since=secretsince", 200));
  put = hub_test_ask_as (test, test->user, test->password, "PUT", feed, "text/calendar", "BEGIN:VCALENDAR\r\nsecretbody", NULL);
  got = hub_test_ask_as (test, NULL, NULL, "GET", calendar, NULL, NULL, NULL);
  joined = hub_test_ask_as (test, NULL, NULL, "POST", "/_turnabout/join", "application/json", joining, NULL);
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &log, NULL);
  g_assert_true (g_subprocess_get_successful (process));
  g_assert_nonnull (strstr (log, "POST _bulk_docs 201 "));
  g_assert_nonnull (strstr (log, "GET {} 200 "));
  g_assert_nonnull (strstr (log, "GET /f/{} 200 "));
  g_assert_nonnull (strstr (log, "POST /_turnabout/join 404 "));
  for (const char *const *word = (const char *const[]) { "secret", token, hash, test->user, test->password, "127.0.0.1", NULL }; *word != NULL; word++)
    g_assert_null (strstr (log, *word));
}

/* TLS ------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
is_expected (SoupMessage *msg, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer expected)
{
  return g_tls_certificate_is_same (certificate, expected);
}

/* %FALSE where the hub shows another certificate than @name's. */
static gboolean
is_shown (HubTest *test, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".pem", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "hub", "fixtures", file, NULL);
  g_autoptr (GTlsCertificate) expected = g_tls_certificate_new_from_file (path, NULL);
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autoptr (SoupMessage) msg = soup_message_new ("GET", test->url);
  g_autoptr (GBytes) answer = NULL;

  g_assert_nonnull (expected);
  g_signal_connect (msg, "accept-certificate", G_CALLBACK (is_expected), expected);
  answer = soup_session_send_and_read (session, msg, NULL, NULL);
  return answer != NULL && soup_message_get_status (msg) == 200;
}

static void
copy_fixture (HubTest *test, const char *from, const char *to)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "hub", "fixtures", from, NULL);
  g_autofree char *target = g_build_filename (test->folder, to, NULL);
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (source, &content, NULL, NULL));
  g_assert_true (g_file_set_contents (target, content, -1, NULL));
}

/* With a certificate of its own, which is renewed while it runs; and whoever does not speak TLS does not disturb it. */
static void
test_tls (void)
{
  g_autoptr (HubTest) test = new_file ();
  g_autofree char *certificate = g_build_filename (test->folder, "pem", NULL), *key = g_build_filename (test->folder, "key", NULL);
  const char *arguments[] = { "--listen", "127.0.0.1:0", "--tls-certificate", certificate, "--tls-key", key, NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GSocketConnection) plain = NULL;
  g_autofree char *refused = NULL;
  gboolean renewed = FALSE;

  copy_fixture (test, "first.pem", "pem");
  copy_fixture (test, "first.key", "key");
  process = hub_process_start_with (program, test, arguments);
  g_assert_true (g_str_has_prefix (test->url, "https://127.0.0.1:"));
  g_assert_true (is_shown (test, "first"));
  g_assert_false (is_shown (test, "second"));
  plain = hub_test_connect (test);
  g_assert_true (hub_test_send (plain, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
  refused = hub_test_receive (plain, NULL);
  g_assert_null (strstr (refused, "200 OK"));
  copy_fixture (test, "second.pem", "pem");
  copy_fixture (test, "second.key", "key");
  g_subprocess_send_signal (process, SIGHUP);
  /* It is read when the signal has come. */
  for (int i = 0; i < 1000 && !renewed; i++)
    renewed = is_shown (test, "second");
  g_assert_true (renewed);
  /* Not in good order: libsoup 3.6 keeps the certificate that it was given before, and LeakSanitizer would say so. */
  hub_process_end (process, SIGKILL);
}

/* Memory ---------------------------------------------------------------------------------------------------------------------------- */

/* A hundred megabytes go in and out again; the hub never has them at a time. */
static void
test_memory (void)
{
  g_autoptr (HubTest) test = new_file ();
  g_autoptr (GSubprocess) process = hub_process_start (program, test, 0, FALSE);
  g_autofree char *filling = g_strnfill (1000000, 'x');
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *buffer = g_malloc (1 << 20);
  gssize size;
  gsize total = 0;
  guint peak;

  for (int i = 0; i < 10; i++)
    {
      g_autoptr (GString) body = g_string_new ("{\"docs\":[");

      for (int j = 0; j < 10; j++)
        g_string_append_printf (body, "%s{\"_id\":\"%d-%d\",\"c\":\"%s\"}", j > 0 ? "," : "", i, j, filling);
      g_string_append (body, "]}");
      g_free (hub_test_post (test, "/pod/_bulk_docs", body->str, 201));
    }
  stream = hub_test_open (test, "/pod/_changes?include_docs=true");
  while ((size = g_input_stream_read (stream, buffer, 1 << 20, NULL, NULL)) > 0)
    total += (gsize) size;
  g_assert_cmpuint (total, >, 100000000);
  peak = hub_process_peak (process);
  g_test_message ("The hub had %u MB at the most", peak);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpuint (peak, <, 100);
#endif
  hub_process_end (process, SIGTERM);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  program = argv[1];
  g_test_add_func ("/hub/program/command-line", test_command_line);
  g_test_add_func ("/hub/program/wrong-command-line", test_wrong_command_line);
  g_test_add_func ("/hub/program/second", test_second);
  g_test_add_func ("/hub/program/lock-of-root", test_lock_of_root);
  g_test_add_func ("/hub/program/log", test_log);
  g_test_add_func ("/hub/program/tls", test_tls);
  g_test_add_func ("/hub/program/memory", test_memory);
  g_test_add_func ("/hub/program/file-may-not-grow", test_file_may_not_grow);
  g_test_add_func ("/hub/program/killed", test_killed);
  return g_test_run ();
}
