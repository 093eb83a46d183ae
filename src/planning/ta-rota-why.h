/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-change.h"
#include "ta-rota-proposal.h"

/** TaRotaWhyTurn: one turn with a place that nobody fills, and for each household why it does not. */
typedef struct
{
  const TaTurn *turn; /* of the task's brief */
  int slot;
  int missing;       /* places */
  TaReason *reasons; /* by household; TA_REASON_NONE: it could, but then another turn would have nobody; also for one that holds another place of it */
} TaRotaWhyTurn;

/** What can be blamed, in the order in which it is blamed: limits before availability, availability before allergies. */
typedef enum
{
  TA_ROTA_RULE_WEEK_LIMIT,
  TA_ROTA_RULE_GAP,
  TA_ROTA_RULE_LEFT_OUT,
  TA_ROTA_RULE_NEWCOMER,
  TA_ROTA_RULE_CAPABILITY,
  TA_ROTA_RULE_KITCHEN,
  TA_ROTA_RULE_WEEKDAY,
  TA_ROTA_RULE_ABSENCE,
  TA_ROTA_RULE_MEMBERSHIP,
  TA_ROTA_RULE_DIET,
  TA_ROTA_RULE_PINNED
} TaRotaRuleKind;

/** TaRotaRule: a rule of one household. */
typedef struct
{
  TaRotaRuleKind kind;
  int household;
} TaRotaRule;

/** TaRotaConflict: the smallest clash found around an uncovered turn: drop any of its rules, or any of its turns, and all of the others can be had. */
typedef struct
{
  guint n_slots;
  int *slots; /* that cannot all be filled, by date */
  guint n_rules;
  TaRotaRule *rules;
  guint n_households;
  int *households; /* who could hold any of the slots */
  int missing;     /* places of them that stay empty at least */
} TaRotaConflict;

/** TaRotaWayOut: a change, and what planning again with it comes to. */
typedef struct
{
  TaRotaChange *change;
  int uncovered; /* places after it, to be compared with the proposal's */
  gint64 total;
  int changed;      /* turns of the proposal that other households would hold */
  int social;       /* how much is asked of people: the less the better; ways are ranked by uncovered places, then by this, then by total */
  TaRotaPlan *plan; /* of a task of the changed brief: the slots may be others */
  TaRotaTask *task;
} TaRotaWayOut;

typedef struct
{
  GPtrArray *turns;     /* of TaRotaWhyTurn, by date */
  GPtrArray *conflicts; /* of TaRotaConflict, each once: at most one an uncovered turn, of the first dozen */
  GPtrArray *ways;      /* of TaRotaWayOut, best first: those that leave fewer places uncovered */
} TaRotaWhy;

void ta_rota_why_free (TaRotaWhy *why);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaWhy, ta_rota_why_free)

/**
 * ta_rota_why_new:
 * @cancellable: (nullable): stops early, with fewer ways out
 *
 * Why turns of the proposal's plan have nobody. Plans again for each way out, so call it from the planning thread. Empty where nothing is uncovered.
 */
TaRotaWhy *ta_rota_why_new (const TaRotaProposal *proposal, GCancellable *cancellable);

/** One household's part: “Silva is away from 4 Dec to 11 Dec”; “Silva could, but is needed on another day” (transfer full) */
char *ta_rota_why_reason_to_text (const TaRotaProposal *proposal, const TaRotaWhyTurn *turn, int household);

/** “3 turns (Mon 7 Dec, Tue 8 Dec, Wed 9 Dec), and only Silva and Duarte can hold them: each once a week.” (transfer full) */
char *ta_rota_conflict_to_text (const TaRotaProposal *proposal, const TaRotaConflict *conflict);

/** “All turns have somebody. Silva holds 3 turns instead of 2.” (transfer full) */
char *ta_rota_way_out_effect (const TaRotaProposal *proposal, const TaRotaWayOut *way);
