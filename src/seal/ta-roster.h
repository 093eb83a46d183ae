/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-device-keys.h"

#define TA_ROSTER_MAX_DEVICES 256
#define TA_ROSTER_MAX_NAME 100
#define TA_SIGNATURE_SIZE 64

/**
 * TaRosterDevice:
 * @known: its id and its public keys
 * @name: what its people call it, at most 100 bytes
 * @added_by: the id of the device that let it in; its own for the pod's first
 * @added_at: milliseconds since 1970
 * @added_epoch: of the newest key that it was given then
 * @invitation: what the hub knew its invitation by; "" if it came without one
 * @seen_at: when it said last that it is there, milliseconds since 1970; 0: never
 * @removed_by: the id of the device that removed it; "": it is in
 * @removed_at: milliseconds since 1970
 */
typedef struct
{
  TaDevicePublic known;
  char *name;
  char added_by[TA_DEVICE_ID_LENGTH + 1];
  gint64 added_at;
  guint32 added_epoch;
  char invitation[65];
  guint8 admission[TA_SIGNATURE_SIZE];
  gint64 seen_at;
  char removed_by[TA_DEVICE_ID_LENGTH + 1];
  gint64 removed_at;
  guint8 removal[TA_SIGNATURE_SIZE];
} TaRosterDevice;

/**
 * TaRoster:
 * @pod: the pod's id of 16 bytes
 * @devices: (element-type TaRosterDevice): by id; who was removed stays in it
 *
 * The devices of a pod. Who let a device in and who removed it signed that, so that whoever brings the roster can leave neither out nor
 * make one up: all come from the pod's first device, one by one. Once removed, a device never comes in again with the same keys.
 */
typedef struct
{
  guint8 pod[TA_POD_ID_SIZE];
  GPtrArray *devices;
} TaRoster;

/**
 * The roster of a new pod, with its first device; or of a pod that has lost all its devices and comes back with a recovery sheet: then it takes
 * the place of the one before everywhere, and who was in that has to be let in again. (transfer full)
 */
TaRoster *ta_roster_new (const TaKeyring *keyring, const TaDeviceKeys *founder, const char *name, gint64 now);
TaRoster *ta_roster_copy (const TaRoster *roster);
void ta_roster_free (TaRoster *roster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRoster, ta_roster_free)

/** (transfer none) (nullable): whoever has the id, removed ones too */
TaRosterDevice *ta_roster_find (const TaRoster *roster, const char *id);
/** The same by the number that stands in stamps. (transfer none) (nullable) */
TaRosterDevice *ta_roster_find_number (const TaRoster *roster, gint64 number);
/** Whether the device is in and was not removed. */
gboolean ta_roster_has (const TaRoster *roster, const char *id);
guint ta_roster_count (const TaRoster *roster);
gboolean ta_roster_equal (const TaRoster *a, const TaRoster *b);

/**
 * ta_roster_admit:
 * @by: the keys of the device that lets it in, which must be in itself
 * @epoch: of the newest key that the device was given
 * @invitation: (nullable): ta_invitation_dup_name()
 *
 * Lets a device in, once two people have compared the codes. Who is in already stays so.
 *
 * Returns: %FALSE with %TA_SEAL_ERROR_USED if another device came in by this invitation, %TA_SEAL_ERROR_REMOVED if it was removed,
 *   %TA_SEAL_ERROR_UNTRUSTED if @by may not, %TA_SEAL_ERROR_LIMIT
 */
gboolean ta_roster_admit (TaRoster *roster, const TaDevicePublic *device, const char *name, const char *invitation, const TaDeviceKeys *by, guint32 epoch, gint64 now, GError **error);

/** Removes a device; @by may remove itself. A rotation has to follow. %FALSE with %TA_SEAL_ERROR_UNTRUSTED if @by may not, or nobody has the id. */
gboolean ta_roster_remove (TaRoster *roster, const char *id, const TaDeviceKeys *by, gint64 now, GError **error);

/** Says of this device that it is there, and what it is called. */
void ta_roster_set_seen (TaRoster *roster, const char *id, const char *name, gint64 now);

/**
 * ta_roster_join:
 *
 * What two rosters say together: everybody who is in one of them, less everybody whom one of them removed. It does not matter in which order,
 * nor how often. Of a roster that was begun anew and the one before, the newer one stands alone.
 *
 * Returns: (transfer full): the roster; %NULL if they are of two pods
 */
TaRoster *ta_roster_join (const TaRoster *a, const TaRoster *b);

/**
 * ta_roster_settle:
 * @roster: what @before and another one said together
 * @before: what this device knew
 *
 * Removes who is new and was let in by a device that was out by then: it may have been let in afterwards.
 *
 * Returns: how many those were
 */
guint ta_roster_settle (TaRoster *roster, const TaRoster *before, const TaDeviceKeys *by, gint64 now);

/** The id of the roster's document on the hub, which only those with the pod's id (@pod, 16 bytes) can compute. (transfer full) */
char *ta_roster_doc_id (const guint8 *pod);
/** The roster as text, signed by this device; to be sealed in an envelope as any other document. (transfer full) */
char *ta_roster_sign (const TaRoster *roster, const TaDeviceKeys *keys);

/**
 * ta_roster_open:
 * @text: what came out of the envelope. Who was removed still has older keys: take it from no envelope of a key that is not the current one
 * @keyring: of the pod
 * @known: (nullable): the roster as this device knows it
 * @inviter: (nullable): the device whose invitation is trusted; with neither, whoever holds the pod's key is believed, as with a recovery
 *   sheet
 *
 * Checks every signature, that all come from one first device, which is that of @known or began the roster anew later, and that @inviter
 * is in.
 *
 * Returns: (transfer full): the roster, to be joined with @known; %NULL with %TA_SEAL_ERROR_FORMAT, %TA_SEAL_ERROR_NEWER,
 *   %TA_SEAL_ERROR_LIMIT or %TA_SEAL_ERROR_UNTRUSTED
 */
TaRoster *ta_roster_open (const char *text, const TaKeyring *keyring, const TaRoster *known, const TaDevicePublic *inviter, GError **error);

/**
 * ta_roster_open_own:
 * @text: what ta_roster_sign() made on this device, and what was kept here
 *
 * As ta_roster_open(), for a roster in which this device need not be itself: it may still wait to be let in. (transfer full)
 */
TaRoster *ta_roster_open_own (const char *text, const TaKeyring *keyring, const TaDeviceKeys *keys, GError **error);
