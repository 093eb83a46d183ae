/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-context.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What belongs to a household and comes in lists of its own: absences, availability, memberships, offers and needs. All have the
   household as their first column. */

#define COLUMN_HOUSEHOLD 0

/* The parts that rows were about already, so that the same row twice is noticed: part → line. */
static gboolean
load (TaImportContext *context, GError **error)
{
  context->kind_data = g_hash_table_new (NULL, NULL);
  context->kind_data_free = (GDestroyNotify) g_hash_table_unref;
  return TRUE;
}

static void
check_once (TaImportContext *context, gpointer part)
{
  guint line = part != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (context->kind_data, part)) : 0;

  if (line != 0)
    ta_import_problem (context, COLUMN_HOUSEHOLD, _ ("Line %u already says this. Take one of them out."), line);
}

/* The row is about @part of @target. */
static void
begin (TaImportContext *context, TaImportTarget *target, gpointer part, gboolean is_new)
{
  const TaHousehold *household = target->object;

  g_hash_table_insert (context->kind_data, part, GUINT_TO_POINTER (context->line->line));
  ta_import_begin (context, target, is_new, g_strdup (household->name));
}

/* The household as it is now; (nullable) where the row will make it. */
static const TaHousehold *
known_household (TaImportContext *context)
{
  const char *name = ta_import_require (context, COLUMN_HOUSEHOLD);
  const TaImportTarget *target = name != NULL ? ta_import_find_household (context, name) : NULL;

  return target != NULL ? target->object : NULL;
}

static TaImportTarget *
household_target (TaImportContext *context)
{
  return ta_import_ensure_household (context, ta_import_cell (context, COLUMN_HOUSEHOLD));
}

/* The id of the person the row names; %NULL for the whole household, and where there is nobody of that name: then the row is bad. */
static const char *
named_person (TaImportContext *context, guint column, const TaHousehold *household)
{
  const char *name = ta_import_cell (context, column);
  const TaPerson *person = name != NULL && household != NULL ? ta_import_find_person (household, name) : NULL;

  if (name != NULL && person == NULL)
    ta_import_problem (context, column, _ ("The household has nobody called “%s”. Import the people first, or correct the name."), name);
  return person != NULL ? person->id : NULL;
}

/* Absences ----------------------------------------------------------------------------------------------------------------------------- */

enum
{
  ABSENCE_PERSON = 1,
  ABSENCE_FROM,
  ABSENCE_UNTIL,
  ABSENCE_LAST_DAY,
  ABSENCE_REASON
};

static TaAbsence *
find_absence (const TaHousehold *household, const char *person, TaDate from)
{
  for (guint i = 0; household != NULL && i < household->absences->len; i++)
    {
      TaAbsence *absence = g_ptr_array_index (household->absences, i);

      if (absence->from == from && g_strcmp0 (absence->person, person) == 0)
        return absence;
    }
  return NULL;
}

static TaDate
parse_absence_until (TaImportContext *context, TaDate from)
{
  TaDate until = TA_DATE_NONE, last = TA_DATE_NONE;

  if (ta_import_get_date (context, ABSENCE_LAST_DAY, &last))
    until = last + 1;
  ta_import_get_date (context, ABSENCE_UNTIL, &until);
  if (ta_import_is_bad (context))
    return until;
  if (until == TA_DATE_NONE)
    ta_import_problem (context, ABSENCE_UNTIL, _ ("The row does not say when the absence ends. Give the day of coming back, or the last day away."));
  else if (until <= from)
    ta_import_problem (context, last != TA_DATE_NONE ? ABSENCE_LAST_DAY : ABSENCE_UNTIL, _ ("The absence would end before it begins. Look at the two dates."));
  return until;
}

static void
plan_absence (TaImportContext *context)
{
  const TaHousehold *known = known_household (context);
  const char *person = named_person (context, ABSENCE_PERSON, known);
  TaDate from = TA_DATE_NONE, until;
  TaAbsence *absence;
  TaImportTarget *target;
  gboolean is_new;

  if (ta_import_require (context, ABSENCE_FROM) != NULL)
    ta_import_get_date (context, ABSENCE_FROM, &from);
  until = parse_absence_until (context, from);
  absence = find_absence (known, person, from);
  check_once (context, absence);
  if (ta_import_is_bad (context))
    return;
  target = household_target (context);
  is_new = absence == NULL;
  if (is_new)
    {
      absence = ta_absence_new (person, from, until, "");
      g_ptr_array_add (((TaHousehold *) target->object)->absences, absence);
    }
  begin (context, target, absence, is_new);
  ta_import_set_date (context, ABSENCE_UNTIL, &absence->until, until);
  ta_import_set_text (context, ABSENCE_REASON, &absence->reason);
}

const TaImportPlanner ta_import_planner_absences = { load, plan_absence, NULL };

/* Availability ------------------------------------------------------------------------------------------------------------------------- */

enum
{
  AVAILABILITY_PERSON = 1,
  AVAILABILITY_WEEKDAY,
  AVAILABILITY_STATE
};

static TaAvailability *
find_availability (const TaHousehold *household, const char *person, int weekday)
{
  for (guint i = 0; household != NULL && i < household->availability->len; i++)
    {
      TaAvailability *availability = g_ptr_array_index (household->availability, i);

      if (availability->weekday == weekday && g_strcmp0 (availability->person, person) == 0)
        return availability;
    }
  return NULL;
}

static void
plan_availability (TaImportContext *context)
{
  const TaHousehold *known = known_household (context);
  const char *person = named_person (context, AVAILABILITY_PERSON, known);
  int weekday = 0, state = -1, current;
  TaAvailability *availability;
  TaImportTarget *target;
  gboolean is_new;

  if (ta_import_require (context, AVAILABILITY_WEEKDAY) != NULL)
    ta_import_get_weekday (context, AVAILABILITY_WEEKDAY, &weekday);
  if (ta_import_require (context, AVAILABILITY_STATE) != NULL)
    ta_import_get_code (context, AVAILABILITY_STATE, ta_availability_codes, &state);
  availability = find_availability (known, person, weekday);
  check_once (context, availability);
  if (ta_import_is_bad (context))
    return;
  target = household_target (context);
  is_new = availability == NULL;
  if (is_new)
    {
      availability = ta_availability_new (person, weekday, (TaAvailabilityState) state);
      g_ptr_array_add (((TaHousehold *) target->object)->availability, availability);
    }
  begin (context, target, availability, is_new);
  current = (int) availability->state;
  ta_import_set_code (context, AVAILABILITY_STATE, &current, state, ta_availability_codes);
  availability->state = (TaAvailabilityState) current;
}

const TaImportPlanner ta_import_planner_availability = { load, plan_availability, NULL };

/* Memberships -------------------------------------------------------------------------------------------------------------------------- */

enum
{
  MEMBERSHIP_POD = 1,
  MEMBERSHIP_STATUS,
  MEMBERSHIP_FROM,
  MEMBERSHIP_UNTIL,
  MEMBERSHIP_SHARE
};

static TaMembership *
find_membership (TaImportContext *context, const TaHousehold *household, const char *pod, TaDate from)
{
  g_autofree char *key = ta_import_key (pod != NULL ? pod : "");

  for (guint i = 0; household != NULL && i < household->memberships->len; i++)
    {
      TaMembership *membership = g_ptr_array_index (household->memberships, i);
      g_autofree char *other = ta_import_key (ta_import_pod_name (context, membership->pod));

      if (membership->from == from && strcmp (key, other) == 0)
        return membership;
    }
  return NULL;
}

static void
plan_membership (TaImportContext *context)
{
  const TaHousehold *known = known_household (context);
  const char *pod = ta_import_cell (context, MEMBERSHIP_POD);
  TaDate from = TA_DATE_NONE, until = TA_DATE_NONE;
  int status = -1, share = -1, current;
  TaMembership *membership;
  TaImportTarget *target;
  gboolean is_new;

  if (ta_import_require (context, MEMBERSHIP_FROM) != NULL)
    ta_import_get_date (context, MEMBERSHIP_FROM, &from);
  if (ta_import_require (context, MEMBERSHIP_STATUS) != NULL)
    ta_import_get_code (context, MEMBERSHIP_STATUS, ta_status_codes, &status);
  ta_import_get_int (context, MEMBERSHIP_SHARE, 0, 1000, &share);
  if (ta_import_get_date (context, MEMBERSHIP_UNTIL, &until) && until <= from)
    ta_import_problem (context, MEMBERSHIP_UNTIL, _ ("It would end before it begins. Look at the two dates."));
  membership = find_membership (context, known, pod, from);
  check_once (context, membership);
  if (ta_import_is_bad (context))
    return;
  target = household_target (context);
  is_new = membership == NULL;
  if (is_new)
    {
      membership = ta_membership_new (pod != NULL ? ta_import_ensure_pod (context, pod)->id : NULL, (TaStatus) status, from);
      g_ptr_array_add (((TaHousehold *) target->object)->memberships, membership);
    }
  begin (context, target, membership, is_new);
  current = (int) membership->status;
  ta_import_set_code (context, MEMBERSHIP_STATUS, &current, status, ta_status_codes);
  membership->status = (TaStatus) current;
  ta_import_set_date (context, MEMBERSHIP_UNTIL, &membership->until, until);
  ta_import_set_int (context, MEMBERSHIP_SHARE, &membership->obligation_share, share);
}

const TaImportPlanner ta_import_planner_memberships = { load, plan_membership, NULL };

/* Offers and needs --------------------------------------------------------------------------------------------------------------------- */

enum
{
  NEED_PERSON = 1,
  NEED_KIND,
  NEED_SERVICE,
  NEED_DETAIL,
  NEED_LEVEL
};

static TaOffer *
find_offer (const TaHousehold *household, const char *person, int kind, int service, const char *detail)
{
  g_autofree char *key = ta_import_key (detail != NULL ? detail : "");

  for (guint i = 0; household != NULL && i < household->offers->len; i++)
    {
      TaOffer *offer = g_ptr_array_index (household->offers, i);
      g_autofree char *other = ta_import_key (offer->detail);

      if ((int) offer->kind == kind && (int) offer->service == service && g_strcmp0 (offer->person, person) == 0 && strcmp (key, other) == 0)
        return offer;
    }
  return NULL;
}

static void
plan_need (TaImportContext *context)
{
  const TaHousehold *known = known_household (context);
  const char *person = named_person (context, NEED_PERSON, known);
  const char *detail = ta_import_cell (context, NEED_DETAIL);
  int kind = -1, service = -1, level = -1;
  TaOffer *offer;
  TaImportTarget *target;
  gboolean is_new;

  if (ta_import_require (context, NEED_KIND) != NULL)
    ta_import_get_code (context, NEED_KIND, ta_offer_codes, &kind);
  if (ta_import_require (context, NEED_SERVICE) != NULL)
    ta_import_get_code (context, NEED_SERVICE, ta_service_codes, &service);
  ta_import_get_int (context, NEED_LEVEL, 0, 9, &level);
  offer = find_offer (known, person, kind, service, detail);
  check_once (context, offer);
  if (ta_import_is_bad (context))
    return;
  target = household_target (context);
  is_new = offer == NULL;
  if (is_new)
    {
      offer = ta_offer_new ((TaOfferKind) kind, (TaServiceKind) service, detail);
      offer->person = g_strdup (person);
      g_ptr_array_add (((TaHousehold *) target->object)->offers, offer);
    }
  begin (context, target, offer, is_new);
  ta_import_set_int (context, NEED_LEVEL, &offer->level, level);
}

const TaImportPlanner ta_import_planner_needs = { load, plan_need, NULL };
