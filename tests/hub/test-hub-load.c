/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program under load: several processes (hub-load), each with several connections, whose requests stand behind each other, and with more long polls
 * than an account may have. What was acknowledged is there afterwards, nobody is kept waiting, and the hub has not grown.
 */
#include "ta-hub-process.h"

#include <signal.h>
#include <string.h>

#define CLIENTS 4
#define POLLS 10   /* of each client */
#define OF_HUB 32  /* files that the hub has open besides its connections */
#define HELD 300   /* connections, more than the hub takes */
#define MOST 256   /* connections that it takes */
#define MOST_MB 60 /* that it may have had in memory */

static const char *program, *load;

typedef struct
{
  GSubprocess *process;
  GDataInputStream *said;
} Client;

typedef struct
{
  HubTest *test;
  GSubprocess *hub;
  Client clients[CLIENTS];
  char *user, *password; /* of the last one who joined */
  GHashTable *revs;      /* from the id of each new document that was acknowledged to its revision */
  GHashTable *values;    /* of the clients' own counters, as acknowledged */
  guint increments, unknown, cuts, refused, answers;
  guint asked; /* by others meanwhile */
} Field;

static void
field_init (Field *self)
{
  self->test = hub_test_new (NULL);
  hub_test_stop (self->test);
  self->revs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->hub = hub_process_start (program, self->test, 0, FALSE);
}

static void
field_clear (Field *self)
{
  hub_process_end (self->hub, SIGTERM);
  g_assert_true (g_subprocess_get_successful (self->hub));
  g_object_unref (self->hub);
  g_hash_table_unref (self->revs);
  g_hash_table_unref (self->values);
  hub_test_free (self->test);
}

/* The clients ---------------------------------------------------------------------------------------------------------------------- */

static void
client_start (Client *self, const char *const *arguments)
{
  g_autoptr (GError) error = NULL;

  self->process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  self->said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
}

static void
client_end (Client *self)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_assert_true (g_subprocess_get_successful (self->process));
  g_clear_object (&self->said);
  g_clear_object (&self->process);
}

static char *
client_read (Client *self)
{
  char *line = g_data_input_stream_read_line_utf8 (self->said, NULL, NULL, NULL);

  /* It says on standard error what it did not like. */
  g_assert_nonnull (line);
  return line;
}

static void
client_await (Client *self, const char *word)
{
  g_autofree char *line = client_read (self);

  g_assert_cmpstr (line, ==, word);
}

static char *
get_port (Field *self)
{
  return g_strdup (strrchr (self->test->url, ':') + 1);
}

/* Each has an account of its own, and begins with nobody else's leave. */
static void
start_clients (Field *self, guint requests)
{
  g_autofree char *port = get_port (self), *count = g_strdup_printf ("%u", requests);

  for (int i = 0; i < CLIENTS; i++)
    {
      g_autofree char *link = NULL, *user = NULL, *password = NULL, *number = g_strdup_printf ("%d", i);

      g_assert_true (ta_hub_invite (self->test->path, "pod", &link, NULL));
      hub_test_join (self->test, link, "Load", &user, &password);
      client_start (&self->clients[i], (const char *const[]) { load, "mix", port, user, password, number, count, NULL });
    }
}

/* One line of what a client says at the end; %FALSE where that was the last one. */
static gboolean
take_line (Field *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 0);
  const struct
  {
    const char *name;
    guint *sum;
  } sums[] = { { "increments", &self->increments }, { "unknown", &self->unknown }, { "cuts", &self->cuts }, { "refused", &self->refused }, { "answers", &self->answers } };

  if (g_str_equal (words[0], "done"))
    return FALSE;
  if (g_str_equal (words[0], "wrote"))
    g_assert_true (g_hash_table_insert (self->revs, g_strdup (words[1]), g_strdup (words[2])));
  else if (g_str_equal (words[0], "value"))
    g_hash_table_insert (self->values, g_strdup (words[1]), GINT_TO_POINTER (atoi (words[2])));
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    if (g_str_equal (words[0], sums[i].name))
      *sums[i].sum += (guint) atoi (words[1]);
  return TRUE;
}

static void
await_begun (Field *self)
{
  for (int i = 0; i < CLIENTS; i++)
    {
      gboolean begun = FALSE;

      while (!begun)
        {
          g_autofree char *line = client_read (&self->clients[i]);

          begun = g_str_equal (line, "begun");
          g_assert_true (begun || take_line (self, line));
        }
    }
}

/* Somebody else, with the account that was there before: is answered, each time. A write whose connection was the idle one that had to go is made anew. */
static void
ask_beside (Field *self)
{
  g_autofree char *doc = g_strdup_printf ("{\"docs\":[{\"_id\":\"beside-%u\"}]}", self->asked++);
  g_autoptr (HubAnswer) written = NULL;

  g_free (hub_test_get (self->test, "/pod", 200));
  while (written == NULL)
    written = hub_test_ask_as (self->test, self->test->user, self->test->password, "POST", "/pod/_bulk_docs", "application/json", doc, NULL);
  g_assert_cmpuint (written->status, ==, 201);
}

/* Reads what the clients say until all are done, and asks beside them whenever another line of theirs was read. */
static void
gather (Field *self)
{
  for (int i = 0; i < CLIENTS; i++)
    {
      gboolean more = TRUE;

      while (more)
        {
          g_autofree char *line = client_read (&self->clients[i]);

          more = take_line (self, line);
          if (more && self->asked < 100)
            ask_beside (self);
        }
    }
}

/* All that waits is woken, and has seen every new document once. */
static void
ring (Field *self, guint documents)
{
  g_autofree char *expected = g_strdup_printf ("saw %u", documents);

  g_free (hub_test_put (self->test, "{\"_id\":\"bell\"}"));
  for (int i = 0; i < CLIENTS; i++)
    {
      for (int j = 0; j < POLLS; j++)
        client_await (&self->clients[i], expected);
      client_end (&self->clients[i]);
    }
}

/* What is there -------------------------------------------------------------------------------------------------------------------- */

static int
read_value (HubTest *test, const char *id)
{
  g_autofree char *path = g_strconcat ("/pod/", id, NULL), *doc = hub_test_get (test, path, 200);

  return atoi (strstr (doc, "\"v\":") + strlen ("\"v\":"));
}

/* What was acknowledged is there, and of what was not no more than can be. Gives how many new documents there are. */
static guint
check_content (Field *self)
{
  g_autofree char *all = hub_test_get (self->test, "/pod/_all_docs", 200);
  guint documents = hub_test_count (all, "\"key\":\"new-");
  int shared = read_value (self->test, "shared");
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, self->revs);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      g_autofree char *row = g_strdup_printf ("\"key\":\"%s\",\"value\":{\"rev\":\"%s\"}", (char *) id, (char *) value);

      g_assert_nonnull (strstr (all, row));
    }
  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &id, &value))
    g_assert_cmpint (read_value (self->test, id), >=, GPOINTER_TO_INT (value));
  g_assert_cmpuint (g_hash_table_size (self->values), >=, CLIENTS);
  g_assert_cmpuint (documents, >=, g_hash_table_size (self->revs));
  g_assert_cmpuint (documents, <=, g_hash_table_size (self->revs) + self->unknown);
  g_assert_cmpint (shared, >=, (int) self->increments);
  g_assert_cmpint (shared, <=, (int) (self->increments + self->unknown));
  return documents;
}

static void
check_size (Field *self)
{
  guint peak = hub_process_peak (self->hub);

  g_test_message ("%u answers, %u new documents, %u of %u increments without a conflict, %u long polls refused, %u connections cut; the hub had %u MB at the most",
                  self->answers, g_hash_table_size (self->revs), self->increments, g_hash_table_size (self->revs), self->refused, self->cuts, peak);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpuint (peak, <, MOST_MB);
#endif
}

static void
test_mixed (void)
{
  Field field = { 0 };

  field_init (&field);
  start_clients (&field, 300);
  await_begun (&field);
  ask_beside (&field);
  gather (&field);
  /* Nobody is sent away but who sends garbage; and of ten long polls two have to wait for room. */
  g_assert_cmpuint (field.cuts, ==, 0);
  g_assert_cmpuint (field.unknown, ==, 0);
  g_assert_cmpuint (field.refused, >=, 2 * CLIENTS);
  g_assert_cmpuint (field.increments, <, g_hash_table_size (field.revs));
  ring (&field, check_content (&field));
  check_size (&field);
  field_clear (&field);
}

/* Besides, somebody opens connections without end, and says nothing on them. */
static void
test_held (void)
{
  Field field = { 0 };
  Client holder;
  g_autofree char *port = NULL, *count = g_strdup_printf ("%d", HELD);

  field_init (&field);
  port = get_port (&field);
  start_clients (&field, 100);
  await_begun (&field);
  client_start (&holder, (const char *const[]) { load, "hold", port, count, NULL });
  client_await (&holder, "held");
  ask_beside (&field);
  g_assert_cmpuint (hub_process_files (field.hub), <=, MOST + OF_HUB);
  g_assert_cmpuint (hub_process_files (field.hub), >, MOST / 2);
  gather (&field);
  g_assert_cmpuint (hub_process_files (field.hub), <=, MOST + OF_HUB);
  ring (&field, check_content (&field));
  check_size (&field);
  client_end (&holder);
  field_clear (&field);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  program = argv[1];
  load = argv[2];
  g_test_add_func ("/hub/load/mixed", test_mixed);
  g_test_add_func ("/hub/load/held", test_held);
  return g_test_run ();
}
