/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** Edits a person of @item (@person: id), or adds one (%NULL): name, birth, guardian, diets, allergies with their severity. */
void ta_person_dialog_present (TaContext *context, TaHouseholdItem *item, const char *person, GtkWidget *parent);
