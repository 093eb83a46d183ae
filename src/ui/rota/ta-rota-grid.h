/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-model.h"
#include "ta-rota-span.h"

#include <gtk/gtk.h>

#define TA_TYPE_ROTA_GRID (ta_rota_grid_get_type ())
G_DECLARE_FINAL_TYPE (TaRotaGrid, ta_rota_grid, TA, ROTA_GRID, GtkWidget)

/**
 * TaRotaGrid:
 *
 * The calendar of turns. It draws days and lines itself and has cards only for the turns in sight, so that its cost does not grow with
 * the rota. A cursor stands on a turn or on an empty day; arrow keys move it. The grid changes nothing: it asks, by signals:
 *
 * - "open-turn" (string id), "delete-turn" (string id), "new-turn" (int date)
 * - "move-turn" (string id, int date), "swap-turns" (string id, string id), "assign-turn" (string id, string household or "")
 * - "set-state" (string id, int state)
 * - "reach" (int date): the cursor went to a day that is not shown
 * - "show-day" (int date): the person wants to see all turns of that day
 */
void ta_rota_grid_set_model (TaRotaGrid *grid, TaRotaModel *model);

/** The scrolling that tells which part is in sight. */
void ta_rota_grid_set_vadjustment (TaRotaGrid *grid, GtkAdjustment *adjustment);

/** Shows @span with the cursor on @cursor; %TA_DATE_NONE: where it is, if that is shown. */
void ta_rota_grid_set_span (TaRotaGrid *grid, const TaRotaSpan *span, TaDate cursor);

/** The day the cursor is on. */
TaDate ta_rota_grid_get_cursor (TaRotaGrid *grid);

/** (nullable) (transfer none): id of the turn the cursor is on */
const char *ta_rota_grid_get_cursor_turn (TaRotaGrid *grid);

/** Puts the cursor on a day, or on a turn of it where @turn is not %NULL. */
void ta_rota_grid_set_cursor (TaRotaGrid *grid, TaDate date, const char *turn);

/** Gives the keyboard focus to what the cursor is on. */
void ta_rota_grid_focus_cursor (TaRotaGrid *grid);

/** (nullable) (transfer none): the card of a turn that is in sight */
GtkWidget *ta_rota_grid_get_card (TaRotaGrid *grid, const char *turn);
