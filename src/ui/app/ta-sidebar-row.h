/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-page.h"

#define TA_TYPE_SIDEBAR_ROW (ta_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (TaSidebarRow, ta_sidebar_row, TA, SIDEBAR_ROW, GtkListBoxRow)

/** TaSidebarRow: a page in the sidebar. @number: from 1 on, the key that goes there with Alt. */
GtkWidget *ta_sidebar_row_new (const TaPageInfo *info, guint number);

const TaPageInfo *ta_sidebar_row_get_info (TaSidebarRow *row);

/** Shows in a round how much waits on the page; nothing for 0. @sentence (nullable) says what it is that waits, for the tooltip and the screen reader. */
void ta_sidebar_row_set_count (TaSidebarRow *row, guint count, const char *sentence);
