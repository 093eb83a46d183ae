/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-ask.h"

#include "ta-rota-check.h"
#include "ta-rota-commands.h"
#include "ta-turn-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* A turn that was to be changed, for who wants to open it. */
typedef struct
{
  TaContext *context;
  TaTurn *turn;
  GtkWidget *parent;
} Refusal;

static void
refusal_free (gpointer data, GClosure *closure)
{
  Refusal *refusal = data;

  g_object_unref (refusal->context);
  g_object_unref (refusal->parent);
  ta_turn_free (refusal->turn);
  g_free (refusal);
}

static void
answered (AdwAlertDialog *dialog, const char *response, gpointer data)
{
  const Refusal *refusal = data;

  if (g_str_equal (response, "open"))
    ta_turn_dialog_edit (refusal->parent, refusal->context, refusal->turn);
}

/* Says why the change of @turn is not made. Who knows better can make it in the turn’s dialog, which keeps the warning in sight. */
static void
refuse (GtkWidget *parent, TaContext *context, const TaTurn *turn, const char *heading, const char *clash)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, clash);
  Refusal *refusal = g_new0 (Refusal, 1);

  refusal->context = g_object_ref (context);
  refusal->parent = g_object_ref (parent);
  refusal->turn = ta_turn_copy (turn);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "open", _ ("_Open Turn…"), "close", _ ("_Close"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "close");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "close");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered), refusal, refusal_free, 0);
  adw_dialog_present (dialog, parent);
}

/* A change that is made unless a rule is against it. */
typedef struct
{
  TaContext *context;
  GtkWidget *parent;
  TaTurn *first;
  TaTurn *second; /* (nullable) */
  TaDate date;
  char *household; /* (nullable) */
  const char *heading;
  void (*run) (gpointer change);
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->context);
  g_object_unref (change->parent);
  ta_turn_free (change->first);
  ta_turn_free (change->second);
  g_free (change->household);
  g_free (change);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

static Change *
change_new (GtkWidget *parent, TaContext *context, const TaTurn *turn, const char *heading)
{
  Change *change = g_new0 (Change, 1);

  change->context = g_object_ref (context);
  change->parent = g_object_ref (parent);
  change->first = ta_turn_copy (turn);
  change->heading = heading;
  return change;
}

static void
run_move (gpointer data)
{
  const Change *change = data;

  ta_rota_move (change->context, change->first, change->date);
}

static void
run_swap (gpointer data)
{
  const Change *change = data;

  ta_rota_swap (change->context, change->first, change->second);
}

static void
run_assign (gpointer data)
{
  const Change *change = data;

  ta_rota_assign (change->context, change->first, change->household);
}

static void
checked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Change) change = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *clash = ta_rota_check_finish (source, result, &error);

  if (error)
    g_signal_emit_by_name (change->context, "failed", error->message);
  else if (clash)
    refuse (change->parent, change->context, change->first, change->heading, clash);
  else
    change->run (change);
}

/* Adds @turn with another date or holder to what is to be checked. */
static void
add_wanted (GPtrArray *wanted, const TaTurn *turn, TaDate date, const char *household)
{
  TaTurn *changed = ta_turn_copy (turn);

  changed->date = date;
  ta_turn_set_holder (changed, household, TA_DUTY_COOK);
  g_ptr_array_add (wanted, changed);
}

void
ta_rota_ask_move (GtkWidget *parent, TaContext *context, const TaTurn *turn, TaDate date)
{
  Change *change = change_new (parent, context, turn, _ ("Cannot Be Moved There"));
  GPtrArray *wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_free);

  change->date = date;
  change->run = run_move;
  add_wanted (wanted, turn, date, ta_turn_holder (turn));
  ta_rota_check_async (context, wanted, checked, change);
}

void
ta_rota_ask_swap (GtkWidget *parent, TaContext *context, const TaTurn *first, const TaTurn *second)
{
  Change *change = change_new (parent, context, first, _ ("Cannot Be Swapped"));
  GPtrArray *wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_free);

  change->second = ta_turn_copy (second);
  change->run = run_swap;
  add_wanted (wanted, first, first->date, ta_turn_holder (second));
  add_wanted (wanted, second, second->date, ta_turn_holder (first));
  ta_rota_check_async (context, wanted, checked, change);
}

void
ta_rota_ask_assign (GtkWidget *parent, TaContext *context, const TaTurn *turn, const char *household)
{
  Change *change = change_new (parent, context, turn, _ ("Cannot Be Given"));
  GPtrArray *wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_free);

  change->household = g_strdup (household);
  change->run = run_assign;
  add_wanted (wanted, turn, turn->date, household);
  ta_rota_check_async (context, wanted, checked, change);
}
