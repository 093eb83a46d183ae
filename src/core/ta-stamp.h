/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** How far ahead of the own clock a stamp may be; one of a clock that is further off would win for ever. Milliseconds: seven days. */
#define TA_STAMP_TOLERANCE_MS (G_GINT64_CONSTANT (7) * 24 * 60 * 60 * 1000)

/** Length of a stamp as text, without the zero. */
#define TA_STAMP_TEXT_LENGTH 34

/**
 * TaStamp:
 *
 * When and where a value was given: a hybrid logical clock (Kulkarni and others, 2014). Stamps are ordered by milliseconds, then by
 * counter, then by device; of two values the one with the larger stamp stands. All zero: never.
 */
typedef struct
{
  gint64 ms;       /* since 1970; at most 2^47 */
  guint32 counter; /* of what happened in the same millisecond; at most 65535 */
  guint64 device;
} TaStamp;

int ta_stamp_compare (const TaStamp *a, const TaStamp *b);
gboolean ta_stamp_is_set (const TaStamp *stamp);
/** The later of the two. */
TaStamp ta_stamp_max (TaStamp a, TaStamp b);

/** Writes "<12 hex ms>.<4 hex counter>.<16 hex device>" in lower case: as text stamps sort as they compare. */
void ta_stamp_to_text (const TaStamp *stamp, char text[TA_STAMP_TEXT_LENGTH + 1]);
char *ta_stamp_dup_text (const TaStamp *stamp);
/** Whether @text was a whole stamp, and nothing else. */
gboolean ta_stamp_parse (const char *text, TaStamp *stamp);

/** TaStampClock: what a device gives its stamps by. Kept in the database, so that it never goes back. */
typedef struct
{
  TaStamp last; /* the largest given or seen; its device is not used */
  guint64 device;
} TaStampClock;

/** A stamp later than all that were given or seen, and not before @now_ms (milliseconds since 1970). */
TaStamp ta_stamp_clock_tick (TaStampClock *clock, gint64 now_ms);

/**
 * ta_stamp_clock_receive:
 *
 * Takes note of a stamp of another device.
 *
 * Returns: %FALSE where it is more than %TA_STAMP_TOLERANCE_MS after @now_ms: then it is not taken note of
 */
gboolean ta_stamp_clock_receive (TaStampClock *clock, const TaStamp *stamp, gint64 now_ms);
