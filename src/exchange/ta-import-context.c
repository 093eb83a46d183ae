/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-context.h"

#include "ta-history.h"
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-tool-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
general_key (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *composed = g_utf8_normalize (stripped, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (composed != NULL ? composed : stripped, -1);
}

char *
ta_import_key (const char *text)
{
  /* Most names of most files: much faster than the general way. */
  if (g_str_is_ascii (text))
    return g_strstrip (g_ascii_strdown (text, -1));
  return general_key (text);
}

TaImportTarget *
ta_import_target_new (gpointer object, GDestroyNotify free, gboolean exists)
{
  TaImportTarget *self = g_new0 (TaImportTarget, 1);

  self->object = object;
  self->free = free;
  self->exists = exists;
  return self;
}

void
ta_import_target_free (TaImportTarget *target)
{
  if (target->free != NULL)
    target->free (target->object);
  g_free (target->category);
  g_free (target);
}

TaImportTarget *
ta_import_add_target (GPtrArray *targets, gpointer object, GDestroyNotify free)
{
  TaImportTarget *target = ta_import_target_new (object, free, FALSE);

  target->dirty = TRUE;
  g_ptr_array_add (targets, target);
  return target;
}

/* Households, pods, services ------------------------------------------------------------------------------------------------------- */

static void
index_household (TaImportContext *self, TaImportTarget *target)
{
  TaHousehold *household = target->object;

  g_ptr_array_add (self->households, target);
  /* Of two with one name the first is meant; the key of a hash table that is there already is kept. */
  if (ta_import_find_household (self, household->name) == NULL)
    g_hash_table_insert (self->households_by_name, ta_import_key (household->name), target);
  g_hash_table_insert (self->households_by_id, household->id, target);
  self->colours[CLAMP (household->colour, 0, 9)]++;
}

TaImportTarget *
ta_import_find_household (TaImportContext *self, const char *name)
{
  g_autofree char *key = ta_import_key (name);

  return g_hash_table_lookup (self->households_by_name, key);
}

TaImportTarget *
ta_import_ensure_household (TaImportContext *self, const char *name)
{
  TaImportTarget *target = ta_import_find_household (self, name);
  TaHousehold *household;
  int colour = 0;

  if (target != NULL)
    return target;
  household = ta_household_new (name);
  for (int i = 1; i < 10; i++)
    if (self->colours[i] < self->colours[colour])
      colour = i;
  household->colour = colour;
  target = ta_import_target_new (household, (GDestroyNotify) ta_household_free, FALSE);
  target->dirty = TRUE;
  index_household (self, target);
  if (self->mapping->kind != TA_IMPORT_HOUSEHOLDS)
    g_ptr_array_add (self->made_households, g_strdup (name));
  return target;
}

const char *
ta_import_household_name (TaImportContext *self, const char *id)
{
  TaImportTarget *target = id != NULL ? g_hash_table_lookup (self->households_by_id, id) : NULL;

  return target != NULL ? ((TaHousehold *) target->object)->name : "";
}

TaPod *
ta_import_ensure_pod (TaImportContext *self, const char *name)
{
  g_autofree char *key = ta_import_key (name);
  TaPod *pod;

  for (guint i = 0; i < self->pods->len; i++)
    {
      TaPod *candidate = g_ptr_array_index (self->pods, i);
      g_autofree char *other = ta_import_key (candidate->name);

      if (strcmp (key, other) == 0)
        return candidate;
    }
  pod = ta_pod_new (name);
  if (self->collective != NULL)
    pod->place = self->collective->place;
  g_ptr_array_add (self->pods, pod);
  g_ptr_array_add (self->new_pods, pod);
  return pod;
}

TaPod *
ta_import_default_pod (TaImportContext *self)
{
  if (self->pods->len == 0)
    return ta_import_ensure_pod (self, self->collective != NULL ? self->collective->name : _ ("Our pod"));
  return self->pods->len == 1 ? g_ptr_array_index (self->pods, 0) : NULL;
}

const char *
ta_import_pod_name (TaImportContext *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->pods->len; i++)
    {
      TaPod *pod = g_ptr_array_index (self->pods, i);

      if (strcmp (pod->id, id) == 0)
        return pod->name;
    }
  return "";
}

TaPerson *
ta_import_find_person (const TaHousehold *household, const char *name)
{
  g_autofree char *key = ta_import_key (name);

  for (guint i = 0; i < household->persons->len; i++)
    {
      TaPerson *person = g_ptr_array_index (household->persons, i);
      g_autofree char *other = ta_import_key (person->name);

      if (strcmp (key, other) == 0)
        return person;
    }
  return NULL;
}

/* Tools ------------------------------------------------------------------------------------------------------------------------------ */

void
ta_import_index_tool (TaImportContext *self, TaImportTarget *target)
{
  TaTool *tool = target->object;
  g_autofree char *name = ta_import_key (tool->name);
  GPtrArray *same = g_hash_table_lookup (self->tools_by_name, name);

  if (tool->number != NULL && *tool->number != '\0')
    g_hash_table_insert (self->tools_by_number, ta_import_key (tool->number), target);
  if (same == NULL)
    {
      same = g_ptr_array_new ();
      g_hash_table_insert (self->tools_by_name, g_steal_pointer (&name), same);
    }
  g_ptr_array_add (same, target);
}

gboolean
ta_import_load_tools (TaImportContext *self, GError **error)
{
  GPtrArray *summaries = ta_tool_table_list (self->database, self->options.today, error);
  GPtrArray *categories;

  if (summaries == NULL)
    return FALSE;
  g_ptr_array_add (self->lists, summaries);
  for (guint i = 0; i < summaries->len; i++)
    {
      TaToolSummary *summary = g_ptr_array_index (summaries, i);
      TaImportTarget *target = ta_import_target_new (summary->tool, NULL, TRUE);

      target->category_name = summary->category_name;
      g_ptr_array_add (self->tools, target);
      ta_import_index_tool (self, target);
    }
  categories = ta_category_table_list (self->database, error);
  if (categories == NULL)
    return FALSE;
  g_ptr_array_add (self->lists, categories);
  for (guint i = 0; i < categories->len; i++)
    {
      TaCategory *category = g_ptr_array_index (categories, i);

      g_hash_table_insert (self->categories, ta_import_key (category->name), category->id);
    }
  return TRUE;
}

/* The context ------------------------------------------------------------------------------------------------------------------------ */

static void
map_columns (TaImportContext *self)
{
  self->columns = ta_import_kind_columns (self->mapping->kind, &self->n_columns);
  self->fields = g_new (int, self->n_columns);
  self->date_orders = g_new0 (int, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    self->fields[i] = ta_import_mapping_find (self->mapping, i);
}

static void
make_tables (TaImportContext *self)
{
  GDestroyNotify free_target = (GDestroyNotify) ta_import_target_free;

  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->households = g_ptr_array_new_with_free_func (free_target);
  self->households_by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->households_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->made_households = g_ptr_array_new_with_free_func (g_free);
  self->new_pods = g_ptr_array_new ();
  self->new_services = g_ptr_array_new ();
  self->categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->made_categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->tools = g_ptr_array_new_with_free_func (free_target);
  self->turns = g_ptr_array_new_with_free_func (free_target);
  self->loans = g_ptr_array_new_with_free_func (free_target);
  self->tools_by_number = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->tools_by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

static gboolean
load_households (TaImportContext *self, GError **error)
{
  GPtrArray *households = ta_household_table_list (self->database, error);

  if (households == NULL)
    return FALSE;
  g_ptr_array_add (self->lists, households);
  for (guint i = 0; i < households->len; i++)
    index_household (self, ta_import_target_new (g_ptr_array_index (households, i), NULL, TRUE));
  return TRUE;
}

static gboolean
load (TaImportContext *self, GError **error)
{
  g_autoptr (GPtrArray) history = ta_history_list (self->database, 0, 1, error);
  g_autoptr (GError) problem = NULL;

  if (history == NULL)
    return FALSE;
  self->history = history->len > 0 ? ((TaHistoryEntry *) g_ptr_array_index (history, 0))->id : 0;
  self->collective = ta_collective_table_get (self->database, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  self->pods = ta_pod_table_list (self->database, error);
  if (self->pods == NULL)
    return FALSE;
  self->services = ta_service_table_list (self->database, error);
  return self->services != NULL && load_households (self, error);
}

TaImportContext *
ta_import_context_new (TaDatabase *database, TaImportFile *file, const TaImportMapping *mapping, const TaImportOptions *options, GError **error)
{
  g_autoptr (TaImportContext) self = g_new0 (TaImportContext, 1);

  self->database = database;
  self->file = ta_import_file_ref (file);
  self->mapping = ta_import_mapping_copy (mapping);
  self->options = *options;
  make_tables (self);
  map_columns (self);
  if (!load (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
ta_import_context_free (TaImportContext *self)
{
  if (self == NULL)
    return;
  if (self->kind_data_free != NULL)
    self->kind_data_free (self->kind_data);
  g_ptr_array_unref (self->made_households);
  g_ptr_array_unref (self->new_pods);
  g_ptr_array_unref (self->new_services);
  g_clear_pointer (&self->pods, g_ptr_array_unref);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_hash_table_unref (self->households_by_id);
  g_hash_table_unref (self->households_by_name);
  g_hash_table_unref (self->tools_by_number);
  g_hash_table_unref (self->tools_by_name);
  g_hash_table_unref (self->categories);
  g_hash_table_unref (self->made_categories);
  g_ptr_array_unref (self->households);
  g_ptr_array_unref (self->tools);
  g_ptr_array_unref (self->turns);
  g_ptr_array_unref (self->loans);
  g_ptr_array_unref (self->lists);
  g_clear_pointer (&self->collective, ta_collective_free);
  g_free (self->fields);
  g_free (self->date_orders);
  ta_import_mapping_free (self->mapping);
  ta_import_file_unref (self->file);
  g_free (self);
}
