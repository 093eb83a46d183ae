/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <gtk/gtk.h>

/**
 * The same changes as in ta-rota-commands.h, for a person at the screen: where a household should not hold the turn it would get, its
 * reason is shown and the person decides. Nothing is refused.
 */
void ta_rota_ask_move (GtkWidget *parent, TaContext *context, const TaTurn *turn, TaDate date);
void ta_rota_ask_swap (GtkWidget *parent, TaContext *context, const TaTurn *first, const TaTurn *second);
/** @household (nullable): nobody */
void ta_rota_ask_assign (GtkWidget *parent, TaContext *context, const TaTurn *turn, const char *household);
