/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-context.h"
#include "ta-money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
problem_free (gpointer data)
{
  TaImportProblem *problem = data;

  g_free (problem->column);
  g_free (problem->reason);
  g_free (problem);
}

GPtrArray *
ta_import_problems_new (void)
{
  return g_ptr_array_new_with_free_func (problem_free);
}

static void
change_free (gpointer data)
{
  TaImportChange *change = data;

  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

static const char *
heading_of (TaImportContext *self, guint column)
{
  guint count;
  const char *const *headings = ta_import_file_get_headings (self->file, &count);

  return self->fields[column] >= 0 ? headings[self->fields[column]] : self->columns[column].name;
}

void
ta_import_problem (TaImportContext *self, guint column, const char *format, ...)
{
  TaImportProblem *problem = g_new0 (TaImportProblem, 1);
  va_list arguments;

  va_start (arguments, format);
  problem->reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  problem->column = g_strdup (heading_of (self, column));
  if (self->row->problems == NULL)
    self->row->problems = ta_import_problems_new ();
  g_ptr_array_add (self->row->problems, problem);
}

gboolean
ta_import_is_bad (const TaImportContext *self)
{
  return self->row->problems != NULL;
}

void
ta_import_begin (TaImportContext *self, TaImportTarget *target, gboolean is_new, char *title)
{
  self->target = target;
  self->row_is_new = is_new;
  g_free (self->row->title);
  self->row->title = title;
  self->row->outcome = is_new ? TA_IMPORT_NEW : TA_IMPORT_UNCHANGED;
  target->dirty = target->dirty || is_new;
}

void
ta_import_change (TaImportContext *self, guint column, const char *before, const char *after)
{
  TaImportChange *change;

  self->target->dirty = TRUE;
  if (self->row_is_new)
    return;
  change = g_new0 (TaImportChange, 1);
  change->column = _ (self->columns[column].label);
  change->before = g_strdup (before != NULL ? before : "");
  change->after = g_strdup (after != NULL ? after : "");
  if (self->row->changes == NULL)
    self->row->changes = g_ptr_array_new_with_free_func (change_free);
  g_ptr_array_add (self->row->changes, change);
  self->row->outcome = TA_IMPORT_UPDATE;
}

/* Values come in without what surrounds them. */
static gboolean
is_same (const char *text, const char *value)
{
  g_autofree char *stripped = NULL;

  if (g_strcmp0 (text, value) == 0)
    return TRUE;
  if (text == NULL || *text == '\0')
    return FALSE;
  stripped = g_strstrip (g_strdup (text));
  return strcmp (stripped, value) == 0;
}

static void
replace_text (TaImportContext *self, guint column, char **field, const char *value)
{
  if (is_same (*field, value))
    return;
  ta_import_change (self, column, *field, value);
  g_free (*field);
  *field = g_strdup (value);
}

void
ta_import_set_text (TaImportContext *self, guint column, char **field)
{
  const char *value = ta_import_cell (self, column);

  if (value != NULL)
    replace_text (self, column, field, value);
}

/* Takes the line "Heading: …" out of @notes, to be written anew. */
static void
drop_line (GString *notes, const char *heading)
{
  g_autofree char *prefix = g_strconcat (heading, ": ", NULL);

  for (gsize start = 0; start < notes->len;)
    {
      const char *end = strchr (notes->str + start, '\n');
      gsize length = end != NULL ? (gsize) (end - notes->str) + 1 - start : notes->len - start;

      if (g_str_has_prefix (notes->str + start, prefix))
        g_string_erase (notes, (gssize) start, (gssize) length);
      else
        start += length;
    }
  if (notes->len > 0 && notes->str[notes->len - 1] == '\n')
    g_string_truncate (notes, notes->len - 1);
}

void
ta_import_set_notes (TaImportContext *self, guint column, char **field)
{
  const char *value = ta_import_cell (self, column);
  g_autoptr (GString) notes = NULL;
  guint count;
  const char *const *headings = ta_import_file_get_headings (self->file, &count);
  gboolean said = value != NULL;

  notes = g_string_new (value != NULL ? value : *field);
  for (guint i = 0; i < count && i < self->line->n_fields; i++)
    {
      g_autofree char *extra = self->mapping->targets[i] == TA_IMPORT_NOTES ? g_strdup (self->line->fields[i]) : NULL;

      if (extra == NULL || *extra == '\0')
        continue;
      said = TRUE;
      drop_line (notes, headings[i]);
      g_string_append_printf (notes, "%s%s: %s", notes->len > 0 ? "\n" : "", headings[i], extra);
    }
  if (said)
    replace_text (self, column, field, notes->str);
}

void
ta_import_set_code (TaImportContext *self, guint column, int *field, int value, const TaCode *codes)
{
  if (value < 0 || value == *field)
    return;
  ta_import_change (self, column, ta_code_word (codes, *field), ta_code_word (codes, value));
  *field = value;
}

void
ta_import_set_hundredths (TaImportContext *self, guint column, int *field, int value)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (value < 0 || value == *field)
    return;
  before = *field >= 0 ? ta_hundredths_to_text (*field) : NULL;
  after = ta_hundredths_to_text (value);
  ta_import_change (self, column, before, after);
  *field = value;
}

void
ta_import_set_int (TaImportContext *self, guint column, int *field, int value)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (value < 0 || value == *field)
    return;
  before = g_strdup_printf ("%d", *field);
  after = g_strdup_printf ("%d", value);
  ta_import_change (self, column, before, after);
  *field = value;
}

void
ta_import_set_date (TaImportContext *self, guint column, TaDate *field, TaDate value)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (value == TA_DATE_NONE || value == *field)
    return;
  before = ta_date_to_iso (*field);
  after = ta_date_to_iso (value);
  ta_import_change (self, column, before, after);
  *field = value;
}

void
ta_import_set_time (TaImportContext *self, guint column, TaMinutes *field, TaMinutes value)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (value == TA_MINUTES_NONE || value == *field)
    return;
  before = ta_minutes_to_text (*field);
  after = ta_minutes_to_text (value);
  ta_import_change (self, column, before, after);
  *field = value;
}
