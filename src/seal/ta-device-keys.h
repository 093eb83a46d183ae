/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-keyring.h"

#define TA_DEVICE_KEY_SIZE 32
#define TA_DEVICE_ID_LENGTH 32

/**
 * TaDevicePublic:
 * @id: 32 hexadecimal digits, made from both keys: nobody can put other keys in its place
 * @sign: the Ed25519 key that its signatures are checked with
 * @box: the X25519 key that something is sealed for it with
 *
 * What others know of a device.
 */
typedef struct
{
  char id[TA_DEVICE_ID_LENGTH + 1];
  guint8 sign[TA_DEVICE_KEY_SIZE];
  guint8 box[TA_DEVICE_KEY_SIZE];
} TaDevicePublic;

/** Sets both keys, and the id that follows from them. */
void ta_device_public_init (TaDevicePublic *device, const guint8 *sign, const guint8 *box);
/** A number above 0 that fits a signed integer of 64 bits and follows from the id: the device's name in stamps. */
gint64 ta_device_public_get_number (const TaDevicePublic *device);
/** Both keys as 86 characters of base64; no secret. (transfer full) */
char *ta_device_public_to_text (const TaDevicePublic *device);
/** The reverse; %FALSE where @text is none. */
gboolean ta_device_public_parse (TaDevicePublic *device, const char *text);

/**
 * TaDeviceKeys:
 *
 * The secret keys of this device, made once and kept where secrets are kept. They leave the device with nobody. Never changed; threads
 * may share them.
 */
typedef struct _TaDeviceKeys TaDeviceKeys;

/** Random ones. (transfer full) */
TaDeviceKeys *ta_device_keys_new (void);
TaDeviceKeys *ta_device_keys_ref (TaDeviceKeys *keys);
void ta_device_keys_unref (TaDeviceKeys *keys);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaDeviceKeys, ta_device_keys_unref)

/** (transfer none) */
const TaDevicePublic *ta_device_keys_get_public (const TaDeviceKeys *keys);

/** As bytes, for the place where secrets are kept. (transfer full) */
TaSecret *ta_device_keys_serialise (const TaDeviceKeys *keys);
/** The reverse; %TA_SEAL_ERROR_FORMAT, %TA_SEAL_ERROR_NEWER or %TA_SEAL_ERROR_DAMAGED. (transfer full) */
TaDeviceKeys *ta_device_keys_parse (const guint8 *data, gsize size, GError **error);

/**
 * ta_device_keys_dup_claim:
 * @token: of the invitation that it comes in by
 *
 * What the hub knows a newcomer by that asks again: it follows from the secret keys and @token, and tells nothing of them.
 *
 * Returns: (transfer full): 64 hexadecimal digits
 */
char *ta_device_keys_dup_claim (const TaDeviceKeys *keys, const char *token);

/**
 * ta_comparison_code:
 * @keyring: of the pod; its current key counts
 * @joiner: the device that wants to come in
 *
 * What both screens show, so that two people see that nobody stands between them: six digits, "123 456". (transfer full)
 */
char *ta_comparison_code (const TaKeyring *keyring, const TaDevicePublic *joiner);
