/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-series.h"

void
ta_rota_fill_eaters (TaTurn *turn, GPtrArray *households)
{
  g_ptr_array_set_size (turn->eaters, 0);
  for (guint i = 0; i < households->len; i++)
    {
      const TaHousehold *household = households->pdata[i];
      TaStatus status = ta_household_status (household, turn->date);
      int portions = ta_household_portions (household, turn->date);

      if (g_strcmp0 (ta_household_pod (household, turn->date), turn->pod) != 0 || (status != TA_STATUS_TRIAL && status != TA_STATUS_MEMBER))
        continue;
      if (!ta_household_absence (household, turn->date) && portions > 0)
        g_ptr_array_add (turn->eaters, ta_eater_new (household->id, portions));
    }
}

static gboolean
falls_on (const TaSeries *series, TaDate date)
{
  int week = (ta_date_start_of_week (date, 1) - ta_date_start_of_week (series->from, 1)) / 7;

  return (series->weekdays >> (ta_date_weekday (date) - 1) & 1) && week % MAX (1, series->every_weeks) == 0;
}

static TaTurn *
make_turn (const TaSeries *series, const TaTurn *pattern, TaDate date)
{
  TaTurn *turn = ta_turn_new (series->pod, series->service, date, series->start);

  turn->minutes = series->minutes;
  g_set_str (&turn->series, series->id);
  turn->series_date = date;
  turn->state = pattern->state;
  turn->pinned = pattern->pinned;
  ta_set_text (&turn->title, pattern->title);
  ta_set_text (&turn->note, pattern->note);
  return turn;
}

GPtrArray *
ta_rota_series_turns (const TaSeries *series, const TaTurn *pattern, GPtrArray *holders, TaDuty duty, GPtrArray *households)
{
  GPtrArray *turns = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_free);

  g_return_val_if_fail (series->until != TA_DATE_NONE, turns);

  for (TaDate date = series->from; date < series->until; date++)
    {
      TaTurn *turn;

      if (!falls_on (series, date))
        continue;
      turn = make_turn (series, pattern, date);
      if (holders->len > 0)
        ta_turn_set_holder (turn, holders->pdata[turns->len % holders->len], duty);
      ta_rota_fill_eaters (turn, households);
      g_ptr_array_add (turns, turn);
    }
  return turns;
}
