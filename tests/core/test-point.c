/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-point.h"

#include <math.h>

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    double latitude;
    double longitude;
  } cases[] = {
    { "-34.9011, -56.1764", -34.9011, -56.1764 },
    { "  -34.9011,-56.1764\n", -34.9011, -56.1764 },
    { "−34.9011 −56.1764", -34.9011, -56.1764 },
    { "+52.52, +13.405", 52.52, 13.405 },
    { "52,52; 13,405", 52.52, 13.405 },
    { "52.52;13.405", 52.52, 13.405 },
    { "34.9011S, 56.1764W", -34.9011, -56.1764 },
    { "34.9011° S 56.1764° W", -34.9011, -56.1764 },
    { "56.1764W, 34.9011S", -34.9011, -56.1764 },
    { "34°54′12″S, 56°10′30″W", -(34 + 54 / 60.0 + 12 / 3600.0), -(56 + 10 / 60.0 + 30 / 3600.0) },
    { "34°54'12.6\"S 56°10'30.0\"W", -(34 + 54 / 60.0 + 12.6 / 3600.0), -(56 + 10 / 60.0 + 30 / 3600.0) },
    { "34° 54.2' s, 56° 10' w", -(34 + 54.2 / 60.0), -(56 + 10 / 60.0) },
    { "0, 0", 0, 0 },
    { "90, -180", 90, -180 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TaPoint point = TA_POINT_NONE;

      g_test_message ("%s", cases[i].text);
      g_assert_true (ta_point_parse (cases[i].text, &point));
      g_assert_true (ta_point_equal (point, TA_POINT (cases[i].latitude, cases[i].longitude)));
    }
}

static void
test_parse_refuses (void)
{
  static const char *bad[] = {
    "", " ", ",", "1", "1,", ",1", "1,2,3", "1 2 3", "91, 0", "-90.001, 0", "0, 180.01", "nan, nan", "inf, 0", "0x10, 1", "1e1, 2", "1.2.3, 4",
    "34°60′S, 1°E", "34°1′60″S, 1°E", "34.5°10′S, 1°E", "34°10.5′10″S, 1°E", "-34S, 1E", "34S, 56S", "34E, 56W", "56W, 34", "34S, 56W x",
    "1234567890123456789012345, 1", "1;;2", "- , -", "--1, 2", "1,5, 2,5", "34\xff, 5", "34°54′12″S,", "(1, 2)", "34°54, 5°6", "12"
  };
  TaPoint point = TA_POINT (1, 2);

  g_assert_false (ta_point_parse (NULL, &point));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%u", i);
      g_assert_false (ta_point_parse (bad[i], &point));
    }
  g_assert_true (ta_point_equal (point, TA_POINT (1, 2)));
}

static void
test_text_round_trips (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autofree char *zero = ta_point_to_text (TA_POINT (-0.000001, -56.1764));

  g_assert_cmpstr (zero, ==, "0.00000, -56.17640");
  for (int i = 0; i < 2000; i++)
    {
      TaPoint point = TA_POINT (g_rand_double_range (rand, -90, 90), g_rand_double_range (rand, -180, 180));
      g_autofree char *text = ta_point_to_text (point);
      TaPoint back;

      g_assert_true (ta_point_parse (text, &back));
      g_assert_cmpfloat_with_epsilon (back.latitude, point.latitude, 0.0000051);
      g_assert_cmpfloat_with_epsilon (back.longitude, point.longitude, 0.0000051);
    }
}

static void
test_distance (void)
{
  static const struct
  {
    TaPoint a;
    TaPoint b;
    double metres;
    double within;
  } cases[] = {
    { { 0, 0, TRUE }, { 0, 0, TRUE }, 0, 1e-9 },
    { { 0, 0, TRUE }, { 0, 1, TRUE }, 111195.08, 0.01 },
    { { 90, 0, TRUE }, { -90, 77, TRUE }, 20015114.4, 1 },
    { { 52.52, 13.405, TRUE }, { 48.8566, 2.3522, TRUE }, 877464, 100 },
    { { 0, 179.9, TRUE }, { 0, -179.9, TRUE }, 22239.0, 0.1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpfloat_with_epsilon (ta_point_distance (cases[i].a, cases[i].b), cases[i].metres, cases[i].within);
      g_assert_cmpfloat_with_epsilon (ta_point_distance (cases[i].b, cases[i].a), cases[i].metres, cases[i].within);
    }
  g_assert_cmpfloat_with_epsilon (ta_point_walking_distance (cases[1].a, cases[1].b, 1.3), 1.3 * 111195.08, 0.02);
}

static void
test_travel_is_as_far_as_it_says (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (int i = 0; i < 2000; i++)
    {
      TaPoint from = TA_POINT (g_rand_double_range (rand, -89, 89), g_rand_double_range (rand, -180, 180));
      double metres = g_rand_double_range (rand, 1, 5000000);
      TaPoint to = ta_point_travel (from, g_rand_double_range (rand, -720, 720), metres);

      g_assert_true (ta_point_is_valid (to));
      g_assert_cmpfloat_with_epsilon (ta_point_distance (from, to), metres, 0.01);
    }
  g_assert_cmpfloat (ta_point_travel (TA_POINT (10, 20), 0, 1000).latitude, >, 10);
  g_assert_cmpfloat (ta_point_travel (TA_POINT (10, 20), 90, 1000).longitude, >, 20);
}

static void
test_valid_and_equal (void)
{
  g_assert_false (ta_point_is_valid (TA_POINT_NONE));
  g_assert_false (ta_point_is_valid (TA_POINT (NAN, 0)));
  g_assert_false (ta_point_is_valid (TA_POINT (0, INFINITY)));
  g_assert_false (ta_point_is_valid (TA_POINT (90.1, 0)));
  g_assert_true (ta_point_is_valid (TA_POINT (-90, 180)));
  g_assert_true (ta_point_equal (TA_POINT_NONE, TA_POINT_NONE));
  g_assert_false (ta_point_equal (TA_POINT_NONE, TA_POINT (0, 0)));
  g_assert_true (ta_point_equal (TA_POINT (1, 2), TA_POINT (1.0000005, 2)));
  g_assert_false (ta_point_equal (TA_POINT (1, 2), TA_POINT (1.000002, 2)));
}

static void
test_distance_format (void)
{
  static const struct
  {
    double metres;
    const char *text;
  } cases[] = { { 0, "0\u00a0m" }, { 8.4, "8\u00a0m" }, { 346, "350\u00a0m" }, { 994, "990\u00a0m" }, { 996, "1.0\u00a0km" }, { 1240, "1.2\u00a0km" }, { 99940, "99.9\u00a0km" }, { 99960, "100\u00a0km" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = ta_distance_format (cases[i].metres);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/point/parse", test_parse);
  g_test_add_func ("/point/parse-refuses", test_parse_refuses);
  g_test_add_func ("/point/text", test_text_round_trips);
  g_test_add_func ("/point/distance", test_distance);
  g_test_add_func ("/point/travel", test_travel_is_as_far_as_it_says);
  g_test_add_func ("/point/valid-and-equal", test_valid_and_equal);
  g_test_add_func ("/point/distance-format", test_distance_format);
  return g_test_run ();
}
