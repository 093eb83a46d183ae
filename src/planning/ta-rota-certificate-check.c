/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-proof.h"

#include <stdlib.h>
#include <string.h>

/*
 * Plain and slow on purpose: the household's cheapest schedule by the definition, turn by turn, in 64-bit integers. Nothing here is shared with the search,
 * so that a fault there cannot hide itself.
 */
#define NO_WAY (G_MAXINT64 / 4)
#define LARGEST_MULTIPLIER ((gint64) 1 << 40)
#define SCALE ((gint64) TA_ROTA_PROOF_SCALE)

enum
{
  NO,
  MAY,
  MUST
};

/* What is left of the plans at some place of the tree. */
typedef struct
{
  guint8 *pairs;    /* [household * n_turns + turn] */
  guint8 *must_day; /* [household * n_days + day] */
  int *low;
  int *high;
} Left;

typedef struct
{
  const TaRotaProblem *problem;
  gboolean soft; /* whether anything but uncovered places costs */
  gint64 uncovered_cost;
  int min_uncovered;
  int max_uncovered;
  const TaRotaProof *proof;
  gint64 target;
  guint at; /* the next step of the proof */
} Check;

/* One household's tables. */
typedef struct
{
  int h;
  int n; /* turns that it may hold */
  int *turns;
  int *barrier; /* by turn: the first in the list that may come before it; -1 when it may be the first of all */
  int end_barrier;
  int n_credits;
  int n_week;      /* most turns of one week in the list */
  gint64 *forward; /* [turn][place in its week][credit] */
  gint64 *after;
} Table;

static gint64
pair_cost (const Check *check, int h, int t)
{
  return check->soft ? ta_rota_problem_cost (check->problem, h, t) * SCALE : 0;
}

static gint64
gap_cost (const Check *check, int h, int gap)
{
  const TaRotaHousehold *household = &check->problem->households[h];

  return check->soft && gap < household->n_gap_costs ? household->gap_costs[gap] * SCALE : 0;
}

static gint64
credit_cost (const Check *check, const Left *left, int h, int credit)
{
  if (credit < left->low[h] || credit > left->high[h])
    return NO_WAY;
  return check->soft ? check->problem->households[h].credit_costs[credit] * SCALE : 0;
}

static int
week_cap (const Check *check, int h, int t)
{
  const TaRotaProblem *problem = check->problem;
  int pinned = 0;

  for (int u = 0; problem->pinned != NULL && u < problem->n_turns; u++)
    pinned += problem->turns[u].week == problem->turns[t].week && ta_rota_problem_is_pinned (problem, h, u);
  return MAX (problem->households[h].max_per_week, pinned);
}

static gint64 *
cell (const Table *table, gint64 *values, int i, int w)
{
  return values + ((gsize) i * (gsize) table->n_week + (gsize) w) * (gsize) table->n_credits;
}

static void
find_turns (const Check *check, const Left *left, Table *table)
{
  const TaRotaProblem *problem = check->problem;
  const guint8 *pairs = left->pairs + (gsize) table->h * (gsize) problem->n_turns;
  int in_week = 0;
  gint64 credits = 0;

  table->n_week = 1;
  for (int t = 0; t < problem->n_turns; t++)
    {
      if (pairs[t] == NO)
        continue;
      in_week = table->n > 0 && problem->turns[table->turns[table->n - 1]].week == problem->turns[t].week ? in_week + 1 : 1;
      table->n_week = MAX (table->n_week, in_week);
      table->turns[table->n++] = t;
      credits += problem->turns[t].credit;
    }
  table->n_credits = (int) MIN (credits + 1, problem->households[table->h].n_credit_costs);
}

/* Returns: FALSE when a day must be taken that no turn is left on */
static gboolean
find_barriers (const Check *check, const Left *left, Table *table)
{
  const TaRotaProblem *problem = check->problem;
  const guint8 *must_day = left->must_day + (gsize) table->h * (gsize) problem->n_days;
  int barrier = -1, i = 0;

  for (int day = 0; day < problem->n_days; day++)
    {
      int first = i, of_day = must_day[day] ? first : -1;

      for (; i < table->n && problem->turns[table->turns[i]].day == day; i++)
        {
          table->barrier[i] = barrier;
          if (left->pairs[table->h * problem->n_turns + table->turns[i]] == MUST)
            barrier = i;
        }
      if (of_day >= 0 && first == i)
        return FALSE;
      barrier = MAX (barrier, of_day);
    }
  table->end_barrier = barrier;
  return TRUE;
}

/* Whether turn u may be the household's next after turn t, or its first (t < 0). */
static gboolean
may_follow (const Check *check, int h, int t, int u)
{
  const TaRotaProblem *problem = check->problem;
  const TaRotaHousehold *household = &problem->households[h];
  int from = t < 0 ? household->last_day : problem->turns[t].day;

  if (t < 0 && from == TA_ROTA_NEVER)
    return TRUE;
  if (ta_rota_problem_is_pinned (problem, h, u) && (t < 0 || ta_rota_problem_is_pinned (problem, h, t)))
    return TRUE;
  return problem->turns[u].day - from >= MAX (household->min_gap, 1);
}

static void
lower (gint64 *to, const gint64 *from, int n, gint64 cost)
{
  for (int c = 0; c < n; c++)
    if (from[c] < NO_WAY && from[c] + cost < to[c])
      to[c] = from[c] + cost;
}

static void
forward_from (const Check *check, Table *table, int i, int j, gint64 cost, int cap)
{
  const TaRotaTurn *turn = &check->problem->turns[table->turns[i]];
  gboolean same_week = check->problem->turns[table->turns[j]].week == turn->week;

  cost += gap_cost (check, table->h, turn->day - check->problem->turns[table->turns[j]].day);
  for (int w = 0; w < table->n_week; w++)
    if (turn->credit < table->n_credits && (!same_week || w + 1 < MIN (cap, table->n_week)))
      lower (cell (table, table->forward, i, same_week ? w + 1 : 0) + turn->credit, cell (table, table->forward, j, w),
             table->n_credits - turn->credit, cost);
}

static void
run_forward (const Check *check, Table *table, const gint64 *multipliers)
{
  const TaRotaHousehold *household = &check->problem->households[table->h];

  for (int i = 0; i < table->n; i++)
    {
      int t = table->turns[i];
      const TaRotaTurn *turn = &check->problem->turns[t];
      gint64 cost = pair_cost (check, table->h, t) - multipliers[t];
      int cap = week_cap (check, table->h, t);

      if (cap < 1)
        continue;
      if (table->barrier[i] < 0 && may_follow (check, table->h, -1, t) && turn->credit < table->n_credits)
        cell (table, table->forward, i, 0)[turn->credit]
            = cost + (household->last_day != TA_ROTA_NEVER ? gap_cost (check, table->h, turn->day - household->last_day) : 0);
      for (int j = MAX (table->barrier[i], 0); j < i; j++)
        if (may_follow (check, table->h, table->turns[j], t))
          forward_from (check, table, i, j, cost, cap);
    }
}

static void
after_by (const Check *check, Table *table, int i, int j, gint64 cost, int cap)
{
  const TaRotaTurn *next = &check->problem->turns[table->turns[j]];
  gboolean same_week = check->problem->turns[table->turns[i]].week == next->week;

  cost += gap_cost (check, table->h, next->day - check->problem->turns[table->turns[i]].day);
  for (int w = 0; w < table->n_week; w++)
    if (next->credit < table->n_credits && (!same_week || w + 1 < MIN (cap, table->n_week)))
      lower (cell (table, table->after, i, w), cell (table, table->after, j, same_week ? w + 1 : 0) + next->credit, table->n_credits - next->credit, cost);
}

static void
run_backward (const Check *check, const Left *left, Table *table, const gint64 *multipliers)
{
  for (int i = table->n - 1; i >= 0; i--)
    {
      for (int w = 0; w < table->n_week && i >= table->end_barrier; w++)
        for (int c = 0; c < table->n_credits; c++)
          cell (table, table->after, i, w)[c] = credit_cost (check, left, table->h, c);
      for (int j = i + 1; j < table->n; j++)
        if (table->barrier[j] <= i && may_follow (check, table->h, table->turns[i], table->turns[j]))
          after_by (check, table, i, j, pair_cost (check, table->h, table->turns[j]) - multipliers[table->turns[j]],
                    week_cap (check, table->h, table->turns[j]));
    }
}

static gint64 *
new_values (const Table *table)
{
  gsize n = (gsize) table->n * (gsize) table->n_week * (gsize) table->n_credits + 1;
  gint64 *values = g_new (gint64, n);

  for (gsize i = 0; i < n; i++)
    values[i] = NO_WAY;
  return values;
}

static void
table_clear (Table *table)
{
  g_free (table->turns);
  g_free (table->barrier);
  g_free (table->forward);
  g_free (table->after);
}

/* The cheapest schedule of each credit into @by_credit (n_credit_costs), and what it costs at least to hold each turn into @through (nullable; n_turns). */
static gint64
run_household (const Check *check, const Left *left, int h, const gint64 *multipliers, gint64 *by_credit, gint64 *through)
{
  const TaRotaProblem *problem = check->problem;
  Table table = { .h = h, .turns = g_new0 (int, problem->n_turns + 1), .barrier = g_new0 (int, problem->n_turns + 1) };
  gint64 best = NO_WAY;
  gboolean possible;

  for (int c = 0; c < problem->households[h].n_credit_costs; c++)
    by_credit[c] = NO_WAY;
  for (int t = 0; through != NULL && t < problem->n_turns; t++)
    through[t] = NO_WAY;
  find_turns (check, left, &table);
  possible = find_barriers (check, left, &table);
  table.forward = new_values (&table);
  table.after = new_values (&table);
  if (possible)
    {
      run_forward (check, &table, multipliers);
      if (through != NULL)
        run_backward (check, left, &table, multipliers);
      if (table.end_barrier < 0)
        by_credit[0] = credit_cost (check, left, h, 0);
    }
  for (int i = 0; i < table.n && possible; i++)
    for (int w = 0; w < table.n_week; w++)
      for (int c = 0; c < table.n_credits; c++)
        {
          gint64 sum = cell (&table, table.forward, i, w)[c];
          gint64 rest = i >= table.end_barrier ? credit_cost (check, left, h, c) : NO_WAY;
          gint64 after = cell (&table, table.after, i, w)[c];

          if (sum < NO_WAY && rest < NO_WAY)
            by_credit[c] = MIN (by_credit[c], sum + rest);
          if (through != NULL && sum < NO_WAY && after < NO_WAY)
            through[table.turns[i]] = MIN (through[table.turns[i]], sum + after);
        }
  for (int c = 0; c < problem->households[h].n_credit_costs; c++)
    best = MIN (best, by_credit[c]);
  table_clear (&table);
  return best;
}

static int
descending (const void *a, const void *b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x < y) - (x > y);
}

/* The least that places come to, filled or not: each is paid its multiplier, and the uncovered ones cost what they cost instead. */
static gint64
sum_places (const Check *check, const gint64 *multipliers)
{
  const TaRotaProblem *problem = check->problem;
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 cost = check->uncovered_cost * SCALE, sum = 0;

  for (int t = 0; t < problem->n_turns; t++)
    for (int i = 0; i < problem->turns[t].places; i++)
      {
        g_array_append_val (places, multipliers[t]);
        sum += multipliers[t];
      }
  qsort (places->data, places->len, sizeof (gint64), descending);
  for (int i = 0; i < (int) places->len && i < check->max_uncovered; i++)
    {
      gint64 multiplier = g_array_index (places, gint64, i);

      if (i < check->min_uncovered || multiplier > cost)
        sum += cost - multiplier;
    }
  return sum;
}

static Left *
left_new (const TaRotaProblem *problem)
{
  Left *left = g_new0 (Left, 1);

  left->pairs = g_malloc0 ((gsize) problem->n_households * (gsize) problem->n_turns + 1);
  left->must_day = g_malloc0 ((gsize) problem->n_households * (gsize) problem->n_days + 1);
  left->low = g_new0 (int, problem->n_households + 1);
  left->high = g_new0 (int, problem->n_households + 1);
  return left;
}

static Left *
left_all (const TaRotaProblem *problem)
{
  Left *left = left_new (problem);

  for (int h = 0; h < problem->n_households; h++)
    {
      left->high[h] = problem->households[h].n_credit_costs - 1;
      for (int t = 0; t < problem->n_turns; t++)
        if (ta_rota_problem_is_pinned (problem, h, t))
          left->pairs[h * problem->n_turns + t] = MUST;
        else if (ta_rota_problem_cost (problem, h, t) >= 0)
          left->pairs[h * problem->n_turns + t] = MAY;
    }
  return left;
}

static Left *
left_copy (const TaRotaProblem *problem, const Left *left)
{
  Left *copy = left_new (problem);

  memcpy (copy->pairs, left->pairs, (gsize) problem->n_households * (gsize) problem->n_turns);
  memcpy (copy->must_day, left->must_day, (gsize) problem->n_households * (gsize) problem->n_days);
  memcpy (copy->low, left->low, (gsize) problem->n_households * sizeof (int));
  memcpy (copy->high, left->high, (gsize) problem->n_households * sizeof (int));
  return copy;
}

static void
left_free (Left *left)
{
  g_free (left->pairs);
  g_free (left->must_day);
  g_free (left->low);
  g_free (left->high);
  g_free (left);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Left, left_free)

/* A full turn leaves no room, and one that just enough are left for takes them all. Returns: whether anything is left */
static gboolean
settle (const Check *check, Left *left)
{
  const TaRotaProblem *problem = check->problem;

  for (int t = 0; t < problem->n_turns; t++)
    {
      int may = 0, must = 0, needed = problem->turns[t].places - check->max_uncovered;

      for (int h = 0; h < problem->n_households; h++)
        {
          may += left->pairs[h * problem->n_turns + t] == MAY;
          must += left->pairs[h * problem->n_turns + t] == MUST;
        }
      if (must > problem->turns[t].places || must + may < needed)
        return FALSE;
      for (int h = 0; h < problem->n_households && (must == problem->turns[t].places || must + may == needed); h++)
        if (left->pairs[h * problem->n_turns + t] == MAY)
          left->pairs[h * problem->n_turns + t] = must == problem->turns[t].places ? NO : MUST;
    }
  return TRUE;
}

static const gint64 *
find_multipliers (const Check *check, int number)
{
  gsize end = ((gsize) number + 1) * (gsize) check->proof->n_turns;
  const gint64 *multipliers;

  if (number < 0 || end > check->proof->multipliers->len)
    return NULL;
  multipliers = &g_array_index (check->proof->multipliers, gint64, end - (gsize) check->proof->n_turns);
  for (int t = 0; t < check->proof->n_turns; t++)
    if (multipliers[t] > LARGEST_MULTIPLIER || multipliers[t] < -LARGEST_MULTIPLIER)
      return NULL;
  return multipliers;
}

/* Returns: the bound, scaled; NO_WAY when nothing is left */
static gint64
find_bound (const Check *check, const Left *left, const gint64 *multipliers, gint64 *least)
{
  gint64 bound = sum_places (check, multipliers);

  for (int h = 0; h < check->problem->n_households; h++)
    {
      g_autofree gint64 *by_credit = g_new (gint64, check->problem->households[h].n_credit_costs);

      least[h] = run_household (check, left, h, multipliers, by_credit, NULL);
      if (least[h] >= NO_WAY)
        return NO_WAY;
      bound += least[h];
    }
  return bound;
}

static gboolean
check_leaf (const Check *check, const Left *left, int number)
{
  const gint64 *multipliers = find_multipliers (check, number);
  g_autofree gint64 *least = g_new (gint64, check->problem->n_households + 1);

  return multipliers != NULL && find_bound (check, left, multipliers, least) > (check->target - 1) * SCALE;
}

static gboolean
fix (const Check *check, Left *left, int number)
{
  const TaRotaProblem *problem = check->problem;
  const gint64 *multipliers = find_multipliers (check, number);
  g_autofree gint64 *least = g_new (gint64, problem->n_households + 1);
  g_autofree gint64 *through = g_new (gint64, problem->n_turns + 1);
  gint64 bound;

  if (multipliers == NULL)
    return FALSE;
  bound = find_bound (check, left, multipliers, least);
  for (int h = 0; h < problem->n_households && bound < NO_WAY; h++)
    {
      g_autofree gint64 *by_credit = g_new (gint64, problem->households[h].n_credit_costs);
      gint64 most = (check->target - 1) * SCALE - bound + least[h];

      run_household (check, left, h, multipliers, by_credit, through);
      for (int t = 0; t < problem->n_turns; t++)
        if (left->pairs[h * problem->n_turns + t] == MAY && through[t] > most)
          left->pairs[h * problem->n_turns + t] = NO;
      while (left->low[h] <= left->high[h] && by_credit[left->low[h]] > most)
        left->low[h]++;
      while (left->low[h] <= left->high[h] && by_credit[left->high[h]] > most)
        left->high[h]--;
    }
  return TRUE;
}

static void
forbid_day (const Check *check, Left *left, int h, int day)
{
  for (int t = 0; t < check->problem->n_turns; t++)
    if (check->problem->turns[t].day == day)
      left->pairs[h * check->problem->n_turns + t] = NO;
}

static void
restrict_to (const Check *check, Left *left, const TaRotaProofStep *step, gboolean answer)
{
  const TaRotaProblem *problem = check->problem;
  int h = step->household;

  if (step->kind == TA_ROTA_PROOF_CREDIT && answer)
    left->low[h] = MAX (left->low[h], step->value + 1);
  else if (step->kind == TA_ROTA_PROOF_CREDIT)
    left->high[h] = MIN (left->high[h], step->value);
  else if (step->kind == TA_ROTA_PROOF_DAY && answer)
    left->must_day[h * problem->n_days + step->value] = TRUE;
  else if (step->kind == TA_ROTA_PROOF_DAY)
    forbid_day (check, left, h, step->value);
  else
    left->pairs[h * problem->n_turns + step->value] = answer ? (left->pairs[h * problem->n_turns + step->value] == NO ? NO : MUST) : NO;
}

static gboolean
step_is_sound (const Check *check, const TaRotaProofStep *step)
{
  const TaRotaProblem *problem = check->problem;
  int end = step->kind == TA_ROTA_PROOF_DAY      ? problem->n_days
            : step->kind == TA_ROTA_PROOF_TURN   ? problem->n_turns
            : step->kind == TA_ROTA_PROOF_CREDIT ? G_MAXINT - 1
                                                 : 0;

  return step->household >= 0 && step->household < problem->n_households && step->value >= 0 && step->value < end;
}

/* To hold what is already ruled out leaves nothing. */
static gboolean
answer_is_open (const Check *check, const Left *left, const TaRotaProofStep *step, gboolean answer)
{
  if (step->kind != TA_ROTA_PROOF_TURN)
    return TRUE;
  return left->pairs[step->household * check->problem->n_turns + step->value] != (answer ? NO : MUST);
}

static gboolean check_tree (Check *check, const Left *left, gboolean open);

static gboolean
check_branch (Check *check, const Left *left, gboolean open, const TaRotaProofStep *step)
{
  if (!step_is_sound (check, step))
    return FALSE;
  for (int answer = 0; answer < 2; answer++)
    {
      g_autoptr (Left) part = left_copy (check->problem, left);
      gboolean part_open = open && answer_is_open (check, left, step, answer);

      if (part_open)
        restrict_to (check, part, step, answer);
      if (!check_tree (check, part, part_open && settle (check, part)))
        return FALSE;
    }
  return TRUE;
}

/* Where nothing is left (not open), whatever is said there holds; the steps are still read to its end. */
static gboolean
check_tree (Check *check, const Left *left, gboolean open)
{
  g_autoptr (Left) part = left_copy (check->problem, left);

  while (check->at < check->proof->steps->len)
    {
      const TaRotaProofStep *step = &g_array_index (check->proof->steps, TaRotaProofStep, check->at++);

      if (step->kind == TA_ROTA_PROOF_LEAF)
        return !open || check_leaf (check, part, step->value);
      if (step->kind != TA_ROTA_PROOF_FIX)
        return check_branch (check, part, open, step);
      if (open && !fix (check, part, step->value))
        return FALSE;
      open = open && settle (check, part);
    }
  return FALSE;
}

static gboolean
check_proof (Check *check)
{
  g_autoptr (Left) left = left_all (check->problem);

  check->target = check->proof->claim;
  return check->proof->n_turns == check->problem->n_turns && check_tree (check, left, settle (check, left))
         && check->at == check->proof->steps->len;
}

gboolean
ta_rota_certificate_check (const TaRotaProblem *problem, const TaRotaCertificate *certificate, int *uncovered_bound, gint64 *bound)
{
  int n_places = 0;
  Check coverage = { problem, FALSE, 1, 0, 0, &certificate->coverage };
  Check cost = { problem, TRUE, TA_ROTA_UNCOVERED, (int) certificate->coverage.claim, certificate->max_uncovered, &certificate->cost };

  for (int t = 0; t < problem->n_turns; t++)
    n_places += problem->turns[t].places;
  coverage.max_uncovered = n_places;
  /* That no fewer than none are uncovered needs no proof. */
  if (certificate->coverage.claim < 0 || certificate->coverage.claim > certificate->max_uncovered || certificate->max_uncovered > n_places)
    return FALSE;
  if (certificate->coverage.claim > 0 && !check_proof (&coverage))
    return FALSE;
  if (!check_proof (&cost))
    return FALSE;
  *uncovered_bound = (int) certificate->coverage.claim;
  *bound = certificate->cost.claim;
  return TRUE;
}
