/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-preferences-dialog.h"

#include "ta-form.h"
#include "ta-health-group.h"
#include "ta-reminder-rows.h"

#include <glib/gi18n.h>

static void
on_name_changed (GtkWidget *row, TaContext *context)
{
  g_autofree char *name = ta_form_get_text (row);

  ta_store_set_actor (ta_context_get_store (context), *name != '\0' ? name : g_get_real_name ());
}

static void
show_map_file (GSettings *settings, const char *key, AdwActionRow *row)
{
  g_autofree char *path = g_settings_get_string (settings, "map-file");
  g_autofree char *name = *path != '\0' ? g_path_get_basename (path) : g_strdup (_ ("The map that came with Turnabout"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (row, name);
}

/* Only where another map than the shipped one is chosen is there one to go back to. */
static void
show_reset (GSettings *settings, const char *key, GtkWidget *button)
{
  g_autofree char *path = g_settings_get_string (settings, "map-file");

  gtk_widget_set_visible (button, *path != '\0');
}

static void
on_map_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GSettings) settings = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file != NULL)
    g_settings_set_string (settings, "map-file", g_file_peek_path (file));
}

static void
on_choose_map (GtkWidget *row, GSettings *settings)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _ ("Map files (MBTiles)"));
  gtk_file_filter_add_suffix (filter, "mbtiles");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Choose a Map File"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (row)), NULL, on_map_chosen, g_object_ref (settings));
}

static void
on_reset_map (GtkWidget *button, GSettings *settings)
{
  g_settings_reset (settings, "map-file");
}

static GtkWidget *
map_row (GSettings *settings)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *reset = gtk_button_new_from_icon_name ("edit-undo-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Map file"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (reset, _ ("Use the Map That Came With Turnabout"));
  gtk_widget_set_valign (reset, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (reset, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), reset);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_choose_map), settings, G_CONNECT_DEFAULT);
  g_signal_connect_object (reset, "clicked", G_CALLBACK (on_reset_map), settings, G_CONNECT_DEFAULT);
  g_signal_connect_object (settings, "changed::map-file", G_CALLBACK (show_map_file), row, G_CONNECT_DEFAULT);
  g_signal_connect_object (settings, "changed::map-file", G_CALLBACK (show_reset), reset, G_CONNECT_DEFAULT);
  show_map_file (settings, "map-file", ADW_ACTION_ROW (row));
  show_reset (settings, "map-file", reset);
  return row;
}

static GtkWidget *
name_row (TaContext *context, GSettings *settings)
{
  GtkWidget *row = ta_form_entry (_ ("Your name in the history"), NULL);

  g_settings_bind (settings, "actor", row, "text", G_SETTINGS_BIND_DEFAULT);
  if (context != NULL)
    g_signal_connect_object (row, "changed", G_CALLBACK (on_name_changed), context, G_CONNECT_DEFAULT);
  return row;
}

AdwDialog *
ta_preferences_dialog_new (TaContext *context, GSettings *settings)
{
  AdwDialog *dialog = adw_preferences_dialog_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = settings != NULL ? ta_form_add_group (page, NULL) : NULL;

  if (group != NULL)
    {
      ta_form_add_row (group, name_row (context, settings));
      ta_form_add_row (group, map_row (settings));
    }
  if (settings != NULL)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (ta_reminder_rows_new (context, settings)));
  if (context != NULL)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (ta_health_group_new (context)));
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (dialog), ADW_PREFERENCES_PAGE (page));
  return dialog;
}
