/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-csv-reader.h"
#include "ta-csv-writer.h"
#include "ta-text-decoder.h"

#include "fuzz.h"

/* Whatever the bytes: reading ends, lines never run backwards, an error says something, and what could be read is read again the same
   from what the writer makes of it. */

static void
check_same (GPtrArray *a, GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    g_assert_cmpstr (g_ptr_array_index (a, i), ==, g_ptr_array_index (b, i));
}

static GPtrArray *
copy_row (GPtrArray *row)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < row->len; i++)
    {
      g_assert_true (g_utf8_validate (g_ptr_array_index (row, i), -1, NULL));
      g_ptr_array_add (copy, g_strdup (g_ptr_array_index (row, i)));
    }
  return copy;
}

static GPtrArray *
read_all (GBytes *text, char delimiter, gboolean clean)
{
  g_autoptr (TaCsvReader) reader = ta_csv_reader_new (text, delimiter);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  guint last = 0;

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      GPtrArray *row;
      guint line;
      TaCsvStep step = ta_csv_reader_next (reader, &row, &line, &error);

      g_assert_cmpfloat (ta_csv_reader_get_progress (reader), <=, 1.0);
      if (step == TA_CSV_DONE)
        return rows;
      g_assert_cmpuint (line, >, last);
      last = line;
      if (step == TA_CSV_ROW)
        g_ptr_array_add (rows, copy_row (row));
      else
        g_assert_true (!clean && error != NULL && ta_csv_reader_get_error_column (reader) <= TA_CSV_MAX_COLUMNS);
    }
}

static void
check_round_trip (GPtrArray *rows, char delimiter, char read_with)
{
  g_autoptr (TaCsvWriter) writer = ta_csv_writer_new (delimiter, FALSE);
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GPtrArray) again = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      GPtrArray *row = g_ptr_array_index (rows, i);

      for (guint j = 0; j < row->len; j++)
        ta_csv_writer_add (writer, g_ptr_array_index (row, j));
      ta_csv_writer_end_row (writer);
    }
  text = ta_csv_writer_finish (writer);
  again = read_all (text, read_with, TRUE);
  g_assert_cmpuint (again->len, ==, rows->len);
  for (guint i = 0; i < rows->len; i++)
    check_same (g_ptr_array_index (rows, i), g_ptr_array_index (again, i));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) raw = g_bytes_new (data, size);
  g_autoptr (GBytes) text = ta_text_decode (raw, NULL, NULL);
  g_autoptr (GPtrArray) rows = NULL;

  if (text == NULL)
    return 0;
  rows = read_all (text, 0, FALSE);
  check_round_trip (rows, ';', ';');
  check_round_trip (rows, ',', 0);
  /* A heading of one column shows no delimiter to find. */
  if (rows->len > 0 && ((GPtrArray *) g_ptr_array_index (rows, 0))->len > 1)
    check_round_trip (rows, '\t', 0);
  return 0;
}
