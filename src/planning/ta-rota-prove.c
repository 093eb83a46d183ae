/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-prove.h"

#include "ta-rota-anneal.h"
#include "ta-rota-ascent.h"
#include "ta-rota-assign.h"
#include "ta-rota-branch.h"
#include "ta-rota-dive.h"

/* Beyond so many rows the linear program would take longer than it is worth. */
#define MOST_ROWS 300

typedef struct
{
  const TaRotaModel *model;
  TaRotaBoard *board;
  TaRotaDual *dual;
  TaRotaColumns *columns;
  TaRotaTree *tree;
  GPtrArray *open; /* TaRotaPart */
  gint64 bound;    /* points: the least of what leaves were closed at before their bounds reached the target */
  TaRotaProveProgress progress;
  gpointer data;
} Prove;

static gint64
target (const Prove *prove)
{
  return ta_rota_board_points (prove->board, prove->model);
}

/* The households' own plans, as far as they agree, with the rest filled in. */
static gint64
repair (const TaRotaDual *dual, gpointer data)
{
  Prove *prove = data;
  TaRotaBoard *board = prove->board;
  const TaRotaModel *model = prove->model;
  g_autoptr (TaRotaPlan) plan = ta_rota_plan_new (model->problem);

  for (int h = 0; h < model->n_households; h++)
    for (int i = 0; i < dual->n_path[h]; i++)
      {
        int t = dual->paths[(gsize) h * (gsize) model->n_turns + (gsize) i];

        for (int place = plan->first_place[t]; place < plan->first_place[t + 1] && !ta_rota_plan_holds (plan, h, t); place++)
          if (plan->households[place] == TA_ROTA_NOBODY)
            plan->households[place] = h;
      }
  ta_rota_board_set (board, plan);
  ta_rota_board_fill (board);
  ta_rota_board_note (board);
  ta_rota_anneal (board, board->n_places * 30, 2.5, 0.3);
  return target (prove);
}

/* The same for every few iterations of the root, whose paths are worth having as columns, too. */
static gint64
repair_and_keep (const TaRotaDual *dual, gpointer data)
{
  Prove *prove = data;

  if (prove->columns != NULL)
    ta_rota_columns_add_paths (prove->columns, dual);
  return repair (dual, data);
}

static void
polish (Prove *prove, int rounds)
{
  TaRotaBoard *board = prove->board;
  g_autoptr (TaRotaPlan) best = ta_rota_plan_copy (board->best);

  ta_rota_board_set (board, best);
  for (int i = 0; i < rounds && !ta_rota_budget_is_spent (board->budget); i++)
    {
      ta_rota_exchange (board, 40, 200);
      ta_rota_anneal (board, (gint64) board->n_places * (board->n_places > 500 ? 2 : 10), 1.2, 0.4);
    }
}

static gboolean
is_closed (const Prove *prove, const TaRotaPart *part)
{
  return ta_rota_model_points (prove->model, part->bound) >= target (prove);
}

static void
take_multipliers (TaRotaPart *part, int *multipliers, gint64 bound)
{
  g_free (part->multipliers);
  part->multipliers = multipliers;
  part->number = -1;
  part->bound = bound;
}

static void
close_part (Prove *prove, TaRotaPart *part)
{
  ta_rota_tree_node (prove->tree, part->node)->leaf = ta_rota_part_number (part, prove->tree);
}

/* Rules out what the part's multipliers show. Returns: how much, or -1 when nothing is left */
static int
fix (Prove *prove, TaRotaPart *part)
{
  int number = ta_rota_part_number (part, prove->tree);

  part->bound = ta_rota_dual_evaluate (prove->dual, part->domain, part->multipliers);
  if (part->bound >= TA_ROTA_IMPOSSIBLE)
    return -1;
  g_array_append_val (ta_rota_tree_node (prove->tree, part->node)->fixes, number);
  return ta_rota_dual_fix (prove->dual, part->domain, target (prove));
}

static void
generate (Prove *prove, TaRotaPart *part, int iterations)
{
  gint64 bound = ta_rota_columns_run (prove->columns, prove->dual, part->domain, part->multipliers, part->bound, target (prove), iterations);

  if (bound > part->bound)
    part->number = -1;
  part->bound = bound;
  if (bound >= TA_ROTA_IMPOSSIBLE)
    return;
  ta_rota_columns_mix (prove->columns);
  if (prove->columns->integral)
    {
      g_autoptr (TaRotaPlan) plan = ta_rota_columns_plan (prove->columns);

      ta_rota_board_set (prove->board, plan);
      ta_rota_board_note (prove->board);
    }
}

/* Bounds the part, and rules out what that shows. Returns: whether it is still open */
static gboolean
solve_part (Prove *prove, TaRotaPart *part)
{
  generate (prove, part, 200);
  return part->bound < TA_ROTA_IMPOSSIBLE && !is_closed (prove, part) && fix (prove, part) >= 0 && !is_closed (prove, part);
}

static void
add_side (Prove *prove, const TaRotaPart *part, const TaRotaBranch *branch, gboolean answer, TaRotaPart *side, int number)
{
  int node = ta_rota_tree_add (prove->tree);

  ta_rota_tree_node (prove->tree, part->node)->parts[answer] = node;
  if (side == NULL)
    {
      ta_rota_tree_node (prove->tree, node)->leaf = number;
      return;
    }
  side->node = node;
  g_ptr_array_add (prove->open, side);
}

static void
branch_part (Prove *prove, TaRotaPart *part)
{
  TaRotaBranchEffort effort = { 2, 2, 3, 5 };
  TaRotaPart *sides[2] = { NULL, NULL };
  TaRotaBranch branch;
  int number = ta_rota_part_number (part, prove->tree);

  if (!ta_rota_branch_choose (prove->columns, prove->dual, part, &effort, target (prove), &branch, &sides[0], &sides[1]))
    {
      /* Nothing to ask about, and the bound below the target: rounding has misled the linear program. The bound stands. */
      prove->bound = MIN (prove->bound, ta_rota_model_points (prove->model, part->bound));
      close_part (prove, part);
      return;
    }
  ta_rota_tree_node (prove->tree, part->node)->branched = TRUE;
  ta_rota_tree_node (prove->tree, part->node)->branch = branch;
  for (int answer = 0; answer < 2; answer++)
    add_side (prove, part, &branch, answer, sides[answer], number);
}

static TaRotaPart *
take_lowest (Prove *prove)
{
  guint lowest = 0;

  for (guint i = 1; i < prove->open->len; i++)
    {
      const TaRotaPart *part = g_ptr_array_index (prove->open, i), *best = g_ptr_array_index (prove->open, lowest);

      if (part->bound < best->bound || (part->bound == best->bound && part->depth > best->depth))
        lowest = i;
    }
  return g_ptr_array_steal_index_fast (prove->open, lowest);
}

/* A plan from the mix of a part, now and then. What it brings is at once made better by permutations. */
static void
dive (Prove *prove, const TaRotaPart *part, int rounds)
{
  gint64 before = target (prove);

  ta_rota_dive (prove->columns, prove->dual, prove->board, part);
  if (target (prove) < before)
    polish (prove, rounds);
}

/* At the root, and at every so many parts. */
static gboolean
is_time_to_dive (const Prove *prove)
{
  guint nodes = prove->tree->nodes->len;

  return nodes == 1 || nodes % 32 == 1;
}

static void
tell (const Prove *prove, const TaRotaPart *part)
{
  if (prove->progress != NULL)
    prove->progress (target (prove), MIN (prove->bound, ta_rota_model_points (prove->model, part->bound)), prove->data);
}

static void
search (Prove *prove)
{
  while (prove->open->len > 0 && !ta_rota_budget_is_spent (prove->board->budget))
    {
      g_autoptr (TaRotaPart) part = take_lowest (prove);

      tell (prove, part);
      if (is_closed (prove, part) || !solve_part (prove, part))
        {
          close_part (prove, part);
          continue;
        }
      if (is_time_to_dive (prove))
        {
          dive (prove, part, prove->model->n_places / 3);
          /* The dive has left the columns as they are at its end; and a better plan rules out more. */
          if (is_closed (prove, part) || !solve_part (prove, part))
            {
              close_part (prove, part);
              continue;
            }
        }
      branch_part (prove, part);
    }
}

/* What is still open when the budget is spent ends at the bound that it has. */
static void
conclude (Prove *prove)
{
  for (guint i = 0; i < prove->open->len; i++)
    {
      TaRotaPart *part = g_ptr_array_index (prove->open, i);

      prove->bound = MIN (prove->bound, ta_rota_model_points (prove->model, part->bound));
      close_part (prove, part);
    }
  prove->tree->proof->claim = MIN (prove->bound, target (prove));
  ta_rota_tree_write (prove->tree);
}

static void
ascend (Prove *prove, TaRotaPart *part)
{
  TaRotaAscent ascent = { 150, 0.5, 0.7, 8, 0.004, 12, repair_and_keep, prove };

  /* Many households with few turns each make a direction that is wrong here and there; long memory smooths it. */
  if (prove->columns == NULL)
    ascent = (TaRotaAscent) { 300, 0.3, 0.9, 30, 0.004, 50, repair_and_keep, prove };
  part->bound = ta_rota_ascent_run (&ascent, prove->dual, part->domain, part->multipliers, target (prove));
  tell (prove, part);
}

/* What is too large for the linear program: plans and multipliers are made better by turns, as long as that brings anything. */
static void
search_large (Prove *prove, TaRotaPart *part)
{
  for (int idle = 0; idle < 6 && !is_closed (prove, part) && !ta_rota_budget_is_spent (prove->board->budget);)
    {
      TaRotaAscent ascent = { 60, 0.1, 0.9, 15, 0.002, 1000, NULL, NULL };
      g_autofree int *multipliers = g_memdup2 (part->multipliers, ((gsize) prove->model->n_turns + 1) * sizeof (int));
      gint64 before = target (prove), bound;

      polish (prove, 20);
      bound = ta_rota_ascent_run (&ascent, prove->dual, part->domain, multipliers, target (prove));
      idle = bound > part->bound || target (prove) < before ? 0 : idle + 1;
      if (bound > part->bound)
        take_multipliers (part, g_steal_pointer (&multipliers), bound);
      tell (prove, part);
    }
}

/* The whole problem first by the quick means: ascent, what its multipliers rule out, permutations. */
static void
solve_root (Prove *prove, TaRotaPart *part)
{
  gboolean open = ta_rota_domain_propagate (prove->model, part->domain), empty = FALSE;

  if (open)
    ascend (prove, part);
  open = open && part->bound < TA_ROTA_IMPOSSIBLE && !is_closed (prove, part);
  /* The search leaves out from the start what the rules leave out, and what follows from that. A proof has to say so: its first ruling is for that. */
  if (part->bound < TA_ROTA_IMPOSSIBLE)
    {
      int number = ta_rota_part_number (part, prove->tree);

      g_array_append_val (ta_rota_tree_node (prove->tree, part->node)->fixes, number);
      empty = fix (prove, part) < 0;
      open = open && !empty;
    }
  if (open)
    polish (prove, 10);
  if (open && !is_closed (prove, part) && prove->columns != NULL)
    {
      g_ptr_array_add (prove->open, g_steal_pointer (&part));
      ta_rota_columns_add_plan (prove->columns, prove->board->best);
      search (prove);
    }
  else if (open)
    search_large (prove, part);
  if (part != NULL && part->bound < TA_ROTA_IMPOSSIBLE && !empty)
    prove->bound = ta_rota_model_points (prove->model, part->bound);
  if (part != NULL)
    {
      close_part (prove, part);
      ta_rota_part_free (part);
    }
}

void
ta_rota_prove (const TaRotaModel *model, TaRotaBoard *board, TaRotaProof *proof, TaRotaProveProgress progress, gpointer data)
{
  g_autoptr (TaRotaDual) dual = ta_rota_dual_new (model, board->budget);
  g_autoptr (TaRotaColumns) columns = model->n_turns + model->n_households <= MOST_ROWS ? ta_rota_columns_new (model, board->budget) : NULL;
  g_autoptr (TaRotaTree) tree = ta_rota_tree_new (model, proof);
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_rota_part_free);
  Prove prove = { model, board, dual, columns, tree, open, G_MAXINT64, progress, data };

  solve_root (&prove, ta_rota_part_new (model, ta_rota_tree_add (tree)));
  conclude (&prove);
}
