/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** Digits after the decimal sign in ISO 4217's minor unit of @currency: 2 for most, 0 for JPY, 3 for KWD. */
int ta_currency_digits (const char *currency);

/** What people write for @currency, "€"; the code itself where that is what they write. (transfer none) */
const char *ta_currency_sign (const char *currency);

/** Whether @currency is three capital letters. */
gboolean ta_currency_is_valid (const char *currency);

/** @minor in words of the locale with the currency's code or sign, "$ 1,250.00" or "UYU 1,250.00". (transfer full) */
char *ta_money_format (gint64 minor, const char *currency);

/** The amount alone with a point as decimal sign, no grouping: for files. (transfer full) */
char *ta_money_to_text (gint64 minor, const char *currency);

/**
 * ta_money_parse:
 *
 * Reads an amount as people type it: digits with the locale's or a point as decimal sign, grouping by the locale's sign or spaces,
 * the currency's code or sign before or behind. Refuses more decimals than the currency has, and overflow.
 */
gboolean ta_money_parse (const char *text, const char *currency, gint64 *minor);

/** Hundredths as a number in the locale: 850 → "8.5". (transfer full) */
char *ta_hundredths_format (gint64 hundredths);

/** What to choose the plural of such a number by: one with decimals has that of many. */
gulong ta_hundredths_plural (gint64 hundredths);

/** Hundredths for files: 850 → "8.5" with a point always. (transfer full) */
char *ta_hundredths_to_text (gint64 hundredths);

/** Reads "8", "8.5", "8,25" into hundredths; at most two decimals. */
gboolean ta_hundredths_parse (const char *text, gint64 *hundredths);
