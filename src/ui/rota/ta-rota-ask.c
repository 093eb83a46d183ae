/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-ask.h"

#include "ta-rota-commands.h"
#include "ta-rota-text.h"
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

/* Why @household should not do @turn on @date; both nullable where nothing is known. */
static char *
clash_of (TaContext *context, const TaTurn *turn, TaDate date, const char *household)
{
  g_autoptr (TaTurn) changed = ta_turn_copy (turn);

  changed->date = date;
  ta_turn_set_holder (changed, household, TA_DUTY_COOK);
  return ta_rota_clash (context, changed);
}

void
ta_rota_ask_move (GtkWidget *parent, TaContext *context, const TaTurn *turn, TaDate date)
{
  g_autofree char *clash = clash_of (context, turn, date, ta_turn_holder (turn));

  if (clash)
    refuse (parent, context, turn, _ ("Cannot Be Moved There"), clash);
  else
    ta_rota_move (context, turn, date);
}

void
ta_rota_ask_swap (GtkWidget *parent, TaContext *context, const TaTurn *first, const TaTurn *second)
{
  g_autofree char *there = clash_of (context, second, second->date, ta_turn_holder (first));
  g_autofree char *here = clash_of (context, first, first->date, ta_turn_holder (second));
  g_autofree char *both = there && here ? g_strdup_printf ("%s\n%s", there, here) : NULL;

  if (there || here)
    refuse (parent, context, there ? second : first, _ ("Cannot Be Swapped"), both ? both : there ? there
                                                                                                  : here);
  else
    ta_rota_swap (context, first, second);
}

void
ta_rota_ask_assign (GtkWidget *parent, TaContext *context, const TaTurn *turn, const char *household)
{
  g_autofree char *clash = household ? clash_of (context, turn, turn->date, household) : NULL;

  if (clash)
    refuse (parent, context, turn, _ ("Cannot Be Given"), clash);
  else
    ta_rota_assign (context, turn, household);
}
