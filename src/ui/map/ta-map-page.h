/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-page.h"

#define TA_TYPE_MAP_PAGE (ta_map_page_get_type ())
G_DECLARE_FINAL_TYPE (TaMapPage, ta_map_page, TA, MAP_PAGE, TaPage)

/** TaMapPage: the streets with every household, and the same list beside it. */
