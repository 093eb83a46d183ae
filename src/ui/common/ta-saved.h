/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/**
 * ta_saved_finish:
 * @file: what g_file_replace_contents_async() or its like was called for
 *
 * Returns: (transfer full): a sentence for the person: that it was saved, or why not
 */
char *ta_saved_finish (GFile *file, GAsyncResult *result);

/** The same, said in a toast over @overlay. */
void ta_saved_toast (AdwToastOverlay *overlay, GFile *file, GAsyncResult *result);
