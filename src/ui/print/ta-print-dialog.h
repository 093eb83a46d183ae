/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-sheet-kinds.h"

#include <adwaita.h>

#define TA_TYPE_PRINT_DIALOG (ta_print_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TaPrintDialog, ta_print_dialog, TA, PRINT_DIALOG, AdwDialog)

/**
 * ta_print_dialog_present:
 * @requests: (transfer full): of TaSheetRequest: the sheets to choose from
 * @selected: the one that is shown first
 *
 * Shows the chosen sheet as it will be on paper, prints it, or saves it as PDF.
 */
void ta_print_dialog_present (TaContext *context, GPtrArray *requests, guint selected, GtkWidget *parent);

/** The sheets of the week and of the month that @date is in, of the pod that is shown. (transfer full): of TaSheetRequest */
GPtrArray *ta_print_requests_of_days (TaContext *context, TaDate date);

/** The sheets of a turn. (transfer full): of TaSheetRequest */
GPtrArray *ta_print_requests_of_turn (TaContext *context, const char *turn);

/** Whether the chosen sheet is on the screen. */
gboolean ta_print_dialog_is_settled (TaPrintDialog *dialog);
