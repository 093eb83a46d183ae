/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-problem.h"

/*
 * Why no plan is better. Dualising "every place is filled" leaves each household a shortest path over its own days, so that any multipliers,
 * one a turn, give a lower bound that anybody can recompute in integers; where a search had to branch, its leaves are kept, each with the
 * decisions that lead to it and its own multipliers, and the checker also sees that the leaves leave nothing out.
 */
typedef struct _TaRotaCertificate TaRotaCertificate;

TaRotaCertificate *ta_rota_certificate_copy (const TaRotaCertificate *certificate);
void ta_rota_certificate_free (TaRotaCertificate *certificate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaCertificate, ta_rota_certificate_free)

/**
 * ta_rota_certificate_check:
 *
 * Recomputes what @certificate proves of @problem, from the stored numbers and with code of its own that shares nothing with the search.
 *
 * Returns: whether it is well formed; then no plan leaves fewer than @uncovered_bound places uncovered, and none that leaves as few as the result did costs less
 *   than @bound
 */
gboolean ta_rota_certificate_check (const TaRotaProblem *problem,
                                    const TaRotaCertificate *certificate,
                                    int *uncovered_bound,
                                    gint64 *bound);
