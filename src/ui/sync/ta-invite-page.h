/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-store.h"

#include <adwaita.h>

/** Makes an invitation for one more computer and shows it, as a link to copy and as a code to scan. */
AdwNavigationPage *ta_invite_page_new (TaStore *store);
