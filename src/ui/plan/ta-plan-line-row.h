/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-plan-job.h"

#include <adwaita.h>

#define TA_TYPE_PLAN_LINE_ROW (ta_plan_line_row_get_type ())
G_DECLARE_FINAL_TYPE (TaPlanLineRow, ta_plan_line_row, TA, PLAN_LINE_ROW, AdwActionRow)

/**
 * TaPlanLineRow:
 *
 * One place of one turn in a plan: day, who has it, what becomes of it; a check button where there is something to accept, and a menu of who could have it instead.
 * Signals: "accepted" when the check button changes; "given" (string: id of a household) when one was chosen in the menu.
 */
GtkWidget *ta_plan_line_row_new (TaContext *context, TaPlanOutcome *outcome, guint line, gboolean given);

/** Whether the line is to be written; always, where nothing changes. */
gboolean ta_plan_line_row_is_accepted (TaPlanLineRow *row);
guint ta_plan_line_row_get_line (TaPlanLineRow *row);
