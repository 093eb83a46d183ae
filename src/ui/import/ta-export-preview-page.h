/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-export.h"

#include <adwaita.h>

/**
 * A page that shows a list as it is going to be saved, to the letter, with a button that saves exactly that. How it went is said in @overlay.
 */
AdwNavigationPage *ta_export_preview_page_new (TaContext *context, TaImportKind kind, TaVisibilityScope audience, TaExportFlags flags, AdwToastOverlay *overlay);
