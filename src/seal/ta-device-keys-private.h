/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-device-keys.h"
#include "ta-seal-private.h"

/** Signs @size bytes; 64 bytes go to @signature. */
void ta_device_keys_sign (const TaDeviceKeys *keys, const guint8 *data, gsize size, guint8 *signature);
gboolean ta_device_public_verifies (const TaDevicePublic *device, const guint8 *data, gsize size, const guint8 *signature);

/** Opens what was sealed for this device; @plain receives @size bytes less crypto_box_SEALBYTES. */
gboolean ta_device_keys_unseal (const TaDeviceKeys *keys, const guint8 *sealed, gsize size, guint8 *plain);
