/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sync-line-row.h"

#include "ta-sentence-row.h"

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
  GtkWidget *row = ta_sentence_row_new (line->text, NULL);
  const char *label = ta_sync_action_label (line->action);
  GtkWidget *button;

  ta_sentence_row_set_prefix (row, new_icon (line));
  if (label == NULL)
    return row;
  button = gtk_button_new_with_mnemonic (label);
  g_object_set_data (G_OBJECT (button), "action", GINT_TO_POINTER (line->action));
  g_signal_connect (button, "clicked", clicked, data);
  ta_sentence_row_add (row, button);
  return row;
}
