/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-dual.h"

/** Told every few iterations, with the households' paths traced. Returns: the target as it is now. */
typedef gint64 (*TaRotaRepair) (const TaRotaDual *dual, gpointer data);

typedef struct
{
  int iterations; /* most */
  double step;    /* part of the way to the target that a step aims at */
  double memory;  /* what is kept of the direction so far */
  int patience;   /* iterations without a better bound before the step is made smaller */
  double least_step;
  int repair_every;
  TaRotaRepair repair; /* (nullable) */
  gpointer data;
} TaRotaAscent;

/**
 * ta_rota_ascent_run:
 * @multipliers: (inout): where to begin; then those of the best bound
 * @target: points; no more is wanted than to reach it
 *
 * Deflected subgradient ascent with an exact line search over the common shift.
 *
 * Returns: the best bound, scaled; TA_ROTA_IMPOSSIBLE when @domain has no plan
 */
gint64 ta_rota_ascent_run (const TaRotaAscent *ascent, TaRotaDual *dual, const TaRotaDomain *domain, int *multipliers, gint64 target);
