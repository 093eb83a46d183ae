/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-secret.h"

#define TA_POD_ID_SIZE 16
#define TA_KID_SIZE 8
#define TA_KEYRING_MAX_KEYS 256

/**
 * TaKeyring:
 *
 * The keys of one pod: one for each epoch, of which the newest seals and all open. It is never changed: what adds a key returns another
 * keyring, so that threads may share it. The keys lie in locked memory.
 *
 * A key is named by its *kid*: 16 hexadecimal digits that say nothing of it. Two devices may have begun the same epoch at once: then
 * both keys are there, and the one with the larger kid is the current one everywhere.
 */
typedef struct _TaKeyring TaKeyring;

/** A new pod: a random id, and the key of epoch 1. (transfer full) */
TaKeyring *ta_keyring_new (void);

/**
 * ta_keyring_new_with_key:
 * @pod: the pod's id of 16 bytes
 * @epoch: at least 1
 * @key: 32 bytes
 *
 * For who brings a key along, such as a recovery sheet. (transfer full)
 */
TaKeyring *ta_keyring_new_with_key (const guint8 *pod, guint32 epoch, const guint8 *key);

/** With a new random key of the next epoch; %NULL once there are %TA_KEYRING_MAX_KEYS. (transfer full) */
TaKeyring *ta_keyring_rotate (const TaKeyring *keyring);

/**
 * ta_keyring_join:
 *
 * Returns: (transfer full): the keys of both; or %NULL with %TA_SEAL_ERROR_FORMAT if they are of two pods, or %TA_SEAL_ERROR_LIMIT
 */
TaKeyring *ta_keyring_join (const TaKeyring *a, const TaKeyring *b, GError **error);

TaKeyring *ta_keyring_ref (TaKeyring *keyring);
void ta_keyring_unref (TaKeyring *keyring);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaKeyring, ta_keyring_unref)

/** 16 bytes. (transfer none) */
const guint8 *ta_keyring_get_pod (const TaKeyring *keyring);
/** The same as 32 hexadecimal digits. (transfer none) */
const char *ta_keyring_get_pod_name (const TaKeyring *keyring);

guint ta_keyring_get_n_keys (const TaKeyring *keyring);
/** The kid of the key at @at; 0 is the current one, and the oldest comes last. (transfer none) */
const char *ta_keyring_get_kid (const TaKeyring *keyring, guint at);
guint32 ta_keyring_get_epoch (const TaKeyring *keyring, guint at);
/** Whether what is sealed with the key @kid can be opened. %NULL is no kid. */
gboolean ta_keyring_has (const TaKeyring *keyring, const char *kid);
/** Whether both hold the same keys of the same pod. */
gboolean ta_keyring_equal (const TaKeyring *a, const TaKeyring *b);

/** As bytes, for the place where secrets are kept. (transfer full) */
TaSecret *ta_keyring_serialise (const TaKeyring *keyring);
/** The reverse; %TA_SEAL_ERROR_FORMAT, %TA_SEAL_ERROR_NEWER or %TA_SEAL_ERROR_DAMAGED. (transfer full) */
TaKeyring *ta_keyring_parse (const guint8 *data, gsize size, GError **error);
