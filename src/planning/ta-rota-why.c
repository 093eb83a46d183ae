/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-why.h"

#include "ta-rota-conflict.h"
#include "ta-rota-ways.h"

#define MOST_CONFLICTS 12

/* The number of households is that of the reasons, so the turn is freed where it is known. */
typedef struct
{
  TaRotaWhyTurn turn;
  int n_reasons;
} WhyTurn;

static void
why_turn_free (gpointer data)
{
  WhyTurn *turn = data;

  for (int h = 0; h < turn->n_reasons; h++)
    ta_reason_clear (&turn->turn.reasons[h]);
  g_free (turn->turn.reasons);
  g_free (turn);
}

void
ta_rota_why_free (TaRotaWhy *why)
{
  if (why == NULL)
    return;
  g_ptr_array_unref (why->turns);
  g_ptr_array_unref (why->conflicts);
  g_ptr_array_unref (why->ways);
  g_free (why);
}

static int
count_missing (const TaRotaProposal *proposal, int slot)
{
  int missing = 0;

  for (int i = proposal->plan->first_place[slot]; i < proposal->plan->first_place[slot + 1]; i++)
    missing += proposal->plan->households[i] == TA_ROTA_NOBODY;
  return missing;
}

static void
add_turn (TaRotaWhy *why, const TaRotaProposal *proposal, int slot, int missing)
{
  WhyTurn *turn = g_new0 (WhyTurn, 1);

  turn->n_reasons = proposal->task->problem->n_households;
  turn->turn = (TaRotaWhyTurn) { proposal->task->turns[slot], slot, missing, g_new0 (TaReason, turn->n_reasons) };
  for (int h = 0; h < turn->n_reasons; h++)
    if (!ta_rota_plan_holds (proposal->plan, h, slot))
      ta_rota_task_plan_reason (proposal->task, proposal->plan, h, slot, &turn->turn.reasons[h]);
  g_ptr_array_add (why->turns, turn);
}

/* Takes @conflict, unless it is there. */
static void
add_conflict (TaRotaWhy *why, TaRotaConflict *conflict)
{
  for (guint i = 0; conflict != NULL && i < why->conflicts->len; i++)
    if (ta_rota_conflict_equal (why->conflicts->pdata[i], conflict))
      g_clear_pointer (&conflict, ta_rota_conflict_free);
  if (conflict != NULL)
    g_ptr_array_add (why->conflicts, conflict);
}

TaRotaWhy *
ta_rota_why_new (const TaRotaProposal *proposal, GCancellable *cancellable)
{
  TaRotaWhy *why = g_new0 (TaRotaWhy, 1);

  why->turns = g_ptr_array_new_with_free_func (why_turn_free);
  why->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_rota_conflict_free);
  why->ways = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_rota_way_out_free);
  for (int t = 0; t < proposal->task->problem->n_turns; t++)
    {
      int missing = count_missing (proposal, t);

      if (missing == 0 || !proposal->task->planned[t])
        continue;
      add_turn (why, proposal, t, missing);
      if (why->turns->len <= MOST_CONFLICTS && !g_cancellable_is_cancelled (cancellable))
        add_conflict (why, ta_rota_conflict_find (proposal->task, t));
    }
  if (why->turns->len > 0)
    ta_rota_why_find_ways (why, proposal, cancellable);
  return why;
}
