/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-recovery-sheet.h"
#include "ta-seal-private.h"

/* The first byte; two with the length of everything follow. */
#define TA_RECOVERY_VERSION 1
/* A line without its number and dashes. */
#define TA_RECOVERY_DATA_LENGTH 20

/**
 * Sets the two letters at the end of @line from its @number and the letters before them, as a Reed-Solomon code over 32 elements
 * does: any two wrong letters of a line are found for certain, so are two that changed places and a line at the wrong place.
 */
void ta_recovery_line_finish (char *line, guint number);
/** Whether those two letters are what they should be; the letters must be of the alphabet. */
gboolean ta_recovery_line_is_right (const char *line, guint number);

/** Reads the lines that a person typed; %NULL where one is not right, or missing. @line as ta_recovery_sheet_parse(). (transfer full) */
TaSecret *ta_recovery_text_parse (const char *text, guint *line, GError **error);
/** How many lines @size bytes take. */
guint ta_recovery_count_lines (gsize size);
