/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-turn-credit.h"

/**
 * What each household is ahead of what it owes (negative: behind), in hundredths of what @credit counts: the sum of its entries dated before
 * @until (TA_DATE_NONE: all). Those without entries are left out.
 *
 * Returns: (transfer full) (nullable): id of a household → gint64 *
 */
GHashTable *ta_balance_table_list (TaDatabase *database, TaRotaCredit credit, TaDate until, GError **error);

/** TaBalanceLine: one entry of a household’s account, with how it came about. */
typedef struct
{
  char *transaction; /* id */
  TaDate date;
  char *memo;
  char *turn; /* (nullable): id, where a turn made it */
  TaTurnState state;
  gint64 amount;
  gint64 balance;    /* with this entry and all before it */
  char *explanation; /* (nullable): the arithmetic, a line each */
} TaBalanceLine;

void ta_balance_line_free (TaBalanceLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaBalanceLine, ta_balance_line_free)

/**
 * The entries of a household that stand, the newest first: what was reversed is left out with its reversal. Entries of one posting are one
 * line, and its explanation says each.
 *
 * Returns: (transfer full) (nullable): of TaBalanceLine, @limit at most
 */
GPtrArray *ta_balance_table_statement (TaDatabase *database, const char *household, TaRotaCredit credit, guint limit, GError **error);

/** TaEqualisationRow: what a household gave and had in a period, in hundredths of the basis. */
typedef struct
{
  char *household; /* id */
  gint64 contributed;
  gint64 received;
  int ratio; /* percent: contributed for each received, the pod's being 100; -1 where it received nothing */
} TaEqualisationRow;

void ta_equalisation_row_free (TaEqualisationRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaEqualisationRow, ta_equalisation_row_free)

/**
 * ta_balance_table_equalisation:
 * @pod: (nullable): id
 * @basis: in what to count, whatever the pod’s ledger counts: it is computed from what the postings were computed from
 *
 * What each household gave and had from @from until @until (exclusive). What a household missed is taken off what it gave, and what others went
 * without off what they had, so both sums are the same.
 *
 * Returns: (transfer full) (nullable): of TaEqualisationRow, in the order of their first posting
 */
GPtrArray *ta_balance_table_equalisation (TaDatabase *database, const char *pod, TaRotaCredit basis, TaDate from, TaDate until, GError **error);
