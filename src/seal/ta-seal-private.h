/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-seal-error.h"
#include "ta-secret.h"

#include <sodium.h>

/* What the files of this layer share. */

/** Crockford's alphabet: digits and letters without those that are mistaken for others. */
#define TA_CROCKFORD "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

/** Has to be called before libsodium is used; as often as one likes, from any thread. */
void ta_seal_ready (void);

/** Forgets what is beyond the first @size bytes. */
void ta_secret_truncate (TaSecret *secret, gsize size);

/** Writes numbers, the highest byte first, and bytes one after another into secret memory. */
typedef struct
{
  TaSecret *secret;
  gsize at;
} TaPacker;

/** @capacity is the most that will be written; more is an error of the program. */
void ta_packer_init (TaPacker *packer, gsize capacity);
void ta_pack_number (TaPacker *packer, guint64 value, guint bytes);
void ta_pack_bytes (TaPacker *packer, const void *data, gsize size);
/** Two bytes of length, and the text. %NULL is written as the empty text. */
void ta_pack_text (TaPacker *packer, const char *text);
/** What was written. (transfer full) */
TaSecret *ta_packer_finish (TaPacker *packer);

/** Reads the same; once something does not fit, everything after it is zero, and @bad is set. */
typedef struct
{
  const guint8 *data;
  gsize size;
  gsize at;
  gboolean bad;
} TaUnpacker;

void ta_unpacker_init (TaUnpacker *unpacker, const void *data, gsize size);
guint64 ta_unpack_number (TaUnpacker *unpacker, guint bytes);
/** Fills @to with zeroes where there is no more. */
void ta_unpack_bytes (TaUnpacker *unpacker, void *to, gsize size);
/** (transfer none): the next @size bytes where they are, or %NULL */
const guint8 *ta_unpack_borrow (TaUnpacker *unpacker, gsize size);
/** UTF-8 of at most @most bytes without NUL; %NULL and bad otherwise. (transfer full) */
char *ta_unpack_text (TaUnpacker *unpacker, gsize most);
/** Whether everything was there, and no more. */
gboolean ta_unpacker_done (const TaUnpacker *unpacker);

/** Base64 of URLs without padding, in ordinary memory. (transfer full) */
char *ta_base64_encode (const guint8 *data, gsize size);
/** The strict reverse into @to, which has @room bytes; the number of bytes goes to @size. False for whatever is not that text. */
gboolean ta_base64_read (const char *text, gsize length, guint8 *to, gsize room, gsize *size);
/** The same for what is sealed, or anybody may read: much faster, and not in the same time whatever it is. */
char *ta_base64_encode_sealed (const guint8 *data, gsize size);
gboolean ta_base64_read_sealed (const char *text, gsize length, guint8 *to, gsize room, gsize *size);
/** The strict reverse into secret memory; %NULL where @text is not that, or longer than @most characters. (transfer full) */
TaSecret *ta_base64_decode (const char *text, gsize most);

/** The alphabet of RFC 4648. */
#define TA_RFC_4648 "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

/** How many characters @size bytes become. */
gsize ta_base32_length (gsize size);
/** Writes them, and a NUL, to @to. */
void ta_base32_encode (const char *alphabet, const guint8 *data, gsize size, char *to);
/**
 * Reads @length characters; @length * 5 / 8 bytes go to @to. %FALSE where one is not of @alphabet, one too many is there, or the bits
 * left over are not zero.
 */
gboolean ta_base32_decode (const char *alphabet, const char *text, gsize length, guint8 *to);

/** Whether @text is @bytes bytes in lower-case hexadecimal, which @to receives if it is not %NULL. */
gboolean ta_hex_parse (const char *text, guint8 *to, gsize bytes);
/** (transfer full) */
char *ta_hex_new (const guint8 *data, gsize size);

/** How many bytes @size become with their padding: at least one more. */
gsize ta_padded_size (gsize size);
/** Finds where the padding of 0x80 and zeroes begins; %FALSE where there is none. */
gboolean ta_unpad (const guint8 *data, gsize padded, gsize *size);

#define TA_KEY_SIZE 32
#define TA_NONCE_SIZE 24
#define TA_TAG_SIZE 16

/**
 * ta_box_seal:
 * @key: 32 bytes
 * @bound: what is not inside but has to be the same when it is opened
 * @nonce: (nullable): 24 bytes, for tests alone; random otherwise
 *
 * Pads @plain and seals it with XChaCha20-Poly1305.
 *
 * Returns: (transfer full): base64 of the nonce, the sealed bytes and their tag
 */
char *ta_box_seal (const guint8 *key, const void *bound, gsize bound_size, const void *plain, gsize size, const guint8 *nonce);

/**
 * ta_box_open:
 * @most: how many characters @text may have
 *
 * Returns: (transfer full): what ta_box_seal() was given, in memory that is wiped when it is freed; or %NULL with
 *   %TA_SEAL_ERROR_FORMAT, %TA_SEAL_ERROR_LIMIT or %TA_SEAL_ERROR_DAMAGED
 */
GBytes *ta_box_open (const guint8 *key, const void *bound, gsize bound_size, const char *text, gsize most, GError **error);
