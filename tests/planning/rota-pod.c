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
