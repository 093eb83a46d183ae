/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-plan-job.h"

/** Writes those lines of a plan that are @accepted (transfer full: a gboolean a line) as one command, of the days from @from to before @until. */
void ta_plan_accept (TaContext *context, TaPlanOutcome *outcome, gboolean *accepted, TaDate from, TaDate until, TaContextTryCallback callback, gpointer user_data);

/** Makes the change that is the way out number @way of those of @outcome. */
void ta_plan_take_way (TaContext *context, TaPlanOutcome *outcome, guint way, TaDate today, TaContextTryCallback callback, gpointer user_data);
