/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-query.h"

GPtrArray *
ta_query_collect (TaStatement *statement, TaRowFunc from_row, GDestroyNotify free_row, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  TaStep step;

  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    g_ptr_array_add (rows, from_row (statement));
  return step == TA_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

static gpointer
text_from_row (TaStatement *statement)
{
  return ta_statement_dup_text (statement, 0);
}

GPtrArray *
ta_query_collect_text (TaStatement *statement, GError **error)
{
  return ta_query_collect (statement, text_from_row, g_free, error);
}

gboolean
ta_query_text (TaStatement *statement, char **text, GError **error)
{
  TaStep step = ta_statement_step (statement, error);

  *text = step == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
  ta_statement_reset (statement);
  return step != TA_STEP_ERROR;
}

gboolean
ta_query_int (TaStatement *statement, gint64 *number, GError **error)
{
  TaStep step = ta_statement_step (statement, error);

  *number = step == TA_STEP_ROW ? ta_statement_int (statement, 0) : 0;
  ta_statement_reset (statement);
  return step != TA_STEP_ERROR;
}

static void
append_json_string (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (const char *p = text; *p != '\0'; p++)
    if (*p == '"' || *p == '\\' || (guchar) *p < 0x20)
      g_string_append_printf (json, "\\u%04x", (guint) (guchar) *p);
    else
      g_string_append_c (json, *p);
  g_string_append_c (json, '"');
}

char *
ta_query_ids_to_json (GPtrArray *ids)
{
  g_autoptr (GString) json = g_string_new ("[");

  for (guint i = 0; i < ids->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      append_json_string (json, g_ptr_array_index (ids, i));
    }
  g_string_append_c (json, ']');
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static gboolean
has_letter_or_digit (const char *word)
{
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static void
append_word (GString *expression, const char *word)
{
  if (expression->len > 0)
    g_string_append (expression, " AND ");
  g_string_append_c (expression, '"');
  for (const char *p = word; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (expression, '"');
      g_string_append_c (expression, *p);
    }
  g_string_append (expression, "\"*");
}

char *
ta_query_search_expression (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto (GStrv) words = g_strsplit_set (valid, " \t\r\n", -1);
  g_autoptr (GString) expression = g_string_new (NULL);

  /* A word of signs only has no token, and a query without tokens finds nothing. */
  for (char **word = words; *word != NULL; word++)
    if (has_letter_or_digit (*word))
      append_word (expression, *word);
  return expression->len > 0 ? g_string_free (g_steal_pointer (&expression), FALSE) : NULL;
}
