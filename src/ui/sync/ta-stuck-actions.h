/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-sync-notice-table.h"

#include <adwaita.h>

/* What is done with one document that does not get to the hub, or from it. */

/**
 * ta_stuck_actions_export:
 * @stuck: of a document that is here
 *
 * Says that what is saved can be read by everybody who has the file, asks where to, and saves it as readable JSON.
 */
void ta_stuck_actions_export (TaContext *context, const TaSyncStuck *stuck, AdwToastOverlay *overlay);

/** Whether what does not get to the hub has a page of its own, where it can be mended. */
gboolean ta_stuck_actions_can_open (const TaSyncStuck *stuck);
/** Shows it there. The dialogs of the window that @from is in are closed. */
void ta_stuck_actions_open (const TaSyncStuck *stuck, GtkWidget *from);

/**
 * ta_stuck_actions_delete:
 * @name: of what is damaged on the hub, and is not here
 * @done: called with @object once it is not there any more, unless that is gone by then
 *
 * Asks, and deletes it on the hub. What does not work is said by @context.
 */
void ta_stuck_actions_delete (TaContext *context, const char *name, GtkWidget *parent, void (*done) (gpointer object), gpointer object);
