/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-turn-credit.h"

/** TaTurnPosting: what stands in the ledger for a turn. */
typedef struct
{
  char *id;   /* of the transaction */
  char *turn; /* id */
  char *memo;
  char *digest; /* of the turn when it was posted: ta_turn_credit_digest() */
  TaCreditInputs *inputs;
} TaTurnPosting;

void ta_turn_posting_free (TaTurnPosting *posting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaTurnPosting, ta_turn_posting_free)

/**
 * ta_turn_posting_watch:
 *
 * Makes the connection take note of turns whose state, holders or eaters change while they count, whoever changes them. Once after opening.
 */
gboolean ta_turn_posting_watch (TaDatabase *database, GError **error);

/**
 * ta_turn_posting_settle:
 * @today: where the collective is: rules that changed count from then on
 *
 * Makes the ledger say of every turn that was noted what it says now: where that is something else, what stood is reversed and posted anew, under
 * the rules of the turn’s day. Units, accounts and the first version of the rules are made when they are needed. At the end of every command.
 */
gboolean ta_turn_posting_settle (TaDatabase *database, TaDate today, GError **error);

/** What @turn would count in @state under the rules of its day; nothing is written. (transfer full) (nullable): %NULL with @error */
TaCreditInputs *ta_turn_posting_preview (TaDatabase *database, const TaTurn *turn, TaTurnState state, GError **error);

/** Takes note of every turn that counts and is not in the ledger: those of before there was one. */
gboolean ta_turn_posting_note_missing (TaDatabase *database, GError **error);

/**
 * What stands, by date: not what was reversed. @pod, @household (nullable): of all; @from, @until: TA_DATE_NONE: without bound.
 * (transfer full): of TaTurnPosting
 */
GPtrArray *ta_turn_posting_list (TaDatabase *database, const char *pod, const char *household, TaDate from, TaDate until, GError **error);

/** Computes what stands again from its inputs, and calls @wrong for each posting whose entries are something else. */
gboolean ta_turn_posting_verify (TaDatabase *database, void (*wrong) (const TaTurnPosting *posting, gpointer data), gpointer data, GError **error);

/** The name of the unit of the ledger that @credit counts in, as ta_unit_table_ensure() knows it. */
const char *ta_turn_posting_unit (TaRotaCredit credit);
