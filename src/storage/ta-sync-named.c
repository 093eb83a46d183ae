/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-sync-named.h"

#include "ta-household.h"
#include "ta-row.h"
#include "ta-subject.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const TaDomainReference *
find_reference (const char *table, const char *column)
{
  for (const TaDomainReference *reference = ta_domain_references; reference->table != NULL; reference++)
    if (strcmp (reference->table, table) == 0 && strcmp (reference->column, column) == 0)
      return reference;
  return NULL;
}

char *
ta_sync_value_name (TaDatabase *database, const char *type, const char *key, const TaValue *value)
{
  const char *first = strchr (key, '/');
  const char *last = strrchr (key, '/');
  g_autofree char *table = first != NULL ? g_strndup (key, (gsize) (first - key)) : g_strdup (type);
  const char *id = value != NULL ? ta_value_get_text (value) : NULL;
  const TaDomainReference *reference = id != NULL ? find_reference (table, last != NULL ? last + 1 : key) : NULL;
  char *name;

  if (reference == NULL)
    return NULL;
  name = ta_subject_name (database, reference->target, id);
  return name != NULL ? name : g_strdup ("");
}

/* Of what @column refers to. (nullable) */
static char *
name_of_target (TaDatabase *database, const TaRow *row, guint column)
{
  const TaDomainReference *reference = row->columns->references[column];
  const char *id = reference != NULL ? ta_row_text (row, column) : NULL;

  return id != NULL ? ta_subject_name (database, reference->target, id) : NULL;
}

/* Whoever has several allergies would not know which it is. (transfer full) (nullable) */
static char *
name_of_allergy (TaDatabase *database, const char *id)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT a.allergen, p.name FROM allergy a JOIN person p ON p.id = a.person WHERE a.id = :id");

  ta_statement_bind_text (statement, ":id", id);
  if (ta_statement_step (statement, NULL) != TA_STEP_ROW)
    return NULL;
  /* Translators: what somebody is allergic to, and who: “Tree nuts (Mira Silva)” */
  return g_strdup_printf (_ ("%s (%s)"), ta_allergen_label (ta_statement_text (statement, 0)), ta_statement_text (statement, 1));
}

/* Of a row that is for a household, that one's; else its own; where that is no other than the whole's, of what it refers to. */
static char *
name_of_row (TaDatabase *database, const TaRow *row, const char *whole)
{
  const TaColumns *columns = row->columns;
  char *name = strcmp (columns->table->name, "allergy") == 0 ? name_of_allergy (database, ta_row_id (row)) : NULL;

  if (name != NULL)
    return name;
  name = columns->n_key > 0 ? name_of_target (database, row, columns->key[0]) : NULL;

  if (name == NULL)
    name = ta_subject_name (database, columns->table->name, ta_row_id (row));
  if (name != NULL && g_strcmp0 (name, whole) != 0)
    return name;
  g_clear_pointer (&name, g_free);
  for (guint i = 2; name == NULL && i < columns->count; i++)
    name = name_of_target (database, row, i);
  return name;
}

/* "table/element", of "table/element/column" too. */
static gboolean
is_of_row (const char *key, const char *element)
{
  return g_str_has_prefix (key, element) && (key[strlen (element)] == '\0' || key[strlen (element)] == '/');
}

char *
ta_sync_part_name (TaDatabase *database, const char *type, const char *id, const char *key)
{
  const TaDomainTable *root = strchr (key, '/') != NULL ? ta_domain_find (type) : NULL;
  g_autofree char *whole = root != NULL ? ta_subject_name (database, type, id) : NULL;
  g_autoptr (GPtrArray) rows = root != NULL ? ta_row_read_aggregate (database, root, id, NULL) : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const TaRow *row = rows->pdata[i];
      g_autofree char *element = row->columns->table->parent != NULL ? ta_row_element (row) : NULL;

      if (element != NULL && is_of_row (key, element))
        return name_of_row (database, row, whole);
    }
  return NULL;
}
