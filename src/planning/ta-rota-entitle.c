/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-task-private.h"

#define MICRO 1000000 /* of a turn, while it is shared out */
#define WHOLE_SHARE 100
#define SETTLING_WEEKS 8 /* in how many a balance is settled */

/* What is gathered of each household before it is rounded. */
typedef struct
{
  gint64 *meals;    /* millionths of turns */
  gint64 *others;   /* likewise */
  gint64 *presence; /* days of the period, each by the obligation, absences left out */
  gint64 *weights;
} Shares;

static void
shares_clear (Shares *shares)
{
  g_free (shares->meals);
  g_free (shares->others);
  g_free (shares->presence);
  g_free (shares->weights);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shares, shares_clear)

static int
obligation (const TaRotaBrief *brief, const TaHousehold *household, TaDate date)
{
  return ta_rota_takes_part (brief, household, date) ? ta_household_membership (household, date)->obligation_share : 0;
}

static void
count_days (const TaRotaTask *task, Shares *shares, TaEntitlement *entitlement)
{
  const TaRotaBrief *brief = task->brief;

  for (int h = 0; h < entitlement->n_rows; h++)
    for (TaDate date = brief->from; date < brief->until; date++)
      {
        const TaHousehold *household = brief->households->pdata[h];
        TaEntitlementRow *row = &entitlement->rows[h];

        if (!ta_rota_takes_part (brief, household, date))
          continue;
        if (row->days++ == 0)
          row->obligation = obligation (brief, household, date);
        if (ta_household_absence (household, date) == NULL)
          shares->presence[h] += obligation (brief, household, date);
      }
}

/* Shares @turns (millionths) by the weights, if there are any. */
static gboolean
share_out (const Shares *shares, int n, gint64 turns, gint64 *sums)
{
  gint64 all = 0;

  for (int h = 0; h < n; h++)
    all += shares->weights[h];
  for (int h = 0; all > 0 && h < n; h++)
    sums[h] += (turns * shares->weights[h] + all / 2) / all;
  return all > 0;
}

/* By portions, and obligation; guests are nobody's duty. */
static void
weigh_meal (const TaRotaTask *task, const TaTurn *turn, Shares *shares, TaEntitlement *entitlement, gboolean count)
{
  for (int h = 0; h < entitlement->n_rows; h++)
    {
      const TaHousehold *household = task->brief->households->pdata[h];
      int portions = ta_turn_eats (turn, household);

      shares->weights[h] = (gint64) portions * obligation (task->brief, household, turn->date);
      if (count && portions > 0)
        {
          entitlement->rows[h].dinners++;
          entitlement->rows[h].portions += portions;
          entitlement->all_portions += portions;
        }
    }
}

static void
weigh_presence (Shares *shares, int n)
{
  for (int h = 0; h < n; h++)
    shares->weights[h] = shares->presence[h];
}

static void
share_slot (const TaRotaTask *task, int t, Shares *shares, TaEntitlement *entitlement)
{
  const TaTurn *turn = task->turns[t];
  const TaService *service = ta_rota_brief_find_service (task->brief, turn->service);
  gint64 turns = (gint64) task->problem->turns[t].places * MICRO;
  gboolean first = t == 0 || task->turns[t - 1] != turn;

  if (service->kind == TA_SERVICE_COOK)
    {
      weigh_meal (task, turn, shares, entitlement, first);
      if (share_out (shares, entitlement->n_rows, turns, shares->meals))
        return;
    }
  weigh_presence (shares, entitlement->n_rows);
  share_out (shares, entitlement->n_rows, turns, shares->others);
}

static void
count_held (const TaRotaTask *task, int t, TaEntitlement *entitlement)
{
  TaTurnState state = task->turns[t]->state;

  for (int i = task->present->first_place[t]; i < task->present->first_place[t + 1]; i++)
    {
      int h = task->present->households[i];

      if (h == TA_ROTA_NOBODY)
        continue;
      if (state == TA_TURN_DONE || state == TA_TURN_LATE)
        entitlement->rows[h].done += WHOLE_SHARE;
      else
        entitlement->rows[h].planned += WHOLE_SHARE;
    }
}

static int
round_micro (gint64 micro)
{
  return (int) ((micro + MICRO / WHOLE_SHARE / 2) / (MICRO / WHOLE_SHARE));
}

static void
set_target (TaEntitlementRow *row, gint64 target)
{
  row->target = (int) target;
  row->evened = row->target - row->meals_share - row->other_share + row->carried;
}

/* What the shares come to is nobody's whole duty: old balances, limits and rounding would make more or less of it than there are turns. */
static void
even_out (TaEntitlement *entitlement, const int *most)
{
  int n = entitlement->n_rows;
  g_autofree gint64 *shares = g_new0 (gint64, n + 1);
  g_autofree gint64 *prior = g_new0 (gint64, n + 1);
  g_autofree gint64 *limits = g_new0 (gint64, n + 1);
  g_autofree gint64 *targets = g_new0 (gint64, n + 1);

  for (int h = 0; h < n; h++)
    {
      TaEntitlementRow *row = &entitlement->rows[h];

      row->most = most[h] * WHOLE_SHARE;
      limits[h] = row->most;
      shares[h] = row->meals_share + row->other_share;
      prior[h] = row->carried - shares[h];
    }
  ta_water_fill (n, shares, prior, limits, entitlement->supply, targets);
  for (int h = 0; h < n; h++)
    set_target (&entitlement->rows[h], targets[h]);
}

static TaEntitlement *
make_rows (const TaRotaTask *task)
{
  const TaRotaBrief *brief = task->brief;
  TaEntitlement *entitlement = g_new0 (TaEntitlement, 1);

  entitlement->from = brief->from;
  entitlement->until = brief->until;
  entitlement->weeks = MAX ((brief->until - brief->from + 3) / 7, 1);
  entitlement->n_rows = task->problem->n_households;
  entitlement->rows = g_new0 (TaEntitlementRow, entitlement->n_rows);
  for (int h = 0; h < entitlement->n_rows; h++)
    {
      const TaHousehold *household = brief->households->pdata[h];
      const int *balance = g_hash_table_lookup (brief->balances, household->id);

      entitlement->rows[h].household = g_strdup (household->id);
      entitlement->rows[h].balance = balance != NULL ? *balance : 0;
    }
  return entitlement;
}

/* A short plan settles part of a balance, and no plan more than half of what a household would owe without it, or one turn: the rest waits. */
static int
carried (const TaEntitlementRow *row, int weeks)
{
  int most = MAX ((row->meals_share + row->other_share) / 2, WHOLE_SHARE);

  return (int) CLAMP ((gint64) row->balance * MIN (weeks, SETTLING_WEEKS) / SETTLING_WEEKS, -most, most);
}

TaEntitlement *
ta_rota_task_entitle (const TaRotaTask *task, const int *most)
{
  TaEntitlement *entitlement = make_rows (task);
  int n = entitlement->n_rows;
  g_auto (Shares) shares = { g_new0 (gint64, n + 1), g_new0 (gint64, n + 1), g_new0 (gint64, n + 1), g_new0 (gint64, n + 1) };

  count_days (task, &shares, entitlement);
  for (int t = 0; t < task->problem->n_turns; t++)
    {
      if (task->problem->turns[t].credit == 0)
        continue;
      share_slot (task, t, &shares, entitlement);
      count_held (task, t, entitlement);
      entitlement->supply += task->problem->turns[t].places * WHOLE_SHARE;
    }
  for (int h = 0; h < n; h++)
    {
      TaEntitlementRow *row = &entitlement->rows[h];

      row->meals_share = round_micro (shares.meals[h]);
      row->other_share = round_micro (shares.others[h]);
      row->carried = carried (row, entitlement->weeks);
    }
  even_out (entitlement, most);
  return entitlement;
}
