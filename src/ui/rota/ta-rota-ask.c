/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-ask.h"

#include "ta-rota-commands.h"
#include "ta-rota-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* A change that waits for an answer. */
typedef struct
{
  TaContext *context;
  TaTurn *first;
  TaTurn *second; /* (nullable) */
  TaDate date;
  char *household; /* (nullable) */
  void (*run) (gpointer question);
} Question;

static void
question_free (Question *question)
{
  g_clear_object (&question->context);
  g_clear_pointer (&question->first, ta_turn_free);
  g_clear_pointer (&question->second, ta_turn_free);
  g_free (question->household);
  g_free (question);
}

static Question *
question_new (TaContext *context, const TaTurn *turn)
{
  Question *question = g_new0 (Question, 1);

  question->context = g_object_ref (context);
  question->first = ta_turn_copy (turn);
  return question;
}

static void
run_move (gpointer data)
{
  Question *question = data;

  ta_rota_move (question->context, question->first, question->date);
}

static void
run_swap (gpointer data)
{
  Question *question = data;

  ta_rota_swap (question->context, question->first, question->second);
}

static void
run_assign (gpointer data)
{
  Question *question = data;

  ta_rota_assign (question->context, question->first, question->household);
}

static void
answered (AdwAlertDialog *dialog, const char *response, gpointer data)
{
  Question *question = data;

  if (g_str_equal (response, "go"))
    question->run (question);
}

/* Runs what was asked for at once, or after the person has read @clash. */
static void
ask (GtkWidget *parent, Question *question, const char *clash, const char *heading, const char *go)
{
  AdwDialog *dialog;

  if (!clash)
    {
      question->run (question);
      question_free (question);
      return;
    }
  dialog = adw_alert_dialog_new (heading, clash);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "go", go, NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered), question, (GClosureNotify) (void (*) (void)) question_free, 0);
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
  Question *question = question_new (context, turn);
  g_autofree char *clash = clash_of (context, turn, date, ta_turn_holder (turn));

  question->date = date;
  question->run = run_move;
  ask (parent, question, clash, _ ("Move This Turn?"), _ ("_Move Anyway"));
}

void
ta_rota_ask_swap (GtkWidget *parent, TaContext *context, const TaTurn *first, const TaTurn *second)
{
  Question *question = question_new (context, first);
  g_autofree char *there = clash_of (context, second, second->date, ta_turn_holder (first));
  g_autofree char *here = clash_of (context, first, first->date, ta_turn_holder (second));
  g_autofree char *both = there && here ? g_strdup_printf ("%s\n%s", there, here) : NULL;

  question->second = ta_turn_copy (second);
  question->run = run_swap;
  ask (parent, question, both ? both : there ? there
                                             : here,
       _ ("Swap These Turns?"), _ ("_Swap Anyway"));
}

void
ta_rota_ask_assign (GtkWidget *parent, TaContext *context, const TaTurn *turn, const char *household)
{
  Question *question = question_new (context, turn);
  g_autofree char *clash = household ? clash_of (context, turn, turn->date, household) : NULL;

  question->household = g_strdup (household);
  question->run = run_assign;
  ask (parent, question, clash, _ ("Give This Turn?"), _ ("_Give Anyway"));
}
