/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-series-change.h"

static gboolean
same_eaters (const TaTurn *a, const TaTurn *b)
{
  if (a->eaters->len != b->eaters->len)
    return FALSE;
  for (guint i = 0; i < a->eaters->len; i++)
    {
      const TaEater *eater = g_ptr_array_index (a->eaters, i);
      const TaEater *other = ta_turn_find_eater (b, eater->household);

      if (other == NULL || other->portions != eater->portions || other->guests != eater->guests || other->late_plate != eater->late_plate)
        return FALSE;
    }
  return TRUE;
}

static gboolean
holds (const TaTurn *turn, const char *household)
{
  for (guint i = 0; i < turn->assignments->len; i++)
    {
      const TaAssignment *assignment = g_ptr_array_index (turn->assignments, i);

      if (assignment->role != TA_DUTY_HELPER && assignment->role != TA_DUTY_DELIVERER && g_strcmp0 (assignment->household, household) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
all_hold (const TaTurn *turn, const TaTurn *other)
{
  for (guint i = 0; i < turn->assignments->len; i++)
    {
      const char *household = ((const TaAssignment *) g_ptr_array_index (turn->assignments, i))->household;

      if (holds (turn, household) && !holds (other, household))
        return FALSE;
    }
  return TRUE;
}

gboolean
ta_turn_departs (const TaTurn *before, const TaTurn *after)
{
  return (before->state == TA_TURN_CANCELLED) != (after->state == TA_TURN_CANCELLED) || before->date != after->date || before->start != after->start || before->minutes != after->minutes || before->places != after->places
         || g_strcmp0 (before->pod, after->pod) != 0 || g_strcmp0 (before->service, after->service) != 0
         || g_strcmp0 (before->title, after->title) != 0 || g_strcmp0 (before->note, after->note) != 0
         || g_strcmp0 (ta_turn_holder (before), ta_turn_holder (after)) != 0 || !all_hold (before, after) || !all_hold (after, before)
         || !same_eaters (before, after);
}

static gboolean
adopt_text (char **field, const char *before, const char *after)
{
  if (g_strcmp0 (before, after) == 0 || g_strcmp0 (*field, after) == 0)
    return FALSE;
  ta_set_text (field, after);
  return TRUE;
}

static gboolean
adopt_number (int *field, int before, int after)
{
  if (before == after || *field == after)
    return FALSE;
  *field = after;
  return TRUE;
}

/* A turn that went from one day of the week to another takes the series along. */
static gboolean
adopt_weekday (TaSeries *series, const TaTurn *before, const TaTurn *after)
{
  TaDate meant = before->series_date != TA_DATE_NONE ? before->series_date : before->date;
  guint from = 1u << (ta_date_weekday (meant) - 1);
  guint to = 1u << (ta_date_weekday (after->date) - 1);

  if (before->date == after->date || from == to)
    return FALSE;
  series->weekdays = (series->weekdays & ~from) | to;
  return TRUE;
}

gboolean
ta_series_adopt (TaSeries *series, const TaTurn *before, const TaTurn *after)
{
  gboolean changed = adopt_text (&series->pod, before->pod, after->pod);

  changed = adopt_text (&series->service, before->service, after->service) || changed;
  changed = adopt_text (&series->title, before->title, after->title) || changed;
  changed = adopt_text (&series->note, before->note, after->note) || changed;
  changed = adopt_number (&series->start, before->start, after->start) || changed;
  changed = adopt_number (&series->minutes, before->minutes, after->minutes) || changed;
  changed = adopt_number (&series->holders, before->places, after->places) || changed;
  return adopt_weekday (series, before, after) || changed;
}
