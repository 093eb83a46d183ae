/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define TA_HUB_SECRET_HASH_SIZE 32

/** Fills @bytes from the system's source of randomness. */
void ta_hub_secret_fill (guint8 *bytes, gsize size);

/** @size random bytes in lower-case hex. (transfer full) */
char *ta_hub_secret_new_hex (gsize size);

/** 32 bytes as a password: base64url without padding, 43 characters. (transfer full) */
char *ta_hub_secret_to_password (const guint8 *bytes);

/** A new password: of 32 random bytes. (transfer full) */
char *ta_hub_secret_new_password (void);

/** SHA-256 of @salt (may be empty) followed by the text @secret. */
void ta_hub_secret_hash (const guint8 *salt, gsize salt_size, const char *secret, guint8 hash[TA_HUB_SECRET_HASH_SIZE]);

/** Compares in a time that says nothing of where they differ. */
gboolean ta_hub_secret_equal (const guint8 *a, const guint8 *b, gsize size);

/** Whether @text is @size bytes in lower-case hex; they go to @bytes (nullable). */
gboolean ta_hub_secret_parse_hex (const char *text, guint8 *bytes, gsize size);

/** @bytes in lower-case hex. (transfer full) */
char *ta_hub_secret_to_hex (const guint8 *bytes, gsize size);
