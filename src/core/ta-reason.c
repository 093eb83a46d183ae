/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-reason.h"

void
ta_reason_clear (TaReason *reason)
{
  g_free (reason->need);
  g_free (reason->who);
  *reason = (TaReason) { 0 };
}

void
ta_reason_copy (TaReason *copy, const TaReason *reason)
{
  *copy = *reason;
  copy->need = g_strdup (reason->need);
  copy->who = g_strdup (reason->who);
}

static gboolean
is_member (const TaHousehold *household, const char *pod, TaDate date)
{
  TaStatus status = ta_household_status (household, date);

  return (status == TA_STATUS_TRIAL || status == TA_STATUS_MEMBER) && g_strcmp0 (ta_household_pod (household, date), pod) == 0;
}

static gboolean
all_are_away (const TaHousehold *household, TaDate date)
{
  for (guint i = 0; i < household->persons->len; i++)
    if (!ta_household_person_is_away (household, household->persons->pdata[i], date))
      return FALSE;
  return household->persons->len > 0;
}

int
ta_turn_eats (const TaTurn *turn, const TaHousehold *household)
{
  const TaEater *eater = ta_turn_find_eater (turn, household->id);

  if (ta_household_absence (household, turn->date) != NULL || all_are_away (household, turn->date))
    return 0;
  if (turn->eaters->len > 0)
    return eater != NULL ? eater->portions : 0;
  return is_member (household, turn->pod, turn->date) ? ta_household_meal_portions (household, turn->date) : 0;
}

int
ta_turn_expected_portions (const TaTurn *turn, const GPtrArray *households)
{
  int portions = 0;

  if (turn->portions >= 0 || turn->eaters->len > 0)
    return ta_turn_portions (turn);
  for (guint i = 0; i < households->len; i++)
    portions += ta_turn_eats (turn, households->pdata[i]);
  return portions;
}

static gboolean
reason_of_absence (const TaTurn *turn, const TaHousehold *household, const TaTurnNeeds *needs, TaReason *reason)
{
  const TaAbsence *absence = ta_household_absence (household, turn->date);

  if (absence == NULL && !all_are_away (household, turn->date))
    return FALSE;
  reason->kind = absence != NULL ? TA_REASON_AWAY : TA_REASON_ALL_AWAY;
  reason->from = absence != NULL ? absence->from : turn->date;
  reason->until = absence != NULL ? absence->until : turn->date + 1;
  return TRUE;
}

static gboolean
reason_of_membership (const TaTurn *turn, const TaHousehold *household, const TaTurnNeeds *needs, TaReason *reason)
{
  const TaMembership *membership = ta_household_membership (household, turn->date);

  if (membership != NULL && (membership->status == TA_STATUS_PAUSED || membership->status == TA_STATUS_LEFT))
    {
      reason->kind = membership->status == TA_STATUS_LEFT ? TA_REASON_LEFT : TA_REASON_PAUSED;
      reason->from = membership->from;
      reason->until = membership->until;
      return TRUE;
    }
  if (needs == NULL || is_member (household, turn->pod, turn->date))
    return FALSE;
  reason->kind = TA_REASON_NOT_MEMBER;
  return TRUE;
}

static gboolean
is_unavailable (const TaHousehold *household, const TaPerson *person, int weekday)
{
  for (guint i = 0; i < household->availability->len; i++)
    {
      const TaAvailability *availability = household->availability->pdata[i];

      if (availability->weekday == weekday && availability->state == TA_UNAVAILABLE && g_strcmp0 (availability->person, person->id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A household without a word of its own can on no day on which none of its adults can. */
static gboolean
no_adult_can (const TaHousehold *household, TaDate date)
{
  int adults = 0;

  for (guint i = 0; i < household->persons->len; i++)
    {
      const TaPerson *person = household->persons->pdata[i];

      if (ta_person_is_child (person, date))
        continue;
      if (!is_unavailable (household, person, ta_date_weekday (date)))
        return FALSE;
      adults++;
    }
  return adults > 0;
}

static gboolean
reason_of_weekday (const TaTurn *turn, const TaHousehold *household, const TaTurnNeeds *needs, TaReason *reason)
{
  if (ta_household_availability (household, ta_date_weekday (turn->date)) != TA_UNAVAILABLE && !no_adult_can (household, turn->date))
    return FALSE;
  reason->kind = TA_REASON_WEEKDAY;
  return TRUE;
}

static gboolean
needs_a_kitchen (const TaTurn *turn, const TaTurnNeeds *needs)
{
  if (needs != NULL)
    return needs->kind == TA_SERVICE_COOK;
  for (guint i = 0; i < turn->assignments->len; i++)
    {
      TaDuty role = ((const TaAssignment *) turn->assignments->pdata[i])->role;

      if (role != TA_DUTY_HELPER && role != TA_DUTY_DELIVERER)
        return role == TA_DUTY_COOK;
    }
  return TRUE;
}

/* Those who hold a turn together share the pots. */
static int
portions_each (const TaTurn *turn, const TaTurnNeeds *needs)
{
  int portions = needs != NULL ? ta_turn_expected_portions (turn, needs->households) : ta_turn_portions (turn);

  return (portions + turn->places - 1) / MAX (turn->places, 1);
}

static gboolean
reason_of_kitchen (const TaTurn *turn, const TaHousehold *household, const TaTurnNeeds *needs, TaReason *reason)
{
  int capacity = household->kitchen_capacity;

  if (capacity < 0 || !needs_a_kitchen (turn, needs) || capacity >= portions_each (turn, needs))
    return FALSE;
  reason->kind = TA_REASON_KITCHEN;
  reason->has = capacity;
  reason->needs = portions_each (turn, needs);
  return TRUE;
}

static gboolean
has_need (const TaPerson *person, const char *need)
{
  for (guint i = 0; i < person->allergies->len; i++)
    {
      const TaAllergy *allergy = person->allergies->pdata[i];

      if (allergy->severity > TA_SEVERITY_PREFERENCE && g_ascii_strcasecmp (allergy->allergen, need) == 0)
        return TRUE;
    }
  for (guint i = 0; i < person->diets->len; i++)
    if (g_ascii_strcasecmp (person->diets->pdata[i], need) == 0)
      return TRUE;
  return FALSE;
}

/* (transfer full) (nullable): the names of those who eat at @turn, are no part of @cook and have @need */
static char *
who_needs (const TaTurn *turn, const TaHousehold *cook, const GPtrArray *households, const char *need)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < households->len; i++)
    {
      const TaHousehold *household = households->pdata[i];

      if (g_str_equal (household->id, cook->id) || ta_turn_eats (turn, household) == 0)
        continue;
      for (guint p = 0; p < household->persons->len; p++)
        {
          const TaPerson *person = household->persons->pdata[p];

          if (has_need (person, need) && !ta_household_person_is_away (household, person, turn->date))
            g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", person->name);
        }
    }
  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

static gboolean
reason_of_diet (const TaTurn *turn, const TaHousehold *household, const TaTurnNeeds *needs, TaReason *reason)
{
  if (needs == NULL || needs->kind != TA_SERVICE_COOK)
    return FALSE;
  for (guint i = 0; i < household->cooking_limits->len; i++)
    {
      const char *need = household->cooking_limits->pdata[i];
      char *who = who_needs (turn, household, needs->households, need);

      if (who == NULL)
        continue;
      reason->kind = TA_REASON_DIET;
      reason->need = g_strdup (need);
      reason->who = who;
      return TRUE;
    }
  return FALSE;
}

static gboolean
reason_of_capability (const TaTurn *turn, const TaHousehold *household, const TaTurnNeeds *needs, TaReason *reason)
{
  for (guint i = 0; needs != NULL && needs->requirements != NULL && i < needs->requirements->len; i++)
    {
      const char *capability = needs->requirements->pdata[i];

      if (ta_household_can (household, capability, turn->date))
        continue;
      reason->kind = TA_REASON_CAPABILITY;
      reason->need = g_strdup (capability);
      return TRUE;
    }
  return FALSE;
}

typedef gboolean (*Rule) (const TaTurn *turn, const TaHousehold *household, const TaTurnNeeds *needs, TaReason *reason);

/* In the order of TaReasonKind. */
static const Rule rules[] = { reason_of_absence, reason_of_membership, reason_of_weekday, reason_of_kitchen, reason_of_diet, reason_of_capability };

gboolean
ta_turn_reason (const TaTurn *turn, const TaHousehold *household, const TaTurnNeeds *needs, TaReason *reason)
{
  *reason = (TaReason) { .date = turn->date };
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i](turn, household, needs, reason))
      return TRUE;
  return FALSE;
}

guint
ta_turn_reason_kinds (const TaTurn *turn, const TaHousehold *household, const TaTurnNeeds *needs)
{
  guint kinds = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_auto (TaReason) reason = { 0 };

      if (rules[i](turn, household, needs, &reason))
        kinds |= 1u << reason.kind;
    }
  return kinds;
}
