/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rota-pod.h"
#include "ta-rota-why.h"

static TaHousehold *
find (TaRotaBrief *brief, const char *name)
{
  return ta_rota_brief_find_household (brief, name);
}

static void
be_away (TaRotaBrief *brief, const char *name, int from, int until)
{
  g_ptr_array_add (find (brief, name)->absences, ta_absence_new (NULL, DAY_0 + from, DAY_0 + until, ""));
}

static TaRotaProposal *
propose (const TaRotaBrief *brief)
{
  TaRotaTask *task = ta_rota_brief_compile (brief);
  g_autoptr (TaRotaResult) result = pod_solve (task);

  return ta_rota_proposal_new (task, result);
}

/* The rules of a conflict as text: "limit Ana, absence Cruz". */
static char *
print_rules (const TaRotaProposal *proposal, const TaRotaConflict *conflict)
{
  static const char *const words[] = { "limit", "gap", "left-out", "newcomer", "capability", "kitchen", "weekday", "absence", "membership", "diet", "pinned" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < conflict->n_rules; i++)
    g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", words[conflict->rules[i].kind],
                            ((TaHousehold *) proposal->task->brief->households->pdata[conflict->rules[i].household])->name);
  return g_string_free (text, FALSE);
}

static char *
print_days (const TaRotaProposal *proposal, const TaRotaConflict *conflict)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < conflict->n_slots; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", proposal->task->turns[conflict->slots[i]]->id);
  return g_string_free (text, FALSE);
}

static void
assert_conflict (const TaRotaProposal *proposal, const TaRotaWhy *why, guint i, const char *days, const char *rules, const char *text)
{
  const TaRotaConflict *conflict = why->conflicts->pdata[i];
  g_autofree char *found_days = print_days (proposal, conflict);
  g_autofree char *found_rules = print_rules (proposal, conflict);
  g_autofree char *found_text = ta_rota_conflict_to_text (proposal, conflict);

  g_assert_cmpstr (found_days, ==, days);
  g_assert_cmpstr (found_rules, ==, rules);
  if (text != NULL)
    g_assert_cmpstr (found_text, ==, text);
}

static const TaRotaWayOut *
find_way (const TaRotaWhy *why, TaRotaChangeKind kind, const char *household)
{
  for (guint i = 0; i < why->ways->len; i++)
    {
      const TaRotaWayOut *way = why->ways->pdata[i];

      if (way->change->kind == kind && g_strcmp0 (way->change->household, household) == 0)
        return way;
    }
  return NULL;
}

/* Three dinners, only Ana and Bea can, each once a week. */
static TaRotaBrief *
make_hall (void)
{
  TaRotaBrief *brief = pod_new (2);

  pod_add_household (brief, "Ana", 2);
  pod_add_household (brief, "Bea", 2);
  pod_add_household (brief, "Cruz", 2);
  pod_add_household (brief, "Diaz", 2);
  brief->rules->max_per_week = 1;
  be_away (brief, "Cruz", 0, 7);
  be_away (brief, "Diaz", 0, 7);
  pod_add_turn (brief, 0);
  pod_add_turn (brief, 2);
  pod_add_turn (brief, 4);
  pod_add_turn (brief, 7);
  pod_add_turn (brief, 9);
  return brief;
}

static void
test_hall (void)
{
  g_autoptr (TaRotaBrief) brief = make_hall ();
  g_autoptr (TaRotaProposal) proposal = propose (brief);
  g_autoptr (TaRotaWhy) why = ta_rota_why_new (proposal, NULL);
  const TaRotaWhyTurn *turn;
  int reasons[TA_REASON_GAP + 1] = { 0 };

  g_assert_cmpint (proposal->score.uncovered, ==, 1);
  g_assert_cmpuint (why->turns->len, ==, 1);
  turn = why->turns->pdata[0];
  for (int h = 0; h < 4; h++)
    reasons[turn->reasons[h].kind]++;
  g_assert_cmpint (reasons[TA_REASON_AWAY], ==, 2);
  g_assert_cmpint (reasons[TA_REASON_WEEK_LIMIT], ==, 2);
  g_assert_cmpuint (why->conflicts->len, ==, 1);
  assert_conflict (proposal, why, 0, "t0 t2 t4", "limit Ana, limit Bea, absence Cruz, absence Diaz",
                   "3 turns (Mon 7 Sep, Wed 9 Sep, Fri 11 Sep), and only Ana and Bea can hold any of them: Ana takes 1 turn a week at most; "
                   "Bea takes 1 turn a week at most; Cruz is away from 7 Sep to 13 Sep; Diaz is away from 7 Sep to 13 Sep.");
  g_assert_cmpint (((TaRotaConflict *) why->conflicts->pdata[0])->missing, ==, 1);
}

static void
test_ways (void)
{
  g_autoptr (TaRotaBrief) brief = make_hall ();
  g_autoptr (TaRotaProposal) proposal = propose (brief);
  g_autoptr (TaRotaWhy) why = ta_rota_why_new (proposal, NULL);
  const TaRotaWayOut *first = why->ways->pdata[0];
  const TaRotaWayOut *last = why->ways->pdata[why->ways->len - 1];
  g_autofree char *text = ta_rota_change_to_text (first->change, proposal->task->brief);
  g_autofree char *effect = ta_rota_way_out_effect (proposal, first);

  g_assert_cmpint (first->change->kind, ==, TA_ROTA_CHANGE_LIMIT);
  g_assert_cmpint (first->change->value, ==, 2);
  g_assert_cmpint (first->uncovered, ==, 0);
  g_assert_true (g_str_has_prefix (text, "Let ") && g_str_has_suffix (text, " take 2 turns a week"));
  g_assert_true (g_str_has_prefix (effect, "All turns have somebody."));
  g_assert_nonnull (find_way (why, TA_ROTA_CHANGE_LIMIT, "Ana"));
  g_assert_nonnull (find_way (why, TA_ROTA_CHANGE_LIMIT, "Bea"));
  g_assert_nonnull (find_way (why, TA_ROTA_CHANGE_ASK, "Cruz"));
  g_assert_cmpint (last->change->kind, ==, TA_ROTA_CHANGE_CANCEL);
  for (guint i = 0; i < why->ways->len; i++)
    {
      const TaRotaWayOut *way = why->ways->pdata[i];

      g_assert_cmpint (way->uncovered, <, proposal->score.uncovered);
      pod_assert_legal (way->task, way->plan);
      if (i > 0)
        g_assert_cmpint (((TaRotaWayOut *) why->ways->pdata[i - 1])->social, <=, way->social);
    }
}

/* Bea could take Wednesday beside her Friday; with Ana, who has Tuesday, two turns that people were told of would change hands for it. */
static void
test_ways_spare_what_was_told (void)
{
  g_autoptr (TaRotaBrief) brief = pod_new (1);
  g_autoptr (TaRotaProposal) proposal = NULL;
  g_autoptr (TaRotaWhy) why = NULL;
  const TaRotaWayOut *ana, *bea;

  pod_add_household (brief, "Ana", 2);
  pod_add_household (brief, "Bea", 2);
  brief->rules->max_per_week = 1;
  pod_hold (pod_add_turn (brief, 1), "Ana");
  pod_add_turn (brief, 2);
  pod_hold (pod_add_turn (brief, 4), "Bea");
  for (guint i = 0; i < brief->turns->len; i += 2)
    ((TaTurn *) brief->turns->pdata[i])->state = TA_TURN_PUBLISHED;
  proposal = propose (brief);
  g_assert_cmpint (proposal->score.uncovered, ==, 1);
  why = ta_rota_why_new (proposal, NULL);
  ana = find_way (why, TA_ROTA_CHANGE_LIMIT, "Ana");
  bea = find_way (why, TA_ROTA_CHANGE_LIMIT, "Bea");
  g_assert_true (why->ways->pdata[0] == bea);
  g_assert_cmpint (bea->changed, ==, 1);
  g_assert_cmpint (ana->changed, ==, 2);
  g_assert_cmpint (ana->social, >, bea->social);
}

/* Two days running, and one household that needs a day in between. */
static void
test_gap (void)
{
  g_autoptr (TaRotaBrief) brief = pod_new (1);
  g_autoptr (TaRotaProposal) proposal = NULL;
  g_autoptr (TaRotaWhy) why = NULL;
  const TaRotaWayOut *way;

  pod_add_household (brief, "Ana", 2);
  pod_add_turn (brief, 0);
  pod_add_turn (brief, 1);
  pod_add_turn (brief, 4)->pinned = TRUE;
  proposal = propose (brief);
  why = ta_rota_why_new (proposal, NULL);
  assert_conflict (proposal, why, 0, "t0 t1", "gap Ana",
                   "2 turns (Mon 7 Sep, Tue 8 Sep), and only Ana can hold any of them: Ana’s turns are at least 2 days apart.");
  way = find_way (why, TA_ROTA_CHANGE_GAP, "Ana");
  g_assert_null (way); /* the week has but two turns for her */
  g_assert_nonnull (find_way (why, TA_ROTA_CHANGE_CANCEL, NULL));
  brief->rules->max_per_week = 3;
  g_clear_pointer (&why, ta_rota_why_free);
  ta_rota_proposal_free (proposal);
  proposal = propose (brief);
  why = ta_rota_why_new (proposal, NULL);
  way = find_way (why, TA_ROTA_CHANGE_GAP, "Ana");
  g_assert_nonnull (way);
  g_assert_cmpint (way->change->value, ==, 1);
}

static void
test_nobody_can (void)
{
  g_autoptr (TaRotaBrief) brief = pod_new (1);
  g_autoptr (TaRotaProposal) proposal = NULL;
  g_autoptr (TaRotaWhy) why = NULL;
  const TaRotaWayOut *way;

  pod_add_household (brief, "Ana", 4)->kitchen_capacity = 600;
  pod_add_household (brief, "Bea", 4)->kitchen_capacity = 400;
  pod_add_household (brief, "Cruz", 4);
  g_ptr_array_add (find (brief, "Cruz")->availability, ta_availability_new (NULL, 1, TA_UNAVAILABLE));
  pod_add_turn (brief, 0);
  proposal = propose (brief);
  why = ta_rota_why_new (proposal, NULL);
  assert_conflict (proposal, why, 0, "t0", "kitchen Ana, kitchen Bea, weekday Cruz",
                   "1 turn (Mon 7 Sep), and nobody can hold it: Ana’s kitchen makes 6 portions and the turn needs 12; Bea’s kitchen makes 4 "
                   "portions and the turn needs 12; Cruz is unavailable on this day of the week: Monday, 7 September.");
  way = find_way (why, TA_ROTA_CHANGE_KITCHEN, "Ana");
  g_assert_cmpint (way->change->value, ==, 1200);
  g_assert_nonnull (find_way (why, TA_ROTA_CHANGE_ASK, "Cruz"));
  /* Half of twelve is six, but Bea's four are not enough: the night cannot be split. */
  g_assert_null (find_way (why, TA_ROTA_CHANGE_SPLIT, NULL));
  find (brief, "Bea")->kitchen_capacity = 600;
  g_clear_pointer (&why, ta_rota_why_free);
  ta_rota_proposal_free (proposal);
  proposal = propose (brief);
  why = ta_rota_why_new (proposal, NULL);
  way = why->ways->pdata[0];
  g_assert_cmpint (way->change->kind, ==, TA_ROTA_CHANGE_SPLIT);
  g_assert_cmpint (way->change->value, ==, 2);
  g_assert_cmpint (way->uncovered, ==, 0);
}

/* An allergy is blamed last, and never set aside. */
static void
test_allergy (void)
{
  g_autoptr (TaRotaBrief) brief = pod_new (1);
  g_autoptr (TaRotaProposal) proposal = NULL;
  g_autoptr (TaRotaWhy) why = NULL;

  pod_add_household (brief, "Ana", 2);
  pod_add_household (brief, "Bea", 2);
  g_ptr_array_add (find (brief, "Ana")->cooking_limits, g_strdup ("nuts"));
  g_ptr_array_add (((TaPerson *) find (brief, "Bea")->persons->pdata[0])->allergies, ta_allergy_new ("nuts", TA_SEVERITY_ANAPHYLAXIS));
  g_ptr_array_add (find (brief, "Bea")->availability, ta_availability_new (NULL, 1, TA_UNAVAILABLE));
  g_ptr_array_add (find (brief, "Ana")->availability, ta_availability_new (NULL, 1, TA_UNAVAILABLE));
  pod_add_turn (brief, 0);
  proposal = propose (brief);
  why = ta_rota_why_new (proposal, NULL);
  /* Ana is unavailable too: that is enough. */
  assert_conflict (proposal, why, 0, "t0", "weekday Ana, weekday Bea", NULL);
  g_ptr_array_set_size (find (brief, "Ana")->availability, 0);
  g_clear_pointer (&why, ta_rota_why_free);
  ta_rota_proposal_free (proposal);
  proposal = propose (brief);
  why = ta_rota_why_new (proposal, NULL);
  assert_conflict (proposal, why, 0, "t0", "weekday Bea, diet Ana", NULL);
  for (guint i = 0; i < why->ways->len; i++)
    g_assert_cmpstr (((TaRotaWayOut *) why->ways->pdata[i])->change->household, !=, "Ana");
}

/* The limit of a week counts what is pinned in it, also before the period. */
static void
test_pinned (void)
{
  g_autoptr (TaRotaBrief) brief = pod_new (1);
  g_autoptr (TaRotaProposal) proposal = NULL;
  g_autoptr (TaRotaWhy) why = NULL;

  brief->from = DAY_0 + 3;
  brief->rules->max_per_week = 1;
  pod_add_household (brief, "Ana", 2);
  pod_add_around (brief, 0, "Ana");
  pod_add_turn (brief, 4);
  proposal = propose (brief);
  why = ta_rota_why_new (proposal, NULL);
  assert_conflict (proposal, why, 0, "t4", "limit Ana, pinned Ana",
                   "1 turn (Fri 11 Sep), and only Ana can hold it: Ana takes 1 turn a week at most; Ana keeps the turns that are fixed.");
}

static void
test_left_out (void)
{
  g_autoptr (TaRotaBrief) brief = pod_new (1);
  g_autoptr (TaRotaProposal) proposal = NULL;
  g_autoptr (TaRotaWhy) why = NULL;

  pod_add_household (brief, "Ana", 2);
  pod_add_household (brief, "Bea", 2);
  pod_add_turn (brief, 0);
  pod_add_turn (brief, 1);
  ta_rota_brief_set_left_out (brief, "Bea", TRUE);
  proposal = propose (brief);
  g_assert_cmpint (proposal->score.uncovered, ==, 1);
  g_assert_cmpint (ta_entitlement_find (proposal->task->entitlement, "Bea")->target, ==, 0);
  why = ta_rota_why_new (proposal, NULL);
  assert_conflict (proposal, why, 0, "t0 t1", "gap Ana, left-out Bea",
                   "2 turns (Mon 7 Sep, Tue 8 Sep), and only Ana can hold any of them: Ana’s turns are at least 2 days apart; "
                   "Bea is left out of this plan.");
}

static void
test_two_places (void)
{
  g_autoptr (TaRotaBrief) brief = pod_new (1);
  g_autoptr (TaRotaProposal) proposal = NULL;
  g_autoptr (TaRotaWhy) why = NULL;
  g_autofree char *told = NULL;
  const TaRotaWhyTurn *turn;
  int h;

  pod_add_household (brief, "Ana", 2);
  pod_add_household (brief, "Bea", 2);
  be_away (brief, "Bea", 0, 7);
  pod_add_turn (brief, 0)->places = 3;
  proposal = propose (brief);
  why = ta_rota_why_new (proposal, NULL);
  turn = why->turns->pdata[0];
  g_assert_cmpint (turn->missing, ==, 2);
  h = ta_rota_task_find_household (proposal->task, "Ana");
  told = ta_rota_why_reason_to_text (proposal, turn, h);
  g_assert_cmpstr (told, ==, "Ana holds another place of it");
  g_assert_cmpint (((TaRotaConflict *) why->conflicts->pdata[0])->missing, ==, 2);
}

static void
test_nothing_to_explain (void)
{
  g_autoptr (TaRotaBrief) brief = pod_new (1);
  g_autoptr (TaRotaProposal) proposal = NULL;
  g_autoptr (TaRotaWhy) why = NULL;

  pod_add_household (brief, "Ana", 2);
  pod_add_turn (brief, 0);
  proposal = propose (brief);
  why = ta_rota_why_new (proposal, NULL);
  g_assert_cmpuint (why->turns->len + why->conflicts->len + why->ways->len, ==, 0);
}

static gboolean
has_rule (const TaRotaConflict *conflict, TaRotaRuleKind kind, int household, guint dropped)
{
  for (guint i = 0; i < conflict->n_rules; i++)
    if (i != dropped && conflict->rules[i].kind == kind && conflict->rules[i].household == household)
      return TRUE;
  return FALSE;
}

/* The turns of the conflict under its rules alone, without one: asked of the solver, which knows nothing of conflicts. */
static int
count_uncovered (const TaRotaBrief *brief, const TaRotaProposal *proposal, const TaRotaConflict *conflict, guint dropped_rule, guint dropped_turn)
{
  g_autoptr (TaRotaBrief) copy = ta_rota_brief_copy (brief);
  g_autoptr (TaRotaProposal) again = NULL;

  for (int h = 0; h < (int) copy->households->len; h++)
    {
      TaHousehold *household = copy->households->pdata[h];

      household->max_per_week = has_rule (conflict, TA_ROTA_RULE_WEEK_LIMIT, h, dropped_rule) ? brief->rules->max_per_week : 7;
      household->min_gap_days = has_rule (conflict, TA_ROTA_RULE_GAP, h, dropped_rule) ? brief->rules->min_gap_days : 1;
      if (!has_rule (conflict, TA_ROTA_RULE_ABSENCE, h, dropped_rule))
        g_ptr_array_set_size (household->absences, 0);
    }
  g_ptr_array_set_size (copy->turns, 0);
  for (guint i = 0; i < conflict->n_slots; i++)
    if (i != dropped_turn)
      g_ptr_array_add (copy->turns, ta_turn_copy (proposal->task->turns[conflict->slots[i]]));
  again = propose (copy);
  return again->score.uncovered;
}

static void
assert_minimal (const TaRotaBrief *brief, const TaRotaProposal *proposal, const TaRotaConflict *conflict)
{
  g_assert_cmpint (count_uncovered (brief, proposal, conflict, G_MAXUINT, G_MAXUINT), >, 0);
  for (guint i = 0; i < conflict->n_rules; i++)
    g_assert_cmpint (count_uncovered (brief, proposal, conflict, i, G_MAXUINT), ==, 0);
  for (guint i = 0; i < conflict->n_slots; i++)
    g_assert_cmpint (count_uncovered (brief, proposal, conflict, G_MAXUINT, i), ==, 0);
}

static void
test_random_conflicts_are_minimal (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint found = 0;

  for (int i = 0; i < 60; i++)
    {
      g_autoptr (TaRotaBrief) brief = pod_new (2);
      g_autoptr (TaRotaProposal) proposal = NULL;
      g_autoptr (TaRotaWhy) why = NULL;

      brief->rules->max_per_week = g_rand_int_range (rand, 1, 3);
      brief->rules->min_gap_days = g_rand_int_range (rand, 1, 4);
      for (int h = 0; h < g_rand_int_range (rand, 2, 6); h++)
        {
          g_autofree char *name = g_strdup_printf ("h%d", h);

          pod_add_household (brief, name, 2);
          if (g_rand_boolean (rand))
            be_away (brief, name, g_rand_int_range (rand, 0, 7), g_rand_int_range (rand, 8, 14));
        }
      for (int day = 0; day < 14; day++)
        if (g_rand_int_range (rand, 0, 3) > 0)
          pod_add_turn (brief, day);
      proposal = propose (brief);
      why = ta_rota_why_new (proposal, NULL);
      g_assert_true ((proposal->score.uncovered > 0) == (why->turns->len > 0));
      for (guint c = 0; c < why->conflicts->len; c++, found++)
        assert_minimal (brief, proposal, why->conflicts->pdata[c]);
    }
  g_assert_cmpuint (found, >, 30);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rota-why/hall", test_hall);
  g_test_add_func ("/rota-why/ways", test_ways);
  g_test_add_func ("/rota-why/ways-spare-what-was-told", test_ways_spare_what_was_told);
  g_test_add_func ("/rota-why/gap", test_gap);
  g_test_add_func ("/rota-why/nobody", test_nobody_can);
  g_test_add_func ("/rota-why/allergy", test_allergy);
  g_test_add_func ("/rota-why/pinned", test_pinned);
  g_test_add_func ("/rota-why/left-out", test_left_out);
  g_test_add_func ("/rota-why/two-places", test_two_places);
  g_test_add_func ("/rota-why/nothing", test_nothing_to_explain);
  g_test_add_func ("/rota-why/minimal", test_random_conflicts_are_minimal);
  return g_test_run ();
}
