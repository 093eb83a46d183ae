/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-return-dialog.h"

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
  GtkWidget *date;
  GtkWidget *condition;
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
on_returned (const GError *error, gpointer data)
{
  g_autoptr (AdwDialog) dialog = data;
  Form *form = g_object_get_data (G_OBJECT (dialog), "form");

  gtk_widget_set_sensitive (form->accept, TRUE);
  if (error != NULL)
    ta_tool_form_say (form->banner, error->message);
  else
    adw_dialog_close (dialog);
}

static void
on_return (Form *form)
{
  g_autofree char *note = ta_form_get_text (form->note);

  if (!ta_tool_form_check_date (form->date, form->banner, _ ("Enter the day on which the tool came back.")))
    return;
  ta_tool_form_say (form->banner, NULL);
  gtk_widget_set_sensitive (form->accept, FALSE);
  ta_tool_commands_return (form->context, form->item, ta_date_row_get_date (TA_DATE_ROW (form->date)),
                           ta_code_word (ta_condition_codes, ta_form_get_code (form->condition)), note, on_returned, g_object_ref (form->dialog));
}

static void
build (Form *form, GtkWidget *page)
{
  const TaToolSummary *summary = ta_tool_item_get (form->item);
  g_autofree char *due = ta_date_format (summary->loan->due, TA_DATE_FULL);
  g_autofree char *about = g_markup_printf_escaped (_ ("Out with %s, due on %s"), summary->borrower_name, due);
  GtkWidget *group = ta_form_add_group (page, NULL);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), about);
  form->date = ta_form_add_row (group, ta_date_row_new (_ ("Came back")));
  form->condition = ta_form_add_row (group, ta_form_codes (_ ("Condition"), ta_condition_codes, (int) summary->tool->condition));
  form->note = ta_form_add_row (group, ta_form_entry (_ ("Note"), ""));
  ta_date_row_set_date (TA_DATE_ROW (form->date), ta_context_get_today (form->context));
}

void
ta_return_dialog_present (TaContext *context, TaToolItem *item, GtkWidget *parent)
{
  Form *form;
  GtkWidget *page;
  g_autofree char *title = ta_tool_item_dup_title (item);
  g_autofree char *heading = g_strdup_printf (_ ("Return %s"), title);

  if (!ta_tool_item_is_out (item))
    return;
  form = g_new0 (Form, 1);
  page = adw_preferences_page_new ();
  form->context = g_object_ref (context);
  form->item = g_object_ref (item);
  build (form, page);
  form->dialog = ta_form_dialog (heading, _ ("_Return"), page, &form->accept);
  form->banner = ta_tool_form_add_banner (form->dialog);
  gtk_widget_set_name (GTK_WIDGET (form->dialog), "return-dialog");
  gtk_widget_set_name (form->date, "return-date");
  gtk_widget_set_name (form->accept, "return-accept");
  g_object_set_data_full (G_OBJECT (form->dialog), "form", form, form_free);
  g_signal_connect_swapped (form->accept, "clicked", G_CALLBACK (on_return), form);
  adw_dialog_set_focus (form->dialog, form->date);
  adw_dialog_present (form->dialog, parent);
}
