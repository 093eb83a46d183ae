/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-mbtiles-source.h"

struct _TaMbtilesSource
{
  ShumateDataSource parent_instance;

  TaMbtiles *mbtiles;
};

G_DEFINE_FINAL_TYPE (TaMbtilesSource, ta_mbtiles_source, SHUMATE_TYPE_DATA_SOURCE)

typedef struct
{
  TaMbtiles *mbtiles;
  int zoom;
  int x;
  int y;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  ta_mbtiles_unref (request->mbtiles);
  g_free (request);
}

static void
read_tile (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;
  GBytes *tile = ta_mbtiles_read (request->mbtiles, request->zoom, request->x, request->y, &error);

  if (tile != NULL)
    g_task_return_pointer (task, tile, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
get_tile_data_async (ShumateDataSource *source, int x, int y, int zoom_level, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->mbtiles = ta_mbtiles_ref (TA_MBTILES_SOURCE (source)->mbtiles);
  request->zoom = zoom_level;
  request->x = x;
  request->y = y;
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, read_tile);
}

static GBytes *
get_tile_data_finish (ShumateDataSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ta_mbtiles_source_finalize (GObject *object)
{
  g_clear_pointer (&TA_MBTILES_SOURCE (object)->mbtiles, ta_mbtiles_unref);
  G_OBJECT_CLASS (ta_mbtiles_source_parent_class)->finalize (object);
}

static void
ta_mbtiles_source_class_init (TaMbtilesSourceClass *klass)
{
  ShumateDataSourceClass *source_class = SHUMATE_DATA_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ta_mbtiles_source_finalize;
  source_class->get_tile_data_async = get_tile_data_async;
  source_class->get_tile_data_finish = get_tile_data_finish;
}

static void
ta_mbtiles_source_init (TaMbtilesSource *self)
{
}

ShumateDataSource *
ta_mbtiles_source_new (TaMbtiles *mbtiles)
{
  TaMbtilesSource *self = g_object_new (TA_TYPE_MBTILES_SOURCE, NULL);

  self->mbtiles = ta_mbtiles_ref (mbtiles);
  shumate_data_source_set_min_zoom_level (SHUMATE_DATA_SOURCE (self), (guint) ta_mbtiles_get_min_zoom (mbtiles));
  shumate_data_source_set_max_zoom_level (SHUMATE_DATA_SOURCE (self), (guint) ta_mbtiles_get_max_zoom (mbtiles));
  return SHUMATE_DATA_SOURCE (self);
}
