/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-invitation.h"
#include "ta-qr.h"
#include "ta-seal-error.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define SCALE 4

/* A picture as a camera sees it: eight bits of grey, with the margin. */
static char *
write_picture (const TaQr *qr, const char *folder)
{
  char *path = g_build_filename (folder, "code.pgm", NULL);
  int side = (ta_qr_get_size (qr) + 2 * TA_QR_MARGIN) * SCALE;
  g_autoptr (GString) picture = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_string_printf (picture, "P5 %d %d 255\n", side, side);
  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      g_string_append_c (picture, ta_qr_get (qr, x / SCALE - TA_QR_MARGIN, y / SCALE - TA_QR_MARGIN) ? 0x10 : (char) 0xf0);
  g_file_set_contents (path, picture->str, (gssize) picture->len, &error);
  g_assert_no_error (error);
  return path;
}

/* Read by another program, which knows nothing of how it was made. */
static char *
decode (const TaQr *qr)
{
  g_autofree char *folder = g_dir_make_tmp ("turnabout-qr-XXXXXX", NULL);
  g_autofree char *path = write_picture (qr, folder);
  const char *const command[] = { "zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_remove (path);
  g_rmdir (folder);
  return g_strdup (g_strchomp (output));
}

static void
assert_decodes (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaQr) qr = ta_qr_new (text, &error);
  g_autofree char *decoded = NULL;

  g_assert_no_error (error);
  decoded = decode (qr);
  g_assert_cmpstr (decoded, ==, text);
}

static void
test_decodes (void)
{
  g_autofree char *program = g_find_program_in_path ("zbarimg");
  g_autoptr (TaInvitation) invitation = ta_invitation_new ("https://hub.example.org", "pod", TRUE, NULL);
  g_autofree char *link = ta_invitation_to_link (invitation);
  g_autofree char *longest = g_strnfill (TA_QR_MAX_TEXT, 'Z');

  if (program == NULL)
    {
      g_test_skip ("zbarimg is not on this machine");
      return;
    }
  assert_decodes (link);
  assert_decodes ("TURNABOUT-KEY:1:K7Q2M4F0AB");
  assert_decodes ("x");
  assert_decodes ("https://example.org/f/0123456789abcdef.ics");
  assert_decodes (longest);
}

/* Capitals and digits take eleven bits for two, others sixteen. */
static void
test_capitals_are_smaller (void)
{
  g_autofree char *upper = g_strnfill (160, 'K');
  g_autofree char *lower = g_strnfill (160, 'k');
  g_autoptr (TaQr) small = ta_qr_new (upper, NULL);
  g_autoptr (TaQr) large = ta_qr_new (lower, NULL);

  g_assert_cmpint (ta_qr_get_size (small), <, ta_qr_get_size (large));
}

static void
test_outside (void)
{
  g_autoptr (TaQr) qr = ta_qr_new ("TURNABOUT", NULL);
  int size = ta_qr_get_size (qr);

  g_assert_cmpint (size, ==, 21);
  g_assert_true (ta_qr_get (qr, 0, 0));
  g_assert_true (ta_qr_get (qr, size - 1, 0));
  g_assert_true (ta_qr_get (qr, 0, size - 1));
  g_assert_false (ta_qr_get (qr, -1, 0));
  g_assert_false (ta_qr_get (qr, 0, -1));
  g_assert_false (ta_qr_get (qr, size, 0));
  g_assert_false (ta_qr_get (qr, 0, size));
}

static void
test_too_long (void)
{
  g_autofree char *text = g_strnfill (TA_QR_MAX_TEXT + 1, 'A');
  g_autoptr (GError) error = NULL;

  g_assert_null (ta_qr_new (text, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_LIMIT);
  g_clear_error (&error);
  g_assert_null (ta_qr_new ("", &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_LIMIT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/qr/decodes", test_decodes);
  g_test_add_func ("/qr/capitals-are-smaller", test_capitals_are_smaller);
  g_test_add_func ("/qr/outside", test_outside);
  g_test_add_func ("/qr/too-long", test_too_long);
  return g_test_run ();
}
