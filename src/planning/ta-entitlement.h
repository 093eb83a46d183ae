/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-date.h"

/** TaEntitlementRow: how many turns of a period a household owes, and why. Hundredths of a turn where nothing else is said. */
typedef struct
{
  char *household; /* id */
  int dinners;     /* how many meals of the period it eats at */
  int portions;    /* hundredths of portions that it eats at them */
  int days;        /* days of the period on which it belongs to the pod */
  int obligation;  /* hundredths: the share of the first of those days */
  int meals_share; /* its share of the turns of meals, by portions of those who eat, absences left out */
  int other_share; /* its share of other turns, by obligation and days present */
  int balance;     /* what it is ahead (negative: behind) in the ledger */
  int carried;     /* of @balance, what this plan settles: an eighth for each week, but not more than half of its share, or one turn */
  int most;        /* the most that it can hold */
  int evened;      /* added or taken off so that all targets sum to the supply */
  int target;      /* meals_share + other_share - carried + evened: what it owes in this period; 0 … most */
  int done;        /* holds already: turns that are done */
  int planned;     /* holds already: turns that are not settled yet */
} TaEntitlementRow;

typedef struct
{
  TaDate from;
  TaDate until;
  int supply;       /* hundredths: places of the period that count */
  int all_portions; /* hundredths, of the period's meals */
  int weeks;        /* of the period, at least 1 */
  int n_rows;
  TaEntitlementRow *rows; /* in the brief's order of households */
} TaEntitlement;

void ta_entitlement_free (TaEntitlement *entitlement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaEntitlement, ta_entitlement_free)

/** (nullable) (transfer none) */
const TaEntitlementRow *ta_entitlement_find (const TaEntitlement *entitlement, const char *household);

/** The arithmetic of a row in turns, a line each, in the person's language: (transfer full): of char * */
GPtrArray *ta_entitlement_explain (const TaEntitlement *entitlement, const TaEntitlementRow *row);

/**
 * ta_water_fill:
 * @shares: of each, not negative
 * @prior: (nullable): what each has already; may be negative
 * @most: (nullable): what each can have given at most
 * @amount: what is to be given
 * @given: (out): of each, not negative
 *
 * Raises one level q until the sum of max (0, q · share − prior), each at most @most, is @amount. Whole numbers: what rounding leaves goes by the largest
 * remainder, then by order. Those with no share get some only where all others have their most.
 *
 * Returns: what was given in all: @amount, or less where all have their most
 */
gint64 ta_water_fill (int n, const gint64 *shares, const gint64 *prior, const gint64 *most, gint64 amount, gint64 *given);
