/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-ascent.h"

#include <string.h>

typedef struct
{
  const TaRotaAscent *settings;
  TaRotaDual *dual;
  int *at; /* multipliers of the next evaluation */
  double *direction;
  int *multipliers; /* of the best bound */
  gint64 best;
  gint64 target;
  double step;
  int since; /* iterations since the last better bound */
} Climb;

static int
rounded (double x)
{
  return (int) (x < 0 ? x - 0.5 : x + 0.5);
}

static gboolean
reached (const Climb *climb)
{
  return ta_rota_model_points (climb->dual->model, climb->best) >= climb->target;
}

/* Back to the best, and on from there in smaller steps. */
static void
step_back (Climb *climb)
{
  gsize n = (gsize) climb->dual->model->n_turns;

  climb->step *= 0.75;
  climb->since = 0;
  memcpy (climb->at, climb->multipliers, n * sizeof (int));
  memset (climb->direction, 0, n * sizeof (double));
}

/* Returns: FALSE when all places are filled just so, and there is nowhere to go */
static gboolean
step_on (Climb *climb, gint64 bound)
{
  const TaRotaModel *model = climb->dual->model;
  const int *surplus = climb->dual->surplus;
  double squares = 0, length;
  gboolean any = FALSE;

  for (int t = 0; t < model->n_turns; t++)
    {
      climb->direction[t] = climb->settings->memory * climb->direction[t] + surplus[t];
      squares += climb->direction[t] * climb->direction[t];
      any = any || surplus[t] != 0;
    }
  if (!any || squares <= 0)
    return FALSE;
  length = climb->step * ((double) climb->target * model->scale - (double) bound) / squares;
  length = MAX (length, 0.5);
  for (int t = 0; t < model->n_turns; t++)
    climb->at[t] = CLAMP (climb->dual->multipliers[t] + rounded (length * climb->direction[t]), -model->max_multiplier / 4, model->max_multiplier);
  return TRUE;
}

static void
note (Climb *climb, gint64 bound)
{
  if (bound <= climb->best)
    {
      climb->since++;
      return;
    }
  climb->best = bound;
  climb->since = 0;
  memcpy (climb->multipliers, climb->dual->multipliers, (gsize) climb->dual->model->n_turns * sizeof (int));
}

gint64
ta_rota_ascent_run (const TaRotaAscent *ascent, TaRotaDual *dual, const TaRotaDomain *domain, int *multipliers, gint64 target)
{
  gsize n = (gsize) dual->model->n_turns;
  g_autofree int *at = g_memdup2 (multipliers, (n + 1) * sizeof (int));
  g_autofree double *direction = g_new0 (double, n + 1);
  Climb climb = { ascent, dual, at, direction, multipliers, -TA_ROTA_IMPOSSIBLE, target, ascent->step, 0 };

  for (int i = 0; i < ascent->iterations && !ta_rota_budget_is_spent (dual->budget); i++)
    {
      gint64 bound = ta_rota_dual_evaluate_shifted (dual, domain, at);

      if (bound >= TA_ROTA_IMPOSSIBLE)
        return bound;
      ta_rota_dual_trace (dual);
      note (&climb, bound);
      if (ascent->repair != NULL && i % ascent->repair_every == ascent->repair_every - 1)
        climb.target = ascent->repair (dual, ascent->data);
      if (reached (&climb))
        break;
      if (climb.since >= ascent->patience)
        step_back (&climb);
      else if (!step_on (&climb, bound))
        break;
      if (climb.step < ascent->least_step)
        break;
    }
  return climb.best;
}
