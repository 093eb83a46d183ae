/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-photo-group.h"

#include "ta-photo-file.h"
#include "ta-tool-thumbnail.h"

#include <glib/gi18n.h>

struct _TaPhotoGroup
{
  AdwPreferencesGroup parent_instance;

  char *photo_dir;
  GCancellable *cancellable;
  GtkWidget *box;    /* borrowed */
  GPtrArray *photos; /* of TaPhoto: what is shown */
  GPtrArray *added;  /* of TaPhoto: what has been copied since */
  guint importing;
  gboolean kept;
};

G_DEFINE_FINAL_TYPE (TaPhotoGroup, ta_photo_group, ADW_TYPE_PREFERENCES_GROUP)

static guint failed_signal;

static void
on_remove_clicked (GtkWidget *button, TaPhotoGroup *self)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (button, GTK_TYPE_OVERLAY);

  g_ptr_array_remove (self->photos, g_object_get_data (G_OBJECT (overlay), "photo"));
  adw_wrap_box_remove (ADW_WRAP_BOX (self->box), overlay);
}

static GtkWidget *
new_remove_button (TaPhotoGroup *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_tooltip_text (button, _ ("Remove Photo"));
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 4);
  gtk_widget_set_margin_end (button, 4);
  gtk_widget_add_css_class (button, "osd");
  gtk_widget_add_css_class (button, "circular");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove_clicked), self, 0);
  return button;
}

/* Takes @photo. */
static void
show_photo (TaPhotoGroup *self, TaPhoto *photo)
{
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (photo->thumbnail, NULL);
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *picture = ta_tool_thumbnail_new (112);

  ta_tool_thumbnail_set_paintable (picture, GDK_PAINTABLE (texture));
  gtk_overlay_set_child (GTK_OVERLAY (overlay), picture);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), new_remove_button (self));
  g_object_set_data (G_OBJECT (overlay), "photo", photo);
  g_ptr_array_add (self->photos, photo);
  adw_wrap_box_append (ADW_WRAP_BOX (self->box), overlay);
}

static void
on_imported (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaPhotoGroup) self = data;
  g_autoptr (GError) error = NULL;
  TaPhoto *photo = ta_photo_file_import_finish (result, &error);

  self->importing--;
  if (photo != NULL)
    {
      g_ptr_array_add (self->added, ta_photo_copy (photo));
      show_photo (self, photo);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, failed_signal, 0, error->message);
}

void
ta_photo_group_add_file (TaPhotoGroup *self, GFile *file)
{
  g_return_if_fail (TA_IS_PHOTO_GROUP (self));
  self->importing++;
  ta_photo_file_import_async (file, self->photo_dir, self->cancellable, on_imported, g_object_ref (self));
}

static void
on_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaPhotoGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (object), result, &error);

  if (files == NULL && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    g_signal_emit (self, failed_signal, 0, error->message);
  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      ta_photo_group_add_file (self, file);
    }
}

static void
on_add_clicked (TaPhotoGroup *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_pixbuf_formats (filter);
  gtk_file_dialog_set_title (dialog, _ ("Add Photos"));
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open_multiple (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->cancellable, on_chosen, g_object_ref (self));
}

static gboolean
on_drop (TaPhotoGroup *self, const GValue *value, double x, double y)
{
  GSList *files = g_value_get_boxed (value);

  for (GSList *link = files; link != NULL; link = link->next)
    ta_photo_group_add_file (self, link->data);
  return files != NULL;
}

static void
ta_photo_group_dispose (GObject *object)
{
  g_cancellable_cancel (TA_PHOTO_GROUP (object)->cancellable);
  G_OBJECT_CLASS (ta_photo_group_parent_class)->dispose (object);
}

static void
ta_photo_group_finalize (GObject *object)
{
  TaPhotoGroup *self = TA_PHOTO_GROUP (object);

  for (guint i = 0; i < self->added->len && !self->kept; i++)
    ta_photo_file_discard (g_ptr_array_index (self->added, i), self->photo_dir);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->photo_dir, g_free);
  g_clear_pointer (&self->photos, g_ptr_array_unref);
  g_clear_pointer (&self->added, g_ptr_array_unref);
  G_OBJECT_CLASS (ta_photo_group_parent_class)->finalize (object);
}

static void
ta_photo_group_class_init (TaPhotoGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_photo_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_photo_group_finalize;
  failed_signal = g_signal_new ("failed", TA_TYPE_PHOTO_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ta_photo_group_init (TaPhotoGroup *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->cancellable = g_cancellable_new ();
  self->photos = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_photo_free);
  self->added = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_photo_free);
  self->box = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->box), 8);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->box), 8);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Photos"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _ ("Drop pictures here, or choose them. The first one stands in the list."));
  gtk_widget_set_tooltip_text (button, _ ("Add Photos"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->box);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_add_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
ta_photo_group_new (const char *photo_dir, GPtrArray *photos)
{
  TaPhotoGroup *self = g_object_new (TA_TYPE_PHOTO_GROUP, NULL);

  self->photo_dir = g_strdup (photo_dir);
  for (guint i = 0; i < photos->len; i++)
    show_photo (self, ta_photo_copy (g_ptr_array_index (photos, i)));
  return GTK_WIDGET (self);
}

gboolean
ta_photo_group_is_settled (TaPhotoGroup *self)
{
  g_return_val_if_fail (TA_IS_PHOTO_GROUP (self), TRUE);
  return self->importing == 0;
}

GPtrArray *
ta_photo_group_collect (TaPhotoGroup *self)
{
  GPtrArray *photos = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_photo_free);

  g_return_val_if_fail (TA_IS_PHOTO_GROUP (self), photos);
  for (guint i = 0; i < self->photos->len; i++)
    g_ptr_array_add (photos, ta_photo_copy (g_ptr_array_index (self->photos, i)));
  return photos;
}

void
ta_photo_group_keep (TaPhotoGroup *self)
{
  g_return_if_fail (TA_IS_PHOTO_GROUP (self));
  self->kept = TRUE;
}
