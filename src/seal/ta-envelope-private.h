/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-envelope.h"

/** As ta_envelope_seal(), with a nonce of 24 bytes. For tests alone: a nonce that comes twice gives everything away. */
TaEnvelope *ta_envelope_seal_with_nonce (const TaKeyring *keyring, const char *doc_id, const void *plain, gsize size, const guint8 *nonce, GError **error);
