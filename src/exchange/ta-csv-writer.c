/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-csv-writer.h"

#include <string.h>

struct _TaCsvWriter
{
  GString *text;
  gsize row_start;
  char delimiter;
  gboolean mark;
  gboolean in_row;
};

static void
begin (TaCsvWriter *self)
{
  self->text = g_string_new (self->mark ? "\357\273\277" : NULL);
  self->row_start = self->text->len;
  self->in_row = FALSE;
}

TaCsvWriter *
ta_csv_writer_new (char delimiter, gboolean mark)
{
  TaCsvWriter *self;

  g_return_val_if_fail (delimiter != '\0' && strchr (",;\t|", delimiter) != NULL, NULL);
  self = g_new0 (TaCsvWriter, 1);
  self->delimiter = delimiter;
  self->mark = mark;
  begin (self);
  return self;
}

void
ta_csv_writer_free (TaCsvWriter *self)
{
  if (self == NULL)
    return;
  g_string_free (self->text, TRUE);
  g_free (self);
}

/* Every delimiter that a reader may try counts, not only our own, and so does what would mean something else where a file begins:
   Excel's own line and a byte order mark. */
static gboolean
needs_quotes (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && (strpbrk (text, "\",;\t|\r\n") != NULL || g_ascii_isspace (text[0]) || g_ascii_isspace (text[length - 1]) || g_ascii_strncasecmp (text, "sep=", 4) == 0 || g_str_has_prefix (text, "\357\273\277"));
}

void
ta_csv_writer_add (TaCsvWriter *self, const char *text)
{
  text = text == NULL ? "" : text;
  if (self->in_row)
    g_string_append_c (self->text, self->delimiter);
  self->in_row = TRUE;
  if (!needs_quotes (text))
    {
      g_string_append (self->text, text);
      return;
    }
  g_string_append_c (self->text, '"');
  for (const char *quote = strchr (text, '"'); quote != NULL; quote = strchr (text, '"'))
    {
      g_string_append_len (self->text, text, quote - text + 1);
      g_string_append_c (self->text, '"');
      text = quote + 1;
    }
  g_string_append (self->text, text);
  g_string_append_c (self->text, '"');
}

void
ta_csv_writer_end_row (TaCsvWriter *self)
{
  g_return_if_fail (self->in_row);
  /* A row of one empty field would be an empty line, and so no row. */
  if (self->text->len == self->row_start)
    g_string_append (self->text, "\"\"");
  g_string_append (self->text, "\r\n");
  self->row_start = self->text->len;
  self->in_row = FALSE;
}

GBytes *
ta_csv_writer_finish (TaCsvWriter *self)
{
  GBytes *bytes;

  g_return_val_if_fail (!self->in_row, NULL);
  bytes = g_string_free_to_bytes (self->text);
  begin (self);
  return bytes;
}
