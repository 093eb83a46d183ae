/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <gtk/gtk.h>

/**
 * The same changes as in ta-rota-commands.h, for a person at the screen: where a household should not hold the turn it would get, the
 * change is refused with the reason. What a drag may not do by a slip can still be set in the turn’s dialog, to which the refusal leads.
 */
void ta_rota_ask_move (GtkWidget *parent, TaContext *context, const TaTurn *turn, TaDate date);
void ta_rota_ask_swap (GtkWidget *parent, TaContext *context, const TaTurn *first, const TaTurn *second);
/** @household (nullable): nobody */
void ta_rota_ask_assign (GtkWidget *parent, TaContext *context, const TaTurn *turn, const char *household);
