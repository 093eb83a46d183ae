/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-ways.h"

#include "ta-rota-task-private.h"

#define MOST_WAYS 32
#define WORK 4000000 /* steps of a search for each: some hundredths of a second */

/* How much is asked of people. */
enum
{
  SOCIAL_LIMIT = 10,
  SOCIAL_GAP = 12,
  SOCIAL_SPLIT = 25,
  SOCIAL_KITCHEN = 30,
  SOCIAL_WEEKDAY = 35,
  SOCIAL_AWAY = 60,
  SOCIAL_CANCEL = 90,
  SOCIAL_CHANGE = 3 /* of each published turn that changes hands */
};

void
ta_rota_way_out_free (TaRotaWayOut *way)
{
  if (way == NULL)
    return;
  ta_rota_change_free (way->change);
  ta_rota_plan_free (way->plan);
  ta_rota_task_free (way->task);
  g_free (way);
}

static int
social_cost (const TaRotaChange *change)
{
  switch (change->kind)
    {
    case TA_ROTA_CHANGE_LIMIT:
      return SOCIAL_LIMIT;
    case TA_ROTA_CHANGE_GAP:
      return SOCIAL_GAP;
    case TA_ROTA_CHANGE_KITCHEN:
      return SOCIAL_KITCHEN;
    case TA_ROTA_CHANGE_ASK:
      return change->reason == TA_REASON_WEEKDAY ? SOCIAL_WEEKDAY : SOCIAL_AWAY;
    case TA_ROTA_CHANGE_SPLIT:
      return SOCIAL_SPLIT;
    case TA_ROTA_CHANGE_CANCEL:
    default:
      return SOCIAL_CANCEL;
    }
}

static gboolean
is_same (const TaRotaChange *a, const TaRotaChange *b)
{
  return a->kind == b->kind && a->value == b->value && g_strcmp0 (a->household, b->household) == 0 && g_strcmp0 (a->turn, b->turn) == 0;
}

/* Takes @change. */
static void
add_change (GPtrArray *changes, TaRotaChange *change)
{
  for (guint i = 0; i < changes->len; i++)
    if (is_same (changes->pdata[i], change))
      {
        ta_rota_change_free (change);
        return;
      }
  g_ptr_array_add (changes, change);
}

static const TaHousehold *
household_of (const TaRotaProposal *proposal, int h)
{
  return proposal->task->brief->households->pdata[h];
}

static void
add_limit (GPtrArray *changes, const TaRotaProposal *proposal, int h)
{
  int limit = ta_rota_brief_max_per_week (proposal->task->brief, household_of (proposal, h));

  if (limit < 7)
    add_change (changes, ta_rota_change_new (TA_ROTA_CHANGE_LIMIT, household_of (proposal, h)->id, NULL, limit + 1));
}

static void
add_gap (GPtrArray *changes, const TaRotaProposal *proposal, int h, int days)
{
  if (days >= 1)
    add_change (changes, ta_rota_change_new (TA_ROTA_CHANGE_GAP, household_of (proposal, h)->id, NULL, days));
}

/* Nobody is asked to cook what somebody must not eat, nor to be a member, nor what they cannot do. */
static void
add_for_reason (GPtrArray *changes, const TaRotaProposal *proposal, const TaRotaWhyTurn *turn, int h)
{
  const TaReason *reason = &turn->reasons[h];
  TaRotaChange *change;

  switch (reason->kind)
    {
    case TA_REASON_WEEK_LIMIT:
      add_limit (changes, proposal, h);
      break;
    case TA_REASON_GAP:
      add_gap (changes, proposal, h, reason->has);
      break;
    case TA_REASON_KITCHEN:
      add_change (changes, ta_rota_change_new (TA_ROTA_CHANGE_KITCHEN, household_of (proposal, h)->id, NULL, reason->needs));
      break;
    case TA_REASON_AWAY:
    case TA_REASON_ALL_AWAY:
    case TA_REASON_WEEKDAY:
      change = ta_rota_change_new (TA_ROTA_CHANGE_ASK, household_of (proposal, h)->id, turn->turn->id, 0);
      change->reason = reason->kind;
      add_change (changes, change);
      break;
    default:
      break;
    }
}

static void
add_for_turn (GPtrArray *changes, const TaRotaProposal *proposal, const TaRotaWhyTurn *turn)
{
  int n = proposal->task->problem->n_households, small = 0;

  for (int h = 0; h < n; h++)
    {
      add_for_reason (changes, proposal, turn, h);
      small += turn->reasons[h].kind == TA_REASON_KITCHEN;
    }
  if (small >= 2 && turn->turn->places < 9)
    add_change (changes, ta_rota_change_new (TA_ROTA_CHANGE_SPLIT, NULL, turn->turn->id, turn->turn->places + 1));
  add_change (changes, ta_rota_change_new (TA_ROTA_CHANGE_CANCEL, NULL, turn->turn->id, 0));
}

static void
add_for_conflict (GPtrArray *changes, const TaRotaProposal *proposal, const TaRotaConflict *conflict)
{
  for (guint i = 0; i < conflict->n_rules; i++)
    if (conflict->rules[i].kind == TA_ROTA_RULE_WEEK_LIMIT)
      add_limit (changes, proposal, conflict->rules[i].household);
    else if (conflict->rules[i].kind == TA_ROTA_RULE_GAP)
      add_gap (changes, proposal, conflict->rules[i].household,
               proposal->task->problem->households[conflict->rules[i].household].min_gap - 1);
}

/* The proposal as a plan of @task, whose turns and places may be others. */
static TaRotaPlan *
carry_over (const TaRotaProposal *proposal, const TaRotaTask *task)
{
  g_autoptr (TaRotaPlan) wanted = ta_rota_plan_new (task->problem);

  for (int t = 0; t < task->problem->n_turns; t++)
    {
      int old = ta_rota_task_find_slot (proposal->task, task->turns[t]->id);
      int place = wanted->first_place[t];

      for (int s = MAX (old, 0); old >= 0 && s < proposal->task->problem->n_turns && proposal->task->turns[s] == proposal->task->turns[old]; s++)
        for (int i = proposal->plan->first_place[s]; i < proposal->plan->first_place[s + 1] && place < wanted->first_place[t + 1]; i++)
          wanted->households[place++] = proposal->plan->households[i];
    }
  return ta_rota_task_legalise (task, wanted);
}

static gboolean
has_holder (const TaRotaTask *task, const TaRotaPlan *plan, const TaTurn *turn, int household)
{
  for (int t = 0; t < task->problem->n_turns; t++)
    if (g_str_equal (task->turns[t]->id, turn->id) && ta_rota_plan_holds (plan, household, t))
      return TRUE;
  return FALSE;
}

/* Turns in which somebody comes new; @published: those that were told. */
static void
count_changed (const TaRotaProposal *proposal, TaRotaWayOut *way, int *published)
{
  *published = 0;
  for (int t = 0; t < way->task->problem->n_turns; t++)
    for (int i = way->plan->first_place[t]; i < way->plan->first_place[t + 1]; i++)
      {
        int h = way->plan->households[i];

        if (h == TA_ROTA_NOBODY || has_holder (proposal->task, proposal->plan, way->task->turns[t], h))
          continue;
        way->changed++;
        *published += way->task->turns[t]->state == TA_TURN_PUBLISHED && !has_holder (way->task, way->task->present, way->task->turns[t], h);
      }
}

/* (transfer full) (nullable): %NULL where @change, which is taken, does not help */
static TaRotaWayOut *
try_change (const TaRotaProposal *proposal, const TaRotaChange *change, GCancellable *cancellable)
{
  g_autoptr (TaRotaBrief) brief = ta_rota_brief_copy (proposal->task->brief);
  g_autoptr (TaRotaTask) task = NULL;
  g_autoptr (TaRotaPlan) start = NULL;
  g_autoptr (TaRotaResult) result = NULL;
  TaRotaOptions options = { .seed = 1, .work = WORK };
  TaRotaWayOut *way;
  int published;

  ta_rota_change_make (change, brief);
  task = ta_rota_brief_compile (brief);
  start = carry_over (proposal, task);
  options.start = start;
  result = ta_rota_solve (task->problem, &options, cancellable, NULL, NULL);
  if (result->score.uncovered >= proposal->score.uncovered)
    return NULL;
  way = g_new0 (TaRotaWayOut, 1);
  way->change = ta_rota_change_copy (change);
  way->uncovered = result->score.uncovered;
  way->total = result->score.total;
  way->plan = ta_rota_plan_copy (result->plan);
  way->task = g_steal_pointer (&task);
  count_changed (proposal, way, &published);
  way->social = social_cost (change) + SOCIAL_CHANGE * published;
  return way;
}

static int
compare_ways (gconstpointer a, gconstpointer b)
{
  const TaRotaWayOut *first = *(TaRotaWayOut *const *) a;
  const TaRotaWayOut *second = *(TaRotaWayOut *const *) b;

  if (first->uncovered != second->uncovered)
    return first->uncovered - second->uncovered;
  if (first->social != second->social)
    return first->social - second->social;
  return first->total < second->total ? -1 : first->total > second->total;
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  return social_cost (*(TaRotaChange *const *) a) - social_cost (*(TaRotaChange *const *) b);
}

void
ta_rota_why_find_ways (TaRotaWhy *why, const TaRotaProposal *proposal, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_rota_change_free);

  for (guint i = 0; i < why->conflicts->len; i++)
    add_for_conflict (changes, proposal, why->conflicts->pdata[i]);
  for (guint i = 0; i < why->turns->len; i++)
    add_for_turn (changes, proposal, why->turns->pdata[i]);
  g_ptr_array_sort (changes, compare_changes);
  for (guint i = 0; i < MIN (changes->len, MOST_WAYS) && !g_cancellable_is_cancelled (cancellable); i++)
    {
      TaRotaWayOut *way = try_change (proposal, changes->pdata[i], cancellable);

      if (way != NULL)
        g_ptr_array_add (why->ways, way);
    }
  g_ptr_array_sort (why->ways, compare_ways);
}
