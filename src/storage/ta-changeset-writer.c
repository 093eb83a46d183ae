/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-changeset-writer.h"

#include <string.h>

static guint8 *
put_varint (guint8 *at, guint32 number)
{
  /* Seven bits a byte, the highest first; all bytes but the last have the eighth bit set. */
  for (guint shift = 28; shift > 0; shift -= 7)
    if (number >> shift != 0)
      *at++ = 0x80 | ((number >> shift) & 0x7f);
  *at++ = number & 0x7f;
  return at;
}

/* Room for @size bytes more, which are there once the array is cut to where they end. */
static guint8 *
make_room (GByteArray *bytes, gsize size)
{
  guint length = bytes->len;

  g_byte_array_set_size (bytes, length + (guint) size);
  return bytes->data + length;
}

void
ta_changeset_append_table (GByteArray *bytes, const char *table, guint n_columns)
{
  gsize name_size = strlen (table) + 1;
  guint8 *at = make_room (bytes, 2 + n_columns + name_size);

  *at++ = 'T';
  *at++ = (guint8) n_columns;
  for (guint i = 0; i < n_columns; i++)
    *at++ = i == 0;
  memcpy (at, table, name_size);
}

void
ta_changeset_append_kind (GByteArray *bytes, int kind)
{
  guint8 *at = make_room (bytes, 2);

  at[0] = (guint8) kind;
  at[1] = 0;
}

void
ta_changeset_append_data (GByteArray *bytes, int kind, gconstpointer data, gsize size)
{
  guint8 *at = make_room (bytes, size + 6);

  *at++ = (guint8) kind;
  at = put_varint (at, (guint32) size);
  if (size > 0)
    memcpy (at, data, size);
  g_byte_array_set_size (bytes, (guint) (at + size - bytes->data));
}

void
ta_changeset_append_number (GByteArray *bytes, int kind, guint64 bits)
{
  guint64 big_endian = GUINT64_TO_BE (bits);
  guint8 *at = make_room (bytes, 1 + sizeof big_endian);

  *at++ = (guint8) kind;
  memcpy (at, &big_endian, sizeof big_endian);
}

void
ta_changeset_append_nothing (GByteArray *bytes, int kind)
{
  *make_room (bytes, 1) = (guint8) kind;
}

void
ta_changeset_append_value (GByteArray *bytes, const TaValue *value)
{
  const char *text;
  gconstpointer data;
  gsize size;
  double real;
  guint64 bits;

  switch (ta_value_get_kind (value))
    {
    case TA_VALUE_INTEGER:
      ta_changeset_append_number (bytes, SQLITE_INTEGER, (guint64) ta_value_get_integer (value));
      break;
    case TA_VALUE_REAL:
      real = ta_value_get_real (value);
      memcpy (&bits, &real, sizeof bits);
      ta_changeset_append_number (bytes, SQLITE_FLOAT, bits);
      break;
    case TA_VALUE_TEXT:
      text = ta_value_get_text (value);
      ta_changeset_append_data (bytes, SQLITE_TEXT, text, strlen (text));
      break;
    case TA_VALUE_BYTES:
      data = ta_value_get_bytes (value, &size);
      ta_changeset_append_data (bytes, SQLITE_BLOB, data, size);
      break;
    case TA_VALUE_NULL:
    default:
      ta_changeset_append_nothing (bytes, SQLITE_NULL);
    }
}

static void
append_whole (GByteArray *bytes, int kind, const TaRow *row)
{
  ta_changeset_append_kind (bytes, kind);
  for (guint i = 0; i < row->columns->count; i++)
    ta_changeset_append_value (bytes, row->values[i]);
}

static gboolean
same_value (const TaRow *a, const TaRow *b, guint column)
{
  return ta_value_equal (a->values[column], b->values[column]);
}

gboolean
ta_row_equal (const TaRow *a, const TaRow *b)
{
  for (guint i = 0; i < a->columns->count; i++)
    if (!same_value (a, b, i))
      return FALSE;
  return TRUE;
}

static void
append_update (GByteArray *bytes, const TaRow *before, const TaRow *after)
{
  ta_changeset_append_kind (bytes, SQLITE_UPDATE);
  for (guint i = 0; i < before->columns->count; i++)
    if (i == 0 || !same_value (before, after, i))
      ta_changeset_append_value (bytes, before->values[i]);
    else
      ta_changeset_append_nothing (bytes, 0);
  for (guint i = 0; i < before->columns->count; i++)
    if (!same_value (before, after, i))
      ta_changeset_append_value (bytes, after->values[i]);
    else
      ta_changeset_append_nothing (bytes, 0);
}

void
ta_changeset_append_row (GByteArray *bytes, const TaRow *before, const TaRow *after)
{
  if (before == NULL)
    append_whole (bytes, SQLITE_INSERT, after);
  else if (after == NULL)
    append_whole (bytes, SQLITE_DELETE, before);
  else if (!ta_row_equal (before, after))
    append_update (bytes, before, after);
}
