/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_COVER_DIALOG (ta_cover_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TaCoverDialog, ta_cover_dialog, TA, COVER_DIALOG, AdwDialog)

/**
 * TaCoverDialog:
 *
 * "I can't come": what follows from it, who could take the turn, and whom to ask. Signal "sent": those who were ticked have been asked, or the
 * turn was settled in another way; the dialog closes.
 *
 * @household: (nullable): who cannot come; the first that holds the turn
 */
AdwDialog *ta_cover_dialog_new (TaContext *context, const TaTurn *turn, const char *household);

/** Whether there is something to ask about @turn: somebody holds it, and it is neither settled nor over. */
gboolean ta_cover_dialog_suits (TaContext *context, const TaTurn *turn);

/** Opens the dialog over @parent, or says why there is nothing to ask. */
void ta_cover_dialog_present (GtkWidget *parent, TaContext *context, const TaTurn *turn, const char *household);
