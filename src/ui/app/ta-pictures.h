/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-window.h"

/** TaPicturesRequest: what --pictures asks for. */
typedef struct
{
  char *folder;
  int width;
  int height;
  gboolean dark;
  int text_scale; /* percent */
  char *only;     /* (nullable): what the names of those begin with that are taken */
} TaPicturesRequest;

/** Gives the window its size and style before it is shown. */
void ta_pictures_prepare (TaWindow *window, const TaPicturesRequest *request);

/** Visits every page and dialog, writes a PNG of each into the folder, then quits the application. */
void ta_pictures_take (TaWindow *window, const TaPicturesRequest *request);

/** Draws the window as it is into a PNG. %FALSE where nothing has been drawn yet, or the file cannot be written. */
gboolean ta_pictures_save (GtkWidget *window, const char *path, GError **error);
