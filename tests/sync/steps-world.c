/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "steps-world.h"

#include "converge.h"
#include "ta-hub-client-private.h"
#include "ta-sync-engine-private.h"
#include "ta-sync-error.h"
#include "ta-sync-keys.h"
#include "ta-sync-ring-private.h"

#define MOST_ROUNDS 12
#define SKEW_MS 600000 /* who changes something later has the later clock, so that what comes of it is always the same */

/* Devices ----------------------------------------------------------------------------------------------------------------------------------- */

static gpointer
read_peer (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_peer_table_get (database, error);
}

static gboolean
ends_here (const char *name, gpointer data)
{
  StepsWorld *world = data;

  return ++world->places == world->at && world->kind == STEPS_PLACE;
}

/* By small pages and batches, so that there are several of each. */
static void
open_member (StepsWorld *world, StepsMember *member)
{
  g_autoptr (TaSyncPeer) peer = ta_store_read (member->device->store, read_peer, NULL, NULL);

  member->device->engine->crash_func = ends_here;
  member->device->engine->crash_data = world;
  member->device->engine->page_rows = 3;
  member->device->engine->batch_docs = 2;
  if (member->keys != NULL)
    member->ring = ta_sync_ring_new (member->device->engine, peer, member->keys);
}

static int
refuse_to_save (gpointer data)
{
  StepsWorld *world = data;

  return ++world->saves == world->at && world->kind == STEPS_SAVE;
}

typedef struct
{
  StepsWorld *world;
  const char *roster; /* (nullable) */
} Entry;

static gboolean
enter (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Entry *entry = data;
  g_autoptr (TaSyncPeer) peer = ta_sync_peer_table_get (database, error);

  g_set_str (&peer->roster, entry->roster);
  return ta_sync_peer_table_save (database, peer, error);
}

static gpointer
set_hook (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  sqlite3_commit_hook (ta_database_get_handle (database), data != NULL ? refuse_to_save : NULL, data);
  return NULL;
}

static void
add_member (StepsWorld *world, guint i, gboolean ringed)
{
  StepsMember *member = &world->members[i];

  member->device = device_new (world->hub, world->keyring, i + 1, i + 1, 0, 0, SKEW_MS * i);
  if (ringed)
    member->keys = ta_device_keys_new ();
}

/* The pod ------------------------------------------------------------------------------------------------------------------------------------ */

static void
found (StepsWorld *world)
{
  StepsMember *first = &world->members[0];
  g_autoptr (TaRoster) roster = ta_roster_new (world->keyring, first->keys, "First", 1);
  g_autofree char *text = ta_roster_sign (roster, first->keys);
  Entry entry = { world, text };
  g_autoptr (GError) error = NULL;

  ta_store_run (first->device->store, "Founded", NULL, enter, &entry, NULL, &error);
  g_assert_no_error (error);
}

static void
admit (StepsWorld *world, guint i)
{
  StepsMember *first = &world->members[0];
  g_autoptr (GError) error = NULL;

  ta_sync_ring_fetch (world->members[i].ring, ta_device_keys_get_public (first->keys), NULL, &error);
  g_assert_no_error (error);
  ta_roster_admit (steps_roster (world, 0), ta_device_keys_get_public (world->members[i].keys), "Other", NULL, first->keys, 1, 1000, &error);
  g_assert_no_error (error);
}

StepsWorld *
steps_world_new (gboolean ringed, guint members, guint strangers)
{
  StepsWorld *world = g_new0 (StepsWorld, 1);
  g_autoptr (GError) error = NULL;

  world->hub = fake_hub_new (1);
  /* Always the same, so that documents always come in the same order. */
  world->keyring = ta_keyring_new_with_key ((const guint8 *) "the pod of steps", 1, (const guint8 *) "a key of thirty-two bytes, always");
  world->count = members;
  for (guint i = 0; i < world->count; i++)
    add_member (world, i, ringed);
  if (ringed)
    found (world);
  for (guint i = 0; i < world->count; i++)
    {
      world->members[i].out = ringed && i >= world->count - strangers;
      open_member (world, &world->members[i]);
    }
  if (!ringed)
    return world;
  steps_exchange (world, 0);
  for (guint i = 1; i < world->count - strangers; i++)
    admit (world, i);
  ta_sync_ring_commit (world->members[0].ring, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < world->count - strangers; i++)
    steps_exchange (world, i);
  return world;
}

void
steps_world_free (StepsWorld *world)
{
  steps_world_disarm (world);
  for (guint i = 0; i < world->count; i++)
    {
      if (world->members[i].ring != NULL)
        ta_sync_keys_remove (world->members[i].ring->peer, NULL, NULL);
      g_clear_pointer (&world->members[i].ring, ta_sync_ring_free);
      g_clear_pointer (&world->members[i].keys, ta_device_keys_unref);
      device_free (world->members[i].device);
    }
  ta_keyring_unref (world->keyring);
  fake_hub_free (world->hub);
  g_free (world);
}

/* What goes wrong ----------------------------------------------------------------------------------------------------------------------------- */

void
steps_world_arm (StepsWorld *world, StepsKind kind, guint at, FakeFault fault)
{
  world->kind = kind;
  world->at = at;
  world->saves = world->places = 0;
  fake_hub_plan (world->hub, kind == STEPS_QUESTION ? at : 0, fault);
  for (guint i = 0; i < world->count; i++)
    ta_store_read (world->members[i].device->store, set_hook, world, NULL);
}

void
steps_world_disarm (StepsWorld *world)
{
  world->kind = STEPS_NOTHING;
  fake_hub_plan (world->hub, 0, FAKE_FAULT_NONE);
  for (guint i = 0; i < world->count; i++)
    {
      fake_wire_settle (world->members[i].device->wire);
      ta_store_read (world->members[i].device->store, set_hook, NULL, NULL);
    }
}

void
steps_world_restart (StepsWorld *world)
{
  StepsMember *member = &world->members[world->actor];
  g_autoptr (TaSyncPeer) peer = ta_store_read (member->device->store, read_peer, NULL, NULL);
  g_autoptr (TaKeyring) keyring = member->keys != NULL ? ta_sync_keys_load_keyring (peer, NULL, NULL) : NULL;

  g_clear_pointer (&member->ring, ta_sync_ring_free);
  device_restart (member->device, keyring != NULL ? keyring : world->keyring);
  open_member (world, member);
}

/* What they do -------------------------------------------------------------------------------------------------------------------------------- */

gboolean
steps_round (StepsWorld *world, guint i, GError **error)
{
  StepsMember *member = &world->members[i];

  world->actor = i;
  return member->ring != NULL ? ta_sync_ring_round (member->ring, NULL, error) : ta_sync_engine_round (member->device->engine, NULL, error);
}

gboolean
steps_send (StepsWorld *world, guint i, GError **error)
{
  StepsMember *member = &world->members[i];

  world->actor = i;
  return member->ring != NULL ? ta_sync_ring_send (member->ring, NULL, error) : ta_sync_engine_send (member->device->engine, NULL, error);
}

void
steps_exchange (StepsWorld *world, guint i)
{
  g_autoptr (GError) error = NULL;

  steps_round (world, i, &error);
  g_assert_no_error (error);
}

void
steps_pass (StepsWorld *world, gint64 ms)
{
  for (guint i = 0; i < world->count; i++)
    device_pass (world->members[i].device, ms);
}

const char *
steps_id (StepsWorld *world, guint i)
{
  return ta_device_keys_get_public (world->members[i].keys)->id;
}

TaRoster *
steps_roster (StepsWorld *world, guint i)
{
  return ta_sync_ring_get_roster (world->members[i].ring);
}

TaKeyring *
steps_keyring (StepsWorld *world, guint i)
{
  return ta_sync_engine_get_keyring (world->members[i].device->engine);
}

/* What must hold in the end ------------------------------------------------------------------------------------------------------------------- */

static gboolean
everybody_rests (StepsWorld *world)
{
  guint before = fake_hub_get_writes (world->hub);
  gboolean idle = TRUE;

  for (guint i = 0; i < world->count; i++)
    if (!world->members[i].out)
      idle = steps_round (world, i, NULL) && device_is_idle (world->members[i].device) && idle;
  /* So that what is watched for half a minute comes to its end. */
  steps_pass (world, 40000);
  return idle && fake_hub_get_writes (world->hub) == before;
}

static char *
compare_rosters (StepsWorld *world)
{
  for (guint i = 1; i < world->count && world->members[0].ring != NULL; i++)
    {
      if (world->members[i].out)
        continue;
      if (!ta_roster_equal (steps_roster (world, 0), steps_roster (world, i)))
        return g_strdup ("they know different devices");
      if (!ta_keyring_equal (steps_keyring (world, 0), steps_keyring (world, i)))
        return g_strdup ("they have different keys");
    }
  return NULL;
}

char *
steps_world_judge (StepsWorld *world)
{
  g_auto (GStrv) names = ta_sync_ring_dup_names (ta_keyring_get_pod (world->keyring));
  Device *devices[STEPS_MEMBERS];
  guint count = 0;
  gboolean rest = FALSE;
  char *wrong;

  for (guint round = 0; round < MOST_ROUNDS && !rest; round++)
    rest = everybody_rests (world);
  if (!rest)
    return g_strdup ("it does not come to rest");
  for (guint i = 0; i < world->count; i++)
    if (!world->members[i].out)
      devices[count++] = world->members[i].device;
  wrong = converge_compare (devices, count);
  if (wrong == NULL)
    wrong = converge_compare_with_hub (world->hub, steps_keyring (world, 0), devices[0], (const char *const *) names);
  return wrong != NULL ? wrong : compare_rosters (world);
}
