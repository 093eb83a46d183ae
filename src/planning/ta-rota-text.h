/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-problem.h"

/** TaRotaProblem as text (docs/rota-format.md): "rota 1 NAME", then the lines h, t and e. Strict: limits on sizes, errors with line numbers (TA_PLANNING_ERROR). */
TaRotaProblem *ta_rota_problem_parse (const char *text, gsize length, GError **error);
char *ta_rota_problem_print (const TaRotaProblem *problem);
