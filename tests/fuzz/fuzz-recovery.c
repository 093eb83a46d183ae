/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-recovery-sheet.h"
#include "ta-seal-private.h"

#include "fuzz.h"

#include <string.h>

/* Whatever somebody types is an error or a sheet that is printed again as the same; and so is whatever bytes a QR code has. */

static void
check_printed (const TaRecoverySheet *sheet)
{
  GStrv lines = ta_recovery_sheet_dup_lines (sheet);
  g_autofree char *text = g_strjoinv ("\n", lines);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaRecoverySheet) again = ta_recovery_sheet_parse (text, NULL, &error);
  g_autofree char *code = ta_recovery_sheet_to_code (sheet);
  g_autofree char *same = NULL;

  g_assert_no_error (error);
  same = ta_recovery_sheet_to_code (again);
  g_assert_cmpstr (code, ==, same);
  ta_recovery_lines_free (lines);
}

static void
check (const char *text)
{
  g_autoptr (GError) error = NULL;
  guint line = G_MAXUINT;
  g_autoptr (TaRecoverySheet) sheet = ta_recovery_sheet_parse (text, &line, &error);

  g_assert_true ((sheet == NULL) == (error != NULL));
  g_assert_cmpuint (line, <, 8192);
  if (sheet != NULL)
    check_printed (sheet);
  else
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup (size == 0 ? "" : (const char *) data, size);
  gsize part = MIN (size, 500);
  g_autofree guint8 *bytes = g_malloc0 (part + 4);
  char code[1024] = "TURNABOUT-KEY:1:";
  guint8 hash[16];

  ta_seal_ready ();
  check (text);
  /* With a length and a checksum that fit. */
  if (part > 0)
    memcpy (bytes, data, part);
  if (part >= 3)
    {
      bytes[1] = (guint8) ((part + 4) >> 8);
      bytes[2] = (guint8) (part + 4);
    }
  crypto_generichash (hash, sizeof hash, bytes, part, NULL, 0);
  memcpy (bytes + part, hash, 4);
  ta_base32_encode (TA_CROCKFORD, bytes, part + 4, code + strlen (code));
  check (code);
  return 0;
}
