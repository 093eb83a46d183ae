/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-series-commands.h"

#include "ta-pod-table.h"
#include "ta-rota-rules-table.h"
#include "ta-rota-text.h"
#include "ta-series-days.h"
#include "ta-turn-table.h"

#include <glib/gi18n.h>

/* What a command needs on the worker's thread: copies, nothing shared. */
typedef struct
{
  TaSeries *series;        /* (nullable) */
  GPtrArray *capabilities; /* (nullable): of char * */
  TaTurn *before;          /* (nullable) */
  TaTurn *after;           /* (nullable) */
  TaSeriesScope scope;
  TaDate today;
} Command;

static Command *
command_new (TaContext *context)
{
  Command *command = g_new0 (Command, 1);

  command->today = ta_context_get_today (context);
  return command;
}

static void
command_free (gpointer data)
{
  Command *command = data;

  g_clear_pointer (&command->series, ta_series_free);
  g_clear_pointer (&command->capabilities, g_ptr_array_unref);
  g_clear_pointer (&command->before, ta_turn_free);
  g_clear_pointer (&command->after, ta_turn_free);
  g_free (command);
}

/* The first turn of all brings the service with it that most pods start with. */
static gboolean
add_service (TaDatabase *database, TaSeries *series, GError **error)
{
  g_autoptr (TaService) service = NULL;

  if (series->service[0])
    return TRUE;
  service = ta_service_new (_ ("Dinner"), TA_SERVICE_COOK);
  ta_set_text (&series->service, service->id);
  return ta_service_table_save (database, service, error);
}

static gboolean
run_add (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Command *command = data;

  return add_service (database, command->series, error)
         && ta_series_create (database, command->series, MAX (command->today, command->series->from) + TA_SERIES_AHEAD, error)
         && ta_requirement_table_save (database, command->series->id, command->capabilities, error);
}

static gboolean
run_save (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Command *command = data;

  return ta_series_save_turn (database, command->before, command->after, command->scope, command->today, error);
}

/* What begins anew with a turn takes the requirements along, and the part before it gets back its own. */
static gboolean
change_with_requirements (TaDatabase *database, const Command *command, GError **error)
{
  const char *id = command->series->id;
  gboolean splits = command->scope == TA_SERIES_FOLLOWING && command->before->series_date > command->series->from;
  g_autoptr (GPtrArray) present = ta_requirement_table_get (database, id, error);

  return present && ta_requirement_table_save (database, id, command->capabilities, error)
         && ta_series_change (database, command->before, command->series, command->scope, command->today, error)
         && (!splits || ta_requirement_table_save (database, id, present, error));
}

static gboolean
run_edit (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Command *command = data;

  return change_with_requirements (database, command, error)
         && ta_series_extend (database, command->today, command->today + TA_SERIES_AHEAD, error);
}

static gboolean
run_delete (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Command *command = data;

  return ta_series_remove (database, command->before, command->scope, command->today, error);
}

static gboolean
run_restore (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Command *command = data;

  return ta_series_restore_turn (database, command->before->id, command->today, error);
}

static gboolean
run_extend (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  TaDate today = GPOINTER_TO_INT (data);

  return ta_series_extend (database, today, today + TA_SERIES_AHEAD, error);
}

void
ta_series_add (TaContext *context, const TaSeries *series, GPtrArray *capabilities, TaContextTryCallback callback, gpointer user_data)
{
  Command *command = command_new (context);
  g_autofree char *day = ta_date_format (series->from, TA_DATE_WEEKDAY);
  g_autofree char *label = g_strdup_printf (_ ("Added a series of turns from %s on"), day);

  command->series = ta_series_copy (series);
  command->capabilities = g_ptr_array_ref (capabilities);
  ta_context_try (context, label, run_add, command, command_free, callback, user_data);
}

static char *
save_label (TaContext *context, const TaTurn *turn, TaSeriesScope scope)
{
  g_autofree char *day = ta_date_format (turn->date, TA_DATE_WEEKDAY);

  if (scope == TA_SERIES_THIS)
    return g_strdup_printf (_ ("Changed the turn of %s on %s"), ta_rota_holder_name (context, turn), day);
  if (scope == TA_SERIES_FOLLOWING)
    return g_strdup_printf (_ ("Changed the turns of the series from %s on"), day);
  return g_strdup (_ ("Changed all turns of a series"));
}

void
ta_series_save (TaContext *context, const TaTurn *before, const TaTurn *after, TaSeriesScope scope, TaContextTryCallback callback, gpointer user_data)
{
  Command *command = command_new (context);
  g_autofree char *label = save_label (context, before, scope);

  command->before = ta_turn_copy (before);
  command->after = ta_turn_copy (after);
  command->scope = scope;
  ta_context_try (context, label, run_save, command, command_free, callback, user_data);
}

void
ta_series_edit (TaContext *context, const TaTurn *turn, const TaSeries *series, GPtrArray *capabilities, TaSeriesScope scope, TaContextTryCallback callback, gpointer user_data)
{
  Command *command = command_new (context);
  g_autofree char *label = save_label (context, turn, scope);

  command->before = ta_turn_copy (turn);
  command->series = ta_series_copy (series);
  command->capabilities = g_ptr_array_ref (capabilities);
  command->scope = scope;
  ta_context_try (context, label, run_edit, command, command_free, callback, user_data);
}

static char *
delete_label (TaContext *context, const TaTurn *turn, TaSeriesScope scope)
{
  g_autofree char *day = ta_date_format (turn->date, TA_DATE_WEEKDAY);

  if (scope == TA_SERIES_THIS)
    return g_strdup_printf (_ ("Deleted the turn of %s on %s"), ta_rota_holder_name (context, turn), day);
  if (scope == TA_SERIES_FOLLOWING)
    return g_strdup_printf (_ ("Deleted the turns of the series from %s on"), day);
  return g_strdup (_ ("Deleted all coming turns of a series"));
}

void
ta_series_delete (TaContext *context, const TaTurn *turn, TaSeriesScope scope)
{
  Command *command = command_new (context);
  g_autofree char *label = delete_label (context, turn, scope);

  command->before = ta_turn_copy (turn);
  command->scope = scope;
  ta_context_run (context, label, run_delete, command, command_free, NULL, NULL);
}

void
ta_series_restore (TaContext *context, const TaTurn *turn)
{
  Command *command = command_new (context);
  g_autofree char *day = ta_date_format (turn->date, TA_DATE_WEEKDAY);
  g_autofree char *label = g_strdup_printf (_ ("Gave the turn on %s back to its series"), day);

  command->before = ta_turn_copy (turn);
  ta_context_run (context, label, run_restore, command, command_free, NULL, NULL);
}

static void
on_extended (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaContext) context = data;
  g_autoptr (GError) error = NULL;

  if (ta_store_run_finish (TA_STORE (source), result, &error))
    return;
  /* What cannot be written has nothing to be extended; whoever opened it so knows. */
  if (!g_error_matches (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_READ_ONLY))
    g_signal_emit_by_name (context, "failed", error->message);
}

void
ta_series_extend_quietly (TaContext *context)
{
  /* Nobody asked for it, so that nobody's undo takes it back. */
  static const TaOrigin by_itself = { "", NULL, TA_SOURCE_COMMAND };

  ta_store_run_async (ta_context_get_store (context), _ ("Made the turns of the coming weeks"), &by_itself, run_extend,
                      GINT_TO_POINTER (ta_context_get_today (context)), NULL, NULL, on_extended, g_object_ref (context));
}
