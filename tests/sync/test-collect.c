/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was deleted half a year ago is forgotten, on the hub and on every device, once all have heard that it was deleted; and whatever happens
 * meanwhile, nothing is lost that somebody has, and nothing comes back that nobody wants.
 */
#include "ring-pod.h"
#include "ta-sync-collect.h"
#include "ta-sync-engine-private.h"
#include "ta-sync-error.h"
#include "ta-test-hub.h"

#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
#define AGE_DAYS 181
#define AWAY 3 /* who may be away: the last one */

typedef RingPod Fixture;

static Device *
device_of (Fixture *f, guint i)
{
  return f->members[i].device;
}

static void
pass (Fixture *f, int days)
{
  for (guint i = 0; i < RING_MEMBERS; i++)
    device_pass (device_of (f, i), days * DAY_MS);
}

/* Each of the first @count exchanges, @times. */
static void
meet (Fixture *f, guint count, int times)
{
  for (int time = 0; time < times; time++)
    for (guint i = 0; i < count; i++)
      ring_pod_exchange (f, i);
}

static void
meet_all (Fixture *f)
{
  meet (f, RING_MEMBERS, 4);
}

static gboolean
has (Fixture *f, guint i, const char *id)
{
  g_autofree char *name = device_get_value (device_of (f, i), id, "name");

  return name != NULL;
}

static char *
name_of (Fixture *f, const char *id)
{
  return ta_document_name (ta_keyring_get_pod (f->keyring), "household", id);
}

static gboolean
is_gone_there (Fixture *f, const char *id)
{
  g_autofree char *name = name_of (f, id);

  return fake_hub_has_tombstone (f->hub, name);
}

static void
assert_documents (Fixture *f, guint i, const char *id, const char *count)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM sync_document WHERE id = '%s'", id);

  ta_test_assert_ask (device_of (f, i)->store, sql, count);
}

static void
assert_forgotten (Fixture *f, const char *id)
{
  g_assert_true (is_gone_there (f, id));
  for (guint i = 0; i < RING_MEMBERS; i++)
    {
      assert_documents (f, i, id, "0");
      ta_test_assert_ask (device_of (f, i)->store, "SELECT count (*) FROM sync_collect", "0");
      g_assert_true (device_is_idle (device_of (f, i)));
    }
}

static void
assert_lives (Fixture *f, const char *id)
{
  g_assert_false (is_gone_there (f, id));
  for (guint i = 0; i < RING_MEMBERS; i++)
    {
      g_assert_true (has (f, i, id));
      g_assert_true (device_is_idle (device_of (f, i)));
    }
}

/* Nothing moves any more, and all have the same. */
static void
assert_at_rest (Fixture *f)
{
  guint writes = fake_hub_get_writes (f->hub);

  meet (f, RING_MEMBERS, 2);
  g_assert_cmpuint (fake_hub_get_writes (f->hub), ==, writes);
  for (guint i = 1; i < RING_MEMBERS; i++)
    ta_test_assert_same (device_of (f, 0)->store, device_of (f, i)->store);
}

/* Two households, of which one was deleted long ago; everybody has heard of it. */
static void
set_up (Fixture *f, gconstpointer data)
{
  ring_pod_init (f);
  device_add_household (device_of (f, 0), "kept", "Silva");
  device_add_household (device_of (f, 0), "gone", "Peña");
  device_add_person (device_of (f, 0), "gone", "leo");
  meet (f, RING_MEMBERS, 2);
  device_delete_household (device_of (f, 1), "gone");
  meet (f, RING_MEMBERS, 2);
  pass (f, AGE_DAYS);
}

static void
set_up_pouch (Fixture *f, gconstpointer data)
{
  set_up (f, data);
  fake_hub_set_upon_tombstones (f->hub, TRUE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ring_pod_clear (f);
}

/* All of it ------------------------------------------------------------------------------------------------------------------------------- */

static void
test_collected (Fixture *f, gconstpointer data)
{
  g_autofree char *before = device_dump_tables (device_of (f, 2));
  g_autofree char *after = NULL;
  guint writes;

  meet (f, AWAY, 4);
  g_assert_false (is_gone_there (f, "gone"));
  for (guint i = 0; i < RING_MEMBERS; i++)
    assert_documents (f, i, "gone", "1");
  /* Who was away comes. */
  meet_all (f);
  assert_forgotten (f, "gone");
  assert_documents (f, 0, "kept", "1");
  after = device_dump_tables (device_of (f, 2));
  g_assert_cmpstr (before, ==, after);
  assert_at_rest (f);
  /* A newcomer hears of what is there. */
  writes = fake_hub_get_writes (f->hub);
  device_add_household (device_of (f, 0), "new", "Kim");
  meet (f, RING_MEMBERS, 2);
  g_assert_cmpuint (fake_hub_get_writes (f->hub), ==, writes + 1);
}

/* One word of each device, and what is forgotten; besides the greetings, which there are once a day in any case. */
static void
test_few_writes (Fixture *f, gconstpointer data)
{
  guint writes;

  ring_pod_exchange (f, 0);
  for (guint i = 1; i < RING_MEMBERS; i++)
    g_assert_true (ta_sync_ring_send (f->members[i].ring, NULL, &f->error));
  writes = fake_hub_get_writes (f->hub);
  meet (f, RING_MEMBERS, 5);
  assert_forgotten (f, "gone");
  g_assert_cmpuint (fake_hub_get_writes (f->hub) - writes, ==, RING_MEMBERS - 1 + 1);
}

/* More than goes at once: by five hundred. */
static void
test_many (Fixture *f, gconstpointer data)
{
  guint requests;

  for (guint i = 0; i < RING_MEMBERS; i++)
    device_of (f, i)->engine->batch_docs = device_of (f, i)->engine->page_rows = 500;
  ta_test_run (device_of (f, 1)->store, "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 1100) INSERT INTO household (id, name) SELECT printf ('dead-%d', i), 'Gone' FROM n");
  ta_test_run (device_of (f, 1)->store, "DELETE FROM household WHERE id LIKE 'dead-%'");
  meet (f, RING_MEMBERS, 2);
  pass (f, AGE_DAYS);
  meet (f, AWAY, 3);
  ring_pod_exchange (f, AWAY);
  ring_pod_exchange (f, AWAY);
  ta_test_assert_ask (device_of (f, 0)->store, "SELECT count (*) FROM sync_collect", "1100");
  requests = fake_hub_get_requests (f->hub);
  ring_pod_exchange (f, 0);
  /* Those and what each exchange asks. */
  g_assert_cmpuint (fake_hub_get_requests (f->hub) - requests, <=, 3 + 10);
  meet_all (f);
  assert_forgotten (f, "gone");
  assert_forgotten (f, "dead-1100");
  for (guint i = 0; i < RING_MEMBERS; i++)
    ta_test_assert_ask (device_of (f, i)->store, "SELECT count (*) FROM sync_document", "2");
}

static void
test_too_young (Fixture *f, gconstpointer data)
{
  pass (f, -2);
  meet_all (f);
  g_assert_false (is_gone_there (f, "gone"));
  pass (f, 2);
  meet_all (f);
  g_assert_true (is_gone_there (f, "gone"));
}

/* At most one round in thirty days. */
static void
test_next_round (Fixture *f, gconstpointer data)
{
  device_add_household (device_of (f, 2), "later", "Kim");
  meet (f, RING_MEMBERS, 1);
  device_delete_household (device_of (f, 2), "later");
  meet_all (f);
  assert_forgotten (f, "gone");
  pass (f, AGE_DAYS);
  device_add_household (device_of (f, 2), "last", "Kim");
  device_delete_household (device_of (f, 2), "last");
  meet_all (f);
  assert_forgotten (f, "later");
  pass (f, AGE_DAYS);
  meet_all (f);
  assert_forgotten (f, "last");
}

static void
test_not_twice_a_month (Fixture *f, gconstpointer data)
{
  pass (f, 20 - AGE_DAYS);
  device_add_household (device_of (f, 2), "later", "Kim");
  device_delete_household (device_of (f, 2), "later");
  meet (f, RING_MEMBERS, 2);
  pass (f, AGE_DAYS - 20);
  meet_all (f);
  assert_forgotten (f, "gone");
  pass (f, 20);
  meet_all (f);
  assert_documents (f, 0, "later", "1");
  pass (f, 11);
  meet_all (f);
  assert_forgotten (f, "later");
}

static void
test_removed_does_not_block (Fixture *f, gconstpointer data)
{
  meet (f, AWAY, 3);
  ring_pod_remove (f, 0, AWAY);
  meet (f, AWAY, 4);
  pass (f, 31);
  meet (f, AWAY, 4);
  g_assert_true (is_gone_there (f, "gone"));
  for (guint i = 0; i < AWAY; i++)
    assert_documents (f, i, "gone", "0");
}

/* The first device goes: the next one begins anew, when what was sealed anew is on the hub. */
static void
test_coordinator_goes (Fixture *f, gconstpointer data)
{
  ring_pod_exchange (f, 0);
  ring_pod_remove (f, 1, 0);
  ring_pod_exchange (f, 1);
  pass (f, 1);
  for (int time = 0; time < 5; time++)
    for (guint i = 1; i < RING_MEMBERS; i++)
      ring_pod_exchange (f, i);
  g_assert_true (is_gone_there (f, "gone"));
  for (guint i = 1; i < RING_MEMBERS; i++)
    assert_documents (f, i, "gone", "0");
}

/* A version that knows nothing of rounds never says that it has heard one. */
static void
test_older_version_blocks (Fixture *f, gconstpointer data)
{
  for (int time = 0; time < 4; time++)
    {
      meet (f, AWAY, 1);
      ta_sync_engine_round (device_of (f, AWAY)->engine, NULL, &f->error);
      g_assert_no_error (f->error);
    }
  g_assert_false (is_gone_there (f, "gone"));
  g_assert_true (device_is_idle (device_of (f, AWAY)));
}

/* Who has a version that cannot be read yet of something that lives here may not know that it was deleted. */
static void
test_unread_blocks (Fixture *f, gconstpointer data)
{
  TaStore *store = device_of (f, AWAY)->store;

  ta_test_run (store, "INSERT INTO sync_unread (name, rev, envelope, reason) SELECT name, '9-a', '{}', 'key' FROM sync_document WHERE id = 'kept'");
  meet_all (f);
  g_assert_false (is_gone_there (f, "gone"));
  ta_test_run (store, "DELETE FROM sync_unread");
  meet_all (f);
  g_assert_true (is_gone_there (f, "gone"));
}

static gpointer
read_rounds (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_rounds_get (database, error);
}

/* What member @i knows that the last one has heard of the first one's rounds. */
static gint64
heard (Fixture *f, guint i)
{
  g_autoptr (TaDocument) rounds = ta_store_read (device_of (f, i)->store, read_rounds, NULL, NULL);

  return ta_sync_rounds_heard (rounds, (guint64) ta_device_public_get_number (ta_device_keys_get_public (f->members[AWAY].keys)),
                               (guint64) ta_device_public_get_number (ta_device_keys_get_public (f->members[0].keys)));
}

/* Who hears of a round while it fetches what there is may have passed over what came before it: it says so after the next time, if that came to an end. */
static void
test_heard_the_next_time (Fixture *f, gconstpointer data)
{
  g_autoptr (TaDocument) rounds = NULL;

  ring_pod_exchange (f, 0);
  ring_pod_exchange (f, AWAY);
  g_assert_cmpint (heard (f, AWAY), ==, 0);
  rounds = ta_store_read (device_of (f, AWAY)->store, read_rounds, NULL, NULL);
  g_assert_nonnull (rounds);
  device_of (f, AWAY)->engine->complete = FALSE;
  g_assert_true (ta_sync_collect (f->members[AWAY].ring, rounds, NULL, &f->error));
  g_assert_cmpint (heard (f, AWAY), ==, 0);
  ring_pod_exchange (f, AWAY);
  ring_pod_exchange (f, 0);
  g_assert_cmpint (heard (f, 0), >, 0);
}

/* What comes back ------------------------------------------------------------------------------------------------------------------------- */

static void
test_revived_in_time (Fixture *f, gconstpointer data)
{
  meet (f, AWAY, 3);
  device_add_household (device_of (f, 1), "gone", "Peña");
  meet_all (f);
  assert_lives (f, "gone");
  assert_at_rest (f);
}

/* The first device has not heard of it when it asks the hub to forget. */
static void
test_revived_between (Fixture *f, gconstpointer data)
{
  meet (f, AWAY, 3);
  ring_pod_exchange (f, AWAY);
  ring_pod_exchange (f, AWAY);
  g_assert_true (ta_sync_engine_pull (device_of (f, 0)->engine, NULL, &f->error));
  device_add_household (device_of (f, 1), "gone", "Peña");
  ring_pod_exchange (f, 1);
  g_assert_true (ta_sync_collect (f->members[0].ring, NULL, NULL, &f->error));
  g_assert_false (is_gone_there (f, "gone"));
  meet_all (f);
  assert_lives (f, "gone");
  assert_at_rest (f);
}

/* Made once more by somebody who has forgotten it, while another still has it as it was deleted. */
static void
test_made_anew (Fixture *f, gconstpointer data)
{
  meet (f, RING_MEMBERS, 2);
  meet (f, AWAY, 3);
  g_assert_true (is_gone_there (f, "gone"));
  assert_documents (f, 0, "gone", "0");
  assert_documents (f, AWAY, "gone", "1");
  device_add_household (device_of (f, 0), "gone", "Peña");
  meet_all (f);
  assert_lives (f, "gone");
  assert_at_rest (f);
}

/* The deletion is undone after it was forgotten everywhere, with all that was below. */
static void
test_undone (Fixture *f, gconstpointer data)
{
  meet_all (f);
  assert_forgotten (f, "gone");
  g_assert_true (ta_store_undo (device_of (f, 1)->store, 0, &f->error));
  g_assert_no_error (f->error);
  meet_all (f);
  assert_lives (f, "gone");
  for (guint i = 0; i < RING_MEMBERS; i++)
    g_assert_true (device_has_person (device_of (f, i), "leo"));
  assert_at_rest (f);
}

/* Who was away had made it anew, and comes when it is forgotten. */
static void
test_changed_offline (Fixture *f, gconstpointer data)
{
  meet (f, RING_MEMBERS, 2);
  device_add_household (device_of (f, AWAY), "gone", "Peña");
  meet (f, AWAY, 3);
  g_assert_true (is_gone_there (f, "gone"));
  meet_all (f);
  assert_lives (f, "gone");
  assert_at_rest (f);
}

static gboolean
restore (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database,
                           "UPDATE sync_document SET state = CAST (replace (CAST (state AS TEXT), '\"g\":[true,', '\"g\":[false,') AS BLOB), rank = 0, base_rev = '2-a' WHERE id = 'gone';"
                           "INSERT INTO sync_applying (id) VALUES (1); INSERT INTO household (id, name) VALUES ('gone', 'Peña');"
                           "INSERT INTO person (id, household, name) VALUES ('leo', 'gone', 'leo'); DELETE FROM sync_applying",
                           error);
}

/* A backup in which it lives, when everybody else has forgotten it: it lives again. */
static void
test_restored_backup (Fixture *f, gconstpointer data)
{
  meet (f, RING_MEMBERS, 2);
  meet (f, AWAY, 3);
  assert_documents (f, AWAY, "gone", "1");
  g_assert_true (ta_sync_engine_run (device_of (f, AWAY)->engine, restore, NULL, &f->error));
  g_assert_true (device_is_idle (device_of (f, AWAY)));
  meet_all (f);
  assert_lives (f, "gone");
  g_assert_cmpint (device_count (device_of (f, AWAY)).notices, ==, 1);
  g_assert_cmpint (device_count (device_of (f, 0)).notices, ==, 0);
  assert_at_rest (f);
}

/* What goes wrong ------------------------------------------------------------------------------------------------------------------------- */

static gboolean
ends_once (const char *name, gpointer data)
{
  const char **place = data;
  gboolean here = *place != NULL && strcmp (name, *place) == 0;

  if (here)
    *place = NULL;
  return here;
}

static void
test_ends (Fixture *f, gconstpointer place)
{
  TaSyncEngine *engine = device_of (f, 0)->engine;
  const char *wanted = place;

  meet (f, AWAY, 3);
  ring_pod_exchange (f, AWAY);
  ring_pod_exchange (f, AWAY);
  engine->crash_func = ends_once;
  engine->crash_data = &wanted;
  g_assert_false (ta_sync_ring_round (f->members[0].ring, NULL, &f->error));
  g_clear_error (&f->error);
  g_assert_null (wanted);
  engine->crash_func = NULL;
  meet_all (f);
  assert_forgotten (f, "gone");
  assert_at_rest (f);
}

/* Whatever is lost, cut or doubled on the way. */
static void
test_faults (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < RING_MEMBERS; i++)
    fake_wire_set_faults (device_of (f, i)->wire, 0.3);
  for (int time = 0; time < 6; time++)
    for (guint i = 0; i < RING_MEMBERS; i++)
      ring_pod_insist (f, i);
  for (guint i = 0; i < RING_MEMBERS; i++)
    device_calm (device_of (f, i));
  meet_all (f);
  assert_forgotten (f, "gone");
  assert_documents (f, 0, "kept", "1");
  assert_at_rest (f);
}

/* The second device takes itself for the one that collects, since it has not heard yet of the first. */
static void
test_two_coordinators (Fixture *f, gconstpointer data)
{
  TaRosterDevice *second = NULL;

  meet (f, 2, 1);
  second = ta_roster_find (ta_sync_ring_get_roster (f->members[1].ring), ring_pod_id (f, 1));
  second->added_at = 0;
  g_assert_true (ta_sync_collect (f->members[1].ring, NULL, NULL, &f->error));
  ta_test_assert_ask (device_of (f, 1)->store, "SELECT count (*) FROM sync_collect", "1");
  second->added_at = 1000;
  meet_all (f);
  assert_forgotten (f, "gone");
  assert_at_rest (f);
}

/* Nobody has heard what the second one began: that others have heard the first one does not count. */
static void
test_rounds_are_apart (Fixture *f, gconstpointer data)
{
  TaRosterDevice *second;

  meet (f, AWAY, 3);
  second = ta_roster_find (ta_sync_ring_get_roster (f->members[1].ring), ring_pod_id (f, 1));
  second->added_at = 0;
  for (int time = 0; time < 3; time++)
    g_assert_true (ta_sync_collect (f->members[1].ring, NULL, NULL, &f->error));
  g_assert_false (is_gone_there (f, "gone"));
  second->added_at = 1000;
  ring_pod_exchange (f, 1);
  ta_test_assert_ask (device_of (f, 1)->store, "SELECT count (*) FROM sync_collect", "0");
}

/* A restored backup of the first device knows what an earlier round was about. */
static void
test_other_round (Fixture *f, gconstpointer data)
{
  meet (f, AWAY, 3);
  ta_test_run (device_of (f, 0)->store, "UPDATE sync_collect SET round = round - 1");
  meet_all (f);
  g_assert_false (is_gone_there (f, "gone"));
  ta_test_assert_ask (device_of (f, 0)->store, "SELECT count (*) FROM sync_collect", "0");
  pass (f, 31);
  meet_all (f);
  assert_forgotten (f, "gone");
}

/* An operator's rule, for that document or for all that come with it: it stays, and nothing else is kept from the hub. */
static void
test_refused (Fixture *f, gconstpointer status)
{
  g_autofree char *gone = name_of (f, "gone");

  fake_hub_set_poison (f->hub, gone, GPOINTER_TO_UINT (status));
  device_add_household (device_of (f, 0), "new", "Kim");
  meet_all (f);
  g_assert_false (is_gone_there (f, "gone"));
  assert_documents (f, 0, "gone", "1");
  ta_test_assert_ask (device_of (f, 0)->store, "SELECT count (*) FROM sync_collect", "0");
  g_assert_true (has (f, AWAY, "new"));
  assert_at_rest (f);
  fake_hub_set_poison (f->hub, NULL, 0);
  pass (f, 31);
  meet_all (f);
  assert_forgotten (f, "gone");
}

/* The hub is made anew, or put back, when a round is open. */
static void
test_recreated (Fixture *f, gconstpointer data)
{
  meet (f, AWAY, 3);
  fake_hub_recreate (f->hub);
  meet_all (f);
  assert_documents (f, 0, "gone", "1");
  pass (f, 31);
  meet_all (f);
  /* Of a hub that never had it there is no tombstone to be had but that of the new one. */
  assert_forgotten (f, "gone");
  assert_at_rest (f);
}

static void
test_put_back (Fixture *f, gconstpointer data)
{
  meet (f, RING_MEMBERS, 1);
  fake_hub_backup (f->hub);
  meet_all (f);
  assert_forgotten (f, "gone");
  fake_hub_restore (f->hub);
  meet_all (f);
  for (guint i = 0; i < RING_MEMBERS; i++)
    g_assert_false (has (f, i, "gone"));
  assert_at_rest (f);
  pass (f, 31);
  meet_all (f);
  assert_forgotten (f, "gone");
}

/* A hub that forgets what it pleases: what lives comes back, and that something was deleted stays known until it was asked for. */
static void
test_hostile (Fixture *f, gconstpointer data)
{
  g_autofree char *kept = name_of (f, "kept");
  g_autofree char *gone = name_of (f, "gone");

  pass (f, -AGE_DAYS);
  fake_hub_delete_if_there (f->hub, kept);
  fake_hub_delete_if_there (f->hub, gone);
  meet_all (f);
  for (guint i = 0; i < RING_MEMBERS; i++)
    {
      g_assert_true (has (f, i, "kept"));
      assert_documents (f, i, "gone", "1");
    }
  g_assert_false (is_gone_there (f, "gone"));
  assert_at_rest (f);
}

#define ADD(name, func) g_test_add ("/sync/collect/" name, Fixture, NULL, set_up, func, tear_down)
#define ADD_BOTH(name, func) \
  ADD (name, func);          \
  g_test_add ("/sync/collect/" name "/pouch", Fixture, NULL, set_up_pouch, func, tear_down)
#define ADD_REFUSED(status) g_test_add ("/sync/collect/refused/" #status, Fixture, GUINT_TO_POINTER (status), set_up, test_refused, tear_down)
#define ADD_END(place) g_test_add ("/sync/collect/ends/" place, Fixture, place, set_up, test_ends, tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *data = g_dir_make_tmp ("turnabout-collect-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("collected", test_collected);
  ADD ("few-writes", test_few_writes);
  ADD ("many", test_many);
  ADD ("too-young", test_too_young);
  ADD ("next-round", test_next_round);
  ADD ("not-twice-a-month", test_not_twice_a_month);
  ADD ("removed", test_removed_does_not_block);
  ADD ("coordinator-goes", test_coordinator_goes);
  ADD ("older-version", test_older_version_blocks);
  ADD ("unread", test_unread_blocks);
  ADD ("heard-the-next-time", test_heard_the_next_time);
  ADD_BOTH ("revived-in-time", test_revived_in_time);
  ADD_BOTH ("revived-between", test_revived_between);
  ADD_BOTH ("made-anew", test_made_anew);
  ADD_BOTH ("undone", test_undone);
  ADD_BOTH ("changed-offline", test_changed_offline);
  ADD_BOTH ("restored-backup", test_restored_backup);
  ADD_END ("before-collect");
  ADD_END ("collected");
  ADD_END ("forgotten");
  ADD_BOTH ("faults", test_faults);
  ADD ("two-coordinators", test_two_coordinators);
  ADD ("rounds-apart", test_rounds_are_apart);
  ADD ("other-round", test_other_round);
  ADD_REFUSED (0);
  ADD_REFUSED (400);
  ADD_REFUSED (413);
  ADD ("recreated", test_recreated);
  ADD ("put-back", test_put_back);
  ADD_BOTH ("hostile", test_hostile);
  return g_test_run ();
}
