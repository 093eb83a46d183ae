/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The exchange with what others wrote: our client with express-pouchdb for a hub, and PouchDB with ours. Skipped where they are not installed.
 */
#include "live-hub.h"
#include "live-pod.h"
#include "live-store.h"
#include "peer-hub.h"
#include "simulation-device.h"
#include "ta-dump.h"
#include "ta-household-table.h"
#include "ta-sync-error.h"
#include "ta-sync-keys.h"
#include "ta-sync.h"
#include "ta-test-command.h"

#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

#define MOST_SECONDS 300 /* for all of it; whatever hangs ends then, and what it started with it */

typedef struct
{
  gboolean there;
  TaKeyring *keyring;
  PeerHub *hub;
  TaStore *desk;
  TaStore *laptop;
  GError *error;
} Fixture;

static void
set_up (Fixture *f, gconstpointer keeps)
{
  f->there = peer_hub_is_there ();
  if (!f->there)
    return;
  f->keyring = ta_keyring_new ();
  f->hub = peer_hub_new (GPOINTER_TO_INT (keeps));
  f->desk = peer_device_new (f->hub->url, "pod", "member", "member", f->keyring);
  f->laptop = peer_device_new (f->hub->url, "pod", "member", "member", f->keyring);
}

static void
tear_down (Fixture *f, gconstpointer keeps)
{
  g_clear_error (&f->error);
  g_clear_object (&f->desk);
  g_clear_object (&f->laptop);
  g_clear_pointer (&f->hub, peer_hub_free);
  g_clear_pointer (&f->keyring, ta_keyring_unref);
}

/* What people do ---------------------------------------------------------------------------------------------------------------------------- */

static char *
add_household (TaStore *store, const char *name)
{
  g_autoptr (TaHousehold) household = ta_household_new (name);

  ta_test_do (store, ta_test_save_household, household);
  return g_strdup (household->id);
}

static void
add_households (TaStore *store, guint count)
{
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *name = g_strdup_printf ("Household %u", i);

      g_free (add_household (store, name));
    }
}

static gpointer
read_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_get (database, data, error);
}

/* (nullable): it is not there */
static TaHousehold *
get_household (TaStore *store, const char *id)
{
  return ta_store_read (store, read_household, (gpointer) id, NULL);
}

static gboolean
has_household (TaStore *store, const char *id)
{
  g_autoptr (TaHousehold) household = get_household (store, id);

  return household != NULL;
}

static void
rename_household (TaStore *store, const char *id, const char *name)
{
  g_autoptr (TaHousehold) household = get_household (store, id);

  g_set_str (&household->name, name);
  ta_test_do (store, ta_test_save_household, household);
}

static void
set_vehicle (TaStore *store, const char *id, const char *vehicle)
{
  g_autoptr (TaHousehold) household = get_household (store, id);

  g_set_str (&household->vehicle, vehicle);
  ta_test_do (store, ta_test_save_household, household);
}

static void
once (Fixture *f, TaStore *store)
{
  ta_sync_once (store, NULL, NULL, &f->error);
  g_assert_no_error (f->error);
}

static void
assert_same (TaStore *a, TaStore *b)
{
  g_autofree char *first = ta_store_read (a, ta_dump_read, NULL, NULL);
  g_autofree char *second = ta_store_read (b, ta_dump_read, NULL, NULL);

  g_assert_cmpstr (first, ==, second);
}

static gpointer
count_all (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  TaSyncCounts *counts = g_new0 (TaSyncCounts, 1);

  g_assert_true (ta_sync_count (database, counts, error));
  return counts;
}

static void
assert_nothing_left (TaStore *store)
{
  g_autofree TaSyncCounts *counts = ta_store_read (store, count_all, NULL, NULL);

  g_assert_cmpint (counts->to_send + counts->refused + counts->held + counts->unread_damaged + counts->unread_key, ==, 0);
}

/* What the hub has ---------------------------------------------------------------------------------------------------------------------------- */

static guint
count_on_hub (PeerHub *hub)
{
  g_autofree char *info = peer_hub_ask (hub, "GET", "/pod", NULL);
  const char *count = strstr (info, "\"doc_count\":");

  g_assert_nonnull (count);
  return (guint) atoi (count + strlen ("\"doc_count\":"));
}

typedef struct
{
  TaKeyring *keyring;
  GHashTable *found; /* JSON by name, of what PouchDB has and could be opened */
  guint matched;
} Comparison;

static gboolean
compare_document (const char *name, const char *rev, const char *json, gpointer data)
{
  Comparison *comparison = data;

  g_assert_cmpstr (g_hash_table_lookup (comparison->found, name), ==, json);
  comparison->matched++;
  return TRUE;
}

static gpointer
compare_all (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (ta_sync_each (database, compare_document, data, error));
}

static void
open_line (Comparison *comparison, const char *line)
{
  g_autoptr (JsonNode) node = json_from_string (line, NULL);
  JsonObject *object = json_node_get_object (node);
  const char *name = json_object_get_string_member (object, "_id");
  char *json = device_open_envelope (comparison->keyring, name, line);

  g_assert_false (json_object_has_member (object, "_conflicts"));
  if (json != NULL)
    g_hash_table_insert (comparison->found, g_strdup (name), json);
}

/* PouchDB takes the whole of @from (and hands it to @to); opened, what it has is what @store has. */
static void
assert_replicates (TaStore *store, TaKeyring *keyring, const char *from, const char *to)
{
  g_autofree char *said = peer_hub_run ("replicate.mjs", (const char *const[]) { from, to, NULL });
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Comparison comparison = { keyring, found, 0 };

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    open_line (&comparison, lines[i]);
  g_assert_true (GPOINTER_TO_INT (ta_store_read (store, compare_all, &comparison, NULL)));
  g_assert_cmpuint (comparison.matched, >, 0);
  g_assert_cmpuint (comparison.matched, ==, g_hash_table_size (found));
}

static char *
with_account (const char *url, const char *user, const char *password, const char *db)
{
  return g_strdup_printf ("http://%s:%s@%s/%s", user, password, url + strlen ("http://"), db);
}

/* Our client, their hub ------------------------------------------------------------------------------------------------------------------------ */

static void
test_push_and_pull (Fixture *f, gconstpointer keeps)
{
  g_autofree char *id = NULL;

  if (!f->there)
    return;
  add_households (f->desk, 120);
  id = add_household (f->desk, "Peña");
  once (f, f->desk);
  once (f, f->laptop);
  assert_same (f->desk, f->laptop);
  rename_household (f->laptop, id, "Silva");
  once (f, f->laptop);
  once (f, f->desk);
  assert_same (f->desk, f->laptop);
  assert_nothing_left (f->desk);
  assert_nothing_left (f->laptop);
}

/* Two writers of one household, apart: both fields stay; of one field one value, the same for both, and no version is left beside another. */
static void
test_conflicts (Fixture *f, gconstpointer keeps)
{
  g_autofree char *id = NULL;
  g_autofree char *changes = NULL;
  g_autoptr (TaHousehold) household = NULL;

  if (!f->there)
    return;
  id = add_household (f->desk, "Peña");
  once (f, f->desk);
  once (f, f->laptop);
  rename_household (f->desk, id, "Silva");
  set_vehicle (f->laptop, id, "a blue van");
  once (f, f->laptop);
  once (f, f->desk);
  once (f, f->laptop);
  household = get_household (f->laptop, id);
  g_assert_cmpstr (household->name, ==, "Silva");
  g_assert_cmpstr (household->vehicle, ==, "a blue van");
  rename_household (f->desk, id, "Kim");
  rename_household (f->laptop, id, "Rossi");
  once (f, f->laptop);
  once (f, f->desk);
  once (f, f->laptop);
  assert_same (f->desk, f->laptop);
  changes = peer_hub_ask (f->hub, "GET", "/pod/_changes?style=all_docs&include_docs=true&conflicts=true", NULL);
  g_assert_null (strstr (changes, "_conflicts"));
  assert_nothing_left (f->desk);
  assert_nothing_left (f->laptop);
}

static gboolean
is_in_state (TaSync *sync, TaSyncState state)
{
  g_autoptr (TaSyncStatus) status = ta_sync_dup_status (sync);

  return status->state == state;
}

static void
wait_until_state (TaSync *sync, TaSyncState state)
{
  while (!is_in_state (sync, state))
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_until_here (TaStore *store, const char *id)
{
  while (!has_household (store, id))
    g_main_context_iteration (NULL, FALSE);
}

static void
test_long_poll (Fixture *f, gconstpointer keeps)
{
  g_autoptr (TaSync) desk = NULL;
  g_autoptr (TaSync) laptop = NULL;

  if (!f->there)
    return;
  desk = ta_sync_new (f->desk);
  laptop = ta_sync_new (f->laptop);
  ta_sync_start (desk);
  ta_sync_start (laptop);
  wait_until_state (desk, TA_SYNC_IDLE);
  wait_until_state (laptop, TA_SYNC_IDLE);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *there = add_household (f->desk, "Kim");
      g_autofree char *back = NULL;

      wait_until_here (f->laptop, there);
      back = add_household (f->laptop, "Rossi");
      wait_until_here (f->desk, back);
    }
}

/* It stops, and asks no more until a person has done something. */
static void
test_wrong_password (Fixture *f, gconstpointer keeps)
{
  g_autoptr (TaStore) store = NULL;
  g_autoptr (TaSync) sync = NULL;
  g_autoptr (TaSyncStatus) status = NULL;
  g_autoptr (TaSyncPeer) peer = NULL;

  if (!f->there)
    return;
  store = peer_device_new (f->hub->url, "pod", "member", "wrong", f->keyring);
  sync = ta_sync_new (store);
  ta_sync_start (sync);
  wait_until_state (sync, TA_SYNC_STOPPED);
  status = ta_sync_dup_status (sync);
  g_assert_cmpint (status->problem, ==, TA_SYNC_PROBLEM_PASSWORD);
  g_assert_cmpint (status->retry_at, ==, 0);
  peer = ta_sync_load_peer (store, &f->error);
  g_assert_no_error (f->error);
  ta_sync_keys_save_password (peer, "member", NULL, &f->error);
  g_assert_no_error (f->error);
  ta_sync_kick (sync);
  wait_until_state (sync, TA_SYNC_IDLE);
}

static void
test_restart (Fixture *f, gconstpointer keeps)
{
  g_autoptr (TaSync) desk = NULL;
  g_autofree char *before = NULL;
  g_autofree char *meanwhile = NULL;

  if (!f->there)
    return;
  before = add_household (f->desk, "Peña");
  desk = ta_sync_new (f->desk);
  ta_sync_start (desk);
  wait_until_state (desk, TA_SYNC_IDLE);
  peer_hub_stop (f->hub);
  wait_until_state (desk, TA_SYNC_WAITING);
  meanwhile = add_household (f->desk, "Silva");
  peer_hub_start (f->hub);
  ta_sync_kick (desk);
  wait_until_state (desk, TA_SYNC_IDLE);
  once (f, f->laptop);
  g_assert_true (has_household (f->laptop, before));
  g_assert_true (has_household (f->laptop, meanwhile));
}

/* To a since of before, the new database has nothing to say, ever: that it is another has to be noticed by other means. */
static void
test_recreated (Fixture *f, gconstpointer keeps)
{
  g_autofree char *id = NULL;
  guint documents;

  if (!f->there)
    return;
  add_households (f->desk, 30);
  once (f, f->desk);
  once (f, f->laptop);
  documents = count_on_hub (f->hub);
  g_assert_cmpuint (documents, >=, 30);
  peer_hub_recreate (f->hub);
  id = add_household (f->laptop, "Silva");
  once (f, f->laptop);
  g_assert_cmpuint (count_on_hub (f->hub), ==, documents + 1);
  once (f, f->desk);
  g_assert_true (has_household (f->desk, id));
  assert_same (f->desk, f->laptop);
  assert_nothing_left (f->desk);
}

/* PouchDB ----------------------------------------------------------------------------------------------------------------------------------------- */

static void
test_pouch_reads (Fixture *f, gconstpointer keeps)
{
  g_autofree char *from = NULL;

  if (!f->there)
    return;
  from = with_account (f->hub->url, "member", "member", "pod");
  add_households (f->desk, 120);
  g_free (add_household (f->desk, "Peña"));
  once (f, f->desk);
  assert_replicates (f->desk, f->keyring, from, NULL);
}

/* Another person's copy of what our hub has, put onto their hub, is as good as the original. */
static void
test_pouch_and_our_hub (Fixture *f, gconstpointer keeps)
{
  g_autofree char *folder = g_dir_make_tmp ("turnabout-pouch-XXXXXX", NULL);
  g_autofree char *link = NULL;
  g_autofree char *id = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autoptr (LiveHub) hub = NULL;
  g_autoptr (TaStore) founder = NULL;
  g_autoptr (TaSyncPeer) peer = NULL;
  g_autoptr (TaSecret) password = NULL;
  g_autoptr (TaKeyring) keyring = NULL;
  g_autoptr (TaStore) third = NULL;

  if (!f->there)
    return;
  hub = live_hub_new (folder, &link);
  founder = live_store_new ();
  live_found (founder, link, "Desk");
  add_households (founder, 120);
  id = add_household (founder, "Peña");
  once (f, founder);
  peer = ta_sync_load_peer (founder, NULL);
  password = ta_sync_keys_load_password (peer, NULL, NULL);
  keyring = ta_sync_keys_load_keyring (peer, NULL, NULL);
  from = with_account (peer->url, peer->user, ta_secret_get_text (password), peer->db);
  to = with_account (f->hub->url, "member", "member", "pod");
  assert_replicates (founder, keyring, from, to);
  third = peer_device_new (f->hub->url, "pod", "member", "member", keyring);
  rename_household (founder, id, "Silva");
  once (f, founder);
  assert_replicates (founder, keyring, from, to);
  once (f, third);
  assert_same (founder, third);
  /* And back again. */
  rename_household (third, id, "Kim");
  once (f, third);
  assert_replicates (third, keyring, to, from);
  once (f, founder);
  assert_same (founder, third);
}

#define ADD(name, keeps, func) g_test_add ("/sync/pouch/" name, Fixture, GINT_TO_POINTER (keeps), set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *data = g_dir_make_tmp ("turnabout-pouch-data-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
  alarm (MOST_SECONDS);
  ADD ("push-and-pull", FALSE, test_push_and_pull);
  ADD ("conflicts", FALSE, test_conflicts);
  ADD ("long-poll", FALSE, test_long_poll);
  ADD ("wrong-password", FALSE, test_wrong_password);
  ADD ("restart", TRUE, test_restart);
  ADD ("recreated", FALSE, test_recreated);
  ADD ("pouch-reads", FALSE, test_pouch_reads);
  ADD ("pouch-and-our-hub", FALSE, test_pouch_and_our_hub);
  return g_test_run ();
}
