/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_TURN_HANDOVER (ta_turn_handover_get_type ())
G_DECLARE_FINAL_TYPE (TaTurnHandover, ta_turn_handover, TA, TURN_HANDOVER, AdwPreferencesGroup)

/**
 * TaTurnHandover:
 *
 * What one holder leaves to the next: the note of the last turn, a list to tick off, and the note for whoever is next.
 */
GtkWidget *ta_turn_handover_new (TaContext *context, const TaTurn *turn);

/** Puts what the rows say into @turn. */
void ta_turn_handover_apply (TaTurnHandover *group, TaTurn *turn);
