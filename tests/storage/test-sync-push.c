/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-sync-notice-table.h"
#include "ta-test-hub.h"

#include <string.h>

/* What is sent, and what becomes of it, with a hub whose answers are said here one by one. */

#define NOW G_GINT64_CONSTANT (1795000000000)

static TaStore *
open_store (void)
{
  return ta_test_device_new (1, "--: pod\nINSERT INTO pod (id, name) VALUES ('pod', 'Norte'), ('other', 'Sur')");
}

typedef struct
{
  GPtrArray *outgoing;
  guint limit;
  gsize bytes;
  const TaSyncOutgoing *one;
  const TaSyncOutgoing *after;
  const char *rev;
  gboolean siblings;
  GPtrArray *incoming;
  TaSyncApplied applied;
  gint64 now;
  const char *name;
  gboolean quiet;
} Step;

static gboolean
take (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;

  step->outgoing = ta_sync_take_dirty (database, step->after, step->limit, step->bytes, error);
  return step->outgoing != NULL;
}

static gboolean
accept (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;

  return ta_sync_accepted (database, step->one, step->rev, step->siblings, NOW, error);
}

static gboolean
refuse (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;

  return ta_sync_refused (database, step->one, "It is too large.", error);
}

static gboolean
apply (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;

  return ta_sync_apply (database, step->incoming, step->now, &step->applied, error);
}

static gboolean
retry (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;

  return ta_sync_retry_held (database, step->now, &step->applied, error);
}

static gboolean
forget (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_forget_revs (database, error);
}

static gboolean
fold (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;

  return ta_sync_fold_tried (database, step->name, step->quiet, step->now, error);
}

static gpointer
list_folds (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_list_folds (database, *(gint64 *) data, 10, error);
}

static void
run (TaStore *store, TaStoreFunc func, Step *step)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (store, "step", NULL, func, step, NULL, &error);
  g_assert_no_error (error);
}

static GPtrArray *
take_all (TaStore *store)
{
  Step step = { .limit = 100, .bytes = 1000000 };

  run (store, take, &step);
  return step.outgoing;
}

static void
accept_all (TaStore *store, GPtrArray *outgoing, const char *rev)
{
  for (guint i = 0; i < outgoing->len; i++)
    {
      Step step = { .one = outgoing->pdata[i], .rev = rev };

      run (store, accept, &step);
    }
}

static void
test_taken (void)
{
  g_autoptr (TaStore) store = open_store ();
  Step one = { .limit = 1, .bytes = 1000000 };
  Step small = { .limit = 100, .bytes = 1 };
  g_autoptr (GPtrArray) all = take_all (store);
  const TaSyncOutgoing *first = all->pdata[0];
  const TaSyncOutgoing *second = all->pdata[1];

  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpint (first->write.number, ==, 1);
  g_assert_cmpint (second->write.number, ==, 2);
  g_assert_cmpstr (first->write.write, !=, second->write.write);
  g_assert_cmpuint (strlen (first->write.write), ==, 32);
  g_assert_null (first->rev);
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_sent", "2");
  run (store, take, &one);
  g_assert_cmpuint (one.outgoing->len, ==, 1);
  run (store, take, &small);
  g_assert_cmpuint (small.outgoing->len, ==, 1);
  ta_test_assert_ask (store, "SELECT written FROM sync_peer", "4");
  accept_all (store, all, "1-a");
  ta_test_assert_ask (store, "SELECT (SELECT count (*) FROM sync_sent) + (SELECT count (*) FROM sync_document WHERE dirty)", "0");
  g_ptr_array_unref (one.outgoing);
  g_ptr_array_unref (small.outgoing);
}

/* What was changed while it was on its way goes again, with the new parent. */
static void
test_changed_meanwhile (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) all = take_all (store);
  g_autoptr (GPtrArray) again = NULL;

  ta_test_run (store, "UPDATE pod SET name = 'North' WHERE id = 'pod'");
  accept_all (store, all, "1-a");
  again = take_all (store);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpstr (((TaSyncOutgoing *) again->pdata[0])->rev, ==, "1-a");
  /* An answer that comes late says nothing new. */
  accept_all (store, again, "3-c");
  accept_all (store, all, "2-b");
  ta_test_assert_ask (store, "SELECT base_rev FROM sync_document WHERE id = 'pod'", "3-c");
  ta_test_assert_ask (store, "SELECT dirty FROM sync_document WHERE id = 'pod'", "0");
}

/* What others refer to goes first, and is the last to go. */
static void
test_order (void)
{
  g_autofree char *script = ta_test_content ();
  g_autoptr (TaStore) store = ta_test_device_new (1, script);
  g_autoptr (GPtrArray) first = take_all (store);
  g_autoptr (GPtrArray) gone = NULL;

  g_assert_cmpstr (((TaSyncOutgoing *) first->pdata[0])->type, ==, "collective");
  accept_all (store, first, "1-a");
  ta_test_run (store, "DELETE FROM membership; DELETE FROM cover_request; DELETE FROM assignment; DELETE FROM pod WHERE id = 'pod'");
  gone = take_all (store);
  g_assert_cmpstr (((TaSyncOutgoing *) gone->pdata[gone->len - 1])->type, ==, "pod");
}

/* While some are on their way the next are taken, and each is taken once. */
static void
test_after (void)
{
  g_autoptr (TaStore) store = open_store ();
  Step first = { .limit = 1, .bytes = 900000 };
  Step second = { .limit = 1, .bytes = 900000 };
  Step rest = { .limit = 1, .bytes = 900000 };

  run (store, take, &first);
  second.after = first.outgoing->pdata[0];
  run (store, take, &second);
  rest.after = second.outgoing->pdata[0];
  run (store, take, &rest);
  g_assert_cmpstr (second.after->id, ==, "other");
  g_assert_cmpstr (rest.after->id, ==, "pod");
  g_assert_cmpint (rest.after->write.number, ==, second.after->write.number + 1);
  g_assert_cmpuint (rest.outgoing->len, ==, 0);
  accept_all (store, second.outgoing, "1-b");
  accept_all (store, first.outgoing, "1-a");
  ta_test_assert_ask (store, "SELECT group_concat (id || base_rev || dirty) FROM (SELECT * FROM sync_document ORDER BY id)", "other1-a0,pod1-b0");
  g_ptr_array_unref (first.outgoing);
  g_ptr_array_unref (second.outgoing);
  g_ptr_array_unref (rest.outgoing);
}

static void
test_refused (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) all = take_all (store);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) again = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      Step step = { .one = all->pdata[i] };

      run (store, refuse, &step);
    }
  none = take_all (store);
  g_assert_cmpuint (none->len, ==, 0);
  ta_test_run (store, "UPDATE pod SET name = 'North' WHERE id = 'pod'");
  again = take_all (store);
  g_assert_cmpuint (again->len, ==, 1);
}

static gpointer
list_stuck (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_stuck_list (database, error);
}

static gboolean
retry_stuck (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_stuck_retry (database, data, error);
}

static gboolean
keep_stuck (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_stuck_keep_here (database, data, error);
}

static TaSyncStuck *
take_only_stuck (TaStore *store)
{
  g_autoptr (GPtrArray) all = ta_store_read (store, list_stuck, NULL, NULL);

  g_assert_cmpuint (all->len, ==, 1);
  return g_ptr_array_steal_index (all, 0);
}

/* What the hub does not take is told, with why; it can be offered again, or stays here until somebody changes it. */
static void
test_stuck (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) all = take_all (store);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) changed = NULL;
  g_autoptr (TaSyncStuck) stuck = NULL;
  g_autoptr (TaSyncStuck) still = NULL;
  Step step = { .limit = 0 };

  accept_all (store, all, "1-a");
  ta_test_run (store, "UPDATE pod SET name = 'North' WHERE id = 'pod'");
  first = take_all (store);
  step.one = first->pdata[0];
  run (store, refuse, &step);
  stuck = take_only_stuck (store);
  g_assert_cmpstr (stuck->subject, ==, "North");
  g_assert_cmpstr (stuck->reason, ==, "It is too large.");
  g_assert_false (stuck->is_there);
  ta_store_run (store, "Again", NULL, retry_stuck, stuck, NULL, NULL);
  again = take_all (store);
  g_assert_cmpuint (again->len, ==, 1);
  run (store, refuse, &step);
  still = take_only_stuck (store);
  ta_store_run (store, "Here", NULL, keep_stuck, still, NULL, NULL);
  none = take_all (store);
  g_assert_cmpuint (none->len, ==, 0);
  ta_test_assert_ask (store, "SELECT (SELECT count (*) FROM sync_document WHERE refused IS NOT NULL) || (SELECT name FROM pod WHERE id = 'pod')", "0North");
  ta_test_run (store, "UPDATE pod SET name = 'South' WHERE id = 'pod'");
  changed = take_all (store);
  g_assert_cmpuint (changed->len, ==, 1);
  g_assert_cmpstr (((TaSyncOutgoing *) changed->pdata[0])->rev, ==, "1-a");
}

/* What is damaged on the hub is told as well, by its name where it is known. */
static void
test_stuck_there (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (TaSyncStuck) known = NULL;
  g_autoptr (TaSyncStuck) unknown = NULL;

  ta_test_run (store, "INSERT INTO sync_unread (name, rev, envelope, reason) SELECT name, '2-b', '', 'damaged' FROM sync_document WHERE id = 'pod'");
  known = take_only_stuck (store);
  g_assert_nonnull (known->subject);
  g_assert_true (known->is_there);
  ta_test_run (store, "UPDATE sync_unread SET name = 'somebody', reason = 'key'; INSERT INTO sync_unread (name, rev, envelope, reason) VALUES ('other', '1-a', '', 'damaged')");
  unknown = take_only_stuck (store);
  g_assert_null (unknown->subject);
}

static gboolean
send_stuck (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_stuck_send_here (database, data, error);
}

/* What is here follows what is damaged there; of what was sent before nothing more is expected. */
static void
test_stuck_sent (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) all = take_all (store);
  g_autoptr (GPtrArray) held_back = NULL;
  g_autoptr (GPtrArray) sent = NULL;
  g_autoptr (TaSyncStuck) stuck = NULL;

  accept_all (store, all, "1-a");
  ta_test_run (store, "INSERT INTO sync_unread (name, rev, envelope, reason) SELECT name, '2-b', '', 'damaged' FROM sync_document WHERE id = 'pod'");
  ta_test_run (store, "UPDATE pod SET name = 'North' WHERE id = 'pod'");
  held_back = take_all (store);
  g_assert_cmpuint (held_back->len, ==, 0);
  stuck = take_only_stuck (store);
  g_assert_cmpstr (stuck->type, ==, "pod");
  g_assert_cmpstr (stuck->id, ==, "pod");
  ta_store_run (store, "Send", NULL, send_stuck, stuck, NULL, NULL);
  sent = take_all (store);
  g_assert_cmpuint (sent->len, ==, 1);
  g_assert_cmpstr (((TaSyncOutgoing *) sent->pdata[0])->rev, ==, "2-b");
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_unread", "0");
}

/* What no other device would read is not sent, and can be worked with here as ever. */
static void
test_too_large (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GPtrArray) all = NULL;

  ta_test_run (store, "UPDATE pod SET notes = hex (zeroblob (3000000)) WHERE id = 'pod'");
  rest = take_all (store);
  g_assert_cmpuint (rest->len, ==, 1);
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_document WHERE refused <> ''", "1");
  ta_test_run (store, "UPDATE pod SET name = 'North' WHERE id = 'pod'");
  ta_test_run (store, "UPDATE pod SET notes = '' WHERE id = 'pod'");
  all = take_all (store);
  g_assert_cmpuint (all->len, ==, 2);
}

static TaSyncIncoming *
incoming_of (const TaSyncOutgoing *outgoing, const char *rev)
{
  TaSyncIncoming *incoming = ta_sync_incoming_new (outgoing->name, rev);
  g_autofree char *json = ta_document_add_write (outgoing->state, &outgoing->write);

  incoming->document = ta_document_parse (json, -1, &incoming->write, NULL);
  return incoming;
}

static void
apply_one (TaStore *store, TaSyncIncoming *one, TaSyncApplied *applied)
{
  g_autoptr (GPtrArray) incoming = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_incoming_free);
  Step step = { .incoming = incoming, .now = g_get_real_time () / 1000 };

  g_ptr_array_add (incoming, one);
  run (store, apply, &step);
  if (applied != NULL)
    *applied = step.applied;
}

/* The answer was lost, and what was written comes in with a pull: it is known again, and what changed since is not taken for a clash. */
static void
test_lost_answer (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) all = take_all (store);
  TaSyncApplied applied;

  ta_test_run (store, "UPDATE pod SET name = 'North' WHERE id = 'pod'");
  for (guint i = 0; i < all->len; i++)
    apply_one (store, incoming_of (all->pdata[i], "1-a"), &applied);
  g_assert_cmpuint (applied.clashes, ==, 0);
  ta_test_assert_ask (store, "SELECT name FROM pod WHERE id = 'pod'", "North");
  ta_test_assert_ask (store, "SELECT group_concat (id || dirty || base_rev) FROM (SELECT * FROM sync_document ORDER BY id)", "other01-a,pod11-a");
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_sent", "0");
}

/* What this device wrote itself is no other one's change, also where it went on changing the same. */
static void
test_own_write (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) all = take_all (store);
  g_autoptr (GPtrArray) sent = NULL;
  TaSyncApplied applied;

  accept_all (store, all, "1-a");
  ta_test_run (store, "UPDATE pod SET name = 'North' WHERE id = 'pod'");
  sent = take_all (store);
  ta_test_run (store, "UPDATE pod SET name = 'South' WHERE id = 'pod'");
  apply_one (store, incoming_of (sent->pdata[0], "2-b"), &applied);
  g_assert_cmpuint (applied.clashes, ==, 0);
  ta_test_assert_ask (store, "SELECT name || (SELECT count (*) FROM sync_notice) FROM pod WHERE id = 'pod'", "South0");
}

/* Who has the key could put one document in the place of another: it is not taken for that. */
static void
test_wrong_name (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) all = take_all (store);
  TaSyncIncoming *moved = incoming_of (all->pdata[0], "2-b");
  TaSyncApplied applied;

  accept_all (store, all, "1-a");
  g_set_str (&moved->name, ((TaSyncOutgoing *) all->pdata[1])->name);
  apply_one (store, moved, &applied);
  g_assert_cmpuint (applied.unread, ==, 1);
  ta_test_assert_ask (store, "SELECT reason || (SELECT group_concat (DISTINCT base_rev) FROM sync_document) FROM sync_unread", "damaged1-a");
}

/* A node of the hub that is behind says what was before: nothing is taken back by it. */
static void
test_stale (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) all = take_all (store);
  g_autoptr (GPtrArray) sent = NULL;
  TaSyncApplied applied;

  accept_all (store, all, "1-a");
  ta_test_run (store, "UPDATE pod SET name = 'North'");
  sent = take_all (store);
  accept_all (store, sent, "3-c");
  for (guint i = 0; i < all->len; i++)
    apply_one (store, incoming_of (all->pdata[i], "2-b"), &applied);
  ta_test_assert_ask (store, "SELECT group_concat (DISTINCT base_rev || dirty || coalesce (base, '')) FROM sync_document", "3-c0");
}

/* Somebody has deleted it on the hub. Of hubs, some want to hear what they had last, and some not: both are tried. */
static void
test_gone (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) all = take_all (store);
  const TaSyncOutgoing *first = all->pdata[0];
  TaSyncIncoming *gone = ta_sync_incoming_new (first->name, "2-b");
  TaSyncIncoming *still = ta_sync_incoming_new (first->name, "2-b");
  TaSyncIncoming *once_more = ta_sync_incoming_new (first->name, "4-d");

  accept_all (store, all, "1-a");
  gone->gone = still->gone = TRUE;
  apply_one (store, gone, NULL);
  ta_test_assert_ask (store, "SELECT dirty || coalesce (base_rev, '-') FROM sync_document WHERE dirty", "1-");
  apply_one (store, still, NULL);
  ta_test_assert_ask (store, "SELECT dirty || coalesce (base_rev, '-') FROM sync_document WHERE dirty", "12-b");
  ta_test_assert_ask (store, "SELECT count (*) FROM pod", "2");
  /* Said once until somebody has seen it, however often the hub forgets it. */
  ta_test_run (store, "UPDATE sync_document SET dirty = 0, base_rev = '3-c' WHERE dirty");
  once_more->gone = TRUE;
  apply_one (store, once_more, NULL);
  ta_test_assert_ask (store, "SELECT count (*) || ' ' || kind || ' ' || aggregate || ' ' || device FROM sync_notice", "1 restored other 0");
}

static void
test_forgotten (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) all = take_all (store);
  g_autoptr (GPtrArray) again = NULL;

  accept_all (store, all, "4-a");
  run (store, forget, NULL);
  again = take_all (store);
  g_assert_cmpuint (again->len, ==, 2);
  g_assert_null (((TaSyncOutgoing *) again->pdata[0])->rev);
  accept_all (store, again, "1-a");
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_document WHERE dirty OR base_rev <> '1-a'", "0");
}

static guint
count_folds (TaStore *store, gint64 now)
{
  g_autoptr (GPtrArray) names = ta_store_read (store, list_folds, &now, NULL);

  return names->len;
}

static void
test_folds (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) all = take_all (store);
  const TaSyncOutgoing *first = all->pdata[0];
  Step step = { .one = first, .rev = "1-a", .siblings = TRUE, .name = first->name, .quiet = TRUE, .now = NOW };

  run (store, accept, &step);
  g_assert_cmpuint (count_folds (store, NOW), ==, 1);
  for (guint i = 0; i < 2; i++)
    {
      run (store, fold, &step);
      g_assert_cmpuint (count_folds (store, step.now + 29000), ==, 0);
      step.now += 30000;
      g_assert_cmpuint (count_folds (store, step.now), ==, 1);
    }
  run (store, fold, &step);
  g_assert_cmpuint (count_folds (store, step.now + 1000000), ==, 0);
}

/* What cannot be read is kept, and not written over. */
static void
test_unread (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) all = take_all (store);
  g_autoptr (GPtrArray) left = NULL;
  TaSyncIncoming *sealed = ta_sync_incoming_new (((TaSyncOutgoing *) all->pdata[0])->name, "5-e");

  sealed->reason = "key";
  sealed->envelope = g_strdup ("{}");
  apply_one (store, sealed, NULL);
  ta_test_assert_ask (store, "SELECT reason || envelope FROM sync_unread", "key{}");
  left = take_all (store);
  g_assert_cmpuint (left->len, ==, 1);
  /* Once it can be read it is merged. */
  apply_one (store, incoming_of (all->pdata[0], "5-e"), NULL);
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_unread", "0");
}

/* A clock that is a month ahead: what bears its stamps waits for a month. */
static void
test_early (void)
{
  g_autoptr (TaStore) store = open_store ();
  g_autoptr (GPtrArray) all = take_all (store);
  TaSyncIncoming *early = incoming_of (all->pdata[0], "2-b");
  g_autoptr (TaValue) name = ta_value_new_text ("Later", -1);
  gint64 month = G_GINT64_CONSTANT (30) * 24 * 60 * 60 * 1000;
  gint64 now = g_get_real_time () / 1000;
  Step step = { .now = now };

  accept_all (store, all, "1-a");
  early->write.write[0] = early->write.write[0] == '0' ? '1' : '0';
  ta_document_set (early->document, "name", name, (TaStamp) { now + month, 0, 7 });
  apply_one (store, early, NULL);
  run (store, retry, &step);
  ta_test_assert_ask (store, "SELECT reason FROM sync_unread", "clock");
  ta_test_assert_ask (store, "SELECT count (*) FROM pod WHERE name = 'Later'", "0");
  step.now = now + month;
  run (store, retry, &step);
  ta_test_assert_ask (store, "SELECT count (*) FROM pod WHERE name = 'Later'", "1");
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_unread", "0");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-push/taken", test_taken);
  g_test_add_func ("/sync-push/changed-meanwhile", test_changed_meanwhile);
  g_test_add_func ("/sync-push/order", test_order);
  g_test_add_func ("/sync-push/after", test_after);
  g_test_add_func ("/sync-push/refused", test_refused);
  g_test_add_func ("/sync-push/stuck", test_stuck);
  g_test_add_func ("/sync-push/stuck-there", test_stuck_there);
  g_test_add_func ("/sync-push/stuck-sent", test_stuck_sent);
  g_test_add_func ("/sync-push/too-large", test_too_large);
  g_test_add_func ("/sync-push/lost-answer", test_lost_answer);
  g_test_add_func ("/sync-push/own-write", test_own_write);
  g_test_add_func ("/sync-push/wrong-name", test_wrong_name);
  g_test_add_func ("/sync-push/stale", test_stale);
  g_test_add_func ("/sync-push/gone", test_gone);
  g_test_add_func ("/sync-push/forgotten", test_forgotten);
  g_test_add_func ("/sync-push/folds", test_folds);
  g_test_add_func ("/sync-push/unread", test_unread);
  g_test_add_func ("/sync-push/early", test_early);
  return g_test_run ();
}
