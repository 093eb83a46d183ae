/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-page.h"

#define TA_TYPE_HOUSEHOLDS_PAGE (ta_households_page_get_type ())
G_DECLARE_FINAL_TYPE (TaHouseholdsPage, ta_households_page, TA, HOUSEHOLDS_PAGE, TaPage)

/** TaHouseholdsPage: the list of households, and one of them whole. */
