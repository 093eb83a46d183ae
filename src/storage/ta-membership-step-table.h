/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-child-table.h"
#include "ta-household.h"

/** The steps of a household, for ta-household-children.c alone. */
extern const TaChildTable ta_membership_step_table;

/**
 * TaStepRecord:
 *
 * A step of a household that is to be recorded. All is borrowed.
 */
typedef struct
{
  const char *household;
  const TaMembershipStep *step;
  const char *pod; /* (nullable): that it belongs to from then on */
  int share;       /* of the work, in hundredths; -1: as it was */
  TaDate today;    /* the collective's */
} TaStepRecord;

/**
 * Records a step and changes the membership with it. Fails with TA_STORAGE_ERROR_CONFLICT, and a sentence, where something is lacking
 * (ta_household_step_lacks()) by what the database says now. To be called in a transaction.
 *
 * Returns: (transfer full) (nullable): the household as it is then
 */
TaHousehold *ta_membership_step_record (TaDatabase *database, const TaStepRecord *record, GError **error);

/**
 * Whether @actor (nullable) may take and decline households: is marked as an administrator, or nobody is. Else fails with
 * TA_STORAGE_ERROR_CONFLICT and a sentence.
 */
gboolean ta_membership_step_may_validate (TaDatabase *database, const char *actor, TaDate today, GError **error);
