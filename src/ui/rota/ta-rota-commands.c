/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-commands.h"

#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-reason.h"
#include "ta-rota-rules-table.h"
#include "ta-series-change.h"
#include "ta-rota-text.h"
#include "ta-turn-table.h"

#include <glib/gi18n.h>

/* What a command needs on the worker's thread: copies, nothing shared. */
typedef struct
{
  char *first;
  char *second;
  TaDate date;
  TaTurnState state;
  TaDuty duty;
  GPtrArray *turns; /* of TaTurn */
} Command;

static Command *
command_new (void)
{
  Command *command = g_new0 (Command, 1);

  command->turns = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_free);
  return command;
}

static void
command_free (gpointer data)
{
  Command *command = data;

  g_free (command->first);
  g_free (command->second);
  g_ptr_array_unref (command->turns);
  g_free (command);
}

static gboolean
run_move (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Command *command = data;

  return ta_turn_table_move (database, command->first, command->date, error);
}

static gboolean
run_swap (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Command *command = data;

  return ta_turn_table_swap (database, command->first, command->second, error);
}

static gboolean
run_set_state (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Command *command = data;

  return ta_turn_table_set_state (database, command->first, command->state, error);
}

static gboolean
run_delete (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Command *command = data;

  return ta_turn_table_delete (database, command->first, error);
}

/* The first turn of all brings the service with it that most pods start with. */
static gboolean
add_service (TaDatabase *database, Command *command, GError **error)
{
  g_autoptr (TaService) service = NULL;
  TaTurn *first = command->turns->len > 0 ? command->turns->pdata[0] : NULL;

  if (!first || first->service[0])
    return TRUE;
  service = ta_service_new (_ ("Dinner"), TA_SERVICE_COOK);
  for (guint i = 0; i < command->turns->len; i++)
    ta_set_text (&((TaTurn *) command->turns->pdata[i])->service, service->id);
  return ta_service_table_save (database, service, error);
}

static gboolean
run_save (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Command *command = data;

  if (!add_service (database, command, error))
    return FALSE;
  for (guint i = 0; i < command->turns->len; i++)
    if (!ta_turn_table_save (database, command->turns->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* A series may ask for what only the turn's own form can set aside, with a reason. */
static gboolean
meets_requirements (TaDatabase *database, const TaTurn *turn, GError **error)
{
  const char *holder = ta_turn_holder (turn);
  g_autoptr (GPtrArray) capabilities = NULL;
  g_autoptr (TaHousehold) household = NULL;

  if (!turn->series || !holder)
    return TRUE;
  capabilities = ta_requirement_table_get (database, turn->series, error);
  household = capabilities ? ta_household_table_get (database, holder, error) : NULL;
  for (guint i = 0; household && i < capabilities->len; i++)
    {
      TaReason reason = { .kind = TA_REASON_CAPABILITY, .date = turn->date, .need = capabilities->pdata[i] };
      g_autofree char *text = ta_reason_to_text (&reason, household->name);

      if (ta_household_can (household, capabilities->pdata[i], turn->date))
        continue;
      /* Translators: %s is a sentence without its full stop. */
      g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("%s. Open the turn to give it all the same, with a reason."), text);
      return FALSE;
    }
  return household != NULL;
}

/* Only who holds it: what else changed since the page read it stays. */
static gboolean
run_assign (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Command *command = data;
  g_autoptr (TaTurn) turn = ta_turn_table_get (database, command->first, error);
  g_autoptr (TaTurn) before = turn ? ta_turn_copy (turn) : NULL;

  if (!turn)
    return FALSE;
  ta_turn_set_holder (turn, command->second, command->duty);
  turn->edited = turn->edited || (turn->series && ta_turn_departs (before, turn));
  if (command->second && turn->state == TA_TURN_SEEKING_COVER)
    turn->state = TA_TURN_PUBLISHED;
  return meets_requirements (database, turn, error) && ta_turn_table_save (database, turn, error);
}

void
ta_rota_move (TaContext *context, const TaTurn *turn, TaDate date)
{
  Command *command = command_new ();
  g_autofree char *day = ta_date_format (date, TA_DATE_WEEKDAY);
  /* Translators: a household's name and a date. */
  g_autofree char *label = g_strdup_printf (_ ("Moved the turn of %s to %s"), ta_rota_holder_name (context, turn), day);

  command->first = g_strdup (turn->id);
  command->date = date;
  ta_context_run (context, label, run_move, command, command_free, NULL, NULL);
}

void
ta_rota_swap (TaContext *context, const TaTurn *first, const TaTurn *second)
{
  Command *command = command_new ();
  /* Translators: the names of two households. */
  g_autofree char *label = g_strdup_printf (_ ("Swapped the turns of %s and %s"), ta_rota_holder_name (context, first), ta_rota_holder_name (context, second));

  command->first = g_strdup (first->id);
  command->second = g_strdup (second->id);
  ta_context_run (context, label, run_swap, command, command_free, NULL, NULL);
}

void
ta_rota_assign (TaContext *context, const TaTurn *turn, const char *household)
{
  Command *command = command_new ();
  g_autoptr (TaTurn) changed = ta_turn_copy (turn);
  const TaService *service = ta_context_find_service (context, turn->service);
  g_autofree char *day = ta_date_format (turn->date, TA_DATE_WEEKDAY);
  g_autofree char *label = NULL;

  command->first = g_strdup (turn->id);
  command->second = g_strdup (household);
  command->duty = service ? ta_service_kind_duty (service->kind) : TA_DUTY_COOK;
  ta_turn_set_holder (changed, household, command->duty);
  if (household)
    /* Translators: a date and a household's name. */
    label = g_strdup_printf (_ ("Gave the turn of %s to %s"), day, ta_rota_holder_name (context, changed));
  else
    label = g_strdup_printf (_ ("Took %s off the turn of %s"), ta_rota_holder_name (context, turn), day);
  ta_context_run (context, label, run_assign, command, command_free, NULL, NULL);
}

void
ta_rota_set_state (TaContext *context, const TaTurn *turn, TaTurnState state)
{
  Command *command = command_new ();
  g_autofree char *day = ta_date_format (turn->date, TA_DATE_WEEKDAY);
  /* Translators: a household's name, a date, and the state of a turn: "The turn of Silva on Fri 4 Dec: Done". */
  g_autofree char *label = g_strdup_printf (_ ("The turn of %s on %s: %s"), ta_rota_holder_name (context, turn), day,
                                            ta_code_label (ta_turn_state_codes, (int) state));

  command->first = g_strdup (turn->id);
  command->state = state;
  ta_context_run (context, label, run_set_state, command, command_free, NULL, NULL);
}

void
ta_rota_delete (TaContext *context, const TaTurn *turn)
{
  Command *command = command_new ();
  g_autofree char *day = ta_date_format (turn->date, TA_DATE_WEEKDAY);
  g_autofree char *label = g_strdup_printf (_ ("Deleted the turn of %s on %s"), ta_rota_holder_name (context, turn), day);

  command->first = g_strdup (turn->id);
  ta_context_run (context, label, run_delete, command, command_free, NULL, NULL);
}

void
ta_rota_save (TaContext *context, const TaTurn *turn, gboolean is_new, TaContextTryCallback callback, gpointer user_data)
{
  Command *command = command_new ();
  g_autofree char *day = ta_date_format (turn->date, TA_DATE_WEEKDAY);
  const char *holder = ta_rota_holder_name (context, turn);
  g_autofree char *label = is_new ? g_strdup_printf (_ ("Added a turn of %s on %s"), holder, day)
                                  : g_strdup_printf (_ ("Changed the turn of %s on %s"), holder, day);

  g_ptr_array_add (command->turns, ta_turn_copy (turn));
  ta_context_try (context, label, run_save, command, command_free, callback, user_data);
}
