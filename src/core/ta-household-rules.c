/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-household.h"

#include <string.h>

static gboolean
covers (TaDate from, TaDate until, TaDate date)
{
  return from <= date && (until == TA_DATE_NONE || date < until);
}

static gboolean
status_takes_part (TaStatus status)
{
  return status == TA_STATUS_TRIAL || status == TA_STATUS_MEMBER || status == TA_STATUS_PAUSED;
}

/* A household that left one pod and joined another belongs to the other, whichever was written down later. */
static gboolean
membership_outranks (const TaMembership *a, const TaMembership *b)
{
  if ((a->pod != NULL) != (b->pod != NULL))
    return a->pod != NULL;
  if (status_takes_part (a->status) != status_takes_part (b->status) && g_strcmp0 (a->pod, b->pod) != 0)
    return status_takes_part (a->status);
  return a->from >= b->from;
}

const TaMembership *
ta_household_membership (const TaHousehold *household, TaDate date)
{
  const TaMembership *best = NULL;

  for (guint i = 0; i < household->memberships->len; i++)
    {
      const TaMembership *membership = household->memberships->pdata[i];

      if (covers (membership->from, membership->until, date) && (best == NULL || membership_outranks (membership, best)))
        best = membership;
    }
  return best;
}

TaStatus
ta_household_status (const TaHousehold *household, TaDate date)
{
  const TaMembership *membership = ta_household_membership (household, date);

  return membership != NULL ? membership->status : TA_STATUS_INTERESTED;
}

const char *
ta_household_pod (const TaHousehold *household, TaDate date)
{
  const TaMembership *membership = ta_household_membership (household, date);

  return membership != NULL && status_takes_part (membership->status) ? membership->pod : NULL;
}

const TaAbsence *
ta_household_absence (const TaHousehold *household, TaDate date)
{
  for (guint i = 0; i < household->absences->len; i++)
    {
      const TaAbsence *absence = household->absences->pdata[i];

      if (absence->person == NULL && covers (absence->from, absence->until, date))
        return absence;
    }
  return NULL;
}

gboolean
ta_household_person_is_away (const TaHousehold *household, const TaPerson *person, TaDate date)
{
  for (guint i = 0; i < household->absences->len; i++)
    {
      const TaAbsence *absence = household->absences->pdata[i];

      if ((absence->person == NULL || g_str_equal (absence->person, person->id)) && covers (absence->from, absence->until, date))
        return TRUE;
    }
  return FALSE;
}

TaAvailabilityState
ta_household_availability (const TaHousehold *household, int weekday)
{
  for (guint i = 0; i < household->availability->len; i++)
    {
      const TaAvailability *availability = household->availability->pdata[i];

      if (availability->person == NULL && availability->weekday == weekday)
        return availability->state;
    }
  return TA_AVAILABLE;
}

TaPerson *
ta_household_find_person (const TaHousehold *household, const char *id)
{
  for (guint i = 0; i < household->persons->len; i++)
    {
      TaPerson *person = household->persons->pdata[i];

      if (g_strcmp0 (person->id, id) == 0)
        return person;
    }
  return NULL;
}

static void
drop_rows_of_person (GPtrArray *rows, gsize offset, const char *person)
{
  for (guint i = rows->len; i-- > 0;)
    if (g_strcmp0 (G_STRUCT_MEMBER (char *, rows->pdata[i], offset), person) == 0)
      g_ptr_array_remove_index (rows, i);
}

void
ta_household_remove_person (TaHousehold *household, const char *id)
{
  g_autofree char *person = g_strdup (id);

  g_return_if_fail (person != NULL);
  drop_rows_of_person (household->availability, G_STRUCT_OFFSET (TaAvailability, person), person);
  drop_rows_of_person (household->absences, G_STRUCT_OFFSET (TaAbsence, person), person);
  drop_rows_of_person (household->contacts, G_STRUCT_OFFSET (TaContactPoint, person), person);
  drop_rows_of_person (household->offers, G_STRUCT_OFFSET (TaOffer, person), person);
  drop_rows_of_person (household->skipped_meals, G_STRUCT_OFFSET (TaSkippedMeal, person), person);
  drop_rows_of_person (household->persons, G_STRUCT_OFFSET (TaPerson, id), person);
  for (guint i = 0; i < household->persons->len; i++)
    {
      TaPerson *other = household->persons->pdata[i];

      if (g_strcmp0 (other->guardian, person) == 0)
        g_clear_pointer (&other->guardian, g_free);
    }
}

const char *
ta_household_contact (const TaHousehold *household, TaContactKind kind)
{
  for (guint i = 0; i < household->contacts->len; i++)
    {
      const TaContactPoint *contact = household->contacts->pdata[i];

      if (contact->kind == kind)
        return contact->value;
    }
  return NULL;
}

void
ta_household_count (const TaHousehold *household, TaDate date, int *adults, int *children)
{
  *adults = 0;
  *children = 0;
  for (guint i = 0; i < household->persons->len; i++)
    if (ta_person_is_child (household->persons->pdata[i], date))
      (*children)++;
    else
      (*adults)++;
}

int
ta_household_portions (const TaHousehold *household, TaDate date)
{
  int portions = 0;

  for (guint i = 0; i < household->persons->len; i++)
    {
      const TaPerson *person = household->persons->pdata[i];

      if (!ta_household_person_is_away (household, person, date))
        portions += ta_person_portion (person, date);
    }
  return portions;
}

static gboolean
skips (const TaHousehold *household, const TaPerson *person, int weekday)
{
  for (guint i = 0; i < household->skipped_meals->len; i++)
    {
      const TaSkippedMeal *skipped = household->skipped_meals->pdata[i];

      if (skipped->weekday == weekday && (skipped->person == NULL || g_str_equal (skipped->person, person->id)))
        return TRUE;
    }
  return FALSE;
}

int
ta_household_meal_portions (const TaHousehold *household, TaDate date)
{
  int weekday = ta_date_weekday (date);
  int portions = 0;

  for (guint i = 0; i < household->persons->len; i++)
    {
      const TaPerson *person = household->persons->pdata[i];

      if (!ta_household_person_is_away (household, person, date) && !skips (household, person, weekday))
        portions += ta_person_portion (person, date);
    }
  return portions;
}

static gboolean
has_text (const GPtrArray *texts, const char *text)
{
  g_autofree char *wanted = g_utf8_casefold (text, -1);

  for (guint i = 0; i < texts->len; i++)
    {
      g_autofree char *folded = g_utf8_casefold (texts->pdata[i], -1);

      if (g_str_equal (folded, wanted))
        return TRUE;
    }
  return FALSE;
}

gboolean
ta_household_can (const TaHousehold *household, const char *capability, TaDate date)
{
  for (guint i = 0; i < household->persons->len; i++)
    {
      const TaPerson *person = household->persons->pdata[i];

      if (has_text (person->capabilities, capability) && !ta_household_person_is_away (household, person, date))
        return TRUE;
    }
  return FALSE;
}

gboolean
ta_household_cannot_cook (const TaHousehold *household, const char *need)
{
  return has_text (household->cooking_limits, need);
}

static int
compare_needs (gconstpointer a, gconstpointer b)
{
  const TaDietNeed *left = a;
  const TaDietNeed *right = b;
  int order = (int) right->allergy->severity - (int) left->allergy->severity;

  if (order == 0)
    order = g_utf8_collate (left->person->name, right->person->name);
  if (order == 0)
    order = g_utf8_collate (left->household->name, right->household->name);
  return order != 0 ? order : strcmp (left->allergy->allergen, right->allergy->allergen);
}

static void
add_needs (GArray *needs, const TaHousehold *household, const TaPerson *person)
{
  for (guint i = 0; i < person->allergies->len; i++)
    {
      TaDietNeed need = { household, person, person->allergies->pdata[i] };

      g_array_append_val (needs, need);
    }
}

GArray *
ta_households_diet_needs (GPtrArray *households, TaDate date)
{
  GArray *needs = g_array_new (FALSE, FALSE, sizeof (TaDietNeed));

  for (guint i = 0; i < households->len; i++)
    {
      const TaHousehold *household = households->pdata[i];

      for (guint p = 0; p < household->persons->len; p++)
        if (!ta_household_person_is_away (household, household->persons->pdata[p], date))
          add_needs (needs, household, household->persons->pdata[p]);
    }
  g_array_sort (needs, compare_needs);
  return needs;
}

TaVisibilityScope
ta_household_visibility (const TaHousehold *household, const char *field)
{
  for (guint i = 0; i < household->visibility->len; i++)
    {
      const TaVisibility *visibility = g_ptr_array_index (household->visibility, i);

      if (g_strcmp0 (visibility->field, field) == 0)
        return visibility->scope;
    }
  return TA_VISIBLE_POD;
}
