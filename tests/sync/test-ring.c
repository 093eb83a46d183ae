/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ring-pod.h"
#include "ta-hub-wire-private.h"
#include "ta-sync-engine-private.h"
#include "ta-sync-error.h"
#include "ta-sync-ring-private.h"

#define MEMBERS RING_MEMBERS
#define MOST_TRIES 200

/* The pod's keys, with a hub in memory. */
typedef RingPod Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  ring_pod_init (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ring_pod_clear (f);
}

static TaKeyring *
keyring_of (Fixture *f, guint i)
{
  return ta_sync_engine_get_keyring (f->members[i].device->engine);
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
  ring_pod_remove (f, 0, 1);
  device_add_household (f->members[0].device, "after", "Silva");
  ring_pod_exchange (f, 0);
  ring_pod_exchange (f, 2);
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
  ring_pod_exchange (f, 0);
  device_add_household (f->members[3].device, "meanwhile", "Kim");
  ring_pod_exchange (f, 3);
  ring_pod_exchange (f, 0);
  g_assert_true (has (f, 3, "after"));
  g_assert_true (has (f, 0, "meanwhile"));
  g_assert_true (ta_keyring_equal (keyring_of (f, 0), keyring_of (f, 3)));
}

/* Two people remove one device each at once: both are out, and nobody who is out has the key that counts in the end. */
static void
test_two_removals (Fixture *f, gconstpointer data)
{
  g_assert_true (ta_roster_remove (ta_sync_ring_get_roster (f->members[0].ring), ring_pod_id (f, 1), f->members[0].keys, 2000, &f->error));
  ring_pod_remove (f, 2, 3);
  g_assert_true (ta_sync_ring_rotate (f->members[0].ring, NULL, &f->error));
  device_add_household (f->members[0].device, "after", "Silva");
  for (int i = 0; i < 3; i++)
    {
      ring_pod_exchange (f, 0);
      ring_pod_exchange (f, 2);
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
  ring_pod_remove (f, 0, 1);
  device_add_household (f->members[0].device, "after", "Silva");
  ring_pod_exchange (f, 0);
  fake_hub_recreate (f->hub);
  ring_pod_exchange (f, 0);
  ring_pod_exchange (f, 2);
  ring_pod_exchange (f, 0);
  g_assert_true (has (f, 2, "after"));
  g_assert_true (ta_keyring_has (keyring_of (f, 2), ta_keyring_get_kid (keyring_of (f, 0), 0)));
  g_assert_false (ta_sync_ring_round (f->members[1].ring, NULL, &f->error) && has (f, 1, "after"));
}

/* What was sealed with a key that is not on the hub yet is taken for damaged, and read all the same when the key comes. */
static void
test_key_comes_late (Fixture *f, gconstpointer data)
{
  RingMember *first = &f->members[0];
  g_autoptr (TaKeyring) after = NULL;
  g_autofree char *text = ta_rotation_make (f->keyring, ta_sync_ring_get_roster (first->ring), first->keys, 2000, &after, &f->error);
  g_autofree char *name = ta_rotation_doc_id (after, ta_keyring_get_kid (after, 0)), *body = ta_hub_wire_write_text ("rotation", text);
  gboolean taken = FALSE;

  g_assert_true (ta_sync_engine_set_keyring (first->device->engine, after, &f->error));
  device_add_household (first->device, "after", "Silva");
  g_assert_true (ta_sync_engine_round (first->device->engine, NULL, &f->error));
  ring_pod_exchange (f, 2);
  g_assert_cmpint (device_count (f->members[2].device).unread_key, ==, 0);
  g_assert_cmpint (device_count (f->members[2].device).unread_damaged, ==, 1);
  g_assert_true (ta_sync_ring_put (first->ring, name, NULL, body, &taken, NULL, &f->error) && taken);
  ring_pod_exchange (f, 0);
  ring_pod_exchange (f, 2);
  g_assert_cmpint (device_count (f->members[2].device).unread_damaged, ==, 0);
  g_assert_true (has (f, 2, "after"));
}

/* Whatever is lost on the way, in the end everybody has the same keys and devices. */
static void
test_faults (Fixture *f, gconstpointer data)
{
  gboolean removed = FALSE;

  for (guint i = 0; i < MEMBERS; i++)
    fake_wire_set_faults (f->members[i].device->wire, 0.3);
  g_assert_true (ta_roster_remove (ta_sync_ring_get_roster (f->members[0].ring), ring_pod_id (f, 1), f->members[0].keys, 2000, &f->error));
  for (int tries = 0; tries < MOST_TRIES && !removed; tries++)
    removed = ta_sync_ring_commit (f->members[0].ring, NULL, NULL) && ta_sync_ring_rotate (f->members[0].ring, NULL, NULL);
  g_assert_true (removed);
  device_add_household (f->members[0].device, "after", "Silva");
  for (int i = 0; i < 3; i++)
    {
      ring_pod_insist (f, 0);
      ring_pod_insist (f, 2);
      ring_pod_insist (f, 3);
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
  ADD ("key-comes-late", test_key_comes_late);
  ADD ("faults", test_faults);
  return g_test_run ();
}
