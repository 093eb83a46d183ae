/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-caldav.h"

#include "ta-caldav-publisher.h"
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-test-command.h"
#include "ta-sync-error.h"
#include "ta-turn-table.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#define TURNS 5

/* A pod of two households; one holds the turns of the coming days. */
typedef struct
{
  TaStore *store;
  FakeCaldav *server;
  TaHousehold *silva;
  TaHousehold *okafor;
  TaTurn *turns[TURNS];
} Fixture;

static gboolean
fill (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *f = data;
  g_autoptr (TaCollective) collective = ta_collective_new ("Cordón", "America/Montevideo", "UYU");
  g_autoptr (TaPod) pod = ta_pod_new ("Cordón");
  g_autoptr (TaService) service = ta_service_new ("Cooking", TA_SERVICE_COOK);
  TaDate today;

  if (!ta_collective_table_save (database, collective, error) || !ta_pod_table_save (database, pod, error) || !ta_service_table_save (database, service, error)
      || !ta_household_table_save (database, f->silva, error) || !ta_household_table_save (database, f->okafor, error)
      || !ta_collective_table_date (database, 0, &today, error))
    return FALSE;
  for (int i = 0; i < TURNS; i++)
    {
      f->turns[i] = ta_turn_new (pod->id, service->id, today + 1 + i, 18 * 60);
      f->turns[i]->state = TA_TURN_PUBLISHED;
      ta_turn_set_holder (f->turns[i], f->silva->id, TA_DUTY_COOK);
      /* Nobody else eats of the last. */
      g_ptr_array_add (f->turns[i]->eaters, ta_eater_new (i < TURNS - 1 ? f->okafor->id : f->silva->id, 300));
      if (!ta_turn_table_save (database, f->turns[i], error))
        return FALSE;
    }
  return TRUE;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  f->server = fake_caldav_new ();
  f->silva = ta_household_new ("Silva");
  f->okafor = ta_household_new ("Okafor");
  ta_test_do (f->store, fill, f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  for (int i = 0; i < TURNS; i++)
    ta_turn_free (f->turns[i]);
  ta_household_free (f->silva);
  ta_household_free (f->okafor);
  fake_caldav_free (f->server);
  ta_store_close (f->store);
  g_object_unref (f->store);
}

static gboolean
try_set (Fixture *f, const TaHousehold *household, const char *path, const char *password, GError **error)
{
  g_autofree char *url = g_strconcat (fake_caldav_get_url (f->server), path, NULL);
  g_autoptr (TaCaldavTarget) target = ta_caldav_target_new (url, "ana", household->id, NULL);

  return ta_caldav_set (f->store, target, password, NULL, error);
}

static void
begin (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  try_set (f, f->silva, "/ana/pod/", "right", &error);
  g_assert_no_error (error);
}

static void
publish (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  ta_caldav_publish (f->store, NULL, &error);
  g_assert_no_error (error);
}

static gpointer
read_target (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_caldav_table_get (database, error);
}

static TaCaldavTarget *
get_target (Fixture *f)
{
  return ta_store_read (f->store, read_target, NULL, NULL);
}

static char *
uid_of (Fixture *f, int turn)
{
  return g_strconcat (f->turns[turn]->id, "@turnabout", NULL);
}

/* Sending -------------------------------------------------------------------------------------------------------------------------------- */

static void
test_all_arrive (Fixture *f, gconstpointer data)
{
  g_autofree char *uid = uid_of (f, 2);
  g_autofree char *body = NULL;
  g_autoptr (TaCaldavTarget) target = NULL;

  begin (f);
  g_assert_cmpuint (fake_caldav_size (f->server), ==, TURNS);
  body = fake_caldav_dup (f->server, uid);
  g_assert_nonnull (body);
  g_assert_nonnull (strstr (body, "SUMMARY:Cooking (your turn)\r\n"));
  g_assert_null (strstr (body, "METHOD"));
  g_assert_null (strstr (body, "Silva"));
  target = get_target (f);
  g_assert_cmpint (target->done_at, >, 0);
  g_assert_cmpstr (target->problem, ==, "");
}

static void
test_only_what_changed (Fixture *f, gconstpointer data)
{
  g_autofree char *uid = uid_of (f, 1);
  g_autofree char *body = NULL;
  guint before;

  begin (f);
  before = fake_caldav_count (f->server, "PUT");
  publish (f);
  g_assert_cmpuint (fake_caldav_count (f->server, "PUT"), ==, before);
  f->turns[1]->start = 19 * 60;
  ta_test_do (f->store, ta_test_save_turn, f->turns[1]);
  publish (f);
  g_assert_cmpuint (fake_caldav_count (f->server, "PUT"), ==, before + 1);
  body = fake_caldav_dup (f->server, uid);
  g_assert_nonnull (strstr (body, "T190000\r\n"));
}

static void
test_called_off (Fixture *f, gconstpointer data)
{
  g_autofree char *uid = uid_of (f, 0);
  g_autofree char *body = NULL;

  begin (f);
  f->turns[0]->state = TA_TURN_CANCELLED;
  ta_test_do (f->store, ta_test_save_turn, f->turns[0]);
  publish (f);
  body = fake_caldav_dup (f->server, uid);
  g_assert_nonnull (strstr (body, "STATUS:CANCELLED"));
}

/* What is called off and over is of no use to anybody. */
static void
test_called_off_and_over (Fixture *f, gconstpointer data)
{
  begin (f);
  f->turns[0]->state = TA_TURN_CANCELLED;
  f->turns[0]->date -= 5;
  ta_test_do (f->store, ta_test_save_turn, f->turns[0]);
  publish (f);
  g_assert_cmpuint (fake_caldav_size (f->server), ==, TURNS - 1);
}

static void
test_of_another_household (Fixture *f, gconstpointer data)
{
  g_autofree char *own = uid_of (f, TURNS - 1);
  g_autofree char *gone = NULL;
  g_autoptr (GError) error = NULL;

  begin (f);
  try_set (f, f->okafor, "/ana/pod/", "right", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fake_caldav_size (f->server), ==, TURNS - 1);
  gone = fake_caldav_dup (f->server, own);
  g_assert_null (gone);
}

/* Others at the same calendar ------------------------------------------------------------------------------------------------------------ */

static void
change_first (Fixture *f)
{
  f->turns[0]->start = 20 * 60;
  ta_test_do (f->store, ta_test_save_turn, f->turns[0]);
  publish (f);
}

static void
assert_changed (Fixture *f)
{
  g_autofree char *uid = uid_of (f, 0);
  g_autofree char *body = fake_caldav_dup (f->server, uid);

  g_assert_nonnull (body);
  g_assert_nonnull (strstr (body, "T200000\r\n"));
}

static void
test_overwrites_others (Fixture *f, gconstpointer data)
{
  g_autofree char *uid = uid_of (f, 0);

  begin (f);
  fake_caldav_put (f->server, uid, "BEGIN:VCALENDAR\r\nof somebody else");
  change_first (f);
  assert_changed (f);
}

static void
test_deleted_by_others (Fixture *f, gconstpointer data)
{
  g_autofree char *uid = uid_of (f, 0);

  begin (f);
  fake_caldav_put (f->server, uid, NULL);
  change_first (f);
  assert_changed (f);
}

/* As after a crash between the server's answer and the note of it. */
static void
test_there_before (Fixture *f, gconstpointer data)
{
  g_autofree char *uid = uid_of (f, 0);
  g_autofree char *body = NULL;

  fake_caldav_put (f->server, uid, "BEGIN:VCALENDAR\r\nof an earlier day");
  begin (f);
  body = fake_caldav_dup (f->server, uid);
  g_assert_nonnull (strstr (body, "SUMMARY:Cooking (your turn)\r\n"));
  g_assert_cmpuint (fake_caldav_size (f->server), ==, TURNS);
}

static void
test_without_etags (Fixture *f, gconstpointer data)
{
  fake_caldav_hide_etags (f->server);
  begin (f);
  change_first (f);
  assert_changed (f);
}

/* What goes wrong ------------------------------------------------------------------------------------------------------------------------ */

static void
test_wrong_password (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaCaldavTarget) target = NULL;

  g_assert_false (try_set (f, f->silva, "/ana/pod/", "wrong", &error));
  g_assert_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_PASSWORD);
  /* It is tried once, and kept nowhere. */
  g_assert_cmpuint (fake_caldav_count (f->server, "401"), ==, 1);
  target = get_target (f);
  g_assert_null (target);
}

static void
test_no_calendar (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) none = NULL;
  g_autoptr (GError) folder = NULL;

  g_assert_false (try_set (f, f->silva, "/ana/other/", "right", &none));
  g_assert_error (none, TA_SYNC_ERROR, TA_SYNC_ERROR_NOT_FOUND);
  g_assert_false (try_set (f, f->silva, "/ana/", "right", &folder));
  g_assert_error (folder, TA_SYNC_ERROR, TA_SYNC_ERROR_NOT_FOUND);
  g_assert_cmpuint (fake_caldav_count (f->server, "PUT"), ==, 0);
}

static void
test_not_encrypted (Fixture *f, gconstpointer data)
{
  g_autoptr (TaCaldavTarget) target = ta_caldav_target_new ("http://calendar.example.org/ana/pod/", "ana", f->silva->id, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (ta_caldav_set (f->store, target, "right", NULL, &error));
  g_assert_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_ODD);
}

/* A password goes nowhere but where it was given for. */
static void
test_other_server (Fixture *f, gconstpointer data)
{
  g_autoptr (FakeCaldav) other = fake_caldav_new ();
  g_autofree char *url = g_strconcat (fake_caldav_get_url (other), "/ana/pod/", NULL);
  g_autoptr (TaCaldavTarget) target = NULL;
  g_autoptr (GError) error = NULL;

  begin (f);
  target = get_target (f);
  /* As it was: */
  g_assert_true (ta_caldav_set (f->store, target, NULL, NULL, &error));
  g_set_str (&target->url, url);
  g_assert_false (ta_caldav_set (f->store, target, NULL, NULL, &error));
  g_assert_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_KEY);
  g_assert_cmpuint (fake_caldav_count (other, "PROPFIND"), ==, 0);
}

/* A password that is refused is not tried again until a person has looked. */
static void
test_waits_for_a_person (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaCaldavTarget) target = NULL;
  guint before;

  begin (f);
  fake_caldav_refuse (f->server, 403);
  f->turns[0]->start = 20 * 60;
  ta_test_do (f->store, ta_test_save_turn, f->turns[0]);
  g_assert_false (ta_caldav_publish (f->store, NULL, &error));
  g_assert_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_REMOVED);
  target = get_target (f);
  g_assert_true (target->stopped);
  g_assert_cmpstr (target->problem, ==, error->message);
  before = fake_caldav_count (f->server, "PUT");
  publish (f);
  g_assert_cmpuint (fake_caldav_count (f->server, "PUT"), ==, before);
  fake_caldav_refuse (f->server, 0);
  begin (f);
  assert_changed (f);
}

static void
test_tries_again (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  begin (f);
  fake_caldav_refuse (f->server, 503);
  f->turns[0]->start = 20 * 60;
  ta_test_do (f->store, ta_test_save_turn, f->turns[0]);
  g_assert_false (ta_caldav_publish (f->store, NULL, &error));
  g_assert_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_NETWORK);
  fake_caldav_refuse (f->server, 0);
  publish (f);
  assert_changed (f);
}

/* The end -------------------------------------------------------------------------------------------------------------------------------- */

static void
test_removed (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaCaldavTarget) target = NULL;
  guint before;

  begin (f);
  g_assert_true (ta_caldav_remove (f->store, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fake_caldav_size (f->server), ==, 0);
  target = get_target (f);
  g_assert_null (target);
  before = fake_caldav_count (f->server, "PUT");
  publish (f);
  g_assert_cmpuint (fake_caldav_count (f->server, "PUT"), ==, before);
}

static void
test_not_in_the_history (Fixture *f, gconstpointer data)
{
  g_autofree char *before = g_strdup (ta_store_get_undo_label (f->store));

  begin (f);
  change_first (f);
  g_assert_cmpstr (ta_store_get_undo_label (f->store), ==, before);
}

/* A folder of folders of files. */
static void
clear_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        clear_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

/* Radicale, where it is installed --------------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *folder;
  char *url; /* of the calendar */
  GSubprocess *server;
  SoupSession *session;
} Radicale;

static int
free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  int port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);
  return port;
}

static guint
ask_radicale (Radicale *radicale, const char *method, const char *path, char **body)
{
  g_autofree char *url = g_strconcat (radicale->url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) bytes = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", "Basic YW5hOnJpZ2h0");
  bytes = soup_session_send_and_read (radicale->session, message, NULL, NULL);
  if (bytes == NULL)
    return 0;
  if (body != NULL)
    *body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return soup_message_get_status (message);
}

static void
make_calendar (Radicale *radicale)
{
  g_assert_cmpuint (ask_radicale (radicale, "MKCALENDAR", "", NULL), ==, 201);
}

/* It says so when it listens. */
static void
wait_until_ready (Radicale *radicale)
{
  g_autoptr (GDataInputStream) stream = g_data_input_stream_new (g_subprocess_get_stderr_pipe (radicale->server));
  gboolean ready = FALSE;

  while (!ready)
    {
      g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, NULL);

      g_assert_nonnull (line);
      ready = strstr (line, "server ready") != NULL;
    }
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
}

static void
start_radicale (Radicale *radicale, const char *program)
{
  g_autofree char *host = g_strdup_printf ("127.0.0.1:%d", free_port ());
  g_autofree char *users = NULL;
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;

  radicale->folder = g_dir_make_tmp ("turnabout-radicale-XXXXXX", NULL);
  users = g_build_filename (radicale->folder, "users", NULL);
  data = g_build_filename (radicale->folder, "data", NULL);
  radicale->url = g_strdup_printf ("http://%s/ana/pod/", host);
  radicale->session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_assert_true (g_file_set_contents (users, "ana:right\n", -1, NULL));
  radicale->server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error, program, "--config", "", "--server-hosts", host,
                                       "--storage-filesystem-folder", data, "--auth-type", "htpasswd", "--auth-htpasswd-filename", users, "--auth-htpasswd-encryption", "plain", NULL);
  g_assert_no_error (error);
  wait_until_ready (radicale);
  make_calendar (radicale);
}

static void
stop_radicale (Radicale *radicale)
{
  g_subprocess_force_exit (radicale->server);
  g_subprocess_wait (radicale->server, NULL, NULL);
  g_clear_object (&radicale->server);
  g_clear_object (&radicale->session);
  clear_folder (radicale->folder);
  g_free (radicale->folder);
  g_free (radicale->url);
}

static void
assert_at_radicale (Fixture *f, Radicale *radicale, const char *text)
{
  g_autofree char *uid = uid_of (f, 0);
  g_autofree char *path = g_strconcat (uid, ".ics", NULL);
  g_autofree char *body = NULL;

  g_assert_cmpuint (ask_radicale (radicale, "GET", path, &body), ==, text != NULL ? 200 : 404);
  g_assert_true (text == NULL || strstr (body, text) != NULL);
}

static void
test_radicale (Fixture *f, gconstpointer data)
{
  g_autofree char *program = g_find_program_in_path ("radicale");
  g_autoptr (TaCaldavTarget) target = NULL;
  g_autoptr (GError) error = NULL;
  Radicale radicale = { 0 };

  if (program == NULL)
    {
      g_test_skip ("Radicale is not installed");
      return;
    }
  start_radicale (&radicale, program);
  target = ta_caldav_target_new (radicale.url, "ana", f->silva->id, NULL);
  ta_caldav_set (f->store, target, "right", NULL, &error);
  g_assert_no_error (error);
  assert_at_radicale (f, &radicale, "SUMMARY:Cooking (your turn)");
  change_first (f);
  assert_at_radicale (f, &radicale, "T200000");
  /* It gives other ETags after somebody else has written. */
  g_assert_cmpuint (ask_radicale (&radicale, "DELETE", "", NULL), ==, 200);
  make_calendar (&radicale);
  f->turns[0]->start = 21 * 60;
  ta_test_do (f->store, ta_test_save_turn, f->turns[0]);
  publish (f);
  assert_at_radicale (f, &radicale, "T210000");
  g_assert_true (ta_caldav_remove (f->store, NULL, &error));
  assert_at_radicale (f, &radicale, NULL);
  stop_radicale (&radicale);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/caldav/all-arrive", test_all_arrive },
    { "/caldav/only-what-changed", test_only_what_changed },
    { "/caldav/called-off", test_called_off },
    { "/caldav/called-off-and-over", test_called_off_and_over },
    { "/caldav/of-another-household", test_of_another_household },
    { "/caldav/overwrites-others", test_overwrites_others },
    { "/caldav/deleted-by-others", test_deleted_by_others },
    { "/caldav/there-before", test_there_before },
    { "/caldav/without-etags", test_without_etags },
    { "/caldav/wrong-password", test_wrong_password },
    { "/caldav/no-calendar", test_no_calendar },
    { "/caldav/not-encrypted", test_not_encrypted },
    { "/caldav/other-server", test_other_server },
    { "/caldav/waits-for-a-person", test_waits_for_a_person },
    { "/caldav/tries-again", test_tries_again },
    { "/caldav/removed", test_removed },
    { "/caldav/radicale", test_radicale },
    { "/caldav/not-in-the-history", test_not_in_the_history },
  };
  g_autofree char *folder = g_dir_make_tmp ("turnabout-caldav-XXXXXX", NULL);
  int status;

  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  status = g_test_run ();
  clear_folder (folder);
  return status;
}
