/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-membership-rules.h"

#define DAY(m, d) ta_date_from_ymd (2026, (m), (d))
#define TODAY DAY (6, 30)

static TaHousehold *
new_household (void)
{
  TaHousehold *household = ta_household_new ("Silva");

  g_ptr_array_add (household->contacts, ta_contact_point_new (TA_CONTACT_EMAIL, "silva@example.org"));
  return household;
}

static void
take (TaHousehold *household, TaStepKind kind, TaDate date)
{
  ta_household_take_step (household, ta_membership_step_new (kind, date), "pod", -1);
}

static TaHousehold *
new_applicant (void)
{
  TaHousehold *household = new_household ();

  ta_household_take_step (household, ta_membership_step_new (TA_STEP_APPLIED, DAY (6, 1)), NULL, -1);
  return household;
}

static TaStepLack
lacks (const TaHousehold *household, TaStepKind kind, TaDate date)
{
  return ta_household_step_lacks (household, kind, date, TODAY, TRUE);
}

/* From the application to the day of leaving: what the household is and what may come next at each step. */
static void
test_way (void)
{
  static const struct
  {
    TaStepKind kind;
    TaStatus status;
    const char *next; /* the steps that may follow, by their first letters in order */
  } way[] = {
    { TA_STEP_APPLIED, TA_STATUS_INTERESTED, "epvtald" },
    { TA_STEP_VISITED, TA_STATUS_INTERESTED, "epvtald" },
    { TA_STEP_EMAIL_CONFIRMED, TA_STATUS_INTERESTED, "pvtald" },
    { TA_STEP_TRIAL, TA_STATUS_TRIAL, "pvapld" },
    { TA_STEP_ACTIVE, TA_STATUS_MEMBER, "pl" },
    { TA_STEP_PAUSED, TA_STATUS_PAUSED, "al" },
    { TA_STEP_ACTIVE, TA_STATUS_MEMBER, "pl" },
    { TA_STEP_LEFT, TA_STATUS_LEFT, "a" },
  };
  g_autoptr (TaHousehold) household = new_household ();

  for (guint i = 0; i < G_N_ELEMENTS (way); i++)
    {
      TaDate date = DAY (6, 1) + (TaDate) i;
      g_autoptr (GString) next = g_string_new (NULL);

      g_assert_cmpint (lacks (household, way[i].kind, date), ==, TA_LACK_NOTHING);
      take (household, way[i].kind, date);
      g_assert_cmpint (ta_household_status (household, date), ==, way[i].status);
      for (int kind = 0; kind < ta_code_count (ta_step_codes); kind++)
        if (ta_household_may_follow (household, (TaStepKind) kind, TODAY))
          g_string_append_c (next, *ta_code_word (ta_step_codes, kind));
      g_assert_cmpstr (next->str, ==, way[i].next);
    }
  g_assert_cmpuint (household->steps->len, ==, G_N_ELEMENTS (way));
  /* What it was stays known. */
  g_assert_cmpint (ta_household_status (household, DAY (6, 3)), ==, TA_STATUS_INTERESTED);
  g_assert_cmpint (ta_household_status (household, DAY (6, 4)), ==, TA_STATUS_TRIAL);
  g_assert_cmpstr (ta_household_pod (household, DAY (6, 6)), ==, "pod");
}

static void
test_lacks (void)
{
  g_autoptr (TaHousehold) household = new_applicant ();

  g_assert_cmpint (lacks (household, TA_STEP_PHONE_CONFIRMED, TODAY), ==, TA_LACK_PHONE);
  g_assert_cmpint (lacks (household, TA_STEP_TRIAL, TODAY), ==, TA_LACK_CONFIRMATION);
  g_assert_cmpint (lacks (household, TA_STEP_ACTIVE, TODAY), ==, TA_LACK_CONFIRMATION);
  g_assert_cmpint (lacks (household, TA_STEP_PAUSED, TODAY), ==, TA_LACK_ORDER);
  g_assert_cmpint (lacks (household, TA_STEP_VISITED, TODAY + 1), ==, TA_LACK_DATE_FUTURE);
  g_assert_cmpint (lacks (household, TA_STEP_VISITED, DAY (5, 31)), ==, TA_LACK_DATE_PAST);
  g_assert_cmpint (lacks (household, TA_STEP_LEFT, DAY (5, 31)), ==, TA_LACK_DATE_PAST);
  g_assert_cmpint (lacks (household, TA_STEP_LEFT, TA_DATE_NONE), ==, TA_LACK_DATE);
  /* Confirmed by an application that was declined is not confirmed. */
  take (household, TA_STEP_EMAIL_CONFIRMED, DAY (6, 2));
  g_assert_cmpint (lacks (household, TA_STEP_TRIAL, TODAY + 7), ==, TA_LACK_NOTHING);
  take (household, TA_STEP_DECLINED, DAY (6, 3));
  take (household, TA_STEP_APPLIED, DAY (6, 10));
  g_assert_cmpint (lacks (household, TA_STEP_TRIAL, TODAY), ==, TA_LACK_CONFIRMATION);
  g_assert_cmpint (lacks (household, TA_STEP_EMAIL_CONFIRMED, TODAY), ==, TA_LACK_NOTHING);
}

/* Who takes and declines; who comes back was taken before. */
static void
test_validation (void)
{
  g_autoptr (TaHousehold) household = new_applicant ();

  take (household, TA_STEP_EMAIL_CONFIRMED, DAY (6, 2));
  g_assert_cmpint (ta_household_step_lacks (household, TA_STEP_TRIAL, TODAY, TODAY, FALSE), ==, TA_LACK_VALIDATION);
  g_assert_cmpint (ta_household_step_lacks (household, TA_STEP_ACTIVE, TODAY, TODAY, FALSE), ==, TA_LACK_VALIDATION);
  g_assert_cmpint (ta_household_step_lacks (household, TA_STEP_DECLINED, TODAY, TODAY, FALSE), ==, TA_LACK_VALIDATION);
  g_assert_cmpint (ta_household_step_lacks (household, TA_STEP_VISITED, TODAY, TODAY, FALSE), ==, TA_LACK_NOTHING);
  g_assert_cmpint (ta_household_step_lacks (household, TA_STEP_LEFT, TODAY, TODAY, FALSE), ==, TA_LACK_NOTHING);
  take (household, TA_STEP_ACTIVE, DAY (6, 3));
  take (household, TA_STEP_PAUSED, DAY (6, 4));
  g_assert_cmpint (ta_household_step_lacks (household, TA_STEP_ACTIVE, TODAY, TODAY, FALSE), ==, TA_LACK_NOTHING);
  g_assert_cmpstr (ta_household_pod (household, DAY (6, 4)), ==, "pod");
}

static void
test_administrators (void)
{
  g_autoptr (GPtrArray) households = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_household_free);
  g_autoptr (GPtrArray) nobody = ta_administrators (households, TODAY);
  g_autoptr (GPtrArray) some = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autofree char *text = NULL;
  TaHousehold *household = new_household ();
  TaPerson *ana = ta_person_new ("Ana Peña", TA_ROLE_ADULT);

  g_assert_true (ta_administrators_include (nobody, "Rui"));
  g_assert_true (ta_administrators_include (nobody, NULL));
  ana->administrator = TRUE;
  g_ptr_array_add (household->persons, ana);
  g_ptr_array_add (household->persons, ta_person_new ("Rui", TA_ROLE_ADULT));
  g_ptr_array_add (households, household);
  some = ta_administrators (households, TODAY);
  g_assert_cmpuint (some->len, ==, 1);
  g_assert_true (ta_administrators_include (some, "ana pen\xcc\x83"
                                                  "a "));
  g_assert_false (ta_administrators_include (some, "Rui"));
  g_assert_false (ta_administrators_include (some, ""));
  g_assert_false (ta_administrators_include (some, NULL));
  text = ta_step_lacks_text (TA_LACK_CONFIRMATION | TA_LACK_VALIDATION, some, "Rui");
  g_assert_cmpstr (text, ==,
                   "Neither e-mail nor phone is confirmed yet. Only an administrator can record this: Ana Peña. "
                   "You work as “Rui”; your name can be changed in the preferences.");
  g_assert_cmpuint (some->len, ==, 1);
  /* When all of them have left it is as if nobody were marked. */
  take (household, TA_STEP_LEFT, TODAY);
  after = ta_administrators (households, TODAY);
  g_assert_true (ta_administrators_include (after, "Rui"));
}

static void
test_waiting (void)
{
  g_autoptr (TaHousehold) before = new_household ();
  g_autoptr (TaHousehold) household = new_applicant ();

  g_assert_cmpint (ta_household_waits_since (before, TODAY), ==, TA_DATE_NONE);
  g_ptr_array_add (before->memberships, ta_membership_new (NULL, TA_STATUS_INTERESTED, DAY (5, 1)));
  g_assert_cmpint (ta_household_waits_since (before, TODAY), ==, DAY (5, 1));
  g_assert_cmpstr (ta_household_standing (before, TODAY), ==, "Interested");
  /* Who was interested before waits since it applied. */
  take (before, TA_STEP_APPLIED, DAY (5, 20));
  g_assert_cmpuint (before->memberships->len, ==, 1);
  g_assert_cmpint (ta_household_waits_since (before, TODAY), ==, DAY (5, 20));
  g_assert_cmpstr (ta_household_standing (household, TODAY), ==, "Applied");
  take (household, TA_STEP_DECLINED, DAY (6, 5));
  g_assert_cmpint (ta_household_waits_since (household, TODAY), ==, TA_DATE_NONE);
  g_assert_cmpstr (ta_household_standing (household, DAY (6, 4)), ==, "Applied");
  g_assert_cmpstr (ta_household_standing (household, TODAY), ==, "Declined");
  take (household, TA_STEP_APPLIED, DAY (6, 6));
  take (household, TA_STEP_TRIAL, DAY (6, 7));
  g_assert_cmpstr (ta_household_standing (household, TODAY), ==, "On trial");
}

/* A step from a list that lies before what is known leaves what came later as it is. */
static void
test_insert (void)
{
  g_autoptr (TaHousehold) household = new_household ();

  g_ptr_array_add (household->memberships, ta_membership_new ("pod", TA_STATUS_MEMBER, DAY (5, 1)));
  ta_household_insert_step (household, ta_membership_step_new (TA_STEP_ACTIVE, DAY (5, 1)), "pod");
  g_assert_cmpuint (household->memberships->len, ==, 1);
  ta_household_insert_step (household, ta_membership_step_new (TA_STEP_TRIAL, DAY (4, 1)), "pod");
  ta_household_insert_step (household, ta_membership_step_new (TA_STEP_APPLIED, DAY (3, 1)), NULL);
  ta_household_insert_step (household, ta_membership_step_new (TA_STEP_VISITED, DAY (3, 5)), NULL);
  g_assert_cmpuint (household->memberships->len, ==, 3);
  g_assert_cmpint (ta_household_status (household, DAY (3, 31)), ==, TA_STATUS_INTERESTED);
  g_assert_cmpint (ta_household_status (household, DAY (4, 1)), ==, TA_STATUS_TRIAL);
  g_assert_cmpint (ta_household_status (household, DAY (5, 1)), ==, TA_STATUS_MEMBER);
  for (guint i = 1; i < household->steps->len; i++)
    g_assert_cmpint (((TaMembershipStep *) household->steps->pdata[i - 1])->date, <, ((TaMembershipStep *) household->steps->pdata[i])->date);
  /* All on one day: what comes last on the way. */
  ta_household_insert_step (household, ta_membership_step_new (TA_STEP_PAUSED, DAY (5, 1)), NULL);
  ta_household_insert_step (household, ta_membership_step_new (TA_STEP_TRIAL, DAY (5, 1)), NULL);
  g_assert_cmpint (ta_household_status (household, DAY (5, 1)), ==, TA_STATUS_PAUSED);
}

/* A correction: what was to come is no longer said. */
static void
test_set_status (void)
{
  g_autoptr (TaHousehold) household = new_applicant ();

  take (household, TA_STEP_TRIAL, DAY (6, 5));
  take (household, TA_STEP_PAUSED, DAY (7, 1));
  ta_household_set_status (household, TA_STATUS_MEMBER, "other", 50, ta_membership_step_new (TA_STEP_APPLIED, DAY (6, 20)));
  g_assert_cmpint (ta_household_status (household, DAY (7, 2)), ==, TA_STATUS_MEMBER);
  g_assert_cmpint (ta_household_membership (household, TODAY)->obligation_share, ==, 50);
  g_assert_cmpuint (household->steps->len, ==, 3);
  g_assert_cmpint (((TaMembershipStep *) household->steps->pdata[2])->kind, ==, TA_STEP_ACTIVE);
  /* Another pod is no step. */
  ta_household_set_status (household, TA_STATUS_MEMBER, "pod", 100, ta_membership_step_new (TA_STEP_APPLIED, DAY (6, 25)));
  g_assert_cmpuint (household->steps->len, ==, 3);
  g_assert_cmpstr (ta_household_pod (household, TODAY), ==, "pod");
}

/* Who an import does not name may still have recorded for somebody. */
static void
test_who (void)
{
  static const struct
  {
    const char *actor, *on_behalf_of, *text;
  } cases[] = { { "Rui", "", "Rui" }, { "Rui", "Peña", "Rui, for Peña" }, { "", "Peña", "Peña" }, { "", "", "" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TaMembershipStep) step = ta_membership_step_new (TA_STEP_VISITED, DAY (6, 1));
      g_autofree char *who = NULL;

      g_set_str (&step->actor, cases[i].actor);
      g_set_str (&step->on_behalf_of, cases[i].on_behalf_of);
      who = ta_membership_step_who (step);
      g_assert_cmpstr (who, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/membership-rules/way", test_way);
  g_test_add_func ("/membership-rules/lacks", test_lacks);
  g_test_add_func ("/membership-rules/validation", test_validation);
  g_test_add_func ("/membership-rules/administrators", test_administrators);
  g_test_add_func ("/membership-rules/waiting", test_waiting);
  g_test_add_func ("/membership-rules/insert", test_insert);
  g_test_add_func ("/membership-rules/set-status", test_set_status);
  g_test_add_func ("/membership-rules/who", test_who);
  return g_test_run ();
}
