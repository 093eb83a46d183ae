/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-map-row.h"

#include "ta-household-row.h"

#include <glib/gi18n.h>

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *row = ta_household_row_new ();
  GtkWidget *place = gtk_button_new_with_label (_ ("Place…"));

  gtk_widget_set_hexpand (row, TRUE);
  gtk_widget_set_valign (place, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (place), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (place), "map.place");
  gtk_box_append (GTK_BOX (box), row);
  gtk_box_append (GTK_BOX (box), place);
  gtk_list_item_set_child (list_item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  TaHouseholdItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *place = gtk_widget_get_last_child (box);
  g_autofree char *label = g_strdup_printf (_ ("Place %s on the map"), ta_household_item_get_name (item));

  ta_household_row_set_item (TA_HOUSEHOLD_ROW (gtk_widget_get_first_child (box)), item);
  gtk_widget_set_visible (place, !ta_household_item_get (item)->place.set);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (place), "s", ta_household_item_get_id (item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (place), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_list_item_set_accessible_label (list_item, ta_household_item_get_name (item));
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  ta_household_row_set_item (TA_HOUSEHOLD_ROW (gtk_widget_get_first_child (gtk_list_item_get_child (list_item))), NULL);
}

GtkListItemFactory *
ta_map_row_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  return factory;
}

static void
on_header_setup (GtkSignalListItemFactory *factory, GtkListHeader *header, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_start (label, 6);
  gtk_list_header_set_child (header, label);
}

static void
on_header_bind (GtkSignalListItemFactory *factory, GtkListHeader *header, gpointer data)
{
  TaHouseholdItem *item = gtk_list_header_get_item (header);

  gtk_label_set_text (GTK_LABEL (gtk_list_header_get_child (header)), ta_household_item_get (item)->place.set ? _ ("On the map") : _ ("Not on the map"));
}

GtkListItemFactory *
ta_map_row_header_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_header_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_header_bind), NULL);
  return factory;
}
