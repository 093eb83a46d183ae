/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-document.h"

#include <string.h>

#define LEAST_ROOM 8
#define KEYS_SIZE 256
#define NAME_BYTES 16

TaDocument *
ta_document_new (const char *type, const char *id)
{
  TaDocument *document = g_new0 (TaDocument, 1);

  document->type = g_strdup (type);
  document->id = g_strdup (id);
  document->schema = TA_DOCUMENT_SCHEMA;
  return document;
}

/* Room for as many fields as @like has. */
static void
make_room_like (TaDocument *document, const TaDocument *like)
{
  gsize size = 0;

  for (guint i = 0; i < like->n_fields; i++)
    size += strlen (like->fields[i].key) + 1;
  if (size == 0)
    return;
  document->keys = g_string_chunk_new (size);
  document->room = like->n_fields;
  document->fields = g_new (TaField, document->room);
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
  make_room_like (copy, document);
  for (guint i = 0; i < document->n_fields; i++)
    ta_document_set (copy, document->fields[i].key, document->fields[i].value, document->fields[i].stamp);
  if (document->unknown == NULL)
    return copy;
  g_hash_table_iter_init (&iter, document->unknown);
  while (g_hash_table_iter_next (&iter, &key, &value))
    ta_document_take_unknown (copy, g_strdup (key), g_strdup (value));
  return copy;
}

void
ta_document_free (TaDocument *document)
{
  if (document == NULL)
    return;
  g_free (document->type);
  g_free (document->id);
  for (guint i = 0; i < document->n_fields; i++)
    ta_value_unref (document->fields[i].value);
  g_free (document->fields);
  g_clear_pointer (&document->keys, g_string_chunk_free);
  g_clear_pointer (&document->unknown, g_hash_table_unref);
  g_free (document);
}

/* Where the field is, or would be. @found: (out) */
static guint
find_place (const TaDocument *document, const char *key, gboolean *found)
{
  guint low = 0, high = document->n_fields;

  *found = FALSE;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strcmp (key, document->fields[middle].key);

      if (order == 0)
        {
          *found = TRUE;
          return middle;
        }
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

static void
insert_field (TaDocument *document, guint place, const char *key, TaValue *value, TaStamp stamp)
{
  if (document->n_fields == document->room)
    {
      document->room = MAX (2 * document->room, LEAST_ROOM);
      document->fields = g_renew (TaField, document->fields, document->room);
    }
  memmove (document->fields + place + 1, document->fields + place, (document->n_fields - place) * sizeof (TaField));
  document->fields[place] = (TaField) { key, ta_value_ref (value), stamp };
  document->n_fields++;
}

static const char *
keep_key (TaDocument *document, const char *key, gsize length)
{
  if (document->keys == NULL)
    document->keys = g_string_chunk_new (KEYS_SIZE);
  return g_string_chunk_insert_len (document->keys, key, (gssize) length);
}

gboolean
ta_document_append (TaDocument *document, const char *key, gsize length, TaValue *value, TaStamp stamp)
{
  const char *kept = keep_key (document, key, length);

  if (document->n_fields > 0 && strcmp (document->fields[document->n_fields - 1].key, kept) >= 0)
    return FALSE;
  insert_field (document, document->n_fields, kept, value, stamp);
  return TRUE;
}

void
ta_document_set (TaDocument *document, const char *key, TaValue *value, TaStamp stamp)
{
  gboolean last = document->n_fields == 0 || strcmp (key, document->fields[document->n_fields - 1].key) > 0;
  gboolean found = FALSE;
  guint place = last ? document->n_fields : find_place (document, key, &found);

  if (!found)
    {
      insert_field (document, place, keep_key (document, key, strlen (key)), value, stamp);
      return;
    }
  ta_value_ref (value);
  ta_value_unref (document->fields[place].value);
  document->fields[place].value = value;
  document->fields[place].stamp = stamp;
}

void
ta_document_take_unknown (TaDocument *document, char *name, char *json)
{
  if (document->unknown == NULL)
    document->unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (document->unknown, name, json);
}

void
ta_document_remove (TaDocument *document, const char *key)
{
  gboolean found;
  guint place = find_place (document, key, &found);

  if (!found)
    return;
  ta_value_unref (document->fields[place].value);
  document->n_fields--;
  memmove (document->fields + place, document->fields + place + 1, (document->n_fields - place) * sizeof (TaField));
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
  gboolean found;
  guint place = find_place (document, key, &found);

  return found ? &document->fields[place] : NULL;
}

TaStamp
ta_document_last_stamp (const TaDocument *document)
{
  TaStamp last = document->deleted_at;

  for (guint i = 0; i < document->n_fields; i++)
    last = ta_stamp_max (last, document->fields[i].stamp);
  return last;
}

static gboolean
fields_equal (const TaDocument *a, const TaDocument *b)
{
  if (a->n_fields != b->n_fields)
    return FALSE;
  for (guint i = 0; i < a->n_fields; i++)
    {
      const TaField *field = &a->fields[i];
      const TaField *other = &b->fields[i];

      if (strcmp (field->key, other->key) != 0 || ta_stamp_compare (&field->stamp, &other->stamp) != 0 || !ta_value_equal (field->value, other->value))
        return FALSE;
    }
  return TRUE;
}

static gboolean
unknown_equal (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer key, value;

  if (a == NULL || b == NULL)
    return a == b;
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
         && ta_stamp_compare (&a->deleted_at, &b->deleted_at) == 0 && fields_equal (a, b) && unknown_equal (a->unknown, b->unknown);
}

GPtrArray *
ta_document_keys (const TaDocument *document)
{
  GPtrArray *keys = g_ptr_array_sized_new (document->n_fields);

  for (guint i = 0; i < document->n_fields; i++)
    g_ptr_array_add (keys, (gpointer) document->fields[i].key);
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

GHmac *
ta_document_naming_new (const guint8 pod[16])
{
  return g_hmac_new (G_CHECKSUM_SHA256, pod, 16);
}

char *
ta_document_naming_get (const GHmac *naming, const char *type, const char *id)
{
  g_autoptr (GHmac) hmac = g_hmac_copy (naming);
  guint8 digest[32];
  gsize size = sizeof digest;
  char *name = g_malloc (2 * NAME_BYTES + 1);

  /* With its zero the type's end cannot be taken for the id's beginning. */
  g_hmac_update (hmac, (const guchar *) type, (gssize) strlen (type) + 1);
  g_hmac_update (hmac, (const guchar *) id, -1);
  g_hmac_get_digest (hmac, digest, &size);
  for (guint i = 0; i < NAME_BYTES; i++)
    {
      name[2 * i] = "0123456789abcdef"[digest[i] >> 4];
      name[2 * i + 1] = "0123456789abcdef"[digest[i] & 0xf];
    }
  name[2 * NAME_BYTES] = '\0';
  return name;
}

char *
ta_document_name (const guint8 pod[16], const char *type, const char *id)
{
  g_autoptr (GHmac) naming = ta_document_naming_new (pod);

  return ta_document_naming_get (naming, type, id);
}
