/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-code.h"

/** What the ledger counts for a turn. */
typedef enum
{
  TA_ROTA_CREDIT_TURNS,
  TA_ROTA_CREDIT_PORTIONS
} TaRotaCredit;
extern const TaCode ta_rota_credit_codes[];

/** TaRotaRules: how a pod plans and delivers. Points say how much a plan minds something; 200 is one turn more than is owed. */
typedef struct
{
  char *id;         /* the pod's */
  int max_per_week; /* most turns of a household from Monday to Sunday, 1 … 7 */
  int min_gap_days; /* fewest days from one turn of a household to its next, 1 … 60 */
  int spacing;      /* points of a turn that follows much too soon */
  int variety;      /* points of the same weekday as last time */
  int stability;    /* points of a published turn that changes hands */
  int preference;   /* points of a turn on an unwelcome weekday */
  TaRotaCredit credit;
  int detour_percent; /* how much longer a walk is than the great circle */
  int walk_metres_per_minute;
  int door_minutes; /* spent at each door */
  int hot_minutes;  /* from the oven to the last door at most */
} TaRotaRules;

/** The rules of a pod that never set any. */
TaRotaRules *ta_rota_rules_new (const char *pod);
TaRotaRules *ta_rota_rules_copy (const TaRotaRules *rules);
void ta_rota_rules_free (TaRotaRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaRules, ta_rota_rules_free)
