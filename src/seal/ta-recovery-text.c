/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-recovery-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How what a person typed becomes the letters of the lines. */

#define NUMBER_LENGTH 2

typedef struct
{
  char letters[TA_RECOVERY_MAX_LINES][TA_RECOVERY_LINE_LENGTH];
  gboolean known[TA_RECOVERY_MAX_LINES];
  guint next; /* the number that a line without one has */
} Lines;

/* One letter of the alphabet; 0: passed over; -1: none that is used. */
static int
letter_of (gunichar typed)
{
  int letter = typed < 128 ? g_ascii_toupper ((char) typed) : 0;

  if (typed >= 128)
    return g_unichar_isspace (typed) || g_unichar_type (typed) == G_UNICODE_DASH_PUNCTUATION || g_unichar_type (typed) == G_UNICODE_FORMAT ? 0 : -1;
  if (letter == 'O')
    return '0';
  if (letter == 'I' || letter == 'L')
    return '1';
  if (g_ascii_isalnum (letter))
    return strchr (TA_CROCKFORD, letter) != NULL ? letter : -1;
  return 0;
}

/* How many letters there are; the line is @number for who reads the message. */
static guint
collect (const char *text, gsize length, guint number, char *to, guint most, GError **error)
{
  guint count = 0;

  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    {
      int letter = letter_of (g_utf8_get_char (at));

      if (letter < 0)
        {
          g_set_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("Line %u has a letter that a sheet does not use. Look at it again."), number);
          return 0;
        }
      if (letter > 0 && count < most)
        to[count] = (char) letter;
      count += letter > 0;
    }
  return count;
}

static gboolean
keep (Lines *lines, const char *letters, guint number, guint shown, GError **error)
{
  char *place = lines->letters[MIN (number, TA_RECOVERY_MAX_LINES) - 1];
  gboolean *known = &lines->known[MIN (number, TA_RECOVERY_MAX_LINES) - 1];

  if (number > TA_RECOVERY_MAX_LINES || !ta_recovery_line_is_right (letters, number)
      || (*known && memcmp (place, letters, TA_RECOVERY_LINE_LENGTH) != 0))
    {
      g_set_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("Line %u is not as it stands on the sheet. Look at it again."), shown);
      return FALSE;
    }
  memcpy (place, letters, TA_RECOVERY_LINE_LENGTH);
  *known = TRUE;
  lines->next = number + 1;
  return TRUE;
}

static gboolean
add_line (Lines *lines, const char *text, gsize length, guint shown, gboolean *blank, GError **error)
{
  char letters[NUMBER_LENGTH + TA_RECOVERY_LINE_LENGTH];
  g_autoptr (GError) problem = NULL;
  guint count = collect (text, length, shown, letters, sizeof letters, &problem);
  gboolean right = FALSE;

  *blank = count == 0 && problem == NULL;
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (*blank)
    right = TRUE;
  else if (count == TA_RECOVERY_LINE_LENGTH)
    right = keep (lines, letters, lines->next, shown, error);
  else if (count == sizeof letters && g_ascii_isdigit (letters[0]) && g_ascii_isdigit (letters[1]) && (letters[0] != '0' || letters[1] != '0'))
    right = keep (lines, letters + NUMBER_LENGTH, (guint) (letters[0] - '0') * 10 + (guint) (letters[1] - '0'), shown, error);
  else
    g_set_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT,
                 ngettext ("Line %u has %u letter or digit; it should have 22, or 24 with its number.",
                           "Line %u has %u letters and digits; it should have 22, or 24 with its number.", count),
                 shown, count);
  sodium_memzero (letters, sizeof letters);
  return right;
}

/* All lines that were typed; @line stays at the one that is wrong. */
static gboolean
read_lines (Lines *lines, const char *text, guint *line, GError **error)
{
  const char *end;

  lines->next = 1;
  *line = 1;
  for (; *text != '\0'; text = *end == '\0' ? end : end + 1)
    {
      gboolean blank;

      end = text + strcspn (text, "\r\n");
      if (!add_line (lines, text, (gsize) (end - text), *line, &blank, error))
        return FALSE;
      *line += !blank;
    }
  return TRUE;
}

/* How many bytes the sheet has, by what its first line says; 0 where that cannot be. */
static gsize
read_size (const char *first, GError **error)
{
  /* Eight letters are five bytes: the version, the length, and two of the pod's id. */
  guint8 head[5];
  gsize size;

  ta_base32_decode (TA_CROCKFORD, first, 8, head);
  size = (gsize) head[1] << 8 | head[2];
  if (head[0] > TA_RECOVERY_VERSION)
    g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_NEWER, _ ("This sheet was printed by a newer version of Turnabout. Update the one on this computer, and try again."));
  else if (head[0] < TA_RECOVERY_VERSION || size < sizeof head || ta_recovery_count_lines (size) > TA_RECOVERY_MAX_LINES)
    g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("This is no recovery sheet of Turnabout. Type its lines as they stand on it, with their numbers, one below the other."));
  else
    return size;
  return 0;
}

static void
fail_missing (guint number, guint *line, GError **error)
{
  *line = number;
  g_set_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("Line %u is missing."), number);
}

/* Whether there are as many lines as there have to be, none of them missing. */
static gboolean
check_complete (const Lines *lines, guint count, guint *line, GError **error)
{
  for (guint i = 0; i < count; i++)
    if (!lines->known[i])
      {
        fail_missing (i + 1, line, error);
        return FALSE;
      }
  for (guint i = count; i < TA_RECOVERY_MAX_LINES; i++)
    if (lines->known[i])
      {
        *line = i + 1;
        g_set_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("Line %u belongs to another sheet."), i + 1);
        return FALSE;
      }
  return TRUE;
}

static TaSecret *
join_lines (const Lines *lines, guint *line, GError **error)
{
  g_autoptr (TaSecret) letters = NULL;
  g_autoptr (TaSecret) bytes = NULL;
  gsize size;
  guint count;

  if (!lines->known[0])
    {
      fail_missing (1, line, error);
      return NULL;
    }
  *line = 0;
  size = read_size (lines->letters[0], error);
  count = ta_recovery_count_lines (size);
  if (size == 0 || !check_complete (lines, count, line, error))
    return NULL;
  letters = ta_secret_new (count * TA_RECOVERY_DATA_LENGTH);
  for (guint i = 0; i < count; i++)
    memcpy (ta_secret_get_data (letters) + i * TA_RECOVERY_DATA_LENGTH, lines->letters[i], TA_RECOVERY_DATA_LENGTH);
  bytes = ta_secret_new (ta_secret_get_size (letters) * 5 / 8);
  if (!ta_base32_decode (TA_CROCKFORD, ta_secret_get_text (letters), ta_secret_get_size (letters), ta_secret_get_data (bytes)))
    {
      g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("This is no recovery sheet of Turnabout. Type its lines as they stand on it, with their numbers, one below the other."));
      return NULL;
    }
  ta_secret_truncate (bytes, size);
  return g_steal_pointer (&bytes);
}

TaSecret *
ta_recovery_text_parse (const char *text, guint *line, GError **error)
{
  Lines *lines = sodium_malloc (sizeof (Lines));
  TaSecret *bytes = NULL;

  if (lines == NULL)
    g_error ("there is no memory for a recovery sheet");
  memset (lines, 0, sizeof *lines);
  if (read_lines (lines, text, line, error))
    bytes = join_lines (lines, line, error);
  sodium_free (lines);
  return bytes;
}

guint
ta_recovery_count_lines (gsize size)
{
  return (guint) ((size * 8 + TA_RECOVERY_DATA_LENGTH * 5 - 1) / (TA_RECOVERY_DATA_LENGTH * 5));
}
