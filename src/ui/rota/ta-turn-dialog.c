/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-turn-dialog.h"

#include "ta-form.h"
#include "ta-rota-commands.h"
#include "ta-series-ask.h"
#include "ta-series-change.h"
#include "ta-series-commands.h"
#include "ta-series-dialog.h"
#include "ta-series-group.h"
#include "ta-turn-form.h"

#include <glib/gi18n.h>

#define WIDTH 480
#define HEIGHT 680

/* What the buttons of an open dialog need. */
typedef struct
{
  TaContext *context;
  TaTurn *turn;     /* as it was */
  TaTurnForm *form; /* borrowed: it lives in the dialog */
  GtkWidget *button;
  gboolean is_new;
} Session;

static void
session_free (gpointer data)
{
  Session *session = data;

  g_object_unref (session->context);
  ta_turn_free (session->turn);
  g_free (session);
}

static Session *
session_of (AdwDialog *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), "turn-session");
}

static void
update_button (AdwDialog *dialog)
{
  Session *session = session_of (dialog);

  gtk_widget_set_sensitive (session->button, ta_turn_form_is_valid (session->form));
}

/* What was typed is kept until it is safe. */
static void
saved (const GError *error, gpointer data)
{
  g_autofree GWeakRef *ref = data;
  g_autoptr (AdwDialog) dialog = g_weak_ref_get (ref);

  g_weak_ref_clear (ref);
  if (!dialog)
    return;
  if (!error)
    adw_dialog_force_close (dialog);
  else
    {
      ta_turn_form_show_failure (session_of (dialog)->form, error->message);
      update_button (dialog);
    }
}

static GWeakRef *
weak_ref_new (gpointer object)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, object);
  return ref;
}

static void
save_in_scope (TaSeriesScope scope, gpointer data)
{
  AdwDialog *dialog = data;
  Session *session = session_of (dialog);
  g_autoptr (TaTurn) turn = ta_turn_form_get (session->form);

  gtk_widget_set_sensitive (session->button, FALSE);
  ta_series_save (session->context, session->turn, turn, scope, saved, weak_ref_new (dialog));
}

/* Whether what was changed can be meant for more turns than this one. */
static gboolean
changes_series (const Session *session, const TaTurn *turn)
{
  g_autoptr (TaSeries) series = ta_series_new (session->turn->pod, session->turn->service, session->turn->date);

  series->start = session->turn->start;
  series->minutes = session->turn->minutes;
  series->holders = session->turn->places;
  ta_set_text (&series->title, session->turn->title);
  ta_set_text (&series->note, session->turn->note);
  return ta_series_adopt (series, session->turn, turn);
}

static void
save_of_series (AdwDialog *dialog, const TaTurn *turn)
{
  if (changes_series (session_of (dialog), turn))
    ta_series_ask (GTK_WIDGET (dialog), _ ("Change Which Turns?"), _ ("Turns that are over, or were changed by hand, stay as they are."), TRUE, FALSE, save_in_scope,
                   g_object_ref (dialog), g_object_unref);
  else
    save_in_scope (TA_SERIES_THIS, dialog);
}

static void
save (AdwDialog *dialog)
{
  Session *session = session_of (dialog);
  g_autoptr (TaTurn) turn = ta_turn_form_get (session->form);
  g_autoptr (TaSeries) series = ta_turn_form_get_series (session->form);
  g_autoptr (GPtrArray) capabilities = ta_turn_form_get_capabilities (session->form);

  if (!ta_turn_form_is_valid (session->form))
    return;
  if (turn->series)
    {
      save_of_series (dialog, turn);
      return;
    }
  gtk_widget_set_sensitive (session->button, FALSE);
  if (series)
    ta_series_add (session->context, series, capabilities, saved, weak_ref_new (dialog));
  else
    ta_rota_save (session->context, turn, session->is_new, saved, weak_ref_new (dialog));
}

static void
delete_turn (AdwDialog *dialog)
{
  Session *session = session_of (dialog);

  ta_series_ask_delete (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (dialog))), session->context, session->turn);
  adw_dialog_force_close (dialog);
}

static void
edit_series (AdwDialog *dialog, const TaSeries *series)
{
  Session *session = session_of (dialog);

  ta_series_dialog_edit (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (dialog))), session->context, session->turn, series,
                         ta_series_group_get_capabilities (TA_SERIES_GROUP (ta_turn_form_get_series_group (session->form))));
  adw_dialog_force_close (dialog);
}

static void
restore_turn (AdwDialog *dialog)
{
  Session *session = session_of (dialog);

  ta_series_restore (session->context, session->turn);
  adw_dialog_force_close (dialog);
}

static TaTurnForm *
present (GtkWidget *parent, TaContext *context, const TaTurn *turn, gboolean is_new)
{
  GtkWidget *form = ta_turn_form_new (context, turn, is_new);
  Session *session = g_new0 (Session, 1);
  AdwDialog *dialog;

  session->context = g_object_ref (context);
  session->turn = ta_turn_copy (turn);
  session->form = TA_TURN_FORM (form);
  session->is_new = is_new;
  dialog = ta_form_dialog (is_new ? _ ("New Turn") : _ ("Turn"), is_new ? _ ("_Add") : _ ("_Save"), form, &session->button);
  g_object_set_data_full (G_OBJECT (dialog), "turn-session", session, session_free);
  adw_dialog_set_content_width (dialog, WIDTH);
  adw_dialog_set_content_height (dialog, HEIGHT);
  g_signal_connect_object (form, "changed", G_CALLBACK (update_button), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "delete", G_CALLBACK (delete_turn), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (session->button, "clicked", G_CALLBACK (save), dialog, G_CONNECT_SWAPPED);
  if (ta_turn_form_get_series_group (session->form))
    {
      g_signal_connect_object (ta_turn_form_get_series_group (session->form), "edit", G_CALLBACK (edit_series), dialog, G_CONNECT_SWAPPED);
      g_signal_connect_object (ta_turn_form_get_series_group (session->form), "restore", G_CALLBACK (restore_turn), dialog, G_CONNECT_SWAPPED);
    }
  adw_dialog_set_focus (dialog, ta_turn_form_get_first (session->form));
  update_button (dialog);
  adw_dialog_present (dialog, parent);
  return session->form;
}

void
ta_turn_dialog_edit (GtkWidget *parent, TaContext *context, const TaTurn *turn)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (TA_IS_CONTEXT (context));

  present (parent, context, turn, FALSE);
}

void
ta_turn_dialog_new (GtkWidget *parent, TaContext *context, TaDate date)
{
  GPtrArray *pods = ta_context_get_pods (context);
  GPtrArray *services = ta_context_get_services (context);
  const TaService *service = services->len > 0 ? services->pdata[0] : NULL;
  const char *pod = ta_context_get_pod (context);
  g_autoptr (TaTurn) turn = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));

  if (!pod && pods->len > 0)
    pod = ((TaPod *) pods->pdata[0])->id;
  turn = ta_turn_new (pod ? pod : "", service ? service->id : "", date == TA_DATE_NONE ? ta_context_get_today (context) : date,
                      service ? service->start : 18 * 60);
  if (service)
    turn->minutes = service->minutes;
  present (parent, context, turn, TRUE);
}

void
ta_turn_dialog_new_series (GtkWidget *parent, TaContext *context, const char *pod, TaDate date, TaMinutes start, int minutes)
{
  GPtrArray *services = ta_context_get_services (context);
  g_autoptr (TaTurn) turn = ta_turn_new (pod, services->len > 0 ? ((TaService *) services->pdata[0])->id : "", date, start);

  g_return_if_fail (GTK_IS_WIDGET (parent));

  turn->minutes = minutes;
  ta_turn_form_repeat (present (parent, context, turn, TRUE));
}
