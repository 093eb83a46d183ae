/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-tool-form.h"

#include "ta-form.h"

#include <glib/gi18n.h>

static GPtrArray *
new_ids (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

static const char *
selected_id (GtkWidget *row)
{
  GPtrArray *ids = g_object_get_data (G_OBJECT (row), "ids");
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  return selected < ids->len ? g_ptr_array_index (ids, selected) : NULL;
}

GtkWidget *
ta_tool_form_household (TaContext *context, const char *title, const char *nobody, const char *selected)
{
  GListModel *households = ta_context_get_households (context);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GPtrArray *ids = new_ids ();
  guint place = 0;
  GtkWidget *row;

  g_ptr_array_add (labels, (gpointer) nobody);
  g_ptr_array_add (ids, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);
      const char *id = ta_household_item_get_id (item);

      if (ta_household_item_get_status (item) == TA_STATUS_LEFT && g_strcmp0 (id, selected) != 0)
        continue;
      if (g_strcmp0 (id, selected) == 0)
        place = ids->len;
      g_ptr_array_add (labels, (gpointer) ta_household_item_get_name (item));
      g_ptr_array_add (ids, g_strdup (id));
    }
  row = ta_form_choice (title, labels, place);
  adw_combo_row_set_expression (ADW_COMBO_ROW (row), expression);
  adw_combo_row_set_search_match_mode (ADW_COMBO_ROW (row), GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  adw_combo_row_set_enable_search (ADW_COMBO_ROW (row), TRUE);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), place);
  g_object_set_data_full (G_OBJECT (row), "ids", ids, (GDestroyNotify) g_ptr_array_unref);
  return row;
}

const char *
ta_tool_form_get_household (GtkWidget *row)
{
  return selected_id (row);
}

static void
show_people (GtkWidget *row)
{
  TaContext *context = g_object_get_data (G_OBJECT (row), "context");
  GtkWidget *household_row = g_object_get_data (G_OBJECT (row), "household-row");
  TaHouseholdItem *item = ta_context_find_household (context, selected_id (household_row));
  GPtrArray *persons = item != NULL ? ta_household_item_get (item)->persons : NULL;
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  GPtrArray *ids = new_ids ();

  gtk_string_list_append (model, _ ("The whole household"));
  g_ptr_array_add (ids, NULL);
  for (guint i = 0; persons != NULL && i < persons->len; i++)
    {
      const TaPerson *person = g_ptr_array_index (persons, i);

      gtk_string_list_append (model, person->name);
      g_ptr_array_add (ids, g_strdup (person->id));
    }
  g_object_set_data_full (G_OBJECT (row), "ids", ids, (GDestroyNotify) g_ptr_array_unref);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  gtk_widget_set_sensitive (row, ids->len > 1);
}

GtkWidget *
ta_tool_form_person (TaContext *context, const char *title, GtkWidget *household_row)
{
  GtkWidget *row = g_object_new (ADW_TYPE_COMBO_ROW, "title", title, NULL);

  g_object_set_data_full (G_OBJECT (row), "context", g_object_ref (context), g_object_unref);
  g_object_set_data (G_OBJECT (row), "household-row", household_row);
  g_signal_connect_object (household_row, "notify::selected", G_CALLBACK (show_people), row, G_CONNECT_SWAPPED);
  show_people (row);
  return row;
}

const char *
ta_tool_form_get_person (GtkWidget *row)
{
  return selected_id (row);
}

GtkWidget *
ta_tool_form_add_banner (AdwDialog *dialog)
{
  GtkWidget *banner = adw_banner_new ("");

  adw_banner_set_use_markup (ADW_BANNER (banner), FALSE);
  gtk_widget_set_name (banner, "form-banner");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (adw_dialog_get_child (dialog)), banner);
  return banner;
}

void
ta_tool_form_say (GtkWidget *banner, const char *message)
{
  if (message != NULL)
    {
      adw_banner_set_title (ADW_BANNER (banner), message);
      gtk_accessible_announce (GTK_ACCESSIBLE (banner), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
    }
  adw_banner_set_revealed (ADW_BANNER (banner), message != NULL);
}

gboolean
ta_tool_form_check_date (GtkWidget *row, GtkWidget *banner, const char *message)
{
  gboolean valid = ta_date_row_get_date (TA_DATE_ROW (row)) != TA_DATE_NONE;

  if (!valid)
    ta_tool_form_say (banner, message);
  return ta_form_mark (row, valid);
}

/* ---- the outline -------------------------------------------------------------------------------------------------------------------- */

gpointer
ta_tool_form_new (gsize size, TaContext *context, TaToolItem *item)
{
  TaToolForm *form = g_malloc0 (size);

  form->context = g_object_ref (context);
  form->item = g_object_ref (item);
  return form;
}

static void
form_free (gpointer data)
{
  TaToolForm *form = data;

  g_object_unref (form->context);
  g_object_unref (form->item);
  g_free (form);
}

static void
update_accept (TaToolForm *form)
{
  gtk_widget_set_sensitive (form->accept, form->household == NULL || ta_tool_form_get_household (form->household) != NULL);
}

static void
show_title (TaToolForm *form, const char *title)
{
  g_autofree char *tool = ta_tool_item_dup_title (form->item);
  GtkWidget *header = gtk_widget_get_ancestor (form->accept, ADW_TYPE_HEADER_BAR);

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new (title, tool));
}

void
ta_tool_form_present (TaToolForm *form, const char *title, const char *action_label, GtkWidget *page, GCallback accept, GtkWidget *focus, GtkWidget *parent)
{
  form->dialog = ta_form_dialog (title, action_label, page, &form->accept);
  form->banner = ta_tool_form_add_banner (form->dialog);
  show_title (form, title);
  g_object_set_data_full (G_OBJECT (form->dialog), "form", form, form_free);
  g_signal_connect_swapped (form->accept, "clicked", accept, form);
  if (form->household != NULL)
    g_signal_connect_swapped (form->household, "notify::selected", G_CALLBACK (update_accept), form);
  update_accept (form);
  adw_dialog_set_focus (form->dialog, focus);
  adw_dialog_present (form->dialog, parent);
}

gpointer
ta_tool_form_start (TaToolForm *form)
{
  ta_tool_form_say (form->banner, NULL);
  gtk_widget_set_sensitive (form->accept, FALSE);
  return g_object_ref (form->dialog);
}

void
ta_tool_form_done (const GError *error, gpointer data)
{
  g_autoptr (AdwDialog) dialog = data;
  TaToolForm *form = g_object_get_data (G_OBJECT (dialog), "form");

  update_accept (form);
  if (error != NULL)
    ta_tool_form_say (form->banner, error->message);
  else
    adw_dialog_close (dialog);
}
