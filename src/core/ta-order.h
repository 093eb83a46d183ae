/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** How far behind the last, or before the first, a row is put: halved 32 times it is still a whole number. */
#define TA_ORDER_STEP (G_GINT64_CONSTANT (1) << 32)
/** How far from the minimum a new list begins: as many steps fit before it as nobody makes, and a million rows stay below 2^53. */
#define TA_ORDER_START (TA_ORDER_STEP << 20)

/** TaOrderRow: a row of a list that a person put in order. */
typedef struct
{
  const char *id; /* (transfer none): no two have the same; of two rows with one position the one with the smaller id (byte by byte) is first */
  gint64 position;
  gboolean placed; /* it has a position already */
} TaOrderRow;

/**
 * ta_order_arrange:
 * @rows: in the order that they shall have
 * @minimum: the least position that there may be: 0, or less
 *
 * Gives rows positions so that sorted by position, then id, they are in the order of the array. As few as possible get another one than they have: where
 * there is room, that is one for each row that was moved or added, so that two devices that move two rows at once both have their way. Such a row goes midway
 * between its neighbours, several of them at equal distances; at the ends of the list %TA_ORDER_STEP beyond what is there, or less where that is nearer to
 * what a position can be. Where there is no room between two rows, the fewest that make room are moved with it.
 *
 * The same comes of the same on every device. Positions that came from elsewhere may be anything that a gint64 can be.
 *
 * This is fractional indexing (Evan Wallace, “Realtime Editing of Ordered Sequences”, 2017), with fractions of fixed size: a whole number is a position
 * in units of 1/%TA_ORDER_STEP, and lists that were numbered 0, 1, 2, … are in order as they are.
 */
void ta_order_arrange (TaOrderRow *rows, gsize n_rows, gint64 minimum);
