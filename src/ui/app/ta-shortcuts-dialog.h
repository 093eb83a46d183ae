/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/** All keys, page by page,. */
AdwDialog *ta_shortcuts_dialog_new (void);
