/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-test-hub.h"

#include "ta-check.h"
#include "ta-dump.h"

#include <string.h>

#define COMMAND_MARK "--: "

static const guint8 pod[16] = { 1, 2, 3, 4 };

typedef struct
{
  guint64 number;
  char *json;
} TestRow;

static void
row_free (gpointer data)
{
  TestRow *row = data;

  g_free (row->json);
  g_free (row);
}

TaTestHub *
ta_test_hub_new (void)
{
  TaTestHub *hub = g_new0 (TaTestHub, 1);

  hub->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, row_free);
  hub->feed = g_ptr_array_new_with_free_func (g_free);
  return hub;
}

void
ta_test_hub_free (TaTestHub *hub)
{
  g_hash_table_unref (hub->rows);
  g_ptr_array_unref (hub->feed);
  g_free (hub);
}

/* Devices ------------------------------------------------------------------------------------------------------------------------------ */

static gboolean
join_pod (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  guint64 *device = data;
  TaSyncPeer peer = { .url = (char *) "https://hub.example.org", .db = (char *) "pod", .device = *device, .device_name = (char *) "desk" };

  memcpy (peer.pod, pod, sizeof pod);
  return ta_sync_peer_table_save (database, &peer, error) && ta_sync_enrol (database, g_get_real_time () / 1000, error);
}

static gboolean
do_script (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database, data, error);
}

void
ta_test_run (TaStore *store, const char *script)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (store, "test", NULL, do_script, (gpointer) script, NULL, &error);
  g_assert_no_error (error);
}

void
ta_test_device_fill (TaStore *store, const char *content)
{
  g_auto (GStrv) commands = g_strsplit (content, COMMAND_MARK, -1);

  for (guint i = 1; i < g_strv_length (commands); i++)
    ta_test_run (store, strchr (commands[i], '\n'));
}

void
ta_test_device_join (TaStore *store, guint64 device)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (store, "join", NULL, join_pod, &device, NULL, &error);
  g_assert_no_error (error);
}

TaStore *
ta_test_device_new (guint64 device, const char *content)
{
  g_autoptr (GError) error = NULL;
  TaStore *store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  if (content != NULL)
    ta_test_device_fill (store, content);
  ta_test_device_join (store, device);
  return store;
}

/* Sending ------------------------------------------------------------------------------------------------------------------------------ */

static void
note_in_feed (TaTestHub *hub, const char *name, gboolean is_new)
{
  for (guint i = 0; !is_new && i < hub->feed->len; i++)
    if (strcmp (hub->feed->pdata[i], name) == 0)
      {
        g_ptr_array_remove_index (hub->feed, i);
        break;
      }
  g_ptr_array_add (hub->feed, g_strdup (name));
  hub->writes++;
}

static TestRow *
write_row (TaTestHub *hub, const char *name, char *json)
{
  TestRow *row = g_hash_table_lookup (hub->rows, name);

  if (row == NULL)
    {
      row = g_new0 (TestRow, 1);
      g_hash_table_insert (hub->rows, g_strdup (name), row);
    }
  row->number++;
  g_free (row->json);
  row->json = json;
  note_in_feed (hub, name, row->number == 1);
  return row;
}

void
ta_test_hub_put (TaTestHub *hub, const TaDocument *document, guint64 device)
{
  g_autofree char *name = ta_document_name (pod, document->type, document->id);
  TaDocumentWrite write = { "", 1, device };

  g_snprintf (write.write, sizeof write.write, "%016x%016x", (guint) device, g_random_int ());
  write_row (hub, name, ta_document_to_json (document, &write));
}

static TaSyncIncoming *
incoming_of (TaTestHub *hub, const char *name)
{
  const TestRow *row = g_hash_table_lookup (hub->rows, name);
  g_autofree char *rev = g_strdup_printf ("%" G_GUINT64_FORMAT "-%032x", row->number, g_str_hash (row->json));
  TaSyncIncoming *incoming = ta_sync_incoming_new (name, rev);
  g_autoptr (GError) error = NULL;

  incoming->document = ta_document_parse (row->json, -1, &incoming->write, &error);
  g_assert_no_error (error);
  return incoming;
}

typedef struct
{
  TaTestHub *hub;
  GPtrArray *outgoing;
  GPtrArray *incoming;
  TaSyncApplied applied;
  guint sent;
} Exchange;

static gboolean
take (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Exchange *self = data;

  self->outgoing = ta_sync_take_dirty (database, NULL, 500, 900000, error);
  return self->outgoing != NULL;
}

static gboolean
answer (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Exchange *self = data;

  for (guint i = 0; i < self->outgoing->len; i++)
    {
      const TaSyncOutgoing *outgoing = self->outgoing->pdata[i];
      const TestRow *row = g_hash_table_lookup (self->hub->rows, outgoing->name);
      guint64 parent = outgoing->rev != NULL ? g_ascii_strtoull (outgoing->rev, NULL, 10) : 0;
      g_autofree char *rev = NULL;

      if (parent != (row != NULL ? row->number : 0))
        {
          g_ptr_array_add (self->incoming, incoming_of (self->hub, outgoing->name));
          continue;
        }
      row = write_row (self->hub, outgoing->name, ta_document_add_write (outgoing->state, &outgoing->write));
      rev = g_strdup_printf ("%" G_GUINT64_FORMAT "-%032x", row->number, g_str_hash (row->json));
      self->sent++;
      if (!ta_sync_accepted (database, outgoing, rev, FALSE, 0, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Exchange *self = data;

  return ta_sync_apply (database, self->incoming, g_get_real_time () / 1000, &self->applied, error);
}

static gboolean
retry (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  TaSyncApplied applied;

  return ta_sync_retry_held (database, g_get_real_time () / 1000, &applied, error);
}

typedef struct
{
  GMainLoop *loop;
  TaStore *store;
} Waiting;

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiting *waiting = data;
  g_autoptr (GError) error = NULL;

  ta_store_run_finish (waiting->store, result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (waiting->loop);
}

static void
run_as_hub (TaStore *store, TaStoreFunc func, gpointer data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  TaOrigin origin = { "", "", TA_SOURCE_HUB };
  Waiting waiting = { loop, store };

  ta_store_run_async (store, "hub", &origin, func, data, NULL, NULL, on_done, &waiting);
  g_main_loop_run (loop);
}

static void
apply_incoming (TaStore *store, Exchange *self)
{
  if (self->incoming->len > 0)
    run_as_hub (store, apply, self);
  g_ptr_array_set_size (self->incoming, 0);
}

guint
ta_test_push (TaStore *store, TaTestHub *hub)
{
  g_autoptr (GPtrArray) incoming = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_incoming_free);
  Exchange self = { hub, NULL, incoming, { 0 }, 0 };
  gboolean more = TRUE;

  while (more)
    {
      run_as_hub (store, take, &self);
      run_as_hub (store, answer, &self);
      more = self.outgoing->len > 0;
      g_clear_pointer (&self.outgoing, g_ptr_array_unref);
      apply_incoming (store, &self);
    }
  return self.sent;
}

void
ta_test_pull_in_order (TaStore *store, TaTestHub *hub, GPtrArray *order, guint batch)
{
  g_autoptr (GPtrArray) incoming = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_incoming_free);
  Exchange self = { hub, NULL, incoming, { 0 }, 0 };
  GPtrArray *names = order != NULL ? order : hub->feed;

  for (guint i = 0; i < names->len; i++)
    {
      g_ptr_array_add (incoming, incoming_of (hub, names->pdata[i]));
      if (incoming->len == batch)
        apply_incoming (store, &self);
    }
  apply_incoming (store, &self);
}

void
ta_test_retry (TaStore *store)
{
  run_as_hub (store, retry, NULL);
}

guint
ta_test_pull (TaStore *store, TaTestHub *hub, TaSyncApplied *applied)
{
  g_autoptr (GPtrArray) incoming = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_incoming_free);
  Exchange self = { hub, NULL, incoming, { 0 }, 0 };

  for (guint i = 0; i < hub->feed->len; i++)
    g_ptr_array_add (incoming, incoming_of (hub, hub->feed->pdata[i]));
  apply_incoming (store, &self);
  ta_test_retry (store);
  if (applied != NULL)
    *applied = self.applied;
  return self.applied.merged;
}

void
ta_test_settle (TaTestHub *hub, TaStore **stores, guint n_stores)
{
  guint64 before;
  guint rounds = 0;

  do
    {
      before = hub->writes;
      for (guint i = 0; i < n_stores; i++)
        {
          ta_test_pull (stores[i], hub, NULL);
          ta_test_push (stores[i], hub);
        }
      g_assert_cmpuint (++rounds, <, 12);
    }
  while (hub->writes != before);
}

/* Looking ------------------------------------------------------------------------------------------------------------------------------ */

static gpointer
ask (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, g_intern_string (data));

  return ta_statement_step (statement, error) == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
}

char *
ta_test_ask (TaStore *store, const char *sql)
{
  return ta_store_read (store, ask, (gpointer) sql, NULL);
}

char *
ta_test_dump (TaStore *store)
{
  return ta_store_read (store, ta_dump_read, NULL, NULL);
}

static gboolean
add_line (const char *name, const char *rev, const char *json, gpointer data)
{
  g_string_append_printf (data, "%s\n", json);
  return TRUE;
}

static gpointer
read_documents (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  GString *lines = g_string_new (NULL);

  g_assert_true (ta_sync_each (database, add_line, lines, error));
  return g_string_free_and_steal (lines);
}

char *
ta_test_documents (TaStore *store)
{
  return ta_store_read (store, read_documents, NULL, NULL);
}

static gpointer
read_document (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  char **words = data;

  return ta_sync_get_document (database, words[0], words[1], error);
}

TaDocument *
ta_test_document (TaStore *store, const char *type, const char *id)
{
  const char *words[] = { type, id };

  return ta_store_read (store, read_document, words, NULL);
}

/* Asserting ------------------------------------------------------------------------------------------------------------------------------ */

char *
ta_test_content (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "storage", "fixtures", "content.sql", NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static gpointer
check (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_check_run (database, error);
}

void
ta_test_assert_sound (TaStore *store)
{
  g_autoptr (GPtrArray) findings = ta_store_read (store, check, NULL, NULL);

  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) findings->pdata[i]);
  g_assert_cmpint (findings->len, ==, 0);
}

/* Says the lines that one of the two has and the other not. */
static void
assert_same_lines (const char *first, const char *second)
{
  g_auto (GStrv) first_lines = NULL;
  g_auto (GStrv) second_lines = NULL;

  if (g_str_equal (first, second))
    return;
  first_lines = g_strsplit (first, "\n", -1);
  second_lines = g_strsplit (second, "\n", -1);
  for (char **line = first_lines; *line != NULL; line++)
    if (!g_strv_contains ((const char *const *) second_lines, *line))
      g_test_message ("only the first: %s", *line);
  for (char **line = second_lines; *line != NULL; line++)
    if (!g_strv_contains ((const char *const *) first_lines, *line))
      g_test_message ("only the second: %s", *line);
  g_assert_not_reached ();
}

void
ta_test_assert_same (TaStore *a, TaStore *b)
{
  g_autofree char *first = ta_test_dump (a);
  g_autofree char *second = ta_test_dump (b);
  g_autofree char *first_documents = ta_test_documents (a);
  g_autofree char *second_documents = ta_test_documents (b);

  assert_same_lines (first, second);
  assert_same_lines (first_documents, second_documents);
  ta_test_assert_sound (a);
  ta_test_assert_sound (b);
}

void
ta_test_assert_ask (TaStore *store, const char *sql, const char *expected)
{
  g_autofree char *answer = ta_test_ask (store, sql);

  g_assert_cmpstr (answer, ==, expected);
}
