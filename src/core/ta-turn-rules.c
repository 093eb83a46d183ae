/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-turn.h"

#include "ta-reason.h"

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

GPtrArray *
ta_turn_holders (const TaTurn *turn)
{
  GPtrArray *holders = g_ptr_array_new ();

  for (guint i = 0; i < turn->assignments->len; i++)
    if (duty_holds (((const TaAssignment *) turn->assignments->pdata[i])->role))
      g_ptr_array_add (holders, turn->assignments->pdata[i]);
  return holders;
}

/* (transfer full): the assignment by which @household is in @holders, or a new one */
static TaAssignment *
take_holder (GPtrArray *holders, const char *household, TaDuty role)
{
  for (guint i = 0; i < holders->len; i++)
    if (g_str_equal (((const TaAssignment *) holders->pdata[i])->household, household))
      {
        TaAssignment *assignment = g_ptr_array_steal_index (holders, i);

        assignment->role = role;
        return assignment;
      }
  return ta_assignment_new (household, role);
}

void
ta_turn_set_holders (TaTurn *turn, GPtrArray *households, TaDuty role)
{
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_assignment_free);

  for (guint i = 0; i < turn->assignments->len;)
    if (duty_holds (((const TaAssignment *) turn->assignments->pdata[i])->role))
      g_ptr_array_add (before, g_ptr_array_steal_index (turn->assignments, i));
    else
      i++;
  for (guint i = 0; i < households->len; i++)
    g_ptr_array_insert (turn->assignments, (int) i, take_holder (before, households->pdata[i], role));
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

gboolean
ta_turn_seeks_cover (const TaTurn *turn)
{
  return turn->state == TA_TURN_SEEKING_COVER || (turn->sought && !ta_turn_state_is_final (turn->state));
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

char *
ta_turn_holder_clash (const TaTurn *turn, const TaHousehold *household)
{
  g_auto (TaReason) reason = { 0 };

  return ta_turn_reason (turn, household, NULL, &reason) ? ta_reason_to_text (&reason, household->name) : NULL;
}
