/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-tool-thumbnail.h"

#define SYMBOL_SIZE 16

GtkWidget *
ta_tool_thumbnail_new (int size)
{
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_set_size_request (image, size, size);
  gtk_widget_set_overflow (image, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_valign (image, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (image, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (image, "tool-thumbnail");
  ta_tool_thumbnail_set_paintable (image, NULL);
  return image;
}

void
ta_tool_thumbnail_set_paintable (GtkWidget *thumbnail, GdkPaintable *paintable)
{
  int width;

  g_return_if_fail (GTK_IS_IMAGE (thumbnail));
  if (paintable == NULL && gtk_image_get_storage_type (GTK_IMAGE (thumbnail)) == GTK_IMAGE_ICON_NAME)
    return;
  gtk_widget_get_size_request (thumbnail, &width, NULL);
  gtk_image_set_pixel_size (GTK_IMAGE (thumbnail), paintable != NULL ? width : SYMBOL_SIZE);
  if (paintable != NULL)
    {
      gtk_image_set_from_paintable (GTK_IMAGE (thumbnail), paintable);
      gtk_widget_remove_css_class (thumbnail, "dim-label");
    }
  else
    {
      gtk_image_set_from_icon_name (GTK_IMAGE (thumbnail), "ta-tool-symbolic");
      gtk_widget_add_css_class (thumbnail, "dim-label");
    }
}
