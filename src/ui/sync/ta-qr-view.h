/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#define TA_TYPE_QR_VIEW (ta_qr_view_get_type ())
G_DECLARE_FINAL_TYPE (TaQrView, ta_qr_view, TA, QR_VIEW, GtkWidget)

/** Shows a text as a QR code, dark on light in either style, with the margin that cameras need. */
GtkWidget *ta_qr_view_new (void);

/** @text: (nullable): %NULL shows nothing. %FALSE where it is too long for a code: then nothing is shown. */
gboolean ta_qr_view_set_text (TaQrView *view, const char *text);
