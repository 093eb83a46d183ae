/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_ROUND_DIALOG (ta_round_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TaRoundDialog, ta_round_dialog, TA, ROUND_DIALOG, AdwDialog)

/** TaRoundDialog: the delivery round of a turn: in which order, when, how far, what to mind at each door, and what became of it. */
void ta_round_dialog_present (TaContext *context, const char *turn, GtkWidget *parent);

/** Whether everything that is to be seen has been read and drawn. */
gboolean ta_round_dialog_is_settled (TaRoundDialog *dialog);
