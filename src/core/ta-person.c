/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-household.h"

#include "ta-id.h"

TaAllergy *
ta_allergy_new (const char *allergen, TaSeverity severity)
{
  TaAllergy *allergy = g_new0 (TaAllergy, 1);

  allergy->id = ta_id_new ();
  ta_set_text (&allergy->allergen, allergen);
  allergy->severity = severity;
  ta_set_text (&allergy->note, NULL);
  return allergy;
}

TaAllergy *
ta_allergy_copy (const TaAllergy *allergy)
{
  TaAllergy *copy = g_memdup2 (allergy, sizeof *allergy);

  copy->id = g_strdup (allergy->id);
  copy->allergen = g_strdup (allergy->allergen);
  copy->note = g_strdup (allergy->note);
  copy->sealed_severity = g_strdup (allergy->sealed_severity);
  copy->sealed_note = g_strdup (allergy->sealed_note);
  return copy;
}

void
ta_allergy_set_severity (TaAllergy *allergy, TaSeverity severity)
{
  allergy->severity = severity;
  allergy->state = TA_HEALTH_OPEN;
}

void
ta_allergy_free (TaAllergy *allergy)
{
  if (allergy == NULL)
    return;
  g_free (allergy->id);
  g_free (allergy->allergen);
  g_free (allergy->note);
  g_free (allergy->sealed_severity);
  g_free (allergy->sealed_note);
  g_free (allergy);
}

static gpointer
copy_allergy (gconstpointer allergy, gpointer data)
{
  return ta_allergy_copy (allergy);
}

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

TaPerson *
ta_person_new (const char *name, TaPersonRole role)
{
  TaPerson *person = g_new0 (TaPerson, 1);

  person->id = ta_id_new ();
  ta_set_text (&person->name, name);
  person->born = TA_DATE_NONE;
  person->role = role;
  person->portion_factor = -1;
  person->diets = g_ptr_array_new_with_free_func (g_free);
  person->allergies = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_allergy_free);
  ta_set_text (&person->notes, NULL);
  person->capabilities = g_ptr_array_new_with_free_func (g_free);
  return person;
}

TaPerson *
ta_person_copy (const TaPerson *person)
{
  TaPerson *copy = g_memdup2 (person, sizeof *person);

  copy->id = g_strdup (person->id);
  copy->name = g_strdup (person->name);
  copy->guardian = g_strdup (person->guardian);
  copy->diets = g_ptr_array_copy (person->diets, copy_text, NULL);
  copy->allergies = g_ptr_array_copy (person->allergies, copy_allergy, NULL);
  copy->notes = g_strdup (person->notes);
  copy->sealed_notes = g_strdup (person->sealed_notes);
  copy->capabilities = g_ptr_array_copy (person->capabilities, copy_text, NULL);
  return copy;
}

void
ta_person_free (TaPerson *person)
{
  if (person == NULL)
    return;
  g_free (person->id);
  g_free (person->name);
  g_free (person->guardian);
  g_ptr_array_unref (person->diets);
  g_ptr_array_unref (person->allergies);
  g_free (person->notes);
  g_free (person->sealed_notes);
  g_ptr_array_unref (person->capabilities);
  g_free (person);
}

gboolean
ta_person_is_child (const TaPerson *person, TaDate date)
{
  if (person->born == TA_DATE_NONE)
    return person->role == TA_ROLE_CHILD;
  return ta_date_age (person->born, date) < 18;
}

int
ta_person_portion (const TaPerson *person, TaDate date)
{
  int age = ta_date_age (person->born, date);

  if (person->portion_factor >= 0)
    return person->portion_factor;
  if (person->born == TA_DATE_NONE)
    return person->role == TA_ROLE_CHILD ? 75 : 100;
  if (age >= 12)
    return 100;
  if (age >= 6)
    return 75;
  return age >= 1 ? 50 : 0;
}
