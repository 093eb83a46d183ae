/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-csv-reader.h"

#include "ta-exchange-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Rows that are looked at to find the delimiter, and bytes, should a row not end. */
#define SNIFF_ROWS 50
#define SNIFF_BYTES 262144

/* In the order in which they are taken when nothing else decides. */
static const char candidates[] = { ',', ';', '\t', '|' };

struct _TaCsvReader
{
  char *text; /* a copy: fields are cut out of it in place */
  char *end;
  char *at;
  guint line; /* of @at */
  guint rows;
  guint error_column;
  char delimiter;
  GPtrArray *row;
};

typedef enum
{
  FIELD_GOOD,
  FIELD_UNTERMINATED,
  FIELD_STRAY_QUOTE,
  FIELD_NUL,
  FIELD_TOO_LONG
} FieldState;

typedef struct
{
  FieldState state;
  char *body;
  gsize length;
  char *end; /* the delimiter, the end of the line or of the text */
  guint newlines;
  gboolean doubled; /* has doubled quotation marks in it */
} Field;

static gboolean
is_newline (char c)
{
  return c == '\n' || c == '\r';
}

/* Behind the line end at @at, where there is one. */
static char *
skip_newline (const TaCsvReader *self, char *at)
{
  if (at < self->end && *at == '\r')
    at++;
  else if (at < self->end && *at == '\n')
    return at + 1;
  else
    return at;
  return at < self->end && *at == '\n' ? at + 1 : at;
}

/* Counts delimiters outside quotation marks of one row, for all candidates at once; returns what follows the row. */
static const char *
count_candidates (const char *at, const char *end, guint counts[G_N_ELEMENTS (candidates)])
{
  gboolean quoted = FALSE;

  memset (counts, 0, sizeof (guint) * G_N_ELEMENTS (candidates));
  for (; at < end && (quoted || !is_newline (*at)); at++)
    {
      if (*at == '"')
        quoted = !quoted;
      for (guint i = 0; !quoted && i < G_N_ELEMENTS (candidates); i++)
        counts[i] += *at == candidates[i];
    }
  while (at < end && is_newline (*at))
    at++;
  return at;
}

/* The delimiter on which most rows agree with the heading; of several, the one that gives most columns. */
static char
sniff (const char *at, const char *end)
{
  guint heading[G_N_ELEMENTS (candidates)], counts[G_N_ELEMENTS (candidates)];
  guint agreed[G_N_ELEMENTS (candidates)] = { 0 };
  guint best = 0;

  end = MIN (end, at + SNIFF_BYTES);
  while (at < end && is_newline (*at))
    at++;
  at = count_candidates (at, end, heading);
  for (guint row = 0; row < SNIFF_ROWS && at < end; row++)
    {
      at = count_candidates (at, end, counts);
      for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
        agreed[i] += counts[i] == heading[i];
    }
  for (guint i = 1; i < G_N_ELEMENTS (candidates); i++)
    if (heading[i] > 0 && (heading[best] == 0 || agreed[i] > agreed[best] || (agreed[i] == agreed[best] && heading[i] > heading[best])))
      best = i;
  return candidates[best];
}

/* Excel's own first line, which names the delimiter. */
static gboolean
take_sep_line (TaCsvReader *self)
{
  char *at = self->text;

  if (self->end - at < 5 || g_ascii_strncasecmp (at, "sep=", 4) != 0 || at[4] == '"' || (at[4] != '\t' && !g_ascii_ispunct (at[4])))
    return FALSE;
  if (at + 5 < self->end && !is_newline (at[5]))
    return FALSE;
  self->delimiter = at[4];
  self->at = skip_newline (self, at + 5);
  self->line = 2;
  return TRUE;
}

TaCsvReader *
ta_csv_reader_new (GBytes *text, char delimiter)
{
  TaCsvReader *self = g_new0 (TaCsvReader, 1);
  gsize size;
  const char *data = g_bytes_get_data (text, &size);

  g_return_val_if_fail (delimiter != '"' && !is_newline (delimiter), NULL);
  self->text = g_malloc (size + 1);
  if (size > 0)
    memcpy (self->text, data, size);
  self->end = self->text + size;
  *self->end = '\0';
  self->at = self->text;
  self->line = 1;
  self->row = g_ptr_array_new ();
  if (!take_sep_line (self) && delimiter == 0)
    self->delimiter = sniff (self->text, self->end);
  if (delimiter != 0)
    self->delimiter = delimiter;
  return self;
}

void
ta_csv_reader_free (TaCsvReader *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->row, g_ptr_array_unref);
  g_free (self->text);
  g_free (self);
}

static void
scan_plain (const TaCsvReader *self, Field *field)
{
  char *at = field->body;

  while (at < self->end && *at != self->delimiter && !is_newline (*at))
    {
      if (*at == '\0')
        field->state = FIELD_NUL;
      at++;
    }
  field->end = at;
  field->length = (gsize) (at - field->body);
}

static void
scan_quoted (const TaCsvReader *self, Field *field)
{
  char *at = ++field->body;

  for (; at < self->end; at++)
    {
      if (*at == '\0')
        field->state = FIELD_NUL;
      else if (is_newline (*at))
        field->newlines += *at == '\r' || at[-1] != '\r';
      else if (*at == '"' && at[1] == '"' && at + 1 < self->end)
        {
          field->doubled = TRUE;
          at++;
        }
      else if (*at == '"')
        break;
      if (at - field->body > TA_CSV_MAX_FIELD_BYTES)
        break;
    }
  field->length = (gsize) (at - field->body);
  field->end = MIN (at + 1, self->end);
  if (field->state == FIELD_NUL || field->length > TA_CSV_MAX_FIELD_BYTES)
    return;
  if (at == self->end)
    field->state = FIELD_UNTERMINATED;
  else if (field->end < self->end && *field->end != self->delimiter && !is_newline (*field->end))
    field->state = FIELD_STRAY_QUOTE;
}

static Field
scan_field (const TaCsvReader *self)
{
  Field field = { FIELD_GOOD, self->at, 0, NULL, 0, FALSE };

  if (self->at < self->end && *self->at == '"')
    scan_quoted (self, &field);
  else
    scan_plain (self, &field);
  if (field.state == FIELD_GOOD && field.length > TA_CSV_MAX_FIELD_BYTES)
    field.state = FIELD_TOO_LONG;
  return field;
}

/* Makes a string of the field where it stands: what is cut off or overwritten belongs to the field or ends it. */
static char *
cut_field (const Field *field)
{
  gsize length = field->length;

  if (field->doubled)
    {
      length = 0;
      for (gsize i = 0; i < field->length; i++)
        {
          field->body[length++] = field->body[i];
          i += field->body[i] == '"';
        }
    }
  field->body[length] = '\0';
  return field->body;
}

static void
set_field_error (FieldState state, guint column, GError **error)
{
  g_autofree char *limit = g_format_size_full (TA_CSV_MAX_FIELD_BYTES, G_FORMAT_SIZE_IEC_UNITS);

  switch (state)
    {
    case FIELD_UNTERMINATED:
      g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_SYNTAX,
                   _ ("A quotation mark opens field %u and is never closed. Close it, or double it where it belongs to the text."), column);
      break;
    case FIELD_STRAY_QUOTE:
      g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_SYNTAX,
                   _ ("Text follows the closing quotation mark of field %u. Double a quotation mark that belongs to the text."), column);
      break;
    case FIELD_NUL:
      g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_SYNTAX,
                   _ ("Field %u holds a NUL, which no text has. Save the file again as “CSV UTF-8”."), column);
      break;
    case FIELD_TOO_LONG:
      g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_TOO_LARGE,
                   _ ("Field %u is longer than %s. Shorten it, or look for a quotation mark that is not closed."), column, limit);
      break;
    case FIELD_GOOD:
    default:
      g_assert_not_reached ();
    }
}

/* Goes behind the line on which @from stands. */
static void
skip_line (TaCsvReader *self, char *from)
{
  while (from < self->end && !is_newline (*from))
    from++;
  self->at = skip_newline (self, from);
  self->line++;
}

static TaCsvStep
fail_field (TaCsvReader *self, FieldState state, GError **error)
{
  self->error_column = self->row->len;
  set_field_error (state, self->error_column + 1, error);
  /* Fields are cut only when they are good, so that the text from @at on is still as it was. */
  skip_line (self, self->at);
  return TA_CSV_ERROR;
}

static TaCsvStep
fail_columns (TaCsvReader *self, GError **error)
{
  self->error_column = TA_CSV_MAX_COLUMNS;
  g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_TOO_LARGE,
               _ ("The row has more than %u fields. Look whether the file is a table, and what stands between its fields."), TA_CSV_MAX_COLUMNS);
  skip_line (self, self->at);
  return TA_CSV_ERROR;
}

static TaCsvStep
fail_rows (TaCsvReader *self, GError **error)
{
  self->error_column = 0;
  g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_TOO_LARGE,
               _ ("The file has more than %u rows. Split it into smaller ones."), TA_CSV_MAX_ROWS);
  self->at = self->end;
  return TA_CSV_ERROR;
}

static void
skip_empty_lines (TaCsvReader *self)
{
  while (self->at < self->end && is_newline (*self->at))
    {
      self->at = skip_newline (self, self->at);
      self->line++;
    }
}

/* Takes a good field; %FALSE where it was the last one of its row. */
static gboolean
take_field (TaCsvReader *self, const Field *field)
{
  gboolean more = field->end < self->end && *field->end == self->delimiter;
  char *next = more ? field->end + 1 : skip_newline (self, field->end);

  if (!more && next > field->end)
    self->line++;
  g_ptr_array_add (self->row, cut_field (field));
  self->line += field->newlines;
  self->at = next;
  return more;
}

TaCsvStep
ta_csv_reader_next (TaCsvReader *self, GPtrArray **row, guint *line, GError **error)
{
  gboolean more = TRUE;

  skip_empty_lines (self);
  g_ptr_array_set_size (self->row, 0);
  *row = self->row;
  if (line != NULL)
    *line = self->line;
  if (self->at == self->end)
    return TA_CSV_DONE;
  if (++self->rows > TA_CSV_MAX_ROWS)
    return fail_rows (self, error);
  while (more)
    {
      Field field = scan_field (self);

      if (field.state != FIELD_GOOD)
        return fail_field (self, field.state, error);
      if (self->row->len == TA_CSV_MAX_COLUMNS)
        return fail_columns (self, error);
      more = take_field (self, &field);
    }
  return TA_CSV_ROW;
}

guint
ta_csv_reader_get_error_column (TaCsvReader *self)
{
  return self->error_column;
}

char
ta_csv_reader_get_delimiter (TaCsvReader *self)
{
  return self->delimiter;
}

double
ta_csv_reader_get_progress (TaCsvReader *self)
{
  return self->end == self->text ? 1.0 : (double) (self->at - self->text) / (double) (self->end - self->text);
}
