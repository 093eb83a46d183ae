/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * TaSecret:
 *
 * Bytes that nobody else should see: in memory that is not swapped out, lies between pages that may not be touched, and is wiped when
 * the last reference goes. May be shared between threads; nobody changes it once others have it.
 */
typedef struct _TaSecret TaSecret;

/** Zeroes of @size bytes, to be filled in by who asked. (transfer full) */
TaSecret *ta_secret_new (gsize size);

/** A copy of @size bytes of @data. (transfer full) */
TaSecret *ta_secret_new_copy (const void *data, gsize size);

/** A copy of @text, such as a password. (transfer full) */
TaSecret *ta_secret_new_text (const char *text);

/** @size random bytes. (transfer full) */
TaSecret *ta_secret_new_random (gsize size);

/**
 * ta_secret_new_password:
 *
 * Makes a password for an account on a hub: 26 letters and digits of 128 random bits. It has nothing to do with the keys.
 */
TaSecret *ta_secret_new_password (void);

TaSecret *ta_secret_ref (TaSecret *secret);
void ta_secret_unref (TaSecret *secret);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaSecret, ta_secret_unref)

/** The bytes; a NUL follows them, so that text may be used as it is. (transfer none) */
guint8 *ta_secret_get_data (const TaSecret *secret);
gsize ta_secret_get_size (const TaSecret *secret);
const char *ta_secret_get_text (const TaSecret *secret);

/** Whether both are the same; takes the same time wherever they differ. */
gboolean ta_secret_equal (const TaSecret *a, const TaSecret *b);

/** Text that is secret for a while, such as a link or a password: its memory is wiped when it is freed. What g_strdup() and its like give. */
typedef char TaSecretText;

void ta_secret_text_free (TaSecretText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaSecretText, ta_secret_text_free)
