/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household.h"

#include <adwaita.h>

#define TA_TYPE_PERSON_ROWS (ta_person_rows_get_type ())
G_DECLARE_FINAL_TYPE (TaPersonRows, ta_person_rows, TA, PERSON_ROWS, AdwBin)

/**
 * TaPersonRows:
 *
 * A list to write down the people of a household quickly: a name, adult or child, a date of birth; Enter in the last name begins
 * another line. Lines without a name are ignored.
 */
GtkWidget *ta_person_rows_new (void);

/** Appends the people to @household. %FALSE where a date was not understood (it is marked). */
gboolean ta_person_rows_collect (TaPersonRows *rows, TaHousehold *household);
