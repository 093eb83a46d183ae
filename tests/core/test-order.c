/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-order.h"

#include <string.h>

/* No minimum. */
#define LEAST G_MININT64

static TaOrderRow
row (const char *id)
{
  return (TaOrderRow) { g_intern_string (id), 0, FALSE };
}

static TaOrderRow
placed (const char *id, gint64 position)
{
  return (TaOrderRow) { g_intern_string (id), position, TRUE };
}

static int
compare (const TaOrderRow *a, const TaOrderRow *b)
{
  return a->position != b->position ? (a->position > b->position) - (a->position < b->position) : strcmp (a->id, b->id);
}

/* Arranges, asserts that sorting gives that order, and returns how many have another position than before. */
static guint
arrange (TaOrderRow *rows, gsize n_rows, gint64 minimum)
{
  g_autofree TaOrderRow *before = g_memdup2 (rows, n_rows * sizeof *rows);
  guint changed = 0;

  ta_order_arrange (rows, n_rows, minimum);
  for (gsize i = 0; i < n_rows; i++)
    {
      g_assert_true (rows[i].placed);
      g_assert_cmpstr (rows[i].id, ==, before[i].id);
      g_assert_cmpint (rows[i].position, >=, minimum);
      if (i > 0)
        g_assert_cmpint (compare (&rows[i - 1], &rows[i]), <, 0);
      changed += !before[i].placed || before[i].position != rows[i].position;
    }
  return changed;
}

static void
move (TaOrderRow *rows, gsize from, gsize to)
{
  TaOrderRow moved = rows[from];

  if (from < to)
    memmove (&rows[from], &rows[from + 1], (to - from) * sizeof *rows);
  else
    memmove (&rows[to + 1], &rows[to], (from - to) * sizeof *rows);
  rows[to] = moved;
}

/* What a person does ---------------------------------------------------------------------------------------------------------------------- */

static void
test_new (void)
{
  TaOrderRow rows[] = { row ("c"), row ("a"), row ("b") };
  TaOrderRow bounded[] = { row ("c"), row ("a") };

  ta_order_arrange (NULL, 0, 0);
  g_assert_cmpuint (arrange (rows, 3, LEAST), ==, 3);
  g_assert_cmpint (rows[0].position, ==, 0);
  g_assert_cmpint (rows[2].position, ==, 2 * TA_ORDER_STEP);
  /* There must be room before the first. */
  g_assert_cmpuint (arrange (bounded, 2, 0), ==, 2);
  g_assert_cmpint (bounded[0].position, ==, TA_ORDER_START);
}

static void
test_ends (void)
{
  TaOrderRow rows[] = { row ("new"), placed ("a", 7), placed ("b", 9), row ("last") };
  TaOrderRow bounded[] = { row ("x"), row ("y"), placed ("a", 30) };

  g_assert_cmpuint (arrange (rows, 4, LEAST), ==, 2);
  g_assert_cmpint (rows[0].position, ==, 7 - TA_ORDER_STEP);
  g_assert_cmpint (rows[3].position, ==, 9 + TA_ORDER_STEP);
  g_assert_cmpuint (arrange (bounded, 3, 0), ==, 2);
  g_assert_cmpint (bounded[0].position, ==, 10);
  g_assert_cmpint (bounded[1].position, ==, 20);
}

static void
test_midway (void)
{
  TaOrderRow rows[] = { placed ("a", 100), row ("z"), placed ("b", 200), row ("y"), row ("x"), row ("w"), placed ("c", 300) };

  g_assert_cmpuint (arrange (rows, 7, LEAST), ==, 4);
  g_assert_cmpint (rows[1].position, ==, 150);
  g_assert_cmpint (rows[3].position, ==, 225);
  g_assert_cmpint (rows[4].position, ==, 250);
  g_assert_cmpint (rows[5].position, ==, 275);
}

static void
test_unchanged (void)
{
  TaOrderRow rows[] = { placed ("b", G_MININT64), placed ("a", 3), placed ("b", 3), placed ("c", 3), placed ("a", 4), placed ("z", G_MAXINT64) };

  g_assert_cmpuint (arrange (rows, G_N_ELEMENTS (rows), LEAST), ==, 0);
}

/* Where the rest has room, a row that is moved is the only one that is changed, wherever it comes from and goes. */
static void
test_move_is_one (void)
{
  for (gsize from = 0; from < 9; from++)
    for (gsize to = 0; to < 9; to++)
      {
        const char *ids[] = { "q", "w", "e", "r", "t", "z", "u", "i", "o" };
        TaOrderRow rows[9];
        TaOrderRow moved;

        for (gsize i = 0; i < 9; i++)
          rows[i] = row (ids[i]);
        ta_order_arrange (rows, 9, 0);
        moved = rows[from];
        move (rows, from, to);
        g_assert_cmpuint (arrange (rows, 9, 0), ==, from != to);
        /* Of two neighbours that change places either may have been moved. */
        if (from > to + 1 || to > from + 1)
          g_assert_cmpint (rows[to].position, !=, moved.position);
      }
}

/* What the first versions wrote. To an end, and between rows that were made one after the other, there is room even there. */
static void
test_dense (void)
{
  TaOrderRow front[] = { placed ("d", 3), placed ("a", 0), placed ("b", 1), placed ("c", 2) };
  TaOrderRow end[] = { placed ("b", 1), placed ("c", 2), placed ("d", 3), placed ("a", 0) };
  TaOrderRow middle[] = { placed ("a", 0), placed ("d", 3), placed ("b", 1), placed ("c", 2), placed ("e", 4) };
  TaOrderRow turned[] = { placed ("e", 4), placed ("c", 2), placed ("d", 3), placed ("b", 1), placed ("a", 0) };

  g_assert_cmpuint (arrange (front, 4, LEAST), ==, 1);
  g_assert_cmpuint (arrange (end, 4, LEAST), ==, 1);
  g_assert_cmpuint (arrange (middle, 5, LEAST), ==, 1);
  g_assert_cmpuint (arrange (turned, 5, LEAST), ==, 3);
}

/* Two rows of one position whose ids are the other way round: one of them has to give way, and those that leave it no room. */
static void
test_ties (void)
{
  TaOrderRow apart[] = { placed ("b", 5), placed ("a", 5), placed ("c", 9) };
  TaOrderRow tight[] = { placed ("b", 5), placed ("a", 5), placed ("d", 6), placed ("c", 6), placed ("e", 40) };
  TaOrderRow full[] = { placed ("a", 0), row ("d"), placed ("c", 0), row ("b"), placed ("e", 2) };

  g_assert_cmpuint (arrange (apart, 3, LEAST), ==, 1);
  g_assert_cmpuint (arrange (tight, 5, LEAST), ==, 2);
  g_assert_cmpuint (arrange (full, 5, 0), ==, 3);
}

static void
test_extremes (void)
{
  TaOrderRow ends[] = { row ("c"), placed ("b", G_MININT64), row ("x"), placed ("a", G_MAXINT64), row ("0") };
  TaOrderRow wide[] = { placed ("b", G_MININT64), row ("x"), placed ("a", G_MAXINT64) };
  TaOrderRow turned[] = { placed ("b", G_MAXINT64), placed ("a", G_MININT64) };
  TaOrderRow low[] = { row ("b"), row ("a"), placed ("c", G_MININT64 + 1) };
  TaOrderRow high[] = { placed ("c", G_MAXINT64 - 1), row ("b"), row ("d") };
  TaOrderRow below[] = { placed ("a", -5), placed ("b", 0), placed ("c", 1) };

  g_assert_cmpuint (arrange (ends, 5, LEAST), ==, 5);
  g_assert_cmpuint (arrange (wide, 3, LEAST), ==, 1);
  g_assert_cmpint (wide[1].position, ==, -1);
  g_assert_cmpuint (arrange (turned, 2, LEAST), ==, 2);
  g_assert_cmpuint (arrange (low, 3, LEAST), ==, 2);
  g_assert_cmpuint (arrange (high, 3, LEAST), ==, 2);
  g_assert_cmpuint (arrange (below, 3, 0), ==, 1);
  g_assert_cmpint (below[0].position, ==, 0);
}

/* Rules --------------------------------------------------------------------------------------------------------------------------------- */

/* Whether the others can be placed so that those of @stay keep their positions: each as low as it goes. */
static gboolean
fits (const TaOrderRow *rows, gsize n_rows, guint stay, gint64 minimum)
{
  gint64 position = minimum;

  for (gsize i = 0; i < n_rows; i++)
    {
      gint64 least = i > 0 && strcmp (rows[i].id, rows[i - 1].id) < 0 ? position + 1 : position;

      if ((stay & (1u << i)) != 0 && (!rows[i].placed || rows[i].position < least))
        return FALSE;
      position = (stay & (1u << i)) != 0 ? rows[i].position : least;
    }
  return TRUE;
}

/* All ways tried. */
static guint
fewest (const TaOrderRow *rows, gsize n_rows, gint64 minimum)
{
  guint most = 0;

  for (guint stay = 0; stay < 1u << n_rows; stay++)
    if (fits (rows, n_rows, stay, minimum))
      most = MAX (most, (guint) __builtin_popcount (stay));
  return (guint) n_rows - most;
}

static void
test_fewest (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  const char *names[] = { "a", "b", "c", "d", "e", "f", "g" };

  for (guint round = 0; round < 20000; round++)
    {
      TaOrderRow rows[7];
      gsize n_rows = (gsize) g_rand_int_range (rand, 1, 8);
      gint32 range = g_rand_int_range (rand, 1, 12);
      gint64 minimum = g_rand_boolean (rand) ? 0 : -1000;
      guint least;

      for (gsize i = 0; i < 7; i++)
        rows[i] = (TaOrderRow) { names[i], g_rand_int_range (rand, 0, range), g_rand_int_range (rand, 0, 4) > 0 };
      for (gsize i = 0; i < 7; i++)
        move (rows, i, (gsize) g_rand_int_range (rand, 0, 7));
      least = fewest (rows, n_rows, minimum);
      g_assert_cmpuint (arrange (rows, n_rows, minimum), ==, least);
    }
}

/* From one place of forty to another, again and again; negative: any place. Returns: how many were changed by a move */
static double
shuffle (gint64 minimum, int from, int to)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  TaOrderRow rows[40];
  guint changed = 0;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *id = g_strdup_printf ("%08x", g_rand_int (rand));

      rows[i] = row (id);
    }
  arrange (rows, 40, minimum);
  for (guint i = 0; i < 10000; i++)
    {
      move (rows, from < 0 ? (gsize) g_rand_int_range (rand, 0, 40) : (gsize) from, to < 0 ? (gsize) g_rand_int_range (rand, 0, 40) : (gsize) to);
      changed += arrange (rows, 40, minimum);
    }
  return changed / 10000.0;
}

static void
test_many_moves (void)
{
  const int spots[][2] = { { -1, -1 }, { -1, 0 }, { -1, 39 }, { 39, 0 }, { 39, 1 }, { 0, 20 }, { -1, 20 } };

  for (guint i = 0; i < G_N_ELEMENTS (spots); i++)
    {
      double free = shuffle (LEAST, spots[i][0], spots[i][1]), bounded = shuffle (0, spots[i][0], spots[i][1]);

      g_test_message ("from %d to %d: %.3f, %.3f", spots[i][0], spots[i][1], free, bounded);
      g_assert_cmpfloat (free, <, spots[i][1] == 20 ? 5 : 1.05);
      g_assert_cmpfloat (bounded, <, spots[i][1] == 20 ? 5 : 1.05);
    }
}

/* Each before the one that was put there last, with ids that rise, fall or neither. */
static double
insert_at_one_spot (gsize spot, int direction)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);
  g_autofree TaOrderRow *rows = g_new0 (TaOrderRow, 2002);
  gsize n_rows = 0;
  guint changed = 0;

  rows[n_rows++] = row ("00000000");
  rows[n_rows++] = row ("ffffffff");
  ta_order_arrange (rows, n_rows, 0);
  for (guint i = 0; i < 2000; i++)
    {
      guint32 number = direction > 0 ? i + 1 : direction < 0 ? 0xfffffff0 - i
                                                             : g_rand_int (rand);
      g_autofree char *id = g_strdup_printf ("%08x%u", number, i);

      rows[n_rows] = row (id);
      move (rows, n_rows++, spot);
      changed += arrange (rows, n_rows, 0);
    }
  return changed / 2000.0;
}

static void
test_one_spot (void)
{
  for (gsize spot = 0; spot < 2; spot++)
    for (int direction = -1; direction <= 1; direction++)
      {
        double each = insert_at_one_spot (spot, direction);

        g_test_message ("at %d, ids %d: %.3f", (int) spot, direction, each);
        g_assert_cmpfloat (each, <, 1.1);
      }
}

/* Whatever a hub says, and whatever comes next to it. */
static void
test_anything (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (17);
  const gint64 edges[] = { G_MININT64, G_MININT64 + 1, -TA_ORDER_STEP, -1, 0, 1, TA_ORDER_STEP, G_MAXINT64 - 1, G_MAXINT64 };

  for (guint round = 0; round < 20000; round++)
    {
      TaOrderRow rows[12];
      gsize n_rows = (gsize) g_rand_int_range (rand, 1, 13);

      for (gsize i = 0; i < n_rows; i++)
        {
          g_autofree char *id = g_strdup_printf ("%c%u", 'a' + g_rand_int_range (rand, 0, 26), (guint) i);

          rows[i] = placed (id, edges[g_rand_int_range (rand, 0, G_N_ELEMENTS (edges))]);
          rows[i].placed = g_rand_int_range (rand, 0, 5) > 0;
        }
      arrange (rows, n_rows, g_rand_boolean (rand) ? 0 : LEAST);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/order/new", test_new);
  g_test_add_func ("/order/ends", test_ends);
  g_test_add_func ("/order/midway", test_midway);
  g_test_add_func ("/order/unchanged", test_unchanged);
  g_test_add_func ("/order/move-is-one", test_move_is_one);
  g_test_add_func ("/order/dense", test_dense);
  g_test_add_func ("/order/ties", test_ties);
  g_test_add_func ("/order/extremes", test_extremes);
  g_test_add_func ("/order/fewest", test_fewest);
  g_test_add_func ("/order/many-moves", test_many_moves);
  g_test_add_func ("/order/one-spot", test_one_spot);
  g_test_add_func ("/order/anything", test_anything);
  return g_test_run ();
}
