/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-change.h"

#include "ta-money.h"

#include <glib/gi18n-lib.h>

TaRotaChange *
ta_rota_change_new (TaRotaChangeKind kind, const char *household, const char *turn, int value)
{
  TaRotaChange *change = g_new0 (TaRotaChange, 1);

  change->kind = kind;
  change->household = g_strdup (household);
  change->turn = g_strdup (turn);
  change->value = value;
  return change;
}

TaRotaChange *
ta_rota_change_copy (const TaRotaChange *change)
{
  TaRotaChange *copy = g_memdup2 (change, sizeof *change);

  copy->household = g_strdup (change->household);
  copy->turn = g_strdup (change->turn);
  return copy;
}

void
ta_rota_change_free (TaRotaChange *change)
{
  if (change == NULL)
    return;
  g_free (change->household);
  g_free (change->turn);
  g_free (change);
}

void
ta_rota_change_make_household (const TaRotaChange *change, TaHousehold *household)
{
  if (change->kind == TA_ROTA_CHANGE_LIMIT)
    household->max_per_week = change->value;
  else if (change->kind == TA_ROTA_CHANGE_GAP)
    household->min_gap_days = change->value;
  else if (change->kind == TA_ROTA_CHANGE_KITCHEN)
    household->kitchen_capacity = change->value;
}

/* Who is asked takes the turn, or joins those who hold it. */
static void
ask (const TaRotaChange *change, TaTurn *turn, TaDuty duty)
{
  TaAssignment *assignment;

  if (turn->places == 1)
    ta_turn_set_holder (turn, change->household, duty);
  else
    g_ptr_array_insert (turn->assignments, 0, ta_assignment_new (change->household, duty));
  assignment = turn->assignments->pdata[0];
  /* Translators: why a rule was set aside for a household */
  ta_set_text (&assignment->override_reason, _ ("Was asked, and agreed"));
  turn->pinned = TRUE;
}

void
ta_rota_change_make_turn (const TaRotaChange *change, TaTurn *turn, TaDuty duty)
{
  if (change->kind == TA_ROTA_CHANGE_ASK)
    ask (change, turn, duty);
  else if (change->kind == TA_ROTA_CHANGE_SPLIT)
    turn->places = change->value;
  else if (change->kind == TA_ROTA_CHANGE_CANCEL)
    turn->state = TA_TURN_CANCELLED;
}

gboolean
ta_rota_change_is_of_turn (const TaRotaChange *change)
{
  return change->kind >= TA_ROTA_CHANGE_ASK;
}

void
ta_rota_change_make (const TaRotaChange *change, TaRotaBrief *brief)
{
  TaHousehold *household = ta_rota_brief_find_household (brief, change->household);
  TaTurn *turn = ta_rota_brief_find_turn (brief, change->turn);
  const TaService *service = turn != NULL ? ta_rota_brief_find_service (brief, turn->service) : NULL;

  if (!ta_rota_change_is_of_turn (change) && household != NULL)
    ta_rota_change_make_household (change, household);
  else if (turn != NULL)
    {
      ta_rota_change_make_turn (change, turn, ta_service_kind_duty (service != NULL ? service->kind : TA_SERVICE_OTHER));
      if (turn->state == TA_TURN_SEEKING_COVER && change->kind == TA_ROTA_CHANGE_ASK)
        turn->state = TA_TURN_PUBLISHED;
      if (change->kind == TA_ROTA_CHANGE_ASK && turn->places == 1)
        turn->sought = FALSE;
    }
}

char *
ta_rota_change_to_text (const TaRotaChange *change, const TaRotaBrief *brief)
{
  const TaHousehold *household = ta_rota_brief_find_household (brief, change->household);
  const TaTurn *turn = ta_rota_brief_find_turn (brief, change->turn);
  const char *name = household != NULL ? household->name : "";
  g_autofree char *day = ta_date_format (turn != NULL ? turn->date : TA_DATE_NONE, TA_DATE_WEEKDAY);
  g_autofree char *number = ta_hundredths_format (change->value);
  gulong n = (gulong) change->value;

  switch (change->kind)
    {
    case TA_ROTA_CHANGE_LIMIT:
      /* Translators: a household and a number */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Let %s take %d turn a week", "Let %s take %d turns a week", n), name, change->value);
    case TA_ROTA_CHANGE_GAP:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Let %s’s turns be %d day apart", "Let %s’s turns be %d days apart", n), name,
                              change->value);
    case TA_ROTA_CHANGE_KITCHEN:
      /* Translators: a household and a number of portions */
      return g_strdup_printf (_ ("Let %s cook %s portions"), name, number);
    case TA_ROTA_CHANGE_ASK:
      /* Translators: a household and a day: “Ask Silva for Fri 4 Dec” */
      return g_strdup_printf (_ ("Ask %s for %s"), name, day);
    case TA_ROTA_CHANGE_SPLIT:
      /* Translators: a day and a number of at least two */
      return g_strdup_printf (_ ("Share the turn on %s among %d households"), day, change->value);
    case TA_ROTA_CHANGE_CANCEL:
    default:
      /* Translators: a day */
      return g_strdup_printf (_ ("Cancel the turn on %s"), day);
    }
}
