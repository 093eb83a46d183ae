/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/**
 * ta_removal_dialog_present:
 * @household: its id
 * @person: (nullable): the id of one of its people; %NULL: the whole household
 * @form: (nullable): a dialog that is about them, and is closed with them
 *
 * Says what comes of it that somebody is removed, and does it when it is wished: it cannot be undone.
 */
void ta_removal_dialog_present (TaContext *context, const char *household, const char *person, GtkWidget *parent, AdwDialog *form);
