/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-reason.h"

#define FRIDAY ta_date_from_ymd (2026, 12, 4)

static TaHousehold *
make_household (const char *name, int adults)
{
  TaHousehold *household = ta_household_new (name);

  ta_set_text (&household->id, name);
  g_ptr_array_add (household->memberships, ta_membership_new ("pod", TA_STATUS_MEMBER, FRIDAY - 100));
  for (int i = 0; i < adults; i++)
    g_ptr_array_add (household->persons, ta_person_new (name, TA_ROLE_ADULT));
  return household;
}

static GPtrArray *
make_pod (void)
{
  GPtrArray *households = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_household_free);

  g_ptr_array_add (households, make_household ("Silva", 2));
  g_ptr_array_add (households, make_household ("Duarte", 3));
  return households;
}

static void
test_who_eats (void)
{
  g_autoptr (GPtrArray) pod = make_pod ();
  g_autoptr (TaTurn) turn = ta_turn_new ("pod", "cook", FRIDAY, 18 * 60);
  TaHousehold *silva = pod->pdata[0];
  TaPerson *first = silva->persons->pdata[0];

  g_assert_cmpint (ta_turn_eats (turn, silva), ==, 200);
  g_assert_cmpint (ta_turn_expected_portions (turn, pod), ==, 500);
  g_ptr_array_add (silva->skipped_meals, ta_skipped_meal_new (first->id, 5));
  g_assert_cmpint (ta_turn_eats (turn, silva), ==, 100);
  g_assert_cmpint (ta_household_portions (silva, FRIDAY), ==, 200);
  g_ptr_array_add (silva->skipped_meals, ta_skipped_meal_new (NULL, 5));
  g_assert_cmpint (ta_turn_eats (turn, silva), ==, 0);
  /* A turn that names who eats is taken at its word, but for those who are away. */
  g_ptr_array_add (turn->eaters, ta_eater_new (silva->id, 150));
  g_assert_cmpint (ta_turn_eats (turn, silva), ==, 150);
  g_assert_cmpint (ta_turn_eats (turn, pod->pdata[1]), ==, 0);
  g_assert_cmpint (ta_turn_expected_portions (turn, pod), ==, 150);
  turn->portions = 900;
  g_assert_cmpint (ta_turn_expected_portions (turn, pod), ==, 900);
  g_ptr_array_add (silva->absences, ta_absence_new (NULL, FRIDAY, FRIDAY + 1, ""));
  g_assert_cmpint (ta_turn_eats (turn, silva), ==, 0);
}

static void
test_who_has_left_does_not_eat (void)
{
  g_autoptr (GPtrArray) pod = make_pod ();
  g_autoptr (TaTurn) turn = ta_turn_new ("pod", "cook", FRIDAY, 18 * 60);
  TaHousehold *silva = pod->pdata[0];
  TaMembership *membership = silva->memberships->pdata[0];

  membership->status = TA_STATUS_PAUSED;
  g_assert_cmpint (ta_turn_eats (turn, silva), ==, 0);
  membership->status = TA_STATUS_TRIAL;
  g_assert_cmpint (ta_turn_eats (turn, silva), ==, 200);
  ta_set_text (&membership->pod, "another");
  g_assert_cmpint (ta_turn_eats (turn, silva), ==, 0);
}

static void
test_all_reasons (void)
{
  g_autoptr (GPtrArray) pod = make_pod ();
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (TaTurn) turn = ta_turn_new ("pod", "cook", FRIDAY, 18 * 60);
  TaTurnNeeds needs = { TA_SERVICE_COOK, pod, asked };
  TaHousehold *silva = pod->pdata[0];
  TaPerson *child = ((TaHousehold *) pod->pdata[1])->persons->pdata[0];
  g_auto (TaReason) reason = { 0 };

  g_assert_cmpuint (ta_turn_reason_kinds (turn, silva, &needs), ==, 0);
  g_ptr_array_add (asked, g_strdup ("Driver"));
  g_ptr_array_add (silva->cooking_limits, g_strdup ("milk"));
  g_ptr_array_add (child->allergies, ta_allergy_new ("milk", TA_SEVERITY_PREFERENCE));
  g_assert_cmpuint (ta_turn_reason_kinds (turn, silva, &needs), ==, 1u << TA_REASON_CAPABILITY);
  ((TaAllergy *) child->allergies->pdata[0])->severity = TA_SEVERITY_AVOID;
  silva->kitchen_capacity = 400;
  g_ptr_array_add (silva->absences, ta_absence_new (NULL, FRIDAY, FRIDAY + 1, ""));
  g_assert_cmpuint (ta_turn_reason_kinds (turn, silva, &needs), ==,
                    1u << TA_REASON_AWAY | 1u << TA_REASON_DIET | 1u << TA_REASON_CAPABILITY);
  g_assert_true (ta_turn_reason (turn, silva, &needs, &reason));
  g_assert_cmpint (reason.kind, ==, TA_REASON_AWAY);
  /* Only cooking needs a kitchen and minds diets. */
  needs.kind = TA_SERVICE_SIT;
  g_assert_cmpuint (ta_turn_reason_kinds (turn, silva, &needs), ==, 1u << TA_REASON_AWAY | 1u << TA_REASON_CAPABILITY);
}

/* What one's own household must not eat is its own affair, and who is away eats nothing. */
static void
test_whose_diet (void)
{
  g_autoptr (GPtrArray) pod = make_pod ();
  g_autoptr (TaTurn) turn = ta_turn_new ("pod", "cook", FRIDAY, 18 * 60);
  TaTurnNeeds needs = { TA_SERVICE_COOK, pod, NULL };
  TaHousehold *silva = pod->pdata[0], *duarte = pod->pdata[1];
  TaPerson *child = duarte->persons->pdata[0];

  g_ptr_array_add (silva->cooking_limits, g_strdup ("milk"));
  g_ptr_array_add (((TaPerson *) silva->persons->pdata[0])->allergies, ta_allergy_new ("milk", TA_SEVERITY_ANAPHYLAXIS));
  g_assert_cmpuint (ta_turn_reason_kinds (turn, silva, &needs), ==, 0);
  g_ptr_array_add (child->allergies, ta_allergy_new ("milk", TA_SEVERITY_ALLERGY));
  g_assert_cmpuint (ta_turn_reason_kinds (turn, silva, &needs), ==, 1u << TA_REASON_DIET);
  g_ptr_array_add (duarte->absences, ta_absence_new (child->id, FRIDAY, FRIDAY + 1, ""));
  g_assert_cmpuint (ta_turn_reason_kinds (turn, silva, &needs), ==, 0);
}

static void
assert_text (TaReason reason, const char *expected)
{
  g_autofree char *text = NULL;

  reason.date = FRIDAY;
  text = ta_reason_to_text (&reason, "Silva");
  g_assert_cmpstr (text, ==, expected);
}

static void
test_texts (void)
{
  char nuts[] = "nuts", vegan[] = "vegan", aid[] = "First aid", who[] = "Bruno";

  assert_text ((TaReason) { 0 }, "");
  assert_text ((TaReason) { .kind = TA_REASON_AWAY, .from = FRIDAY, .until = FRIDAY + 1 }, "Silva is away on 4 Dec");
  assert_text ((TaReason) { .kind = TA_REASON_AWAY, .from = FRIDAY, .until = FRIDAY + 8 }, "Silva is away from 4 Dec to 11 Dec");
  assert_text ((TaReason) { .kind = TA_REASON_ALL_AWAY, .from = FRIDAY, .until = FRIDAY + 1 }, "Everybody in Silva is away on 4 Dec");
  assert_text ((TaReason) { .kind = TA_REASON_NOT_MEMBER }, "Silva does not belong to the pod on 4 Dec");
  assert_text ((TaReason) { .kind = TA_REASON_LEFT, .from = FRIDAY }, "Silva left on 4 Dec 2026");
  assert_text ((TaReason) { .kind = TA_REASON_PAUSED, .from = FRIDAY, .until = TA_DATE_NONE }, "Silva has paused since 4 Dec 2026");
  assert_text ((TaReason) { .kind = TA_REASON_WEEKDAY }, "Silva is unavailable on this day of the week: Friday, 4 December");
  assert_text ((TaReason) { .kind = TA_REASON_KITCHEN, .has = 2400, .needs = 3400 }, "Silva’s kitchen makes 24 portions and the turn needs 34");
  assert_text ((TaReason) { .kind = TA_REASON_DIET, .need = nuts, .who = who }, "Silva cannot cook without Tree nuts, for Bruno");
  assert_text ((TaReason) { .kind = TA_REASON_DIET, .need = vegan, .who = who }, "Silva cannot cook for Bruno’s diet: Vegan");
  assert_text ((TaReason) { .kind = TA_REASON_CAPABILITY, .need = aid }, "Nobody in Silva who is there has this: First aid");
  assert_text ((TaReason) { .kind = TA_REASON_NEWCOMER }, "Silva is new and takes turns beside an experienced household");
  assert_text ((TaReason) { .kind = TA_REASON_LEFT_OUT }, "Silva is left out of this plan");
  assert_text ((TaReason) { .kind = TA_REASON_SAME_DAY, .other = FRIDAY }, "Silva has another turn on 4 Dec");
  assert_text ((TaReason) { .kind = TA_REASON_WEEK_LIMIT, .has = 1, .needs = 1 }, "Silva has its 1 turn of that week already");
  assert_text ((TaReason) { .kind = TA_REASON_WEEK_LIMIT, .has = 2, .needs = 2 }, "Silva has its 2 turns of that week already");
  assert_text ((TaReason) { .kind = TA_REASON_GAP, .other = FRIDAY + 10, .has = 1, .needs = 2 },
               "Silva has a turn on 14 Dec, and its turns are at least 2 days apart");
}

static void
test_copy (void)
{
  g_auto (TaReason) reason = { .kind = TA_REASON_DIET, .need = g_strdup ("nuts"), .who = g_strdup ("Bruno") };
  g_auto (TaReason) copy = { 0 };

  ta_reason_copy (&copy, &reason);
  ta_reason_clear (&reason);
  g_assert_cmpint (reason.kind, ==, TA_REASON_NONE);
  g_assert_cmpstr (copy.need, ==, "nuts");
  g_assert_cmpstr (copy.who, ==, "Bruno");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reason/eats", test_who_eats);
  g_test_add_func ("/reason/left", test_who_has_left_does_not_eat);
  g_test_add_func ("/reason/kinds", test_all_reasons);
  g_test_add_func ("/reason/whose-diet", test_whose_diet);
  g_test_add_func ("/reason/texts", test_texts);
  g_test_add_func ("/reason/copy", test_copy);
  return g_test_run ();
}
