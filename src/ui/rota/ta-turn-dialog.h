/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** Opens the form of @turn over @parent. */
void ta_turn_dialog_edit (GtkWidget *parent, TaContext *context, const TaTurn *turn);

/** Opens the form of a series that begins on @date at @start, @minutes long. */
void ta_turn_dialog_new_series (GtkWidget *parent, TaContext *context, const char *pod, TaDate date, TaMinutes start, int minutes);

/** Opens the form of a new turn on @date, which can be the first of a series. */
void ta_turn_dialog_new (GtkWidget *parent, TaContext *context, TaDate date);
