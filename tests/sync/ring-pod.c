/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ring-pod.h"

#define MOST_TRIES 200

static gpointer
read_peer (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_peer_table_get (database, error);
}

static void
open_ring (RingMember *member)
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

void
ring_pod_exchange (RingPod *pod, guint i)
{
  ta_sync_ring_round (pod->members[i].ring, NULL, &pod->error);
  g_assert_no_error (pod->error);
}

const char *
ring_pod_id (RingPod *pod, guint i)
{
  return ta_device_keys_get_public (pod->members[i].keys)->id;
}

static void
admit_all (RingPod *pod)
{
  RingMember *first = &pod->members[0];
  TaRoster *roster = ta_sync_ring_get_roster (first->ring);
  TaKeyring *keyring = ta_sync_engine_get_keyring (first->device->engine);
  g_autoptr (GPtrArray) requests = ta_sync_ring_list_requests (first->ring, NULL, &pod->error);

  g_assert_no_error (pod->error);
  g_assert_cmpuint (requests->len, ==, RING_MEMBERS - 1);
  for (guint i = 0; i < requests->len; i++)
    {
      const TaSyncRequest *request = g_ptr_array_index (requests, i);

      g_assert_true (ta_roster_admit (roster, &request->known, request->name, NULL, first->keys, ta_keyring_get_epoch (keyring, 0), 1000, &pod->error));
    }
  g_assert_true (ta_sync_ring_commit (first->ring, NULL, &pod->error));
}

void
ring_pod_insist (RingPod *pod, guint i)
{
  for (int tries = 0; tries < MOST_TRIES; tries++)
    {
      g_autoptr (GError) error = NULL;

      if (ta_sync_ring_round (pod->members[i].ring, NULL, &error))
        return;
      g_assert_true (ta_sync_error_passes (error));
    }
  g_assert_not_reached ();
}

void
ring_pod_init (RingPod *pod)
{
  g_autoptr (TaRoster) roster = NULL;
  g_autofree char *text = NULL;

  pod->hub = fake_hub_new (1);
  pod->keyring = ta_keyring_new ();
  for (guint i = 0; i < RING_MEMBERS; i++)
    {
      pod->members[i].device = device_new (pod->hub, pod->keyring, i + 1, i + 1, 0, 0, 0);
      pod->members[i].keys = ta_device_keys_new ();
    }
  roster = ta_roster_new (pod->keyring, pod->members[0].keys, "First", 1);
  text = ta_roster_sign (roster, pod->members[0].keys);
  ta_store_run (pod->members[0].device->store, "Founded", NULL, set_roster, text, NULL, &pod->error);
  for (guint i = 0; i < RING_MEMBERS; i++)
    open_ring (&pod->members[i]);
  ring_pod_exchange (pod, 0);
  for (guint i = 1; i < RING_MEMBERS; i++)
    {
      g_assert_true (ta_sync_ring_fetch (pod->members[i].ring, ta_device_keys_get_public (pod->members[0].keys), NULL, &pod->error));
      g_assert_true (ta_sync_ring_request (pod->members[i].ring, "Other", "", NULL, &pod->error));
    }
  admit_all (pod);
  for (guint i = 0; i < RING_MEMBERS; i++)
    ring_pod_exchange (pod, i);
}

void
ring_pod_clear (RingPod *pod)
{
  for (guint i = 0; i < RING_MEMBERS; i++)
    {
      ta_sync_ring_free (pod->members[i].ring);
      ta_device_keys_unref (pod->members[i].keys);
      device_free (pod->members[i].device);
    }
  ta_keyring_unref (pod->keyring);
  fake_hub_free (pod->hub);
  g_clear_error (&pod->error);
}

void
ring_pod_remove (RingPod *pod, guint by, guint who)
{
  TaSyncRing *ring = pod->members[by].ring;

  g_assert_true (ta_roster_remove (ta_sync_ring_get_roster (ring), ring_pod_id (pod, who), pod->members[by].keys, 2000, &pod->error));
  g_assert_true (ta_sync_ring_commit (ring, NULL, &pod->error));
  g_assert_true (ta_sync_ring_rotate (ring, NULL, &pod->error));
  g_assert_no_error (pod->error);
}
