/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-exchange-error.h"
#include "ta-text-decoder.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *bytes;
  gsize size;
  TaTextEncoding encoding;
  const char *text;
} Case;

#define BYTES(text) text, sizeof (text) - 1

static const Case cases[] = {
  { "empty", BYTES (""), TA_TEXT_UTF8, "" },
  { "ascii", BYTES ("a,b\n"), TA_TEXT_UTF8, "a,b\n" },
  { "utf8", BYTES ("Pe\303\261a"), TA_TEXT_UTF8, "Pe\303\261a" },
  { "utf8-mark", BYTES ("\357\273\277Pe\303\261a"), TA_TEXT_UTF8, "Pe\303\261a" },
  { "utf16le-mark", BYTES ("\377\376P\0e\0\361\0a\0"), TA_TEXT_UTF16_LE, "Pe\303\261a" },
  { "utf16be-mark", BYTES ("\376\377\0P\0e\0\361\0a"), TA_TEXT_UTF16_BE, "Pe\303\261a" },
  { "utf16le", BYTES ("P\0e\0\361\0a\0\n\0"), TA_TEXT_UTF16_LE, "Pe\303\261a\n" },
  { "utf16be", BYTES ("\0P\0e\0\361\0a\0\n"), TA_TEXT_UTF16_BE, "Pe\303\261a\n" },
  { "utf16-pair", BYTES ("\377\376\074\330\162\337"), TA_TEXT_UTF16_LE, "\360\237\215\262" },
  { "latin1", BYTES ("Pe\361a"), TA_TEXT_WINDOWS_1252, "Pe\303\261a" },
  { "windows-1252", BYTES ("\223\200\224\n"), TA_TEXT_WINDOWS_1252, "\342\200\234\342\202\254\342\200\235\n" },
  { "undefined-in-1252", BYTES ("\201\361"), TA_TEXT_WINDOWS_1252, "\302\201\303\261" },
  { "only-mark", BYTES ("\357\273\277"), TA_TEXT_UTF8, "" },
};

static void
test_decode (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GBytes) raw = g_bytes_new_static (c->bytes, c->size);
  g_autoptr (GError) error = NULL;
  TaTextEncoding encoding;
  g_autoptr (GBytes) text = ta_text_decode (raw, &encoding, &error);
  gsize size;
  const char *found;

  g_assert_no_error (error);
  found = g_bytes_get_data (text, &size);
  g_assert_cmpmem (found, size, c->text, strlen (c->text));
  g_assert_cmpstr (ta_text_encoding_get_name (encoding), ==, ta_text_encoding_get_name (c->encoding));
}

static void
test_nul_is_kept (void)
{
  g_autoptr (GBytes) raw = g_bytes_new_static ("abc\0def\303\261", 9);
  g_autoptr (GBytes) text = ta_text_decode (raw, NULL, NULL);

  g_assert_true (g_bytes_equal (raw, text));
}

static void
check_refused (const char *bytes, gsize size, TaExchangeError code, const char *words)
{
  g_autoptr (GBytes) raw = g_bytes_new (bytes, size);
  g_autoptr (GError) error = NULL;

  g_assert_null (ta_text_decode (raw, NULL, &error));
  g_assert_error (error, TA_EXCHANGE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refused (void)
{
  check_refused (BYTES ("PK\003\004xl"), TA_EXCHANGE_ERROR_NOT_TEXT, "spreadsheet");
  check_refused (BYTES ("\320\317\021\340\241"), TA_EXCHANGE_ERROR_NOT_TEXT, "spreadsheet");
  check_refused (BYTES ("%PDF-1.7"), TA_EXCHANGE_ERROR_NOT_TEXT, "PDF");
  check_refused (BYTES ("\357\273\277a\nb\n\361"), TA_EXCHANGE_ERROR_NOT_TEXT, "line 3");
  check_refused (BYTES ("\377\376a\0\n\0\0\330b\0"), TA_EXCHANGE_ERROR_NOT_TEXT, "line 2");
  check_refused (BYTES ("\377\376a\0\n\0b"), TA_EXCHANGE_ERROR_NOT_TEXT, "line 2");
  check_refused (BYTES ("\376\377\334\0\0a"), TA_EXCHANGE_ERROR_NOT_TEXT, "UTF-16BE");
}

static void
test_too_large (void)
{
  gsize size = TA_TEXT_MAX_BYTES + 1;
  g_autofree char *much = g_malloc0 (size);

  check_refused (much, size, TA_EXCHANGE_ERROR_TOO_LARGE, "64.0");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/text-decoder/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_decode);
    }
  g_test_add_func ("/text-decoder/nul", test_nul_is_kept);
  g_test_add_func ("/text-decoder/refused", test_refused);
  g_test_add_func ("/text-decoder/too-large", test_too_large);
  return g_test_run ();
}
