/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-history.h"

/** What a field of the database is called: "Address" for "address". Translated; the field itself where it has no name. (transfer none) */
const char *ta_history_field_label (const char *field);

/** A value as a person reads it: dates, amounts and words of the program in the locale. @value (nullable). (transfer full) */
char *ta_history_value_format (const TaFieldChange *change, const char *value, const char *currency);

/** "Household Pereira", "Turn of 4 Dec 2026": what a change is about. (transfer full) */
char *ta_history_subject_format (const TaFieldChange *change);

/** "Ana for Kim, by phone": who did it and how it came in; (transfer full), empty where that is not known. */
char *ta_history_origin_format (const TaHistoryEntry *entry);
