/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-turn.h"

#include "ta-money.h"

#include <glib/gi18n-lib.h>

#define DAY_SECONDS 86400

TaDuty
ta_service_kind_duty (TaServiceKind kind)
{
  switch (kind)
    {
    case TA_SERVICE_COOK:
      return TA_DUTY_COOK;
    case TA_SERVICE_SIT:
      return TA_DUTY_SITTER;
    case TA_SERVICE_TUTOR:
      return TA_DUTY_TUTOR;
    case TA_SERVICE_LEND:
    case TA_SERVICE_OTHER:
    default:
      return TA_DUTY_OTHER;
    }
}

static gboolean
duty_holds (TaDuty duty)
{
  return duty != TA_DUTY_HELPER && duty != TA_DUTY_DELIVERER;
}

static const TaAssignment *
holder (const TaTurn *turn)
{
  for (guint i = 0; i < turn->assignments->len; i++)
    {
      const TaAssignment *assignment = turn->assignments->pdata[i];

      if (duty_holds (assignment->role))
        return assignment;
    }
  return NULL;
}

const char *
ta_turn_holder (const TaTurn *turn)
{
  const TaAssignment *assignment = holder (turn);

  return assignment != NULL ? assignment->household : NULL;
}

/* The assignment that says already what is wanted keeps its id and its person. */
void
ta_turn_set_holder (TaTurn *turn, const char *household, TaDuty role)
{
  TaAssignment *kept = NULL;

  for (guint i = turn->assignments->len; i > 0; i--)
    {
      TaAssignment *assignment = turn->assignments->pdata[i - 1];
      gboolean same = assignment->role == role && g_strcmp0 (assignment->household, household) == 0;

      if (same && kept == NULL)
        kept = g_ptr_array_steal_index (turn->assignments, i - 1);
      else if (duty_holds (assignment->role) || assignment->role == role)
        g_ptr_array_remove_index (turn->assignments, i - 1);
    }
  if (household != NULL)
    g_ptr_array_insert (turn->assignments, 0, kept != NULL ? kept : ta_assignment_new (household, role));
}

int
ta_turn_portions (const TaTurn *turn)
{
  int portions = 0;

  if (turn->portions >= 0)
    return turn->portions;
  for (guint i = 0; i < turn->eaters->len; i++)
    {
      const TaEater *eater = turn->eaters->pdata[i];

      portions += eater->portions + 100 * eater->guests;
    }
  return portions;
}

TaEater *
ta_turn_find_eater (const TaTurn *turn, const char *household)
{
  for (guint i = 0; i < turn->eaters->len; i++)
    {
      TaEater *eater = turn->eaters->pdata[i];

      if (g_strcmp0 (eater->household, household) == 0)
        return eater;
    }
  return NULL;
}

gboolean
ta_turn_state_is_final (TaTurnState state)
{
  return state >= TA_TURN_DONE;
}

/* A time that occurs twice means the first; for one that does not occur the offset before the change still counts, which is what moves it
 * forward by the gap. No zone changes its clocks twice within a day. */
gint64
ta_turn_start_unix (const TaTurn *turn, GTimeZone *tz)
{
  gint64 local;
  int interval;

  g_return_val_if_fail (turn->date != TA_DATE_NONE, 0);
  local = (gint64) turn->date * DAY_SECONDS + 60 * (gint64) MAX (turn->start, 0);
  interval = g_time_zone_find_interval (tz, G_TIME_TYPE_DAYLIGHT, local);
  if (interval < 0)
    interval = g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, local - DAY_SECONDS);
  return local - g_time_zone_get_offset (tz, interval);
}

static char *
clash_of_absence (const TaHousehold *household, const TaAbsence *absence)
{
  g_autofree char *from = ta_date_format (absence->from, TA_DATE_SHORT);
  g_autofree char *last = ta_date_format (absence->until - 1, TA_DATE_SHORT);

  if (absence->until - absence->from == 1)
    /* Translators: “Silva is away on 4 Dec” */
    return g_strdup_printf (_ ("%s is away on %s"), household->name, from);
  /* Translators: “Silva is away from 4 Dec to 11 Dec” */
  return g_strdup_printf (_ ("%s is away from %s to %s"), household->name, from, last);
}

static char *
clash_of_people (const TaTurn *turn, const TaHousehold *household)
{
  g_autofree char *day = NULL;

  for (guint i = 0; i < household->persons->len; i++)
    if (!ta_household_person_is_away (household, household->persons->pdata[i], turn->date))
      return NULL;
  if (household->persons->len == 0)
    return NULL;
  day = ta_date_format (turn->date, TA_DATE_SHORT);
  /* Translators: a household and a day */
  return g_strdup_printf (_ ("Everybody in %s is away on %s"), household->name, day);
}

static char *
clash_of_membership (const TaTurn *turn, const TaHousehold *household)
{
  const TaMembership *membership = ta_household_membership (household, turn->date);
  g_autofree char *from = NULL;
  g_autofree char *last = NULL;

  if (membership == NULL || (membership->status != TA_STATUS_PAUSED && membership->status != TA_STATUS_LEFT))
    return NULL;
  from = ta_date_format (membership->from, TA_DATE_MEDIUM);
  if (membership->status == TA_STATUS_LEFT)
    /* Translators: “Silva left on 4 Dec 2026” */
    return g_strdup_printf (_ ("%s left on %s"), household->name, from);
  if (membership->until == TA_DATE_NONE)
    /* Translators: “Silva has paused since 4 Dec 2026” */
    return g_strdup_printf (_ ("%s has paused since %s"), household->name, from);
  last = ta_date_format (membership->until - 1, TA_DATE_MEDIUM);
  /* Translators: “Silva is paused from 4 Dec 2026 to 11 Jan 2027” */
  return g_strdup_printf (_ ("%s is paused from %s to %s"), household->name, from, last);
}

static char *
clash_of_weekday (const TaTurn *turn, const TaHousehold *household)
{
  g_autofree char *day = NULL;

  if (ta_household_availability (household, ta_date_weekday (turn->date)) != TA_UNAVAILABLE)
    return NULL;
  day = ta_date_format (turn->date, TA_DATE_LONG);
  /* Translators: “Silva is unavailable on this day of the week: Friday, 4 December” */
  return g_strdup_printf (_ ("%s is unavailable on this day of the week: %s"), household->name, day);
}

static gboolean
needs_a_kitchen (const TaTurn *turn)
{
  const TaAssignment *assignment = holder (turn);

  return assignment == NULL || assignment->role == TA_DUTY_COOK;
}

static char *
clash_of_kitchen (const TaTurn *turn, const TaHousehold *household)
{
  int capacity = household->kitchen_capacity;
  int needed = ta_turn_portions (turn);
  g_autofree char *makes = NULL;
  g_autofree char *needs = NULL;

  if (capacity < 0 || capacity >= needed || !needs_a_kitchen (turn))
    return NULL;
  makes = ta_hundredths_format (capacity);
  needs = ta_hundredths_format (needed);
  /* Translators: “Silva’s kitchen makes 16 portions and the turn needs 20” */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%s’s kitchen makes %s portion and the turn needs %s",
                                       "%s’s kitchen makes %s portions and the turn needs %s",
                                       capacity % 100 == 0 ? (gulong) capacity / 100 : 2),
                          household->name, makes, needs);
}

char *
ta_turn_holder_clash (const TaTurn *turn, const TaHousehold *household)
{
  const TaAbsence *absence = ta_household_absence (household, turn->date);
  char *clash = absence != NULL ? clash_of_absence (household, absence) : clash_of_people (turn, household);

  if (clash == NULL)
    clash = clash_of_membership (turn, household);
  if (clash == NULL)
    clash = clash_of_weekday (turn, household);
  return clash != NULL ? clash : clash_of_kitchen (turn, household);
}
