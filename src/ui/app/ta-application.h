/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-store.h"

#include <adwaita.h>

#define TA_TYPE_APPLICATION (ta_application_get_type ())
G_DECLARE_FINAL_TYPE (TaApplication, ta_application, TA, APPLICATION, AdwApplication)

TaApplication *ta_application_new (void);

/** Closes what is open and shows the database @path instead, made where @create says so and it is not there. */
void ta_application_open (TaApplication *application, const char *path, gboolean create);

/** Opens the practice pod in a database of its own, which is made at first; @anew: thrown away and made again. */
void ta_application_open_practice (TaApplication *application, gboolean anew);

/** Shows what is open in @store already, and remembers it as the one to open next time. */
void ta_application_show (TaApplication *application, TaStore *store);
