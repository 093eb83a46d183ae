/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-history.h"
#include "ta-rewrite.h"
#include "ta-test-hub.h"

#include <string.h>

/* What is stored of rows beside them is written anew: of Mira nothing, of notes something else. */

static TaRewrite
take_mira (const char *table, const char *id, const char *column, TaValue *value, TaValue **replacement, gpointer data)
{
  if ((strcmp (table, "person") == 0 && strcmp (id, "mira") == 0) || (strcmp (table, "allergy") == 0 && (strcmp (id, "a1") == 0 || g_str_has_prefix (id, "mira|"))))
    return TA_REWRITE_DROP;
  if (column == NULL || strcmp (table, "turn") != 0 || strcmp (column, "note") != 0 || g_strcmp0 (ta_value_get_text (value), "Mira eats") != 0)
    return TA_REWRITE_KEEP;
  *replacement = ta_value_new_text ("Somebody eats", -1);
  return TA_REWRITE_REPLACE;
}

static gboolean
rewrite_history (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_rewrite_history (database, take_mira, NULL, error);
}

static gboolean
rewrite_documents (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_rewrite_documents (database, *(TaRewriteReach *) data, ta_database_now_ms (database), take_mira, NULL, error);
}

static void
run (TaStore *store, TaStoreFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (store, "rewrite", NULL, func, data, NULL, &error);
  g_assert_no_error (error);
}

static TaStore *
make_device (guint64 device)
{
  g_autofree char *script = ta_test_content ();

  return ta_test_device_new (device, script);
}

static gboolean
stored_anywhere (TaStore *store, const char *text)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT (SELECT count (*) FROM history WHERE instr (changeset, CAST ('%s' AS BLOB))) + (SELECT count (*) FROM sync_sent WHERE instr (state, CAST ('%s' AS BLOB)))"
      " + (SELECT count (*) FROM sync_document WHERE instr (state, CAST ('%s' AS BLOB)) OR instr (coalesce (base, x''), CAST ('%s' AS BLOB)))"
      " + (SELECT count (*) FROM sync_notice WHERE instr (coalesce (mine, ''), '%s') OR instr (coalesce (theirs, ''), '%s'))"
      " + (SELECT count (*) FROM sync_unread WHERE instr (envelope, '%s'))",
      text, text, text, text, text, text, text);
  g_autofree char *count = ta_test_ask (store, sql);

  return strcmp (count, "0") != 0;
}

static void
test_history (void)
{
  g_autoptr (TaStore) store = make_device (1);
  g_autofree char *entries = NULL;
  g_autofree char *taken_out = NULL;

  ta_test_run (store, "UPDATE person SET name = 'Mira S.' WHERE id = 'mira'");
  ta_test_run (store, "DELETE FROM person WHERE id = 'mira'");
  entries = ta_test_ask (store, "SELECT count (*) FROM history");
  run (store, rewrite_history, NULL);
  g_assert_true (stored_anywhere (store, "Rui Silva"));
  ta_test_assert_ask (store, "SELECT count (*) FROM history", entries);
  ta_test_assert_ask (store, "SELECT count (*) FROM history WHERE instr (changeset, CAST ('Mira S' AS BLOB))", "0");
  /* Who came with her in one command is in it still, and what she was changed by is empty. */
  ta_test_assert_ask (store, "SELECT count (*) FROM history WHERE taken_out", "3");
  ta_test_assert_ask (store, "SELECT count (*) FROM history WHERE taken_out AND length (changeset) = 0", "2");
  ta_test_assert_ask (store, "SELECT count (*) FROM history WHERE taken_out AND instr (changeset, CAST ('Rui Silva' AS BLOB))", "1");
}

/* The entry stands where it stood, and says why it stays. */
static void
test_not_undone (void)
{
  g_autoptr (TaStore) store = make_device (1);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  ta_test_run (store, "UPDATE pod SET notes = 'older' WHERE id = 'pod'");
  ta_test_run (store, "UPDATE person SET name = 'Mira S.' WHERE id = 'mira'");
  id = ta_test_ask (store, "SELECT max (id) FROM history");
  g_assert_nonnull (ta_store_get_undo_label (store));
  run (store, rewrite_history, NULL);
  g_assert_false (ta_store_undo (store, g_ascii_strtoll (id, NULL, 10), &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "removed"));
  g_clear_error (&error);
  g_assert_false (ta_store_undo (store, 0, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOTHING);
  ta_test_assert_ask (store, "SELECT name FROM person WHERE id = 'mira'", "Mira S.");
}

/* Where the rows were given the same values, the older commands can still be undone. */
static void
test_replaced_undone (void)
{
  g_autoptr (TaStore) store = make_device (1);
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  ta_test_run (store, "UPDATE turn SET note = 'Mira eats' WHERE id = 't1'");
  first = ta_test_ask (store, "SELECT max (id) FROM history");
  ta_test_run (store, "UPDATE turn SET note = 'Somebody eats' WHERE id = 't1'");
  second = ta_test_ask (store, "SELECT max (id) FROM history");
  run (store, rewrite_history, NULL);
  g_assert_false (stored_anywhere (store, "Mira eats.") || g_strcmp0 (first, second) == 0);
  ta_test_assert_ask (store, "SELECT count (*) FROM history WHERE instr (changeset, CAST ('Mira eats' AS BLOB))", "0");
  ta_test_assert_ask (store, "SELECT length (changeset) FROM history ORDER BY id DESC LIMIT 1", "0");
  ta_store_undo (store, g_ascii_strtoll (second, NULL, 10), &error);
  g_assert_no_error (error);
  ta_store_undo (store, g_ascii_strtoll (first, NULL, 10), &error);
  g_assert_no_error (error);
  ta_test_assert_ask (store, "SELECT note FROM turn WHERE id = 't1'", "");
}

/* What nobody asked to be changed is as it was, to the byte; every kind of change and of value is among it. */
static TaRewrite
keep_all (const char *table, const char *id, const char *column, TaValue *value, TaValue **replacement, gpointer data)
{
  if (column == NULL || strcmp (table, "pod") != 0 || strcmp (column, "notes") != 0)
    return TA_REWRITE_KEEP;
  /* By itself: all that is beside it in the entry is written anew. */
  *replacement = ta_value_ref (value);
  return TA_REWRITE_REPLACE;
}

static gboolean
rewrite_nothing (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_rewrite_history (database, keep_all, NULL, error);
}

static void
test_untouched (void)
{
  static const char everything[] = "SELECT group_concat (hex (changeset)) FROM history";
  g_autoptr (TaStore) store = make_device (1);
  g_autofree char *before = NULL;

  ta_test_run (store, "UPDATE pod SET notes = 'x'; DELETE FROM photo WHERE id = 'ph1'; UPDATE household SET latitude = 1.5, longitude = NULL, latitude = NULL WHERE id = 'pena'; "
                      "INSERT INTO pod (id, name, latitude) VALUES ('new', 'West', 2.25)");
  before = ta_test_ask (store, everything);
  run (store, rewrite_nothing, NULL);
  ta_test_assert_ask (store, everything, before);
  ta_test_assert_ask (store, "SELECT count (*) FROM history WHERE taken_out", "0");
}

static void
test_documents (void)
{
  g_autoptr (TaStore) store = make_device (1);
  g_autoptr (TaStore) other = NULL;
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  TaStore *stores[2];
  TaRewriteReach reach = TA_REWRITE_SEND;
  g_autoptr (TaDocument) household = NULL;

  ta_test_run (store, "UPDATE turn SET note = 'Mira eats' WHERE id = 't1'");
  ta_test_push (store, hub);
  ta_test_run (store, "DELETE FROM person WHERE id = 'mira'; UPDATE turn SET note = 'x' WHERE id = 't1'");
  ta_test_run (store, "DELETE FROM history");
  run (store, rewrite_documents, &reach);
  g_assert_false (stored_anywhere (store, "Mira Silva") || stored_anywhere (store, "mira|") || stored_anywhere (store, "Mira eats"));
  household = ta_test_document (store, "household", "silva");
  g_assert_null (ta_document_get (household, "person/mira"));
  g_assert_nonnull (ta_document_get (household, "person/rui/name"));
  /* It goes to the others. */
  other = ta_test_device_new (2, NULL);
  stores[0] = store;
  stores[1] = other;
  ta_test_settle (hub, stores, 2);
  ta_test_assert_same (store, other);
  g_assert_false (stored_anywhere (other, "Mira Silva"));
}

/* A text that is replaced bears a new stamp: the old one does not come back from the hub. */
static void
test_replaced_sent (void)
{
  g_autoptr (TaStore) store = make_device (1);
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_autoptr (TaDocument) turn = NULL;
  TaRewriteReach reach = TA_REWRITE_SEND;

  ta_test_run (store, "UPDATE turn SET note = 'Mira eats' WHERE id = 't1'");
  ta_test_push (store, hub);
  run (store, rewrite_documents, &reach);
  ta_test_assert_ask (store, "SELECT dirty FROM sync_document WHERE type = 'turn' AND id = 't1'", "1");
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_document WHERE dirty", "2");
  ta_test_pull (store, hub, NULL);
  turn = ta_test_document (store, "turn", "t1");
  g_assert_cmpstr (ta_value_get_text (ta_document_get (turn, "note")->value), ==, "Somebody eats");
}

static void
test_here (void)
{
  g_autoptr (TaStore) store = make_device (1);
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_autoptr (TaDocument) before = NULL;
  g_autoptr (TaDocument) after = NULL;
  TaRewriteReach reach = TA_REWRITE_HERE;

  ta_test_run (store, "UPDATE turn SET note = 'Mira eats' WHERE id = 't1'");
  ta_test_push (store, hub);
  before = ta_test_document (store, "turn", "t1");
  run (store, rewrite_documents, &reach);
  after = ta_test_document (store, "turn", "t1");
  g_assert_cmpstr (ta_value_get_text (ta_document_get (after, "note")->value), ==, "Somebody eats");
  g_assert_cmpint (ta_stamp_compare (&ta_document_get (before, "note")->stamp, &ta_document_get (after, "note")->stamp), ==, 0);
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_document WHERE dirty", "0");
}

/* Values that merges kept, and notices of them. */
static void
test_kept (void)
{
  g_autoptr (TaStore) store = make_device (1);
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_autoptr (TaDocument) theirs = NULL;
  g_autoptr (TaValue) severity = ta_value_new_text ("intolerance", -1);
  g_autoptr (TaDocument) household = NULL;
  g_autofree char *json = NULL;
  TaRewriteReach reach = TA_REWRITE_SEND;
  TaSyncApplied applied;

  ta_test_push (store, hub);
  theirs = ta_test_document (store, "household", "silva");
  ta_test_run (store, "UPDATE allergy SET severity = 'avoid' WHERE id = 'a1'");
  ta_document_set (theirs, "allergy/mira|peanuts/severity", severity, (TaStamp) { g_get_real_time () / 1000 + 1000, 0, 7 });
  ta_test_hub_put (hub, theirs, 7);
  ta_test_pull (store, hub, &applied);
  g_assert_cmpuint (applied.clashes, ==, 1);
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_notice", "1");
  run (store, rewrite_documents, &reach);
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_notice", "0");
  ta_test_assert_ask (store, "SELECT has_kept FROM sync_document WHERE id = 'silva' AND type = 'household'", "0");
  household = ta_test_document (store, "household", "silva");
  json = ta_document_to_json (household, NULL);
  g_assert_null (strstr (json, "mira"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rewrite/history", test_history);
  g_test_add_func ("/rewrite/not-undone", test_not_undone);
  g_test_add_func ("/rewrite/replaced-undone", test_replaced_undone);
  g_test_add_func ("/rewrite/untouched", test_untouched);
  g_test_add_func ("/rewrite/documents", test_documents);
  g_test_add_func ("/rewrite/replaced-sent", test_replaced_sent);
  g_test_add_func ("/rewrite/here", test_here);
  g_test_add_func ("/rewrite/kept", test_kept);
  return g_test_run ();
}
