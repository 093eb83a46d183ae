/* SPDX-License-Identifier: GPL-3.0-or-later */

/* sync-bare URL DB USER PASSWORD FOLDER DOCUMENTS BYTES: the least that a client in C can do with libsoup, json-glib and SQLite: documents of so many bytes go to the
   empty hub by compare and set, come back as changes, and come back by name, five hundred at a time, each batch a transaction with synchronous=FULL. Nothing is sealed,
   merged or told to anybody. Prints a line of JSON for each. */

#include "sync-step.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define BATCH 500
#define FRAME_BYTES 124

typedef struct
{
  SoupSession *session;
  char *base;
  char *authorization;
  const char *folder;
  guint documents;
  guint bytes;
} Bench;

/* A file of its own for each step, as three computers would have. */
static sqlite3 *
open_file (const Bench *bench, const char *name)
{
  g_autofree char *path = g_build_filename (bench->folder, name, NULL);
  sqlite3 *file = NULL;

  if (sqlite3_open (path, &file) != SQLITE_OK
      || sqlite3_exec (file, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE doc (id TEXT PRIMARY KEY, rev TEXT, body TEXT) WITHOUT ROWID; "
                             "CREATE TABLE place (since TEXT)",
                       NULL, NULL, NULL)
             != SQLITE_OK)
    g_error ("sync-bare: %s", sqlite3_errmsg (file));
  return file;
}

static void
run (sqlite3 *file, const char *sql)
{
  if (sqlite3_exec (file, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("sync-bare: %s", sqlite3_errmsg (file));
}

static sqlite3_stmt *
prepare (sqlite3 *file, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (file, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("sync-bare: %s", sqlite3_errmsg (file));
  return statement;
}

static JsonParser *
ask (const Bench *bench, const char *method, const char *path, GString *body)
{
  g_autofree char *url = g_strconcat (bench->base, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GBytes) content = body != NULL ? g_string_free_to_bytes (body) : NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  JsonParser *parser = json_parser_new_immutable ();

  soup_message_headers_replace (headers, "Accept", "application/json");
  soup_message_headers_replace (headers, "Authorization", bench->authorization);
  if (content != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", content);
  answer = soup_session_send_and_read (bench->session, message, NULL, &error);
  if (answer == NULL || soup_message_get_status (message) >= 300)
    g_error ("sync-bare: %s %s: %u %s", method, path, soup_message_get_status (message), error != NULL ? error->message : "");
  if (!json_parser_load_from_data (parser, g_bytes_get_data (answer, NULL), (gssize) g_bytes_get_size (answer), &error))
    g_error ("sync-bare: %s", error->message);
  return parser;
}

/* Sending --------------------------------------------------------------------------------------------------------------------------------- */

static void
fill (const Bench *bench, sqlite3 *file)
{
  sqlite3_stmt *insert = prepare (file, "INSERT INTO doc VALUES (?, NULL, ?)");
  gsize size = (gsize) (bench->bytes - FRAME_BYTES) * 3 / 4;
  g_autofree guchar *random = g_malloc (size);

  run (file, "BEGIN");
  for (guint i = 0; i < bench->documents; i++)
    {
      g_autofree char *id = g_strdup_printf ("%08x%08x%08x%08x", g_random_int (), g_random_int (), g_random_int (), i);
      g_autofree char *text = NULL;
      g_autofree char *body = NULL;

      for (gsize k = 0; k < size; k++)
        random[k] = (guchar) g_random_int_range (0, 256);
      text = g_base64_encode (random, size);
      body = g_strdup_printf ("{\"v\":1,\"k\":\"0123456789abcdef\",\"c\":\"%s\"}", text);
      sqlite3_bind_text (insert, 1, id, -1, SQLITE_TRANSIENT);
      sqlite3_bind_text (insert, 2, body, -1, SQLITE_TRANSIENT);
      sqlite3_step (insert);
      sqlite3_reset (insert);
    }
  sqlite3_finalize (insert);
  run (file, "COMMIT");
}

static guint
take_results (sqlite3 *file, sqlite3_stmt *update, JsonArray *results)
{
  run (file, "BEGIN");
  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonObject *result = json_array_get_object_element (results, i);

      if (!json_object_has_member (result, "ok"))
        g_error ("sync-bare: the hub refused a document");
      sqlite3_bind_text (update, 1, json_object_get_string_member (result, "rev"), -1, SQLITE_TRANSIENT);
      sqlite3_bind_text (update, 2, json_object_get_string_member (result, "id"), -1, SQLITE_TRANSIENT);
      sqlite3_step (update);
      sqlite3_reset (update);
    }
  run (file, "COMMIT");
  return json_array_get_length (results);
}

static GString *
next_batch (sqlite3_stmt *select, const char *after)
{
  GString *body = NULL;

  sqlite3_bind_text (select, 1, after, -1, SQLITE_TRANSIENT);
  while (sqlite3_step (select) == SQLITE_ROW)
    {
      const char *id = (const char *) sqlite3_column_text (select, 0);

      if (body == NULL)
        body = g_string_new ("{\"docs\":[");
      else
        g_string_append_c (body, ',');
      g_string_append_printf (body, "{\"_id\":\"%s\",%s", id, (const char *) sqlite3_column_text (select, 1) + 1);
    }
  sqlite3_reset (select);
  if (body != NULL)
    g_string_append (body, "]}");
  return body;
}

static void
push (const Bench *bench)
{
  sqlite3 *file = open_file (bench, "bare-push.db");
  sqlite3_stmt *select = prepare (file, "SELECT id, body FROM doc WHERE rev IS NULL AND id > ? ORDER BY id LIMIT " G_STRINGIFY (BATCH));
  sqlite3_stmt *update = prepare (file, "UPDATE doc SET rev = ? WHERE id = ?");
  g_autofree char *after = g_strdup ("");
  guint done = 0;
  Step step;

  fill (bench, file);
  step = step_begin ();
  while (done < bench->documents)
    {
      GString *body = next_batch (select, after);
      g_autoptr (JsonParser) answer = ask (bench, "POST", "/_bulk_docs", body);
      JsonArray *results = json_node_get_array (json_parser_get_root (answer));
      guint taken = take_results (file, update, results);

      g_set_str (&after, json_object_get_string_member (json_array_get_object_element (results, taken - 1), "id"));
      done += taken;
    }
  step_end (&step, "push", done);
  sqlite3_finalize (select);
  sqlite3_finalize (update);
  sqlite3_close (file);
}

/* Taking ---------------------------------------------------------------------------------------------------------------------------------- */

static void
keep (sqlite3_stmt *insert, JsonObject *document)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_set_object (node, document);
  text = json_to_string (node, FALSE);
  sqlite3_bind_text (insert, 1, json_object_get_string_member (document, "_id"), -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (insert, 2, json_object_get_string_member (document, "_rev"), -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (insert, 3, text, -1, SQLITE_TRANSIENT);
  sqlite3_step (insert);
  sqlite3_reset (insert);
}

static void
keep_rows (sqlite3 *file, sqlite3_stmt *insert, JsonArray *rows, const char *since)
{
  char *place = sqlite3_mprintf ("DELETE FROM place; INSERT INTO place VALUES (%Q)", since);

  run (file, "BEGIN");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      keep (insert, json_object_get_object_member (row, "doc"));
    }
  run (file, place);
  run (file, "COMMIT");
  sqlite3_free (place);
}

static guint
count_kept (sqlite3 *file)
{
  sqlite3_stmt *count = prepare (file, "SELECT count (*) FROM doc");
  guint found;

  sqlite3_step (count);
  found = (guint) sqlite3_column_int (count, 0);
  sqlite3_finalize (count);
  return found;
}

static char *
seq_of (JsonObject *page)
{
  JsonNode *node = json_object_get_member (page, "last_seq");

  return json_node_get_value_type (node) == G_TYPE_STRING ? json_node_dup_string (node) : g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
}

static void
pull (const Bench *bench)
{
  sqlite3 *file = open_file (bench, "bare-pull.db");
  sqlite3_stmt *insert = prepare (file, "INSERT OR REPLACE INTO doc VALUES (?, ?, ?)");
  g_autofree char *since = g_strdup ("0");
  gboolean over = FALSE;
  Step step = step_begin ();

  while (!over)
    {
      g_autofree char *escaped = g_uri_escape_string (since, NULL, FALSE);
      g_autofree char *path = g_strdup_printf ("/_changes?style=all_docs&include_docs=true&conflicts=true&limit=%d&seq_interval=%d&since=%s", BATCH, BATCH, escaped);
      g_autoptr (JsonParser) answer = ask (bench, "GET", path, NULL);
      JsonObject *page = json_node_get_object (json_parser_get_root (answer));
      JsonArray *rows = json_object_get_array_member (page, "results");

      over = json_array_get_length (rows) == 0;
      g_free (since);
      since = seq_of (page);
      keep_rows (file, insert, rows, since);
    }
  step_end (&step, "pull", count_kept (file));
  sqlite3_finalize (insert);
  sqlite3_close (file);
}

static void
bootstrap (const Bench *bench)
{
  sqlite3 *file = open_file (bench, "bare-bootstrap.db");
  sqlite3_stmt *insert = prepare (file, "INSERT OR REPLACE INTO doc VALUES (?, ?, ?)");
  g_autofree char *from = g_strdup ("");
  guint got = BATCH + 1;
  Step step = step_begin ();

  while (got > BATCH)
    {
      g_autofree char *path = g_strdup_printf ("/_all_docs?include_docs=true&limit=%d&startkey=%%22%s%%22", BATCH + 1, from);
      g_autoptr (JsonParser) answer = ask (bench, "GET", path, NULL);
      JsonArray *rows = json_object_get_array_member (json_node_get_object (json_parser_get_root (answer)), "rows");

      got = json_array_get_length (rows);
      keep_rows (file, insert, rows, from);
      g_set_str (&from, json_object_get_string_member (json_array_get_object_element (rows, got - 1), "id"));
    }
  step_end (&step, "bootstrap", count_kept (file));
  sqlite3_finalize (insert);
  sqlite3_close (file);
}

int
main (int argc, char **argv)
{
  g_autofree char *account = NULL;
  g_autofree char *encoded = NULL;
  Bench bench = { NULL };

  if (argc != 8)
    {
      g_printerr ("usage: sync-bare URL DB USER PASSWORD FOLDER DOCUMENTS BYTES\n");
      return 2;
    }
  account = g_strdup_printf ("%s:%s", argv[3], argv[4]);
  encoded = g_base64_encode ((const guchar *) account, strlen (account));
  bench = (Bench) { soup_session_new_with_options ("timeout", 120u, "proxy-resolver", NULL, NULL), g_strdup_printf ("%s/%s", argv[1], argv[2]),
                    g_strconcat ("Basic ", encoded, NULL), argv[5], (guint) atoi (argv[6]), (guint) atoi (argv[7]) };
  push (&bench);
  pull (&bench);
  bootstrap (&bench);
  g_object_unref (bench.session);
  g_free (bench.base);
  g_free (bench.authorization);
  return 0;
}
