/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-roster.h"

/**
 * TaRotation:
 * @keyring: everything that was there before, the new key and those older ones that only the rotation had
 * @kid: names the new key
 * @epoch: of the new key
 * @author: the id of the device that made it
 * @made_at: milliseconds since 1970
 * @recipients: the ids of the devices that it was sealed for
 *
 * A new key of the pod, as it was read from the hub. Nothing of it may be used before ta_rotation_verify() has said that it may.
 */
typedef struct
{
  TaKeyring *keyring;
  char kid[2 * TA_KID_SIZE + 1];
  guint32 epoch;
  char author[TA_DEVICE_ID_LENGTH + 1];
  gint64 made_at;
  GStrv recipients;
  /*< private >*/
  TaSecret *statement;
  guint8 signature[TA_SIGNATURE_SIZE];
} TaRotation;

void ta_rotation_free (TaRotation *rotation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotation, ta_rotation_free)

/** The id of the document that brings the key @kid: who meets an unknown kid looks for it there. %NULL if @kid is none. (transfer full) */
char *ta_rotation_doc_id (const TaKeyring *keyring, const char *kid);

/**
 * ta_rotation_make:
 * @keyring: as it is
 * @roster: the devices that shall read from now on
 * @keys: of this device, which must be in
 * @rotated: (out) (transfer full): the keyring with the new key. Only once the text is on the hub may anything be sealed with it
 *
 * Makes the key of the next epoch, sealed for each device of the roster, with the older keys inside. The text goes to the hub as it is, not in an
 * envelope: of it the hub sees for how many devices it is.
 *
 * Returns: (transfer full): the text; %NULL with %TA_SEAL_ERROR_UNTRUSTED or %TA_SEAL_ERROR_LIMIT
 */
char *ta_rotation_make (const TaKeyring *keyring, const TaRoster *roster, const TaDeviceKeys *keys, gint64 now, TaKeyring **rotated, GError **error);

/**
 * ta_rotation_open:
 * @keyring: the keys that are known; with the new one among them, as from a recovery sheet, its older ones are read
 * @keys: (nullable): of this device
 *
 * Returns: (transfer full): the rotation; %NULL with %TA_SEAL_ERROR_REMOVED (it is not for this device), %TA_SEAL_ERROR_FORMAT,
 *   %TA_SEAL_ERROR_NEWER, %TA_SEAL_ERROR_DAMAGED or %TA_SEAL_ERROR_LIMIT
 */
TaRotation *ta_rotation_open (const char *text, const TaKeyring *keyring, const TaDeviceKeys *keys, GError **error);

/**
 * ta_rotation_verify:
 * @roster: with what could be read by the new key joined: the author may have come in meanwhile
 *
 * Returns: %FALSE with %TA_SEAL_ERROR_UNTRUSTED if it was signed by nobody of the roster
 */
gboolean ta_rotation_verify (const TaRotation *rotation, const TaRoster *roster, GError **error);

/**
 * ta_rotation_is_due:
 * @roster: as it is known now
 * @keyring: with the current key
 * @current: (nullable): the rotation that brought the current key; %NULL for a pod's first
 *
 * Whether somebody who was removed has the current key: because no key was made since, or because two people removed one another's at
 * once and each made a key for whom the other removed. Who notices makes a new one before sealing anything.
 */
gboolean ta_rotation_is_due (const TaRoster *roster, const TaKeyring *keyring, const TaRotation *current);
