/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-round-commands.h"

#include "ta-delivery-table.h"
#include "ta-turn-table.h"

#include <glib/gi18n.h>

/* What a command needs on the worker's thread. */
typedef struct
{
  char *turn;
  char *household;
  TaDeliveryState state;
  GPtrArray *order; /* (nullable): of char * */
  TaMinutes ready;
} Command;

static Command *
command_new (const TaDropList *list)
{
  Command *command = g_new0 (Command, 1);

  command->turn = g_strdup (list->turn);
  return command;
}

static void
command_free (gpointer data)
{
  Command *command = data;

  g_free (command->turn);
  g_free (command->household);
  g_clear_pointer (&command->order, g_ptr_array_unref);
  g_free (command);
}

static gboolean
run_state (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Command *command = data;

  return ta_delivery_table_set_state (database, command->turn, command->household, command->state, error);
}

static gboolean
run_order (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Command *command = data;

  return ta_delivery_table_set_order (database, command->turn, command->order, error);
}

static gboolean
run_ready (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Command *command = data;
  g_autoptr (TaTurn) turn = ta_turn_table_get (database, command->turn, error);

  if (turn == NULL)
    return FALSE;
  turn->edited = turn->edited || (turn->series != NULL && turn->start != command->ready);
  turn->start = command->ready;
  return ta_turn_table_save (database, turn, error);
}

static char *
state_label (const TaDrop *drop, TaDeliveryState state)
{
  switch (state)
    {
    case TA_DELIVERY_DELIVERED:
      return g_strdup_printf (_ ("Delivered to %s"), drop->name);
    case TA_DELIVERY_NOT_HOME:
      return g_strdup_printf (_ ("%s was not at home"), drop->name);
    case TA_DELIVERY_LEFT_SAFE:
      return g_strdup_printf (_ ("Left in a safe place for %s"), drop->name);
    case TA_DELIVERY_PENDING:
    default:
      return g_strdup_printf (_ ("Not delivered to %s yet"), drop->name);
    }
}

void
ta_round_commands_set_state (TaContext *context, const TaDropList *list, const TaDrop *drop, TaDeliveryState state)
{
  Command *command = command_new (list);
  g_autofree char *label = state_label (drop, state);

  command->household = g_strdup (drop->household);
  command->state = state;
  ta_context_run (context, label, run_state, command, command_free, NULL, NULL);
}

void
ta_round_commands_keep_order (TaContext *context, const TaDropList *list)
{
  Command *command = command_new (list);

  command->order = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < list->drops->len; i++)
    g_ptr_array_add (command->order, g_strdup (((TaDrop *) g_ptr_array_index (list->drops, i))->household));
  ta_context_run (context, _ ("Changed the order of a round"), run_order, command, command_free, NULL, NULL);
}

void
ta_round_commands_set_ready (TaContext *context, const TaDropList *list, TaMinutes ready)
{
  Command *command = command_new (list);
  g_autofree char *day = ta_date_format (list->date, TA_DATE_WEEKDAY);
  g_autofree char *time = ta_minutes_format (ready);
  /* Translators: a date and a time */
  g_autofree char *label = g_strdup_printf (_ ("The dinner of %s is ready at %s"), day, time);

  command->ready = ready;
  ta_context_run (context, label, run_ready, command, command_free, NULL, NULL);
}

void
ta_round_commands_forget_order (TaContext *context, const TaDropList *list)
{
  ta_context_run (context, _ ("Put a round into the best order"), run_order, command_new (list), command_free, NULL, NULL);
}
