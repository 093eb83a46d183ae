/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-today-data.h"

#include "ta-tool-table.h"
#include "ta-turn-table.h"

/* How far ahead the page looks, in days. */
#define COVER_DAYS 14
#define DUE_DAYS 2
#define SETTLE_DAYS 14

/* Streets are not straight: the usual ratio of the way on foot to the great circle in towns. */
#define DETOUR_FACTOR 1.3

void
ta_today_data_free (TaTodayData *data)
{
  if (data == NULL)
    return;
  g_clear_pointer (&data->turns, g_ptr_array_unref);
  g_clear_pointer (&data->uncover, g_ptr_array_unref);
  g_clear_pointer (&data->tools, g_ptr_array_unref);
  g_free (data);
}

static gboolean
is_open_without_holder (const TaTurn *turn)
{
  return !ta_turn_state_is_final (turn->state) && (turn->state == TA_TURN_SEEKING_COVER || ta_turn_holder (turn) == NULL);
}

/* Turns come by date, so the first that is not past tells the day. */
static gboolean
is_of_shown_day (TaTodayData *data, const TaTurn *turn)
{
  return data->turns->len == 0 || ((TaTurn *) g_ptr_array_index (data->turns, 0))->date == turn->date;
}

static void
sort_turn (TaTodayData *data, TaTurn *turn)
{
  if (turn->date < data->today)
    data->waiting += ta_turn_state_is_final (turn->state) ? 0 : 1;
  if (turn->date >= data->today && turn->state != TA_TURN_CANCELLED && is_of_shown_day (data, turn))
    g_ptr_array_add (data->turns, ta_turn_copy (turn));
  if (turn->date >= data->today && is_open_without_holder (turn))
    g_ptr_array_add (data->uncover, ta_turn_copy (turn));
}

static gboolean
read_tools (TaDatabase *database, TaTodayData *data, GError **error)
{
  g_autoptr (GPtrArray) loans = ta_loan_table_list_open (database, error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (loans == NULL)
    return FALSE;
  for (guint i = 0; i < loans->len; i++)
    {
      TaLoan *loan = g_ptr_array_index (loans, i);

      if (loan->due <= data->today + DUE_DAYS)
        g_ptr_array_add (ids, loan->tool);
    }
  data->tools = ta_tool_table_get_many (database, ids, data->today, error);
  return data->tools != NULL;
}

TaTodayData *
ta_today_data_read (TaDatabase *database, TaDate today, const char *pod, GError **error)
{
  g_autoptr (TaTodayData) data = g_new0 (TaTodayData, 1);
  g_autoptr (GPtrArray) turns = ta_turn_table_list (database, today - SETTLE_DAYS, today + COVER_DAYS, pod, error);

  data->today = today;
  data->turns = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_free);
  data->uncover = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_free);
  if (turns == NULL || !read_tools (database, data, error))
    return NULL;
  for (guint i = 0; i < turns->len; i++)
    sort_turn (data, g_ptr_array_index (turns, i));
  return g_steal_pointer (&data);
}

static guint
nearest (GPtrArray *left, TaPoint from)
{
  guint best = 0;
  double best_distance = G_MAXDOUBLE;

  for (guint i = 0; i < left->len; i++)
    {
      const TaHousehold *household = g_ptr_array_index (left, i);
      double distance = household->place.set && from.set ? ta_point_distance (from, household->place) : G_MAXDOUBLE;

      if (distance < best_distance)
        {
          best = i;
          best_distance = distance;
        }
    }
  return best;
}

GPtrArray *
ta_today_round (const TaHousehold *holder, GPtrArray *households, double *metres)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  TaPoint at = holder != NULL ? holder->place : TA_POINT_NONE;

  *metres = 0;
  for (guint i = 0; i < households->len; i++)
    if (g_ptr_array_index (households, i) != holder)
      g_ptr_array_add (left, g_ptr_array_index (households, i));
  while (left->len > 0)
    {
      TaHousehold *next = g_ptr_array_steal_index (left, nearest (left, at));

      if (at.set && next->place.set)
        *metres += ta_point_walking_distance (at, next->place, DETOUR_FACTOR);
      if (next->place.set)
        at = next->place;
      g_ptr_array_add (order, next);
    }
  return g_steal_pointer (&order);
}
