/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rota-pod.h"

TaRotaBrief *
pod_new (int weeks)
{
  TaRotaBrief *brief = ta_rota_brief_new (POD, DAY_0, DAY_0 + 7 * weeks);
  TaService *service = ta_service_new ("Cooking", TA_SERVICE_COOK);

  ta_set_text (&service->id, "cook");
  g_ptr_array_add (brief->services, service);
  return brief;
}

TaHousehold *
pod_add_household (TaRotaBrief *brief, const char *name, int adults)
{
  TaHousehold *household = ta_household_new (name);

  ta_set_text (&household->id, name);
  g_ptr_array_add (household->memberships, ta_membership_new (POD, TA_STATUS_MEMBER, DAY_0 - 1000));
  for (int i = 0; i < adults; i++)
    {
      g_autofree char *person = g_strdup_printf ("%s %d", name, i + 1);

      g_ptr_array_add (household->persons, ta_person_new (person, TA_ROLE_ADULT));
    }
  g_ptr_array_add (brief->households, household);
  return household;
}

static TaTurn *
make_turn (int day)
{
  TaTurn *turn = ta_turn_new (POD, "cook", DAY_0 + day, 18 * 60);

  g_free (turn->id);
  turn->id = g_strdup_printf ("t%d", day);
  return turn;
}

TaTurn *
pod_add_turn (TaRotaBrief *brief, int day)
{
  TaTurn *turn = make_turn (day);

  g_ptr_array_add (brief->turns, turn);
  return turn;
}

void
pod_add_weekdays (TaRotaBrief *brief)
{
  for (TaDate date = brief->from; date < brief->until; date++)
    if (ta_date_weekday (date) <= 5)
      pod_add_turn (brief, date - DAY_0);
}

TaTurn *
pod_add_around (TaRotaBrief *brief, int day, const char *household)
{
  TaTurn *turn = make_turn (day);

  pod_hold (turn, household);
  g_ptr_array_add (brief->around, turn);
  return turn;
}

void
pod_hold (TaTurn *turn, const char *household)
{
  g_ptr_array_add (turn->assignments, ta_assignment_new (household, TA_DUTY_COOK));
}

void
pod_assert_legal (const TaRotaTask *task, const TaRotaPlan *plan)
{
  TaRotaScore score;
  g_autofree char *broken = NULL;

  if (!ta_rota_evaluate (task->problem, plan, &score, &broken))
    g_error ("%s", broken);
}

TaRotaResult *
pod_solve (const TaRotaTask *task)
{
  g_autoptr (TaRotaPlan) start = ta_rota_task_start (task);
  TaRotaOptions options = { .seed = 1, .start = start };
  TaRotaResult *result = ta_rota_solve (task->problem, &options, NULL, NULL, NULL);

  pod_assert_legal (task, result->plan);
  return result;
}

static gboolean
chance (GRand *rand, int percent)
{
  return g_rand_int_range (rand, 0, 100) < percent;
}

static void
add_random_household (TaRotaBrief *brief, GRand *rand, int i)
{
  g_autofree char *name = g_strdup_printf ("h%d", i);
  TaHousehold *household = pod_add_household (brief, name, g_rand_int_range (rand, 1, 4));
  TaMembership *membership = household->memberships->pdata[0];
  TaDate away = DAY_0 + g_rand_int_range (rand, -7, 28);

  if (chance (rand, 40))
    g_ptr_array_add (household->absences, ta_absence_new (NULL, away, away + g_rand_int_range (rand, 1, 12), ""));
  if (chance (rand, 20))
    g_ptr_array_add (household->memberships, ta_membership_new (POD, chance (rand, 50) ? TA_STATUS_PAUSED : TA_STATUS_LEFT, DAY_0 + 14));
  if (chance (rand, 20))
    membership->status = TA_STATUS_TRIAL;
  if (chance (rand, 30))
    household->max_per_week = g_rand_int_range (rand, 0, 4);
  if (chance (rand, 30))
    household->min_gap_days = g_rand_int_range (rand, 1, 6);
  if (chance (rand, 30))
    household->kitchen_capacity = g_rand_int_range (rand, 0, 30) * 100;
  for (int weekday = 1; weekday <= 7; weekday++)
    if (chance (rand, 30))
      g_ptr_array_add (household->availability, ta_availability_new (NULL, weekday, (TaAvailabilityState) g_rand_int_range (rand, 0, 4)));
  ta_rota_brief_set_balance (brief, name, g_rand_int_range (rand, -300, 300));
  ta_rota_brief_set_left_out (brief, name, chance (rand, 5));
}

static void
add_random_turn (TaRotaBrief *brief, GRand *rand, int day)
{
  TaTurn *turn = day < 0 || day >= 28 ? make_turn (day) : pod_add_turn (brief, day);
  guint n = brief->households->len;
  guint first = (guint) g_rand_int_range (rand, 0, (gint32) n);

  if (day < 0 || day >= 28)
    g_ptr_array_add (brief->around, turn);
  turn->places = g_rand_int_range (rand, 1, 4);
  turn->state = (TaTurnState) g_rand_int_range (rand, TA_TURN_PLANNED, TA_TURN_CANCELLED + 1);
  turn->pinned = chance (rand, 15);
  if (chance (rand, 30))
    turn->series = g_strdup (((TaSeries *) brief->series->pdata[0])->id);
  for (guint i = 0; i < (guint) g_rand_int_range (rand, 0, 3) && i < n; i++)
    pod_hold (turn, ((TaHousehold *) brief->households->pdata[(first + i) % n])->id);
}

TaRotaBrief *
pod_random (GRand *rand)
{
  TaRotaBrief *brief = pod_new (4);
  TaSeries *series = ta_series_new (POD, "cook", DAY_0);
  int n = g_rand_int_range (rand, 1, 8);

  series->newcomers = g_rand_int_range (rand, 0, 3);
  g_ptr_array_add (brief->series, series);
  brief->rules->max_per_week = g_rand_int_range (rand, 1, 4);
  brief->rules->min_gap_days = g_rand_int_range (rand, 1, 5);
  brief->fewest_changes = chance (rand, 30);
  brief->today = DAY_0 + g_rand_int_range (rand, -3, 10);
  brief->from = DAY_0 + g_rand_int_range (rand, 0, 4);
  for (int i = 0; i < n; i++)
    add_random_household (brief, rand, i);
  for (int day = -20; day < 40; day++)
    if (chance (rand, 60))
      add_random_turn (brief, rand, day);
  for (guint i = brief->turns->len; i-- > 0;)
    if (((TaTurn *) brief->turns->pdata[i])->date < brief->from)
      g_ptr_array_add (brief->around, g_ptr_array_steal_index (brief->turns, i));
  return brief;
}
