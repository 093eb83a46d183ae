/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-certificate.h"
#include "ta-rota-problem.h"

/** How hard to try. Work is counted in steps of the search, never in time, so that the same call gives the same plan on every machine. */
typedef struct
{
  guint64 seed;
  gint64 work;             /* most steps; about a hundred million a second. 0: the default, some seconds on a pod's quarter */
  const TaRotaPlan *start; /* (nullable): a plan to begin with, such as the present rota */
} TaRotaOptions;

typedef struct
{
  TaRotaPlan *plan;
  TaRotaScore score;
  int uncovered_bound; /* no plan leaves fewer places uncovered */
  gint64 bound;        /* no plan that leaves as few places uncovered as this one has a lower total */
  gboolean proved;     /* the plan is the best there is: score.total == bound, and the certificate shows it */
  gint64 work;         /* steps taken */
  TaRotaCertificate *certificate;
} TaRotaResult;

void ta_rota_result_free (TaRotaResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaResult, ta_rota_result_free)

/** Told now and then from the planning thread: the best total so far, the bound so far, and how much of the work is done, 0 to 1. */
typedef void (*TaRotaProgress) (gint64 total, gint64 bound, double done, gpointer data);

/**
 * ta_rota_solve:
 * @problem: a valid problem
 * @options: (nullable): how hard to try
 * @cancellable: (nullable): stops the search early; the best plan so far is still returned
 * @progress: (nullable): told how it goes
 *
 * Plans: fewest uncovered places first, then the lowest total. Deterministic by problem and options, as long as it is not cancelled.
 * Takes from a millisecond to as long as @options allow: call it from a thread of its own.
 *
 * Returns: (transfer full): a plan that breaks no hard rule, with what is proved about it. Where what is pinned breaks a rule by itself (that about credit),
 *   there is no such plan; then it is what is pinned, and nothing is proved
 */
TaRotaResult *ta_rota_solve (const TaRotaProblem *problem,
                             const TaRotaOptions *options,
                             GCancellable *cancellable,
                             TaRotaProgress progress,
                             gpointer data);

/**
 * ta_rota_min_marginals:
 * @certificate: of a result for @problem
 *
 * For each household and turn, a lower bound on the total of any plan in which the household holds the turn, and which leaves no more places uncovered than
 * the result did ([household * n_turns + turn]; G_MAXINT64 where
 * it cannot): what "what if I take Tuesday instead?" costs at least.
 *
 * Returns: (transfer full): free with g_free()
 */
gint64 *ta_rota_min_marginals (const TaRotaProblem *problem, const TaRotaCertificate *certificate);
