/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-page.h"

#define TA_TYPE_ROTA_PAGE (ta_rota_page_get_type ())
G_DECLARE_FINAL_TYPE (TaRotaPage, ta_rota_page, TA, ROTA_PAGE, TaPage)
