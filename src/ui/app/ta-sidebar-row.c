/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sidebar-row.h"

#include <glib/gi18n.h>

/* More is shown as "99+": the round stays one. */
#define COUNT_MAX 99

struct _TaSidebarRow
{
  GtkListBoxRow parent_instance;

  const TaPageInfo *info;
  GtkWidget *count; /* borrowed */
};

G_DEFINE_FINAL_TYPE (TaSidebarRow, ta_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
ta_sidebar_row_class_init (TaSidebarRowClass *klass)
{
}

static void
ta_sidebar_row_init (TaSidebarRow *self)
{
  self->count = gtk_label_new (NULL);
  gtk_widget_set_visible (self->count, FALSE);
  gtk_widget_set_valign (self->count, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->count, "sidebar-count");
  gtk_widget_add_css_class (self->count, "numeric");
}

GtkWidget *
ta_sidebar_row_new (const TaPageInfo *info, guint number)
{
  TaSidebarRow *self = g_object_new (TA_TYPE_SIDEBAR_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (info->title));
  g_autofree char *shortcut = g_strdup_printf ("Alt+%u", number);

  self->info = info;
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_size_request (box, -1, 24);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (info->icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (info->title),
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, shortcut, -1);
  return GTK_WIDGET (self);
}

const TaPageInfo *
ta_sidebar_row_get_info (TaSidebarRow *self)
{
  g_return_val_if_fail (TA_IS_SIDEBAR_ROW (self), NULL);
  return self->info;
}

void
ta_sidebar_row_set_count (TaSidebarRow *self, guint count, const char *sentence)
{
  g_autofree char *text = count > COUNT_MAX ? g_strdup_printf ("%d+", COUNT_MAX) : g_strdup_printf ("%u", count);

  g_return_if_fail (TA_IS_SIDEBAR_ROW (self));
  gtk_label_set_text (GTK_LABEL (self->count), text);
  gtk_widget_set_visible (self->count, count > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), count > 0 ? sentence : NULL);
  if (count > 0 && sentence != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}
