/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-document.h"

#include <string.h>

static void
field_free (gpointer data)
{
  TaField *field = data;

  ta_value_unref (field->value);
  g_free (field);
}

TaDocument *
ta_document_new (const char *type, const char *id)
{
  TaDocument *document = g_new0 (TaDocument, 1);

  document->type = g_strdup (type);
  document->id = g_strdup (id);
  document->schema = TA_DOCUMENT_SCHEMA;
  document->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, field_free);
  document->unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return document;
}

TaDocument *
ta_document_copy (const TaDocument *document)
{
  TaDocument *copy = ta_document_new (document->type, document->id);
  GHashTableIter iter;
  gpointer key, value;

  copy->schema = document->schema;
  copy->deleted = document->deleted;
  copy->deleted_at = document->deleted_at;
  g_hash_table_iter_init (&iter, document->fields);
  while (g_hash_table_iter_next (&iter, &key, &value))
    ta_document_set (copy, key, ((TaField *) value)->value, ((TaField *) value)->stamp);
  g_hash_table_iter_init (&iter, document->unknown);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy->unknown, g_strdup (key), g_strdup (value));
  return copy;
}

void
ta_document_free (TaDocument *document)
{
  if (document == NULL)
    return;
  g_free (document->type);
  g_free (document->id);
  g_hash_table_unref (document->fields);
  g_hash_table_unref (document->unknown);
  g_free (document);
}

void
ta_document_set (TaDocument *document, const char *key, TaValue *value, TaStamp stamp)
{
  TaField *field = g_new (TaField, 1);

  field->value = ta_value_ref (value);
  field->stamp = stamp;
  g_hash_table_insert (document->fields, g_strdup (key), field);
}

void
ta_document_set_deleted (TaDocument *document, gboolean deleted, TaStamp stamp)
{
  document->deleted = deleted;
  document->deleted_at = stamp;
}

const TaField *
ta_document_get (const TaDocument *document, const char *key)
{
  return g_hash_table_lookup (document->fields, key);
}

TaStamp
ta_document_last_stamp (const TaDocument *document)
{
  TaStamp last = document->deleted_at;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, document->fields);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    last = ta_stamp_max (last, ((TaField *) value)->stamp);
  return last;
}

static gboolean
fields_equal (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer key, value;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const TaField *field = value;
      const TaField *other = g_hash_table_lookup (b, key);

      if (other == NULL || ta_stamp_compare (&field->stamp, &other->stamp) != 0 || !ta_value_equal (field->value, other->value))
        return FALSE;
    }
  return TRUE;
}

static gboolean
unknown_equal (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer key, value;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_strcmp0 (value, g_hash_table_lookup (b, key)) != 0)
      return FALSE;
  return TRUE;
}

gboolean
ta_document_equal (const TaDocument *a, const TaDocument *b)
{
  return strcmp (a->type, b->type) == 0 && strcmp (a->id, b->id) == 0 && a->schema == b->schema && a->deleted == b->deleted
         && ta_stamp_compare (&a->deleted_at, &b->deleted_at) == 0 && fields_equal (a->fields, b->fields)
         && unknown_equal (a->unknown, b->unknown);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

GPtrArray *
ta_document_keys (const TaDocument *document)
{
  GPtrArray *keys = g_hash_table_get_keys_as_ptr_array (document->fields);

  g_ptr_array_sort (keys, compare_keys);
  return keys;
}

char *
ta_document_escape (const char *part)
{
  GString *escaped = g_string_new (NULL);

  for (; *part != '\0'; part++)
    if (strchr ("/%|", *part) != NULL)
      g_string_append_printf (escaped, "%%%02X", (guint) *part);
    else
      g_string_append_c (escaped, *part);
  return g_string_free_and_steal (escaped);
}

char *
ta_document_name (const guint8 pod[16], const char *type, const char *id)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, pod, 16);
  char *name;

  /* With its zero the type's end cannot be taken for the id's beginning. */
  g_hmac_update (hmac, (const guchar *) type, (gssize) strlen (type) + 1);
  g_hmac_update (hmac, (const guchar *) id, -1);
  name = g_strdup (g_hmac_get_string (hmac));
  name[32] = '\0';
  return name;
}
