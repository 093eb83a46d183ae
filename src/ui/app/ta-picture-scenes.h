/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-window.h"

/** TaPictureScene: a page, and what to do on it before it is drawn. */
typedef struct
{
  const char *name;
  const char *page;
  const char *action;           /* (nullable): of the page or the window */
  void (*prepare) (TaWindow *); /* (nullable): what no action does */
  void (*then) (TaWindow *);    /* (nullable): what is done once that has come to rest */
} TaPictureScene;

/** What the pictures show, in their order; the last has no name. */
extern const TaPictureScene ta_picture_scenes[];
