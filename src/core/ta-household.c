/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-household.h"

#include "ta-id.h"

void
ta_set_text (char **field, const char *value)
{
  char *text = g_strdup (value != NULL ? value : "");

  g_free (*field);
  *field = text;
}

static gpointer
copy_person (gconstpointer person, gpointer data)
{
  return ta_person_copy (person);
}

static gpointer
copy_membership (gconstpointer membership, gpointer data)
{
  return ta_membership_copy (membership);
}

static gpointer
copy_availability (gconstpointer availability, gpointer data)
{
  return ta_availability_copy (availability);
}

static gpointer
copy_absence (gconstpointer absence, gpointer data)
{
  return ta_absence_copy (absence);
}

static gpointer
copy_contact (gconstpointer contact, gpointer data)
{
  return ta_contact_point_copy (contact);
}

static gpointer
copy_offer (gconstpointer offer, gpointer data)
{
  return ta_offer_copy (offer);
}

static gpointer
copy_visibility (gconstpointer visibility, gpointer data)
{
  return ta_visibility_copy (visibility);
}

static gpointer
copy_skipped_meal (gconstpointer skipped, gpointer data)
{
  return ta_skipped_meal_copy (skipped);
}

static gpointer
copy_step (gconstpointer step, gpointer data)
{
  return ta_membership_step_copy (step);
}

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

static void
make_arrays (TaHousehold *household)
{
  household->persons = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_person_free);
  household->memberships = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_membership_free);
  household->availability = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_availability_free);
  household->absences = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_absence_free);
  household->contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_contact_point_free);
  household->offers = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_offer_free);
  household->visibility = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_visibility_free);
  household->cooking_limits = g_ptr_array_new_with_free_func (g_free);
  household->skipped_meals = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_skipped_meal_free);
  household->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_membership_step_free);
}

TaHousehold *
ta_household_new (const char *name)
{
  TaHousehold *household = g_new0 (TaHousehold, 1);

  household->id = ta_id_new ();
  ta_set_text (&household->name, name);
  ta_set_text (&household->address, NULL);
  ta_set_text (&household->door_notes, NULL);
  household->drop_from = TA_MINUTES_NONE;
  household->drop_until = TA_MINUTES_NONE;
  household->kitchen_capacity = -1;
  ta_set_text (&household->vehicle, NULL);
  ta_set_text (&household->pets, NULL);
  ta_set_text (&household->accessibility, NULL);
  ta_set_text (&household->tastes, NULL);
  ta_set_text (&household->notes, NULL);
  household->max_per_week = -1;
  household->min_gap_days = -1;
  make_arrays (household);
  return household;
}

static void
copy_arrays (TaHousehold *copy, const TaHousehold *household)
{
  copy->persons = g_ptr_array_copy (household->persons, copy_person, NULL);
  copy->memberships = g_ptr_array_copy (household->memberships, copy_membership, NULL);
  copy->availability = g_ptr_array_copy (household->availability, copy_availability, NULL);
  copy->absences = g_ptr_array_copy (household->absences, copy_absence, NULL);
  copy->contacts = g_ptr_array_copy (household->contacts, copy_contact, NULL);
  copy->offers = g_ptr_array_copy (household->offers, copy_offer, NULL);
  copy->visibility = g_ptr_array_copy (household->visibility, copy_visibility, NULL);
  copy->cooking_limits = g_ptr_array_copy (household->cooking_limits, copy_text, NULL);
  copy->skipped_meals = g_ptr_array_copy (household->skipped_meals, copy_skipped_meal, NULL);
  copy->steps = g_ptr_array_copy (household->steps, copy_step, NULL);
}

TaHousehold *
ta_household_copy (const TaHousehold *household)
{
  TaHousehold *copy = g_memdup2 (household, sizeof *household);

  copy->id = g_strdup (household->id);
  copy->name = g_strdup (household->name);
  copy->address = g_strdup (household->address);
  copy->door_notes = g_strdup (household->door_notes);
  copy->vehicle = g_strdup (household->vehicle);
  copy->pets = g_strdup (household->pets);
  copy->accessibility = g_strdup (household->accessibility);
  copy->tastes = g_strdup (household->tastes);
  copy->notes = g_strdup (household->notes);
  copy_arrays (copy, household);
  return copy;
}

static void
free_arrays (TaHousehold *household)
{
  g_ptr_array_unref (household->persons);
  g_ptr_array_unref (household->memberships);
  g_ptr_array_unref (household->availability);
  g_ptr_array_unref (household->absences);
  g_ptr_array_unref (household->contacts);
  g_ptr_array_unref (household->offers);
  g_ptr_array_unref (household->visibility);
  g_ptr_array_unref (household->cooking_limits);
  g_ptr_array_unref (household->skipped_meals);
  g_ptr_array_unref (household->steps);
}

void
ta_household_free (TaHousehold *household)
{
  if (household == NULL)
    return;
  free_arrays (household);
  g_free (household->id);
  g_free (household->name);
  g_free (household->address);
  g_free (household->door_notes);
  g_free (household->vehicle);
  g_free (household->pets);
  g_free (household->accessibility);
  g_free (household->tastes);
  g_free (household->notes);
  g_free (household);
}
