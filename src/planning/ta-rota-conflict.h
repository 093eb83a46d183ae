/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-why.h"

/**
 * ta_rota_conflict_find:
 * @slot: one that @task cannot fill beside all the others
 *
 * Looks for the fewest turns around @slot, and the fewest rules, that cannot all be had: first in its week, then in more and more weeks around it. Rules are
 * taken away from the end of TaRotaRuleKind on, as long as the turns still cannot be filled, so that what is left blames the first kinds.
 *
 * Returns: (transfer full) (nullable): %NULL where nothing was found with reasonable effort
 */
TaRotaConflict *ta_rota_conflict_find (const TaRotaTask *task, int slot);

void ta_rota_conflict_free (TaRotaConflict *conflict);
gboolean ta_rota_conflict_equal (const TaRotaConflict *a, const TaRotaConflict *b);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaConflict, ta_rota_conflict_free)

/** The rule that a reason comes from. */
TaRotaRuleKind ta_rota_rule_of_reason (TaReasonKind reason);
