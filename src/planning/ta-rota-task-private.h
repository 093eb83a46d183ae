/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-brief.h"

/* The steps of ta_rota_brief_compile(). */

/** A turn, or some places of one. */
typedef struct
{
  TaTurn *turn; /* borrowed */
  int places;
  gboolean experienced; /* not for newcomers */
  gboolean counts;      /* is part of what is shared out */
  gboolean planned;
  GArray *holders; /* of int: indices of households that hold it now */
  gboolean pinned; /* the holders stay */
} TaRotaSlot;

/** The slots of the task's brief, by date: (transfer full): of TaRotaSlot. Counts holders that it does not know in @task->unknown. */
GArray *ta_rota_slots_new (TaRotaTask *task);

/** Fills the task's problem (turns, pins), plan and reasons from @slots. */
void ta_rota_slots_fill (TaRotaTask *task, GArray *slots);

/** The most turns that each household can hold by its limits: [household]. (transfer full) */
int *ta_rota_task_most (const TaRotaTask *task);

/** What each owes; @most in turns. (transfer full) */
TaEntitlement *ta_rota_task_entitle (const TaRotaTask *task, const int *most);

/** Costs of turns, gaps and credit. */
void ta_rota_task_price (TaRotaTask *task, const int *most);

/** As much of @wanted as breaks no rule; a plan to begin with. (transfer full) */
TaRotaPlan *ta_rota_task_legalise (const TaRotaTask *task, const TaRotaPlan *wanted);

/** All that speaks against @household holding @slot whatever else is planned: a set of 1 << TaReasonKind. */
guint ta_rota_task_reason_kinds (const TaRotaTask *task, int household, int slot);

/** Whether the slot is for experienced households, and the household is new. */
gboolean ta_rota_task_is_too_new (const TaRotaTask *task, int household, int slot);

/** Whether the household takes part on @date: on trial or a member, of the brief's pod. */
gboolean ta_rota_takes_part (const TaRotaBrief *brief, const TaHousehold *household, TaDate date);
