/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A newcomer who does not get the answer to its joining asks again, and is known by its claim: 32 random bytes of its own, as 64 hex digits, which the
 * link does not hold. Account and password follow from invitation and claim, so that the hub keeps neither to say them once more. */

#define TA_HUB_CLAIM_SIZE 32

/** How long it may ask again, in ms. */
#define TA_HUB_CLAIM_LIFE_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

/** The name of the account that @claim gets for @token. (transfer full) */
char *ta_hub_claim_dup_name (const char *token, const char *claim);

/** Its password: as those of ta_hub_secret_new_password(). (transfer full) */
char *ta_hub_claim_dup_password (const char *token, const char *claim);

/** @box so that nobody can read it without the claim, the link included. (transfer full) (nullable): as @box is */
char *ta_hub_claim_wrap (const char *token, const char *claim, const char *box);

/** The reverse. (transfer full) (nullable) */
char *ta_hub_claim_unwrap (const char *token, const char *claim, const char *wrapped);
