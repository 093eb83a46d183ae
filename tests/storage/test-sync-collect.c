/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-sync-collect-table.h"
#include "ta-test-hub.h"

/* What is noted to be forgotten, and what is not. */

#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
#define DEVICE 1
#define OTHER 2

/* The pods that were deleted; on the hub all of them. */
static TaStore *
open_store (void)
{
  TaStore *store = ta_test_device_new (DEVICE, "--: pods\nINSERT INTO pod (id, name) VALUES ('kept', 'Norte'), ('one', 'Sur'), ('two', 'Este'), ('three', 'Oeste');"
                                               "INSERT INTO unit (id, name, kind) VALUES ('hours', 'Hours', 'time');"
                                               "INSERT INTO tool_model (id, name) VALUES ('model', 'GBH 2')");

  ta_test_run (store, "DELETE FROM pod WHERE id <> 'kept'; DELETE FROM tool_model");
  ta_test_run (store, "UPDATE sync_document SET base_rev = '2-a', dirty = 0");
  return store;
}

typedef struct
{
  gint64 now;
  gint64 round;
  guint64 of;
  GPtrArray *noted;
  const TaSyncOutgoing *one;
  gboolean gone;
  GPtrArray *incoming;
  TaSyncApplied applied;
} Step;

static gboolean
begin (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Step *step = data;

  return ta_sync_collect_begin (database, DEVICE, step->now, error);
}

static gboolean
take (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;

  step->noted = ta_sync_collect_take (database, 100, error);
  return step->noted != NULL;
}

static gboolean
settle (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Step *step = data;

  return ta_sync_collect_settle (database, step->one, step->gone, error);
}

static gboolean
hear (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Step *step = data;

  return ta_sync_rounds_hear (database, DEVICE, step->of, step->round, step->now, error);
}

static gboolean
apply (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;

  return ta_sync_apply (database, step->incoming, step->now, &step->applied, error);
}

static gpointer
read_rounds (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_rounds_get (database, error);
}

static void
run (TaStore *store, TaStoreFunc func, Step *step)
{
  g_autoptr (GError) error = NULL;
  const TaOrigin origin = { "", NULL, TA_SOURCE_HUB };

  ta_store_run (store, "step", &origin, func, step, NULL, &error);
  g_assert_no_error (error);
}

static gint64
now_and (int days)
{
  return g_get_real_time () / 1000 + days * DAY_MS;
}

static void
begin_after (TaStore *store, int days)
{
  Step step = { .now = now_and (days) };

  run (store, begin, &step);
}

static void
assert_noted (TaStore *store, const char *expected)
{
  ta_test_assert_ask (store, "SELECT coalesce (group_concat (id, ' ' ORDER BY id), '') FROM sync_collect", expected);
}

static void
test_age (void)
{
  g_autoptr (TaStore) store = open_store ();

  begin_after (store, 179);
  assert_noted (store, "");
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_document WHERE type = 'collecting'", "0");
  begin_after (store, 181);
  assert_noted (store, "model one three two");
  ta_test_assert_ask (store, "SELECT dirty FROM sync_document WHERE type = 'collecting'", "1");
}

/* What is not on the hub as it is here, and what somebody may need, stays; and what is never forgotten. */
static void
test_left_out (void)
{
  static const char *const reasons[] = {
    "UPDATE sync_document SET dirty = 1 WHERE id = 'one'",
    "UPDATE sync_document SET base_rev = NULL WHERE id = 'one'",
    "UPDATE sync_document SET held = 'used' WHERE id = 'one'",
    "UPDATE sync_document SET refused = 'no' WHERE id = 'one'",
    "INSERT INTO sync_missing (type, id, wants, target) VALUES ('turn', 't', 'pod', 'one')",
    "INSERT INTO sync_fold (name) SELECT name FROM sync_document WHERE id = 'one'",
    "INSERT INTO sync_unread (name, rev, envelope, reason) SELECT name, '3-a', '', 'damaged' FROM sync_document WHERE id = 'one'",
    "UPDATE sync_document SET type = 'unit', state = CAST (replace (CAST (state AS TEXT), '\"pod\"', '\"unit\"') AS BLOB) WHERE id = 'one'",
    "UPDATE sync_document SET type = 'health_lock', state = CAST (replace (CAST (state AS TEXT), '\"pod\"', '\"health_lock\"') AS BLOB) WHERE id = 'one'",
    "UPDATE sync_document SET type = 'later', state = CAST (replace (CAST (state AS TEXT), '\"pod\"', '\"later\"') AS BLOB) WHERE id = 'one'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autoptr (TaStore) store = open_store ();

      ta_test_run (store, reasons[i]);
      begin_after (store, 181);
      assert_noted (store, "model three two");
    }
}

/* Somebody brought one back after it was noted, another one was changed and deleted once more, a third one is asked for. */
static void
test_changed_since (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) noted = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  Step step = { .gone = TRUE };

  begin_after (store, 181);
  ta_test_run (store, "INSERT INTO pod (id, name) VALUES ('one', 'Sur')");
  ta_test_run (store, "UPDATE sync_document SET base_rev = '4-a' WHERE id = 'two'");
  ta_test_run (store, "INSERT INTO sync_missing (type, id, wants, target) VALUES ('turn', 't', 'pod', 'three')");
  run (store, take, &step);
  noted = step.noted;
  g_assert_cmpuint (noted->len, ==, 1);
  step.one = noted->pdata[0];
  g_assert_cmpstr (step.one->id, ==, "model");
  run (store, settle, &step);
  assert_noted (store, "one three two");
  /* That was all: the round is over. */
  run (store, take, &step);
  rest = step.noted;
  g_assert_cmpuint (rest->len, ==, 0);
  assert_noted (store, "");
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_document WHERE type = 'pod'", "4");
}

static void
test_settled (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) noted = NULL;
  Step step = { 0 };

  begin_after (store, 181);
  run (store, take, &step);
  noted = step.noted;
  g_assert_cmpuint (noted->len, ==, 4);
  /* By type and id: the model, then the pods. What was brought back while the hub was asked stays here, and is sent. */
  ta_test_run (store, "INSERT INTO pod (id, name) VALUES ('one', 'Sur')");
  for (guint i = 0; i < noted->len; i++)
    {
      step.one = noted->pdata[i];
      step.gone = g_strcmp0 (step.one->id, "model") != 0;
      run (store, settle, &step);
    }
  assert_noted (store, "");
  ta_test_assert_ask (store, "SELECT group_concat (id, ' ' ORDER BY id) FROM sync_document WHERE type = 'pod'", "kept one");
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_document WHERE type = 'tool_model'", "1");
}

static void
test_heard (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (TaDocument) rounds = NULL;
  Step step = { .now = now_and (181), .of = OTHER, .round = 5000 };

  /* Whether it was deleted there cannot be told. */
  ta_test_run (store, "INSERT INTO sync_unread (name, rev, envelope, reason) SELECT name, '3-a', '', 'key' FROM sync_document WHERE id = 'kept'");
  run (store, hear, &step);
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_document WHERE type = 'collecting'", "0");
  /* It is deleted here as well; and that one is damaged for everybody. */
  ta_test_run (store, "DELETE FROM sync_unread; INSERT INTO sync_unread (name, rev, envelope, reason) SELECT name, '3-a', '', 'key' FROM sync_document WHERE id = 'one';"
                      "INSERT INTO sync_unread (name, rev, envelope, reason) SELECT name, '3-a', '', 'damaged' FROM sync_document WHERE id = 'kept'");
  run (store, hear, &step);
  rounds = ta_store_read (store, read_rounds, NULL, NULL);
  g_assert_cmpint (ta_sync_rounds_heard (rounds, DEVICE, OTHER), ==, 5000);
  g_assert_cmpint (ta_sync_rounds_heard (rounds, OTHER, DEVICE), ==, 0);
  g_assert_cmpint (ta_sync_rounds_heard (rounds, DEVICE, OTHER + 1), ==, 0);
  g_assert_cmpint (ta_sync_rounds_begun (rounds, OTHER), ==, 0);
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_document WHERE held IS NOT NULL", "0");
}

static void
apply_gone (TaStore *store, const char *id, const char *rev)
{
  g_autofree char *sql = g_strdup_printf ("SELECT name FROM sync_document WHERE id = '%s'", id);
  g_autofree char *name = ta_test_ask (store, sql);
  g_autoptr (GPtrArray) incoming = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_incoming_free);
  TaSyncIncoming *gone = ta_sync_incoming_new (name, rev);
  Step step = { .incoming = incoming, .now = now_and (182) };

  gone->gone = TRUE;
  g_ptr_array_add (incoming, gone);
  run (store, apply, &step);
}

/* A tombstone: of what is deleted here and of which a round was goes all that is kept, of everything else nothing. */
static void
test_tombstones (void)
{
  g_autoptr (TaStore) store = open_store ();

  apply_gone (store, "one", "3-b");
  ta_test_assert_ask (store, "SELECT dirty FROM sync_document WHERE id = 'one'", "1");
  begin_after (store, 181);
  ta_test_run (store, "UPDATE sync_document SET dirty = 1 WHERE id = 'two'");
  ta_test_run (store, "INSERT INTO sync_sent (write, name, generation, state) SELECT '0123456789abcdef0123456789abcdef', name, 0, x'7b7d' FROM sync_document WHERE id = 'three'");
  apply_gone (store, "two", "3-b");
  apply_gone (store, "kept", "3-b");
  apply_gone (store, "three", "3-b");
  /* An answer that comes late. */
  apply_gone (store, "model", "1-b");
  ta_test_assert_ask (store, "SELECT group_concat (id, ' ' ORDER BY id) FROM sync_document WHERE id IN ('kept', 'one', 'two', 'three', 'model')", "kept model one two");
  ta_test_assert_ask (store, "SELECT min (dirty) FROM sync_document WHERE id IN ('kept', 'one', 'two')", "1");
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_sent", "0");
  assert_noted (store, "model two");
  ta_test_assert_ask (store, "SELECT group_concat (id) FROM pod", "kept");
}

static gboolean
pass (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  ta_database_set_clock_offset (database, 10 * DAY_MS);
  return TRUE;
}

/* There was a round, but not half a year after this one was deleted. */
static void
test_young_tombstone (void)
{
  g_autoptr (TaStore) store = open_store ();

  begin_after (store, 181);
  run (store, pass, NULL);
  ta_test_run (store, "DELETE FROM pod WHERE id = 'kept'");
  ta_test_run (store, "UPDATE sync_document SET base_rev = '2-a', base = NULL, dirty = 0 WHERE id = 'kept'");
  apply_gone (store, "kept", "3-b");
  apply_gone (store, "one", "3-b");
  ta_test_assert_ask (store, "SELECT group_concat (id || dirty, ' ' ORDER BY id) FROM sync_document WHERE id IN ('kept', 'one')", "kept1");
}

/* What was forgotten and is made once more says that it is not deleted. */
static void
test_made_anew (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (TaDocument) before = NULL;
  g_autoptr (TaDocument) anew = NULL;

  before = ta_test_document (store, "pod", "one");
  begin_after (store, 181);
  apply_gone (store, "one", "3-b");
  ta_test_run (store, "INSERT INTO pod (id, name) VALUES ('one', 'Sur')");
  anew = ta_test_document (store, "pod", "one");
  g_assert_true (before->deleted);
  g_assert_false (anew->deleted);
  g_assert_cmpint (ta_stamp_compare (&anew->deleted_at, &before->deleted_at), >, 0);
}

/* A hub that is another one: what was noted of the one before is not. */
static gboolean
forget_revs (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_forget_revs (database, error);
}

static void
test_other_hub (void)
{
  g_autoptr (TaStore) store = open_store ();

  begin_after (store, 181);
  run (store, forget_revs, NULL);
  assert_noted (store, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-collect/age", test_age);
  g_test_add_func ("/sync-collect/left-out", test_left_out);
  g_test_add_func ("/sync-collect/changed-since", test_changed_since);
  g_test_add_func ("/sync-collect/settled", test_settled);
  g_test_add_func ("/sync-collect/heard", test_heard);
  g_test_add_func ("/sync-collect/tombstones", test_tombstones);
  g_test_add_func ("/sync-collect/young-tombstone", test_young_tombstone);
  g_test_add_func ("/sync-collect/made-anew", test_made_anew);
  g_test_add_func ("/sync-collect/other-hub", test_other_hub);
  return g_test_run ();
}
