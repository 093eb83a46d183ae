/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-money.h"

#include <langinfo.h>
#include <string.h>

/* ISO 4217's exceptions from two digits, and signs where the code is not what people write. */
static const struct
{
  const char *code;
  int digits;
  const char *sign;
} currencies[] = {
  { "ARS", 2, "$" },
  { "AUD", 2, "$" },
  { "BHD", 3, NULL },
  { "BIF", 0, NULL },
  { "BRL", 2, "R$" },
  { "CAD", 2, "$" },
  { "CLF", 4, NULL },
  { "CLP", 0, "$" },
  { "COP", 2, "$" },
  { "DJF", 0, NULL },
  { "EUR", 2, "€" },
  { "GBP", 2, "£" },
  { "GNF", 0, NULL },
  { "INR", 2, "₹" },
  { "IQD", 3, NULL },
  { "ISK", 0, NULL },
  { "JOD", 3, NULL },
  { "JPY", 0, "¥" },
  { "KMF", 0, NULL },
  { "KRW", 0, "₩" },
  { "KWD", 3, NULL },
  { "LYD", 3, NULL },
  { "MXN", 2, "$" },
  { "NZD", 2, "$" },
  { "OMR", 3, NULL },
  { "PYG", 0, "₲" },
  { "RWF", 0, NULL },
  { "TND", 3, NULL },
  { "UGX", 0, NULL },
  { "USD", 2, "$" },
  { "UYI", 0, NULL },
  { "UYU", 2, "$" },
  { "UYW", 4, NULL },
  { "VND", 0, "₫" },
  { "VUV", 0, NULL },
  { "XAF", 0, NULL },
  { "XOF", 0, NULL },
  { "XPF", 0, NULL },
};

int
ta_currency_digits (const char *currency)
{
  for (guint i = 0; currency != NULL && i < G_N_ELEMENTS (currencies); i++)
    if (currencies[i].code[0] == currency[0] && strcmp (currencies[i].code, currency) == 0)
      return currencies[i].digits;
  return 2;
}

const char *
ta_currency_sign (const char *currency)
{
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    if (g_strcmp0 (currencies[i].code, currency) == 0 && currencies[i].sign != NULL)
      return currencies[i].sign;
  return currency;
}

gboolean
ta_currency_is_valid (const char *currency)
{
  return currency != NULL && strlen (currency) == 3 && g_ascii_isupper (currency[0]) && g_ascii_isupper (currency[1]) && g_ascii_isupper (currency[2]);
}

static guint64
power_of_ten (int exponent)
{
  guint64 power = 1;

  while (exponent-- > 0)
    power *= 10;
  return power;
}

static guint64
magnitude (gint64 value)
{
  return value < 0 ? -(guint64) value : (guint64) value;
}

/* @value in units of 10^-@digits as a plain decimal number. */
static char *
decimal (gint64 value, int digits, const char *point, gboolean grouped)
{
  guint64 whole = magnitude (value) / power_of_ten (digits);
  guint64 part = magnitude (value) % power_of_ten (digits);
  g_autofree char *front = grouped ? g_strdup_printf ("%'" G_GUINT64_FORMAT, whole) : g_strdup_printf ("%" G_GUINT64_FORMAT, whole);
  const char *sign = value < 0 ? "-" : "";

  if (digits == 0)
    return g_strconcat (sign, front, NULL);
  return g_strdup_printf ("%s%s%s%0*" G_GUINT64_FORMAT, sign, front, point, digits, part);
}

char *
ta_money_format (gint64 minor, const char *currency)
{
  g_autofree char *amount = decimal (minor, ta_currency_digits (currency), nl_langinfo (RADIXCHAR), TRUE);

  /* A no-break space: the two belong together. */
  return g_strdup_printf ("%s\u00a0%s", ta_currency_sign (currency), amount);
}

char *
ta_money_to_text (gint64 minor, const char *currency)
{
  return decimal (minor, ta_currency_digits (currency), ".", FALSE);
}

/* Hundredths that are not there are not written: 8.5, 8. */
static char *
short_hundredths (gint64 hundredths, const char *point, gboolean grouped)
{
  if (hundredths % 100 == 0)
    return decimal (hundredths / 100, 0, point, grouped);
  if (hundredths % 10 == 0)
    return decimal (hundredths / 10, 1, point, grouped);
  return decimal (hundredths, 2, point, grouped);
}

char *
ta_hundredths_format (gint64 hundredths)
{
  return short_hundredths (hundredths, nl_langinfo (RADIXCHAR), TRUE);
}

gulong
ta_hundredths_plural (gint64 hundredths)
{
  gint64 size = ABS (hundredths);

  return size % 100 == 0 ? (gulong) (size / 100) : 2;
}

char *
ta_hundredths_to_text (gint64 hundredths)
{
  return short_hundredths (hundredths, ".", FALSE);
}
