/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-csv-reader.h"
#include "ta-csv-writer.h"
#include "ta-exchange-error.h"

#include <string.h>

/* What the reader makes of a text, on one line: "LINE:field|field " for a row, "LINE!COLUMN " for an error. */
static char *
trace (const char *text, gsize size, char delimiter)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);
  g_autoptr (TaCsvReader) reader = ta_csv_reader_new (bytes, delimiter);
  GString *out = g_string_new (NULL);
  GPtrArray *row;
  guint line;

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      TaCsvStep step = ta_csv_reader_next (reader, &row, &line, &error);

      if (step == TA_CSV_DONE)
        return g_string_free (out, FALSE);
      g_string_append_printf (out, "%u", line);
      if (step == TA_CSV_ERROR)
        {
          g_assert_nonnull (error);
          g_string_append_printf (out, "!%u", ta_csv_reader_get_error_column (reader));
        }
      for (guint i = 0; step == TA_CSV_ROW && i < row->len; i++)
        g_string_append_printf (out, "%c%s", i == 0 ? ':' : '|', (char *) g_ptr_array_index (row, i));
      g_string_append_c (out, ' ');
    }
}

typedef struct
{
  const char *name;
  const char *text;
  const char *expected;
} Case;

static const Case cases[] = {
  { "empty", "", "" },
  { "plain", "a,b\r\n1,2\r\n", "1:a|b 2:1|2 " },
  { "no-last-newline", "a,b\n1,2", "1:a|b 2:1|2 " },
  { "old-mac", "a,b\r1,2\r", "1:a|b 2:1|2 " },
  { "empty-fields", ",\n,,\n", "1:| 2:|| " },
  { "quoted", "\"a\",\"b\"\n\"\",\"x,y\"\n", "1:a|b 2:|x,y " },
  { "doubled", "\"a\"\"b\",\"\"\"\"\n", "1:a\"b|\" " },
  { "quote-inside", "5\" hose,b\n", "1:5\" hose|b " },
  { "space-before-quote", "a, \"b\n", "1:a| \"b " },
  { "newlines-inside", "a,\"1\r\n2\n3\r4\"\nb,c\n", "1:a|1\r\n2\n3\r4 5:b|c " },
  { "blank-lines", "\n\r\na\n\n\"\"\n", "3:a 5: " },
  { "ragged", "a,b\n1\n1,2,3\n", "1:a|b 2:1 3:1|2|3 " },
  { "semicolon", "a;b\n1,5;2\n", "1:a|b 2:1,5|2 " },
  { "semicolon-comma-in-heading", "a;b, in pesos;c\n1;2;3\n", "1:a|b, in pesos|c 2:1|2|3 " },
  { "tab", "a\tb\n1,2;3\t\n", "1:a|b 2:1,2;3| " },
  { "bar", "a|b\n1|2\n", "1:a|b 2:1|2 " },
  { "delimiter-in-quotes", "\"a,b,c\";d\n\"1,2,3\";4\n", "1:a,b,c|d 2:1,2,3|4 " },
  { "one-column", "a\nb\n", "1:a 2:b " },
  { "sep-line", "sep=;\r\na;b\r\n1,2;3,4\r\n", "2:a|b 3:1,2|3,4 " },
  { "sep-line-other", "SEP=^\na^b\n", "2:a|b " },
  { "sep-line-only", "sep=;", "" },
  { "sep-as-name", "sep=x\n", "1:sep=x " },
  { "unterminated", "a,b\n1,\"x\n2,y\n", "1:a|b 2!1 3:2|y " },
  { "unterminated-at-end", "a,b\n1,\"x", "1:a|b 2!1 " },
  { "unterminated-doubled", "a,\"b\"\"", "1!1 " },
  { "unterminated-then-quotes", "a,b\n1,\"x\n2,\"y\"\n\"3\",z\n", "1:a|b 2!1 3:2|y 4:3|z " },
  { "stray", "a,b\n\"1\"x,2\n3,4\n", "1:a|b 2!0 3:3|4 " },
  { "stray-space", "a,\"b\" \nc,d\n", "1!1 2:c|d " },
  { "error-on-a-later-line", "\"a\nb\",\"c\"d\ne,f\n", "1!1 3:e|f " },
};

static void
test_read (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *found = trace (c->text, strlen (c->text), 0);

  g_assert_cmpstr (found, ==, c->expected);
}

static void
test_nul (void)
{
  static const char text[] = "a,b\n1\0,2\n3,\"\0\"\n4,5\n";
  g_autofree char *found = trace (text, sizeof (text) - 1, 0);

  g_assert_cmpstr (found, ==, "1:a|b 2!0 3!1 4:4|5 ");
}

static void
test_given_delimiter (void)
{
  g_autofree char *found = trace ("a,b;c\n", 6, ';');
  g_autofree char *over_sep = trace ("sep=,\na,b;c\n", 12, ';');

  g_assert_cmpstr (found, ==, "1:a,b|c ");
  g_assert_cmpstr (over_sep, ==, "2:a,b|c ");
}

static void
test_limits (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n1,");
  g_autofree char *found = NULL;

  for (guint i = 0; i <= TA_CSV_MAX_FIELD_BYTES; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\n2,\"");
  for (guint i = 0; i <= TA_CSV_MAX_FIELD_BYTES; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\"\n");
  for (guint i = 0; i < TA_CSV_MAX_COLUMNS; i++)
    g_string_append_c (text, ',');
  g_string_append (text, "\n3,4\n");
  found = trace (text->str, text->len, ',');
  g_assert_cmpstr (found, ==, "1:a|b 2!1 3!1 4!1024 5:3|4 ");
}

static void
test_row_limit (void)
{
  g_autoptr (GString) text = g_string_sized_new (TA_CSV_MAX_ROWS * 2 + 8);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TaCsvReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *row;

  for (guint i = 0; i < TA_CSV_MAX_ROWS + 2; i++)
    g_string_append (text, "x\n");
  bytes = g_bytes_new (text->str, text->len);
  reader = ta_csv_reader_new (bytes, ',');
  for (guint i = 0; i < TA_CSV_MAX_ROWS; i++)
    g_assert_cmpint (ta_csv_reader_next (reader, &row, NULL, NULL), ==, TA_CSV_ROW);
  g_assert_cmpint (ta_csv_reader_next (reader, &row, NULL, &error), ==, TA_CSV_ERROR);
  g_assert_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_TOO_LARGE);
  g_assert_cmpint (ta_csv_reader_next (reader, &row, NULL, NULL), ==, TA_CSV_DONE);
}

/* The work must grow with the text and not with its square, however many quotation marks are left open. */
static void
test_hostile_quotes (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *found = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "b\",\"\n");
  found = trace (text->str, text->len, ',');
  g_assert_nonnull (found);
}

static void
test_messages (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a,\"b", 4);
  g_autoptr (TaCsvReader) reader = ta_csv_reader_new (bytes, 0);
  g_autoptr (GError) error = NULL;
  GPtrArray *row;

  g_assert_cmpint (ta_csv_reader_next (reader, &row, NULL, &error), ==, TA_CSV_ERROR);
  g_assert_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, "A quotation mark opens field 2 and is never closed. Close it, or double it where it belongs to the text.");
}

static char *
write_row (char delimiter, gboolean mark, const char *const *fields)
{
  g_autoptr (TaCsvWriter) writer = ta_csv_writer_new (delimiter, mark);
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const char *data;

  for (guint i = 0; fields[i] != NULL; i++)
    ta_csv_writer_add (writer, fields[i]);
  ta_csv_writer_end_row (writer);
  bytes = ta_csv_writer_finish (writer);
  data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}

static void
test_write (void)
{
  static const char *const fields[] = { "a", "", "b,c", "d;e", "f\"g", "h\ni", " j", "=k", "sep=l", NULL };
  static const char *const lone[] = { "", NULL };
  g_autofree char *comma = write_row (',', FALSE, fields);
  g_autofree char *semicolon = write_row (';', TRUE, fields);
  g_autofree char *empty = write_row (',', FALSE, lone);
  g_autofree char *marked = write_row (',', TRUE, lone);

  g_assert_cmpstr (comma, ==, "a,,\"b,c\",\"d;e\",\"f\"\"g\",\"h\ni\",\" j\",=k,\"sep=l\"\r\n");
  g_assert_cmpstr (semicolon, ==, "\357\273\277a;;\"b,c\";\"d;e\";\"f\"\"g\";\"h\ni\";\" j\";=k;\"sep=l\"\r\n");
  g_assert_cmpstr (empty, ==, "\"\"\r\n");
  g_assert_cmpstr (marked, ==, "\357\273\277\"\"\r\n");
}

static void
test_writer_begins_anew (void)
{
  g_autoptr (TaCsvWriter) writer = ta_csv_writer_new (',', FALSE);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  ta_csv_writer_add (writer, "a");
  ta_csv_writer_end_row (writer);
  first = ta_csv_writer_finish (writer);
  second = ta_csv_writer_finish (writer);
  g_assert_cmpuint (g_bytes_get_size (first), ==, 3);
  g_assert_cmpuint (g_bytes_get_size (second), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/csv/read/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_read);
    }
  g_test_add_func ("/csv/nul", test_nul);
  g_test_add_func ("/csv/given-delimiter", test_given_delimiter);
  g_test_add_func ("/csv/limits", test_limits);
  g_test_add_func ("/csv/row-limit", test_row_limit);
  g_test_add_func ("/csv/hostile-quotes", test_hostile_quotes);
  g_test_add_func ("/csv/messages", test_messages);
  g_test_add_func ("/csv/write", test_write);
  g_test_add_func ("/csv/writer-begins-anew", test_writer_begins_anew);
  return g_test_run ();
}
