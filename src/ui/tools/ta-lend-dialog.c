/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-lend-dialog.h"

#include "ta-form.h"
#include "ta-tool-commands.h"
#include "ta-tool-form.h"

#include <glib/gi18n.h>

typedef struct
{
  TaContext *context; /* owned */
  TaToolItem *item;   /* owned */
  AdwDialog *dialog;  /* borrowed, as are all below */
  GtkWidget *lend;
  GtkWidget *banner;
  GtkWidget *household;
  GtkWidget *person;
  GtkWidget *out;
  GtkWidget *due;
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
update_lend (Form *form)
{
  gtk_widget_set_sensitive (form->lend, ta_tool_form_get_household (form->household) != NULL);
}

static void
on_lent (const GError *error, gpointer data)
{
  g_autoptr (AdwDialog) dialog = data;
  Form *form = g_object_get_data (G_OBJECT (dialog), "form");

  update_lend (form);
  if (error != NULL)
    ta_tool_form_say (form->banner, error->message);
  else
    adw_dialog_close (dialog);
}

static void
on_lend (Form *form)
{
  g_autofree char *note = ta_form_get_text (form->note);
  TaLoan *loan;

  if (!ta_tool_form_check_date (form->out, form->banner, _ ("Enter the day on which the tool goes out.")) || !ta_tool_form_check_date (form->due, form->banner, _ ("Enter the day on which the tool is due.")))
    return;
  loan = ta_loan_new (ta_tool_item_get_id (form->item), ta_tool_form_get_household (form->household),
                      ta_date_row_get_date (TA_DATE_ROW (form->out)), ta_date_row_get_date (TA_DATE_ROW (form->due)));
  loan->person = g_strdup (ta_tool_form_get_person (form->person));
  ta_set_text (&loan->condition_out, ta_code_word (ta_condition_codes, ta_form_get_code (form->condition)));
  ta_set_text (&loan->note, note);
  ta_tool_form_say (form->banner, NULL);
  gtk_widget_set_sensitive (form->lend, FALSE);
  ta_tool_commands_lend (form->context, form->item, loan, on_lent, g_object_ref (form->dialog));
}

static void
build (Form *form, GtkWidget *page)
{
  TaDate today = ta_context_get_today (form->context);
  const TaCollective *collective = ta_context_get_collective (form->context);
  GtkWidget *group = ta_form_add_group (page, NULL);

  form->household = ta_form_add_row (group, ta_tool_form_household (form->context, _ ("Household"), _ ("Choose a Household"), NULL));
  form->person = ta_form_add_row (group, ta_tool_form_person (form->context, _ ("Person"), form->household));
  group = ta_form_add_group (page, NULL);
  form->out = ta_form_add_row (group, ta_date_row_new (_ ("Goes out")));
  form->due = ta_form_add_row (group, ta_date_row_new (_ ("Due back")));
  group = ta_form_add_group (page, NULL);
  form->condition = ta_form_add_row (group, ta_form_codes (_ ("Condition"), ta_condition_codes, (int) ta_tool_item_get (form->item)->tool->condition));
  form->note = ta_form_add_row (group, ta_form_entry (_ ("Note"), ""));
  ta_date_row_set_date (TA_DATE_ROW (form->out), today);
  ta_date_row_set_date (TA_DATE_ROW (form->due), today + (collective != NULL ? collective->loan_days : 14));
}

void
ta_lend_dialog_present (TaContext *context, TaToolItem *item, GtkWidget *parent)
{
  Form *form = g_new0 (Form, 1);
  GtkWidget *page = adw_preferences_page_new ();
  g_autofree char *title = ta_tool_item_dup_title (item);
  g_autofree char *heading = g_strdup_printf (_ ("Lend %s"), title);

  form->context = g_object_ref (context);
  form->item = g_object_ref (item);
  build (form, page);
  form->dialog = ta_form_dialog (heading, _ ("_Lend"), page, &form->lend);
  form->banner = ta_tool_form_add_banner (form->dialog);
  gtk_widget_set_name (GTK_WIDGET (form->dialog), "lend-dialog");
  gtk_widget_set_name (form->household, "lend-household");
  gtk_widget_set_name (form->due, "lend-due");
  gtk_widget_set_name (form->lend, "lend-accept");
  g_object_set_data_full (G_OBJECT (form->dialog), "form", form, form_free);
  g_signal_connect_swapped (form->lend, "clicked", G_CALLBACK (on_lend), form);
  g_signal_connect_swapped (form->household, "notify::selected", G_CALLBACK (update_lend), form);
  update_lend (form);
  adw_dialog_set_focus (form->dialog, form->household);
  adw_dialog_present (form->dialog, parent);
}
