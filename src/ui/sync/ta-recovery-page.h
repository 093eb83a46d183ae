/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** The pod's recovery sheet: its lines, the code to scan, and a button that prints them. */
AdwNavigationPage *ta_recovery_page_new (TaContext *context);
