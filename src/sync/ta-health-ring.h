/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-health-key.h"
#include "ta-health.h"
#include "ta-key-store.h"
#include "ta-store.h"

/**
 * TaHealthRing:
 *
 * The keys of a pod's health data that this program has at the moment: it brings together the locks, which lie in the database, and what
 * seals and opens. The functions that have a store block, and may be called from any thread, by one at a time.
 */
typedef struct _TaHealthRing TaHealthRing;

TaHealthRing *ta_health_ring_new (void);
void ta_health_ring_free (TaHealthRing *ring);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaHealthRing, ta_health_ring_free)

/** The key for copies on this computer: it opens what they hold, and seals nothing else. (nullable): they are made without what is sealed. */
void ta_health_ring_set_copy_key (TaHealthRing *ring, TaSecret *key);

/** What seals copies with that key, and opens what was sealed so. (transfer full) */
TaHealthKeys *ta_health_copy_keys_new (TaSecret *key);

/**
 * ta_health_copy_key_load:
 *
 * The key for copies, which is made when it is first asked for. Blocks.
 *
 * Returns: (transfer full) (nullable): %NULL where it cannot be kept: then copies are made without what would have to be sealed
 */
TaSecret *ta_health_copy_key_load (TaKeyStore *keys);

typedef enum
{
  TA_HEALTH_RING_OFF,    /* health data is not sealed */
  TA_HEALTH_RING_LOCKED, /* it is, and the key is not there */
  TA_HEALTH_RING_OPEN    /* it is, and can be seen */
} TaHealthRingState;

/**
 * ta_health_ring_apply:
 * @state: (out): what it came to
 *
 * Gives the store's database the keys that are there; then seals what lies open, or opens what need not be sealed any more: in the rows as a
 * command, in the history and in what is exchanged, and in the file, of which nothing of it is left; where another program has that open, the next time. To be called when a store has been opened,
 * and whenever locks, people or allergies have come from elsewhere.
 */
gboolean ta_health_ring_apply (TaHealthRing *ring, TaStore *store, TaHealthRingState *state, GError **error);

/** Tries a passphrase, which takes a second: %TA_SEAL_ERROR_DAMAGED where it is another. Then as ta_health_ring_apply(). */
gboolean ta_health_ring_unlock (TaHealthRing *ring, TaStore *store, const char *passphrase, TaHealthRingState *state, GError **error);

/** Takes a key that was remembered, where it is that of the lock. %FALSE without @error: it is not. */
gboolean ta_health_ring_unlock_with_key (TaHealthRing *ring, TaStore *store, TaSecret *key, TaHealthRingState *state, GError **error);

/** Forgets the keys, here and in the store. */
gboolean ta_health_ring_lock (TaHealthRing *ring, TaStore *store, TaHealthRingState *state, GError **error);

/** Turns the lock on, with a new key. */
gboolean ta_health_ring_turn_on (TaHealthRing *ring, TaStore *store, const char *passphrase, TaHealthCost cost, TaHealthRingState *state, GError **error);

/** Gives the lock another passphrase; @passphrase is the one that it has, and not that of another lock, turned on later: %TA_SEAL_ERROR_DAMAGED. The key stays. */
gboolean ta_health_ring_change (TaHealthRing *ring, TaStore *store, const char *passphrase, const char *to, TaHealthCost cost, TaHealthRingState *state, GError **error);

/** Turns it off, with its own passphrase as above: everything lies open again, on all devices. */
gboolean ta_health_ring_turn_off (TaHealthRing *ring, TaStore *store, const char *passphrase, TaHealthRingState *state, GError **error);

/** The key that seals; (nullable): locked, or off. (transfer none) */
TaSecret *ta_health_ring_get_key (TaHealthRing *ring);
/** The id of its lock. (nullable) (transfer none) */
const char *ta_health_ring_get_lock (TaHealthRing *ring);
