/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household.h"

#include <adwaita.h>

#define TA_TYPE_ALLERGY_ROWS (ta_allergy_rows_get_type ())
G_DECLARE_FINAL_TYPE (TaAllergyRows, ta_allergy_rows, TA, ALLERGY_ROWS, AdwPreferencesGroup)

/** TaAllergyRows: a person's allergens, each of the fourteen of the EU's list or one's own word, with how severe it is. */
GtkWidget *ta_allergy_rows_new (GPtrArray *allergies);

/**
 * Where health data is locked (@locked) nothing can be added, and how severe what is there is stays hidden. Once it is unlocked @allergies
 * (nullable) gives what was hidden; what somebody has chosen meanwhile stays.
 */
void ta_allergy_rows_set_locked (TaAllergyRows *rows, gboolean locked, GPtrArray *allergies);

/** Replaces what is in @allergies by what the rows say; the ids of those that stay are kept. */
void ta_allergy_rows_collect (TaAllergyRows *rows, GPtrArray *allergies);
