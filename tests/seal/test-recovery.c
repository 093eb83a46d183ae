/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-envelope.h"
#include "ta-recovery-private.h"

#include <string.h>

#define HUB "https://hub.example.org"

static TaKeyring *
vector_keyring (void)
{
  guint8 pod[TA_POD_ID_SIZE], root[TA_KEY_SIZE];

  for (guint i = 0; i < sizeof pod; i++)
    pod[i] = (guint8) (0xa0 + i);
  for (guint i = 0; i < sizeof root; i++)
    root[i] = (guint8) i;
  return ta_keyring_new_with_key (pod, 1, root);
}

static TaRecoverySheet *
sheet_new (const TaKeyring *keyring)
{
  g_autoptr (GError) error = NULL;
  TaRecoverySheet *sheet = ta_recovery_sheet_new (keyring, HUB, "pod", &error);

  g_assert_no_error (error);
  return sheet;
}

static void
assert_same (const TaRecoverySheet *sheet, const char *text)
{
  g_autoptr (GError) error = NULL;
  guint line = 99;
  g_autoptr (TaRecoverySheet) read = ta_recovery_sheet_parse (text, &line, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (read->pod, TA_POD_ID_SIZE, sheet->pod, TA_POD_ID_SIZE);
  g_assert_cmpuint (read->epoch, ==, sheet->epoch);
  g_assert_true (ta_secret_equal (read->key, sheet->key));
  g_assert_cmpstr (read->hub, ==, sheet->hub);
  g_assert_cmpstr (read->database, ==, sheet->database);
}

/* The message has no letter of what was typed, which is a key. */
static void
assert_wrong (const char *text, guint expected)
{
  g_autoptr (GError) error = NULL;
  guint line = 99;
  g_autoptr (TaRecoverySheet) read = ta_recovery_sheet_parse (text, &line, &error);
  g_autofree char *number = g_strdup_printf ("Line %u ", expected);

  g_assert_null (read);
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT);
  g_assert_cmpuint (line, ==, expected);
  if (expected > 0)
    g_assert_true (g_str_has_prefix (error->message, number));
  g_assert_null (strstr (error->message, "K7Q2"));
}

/* The sheet of docs/sealing.md; it was computed by another program. */
static const char *const vector[] = {
  "01  0405K-851MA-HT99D-6MYMA-WV",
  "02  KANBN-JPTXB-R0000-02001-YB",
  "03  081G8-1860W-40J2G-B1G6G-8T",
  "04  W3RG2-49165-0N2RB-HG68T-6C",
  "05  3CE1T-7GZ00-BPGX3-ME1SK-95",
  "06  MBSFD-1TP4B-K5F1G-PTW3C-9J",
  "07  CMQ6Y-WK700-1Q0VV-4VN30-KJ",
  "08  6P000-00000-00000-00000-8V",
  NULL
};

static void
test_vector (void)
{
  g_autoptr (TaKeyring) keyring = vector_keyring ();
  g_autoptr (TaRecoverySheet) sheet = sheet_new (keyring);
  GStrv lines = ta_recovery_sheet_dup_lines (sheet);
  char *code = ta_recovery_sheet_to_code (sheet);
  g_autofree char *text = g_strjoinv ("\n", (GStrv) vector);

  g_assert_cmpstrv (lines, vector);
  g_assert_cmpstr (code, ==, "TURNABOUT-KEY:1:0405K851MAHT99D6MYMAKANBNJPTXBR000002001081G81860W40J2GB1G6GW3RG2491650N2RBHG68T3CE1T7GZ00BPGX3ME1SKMBSFD1TP4BK5F1GPTW3CCMQ6YWK7001Q0VV4VN306P0");
  assert_same (sheet, text);
  assert_same (sheet, code);
  ta_recovery_lines_free (lines);
  ta_secret_text_free (code);
}

static char *
edit_all (const char *from, const char *to)
{
  g_autofree char *text = g_strjoinv ("\n", (GStrv) vector);
  g_auto (GStrv) pieces = g_strsplit (text, from, -1);

  return g_strjoinv (to, pieces);
}

static void
test_tolerant (void)
{
  g_autoptr (TaKeyring) keyring = vector_keyring ();
  g_autoptr (TaRecoverySheet) sheet = sheet_new (keyring);
  g_autofree char *text = g_strjoinv ("\r\n\r\n", (GStrv) vector);
  g_autofree char *small = g_ascii_strdown (text, -1);
  g_autofree char *no_dashes = edit_all ("-", "");
  g_autofree char *spaces = edit_all ("-", " \t ");
  g_autofree char *dashes = edit_all ("-", "–");
  g_autofree char *letter_o = edit_all ("0", "O");
  g_autofree char *small_o = edit_all ("0", "o");
  g_autofree char *letter_i = edit_all ("1", "I");
  g_autofree char *letter_l = edit_all ("1", "l");
  g_autoptr (GString) without_numbers = g_string_new (NULL);
  g_autoptr (GString) backwards = g_string_new (NULL);

  for (guint i = 0; vector[i] != NULL; i++)
    {
      g_string_append_printf (without_numbers, "%s\n", vector[i] + 4);
      g_string_prepend (backwards, "\n");
      g_string_prepend (backwards, vector[i]);
    }
  assert_same (sheet, text);
  assert_same (sheet, small);
  assert_same (sheet, no_dashes);
  assert_same (sheet, spaces);
  assert_same (sheet, dashes);
  assert_same (sheet, letter_o);
  assert_same (sheet, small_o);
  assert_same (sheet, letter_i);
  assert_same (sheet, letter_l);
  assert_same (sheet, without_numbers->str);
  assert_same (sheet, backwards->str);
}

/* Says which line is to be looked at again. */
static void
test_says_which_line (void)
{
  guint count = g_strv_length ((GStrv) vector);

  for (guint i = 0; i < count; i++)
    {
      g_auto (GStrv) lines = g_strdupv ((GStrv) vector);
      g_autofree char *wrong = NULL;
      g_autofree char *shorter = NULL;
      g_autofree char *missing = NULL;

      lines[i][7] = lines[i][7] == 'Z' ? 'Y' : 'Z';
      wrong = g_strjoinv ("\n", lines);
      assert_wrong (wrong, i + 1);
      lines[i][7] = 'U';
      g_free (wrong);
      wrong = g_strjoinv ("\n", lines);
      assert_wrong (wrong, i + 1);
      lines[i][strlen (lines[i]) - 1] = '\0';
      lines[i][7] = 'Z';
      shorter = g_strjoinv ("\n", lines);
      assert_wrong (shorter, i + 1);
      lines[i][0] = '\0';
      missing = g_strjoinv ("\n", lines);
      assert_wrong (missing, i + 1);
    }
}

static void
test_other_lines (void)
{
  g_autoptr (TaKeyring) keyring = ta_keyring_new ();
  g_autoptr (TaRecoverySheet) other = sheet_new (keyring);
  GStrv theirs = ta_recovery_sheet_dup_lines (other);
  g_auto (GStrv) mixed = g_strdupv ((GStrv) vector);
  g_autofree char *text = NULL;
  g_autofree char *twice = NULL;
  g_autofree char *too_many = g_strjoinv ("\n", (GStrv) vector);
  char extra[TA_RECOVERY_LINE_LENGTH + 1] = "00000000000000000000";
  g_autofree char *all = NULL;

  g_free (mixed[2]);
  mixed[2] = g_strdup (theirs[2]);
  text = g_strjoinv ("\n", mixed);
  assert_wrong (text, 0);
  twice = g_strdup_printf ("%s\n%s\n", vector[2], theirs[2]);
  assert_wrong (twice, 2);
  ta_recovery_line_finish (extra, 20);
  all = g_strdup_printf ("%s\n20 %s", too_many, extra);
  assert_wrong (all, 20);
  ta_recovery_lines_free (theirs);
}

static void
test_nothing (void)
{
  g_autofree char *zeroes = g_strnfill (8193, '0');

  assert_wrong ("", 1);
  assert_wrong ("\n \n", 1);
  assert_wrong ("hola", 1);
  assert_wrong ("00 00000-00000-00000-00000-00", 1);
  assert_wrong ("99 00000-00000-00000-00000-00", 1);
  assert_wrong ("\xff", 0);
  assert_wrong (zeroes, 0);
  assert_wrong ("TURNABOUT-KEY:1:", 0);
  assert_wrong ("TURNABOUT-KEY:1:0", 0);
  assert_wrong ("TURNABOUT-KEY:1:U", 0);
  assert_wrong ("TURNABOUT-KEY:1:00000000", 0);
}

static void
test_newer (void)
{
  char line[TA_RECOVERY_LINE_LENGTH + 1] = "08000000000000000000";
  g_autoptr (GError) error = NULL;

  ta_recovery_line_finish (line, 1);
  g_assert_null (ta_recovery_sheet_parse (line, NULL, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_NEWER);
  g_clear_error (&error);
  g_assert_null (ta_recovery_sheet_parse ("TURNABOUT-KEY:2:0000", NULL, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_NEWER);
}

/* Any two wrong letters, the line's number being one of them, are found for certain: tried for all there are. */
static void
test_any_two_letters (void)
{
  char line[TA_RECOVERY_LINE_LENGTH + 1] = "K7Q2M4F0AB29XWTPC3DE";

  ta_recovery_line_finish (line, 7);
  g_assert_true (ta_recovery_line_is_right (line, 7));
  for (guint number = 0; number < 32; number++)
    for (guint i = 0; i < TA_RECOVERY_LINE_LENGTH; i++)
      for (guint a = 0; a < 32; a++)
        {
          char letter = line[i];

          line[i] = TA_CROCKFORD[a];
          g_assert_cmpint (ta_recovery_line_is_right (line, number), ==, line[i] == letter && number == 7);
          for (guint j = i + 1; number == 7 && j < TA_RECOVERY_LINE_LENGTH; j++)
            for (guint b = 0; b < 32; b++)
              {
                char second = line[j];

                line[j] = TA_CROCKFORD[b];
                if (ta_recovery_line_is_right (line, 7) != (line[i] == letter && line[j] == second))
                  g_error ("letters %u and %u", i, j);
                line[j] = second;
              }
          line[i] = letter;
        }
}

static void
test_places (void)
{
  g_autoptr (TaKeyring) keyring = ta_keyring_new ();
  g_autofree char *host = g_strnfill (192, 'h');
  g_autofree char *hub = g_strconcat ("https://", host, NULL);
  g_autofree char *database = g_strnfill (64, 'd');
  g_autoptr (TaRecoverySheet) none = ta_recovery_sheet_new (keyring, NULL, NULL, NULL);
  g_autoptr (TaRecoverySheet) longest = ta_recovery_sheet_new (keyring, hub, database, NULL);
  g_auto (GStrv) short_lines = ta_recovery_sheet_dup_lines (none);
  g_auto (GStrv) long_lines = ta_recovery_sheet_dup_lines (longest);
  g_autofree char *short_text = g_strjoinv ("\n", short_lines);
  g_autofree char *long_text = g_strjoinv ("\n", long_lines);

  assert_same (none, short_text);
  assert_same (longest, long_text);
  g_assert_cmpuint (g_strv_length (short_lines), ==, 6);
  g_assert_cmpuint (g_strv_length (long_lines), <=, TA_RECOVERY_MAX_LINES);
  g_assert_null (ta_recovery_sheet_new (keyring, "http://example.org", "pod", NULL));
  g_assert_null (ta_recovery_sheet_new (keyring, HUB, NULL, NULL));
  g_assert_null (ta_recovery_sheet_new (keyring, NULL, "pod", NULL));
  g_assert_null (ta_recovery_sheet_new (keyring, HUB, "Pod", NULL));
}

static void
test_comes_in_again (void)
{
  static const char doc[] = "00112233445566778899aabbccddeeff";
  g_autoptr (TaKeyring) keyring = ta_keyring_new ();
  g_autoptr (TaKeyring) rotated = ta_keyring_rotate (keyring);
  g_autoptr (TaRecoverySheet) sheet = sheet_new (keyring);
  char *code = ta_recovery_sheet_to_code (sheet);
  g_autoptr (TaRecoverySheet) read = ta_recovery_sheet_parse (code, NULL, NULL);
  g_autoptr (TaKeyring) again = ta_recovery_sheet_to_keyring (read);
  g_autoptr (TaEnvelope) envelope = ta_envelope_seal (keyring, doc, "Ana", 3, NULL);
  g_autoptr (GBytes) opened = ta_envelope_open (again, doc, 1, envelope->key, envelope->content, NULL);

  g_assert_cmpmem (g_bytes_get_data (opened, NULL), g_bytes_get_size (opened), "Ana", 3);
  g_assert_true (ta_recovery_sheet_is_current (sheet, keyring));
  g_assert_false (ta_recovery_sheet_is_current (sheet, rotated));
  ta_secret_text_free (code);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recovery/vector", test_vector);
  g_test_add_func ("/recovery/tolerant", test_tolerant);
  g_test_add_func ("/recovery/says-which-line", test_says_which_line);
  g_test_add_func ("/recovery/other-lines", test_other_lines);
  g_test_add_func ("/recovery/nothing", test_nothing);
  g_test_add_func ("/recovery/newer", test_newer);
  g_test_add_func ("/recovery/any-two-letters", test_any_two_letters);
  g_test_add_func ("/recovery/places", test_places);
  g_test_add_func ("/recovery/comes-in-again", test_comes_in_again);
  return g_test_run ();
}
