/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clients that load a hub as wrk does, several connections at once from one process, each kept and with requests behind each other: what test-hub-load
 * starts several of.
 *
 *     hub-load mix PORT USER PASSWORD NUMBER REQUESTS     reads, writes by compare and set, requests that are wrong; and long polls beside them
 *     hub-load hold PORT COUNT                            connections that never say to the end what they want
 *
 * "mix" prints "begun" when it is under way; with all its requests answered "wrote ID REV" for each new document, "value ID VALUE" for each counter of its
 * own, "increments COUNT" of the counter that all share, what it met otherwise, and "done". Its long polls go on until they hear of the document "bell";
 * then it prints "saw COUNT" of the new documents for each of them and ends. Any answer that it should not get ends it with an error.
 */
#include "load-line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINES 6
#define POLLS 10          /* two more than an account may have */
#define BEHIND 4          /* requests behind each other */
#define PATIENCE_MS 30000 /* less than a heartbeat */

/* A document that is counted up by compare and set. */
typedef struct
{
  char *id;
  char *rev; /* NULL: it is not there */
  int value;
  gboolean known;
  gboolean asked;
} Counter;

typedef struct
{
  LoadLine *line;
  GQueue asked; /* of what it waits for: indices */
  guint left;
  Counter counters[2]; /* its own, and that of all */
  gboolean writing;
  gboolean ending; /* the hub will end the connection */
} Mixer;

typedef struct
{
  LoadLine *line;
  char *since;
  gboolean refused;
  gboolean heard; /* of the bell */
  guint saw;
} Poll;

typedef struct
{
  char *authorization;
  int number;
  GRand *rand;
  Mixer mixers[LINES];
  Poll polls[POLLS];
  guint answers, cuts, refused, increments, unknown, written;
  gboolean said_done;
} Load;

/* What is asked -------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *request;
  const char *more; /* of the head: NULL is the account and JSON */
  const char *body;
  guint status, or_status;
} Ask;

static const Ask asks[] = {
  { "GET /", NULL, "", 200, 0 },
  { "GET /pod", NULL, "", 200, 0 },
  { "GET /pod/_changes?limit=20&include_docs=true", NULL, "", 200, 0 },
  { "GET /pod/_changes?since=now", NULL, "", 200, 0 },
  { "GET /pod/_all_docs?limit=20&include_docs=true&conflicts=true", NULL, "", 200, 0 },
  { "POST /pod/_bulk_get", NULL, "{\"docs\":[{\"id\":\"shared\"},{\"id\":\"none\"}]}", 200, 0 },
  { "GET /pod/none", NULL, "", 404, 0 },
  { "GET /elsewhere/_changes", NULL, "", 404, 0 },
  { "GET /pod/_changes?limit=many", NULL, "", 400, 0 },
  { "POST /pod/_bulk_docs", NULL, "{\"docs\":[{\"_id\":", 400, 0 },
  { "POST /pod/_bulk_docs", NULL, "{\"docs\":[{\"_id\":\"_wrong\"}]}", 400, 0 },
  { "DELETE /pod/_changes", NULL, "", 405, 0 },
  { "POST /pod/_bulk_docs", "Content-Type: text/plain\r\n", "{}", 401, 0 },
  { "GET /pod", "", "", 401, 0 },
  { "GET /pod", "Authorization: Basic bm9ib2R5OndvcmQ=\r\n", "", 401, 403 },
};

#define GARBAGE G_N_ELEMENTS (asks)
#define WRITE (GARBAGE + 1)
#define FETCH (WRITE + 1) /* and which counter */

static void
say (Load *self, LoadLine *line, const char *request, const char *more, const char *body)
{
  g_autofree char *usual = g_strdup_printf ("Content-Type: application/json\r\nAuthorization: %s\r\n", self->authorization);
  g_autofree char *text = g_strdup_printf ("%s HTTP/1.1\r\nHost: x\r\nContent-Length: %zu\r\n%s\r\n%s", request, strlen (body), more != NULL ? more : usual, body);

  load_line_say (line, text);
}

static void
add_counter (GString *body, const Counter *counter)
{
  g_string_append_printf (body, ",{\"_id\":\"%s\",\"v\":%d", counter->id, counter->value + 1);
  if (counter->rev != NULL)
    g_string_append_printf (body, ",\"_rev\":\"%s\"", counter->rev);
  g_string_append_c (body, '}');
}

/* A new document, and both counters one up: one batch. */
static void
ask_write (Load *self, Mixer *mixer)
{
  g_autoptr (GString) body = g_string_new (NULL);

  g_string_append_printf (body, "{\"docs\":[{\"_id\":\"new-%d-%u\",\"c\":\"%0*d\"}", self->number, self->written++, g_rand_int_range (self->rand, 1, 3000), 0);
  for (guint i = 0; i < 2; i++)
    add_counter (body, &mixer->counters[i]);
  g_string_append (body, "]}");
  say (self, mixer->line, "POST /pod/_bulk_docs", NULL, body->str);
  mixer->writing = TRUE;
}

static guint
ask_next (Load *self, Mixer *mixer)
{
  guint ask = (guint) g_rand_int_range (self->rand, 0, 2 * G_N_ELEMENTS (asks) + 1);

  for (guint i = 0; i < 2; i++)
    if (!mixer->counters[i].known && !mixer->counters[i].asked)
      {
        g_autofree char *request = g_strdup_printf ("GET /pod/%s", mixer->counters[i].id);

        say (self, mixer->line, request, NULL, "");
        mixer->counters[i].asked = TRUE;
        return FETCH + i;
      }
  if (ask > GARBAGE && !mixer->writing && mixer->counters[0].known && mixer->counters[1].known)
    {
      ask_write (self, mixer);
      return WRITE;
    }
  if (ask == GARBAGE)
    {
      load_line_say (mixer->line, "\001\002\003\r\n\r\n");
      mixer->ending = TRUE;
      return ask;
    }
  ask %= G_N_ELEMENTS (asks);
  say (self, mixer->line, asks[ask].request, asks[ask].more, asks[ask].body);
  return ask;
}

static void
fill (Load *self, Mixer *mixer)
{
  while (mixer->left > 0 && !mixer->ending && mixer->asked.length < BEHIND)
    {
      mixer->left--;
      g_queue_push_tail (&mixer->asked, GUINT_TO_POINTER (ask_next (self, mixer)));
    }
}

/* What comes ----------------------------------------------------------------------------------------------------------------------- */

/* (nullable) (transfer full): what stands between @before and the next quote */
static char *
pick (const char *text, const char *before)
{
  const char *at = strstr (text, before);

  return at != NULL ? g_strndup (at + strlen (before), strcspn (at + strlen (before), "\"")) : NULL;
}

static void
expect (guint status, guint expected, guint or_expected, const char *what, const char *body)
{
  if (status != expected && status != or_expected)
    g_error ("%s: %u %s", what, status, body);
}

static void
set_rev (Counter *counter, char *rev)
{
  g_free (counter->rev);
  counter->rev = rev;
}

static void
take_counter (Counter *counter, guint status, const char *body)
{
  const char *value = strstr (body, "\"v\":");

  expect (status, 200, 404, counter->id, body);
  set_rev (counter, pick (body, "\"_rev\":\""));
  counter->value = value != NULL ? atoi (value + strlen ("\"v\":")) : 0;
  counter->known = TRUE;
  counter->asked = FALSE;
}

static void
take_row (Counter *counter, const char *row)
{
  if (strstr (row, "\"ok\":true") == NULL)
    {
      if (strstr (row, "\"conflict\"") == NULL)
        g_error ("%s", row);
      counter->known = FALSE;
      return;
    }
  set_rev (counter, pick (row, "\"rev\":\""));
  counter->value++;
}

static void
take_written (Load *self, Mixer *mixer, guint status, const char *body)
{
  g_auto (GStrv) rows = g_strsplit (body, "},{", 0);
  g_autofree char *id = pick (body, "\"id\":\""), *rev = pick (body, "\"rev\":\"");
  int before = mixer->counters[1].value;

  expect (status, 201, 201, "writing", body);
  if (g_strv_length (rows) != 3 || strstr (rows[0], "\"ok\":true") == NULL)
    g_error ("%s", body);
  printf ("wrote %s %s\n", id, rev);
  take_row (&mixer->counters[0], rows[1]);
  take_row (&mixer->counters[1], rows[2]);
  self->increments += mixer->counters[1].value > before;
  mixer->writing = FALSE;
}

static void
take_answer (Load *self, Mixer *mixer, guint status, const char *body)
{
  guint ask = GPOINTER_TO_UINT (g_queue_pop_head (&mixer->asked));

  if (ask < GARBAGE)
    expect (status, asks[ask].status, asks[ask].or_status, asks[ask].request, body);
  else if (ask == GARBAGE)
    expect (status, 400, 400, "garbage", body);
  else if (ask == WRITE)
    take_written (self, mixer, status, body);
  else
    take_counter (&mixer->counters[ask - FETCH], status, body);
  if (++self->answers == LINES * BEHIND)
    printf ("begun\n");
}

/* The hub has ended the connection: what it had been asked is asked no more, and nobody knows what became of the last write. */
static void
begin_again (Load *self, Mixer *mixer)
{
  self->cuts += !mixer->ending;
  self->unknown += mixer->writing;
  mixer->left += mixer->asked.length;
  mixer->writing = FALSE;
  mixer->ending = FALSE;
  g_queue_clear (&mixer->asked);
  for (guint i = 0; i < 2; i++)
    mixer->counters[i].known = mixer->counters[i].asked = FALSE;
  load_line_connect (mixer->line);
}

static void
go_on (Load *self, Mixer *mixer)
{
  gboolean open = load_line_pump (mixer->line);
  char *body;
  guint status = 0;

  while ((body = load_line_take (mixer->line, &status)) != NULL)
    {
      take_answer (self, mixer, status, body);
      g_free (body);
    }
  if (!open)
    begin_again (self, mixer);
  fill (self, mixer);
}

/* Long polls ----------------------------------------------------------------------------------------------------------------------- */

/* Who is not woken hears nothing before patience ends. */
static void
ask_poll (Load *self, Poll *poll)
{
  g_autofree char *request = g_strdup_printf ("GET /pod/_changes?feed=longpoll&heartbeat=60000&since=%s", poll->since);

  poll->refused = FALSE;
  say (self, poll->line, request, NULL, "");
}

/* Where one has ended there is room for another. */
static void
ask_refused (Load *self)
{
  for (guint i = 0; i < POLLS; i++)
    if (self->polls[i].refused)
      {
        ask_poll (self, &self->polls[i]);
        return;
      }
}

static void
take_changes (Load *self, Poll *poll, const char *body)
{
  g_autofree char *last = pick (body, "\"last_seq\":\"");

  if (last == NULL || strstr (body, "\"id\":") == NULL)
    g_error ("A long poll was not woken: %s", body);
  g_free (poll->since);
  poll->since = g_steal_pointer (&last);
  for (const char *at = body; (at = strstr (at, "\"id\":\"new-")) != NULL; at++)
    poll->saw++;
  poll->heard = strstr (body, "\"id\":\"bell\"") != NULL;
  if (poll->heard)
    printf ("saw %u\n", poll->saw);
  else
    ask_poll (self, poll);
  ask_refused (self);
}

static void
poll_on (Load *self, Poll *poll)
{
  gboolean open = load_line_pump (poll->line);
  guint status = 0;
  g_autofree char *body = load_line_take (poll->line, &status);

  if (body != NULL)
    {
      expect (status, 200, 429, "a long poll", body);
      poll->refused = status == 429;
      self->refused += poll->refused;
      if (!poll->refused)
        take_changes (self, poll, body);
    }
  if (open || poll->heard)
    return;
  self->cuts++;
  load_line_connect (poll->line);
  if (!poll->refused)
    ask_poll (self, poll);
}

/* Mixed ---------------------------------------------------------------------------------------------------------------------------- */

static void
start (Load *self, guint16 port, guint requests)
{
  for (guint i = 0; i < LINES; i++)
    {
      Mixer *mixer = &self->mixers[i];

      mixer->line = load_line_new (port);
      mixer->left = requests;
      mixer->counters[0].id = g_strdup_printf ("own-%d-%u", self->number, i);
      mixer->counters[1].id = g_strdup ("shared");
      fill (self, mixer);
    }
  for (guint i = 0; i < POLLS; i++)
    {
      self->polls[i].line = load_line_new (port);
      self->polls[i].since = g_strdup ("0");
      ask_poll (self, &self->polls[i]);
    }
}

/* How many still wait for something: for an answer, or for the bell. */
static guint
count_waiting (Load *self, gboolean of_mixers)
{
  guint count = 0;

  for (guint i = 0; of_mixers && i < LINES; i++)
    count += self->mixers[i].asked.length > 0 || self->mixers[i].left > 0;
  for (guint i = 0; !of_mixers && i < POLLS; i++)
    count += !self->polls[i].heard;
  return count;
}

static void
say_done (Load *self)
{
  self->said_done = TRUE;
  for (guint i = 0; i < LINES; i++)
    printf ("value %s %d\n", self->mixers[i].counters[0].id, self->mixers[i].counters[0].value);
  printf ("increments %u\nunknown %u\ncuts %u\nrefused %u\nanswers %u\ndone\n", self->increments, self->unknown, self->cuts, self->refused, self->answers);
}

static void
wait_and_work (Load *self)
{
  GPollFD watches[LINES + POLLS];

  for (guint i = 0; i < LINES; i++)
    load_line_watch (self->mixers[i].line, &watches[i]);
  for (guint i = 0; i < POLLS; i++)
    load_line_watch (self->polls[i].line, &watches[LINES + i]);
  fflush (stdout);
  if (g_poll (watches, G_N_ELEMENTS (watches), PATIENCE_MS) == 0)
    g_error ("Nobody was answered for half a minute");
  for (guint i = 0; i < LINES; i++)
    if (watches[i].revents != 0)
      go_on (self, &self->mixers[i]);
  for (guint i = 0; i < POLLS; i++)
    if (watches[LINES + i].revents != 0)
      poll_on (self, &self->polls[i]);
}

static void
finish (Load *self)
{
  for (guint i = 0; i < LINES; i++)
    {
      load_line_free (self->mixers[i].line);
      for (guint j = 0; j < 2; j++)
        {
          g_free (self->mixers[i].counters[j].id);
          g_free (self->mixers[i].counters[j].rev);
        }
    }
  for (guint i = 0; i < POLLS; i++)
    {
      load_line_free (self->polls[i].line);
      g_free (self->polls[i].since);
    }
  g_rand_free (self->rand);
  g_free (self->authorization);
}

static void
mix (guint16 port, const char *user, const char *password, int number, guint requests)
{
  g_autofree char *both = g_strconcat (user, ":", password, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) both, strlen (both));
  Load load = { .authorization = g_strconcat ("Basic ", encoded, NULL), .number = number, .rand = g_rand_new_with_seed ((guint32) number) };

  start (&load, port, requests);
  while (count_waiting (&load, TRUE) + count_waiting (&load, FALSE) > 0)
    {
      wait_and_work (&load);
      if (!load.said_done && count_waiting (&load, TRUE) == 0)
        say_done (&load);
    }
  finish (&load);
}

/* Held ----------------------------------------------------------------------------------------------------------------------------- */

/* Until standard input ends. */
static void
hold (guint16 port, guint count)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) load_line_free);

  for (guint i = 0; i < count; i++)
    {
      LoadLine *line = load_line_new (port);

      g_ptr_array_add (lines, line);
      load_line_say (line, "GET / HTTP/1.1\r\nHost: x\r\nX-And: ");
      load_line_pump (line);
    }
  printf ("held\n");
  fflush (stdout);
  while (getchar () != EOF)
    ;
}

int
main (int argc, char **argv)
{
  guint16 port = (guint16) (argc > 2 ? atoi (argv[2]) : 0);

  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  if (argc == 7 && g_str_equal (argv[1], "mix"))
    mix (port, argv[3], argv[4], atoi (argv[5]), (guint) atoi (argv[6]));
  else if (argc == 4 && g_str_equal (argv[1], "hold"))
    hold (port, (guint) atoi (argv[3]));
  else
    g_error ("mix PORT USER PASSWORD NUMBER REQUESTS, or hold PORT COUNT");
  return 0;
}
