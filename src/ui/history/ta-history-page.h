/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-page.h"

#define TA_TYPE_HISTORY_PAGE (ta_history_page_get_type ())
G_DECLARE_FINAL_TYPE (TaHistoryPage, ta_history_page, TA, HISTORY_PAGE, TaPage)

/** TaHistoryPage: who changed what when; each entry unfolds and can be undone alone. */
