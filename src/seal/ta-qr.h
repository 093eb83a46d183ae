/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * TaQr:
 *
 * A QR code: a square of dark and light modules. Around it belongs a light margin of %TA_QR_MARGIN modules, dark on light in a dark style too.
 */
typedef struct _TaQr TaQr;

#define TA_QR_MARGIN 4
/** The most bytes that make a code which cameras of telephones still read from a screen. */
#define TA_QR_MAX_TEXT 1000

/** The code of @text, which takes less room in upper case; %TA_SEAL_ERROR_LIMIT. (transfer full) */
TaQr *ta_qr_new (const char *text, GError **error);
void ta_qr_free (TaQr *qr);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaQr, ta_qr_free)

/** How many modules wide and high it is, without the margin. */
int ta_qr_get_size (const TaQr *qr);
/** Whether a module is dark; outside the square none is. */
gboolean ta_qr_get (const TaQr *qr, int x, int y);
