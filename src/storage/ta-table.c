/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
append_json_string (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (const char *p = text; *p != '\0'; p++)
    if (*p == '"' || *p == '\\' || (guchar) *p < 0x20)
      g_string_append_printf (json, "\\u%04x", (guchar) *p);
    else
      g_string_append_c (json, *p);
  g_string_append_c (json, '"');
}

char *
ta_table_texts_to_json (GPtrArray *texts)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < texts->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      append_json_string (json, g_ptr_array_index (texts, i));
    }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

int
ta_table_code (TaStatement *statement, int column, const TaCode *codes)
{
  int value = 0;

  ta_code_parse (codes, ta_statement_text (statement, column), &value);
  return value;
}

static char *
fold_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *normal = g_utf8_normalize (g_strstrip (valid), -1, G_NORMALIZE_DEFAULT_COMPOSE);

  return g_utf8_casefold (normal, -1);
}

gboolean
ta_table_same_name (const char *a, const char *b)
{
  g_autofree char *folded_a = fold_name (a);
  g_autofree char *folded_b = fold_name (b);

  return strcmp (folded_a, folded_b) == 0;
}

char *
ta_table_find_name (TaStatement *statement, const char *name, GError **error)
{
  while (ta_statement_step (statement, error) == TA_STEP_ROW)
    if (ta_table_same_name (ta_statement_text (statement, 1), name))
      return ta_statement_dup_text (statement, 0);
  return NULL;
}

void
ta_table_set_not_found (GError **error)
{
  g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND, _ ("It is no longer there: somebody has deleted it."));
}

gboolean
ta_table_require (TaDatabase *database, const char *sql, const char *id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);
  TaStep step;

  ta_statement_bind_text (statement, ":id", id);
  step = ta_statement_step (statement, error);
  if (step == TA_STEP_DONE)
    ta_table_set_not_found (error);
  return step == TA_STEP_ROW;
}

static gboolean
is_referenced (TaDatabase *database, const char *sql, const char *id)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);

  ta_statement_bind_text (statement, ":id", id);
  return ta_statement_step (statement, NULL) == TA_STEP_ROW && ta_statement_int (statement, 0) > 0;
}

static char *
list_references (TaDatabase *database, const TaReference *references, const char *id)
{
  GString *labels = g_string_new (NULL);

  for (const TaReference *reference = references; reference != NULL && reference->sql != NULL; reference++)
    if (is_referenced (database, reference->sql, id))
      g_string_append_printf (labels, "%s%s", labels->len > 0 ? ", " : "", g_dgettext (GETTEXT_PACKAGE, reference->label));
  return g_string_free (labels, FALSE);
}

static void
set_still_named (TaDatabase *database, const char *name_sql, const char *labels, const char *id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, name_sql);

  ta_statement_bind_text (statement, ":id", id);
  if (ta_statement_step (statement, error) == TA_STEP_ROW)
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("“%s” cannot be deleted, because something still names it: %s."),
                 ta_statement_text (statement, 0), labels);
}

gboolean
ta_table_delete (TaDatabase *database, const char *sql, const char *name_sql, const TaReference *references, const char *id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);
  g_autoptr (GError) failure = NULL;
  g_autofree char *labels = NULL;
  int changed = 0;

  ta_statement_bind_text (statement, ":id", id);
  if (ta_statement_run (statement, &changed, &failure))
    {
      if (changed == 0)
        ta_table_set_not_found (error);
      return changed > 0;
    }
  labels = list_references (database, references, id);
  if (g_error_matches (failure, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT) && *labels != '\0')
    set_still_named (database, name_sql, labels, id, error);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
