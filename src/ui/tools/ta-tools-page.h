/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-page.h"

#define TA_TYPE_TOOLS_PAGE (ta_tools_page_get_type ())
G_DECLARE_FINAL_TYPE (TaToolsPage, ta_tools_page, TA, TOOLS_PAGE, TaPage)

/** TaToolsPage: the inventory, and one tool whole. */
