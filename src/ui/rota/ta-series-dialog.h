/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <gtk/gtk.h>

/** Opens the settings of @series, which asks for @capabilities (of char *), over @parent; @turn: the one of its turns that the person came from, from which on changes can be meant. */
void ta_series_dialog_edit (GtkWidget *parent, TaContext *context, const TaTurn *turn, const TaSeries *series, GPtrArray *capabilities);
