/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-calendar-commands.h"

#include "ta-calendar-table.h"
#include "ta-series-edit.h"

#include <glib/gi18n.h>

typedef struct
{
  TaCalendar *calendar;
  GPtrArray *days; /* (nullable) */
  TaDate today;
} Command;

static Command *
command_new (TaContext *context, const TaCalendar *calendar, GPtrArray *days)
{
  Command *command = g_new0 (Command, 1);

  command->calendar = ta_calendar_copy (calendar);
  command->days = days ? g_ptr_array_ref (days) : NULL;
  command->today = ta_context_get_today (context);
  return command;
}

static void
command_free (gpointer data)
{
  Command *command = data;

  ta_calendar_free (command->calendar);
  g_clear_pointer (&command->days, g_ptr_array_unref);
  g_free (command);
}

/* Absences say who can; they move no series. */
static gboolean
follow (TaDatabase *database, const Command *command, GError **error)
{
  return command->calendar->kind == TA_CALENDAR_ABSENCES || ta_series_follow_calendars (database, command->today, error);
}

static gboolean
run_import (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Command *command = data;

  return ta_calendar_table_save (database, command->calendar, command->days, NULL, error) && follow (database, command, error);
}

static gboolean
run_delete (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Command *command = data;

  return ta_calendar_table_delete (database, command->calendar, error) && follow (database, command, error);
}

void
ta_calendar_import_days (TaContext *context, const TaCalendar *calendar, GPtrArray *days, TaContextTryCallback callback, gpointer user_data)
{
  g_autofree char *label = g_strdup_printf (_ ("Imported the calendar “%s”"), calendar->name);

  ta_context_try (context, label, run_import, command_new (context, calendar, days), command_free, callback, user_data);
}

void
ta_calendar_delete (TaContext *context, const TaCalendar *calendar)
{
  g_autofree char *label = g_strdup_printf (_ ("Deleted the calendar “%s”"), calendar->name);

  ta_context_run (context, label, run_delete, command_new (context, calendar, NULL), command_free, NULL, NULL);
}
