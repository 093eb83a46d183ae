/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * ta_hub_invitation_to_link:
 * @url: of the hub
 * @token: 16 bytes
 * @pod: the name of the database
 *
 * The address of an invitation without a one-time key: URL/j#CODE, where CODE is base32 (RFC 4648, upper case, no padding) of the bytes 1 (the version), 0
 * (flags), the token and the name.
 *
 * Returns: (transfer full)
 */
char *ta_hub_invitation_to_link (const char *url, const guint8 *token, const char *pod);
