/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-rota-change.h"
#include "ta-rota-proposal.h"

/* Planning and the database: reading what the planner is told, and writing what was accepted. */

/**
 * ta_rota_brief_load:
 * @services: (nullable): of char *: ids; %NULL: all
 * @today: what lies before it is not planned anew
 *
 * Reads all that planning @pod from @from until @until (exclusive) needs: a read for the store's worker.
 *
 * Returns: (transfer full) (nullable): %NULL with @error; TA_STORAGE_ERROR_NOT_FOUND where there is no such pod
 */
TaRotaBrief *ta_rota_brief_load (TaDatabase *database, const char *pod, TaDate from, TaDate until, GPtrArray *services, TaDate today, GError **error);

/** What each household of @pod owes of the period, of all services: for the fairness strip. (transfer full) (nullable) */
TaEntitlement *ta_rota_entitlement_load (TaDatabase *database, const char *pod, TaDate from, TaDate until, GError **error);

/**
 * ta_rota_proposal_apply:
 * @accepted: (nullable): n_lines; %NULL: all lines
 *
 * Writes who holds the turns of the accepted lines that change. To be run as one command, which undoes as one. What helpers and eaters there are stays; a
 * published turn stays published; of one that sought cover and has a new holder the
 * request is settled, and it is published again. Fails with TA_STORAGE_ERROR_CONFLICT, and changes nothing,
 * where a turn is no longer held as the proposal says it was.
 */
gboolean ta_rota_proposal_apply (TaDatabase *database, const TaRotaProposal *proposal, const gboolean *accepted, GError **error);

/** Makes the change of a way out, as one command. */
gboolean ta_rota_change_save (TaDatabase *database, const TaRotaChange *change, TaDate today, GError **error);
