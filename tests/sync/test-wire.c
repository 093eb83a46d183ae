/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-wire.h"

#include <string.h>

#define A "0000000000000000000000000000000a"
#define B "0000000000000000000000000000000b"
#define N "0000000000000000000000000000000e"

static GBytes *
text (const char *string)
{
  return g_bytes_new_static (string, strlen (string));
}

static const TaWireDoc *
doc_at (GPtrArray *docs, guint i)
{
  g_assert_cmpuint (i, <, docs->len);
  return g_ptr_array_index (docs, i);
}

/* What CouchDB 3.5.0 and PouchDB 9 say, word for word; names as ours. */

static void
test_info (void)
{
  g_autoptr (GBytes) couch = text ("{\"instance_start_time\":\"1795309104\",\"db_name\":\"pod\",\"purge_seq\":\"0-g1AAAABX\",\"update_seq\":\"0-g1AAAACb\",\"sizes\":{\"file\":16700,"
                                   "\"external\":0,\"active\":0},\"props\":{},\"doc_del_count\":0,\"doc_count\":7,\"disk_format_version\":8,\"compact_running\":false,"
                                   "\"cluster\":{\"q\":2,\"n\":1,\"w\":1,\"r\":1}}\n");
  g_autoptr (GBytes) pouch = text ("{\"doc_count\":0,\"update_seq\":4,\"backend_adapter\":\"MemDOWN\",\"db_name\":\"pod\"}");
  g_autoptr (GBytes) cloudant = text ("{\"update_seq\":[12, \"g1AAA\"]}");
  g_autoptr (GBytes) without = text ("{\"db_name\":\"pod\"}");
  g_autoptr (GError) error = NULL;
  gint64 documents = -1;
  g_autofree char *seq = ta_hub_wire_read_info (couch, &documents, &error);
  g_autofree char *number = ta_hub_wire_read_info (pouch, NULL, &error);
  g_autofree char *list = ta_hub_wire_read_info (cloudant, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (seq, ==, "0-g1AAAACb");
  g_assert_cmpint (documents, ==, 7);
  g_assert_cmpstr (number, ==, "4");
  g_assert_cmpstr (list, ==, "[12,\"g1AAA\"]");
  g_assert_null (ta_hub_wire_read_info (without, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_changes (void)
{
  g_autoptr (GBytes) body = text ("{\"results\":[\n"
                                  "{\"seq\":\"1-g1AAAAB5\",\"id\":\"" B "\",\"changes\":[{\"rev\":\"2-bbbb\"}]},\n"
                                  "{\"seq\":null,\"id\":\"" A "\",\"changes\":[{\"rev\":\"2-c2c2\"},{\"rev\":\"2-c1c1\"}],"
                                  "\"doc\":{\"_id\":\"" A "\",\"_rev\":\"2-c2c2\",\"v\":1,\"k\":\"00\",\"c\":\"YQ\",\"_conflicts\":[\"2-c1c1\"]}},\n"
                                  "{\"seq\":\"3-g1\",\"id\":\"_design/x\",\"changes\":[{\"rev\":\"1-x\"}],\"doc\":{\"_id\":\"_design/x\",\"_rev\":\"1-x\",\"language\":\"erlang\"}},\n"
                                  "{\"seq\":\"4-g1AAAACb\",\"id\":\"" N "\",\"changes\":[{\"rev\":\"2-dd\"}],\"deleted\":true,\"doc\":{\"_id\":\"" N "\",\"_rev\":\"2-dd\",\"_deleted\":true}}\n"
                                  "],\n\"last_seq\":\"4-g1AAAACb\",\"pending\":0}\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaWirePage) page = ta_hub_wire_read_changes (body, &error);
  g_autofree char *envelope = NULL;
  const TaWireDoc *doc;

  g_assert_no_error (error);
  g_assert_cmpuint (page->rows, ==, 4);
  g_assert_cmpuint (page->docs->len, ==, 3);
  g_assert_cmpstr (page->next, ==, "4-g1AAAACb");
  doc = doc_at (page->docs, 0);
  g_assert_cmpstr (doc->rev, ==, "2-bbbb");
  g_assert_null (doc->answer);
  doc = doc_at (page->docs, 1);
  envelope = ta_wire_doc_dup_envelope (doc);
  g_assert_cmpstr (envelope, ==, "{\"v\":1,\"k\":\"00\",\"c\":\"YQ\"}");
  g_assert_cmpstr (doc->conflicts[0], ==, "2-c1c1");
  g_assert_null (doc->conflicts[1]);
  doc = doc_at (page->docs, 2);
  g_assert_true (doc->deleted);
  g_assert_null (ta_wire_doc_dup_envelope (doc));
}

/* A long poll that hears nothing sends a newline now and then, and may end with nothing. */
static void
test_long_poll (void)
{
  g_autoptr (GBytes) couch = text ("\n\n\n{\"results\":[\n\n],\n\"last_seq\":\"4-g1\",\"pending\":0}\n");
  g_autoptr (GBytes) pouch = text ("{\"results\":[],\"last_seq\":4}\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaWirePage) one = ta_hub_wire_read_changes (couch, &error);
  g_autoptr (TaWirePage) other = ta_hub_wire_read_changes (pouch, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (one->rows, ==, 0);
  g_assert_cmpstr (one->next, ==, "4-g1");
  g_assert_cmpstr (other->next, ==, "4");
}

static void
test_all_docs (void)
{
  g_autoptr (GBytes) body = text ("{\"total_rows\":3,\"offset\":0,\"rows\":[\n"
                                  "{\"id\":\"" A "\",\"key\":\"" A "\",\"value\":{\"rev\":\"1-ab\"},\"doc\":{\"_id\":\"" A "\",\"_rev\":\"1-ab\",\"v\":1,\"k\":\"k\",\"c\":\"c\"}},\n"
                                  "{\"key\":\"zz\",\"error\":\"not_found\"},\n"
                                  "{\"id\":\"" N "\",\"key\":\"" N "\",\"value\":{\"rev\":\"2-dd\",\"deleted\":true},\"doc\":null},\n"
                                  "{\"id\":\"readme\",\"key\":\"readme\",\"value\":{\"rev\":\"1-x\"}}\n]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaWirePage) page = ta_hub_wire_read_all_docs (body, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (page->rows, ==, 4);
  g_assert_cmpuint (page->docs->len, ==, 2);
  g_assert_cmpstr (doc_at (page->docs, 1)->rev, ==, "2-dd");
  g_assert_cmpstr (page->next, ==, "readme");
}

/* The members of a row may come in any order, and a row is of the name that it says last. */
static void
test_order (void)
{
#define DOC "\"doc\":{\"_id\":\"" A "\",\"_rev\":\"1-ab\",\"v\":1,\"k\":\"k\",\"c\":\"c\"}"
  g_autoptr (GBytes) late = text ("{\"rows\":[{" DOC ",\"id\":\"" A "\"},{" DOC ",\"id\":\"_design/x\"}]}");
  g_autoptr (GBytes) twice = text ("{\"rows\":[{\"id\":\"" A "\"," DOC "," DOC "},{\"id\":\"" A "\"," DOC ",\"id\":\"_design/x\"}]}");
  g_autoptr (GBytes) other = text ("{\"rows\":[{\"id\":\"" A "\"," DOC ",\"id\":\"" N "\"}]}");
  g_autoptr (GBytes) wrong = text ("{\"rows\":[{\"id\":\"" N "\"," DOC "}]}");
#undef DOC
  g_autoptr (GError) error = NULL;
  g_autoptr (TaWirePage) first = ta_hub_wire_read_all_docs (late, &error);
  g_autoptr (TaWirePage) second = ta_hub_wire_read_all_docs (twice, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (first->docs->len, ==, 1);
  g_assert_cmpstr (doc_at (first->docs, 0)->sealed.content, ==, "c");
  g_assert_cmpuint (second->docs->len, ==, 1);
  g_assert_cmpstr (doc_at (second->docs, 0)->sealed.content, ==, "c");
  g_assert_null (ta_hub_wire_read_all_docs (other, NULL));
  g_assert_null (ta_hub_wire_read_all_docs (wrong, NULL));
}

static void
test_bulk_get (void)
{
  g_autoptr (GBytes) couch = text ("{\"results\":[{\"id\":\"" A "\",\"docs\":[{\"ok\":{\"_id\":\"" A "\",\"_rev\":\"2-c1c1\",\"v\":1,\"_revisions\":{\"start\":2,\"ids\":[\"c1c1\",\"aaaa\"]}}}]},\n"
                                   "{\"id\":\"" B "\",\"docs\":[{\"error\":{\"rev\":\"1-q\",\"reason\":\"missing\",\"id\":\"" B "\",\"error\":\"not_found\"}}]}]}");
  g_autoptr (GBytes) pouch = text ("{\"results\":[{\"id\":\"" A "\",\"docs\":[{\"missing\":\"1-q\"}]},{\"id\":\"" B "\",\"docs\":[{}]}]}");
  g_autoptr (GBytes) wrong = text ("{\"results\":[{\"id\":\"" B "\",\"docs\":[{\"ok\":{\"_id\":\"" A "\",\"_rev\":\"2-c1c1\"}}]}]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) docs = ta_hub_wire_read_docs (couch, &error);
  g_autoptr (GPtrArray) none = ta_hub_wire_read_docs (pouch, &error);
  g_autofree char *envelope = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (docs->len, ==, 1);
  envelope = ta_wire_doc_dup_envelope (doc_at (docs, 0));
  g_assert_cmpstr (envelope, ==, "{\"v\":1}");
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_null (ta_hub_wire_read_docs (wrong, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_bulk_docs (void)
{
  g_autoptr (GBytes) body = text ("[{\"id\":\"" A "\",\"error\":\"conflict\",\"reason\":\"Document update conflict.\"},"
                                  "{\"ok\":true,\"id\":\"" B "\",\"rev\":\"1-70d34bc40ff65895babbe142c34210a0\"}]\n");
  g_autoptr (GBytes) empty = text ("[]\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = ta_hub_wire_read_results (body, &error);
  g_autoptr (GPtrArray) none = ta_hub_wire_read_results (empty, &error);
  const TaWireResult *refused;
  const TaWireResult *taken;

  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 2);
  refused = g_ptr_array_index (results, 0);
  taken = g_ptr_array_index (results, 1);
  g_assert_cmpstr (refused->error, ==, "conflict");
  g_assert_null (refused->rev);
  g_assert_cmpstr (taken->rev, ==, "1-70d34bc40ff65895babbe142c34210a0");
  g_assert_null (taken->error);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_one (void)
{
  g_autoptr (GBytes) body = text ("{\"_id\":\"" A "\",\"_rev\":\"3-c\",\"v\":1,\"_conflicts\":[\"3-a\",\"3-b\"]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaWireDoc) doc = ta_hub_wire_read_doc (body, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (doc->conflicts), ==, 2);
}

static void
test_epoch (void)
{
  g_autoptr (GBytes) body = text ("{\"_id\":\"_local/x\",\"_rev\":\"0-1\",\"epoch\":\"0f\",\"n\":41}");
  g_autoptr (GBytes) lying = text ("{\"_rev\":7,\"epoch\":\"0f\",\"n\":-9}");
  g_autoptr (GBytes) wrong = text ("{\"epoch\":{},\"n\":1}");
  g_autoptr (GError) error = NULL;
  gint64 n = 0;
  gint64 lie = 5;
  g_autofree char *epoch = ta_hub_wire_read_epoch (body, &n, &error);
  g_autofree char *again = ta_hub_wire_read_epoch (lying, &lie, &error);
  g_autofree char *rev = ta_hub_wire_read_rev (body);

  g_assert_no_error (error);
  g_assert_cmpstr (epoch, ==, "0f");
  g_assert_cmpint (n, ==, 41);
  g_assert_cmpint (lie, ==, 0);
  g_assert_cmpstr (rev, ==, "0-1");
  g_assert_null (ta_hub_wire_read_rev (lying));
  g_assert_null (ta_hub_wire_read_epoch (wrong, &n, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_refusals (void)
{
  g_autoptr (GBytes) couch = text ("{\"error\":\"unauthorized\",\"reason\":\"Name or password is incorrect.\"}\n");
  g_autoptr (GBytes) proxy = text ("<html><body>502</body></html>");
  g_autofree char *word = NULL;
  g_autofree char *reason = NULL;

  g_assert_true (ta_hub_wire_read_refusal (couch, &word, &reason));
  g_assert_cmpstr (word, ==, "unauthorized");
  g_assert_cmpstr (reason, ==, "Name or password is incorrect.");
  g_clear_pointer (&word, g_free);
  g_clear_pointer (&reason, g_free);
  g_assert_false (ta_hub_wire_read_refusal (proxy, &word, &reason));
}

static void
test_own_routes (void)
{
  g_autoptr (GBytes) welcome_text = text ("{\"db\":\"pod\",\"user\":\"u1\",\"password\":\"secret\",\"box\":null}");
  g_autoptr (GBytes) accounts_text = text ("[{\"user\":\"u1\",\"device\":\"Desk\",\"created\":5,\"last_seen\":6,\"me\":true},{\"user\":\"u2\"}]");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaWireWelcome) welcome = ta_hub_wire_read_welcome (welcome_text, &error);
  g_autoptr (GPtrArray) accounts = ta_hub_wire_read_accounts (accounts_text, &error);
  const TaWireAccount *mine;

  g_assert_no_error (error);
  g_assert_cmpstr (welcome->password, ==, "secret");
  g_assert_null (welcome->box);
  g_assert_cmpuint (accounts->len, ==, 2);
  mine = g_ptr_array_index (accounts, 0);
  g_assert_true (mine->mine);
  g_assert_cmpint (mine->seen_at, ==, 6);
}

static void
test_writing (void)
{
  const TaWirePut puts[] = { { A, "1-9d03", "{\"v\":1,\"k\":\"00\",\"c\":\"YQ\"}" }, { B, NULL, "{\"v\":1}" }, { N, "2-dd", NULL } };
  const char *const ids[] = { A, B };
  const char *const holds[] = { A, B, NULL };
  const char *const revs[] = { "2-c1c1", NULL };
  g_autoptr (GBytes) bodies = ta_hub_wire_write_puts (puts, G_N_ELEMENTS (puts));
  g_autoptr (GBytes) gets = ta_hub_wire_write_gets (ids, revs, 2);
  g_autoptr (GBytes) epoch = ta_hub_wire_write_epoch ("0f", 3, NULL);
  g_autoptr (GBytes) join = ta_hub_wire_write_join ("t", "Ana’s \"desk\"\n\\", NULL, NULL);
  g_autoptr (GBytes) where = ta_hub_wire_write_join ("t", "", "0c", holds);
  g_autoptr (GBytes) invite = ta_hub_wire_write_invite (NULL, 72);

#define IS(bytes, string) g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), string, strlen (string))
  IS (bodies, "{\"docs\":[{\"_id\":\"" A "\",\"_rev\":\"1-9d03\",\"v\":1,\"k\":\"00\",\"c\":\"YQ\"},{\"_id\":\"" B "\",\"v\":1},{\"_id\":\"" N "\",\"_rev\":\"2-dd\",\"_deleted\":true}]}");
  IS (gets, "{\"docs\":[{\"id\":\"" A "\",\"rev\":\"2-c1c1\"},{\"id\":\"" B "\"}]}");
  IS (epoch, "{\"epoch\":\"0f\",\"n\":3}");
  IS (join, "{\"token\":\"t\",\"device\":\"Ana’s \\\"desk\\\"\\u000a\\\\\"}");
  IS (where, "{\"token\":\"t\",\"device\":\"\",\"claim\":\"0c\",\"holds\":[\"" A "\",\"" B "\"]}");
  IS (invite, "{\"box\":null,\"hours\":72}");
#undef IS
}

/* Hostile ones ------------------------------------------------------------------------------------------------------------------------- */

/* Every reader: none may crash, none may take it for something. */
static void
assert_refused (GBytes *body)
{
  GError *errors[8] = { NULL };
  gint64 n;

  g_assert_null (ta_hub_wire_read_info (body, NULL, &errors[0]));
  g_assert_null (ta_hub_wire_read_changes (body, &errors[1]));
  g_assert_null (ta_hub_wire_read_all_docs (body, &errors[2]));
  g_assert_null (ta_hub_wire_read_results (body, &errors[3]));
  g_assert_null (ta_hub_wire_read_docs (body, &errors[4]));
  g_assert_null (ta_hub_wire_read_doc (body, &errors[5]));
  g_assert_null (ta_hub_wire_read_epoch (body, &n, &errors[6]));
  g_assert_null (ta_hub_wire_read_welcome (body, &errors[7]));
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_assert_error (errors[i], G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_clear_error (&errors[i]);
    }
}

static void
test_wrong_types (void)
{
  static const char *const bodies[] = {
    "",
    " ",
    "null",
    "true",
    "7",
    "\"text\"",
    "{}",
    "[7]",
    "[null]",
    "[{}]",
    "[[]]",
    "{",
    "}",
    "{\"results\":",
    "{}{}",
    "[][]",
    "[]{\"results\":[],\"rows\":[],\"last_seq\":\"1\"}",
    "{\"results\":[],\"last_seq\":\"1\",\"rows\":[],\"epoch\":\"0f\",\"update_seq\":1} x",
    "{\"results\":{},\"last_seq\":\"1\"}",
    "{\"results\":[7],\"last_seq\":\"1\"}",
    "{\"results\":[{}],\"last_seq\":\"1\"}",
    "{\"results\":[{\"id\":7}],\"last_seq\":\"1\"}",
    "{\"results\":[{\"id\":\"" A "\"}],\"last_seq\":\"1\"}",
    "{\"results\":[{\"id\":\"" A "\",\"changes\":[]}],\"last_seq\":\"1\"}",
    "{\"results\":[{\"id\":\"" A "\",\"changes\":{\"rev\":\"1-a\"}}],\"last_seq\":\"1\"}",
    "{\"results\":[{\"id\":\"" A "\",\"changes\":[{\"rev\":\"one\"}]}],\"last_seq\":\"1\"}",
    "{\"results\":[{\"id\":\"" A "\",\"changes\":[{\"rev\":\"1-../../x\"}]}],\"last_seq\":\"1\"}",
    "{\"results\":[{\"id\":\"" A "\",\"doc\":[]}],\"last_seq\":\"1\"}",
    "{\"results\":[{\"id\":\"" A "\",\"doc\":{\"_id\":\"" B "\",\"_rev\":\"1-a\"}}],\"last_seq\":\"1\"}",
    "{\"results\":[{\"id\":\"" A "\",\"doc\":{\"_id\":\"" A "\",\"_rev\":7}}],\"last_seq\":\"1\"}",
    "{\"results\":[{\"id\":\"" A "\",\"doc\":{\"_id\":\"" A "\",\"_rev\":\"1-a\",\"_conflicts\":7}}],\"last_seq\":\"1\"}",
    "{\"results\":[{\"id\":\"" A "\",\"doc\":{\"_id\":\"" A "\",\"_rev\":\"1-a\",\"_conflicts\":[{}]}}],\"last_seq\":\"1\"}",
    "{\"rows\":[{\"id\":\"" A "\",\"value\":7}]}",
    "{\"rows\":7,\"update_seq\":{},\"epoch\":\"\",\"db\":7,\"user\":\"u\",\"password\":\"p\"}",
    "{\"_id\":\"" A "\",\"_rev\":\"99999999999999999999-a\"}",
    "{\"_id\":\"short\",\"_rev\":\"1-a\"}",
    "{\"update_seq\":-4}",
    "{\"update_seq\":\"\"}",
    "[{\"ok\":\"yes\",\"id\":\"" A "\",\"rev\":\"1-a\"}]",
    "[{\"ok\":true,\"id\":\"" A "\"}]",
    "{\"epoch\":7}",
    "\xff\xfe",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GBytes) body = text (bodies[i]);

      assert_refused (body);
    }
}

/* Takes @body as a whole. Deep or of many parts it must be refused before any parser sees it. */
static void
assert_refused_text (GString *body)
{
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (body);

  assert_refused (bytes);
}

static void
test_deep (void)
{
  GString *lists = g_string_new (NULL);
  GString *objects = g_string_new (NULL);

  for (int i = 0; i < 1000000; i++)
    g_string_append_c (lists, '[');
  for (int i = 0; i < 200000; i++)
    g_string_append (objects, "{\"a\":");
  assert_refused_text (lists);
  assert_refused_text (objects);
}

static GBytes *
make_nested (guint depth)
{
  g_autofree char *open = g_strnfill (depth, '[');
  g_autofree char *close = g_strnfill (depth, ']');
  char *text = g_strconcat ("{\"update_seq\":\"1-a\",\"more\":", open, close, "}", NULL);

  return g_bytes_new_take (text, strlen (text));
}

/* What is well written, and deeper than anybody has reason to write it. */
static void
test_rather_deep (void)
{
  g_autoptr (GBytes) flat = make_nested (8);
  g_autoptr (GBytes) deep = make_nested (64);
  g_autofree char *seq = ta_hub_wire_read_info (flat, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (seq, ==, "1-a");
  g_assert_null (ta_hub_wire_read_info (deep, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_many_parts (void)
{
  GString *body = g_string_new ("{\"results\":[");

  for (int i = 0; i < 5000000; i++)
    g_string_append (body, "0,");
  g_string_append (body, "0],\"last_seq\":\"1\"}");
  assert_refused_text (body);
}

/* A row of 10 MB is no error of the wire: it is what is in it that decides. But a sequence of that size is never repeated in an address. */
static void
test_large (void)
{
  g_autofree char *ten = g_strnfill (10 * 1024 * 1024, 'x');
  g_autofree char *row = g_strdup_printf ("{\"results\":[{\"id\":\"" A "\",\"doc\":{\"_id\":\"" A "\",\"_rev\":\"1-a\",\"v\":1,\"k\":\"k\",\"c\":\"%s\"}}],\"last_seq\":\"1\"}", ten);
  g_autofree char *seq = g_strdup_printf ("{\"results\":[],\"last_seq\":\"%s\"}", ten);
  g_autofree char *id = g_strdup_printf ("{\"results\":[{\"id\":\"%s\"}],\"last_seq\":\"1\"}", ten);
  g_autoptr (GBytes) good = text (row);
  g_autoptr (GBytes) long_seq = text (seq);
  g_autoptr (GBytes) long_id = text (id);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaWirePage) page = ta_hub_wire_read_changes (good, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (page->docs->len, ==, 1);
  g_assert_null (ta_hub_wire_read_changes (long_seq, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_null (ta_hub_wire_read_changes (long_id, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* Whatever a good answer is cut to or has one byte of changed to: it is read or refused. */
static void
test_mangled (void)
{
  static const char good[] = "{\"results\":[{\"seq\":null,\"id\":\"" A "\",\"changes\":[{\"rev\":\"2-c2\"},{\"rev\":\"2-c1\"}],\"doc\":{\"_id\":\"" A "\",\"_rev\":\"2-c2\","
                             "\"v\":1,\"k\":\"00\",\"c\":\"YQ\",\"_conflicts\":[\"2-c1\"]}},{\"id\":\"" N "\",\"changes\":[{\"rev\":\"1-1\"}],\"deleted\":true}],\"last_seq\":\"4-g1\",\"pending\":0}";
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (gsize length = 0; length < sizeof good - 1; length++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_static (good, length);

      assert_refused (cut);
    }
  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *copy = g_strdup (good);
      g_autoptr (GBytes) mangled = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (TaWirePage) page = NULL;

      copy[g_rand_int_range (rand, 0, sizeof good - 1)] = "{}[]\",:0\\n\x01\xc3"[g_rand_int_range (rand, 0, 12)];
      mangled = g_bytes_new_static (copy, sizeof good - 1);
      page = ta_hub_wire_read_changes (mangled, &error);
      g_assert_true ((page == NULL) == (error != NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/wire/info", test_info);
  g_test_add_func ("/sync/wire/changes", test_changes);
  g_test_add_func ("/sync/wire/long-poll", test_long_poll);
  g_test_add_func ("/sync/wire/all-docs", test_all_docs);
  g_test_add_func ("/sync/wire/order", test_order);
  g_test_add_func ("/sync/wire/bulk-get", test_bulk_get);
  g_test_add_func ("/sync/wire/bulk-docs", test_bulk_docs);
  g_test_add_func ("/sync/wire/one", test_one);
  g_test_add_func ("/sync/wire/epoch", test_epoch);
  g_test_add_func ("/sync/wire/refusals", test_refusals);
  g_test_add_func ("/sync/wire/own-routes", test_own_routes);
  g_test_add_func ("/sync/wire/writing", test_writing);
  g_test_add_func ("/sync/wire/wrong-types", test_wrong_types);
  g_test_add_func ("/sync/wire/deep", test_deep);
  g_test_add_func ("/sync/wire/rather-deep", test_rather_deep);
  g_test_add_func ("/sync/wire/many-parts", test_many_parts);
  g_test_add_func ("/sync/wire/large", test_large);
  g_test_add_func ("/sync/wire/mangled", test_mangled);
  return g_test_run ();
}
