/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-problem.h"

typedef struct
{
  int last_day;
  gboolean last_pinned;
  int week;
  int in_week;
  int pinned_in_week;
  int credit;
} Walk;

static gboolean
refuse (char **broken, const char *rule, int household, int turn)
{
  if (broken != NULL)
    *broken = g_strdup_printf ("%s: household %d, turn %d", rule, household, turn);
  return FALSE;
}

static gboolean
check_holders (const TaRotaProblem *problem, const TaRotaPlan *plan, int turn, char **broken)
{
  for (int i = plan->first_place[turn]; i < plan->first_place[turn + 1]; i++)
    {
      int h = plan->households[i];

      if (h == TA_ROTA_NOBODY)
        continue;
      if (h < 0 || h >= problem->n_households || ta_rota_problem_cost (problem, h, turn) < 0)
        return refuse (broken, "not eligible", h, turn);
      for (int j = plan->first_place[turn]; j < i; j++)
        if (plan->households[j] == h)
          return refuse (broken, "twice in one turn", h, turn);
    }
  return TRUE;
}

/* Adds a turn to what the household has done so far, in order of the days. */
static gboolean
step (const TaRotaProblem *problem, int h, int t, Walk *walk, TaRotaScore *score, char **broken)
{
  const TaRotaHousehold *household = &problem->households[h];
  const TaRotaTurn *turn = &problem->turns[t];
  gboolean pinned = ta_rota_problem_is_pinned (problem, h, t);
  int gap = turn->day - walk->last_day;

  if (walk->last_day != TA_ROTA_NEVER)
    {
      if (gap < MAX (household->min_gap, 1) && !(pinned && walk->last_pinned))
        return refuse (broken, "too soon", h, t);
      if (gap < household->n_gap_costs)
        score->gaps += household->gap_costs[gap];
    }
  if (turn->week != walk->week)
    walk->in_week = walk->pinned_in_week = 0;
  walk->week = turn->week;
  walk->in_week++;
  walk->pinned_in_week += pinned;
  walk->last_day = turn->day;
  walk->last_pinned = pinned;
  walk->credit += turn->credit;
  score->turns += ta_rota_problem_cost (problem, h, t);
  return TRUE;
}

static gboolean
check_week (const TaRotaProblem *problem, int h, int t, const Walk *walk, gboolean last_of_week, char **broken)
{
  if (last_of_week && walk->in_week > MAX (problem->households[h].max_per_week, walk->pinned_in_week))
    return refuse (broken, "too many in a week", h, t);
  return TRUE;
}

static gboolean
walk_household (const TaRotaProblem *problem, const TaRotaPlan *plan, int h, TaRotaScore *score, char **broken)
{
  const TaRotaHousehold *household = &problem->households[h];
  /* What was before the period cannot be changed, so it counts as pinned. */
  Walk walk = { household->last_day, TRUE, G_MININT, 0, 0, 0 };
  int last = -1;

  for (int t = 0; t < problem->n_turns; t++)
    {
      if (!ta_rota_plan_holds (plan, h, t))
        {
          if (ta_rota_problem_is_pinned (problem, h, t))
            return refuse (broken, "pinned turn taken away", h, t);
          continue;
        }
      if (last >= 0 && !check_week (problem, h, last, &walk, problem->turns[t].week != walk.week, broken))
        return FALSE;
      if (!step (problem, h, t, &walk, score, broken))
        return FALSE;
      last = t;
    }
  if (last >= 0 && !check_week (problem, h, last, &walk, TRUE, broken))
    return FALSE;
  if (walk.credit >= household->n_credit_costs)
    return refuse (broken, "too much credit", h, last);
  score->credit += household->credit_costs[walk.credit];
  return TRUE;
}

gboolean
ta_rota_evaluate (const TaRotaProblem *problem, const TaRotaPlan *plan, TaRotaScore *score, char **broken)
{
  *score = (TaRotaScore) { 0 };
  for (int t = 0; t < problem->n_turns; t++)
    if (!check_holders (problem, plan, t, broken))
      return FALSE;
  for (int h = 0; h < problem->n_households; h++)
    if (!walk_household (problem, plan, h, score, broken))
      return FALSE;
  for (int i = 0; i < plan->n_places; i++)
    score->uncovered += plan->households[i] == TA_ROTA_NOBODY;
  score->total = score->credit + score->turns + score->gaps + (gint64) score->uncovered * TA_ROTA_UNCOVERED;
  return TRUE;
}
