/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-json-scan.h"

#include <string.h>

static TaJsonScan
scan_of (const char *text)
{
  return (TaJsonScan) { text, text + strlen (text) };
}

/* Whether all of @text is one value. */
static gboolean
is_value (const char *text)
{
  TaJsonScan scan = scan_of (text);
  TaJsonText value;

  return ta_json_scan_skip (&scan, &value) && ta_json_scan_peek (&scan) == '\0' && scan.at == scan.end;
}

static void
test_values (void)
{
  static const char *const good[] = { "null", " true ", "[]", "{}", "[1,2 , 3]", "{\"a\":{\"b\":[\"c\"]},\"d\":-0.5e+3}", "0", "-12", "\"\"", "\"a\\u00e9\\\"b\"" };
  static const char *const bad[] = { "", "nul", "[1,]", "[,1]", "{\"a\"}", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "+1", "1e", "'a'", "\"a", "\"a\\", "\"a\nb\"", "[1 2]", "1 2", "]" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (is_value (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (is_value (bad[i]));
    }
}

static void
test_deep (void)
{
  g_autofree char *open = g_strnfill (TA_JSON_SCAN_MAX_DEPTH, '[');
  g_autofree char *close = g_strnfill (TA_JSON_SCAN_MAX_DEPTH, ']');
  g_autofree char *deep = g_strconcat (open, close, NULL);
  g_autofree char *deeper = g_strconcat ("[", deep, "]", NULL);
  g_autofree char *endless = g_strnfill (1000000, '[');

  g_assert_true (is_value (deep));
  g_assert_false (is_value (deeper));
  g_assert_false (is_value (endless));
}

/* Quotes, backslashes and control characters are seen wherever among the eight that are looked at together they stand, and no others are taken for them. */
static void
test_places (void)
{
  for (gsize length = 0; length < 24; length++)
    for (gsize place = 0; place <= length; place++)
      for (guint c = 1; c < 256; c++)
        {
          char text[64] = "\"";
          TaJsonScan scan;
          TaJsonText found;
          gboolean ends = c == '"';

          memset (text + 1, 'x', length + 1);
          text[1 + place] = (char) c;
          text[length + 2] = '"';
          scan = scan_of (text);
          g_assert_cmpint (ta_json_scan_text (&scan, &found), ==, c >= 0x20 && !(c == '\\' && place == length));
          if (c >= 0x20 && c != '\\')
            g_assert_cmpuint (found.length, ==, ends ? place : length + 1);
        }
}

static void
assert_text (const char *text, const char *expected)
{
  TaJsonScan scan = scan_of (text);
  g_autofree char *said = NULL;
  TaJsonText found;

  g_assert_true (ta_json_scan_text (&scan, &found));
  said = ta_json_text_dup (&found);
  g_assert_cmpstr (said, ==, expected);
}

static void
test_escapes (void)
{
  assert_text ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t");
  assert_text ("\"\\u00e9\\u20AC\\ud83c\\udf4e\"", "é€🍎");
  assert_text ("\"a\\u0000\"", NULL);
  assert_text ("\"\\ud83c\"", NULL);
  assert_text ("\"\\udf4e\"", NULL);
  assert_text ("\"\\ud83c\\u0041\"", NULL);
  assert_text ("\"\\u12g4\"", NULL);
  assert_text ("\"\\x\"", NULL);
}

static void
test_integers (void)
{
  static const struct
  {
    const char *text;
    gboolean good;
    gint64 number;
  } cases[] = {
    { "0", TRUE, 0 }, { "-1", TRUE, -1 }, { "9223372036854775807", TRUE, G_MAXINT64 }, { "-9223372036854775808", TRUE, G_MININT64 }, { "9223372036854775808", FALSE, 0 }, { "-9223372036854775809", FALSE, 0 }, { "99999999999999999999", FALSE, 0 }, { "1.0", FALSE, 0 }, { "1e3", FALSE, 0 }, { "-", FALSE, 0 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TaJsonScan scan = scan_of (cases[i].text);
      gint64 number = 0;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (ta_json_scan_integer (&scan, &number), ==, cases[i].good);
      g_assert_cmpint (number, ==, cases[i].number);
      g_assert_true (cases[i].good || scan.at == cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-scan/values", test_values);
  g_test_add_func ("/json-scan/deep", test_deep);
  g_test_add_func ("/json-scan/places", test_places);
  g_test_add_func ("/json-scan/escapes", test_escapes);
  g_test_add_func ("/json-scan/integers", test_integers);
  return g_test_run ();
}
