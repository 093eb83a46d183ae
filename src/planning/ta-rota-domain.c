/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-domain.h"

#include <string.h>

static gsize
n_pairs (const TaRotaModel *model)
{
  return (gsize) model->n_households * (gsize) model->n_turns;
}

static TaRotaDomain *
domain_alloc (const TaRotaModel *model)
{
  TaRotaDomain *domain = g_new0 (TaRotaDomain, 1);

  domain->pairs = g_malloc (n_pairs (model) + 1);
  domain->must_slot = g_malloc0 ((gsize) model->n_slots + 1);
  domain->low = g_new0 (int, model->n_households + 1);
  domain->high = g_new0 (int, model->n_households + 1);
  return domain;
}

TaRotaDomain *
ta_rota_domain_new (const TaRotaModel *model)
{
  TaRotaDomain *domain = domain_alloc (model);

  for (int h = 0; h < model->n_households; h++)
    {
      domain->high[h] = model->lines[h].n_credits - 1;
      for (int t = 0; t < model->n_turns; t++)
        {
          guint8 *pair = &domain->pairs[h * model->n_turns + t];

          *pair = model->costs[h * model->n_turns + t] >= 0 ? TA_ROTA_MAY : TA_ROTA_NO;
          if (ta_rota_problem_is_pinned (model->problem, h, t))
            *pair = TA_ROTA_MUST;
        }
    }
  return domain;
}

TaRotaDomain *
ta_rota_domain_copy (const TaRotaModel *model, const TaRotaDomain *domain)
{
  TaRotaDomain *copy = domain_alloc (model);

  ta_rota_domain_assign (model, copy, domain);
  return copy;
}

void
ta_rota_domain_assign (const TaRotaModel *model, TaRotaDomain *domain, const TaRotaDomain *other)
{
  memcpy (domain->pairs, other->pairs, n_pairs (model));
  memcpy (domain->must_slot, other->must_slot, (gsize) model->n_slots);
  memcpy (domain->low, other->low, (gsize) model->n_households * sizeof (int));
  memcpy (domain->high, other->high, (gsize) model->n_households * sizeof (int));
}

void
ta_rota_domain_free (TaRotaDomain *domain)
{
  if (domain == NULL)
    return;
  g_free (domain->pairs);
  g_free (domain->must_slot);
  g_free (domain->low);
  g_free (domain->high);
  g_free (domain);
}

static void
turn_set_all (const TaRotaModel *model, TaRotaDomain *domain, int turn, guint8 state)
{
  for (int h = 0; h < model->n_households; h++)
    if (domain->pairs[h * model->n_turns + turn] == TA_ROTA_MAY)
      domain->pairs[h * model->n_turns + turn] = state;
}

static gboolean
turn_propagate (const TaRotaModel *model, TaRotaDomain *domain, int turn)
{
  int places = model->problem->turns[turn].places;
  int may = 0, must = 0;

  for (int h = 0; h < model->n_households; h++)
    {
      may += domain->pairs[h * model->n_turns + turn] == TA_ROTA_MAY;
      must += domain->pairs[h * model->n_turns + turn] == TA_ROTA_MUST;
    }
  if (must > places || must + may < places - model->max_uncovered)
    return FALSE;
  if (must == places)
    turn_set_all (model, domain, turn, TA_ROTA_NO);
  else if (must + may == places - model->max_uncovered)
    turn_set_all (model, domain, turn, TA_ROTA_MUST);
  return TRUE;
}

gboolean
ta_rota_domain_propagate (const TaRotaModel *model, TaRotaDomain *domain)
{
  for (int h = 0; h < model->n_households; h++)
    if (domain->low[h] > domain->high[h])
      return FALSE;
  for (int t = 0; t < model->n_turns; t++)
    if (!turn_propagate (model, domain, t))
      return FALSE;
  return TRUE;
}

static void
slot_forbid (const TaRotaModel *model, TaRotaDomain *domain, int h, int slot)
{
  const TaRotaLine *line = &model->lines[h];

  for (int i = line->slot_start[slot]; i < line->slot_start[slot + 1]; i++)
    for (int k = 0; k < line->nodes[i].n_turns; k++)
      domain->pairs[h * model->n_turns + line->turns[line->nodes[i].first_turn + k]] = TA_ROTA_NO;
}

void
ta_rota_domain_restrict (const TaRotaModel *model, TaRotaDomain *domain, const TaRotaBranch *branch, gboolean answer)
{
  int h = branch->household;

  if (branch->kind == TA_ROTA_BRANCH_CREDIT && answer)
    domain->low[h] = MAX (domain->low[h], branch->value + 1);
  else if (branch->kind == TA_ROTA_BRANCH_CREDIT)
    domain->high[h] = MIN (domain->high[h], branch->value);
  else if (branch->kind == TA_ROTA_BRANCH_SLOT && answer)
    domain->must_slot[model->lines[h].first_slot + branch->value] = TRUE;
  else if (branch->kind == TA_ROTA_BRANCH_SLOT)
    slot_forbid (model, domain, h, branch->value);
  else
    domain->pairs[h * model->n_turns + branch->value] = answer ? TA_ROTA_MUST : TA_ROTA_NO;
}
