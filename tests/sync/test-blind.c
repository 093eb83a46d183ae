/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the hub's operator could read: nothing. The whole practice pod goes to the program turnabout-hub; then neither its files nor its log, nor
 * what it gives out, hold any of the words and ids that the pod is made of, and sizes say no more than docs/sealing.md admits.
 */
#include "live-pod.h"
#include "live-store.h"
#include "peer-hub.h"
#include "ta-dump.h"
#include "ta-envelope.h"
#include "ta-practice.h"
#include "ta-sync-keys.h"
#include "ta-sync.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#define LEAST_LETTERS 6
#define LEAST_WORDS 1000
/* Chance alone writes no word of that length into some megabytes of base64. */
#define SURE_LETTERS 10

static const char *program;

/* Words ------------------------------------------------------------------------------------------------------------------------------------- */

/* Looked up by their first six bytes, so that a file is gone through once however many there are. */
typedef struct
{
  GHashTable *all;    /* set of words */
  GHashTable *begins; /* GPtrArray of words by the number that their first bytes are */
} Words;

static gint64
first_bytes (const void *text)
{
  guint8 bytes[8] = { 0 };
  gint64 number;

  memcpy (bytes, text, LEAST_LETTERS);
  memcpy (&number, bytes, sizeof number);
  return number;
}

static void
words_add (Words *words, const char *word)
{
  gint64 begin = first_bytes (word);
  GPtrArray *list = g_hash_table_lookup (words->begins, &begin);
  char *kept;

  if (g_hash_table_contains (words->all, word))
    return;
  kept = g_strdup (word);
  g_hash_table_add (words->all, kept);
  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (words->begins, g_memdup2 (&begin, sizeof begin), list);
    }
  g_ptr_array_add (list, kept);
}

static gboolean
is_in_word (gunichar c)
{
  return g_unichar_isalnum (c) || c == '-';
}

/* A word has letters; dates and sums are in every file. */
static void
words_take (Words *words, const char *begin, const char *end)
{
  g_autofree char *word = g_strndup (begin, (gsize) (end - begin));
  g_autofree char *lower = g_utf8_strdown (word, -1);
  gboolean letters = FALSE;

  for (const char *c = word; *c != '\0'; c = g_utf8_next_char (c))
    letters = letters || g_unichar_isalpha (g_utf8_get_char (c));
  if (!letters || g_utf8_strlen (word, -1) < LEAST_LETTERS)
    return;
  words_add (words, word);
  words_add (words, lower);
}

static void
words_take_all (Words *words, const char *text)
{
  const char *begin = NULL;

  for (const char *c = text;; c = g_utf8_next_char (c))
    {
      gboolean in = *c != '\0' && is_in_word (g_utf8_get_char (c));

      if (in && begin == NULL)
        begin = c;
      if (!in && begin != NULL)
        {
          words_take (words, begin, c);
          begin = NULL;
        }
      if (*c == '\0')
        return;
    }
}

static gboolean
is_apart (const guint8 *data, gsize size, gsize at)
{
  return at >= size || !(g_ascii_isalnum (data[at]) || data[at] == '-' || data[at] == '_' || data[at] >= 0x80);
}

static const char *
find_at (GPtrArray *list, const guint8 *data, gsize size, gsize at, gboolean apart)
{
  for (guint i = 0; i < list->len; i++)
    {
      const char *word = g_ptr_array_index (list, i);
      gsize length = strlen (word);

      if (at + length > size || memcmp (data + at, word, length) != 0)
        continue;
      if (!apart || length >= SURE_LETTERS || ((at == 0 || is_apart (data, size, at - 1)) && is_apart (data, size, at + length)))
        return word;
    }
  return NULL;
}

/* (nullable): the first of them in @data. @apart: short ones count where they are not a part of something longer only, such as of base64 */
static const char *
words_find (Words *words, const void *data, gsize size, gboolean apart)
{
  for (gsize at = 0; at + LEAST_LETTERS <= size; at++)
    {
      gint64 begin = first_bytes ((const guint8 *) data + at);
      GPtrArray *list = g_hash_table_lookup (words->begins, &begin);
      const char *word = list != NULL ? find_at (list, data, size, at, apart) : NULL;

      if (word != NULL)
        return word;
    }
  return NULL;
}

/* What the words of a hub's own are: those that a new file has. */
static void
words_forget (Words *words, const char *path)
{
  g_autofree char *content = NULL;
  gsize size = 0;
  const char *word;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  while ((word = words_find (words, content, size, TRUE)) != NULL)
    {
      gint64 begin = first_bytes (word);

      g_ptr_array_remove_fast (g_hash_table_lookup (words->begins, &begin), (gpointer) word);
      g_hash_table_remove (words->all, word);
    }
}

static void
words_clear (Words *words)
{
  g_hash_table_unref (words->begins);
  g_hash_table_unref (words->all);
}

static void
words_init (Words *words)
{
  words->all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  words->begins = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

/* The hub ------------------------------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  char *folder, *path, *log;
  char *link;
  GSubprocess *process;
  Words words;
} Fixture;

static char *
read_line (GInputStream *stream)
{
  GString *line = g_string_new (NULL);
  char c;

  while (g_input_stream_read (stream, &c, 1, NULL, NULL) == 1 && c != '\n')
    g_string_append_c (line, c);
  return g_string_free_and_steal (line);
}

static char *
make_hub (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--init", f->path, "--url", "http://127.0.0.1:1", "--db", "pod", NULL);
  char *link = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &link, NULL, &error);
  g_assert_no_error (error);
  return g_strstrip (link);
}

/* With a line for each request in its log. The link names the port that it got. */
static void
start_hub (Fixture *f, const char *invitation)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  g_subprocess_launcher_set_stderr_file_path (launcher, f->log);
  f->process = g_subprocess_launcher_spawn (launcher, &error, program, "--listen", "127.0.0.1:0", f->path, NULL);
  g_assert_no_error (error);
  line = read_line (g_subprocess_get_stdout_pipe (f->process));
  g_assert_true (g_str_has_prefix (line, "Listening on "));
  f->link = g_strconcat (line + strlen ("Listening on "), strstr (invitation, "/j#"), NULL);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *invitation = NULL;

  words_init (&f->words);
  f->folder = g_dir_make_tmp ("turnabout-blind-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "hub.db", NULL);
  f->log = g_build_filename (f->folder, "hub.log", NULL);
  invitation = make_hub (f);
  start_hub (f, invitation);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GSubprocess) remove = NULL;

  g_subprocess_force_exit (f->process);
  g_subprocess_wait (f->process, NULL, NULL);
  g_clear_object (&f->process);
  remove = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "rm", "-rf", f->folder, NULL);
  g_subprocess_wait (remove, NULL, NULL);
  words_clear (&f->words);
  g_free (f->folder);
  g_free (f->path);
  g_free (f->log);
  g_free (f->link);
}

static char *
ask_hub (const TaSyncPeer *peer, const char *path)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", 60u, NULL);
  g_autofree char *url = g_strdup_printf ("%s/%s%s", peer->url, peer->db, path);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (TaSecret) password = ta_sync_keys_load_password (peer, NULL, NULL);
  g_autofree char *account = g_strdup_printf ("%s:%s", peer->user, ta_secret_get_text (password));
  g_autofree char *encoded = g_base64_encode ((const guchar *) account, strlen (account));
  g_autofree char *header = g_strconcat ("Basic ", encoded, NULL);
  g_autoptr (GBytes) answer = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", header);
  answer = soup_session_send_and_read (session, message, NULL, NULL);
  g_assert_nonnull (answer);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  return g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
}

/* The test ------------------------------------------------------------------------------------------------------------------------------------- */

static TaStore *
push_practice_pod (Fixture *f)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL;
  TaStore *store = live_store_new ();

  ta_practice_create (store, g_getenv ("TA_TEST_PRACTICE_DIR"), ta_date_from_unix (g_get_real_time () / G_USEC_PER_SEC, zone), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  dump = ta_store_read (store, ta_dump_read, NULL, NULL);
  words_take_all (&f->words, dump);
  words_forget (&f->words, f->path);
  live_found (store, f->link, "Desk");
  return store;
}

static void
assert_blind (Fixture *f, const char *path)
{
  g_autofree char *content = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_cmpuint (size, >, 100);
  g_assert_cmpstr (words_find (&f->words, content, size, TRUE), ==, NULL);
}

/* As docs/sealing.md has it: steps of 256 bytes below 2 KiB, of 1 KiB below 16 KiB, above it those of Padmé. */
static gboolean
is_in_steps (gsize size)
{
  int exponent = (int) g_bit_storage (size) - 1;
  int low = exponent - (int) g_bit_storage ((gulong) exponent);

  if (size <= 2048)
    return size % 256 == 0;
  return size <= 16384 ? size % 1024 == 0 : size % ((gsize) 1 << low) == 0;
}

static guchar *
decode (const char *content, gsize *size)
{
  g_autofree char *text = g_strconcat (content, "===", NULL);

  text[(strlen (content) + 3) / 4 * 4] = '\0';
  return g_base64_decode (g_strdelimit (g_strdelimit (text, "-", '+'), "_", '/'), size);
}

static void
check_document (Fixture *f, JsonObject *document, GHashTable *sizes)
{
  gsize size = 0;
  g_autofree guchar *sealed = decode (json_object_get_string_member (document, "c"), &size);

  g_assert_cmpuint (size, >, 40);
  g_assert_true (is_in_steps (size - 40));
  g_hash_table_add (sizes, GSIZE_TO_POINTER (size));
  g_assert_cmpstr (words_find (&f->words, sealed, size, FALSE), ==, NULL);
}

static void
check_documents (Fixture *f, const char *answer)
{
  g_autoptr (JsonNode) root = json_from_string (answer, NULL);
  JsonArray *rows = json_object_get_array_member (json_node_get_object (root), "rows");
  g_autoptr (GHashTable) sizes = g_hash_table_new (NULL, NULL);

  g_assert_cmpuint (json_array_get_length (rows), >, 500);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    check_document (f, json_object_get_object_member (json_array_get_object_element (rows, i), "doc"), sizes);
  g_test_message ("%u documents have %u sizes", json_array_get_length (rows), g_hash_table_size (sizes));
  g_assert_cmpuint (g_hash_table_size (sizes), <, 24);
}

static void
test_blind (Fixture *f, gconstpointer data)
{
  g_autoptr (TaStore) store = push_practice_pod (f);
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (store, NULL);
  g_autofree char *wal = g_strconcat (f->path, "-wal", NULL);
  g_autofree char *all = ask_hub (peer, "/_all_docs?include_docs=true");
  g_autofree char *changes = ask_hub (peer, "/_changes?include_docs=true");

  g_test_message ("%u words and ids", g_hash_table_size (f->words.all));
  g_assert_cmpuint (g_hash_table_size (f->words.all), >=, LEAST_WORDS);
  assert_blind (f, f->path);
  assert_blind (f, wal);
  assert_blind (f, f->log);
  g_assert_cmpstr (words_find (&f->words, all, strlen (all), TRUE), ==, NULL);
  g_assert_cmpstr (words_find (&f->words, changes, strlen (changes), TRUE), ==, NULL);
  check_documents (f, all);
}

/* The search itself finds what is there. */
static void
test_search (Fixture *f, gconstpointer data)
{
  static const char text[] = "abcSilvaRodriguezdef, Silva-Rodriguez, xOlivera9, \"Olivera\"";

  words_take_all (&f->words, "A Rodriguez; Olivera 2026-11-22 short");
  g_assert_cmpuint (g_hash_table_size (f->words.all), ==, 4);
  g_assert_cmpstr (words_find (&f->words, text, strlen (text), FALSE), ==, "Rodriguez");
  g_assert_cmpstr (words_find (&f->words, text, strlen (text), TRUE), ==, "Olivera");
  g_assert_cmpstr (words_find (&f->words, text, strlen (text) - 1, TRUE), ==, "Olivera");
  g_assert_cmpstr (words_find (&f->words, text, strlen (text) - 9, TRUE), ==, NULL);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("turnabout-blind-data-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
  program = argv[1];
  g_test_add ("/sync/blind/search", Fixture, NULL, set_up, test_search, tear_down);
  g_test_add ("/sync/blind/practice-pod", Fixture, NULL, set_up, test_blind, tear_down);
  return g_test_run ();
}
