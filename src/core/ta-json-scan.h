/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

/*
 * JSON read where it stands, without a tree: for texts of which there are thousands and of which it is known what should be in them. Strict: nothing is read
 * that RFC 8259 does not allow.
 */

/** How deep lists and objects may lie in each other in what is passed over. */
#define TA_JSON_SCAN_MAX_DEPTH 64

/** TaJsonScan: where reading has come. The text is UTF-8, which the caller has checked, and not ended by a zero. */
typedef struct
{
  const char *at;
  const char *end;
  gboolean spaced; /* white space was skipped */
} TaJsonScan;

/** TaJsonText: a string as it stands in the text, between its quotes. */
typedef struct
{
  const char *start;
  gsize length;
  gboolean escaped; /* there are backslashes in it */
} TaJsonText;

/** As ta_json_scan_peek(), where there may be white space. */
char ta_json_scan_peek_behind (TaJsonScan *scan);

/** What comes next, behind white space; it is not skipped. 0: nothing */
static inline char
ta_json_scan_peek (TaJsonScan *scan)
{
  return scan->at < scan->end && (guchar) *scan->at > ' ' ? *scan->at : ta_json_scan_peek_behind (scan);
}

/** Skips white space, and @c where that comes next. Returns: whether it came */
static inline gboolean
ta_json_scan_take (TaJsonScan *scan, char c)
{
  if (ta_json_scan_peek (scan) != c)
    return FALSE;
  scan->at++;
  return TRUE;
}

/** Skips a word: true, false or null. Returns: whether it came */
gboolean ta_json_scan_word (TaJsonScan *scan, const char *word);
/** Reads a string. %FALSE: none comes, or not a whole one */
gboolean ta_json_scan_text (TaJsonScan *scan, TaJsonText *text);
/** Reads a whole number that a gint64 can hold. %FALSE: none comes; then nothing is skipped */
gboolean ta_json_scan_integer (TaJsonScan *scan, gint64 *number);
/** Reads a number that is finite. %FALSE: none comes */
gboolean ta_json_scan_real (TaJsonScan *scan, double *number);
/** Passes over whatever value comes. @value: (out): where it stands. %FALSE: it is not whole, or too deep */
gboolean ta_json_scan_skip (TaJsonScan *scan, TaJsonText *value);

/**
 * ta_json_scan_next:
 * @first: (inout): set to %TRUE before the first call, behind the opening bracket
 *
 * Goes to the next element of a list, or member of an object, that is closed by @close.
 *
 * Returns: 1: there is one; 0: it is over, and @close was skipped; -1: neither
 */
int ta_json_scan_next (TaJsonScan *scan, char close, gboolean *first);

/** What a string says; %NULL where an escape is none, or stands for a zero or half a character. (transfer full) (nullable) */
char *ta_json_text_dup (const TaJsonText *text);
/** As ta_json_text_is(), of one with escapes. */
gboolean ta_json_text_says (const TaJsonText *text, const char *plain);

/** Whether a string says @plain, which has no characters that need an escape. */
static inline gboolean
ta_json_text_is (const TaJsonText *text, const char *plain)
{
  if (text->escaped)
    return ta_json_text_says (text, plain);
  return text->length == strlen (plain) && memcmp (text->start, plain, text->length) == 0;
}
