/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_PLAN_DIALOG (ta_plan_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TaPlanDialog, ta_plan_dialog, TA, PLAN_DIALOG, AdwDialog)

/**
 * TaPlanDialog:
 *
 * Plans the rota of @pod from @from on: what for, the result as a difference from the present rota, why turns have nobody, who owes what; accepted as a whole or line
 * by line. Plans anew whenever something that it was told is changed.
 */
AdwDialog *ta_plan_dialog_new (TaContext *context, const char *pod, TaDate from);

/** Whether as few published turns as can be are to change, before the turns are shared out fairly: for planning anew when somebody joins, leaves or is away. */
void ta_plan_dialog_set_fewest_changes (TaPlanDialog *dialog, gboolean fewest);

/** Whether nothing is being planned: for tests and pictures. */
gboolean ta_plan_dialog_is_settled (TaPlanDialog *dialog);
