/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-proposal.h"

#include "ta-money.h"

#include <glib/gi18n-lib.h>

static TaProposalKind
kind_of (int before, int after)
{
  if (before == after)
    return before == TA_ROTA_NOBODY ? TA_PROPOSAL_UNCOVERED : TA_PROPOSAL_KEPT;
  if (before == TA_ROTA_NOBODY)
    return TA_PROPOSAL_NEW;
  return after == TA_ROTA_NOBODY ? TA_PROPOSAL_TAKEN : TA_PROPOSAL_MOVED;
}

static gboolean
was_told (const TaTurn *turn)
{
  return turn->state == TA_TURN_PUBLISHED || turn->state == TA_TURN_SEEKING_COVER;
}

static void
add_line (const TaRotaTask *task, GArray *lines, int slot, int before, int after)
{
  const TaTurn *turn = task->turns[slot];
  TaProposalLine line = { kind_of (before, after), turn, slot, before, after, was_told (turn), FALSE };

  line.fixed = !task->planned[slot] || (before != TA_ROTA_NOBODY && ta_rota_problem_is_pinned (task->problem, before, slot));
  g_array_append_val (lines, line);
}

/* The next household of @plan in the slot that @other has not; moves @place behind it. */
static int
next_alone (const TaRotaPlan *plan, const TaRotaPlan *other, int slot, int *place)
{
  while (*place < plan->first_place[slot + 1])
    {
      int household = plan->households[(*place)++];

      if (household != TA_ROTA_NOBODY && !ta_rota_plan_holds (other, household, slot))
        return household;
    }
  return TA_ROTA_NOBODY;
}

/* Who stays stands first; of the others the first to come takes over from the first to go. */
static void
add_slot (const TaRotaTask *task, const TaRotaPlan *plan, GArray *lines, int slot)
{
  const TaRotaPlan *present = task->present;
  int places = plan->first_place[slot + 1] - plan->first_place[slot];
  int before = present->first_place[slot], after = plan->first_place[slot];

  for (int i = before; i < present->first_place[slot + 1]; i++)
    {
      int household = present->households[i];

      if (household == TA_ROTA_NOBODY || !ta_rota_plan_holds (plan, household, slot))
        continue;
      add_line (task, lines, slot, household, household);
      places--;
    }
  for (; places > 0; places--)
    {
      int gone = next_alone (present, plan, slot, &before);

      add_line (task, lines, slot, gone, next_alone (plan, present, slot, &after));
    }
}

static void
add_lines (TaRotaProposal *proposal)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (TaProposalLine));
  const TaRotaTask *task = proposal->task;

  for (int t = 0; t < task->problem->n_turns; t++)
    if (task->problem->turns[t].credit > 0)
      add_slot (task, proposal->plan, lines, t);
  proposal->n_lines = lines->len;
  proposal->lines = (TaProposalLine *) (gpointer) g_array_free (lines, FALSE);
  for (guint i = 0; i < proposal->n_lines; i++)
    {
      proposal->n_kind[proposal->lines[i].kind]++;
      proposal->published_changes += proposal->lines[i].published && ta_proposal_line_changes (&proposal->lines[i]);
    }
}

static void
allow_credit (TaRotaHousehold *household, int highest)
{
  g_autofree int *costs = NULL;

  if (highest < household->n_credit_costs)
    return;
  costs = g_new (int, highest + 1);
  for (int credit = 0; credit <= highest; credit++)
    costs[credit] = household->credit_costs[MIN (credit, household->n_credit_costs - 1)];
  ta_rota_household_set_credit_costs (household, costs, highest + 1);
}

/* What @plan costs, be it against the rules: what somebody decided counts as pinned. */
static void
score_anyway (const TaRotaTask *task, const TaRotaPlan *plan, TaRotaScore *score)
{
  g_autoptr (TaRotaProblem) problem = ta_rota_problem_copy (task->problem);

  for (int h = 0; h < problem->n_households; h++)
    {
      int credit = 0;

      for (int t = 0; t < problem->n_turns; t++)
        {
          gboolean holds = ta_rota_plan_holds (plan, h, t);

          problem->pinned[h * problem->n_turns + t] = holds;
          credit += holds ? problem->turns[t].credit : 0;
        }
      allow_credit (&problem->households[h], credit);
    }
  if (!ta_rota_evaluate (problem, plan, score, NULL))
    g_warn_if_reached ();
}

TaRotaProposal *
ta_rota_proposal_new (TaRotaTask *task, const TaRotaResult *result)
{
  TaRotaProposal *proposal = g_new0 (TaRotaProposal, 1);

  proposal->task = task;
  proposal->plan = ta_rota_plan_copy (result->plan);
  proposal->score = result->score;
  proposal->uncovered_bound = result->uncovered_bound;
  proposal->bound = result->bound;
  proposal->proved = result->proved;
  if (result->certificate != NULL)
    proposal->marginals = ta_rota_min_marginals (task->problem, result->certificate);
  score_anyway (task, task->present, &proposal->present);
  add_lines (proposal);
  return proposal;
}

void
ta_rota_proposal_free (TaRotaProposal *proposal)
{
  if (proposal == NULL)
    return;
  ta_rota_task_free (proposal->task);
  ta_rota_plan_free (proposal->plan);
  g_free (proposal->marginals);
  g_free (proposal->lines);
  g_free (proposal);
}

int
ta_rota_proposal_gap (const TaRotaProposal *proposal)
{
  gint64 total = proposal->score.total, bound = proposal->bound;

  if (proposal->proved)
    return 0;
  /* Turns that nobody can hold are no distance from the best, but would make all else look small. */
  if (proposal->score.uncovered == proposal->uncovered_bound)
    {
      total -= (gint64) TA_ROTA_UNCOVERED * proposal->uncovered_bound;
      bound -= (gint64) TA_ROTA_UNCOVERED * proposal->uncovered_bound;
    }
  bound = MAX (bound, 1);
  /* What is not proved is never said to be no distance away. */
  return (int) CLAMP ((1000 * (total - bound) + bound - 1) / bound, 1, G_MAXINT);
}

char *
ta_rota_proposal_quality (const TaRotaProposal *proposal)
{
  g_autofree char *percent = ta_hundredths_format (10 * (gint64) ta_rota_proposal_gap (proposal));

  if (proposal->proved)
    return g_strdup (_ ("Proved: no plan is better."));
  /* Translators: a number */
  return g_strdup_printf (_ ("At most %s %% from the best possible."), percent);
}

gboolean
ta_proposal_line_changes (const TaProposalLine *line)
{
  return line->before != line->after;
}

TaRotaPlan *
ta_rota_proposal_plan_of (const TaRotaProposal *proposal, const gboolean *accepted)
{
  TaRotaPlan *plan = ta_rota_plan_copy (proposal->task->present);
  int slot = -1, place = 0;

  for (guint i = 0; i < proposal->n_lines; i++)
    {
      const TaProposalLine *line = &proposal->lines[i];

      if (line->slot != slot)
        place = plan->first_place[line->slot];
      slot = line->slot;
      plan->households[place++] = accepted == NULL || accepted[i] ? line->after : line->before;
    }
  return plan;
}

void
ta_rota_clash_free (TaRotaClash *clash)
{
  if (clash == NULL)
    return;
  ta_reason_clear (&clash->reason);
  g_free (clash);
}

static void
check_line (const TaRotaProposal *proposal, const TaRotaPlan *plan, guint i, GPtrArray *clashes)
{
  const TaProposalLine *line = &proposal->lines[i];
  g_autoptr (TaRotaClash) clash = g_new0 (TaRotaClash, 1);

  clash->line = i;
  clash->household = line->after;
  if (ta_rota_task_plan_reason (proposal->task, plan, line->after, line->slot, &clash->reason))
    g_ptr_array_add (clashes, g_steal_pointer (&clash));
}

GPtrArray *
ta_rota_proposal_check (const TaRotaProposal *proposal, const gboolean *accepted, TaRotaScore *score)
{
  GPtrArray *clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_rota_clash_free);
  g_autoptr (TaRotaPlan) plan = ta_rota_proposal_plan_of (proposal, accepted);

  for (guint i = 0; i < proposal->n_lines; i++)
    if ((accepted == NULL || accepted[i]) && ta_proposal_line_changes (&proposal->lines[i]) && proposal->lines[i].after != TA_ROTA_NOBODY)
      check_line (proposal, plan, i, clashes);
  score_anyway (proposal->task, plan, score);
  return clashes;
}

char *
ta_rota_clash_to_text (const TaRotaProposal *proposal, const TaRotaClash *clash)
{
  const TaHousehold *household = proposal->task->brief->households->pdata[clash->household];

  return ta_reason_to_text (&clash->reason, household->name);
}

int
ta_rota_proposal_credit (const TaRotaProposal *proposal, const gboolean *accepted, int household)
{
  g_autoptr (TaRotaPlan) plan = ta_rota_proposal_plan_of (proposal, accepted);
  int credit = 0;

  for (int t = 0; t < proposal->task->problem->n_turns; t++)
    if (ta_rota_plan_holds (plan, household, t))
      credit += 100 * proposal->task->problem->turns[t].credit;
  return credit;
}

gint64
ta_rota_proposal_price (const TaRotaProposal *proposal, int household, int slot)
{
  gint64 least;

  if (ta_rota_plan_holds (proposal->plan, household, slot))
    return 0;
  if (ta_rota_problem_cost (proposal->task->problem, household, slot) < 0)
    return -1;
  if (proposal->marginals == NULL)
    return 0;
  least = proposal->marginals[household * proposal->task->problem->n_turns + slot];
  return least == G_MAXINT64 ? -1 : MAX (least - proposal->score.total, 0);
}
