/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"
#include "ta-audience.h"
#include "ta-exchange-error.h"
#include "ta-export.h"
#include "ta-household-table.h"

#include <string.h>

/* What of a household stands in the lists of households and people, and which word says who may see it; none: the pod. */
static const struct
{
  const char *text;
  const char *field;
} parts[] = {
  { "Rodó 1234", "address" },
  { "-34.901234", "address" },
  { "ring twice", "address" },
  { "099 555 001", "phone" },
  { "silva@example.org", "email" },
  { "Mira Silva", "people" },
  { "2015-05-01", "people" },
  { "peanuts", "allergies" },
  { "vegan", "allergies" },
  { "keeps bees", "notes" },
  { "sings at night", "notes" },
  { "cargo bicycle", NULL },
  { "a parrot", NULL },
  { "no stairs", NULL },
  { "no coriander", NULL },
  { "17:35", NULL },
  { "First aid", NULL },
  { "2026-02-03", NULL },
};

static TaPerson *
new_person (void)
{
  TaPerson *mira = ta_person_new ("Mira Silva", TA_ROLE_CHILD);

  mira->born = ta_date_from_ymd (2015, 5, 1);
  ta_set_text (&mira->notes, "sings at night");
  g_ptr_array_add (mira->allergies, ta_allergy_new ("peanuts", TA_SEVERITY_ALLERGY));
  g_ptr_array_add (mira->diets, g_strdup ("vegan"));
  g_ptr_array_add (mira->capabilities, g_strdup ("First aid"));
  return mira;
}

static TaHousehold *
new_household (void)
{
  TaHousehold *silva = ta_household_new ("Silva");

  ta_set_text (&silva->address, "Rodó 1234");
  silva->place = TA_POINT (-34.901234, -56.171234);
  ta_set_text (&silva->door_notes, "ring twice");
  ta_set_text (&silva->notes, "keeps bees");
  ta_set_text (&silva->vehicle, "cargo bicycle");
  ta_set_text (&silva->pets, "a parrot");
  ta_set_text (&silva->accessibility, "no stairs");
  ta_set_text (&silva->tastes, "no coriander");
  silva->drop_from = 17 * 60 + 35;
  g_ptr_array_add (silva->contacts, ta_contact_point_new (TA_CONTACT_PHONE, "099 555 001"));
  g_ptr_array_add (silva->contacts, ta_contact_point_new (TA_CONTACT_EMAIL, "silva@example.org"));
  g_ptr_array_add (silva->persons, new_person ());
  g_ptr_array_add (silva->memberships, ta_membership_new (NULL, TA_STATUS_INTERESTED, ta_date_from_ymd (2026, 2, 3)));
  return silva;
}

static gboolean
do_save (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_save (database, data, error);
}

/* Both lists, one behind the other, for @audience. */
static char *export (TaStore *store, TaVisibilityScope audience)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) households = ta_export (store, TA_IMPORT_HOUSEHOLDS, import_fixture_today (), audience, TA_EXPORT_HEALTH, &error);
  g_autoptr (GBytes) people = ta_export (store, TA_IMPORT_PEOPLE, import_fixture_today (), audience, TA_EXPORT_HEALTH, &error);
  g_autofree char *first = g_strndup (g_bytes_get_data (households, NULL), g_bytes_get_size (households));
  g_autofree char *second = g_strndup (g_bytes_get_data (people, NULL), g_bytes_get_size (people));

  g_assert_no_error (error);
  return g_strconcat (first, second, NULL);
}

/* What it is that @field shows: everything for oneself, then by scope; the place of a home for the pod at most, and allergies with their people. */
static gboolean
is_expected (guint part, const char *field, TaVisibilityScope scope, TaVisibilityScope audience)
{
  const char *needed = parts[part].field;
  gboolean pod_only = needed == NULL || g_str_equal (parts[part].text, "-34.901234") || g_str_equal (parts[part].text, "ring twice");

  if (audience == TA_VISIBLE_HOUSEHOLD)
    return TRUE;
  if (pod_only && audience > TA_VISIBLE_POD)
    return FALSE;
  if (needed == NULL)
    return !g_str_equal (parts[part].text, "First aid") || !g_str_equal (field, "people") || scope >= audience;
  return (g_str_equal (needed, field) ? scope : TA_VISIBLE_POD) >= audience;
}

/* Each field with each scope for each audience. What stands with a person is not there without the person. */
static void
test_fields (void)
{
  for (int f = 0; f < ta_code_count (ta_visible_field_codes); f++)
    for (int scope = 0; scope <= TA_VISIBLE_PUBLIC; scope++)
      {
        const char *field = ta_code_word (ta_visible_field_codes, f);
        g_autoptr (TaStore) store = import_fixture_store ();
        g_autoptr (TaHousehold) silva = new_household ();

        g_ptr_array_add (silva->visibility, ta_visibility_new (field, (TaVisibilityScope) scope));
        g_assert_true (ta_store_run (store, "Silva", NULL, do_save, silva, NULL, NULL));
        for (int audience = 0; audience <= TA_VISIBLE_PUBLIC; audience++)
          {
            g_autofree char *text = export (store, (TaVisibilityScope) audience);
            gboolean people = is_expected (5, field, (TaVisibilityScope) scope, (TaVisibilityScope) audience);

            for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
              {
                gboolean of_person = (i >= 5 && i <= 8) || g_str_equal (parts[i].text, "sings at night") || g_str_equal (parts[i].text, "First aid");
                gboolean expected = is_expected (i, field, (TaVisibilityScope) scope, (TaVisibilityScope) audience) && (people || !of_person);

                g_test_message ("%s for %s, to %s: %s", field, ta_code_word (ta_visibility_codes, scope), ta_code_word (ta_visibility_codes, audience), parts[i].text);
                g_assert_true ((strstr (text, parts[i].text) != NULL) == expected);
              }
          }
      }
}

/* Who lets others see nothing is not named to them. */
static void
test_unknown (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autoptr (TaHousehold) silva = new_household ();
  g_autofree char *pod = NULL;
  g_autofree char *others = NULL;

  g_assert_true (ta_store_run (store, "Silva", NULL, do_save, silva, NULL, NULL));
  pod = export (store, TA_VISIBLE_POD);
  others = export (store, TA_VISIBLE_FEDERATION);
  g_assert_nonnull (strstr (pod, "Silva"));
  g_assert_null (strstr (others, "Silva"));
}

/* Of whom the people may not be seen, no list names any; how many they are is not said either. */
static void
test_people_of_other_lists (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autoptr (TaHousehold) silva = new_household ();
  const char *mira = ((TaPerson *) silva->persons->pdata[0])->id;
  TaOffer *offer = ta_offer_new (TA_NEED, TA_SERVICE_TUTOR, "fractions");
  g_autofree char *households = NULL;

  offer->person = g_strdup (mira);
  g_ptr_array_add (silva->offers, offer);
  g_ptr_array_add (silva->absences, ta_absence_new (mira, import_fixture_today (), import_fixture_today () + 2, "measles"));
  g_ptr_array_add (silva->availability, ta_availability_new (mira, 2, TA_UNDESIRED));
  g_ptr_array_add (silva->visibility, ta_visibility_new ("people", TA_VISIBLE_HOUSEHOLD));
  g_assert_true (ta_store_run (store, "Silva", NULL, do_save, silva, NULL, NULL));
  for (int kind = 0; kind < TA_IMPORT_N_KINDS; kind++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) csv = ta_export (store, (TaImportKind) kind, import_fixture_today (), TA_VISIBLE_POD, TA_EXPORT_HEALTH, &error);
      g_autofree char *text = csv != NULL ? g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv)) : NULL;

      g_assert_no_error (error);
      g_assert_null (strstr (text, "Mira"));
      g_assert_null (strstr (text, "measles"));
      g_assert_null (strstr (text, "fractions"));
    }
  households = export (store, TA_VISIBLE_POD);
  g_assert_nonnull (strstr (households, "silva@example.org,,,"));
}

static void
test_refused (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();

  for (int kind = 0; kind < TA_IMPORT_N_KINDS; kind++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) csv = ta_export (store, (TaImportKind) kind, import_fixture_today (), TA_VISIBLE_PUBLIC, TA_EXPORT_PLAIN, &error);

      if (kind == TA_IMPORT_HOUSEHOLDS || kind == TA_IMPORT_PEOPLE)
        g_assert_nonnull (csv);
      else
        g_assert_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_REFUSED);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/audience/fields", test_fields);
  g_test_add_func ("/audience/unknown", test_unknown);
  g_test_add_func ("/audience/people-of-other-lists", test_people_of_other_lists);
  g_test_add_func ("/audience/refused", test_refused);
  return g_test_run ();
}
