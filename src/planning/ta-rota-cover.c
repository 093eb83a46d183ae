/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-cover.h"

#include <string.h>

#define MOST_OPTIONS 200

static int
swap_holder (TaRotaPlan *plan, int slot, int before, int after)
{
  for (int i = plan->first_place[slot]; i < plan->first_place[slot + 1]; i++)
    if (plan->households[i] == before)
      {
        plan->households[i] = after;
        return TRUE;
      }
  return FALSE;
}

/* What one household's turns cost, be they against the rules or not. */
static gint64
household_cost (const TaRotaProblem *problem, const TaRotaPlan *plan, int h, gint64 *fairness)
{
  const TaRotaHousehold *household = &problem->households[h];
  int last = household->last_day, credit = 0;
  gint64 cost = 0;

  for (int t = 0; t < problem->n_turns; t++)
    {
      int gap = problem->turns[t].day - last;

      if (!ta_rota_plan_holds (plan, h, t))
        continue;
      cost += MAX (ta_rota_problem_cost (problem, h, t), 0);
      if (last != TA_ROTA_NEVER && gap >= 0 && gap < household->n_gap_costs)
        cost += household->gap_costs[gap];
      last = problem->turns[t].day;
      credit += problem->turns[t].credit;
    }
  *fairness += household->credit_costs[MIN (credit, household->n_credit_costs - 1)];
  return cost + household->credit_costs[MIN (credit, household->n_credit_costs - 1)];
}

static gint64
cost_of (const TaCover *self, const TaRotaPlan *plan, const TaCoverOption *option, gint64 *fairness)
{
  gint64 cost = household_cost (self->task->problem, plan, self->asker, fairness);

  for (guint i = 0; i < option->n_steps; i++)
    if (option->steps[i].household != self->asker)
      cost += household_cost (self->task->problem, plan, option->steps[i].household, fairness);
  return cost;
}

/* The rota as it would be. */
static TaRotaPlan *
plan_after (const TaCover *self, const TaCoverOption *option)
{
  TaRotaPlan *plan = ta_rota_plan_copy (self->task->present);
  int before[TA_COVER_MOST_STEPS];

  before[0] = self->asker;
  for (guint i = 1; i < option->n_steps; i++)
    before[i] = option->steps[i - 1].household;
  for (guint i = 0; i < option->n_steps; i++)
    swap_holder (plan, option->steps[i].takes, before[i], option->steps[i].household);
  return plan;
}

static gboolean
is_allowed (const TaCover *self, const TaRotaPlan *plan, const TaCoverOption *option)
{
  for (guint i = 0; i < option->n_steps; i++)
    {
      g_auto (TaReason) reason = { 0 };

      if (ta_rota_task_plan_reason (self->task, plan, option->steps[i].household, option->steps[i].takes, &reason))
        return FALSE;
    }
  return TRUE;
}

static gboolean
was_told (const TaCover *self, int slot)
{
  return self->task->turns[slot]->state != TA_TURN_PLANNED;
}

/* Keeps @option where nothing is against it. */
static gboolean
try_option (TaCover *self, TaCoverOption *option)
{
  g_autoptr (TaRotaPlan) plan = plan_after (self, option);
  gint64 fair_before = 0, fair_after = 0;

  if (self->options->len >= MOST_OPTIONS || !is_allowed (self, plan, option))
    return FALSE;
  option->cost = cost_of (self, plan, option, &fair_after) - cost_of (self, self->task->present, option, &fair_before);
  option->fairness = fair_after - fair_before;
  option->published = 0;
  for (guint i = 1; i < option->n_steps; i++)
    option->published += was_told (self, option->steps[i].takes);
  g_array_append_val (self->options, *option);
  return TRUE;
}

/* Whether @household may give up @slot for another. */
static gboolean
can_give (const TaCover *self, int household, int slot)
{
  return slot != self->slot && self->task->planned[slot] && !ta_rota_problem_is_pinned (self->task->problem, household, slot)
         && ta_rota_plan_holds (self->task->present, household, slot)
         && !ta_rota_plan_holds (self->task->present, self->asker, slot);
}

static gboolean
never (const TaCover *self, int household, int slot)
{
  return ta_rota_task_reason (self->task, household, slot)->kind != TA_REASON_NONE;
}

/* Covers and swaps ----------------------------------------------------------------------------------------------------------------------- */

static gboolean
try_cover (TaCover *self, int household)
{
  TaCoverOption option = { .kind = TA_COVER_COVER, .n_steps = 1 };

  option.steps[0] = (TaCoverStep) { household, self->slot, -1 };
  return try_option (self, &option);
}

static gboolean
try_swaps (TaCover *self, int household)
{
  gboolean found = FALSE;

  for (int give = 0; give < self->task->problem->n_turns; give++)
    {
      TaCoverOption option = { .kind = TA_COVER_SWAP, .n_steps = 2 };

      if (!can_give (self, household, give) || never (self, self->asker, give))
        continue;
      option.steps[0] = (TaCoverStep) { household, self->slot, give };
      option.steps[1] = (TaCoverStep) { self->asker, give, self->slot };
      found = try_option (self, &option) || found;
    }
  return found;
}

/* Chains --------------------------------------------------------------------------------------------------------------------------------- */

/* @first takes the turn and gives @give to @second, who gives @back to the asker, or nothing. */
static void
try_chain (TaCover *self, int first, int give, int second, int back)
{
  TaCoverOption option = { .kind = TA_COVER_CHAIN, .n_steps = back < 0 ? 2 : 3 };

  option.steps[0] = (TaCoverStep) { first, self->slot, give };
  option.steps[1] = (TaCoverStep) { second, give, back };
  if (back >= 0)
    option.steps[2] = (TaCoverStep) { self->asker, back, self->slot };
  try_option (self, &option);
}

static void
try_chains_through (TaCover *self, int first, int give, const gboolean *covers)
{
  const TaRotaProblem *problem = self->task->problem;

  for (int second = 0; second < problem->n_households; second++)
    {
      if (second == first || second == self->asker || never (self, second, give) || ta_rota_plan_holds (self->task->present, second, give))
        continue;
      /* Where the first could take the turn without giving any, passing one on helps nobody. */
      if (!covers[first])
        try_chain (self, first, give, second, -1);
      for (int back = 0; back < problem->n_turns; back++)
        if (back != give && can_give (self, second, back) && !never (self, self->asker, back)
            && !ta_rota_plan_holds (self->task->present, first, back))
          try_chain (self, first, give, second, back);
    }
}

static void
try_chains (TaCover *self, const gboolean *covers, const gboolean *swaps)
{
  const TaRotaProblem *problem = self->task->problem;

  for (int first = 0; first < problem->n_households; first++)
    {
      if (first == self->asker || swaps[first] || never (self, first, self->slot)
          || ta_rota_plan_holds (self->task->present, first, self->slot))
        continue;
      for (int give = 0; give < problem->n_turns; give++)
        if (can_give (self, first, give))
          try_chains_through (self, first, give, covers);
    }
}

static int
compare_options (gconstpointer a, gconstpointer b)
{
  const TaCoverOption *first = a, *second = b;

  if ((first->kind == TA_COVER_CHAIN) != (second->kind == TA_COVER_CHAIN))
    return first->kind == TA_COVER_CHAIN ? 1 : -1;
  if (first->cost != second->cost)
    return first->cost < second->cost ? -1 : 1;
  if (first->published != second->published)
    return first->published - second->published;
  return memcmp (first->steps, second->steps, sizeof first->steps);
}

/* The whole --------------------------------------------------------------------------------------------------------------------------- */

static void
find_options (TaCover *self)
{
  int n = self->task->problem->n_households;
  g_autofree gboolean *covers = g_new0 (gboolean, n);
  g_autofree gboolean *swaps = g_new0 (gboolean, n);
  g_autoptr (TaRotaPlan) without = ta_rota_plan_copy (self->task->present);

  swap_holder (without, self->slot, self->asker, TA_ROTA_NOBODY);
  for (int h = 0; h < n; h++)
    {
      if (h == self->asker || ta_rota_plan_holds (self->task->present, h, self->slot))
        continue;
      ta_rota_task_plan_reason (self->task, without, h, self->slot, &self->reasons[h]);
      covers[h] = self->reasons[h].kind == TA_REASON_NONE && try_cover (self, h);
      swaps[h] = !never (self, h, self->slot) && try_swaps (self, h);
    }
  try_chains (self, covers, swaps);
  g_array_sort (self->options, compare_options);
}

static int
find_held_slot (const TaRotaTask *task, const char *turn, int household)
{
  for (int t = MAX (ta_rota_task_find_slot (task, turn), 0); household >= 0 && t < task->problem->n_turns; t++)
    if (strcmp (task->turns[t]->id, turn) == 0 && ta_rota_plan_holds (task->present, household, t))
      return t;
  return -1;
}

TaCover *
ta_rota_cover_new (const TaRotaTask *task, const char *turn, const char *household)
{
  int asker = ta_rota_task_find_household (task, household);
  int slot = find_held_slot (task, turn, asker);
  TaCover *self;

  if (slot < 0)
    return NULL;
  self = g_new0 (TaCover, 1);
  self->task = task;
  self->slot = slot;
  self->asker = asker;
  self->options = g_array_new (FALSE, FALSE, sizeof (TaCoverOption));
  self->reasons = g_new0 (TaReason, task->problem->n_households);
  find_options (self);
  return self;
}

void
ta_rota_cover_free (TaCover *cover)
{
  if (cover == NULL)
    return;
  for (int h = 0; h < cover->task->problem->n_households; h++)
    ta_reason_clear (&cover->reasons[h]);
  g_free (cover->reasons);
  g_array_unref (cover->options);
  g_free (cover);
}

int
ta_rota_cover_credit (const TaCover *cover, const TaCoverOption *option, int household)
{
  g_autoptr (TaRotaPlan) plan = option != NULL ? plan_after (cover, option) : ta_rota_plan_copy (cover->task->present);
  const TaRotaTask *task = cover->task;
  int credit = 0;

  for (int t = 0; t < task->problem->n_turns; t++)
    if (task->turns[t]->date >= task->brief->from && task->turns[t]->date < task->brief->until && ta_rota_plan_holds (plan, household, t))
      credit += 100 * task->problem->turns[t].credit;
  return credit;
}
