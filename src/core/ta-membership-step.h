/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-code.h"
#include "ta-date.h"

/** A step on the way of a household into the collective and out of it; of one day, what comes first stands first. */
typedef enum
{
  TA_STEP_APPLIED,
  TA_STEP_EMAIL_CONFIRMED,
  TA_STEP_PHONE_CONFIRMED,
  TA_STEP_VISITED,
  TA_STEP_TRIAL,
  TA_STEP_ACTIVE,
  TA_STEP_PAUSED,
  TA_STEP_LEFT,
  TA_STEP_DECLINED
} TaStepKind;
extern const TaCode ta_step_codes[];

typedef struct
{
  char *id;
  TaStepKind kind;
  TaDate date;
  gint64 at;          /* ms since 1970: when it was recorded; 0: not known */
  char *actor;        /* who recorded it; "": not known */
  char *on_behalf_of; /* for whom; "": for nobody else */
  char *note;
} TaMembershipStep;

/** Gives a fresh id and empty, not %NULL, texts; the copy is deep and keeps the id. */
TaMembershipStep *ta_membership_step_new (TaStepKind kind, TaDate date);
TaMembershipStep *ta_membership_step_copy (const TaMembershipStep *step);
void ta_membership_step_free (TaMembershipStep *step);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaMembershipStep, ta_membership_step_free)

/** By date, on one day by when they were recorded, then by kind. */
int ta_membership_step_compare (const TaMembershipStep *a, const TaMembershipStep *b);

/** "Ana Peña", or "Rui Silva, for Peña"; the one of both that is known, "" where none is. (transfer full) */
char *ta_membership_step_who (const TaMembershipStep *step);
