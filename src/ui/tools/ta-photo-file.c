/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-photo-file.h"

#include "ta-id.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>

/* A picture of more pixels than any camera's is not unpacked into memory. */
#define MAX_PIXELS (G_GINT64_CONSTANT (200) * 1000 * 1000)

typedef struct
{
  GFile *file;
  char *photo_dir;
  int size;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->file);
  g_free (job->photo_dir);
  g_free (job);
}

static gboolean
set_unreadable (GFile *file, const char *reason, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("“%s” cannot be read as a picture: %s"), name, reason);
  return FALSE;
}

/* Looks at the header alone. */
static gboolean
check_dimensions (GFile *file, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  int width = 0, height = 0;

  if (path == NULL)
    return set_unreadable (file, _ ("it is not on this computer"), error);
  if (gdk_pixbuf_get_file_info (path, &width, &height) == NULL)
    return set_unreadable (file, _ ("its kind is not known"), error);
  if ((gint64) width * height > MAX_PIXELS)
    return set_unreadable (file, _ ("it is too large"), error);
  return TRUE;
}

/* Small and as one looks at it: cameras write how they were held beside the pixels. */
static GdkPixbuf *
read_upright (GFile *file, int size, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GError) reason = NULL;
  int width = 0, height = 0;

  if (!check_dimensions (file, error))
    return NULL;
  gdk_pixbuf_get_file_info (path, &width, &height);
  if (MAX (width, height) > size)
    pixbuf = gdk_pixbuf_new_from_file_at_scale (path, size, size, TRUE, &reason);
  else
    pixbuf = gdk_pixbuf_new_from_file (path, &reason);
  if (pixbuf == NULL)
    {
      set_unreadable (file, reason->message, error);
      return NULL;
    }
  return gdk_pixbuf_apply_embedded_orientation (pixbuf);
}

static GBytes *
make_thumbnail (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf = read_upright (file, TA_THUMBNAIL_SIZE, cancellable, error);
  char *buffer = NULL;
  gsize length = 0;
  gboolean saved;

  if (pixbuf == NULL)
    return NULL;
  if (gdk_pixbuf_get_has_alpha (pixbuf))
    saved = gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, "png", error, NULL);
  else
    saved = gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, "jpeg", error, "quality", "85", NULL);
  return saved ? g_bytes_new_take (buffer, length) : NULL;
}

static char *
fresh_name (GFile *file)
{
  g_autofree char *id = ta_id_new ();
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *ending = g_ascii_strdown (strrchr (base, '.') != NULL ? strrchr (base, '.') : "", -1);

  return g_strconcat (id, strlen (ending) <= 6 ? ending : "", NULL);
}

static void
import (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GFile) folder = g_file_new_for_path (job->photo_dir);
  g_autofree char *name = fresh_name (job->file);
  g_autoptr (GFile) copy = g_file_get_child (folder, name);
  g_autoptr (GBytes) thumbnail = NULL;
  GError *error = NULL;

  thumbnail = make_thumbnail (job->file, cancellable, &error);
  if (thumbnail != NULL)
    {
      g_mkdir_with_parents (job->photo_dir, 0700);
      g_file_copy (job->file, copy, G_FILE_COPY_TARGET_DEFAULT_PERMS, cancellable, NULL, NULL, &error);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, ta_photo_new (name, thumbnail), (GDestroyNotify) ta_photo_free);
}

void
ta_photo_file_import_async (GFile *file, const char *photo_dir, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->file = g_object_ref (file);
  job->photo_dir = g_strdup (photo_dir);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, import);
}

TaPhoto *
ta_photo_file_import_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_discarded (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!g_file_delete_finish (G_FILE (object), result, &error))
    g_info ("The copy of a photo that was not kept stays: %s", error->message);
}

void
ta_photo_file_discard (const TaPhoto *photo, const char *photo_dir)
{
  g_autoptr (GFile) file = g_file_new_build_filename (photo_dir, photo->file, NULL);

  g_file_delete_async (file, G_PRIORITY_LOW, NULL, on_discarded, NULL);
}

static GdkTexture *
new_texture (GdkPixbuf *pixbuf)
{
  g_autoptr (GBytes) bytes = gdk_pixbuf_read_pixel_bytes (pixbuf);

  return gdk_memory_texture_new (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                                 gdk_pixbuf_get_has_alpha (pixbuf) ? GDK_MEMORY_R8G8B8A8 : GDK_MEMORY_R8G8B8, bytes, (gsize) gdk_pixbuf_get_rowstride (pixbuf));
}

/* A photo that another computer took in came from the hub without its original. */
static gboolean
check_is_here (GFile *file, GError **error)
{
  if (g_file_query_exists (file, NULL))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("This is a small copy. The photo itself is on the computer on which it was added."));
  return FALSE;
}

static void
load (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = check_is_here (job->file, &error) ? read_upright (job->file, job->size, cancellable, &error) : NULL;

  if (pixbuf == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, new_texture (pixbuf), g_object_unref);
}

void
ta_photo_file_load_async (const char *photo_dir, const char *name, int size, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->file = g_file_new_build_filename (photo_dir, name, NULL);
  job->size = size;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, load);
}

GdkTexture *
ta_photo_file_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
