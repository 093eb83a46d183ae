/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-reserve-dialog.h"

#include "ta-form.h"
#include "ta-tool-commands.h"
#include "ta-tool-form.h"

#include <glib/gi18n.h>

typedef struct
{
  TaContext *context; /* owned */
  TaToolItem *item;   /* owned */
  AdwDialog *dialog;  /* borrowed, as are all below */
  GtkWidget *accept;
  GtkWidget *banner;
  GtkWidget *household;
  GtkWidget *from;
  GtkWidget *last;
  GtkWidget *note;
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->context);
  g_object_unref (form->item);
  g_free (form);
}

static void
update_accept (Form *form)
{
  gtk_widget_set_sensitive (form->accept, ta_tool_form_get_household (form->household) != NULL);
}

static void
on_reserved (const GError *error, gpointer data)
{
  g_autoptr (AdwDialog) dialog = data;
  Form *form = g_object_get_data (G_OBJECT (dialog), "form");

  update_accept (form);
  if (error != NULL)
    ta_tool_form_say (form->banner, error->message);
  else
    adw_dialog_close (dialog);
}

static void
on_reserve (Form *form)
{
  g_autofree char *note = ta_form_get_text (form->note);
  TaReservation *reservation;

  if (!ta_tool_form_check_date (form->from, form->banner, _ ("Enter the first day of the reservation.")) || !ta_tool_form_check_date (form->last, form->banner, _ ("Enter the last day of the reservation.")))
    return;
  /* People say the last day they have it; a range ends before the day it names. */
  reservation = ta_reservation_new (ta_tool_item_get_id (form->item), ta_tool_form_get_household (form->household),
                                    ta_date_row_get_date (TA_DATE_ROW (form->from)), ta_date_row_get_date (TA_DATE_ROW (form->last)) + 1);
  ta_set_text (&reservation->note, note);
  ta_tool_form_say (form->banner, NULL);
  gtk_widget_set_sensitive (form->accept, FALSE);
  ta_tool_commands_reserve (form->context, form->item, reservation, on_reserved, g_object_ref (form->dialog));
}

static void
build (Form *form, GtkWidget *page)
{
  TaDate today = ta_context_get_today (form->context);
  const TaLoan *loan = ta_tool_item_get (form->item)->loan;
  TaDate first = loan != NULL && loan->due >= today ? loan->due + 1 : today;
  GtkWidget *group = ta_form_add_group (page, NULL);

  form->household = ta_form_add_row (group, ta_tool_form_household (form->context, _ ("Household"), _ ("Choose a Household"), NULL));
  group = ta_form_add_group (page, NULL);
  form->from = ta_form_add_row (group, ta_date_row_new (_ ("First day")));
  form->last = ta_form_add_row (group, ta_date_row_new (_ ("Last day")));
  group = ta_form_add_group (page, NULL);
  form->note = ta_form_add_row (group, ta_form_entry (_ ("Note"), ""));
  ta_date_row_set_date (TA_DATE_ROW (form->from), first);
  ta_date_row_set_date (TA_DATE_ROW (form->last), first + 1);
}

void
ta_reserve_dialog_present (TaContext *context, TaToolItem *item, GtkWidget *parent)
{
  Form *form = g_new0 (Form, 1);
  GtkWidget *page = adw_preferences_page_new ();
  g_autofree char *title = ta_tool_item_dup_title (item);
  g_autofree char *heading = g_strdup_printf (_ ("Reserve %s"), title);

  form->context = g_object_ref (context);
  form->item = g_object_ref (item);
  build (form, page);
  form->dialog = ta_form_dialog (heading, _ ("_Reserve"), page, &form->accept);
  form->banner = ta_tool_form_add_banner (form->dialog);
  gtk_widget_set_name (GTK_WIDGET (form->dialog), "reserve-dialog");
  gtk_widget_set_name (form->household, "reserve-household");
  gtk_widget_set_name (form->accept, "reserve-accept");
  g_object_set_data_full (G_OBJECT (form->dialog), "form", form, form_free);
  g_signal_connect_swapped (form->accept, "clicked", G_CALLBACK (on_reserve), form);
  g_signal_connect_swapped (form->household, "notify::selected", G_CALLBACK (update_accept), form);
  update_accept (form);
  adw_dialog_set_focus (form->dialog, form->household);
  adw_dialog_present (form->dialog, parent);
}
