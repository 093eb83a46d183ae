/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-tool-thumbnail.h"

struct _TaToolThumbnail
{
  AdwBin parent_instance;

  GtkWidget *picture; /* borrowed */
  GtkWidget *symbol;  /* borrowed */
  GtkWidget *stack;   /* borrowed */
};

G_DEFINE_FINAL_TYPE (TaToolThumbnail, ta_tool_thumbnail, ADW_TYPE_BIN)

static void
ta_tool_thumbnail_class_init (TaToolThumbnailClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ta_tool_thumbnail_init (TaToolThumbnail *self)
{
  self->stack = gtk_stack_new ();
  self->picture = gtk_picture_new ();
  self->symbol = gtk_image_new_from_icon_name ("ta-tool-symbolic");
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_COVER);
  gtk_widget_add_css_class (self->symbol, "dim-label");
  gtk_stack_add_child (GTK_STACK (self->stack), self->symbol);
  gtk_stack_add_child (GTK_STACK (self->stack), self->picture);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "tool-thumbnail");
  adw_bin_set_child (ADW_BIN (self), self->stack);
}

GtkWidget *
ta_tool_thumbnail_new (int size)
{
  TaToolThumbnail *self = g_object_new (TA_TYPE_TOOL_THUMBNAIL, NULL);

  gtk_widget_set_size_request (GTK_WIDGET (self), size, size);
  return GTK_WIDGET (self);
}

void
ta_tool_thumbnail_set_paintable (TaToolThumbnail *self, GdkPaintable *paintable)
{
  g_return_if_fail (TA_IS_TOOL_THUMBNAIL (self));
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), paintable);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), paintable != NULL ? self->picture : self->symbol);
}
