/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-money.h"

#include <locale.h>

static void
test_currencies (void)
{
  g_assert_cmpint (ta_currency_digits ("UYU"), ==, 2);
  g_assert_cmpint (ta_currency_digits ("JPY"), ==, 0);
  g_assert_cmpint (ta_currency_digits ("KWD"), ==, 3);
  g_assert_cmpint (ta_currency_digits ("XXX"), ==, 2);
  g_assert_cmpstr (ta_currency_sign ("EUR"), ==, "€");
  g_assert_cmpstr (ta_currency_sign ("CHF"), ==, "CHF");
  g_assert_true (ta_currency_is_valid ("UYU"));
  g_assert_false (ta_currency_is_valid (NULL));
  g_assert_false (ta_currency_is_valid (""));
  g_assert_false (ta_currency_is_valid ("uyu"));
  g_assert_false (ta_currency_is_valid ("EURO"));
  g_assert_false (ta_currency_is_valid ("€"));
}

static void
test_format (void)
{
  static const struct
  {
    gint64 minor;
    const char *currency;
    const char *text;
    const char *shown;
  } cases[] = {
    { 0, "UYU", "0.00", "$\u00a00.00" },
    { 5, "UYU", "0.05", "$\u00a00.05" },
    { -5, "EUR", "-0.05", "€\u00a0-0.05" },
    { 125000, "CHF", "1250.00", "CHF\u00a01250.00" },
    { 125000, "JPY", "125000", "¥\u00a0125000" },
    { 1250, "KWD", "1.250", "KWD\u00a01.250" },
    { G_MAXINT64, "EUR", "92233720368547758.07", "€\u00a092233720368547758.07" },
    { G_MININT64, "EUR", "-92233720368547758.08", "€\u00a0-92233720368547758.08" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = ta_money_to_text (cases[i].minor, cases[i].currency);
      g_autofree char *shown = ta_money_format (cases[i].minor, cases[i].currency);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *currency;
    gint64 minor;
  } cases[] = {
    { "0", "UYU", 0 },
    { "12", "UYU", 1200 },
    { "12.5", "UYU", 1250 },
    { " 12.50 ", "UYU", 1250 },
    { "1 250.00", "UYU", 125000 },
    { "1\u00a0250\u202f000", "UYU", 125000000 },
    { "UYU 1250", "UYU", 125000 },
    { "1250 uyu", "UYU", 125000 },
    { "$ 3.20", "UYU", 320 },
    { "3.20€", "EUR", 320 },
    { "-3", "EUR", -300 },
    { "−3.01", "EUR", -301 },
    { "€ -3", "EUR", -300 },
    { "+3", "EUR", 300 },
    { "1250", "JPY", 1250 },
    { "1.234", "KWD", 1234 },
    { "92233720368547758.07", "EUR", G_MAXINT64 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 minor = -7;

      g_test_message ("%s", cases[i].text);
      g_assert_true (ta_money_parse (cases[i].text, cases[i].currency, &minor));
      g_assert_cmpint (minor, ==, cases[i].minor);
    }
}

static void
test_parse_refuses (void)
{
  static const char *bad[] = {
    NULL, "", " ", "-", "+", ".", "1.", ".5", "1.234", "1.2.3", "1 25", "1 2500", "12 34 567", "1  250", " 1 250 ,", "abc", "1a", "--1", "1-", "$", "UYU", "EUR 5", "5 £",
    "92233720368547758.08", "92233720368547759", "99999999999999999999999999", "1e3", "0x1", "１２", "1,5,", "nan", "1\xff", "1\n2", "1. 5", "%n"
  };
  gint64 minor = 42;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%u", i);
      g_assert_false (ta_money_parse (bad[i], "UYU", &minor));
    }
  g_assert_false (ta_money_parse ("1.5", "JPY", &minor));
  g_assert_cmpint (minor, ==, 42);
}

static void
test_round_trip (void)
{
  static const char *currencies[] = { "UYU", "EUR", "JPY", "KWD", "CHF" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int i = 0; i < 4000; i++)
    {
      const char *currency = currencies[i % G_N_ELEMENTS (currencies)];
      gint64 minor = (gint64) (((guint64) g_rand_int (rand) << 32 | g_rand_int (rand)) >> g_rand_int_range (rand, 1, 63));
      g_autofree char *text = ta_money_to_text (-minor, currency);
      g_autofree char *shown = ta_money_format (minor, currency);
      gint64 back;

      g_assert_true (ta_money_parse (text, currency, &back));
      g_assert_cmpint (back, ==, -minor);
      g_assert_true (ta_money_parse (shown, currency, &back));
      g_assert_cmpint (back, ==, minor);
    }
}

static void
test_locale_of_commas (void)
{
  static const struct
  {
    const char *text;
    gint64 minor;
  } cases[] = { { "12,5", 1250 }, { "12.5", 1250 }, { "1.250", 125000 }, { "1.250,50", 125050 }, { "1.250.000", 125000000 }, { "1 250,50", 125050 } };
  static const char *bad[] = { "1,250.00", "1.25.000", "12,345", "1.2500,00" };
  gint64 minor;

  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL && setlocale (LC_NUMERIC, "es_ES.UTF-8") == NULL)
    {
      g_test_skip ("no locale with decimal commas is installed");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_true (ta_money_parse (cases[i].text, "UYU", &minor));
      g_assert_cmpint (minor, ==, cases[i].minor);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ta_money_parse (bad[i], "UYU", &minor));
  setlocale (LC_NUMERIC, "C");
}

/* What one locale shows, it reads. Those that are not installed are left out; the platform has none but C of its own. */
static void
test_round_trip_in_locales (void)
{
  static const char *locales[] = { "C.UTF-8", "de_DE.UTF-8", "de_CH.UTF-8", "en_GB.UTF-8", "en_IN.UTF-8", "es_UY.UTF-8", "fr_FR.UTF-8", "pt_BR.UTF-8" };

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    if (setlocale (LC_NUMERIC, locales[i]) != NULL)
      {
        g_test_message ("%s", locales[i]);
        test_round_trip ();
      }
  setlocale (LC_NUMERIC, "C");
}

static void
test_hundredths (void)
{
  static const struct
  {
    const char *text;
    gint64 value;
    const char *written;
  } cases[] = { { "8", 800, "8" }, { "8.5", 850, "8.5" }, { "8,25", 825, "8.25" }, { " 0.05 ", 5, "0.05" }, { "-1.50", -150, "-1.5" }, { "0", 0, "0" }, { "16.00", 1600, "16" } };
  static const char *bad[] = { NULL, "", "8.", ",5", "8.555", "8,5,5", "1.000,5", "1 000", "x", "8x", "99999999999999999999", "92233720368547758.08", "8\xff" };
  gint64 value = 42;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ta_hundredths_parse (bad[i], &value));
  g_assert_cmpint (value, ==, 42);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *written = NULL;
      g_autofree char *shown = NULL;

      g_assert_true (ta_hundredths_parse (cases[i].text, &value));
      g_assert_cmpint (value, ==, cases[i].value);
      written = ta_hundredths_to_text (value);
      shown = ta_hundredths_format (value);
      g_assert_cmpstr (written, ==, cases[i].written);
      g_assert_cmpstr (shown, ==, cases[i].written);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/money/currencies", test_currencies);
  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/parse", test_parse);
  g_test_add_func ("/money/parse-refuses", test_parse_refuses);
  g_test_add_func ("/money/round-trip", test_round_trip);
  g_test_add_func ("/money/locales", test_round_trip_in_locales);
  g_test_add_func ("/money/decimal-comma", test_locale_of_commas);
  g_test_add_func ("/money/hundredths", test_hundredths);
  return g_test_run ();
}
