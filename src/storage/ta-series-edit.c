/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-series-edit.h"

#include "ta-calendar-table.h"
#include "ta-household-table.h"
#include "ta-id.h"
#include "ta-pod-table.h"
#include "ta-query.h"
#include "ta-rota-rules-table.h"
#include "ta-series-change.h"
#include "ta-series-days.h"
#include "ta-table.h"
#include "ta-turn-table.h"

#include <string.h>

/* Farther than this no holiday moves a turn. */
#define MARGIN 7

/* A series with what its turns are made from. */
typedef struct
{
  TaDate today;
  TaSeries *series;
  TaDuty duty;
  GPtrArray *households;
  TaSeriesCalendars calendars;
  GPtrArray *turns; /* that there are, from the first day on */
} Refresh;

static void
refresh_clear (Refresh *self)
{
  g_clear_pointer (&self->series, ta_series_free);
  g_clear_pointer (&self->households, g_ptr_array_unref);
  g_clear_pointer (&self->calendars.holidays, g_ptr_array_unref);
  g_clear_pointer (&self->calendars.breaks, g_ptr_array_unref);
  g_clear_pointer (&self->turns, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Refresh, refresh_clear)

/* Reading -------------------------------------------------------------------------------------------------------------------------------- */

static GPtrArray *
list_turns (TaDatabase *database, const char *series, TaDate from, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "SELECT id FROM turn WHERE series = :series AND series_date >= :from ORDER BY series_date, id");
  g_autoptr (GPtrArray) ids = NULL;

  ta_statement_bind_text (statement, ":series", series);
  ta_statement_bind_date (statement, ":from", from);
  ids = ta_query_collect_text (statement, error);
  return ids != NULL ? ta_turn_table_get_many (database, ids, error) : NULL;
}

static gboolean
find_duty (TaDatabase *database, const char *service, TaDuty *duty, GError **error)
{
  g_autoptr (GPtrArray) services = ta_service_table_list (database, error);

  for (guint i = 0; services != NULL && i < services->len; i++)
    {
      const TaService *candidate = g_ptr_array_index (services, i);

      if (strcmp (candidate->id, service) == 0)
        *duty = ta_service_kind_duty (candidate->kind);
    }
  return services != NULL;
}

static gboolean
load (Refresh *self, TaDatabase *database, const char *series, TaDate from, TaDate until, GError **error)
{
  self->series = ta_series_table_get (database, series, error);
  if (self->series == NULL || !find_duty (database, self->series->service, &self->duty, error))
    return FALSE;
  self->households = ta_household_table_list (database, error);
  if (self->households == NULL)
    return FALSE;
  self->calendars.holidays = ta_calendar_table_list_kind (database, TA_CALENDAR_HOLIDAYS, from - MARGIN, until + MARGIN, error);
  if (self->calendars.holidays == NULL)
    return FALSE;
  self->calendars.breaks = ta_calendar_table_list_kind (database, TA_CALENDAR_SCHOOL, from - MARGIN, until + MARGIN, error);
  if (self->calendars.breaks == NULL)
    return FALSE;
  self->turns = list_turns (database, series, from, error);
  return self->turns != NULL;
}

/* Bringing into line --------------------------------------------------------------------------------------------------------------------- */

static gboolean
may_change (const TaTurn *turn)
{
  return !turn->edited && !ta_turn_state_is_final (turn->state);
}

static TaTurn *
find_turn (GPtrArray *turns, TaDate meant)
{
  for (guint i = 0; i < turns->len; i++)
    {
      TaTurn *turn = g_ptr_array_index (turns, i);

      if (turn->series_date == meant)
        return turn;
    }
  return NULL;
}

static gboolean
has_day (GArray *days, TaDate meant)
{
  for (guint i = 0; i < days->len; i++)
    if (g_array_index (days, TaSeriesDay, i).meant == meant)
      return TRUE;
  return FALSE;
}

/* Not as somebody cancels it by hand, which counts as edited: see was_taken_out(). */
static gboolean
take_out (TaDatabase *database, TaTurn *turn, GError **error)
{
  if (turn->state == TA_TURN_PLANNED)
    return ta_turn_table_delete (database, turn->id, error);
  turn->state = TA_TURN_CANCELLED;
  return ta_turn_table_save (database, turn, error);
}

/* Whether the series itself cancelled the turn, on a day that can still come back. */
static gboolean
was_taken_out (const Refresh *self, const TaTurn *turn)
{
  return turn->state == TA_TURN_CANCELLED && !turn->edited && turn->date >= self->today;
}

static gboolean
make_turn (const Refresh *self, TaDatabase *database, const TaSeriesDay *day, GError **error)
{
  g_autoptr (TaTurn) turn = ta_turn_new (self->series->pod, self->series->service, day->date, self->series->start);

  g_set_str (&turn->series, self->series->id);
  ta_series_shape_turn (self->series, day, self->duty, turn);
  ta_turn_fill_eaters (turn, self->households);
  return ta_turn_table_save (database, turn, error);
}

/* Who eats follows the date and the pod, unless somebody had a say in it. */
static gboolean
adapt_turn (const Refresh *self, TaDatabase *database, TaTurn *turn, const TaSeriesDay *day, GError **error)
{
  gboolean moved = turn->date != day->date || strcmp (turn->pod, self->series->pod) != 0;

  ta_set_text (&turn->pod, self->series->pod);
  ta_series_shape_turn (self->series, day, self->duty, turn);
  if (moved)
    ta_turn_fill_eaters (turn, self->households);
  return ta_turn_table_save (database, turn, error);
}

/* Published anew, it is told to those who heard that it was off. */
static gboolean
put_back (const Refresh *self, TaDatabase *database, TaTurn *turn, const TaSeriesDay *day, GError **error)
{
  turn->state = TA_TURN_PLANNED;
  return adapt_turn (self, database, turn, day, error);
}

static gboolean
write_day (const Refresh *self, TaDatabase *database, const TaSeriesDay *day, GError **error)
{
  TaTurn *turn = find_turn (self->turns, day->meant);

  if (turn == NULL)
    return make_turn (self, database, day, error);
  if (was_taken_out (self, turn))
    return put_back (self, database, turn, day, error);
  return !may_change (turn) || adapt_turn (self, database, turn, day, error);
}

static gboolean
remove_surplus (const Refresh *self, TaDatabase *database, GArray *days, GError **error)
{
  for (guint i = 0; i < self->turns->len; i++)
    {
      TaTurn *turn = g_ptr_array_index (self->turns, i);

      if (may_change (turn) && !has_day (days, turn->series_date) && !take_out (database, turn, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_days (const Refresh *self, TaDatabase *database, GArray *days, GError **error)
{
  for (guint i = 0; i < days->len; i++)
    if (!write_day (self, database, &g_array_index (days, TaSeriesDay, i), error))
      return FALSE;
  return TRUE;
}

/* The end of what is meant: days beyond the horizon that have turns already stay within it. */
static TaDate
end_of (const Refresh *self, TaDate until)
{
  for (guint i = 0; i < self->turns->len; i++)
    until = MAX (until, ((const TaTurn *) g_ptr_array_index (self->turns, i))->series_date + 1);
  return self->series->until != TA_DATE_NONE ? MIN (until, self->series->until) : until;
}

gboolean
ta_series_refresh (TaDatabase *database, const char *series, TaDate from, TaDate until, TaDate today, GError **error)
{
  g_auto (Refresh) self = { .today = today };
  g_autoptr (GArray) days = NULL;

  if (!load (&self, database, series, from, MAX (from, until) + 400, error))
    return FALSE;
  days = ta_series_days (self.series, from, end_of (&self, until), &self.calendars);
  return remove_surplus (&self, database, days, error) && write_days (&self, database, days, error);
}

/* Extending ------------------------------------------------------------------------------------------------------------------------------ */

static gboolean
last_day (TaDatabase *database, const char *series, TaDate *last, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT max (series_date) FROM turn WHERE series = :series");
  TaStep step;

  ta_statement_bind_text (statement, ":series", series);
  step = ta_statement_step (statement, error);
  if (step == TA_STEP_ROW)
    *last = ta_statement_date (statement, 0);
  return step != TA_STEP_ERROR;
}

static gboolean
extend (TaDatabase *database, const TaSeries *series, TaDate today, TaDate until, GError **error)
{
  g_auto (Refresh) self = { .today = today };
  g_autoptr (GArray) days = NULL;
  TaDate last = TA_DATE_NONE, from;

  if (!last_day (database, series->id, &last, error))
    return FALSE;
  from = last != TA_DATE_NONE ? MAX (last + 1, today) : MAX (today, series->from);
  if (from >= until || (series->until != TA_DATE_NONE && from >= series->until))
    return TRUE;
  if (!load (&self, database, series->id, from, until, error))
    return FALSE;
  days = ta_series_days (self.series, from, end_of (&self, until), &self.calendars);
  return write_days (&self, database, days, error);
}

gboolean
ta_series_extend (TaDatabase *database, TaDate today, TaDate until, GError **error)
{
  g_autoptr (GPtrArray) list = ta_series_table_list (database, NULL, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (!extend (database, g_ptr_array_index (list, i), today, until, error))
      return FALSE;
  return list != NULL;
}

gboolean
ta_series_follow_calendars (TaDatabase *database, TaDate today, GError **error)
{
  g_autoptr (GPtrArray) list = ta_series_table_list (database, NULL, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const TaSeries *series = g_ptr_array_index (list, i);

      if (series->on_holiday == TA_HOLIDAY_KEEP && series->on_school_break == TA_HOLIDAY_KEEP)
        continue;
      if (!ta_series_refresh (database, series->id, today, today, today, error))
        return FALSE;
    }
  return list != NULL;
}

gboolean
ta_series_create (TaDatabase *database, const TaSeries *series, TaDate until, GError **error)
{
  return ta_series_table_save (database, series, error) && ta_series_refresh (database, series->id, series->from, until, series->from, error);
}

/* Changing ------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
save_edited (TaDatabase *database, const TaTurn *turn, GError **error)
{
  g_autoptr (TaTurn) copy = ta_turn_copy (turn);

  copy->edited = copy->series != NULL;
  return ta_turn_table_save (database, copy, error);
}

/* Gives the later turns, edited ones too, to the new series. */
static gboolean
hand_over (TaDatabase *database, const char *from_series, const char *to_series, TaDate from, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "UPDATE turn SET series = :to WHERE series = :series AND series_date >= :from");

  ta_statement_bind_text (statement, ":series", from_series);
  ta_statement_bind_text (statement, ":to", to_series);
  ta_statement_bind_date (statement, ":from", from);
  return ta_statement_run (statement, NULL, error);
}

static void
split_exceptions (TaSeries *before, TaSeries *after, TaDate from)
{
  for (guint i = before->exceptions->len; i > 0; i--)
    if (g_array_index (before->exceptions, TaDate, i - 1) >= from)
      g_array_remove_index (before->exceptions, i - 1);
  for (guint i = after->exceptions->len; i > 0; i--)
    if (g_array_index (after->exceptions, TaDate, i - 1) < from)
      g_array_remove_index (after->exceptions, i - 1);
}

/* The rotation goes on where it was: the new series begins with whose turn it is. */
static void
turn_rotation (const TaSeries *before, TaSeries *after, TaDate from)
{
  const char *next = ta_series_rotation_holder (before, from);
  guint n = after->households->len;

  if (before->rotation != TA_ROTATION_ROTATE || after->rotation != TA_ROTATION_ROTATE || next == NULL)
    return;
  for (guint i = 0; i < n && strcmp (g_ptr_array_index (after->households, 0), next) != 0; i++)
    g_ptr_array_add (after->households, g_ptr_array_steal_index (after->households, 0));
}

static gboolean
copy_requirements (TaDatabase *database, const char *from_series, const char *to_series, GError **error)
{
  g_autoptr (GPtrArray) capabilities = ta_requirement_table_get (database, from_series, error);

  return capabilities != NULL && ta_requirement_table_save (database, to_series, capabilities, error);
}

static gboolean
split (TaDatabase *database, const TaTurn *turn, const TaSeries *series, TaDate today, GError **error)
{
  g_autoptr (TaSeries) before = ta_series_table_get (database, turn->series, error);
  g_autoptr (TaSeries) after = ta_series_copy (series);

  if (before == NULL)
    return FALSE;
  if (turn->series_date <= before->from)
    return ta_series_table_save (database, series, error) && ta_series_refresh (database, series->id, turn->series_date, turn->series_date, today, error);
  g_free (after->id);
  after->id = ta_id_new ();
  after->from = turn->series_date;
  turn_rotation (before, after, turn->series_date);
  split_exceptions (before, after, turn->series_date);
  before->until = turn->series_date;
  return ta_series_table_save (database, before, error) && ta_series_table_save (database, after, error)
         && copy_requirements (database, before->id, after->id, error) && hand_over (database, before->id, after->id, turn->series_date, error)
         && ta_series_refresh (database, after->id, turn->series_date, turn->series_date, today, error);
}

gboolean
ta_series_change (TaDatabase *database, const TaTurn *turn, const TaSeries *series, TaSeriesScope scope, TaDate today, GError **error)
{
  if (scope == TA_SERIES_THIS || turn->series == NULL)
    return save_edited (database, turn, error);
  g_return_val_if_fail (series != NULL && g_strcmp0 (series->id, turn->series) == 0, FALSE);
  if (scope == TA_SERIES_FOLLOWING)
    return split (database, turn, series, today, error);
  return ta_series_table_save (database, series, error) && ta_series_refresh (database, series->id, today, today, today, error);
}

/* What is this turn's alone, once the series has been changed. */
static gboolean
save_own (TaDatabase *database, const TaTurn *before, const TaTurn *after, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (TaTurn) copy = ta_turn_copy (after);
  const TaTurn *now;

  g_ptr_array_add (ids, after->id);
  found = ta_turn_table_get_many (database, ids, error);
  if (found == NULL || found->len == 0)
    return found != NULL;
  now = g_ptr_array_index (found, 0);
  g_set_str (&copy->series, now->series);
  copy->series_date = now->series_date;
  /* The series may have put it back, or taken it out. */
  if (before->state == after->state)
    copy->state = now->state;
  copy->edited = now->edited || ta_turn_departs (now, copy);
  return ta_turn_table_save (database, copy, error);
}

/* Whether @after takes its series to a weekday that it did not have. */
static gboolean
takes_along (const TaSeries *series, const TaTurn *after)
{
  return after->series_date != TA_DATE_NONE && after->date != after->series_date
         && (series->weekdays >> (ta_date_weekday (after->date) - 1) & 1) == 0;
}

/* The rule means the turn by its new day, so that it is neither taken out nor made a second time. */
static gboolean
move_along (TaDatabase *database, TaSeries *series, TaTurn *turn, GError **error)
{
  g_autoptr (TaTurn) stored = ta_turn_table_get (database, turn->id, error);

  if (stored == NULL)
    return FALSE;
  stored->date = stored->series_date = turn->date;
  turn->series_date = MIN (turn->series_date, turn->date);
  series->from = MIN (series->from, turn->date);
  return ta_turn_table_save (database, stored, error);
}

gboolean
ta_series_save_turn (TaDatabase *database, const TaTurn *before, const TaTurn *after, TaSeriesScope scope, TaDate today, GError **error)
{
  g_autoptr (TaTurn) copy = ta_turn_copy (after);
  g_autoptr (TaSeries) series = NULL;

  copy->edited = copy->series != NULL && (copy->edited || ta_turn_departs (before, after));
  if (scope == TA_SERIES_THIS || copy->series == NULL)
    return ta_turn_table_save (database, copy, error);
  series = ta_series_table_get (database, copy->series, error);
  if (series == NULL || (takes_along (series, after) && !move_along (database, series, copy, error)))
    return FALSE;
  ta_series_adopt (series, before, after);
  return ta_series_change (database, copy, series, scope, today, error) && save_own (database, before, after, error);
}

gboolean
ta_series_restore_turn (TaDatabase *database, const char *turn, TaDate today, GError **error)
{
  g_autoptr (TaTurn) copy = ta_turn_table_get (database, turn, error);

  if (copy == NULL || copy->series == NULL)
    return copy != NULL;
  copy->edited = FALSE;
  return ta_turn_table_save (database, copy, error) && ta_series_refresh (database, copy->series, copy->series_date, copy->series_date, today, error);
}

/* Removing ------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
leave_out (TaDatabase *database, const TaTurn *turn, GError **error)
{
  g_autoptr (TaSeries) series = ta_series_table_get (database, turn->series, error);

  if (series == NULL)
    return FALSE;
  g_array_append_val (series->exceptions, turn->series_date);
  return ta_series_table_save (database, series, error);
}

static gboolean
remove_from (TaDatabase *database, const char *series, TaDate from, TaDate today, GError **error)
{
  g_autoptr (GPtrArray) turns = list_turns (database, series, from, error);

  for (guint i = 0; turns != NULL && i < turns->len; i++)
    {
      TaTurn *turn = g_ptr_array_index (turns, i);

      if (!ta_turn_state_is_final (turn->state) && turn->date >= today && !take_out (database, turn, error))
        return FALSE;
    }
  return turns != NULL;
}

static gboolean
end_series (TaDatabase *database, const char *id, TaDate until, GError **error)
{
  g_autoptr (TaSeries) series = ta_series_table_get (database, id, error);

  if (series == NULL)
    return FALSE;
  if (until <= series->from)
    return ta_series_table_delete (database, id, error);
  if (series->until == TA_DATE_NONE || series->until > until)
    series->until = until;
  return ta_series_table_save (database, series, error);
}

static gboolean
call_off (TaDatabase *database, const TaTurn *turn, GError **error)
{
  if (turn->state == TA_TURN_PLANNED)
    return ta_turn_table_delete (database, turn->id, error);
  return ta_turn_table_set_state (database, turn->id, TA_TURN_CANCELLED, error);
}

gboolean
ta_series_remove (TaDatabase *database, const TaTurn *turn, TaSeriesScope scope, TaDate today, GError **error)
{
  TaDate from = scope == TA_SERIES_ALL ? today : turn->series_date;

  if (scope == TA_SERIES_THIS || turn->series == NULL)
    return (turn->series == NULL || leave_out (database, turn, error)) && call_off (database, turn, error);
  return remove_from (database, turn->series, from, scope == TA_SERIES_ALL ? today : G_MININT, error)
         && end_series (database, turn->series, from, error);
}
