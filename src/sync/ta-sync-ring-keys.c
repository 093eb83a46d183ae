/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-wire-private.h"
#include "ta-seal-error.h"
#include "ta-sync-keys.h"
#include "ta-sync-ring-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_KEYLESS 500
#define MOST_SOUGHT 32

/* What the pod would not want anybody else to read: it is sealed anew at once, the rest when it is changed next. */
static const char *const sensitive[] = { "household", "message", "poll", NULL };

static gboolean
touch_sensitive (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; sensitive[i] != NULL; i++)
    if (!ta_sync_touch (database, sensitive[i], error))
      return FALSE;
  return TRUE;
}

/* From now on everything here is sealed with the newest key of @keyring. It is saved before anything is. */
static gboolean
use_keyring (TaSyncRing *ring, TaKeyring *keyring, GCancellable *cancellable, GError **error)
{
  if (ta_keyring_equal (keyring, ta_sync_engine_get_keyring (ring->engine)))
    return TRUE;
  ring->agreed = FALSE;
  return ta_sync_keys_save_keyring (ring->peer, keyring, cancellable, error) && !ta_sync_engine_crashes (ring->engine, "keyring-kept", error)
         && ta_sync_engine_set_keyring (ring->engine, keyring, error);
}

/* Not for this device: it is no longer one of the pod's. */
static gboolean
is_shut_out (const GError *failure, GError **error)
{
  if (!g_error_matches (failure, TA_SEAL_ERROR, TA_SEAL_ERROR_REMOVED))
    return FALSE;
  g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_REMOVED, _ ("This device is no longer a member of the pod."));
  return TRUE;
}

/* The roster as it is sealed with the new key: its author may have come in meanwhile. */
static gboolean
is_believed (TaSyncRing *ring, TaRotation *rotation, TaRoster **joined, GCancellable *cancellable)
{
  g_autoptr (TaWireDoc) head = ta_sync_ring_get (ring, ring->roster_name, cancellable, NULL);
  TaKeyring *before = ta_sync_engine_get_keyring (ring->engine);
  g_autofree char *text = NULL;
  g_autoptr (TaRoster) theirs = NULL;

  if (head != NULL)
    {
      ring->engine->keyring = rotation->keyring;
      text = ta_sync_ring_open_text (ring, head);
      ring->engine->keyring = before;
    }
  if (text != NULL)
    theirs = ta_roster_open (text, rotation->keyring, ring->roster, NULL, NULL);
  if (theirs != NULL)
    *joined = ring->roster != NULL ? ta_roster_join (ring->roster, theirs) : ta_roster_copy (theirs);
  return ta_rotation_verify (rotation, *joined != NULL ? *joined : ring->roster, NULL);
}

static gboolean
take_rotation (TaSyncRing *ring, const char *text, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (TaRotation) rotation = ta_rotation_open (text, ta_sync_engine_get_keyring (ring->engine), ring->keys, &failure);
  g_autoptr (TaRoster) joined = NULL;
  gboolean believed;

  if (rotation == NULL)
    return !is_shut_out (failure, error);
  believed = ring->roster != NULL && is_believed (ring, rotation, &joined, cancellable);
  /* With the key in hand, as from a recovery sheet, the older ones that it opens are as good as it is, whoever put them there. */
  if (!believed && !ta_keyring_has (ta_sync_engine_get_keyring (ring->engine), rotation->kid))
    return TRUE;
  if (!use_keyring (ring, rotation->keyring, cancellable, error))
    return FALSE;
  if (believed && strcmp (rotation->kid, ta_keyring_get_kid (rotation->keyring, 0)) == 0)
    {
      g_clear_pointer (&ring->current, ta_rotation_free);
      ring->current = g_steal_pointer (&rotation);
    }
  return TRUE;
}

static gboolean
find_key (TaSyncRing *ring, const char *kid, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = ta_rotation_doc_id (ta_sync_engine_get_keyring (ring->engine), kid);
  GError *failure = NULL;
  g_autoptr (TaWireDoc) head = name != NULL ? ta_sync_ring_get (ring, name, cancellable, &failure) : NULL;
  g_autofree char *text = head != NULL ? ta_wire_doc_dup_text (head, "rotation") : NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  ring->lost = text == NULL && strcmp (kid, ta_keyring_get_kid (ta_sync_engine_get_keyring (ring->engine), 0)) == 0;
  return text == NULL || take_rotation (ring, text, cancellable, error);
}

/* The key that the roster is sealed with is the one that all others go by. @known: (out): it is here, and with it all that were before it */
static gboolean
find_key_of_roster (TaSyncRing *ring, gboolean *known, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;
  g_autoptr (TaWireDoc) head = ring->agreed ? NULL : ta_sync_ring_get (ring, ring->roster_name, cancellable, &failure);
  const char *kid = head != NULL ? head->sealed.key : NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (kid != NULL && !ta_keyring_has (ta_sync_engine_get_keyring (ring->engine), kid) && !find_key (ring, kid, cancellable, error))
    return FALSE;
  *known = ring->agreed || (kid != NULL && ta_keyring_has (ta_sync_engine_get_keyring (ring->engine), kid));
  return TRUE;
}

/* What cannot be read -------------------------------------------------------------------------------------------------------------------- */

static gpointer
list_keyless (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_list_keyless (database, MOST_KEYLESS, error);
}

/* (transfer full): what it is sealed with, where that is not here; "" where it is */
static char *
missing_key_of (TaSyncRing *ring, const TaSyncIncoming *keyless)
{
  g_auto (TaWireSealed) sealed = { 0 };

  ta_hub_wire_read_sealed (keyless->envelope, &sealed);
  return g_strdup (sealed.key != NULL && !ta_keyring_has (ta_sync_engine_get_keyring (ring->engine), sealed.key) ? sealed.key : "");
}

/* @sought: takes the keys that were looked for: some at a time, since a hub can make up as many as it likes */
static gboolean
find_missing (TaSyncRing *ring, GPtrArray *keyless, GHashTable *sought, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < keyless->len && g_hash_table_size (sought) < MOST_SOUGHT; i++)
    {
      char *kid = missing_key_of (ring, g_ptr_array_index (keyless, i));

      if (*kid == '\0' || g_hash_table_contains (sought, kid))
        g_free (kid);
      else if (!find_key (ring, kid, cancellable, error))
        {
          g_free (kid);
          return FALSE;
        }
      else
        g_hash_table_add (sought, kid);
    }
  return TRUE;
}

static gboolean
give_up (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *lost = data;

  for (guint i = 0; i < lost->len; i++)
    if (!ta_sync_give_up (database, g_ptr_array_index (lost, i), error))
      return FALSE;
  return TRUE;
}

/* A key is on the hub before anything is sealed with it: what nobody has brought there somebody made up. A person is told of it as of what is damaged. */
static gboolean
give_up_missing (TaSyncRing *ring, GPtrArray *keyless, GHashTable *sought, GError **error)
{
  g_autoptr (GPtrArray) lost = g_ptr_array_new ();

  for (guint i = 0; i < keyless->len; i++)
    {
      g_autofree char *kid = missing_key_of (ring, g_ptr_array_index (keyless, i));

      if (g_hash_table_contains (sought, kid))
        g_ptr_array_add (lost, g_ptr_array_index (keyless, i));
    }
  return lost->len == 0 || ta_sync_engine_run (ring->engine, give_up, lost, error);
}

gboolean
ta_sync_ring_find_keys (TaSyncRing *ring, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) keyless = ta_store_read (ring->engine->store, list_keyless, NULL, error);
  g_autoptr (GHashTable) sought = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean known = FALSE;
  TaKeyring *keyring;

  if (keyless == NULL || !find_missing (ring, keyless, sought, cancellable, error) || !find_key_of_roster (ring, &known, cancellable, error))
    return FALSE;
  if (known && ta_sync_ring_is_in (ring) && !give_up_missing (ring, keyless, sought, error))
    return FALSE;
  keyring = ta_sync_engine_get_keyring (ring->engine);
  if (ta_keyring_get_epoch (keyring, 0) > 1 && ring->current == NULL)
    return find_key (ring, ta_keyring_get_kid (keyring, 0), cancellable, error);
  return TRUE;
}

gboolean
ta_sync_ring_rotate (TaSyncRing *ring, GCancellable *cancellable, GError **error)
{
  TaKeyring *before = ta_sync_engine_get_keyring (ring->engine);
  g_autoptr (TaKeyring) after = NULL;
  GError *failure = NULL;
  g_autofree char *text = ta_rotation_make (before, ring->roster, ring->keys, ta_sync_engine_now (ring->engine), &after, &failure);
  g_autofree char *name = text != NULL ? ta_rotation_doc_id (after, ta_keyring_get_kid (after, 0)) : NULL;
  g_autofree char *body = text != NULL ? ta_hub_wire_write_text ("rotation", text) : NULL;
  g_autoptr (TaRotation) current = NULL;
  gboolean taken = FALSE;

  if (text == NULL)
    {
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_KEY, failure->message);
      g_error_free (failure);
      return FALSE;
    }
  if (!ta_sync_ring_put (ring, name, NULL, body, &taken, cancellable, error))
    return FALSE;
  current = ta_rotation_open (text, before, ring->keys, NULL);
  /* In this order: who ends in between makes another key; after it nobody would remember. */
  if (!ta_sync_engine_run (ring->engine, touch_sensitive, NULL, error) || ta_sync_engine_crashes (ring->engine, "touched", error) || !use_keyring (ring, after, cancellable, error))
    return FALSE;
  ring->lost = FALSE;
  g_clear_pointer (&ring->current, ta_rotation_free);
  ring->current = g_steal_pointer (&current);
  return ta_sync_ring_commit (ring, cancellable, error);
}
