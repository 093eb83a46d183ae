/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-household-row.h"

#include "ta-household-badge.h"

#include <glib/gi18n.h>

struct _TaHouseholdRow
{
  GtkBox parent_instance;

  TaHouseholdItem *item; /* owned, nullable */
  GtkWidget *badge;      /* borrowed, as are all below */
  GtkWidget *name;
  GtkWidget *address;
  GtkWidget *status;
};

G_DEFINE_FINAL_TYPE (TaHouseholdRow, ta_household_row, GTK_TYPE_BOX)

static void
show (TaHouseholdRow *self)
{
  const TaHousehold *household = ta_household_item_get (self->item);
  int days = ta_household_item_get_waiting_days (self->item);
  g_autofree char *waiting = days >= 0 ? g_strdup_printf (ngettext ("Waiting for %d day", "Waiting for %d days", (gulong) days), days) : NULL;
  g_autofree char *caption = waiting != NULL && *household->address != '\0' ? g_strdup_printf ("%s · %s", waiting, household->address)
                                                                            : g_strdup (waiting != NULL ? waiting : household->address);

  gtk_label_set_text (GTK_LABEL (self->name), household->name);
  gtk_label_set_text (GTK_LABEL (self->address), caption);
  gtk_widget_set_visible (self->address, *caption != '\0');
  gtk_label_set_text (GTK_LABEL (self->status), ta_household_item_get_standing (self->item));
}

static void
ta_household_row_dispose (GObject *object)
{
  ta_household_row_set_item (TA_HOUSEHOLD_ROW (object), NULL);
  G_OBJECT_CLASS (ta_household_row_parent_class)->dispose (object);
}

static void
ta_household_row_class_init (TaHouseholdRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_household_row_dispose;
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
ta_household_row_init (TaHouseholdRow *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 6);
  self->badge = ta_household_badge_new (32);
  self->name = new_label (NULL);
  self->address = new_label ("caption");
  gtk_widget_add_css_class (self->address, "dim-label");
  self->status = new_label ("status-pill");
  gtk_label_set_ellipsize (GTK_LABEL (self->status), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_valign (self->status, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), self->name);
  gtk_box_append (GTK_BOX (texts), self->address);
  gtk_box_append (GTK_BOX (self), self->badge);
  gtk_box_append (GTK_BOX (self), texts);
  gtk_box_append (GTK_BOX (self), self->status);
}

GtkWidget *
ta_household_row_new (void)
{
  return g_object_new (TA_TYPE_HOUSEHOLD_ROW, NULL);
}

void
ta_household_row_set_item (TaHouseholdRow *self, TaHouseholdItem *item)
{
  g_return_if_fail (TA_IS_HOUSEHOLD_ROW (self));
  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (self->badge), item);
  g_signal_connect_object (item, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
