/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-tool.h"

#include <gdk/gdk.h>

/** The longer side of a thumbnail, in pixels. */
#define TA_THUMBNAIL_SIZE 256

/**
 * ta_photo_file_import_async:
 * @file: a picture
 * @photo_dir: where originals are kept; made where it is not there yet
 *
 * Copies the picture into @photo_dir under a fresh name, as it is, and makes an upright thumbnail of it, on a thread of its own.
 * ta_photo_file_import_finish() gives the photo, or a sentence that says why it cannot be taken.
 */
void ta_photo_file_import_async (GFile *file, const char *photo_dir, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TaPhoto *ta_photo_file_import_finish (GAsyncResult *result, GError **error);

/** Deletes the copy of a photo that was not kept. */
void ta_photo_file_discard (const TaPhoto *photo, const char *photo_dir);

/**
 * ta_photo_file_load_async:
 * @size: the longer side, in pixels, at most
 *
 * Reads an original of @photo_dir, upright and no larger than @size, on a thread of its own. Where it cannot, ta_photo_file_load_finish() says why in
 * a sentence for a person: %G_IO_ERROR_NOT_FOUND where it is on another computer.
 */
void ta_photo_file_load_async (const char *photo_dir, const char *name, int size, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GdkTexture *ta_photo_file_load_finish (GAsyncResult *result, GError **error);
