/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rota-pod.h"
#include "ta-rota-proposal.h"

static TaHousehold *
find (TaRotaBrief *brief, const char *name)
{
  return ta_rota_brief_find_household (brief, name);
}

/* Five households, four weeks of dinners on weekdays. */
static TaRotaBrief *
make_pod (void)
{
  TaRotaBrief *brief = pod_new (4);

  pod_add_household (brief, "Ana", 2);
  pod_add_household (brief, "Bea", 2);
  pod_add_household (brief, "Cruz", 2);
  pod_add_household (brief, "Diaz", 2);
  pod_add_household (brief, "Eda", 2);
  pod_add_weekdays (brief);
  return brief;
}

static TaRotaProposal *
propose (const TaRotaBrief *brief)
{
  TaRotaTask *task = ta_rota_brief_compile (brief);
  g_autoptr (TaRotaResult) result = pod_solve (task);

  return ta_rota_proposal_new (task, result);
}

/* Makes what is proposed the present rota, told to all. */
static void
publish (TaRotaBrief *brief, const TaRotaProposal *proposal)
{
  for (guint i = 0; i < proposal->n_lines; i++)
    {
      const TaProposalLine *line = &proposal->lines[i];
      TaTurn *turn = ta_rota_brief_find_turn (brief, line->turn->id);
      const TaHousehold *household = line->after != TA_ROTA_NOBODY ? brief->households->pdata[line->after] : NULL;

      ta_turn_set_holder (turn, household != NULL ? household->id : NULL, TA_DUTY_COOK);
      turn->state = TA_TURN_PUBLISHED;
    }
}

static void
test_from_nothing (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaProposal) proposal = propose (brief);
  g_autoptr (GPtrArray) clashes = NULL;
  TaRotaScore score;

  g_assert_cmpuint (proposal->n_lines, ==, 20);
  g_assert_cmpuint (proposal->n_kind[TA_PROPOSAL_NEW], ==, 20);
  g_assert_cmpint (proposal->present.uncovered, ==, 20);
  g_assert_cmpint (proposal->score.uncovered, ==, 0);
  g_assert_cmpuint (proposal->published_changes, ==, 0);
  for (int h = 0; h < 5; h++)
    g_assert_cmpint (ta_rota_proposal_credit (proposal, NULL, h), ==, 400);
  clashes = ta_rota_proposal_check (proposal, NULL, &score);
  g_assert_cmpuint (clashes->len, ==, 0);
  g_assert_cmpint (score.total, ==, proposal->score.total);
}

static void
test_planning_again_keeps (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaProposal) first = propose (brief);
  g_autoptr (TaRotaProposal) again = NULL;

  publish (brief, first);
  again = propose (brief);
  g_assert_cmpuint (again->n_kind[TA_PROPOSAL_KEPT], ==, 20);
  g_assert_cmpuint (again->published_changes, ==, 0);
  g_assert_cmpint (again->present.total, ==, again->score.total);
  g_assert_cmpint (ta_rota_proposal_gap (again), >=, 0);
}

static guint
count_held (const TaRotaProposal *proposal, const char *household)
{
  int h = ta_rota_task_find_household (proposal->task, household);

  return (guint) ta_rota_proposal_credit (proposal, NULL, h) / 100;
}

/* Who goes away gives up those turns and no other published one changes hands. */
static void
test_away_changes_the_fewest (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaProposal) first = propose (brief);
  g_autoptr (TaRotaProposal) again = NULL;
  guint held = 0;

  publish (brief, first);
  g_ptr_array_add (find (brief, "Ana")->absences, ta_absence_new (NULL, DAY_0 + 7, DAY_0 + 21, ""));
  for (guint i = 0; i < first->n_lines; i++)
    held += first->lines[i].after == 0 && first->lines[i].turn->date >= DAY_0 + 7 && first->lines[i].turn->date < DAY_0 + 21;
  g_assert_cmpuint (held, >, 0);
  brief->fewest_changes = TRUE;
  again = propose (brief);
  g_assert_cmpint (again->score.uncovered, ==, 0);
  g_assert_cmpuint (again->published_changes, ==, held);
  for (guint i = 0; i < again->n_lines; i++)
    if (ta_proposal_line_changes (&again->lines[i]))
      {
        g_assert_cmpint (again->lines[i].kind, ==, TA_PROPOSAL_MOVED);
        g_assert_cmpint (again->lines[i].before, ==, 0);
        g_assert_true (again->lines[i].published);
      }
}

static void
test_leaving (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaProposal) first = propose (brief);
  g_autoptr (TaRotaProposal) again = NULL;
  guint before = 0;

  publish (brief, first);
  g_ptr_array_add (find (brief, "Bea")->memberships, ta_membership_new (POD, TA_STATUS_LEFT, DAY_0 + 14));
  for (guint i = 0; i < first->n_lines; i++)
    before += first->lines[i].after == 1 && first->lines[i].turn->date < DAY_0 + 14;
  brief->fewest_changes = TRUE;
  again = propose (brief);
  g_assert_cmpuint (count_held (again, "Bea"), ==, before);
  g_assert_cmpuint (again->published_changes, ==, 4 - before);
}

/* A household that joins takes its share of what is not published yet, and nothing from anybody else. */
static void
test_joining (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaProposal) first = propose (brief);
  g_autoptr (TaRotaProposal) again = NULL;
  TaHousehold *fay;

  publish (brief, first);
  for (guint i = 10; i < brief->turns->len; i++)
    {
      TaTurn *turn = brief->turns->pdata[i];

      turn->state = TA_TURN_PLANNED;
      ta_turn_set_holder (turn, NULL, TA_DUTY_COOK);
    }
  fay = pod_add_household (brief, "Fay", 2);
  ((TaMembership *) fay->memberships->pdata[0])->from = DAY_0 + 14;
  brief->fewest_changes = TRUE;
  again = propose (brief);
  g_assert_cmpint (again->score.uncovered, ==, 0);
  g_assert_cmpuint (again->published_changes, ==, 0);
  g_assert_cmpuint (count_held (again, "Fay"), >=, 1);
  g_assert_cmpuint (count_held (again, "Fay"), <=, 2);
}

static void
test_kinds (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaProposal) proposal = NULL;
  TaTurn *monday = brief->turns->pdata[0];
  TaTurn *tuesday = brief->turns->pdata[1];
  TaTurn *wednesday = brief->turns->pdata[2];

  g_ptr_array_set_size (brief->households, 2);
  g_ptr_array_set_size (brief->turns, 4);
  pod_hold (monday, "Ana");
  pod_hold (tuesday, "Ana");
  tuesday->state = TA_TURN_PUBLISHED;
  monday->pinned = TRUE;
  pod_hold (wednesday, "Bea");
  brief->rules->max_per_week = 1;
  proposal = propose (brief);
  g_assert_cmpint (proposal->lines[0].kind, ==, TA_PROPOSAL_KEPT);
  g_assert_true (proposal->lines[0].fixed);
  g_assert_cmpint (proposal->score.uncovered, ==, 2);
  g_assert_cmpuint (proposal->n_kind[TA_PROPOSAL_UNCOVERED] + proposal->n_kind[TA_PROPOSAL_TAKEN], ==, 2);
  g_assert_cmpint (proposal->present.uncovered, ==, 1);
  g_assert_false (proposal->lines[1].kind == TA_PROPOSAL_KEPT);
  g_assert_true (proposal->lines[1].published);
  g_assert_false (proposal->lines[1].fixed);
}

/* What was done, and what is past without anybody, is shown and cannot be changed. */
static void
test_past_is_fixed (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaProposal) proposal = NULL;

  pod_hold (brief->turns->pdata[0], "Ana");
  ((TaTurn *) brief->turns->pdata[0])->state = TA_TURN_LATE;
  ((TaTurn *) brief->turns->pdata[1])->places = 2;
  pod_hold (brief->turns->pdata[1], "Bea");
  brief->today = DAY_0 + 2;
  proposal = propose (brief);
  for (guint i = 0; i < proposal->n_lines; i++)
    {
      g_assert_true (proposal->lines[i].fixed == (proposal->lines[i].turn->date < brief->today));
      if (proposal->lines[i].fixed)
        g_assert_false (ta_proposal_line_changes (&proposal->lines[i]));
    }
}

/* A line of a proposal makes sense with the others, and not always without them. */
static void
test_parts_may_clash (void)
{
  g_autoptr (TaRotaBrief) brief = pod_new (1);
  g_autoptr (TaRotaProposal) proposal = NULL;
  g_autoptr (GPtrArray) clashes = NULL;
  g_autofree char *text = NULL;
  g_autofree gboolean *accepted = NULL;
  TaRotaScore score;
  guint first = G_MAXUINT;

  pod_add_household (brief, "Ana", 2);
  pod_add_household (brief, "Bea", 2);
  brief->rules->max_per_week = 1;
  pod_add_turn (brief, 0);
  pod_add_turn (brief, 3);
  pod_hold (brief->turns->pdata[0], "Ana");
  pod_hold (brief->turns->pdata[1], "Bea");
  g_ptr_array_add (find (brief, "Ana")->availability, ta_availability_new (NULL, 1, TA_UNDESIRED));
  g_ptr_array_add (find (brief, "Bea")->availability, ta_availability_new (NULL, 4, TA_UNDESIRED));
  proposal = propose (brief);
  g_assert_cmpuint (proposal->n_kind[TA_PROPOSAL_MOVED], ==, 2);
  accepted = g_new0 (gboolean, proposal->n_lines);
  for (guint i = 0; i < proposal->n_lines && first == G_MAXUINT; i++)
    if (proposal->lines[i].after == 1)
      first = i;
  accepted[first] = TRUE;
  clashes = ta_rota_proposal_check (proposal, accepted, &score);
  g_assert_cmpuint (clashes->len, ==, 1);
  g_assert_cmpuint (((TaRotaClash *) clashes->pdata[0])->line, ==, first);
  text = ta_rota_clash_to_text (proposal, clashes->pdata[0]);
  g_assert_cmpstr (text, ==, "Bea has its 1 turn of that week already");
  g_assert_cmpint (score.uncovered, ==, 0);
}

static void
test_two_places (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaProposal) proposal = NULL;
  guint lines = 0;

  g_ptr_array_set_size (brief->turns, 1);
  ((TaTurn *) brief->turns->pdata[0])->places = 2;
  pod_hold (brief->turns->pdata[0], "Cruz");
  pod_hold (brief->turns->pdata[0], "Ana");
  g_ptr_array_add (find (brief, "Cruz")->absences, ta_absence_new (NULL, DAY_0, DAY_0 + 1, ""));
  proposal = propose (brief);
  g_assert_cmpuint (proposal->n_lines, ==, 2);
  for (guint i = 0; i < proposal->n_lines; i++)
    {
      lines += proposal->lines[i].before == 2 && proposal->lines[i].kind == TA_PROPOSAL_MOVED;
      lines += proposal->lines[i].before == 0 && proposal->lines[i].after == 0;
    }
  g_assert_cmpuint (lines, ==, 2);
}

/* How far from the best a plan is said to be: rounded up, never nothing while it is not proved, and not hidden behind turns that nobody can hold. */
static void
test_gap (void)
{
  TaRotaProposal proposal = { .score = { .total = 1003 }, .bound = 1000 };
  g_autofree char *far = NULL;
  g_autofree char *perhaps = NULL;
  g_autofree char *proved = NULL;

  g_assert_cmpint (ta_rota_proposal_gap (&proposal), ==, 3);
  proposal.bound = 1002;
  g_assert_cmpint (ta_rota_proposal_gap (&proposal), ==, 1);
  proposal.bound = 1001;
  g_assert_cmpint (ta_rota_proposal_gap (&proposal), ==, 2);
  /* One turn that nobody can hold, and 150 points where 100 would perhaps do. */
  proposal.score = (TaRotaScore) { .uncovered = 1, .total = TA_ROTA_UNCOVERED + 150 };
  proposal.uncovered_bound = 1;
  proposal.bound = TA_ROTA_UNCOVERED + 100;
  g_assert_cmpint (ta_rota_proposal_gap (&proposal), ==, 500);
  far = ta_rota_proposal_quality (&proposal);
  g_assert_cmpstr (far, ==, "At most 50 % from the best possible.");
  /* As good as can be in points, while another plan may leave none empty. */
  proposal.uncovered_bound = 0;
  proposal.bound = proposal.score.total;
  g_assert_cmpint (ta_rota_proposal_gap (&proposal), ==, 1);
  perhaps = ta_rota_proposal_quality (&proposal);
  g_assert_cmpstr (perhaps, ==, "At most 0.1 % from the best possible.");
  proposal.uncovered_bound = 1;
  proposal.proved = TRUE;
  g_assert_cmpint (ta_rota_proposal_gap (&proposal), ==, 0);
  proved = ta_rota_proposal_quality (&proposal);
  g_assert_cmpstr (proved, ==, "Proved: no plan is better.");
}

static guint
count_on (const TaRotaProposal *proposal, int household, int weekday)
{
  guint n = 0;

  for (guint i = 0; i < proposal->n_lines; i++)
    n += proposal->lines[i].after == household && ta_date_weekday (proposal->lines[i].turn->date) == weekday;
  return n;
}

/* Ana and Bea share Monday and Thursday of four weeks. */
static TaRotaBrief *
make_couple (void)
{
  TaRotaBrief *brief = pod_new (4);

  pod_add_household (brief, "Ana", 2);
  pod_add_household (brief, "Bea", 2);
  for (int week = 0; week < 4; week++)
    {
      pod_add_turn (brief, 7 * week);
      pod_add_turn (brief, 7 * week + 3);
    }
  return brief;
}

/* That every turn has somebody comes before fairness: Bea can on no Monday and on one Thursday. */
static void
test_coverage_before_fairness (void)
{
  g_autoptr (TaRotaBrief) brief = make_couple ();
  g_autoptr (TaRotaProposal) proposal = NULL;

  g_ptr_array_add (find (brief, "Bea")->availability, ta_availability_new (NULL, 1, TA_UNAVAILABLE));
  g_ptr_array_add (find (brief, "Bea")->absences, ta_absence_new (NULL, DAY_0 + 4, DAY_0 + 28, ""));
  for (guint i = 0; i < brief->turns->len; i++)
    g_ptr_array_add (((TaTurn *) brief->turns->pdata[i])->eaters, ta_eater_new ("Bea", 100));
  proposal = propose (brief);
  g_assert_cmpint (proposal->score.uncovered, ==, 0);
  g_assert_cmpuint (count_held (proposal, "Bea"), <=, 1);
}

/* Fairness comes before what was published, and before what somebody would rather not. */
static void
test_fairness_before_stability (void)
{
  g_autoptr (TaRotaBrief) brief = make_couple ();
  g_autoptr (TaRotaProposal) proposal = NULL;

  for (guint i = 0; i < brief->turns->len; i++)
    {
      pod_hold (brief->turns->pdata[i], i < 7 ? "Ana" : "Bea");
      ((TaTurn *) brief->turns->pdata[i])->state = TA_TURN_PUBLISHED;
    }
  for (int weekday = 1; weekday <= 7; weekday++)
    g_ptr_array_add (find (brief, "Bea")->availability, ta_availability_new (NULL, weekday, TA_UNDESIRED));
  proposal = propose (brief);
  g_assert_cmpuint (count_held (proposal, "Ana"), ==, 4);
  g_assert_cmpuint (count_held (proposal, "Bea"), ==, 4);
  /* And no more changes hands than that takes. */
  g_assert_cmpuint (proposal->published_changes, ==, 3);
}

/* What was published stays, though each would rather have the other's day; what was not goes by preference. */
static void
test_stability_before_preference (void)
{
  g_autoptr (TaRotaBrief) brief = make_couple ();
  g_autoptr (TaRotaProposal) told = NULL;
  g_autoptr (TaRotaProposal) draft = NULL;

  for (guint i = 0; i < brief->turns->len; i++)
    {
      pod_hold (brief->turns->pdata[i], i % 2 == 0 ? "Ana" : "Bea");
      ((TaTurn *) brief->turns->pdata[i])->state = TA_TURN_PUBLISHED;
    }
  g_ptr_array_add (find (brief, "Ana")->availability, ta_availability_new (NULL, 1, TA_UNDESIRED));
  g_ptr_array_add (find (brief, "Bea")->availability, ta_availability_new (NULL, 4, TA_UNDESIRED));
  told = propose (brief);
  g_assert_cmpuint (told->n_kind[TA_PROPOSAL_KEPT], ==, 8);
  for (guint i = 0; i < brief->turns->len; i++)
    ((TaTurn *) brief->turns->pdata[i])->state = TA_TURN_PLANNED;
  draft = propose (brief);
  g_assert_cmpuint (count_on (draft, 0, 4), ==, 4);
  g_assert_cmpuint (count_on (draft, 1, 1), ==, 4);
}

static void
test_price (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaProposal) proposal = NULL;
  int ana = 0, tuesday;

  g_ptr_array_add (find (brief, "Ana")->availability, ta_availability_new (NULL, 2, TA_UNDESIRED));
  g_ptr_array_add (find (brief, "Ana")->absences, ta_absence_new (NULL, DAY_0 + 8, DAY_0 + 9, ""));
  brief->rules->preference = 400;
  proposal = propose (brief);
  tuesday = ta_rota_task_find_slot (proposal->task, "t1");
  g_assert_false (ta_rota_plan_holds (proposal->plan, ana, tuesday));
  g_assert_cmpint (ta_rota_proposal_price (proposal, ana, tuesday), >, 0);
  g_assert_cmpint (ta_rota_proposal_price (proposal, ana, ta_rota_task_find_slot (proposal->task, "t8")), ==, -1);
  for (int t = 0; t < proposal->task->problem->n_turns; t++)
    if (ta_rota_plan_holds (proposal->plan, ana, t))
      g_assert_cmpint (ta_rota_proposal_price (proposal, ana, t), ==, 0);
}

/* What is accepted holds, what is not stays, and a clash is named exactly where there is one. */
static void
check_part (const TaRotaProposal *proposal, const gboolean *accepted)
{
  g_autoptr (TaRotaPlan) plan = ta_rota_proposal_plan_of (proposal, accepted);
  g_autoptr (GPtrArray) clashes = NULL;
  TaRotaScore score;

  clashes = ta_rota_proposal_check (proposal, accepted, &score);
  for (guint i = 0; i < clashes->len; i++)
    {
      const TaRotaClash *clash = clashes->pdata[i];

      g_assert_true (accepted[clash->line]);
      g_assert_cmpint (clash->household, ==, proposal->lines[clash->line].after);
      g_assert_cmpint (clash->reason.kind, >=, TA_REASON_SAME_DAY); /* what can never be is not proposed */
    }
  for (guint i = 0; i < proposal->n_lines; i++)
    {
      const TaProposalLine *line = &proposal->lines[i];
      int holder = accepted[i] ? line->after : line->before;

      g_assert_true (holder == TA_ROTA_NOBODY || ta_rota_plan_holds (plan, holder, line->slot));
      if (line->fixed)
        g_assert_cmpint (line->before, ==, line->after);
    }
}

static void
test_any_pod (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (23);

  for (int i = 0; i < 60; i++)
    {
      g_autoptr (TaRotaBrief) brief = pod_random (rand);
      g_autoptr (TaRotaProposal) proposal = propose (brief);
      g_autofree gboolean *accepted = g_new0 (gboolean, proposal->n_lines + 1);
      g_autoptr (GPtrArray) clashes = NULL;
      TaRotaScore score;

      clashes = ta_rota_proposal_check (proposal, NULL, &score);
      g_assert_cmpuint (clashes->len, ==, 0);
      g_assert_cmpint (score.total, ==, proposal->score.total);
      g_assert_cmpint (proposal->score.uncovered, >=, proposal->uncovered_bound);
      for (guint line = 0; line < proposal->n_lines; line++)
        accepted[line] = g_rand_boolean (rand);
      check_part (proposal, accepted);
      for (int h = 0; h < proposal->task->problem->n_households; h++)
        for (int t = 0; t < proposal->task->problem->n_turns; t++)
          g_assert_cmpint (ta_rota_proposal_price (proposal, h, t), >=, -1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rota-proposal/from-nothing", test_from_nothing);
  g_test_add_func ("/rota-proposal/again", test_planning_again_keeps);
  g_test_add_func ("/rota-proposal/away", test_away_changes_the_fewest);
  g_test_add_func ("/rota-proposal/leaving", test_leaving);
  g_test_add_func ("/rota-proposal/joining", test_joining);
  g_test_add_func ("/rota-proposal/kinds", test_kinds);
  g_test_add_func ("/rota-proposal/past", test_past_is_fixed);
  g_test_add_func ("/rota-proposal/parts", test_parts_may_clash);
  g_test_add_func ("/rota-proposal/two-places", test_two_places);
  g_test_add_func ("/rota-proposal/gap", test_gap);
  g_test_add_func ("/rota-proposal/coverage-before-fairness", test_coverage_before_fairness);
  g_test_add_func ("/rota-proposal/fairness-before-stability", test_fairness_before_stability);
  g_test_add_func ("/rota-proposal/stability-before-preference", test_stability_before_preference);
  g_test_add_func ("/rota-proposal/price", test_price);
  g_test_add_func ("/rota-proposal/any", test_any_pod);
  return g_test_run ();
}
