/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-envelope.h"
#include "ta-hub-wire-private.h"
#include "ta-sync-collect.h"
#include "ta-sync-keys.h"
#include "ta-sync-ring-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_TRIES 6
#define SEEN_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

/* The engine asks of each document that comes. */
static gboolean
is_ours (const TaWireDoc *doc, gpointer data)
{
  TaSyncRing *ring = data;
  g_autofree char *rotation = NULL;

  if (strcmp (doc->id, ring->lobby_name) == 0)
    return TRUE;
  if (strcmp (doc->id, ring->roster_name) == 0)
    {
      ring->agreed = FALSE;
      return TRUE;
    }
  rotation = ta_wire_doc_dup_text (doc, "rotation");
  return rotation != NULL;
}

static char *
lobby_name (const guint8 *pod)
{
  return ta_document_name (pod, "lobby", "");
}

GStrv
ta_sync_ring_dup_names (const guint8 *pod)
{
  GStrv names = g_new0 (char *, 3);

  names[0] = ta_roster_doc_id (pod);
  names[1] = lobby_name (pod);
  return names;
}

TaSyncRing *
ta_sync_ring_new (TaSyncEngine *engine, const TaSyncPeer *peer, TaDeviceKeys *keys)
{
  TaSyncRing *ring = g_new0 (TaSyncRing, 1);
  TaKeyring *keyring = ta_sync_engine_get_keyring (engine);

  ring->engine = engine;
  ring->peer = ta_sync_peer_copy (peer);
  ring->keys = ta_device_keys_ref (keys);
  ring->roster_name = ta_roster_doc_id (peer->pod);
  ring->lobby_name = lobby_name (peer->pod);
  if (peer->roster != NULL)
    ring->roster = ta_roster_open_own (peer->roster, keyring, keys, NULL);
  ta_sync_engine_set_key_func (engine, is_ours, ring);
  return ring;
}

void
ta_sync_ring_free (TaSyncRing *ring)
{
  ta_sync_engine_set_key_func (ring->engine, NULL, NULL);
  ta_sync_peer_free (ring->peer);
  g_clear_pointer (&ring->keys, ta_device_keys_unref);
  g_clear_pointer (&ring->roster, ta_roster_free);
  g_clear_pointer (&ring->current, ta_rotation_free);
  g_free (ring->roster_name);
  g_free (ring->lobby_name);
  g_free (ring);
}

TaRoster *
ta_sync_ring_get_roster (TaSyncRing *ring)
{
  return ring->roster;
}

static const char *
own_id (TaSyncRing *ring)
{
  return ta_device_keys_get_public (ring->keys)->id;
}

gboolean
ta_sync_ring_is_in (TaSyncRing *ring)
{
  return ring->roster != NULL && ta_roster_has (ring->roster, own_id (ring));
}

/* Documents ----------------------------------------------------------------------------------------------------------------------------- */

TaWireDoc *
ta_sync_ring_get (TaSyncRing *ring, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) docs = ta_hub_client_get (ta_sync_engine_get_client (ring->engine), &name, NULL, 1, cancellable, error);

  return docs != NULL && docs->len > 0 ? g_ptr_array_steal_index (docs, 0) : NULL;
}

gboolean
ta_sync_ring_put (TaSyncRing *ring, const char *name, const char *rev, const char *envelope, gboolean *taken, GCancellable *cancellable, GError **error)
{
  const TaWirePut put = { name, rev, envelope };
  gboolean unsure;
  g_autoptr (GPtrArray) results = NULL;
  const TaWireResult *result;

  if (ta_sync_engine_crashes (ring->engine, "before-ring", error))
    return FALSE;
  results = ta_hub_client_put (ta_sync_engine_get_client (ring->engine), &put, 1, &unsure, cancellable, error);
  result = results != NULL && results->len > 0 ? g_ptr_array_index (results, 0) : NULL;
  *taken = result != NULL && result->rev != NULL;
  if (results != NULL && !*taken && (result == NULL || strcmp (result->error, "conflict") != 0))
    {
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_REFUSED, _ ("The hub does not take the list of devices."));
      return FALSE;
    }
  return results != NULL && !ta_sync_engine_crashes (ring->engine, "after-ring", error);
}

char *
ta_sync_ring_open_text (TaSyncRing *ring, const TaWireDoc *doc)
{
  g_autoptr (GBytes) plain = NULL;

  if (doc->answer == NULL || doc->deleted)
    return NULL;
  plain = ta_envelope_open (ta_sync_engine_get_keyring (ring->engine), doc->id, doc->sealed.version, doc->sealed.key, doc->sealed.content, NULL);
  return plain != NULL ? g_strndup (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain)) : NULL;
}

char *
ta_sync_ring_seal_text (TaSyncRing *ring, const char *name, const char *text, GError **error)
{
  g_autoptr (TaEnvelope) envelope = ta_envelope_seal (ta_sync_engine_get_keyring (ring->engine), name, text, strlen (text), error);

  return envelope != NULL ? ta_envelope_to_json (envelope) : NULL;
}

/* The roster ------------------------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  const TaRoster *roster;
  const char *text;
} Keeping;

/* What is said of somebody's change says the name that its device has now, also of one that came before anybody knew the device. */
static gboolean
save_names (TaDatabase *database, const TaRoster *roster, GError **error)
{
  for (guint i = 0; i < roster->devices->len; i++)
    {
      const TaRosterDevice *device = g_ptr_array_index (roster->devices, i);

      if (!ta_sync_device_table_set_name (database, (guint64) ta_device_public_get_number (&device->known), device->name, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_roster (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Keeping *keeping = data;
  g_autoptr (TaSyncPeer) peer = ta_sync_peer_table_get (database, error);

  if (peer == NULL)
    return FALSE;
  g_set_str (&peer->roster, keeping->text);
  return ta_sync_peer_table_save (database, peer, error) && save_names (database, keeping->roster, error);
}

/* Here alone. */
static gboolean
keep_roster (TaSyncRing *ring, GError **error)
{
  g_autofree char *text = ta_roster_sign (ring->roster, ring->keys);
  Keeping keeping = { ring->roster, text };

  return ta_sync_engine_run (ring->engine, save_roster, &keeping, error) && !ta_sync_engine_crashes (ring->engine, "roster-kept", error);
}

static void
set_roster (TaSyncRing *ring, TaRoster *roster)
{
  g_clear_pointer (&ring->roster, ta_roster_free);
  ring->roster = roster;
}

/* Joins what @doc says into the roster; nothing where it cannot be believed. */
static gboolean
take_roster (TaSyncRing *ring, const TaWireDoc *doc, const TaDevicePublic *inviter, GError **error)
{
  TaKeyring *keyring = ta_sync_engine_get_keyring (ring->engine);
  const char *kid = doc->sealed.key;
  g_autofree char *text = ta_sync_ring_open_text (ring, doc);
  g_autoptr (TaRoster) theirs = NULL;
  TaRoster *both;

  ring->agreed = FALSE;
  /* Who was removed still has the older keys. */
  if (text == NULL || strcmp (kid, ta_keyring_get_kid (keyring, 0)) != 0)
    return TRUE;
  theirs = ta_roster_open (text, keyring, ring->roster, inviter, NULL);
  if (theirs == NULL)
    return TRUE;
  both = ring->roster != NULL ? ta_roster_join (ring->roster, theirs) : ta_roster_copy (theirs);
  if (both == NULL)
    return TRUE;
  if (ring->roster != NULL && ta_sync_ring_is_in (ring))
    ta_roster_settle (both, ring->roster, ring->keys, ta_sync_engine_now (ring->engine));
  ring->agreed = ta_roster_equal (both, theirs);
  if (ring->roster != NULL && ta_roster_equal (both, ring->roster))
    {
      ta_roster_free (both);
      return TRUE;
    }
  set_roster (ring, both);
  return keep_roster (ring, error);
}

gboolean
ta_sync_ring_fetch (TaSyncRing *ring, const TaDevicePublic *inviter, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;
  g_autoptr (TaWireDoc) head = ta_sync_ring_get (ring, ring->roster_name, cancellable, &failure);

  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (head != NULL)
    return take_roster (ring, head, inviter, error);
  else
    ring->agreed = FALSE;
  return failure == NULL;
}

/* Reads the hub's, and writes ours where it says more; as often as somebody else was first. */
static gboolean
agree (TaSyncRing *ring, GCancellable *cancellable, GError **error)
{
  for (int i = 0; i < MOST_TRIES && !ring->agreed; i++)
    {
      GError *failure = NULL;
      g_autoptr (TaWireDoc) head = ta_sync_ring_get (ring, ring->roster_name, cancellable, &failure);
      g_autofree char *text = NULL;
      g_autofree char *envelope = NULL;

      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      if (head != NULL && !take_roster (ring, head, NULL, error))
        return FALSE;
      if (ring->agreed || !(ring->leaving || ta_sync_ring_is_in (ring)))
        return TRUE;
      text = ta_roster_sign (ring->roster, ring->keys);
      envelope = ta_sync_ring_seal_text (ring, ring->roster_name, text, error);
      if (envelope == NULL || !ta_sync_ring_put (ring, ring->roster_name, head != NULL && !head->deleted ? head->rev : NULL, envelope, &ring->agreed, cancellable, error)
          || !keep_roster (ring, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ta_sync_ring_commit (TaSyncRing *ring, GCancellable *cancellable, GError **error)
{
  ring->agreed = FALSE;
  return keep_roster (ring, error) && agree (ring, cancellable, error);
}

/* Whether this device is out by its own word. */
static gboolean
has_left (TaSyncRing *ring)
{
  const TaRosterDevice *mine = ring->roster != NULL ? ta_roster_find (ring->roster, own_id (ring)) : NULL;

  return mine != NULL && strcmp (mine->removed_by, own_id (ring)) == 0;
}

gboolean
ta_sync_ring_leave (TaSyncRing *ring, GCancellable *cancellable, GError **error)
{
  /* Said here already, and perhaps not there yet. */
  ring->leaving = has_left (ring);
  if (!ring->leaving && (!ta_sync_ring_is_in (ring) || ta_roster_count (ring->roster) < 2))
    return TRUE;
  if (!ring->leaving)
    ring->leaving = ta_roster_remove (ring->roster, own_id (ring), ring->keys, ta_sync_engine_now (ring->engine), NULL);
  return ta_sync_ring_commit (ring, cancellable, error);
}

/* Rounds ------------------------------------------------------------------------------------------------------------------------------------ */

/* Once a day each device says that it is there. */
static void
say_hello (TaSyncRing *ring)
{
  TaRosterDevice *mine = ring->roster != NULL ? ta_roster_find (ring->roster, own_id (ring)) : NULL;
  gint64 now = ta_sync_engine_now (ring->engine);
  g_autofree char *name = NULL;

  if (mine == NULL || !ta_sync_ring_is_in (ring) || now - mine->seen_at < SEEN_MS)
    return;
  name = g_strdup (mine->name);
  ta_roster_set_seen (ring->roster, own_id (ring), name, now);
  ring->agreed = FALSE;
}

/* Whether this device is to stop: somebody removed it. */
static gboolean
is_removed (TaSyncRing *ring, GError **error)
{
  if (ring->roster == NULL || ta_roster_find (ring->roster, own_id (ring)) == NULL || ta_sync_ring_is_in (ring))
    return FALSE;
  g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_REMOVED, _ ("This device is no longer a member of the pod."));
  return TRUE;
}

/* Somebody who is out has the current key; or the hub was made anew, and who was away could find it nowhere. */
static gboolean
needs_new_key (TaSyncRing *ring)
{
  return ta_sync_ring_is_in (ring) && (ring->lost || ta_rotation_is_due (ring->roster, ta_sync_engine_get_keyring (ring->engine), ring->current));
}

static gboolean
tend_keys (TaSyncRing *ring, GCancellable *cancellable, GError **error)
{
  if (!ta_sync_ring_find_keys (ring, cancellable, error))
    return FALSE;
  say_hello (ring);
  if (ring->agreed && !ring->lost)
    return TRUE;
  if (!agree (ring, cancellable, error) || is_removed (ring, error))
    return FALSE;
  return !needs_new_key (ring) || ta_sync_ring_rotate (ring, cancellable, error);
}

/* Who has joined says so again where the hub has forgotten it. */
static gboolean
knock (TaSyncRing *ring, GCancellable *cancellable, GError **error)
{
  if (ring->roster == NULL || ta_sync_ring_is_in (ring))
    return TRUE;
  return ta_sync_ring_request (ring, ring->peer->device_name, "", cancellable, error);
}

gboolean
ta_sync_ring_round (TaSyncRing *ring, GCancellable *cancellable, GError **error)
{
  TaSyncEngine *engine = ring->engine;
  g_autoptr (TaDocument) rounds = NULL;

  if (!ta_sync_collect_look (engine, &rounds, error))
    return FALSE;
  if (!ta_sync_engine_check_epoch (engine, cancellable, error) || !ta_sync_engine_boot (engine, cancellable, error) || !ta_sync_engine_pull (engine, cancellable, error))
    return FALSE;
  /* A hub that was made anew has none of them. */
  if (ta_sync_engine_is_hub_older (engine))
    g_clear_pointer (&ring->current, ta_rotation_free);
  ring->agreed = FALSE;
  return tend_keys (ring, cancellable, error) && knock (ring, cancellable, error) && ta_sync_collect (ring, rounds, cancellable, error)
         && ta_sync_engine_send (engine, cancellable, error);
}

gboolean
ta_sync_ring_send (TaSyncRing *ring, GCancellable *cancellable, GError **error)
{
  return tend_keys (ring, cancellable, error) && ta_sync_engine_send (ring->engine, cancellable, error);
}
