/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-order.h"

#include <string.h>

#define NONE G_MAXSIZE

typedef struct
{
  TaOrderRow *rows;
  gsize n_rows;
  gint64 minimum;
  gint64 *steps;  /* of each row: how many of the rows up to it must have a larger position than the one before, since their ids are not in order */
  gboolean *kept; /* of each row: whether it keeps its position */
} Order;

static void
order_clear (Order *order)
{
  g_free (order->steps);
  g_free (order->kept);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Order, order_clear)

static gboolean
is_arranged (const TaOrderRow *rows, gsize n_rows, gint64 minimum)
{
  for (gsize i = 0; i < n_rows; i++)
    if (!rows[i].placed || rows[i].position < minimum
        || (i > 0 && (rows[i].position < rows[i - 1].position || (rows[i].position == rows[i - 1].position && strcmp (rows[i].id, rows[i - 1].id) <= 0))))
      return FALSE;
  return TRUE;
}

static gint64 *
count_steps (const TaOrderRow *rows, gsize n_rows)
{
  gint64 *steps = g_new0 (gint64, n_rows);

  for (gsize i = 1; i < n_rows; i++)
    steps[i] = steps[i - 1] + (strcmp (rows[i].id, rows[i - 1].id) <= 0);
  return steps;
}

/* Which rows keep their positions ------------------------------------------------------------------------------------------------------- */

/* Whether a row can keep its position as far as the ends go: those before it and behind it have room. */
static gboolean
may_stay (const Order *order, gsize i)
{
  const TaOrderRow *row = &order->rows[i];

  return row->placed && row->position >= order->minimum + order->steps[i] && row->position <= G_MAXINT64 - (order->steps[order->n_rows - 1] - order->steps[i]);
}

/*
 * Two rows can both keep theirs if the distance is at least the number of steps between them, that is if this does not fall from the one to the other. So
 * the most that can stay are a longest sequence in which it does not fall.
 */
static gint64
level (const Order *order, gsize i)
{
  return order->rows[i].position - order->steps[i];
}

/* @ends: where the best sequence of each length ends; how many of those @i can follow */
static gsize
count_followed (const Order *order, const gsize *ends, gsize n_ends, gsize i)
{
  gsize low = 0, high = n_ends;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (level (order, ends[middle]) <= level (order, i))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
choose_kept (Order *order)
{
  g_autofree gsize *ends = g_new (gsize, order->n_rows);
  g_autofree gsize *before = g_new (gsize, order->n_rows);
  gsize n_ends = 0;

  for (gsize i = 0; i < order->n_rows; i++)
    {
      gsize length = may_stay (order, i) ? count_followed (order, ends, n_ends, i) : NONE;

      if (length == NONE)
        continue;
      before[i] = length > 0 ? ends[length - 1] : NONE;
      ends[length] = i;
      n_ends = MAX (n_ends, length + 1);
    }
  for (gsize i = n_ends > 0 ? ends[n_ends - 1] : NONE; i != NONE; i = before[i])
    order->kept[i] = TRUE;
}

/* Where the others go --------------------------------------------------------------------------------------------------------------------- */

/* There is a position for each, since those that stay have left room, though neighbours may have to share one. */
static void
place_tightly (Order *order, gsize from, gsize until)
{
  gsize last = until < order->n_rows ? until : order->n_rows - 1;
  gint64 end = until < order->n_rows ? order->rows[until].position : G_MAXINT64;

  for (gsize i = from; i < until; i++)
    {
      gint64 most = end - (order->steps[last] - order->steps[i]);
      gint64 before = i > 0 ? order->rows[i - 1].position : 0;

      order->rows[i].position = i == 0 ? order->minimum : before < most ? before + 1
                                                                        : most;
    }
}

/* The distance of two positions can be more than a gint64. */
static guint64
distance (gint64 from, gint64 until)
{
  return (guint64) until - (guint64) from;
}

static void
place_between (Order *order, gsize from, gsize until)
{
  gint64 start = order->rows[from - 1].position;
  guint64 room = distance (start, order->rows[until].position);
  guint64 parts = until - from + 1;

  if (room < parts)
    place_tightly (order, from, until);
  else
    for (gsize i = from; i < until; i++)
      order->rows[i].position = (gint64) ((guint64) start + room / parts * (i - from + 1) + room % parts * (i - from + 1) / parts);
}

static void
place_behind (Order *order, gsize from)
{
  gint64 start = order->rows[from - 1].position;
  gint64 step = (gint64) MIN ((guint64) TA_ORDER_STEP, distance (start, G_MAXINT64) / (order->n_rows - from));

  if (step == 0)
    place_tightly (order, from, order->n_rows);
  else
    for (gsize i = from; i < order->n_rows; i++)
      order->rows[i].position = order->rows[i - 1].position + step;
}

static void
place_before (Order *order, gsize until)
{
  gint64 step = (gint64) MIN ((guint64) TA_ORDER_STEP, distance (order->minimum, order->rows[until].position) / (until + 1));

  if (step == 0)
    place_tightly (order, 0, until);
  else
    for (gsize i = until; i > 0; i--)
      order->rows[i - 1].position = order->rows[i].position - step;
}

static void
place_all (Order *order)
{
  gint64 first = MAX (0, order->minimum + TA_ORDER_START);

  for (gsize i = 0; i < order->n_rows; i++)
    order->rows[i].position = first + (gint64) i * TA_ORDER_STEP;
}

/* @from is not kept, and is the first that is not. Returns: behind the last of them */
static gsize
place_from (Order *order, gsize from)
{
  gsize until = from;

  while (until < order->n_rows && !order->kept[until])
    until++;
  if (from == 0 && until == order->n_rows)
    place_all (order);
  else if (from == 0)
    place_before (order, until);
  else if (until == order->n_rows)
    place_behind (order, from);
  else
    place_between (order, from, until);
  return until;
}

void
ta_order_arrange (TaOrderRow *rows, gsize n_rows, gint64 minimum)
{
  g_auto (Order) order = { rows, n_rows, minimum, NULL, NULL };

  g_return_if_fail (minimum <= 0);
  if (is_arranged (rows, n_rows, minimum))
    return;
  order.steps = count_steps (rows, n_rows);
  order.kept = g_new0 (gboolean, n_rows);
  choose_kept (&order);
  for (gsize i = 0; i < n_rows;)
    i = order.kept[i] ? i + 1 : place_from (&order, i);
  for (gsize i = 0; i < n_rows; i++)
    rows[i].placed = TRUE;
}
