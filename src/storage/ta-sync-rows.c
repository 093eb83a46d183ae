/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-id.h"
#include "ta-sync-project.h"

#include <string.h>

static TaValue *
text_value_take (char *text)
{
  g_autofree char *taken = text;

  return ta_value_new_text (taken, -1);
}

/* The table of a row below, where @key says whether there is such a row. */
static const TaDomainTable *
table_of_presence (const char *key, const TaDomainTable *root)
{
  const char *slash = strchr (key, '/');
  char name[32];
  const TaDomainTable *table;
  gsize length = slash != NULL ? (gsize) (slash - key) : sizeof name;

  if (length >= sizeof name || strchr (slash + 1, '/') != NULL)
    return NULL;
  memcpy (name, key, length);
  name[length] = '\0';
  table = ta_domain_find (name);
  return table != NULL && table->parent != NULL && ta_domain_root (table) == root ? table : NULL;
}

static TaRow *
row_of (const TaColumns *columns, const TaDocument *document, const char *element)
{
  TaRow *row = ta_row_new (columns);
  GString *key = element != NULL ? g_string_new (element) : NULL;

  if (key != NULL)
    g_string_append_c (key, '/');
  for (guint i = 0; i < columns->count; i++)
    {
      gsize length = key != NULL ? key->len : 0;
      const TaField *field = ta_document_get (document, key != NULL ? g_string_append (key, columns->names[i])->str : columns->names[i]);

      row->values[i] = ta_value_ref (field != NULL ? field->value : columns->defaults[i]);
      if (key != NULL)
        g_string_truncate (key, length);
    }
  if (key != NULL)
    g_string_free (key, TRUE);
  return row;
}

/* Parents before their children, and each kind by its element. */
static int
compare_elements (gconstpointer a, gconstpointer b, gpointer root)
{
  const char *first = *(char *const *) a;
  const char *second = *(char *const *) b;
  const TaDomainTable *first_table = table_of_presence (first, root);
  const TaDomainTable *second_table = table_of_presence (second, root);

  return first_table != second_table ? (first_table < second_table ? -1 : 1) : strcmp (first, second);
}

/* A row stands below the one at the top whatever it says, and is what its key says; what says otherwise was not made by this program. Where
   two devices gave one row to two households, there are two rows with one id: that of the smaller key keeps it. */
static gboolean
admit (TaRow *row, const char *element, const TaDocument *document, GHashTable *ids)
{
  const TaDomainTable *table = row->columns->table;
  g_autofree char *own = NULL;
  char *id;

  if (*ta_row_id (row) == '\0')
    return FALSE;
  if (ta_domain_find (table->parent)->parent == NULL)
    ta_row_take (row, 1, ta_value_new_text (document->id, -1));
  own = ta_row_element (row);
  if (strcmp (own, element) != 0)
    return FALSE;
  id = g_strconcat (table->name, "/", ta_row_id (row), NULL);
  if (!g_hash_table_add (ids, id) && table->key[0] != NULL)
    ta_row_take (row, 0, text_value_take (ta_id_new_from_name ("row", document->id, element, NULL)));
  return TRUE;
}

static gboolean
has_parent (const TaRow *row, GHashTable *ids)
{
  const TaDomainTable *parent = ta_domain_find (row->columns->table->parent);
  g_autofree char *key = NULL;

  if (parent->parent == NULL)
    return TRUE;
  key = g_strconcat (parent->name, "/", ta_row_text (row, 1), NULL);
  return g_hash_table_contains (ids, key);
}

static GPtrArray *
list_elements (const TaDocument *document, const TaDomainTable *root)
{
  GPtrArray *elements = g_ptr_array_new ();

  for (guint i = 0; i < document->n_fields; i++)
    {
      const TaField *field = &document->fields[i];

      if (ta_value_get_integer (field->value) == 1 && strchr (field->key, '/') != NULL && table_of_presence (field->key, root) != NULL)
        g_ptr_array_add (elements, (gpointer) field->key);
    }
  g_ptr_array_sort_with_data (elements, compare_elements, (gpointer) root);
  return elements;
}

GPtrArray *
ta_sync_rows_of (TaDatabase *database, const TaDomainTable *root, const TaDocument *document)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_row_free);
  g_autoptr (GPtrArray) elements = list_elements (document, root);
  g_autoptr (GHashTable) ids = elements->len > 0 ? g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) : NULL;
  TaRow *top = row_of (ta_columns_get (database, root), document, NULL);

  ta_row_take (top, 0, ta_value_new_text (document->id, -1));
  g_ptr_array_add (rows, top);
  for (guint i = 0; i < elements->len; i++)
    {
      const char *element = elements->pdata[i];
      g_autoptr (TaRow) row = row_of (ta_columns_get (database, table_of_presence (element, root)), document, element);

      if (admit (row, element, document, ids) && has_parent (row, ids))
        g_ptr_array_add (rows, g_steal_pointer (&row));
    }
  return rows;
}
