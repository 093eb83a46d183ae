/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-series-ask.h"

#include "ta-rota-commands.h"
#include "ta-series-commands.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef struct
{
  TaSeriesAskCallback callback;
  gpointer data;
  GDestroyNotify destroy;
} Question;

static void
question_free (Question *question)
{
  if (question->destroy)
    question->destroy (question->data);
  g_free (question);
}

static void
answered (AdwAlertDialog *dialog, const char *response, gpointer data)
{
  const Question *question = data;

  if (g_str_equal (response, "this"))
    question->callback (TA_SERIES_THIS, question->data);
  else if (g_str_equal (response, "following"))
    question->callback (TA_SERIES_FOLLOWING, question->data);
  else if (g_str_equal (response, "all"))
    question->callback (TA_SERIES_ALL, question->data);
}

static void
add (AdwAlertDialog *dialog, const char *id, const char *label, gboolean delete)
{
  adw_alert_dialog_add_response (dialog, id, label);
  if (delete)
    adw_alert_dialog_set_response_appearance (dialog, id, ADW_RESPONSE_DESTRUCTIVE);
}

void
ta_series_ask (GtkWidget *parent, const char *heading, const char *body, gboolean with_this, gboolean delete, TaSeriesAskCallback callback, gpointer data, GDestroyNotify destroy)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));
  Question *question = g_new0 (Question, 1);

  *question = (Question) { callback, data, destroy };
  adw_alert_dialog_add_response (dialog, "cancel", _ ("_Cancel"));
  if (with_this)
    add (dialog, "this", _ ("_This Turn"), delete);
  add (dialog, "following", _ ("This and _Following"), delete);
  add (dialog, "all", _ ("_All Turns"), delete);
  adw_alert_dialog_set_default_response (dialog, with_this ? "this" : "following");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered), question, (GClosureNotify) (void (*) (void)) question_free, 0);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}

typedef struct
{
  TaContext *context;
  TaTurn *turn;
} Deleting;

static void
deleting_free (gpointer data)
{
  Deleting *deleting = data;

  g_object_unref (deleting->context);
  ta_turn_free (deleting->turn);
  g_free (deleting);
}

static void
delete_chosen (TaSeriesScope scope, gpointer data)
{
  const Deleting *deleting = data;

  ta_series_delete (deleting->context, deleting->turn, scope);
}

void
ta_series_ask_delete (GtkWidget *parent, TaContext *context, const TaTurn *turn)
{
  Deleting *deleting;

  if (!turn->series)
    {
      ta_rota_delete (context, turn);
      return;
    }
  deleting = g_new0 (Deleting, 1);
  deleting->context = g_object_ref (context);
  deleting->turn = ta_turn_copy (turn);
  ta_series_ask (parent, _ ("Delete Turns of This Series?"), _ ("Turns that are over stay. Published turns are cancelled, so that those who were told of them are told again."),
                 TRUE, TRUE, delete_chosen, deleting, deleting_free);
}
