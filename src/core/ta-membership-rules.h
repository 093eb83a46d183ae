/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household.h"

/**
 * How households come into the collective: which step may follow which, what a step lacks, and what it makes of the membership. What a household
 * is, its memberships say; the steps say how it came to be so.
 */

/** What stands in the way of a step. */
typedef enum
{
  TA_LACK_NOTHING = 0,
  TA_LACK_ORDER = 1 << 0,        /* it does not follow what the household is */
  TA_LACK_DATE = 1 << 1,         /* it has no day */
  TA_LACK_DATE_PAST = 1 << 2,    /* the day lies before what is recorded already */
  TA_LACK_DATE_FUTURE = 1 << 3,  /* it can only have happened */
  TA_LACK_EMAIL = 1 << 4,        /* there is no address to confirm */
  TA_LACK_PHONE = 1 << 5,        /* there is no number to confirm */
  TA_LACK_CONFIRMATION = 1 << 6, /* neither e-mail nor phone is confirmed */
  TA_LACK_VALIDATION = 1 << 7    /* an administrator has to say so */
} TaStepLack;

/** What a step makes of the household; -1: nothing else than it was. */
int ta_step_status (TaStepKind kind);

/** The step that makes a household what @status says. */
TaStepKind ta_step_of_status (TaStatus status);

/** Whether an administrator says so when a household that was @before becomes @after: who is taken, on trial or for good, was not before. */
gboolean ta_status_needs_validation (TaStatus before, TaStatus after);

/** (nullable): what the household applied with, if that was not declined since and it has not left, as of @date. (transfer none) */
const TaMembershipStep *ta_household_application (const TaHousehold *household, TaDate date);

/** Since when the household waits to be taken; TA_DATE_NONE unless it is interested on @date. */
TaDate ta_household_waits_since (const TaHousehold *household, TaDate date);

/** What to call what the household is on @date: its status, or “Applied” or “Declined” where that says more. Translated. */
const char *ta_household_standing (const TaHousehold *household, TaDate date);

/** Whether a step of @kind may follow what the household is, whatever else it lacks. */
gboolean ta_household_may_follow (const TaHousehold *household, TaStepKind kind, TaDate today);

/**
 * ta_household_step_lacks:
 * @today: the collective's
 * @validated: whether who records it may take and decline households (ta_administrators_include())
 *
 * What stands in the way of recording the step @kind of @date. Who applied is confirmed by e-mail or phone before it is on trial or active; who was written down
 * without an application need not be. Who comes back from a pause was taken before.
 */
TaStepLack ta_household_step_lacks (const TaHousehold *household, TaStepKind kind, TaDate date, TaDate today, gboolean validated);

/** The same as sentences, with who the administrators are and who acts; "" for nothing. (transfer full) */
char *ta_step_lacks_text (TaStepLack lacks, GPtrArray *administrators, const char *actor);

/**
 * ta_household_take_step:
 * @step: (transfer full)
 * @pod: (nullable): that it belongs to from then on, where the step changes what the household is; of a pause the pod stays
 * @share: of the work, in hundredths; -1: as it was
 *
 * Records the step, and changes the membership from its day on. What is lacking is not asked.
 */
void ta_household_take_step (TaHousehold *household, TaMembershipStep *step, const char *pod, int share);

/**
 * ta_household_insert_step:
 *
 * The same of a step that may lie before others: what the household was later stays as it was.
 */
void ta_household_insert_step (TaHousehold *household, TaMembershipStep *step, const char *pod);

/**
 * ta_household_set_status:
 * @step: (transfer full): who says so, and from which day on; its kind is set
 *
 * Makes the household what @status says, whatever was to come; where it was that already the step is not kept.
 */
void ta_household_set_status (TaHousehold *household, TaStatus status, const char *pod, int share, TaMembershipStep *step);

/** The names (char *, borrowed) of those marked as administrators in @households (of TaHousehold) that have not left by @date. (transfer container) */
GPtrArray *ta_administrators (GPtrArray *households, TaDate date);

/** Whether @actor (nullable) is one of them, whatever the letter case, or nobody is marked. */
gboolean ta_administrators_include (GPtrArray *administrators, const char *actor);
