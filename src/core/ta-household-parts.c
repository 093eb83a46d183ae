/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-household.h"

#include "ta-id.h"

TaMembership *
ta_membership_new (const char *pod, TaStatus status, TaDate from)
{
  TaMembership *membership = g_new0 (TaMembership, 1);

  membership->id = ta_id_new ();
  membership->pod = g_strdup (pod);
  membership->status = status;
  membership->from = from;
  membership->until = TA_DATE_NONE;
  membership->obligation_share = 100;
  return membership;
}

TaMembership *
ta_membership_copy (const TaMembership *membership)
{
  TaMembership *copy = g_memdup2 (membership, sizeof *membership);

  copy->id = g_strdup (membership->id);
  copy->pod = g_strdup (membership->pod);
  return copy;
}

void
ta_membership_free (TaMembership *membership)
{
  if (membership == NULL)
    return;
  g_free (membership->id);
  g_free (membership->pod);
  g_free (membership);
}

TaAvailability *
ta_availability_new (const char *person, int weekday, TaAvailabilityState state)
{
  TaAvailability *availability = g_new0 (TaAvailability, 1);

  availability->id = ta_id_new ();
  availability->person = g_strdup (person);
  availability->weekday = weekday;
  availability->state = state;
  return availability;
}

TaAvailability *
ta_availability_copy (const TaAvailability *availability)
{
  TaAvailability *copy = g_memdup2 (availability, sizeof *availability);

  copy->id = g_strdup (availability->id);
  copy->person = g_strdup (availability->person);
  return copy;
}

void
ta_availability_free (TaAvailability *availability)
{
  if (availability == NULL)
    return;
  g_free (availability->id);
  g_free (availability->person);
  g_free (availability);
}

TaAbsence *
ta_absence_new (const char *person, TaDate from, TaDate until, const char *reason)
{
  TaAbsence *absence = g_new0 (TaAbsence, 1);

  absence->id = ta_id_new ();
  absence->person = g_strdup (person);
  absence->from = from;
  absence->until = until;
  ta_set_text (&absence->reason, reason);
  return absence;
}

TaAbsence *
ta_absence_copy (const TaAbsence *absence)
{
  TaAbsence *copy = g_memdup2 (absence, sizeof *absence);

  copy->id = g_strdup (absence->id);
  copy->person = g_strdup (absence->person);
  copy->reason = g_strdup (absence->reason);
  return copy;
}

void
ta_absence_free (TaAbsence *absence)
{
  if (absence == NULL)
    return;
  g_free (absence->id);
  g_free (absence->person);
  g_free (absence->reason);
  g_free (absence);
}

TaContactPoint *
ta_contact_point_new (TaContactKind kind, const char *value)
{
  TaContactPoint *contact = g_new0 (TaContactPoint, 1);

  contact->id = ta_id_new ();
  contact->kind = kind;
  ta_set_text (&contact->value, value);
  ta_set_text (&contact->note, NULL);
  return contact;
}

TaContactPoint *
ta_contact_point_copy (const TaContactPoint *contact)
{
  TaContactPoint *copy = g_memdup2 (contact, sizeof *contact);

  copy->id = g_strdup (contact->id);
  copy->person = g_strdup (contact->person);
  copy->value = g_strdup (contact->value);
  copy->note = g_strdup (contact->note);
  return copy;
}

void
ta_contact_point_free (TaContactPoint *contact)
{
  if (contact == NULL)
    return;
  g_free (contact->id);
  g_free (contact->person);
  g_free (contact->value);
  g_free (contact->note);
  g_free (contact);
}

TaOffer *
ta_offer_new (TaOfferKind kind, TaServiceKind service, const char *detail)
{
  TaOffer *offer = g_new0 (TaOffer, 1);

  offer->id = ta_id_new ();
  offer->kind = kind;
  offer->service = service;
  ta_set_text (&offer->detail, detail);
  return offer;
}

TaOffer *
ta_offer_copy (const TaOffer *offer)
{
  TaOffer *copy = g_memdup2 (offer, sizeof *offer);

  copy->id = g_strdup (offer->id);
  copy->person = g_strdup (offer->person);
  copy->detail = g_strdup (offer->detail);
  return copy;
}

void
ta_offer_free (TaOffer *offer)
{
  if (offer == NULL)
    return;
  g_free (offer->id);
  g_free (offer->person);
  g_free (offer->detail);
  g_free (offer);
}

TaVisibility *
ta_visibility_new (const char *field, TaVisibilityScope scope)
{
  TaVisibility *visibility = g_new0 (TaVisibility, 1);

  visibility->id = ta_id_new ();
  ta_set_text (&visibility->field, field);
  visibility->scope = scope;
  return visibility;
}

TaVisibility *
ta_visibility_copy (const TaVisibility *visibility)
{
  TaVisibility *copy = g_memdup2 (visibility, sizeof *visibility);

  copy->id = g_strdup (visibility->id);
  copy->field = g_strdup (visibility->field);
  return copy;
}

void
ta_visibility_free (TaVisibility *visibility)
{
  if (visibility == NULL)
    return;
  g_free (visibility->id);
  g_free (visibility->field);
  g_free (visibility);
}

TaSkippedMeal *
ta_skipped_meal_new (const char *person, int weekday)
{
  TaSkippedMeal *skipped = g_new0 (TaSkippedMeal, 1);

  skipped->id = ta_id_new ();
  skipped->person = g_strdup (person);
  skipped->weekday = weekday;
  return skipped;
}

TaSkippedMeal *
ta_skipped_meal_copy (const TaSkippedMeal *skipped)
{
  TaSkippedMeal *copy = g_memdup2 (skipped, sizeof *skipped);

  copy->id = g_strdup (skipped->id);
  copy->person = g_strdup (skipped->person);
  return copy;
}

void
ta_skipped_meal_free (TaSkippedMeal *skipped)
{
  if (skipped == NULL)
    return;
  g_free (skipped->id);
  g_free (skipped->person);
  g_free (skipped);
}
