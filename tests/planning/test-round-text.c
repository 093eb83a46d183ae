/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-planning-error.h"
#include "ta-round-text.h"

#include <string.h>

static TaRoundPlaces *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  TaRoundPlaces *places = ta_round_places_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_true (ta_round_text_is_tsplib (text, strlen (text)));
  return places;
}

#define HEAD(type) "NAME: some\nTYPE : TSP\nCOMMENT: any: words\nDIMENSION:3\nEDGE_WEIGHT_TYPE: " type "\n"

static void
check (const char *text, int ab, int ac, int bc)
{
  g_autoptr (TaRoundPlaces) places = parse (text);
  const int expected[] = { 0, ab, ac, ab, 0, bc, ac, bc, 0 };

  g_assert_cmpint (places->n_places, ==, 3);
  g_assert_cmpstr (places->name, ==, "some");
  g_assert_cmpstr (places->names[2], ==, "3");
  g_assert_null (places->names[3]);
  for (int i = 0; i < 9; i++)
    g_assert_cmpint (places->distances[i], ==, expected[i]);
}

/* Worked by hand: 2.5 is rounded up, 5.0 stays; ATT is the root of a tenth of the square, rounded up where it was rounded down. */
static void
test_plane (void)
{
  check (HEAD ("EUC_2D") "NODE_COORD_SECTION\n1 0 0\n2 3 4\n3 2.5 0\nEOF\n", 5, 3, 4);
  check (HEAD ("CEIL_2D") "NODE_COORD_SECTION\n1 0 0\n2 3 4\n3 0 2.1\n", 5, 3, 4);
  check (HEAD ("ATT") "NODE_COORD_SECTION\n1 0 0\n2 30 40\n3 0 10\n", 16, 4, 14);
}

/* In any order of the places, with line ends of other systems and numbers as programs write them. */
static void
test_forms (void)
{
  check ("\r\nNAME : some\r\nTYPE: TSP (x)\r\nDIMENSION: 3\r\nEDGE_WEIGHT_TYPE :EUC_2D\r\nNODE_COORD_SECTION\r\n"
         " 3 2.5e+00 0\r\n 2  3.0 4\r\n 1 0 -0.0\r\n EOF\r\nwhatever follows",
         5, 3, 4);
}

/* Degrees and minutes: 1.30 is one degree and a half. Along the equator a degree is 6378.388 × 3.141592 / 180 km, and one is added before rounding down. */
static void
test_geo (void)
{
  check (HEAD ("GEO") "EDGE_WEIGHT_FORMAT: FUNCTION\nNODE_COORD_SECTION\n1 0 0\n2 0 1\n3 0.0 1.30\nDISPLAY_DATA_SECTION\n1 0 0\n2 0 0\nEOF", 112, 167, 56);
  check (HEAD ("GEO") "NODE_COORD_SECTION\n1 0 0\n2 90 0\n3 -90 0\n", 10020, 10020, 20039);
}

static void
test_matrices (void)
{
  check (HEAD ("EXPLICIT") "EDGE_WEIGHT_FORMAT: FULL_MATRIX\nEDGE_WEIGHT_SECTION\n9999 1 2\n1 0 3 2\n3 0\nEOF\n", 1, 2, 3);
  check (HEAD ("EXPLICIT") "EDGE_WEIGHT_FORMAT: UPPER_ROW\nEDGE_WEIGHT_SECTION\n1 2\n3\nEOF\n", 1, 2, 3);
  check (HEAD ("EXPLICIT") "EDGE_WEIGHT_FORMAT: LOWER_ROW\nEDGE_WEIGHT_SECTION\n1\n2 3\nEOF\n", 1, 2, 3);
  check (HEAD ("EXPLICIT") "EDGE_WEIGHT_FORMAT: UPPER_DIAG_ROW\nEDGE_WEIGHT_SECTION\n0 1 2 0\n3 0\nEOF\n", 1, 2, 3);
  check (HEAD ("EXPLICIT") "EDGE_WEIGHT_FORMAT: LOWER_DIAG_ROW \nDISPLAY_DATA_TYPE: TWOD_DISPLAY\nEDGE_WEIGHT_SECTION\n0 1 0 2 3 0\nDISPLAY_DATA_SECTION\n1 5 5\nEOF\n", 1, 2, 3);
}

typedef struct
{
  const char *text;
  const char *place; /* how the message begins */
} Bad;

static const Bad bad[] = {
  { "", "Line 1:" },
  { "NAME: a\nEOF", "Line 2:" },
  { "NAME: a\nrubbish\n", "Line 2:" },
  { "NAME: \xff\n", "Line 1:" },
  { "TYPE: ATSP\n", "Line 1:" },
  { "DIMENSION: 0\n", "Line 1:" },
  { "DIMENSION: 1001\n", "Line 1:" },
  { "DIMENSION: 2\nDIMENSION: 2\n", "Line 2:" },
  { "EDGE_WEIGHT_TYPE: XRAY1\n", "Line 1:" },
  { "NODE_COORD_SECTION\n1 0 0\n", "Line 1:" },
  { HEAD ("EXPLICIT") "EDGE_WEIGHT_SECTION\n1 2 3\n", "Line 6:" },
  { HEAD ("EXPLICIT") "EDGE_WEIGHT_FORMAT: UPPER_COL\n", "Line 6:" },
  { HEAD ("EUC_2D") "EDGE_WEIGHT_SECTION\n1 2 3\n", "Line 6:" },
  { HEAD ("EUC_2D") "FIXED_EDGES_SECTION\n1 2\n", "Line 6:" },
  { HEAD ("EUC_2D") "NODE_COORD_SECTION\n1 0 0\n2 0\n", "Line 9:" },
  { HEAD ("EUC_2D") "NODE_COORD_SECTION\n1 0 0\n1 0 0\n3 0 0\n", "Line 8:" },
  { HEAD ("EUC_2D") "NODE_COORD_SECTION\n1 0 0\n4 0 0\n3 0 0\n", "Line 8:" },
  { HEAD ("EUC_2D") "NODE_COORD_SECTION\n1 0 0\n2 0 x\n3 0 0\n", "Line 8:" },
  { HEAD ("EUC_2D") "NODE_COORD_SECTION\n1 0 0\n2 0 nan\n3 0 0\n", "Line 8:" },
  { HEAD ("EUC_2D") "NODE_COORD_SECTION\n1 0 0\n2 0 1e8\n3 0 0\n", "Line 9:" },
  { HEAD ("EUC_2D") "NODE_COORD_SECTION\n1 0 0\n2 0 0\n3 0 0\n4 0 0\n", "Line 10:" },
  { HEAD ("EUC_2D") "NODE_COORD_SECTION\n1 0 0\n2 0 0\n3 0 0\nNODE_COORD_SECTION\n", "Line 10:" },
  { HEAD ("EXPLICIT") "EDGE_WEIGHT_FORMAT: FULL_MATRIX\nEDGE_WEIGHT_SECTION\n0 1 2\n1 0 3\n2 4 0\n", "Line 10:" },
  { HEAD ("EXPLICIT") "EDGE_WEIGHT_FORMAT: UPPER_ROW\nEDGE_WEIGHT_SECTION\n1 -2 3\n", "Line 8:" },
  { HEAD ("EXPLICIT") "EDGE_WEIGHT_FORMAT: UPPER_ROW\nEDGE_WEIGHT_SECTION\n1 2.5 3\n", "Line 8:" },
  { HEAD ("EXPLICIT") "EDGE_WEIGHT_FORMAT: UPPER_ROW\nEDGE_WEIGHT_SECTION\n1 2\nEOF\n", "Line 9:" },
};

static void
test_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaRoundPlaces) places = ta_round_places_parse (bad[i].text, strlen (bad[i].text), &error);

      g_assert_null (places);
      g_assert_error (error, TA_PLANNING_ERROR, TA_PLANNING_ERROR_FORMAT);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, bad[i].place));
    }
}

static void
test_tells_apart (void)
{
  const char *const others[] = { "", "name,latitude,longitude\nA,1,2\n", "NAME,LATITUDE\n", "Household: x\n", "NAMES: x\n" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (ta_round_text_is_tsplib (others[i], strlen (others[i])));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/round-text/plane", test_plane);
  g_test_add_func ("/round-text/forms", test_forms);
  g_test_add_func ("/round-text/geo", test_geo);
  g_test_add_func ("/round-text/matrices", test_matrices);
  g_test_add_func ("/round-text/errors", test_errors);
  g_test_add_func ("/round-text/tells-apart", test_tells_apart);
  return g_test_run ();
}
