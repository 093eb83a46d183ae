/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-conflict.h"

#include "ta-rota-task-private.h"

#define MOST_NODES 4000
#define MOST_WEEKS 3
#define N_RULES (TA_ROTA_RULE_PINNED + 1)
#define BIT(rule) (1u << (rule))
#define ALL_RULES (BIT (N_RULES) - 1)

/* Turns that are to be filled and rules that are to be kept; both get fewer. */
typedef struct
{
  const TaRotaTask *task;
  int first_slot; /* what lies near enough to matter */
  int end_slot;
  guint *unary; /* [household * n_turns + slot]: rules that keep the household from the slot */
  guint *rules; /* by household: those that are in force */
  gboolean *wanted;
  int *need;      /* by slot: places that are not pinned */
  guint8 *chosen; /* [household * n_turns + slot] */
  guint8 *banned;
  int nodes;
} Search;

static void
search_free (Search *search)
{
  g_free (search->unary);
  g_free (search->rules);
  g_free (search->wanted);
  g_free (search->need);
  g_free (search->chosen);
  g_free (search->banned);
  g_free (search);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Search, search_free)

TaRotaRuleKind
ta_rota_rule_of_reason (TaReasonKind reason)
{
  switch (reason)
    {
    case TA_REASON_AWAY:
    case TA_REASON_ALL_AWAY:
      return TA_ROTA_RULE_ABSENCE;
    case TA_REASON_NOT_MEMBER:
    case TA_REASON_PAUSED:
    case TA_REASON_LEFT:
      return TA_ROTA_RULE_MEMBERSHIP;
    case TA_REASON_WEEKDAY:
      return TA_ROTA_RULE_WEEKDAY;
    case TA_REASON_KITCHEN:
      return TA_ROTA_RULE_KITCHEN;
    case TA_REASON_DIET:
      return TA_ROTA_RULE_DIET;
    case TA_REASON_CAPABILITY:
      return TA_ROTA_RULE_CAPABILITY;
    case TA_REASON_NEWCOMER:
      return TA_ROTA_RULE_NEWCOMER;
    case TA_REASON_LEFT_OUT:
      return TA_ROTA_RULE_LEFT_OUT;
    case TA_REASON_GAP:
    case TA_REASON_SAME_DAY:
      return TA_ROTA_RULE_GAP;
    case TA_REASON_WEEK_LIMIT:
    case TA_REASON_NONE:
    default:
      return TA_ROTA_RULE_WEEK_LIMIT;
    }
}

static gsize
pair (const Search *search, int h, int t)
{
  return (gsize) h * (gsize) search->task->problem->n_turns + (gsize) t;
}

static guint
rules_against (const TaRotaTask *task, int h, int t)
{
  guint kinds = ta_rota_task_reason_kinds (task, h, t);
  guint rules = 0;

  for (guint kind = 1; kind <= TA_REASON_GAP; kind++)
    if (kinds & (1u << kind))
      rules |= BIT (ta_rota_rule_of_reason ((TaReasonKind) kind));
  return rules;
}

static Search *
search_new (const TaRotaTask *task)
{
  Search *search = g_new0 (Search, 1);
  const TaRotaProblem *problem = task->problem;
  gsize pairs = (gsize) problem->n_households * (gsize) problem->n_turns;

  search->task = task;
  search->unary = g_new0 (guint, pairs + 1);
  search->rules = g_new0 (guint, problem->n_households + 1);
  search->wanted = g_new0 (gboolean, problem->n_turns);
  search->need = g_new0 (int, problem->n_turns);
  search->chosen = g_new0 (guint8, pairs + 1);
  search->banned = g_new0 (guint8, pairs + 1);
  for (int t = 0; t < problem->n_turns; t++)
    {
      search->need[t] = problem->turns[t].places;
      for (int h = 0; h < problem->n_households; h++)
        {
          search->unary[pair (search, h, t)] = rules_against (task, h, t);
          search->need[t] -= ta_rota_problem_is_pinned (problem, h, t);
        }
    }
  return search;
}

/* Whether the household holds the slot in this search; a pinned turn counts as long as pins are in force. */
static gboolean
holds (const Search *search, int h, int t)
{
  return search->chosen[pair (search, h, t)]
         || ((search->rules[h] & BIT (TA_ROTA_RULE_PINNED)) && ta_rota_problem_is_pinned (search->task->problem, h, t));
}

static gboolean
week_is_full (const Search *search, int h, int t)
{
  const TaRotaTurn *turns = search->task->problem->turns;
  int first = t, held = 0, pinned = 0;

  while (first > search->first_slot && turns[first - 1].week == turns[t].week)
    first--;
  for (int other = first; other < search->end_slot && turns[other].week == turns[t].week; other++)
    if (holds (search, h, other))
      {
        held++;
        pinned += ta_rota_problem_is_pinned (search->task->problem, h, other);
      }
  return held + 1 > MAX (ta_rota_brief_max_per_week (search->task->brief, search->task->brief->households->pdata[h]), pinned);
}

static gboolean
is_too_near (const Search *search, int h, int t, int gap)
{
  const TaRotaTurn *turns = search->task->problem->turns;
  int last_day = search->task->problem->households[h].last_day;

  if (gap > 1 && last_day != TA_ROTA_NEVER && turns[t].day - last_day < gap)
    return TRUE;
  for (int other = t; other >= search->first_slot && turns[t].day - turns[other].day < gap; other--)
    if (holds (search, h, other))
      return TRUE;
  for (int other = t + 1; other < search->end_slot && turns[other].day - turns[t].day < gap; other++)
    if (holds (search, h, other))
      return TRUE;
  return FALSE;
}

static gboolean
can_hold (const Search *search, int h, int t)
{
  guint rules = search->rules[h];
  int gap = rules & BIT (TA_ROTA_RULE_GAP) ? search->task->problem->households[h].min_gap : 1;

  if ((search->unary[pair (search, h, t)] & rules) || search->banned[pair (search, h, t)]
      || ta_rota_problem_is_pinned (search->task->problem, h, t))
    return FALSE;
  return !is_too_near (search, h, t, gap) && !((rules & BIT (TA_ROTA_RULE_WEEK_LIMIT)) && week_is_full (search, h, t));
}

/* The wanted slot with the fewest households to spare; -1: all are filled. @spare is negative where one cannot be filled. */
static int
hardest_slot (const Search *search, int *spare)
{
  int hardest = -1;

  for (int t = search->first_slot; t < search->end_slot; t++)
    {
      int can = 0;

      if (!search->wanted[t] || search->need[t] == 0)
        continue;
      for (int h = 0; h < search->task->problem->n_households; h++)
        can += can_hold (search, h, t);
      if (hardest < 0 || can - search->need[t] < *spare)
        {
          hardest = t;
          *spare = can - search->need[t];
        }
    }
  return hardest;
}

static gboolean fill (Search *search);

/* Tries one household after the other; one that did not do is not tried again for another place of the same slot. */
static gboolean
fill_slot (Search *search, int t)
{
  int n = search->task->problem->n_households;
  g_autofree guint8 *tried = g_new0 (guint8, n + 1);
  gboolean filled = FALSE;

  search->need[t]--;
  for (int h = 0; h < n && !filled && search->nodes < MOST_NODES; h++)
    {
      if (!can_hold (search, h, t))
        continue;
      search->chosen[pair (search, h, t)] = 1;
      filled = fill (search);
      search->chosen[pair (search, h, t)] = 0;
      tried[h] = 1;
      search->banned[pair (search, h, t)] = 1;
    }
  search->need[t]++;
  for (int h = 0; h < n; h++)
    if (tried[h])
      search->banned[pair (search, h, t)] = 0;
  return filled;
}

static gboolean
fill (Search *search)
{
  int spare = 0;
  int t = hardest_slot (search, &spare);

  search->nodes++;
  if (t < 0)
    return TRUE;
  return spare >= 0 && fill_slot (search, t);
}

/* Whether the wanted slots certainly cannot all be filled. */
static gboolean
is_impossible (Search *search)
{
  search->nodes = 0;
  return !fill (search) && search->nodes < MOST_NODES;
}

/* All turns of the weeks around @slot; what is pinned a little further still counts. */
static void
set_window (Search *search, int slot, int weeks)
{
  const TaRotaProblem *problem = search->task->problem;
  int week = problem->turns[slot].week, margin = 1;

  for (int h = 0; h < problem->n_households; h++)
    margin = MAX (margin, problem->households[h].min_gap);
  search->first_slot = problem->n_turns;
  search->end_slot = 0;
  for (int t = 0; t < problem->n_turns; t++)
    {
      int first_day = 7 * (week - weeks), last_day = 7 * (week + weeks) + 6;

      search->wanted[t] = search->task->planned[t] && ABS (problem->turns[t].week - week) <= weeks;
      if (problem->turns[t].day < first_day - margin || problem->turns[t].day > last_day + margin)
        continue;
      search->first_slot = MIN (search->first_slot, t);
      search->end_slot = t + 1;
    }
  for (int h = 0; h < problem->n_households; h++)
    search->rules[h] = ALL_RULES;
}

static void
drop_slots (Search *search, int slot)
{
  int span = MAX (slot - search->first_slot, search->end_slot - slot);

  for (int distance = span; distance > 0; distance--)
    for (int side = -1; side <= 1; side += 2)
      {
        int t = slot + side * distance;

        if (t < search->first_slot || t >= search->end_slot || !search->wanted[t])
          continue;
        search->wanted[t] = FALSE;
        search->wanted[t] = !is_impossible (search);
      }
}

static void
drop_rules (Search *search)
{
  for (int rule = N_RULES - 1; rule >= 0; rule--)
    for (int h = 0; h < search->task->problem->n_households; h++)
      {
        search->rules[h] &= ~BIT (rule);
        if (!is_impossible (search))
          search->rules[h] |= BIT (rule);
      }
}

static gboolean
could_hold_any (const Search *search, int h)
{
  for (int t = search->first_slot; t < search->end_slot; t++)
    if (search->wanted[t] && search->unary[pair (search, h, t)] == 0)
      return TRUE;
  return FALSE;
}

static int *
to_ints (GArray *numbers, guint *n)
{
  *n = numbers->len;
  return (int *) (gpointer) g_array_free (numbers, FALSE);
}

static int
count_missing (Search *search, int slot)
{
  int all = search->need[slot], missing = 0;

  while (search->need[slot] > 0 && is_impossible (search))
    {
      search->need[slot]--;
      missing++;
    }
  search->need[slot] = all;
  return missing;
}

static TaRotaConflict *
make_conflict (Search *search, int missing)
{
  TaRotaConflict *conflict = g_new0 (TaRotaConflict, 1);
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (int));
  GArray *households = g_array_new (FALSE, FALSE, sizeof (int));
  GArray *rules = g_array_new (FALSE, FALSE, sizeof (TaRotaRule));

  for (int t = search->first_slot; t < search->end_slot; t++)
    if (search->wanted[t] && search->need[t] > 0)
      g_array_append_val (slots, t);
  for (int rule = 0; rule < N_RULES; rule++)
    for (int h = 0; h < search->task->problem->n_households; h++)
      if (search->rules[h] & BIT (rule))
        {
          TaRotaRule of = { (TaRotaRuleKind) rule, h };

          g_array_append_val (rules, of);
        }
  for (int h = 0; h < search->task->problem->n_households; h++)
    if (could_hold_any (search, h))
      g_array_append_val (households, h);
  conflict->missing = missing;
  conflict->slots = to_ints (slots, &conflict->n_slots);
  conflict->households = to_ints (households, &conflict->n_households);
  conflict->n_rules = rules->len;
  conflict->rules = (TaRotaRule *) (gpointer) g_array_free (rules, FALSE);
  return conflict;
}

TaRotaConflict *
ta_rota_conflict_find (const TaRotaTask *task, int slot)
{
  g_autoptr (Search) search = search_new (task);
  int missing;

  for (int weeks = 0; weeks < MOST_WEEKS; weeks++)
    {
      set_window (search, slot, weeks);
      if (!is_impossible (search))
        continue;
      drop_slots (search, slot);
      missing = count_missing (search, slot);
      drop_rules (search);
      return make_conflict (search, missing);
    }
  return NULL;
}

void
ta_rota_conflict_free (TaRotaConflict *conflict)
{
  if (conflict == NULL)
    return;
  g_free (conflict->slots);
  g_free (conflict->rules);
  g_free (conflict->households);
  g_free (conflict);
}

gboolean
ta_rota_conflict_equal (const TaRotaConflict *a, const TaRotaConflict *b)
{
  if (a->n_slots != b->n_slots || a->n_rules != b->n_rules)
    return FALSE;
  for (guint i = 0; i < a->n_slots; i++)
    if (a->slots[i] != b->slots[i])
      return FALSE;
  for (guint i = 0; i < a->n_rules; i++)
    if (a->rules[i].kind != b->rules[i].kind || a->rules[i].household != b->rules[i].household)
      return FALSE;
  return TRUE;
}
