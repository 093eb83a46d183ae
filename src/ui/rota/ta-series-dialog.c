/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-series-dialog.h"

#include "ta-form.h"
#include "ta-series-ask.h"
#include "ta-series-commands.h"
#include "ta-series-form.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define WIDTH 480
#define HEIGHT 680

typedef struct
{
  TaContext *context; /* owned */
  TaTurn *turn;
  TaSeries *series; /* as it is to be, but for what is read from the rows at the end */
  GtkWidget *page;
  GtkWidget *form;
  GtkWidget *title;
  GtkWidget *time;
  GtkWidget *minutes;
  GtkWidget *note;
  GtkWidget *button;
} Session;

static void
session_free (gpointer data)
{
  Session *session = data;

  g_object_unref (session->context);
  ta_turn_free (session->turn);
  ta_series_free (session->series);
  g_free (session);
}

static Session *
session_of (AdwDialog *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), "series-session");
}

static gboolean
is_valid (const Session *session)
{
  TaMinutes start;

  return ta_minutes_parse (gtk_editable_get_text (GTK_EDITABLE (session->time)), &start) && ta_series_form_is_valid (TA_SERIES_FORM (session->form));
}

static void
update_button (AdwDialog *dialog)
{
  Session *session = session_of (dialog);

  gtk_widget_set_sensitive (session->button, is_valid (session));
}

static void
on_saved (const GError *error, gpointer data)
{
  g_autoptr (AdwDialog) dialog = data;
  Session *session = session_of (dialog);

  if (!error)
    {
      adw_dialog_force_close (dialog);
      return;
    }
  ta_form_describe (session->page, error->message);
  adw_preferences_page_scroll_to_top (ADW_PREFERENCES_PAGE (session->page));
  update_button (dialog);
}

static void
apply (Session *session)
{
  g_autofree char *title = ta_form_get_text (session->title);
  g_autofree char *note = ta_form_get_text (session->note);

  ta_set_text (&session->series->title, title);
  ta_set_text (&session->series->note, note);
  ta_minutes_parse (gtk_editable_get_text (GTK_EDITABLE (session->time)), &session->series->start);
  session->series->minutes = (int) adw_spin_row_get_value (ADW_SPIN_ROW (session->minutes));
  ta_series_form_apply (TA_SERIES_FORM (session->form), session->series);
}

static void
save_chosen (TaSeriesScope scope, gpointer data)
{
  Session *session = session_of (data);
  g_autoptr (GPtrArray) capabilities = ta_series_form_get_capabilities (TA_SERIES_FORM (session->form));

  apply (session);
  gtk_widget_set_sensitive (session->button, FALSE);
  ta_series_edit (session->context, session->turn, session->series, capabilities, scope, on_saved, g_object_ref (data));
}

static void
save (AdwDialog *dialog)
{
  if (is_valid (session_of (dialog)))
    ta_series_ask (GTK_WIDGET (dialog), _ ("Change Which Turns?"), _ ("Turns that are over, or were changed by hand, stay as they are."), FALSE, FALSE, save_chosen,
                   g_object_ref (dialog), g_object_unref);
}

static void
make_page (Session *session)
{
  const TaSeries *series = session->series;
  g_autofree char *time = ta_minutes_to_text (series->start);
  GtkWidget *group;

  session->page = adw_preferences_page_new ();
  session->form = ta_series_form_new_for (session->context, series);
  group = ta_form_add_group (session->page, NULL);
  session->title = ta_form_add_row (group, ta_form_entry (_ ("Dish"), series->title));
  session->time = ta_form_add_row (group, ta_form_entry (_ ("Time"), time ? time : ""));
  session->minutes = ta_form_add_row (group, ta_form_spin (_ ("Minutes"), 0, 24 * 60, 15, series->minutes, 0));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (session->page), ADW_PREFERENCES_GROUP (session->form));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (session->page), ADW_PREFERENCES_GROUP (ta_series_form_get_order (TA_SERIES_FORM (session->form))));
  group = ta_form_add_group (session->page, NULL);
  session->note = ta_form_add_row (group, ta_form_text (_ ("Note"), series->note));
}

void
ta_series_dialog_edit (GtkWidget *parent, TaContext *context, const TaTurn *turn, const TaSeries *series, GPtrArray *capabilities)
{
  Session *session = g_new0 (Session, 1);
  AdwDialog *dialog;

  session->context = g_object_ref (context);
  session->turn = ta_turn_copy (turn);
  session->series = ta_series_copy (series);
  make_page (session);
  ta_series_form_set_capabilities (TA_SERIES_FORM (session->form), capabilities);
  dialog = ta_form_dialog (_ ("Series"), _ ("_Save"), session->page, &session->button);
  g_object_set_data_full (G_OBJECT (dialog), "series-session", session, session_free);
  adw_dialog_set_content_width (dialog, WIDTH);
  adw_dialog_set_content_height (dialog, HEIGHT);
  g_signal_connect_object (session->form, "changed", G_CALLBACK (update_button), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (session->time, "changed", G_CALLBACK (update_button), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (session->button, "clicked", G_CALLBACK (save), dialog, G_CONNECT_SWAPPED);
  update_button (dialog);
  adw_dialog_present (dialog, parent);
}
