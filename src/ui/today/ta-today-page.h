/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-page.h"

#define TA_TYPE_TODAY_PAGE (ta_today_page_get_type ())
G_DECLARE_FINAL_TYPE (TaTodayPage, ta_today_page, TA, TODAY_PAGE, TaPage)

/** TaTodayPage: what needs a person today: who cooks, who is away, what needs cover, which tools are due. */
