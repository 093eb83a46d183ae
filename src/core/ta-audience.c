/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-audience.h"

gboolean
ta_household_shows (const TaHousehold *household, const char *field, TaVisibilityScope audience)
{
  return audience == TA_VISIBLE_HOUSEHOLD || (field != NULL ? ta_household_visibility (household, field) : TA_VISIBLE_POD) >= audience;
}

gboolean
ta_household_is_known (const TaHousehold *household, TaVisibilityScope audience)
{
  if (ta_household_shows (household, NULL, audience))
    return TRUE;
  for (int i = 0; i < ta_code_count (ta_visible_field_codes); i++)
    if (ta_household_shows (household, ta_code_word (ta_visible_field_codes, i), audience))
      return TRUE;
  return FALSE;
}

/* A phone, a messenger, whom to call in an emergency: all of them numbers and names of people. */
static void
drop_contacts (TaHousehold *household, gboolean email)
{
  for (guint i = household->contacts->len; i-- > 0;)
    if ((((TaContactPoint *) household->contacts->pdata[i])->kind == TA_CONTACT_EMAIL) == email)
      g_ptr_array_remove_index (household->contacts, i);
}

static void
drop_people (TaHousehold *household)
{
  while (household->persons->len > 0)
    ta_household_remove_person (household, ((TaPerson *) household->persons->pdata[0])->id);
}

static void
drop_of_people (TaHousehold *household, gboolean allergies, gboolean notes, gboolean rest)
{
  for (guint i = 0; i < household->persons->len; i++)
    {
      TaPerson *person = household->persons->pdata[i];

      if (allergies)
        g_ptr_array_set_size (person->allergies, 0);
      if (allergies)
        g_ptr_array_set_size (person->diets, 0);
      if (notes)
        ta_set_text (&person->notes, NULL);
      if (rest)
        g_ptr_array_set_size (person->capabilities, 0);
      if (rest)
        person->portion_factor = -1;
    }
}

/* What has no visibility of its own. */
static void
drop_rest (TaHousehold *household)
{
  ta_set_text (&household->door_notes, NULL);
  ta_set_text (&household->vehicle, NULL);
  ta_set_text (&household->pets, NULL);
  ta_set_text (&household->accessibility, NULL);
  ta_set_text (&household->tastes, NULL);
  household->place = TA_POINT_NONE;
  household->drop_from = TA_MINUTES_NONE;
  household->drop_until = TA_MINUTES_NONE;
  household->kitchen_capacity = -1;
  household->smoking = FALSE;
  household->max_per_week = -1;
  household->min_gap_days = -1;
  g_ptr_array_set_size (household->memberships, 0);
  g_ptr_array_set_size (household->steps, 0);
  g_ptr_array_set_size (household->availability, 0);
  g_ptr_array_set_size (household->absences, 0);
  g_ptr_array_set_size (household->offers, 0);
  g_ptr_array_set_size (household->cooking_limits, 0);
  g_ptr_array_set_size (household->skipped_meals, 0);
}

void
ta_household_redact (TaHousehold *household, TaVisibilityScope audience)
{
  gboolean rest = !ta_household_shows (household, NULL, audience);

  if (!ta_household_shows (household, "address", audience))
    {
      ta_set_text (&household->address, NULL);
      ta_set_text (&household->door_notes, NULL);
      household->place = TA_POINT_NONE;
    }
  if (!ta_household_shows (household, "phone", audience))
    drop_contacts (household, FALSE);
  if (!ta_household_shows (household, "email", audience))
    drop_contacts (household, TRUE);
  if (!ta_household_shows (household, "people", audience))
    drop_people (household);
  if (!ta_household_shows (household, "notes", audience))
    ta_set_text (&household->notes, NULL);
  drop_of_people (household, !ta_household_shows (household, "allergies", audience), !ta_household_shows (household, "notes", audience), rest);
  if (rest)
    drop_rest (household);
}
