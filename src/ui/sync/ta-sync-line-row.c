/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sync-line-row.h"

#include <glib/gi18n.h>

TaSyncAction
ta_sync_line_row_get_action (GtkWidget *button)
{
  return (TaSyncAction) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "action"));
}

static GtkWidget *
new_icon (const TaSyncLine *line)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (line->icon);

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, line->warning ? _ ("Warning") : "", -1);
  if (line->warning)
    gtk_widget_add_css_class (icon, "warning");
  return icon;
}

GtkWidget *
ta_sync_line_row_new (const TaSyncLine *line, GCallback clicked, gpointer data)
{
  GtkWidget *row = adw_action_row_new ();
  const char *label = ta_sync_action_label (line->action);
  GtkWidget *button;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), new_icon (line));
  if (label == NULL)
    return row;
  button = gtk_button_new_with_mnemonic (label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "action", GINT_TO_POINTER (line->action));
  g_signal_connect (button, "clicked", clicked, data);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}
