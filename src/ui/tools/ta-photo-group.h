/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-tool.h"

#include <adwaita.h>

#define TA_TYPE_PHOTO_GROUP (ta_photo_group_get_type ())
G_DECLARE_FINAL_TYPE (TaPhotoGroup, ta_photo_group, TA, PHOTO_GROUP, AdwPreferencesGroup)

/**
 * TaPhotoGroup:
 *
 * The photos of a tool in a form: chosen from a file, dropped on it, or taken away. Copies of photos that are not kept (see
 * ta_photo_group_keep()) are deleted with it. Emits "failed" (string message) for a file that is no picture.
 */
GtkWidget *ta_photo_group_new (const char *photo_dir, GPtrArray *photos);

/** Starts to take over a picture. */
void ta_photo_group_add_file (TaPhotoGroup *group, GFile *file);

/** Whether no picture is being taken over. */
gboolean ta_photo_group_is_settled (TaPhotoGroup *group);

/** (transfer full): copies, of TaPhoto in order */
GPtrArray *ta_photo_group_collect (TaPhotoGroup *group);

/** What it holds has been saved. */
void ta_photo_group_keep (TaPhotoGroup *group);
