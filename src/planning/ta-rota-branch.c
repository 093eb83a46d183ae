/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-branch.h"

#include "ta-rota-ascent.h"

#include <math.h>
#include <string.h>

#define MOST_CANDIDATES 32
#define CLEARLY_FRACTIONAL 0.05

typedef struct
{
  TaRotaBranch branch;
  double distance; /* from the nearest whole number */
} Candidate;

typedef struct
{
  Candidate candidates[MOST_CANDIDATES];
  int n;
  int first; /* of the kind that is being gathered */
  int most;
} Candidates;

typedef struct
{
  TaRotaPart *parts[2];
  double score;
} Trial;

static double
distance (double x)
{
  return fabs (x - floor (x + 0.5));
}

/* Keeps the most fractional ones of a kind. */
static void
offer (Candidates *all, TaRotaBranch branch, double how_far)
{
  int worst = all->first;

  if (all->most == 0)
    return;
  if (all->n - all->first < all->most && all->n < MOST_CANDIDATES)
    {
      all->candidates[all->n++] = (Candidate) { branch, how_far };
      return;
    }
  for (int i = all->first; i < all->n; i++)
    if (all->candidates[i].distance < all->candidates[worst].distance)
      worst = i;
  if (worst < all->n && all->candidates[worst].distance < how_far)
    all->candidates[worst] = (Candidate) { branch, how_far };
}

static void
begin_kind (Candidates *all, int most)
{
  all->first = all->n;
  all->most = MIN (most, MOST_CANDIDATES - all->n);
}

static void
find_credits (const TaRotaColumns *columns, const TaRotaPart *part, Candidates *all)
{
  const TaRotaModel *model = columns->model;

  for (int h = 0; h < model->n_households; h++)
    {
      double credit = 0;
      int whole;

      for (int t = 0; t < model->n_turns; t++)
        credit += columns->fractions[h * model->n_turns + t] * model->problem->turns[t].credit;
      whole = (int) floor (credit);
      if (distance (credit) > CLEARLY_FRACTIONAL && whole >= part->domain->low[h] && whole < part->domain->high[h])
        offer (all, (TaRotaBranch) { TA_ROTA_BRANCH_CREDIT, h, whole }, distance (credit));
    }
}

static void
find_slots (const TaRotaColumns *columns, const TaRotaPart *part, Candidates *all)
{
  const TaRotaModel *model = columns->model;

  for (int h = 0; h < model->n_households; h++)
    for (int slot = 0; slot < model->lines[h].n_slots; slot++)
      {
        const TaRotaLine *line = &model->lines[h];
        double sum = 0;
        int open = 0;

        for (int i = line->slot_start[slot]; i < line->slot_start[slot + 1]; i++)
          for (int k = 0; k < line->nodes[i].n_turns; k++)
            {
              int pair = h * model->n_turns + line->turns[line->nodes[i].first_turn + k];

              sum += columns->fractions[pair];
              open += part->domain->pairs[pair] == TA_ROTA_MAY;
            }
        if (open > 1 && distance (sum) > CLEARLY_FRACTIONAL && !part->domain->must_slot[line->first_slot + slot])
          offer (all, (TaRotaBranch) { TA_ROTA_BRANCH_SLOT, h, slot }, distance (sum));
      }
}

static void
find_turns (const TaRotaColumns *columns, const TaRotaPart *part, Candidates *all, double least)
{
  const TaRotaModel *model = columns->model;

  for (int h = 0; h < model->n_households; h++)
    for (int t = 0; t < model->n_turns; t++)
      {
        int pair = h * model->n_turns + t;
        double away = distance (columns->fractions[pair]);

        if (part->domain->pairs[pair] == TA_ROTA_MAY && away > least)
          offer (all, (TaRotaBranch) { TA_ROTA_BRANCH_TURN, h, t }, away);
      }
}

/* Where the mix is whole and yet no plan, any open pair will do. */
static void
find_any (const TaRotaColumns *columns, const TaRotaPart *part, Candidates *all)
{
  begin_kind (all, 1);
  find_turns (columns, part, all, 1e-6);
  if (all->n == 0)
    find_turns (columns, part, all, -1);
}

/* A few steps of ascent tell the sides apart as well as the linear program would, in a tenth of the time. */
static TaRotaPart *
try_side (TaRotaColumns *columns, TaRotaDual *dual, const TaRotaPart *part, const TaRotaBranch *branch, gboolean answer, int iterations, gint64 target)
{
  TaRotaAscent ascent = { iterations, 0.3, 0.7, 3, 0.004, 0, NULL, NULL };
  g_autoptr (TaRotaPart) side = ta_rota_part_copy (columns->model, part, -1);
  g_autofree int *multipliers = g_memdup2 (part->multipliers, ((gsize) columns->model->n_turns + 1) * sizeof (int));
  gint64 bound;

  side->depth++;
  ta_rota_domain_restrict (columns->model, side->domain, branch, answer);
  if (!ta_rota_domain_propagate (columns->model, side->domain))
    return NULL;
  bound = ta_rota_ascent_run (&ascent, dual, side->domain, multipliers, target);
  if (bound >= TA_ROTA_IMPOSSIBLE)
    return NULL;
  if (bound > side->bound)
    {
      g_free (side->multipliers);
      side->multipliers = g_steal_pointer (&multipliers);
      side->number = -1;
      side->bound = bound;
    }
  return g_steal_pointer (&side);
}

/* How much a side lifts the bound; what it closes counts as the whole way to the target. */
static double
gain (const TaRotaModel *model, const TaRotaPart *part, const TaRotaPart *side, gint64 target)
{
  gint64 most = target * model->scale - part->bound;
  gint64 lift = side == NULL ? most : MIN (side->bound - part->bound, most);

  return (double) MAX (lift, 1);
}

static void
trial_clear (Trial *trial)
{
  g_clear_pointer (&trial->parts[0], ta_rota_part_free);
  g_clear_pointer (&trial->parts[1], ta_rota_part_free);
}

static gboolean
is_closed (const TaRotaModel *model, const TaRotaPart *side, gint64 target)
{
  return side == NULL || ta_rota_model_points (model, side->bound) >= target;
}

static Trial
try_candidate (TaRotaColumns *columns, TaRotaDual *dual, const TaRotaPart *part, const TaRotaBranch *branch, int iterations, gint64 target)
{
  Trial trial = { { NULL, NULL }, 1 };

  for (int answer = 0; answer < 2; answer++)
    {
      trial.parts[answer] = try_side (columns, dual, part, branch, answer, iterations, target);
      trial.score *= gain (columns->model, part, trial.parts[answer], target);
    }
  return trial;
}

gboolean
ta_rota_branch_choose (TaRotaColumns *columns, TaRotaDual *dual, const TaRotaPart *part, const TaRotaBranchEffort *effort, gint64 target, TaRotaBranch *branch, TaRotaPart **no, TaRotaPart **yes)
{
  Candidates all = { .n = 0 };
  Trial best = { { NULL, NULL }, -1 };

  begin_kind (&all, effort->credits);
  find_credits (columns, part, &all);
  begin_kind (&all, effort->slots);
  find_slots (columns, part, &all);
  begin_kind (&all, effort->turns);
  find_turns (columns, part, &all, CLEARLY_FRACTIONAL);
  if (all.n == 0)
    find_any (columns, part, &all);
  for (int i = 0; i < all.n; i++)
    {
      Trial trial = try_candidate (columns, dual, part, &all.candidates[i].branch, effort->iterations, target);

      if (trial.score > best.score)
        {
          trial_clear (&best);
          best = trial;
          *branch = all.candidates[i].branch;
        }
      else
        trial_clear (&trial);
      /* With both sides closed there is nothing more to look for. */
      if (is_closed (columns->model, best.parts[0], target) && is_closed (columns->model, best.parts[1], target))
        break;
    }
  *no = best.parts[0];
  *yes = best.parts[1];
  return all.n > 0;
}
