/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-query.h"
#include "ta-removal-private.h"

#include <string.h>

const char *const ta_removal_kept_columns[] = { "id", "name", "colour", NULL };

static const char *const owner_columns[] = { "id", "household", "person", NULL };
/* Rows below it that belong to somebody by what they are for, "person|…", and those that say so in a column. */
static const char *const keyed_tables[] = { "diet", "allergy", "availability", "capability", "skipped_meal", NULL };
static const char *const marked_tables[] = { "absence", "contact_point", "offer", NULL };

TaRemovalSet *
ta_removal_set_load (TaDatabase *database, GPtrArray *came, GError **error)
{
  g_autoptr (TaRemovalSet) set = g_new0 (TaRemovalSet, 1);
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id, kind, label FROM removal");
  TaStep step;

  set->persons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  set->households = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    if (strcmp (ta_statement_text (statement, 1), "person") == 0)
      g_hash_table_add (set->persons, ta_statement_dup_text (statement, 0));
    else
      g_hash_table_insert (set->households, ta_statement_dup_text (statement, 0), ta_statement_dup_text (statement, 2));
  for (guint i = 0; came != NULL && i < came->len; i++)
    {
      const TaDocument *document = ((const TaSyncRecord *) came->pdata[i])->document;
      const TaField *kind = strcmp (document->type, "removal") == 0 ? ta_document_get (document, "kind") : NULL;
      const TaField *label = kind != NULL ? ta_document_get (document, "label") : NULL;

      if (label == NULL || ta_value_get_text (kind->value) == NULL || ta_value_get_text (label->value) == NULL)
        continue;
      if (strcmp (ta_value_get_text (kind->value), "person") == 0)
        g_hash_table_add (set->persons, g_strdup (document->id));
      else
        g_hash_table_insert (set->households, g_strdup (document->id), g_strdup (ta_value_get_text (label->value)));
    }
  return step == TA_STEP_DONE ? g_steal_pointer (&set) : NULL;
}

void
ta_removal_set_free (TaRemovalSet *set)
{
  if (set == NULL)
    return;
  g_clear_pointer (&set->persons, g_hash_table_unref);
  g_clear_pointer (&set->households, g_hash_table_unref);
  g_free (set);
}

gboolean
ta_removal_set_is_empty (const TaRemovalSet *set)
{
  return g_hash_table_size (set->persons) == 0 && g_hash_table_size (set->households) == 0;
}

/* What the key, or what is kept beside it, is about: the key without "kept/<stamp>/". */
static const char *
inner_key (const char *key)
{
  const char *kept = g_str_has_prefix (key, TA_KEPT_PREFIX) ? strchr (key + strlen (TA_KEPT_PREFIX), '/') : NULL;

  return kept != NULL ? kept + 1 : key;
}

static gboolean
is_of_household (const char *key)
{
  const char *inner = inner_key (key);

  if (strchr (inner, '/') != NULL)
    return !g_str_has_prefix (inner, "membership/");
  return inner != key || !g_strv_contains (ta_removal_kept_columns, inner);
}

/* "table/element" of what @key is about */
static gboolean
split_key (const char *key, char **table, char **element)
{
  const char *inner = inner_key (key);
  const char *first = strchr (inner, '/');
  const char *second = first != NULL ? strchr (first + 1, '/') : NULL;

  if (first == NULL)
    return FALSE;
  *table = g_strndup (inner, (gsize) (first - inner));
  *element = second != NULL ? g_strndup (first + 1, (gsize) (second - first - 1)) : g_strdup (first + 1);
  return TRUE;
}

static gboolean
is_keyed_by (const TaRemovalSet *set, const char *element)
{
  const char *bar = strchr (element, '|');
  g_autofree char *person = bar != NULL ? g_strndup (element, (gsize) (bar - element)) : NULL;

  return person != NULL && g_hash_table_contains (set->persons, person);
}

static gboolean
is_marked (const TaRemovalSet *set, const TaDocument *document, const char *table, const char *element)
{
  g_autofree char *key = g_strconcat (table, "/", element, "/person", NULL);
  const TaField *field = ta_document_get (document, key);
  const char *person = field != NULL ? ta_value_get_text (field->value) : NULL;

  return person != NULL && g_hash_table_contains (set->persons, person);
}

static gboolean
is_of_person (const TaRemovalSet *set, const TaDocument *document, const char *key)
{
  g_autofree char *table = NULL;
  g_autofree char *element = NULL;

  if (!split_key (key, &table, &element))
    return FALSE;
  if (strcmp (table, "person") == 0)
    return g_hash_table_contains (set->persons, element);
  return (g_strv_contains (keyed_tables, table) && is_keyed_by (set, element))
         || (g_strv_contains (marked_tables, table) && is_marked (set, document, table, element));
}

/* What is a household's, or somebody's, and a document of its own: it is deleted, and says no more than whose it was. */
static gboolean
belongs_to (const TaRemovalSet *set, const TaDocument *document)
{
  const TaField *household = ta_document_get (document, "household");
  const TaField *person = ta_document_get (document, "person");
  const char *household_id = household != NULL ? ta_value_get_text (household->value) : NULL;
  const char *person_id = person != NULL ? ta_value_get_text (person->value) : NULL;

  return (strcmp (document->type, "calendar") == 0 || strcmp (document->type, "feed") == 0)
         && ((household_id != NULL && g_hash_table_contains (set->households, household_id)) || (person_id != NULL && g_hash_table_contains (set->persons, person_id)));
}

static gboolean
is_gone (const TaRemovalSet *set, const TaDocument *document, const char *key)
{
  if (strcmp (document->type, "household") != 0)
    return !g_strv_contains (owner_columns, key);
  return g_hash_table_contains (set->households, document->id) ? is_of_household (key) : is_of_person (set, document, key);
}

/* Under its own stamp: whoever else does it has the same. */
static gboolean
rename_household (TaDocument *document, const char *label)
{
  const TaField *name = ta_document_get (document, "name");
  g_autoptr (TaValue) value = ta_value_new_text (label, -1);

  if (name == NULL || ta_value_equal (name->value, value))
    return FALSE;
  ta_document_set (document, "name", value, name->stamp);
  return TRUE;
}

gboolean
ta_removal_set_take_out (const TaRemovalSet *set, TaDocument *document)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  const char *label;
  gboolean changed;

  if (strcmp (document->type, "household") != 0 && !belongs_to (set, document))
    return FALSE;
  label = strcmp (document->type, "household") == 0 ? g_hash_table_lookup (set->households, document->id) : NULL;
  for (guint i = 0; i < document->n_fields; i++)
    if (is_gone (set, document, document->fields[i].key))
      g_ptr_array_add (gone, g_strdup (document->fields[i].key));
  changed = gone->len > 0;
  for (guint i = 0; i < gone->len; i++)
    ta_document_remove (document, gone->pdata[i]);
  return (label != NULL && rename_household (document, label)) || changed;
}

gboolean
ta_removal_set_take_out_record (const TaRemovalSet *set, TaDatabase *database, TaSyncRecord *record, gboolean *changed, GError **error)
{
  g_autoptr (TaDocument) before = ta_document_copy (record->document);

  *changed = ta_removal_set_take_out (set, record->document);
  /* What the hub has is no longer what is here; nor is it kept as it came. */
  if (*changed && record->base == NULL && record->rev != NULL)
    record->base = g_steal_pointer (&before);
  if (record->base != NULL && ta_removal_set_take_out (set, record->base) && !*changed)
    return ta_sync_record_save (database, record, error);
  if (!*changed)
    return TRUE;
  record->dirty = TRUE;
  record->generation++;
  return ta_sync_record_save (database, record, error);
}

/* Nothing but the documents says which household somebody was in, who has gone from the tables already. */
static gboolean
list_with_person (TaDatabase *database, const char *person, GPtrArray *names, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT name FROM sync_document WHERE type = 'household' AND instr (CAST (state AS TEXT) || coalesce (CAST (base AS TEXT), ''), :person) ORDER BY name");
  TaStep step;

  ta_statement_bind_text (statement, ":person", person);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    g_ptr_array_add (names, ta_statement_dup_text (statement, 0));
  return step == TA_STEP_DONE;
}

GPtrArray *
ta_removal_list_affected (const TaSyncContext *context, GPtrArray *came, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < came->len; i++)
    {
      const TaDocument *document = ((const TaSyncRecord *) came->pdata[i])->document;

      if (strcmp (document->type, "removal") != 0)
        continue;
      g_ptr_array_add (names, ta_document_name (context->pod, "household", document->id));
      if (!list_with_person (context->database, document->id, names, error))
        return NULL;
    }
  return g_steal_pointer (&names);
}

static gboolean
run_for_all (TaDatabase *database, const char *sql, GHashTable *ids, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      ta_statement_bind_text (statement, ":id", id);
      if (!ta_statement_run (statement, NULL, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ta_removal_set_forget_notices (const TaRemovalSet *set, TaDatabase *database, GError **error)
{
  return run_for_all (database, "DELETE FROM sync_notice WHERE type = 'household' AND aggregate = :id", set->households, error)
         && run_for_all (database, "DELETE FROM sync_notice WHERE type = 'household' AND instr (key, :id) > 0", set->persons, error);
}
