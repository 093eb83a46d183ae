/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulation-device.h"
#include "ta-sync-engine-private.h"
#include "ta-sync-error.h"
#include "ta-sync-ring.h"

#include <string.h>

#define MEMBERS 4
#define MOST_TRIES 200

/* The pod's keys, with a hub in memory. */
typedef struct
{
  Device *device;
  TaDeviceKeys *keys;
  TaSyncRing *ring;
} Member;

typedef struct
{
  FakeHub *hub;
  TaKeyring *keyring;
  Member members[MEMBERS];
  GError *error;
} Fixture;

static gpointer
read_peer (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_peer_table_get (database, error);
}

static void
open_ring (Fixture *f, Member *member)
{
  g_autoptr (TaSyncPeer) peer = ta_store_read (member->device->store, read_peer, NULL, NULL);

  member->ring = ta_sync_ring_new (member->device->engine, peer, member->keys);
}

static gboolean
set_roster (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_peer_table_get (database, error);

  g_set_str (&peer->roster, data);
  return ta_sync_peer_table_save (database, peer, error);
}

static void
exchange (Fixture *f, guint i)
{
  ta_sync_ring_round (f->members[i].ring, NULL, &f->error);
  g_assert_no_error (f->error);
}

static const char *
id_of (Fixture *f, guint i)
{
  return ta_device_keys_get_public (f->members[i].keys)->id;
}

static void
admit_all (Fixture *f)
{
  Member *first = &f->members[0];
  TaRoster *roster = ta_sync_ring_get_roster (first->ring);
  TaKeyring *keyring = ta_sync_engine_get_keyring (first->device->engine);
  g_autoptr (GPtrArray) requests = ta_sync_ring_list_requests (first->ring, NULL, &f->error);

  g_assert_no_error (f->error);
  g_assert_cmpuint (requests->len, ==, MEMBERS - 1);
  for (guint i = 0; i < requests->len; i++)
    {
      const TaSyncRequest *request = g_ptr_array_index (requests, i);

      g_assert_true (ta_roster_admit (roster, &request->known, request->name, NULL, first->keys, ta_keyring_get_epoch (keyring, 0), 1000, &f->error));
    }
  g_assert_true (ta_sync_ring_commit (first->ring, NULL, &f->error));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (TaRoster) roster = NULL;
  g_autofree char *text = NULL;

  f->hub = fake_hub_new (1);
  f->keyring = ta_keyring_new ();
  for (guint i = 0; i < MEMBERS; i++)
    {
      f->members[i].device = device_new (f->hub, f->keyring, i + 1, i + 1, 0, 0, 0);
      f->members[i].keys = ta_device_keys_new ();
    }
  roster = ta_roster_new (f->keyring, f->members[0].keys, "First", 1);
  text = ta_roster_sign (roster, f->members[0].keys);
  ta_store_run (f->members[0].device->store, "Founded", NULL, set_roster, text, NULL, &f->error);
  for (guint i = 0; i < MEMBERS; i++)
    open_ring (f, &f->members[i]);
  exchange (f, 0);
  for (guint i = 1; i < MEMBERS; i++)
    {
      g_assert_true (ta_sync_ring_fetch (f->members[i].ring, ta_device_keys_get_public (f->members[0].keys), NULL, &f->error));
      g_assert_true (ta_sync_ring_request (f->members[i].ring, "Other", "", NULL, &f->error));
    }
  admit_all (f);
  for (guint i = 0; i < MEMBERS; i++)
    exchange (f, i);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < MEMBERS; i++)
    {
      ta_sync_ring_free (f->members[i].ring);
      ta_device_keys_unref (f->members[i].keys);
      device_free (f->members[i].device);
    }
  ta_keyring_unref (f->keyring);
  fake_hub_free (f->hub);
  g_clear_error (&f->error);
}

static TaKeyring *
keyring_of (Fixture *f, guint i)
{
  return ta_sync_engine_get_keyring (f->members[i].device->engine);
}

static void
remove_member (Fixture *f, guint by, guint who)
{
  TaSyncRing *ring = f->members[by].ring;

  g_assert_true (ta_roster_remove (ta_sync_ring_get_roster (ring), id_of (f, who), f->members[by].keys, 2000, &f->error));
  g_assert_true (ta_sync_ring_commit (ring, NULL, &f->error));
  g_assert_true (ta_sync_ring_rotate (ring, NULL, &f->error));
  g_assert_no_error (f->error);
}

static gboolean
has (Fixture *f, guint i, const char *id)
{
  g_autofree char *name = device_get_value (f->members[i].device, id, "name");

  return name != NULL;
}

static void
test_admitted (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < MEMBERS; i++)
    g_assert_cmpuint (ta_roster_count (ta_sync_ring_get_roster (f->members[i].ring)), ==, MEMBERS);
}

/* Who was away while the key was changed finds it; who was removed does not, and is told. */
static void
test_away (Fixture *f, gconstpointer data)
{
  remove_member (f, 0, 1);
  device_add_household (f->members[0].device, "after", "Silva");
  exchange (f, 0);
  exchange (f, 2);
  g_assert_true (has (f, 2, "after"));
  g_assert_true (ta_keyring_equal (keyring_of (f, 0), keyring_of (f, 2)));
  g_assert_cmpuint (ta_keyring_get_n_keys (keyring_of (f, 2)), ==, 2);
  g_assert_false (ta_sync_ring_round (f->members[1].ring, NULL, &f->error));
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_REMOVED);
  g_assert_false (has (f, 1, "after"));
}

/* Several changes of the key while somebody is away. */
static void
test_far_away (Fixture *f, gconstpointer data)
{
  for (int i = 0; i < 3; i++)
    g_assert_true (ta_sync_ring_rotate (f->members[0].ring, NULL, &f->error));
  device_add_household (f->members[0].device, "after", "Silva");
  exchange (f, 0);
  device_add_household (f->members[3].device, "meanwhile", "Kim");
  exchange (f, 3);
  exchange (f, 0);
  g_assert_true (has (f, 3, "after"));
  g_assert_true (has (f, 0, "meanwhile"));
  g_assert_true (ta_keyring_equal (keyring_of (f, 0), keyring_of (f, 3)));
}

/* Two people remove one device each at once: both are out, and nobody who is out has the key that counts in the end. */
static void
test_two_removals (Fixture *f, gconstpointer data)
{
  g_assert_true (ta_roster_remove (ta_sync_ring_get_roster (f->members[0].ring), id_of (f, 1), f->members[0].keys, 2000, &f->error));
  remove_member (f, 2, 3);
  g_assert_true (ta_sync_ring_rotate (f->members[0].ring, NULL, &f->error));
  device_add_household (f->members[0].device, "after", "Silva");
  for (int i = 0; i < 3; i++)
    {
      exchange (f, 0);
      exchange (f, 2);
    }
  g_assert_cmpuint (ta_roster_count (ta_sync_ring_get_roster (f->members[0].ring)), ==, 2);
  g_assert_cmpuint (ta_roster_count (ta_sync_ring_get_roster (f->members[2].ring)), ==, 2);
  g_assert_true (ta_keyring_equal (keyring_of (f, 0), keyring_of (f, 2)));
  g_assert_true (has (f, 2, "after"));
  /* Each of the two keys was made for whom the other had removed. */
  g_assert_cmpuint (ta_keyring_get_epoch (keyring_of (f, 0), 0), >=, 3);
  for (guint i = 1; i < MEMBERS; i += 2)
    {
      g_assert_false (ta_sync_ring_round (f->members[i].ring, NULL, &f->error));
      g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_REMOVED);
      g_clear_error (&f->error);
      g_assert_false (ta_keyring_has (keyring_of (f, i), ta_keyring_get_kid (keyring_of (f, 0), 0)));
    }
}

/* A hub that was made anew has none of the keys' documents: who was away gets in all the same. */
static void
test_recreated (Fixture *f, gconstpointer data)
{
  remove_member (f, 0, 1);
  device_add_household (f->members[0].device, "after", "Silva");
  exchange (f, 0);
  fake_hub_recreate (f->hub);
  exchange (f, 0);
  exchange (f, 2);
  exchange (f, 0);
  g_assert_true (has (f, 2, "after"));
  g_assert_true (ta_keyring_has (keyring_of (f, 2), ta_keyring_get_kid (keyring_of (f, 0), 0)));
  g_assert_false (ta_sync_ring_round (f->members[1].ring, NULL, &f->error) && has (f, 1, "after"));
}

static void
insist (Fixture *f, guint i)
{
  for (int tries = 0; tries < MOST_TRIES; tries++)
    {
      g_autoptr (GError) error = NULL;

      if (ta_sync_ring_round (f->members[i].ring, NULL, &error))
        return;
      g_assert_true (ta_sync_error_passes (error));
    }
  g_assert_not_reached ();
}

/* Whatever is lost on the way, in the end everybody has the same keys and devices. */
static void
test_faults (Fixture *f, gconstpointer data)
{
  gboolean removed = FALSE;

  for (guint i = 0; i < MEMBERS; i++)
    fake_wire_set_faults (f->members[i].device->wire, 0.3);
  g_assert_true (ta_roster_remove (ta_sync_ring_get_roster (f->members[0].ring), id_of (f, 1), f->members[0].keys, 2000, &f->error));
  for (int tries = 0; tries < MOST_TRIES && !removed; tries++)
    removed = ta_sync_ring_commit (f->members[0].ring, NULL, NULL) && ta_sync_ring_rotate (f->members[0].ring, NULL, NULL);
  g_assert_true (removed);
  device_add_household (f->members[0].device, "after", "Silva");
  for (int i = 0; i < 3; i++)
    {
      insist (f, 0);
      insist (f, 2);
      insist (f, 3);
    }
  g_assert_true (has (f, 2, "after") && has (f, 3, "after"));
  g_assert_true (ta_keyring_equal (keyring_of (f, 0), keyring_of (f, 2)));
  g_assert_true (ta_keyring_equal (keyring_of (f, 0), keyring_of (f, 3)));
  g_assert_true (ta_roster_equal (ta_sync_ring_get_roster (f->members[0].ring), ta_sync_ring_get_roster (f->members[2].ring)));
}

#define ADD(name, func) g_test_add ("/sync/ring/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *data = g_dir_make_tmp ("turnabout-ring-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("admitted", test_admitted);
  ADD ("away", test_away);
  ADD ("far-away", test_far_away);
  ADD ("two-removals", test_two_removals);
  ADD ("recreated", test_recreated);
  ADD ("faults", test_faults);
  return g_test_run ();
}
