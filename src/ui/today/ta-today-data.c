/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-today-data.h"

#include "ta-cover-table.h"
#include "ta-delivery-table.h"
#include "ta-tool-table.h"
#include "ta-turn-table.h"

/* How far ahead the page looks, in days. */
#define COVER_DAYS 14
#define DUE_DAYS 2
#define SETTLE_DAYS 14
#define FOOD_DAYS 3

void
ta_today_data_free (TaTodayData *data)
{
  if (data == NULL)
    return;
  g_clear_pointer (&data->turns, g_ptr_array_unref);
  g_clear_pointer (&data->rounds, g_ptr_array_unref);
  g_clear_pointer (&data->uncover, g_ptr_array_unref);
  g_clear_pointer (&data->requests, g_ptr_array_unref);
  g_clear_pointer (&data->undelivered, g_ptr_array_unref);
  g_clear_pointer (&data->tools, g_ptr_array_unref);
  g_free (data);
}

static gboolean
is_open_without_holder (const TaTurn *turn)
{
  return !ta_turn_state_is_final (turn->state) && (ta_turn_seeks_cover (turn) || ta_turn_holder (turn) == NULL);
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
shows_uncover (const TaTodayData *data, const char *turn)
{
  for (guint i = 0; i < data->uncover->len; i++)
    if (g_str_equal (((const TaTurn *) g_ptr_array_index (data->uncover, i))->id, turn))
      return TRUE;
  return FALSE;
}

/* Who asked months ahead waits for an answer as others do. */
static gboolean
read_requests (TaDatabase *database, TaTodayData *data, const char *pod, GError **error)
{
  data->requests = ta_cover_table_list_open (database, pod, error);
  for (guint i = 0; data->requests != NULL && i < data->requests->len; i++)
    {
      const TaCoverRequest *request = g_ptr_array_index (data->requests, i);
      TaTurn *turn = !shows_uncover (data, request->turn) ? ta_turn_table_get (database, request->turn, error) : NULL;

      if (turn != NULL && turn->date >= data->today && !ta_turn_state_is_final (turn->state))
        g_ptr_array_add (data->uncover, turn);
      else
        ta_turn_free (turn);
    }
  return data->requests != NULL;
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
  data->undelivered = ta_delivery_table_list_undelivered (database, today - FOOD_DAYS, today + 1, pod, error);
  if (data->undelivered == NULL)
    return NULL;
  for (guint i = 0; i < turns->len; i++)
    sort_turn (data, g_ptr_array_index (turns, i));
  if (!read_requests (database, data, pod, error))
    return NULL;
  return g_steal_pointer (&data);
}

gboolean
ta_today_counts_read (TaDatabase *database, TaDate today, const char *pod, TaTodayCounts *counts, GError **error)
{
  return ta_turn_table_count_uncovered (database, today, today + COVER_DAYS, pod, &counts->uncovered, error)
         && ta_loan_table_count_overdue (database, today, &counts->overdue, error);
}

gboolean
ta_today_data_read_rounds (TaDatabase *database, TaTodayData *data, GCancellable *cancellable, GError **error)
{
  data->rounds = ta_drop_list_load_all (database, data->turns, cancellable, error);
  return data->rounds != NULL;
}
