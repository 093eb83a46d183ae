/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rota-pod.h"

static TaHousehold *
find (TaRotaBrief *brief, const char *name)
{
  TaHousehold *household = ta_rota_brief_find_household (brief, name);

  g_assert_nonnull (household);
  return household;
}

/* Four households, two weeks of dinners. */
static TaRotaBrief *
make_pod (void)
{
  TaRotaBrief *brief = pod_new (2);

  pod_add_household (brief, "Ana", 2);
  pod_add_household (brief, "Bea", 2);
  pod_add_household (brief, "Cruz", 2);
  pod_add_household (brief, "Diaz", 2);
  pod_add_weekdays (brief);
  return brief;
}

static void
assert_reason (const TaRotaTask *task, const char *household, int day, TaReasonKind kind, const char *text)
{
  g_autofree char *turn = g_strdup_printf ("t%d", day);
  int h = ta_rota_task_find_household (task, household);
  int t = ta_rota_task_find_slot (task, turn);
  const TaReason *reason = ta_rota_task_reason (task, h, t);
  g_autofree char *told = ta_reason_to_text (reason, household);

  g_assert_cmpint (reason->kind, ==, kind);
  g_assert_cmpstr (told, ==, text);
  g_assert_true ((ta_rota_problem_cost (task->problem, h, t) == TA_ROTA_INELIGIBLE) == (kind != TA_REASON_NONE));
}

static void
test_compile (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaTask) task = NULL;

  find (brief, "Bea")->max_per_week = 1;
  find (brief, "Bea")->min_gap_days = 4;
  g_ptr_array_add (find (brief, "Cruz")->availability, ta_availability_new (NULL, 1, TA_UNDESIRED));
  g_ptr_array_add (find (brief, "Diaz")->availability, ta_availability_new (NULL, 1, TA_DESIRED));
  task = ta_rota_brief_compile (brief);
  g_assert_cmpint (task->problem->n_households, ==, 4);
  g_assert_cmpint (task->problem->n_turns, ==, 10);
  g_assert_cmpint (task->problem->n_days, ==, 14);
  g_assert_cmpint (task->problem->turns[5].day, ==, 7);
  g_assert_cmpint (task->problem->turns[5].week, ==, 1);
  g_assert_cmpint (task->problem->turns[5].credit, ==, 1);
  g_assert_cmpint (task->problem->households[0].max_per_week, ==, 2);
  g_assert_cmpint (task->problem->households[0].min_gap, ==, 2);
  g_assert_cmpint (task->problem->households[0].last_day, ==, TA_ROTA_NEVER);
  g_assert_cmpint (task->problem->households[1].max_per_week, ==, 1);
  g_assert_cmpint (task->problem->households[1].min_gap, ==, 4);
  g_assert_cmpint (ta_rota_problem_cost (task->problem, 2, 0), ==, brief->rules->preference);
  g_assert_cmpint (ta_rota_problem_cost (task->problem, 2, 1), ==, 0);
  g_assert_cmpint (ta_rota_problem_cost (task->problem, 3, 0), ==, 0);
  g_assert_cmpint (ta_rota_problem_cost (task->problem, 3, 1), ==, brief->rules->preference / 4);
}

static void
test_costs_of_gaps_and_credit (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaTask) task = NULL;
  const TaRotaHousehold *ana;

  brief->rules->spacing = 100;
  task = ta_rota_brief_compile (brief);
  ana = &task->problem->households[0];

  /* Two and a half turns each: 5.6 days apart would be even, and shorter than 85 % of it costs. */
  g_assert_cmpint (task->entitlement->rows[0].target, ==, 250);
  g_assert_cmpint (ana->gap_costs[0], ==, 100);
  /* By the square of what is missing: 100 × (3.76 / 4.76)², and so on. */
  g_assert_cmpint (ana->gap_costs[1], ==, 62);
  g_assert_cmpint (ana->gap_costs[2], ==, 34);
  g_assert_cmpint (ana->gap_costs[3], ==, 14);
  g_assert_cmpint (ana->gap_costs[4], ==, 3);
  g_assert_cmpint (ana->gap_costs[5], ==, 0);
  g_assert_cmpint (ana->gap_costs[7], ==, brief->rules->variety);
  g_assert_cmpint (ana->gap_costs[28], ==, brief->rules->variety);
  g_assert_cmpint (ana->n_gap_costs, ==, 29);
  g_assert_cmpint (ana->credit_costs[2], ==, 50);
  g_assert_cmpint (ana->credit_costs[3], ==, 50);
  g_assert_cmpint (ana->credit_costs[0], ==, 1250);
}

static void
test_reasons (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaTask) task = NULL;
  TaTurn *tuesday = ta_rota_brief_find_turn (brief, "t1");
  GPtrArray *asked = g_ptr_array_new_with_free_func (g_free);
  TaPerson *bea = find (brief, "Bea")->persons->pdata[0];

  g_ptr_array_add (find (brief, "Ana")->absences, ta_absence_new (NULL, DAY_0 + 2, DAY_0 + 5, ""));
  ((TaMembership *) find (brief, "Bea")->memberships->pdata[0])->until = DAY_0 + 4;
  g_ptr_array_add (find (brief, "Cruz")->memberships, ta_membership_new (POD, TA_STATUS_PAUSED, DAY_0 + 10));
  g_ptr_array_add (find (brief, "Cruz")->availability, ta_availability_new (NULL, 4, TA_UNAVAILABLE));
  find (brief, "Diaz")->kitchen_capacity = 600;
  g_ptr_array_add (find (brief, "Cruz")->cooking_limits, g_strdup ("nuts"));
  g_ptr_array_add (bea->allergies, ta_allergy_new ("nuts", TA_SEVERITY_ALLERGY));
  g_ptr_array_add (find (brief, "Ana")->cooking_limits, g_strdup ("vegan"));
  g_ptr_array_add (((TaPerson *) find (brief, "Diaz")->persons->pdata[1])->diets, g_strdup ("vegan"));
  g_ptr_array_add (((TaPerson *) find (brief, "Diaz")->persons->pdata[0])->capabilities, g_strdup ("First aid"));
  g_ptr_array_add (asked, g_strdup ("First aid"));
  g_hash_table_insert (brief->requirements, g_strdup ("series"), asked);
  tuesday->series = g_strdup ("series");
  task = ta_rota_brief_compile (brief);
  assert_reason (task, "Ana", 3, TA_REASON_AWAY, "Ana is away from 9 Sep to 11 Sep");
  assert_reason (task, "Ana", 0, TA_REASON_DIET, "Ana cannot cook for Diaz 2’s diet: Vegan");
  assert_reason (task, "Bea", 4, TA_REASON_NOT_MEMBER, "Bea does not belong to the pod on 11 Sep");
  assert_reason (task, "Bea", 3, TA_REASON_NONE, "");
  assert_reason (task, "Bea", 1, TA_REASON_CAPABILITY, "Nobody in Bea who is there has this: First aid");
  assert_reason (task, "Cruz", 11, TA_REASON_PAUSED, "Cruz has paused since 17 Sep 2026");
  assert_reason (task, "Cruz", 3, TA_REASON_WEEKDAY, "Cruz is unavailable on this day of the week: Thursday, 10 September");
  assert_reason (task, "Cruz", 2, TA_REASON_DIET, "Cruz cannot cook without Tree nuts, for Bea 1");
  assert_reason (task, "Cruz", 4, TA_REASON_NONE, "");
  assert_reason (task, "Diaz", 0, TA_REASON_KITCHEN, "Diaz’s kitchen makes 6 portions and the turn needs 8");
  /* Ana is away on Wednesday, and six are left. */
  assert_reason (task, "Diaz", 2, TA_REASON_NONE, "");
}

static void
test_everybody_who_can_cook_is_away (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaTask) task = NULL;
  TaHousehold *ana = find (brief, "Ana");

  for (guint i = 0; i < ana->persons->len; i++)
    {
      const TaPerson *person = ana->persons->pdata[i];

      g_ptr_array_add (ana->absences, ta_absence_new (person->id, DAY_0, DAY_0 + 1, ""));
      g_ptr_array_add (ana->availability, ta_availability_new (person->id, 2, TA_UNAVAILABLE));
    }
  find (brief, "Bea")->max_per_week = 0;
  task = ta_rota_brief_compile (brief);
  assert_reason (task, "Ana", 0, TA_REASON_ALL_AWAY, "Everybody in Ana is away on 7 Sep");
  assert_reason (task, "Ana", 1, TA_REASON_WEEKDAY, "Ana is unavailable on this day of the week: Tuesday, 8 September");
  assert_reason (task, "Bea", 0, TA_REASON_WEEK_LIMIT, "Bea takes no turns");
}

/* What the forms say of a turn and what the planner says is the same. */
static void
test_agrees_with_the_forms (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaTask) task = NULL;

  g_ptr_array_add (find (brief, "Ana")->absences, ta_absence_new (NULL, DAY_0 + 2, DAY_0 + 5, ""));
  g_ptr_array_add (find (brief, "Bea")->memberships, ta_membership_new (POD, TA_STATUS_LEFT, DAY_0 + 8));
  g_ptr_array_add (find (brief, "Cruz")->availability, ta_availability_new (NULL, 4, TA_UNAVAILABLE));
  find (brief, "Diaz")->kitchen_capacity = 100;
  for (guint i = 0; i < brief->turns->len; i++)
    ((TaTurn *) brief->turns->pdata[i])->portions = 800;
  task = ta_rota_brief_compile (brief);
  for (int h = 0; h < 4; h++)
    for (int t = 0; t < task->problem->n_turns; t++)
      {
        const TaHousehold *household = brief->households->pdata[h];
        g_autofree char *clash = ta_turn_holder_clash (task->turns[t], household);
        g_autofree char *told = ta_reason_to_text (ta_rota_task_reason (task, h, t), household->name);

        g_assert_cmpstr (told, ==, clash != NULL ? clash : "");
      }
}

static void
test_states (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaTask) task = NULL;
  TaRotaProblem *problem;
  static const TaTurnState states[] = { TA_TURN_DONE, TA_TURN_MISSED, TA_TURN_CANCELLED, TA_TURN_PUBLISHED,
                                        TA_TURN_PLANNED, TA_TURN_SEEKING_COVER, TA_TURN_PLANNED };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      TaTurn *turn = brief->turns->pdata[i];

      turn->state = states[i];
      pod_hold (turn, i % 2 == 0 ? "Ana" : "Bea");
    }
  ((TaTurn *) brief->turns->pdata[6])->pinned = TRUE;
  task = ta_rota_brief_compile (brief);
  problem = task->problem;
  g_assert_cmpint (problem->n_turns, ==, 9);            /* without the cancelled one */
  g_assert_cmpint (task->entitlement->supply, ==, 800); /* without the missed one */
  g_assert_true (ta_rota_problem_is_pinned (problem, 0, 0));
  g_assert_true (ta_rota_problem_is_pinned (problem, 1, 1));
  g_assert_cmpint (problem->turns[1].credit, ==, 0);
  g_assert_false (ta_rota_problem_is_pinned (problem, 1, 2));
  g_assert_cmpint (ta_rota_problem_cost (problem, 1, 2), ==, 0);
  g_assert_cmpint (ta_rota_problem_cost (problem, 2, 2), ==, brief->rules->stability);
  g_assert_cmpint (ta_rota_problem_cost (problem, 2, 3), ==, 1); /* not for nothing */
  g_assert_cmpint (ta_rota_problem_cost (problem, 0, 3), ==, 0);
  g_assert_cmpint (ta_rota_problem_cost (problem, 1, 4), >, brief->rules->stability);
  g_assert_cmpint (ta_rota_problem_cost (problem, 2, 4), ==, 0);
  g_assert_true (ta_rota_problem_is_pinned (problem, 0, 5));
  g_assert_false (task->planned[0]);
  g_assert_true (task->planned[3]);
  g_assert_cmpint (task->entitlement->rows[0].done, ==, 100);
  g_assert_cmpint (task->entitlement->rows[0].planned, ==, 200);
  /* Late is done. */
  ((TaTurn *) brief->turns->pdata[0])->state = TA_TURN_LATE;
  ta_rota_task_free (task);
  task = ta_rota_brief_compile (brief);
  g_assert_cmpint (task->entitlement->rows[0].done, ==, 100);
  brief->fewest_changes = TRUE;
  brief->today = DAY_0 + 4;
  ta_rota_task_free (task);
  task = ta_rota_brief_compile (brief);
  /* Thursday's is over, so it stays. */
  g_assert_true (ta_rota_problem_is_pinned (task->problem, 1, 2));
}

static void
test_edges (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaTask) task = NULL;
  g_auto (TaReason) reason = { 0 };
  TaTurn *before;

  /* From Wednesday on: Monday is of the same week. */
  brief->from = DAY_0 + 2;
  g_ptr_array_remove_range (brief->turns, 0, 2);
  pod_add_around (brief, 0, "Ana");
  pod_add_around (brief, -3, "Bea");
  pod_add_around (brief, -10, "Bea");
  before = pod_add_around (brief, -1, "Cruz");
  before->state = TA_TURN_MISSED;
  pod_add_around (brief, 14, "Diaz");
  task = ta_rota_brief_compile (brief);
  g_assert_cmpint (task->problem->n_turns, ==, 10);
  g_assert_cmpint (task->first_day, ==, DAY_0);
  g_assert_true (ta_rota_problem_is_pinned (task->problem, 0, 0));
  g_assert_cmpint (task->problem->turns[0].credit, ==, 0);
  g_assert_cmpint (task->problem->households[1].last_day, ==, -3);
  g_assert_cmpint (task->problem->households[2].last_day, ==, TA_ROTA_NEVER);
  g_assert_cmpint (task->problem->n_days, ==, 15);
  g_assert_cmpint (task->entitlement->supply, ==, 800);
  g_assert_true (ta_rota_task_plan_reason (task, task->present, 3, ta_rota_task_find_slot (task, "t11"), &reason) == FALSE);
  brief->rules->min_gap_days = 5;
  ta_rota_task_free (task);
  task = ta_rota_brief_compile (brief);
  g_assert_true (ta_rota_task_plan_reason (task, task->present, 3, ta_rota_task_find_slot (task, "t11"), &reason));
  g_assert_cmpint (reason.kind, ==, TA_REASON_GAP);
  g_assert_cmpint (reason.other, ==, DAY_0 + 14);
}

static void
assert_plan_reason (const TaRotaTask *task, const char *household, int day, TaReasonKind kind, const char *text)
{
  g_autofree char *turn = g_strdup_printf ("t%d", day);
  g_auto (TaReason) reason = { 0 };
  g_autofree char *told = NULL;

  ta_rota_task_plan_reason (task, task->present, ta_rota_task_find_household (task, household), ta_rota_task_find_slot (task, turn), &reason);
  told = ta_reason_to_text (&reason, household);
  g_assert_cmpint (reason.kind, ==, kind);
  g_assert_cmpstr (told, ==, text);
}

static void
test_reasons_of_a_plan (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaTask) task = NULL;
  TaTurn *lunch = pod_add_turn (brief, 4);

  ta_set_text (&lunch->id, "t100");
  lunch->start = 12 * 60;
  pod_hold (brief->turns->pdata[0], "Ana");
  pod_hold (brief->turns->pdata[2], "Ana");
  pod_hold (brief->turns->pdata[1], "Bea");
  pod_hold (lunch, "Bea");
  task = ta_rota_brief_compile (brief);
  assert_plan_reason (task, "Ana", 4, TA_REASON_WEEK_LIMIT, "Ana has its 2 turns of that week already");
  assert_plan_reason (task, "Ana", 7, TA_REASON_NONE, "");
  assert_plan_reason (task, "Bea", 4, TA_REASON_SAME_DAY, "Bea has another turn on 11 Sep");
  brief->rules->max_per_week = 3;
  ta_rota_task_free (task);
  task = ta_rota_brief_compile (brief);
  assert_plan_reason (task, "Bea", 2, TA_REASON_GAP, "Bea has a turn on 8 Sep, and its turns are at least 2 days apart");
  assert_plan_reason (task, "Ana", 4, TA_REASON_NONE, "");
}

static void
test_newcomers (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaTask) task = NULL;
  TaSeries *series = ta_series_new (POD, "cook", DAY_0);
  TaTurn *monday = brief->turns->pdata[0];

  g_ptr_array_add (brief->series, series);
  series->newcomers = 1;
  monday->series = g_strdup (series->id);
  monday->places = 2;
  pod_hold (monday, "Diaz");
  pod_hold (monday, "Ana");
  ((TaMembership *) find (brief, "Diaz")->memberships->pdata[0])->status = TA_STATUS_TRIAL;
  task = ta_rota_brief_compile (brief);
  g_assert_cmpint (task->problem->n_turns, ==, 11);
  g_assert_true (task->turns[0] == task->turns[1]);
  g_assert_cmpint (ta_rota_task_reason (task, 3, 0)->kind, ==, TA_REASON_NEWCOMER);
  g_assert_cmpint (ta_rota_task_reason (task, 3, 1)->kind, ==, TA_REASON_NONE);
  g_assert_true (ta_rota_plan_holds (task->present, 0, 0));
  g_assert_true (ta_rota_plan_holds (task->present, 3, 1));
  /* With nobody new there are two places like any. */
  ((TaMembership *) find (brief, "Diaz")->memberships->pdata[0])->status = TA_STATUS_MEMBER;
  ta_rota_task_free (task);
  task = ta_rota_brief_compile (brief);
  g_assert_cmpint (task->problem->n_turns, ==, 10);
  g_assert_cmpint (task->problem->turns[0].places, ==, 2);
}

static void
test_two_share_the_pots (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaTask) task = NULL;

  find (brief, "Diaz")->kitchen_capacity = 400;
  ((TaTurn *) brief->turns->pdata[0])->places = 2;
  task = ta_rota_brief_compile (brief);
  assert_reason (task, "Diaz", 0, TA_REASON_NONE, "");
  assert_reason (task, "Diaz", 1, TA_REASON_KITCHEN, "Diaz’s kitchen makes 4 portions and the turn needs 8");
}

/* A turn that asks for two has two places, whether anybody holds it or not, and they go to different households. */
static void
test_places (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaTask) task = NULL;
  g_autoptr (TaRotaResult) result = NULL;

  ((TaTurn *) brief->turns->pdata[0])->places = 2;
  ((TaTurn *) brief->turns->pdata[3])->places = 3;
  pod_hold (brief->turns->pdata[3], "Ana");
  task = ta_rota_brief_compile (brief);
  g_assert_cmpint (task->problem->turns[0].places, ==, 2);
  g_assert_cmpint (task->problem->turns[3].places, ==, 3);
  g_assert_cmpint (task->entitlement->supply, ==, 1300);
  brief->rules->max_per_week = 3;
  ta_rota_task_free (task);
  task = ta_rota_brief_compile (brief);
  result = pod_solve (task);
  g_assert_cmpint (result->score.uncovered, ==, 0);
}

/* Care beside dinners, planned together or one of them alone: then the other stays as it is, counts for no fairness here, and still takes its day. */
static void
test_services (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaTask) both = NULL;
  g_autoptr (TaRotaTask) dinners = NULL;
  TaService *care = ta_service_new ("Child care", TA_SERVICE_SIT);
  const char *const holders[] = { "Ana", NULL };

  ta_set_text (&care->id, "care");
  for (int i = 0; i < 2; i++)
    {
      TaTurn *turn = pod_add_turn (brief, i);

      ta_set_text (&turn->service, "care");
      g_free (turn->id);
      turn->id = g_strdup_printf ("t%d", 100 + i);
      turn->start = 15 * 60;
      if (holders[i] != NULL)
        pod_hold (turn, holders[i]);
    }
  dinners = ta_rota_brief_compile (brief);
  g_assert_cmpint (dinners->problem->n_turns, ==, 11); /* that which nobody holds is not ours to fill */
  g_assert_cmpint (dinners->entitlement->supply, ==, 1000);
  g_assert_false (dinners->planned[ta_rota_task_find_slot (dinners, "t100")]);
  g_assert_true (ta_rota_problem_is_pinned (dinners->problem, 0, ta_rota_task_find_slot (dinners, "t100")));
  assert_plan_reason (dinners, "Ana", 0, TA_REASON_SAME_DAY, "Ana has another turn on 7 Sep");
  g_ptr_array_add (brief->services, care);
  both = ta_rota_brief_compile (brief);
  g_assert_cmpint (both->problem->n_turns, ==, 12);
  g_assert_cmpint (both->entitlement->supply, ==, 1200);
  g_assert_true (both->planned[ta_rota_task_find_slot (both, "t101")]);
}

/* Where the present rota breaks rules, a plan begins with what does not. */
static void
test_start (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaTask) task = NULL;
  g_autoptr (TaRotaPlan) start = NULL;

  for (guint i = 0; i < brief->turns->len; i++)
    pod_hold (brief->turns->pdata[i], i < 5 ? "Ana" : "Bea");
  pod_hold (brief->turns->pdata[9], "gone");
  ((TaTurn *) brief->turns->pdata[1])->pinned = TRUE;
  task = ta_rota_brief_compile (brief);
  g_assert_cmpint (task->unknown, ==, 1);
  start = ta_rota_task_start (task);
  pod_assert_legal (task, start);
  g_assert_true (ta_rota_plan_holds (start, 0, 1));
  g_assert_true (ta_rota_plan_holds (start, 0, 3));
  g_assert_false (ta_rota_plan_holds (start, 0, 0));
}

static int
free_place (const TaRotaPlan *plan, int t)
{
  for (int i = plan->first_place[t]; i < plan->first_place[t + 1]; i++)
    if (plan->households[i] == TA_ROTA_NOBODY)
      return i;
  return -1;
}

/* Gives the household the place and asks the reference evaluator. */
static gboolean
is_legal_with (const TaRotaTask *task, const TaRotaPlan *plan, int h, int place)
{
  g_autoptr (TaRotaPlan) with = ta_rota_plan_copy (plan);
  TaRotaScore score;

  with->households[place] = h;
  return ta_rota_evaluate (task->problem, with, &score, NULL);
}

static void
check_reasons (const TaRotaTask *task, const TaRotaPlan *plan, guint *reasons)
{
  for (int t = 0; t < task->problem->n_turns; t++)
    for (int h = 0; h < task->problem->n_households; h++)
      {
        int place = free_place (plan, t);
        g_auto (TaReason) reason = { 0 };

        if (place < 0 || ta_rota_plan_holds (plan, h, t) || !task->planned[t])
          continue;
        if (!ta_rota_task_plan_reason (task, plan, h, t, &reason))
          g_assert_true (is_legal_with (task, plan, h, place));
        else
          g_assert_false (is_legal_with (task, plan, h, place));
        reasons[reason.kind]++;
      }
}

static void
allow_all_credit (TaRotaProblem *problem)
{
  g_autofree int *none = g_new0 (int, problem->n_turns + 1);

  for (int h = 0; h < problem->n_households; h++)
    ta_rota_household_set_credit_costs (&problem->households[h], none, problem->n_turns + 1);
}

/* Where there is a reason the evaluator refuses, and where there is none it does not: on pods in which anything may be. */
static void
test_reasons_agree_with_the_evaluator (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  guint reasons[TA_REASON_GAP + 1] = { 0 };

  for (int i = 0; i < 300; i++)
    {
      g_autoptr (TaRotaBrief) brief = pod_random (rand);
      g_autoptr (TaRotaTask) task = ta_rota_brief_compile (brief);
      g_autoptr (TaRotaPlan) start = NULL;

      allow_all_credit (task->problem);
      start = ta_rota_task_start (task);
      pod_assert_legal (task, start);
      check_reasons (task, start, reasons);
    }
  for (int kind = TA_REASON_NONE; kind <= TA_REASON_GAP; kind++)
    if (kind != TA_REASON_ALL_AWAY && kind != TA_REASON_NOT_MEMBER && kind != TA_REASON_DIET && kind != TA_REASON_CAPABILITY)
      g_assert_cmpuint (reasons[kind], >, 0);
}

static void
test_nothing (void)
{
  g_autoptr (TaRotaBrief) brief = pod_new (1);
  g_autoptr (TaRotaTask) nobody = NULL;
  g_autoptr (TaRotaTask) nothing = NULL;

  pod_add_weekdays (brief);
  nobody = ta_rota_brief_compile (brief);
  g_assert_cmpint (nobody->problem->n_turns, ==, 5);
  g_ptr_array_set_size (brief->turns, 0);
  pod_add_household (brief, "Ana", 1);
  nothing = ta_rota_brief_compile (brief);
  g_assert_cmpint (nothing->problem->n_turns, ==, 0);
  g_assert_cmpint (nothing->entitlement->rows[0].target, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rota-brief/compile", test_compile);
  g_test_add_func ("/rota-brief/costs", test_costs_of_gaps_and_credit);
  g_test_add_func ("/rota-brief/reasons", test_reasons);
  g_test_add_func ("/rota-brief/nobody-can", test_everybody_who_can_cook_is_away);
  g_test_add_func ("/rota-brief/agrees", test_agrees_with_the_forms);
  g_test_add_func ("/rota-brief/states", test_states);
  g_test_add_func ("/rota-brief/edges", test_edges);
  g_test_add_func ("/rota-brief/reasons-of-a-plan", test_reasons_of_a_plan);
  g_test_add_func ("/rota-brief/newcomers", test_newcomers);
  g_test_add_func ("/rota-brief/two-share", test_two_share_the_pots);
  g_test_add_func ("/rota-brief/places", test_places);
  g_test_add_func ("/rota-brief/services", test_services);
  g_test_add_func ("/rota-brief/start", test_start);
  g_test_add_func ("/rota-brief/reasons-agree", test_reasons_agree_with_the_evaluator);
  g_test_add_func ("/rota-brief/nothing", test_nothing);
  return g_test_run ();
}
