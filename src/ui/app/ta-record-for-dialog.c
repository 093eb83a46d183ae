/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-record-for-dialog.h"

#include "ta-form.h"

#include <glib/gi18n.h>

typedef struct
{
  TaContext *context; /* owned */
  AdwDialog *dialog;
  GtkWidget *household;
  GtkWidget *source;
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->context);
  g_free (form);
}

static void
on_accept (Form *form)
{
  static const TaSource sources[] = { TA_SOURCE_PHONE, TA_SOURCE_PAPER, TA_SOURCE_SCREEN };
  guint index = adw_combo_row_get_selected (ADW_COMBO_ROW (form->household));
  guint source = adw_combo_row_get_selected (ADW_COMBO_ROW (form->source));
  g_autoptr (TaHouseholdItem) item = g_list_model_get_item (ta_context_get_households (form->context), index);

  if (item != NULL && source < G_N_ELEMENTS (sources))
    ta_context_set_origin (form->context, ta_household_item_get_name (item), sources[source]);
  adw_dialog_close (form->dialog);
}

static GtkWidget *
household_row (TaContext *context)
{
  GtkExpression *name = gtk_property_expression_new (TA_TYPE_HOUSEHOLD_ITEM, NULL, "name");
  GtkWidget *row = g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("Household"), "model", ta_context_get_households (context),
                                 "expression", name, "enable-search", TRUE, NULL);

  gtk_expression_unref (name);
  return row;
}

static GtkWidget *
source_row (void)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  g_ptr_array_add (labels, (gpointer) _ ("By phone"));
  g_ptr_array_add (labels, (gpointer) _ ("On paper"));
  g_ptr_array_add (labels, (gpointer) _ ("In person"));
  return ta_form_choice (_ ("How it came in"), labels, 0);
}

void
ta_record_for_dialog_present (TaContext *context, GtkWidget *parent)
{
  Form *form = g_new0 (Form, 1);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *accept;

  form->context = g_object_ref (context);
  form->household = household_row (context);
  form->source = source_row ();
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("The history will show both names: who asked for it, and who entered it."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), form->household);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), form->source);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  form->dialog = ta_form_dialog (_ ("Record for Others"), _ ("_Begin"), page, &accept);
  g_object_set_data_full (G_OBJECT (form->dialog), "form", form, form_free);
  g_signal_connect_swapped (accept, "clicked", G_CALLBACK (on_accept), form);
  adw_dialog_present (form->dialog, parent);
}
