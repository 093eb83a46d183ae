/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-application-dialog.h"

#include "ta-date-row.h"
#include "ta-form.h"
#include "ta-household-commands.h"

#include <glib/gi18n.h>

typedef struct
{
  TaContext *context; /* owned */
  AdwDialog *dialog;  /* borrowed, as are all below */
  GtkWidget *name;
  GtkWidget *address;
  GtkWidget *phone;
  GtkWidget *email;
  GtkWidget *date;
  GtkWidget *note;
  GtkWidget *accept;
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->context);
  g_free (form);
}

typedef struct
{
  GtkWidget *root;
  char *household;
} Show;

static void
on_saved (gboolean done, gpointer data)
{
  Show *show = data;
  g_autofree char *target = g_strconcat ("households/", show->household, NULL);

  if (done)
    gtk_widget_activate_action (show->root, "win.open", "s", target);
  g_object_unref (show->root);
  g_free (show->household);
  g_free (show);
}

static void
take_contact (TaHousehold *household, TaContactKind kind, GtkWidget *row)
{
  g_autofree char *value = ta_form_get_text (row);

  if (*value != '\0')
    g_ptr_array_add (household->contacts, ta_contact_point_new (kind, value));
}

static TaHousehold *
take_form (Form *form, const char *name, TaDate date)
{
  TaHousehold *household = ta_household_new (name);
  g_autofree char *address = ta_form_get_text (form->address);
  g_autofree char *note = ta_form_get_text (form->note);

  household->colour = ta_household_commands_free_colour (form->context);
  ta_set_text (&household->address, address);
  ta_set_text (&household->notes, note);
  take_contact (household, TA_CONTACT_PHONE, form->phone);
  take_contact (household, TA_CONTACT_EMAIL, form->email);
  ta_household_take_step (household, ta_household_commands_new_step (form->context, TA_STEP_APPLIED, date), NULL, -1);
  return household;
}

static void
on_accept (Form *form)
{
  g_autofree char *name = ta_form_get_text (form->name);
  TaDate date = ta_date_row_get_date (TA_DATE_ROW (form->date));
  gboolean happened = date != TA_DATE_NONE && date <= ta_context_get_today (form->context);
  g_autofree char *label = g_strdup_printf (_ ("Took down the application of %s"), name);
  TaHousehold *household;
  Show *show;

  if (!ta_form_mark (form->name, *name != '\0') || !ta_form_mark (form->date, happened))
    return;
  household = take_form (form, name, date);
  show = g_new0 (Show, 1);
  show->root = g_object_ref (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (form->dialog))));
  show->household = g_strdup (household->id);
  ta_household_commands_save (form->context, label, household, on_saved, show);
  adw_dialog_close (form->dialog);
}

static void
update (Form *form)
{
  g_autofree char *name = ta_form_get_text (form->name);

  gtk_widget_set_sensitive (form->accept, *name != '\0');
}

static void
build (Form *form, GtkWidget *page)
{
  GtkWidget *group = ta_form_add_group (page, NULL);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ ("People and everything else can be added later."));
  form->name = ta_form_add_row (group, ta_form_entry (_ ("Name of the household"), NULL));
  form->address = ta_form_add_row (group, ta_form_entry (_ ("Address"), NULL));
  form->phone = ta_form_add_row (group, ta_form_entry (_ ("Phone"), NULL));
  form->email = ta_form_add_row (group, ta_form_entry (_ ("E-mail"), NULL));
  form->date = ta_form_add_row (group, ta_date_row_new (_ ("Applied on")));
  ta_date_row_set_date (TA_DATE_ROW (form->date), ta_context_get_today (form->context));
  group = ta_form_add_group (page, NULL);
  form->note = ta_form_add_row (group, ta_form_text (_ ("Note"), NULL));
}

void
ta_application_dialog_present (TaContext *context, GtkWidget *parent)
{
  Form *form = g_new0 (Form, 1);
  GtkWidget *page = adw_preferences_page_new ();

  form->context = g_object_ref (context);
  build (form, page);
  form->dialog = ta_form_dialog (_ ("New Application"), _ ("_Add"), page, &form->accept);
  g_object_set_data_full (G_OBJECT (form->dialog), "form", form, form_free);
  g_signal_connect_swapped (form->accept, "clicked", G_CALLBACK (on_accept), form);
  g_signal_connect_swapped (form->name, "changed", G_CALLBACK (update), form);
  update (form);
  adw_dialog_set_focus (form->dialog, form->name);
  adw_dialog_present (form->dialog, parent);
}
