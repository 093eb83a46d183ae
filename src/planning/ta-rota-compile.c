/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-task-private.h"

#define ASKER_POINTS 500 /* of who seeks cover and keeps the turn: rather anybody else, but rather them than nobody */
#define DRAFT_POINTS 1   /* of a turn that nobody was told of and that changes hands: not for nothing */
#define VARIETY_DAYS 28
#define SPARE_TURNS 6 /* above three times what is owed: more is never planned */

static int
count_limit (const TaRotaTask *task, int h)
{
  return ta_rota_brief_max_per_week (task->brief, task->brief->households->pdata[h]);
}

/* Days on which the household could hold a turn, counted as far apart as it asks and no more of them in a week than its limit. */
static int
most_of (const TaRotaTask *task, int h)
{
  const TaRotaProblem *problem = task->problem;
  int gap = ta_rota_brief_min_gap (task->brief, task->brief->households->pdata[h]);
  int limit = count_limit (task, h);
  int spaced = 0, weekly = 0, pinned = 0, in_week = 0, week = -1, last = TA_ROTA_NEVER, last_day = TA_ROTA_NEVER;

  for (int t = 0; t < problem->n_turns; t++)
    {
      const TaRotaTurn *turn = &problem->turns[t];
      gboolean is_pinned = ta_rota_problem_is_pinned (problem, h, t);

      pinned += is_pinned && turn->credit > 0;
      if (turn->credit == 0 || !(is_pinned || (task->planned[t] && ta_rota_task_reason (task, h, t)->kind == TA_REASON_NONE)))
        continue;
      in_week = turn->week == week ? in_week : 0;
      week = turn->week;
      if (turn->day != last_day && in_week < limit)
        {
          in_week++;
          weekly++;
        }
      last_day = turn->day;
      if (last == TA_ROTA_NEVER || turn->day - last >= gap)
        {
          spaced++;
          last = turn->day;
        }
    }
  return MAX (MIN (spaced, weekly), pinned);
}

int *
ta_rota_task_most (const TaRotaTask *task)
{
  int *most = g_new0 (int, MAX (task->problem->n_households, 1));

  for (int h = 0; h < task->problem->n_households; h++)
    most[h] = most_of (task, h);
  return most;
}

/* A household with days of its own choice would rather not have others. */
static int
preference_points (const TaRotaBrief *brief, const TaHousehold *household, TaDate date)
{
  TaAvailabilityState state = ta_household_availability (household, ta_date_weekday (date));

  if (state == TA_UNDESIRED)
    return brief->rules->preference;
  if (state == TA_DESIRED)
    return 0;
  for (int weekday = 1; weekday <= 7; weekday++)
    if (ta_household_availability (household, weekday) == TA_DESIRED)
      return brief->rules->preference / 4;
  return 0;
}

static int
stability_points (const TaRotaTask *task, int h, int t)
{
  const TaTurn *turn = task->turns[t];
  const TaRotaBrief *brief = task->brief;
  gboolean holds = ta_rota_plan_holds (task->present, h, t);

  if (ta_turn_seeks_cover (turn))
    return holds ? ASKER_POINTS : 0;
  if (holds || ta_turn_holder (turn) == NULL)
    return 0;
  if (turn->state == TA_TURN_PUBLISHED)
    return brief->fewest_changes ? TA_ROTA_FEWEST_CHANGES_POINTS : brief->rules->stability;
  return brief->fewest_changes ? brief->rules->stability : DRAFT_POINTS;
}

static int
turn_points (const TaRotaTask *task, int h, int t)
{
  if (ta_rota_problem_is_pinned (task->problem, h, t))
    return 0;
  if (!task->planned[t] || ta_rota_task_reason (task, h, t)->kind != TA_REASON_NONE)
    return TA_ROTA_INELIGIBLE;
  return preference_points (task->brief, task->brief->households->pdata[h], task->turns[t]->date) + stability_points (task, h, t);
}

/*
 * Gaps shorter than most of the ideal one, which would spread the household's turns evenly, cost by the square of what is missing; those of whole weeks give
 * it the same day of the week again.
 */
static void
set_gap_costs (const TaRotaTask *task, TaRotaHousehold *household, int target)
{
  const TaRotaRules *rules = task->brief->rules;
  gint64 days = task->brief->until - task->brief->from;
  gint64 enough = MAX (days * 8500 / MAX (target, 100), 100); /* hundredths of a day */
  int n = (int) MAX (enough / 100 + 1, rules->variety > 0 ? VARIETY_DAYS + 1 : 0);
  g_autofree int *costs = g_new0 (int, n);

  for (int gap = 0; gap < n; gap++)
    {
      gint64 missing = MAX (enough - 100 * (gint64) gap, 0);

      costs[gap] = (int) ((rules->spacing * missing * missing + enough * enough / 2) / (enough * enough));
      if (gap > 0 && gap % 7 == 0 && gap <= VARIETY_DAYS)
        costs[gap] += rules->variety;
    }
  while (n > 1 && costs[n - 1] == 0)
    n--;
  ta_rota_household_set_gap_costs (household, costs, n);
}

static int
pinned_credit (const TaRotaProblem *problem, int h)
{
  int credit = 0;

  for (int t = 0; t < problem->n_turns; t++)
    if (ta_rota_problem_is_pinned (problem, h, t))
      credit += problem->turns[t].credit;
  return credit;
}

static void
set_credit_costs (const TaRotaTask *task, int h, int most, int target)
{
  int highest = MAX (MIN (most, 3 * ((target + 99) / 100) + SPARE_TURNS), pinned_credit (task->problem, h));
  g_autofree int *costs = g_new0 (int, highest + 1);

  for (int credit = 0; credit <= highest; credit++)
    {
      gint64 off = 100 * (gint64) credit - target;

      costs[credit] = (int) ((TA_ROTA_FAIRNESS_POINTS * off * off + 5000) / 10000);
    }
  ta_rota_household_set_credit_costs (&task->problem->households[h], costs, highest + 1);
}

static gboolean
holds (const TaTurn *turn, const char *household)
{
  for (guint i = 0; i < turn->assignments->len; i++)
    {
      const TaAssignment *assignment = turn->assignments->pdata[i];

      if (assignment->role != TA_DUTY_HELPER && assignment->role != TA_DUTY_DELIVERER && g_str_equal (assignment->household, household))
        return TRUE;
    }
  return FALSE;
}

/* Of the last turn before the first week; what was missed or excused left no tiredness behind. */
static int
last_day (const TaRotaTask *task, const char *household)
{
  int last = TA_ROTA_NEVER;

  for (guint i = 0; i < task->brief->around->len; i++)
    {
      const TaTurn *turn = task->brief->around->pdata[i];
      int day = turn->date - task->first_day;

      if (day < 0 && day > last && turn->state != TA_TURN_CANCELLED && turn->state != TA_TURN_MISSED && turn->state != TA_TURN_EXCUSED
          && holds (turn, household))
        last = day;
    }
  return last;
}

void
ta_rota_task_price (TaRotaTask *task, const int *most)
{
  TaRotaProblem *problem = task->problem;

  for (int h = 0; h < problem->n_households; h++)
    {
      const TaHousehold *household = task->brief->households->pdata[h];
      TaRotaHousehold *priced = &problem->households[h];
      int target = task->entitlement->rows[h].target;

      priced->min_gap = ta_rota_brief_min_gap (task->brief, household);
      priced->max_per_week = MAX (count_limit (task, h), 1);
      priced->last_day = last_day (task, household->id);
      set_gap_costs (task, priced, target);
      set_credit_costs (task, h, most[h], target);
      for (int t = 0; t < problem->n_turns; t++)
        problem->costs[h * problem->n_turns + t] = turn_points (task, h, t);
    }
}

static int
count_days (const TaRotaTask *task, const GArray *slots)
{
  TaDate last = task->brief->until - 1;

  for (guint t = 0; t < slots->len; t++)
    last = MAX (last, g_array_index (slots, TaRotaSlot, t).turn->date);
  return MAX (last - task->first_day + 1, 1);
}

TaRotaTask *
ta_rota_brief_compile (const TaRotaBrief *brief)
{
  TaRotaTask *task = g_new0 (TaRotaTask, 1);
  g_autoptr (GArray) slots = NULL;
  g_autofree int *most = NULL;

  task->brief = ta_rota_brief_copy (brief);
  task->first_day = ta_date_start_of_week (brief->from, 1);
  slots = ta_rota_slots_new (task);
  task->problem = ta_rota_problem_new (brief->pod, (int) brief->households->len, (int) slots->len, count_days (task, slots));
  ta_rota_slots_fill (task, slots);
  most = ta_rota_task_most (task);
  task->entitlement = ta_rota_task_entitle (task, most);
  ta_rota_task_price (task, most);
  return task;
}

TaEntitlement *
ta_entitlement_new (const TaRotaBrief *brief)
{
  g_autoptr (TaRotaTask) task = ta_rota_brief_compile (brief);

  return g_steal_pointer (&task->entitlement);
}
