/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-keyring.h"
#include "ta-seal-private.h"

/* The keys that are derived from a root key. */
typedef enum
{
  TA_KEY_USE_DOCUMENTS = 1,
  TA_KEY_USE_BLOBS = 2,
  TA_KEY_USE_FEEDS = 3,
  TA_KEY_USE_OLDER_KEYS = 4
} TaKeyUse;

typedef struct
{
  guint32 epoch;
  char kid[2 * TA_KID_SIZE + 1];
  guint8 kid_bytes[TA_KID_SIZE];
  guint8 root[TA_KEY_SIZE];
  guint8 documents[TA_KEY_SIZE];
} TaKey;

/** The key at @at; 0 is the current one. (transfer none) */
const TaKey *ta_keyring_get_key (const TaKeyring *keyring, guint at);
/** (nullable) (transfer none) */
const TaKey *ta_keyring_find (const TaKeyring *keyring, const char *kid);
/** With one more key of 32 bytes; itself if it is there. %NULL if it is full. (transfer full) */
TaKeyring *ta_keyring_add (const TaKeyring *keyring, guint32 epoch, const guint8 *root);
/** The 32 bytes of a key derived for @use. */
void ta_key_derive (const TaKey *key, TaKeyUse use, guint8 *to);
