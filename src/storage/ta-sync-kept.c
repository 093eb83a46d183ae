/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-health.h"
#include "ta-subject.h"
#include "ta-sync-named.h"
#include "ta-sync-notice-table.h"
#include "ta-sync-value.h"

#include <string.h>

void
ta_sync_kept_free (TaSyncKept *kept)
{
  if (kept == NULL)
    return;
  g_free (kept->type);
  g_free (kept->aggregate);
  g_free (kept->subject);
  g_free (kept->key);
  g_free (kept->part);
  g_free (kept->shown_name);
  g_clear_pointer (&kept->shown, ta_value_unref);
  g_ptr_array_unref (kept->others);
  g_ptr_array_unref (kept->names);
  g_free (kept);
}

static TaSyncKept *
find_or_add (TaDatabase *database, GPtrArray *all, const TaDocument *document, const char *key)
{
  const TaField *shown = ta_document_get (document, key);
  TaSyncKept *kept;

  for (guint i = 0; i < all->len; i++)
    {
      kept = all->pdata[i];
      if (strcmp (kept->key, key) == 0 && strcmp (kept->aggregate, document->id) == 0 && strcmp (kept->type, document->type) == 0)
        return kept;
    }
  kept = g_new0 (TaSyncKept, 1);
  kept->type = g_strdup (document->type);
  kept->aggregate = g_strdup (document->id);
  kept->subject = ta_subject_name (database, document->type, document->id);
  if (kept->subject == NULL)
    kept->subject = g_strdup ("");
  kept->key = g_strdup (key);
  kept->shown = shown != NULL ? ta_health_shown_value (database, key, shown->value) : ta_value_new_null ();
  kept->part = ta_sync_part_name (database, document->type, document->id, key);
  kept->shown_name = ta_sync_value_name (database, document->type, key, kept->shown);
  kept->names = g_ptr_array_new_with_free_func (g_free);
  kept->others = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_value_unref);
  g_ptr_array_add (all, kept);
  return kept;
}

/* Whether the row that @key is a column of is there. */
static gboolean
is_present (const TaDocument *document, const char *key)
{
  const char *last = strrchr (key, '/');
  g_autofree char *element = last != NULL ? g_strndup (key, (gsize) (last - key)) : NULL;
  const TaField *field = element != NULL ? ta_document_get (document, element) : NULL;

  return !document->deleted && (element == NULL || (field != NULL && ta_value_get_integer (field->value) == 1));
}

/* Two computers may have written the same, each before the one that is shown. */
static gboolean
has_value (GPtrArray *values, const TaValue *value)
{
  for (guint i = 0; i < values->len; i++)
    if (ta_value_equal (values->pdata[i], value))
      return TRUE;
  return FALSE;
}

static void
add_value (TaDatabase *database, TaSyncKept *kept, const TaField *field)
{
  g_autoptr (TaValue) value = ta_health_shown_value (database, kept->key, field->value);

  if (has_value (kept->others, value))
    return;
  g_ptr_array_add (kept->names, ta_sync_value_name (database, kept->type, kept->key, value));
  g_ptr_array_add (kept->others, g_steal_pointer (&value));
}

static void
add_kept (TaDatabase *database, GPtrArray *all, const TaDocument *document)
{
  g_autoptr (GPtrArray) keys = ta_document_keys (document);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = keys->pdata[i];
      const char *of = g_str_has_prefix (key, TA_KEPT_PREFIX) ? strchr (key + strlen (TA_KEPT_PREFIX), '/') : NULL;
      const TaField *field = ta_document_get (document, key);
      const TaField *shown = of != NULL ? ta_document_get (document, of + 1) : NULL;

      if (of == NULL || ta_value_get_kind (field->value) == TA_VALUE_NULL || !is_present (document, of + 1)
          || (shown != NULL && ta_value_equal (shown->value, field->value)))
        continue;
      add_value (database, find_or_add (database, all, document, of + 1), field);
    }
}

GPtrArray *
ta_sync_kept_list (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT state FROM sync_document WHERE has_kept = 1 ORDER BY type, id");
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_kept_free);
  TaStep step;

  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    {
      g_autoptr (TaDocument) document = ta_sync_document_from_column (statement, 0, error);

      if (document == NULL)
        return NULL;
      add_kept (database, all, document);
    }
  return step == TA_STEP_DONE ? g_steal_pointer (&all) : NULL;
}

/* The place on the map that came together with an address which turns out not to be right is none: better no place than another's. */
static gboolean
forget_place (TaDatabase *database, const TaSyncKept *kept, GError **error)
{
  g_autoptr (TaDocument) document = NULL;
  g_autoptr (TaStatement) update = NULL;
  GError *failure = NULL;
  const TaField *address, *latitude;

  if (strcmp (kept->type, "household") != 0 || strcmp (kept->key, "address") != 0)
    return TRUE;
  document = ta_sync_get_document (database, kept->type, kept->aggregate, &failure);
  if (document == NULL)
    {
      /* It was collected meanwhile. */
      if (failure != NULL)
        g_propagate_error (error, failure);
      return failure == NULL;
    }
  address = ta_document_get (document, "address");
  latitude = ta_document_get (document, "latitude");
  if (address == NULL || latitude == NULL || ta_stamp_compare (&address->stamp, &latitude->stamp) != 0)
    return TRUE;
  update = ta_database_prepare (database, "UPDATE household SET latitude = NULL, longitude = NULL WHERE id = :id");
  ta_statement_bind_text (update, ":id", kept->aggregate);
  return ta_statement_run (update, NULL, error);
}

gboolean
ta_sync_kept_decide (TaDatabase *database, const TaSyncKept *kept, TaValue *value, gint64 now_ms, GError **error)
{
  g_autoptr (TaStatement) see = ta_database_prepare (
      database, "UPDATE sync_notice SET seen = 1 WHERE type = :type AND aggregate = :aggregate AND key = :key AND kind = 'safety'");

  ta_statement_bind_text (see, ":type", kept->type);
  ta_statement_bind_text (see, ":aggregate", kept->aggregate);
  ta_statement_bind_text (see, ":key", kept->key);
  return (value == NULL || forget_place (database, kept, error)) && ta_sync_forget_kept (database, kept->type, kept->aggregate, kept->key, now_ms, error)
         && (value == NULL || ta_sync_write_value (database, kept->type, kept->aggregate, kept->key, value, error)) && ta_statement_run (see, NULL, error);
}
