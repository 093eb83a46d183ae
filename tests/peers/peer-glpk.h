/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "peer-model.h"

typedef struct
{
  TaRotaPlan *plan; /* (nullable): the best that was found */
  double bound;     /* the objective of no plan is lower */
  gboolean proved;  /* the plan is the best there is, as all objectives are whole numbers */
  double cpu;       /* seconds, without building the model */
} PeerResult;

void peer_result_clear (PeerResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PeerResult, peer_result_clear)

/** Solves by GLPK within the process. @limit_ms: of processor time, more or less */
void peer_glpk_solve (const PeerModel *model, const TaRotaProblem *problem, int limit_ms, PeerResult *result);
