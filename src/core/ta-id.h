/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * ta_id_new:
 *
 * Makes an identifier: a UUID of version 7 (RFC 9562) as 36 lower-case characters. Ids made later by one process sort after the
 * earlier ones, so rows written together lie together in the database.
 *
 * Returns: (transfer full): the id
 */
char *ta_id_new (void);

/**
 * ta_id_new_from_seed:
 * @rand: a generator the caller seeded
 * @unix_ms: the moment to put in front, milliseconds since 1970
 *
 * The same as ta_id_new() for callers that must be repeatable.
 */
char *ta_id_new_from_seed (GRand *rand, gint64 unix_ms);

/**
 * ta_id_new_from_name:
 * @kind: what the id is for
 * @...: what it is made of, up to a %NULL
 *
 * Makes an identifier that is the same wherever it is made of the same: a UUID of version 8 from the SHA-256 of the words.
 *
 * Returns: (transfer full): the id
 */
char *ta_id_new_from_name (const char *kind, ...) G_GNUC_NULL_TERMINATED;

/**
 * ta_id_is_valid:
 * @text: (nullable): what claims to be an id
 *
 * Returns: whether @text has the form of a UUID in lower case
 */
gboolean ta_id_is_valid (const char *text);
