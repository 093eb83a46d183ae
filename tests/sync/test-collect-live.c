/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was deleted half a year ago, with real hubs: ours, while the program is killed at each step of forgetting; and PouchDB's server, where it is
 * installed. The first device is this program itself, run again with its database's path and the name of the place where it ends.
 */
#include "config.h"

#include "live-hub.h"
#include "live-pod.h"
#include "live-store.h"
#include "peer-hub.h"
#include "ta-roster.h"
#include "ta-sync-keys.h"
#include "ta-sync.h"
#include "ta-test-hub.h"

#include <string.h>

#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
#define GONE "gone"

static const char *program;

typedef struct
{
  char *folder;
  char *path;
  LiveHub *hub;
  PeerHub *peer_hub;
  TaStore *laptop;
} Fixture;

/* The clock of what people do: half a year ago, and a bit. */
static gboolean
set_back (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const gint64 *offset = data;

  ta_database_set_clock_offset (database, *offset);
  return ta_database_exec (database, *offset < 0 ? "DELETE FROM sync_clock" : "SELECT 1", error);
}

static void
set_clock (TaStore *store, gint64 offset)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (store, "Passed", NULL, set_back, &offset, NULL, &error);
  g_assert_no_error (error);
}

static void
live_and_die (TaStore *store)
{
  set_clock (store, -200 * DAY_MS);
  ta_test_run (store, "INSERT INTO household (id, name) VALUES ('" GONE "', 'Peña'), ('kept', 'Silva')");
  ta_test_run (store, "DELETE FROM household WHERE id = '" GONE "'");
  set_clock (store, 0);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *link = NULL;
  g_autoptr (TaStore) desk = NULL;

  f->folder = g_dir_make_tmp ("turnabout-collect-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "desk.turnabout", NULL);
  f->hub = live_hub_new (f->folder, &link);
  f->laptop = live_store_new ();
  desk = live_store_open (f->path);
  live_found (desk, link, "Desk");
  live_bring_in (desk, f->laptop, "Laptop");
  live_and_die (desk);
  /* What is sent is noted the next time. */
  for (int i = 0; i < 2; i++)
    live_exchange (desk);
  for (int i = 0; i < 2; i++)
    live_exchange (f->laptop);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->laptop);
  g_clear_pointer (&f->hub, live_hub_free);
  g_clear_pointer (&f->peer_hub, peer_hub_free);
  g_free (f->path);
  g_free (f->folder);
}

static void
assert_known (TaStore *store, const char *count)
{
  ta_test_assert_ask (store, "SELECT count (*) FROM sync_document WHERE id = '" GONE "'", count);
}

/* Made anew by who has forgotten it, and deleted once more. */
static void
assert_comes_back (TaStore *desk, TaStore *laptop)
{
  ta_test_run (laptop, "INSERT INTO household (id, name) VALUES ('" GONE "', 'Peña')");
  live_exchange (laptop);
  live_exchange (desk);
  g_assert_true (live_has_household (desk, GONE));
  ta_test_run (desk, "UPDATE household SET name = 'Kim' WHERE id = '" GONE "'");
  live_exchange (desk);
  live_exchange (laptop);
  ta_test_assert_ask (laptop, "SELECT name FROM household WHERE id = '" GONE "'", "Kim");
  ta_test_assert_ask (desk, "SELECT count (*) FROM sync_document WHERE dirty", "0");
  ta_test_assert_ask (laptop, "SELECT count (*) FROM sync_document WHERE dirty", "0");
  live_assert_same (desk, laptop);
}

static void
test_killed (Fixture *f, gconstpointer place)
{
  g_autoptr (TaStore) desk = NULL;
  g_autoptr (TaStore) newcomer = live_store_new ();

  if (strcmp (TA_PROFILE, "development") != 0)
    {
      g_test_skip ("only a development build can be made to end");
      return;
    }
  assert_known (f->laptop, "1");
  g_assert_cmpint (live_exchange_until (program, f->path, place), ==, 86);
  desk = live_store_open (f->path);
  for (int i = 0; i < 2; i++)
    {
      live_exchange (desk);
      live_exchange (f->laptop);
    }
  assert_known (desk, "0");
  assert_known (f->laptop, "0");
  ta_test_assert_ask (desk, "SELECT count (*) FROM sync_collect", "0");
  live_assert_same (desk, f->laptop);
  /* Who comes now hears nothing of it. */
  live_bring_in (desk, newcomer, "Newcomer");
  live_exchange (newcomer);
  assert_known (newcomer, "0");
  g_assert_true (live_has_household (newcomer, "kept"));
  assert_comes_back (desk, f->laptop);
}

/* PouchDB's server, which knows nothing of our invitations ----------------------------------------------------------------------------------- */

static gboolean
set_roster (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_peer_table_get (database, error);

  g_set_str (&peer->roster, data);
  return ta_sync_peer_table_save (database, peer, error);
}

static TaDeviceKeys *
keys_of (TaStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (store, &error);
  TaDeviceKeys *keys = ta_sync_keys_load_device (peer, NULL, &error);

  g_assert_no_error (error);
  return keys;
}

/* As if one had let the other in. */
static void
let_in (TaStore *desk, TaStore *laptop, TaKeyring *keyring)
{
  TaStore *stores[] = { desk, laptop };
  g_autoptr (TaDeviceKeys) first = keys_of (desk);
  g_autoptr (TaDeviceKeys) second = keys_of (laptop);
  g_autoptr (TaRoster) roster = ta_roster_new (keyring, first, "Desk", 1000);

  g_assert_true (ta_roster_admit (roster, ta_device_keys_get_public (second), "Laptop", NULL, first, 1, 2000, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      g_autofree char *text = ta_roster_sign (roster, i == 0 ? first : second);

      ta_store_run (stores[i], "Let in", NULL, set_roster, text, NULL, NULL);
    }
}

static void
test_pouch (Fixture *f, gconstpointer data)
{
  g_autoptr (TaKeyring) keyring = ta_keyring_new ();
  g_autoptr (TaStore) desk = NULL;

  if (!peer_hub_is_there ())
    return;
  f->peer_hub = peer_hub_new (FALSE);
  desk = peer_device_new (f->peer_hub->url, "pod", "member", "member", keyring);
  f->laptop = peer_device_new (f->peer_hub->url, "pod", "member", "member", keyring);
  let_in (desk, f->laptop, keyring);
  live_and_die (desk);
  for (int i = 0; i < 4; i++)
    {
      live_exchange (desk);
      live_exchange (f->laptop);
    }
  assert_known (desk, "0");
  assert_known (f->laptop, "0");
  assert_comes_back (desk, f->laptop);
}

#define ADD_KILLED(place) g_test_add ("/sync/collect-live/killed/" place, Fixture, place, set_up, test_killed, tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *data = NULL;

  if (argc == 3 && strcmp (argv[1], "--exchange") == 0)
    return live_exchange_and_end (argv[2]);
  program = argv[0];
  data = g_dir_make_tmp ("turnabout-collect-data-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD_KILLED ("before-collect");
  ADD_KILLED ("collected");
  ADD_KILLED ("forgotten");
  g_test_add ("/sync/collect-live/pouch", Fixture, NULL, NULL, test_pouch, tear_down);
  return g_test_run ();
}
