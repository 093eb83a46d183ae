/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-task-private.h"

void
ta_rota_task_free (TaRotaTask *task)
{
  if (task == NULL)
    return;
  for (int i = 0; task->reasons != NULL && i < task->problem->n_households * task->problem->n_turns; i++)
    ta_reason_clear (&task->reasons[i]);
  g_free (task->reasons);
  g_free (task->turns);
  g_free (task->planned);
  g_free (task->experienced);
  ta_rota_plan_free (task->present);
  ta_rota_problem_free (task->problem);
  ta_entitlement_free (task->entitlement);
  ta_rota_brief_free (task->brief);
  g_free (task);
}

const TaReason *
ta_rota_task_reason (const TaRotaTask *task, int household, int slot)
{
  return &task->reasons[household * task->problem->n_turns + slot];
}

int
ta_rota_task_find_slot (const TaRotaTask *task, const char *turn)
{
  for (int t = 0; t < task->problem->n_turns; t++)
    if (g_strcmp0 (task->turns[t]->id, turn) == 0)
      return t;
  return -1;
}

int
ta_rota_task_find_household (const TaRotaTask *task, const char *id)
{
  for (guint i = 0; i < task->brief->households->len; i++)
    if (g_strcmp0 (((const TaHousehold *) task->brief->households->pdata[i])->id, id) == 0)
      return (int) i;
  return -1;
}

static gboolean
reason_of_day (const TaRotaTask *task, const TaRotaPlan *plan, int h, int t, TaReason *reason)
{
  const TaRotaProblem *problem = task->problem;
  gboolean pinned = ta_rota_problem_is_pinned (problem, h, t);

  for (int other = 0; other < problem->n_turns; other++)
    if (other != t && problem->turns[other].day == problem->turns[t].day && ta_rota_plan_holds (plan, h, other)
        && !(pinned && ta_rota_problem_is_pinned (problem, h, other)))
      {
        reason->kind = TA_REASON_SAME_DAY;
        reason->other = task->turns[other]->date;
        return TRUE;
      }
  return FALSE;
}

static gboolean
reason_of_week (const TaRotaTask *task, const TaRotaPlan *plan, int h, int t, TaReason *reason)
{
  const TaRotaProblem *problem = task->problem;
  int held = 0, pinned = 0;

  for (int other = 0; other < problem->n_turns; other++)
    if (other != t && problem->turns[other].week == problem->turns[t].week && ta_rota_plan_holds (plan, h, other))
      {
        held++;
        pinned += ta_rota_problem_is_pinned (problem, h, other);
      }
  pinned += ta_rota_problem_is_pinned (problem, h, t);
  if (held + 1 <= MAX (problem->households[h].max_per_week, pinned))
    return FALSE;
  reason->kind = TA_REASON_WEEK_LIMIT;
  reason->has = held;
  reason->needs = problem->households[h].max_per_week;
  return TRUE;
}

static gboolean
reason_of_gap (const TaRotaTask *task, const TaRotaPlan *plan, int h, int t, TaReason *reason)
{
  const TaRotaProblem *problem = task->problem;
  gboolean pinned = ta_rota_problem_is_pinned (problem, h, t);
  int day = problem->turns[t].day;
  int near = G_MAXINT, near_day = 0;

  if (problem->households[h].last_day != TA_ROTA_NEVER && !pinned)
    {
      near_day = problem->households[h].last_day;
      near = day - near_day;
    }
  for (int other = 0; other < problem->n_turns; other++)
    {
      int distance = ABS (problem->turns[other].day - day);

      if (other != t && distance < near && ta_rota_plan_holds (plan, h, other) && !(pinned && ta_rota_problem_is_pinned (problem, h, other)))
        {
          near = distance;
          near_day = problem->turns[other].day;
        }
    }
  if (near >= problem->households[h].min_gap)
    return FALSE;
  reason->kind = TA_REASON_GAP;
  reason->other = task->first_day + near_day;
  reason->has = near;
  reason->needs = problem->households[h].min_gap;
  return TRUE;
}

gboolean
ta_rota_task_plan_reason (const TaRotaTask *task, const TaRotaPlan *plan, int household, int slot, TaReason *reason)
{
  const TaReason *never = ta_rota_task_reason (task, household, slot);

  *reason = (TaReason) { .date = task->turns[slot]->date };
  if (never->kind != TA_REASON_NONE && !ta_rota_problem_is_pinned (task->problem, household, slot))
    {
      ta_reason_copy (reason, never);
      return TRUE;
    }
  return reason_of_day (task, plan, household, slot, reason) || reason_of_week (task, plan, household, slot, reason)
         || reason_of_gap (task, plan, household, slot, reason);
}

static void
add_wanted (const TaRotaTask *task, const TaRotaPlan *wanted, TaRotaPlan *plan, int *credit, int t)
{
  int place = plan->first_place[t];

  for (int i = wanted->first_place[t]; i < wanted->first_place[t + 1]; i++)
    {
      int h = wanted->households[i];
      g_auto (TaReason) reason = { 0 };

      if (h == TA_ROTA_NOBODY || ta_rota_plan_holds (plan, h, t))
        continue;
      while (place < plan->first_place[t + 1] && plan->households[place] != TA_ROTA_NOBODY)
        place++;
      if (place == plan->first_place[t + 1] || credit[h] + task->problem->turns[t].credit >= task->problem->households[h].n_credit_costs
          || ta_rota_task_plan_reason (task, plan, h, t, &reason))
        continue;
      plan->households[place] = h;
      credit[h] += task->problem->turns[t].credit;
    }
}

TaRotaPlan *
ta_rota_task_legalise (const TaRotaTask *task, const TaRotaPlan *wanted)
{
  TaRotaPlan *plan = ta_rota_plan_new (task->problem);
  g_autofree int *credit = g_new0 (int, task->problem->n_households + 1);

  for (int t = 0; t < task->problem->n_turns; t++)
    for (int i = plan->first_place[t]; i < plan->first_place[t + 1]; i++)
      if (plan->households[i] != TA_ROTA_NOBODY)
        credit[plan->households[i]] += task->problem->turns[t].credit;
  for (int t = 0; t < task->problem->n_turns; t++)
    add_wanted (task, wanted, plan, credit, t);
  return plan;
}

TaRotaPlan *
ta_rota_task_start (const TaRotaTask *task)
{
  return ta_rota_task_legalise (task, task->present);
}
