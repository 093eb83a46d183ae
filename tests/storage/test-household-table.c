/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-dump.h"
#include "ta-household-table.h"
#include "ta-id.h"
#include "ta-pod-table.h"
#include "ta-turn-table.h"

#include <string.h>

#define DAY(m, d) ta_date_from_ymd (2026, (m), (d))

static TaDatabase *
open_database (void)
{
  g_autoptr (GError) error = NULL;
  TaDatabase *database = ta_database_open (":memory:", TA_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  return database;
}

static void
save (TaDatabase *database, const TaHousehold *household)
{
  g_autoptr (GError) error = NULL;

  ta_database_begin (database, &error);
  g_assert_no_error (error);
  ta_household_table_save (database, household, &error);
  g_assert_no_error (error);
  ta_database_commit (database, &error);
  g_assert_no_error (error);
}

static TaHousehold *
get (TaDatabase *database, const char *id)
{
  g_autoptr (GError) error = NULL;
  TaHousehold *household = ta_household_table_get (database, id, &error);

  g_assert_no_error (error);
  return household;
}

static char *
save_pod (TaDatabase *database)
{
  g_autoptr (TaPod) pod = ta_pod_new ("Cordón");
  g_autoptr (GError) error = NULL;

  ta_pod_table_save (database, pod, &error);
  g_assert_no_error (error);
  return g_strdup (pod->id);
}

static void
fill_person (TaHousehold *household, const char *name, TaPersonRole role, const char *guardian)
{
  TaPerson *person = ta_person_new (name, role);
  TaAllergy *allergy = ta_allergy_new ("milk", TA_SEVERITY_ANAPHYLAXIS);

  person->born = role == TA_ROLE_CHILD ? ta_date_from_ymd (2018, 2, 28) : TA_DATE_NONE;
  person->guardian = g_strdup (guardian);
  person->portion_factor = role == TA_ROLE_CHILD ? 60 : -1;
  person->administrator = role == TA_ROLE_ADULT;
  ta_set_text (&person->notes, "sits at the window");
  ta_set_text (&allergy->note, "carries a pen");
  g_ptr_array_add (person->diets, g_strdup ("vegetarian"));
  g_ptr_array_add (person->diets, g_strdup ("no “brassica’s”"));
  g_ptr_array_add (person->allergies, allergy);
  g_ptr_array_add (person->allergies, ta_allergy_new ("kiwi", TA_SEVERITY_PREFERENCE));
  g_ptr_array_add (household->persons, person);
}

static const char *
person_id (const TaHousehold *household, guint i)
{
  return ((TaPerson *) g_ptr_array_index (household->persons, i))->id;
}

/* In order: on one day by what comes first on the way, whatever its id. */
static void
fill_steps (TaHousehold *household)
{
  static const TaStepKind kinds[] = { TA_STEP_APPLIED, TA_STEP_EMAIL_CONFIRMED, TA_STEP_PHONE_CONFIRMED, TA_STEP_VISITED, TA_STEP_TRIAL, TA_STEP_ACTIVE, TA_STEP_PAUSED, TA_STEP_LEFT, TA_STEP_DECLINED };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      TaMembershipStep *step = ta_membership_step_new (kinds[i], DAY (2, 1));

      step->at = i == 0 ? 5 : 1767225600000;
      g_free (step->id);
      step->id = g_strdup_printf ("%s-%c", household->id, 'z' - (int) i);
      g_set_str (&step->actor, "Rui Silva");
      g_set_str (&step->on_behalf_of, "Peña");
      g_set_str (&step->note, "came with \"two\" children");
      g_ptr_array_add (household->steps, step);
    }
}

static void
fill_children (TaHousehold *household, const char *pod)
{
  TaMembership *membership = ta_membership_new (pod, TA_STATUS_TRIAL, DAY (3, 1));
  TaContactPoint *contact = ta_contact_point_new (TA_CONTACT_EMERGENCY, "+598 2 400 0000");
  TaOffer *offer = ta_offer_new (TA_NEED, TA_SERVICE_TUTOR, "fractions");

  membership->until = DAY (6, 1);
  membership->obligation_share = 50;
  g_ptr_array_add (household->memberships, membership);
  g_ptr_array_add (household->memberships, ta_membership_new (pod, TA_STATUS_MEMBER, DAY (6, 1)));
  g_ptr_array_add (household->availability, ta_availability_new (NULL, 1, TA_UNAVAILABLE));
  g_ptr_array_add (household->availability, ta_availability_new (person_id (household, 1), 1, TA_DESIRED));
  g_ptr_array_add (household->absences, ta_absence_new (NULL, DAY (7, 1), DAY (7, 15), "the coast"));
  g_ptr_array_add (household->absences, ta_absence_new (person_id (household, 0), DAY (8, 1), DAY (8, 2), NULL));
  contact->person = g_strdup (person_id (household, 1));
  ta_set_text (&contact->note, "the grandmother");
  g_ptr_array_add (household->contacts, contact);
  offer->person = g_strdup (person_id (household, 0));
  offer->level = 3;
  g_ptr_array_add (household->offers, offer);
  g_ptr_array_add (household->visibility, ta_visibility_new ("phone", TA_VISIBLE_FEDERATION));
  fill_steps (household);
}

/* A household in which every field says something. The child stands before its guardian. */
static TaHousehold *
make_full (const char *name, const char *pod)
{
  TaHousehold *household = ta_household_new (name);

  household->colour = 7;
  ta_set_text (&household->address, "Maldonado 1500");
  household->place = TA_POINT (-34.9077, -56.1763);
  ta_set_text (&household->door_notes, "ring twice");
  household->kitchen_capacity = 1250;
  ta_set_text (&household->vehicle, "cargo bicycle");
  ta_set_text (&household->pets, "a parrot");
  household->smoking = TRUE;
  ta_set_text (&household->accessibility, "no stairs");
  ta_set_text (&household->tastes, "no coriander");
  ta_set_text (&household->notes, "line one\nline two");
  fill_person (household, "Ana", TA_ROLE_ADULT, NULL);
  fill_person (household, "Bruno", TA_ROLE_CHILD, person_id (household, 0));
  g_ptr_array_add (household->persons, g_ptr_array_steal_index (household->persons, 0));
  fill_children (household, pod);
  return household;
}

static void
assert_same_person (const TaPerson *a, const TaPerson *b)
{
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpint (a->born, ==, b->born);
  g_assert_cmpint (a->role, ==, b->role);
  g_assert_cmpstr (a->guardian, ==, b->guardian);
  g_assert_cmpint (a->portion_factor, ==, b->portion_factor);
  g_assert_cmpint (a->administrator, ==, b->administrator);
  g_assert_cmpstr (a->notes, ==, b->notes);
  g_assert_cmpuint (a->diets->len, ==, b->diets->len);
  for (guint i = 0; i < a->diets->len; i++)
    g_assert_cmpstr (g_ptr_array_index (a->diets, i), ==, g_ptr_array_index (b->diets, i));
  g_assert_cmpuint (a->allergies->len, ==, b->allergies->len);
  for (guint i = 0; i < a->allergies->len; i++)
    {
      const TaAllergy *first = g_ptr_array_index (a->allergies, i);
      const TaAllergy *second = g_ptr_array_index (b->allergies, i);

      g_assert_cmpstr (first->id, ==, second->id);
      g_assert_cmpstr (first->allergen, ==, second->allergen);
      g_assert_cmpint (first->severity, ==, second->severity);
      g_assert_cmpstr (first->note, ==, second->note);
    }
}

static void
assert_same_row (const TaHousehold *a, const TaHousehold *b)
{
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpint (a->colour, ==, b->colour);
  g_assert_cmpstr (a->address, ==, b->address);
  g_assert_true (ta_point_equal (a->place, b->place));
  g_assert_cmpstr (a->door_notes, ==, b->door_notes);
  g_assert_cmpint (a->kitchen_capacity, ==, b->kitchen_capacity);
  g_assert_cmpstr (a->vehicle, ==, b->vehicle);
  g_assert_cmpstr (a->pets, ==, b->pets);
  g_assert_cmpint (a->smoking, ==, b->smoking);
  g_assert_cmpstr (a->accessibility, ==, b->accessibility);
  g_assert_cmpstr (a->tastes, ==, b->tastes);
  g_assert_cmpstr (a->notes, ==, b->notes);
}

static void
assert_same_memberships (GPtrArray *a, GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const TaMembership *first = g_ptr_array_index (a, i);
      const TaMembership *second = g_ptr_array_index (b, i);

      g_assert_cmpstr (first->id, ==, second->id);
      g_assert_cmpstr (first->pod, ==, second->pod);
      g_assert_cmpint (first->status, ==, second->status);
      g_assert_cmpint (first->from, ==, second->from);
      g_assert_cmpint (first->until, ==, second->until);
      g_assert_cmpint (first->obligation_share, ==, second->obligation_share);
    }
}

static void
assert_same_steps (GPtrArray *a, GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const TaMembershipStep *first = g_ptr_array_index (a, i);
      const TaMembershipStep *second = g_ptr_array_index (b, i);

      g_assert_cmpstr (first->id, ==, second->id);
      g_assert_cmpint (first->kind, ==, second->kind);
      g_assert_cmpint (first->date, ==, second->date);
      g_assert_cmpint (first->at, ==, second->at);
      g_assert_cmpstr (first->actor, ==, second->actor);
      g_assert_cmpstr (first->on_behalf_of, ==, second->on_behalf_of);
      g_assert_cmpstr (first->note, ==, second->note);
    }
}

static void
assert_same_times (const TaHousehold *a, const TaHousehold *b)
{
  g_assert_cmpuint (a->availability->len, ==, b->availability->len);
  for (guint i = 0; i < a->availability->len; i++)
    {
      const TaAvailability *first = g_ptr_array_index (a->availability, i);
      const TaAvailability *second = g_ptr_array_index (b->availability, i);

      g_assert_cmpstr (first->id, ==, second->id);
      g_assert_cmpstr (first->person, ==, second->person);
      g_assert_cmpint (first->weekday, ==, second->weekday);
      g_assert_cmpint (first->state, ==, second->state);
    }
  g_assert_cmpuint (a->absences->len, ==, b->absences->len);
  for (guint i = 0; i < a->absences->len; i++)
    {
      const TaAbsence *first = g_ptr_array_index (a->absences, i);
      const TaAbsence *second = g_ptr_array_index (b->absences, i);

      g_assert_cmpstr (first->id, ==, second->id);
      g_assert_cmpstr (first->person, ==, second->person);
      g_assert_cmpint (first->from, ==, second->from);
      g_assert_cmpint (first->until, ==, second->until);
      g_assert_cmpstr (first->reason, ==, second->reason);
    }
}

static void
assert_same_rest (const TaHousehold *a, const TaHousehold *b)
{
  const TaContactPoint *contact = g_ptr_array_index (a->contacts, 0), *contact_b = g_ptr_array_index (b->contacts, 0);
  const TaOffer *offer = g_ptr_array_index (a->offers, 0), *offer_b = g_ptr_array_index (b->offers, 0);
  const TaVisibility *visibility = g_ptr_array_index (a->visibility, 0), *visibility_b = g_ptr_array_index (b->visibility, 0);

  g_assert_cmpuint (b->contacts->len + b->offers->len + b->visibility->len, ==, 3);
  g_assert_cmpstr (contact->id, ==, contact_b->id);
  g_assert_cmpstr (contact->person, ==, contact_b->person);
  g_assert_cmpint (contact->kind, ==, contact_b->kind);
  g_assert_cmpstr (contact->value, ==, contact_b->value);
  g_assert_cmpstr (contact->note, ==, contact_b->note);
  g_assert_cmpstr (offer->id, ==, offer_b->id);
  g_assert_cmpstr (offer->person, ==, offer_b->person);
  g_assert_cmpint (offer->kind, ==, offer_b->kind);
  g_assert_cmpint (offer->service, ==, offer_b->service);
  g_assert_cmpstr (offer->detail, ==, offer_b->detail);
  g_assert_cmpint (offer->level, ==, offer_b->level);
  g_assert_cmpstr (visibility->id, ==, visibility_b->id);
  g_assert_cmpstr (visibility->field, ==, visibility_b->field);
  g_assert_cmpint (visibility->scope, ==, visibility_b->scope);
}

static void
assert_same (const TaHousehold *a, const TaHousehold *b)
{
  assert_same_row (a, b);
  g_assert_cmpuint (a->persons->len, ==, b->persons->len);
  for (guint i = 0; i < a->persons->len; i++)
    assert_same_person (g_ptr_array_index (a->persons, i), g_ptr_array_index (b->persons, i));
  assert_same_steps (a->steps, b->steps);
  assert_same_memberships (a->memberships, b->memberships);
  assert_same_times (a, b);
  assert_same_rest (a, b);
}

static void
test_round_trip (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autofree char *pod = save_pod (database);
  g_autoptr (TaHousehold) household = make_full ("Peña", pod);
  g_autoptr (TaHousehold) loaded = NULL;
  g_autoptr (TaHousehold) plain = ta_household_new ("Silva");
  g_autoptr (TaHousehold) plain_loaded = NULL;

  save (database, household);
  save (database, plain);
  loaded = get (database, household->id);
  assert_same (household, loaded);
  plain_loaded = get (database, plain->id);
  assert_same_row (plain, plain_loaded);
  g_assert_false (plain_loaded->place.set);
  g_assert_cmpint (plain_loaded->kitchen_capacity, ==, -1);
  g_assert_cmpuint (plain_loaded->persons->len, ==, 0);
}

static void
test_unchanged_save_changes_nothing (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autofree char *pod = save_pod (database);
  g_autoptr (TaHousehold) household = make_full ("Peña", pod);
  g_autoptr (TaHousehold) loaded = NULL;
  int before;

  save (database, household);
  loaded = get (database, household->id);
  before = sqlite3_total_changes (ta_database_get_handle (database));
  save (database, household);
  save (database, loaded);
  g_assert_cmpint (sqlite3_total_changes (ta_database_get_handle (database)), ==, before);
}

static void
test_removed_are_deleted (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autofree char *pod = save_pod (database);
  g_autoptr (TaHousehold) household = make_full ("Peña", pod);
  g_autoptr (TaHousehold) loaded = NULL;
  TaPerson *person;

  save (database, household);
  /* Ana, on whom what she said of Mondays, a telephone number and Bruno depend. */
  g_ptr_array_remove_index (household->persons, 1);
  person = g_ptr_array_index (household->persons, 0);
  g_ptr_array_remove_index (person->diets, 0);
  g_ptr_array_remove_index (person->allergies, 0);
  g_ptr_array_remove_index (household->memberships, 0);
  g_ptr_array_set_size (household->visibility, 0);
  save (database, household);
  loaded = get (database, household->id);
  g_assert_cmpuint (loaded->persons->len, ==, 1);
  person = g_ptr_array_index (loaded->persons, 0);
  g_assert_cmpstr (person->name, ==, "Bruno");
  g_assert_null (person->guardian);
  g_assert_cmpuint (person->diets->len, ==, 1);
  g_assert_cmpstr (((TaAllergy *) g_ptr_array_index (person->allergies, 0))->allergen, ==, "kiwi");
  g_assert_cmpuint (loaded->memberships->len, ==, 1);
  g_assert_cmpuint (loaded->availability->len, ==, 1);
  g_assert_cmpuint (loaded->absences->len, ==, 2);
  g_assert_cmpuint (loaded->contacts->len, ==, 0);
  g_assert_cmpuint (loaded->visibility->len, ==, 0);
}

/* A key that must be unique may pass from one row to another in one save, and even to and fro. */
static void
test_unique_values_change_places (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autofree char *pod = save_pod (database);
  g_autoptr (TaHousehold) household = make_full ("Peña", pod);
  g_autoptr (TaHousehold) loaded = NULL;

  save (database, household);
  g_ptr_array_set_size (household->availability, 0);
  g_ptr_array_add (household->availability, ta_availability_new (NULL, 1, TA_DESIRED));
  g_ptr_array_set_size (household->visibility, 0);
  g_ptr_array_add (household->visibility, ta_visibility_new ("phone", TA_VISIBLE_PUBLIC));
  save (database, household);
  loaded = get (database, household->id);
  assert_same_times (household, loaded);
  assert_same_rest (household, loaded);
}

static const TaAllergy *
find_allergy (const TaPerson *person, const char *allergen)
{
  for (guint i = 0; i < person->allergies->len; i++)
    {
      const TaAllergy *allergy = g_ptr_array_index (person->allergies, i);

      if (strcmp (allergy->allergen, allergen) == 0)
        return allergy;
    }
  return NULL;
}

static void
test_unique_values_are_exchanged (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaHousehold) household = make_full ("Peña", NULL);
  g_autoptr (TaHousehold) loaded = NULL;
  TaPerson *person = g_ptr_array_index (household->persons, 0);

  save (database, household);
  ta_set_text (&((TaAllergy *) g_ptr_array_index (person->allergies, 0))->allergen, "kiwi");
  ta_set_text (&((TaAllergy *) g_ptr_array_index (person->allergies, 1))->allergen, "milk");
  save (database, household);
  loaded = get (database, household->id);
  person = g_ptr_array_index (loaded->persons, 0);
  g_assert_cmpuint (person->allergies->len, ==, 2);
  g_assert_cmpint (find_allergy (person, "kiwi")->severity, ==, TA_SEVERITY_ANAPHYLAXIS);
  g_assert_cmpint (find_allergy (person, "milk")->severity, ==, TA_SEVERITY_PREFERENCE);
}

static void
test_order_of_people (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaHousehold) household = make_full ("Peña", NULL);
  g_autoptr (TaHousehold) loaded = NULL;

  save (database, household);
  g_ptr_array_add (household->persons, g_ptr_array_steal_index (household->persons, 0));
  save (database, household);
  loaded = get (database, household->id);
  assert_same (household, loaded);
}

static void
test_hostile_text (void)
{
  static const char *const texts[] = { "'; DROP TABLE household; --", "\"\\\x01\t\n\r", "%s%n:id", "😀 שלום \xe2\x80\xaex", "a\n\nb|c", "NULL" };
  g_autoptr (TaDatabase) database = open_database ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (TaHousehold) household = make_full (texts[i], NULL);
      g_autoptr (TaHousehold) loaded = NULL;
      TaPerson *person = g_ptr_array_index (household->persons, 0);

      ta_set_text (&household->notes, texts[i]);
      ta_set_text (&person->name, texts[i]);
      g_ptr_array_add (person->diets, g_strdup (texts[i]));
      g_ptr_array_add (person->allergies, ta_allergy_new (texts[i], TA_SEVERITY_AVOID));
      save (database, household);
      save (database, household);
      loaded = get (database, household->id);
      assert_same (household, loaded);
    }
}

static void
assert_found (TaDatabase *database, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = ta_household_table_search (database, text, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, expected != NULL ? 1 : 0);
  if (expected != NULL)
    g_assert_cmpstr (g_ptr_array_index (ids, 0), ==, expected);
}

static void
test_search (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaHousehold) pena = make_full ("Peña", NULL);
  g_autoptr (TaHousehold) silva = ta_household_new ("Silva");

  save (database, pena);
  save (database, silva);
  assert_found (database, "pena", pena->id);
  assert_found (database, "PEÑ", pena->id);
  assert_found (database, "pena bru", pena->id);
  assert_found (database, "fract", pena->id);
  assert_found (database, "maldonado 15", pena->id);
  assert_found (database, "silv", silva->id);
  assert_found (database, "pena silva", NULL);
  assert_found (database, "zzz", NULL);
  assert_found (database, "", NULL);
  assert_found (database, "  ", NULL);
  assert_found (database, "\" - * ( )", NULL);
  assert_found (database, "\"pena\" OR \"silva", NULL);
  assert_found (database, "name:pena", NULL);
  assert_found (database, "pena - ana", pena->id);
  assert_found (database, "\xff\xfe", NULL);
}

/* Who is called so comes before who lives in a street of that name. */
static void
test_search_order (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaHousehold) first = ta_household_new ("Arias");
  g_autoptr (TaHousehold) second = ta_household_new ("Maldonado");
  g_autoptr (GPtrArray) ids = NULL;

  ta_set_text (&first->address, "Maldonado 12");
  save (database, first);
  save (database, second);
  ids = ta_household_table_search (database, "maldonado", NULL);
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (ids, 0), ==, second->id);
}

static void
test_find (void)
{
  static const char *const same[] = { "Peña López", "peña lópez", " PEÑA LÓPEZ ", "Pen\xcc\x83"
                                                                                  "a López" };
  static const char *const other[] = { "Pena López", "Peña", "Peña López Ruiz", "", "!!", "Peña  López" };
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaHousehold) pena = ta_household_new ("Peña López");
  g_autoptr (TaHousehold) sign = ta_household_new ("!");
  g_autoptr (GError) error = NULL;
  g_autofree char *by_sign = NULL;

  save (database, pena);
  save (database, sign);
  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *id = ta_household_table_find (database, same[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (id, ==, pena->id);
    }
  for (guint i = 0; i < G_N_ELEMENTS (other); i++)
    {
      g_autofree char *id = ta_household_table_find (database, other[i], &error);

      g_assert_no_error (error);
      g_assert_null (id);
    }
  by_sign = ta_household_table_find (database, "!", NULL);
  g_assert_cmpstr (by_sign, ==, sign->id);
}

static void
test_list (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) many = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 299; i >= 0; i--)
    {
      g_autofree char *name = g_strdup_printf ("Family %03d", i);
      g_autoptr (TaHousehold) household = make_full (name, NULL);

      save (database, household);
      if (i % 100 == 7)
        g_ptr_array_add (ids, g_strdup (household->id));
    }
  list = ta_household_table_list (database, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 300);
  for (guint i = 0; i < list->len; i++)
    {
      const TaHousehold *household = g_ptr_array_index (list, i);
      g_autofree char *name = g_strdup_printf ("Family %03u", i);
      g_autoptr (TaHousehold) alone = get (database, household->id);

      g_assert_cmpstr (household->name, ==, name);
      assert_same (household, alone);
    }
  g_ptr_array_add (ids, g_strdup ("nobody\"]"));
  many = ta_household_table_get_many (database, ids, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (many->len, ==, 3);
}

static void
test_colour_and_place (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autoptr (TaHousehold) household = ta_household_new ("Peña");
  g_autoptr (TaHousehold) loaded = NULL;
  g_autoptr (GError) error = NULL;
  int before;

  g_assert_cmpint (ta_household_table_next_colour (database, NULL), ==, 0);
  save (database, household);
  g_assert_cmpint (ta_household_table_next_colour (database, NULL), ==, 1);
  g_assert_true (ta_household_table_set_place (database, household->id, TA_POINT (1.5, -2.5), NULL));
  before = sqlite3_total_changes (ta_database_get_handle (database));
  g_assert_true (ta_household_table_set_place (database, household->id, TA_POINT (1.5, -2.5), NULL));
  g_assert_cmpint (sqlite3_total_changes (ta_database_get_handle (database)), ==, before);
  loaded = get (database, household->id);
  g_assert_true (ta_point_equal (loaded->place, TA_POINT (1.5, -2.5)));
  g_assert_true (ta_household_table_set_place (database, household->id, TA_POINT_NONE, NULL));
  g_clear_pointer (&loaded, ta_household_free);
  loaded = get (database, household->id);
  g_assert_false (loaded->place.set);
  g_assert_false (ta_household_table_set_place (database, "nobody", TA_POINT_NONE, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
}

static void
test_delete (void)
{
  g_autoptr (TaDatabase) database = open_database ();
  g_autofree char *pod = save_pod (database);
  g_autoptr (TaService) service = ta_service_new ("Cooking", TA_SERVICE_COOK);
  g_autoptr (TaTurn) turn = ta_turn_new (pod, service->id, DAY (4, 1), 18 * 60);
  g_autoptr (TaHousehold) household = make_full ("Peña", pod);
  g_autofree char *before = ta_dump (database);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  save (database, household);
  ta_service_table_save (database, service, NULL);
  ta_turn_set_holder (turn, household->id, TA_DUTY_COOK);
  g_assert_true (ta_turn_table_save (database, turn, NULL));
  g_assert_false (ta_household_table_delete (database, household->id, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Peña"));
  g_assert_nonnull (strstr (error->message, "turns"));
  g_assert_null (strstr (error->message, "loans"));
  g_clear_error (&error);
  g_assert_true (ta_turn_table_delete (database, turn->id, NULL));
  g_assert_true (ta_service_table_delete (database, service->id, NULL));
  ta_household_table_delete (database, household->id, &error);
  g_assert_no_error (error);
  after = ta_dump (database);
  g_assert_cmpstr (after, ==, before);
  g_assert_false (ta_household_table_delete (database, household->id, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (ta_household_table_get (database, household->id, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/household-table/round-trip", test_round_trip);
  g_test_add_func ("/household-table/unchanged-save", test_unchanged_save_changes_nothing);
  g_test_add_func ("/household-table/removed", test_removed_are_deleted);
  g_test_add_func ("/household-table/unique-values-change-places", test_unique_values_change_places);
  g_test_add_func ("/household-table/unique-values-are-exchanged", test_unique_values_are_exchanged);
  g_test_add_func ("/household-table/order-of-people", test_order_of_people);
  g_test_add_func ("/household-table/hostile-text", test_hostile_text);
  g_test_add_func ("/household-table/search", test_search);
  g_test_add_func ("/household-table/search-order", test_search_order);
  g_test_add_func ("/household-table/find", test_find);
  g_test_add_func ("/household-table/list", test_list);
  g_test_add_func ("/household-table/colour-and-place", test_colour_and_place);
  g_test_add_func ("/household-table/delete", test_delete);
  return g_test_run ();
}
