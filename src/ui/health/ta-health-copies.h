/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/*
 * The copies that were made before migrations: they are of an older format, in which health data cannot be sealed. Where there are any, they are
 * named with their date, and can be deleted with the lock that is turned on.
 */

/** A group for a page of preferences, which stays out of sight as long as there are none. */
GtkWidget *ta_health_copies_new (TaContext *context);
/** Whether they shall be deleted. */
gboolean ta_health_copies_are_unwanted (GtkWidget *copies);
/** Deletes them. What goes wrong is said by @context. */
void ta_health_copies_delete (TaContext *context);
