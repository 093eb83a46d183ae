/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-mapping.h"

#include "ta-exchange-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How well a heading says that it is a column, best first. */
typedef enum
{
  FIT_NAME,
  FIT_LABEL,
  FIT_ALIAS,
  FIT_NONE
} Fit;

static gboolean
has_alias (const char *aliases, const char *key)
{
  gsize length = strlen (key);

  for (const char *at = aliases; at != NULL; at = strchr (at, '|'))
    {
      at += *at == '|';
      if (strncmp (at, key, length) == 0 && (at[length] == '|' || at[length] == '\0'))
        return TRUE;
    }
  return FALSE;
}

static Fit
fit (const TaImportColumn *column, const char *key)
{
  g_autofree char *name = ta_import_heading_key (column->name);
  g_autofree char *label = ta_import_heading_key (_ (column->label));

  if (*key == '\0')
    return FIT_NONE;
  if (strcmp (key, name) == 0)
    return FIT_NAME;
  if (strcmp (key, label) == 0)
    return FIT_LABEL;
  return has_alias (column->aliases, key) ? FIT_ALIAS : FIT_NONE;
}

static int
find_in (const int *targets, guint count, int target)
{
  for (guint i = 0; i < count; i++)
    if (targets[i] == target)
      return (int) i;
  return -1;
}

static TaImportMapping *
mapping_new (TaImportKind kind, guint count, int extra)
{
  TaImportMapping *self = g_new0 (TaImportMapping, 1);

  self->kind = kind;
  self->n_targets = count;
  self->targets = g_new (int, count + 1);
  for (guint i = 0; i < count; i++)
    self->targets[i] = extra;
  return self;
}

/* Gives each heading that fits a column by @wanted to it, unless either is taken. */
static void
match (TaImportMapping *self, char **keys, int extra, Fit wanted)
{
  guint n_columns;
  const TaImportColumn *columns = ta_import_kind_columns (self->kind, &n_columns);

  for (guint column = 0; column < n_columns; column++)
    for (guint field = 0; field < self->n_targets && find_in (self->targets, self->n_targets, (int) column) < 0; field++)
      if (self->targets[field] == extra && fit (&columns[column], keys[field]) == wanted)
        self->targets[field] = (int) column;
}

TaImportMapping *
ta_import_mapping_guess (TaImportKind kind, TaImportFile *file, gboolean extra_to_notes)
{
  guint count;
  const char *const *headings = ta_import_file_get_headings (file, &count);
  int extra = extra_to_notes ? TA_IMPORT_NOTES : TA_IMPORT_SKIP;
  TaImportMapping *self = mapping_new (kind, count, extra);
  g_auto (GStrv) keys = g_new0 (char *, count + 1);

  for (guint i = 0; i < count; i++)
    keys[i] = ta_import_heading_key (headings[i]);
  for (Fit wanted = FIT_NAME; wanted < FIT_NONE; wanted++)
    match (self, keys, extra, wanted);
  return self;
}

void
ta_import_mapping_set (TaImportMapping *mapping, guint field, int target)
{
  int taken = target >= 0 ? find_in (mapping->targets, mapping->n_targets, target) : -1;

  g_return_if_fail (field < mapping->n_targets);
  if (taken >= 0)
    mapping->targets[taken] = TA_IMPORT_SKIP;
  mapping->targets[field] = target;
}

int
ta_import_mapping_find (const TaImportMapping *mapping, guint column)
{
  return find_in (mapping->targets, mapping->n_targets, (int) column);
}

static gboolean
find_column (TaImportKind kind, const char *name, int *target)
{
  guint count;
  const TaImportColumn *columns = ta_import_kind_columns (kind, &count);

  if (strcmp (name, "notes+") == 0)
    {
      *target = TA_IMPORT_NOTES;
      return TRUE;
    }
  for (guint i = 0; i < count; i++)
    if (g_ascii_strcasecmp (columns[i].name, name) == 0)
      {
        *target = (int) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
find_heading (TaImportFile *file, const char *heading, guint *field)
{
  guint count;
  const char *const *headings = ta_import_file_get_headings (file, &count);
  g_autofree char *wanted = g_utf8_casefold (heading, -1);

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *found = g_utf8_casefold (headings[i], -1);

      if (strcmp (found, wanted) == 0)
        {
          *field = i;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
apply_line (TaImportMapping *mapping, TaImportFile *file, char *line, guint number, GError **error)
{
  char *equals = strchr (line, '=');
  int target;
  guint field;

  if (*line == '#' || *line == '\0')
    return TRUE;
  if (equals == NULL)
    {
      g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_SYNTAX,
                   _ ("Line %u of the mapping has no equals sign. Write “column = heading in the file”."), number);
      return FALSE;
    }
  *equals = '\0';
  g_strstrip (line);
  g_strstrip (equals + 1);
  if (!find_column (mapping->kind, line, &target))
    {
      g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_SYNTAX,
                   _ ("Line %u of the mapping: there is no column “%s” in this list. See the manual for those there are."), number, line);
      return FALSE;
    }
  if (!find_heading (file, equals + 1, &field))
    {
      g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_SYNTAX,
                   _ ("Line %u of the mapping: the file has no heading “%s”. Write it as it stands in the file."), number, equals + 1);
      return FALSE;
    }
  ta_import_mapping_set (mapping, field, target);
  return TRUE;
}

gboolean
ta_import_mapping_apply_text (TaImportMapping *mapping, TaImportFile *file, const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!apply_line (mapping, file, g_strstrip (lines[i]), i + 1, error))
      return FALSE;
  return TRUE;
}

char *
ta_import_mapping_problem (const TaImportMapping *mapping)
{
  guint count;
  const TaImportColumn *columns = ta_import_kind_columns (mapping->kind, &count);
  g_autoptr (GString) missing = g_string_new (NULL);

  for (guint i = 0; i < count; i++)
    if (columns[i].required && ta_import_mapping_find (mapping, i) < 0)
      g_string_append_printf (missing, "%s%s", missing->len > 0 ? ", " : "", columns[i].name);
  if (missing->len == 0)
    return NULL;
  /* Translators: the argument is a list of names of columns, "household, name". */
  return g_strdup_printf (_ ("The file has no column for: %s. Add it to the first line of the file, or say which column holds it."), missing->str);
}

gboolean
ta_import_guess_kind (TaImportFile *file, TaImportKind *kind)
{
  int best = 0;

  for (TaImportKind candidate = 0; candidate < TA_IMPORT_N_KINDS; candidate++)
    {
      g_autoptr (TaImportMapping) mapping = ta_import_mapping_guess (candidate, file, FALSE);
      g_autofree char *problem = ta_import_mapping_problem (mapping);
      int score = 0;

      for (guint i = 0; i < mapping->n_targets; i++)
        score += mapping->targets[i] >= 0;
      if (problem == NULL && score > best)
        {
          best = score;
          *kind = candidate;
        }
    }
  return best > 0;
}

TaImportMapping *
ta_import_mapping_copy (const TaImportMapping *mapping)
{
  TaImportMapping *copy = mapping_new (mapping->kind, mapping->n_targets, TA_IMPORT_SKIP);

  memcpy (copy->targets, mapping->targets, mapping->n_targets * sizeof (int));
  return copy;
}

void
ta_import_mapping_free (TaImportMapping *mapping)
{
  if (mapping == NULL)
    return;
  g_free (mapping->targets);
  g_free (mapping);
}
