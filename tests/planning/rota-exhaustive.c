/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rota-exhaustive.h"

typedef struct
{
  const TaRotaProblem *problem;
  TaRotaPlan *plan;
  RotaPlanFunc func;
  gpointer data;
} Search;

static void
judge (Search *self)
{
  TaRotaScore score;

  if (ta_rota_evaluate (self->problem, self->plan, &score, NULL))
    self->func (self->plan, &score, self->data);
}

/* The holders of a turn rise from place to place, so that each set of them comes once; its empty places are the last. */
static void
fill (Search *self, int turn, int place, int from)
{
  if (place == self->plan->first_place[turn + 1])
    {
      if (turn + 1 == self->problem->n_turns)
        judge (self);
      else
        fill (self, turn + 1, self->plan->first_place[turn + 1], 0);
      return;
    }
  for (int h = from; h < self->problem->n_households; h++)
    if (ta_rota_problem_cost (self->problem, h, turn) >= 0)
      {
        self->plan->households[place] = h;
        fill (self, turn, place + 1, h + 1);
      }
  self->plan->households[place] = TA_ROTA_NOBODY;
  fill (self, turn, place + 1, self->problem->n_households);
}

void
rota_exhaustive_each (const TaRotaProblem *problem, RotaPlanFunc func, gpointer data)
{
  g_autoptr (TaRotaPlan) plan = ta_rota_plan_new (problem);
  Search self = { problem, plan, func, data };

  fill (&self, 0, 0, 0);
}

typedef struct
{
  gboolean found;
  TaRotaScore score;
} Best;

static void
keep_best (const TaRotaPlan *plan, const TaRotaScore *score, gpointer data)
{
  Best *best = data;

  if (best->found
      && (score->uncovered > best->score.uncovered || (score->uncovered == best->score.uncovered && score->total >= best->score.total)))
    return;
  *best = (Best) { TRUE, *score };
}

gboolean
rota_exhaustive (const TaRotaProblem *problem, TaRotaScore *score)
{
  Best best = { FALSE };

  rota_exhaustive_each (problem, keep_best, &best);
  *score = best.score;
  return best.found;
}

gint64
rota_exhaustive_size (const TaRotaProblem *problem)
{
  gint64 size = 1;

  for (int t = 0; t < problem->n_turns; t++)
    {
      gint64 eligible = 0, sets = 1, subset = 1;

      for (int h = 0; h < problem->n_households; h++)
        eligible += ta_rota_problem_cost (problem, h, t) >= 0;
      for (int k = 1; k <= problem->turns[t].places && k <= eligible; k++)
        {
          subset = subset * (eligible - k + 1) / k;
          sets += subset;
        }
      if (size > G_MAXINT64 / sets)
        return G_MAXINT64;
      size *= sets;
    }
  return size;
}
