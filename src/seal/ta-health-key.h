/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-secret.h"

/*
 * Health data that is kept sealed at rest: single values, each by itself, and the key that a passphrase opens.
 *
 * A sealed value is "sealed:1:KEY:TEXT": 16 hex digits that name the key, and base64 of nonce, sealed bytes and tag. The nonce is a keyed hash
 * of the value and of its place, so that the same value in the same place is the same text on every device: what merges compares it without
 * opening it.
 */

#define TA_HEALTH_PREFIX "sealed:"

/** The hex digits that name a key. */
#define TA_HEALTH_KEY_NAME 16

/** The shortest passphrase that is taken, in characters. */
#define TA_HEALTH_PASSPHRASE_MIN 8

/** What it costs to try a passphrase. */
typedef enum
{
  TA_HEALTH_COST_USUAL, /* about a second and 256 MiB */
  TA_HEALTH_COST_LEAST  /* for tests */
} TaHealthCost;

/** A fresh key. (transfer full) */
TaSecret *ta_health_key_new (void);

/** What sealed values call the key. (transfer full) */
char *ta_health_key_name (const TaSecret *key);

/**
 * ta_health_key_wrap:
 *
 * The key as it may lie in the open: only @passphrase opens it. Blocks for as long as @cost says.
 *
 * Returns: (transfer full) (nullable): %NULL with %TA_SEAL_ERROR_LIMIT where there is not the memory for it
 */
char *ta_health_key_wrap (const TaSecret *key, const char *passphrase, TaHealthCost cost, GError **error);

/** The key for everybody to take: of health data that is no longer to be sealed. (transfer full) */
char *ta_health_key_bare (const TaSecret *key);

/** Whether @wrapped is what ta_health_key_bare() gives. */
gboolean ta_health_key_is_bare (const char *wrapped);

/**
 * ta_health_key_unwrap:
 * @passphrase: (nullable): for what ta_health_key_wrap() gave; blocks for as long as it cost
 *
 * Returns: (transfer full) (nullable): the key; %NULL with %TA_SEAL_ERROR_DAMAGED (the passphrase is another), %TA_SEAL_ERROR_FORMAT,
 *   %TA_SEAL_ERROR_NEWER or %TA_SEAL_ERROR_LIMIT (it asks for more memory than is taken on)
 */
TaSecret *ta_health_key_unwrap (const char *wrapped, const char *passphrase, GError **error);

/**
 * ta_health_seal:
 * @place: of the value: "allergy/PERSON|ALLERGEN/severity"; it opens nowhere else
 *
 * Returns: (transfer full): one line
 */
char *ta_health_seal (const TaSecret *key, const char *place, const char *plain);

/** The reverse; (nullable): %NULL where it is of another key or place, or was altered. (transfer full) */
char *ta_health_open (const TaSecret *key, const char *place, const char *sealed);

/** The name of the key of a sealed value; (nullable): it is none, or of none. (transfer full) */
char *ta_health_sealed_key_name (const char *sealed);
