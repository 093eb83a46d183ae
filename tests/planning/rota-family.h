/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-problem.h"

/** RotaFamily: bounds on random rotas. */
typedef struct
{
  int most_households;
  int most_turns;
  int most_places;     /* of a turn */
  double eligible;     /* share of the pairs */
  double pinned;       /* share of the places that are pinned, where that leaves a plan */
  gboolean any_credit; /* tables of credit costs that are not convex, and credits other than 1 */
} RotaFamily;

/** A random rota with absences, gaps, weekly limits and a history; one always exists that breaks no rule. (transfer full) */
TaRotaProblem *rota_family_new (GRand *rand, const RotaFamily *family);

/** A plan as numbers, for messages and comparisons. (transfer full) */
char *rota_plan_print (const TaRotaPlan *plan);

/** More than all costs but those of uncovered places can come to. */
gint64 rota_most_points (const TaRotaProblem *problem);
