/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** The calendar server: its address, user and password, and whose calendar it gets. What is entered is tried before it is kept. */
AdwNavigationPage *ta_caldav_page_new (TaContext *context);
