/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-page.h"

#include "ta-history-page.h"
#include "ta-households-page.h"
#include "ta-map-page.h"
#include "ta-rota-page.h"
#include "ta-today-page.h"
#include "ta-tools-page.h"

#include <glib/gi18n.h>

const TaPageInfo ta_pages[] = {
  { "today", N_ ("Today"), "ta-today-symbolic", ta_today_page_get_type },
  { "rota", N_ ("Rota"), "ta-rota-symbolic", ta_rota_page_get_type },
  { "map", N_ ("Map"), "ta-map-symbolic", ta_map_page_get_type },
  { "households", N_ ("Households"), "ta-household-symbolic", ta_households_page_get_type },
  { "tools", N_ ("Tools"), "ta-tool-symbolic", ta_tools_page_get_type },
  { "history", N_ ("History"), "ta-history-symbolic", ta_history_page_get_type },
  { NULL, NULL, NULL, NULL }
};
