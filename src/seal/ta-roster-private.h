/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-device-keys-private.h"
#include "ta-roster.h"

#define TA_DEVICE_ID_SIZE (TA_DEVICE_ID_LENGTH / 2)

TaRosterDevice *ta_roster_device_new (void);
void ta_roster_device_free (TaRosterDevice *device);
/** Puts it at its place. (transfer full) */
void ta_roster_add (TaRoster *roster, TaRosterDevice *device);
TaRoster *ta_roster_new_empty (const guint8 *pod);

/** What its admission says, in the bytes that are signed. (transfer full) */
TaSecret *ta_roster_admission (const TaRoster *roster, const TaRosterDevice *device);
TaSecret *ta_roster_removal (const TaRoster *roster, const TaRosterDevice *device);

/** An id in bytes; "" as zeroes. */
void ta_pack_id (TaPacker *packer, const char *id);
/** The reverse: zeroes as "". */
void ta_unpack_id (TaUnpacker *unpacker, char *id);

/** The device that let itself in; of a roster that was not checked the first of them. (transfer none) (nullable) */
const TaRosterDevice *ta_roster_get_founder (const TaRoster *roster);
