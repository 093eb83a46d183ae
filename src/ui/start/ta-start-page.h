/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#define TA_TYPE_START_PAGE (ta_start_page_get_type ())
G_DECLARE_FINAL_TYPE (TaStartPage, ta_start_page, TA, START_PAGE, AdwBin)

/** TaStartPage: the first start: start a pod, open the practice pod, import. */
GtkWidget *ta_start_page_new (void);
