/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-problem.h"

/** How many plans rota_exhaustive() would look at, %G_MAXINT64 where it is too many to count. */
gint64 rota_exhaustive_size (const TaRotaProblem *problem);

/** Called for each plan that breaks no rule. */
typedef void (*RotaPlanFunc) (const TaRotaPlan *plan, const TaRotaScore *score, gpointer data);

/** Looks at every plan there is. */
void rota_exhaustive_each (const TaRotaProblem *problem, RotaPlanFunc func, gpointer data);

/** Which plan is best by uncovered places and then by total; FALSE where every plan breaks a rule. */
gboolean rota_exhaustive (const TaRotaProblem *problem, TaRotaScore *best);
