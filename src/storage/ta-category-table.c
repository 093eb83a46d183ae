/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-category-table.h"
#include "ta-id.h"
#include "ta-query.h"

static gpointer
from_row (TaStatement *statement)
{
  TaCategory *category = ta_category_new (ta_statement_text (statement, 1));

  g_free (category->id);
  category->id = ta_statement_dup_text (statement, 0);
  category->parent = ta_statement_dup_text (statement, 2);
  return category;
}

GPtrArray *
ta_category_table_list (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id, name, parent FROM category ORDER BY name COLLATE NOCASE, id");

  return ta_query_collect (statement, from_row, (GDestroyNotify) ta_category_free, error);
}

static gboolean
find (TaDatabase *database, const char *name, char **id, GError **error)
{
  /* The same spelling first, then another one. */
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id FROM category WHERE name = :name COLLATE NOCASE ORDER BY name <> :name, parent IS NOT NULL, id LIMIT 1");

  ta_statement_bind_text (statement, ":name", name);
  return ta_query_text (statement, id, error);
}

static gboolean
insert (TaDatabase *database, const char *id, const char *name, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "INSERT INTO category (id, name) VALUES (:id, :name)");

  ta_statement_bind_text (statement, ":id", id);
  ta_statement_bind_text (statement, ":name", name);
  return ta_statement_run (statement, NULL, error);
}

char *
ta_category_table_ensure (TaDatabase *database, const char *name, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  g_autofree char *id = NULL;

  if (*trimmed == '\0' || !find (database, trimmed, &id, error))
    return NULL;
  if (id != NULL)
    return g_steal_pointer (&id);
  id = ta_id_new ();
  return insert (database, id, trimmed, error) ? g_steal_pointer (&id) : NULL;
}
