/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-entitlement.h"
#include "ta-household.h"
#include "ta-reason.h"
#include "ta-rota-problem.h"
#include "ta-rota-rules.h"

/** One turn more or less than a household's target, squared, costs this many points. */
#define TA_ROTA_FAIRNESS_POINTS 200
/** What a published turn that changes hands costs where the fewest are to change. */
#define TA_ROTA_FEWEST_CHANGES_POINTS 6000

/**
 * TaRotaBrief: what the planner is told. Weeks begin on Monday.
 *
 * Turns of the period keep their holders where they are pinned, settled (done, late, missed, excused), or over: dated before @today. Published ones may change
 * hands at a cost, planned ones almost for nothing, those seeking cover for nothing. Cancelled ones are left out.
 */
typedef struct
{
  char *pod;
  TaDate from;
  TaDate until;             /* exclusive */
  TaDate today;             /* what lies before it is not planned anew; TA_DATE_NONE: nothing does */
  TaRotaRules *rules;       /* of the pod */
  GPtrArray *services;      /* of TaService: those that are planned; turns of others only keep their holders from another on the same day */
  GPtrArray *series;        /* of TaSeries of the pod: how many newcomers */
  GHashTable *requirements; /* id of a series → GPtrArray of char *: capabilities */
  GPtrArray *households;    /* of TaHousehold, by name: those that belong to the pod at some time of the period, and all who hold or eat a turn of it */
  GPtrArray *turns;         /* of TaTurn of the pod with @from <= date < @until, by date and time */
  GPtrArray *around;        /* of TaTurn before and after, so that gaps and weekly limits hold across the edges: all stay as they are */
  GHashTable *balances;     /* id of a household → gint *: hundredths of a turn that it is ahead of what it owes (negative: behind) */
  GHashTable *left_out;     /* set of ids of households that are not planned for: they keep what is pinned, and owe nothing of this plan */
  gboolean fewest_changes;  /* change as few published turns as can be, before all else but filling the turns */
} TaRotaBrief;

/** A brief with nothing in it but the rules of a pod that never set any. */
TaRotaBrief *ta_rota_brief_new (const char *pod, TaDate from, TaDate until);
TaRotaBrief *ta_rota_brief_copy (const TaRotaBrief *brief);
void ta_rota_brief_free (TaRotaBrief *brief);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaBrief, ta_rota_brief_free)

/** Sets the balance of a household. */
void ta_rota_brief_set_balance (TaRotaBrief *brief, const char *household, int hundredths);

/** Whether @household gets turns in this plan: by default each does. */
void ta_rota_brief_set_left_out (TaRotaBrief *brief, const char *household, gboolean left_out);

/** (transfer none) (nullable) */
TaHousehold *ta_rota_brief_find_household (const TaRotaBrief *brief, const char *id);
TaTurn *ta_rota_brief_find_turn (const TaRotaBrief *brief, const char *id);
const TaService *ta_rota_brief_find_service (const TaRotaBrief *brief, const char *id);

/** Capabilities that @turn asks for, of its series. (transfer none) (nullable) */
const GPtrArray *ta_rota_brief_requirements (const TaRotaBrief *brief, const TaTurn *turn);

/** Whether @turn keeps its holders whatever is planned. */
gboolean ta_rota_brief_is_fixed (const TaRotaBrief *brief, const TaTurn *turn);

/** The household's limits: its own, or the pod's. */
int ta_rota_brief_max_per_week (const TaRotaBrief *brief, const TaHousehold *household);
int ta_rota_brief_min_gap (const TaRotaBrief *brief, const TaHousehold *household);

/** What each household owes of the period, for the fairness strip. (transfer full) */
TaEntitlement *ta_entitlement_new (const TaRotaBrief *brief);

/**
 * TaRotaTask: a brief as the solver takes it, and the way back. Household i of the problem is household i of the brief. Turn t of the problem is a
 * slot: a turn of the brief, or the places of one that only experienced households may hold (a turn that newcomers share has two slots).
 */
typedef struct
{
  TaRotaBrief *brief;     /* a copy */
  TaRotaProblem *problem; /* days count from @first_day */
  TaDate first_day;       /* a Monday */
  TaTurn **turns;         /* by slot: of the brief, borrowed; those of @around too */
  gboolean *experienced;  /* by slot: not for newcomers */
  gboolean *planned;      /* by slot: whether it is of the period, of a planned service, and not fixed */
  TaReason *reasons;      /* [household * problem->n_turns + slot]: why never; TA_REASON_NONE where it can */
  TaEntitlement *entitlement;
  TaRotaPlan *present; /* who holds what now, be it against the rules */
  int unknown;         /* how many present holders have no place in @present: more than the turn has, or no household of the brief */
} TaRotaTask;

/** Costs as planning needs them: entitlement, spacing, variety, stability and preference; a turn counts 1. Takes no time to speak of. (transfer full) */
TaRotaTask *ta_rota_brief_compile (const TaRotaBrief *brief);
void ta_rota_task_free (TaRotaTask *task);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaTask, ta_rota_task_free)

/** (transfer none): why @household can never hold slot @slot; TA_REASON_NONE where it can. */
const TaReason *ta_rota_task_reason (const TaRotaTask *task, int household, int slot);

/** The first slot of a turn, by id; -1: none */
int ta_rota_task_find_slot (const TaRotaTask *task, const char *turn);

/** -1: none */
int ta_rota_task_find_household (const TaRotaTask *task, const char *id);

/** @present without what breaks a rule: a plan to begin with. (transfer full) */
TaRotaPlan *ta_rota_task_start (const TaRotaTask *task);

/**
 * ta_rota_task_plan_reason:
 * @reason: (out): to be cleared
 *
 * Why @household cannot hold slot @slot beside what else it holds in @plan (which may hold the slot or not): the reason of ta_rota_task_reason(), the
 * same day, the weekly limit, the gap to a turn before or after; in this order.
 *
 * Returns: whether there is one
 */
gboolean ta_rota_task_plan_reason (const TaRotaTask *task, const TaRotaPlan *plan, int household, int slot, TaReason *reason);
