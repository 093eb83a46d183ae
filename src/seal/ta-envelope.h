/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-keyring.h"

#define TA_ENVELOPE_VERSION 1
/** The most bytes that are sealed at once, so that what leaves stays below the 8,000,000 of CouchDB. */
#define TA_ENVELOPE_MAX_PLAIN (5 * 1024 * 1024)
/** The most characters of content that are opened. */
#define TA_ENVELOPE_MAX_CONTENT (8 * 1000 * 1000)

/**
 * TaEnvelope:
 * @version: %TA_ENVELOPE_VERSION, the "v" of the document on the hub
 * @key: the kid, its "k"
 * @content: the sealed bytes in base64 of URLs, its "c"
 */
typedef struct
{
  int version;
  char *key;
  char *content;
} TaEnvelope;

/**
 * ta_envelope_seal:
 * @keyring: whose current key seals
 * @doc_id: the id that the document has on the hub: 32 lower-case hexadecimal digits. It can be opened under no other
 * @plain: what nobody else shall read
 *
 * Any thread may call it.
 *
 * Returns: (transfer full): the envelope; %NULL with %TA_SEAL_ERROR_LIMIT if @size is over %TA_ENVELOPE_MAX_PLAIN,
 *   %TA_SEAL_ERROR_FORMAT if @doc_id is none
 */
TaEnvelope *ta_envelope_seal (const TaKeyring *keyring, const char *doc_id, const void *plain, gsize size, GError **error);

/**
 * ta_envelope_open:
 * @version, @key, @content: as they came from the hub, unchecked; %NULL where they were missing
 *
 * Returns: (transfer full): what was sealed, in memory that is wiped when it is freed; %NULL with %TA_SEAL_ERROR_FORMAT,
 *   %TA_SEAL_ERROR_NEWER, %TA_SEAL_ERROR_LIMIT, %TA_SEAL_ERROR_NO_KEY (it may be opened once the key has come) or
 *   %TA_SEAL_ERROR_DAMAGED
 */
GBytes *ta_envelope_open (const TaKeyring *keyring, const char *doc_id, gint64 version, const char *key, const char *content, GError **error);

/** {"v":1,"k":"…","c":"…"}. (transfer full) */
char *ta_envelope_to_json (const TaEnvelope *envelope);

void ta_envelope_free (TaEnvelope *envelope);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaEnvelope, ta_envelope_free)

/** A random id for a document on a hub. (transfer full) */
char *ta_envelope_doc_id_new (void);

/** How many bytes @size become with their padding; nothing else of the size can be seen on the hub. */
gsize ta_envelope_padded_size (gsize size);
