/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** The largest file that is read, in bytes. */
#define TA_TEXT_MAX_BYTES (64 * 1024 * 1024)

typedef enum
{
  TA_TEXT_UTF8,
  TA_TEXT_UTF16_LE,
  TA_TEXT_UTF16_BE,
  TA_TEXT_WINDOWS_1252 /* and so ISO 8859-1, of which it is a superset in all printable characters */
} TaTextEncoding;

/** The name by which people know the encoding; never translated. */
const char *ta_text_encoding_get_name (TaTextEncoding encoding);

/**
 * ta_text_decode:
 * @raw: the bytes of a text file, at most %TA_TEXT_MAX_BYTES
 * @encoding: (out) (optional): what they were
 * @error: TA_EXCHANGE_ERROR_TOO_LARGE or TA_EXCHANGE_ERROR_NOT_TEXT
 *
 * Turns the bytes of a text file into UTF-8. A byte order mark decides; without one, text whose every other byte is zero is UTF-16,
 * text that is valid UTF-8 is that, and everything else is Windows-1252. NUL characters are kept: what reads the text can say where
 * they stand. Spreadsheets and archives are told from text and refused.
 *
 * Returns: (transfer full): UTF-8 without a byte order mark, not terminated; %NULL with @error set
 */
GBytes *ta_text_decode (GBytes *raw, TaTextEncoding *encoding, GError **error);
