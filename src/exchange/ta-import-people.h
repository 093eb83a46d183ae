/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household.h"

/* What import and export share of the columns that hold lists; not for the other layers. */

/* Whether @person is known by number only: "Adult 2". */
gboolean ta_import_is_placeholder (const TaPerson *person);

/* "milk:intolerance (a note); peanuts:anaphylaxis". (transfer full) */
char *ta_import_allergies_to_text (GPtrArray *allergies, gboolean health);
