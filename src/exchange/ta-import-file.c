/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-file.h"

#include "ta-csv-reader.h"
#include "ta-exchange-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _TaImportFile
{
  gatomicrefcount refs;
  TaCsvReader *reader; /* owns the texts of all fields */
  TaTextEncoding encoding;
  GPtrArray *headings;    /* of char *, borrowed from the reader */
  GArray *lines;          /* of TaImportLine */
  GStringChunk *problems; /* the texts of problems */
};

static gboolean
is_blank (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  return *text == '\0';
}

static gboolean
all_blank (GPtrArray *row)
{
  for (guint i = 0; i < row->len; i++)
    if (!is_blank (g_ptr_array_index (row, i)))
      return FALSE;
  return TRUE;
}

static gboolean
read_headings (TaImportFile *self, GError **error)
{
  GPtrArray *row;
  TaCsvStep step;

  do
    step = ta_csv_reader_next (self->reader, &row, NULL, error);
  while (step == TA_CSV_ROW && all_blank (row));
  if (step == TA_CSV_ERROR)
    {
      g_prefix_error (error, "%s ", _ ("The heading cannot be read."));
      return FALSE;
    }
  if (step == TA_CSV_DONE)
    {
      g_set_error_literal (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_SYNTAX, _ ("The file is empty. Its first line must name the columns."));
      return FALSE;
    }
  for (guint i = 0; i < row->len; i++)
    g_ptr_array_add (self->headings, g_strstrip (g_ptr_array_index (row, i)));
  return TRUE;
}

static void
add_row (TaImportFile *self, GPtrArray *row, guint line)
{
  TaImportLine added = { .line = line, .n_fields = row->len };

  if (all_blank (row))
    return;
  /* What surrounds a value never counts; from here on the texts are not changed, so that threads may share them. */
  for (guint i = 0; i < row->len; i++)
    g_strstrip (g_ptr_array_index (row, i));
  added.fields = g_memdup2 (row->pdata, row->len * sizeof (gpointer));
  g_array_append_val (self->lines, added);
}

static void
add_broken (TaImportFile *self, guint line, const char *problem)
{
  TaImportLine added = { .line = line, .problem_field = ta_csv_reader_get_error_column (self->reader) };

  added.problem = g_string_chunk_insert (self->problems, problem);
  g_array_append_val (self->lines, added);
}

static void
read_lines (TaImportFile *self)
{
  TaCsvStep step;

  do
    {
      g_autoptr (GError) problem = NULL;
      GPtrArray *row;
      guint line;

      step = ta_csv_reader_next (self->reader, &row, &line, &problem);
      if (step == TA_CSV_ROW)
        add_row (self, row, line);
      else if (step == TA_CSV_ERROR)
        add_broken (self, line, problem->message);
    }
  while (step != TA_CSV_DONE);
}

static void
clear_line (gpointer data)
{
  TaImportLine *line = data;

  g_free ((gpointer) line->fields);
}

TaImportFile *
ta_import_file_new (GBytes *raw, GError **error)
{
  g_autoptr (TaImportFile) self = NULL;
  g_autoptr (GBytes) text = NULL;
  TaTextEncoding encoding;

  text = ta_text_decode (raw, &encoding, error);
  if (text == NULL)
    return NULL;
  self = g_new0 (TaImportFile, 1);
  g_atomic_ref_count_init (&self->refs);
  self->encoding = encoding;
  self->reader = ta_csv_reader_new (text, 0);
  self->headings = g_ptr_array_new ();
  self->lines = g_array_new (FALSE, FALSE, sizeof (TaImportLine));
  g_array_set_clear_func (self->lines, clear_line);
  self->problems = g_string_chunk_new (1024);
  if (!read_headings (self, error))
    return NULL;
  read_lines (self);
  return g_steal_pointer (&self);
}

TaImportFile *
ta_import_file_ref (TaImportFile *file)
{
  g_atomic_ref_count_inc (&file->refs);
  return file;
}

void
ta_import_file_unref (TaImportFile *file)
{
  if (file == NULL || !g_atomic_ref_count_dec (&file->refs))
    return;
  g_array_unref (file->lines);
  g_ptr_array_unref (file->headings);
  g_string_chunk_free (file->problems);
  ta_csv_reader_free (file->reader);
  g_free (file);
}

TaTextEncoding
ta_import_file_get_encoding (TaImportFile *file)
{
  return file->encoding;
}

char
ta_import_file_get_delimiter (TaImportFile *file)
{
  return ta_csv_reader_get_delimiter (file->reader);
}

const char *const *
ta_import_file_get_headings (TaImportFile *file, guint *count)
{
  *count = file->headings->len;
  return (const char *const *) file->headings->pdata;
}

guint
ta_import_file_get_n_lines (TaImportFile *file)
{
  return file->lines->len;
}

const TaImportLine *
ta_import_file_get_line (TaImportFile *file, guint index)
{
  g_return_val_if_fail (index < file->lines->len, NULL);
  return &g_array_index (file->lines, TaImportLine, index);
}
