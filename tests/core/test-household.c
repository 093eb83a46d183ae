/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-household.h"

#define DAY(y, m, d) ta_date_from_ymd (y, m, d)

static TaPerson *
add_person (TaHousehold *household, const char *name, TaPersonRole role, TaDate born)
{
  TaPerson *person = ta_person_new (name, role);

  person->born = born;
  g_ptr_array_add (household->persons, person);
  return person;
}

static void
add_allergy (TaPerson *person, const char *allergen, TaSeverity severity)
{
  g_ptr_array_add (person->allergies, ta_allergy_new (allergen, severity));
}

static void
add_membership (TaHousehold *household, const char *pod, TaStatus status, TaDate from, TaDate until)
{
  TaMembership *membership = ta_membership_new (pod, status, from);

  membership->until = until;
  g_ptr_array_add (household->memberships, membership);
}

static void
test_new_is_empty (void)
{
  g_autoptr (TaHousehold) household = ta_household_new ("Silva");
  g_autoptr (TaPerson) person = ta_person_new (NULL, TA_ROLE_CHILD);

  g_assert_cmpstr (household->name, ==, "Silva");
  g_assert_cmpstr (household->address, ==, "");
  g_assert_cmpstr (household->notes, ==, "");
  g_assert_cmpint (household->kitchen_capacity, ==, -1);
  g_assert_false (household->place.set);
  g_assert_cmpuint (household->persons->len + household->offers->len + household->visibility->len, ==, 0);
  g_assert_cmpstr (person->name, ==, "");
  g_assert_cmpint (person->born, ==, TA_DATE_NONE);
  g_assert_cmpint (person->portion_factor, ==, -1);
  g_assert_null (person->guardian);
  ta_household_free (NULL);
  ta_person_free (NULL);
}

static TaHousehold *
make_full (void)
{
  TaHousehold *household = ta_household_new ("Silva");
  TaPerson *person = add_person (household, "Ana", TA_ROLE_ADULT, DAY (1980, 5, 6));

  add_allergy (person, "milk", TA_SEVERITY_ALLERGY);
  g_ptr_array_add (person->diets, g_strdup ("vegan"));
  ta_set_text (&household->tastes, "no cilantro");
  household->place = TA_POINT (-34.9, -56.2);
  add_membership (household, "pod", TA_STATUS_MEMBER, DAY (2026, 1, 1), TA_DATE_NONE);
  g_ptr_array_add (household->availability, ta_availability_new (person->id, 3, TA_DESIRED));
  g_ptr_array_add (household->absences, ta_absence_new (NULL, DAY (2026, 2, 1), DAY (2026, 2, 8), "beach"));
  g_ptr_array_add (household->contacts, ta_contact_point_new (TA_CONTACT_PHONE, "099"));
  g_ptr_array_add (household->offers, ta_offer_new (TA_NEED, TA_SERVICE_TUTOR, "maths"));
  g_ptr_array_add (household->visibility, ta_visibility_new ("address", TA_VISIBLE_PUBLIC));
  return household;
}

static void
test_copy_is_deep (void)
{
  TaHousehold *household = make_full ();
  g_autoptr (TaHousehold) copy = ta_household_copy (household);
  g_autofree char *id = g_strdup (household->id);
  const TaPerson *person = copy->persons->pdata[0];

  ta_set_text (&household->name, "Other");
  ta_set_text (&((TaAllergy *) ((TaPerson *) household->persons->pdata[0])->allergies->pdata[0])->allergen, "eggs");
  g_ptr_array_set_size (household->offers, 0);
  ta_household_free (household);
  g_assert_cmpstr (copy->id, ==, id);
  g_assert_cmpstr (copy->name, ==, "Silva");
  g_assert_cmpstr (copy->tastes, ==, "no cilantro");
  g_assert_true (copy->place.set);
  g_assert_cmpstr (((TaAllergy *) person->allergies->pdata[0])->allergen, ==, "milk");
  g_assert_cmpstr (person->diets->pdata[0], ==, "vegan");
  g_assert_cmpstr (((TaMembership *) copy->memberships->pdata[0])->pod, ==, "pod");
  g_assert_cmpstr (((TaAvailability *) copy->availability->pdata[0])->person, ==, person->id);
  g_assert_cmpstr (((TaAbsence *) copy->absences->pdata[0])->reason, ==, "beach");
  g_assert_cmpstr (((TaContactPoint *) copy->contacts->pdata[0])->value, ==, "099");
  g_assert_cmpstr (((TaOffer *) copy->offers->pdata[0])->detail, ==, "maths");
  g_assert_cmpstr (((TaVisibility *) copy->visibility->pdata[0])->field, ==, "address");
}

static void
test_set_text (void)
{
  char *field = g_strdup ("  abc");

  ta_set_text (&field, field + 2);
  g_assert_cmpstr (field, ==, "abc");
  ta_set_text (&field, field);
  g_assert_cmpstr (field, ==, "abc");
  ta_set_text (&field, NULL);
  g_assert_cmpstr (field, ==, "");
  g_free (field);
}

static void
test_initials (void)
{
  static const struct
  {
    const char *name;
    const char *initials;
  } cases[] = {
    { "Pereira", "Pe" },
    { "De Souza", "DS" },
    { "de souza lima", "DS" },
    { "Ana & Luis", "AL" },
    { "Meyer-Schmidt", "MS" },
    { "ñandú", "Ña" },
    { "e\xcc\x81tienne", "Ét" },
    { "O’Brien", "Ob" },
    { "X", "X" },
    { "  (Silva)", "Si" },
    { "4 Vientos", "4V" },
    { "", "?" },
    { NULL, "?" },
    { " -- ", "?" },
    { "\xff\xfe", "?" },
    { "日本", "日本" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *initials = ta_household_initials (cases[i].name);

      g_assert_cmpstr (initials, ==, cases[i].initials);
    }
}

/* H1: how old somebody is, on the day in question and not today. */
static void
test_age_on_the_day (void)
{
  static const struct
  {
    int year, month, day;
    gboolean child;
    int portion;
  } cases[] = {
    { 2010, 2, 27, TRUE, 0 }, /* before the birth */
    { 2010, 2, 28, TRUE, 0 },
    { 2011, 2, 27, TRUE, 0 },
    { 2011, 2, 28, TRUE, 50 },
    { 2016, 2, 27, TRUE, 50 },
    { 2016, 2, 28, TRUE, 75 },
    { 2022, 2, 27, TRUE, 75 },
    { 2022, 2, 28, TRUE, 100 },
    { 2028, 2, 27, TRUE, 100 },
    { 2028, 2, 28, FALSE, 100 },
  };
  g_autoptr (TaPerson) person = ta_person_new ("Bruno", TA_ROLE_CHILD);

  person->born = DAY (2010, 2, 28);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TaDate date = DAY (cases[i].year, cases[i].month, cases[i].day);

      g_assert_cmpint (ta_person_is_child (person, date), ==, cases[i].child);
      g_assert_cmpint (ta_person_portion (person, date), ==, cases[i].portion);
    }
  person->portion_factor = 0;
  g_assert_cmpint (ta_person_portion (person, DAY (2028, 1, 1)), ==, 0);
}

static void
test_without_birth_date (void)
{
  g_autoptr (TaHousehold) household = ta_household_new ("Silva");
  TaPerson *adult = add_person (household, "Ana", TA_ROLE_ADULT, TA_DATE_NONE);
  TaPerson *child = add_person (household, "Bruno", TA_ROLE_CHILD, TA_DATE_NONE);
  int adults;
  int children;

  add_person (household, "Carla", TA_ROLE_CHILD, DAY (2000, 1, 1));
  g_assert_cmpint (ta_person_portion (adult, DAY (2026, 1, 1)), ==, 100);
  g_assert_cmpint (ta_person_portion (child, DAY (2026, 1, 1)), ==, 75);
  ta_household_count (household, DAY (2026, 1, 1), &adults, &children);
  g_assert_cmpint (adults, ==, 2);
  g_assert_cmpint (children, ==, 1);
  ta_household_count (household, DAY (2010, 1, 1), &adults, &children);
  g_assert_cmpint (adults, ==, 1);
  g_assert_cmpint (children, ==, 2);
}

static void
test_membership (void)
{
  g_autoptr (TaHousehold) household = ta_household_new ("Silva");

  g_assert_cmpint (ta_household_status (household, DAY (2026, 1, 1)), ==, TA_STATUS_INTERESTED);
  g_assert_null (ta_household_membership (household, DAY (2026, 1, 1)));
  add_membership (household, NULL, TA_STATUS_MEMBER, DAY (2025, 1, 1), TA_DATE_NONE);
  add_membership (household, "a", TA_STATUS_TRIAL, DAY (2026, 1, 1), DAY (2026, 2, 1));
  add_membership (household, "a", TA_STATUS_PAUSED, DAY (2026, 2, 1), DAY (2026, 3, 1));
  add_membership (household, "a", TA_STATUS_LEFT, DAY (2026, 3, 1), TA_DATE_NONE);
  add_membership (household, "b", TA_STATUS_MEMBER, DAY (2026, 4, 1), TA_DATE_NONE);
  g_assert_cmpint (ta_household_status (household, DAY (2024, 12, 31)), ==, TA_STATUS_INTERESTED);
  g_assert_cmpint (ta_household_status (household, DAY (2025, 12, 31)), ==, TA_STATUS_MEMBER);
  g_assert_null (ta_household_pod (household, DAY (2025, 12, 31)));
  g_assert_cmpint (ta_household_status (household, DAY (2026, 1, 31)), ==, TA_STATUS_TRIAL);
  g_assert_cmpstr (ta_household_pod (household, DAY (2026, 1, 31)), ==, "a");
  g_assert_cmpint (ta_household_status (household, DAY (2026, 2, 1)), ==, TA_STATUS_PAUSED);
  g_assert_cmpstr (ta_household_pod (household, DAY (2026, 2, 28)), ==, "a");
  g_assert_cmpint (ta_household_status (household, DAY (2026, 3, 1)), ==, TA_STATUS_LEFT);
  g_assert_null (ta_household_pod (household, DAY (2026, 3, 1)));
  g_assert_cmpstr (ta_household_pod (household, DAY (2026, 4, 1)), ==, "b");
}

static void
test_left_one_pod_for_another (void)
{
  g_autoptr (TaHousehold) household = ta_household_new ("Silva");

  add_membership (household, "b", TA_STATUS_MEMBER, DAY (2026, 1, 1), TA_DATE_NONE);
  add_membership (household, "a", TA_STATUS_LEFT, DAY (2026, 1, 5), TA_DATE_NONE);
  g_assert_cmpstr (ta_household_pod (household, DAY (2026, 2, 1)), ==, "b");
  add_membership (household, "b", TA_STATUS_LEFT, DAY (2026, 3, 1), TA_DATE_NONE);
  g_assert_null (ta_household_pod (household, DAY (2026, 3, 1)));
}

static void
test_absence (void)
{
  g_autoptr (TaHousehold) household = ta_household_new ("Silva");
  TaPerson *ana = add_person (household, "Ana", TA_ROLE_ADULT, TA_DATE_NONE);
  TaPerson *bruno = add_person (household, "Bruno", TA_ROLE_CHILD, DAY (2018, 1, 1));

  g_ptr_array_add (household->absences, ta_absence_new (NULL, DAY (2026, 7, 1), DAY (2026, 7, 8), ""));
  g_ptr_array_add (household->absences, ta_absence_new (bruno->id, DAY (2026, 8, 1), DAY (2026, 8, 2), ""));
  g_assert_null (ta_household_absence (household, DAY (2026, 6, 30)));
  g_assert_nonnull (ta_household_absence (household, DAY (2026, 7, 1)));
  g_assert_nonnull (ta_household_absence (household, DAY (2026, 7, 7)));
  g_assert_null (ta_household_absence (household, DAY (2026, 7, 8)));
  g_assert_null (ta_household_absence (household, DAY (2026, 8, 1)));
  g_assert_true (ta_household_person_is_away (household, ana, DAY (2026, 7, 3)));
  g_assert_false (ta_household_person_is_away (household, ana, DAY (2026, 8, 1)));
  g_assert_true (ta_household_person_is_away (household, bruno, DAY (2026, 8, 1)));
  g_assert_cmpint (ta_household_portions (household, DAY (2026, 6, 30)), ==, 175);
  g_assert_cmpint (ta_household_portions (household, DAY (2026, 7, 1)), ==, 0);
  g_assert_cmpint (ta_household_portions (household, DAY (2026, 8, 1)), ==, 100);
}

static void
test_lookups (void)
{
  g_autoptr (TaHousehold) household = make_full ();
  TaPerson *person = household->persons->pdata[0];

  g_assert_true (ta_household_find_person (household, person->id) == person);
  g_assert_null (ta_household_find_person (household, "nobody"));
  g_assert_null (ta_household_find_person (household, NULL));
  g_assert_cmpstr (ta_household_contact (household, TA_CONTACT_PHONE), ==, "099");
  g_assert_null (ta_household_contact (household, TA_CONTACT_EMAIL));
  g_assert_cmpint (ta_household_availability (household, 3), ==, TA_AVAILABLE); /* only Ana likes Wednesdays */
  g_ptr_array_add (household->availability, ta_availability_new (NULL, 3, TA_UNAVAILABLE));
  g_assert_cmpint (ta_household_availability (household, 3), ==, TA_UNAVAILABLE);
  g_assert_cmpint (ta_household_availability (household, 4), ==, TA_AVAILABLE);
}

/* H2: who cooks sees the union of what the eaters cannot have, each with its name, the worst first. */
/* With a person goes what is theirs; what is of all or of others stays. */
static void
test_remove_person (void)
{
  g_autoptr (TaHousehold) household = ta_household_new ("Silva");
  TaPerson *ana = add_person (household, "Ana", TA_ROLE_ADULT, TA_DATE_NONE);
  TaPerson *eva = add_person (household, "Eva", TA_ROLE_CHILD, TA_DATE_NONE);

  eva->guardian = g_strdup (ana->id);
  g_ptr_array_add (household->absences, ta_absence_new (ana->id, DAY (2026, 5, 2), DAY (2026, 5, 4), ""));
  g_ptr_array_add (household->absences, ta_absence_new (eva->id, DAY (2026, 5, 2), DAY (2026, 5, 4), ""));
  g_ptr_array_add (household->absences, ta_absence_new (NULL, DAY (2026, 6, 2), DAY (2026, 6, 4), ""));
  g_ptr_array_add (household->availability, ta_availability_new (ana->id, 1, TA_UNAVAILABLE));
  ta_household_remove_person (household, ana->id);
  g_assert_cmpint (household->persons->len, ==, 1);
  g_assert_true (household->persons->pdata[0] == eva);
  g_assert_null (eva->guardian);
  g_assert_cmpint (household->absences->len, ==, 2);
  g_assert_cmpint (household->availability->len, ==, 0);
}

static void
test_diet_needs (void)
{
  static const struct
  {
    const char *name;
    const char *allergen;
  } expected[] = { { "Diego", "peanuts" }, { "Ana", "milk" }, { "Carla", "milk" }, { "Ana", "celery" } };
  g_autoptr (GPtrArray) households = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_household_free);
  TaHousehold *silva = ta_household_new ("Silva");
  TaHousehold *costa = ta_household_new ("Costa");
  TaPerson *ana = add_person (silva, "Ana", TA_ROLE_ADULT, TA_DATE_NONE);
  TaPerson *bruno = add_person (silva, "Bruno", TA_ROLE_CHILD, TA_DATE_NONE);
  g_autoptr (GArray) needs = NULL;
  g_autoptr (GArray) later = NULL;

  g_ptr_array_add (households, silva);
  g_ptr_array_add (households, costa);
  add_allergy (ana, "celery", TA_SEVERITY_PREFERENCE);
  add_allergy (ana, "milk", TA_SEVERITY_INTOLERANCE);
  add_allergy (bruno, "eggs", TA_SEVERITY_ANAPHYLAXIS);
  add_allergy (add_person (costa, "Carla", TA_ROLE_ADULT, TA_DATE_NONE), "milk", TA_SEVERITY_INTOLERANCE);
  add_allergy (add_person (costa, "Diego", TA_ROLE_ADULT, TA_DATE_NONE), "peanuts", TA_SEVERITY_ALLERGY);
  g_ptr_array_add (silva->absences, ta_absence_new (bruno->id, DAY (2026, 8, 1), DAY (2026, 8, 2), ""));
  needs = ta_households_diet_needs (households, DAY (2026, 8, 1));
  g_assert_cmpuint (needs->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < needs->len; i++)
    {
      const TaDietNeed *need = &g_array_index (needs, TaDietNeed, i);

      g_assert_cmpstr (need->person->name, ==, expected[i].name);
      g_assert_cmpstr (need->allergy->allergen, ==, expected[i].allergen);
      g_assert_true (need->household == (expected[i].name[0] == 'A' ? silva : costa));
    }
  later = ta_households_diet_needs (households, DAY (2026, 8, 2));
  g_assert_cmpuint (later->len, ==, 5);
  g_assert_cmpstr (g_array_index (later, TaDietNeed, 0).person->name, ==, "Bruno");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/household/new", test_new_is_empty);
  g_test_add_func ("/household/copy", test_copy_is_deep);
  g_test_add_func ("/household/set-text", test_set_text);
  g_test_add_func ("/household/initials", test_initials);
  g_test_add_func ("/household/age", test_age_on_the_day);
  g_test_add_func ("/household/no-birth-date", test_without_birth_date);
  g_test_add_func ("/household/membership", test_membership);
  g_test_add_func ("/household/left-for-another", test_left_one_pod_for_another);
  g_test_add_func ("/household/absence", test_absence);
  g_test_add_func ("/household/lookups", test_lookups);
  g_test_add_func ("/household/remove-person", test_remove_person);
  g_test_add_func ("/household/diet-needs", test_diet_needs);
  return g_test_run ();
}
