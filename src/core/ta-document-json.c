/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-document.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/*
 *   {"c":["<stamp>",…],"d":device,"f":{"key":[value,stamp],…},"g":[deleted,stamp],"i":"id","n":number,"s":schema,"t":"type","w":"write"}
 *
 * A stamp is its place in "c", which is sorted: a row's fields were mostly given at once. A value is null, a number (a real one has a
 * point or an exponent), a text, or {"b":"<base64>"}. "g" is there once it was given, "d", "n" and "w" where the document goes to the hub.
 */

#define MEMBER_STAMPS "c"
#define MEMBER_DEVICE "d"
#define MEMBER_FIELDS "f"
#define MEMBER_DELETED "g"
#define MEMBER_ID "i"
#define MEMBER_NUMBER "n"
#define MEMBER_SCHEMA "s"
#define MEMBER_TYPE "t"
#define MEMBER_WRITE "w"
#define BYTES_MEMBER "b"

static const char *const members[] = {
  MEMBER_STAMPS, MEMBER_DEVICE, MEMBER_FIELDS, MEMBER_DELETED, MEMBER_ID, MEMBER_NUMBER, MEMBER_SCHEMA, MEMBER_TYPE, MEMBER_WRITE, NULL
};

/* Writing ------------------------------------------------------------------------------------------------------------------------------ */

static void
append_escaped (GString *json, char c)
{
  static const char short_forms[] = "\b\f\n\r\t";
  const char *found = strchr (short_forms, c);

  if (c == '"' || c == '\\')
    g_string_append_printf (json, "\\%c", c);
  else if (found != NULL)
    g_string_append_printf (json, "\\%c", "bfnrt"[found - short_forms]);
  else
    g_string_append_printf (json, "\\u%04x", (guint) (guchar) c);
}

static void
append_text (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  while (*text != '\0')
    {
      const char *plain = text;

      while ((guchar) *text >= 0x20 && *text != '"' && *text != '\\')
        text++;
      g_string_append_len (json, plain, text - plain);
      if (*text != '\0')
        append_escaped (json, *text++);
    }
  g_string_append_c (json, '"');
}

/* The shortest of the spellings that read as the same number, and never an integer's. */
static void
append_real (GString *json, double real)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%ug", digits);
      g_ascii_formatd (text, sizeof text, format, real);
      if (!(g_ascii_strtod (text, NULL) < real) && !(g_ascii_strtod (text, NULL) > real))
        break;
    }
  g_string_append (json, text);
  if (strpbrk (text, ".e") == NULL)
    g_string_append (json, ".0");
}

static void
append_bytes (GString *json, const TaValue *value)
{
  gsize size;
  gconstpointer data = ta_value_get_bytes (value, &size);
  g_autofree char *base64 = g_base64_encode (data, size);

  g_string_append_printf (json, "{\"" BYTES_MEMBER "\":\"%s\"}", base64);
}

static void
append_value (GString *json, const TaValue *value)
{
  switch (ta_value_get_kind (value))
    {
    case TA_VALUE_INTEGER:
      g_string_append_printf (json, "%" G_GINT64_FORMAT, ta_value_get_integer (value));
      break;
    case TA_VALUE_REAL:
      append_real (json, ta_value_get_real (value));
      break;
    case TA_VALUE_TEXT:
      append_text (json, ta_value_get_text (value));
      break;
    case TA_VALUE_BYTES:
      append_bytes (json, value);
      break;
    case TA_VALUE_NULL:
    default:
      g_string_append (json, "null");
    }
}

static int
compare_stamps (gconstpointer a, gconstpointer b)
{
  return ta_stamp_compare (a, b);
}

static void
add_stamp (GArray *stamps, TaStamp stamp)
{
  for (guint i = stamps->len; i > 0; i--)
    if (ta_stamp_compare (&g_array_index (stamps, TaStamp, i - 1), &stamp) == 0)
      return;
  g_array_append_val (stamps, stamp);
}

static GArray *
collect_stamps (const TaDocument *document)
{
  GArray *stamps = g_array_new (FALSE, FALSE, sizeof (TaStamp));
  GHashTableIter iter;
  gpointer value;

  if (ta_stamp_is_set (&document->deleted_at))
    add_stamp (stamps, document->deleted_at);
  g_hash_table_iter_init (&iter, document->fields);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    add_stamp (stamps, ((TaField *) value)->stamp);
  g_array_sort (stamps, compare_stamps);
  return stamps;
}

static guint
find_stamp (GArray *stamps, const TaStamp *stamp)
{
  guint place = 0;

  g_array_binary_search (stamps, stamp, compare_stamps, &place);
  return place;
}

static void
append_stamps (GString *json, GArray *stamps)
{
  g_string_append_c (json, '[');
  for (guint i = 0; i < stamps->len; i++)
    {
      char text[TA_STAMP_TEXT_LENGTH + 1];

      ta_stamp_to_text (&g_array_index (stamps, TaStamp, i), text);
      g_string_append_printf (json, "%s\"%s\"", i > 0 ? "," : "", text);
    }
  g_string_append_c (json, ']');
}

static void
append_fields (GString *json, const TaDocument *document, GArray *stamps)
{
  g_autoptr (GPtrArray) keys = ta_document_keys (document);

  g_string_append_c (json, '{');
  for (guint i = 0; i < keys->len; i++)
    {
      const TaField *field = ta_document_get (document, keys->pdata[i]);

      if (i > 0)
        g_string_append_c (json, ',');
      append_text (json, keys->pdata[i]);
      g_string_append (json, ":[");
      append_value (json, field->value);
      g_string_append_printf (json, ",%u]", find_stamp (stamps, &field->stamp));
    }
  g_string_append_c (json, '}');
}

/* Whether there was something to write under that name. */
static gboolean
append_member (GString *json, const char *name, const TaDocument *document, const TaDocumentWrite *write, GArray *stamps)
{
  if (write == NULL && strstr (MEMBER_DEVICE MEMBER_NUMBER MEMBER_WRITE, name) != NULL)
    return FALSE;
  if (strcmp (name, MEMBER_DELETED) == 0 && !ta_stamp_is_set (&document->deleted_at))
    return FALSE;
  g_string_append_printf (json, "%s\"%s\":", json->len > 1 ? "," : "", name);
  if (strcmp (name, MEMBER_STAMPS) == 0)
    append_stamps (json, stamps);
  else if (strcmp (name, MEMBER_FIELDS) == 0)
    append_fields (json, document, stamps);
  else if (strcmp (name, MEMBER_DELETED) == 0)
    g_string_append_printf (json, "[%s,%u]", document->deleted ? "true" : "false", find_stamp (stamps, &document->deleted_at));
  else if (strcmp (name, MEMBER_ID) == 0)
    append_text (json, document->id);
  else if (strcmp (name, MEMBER_TYPE) == 0)
    append_text (json, document->type);
  else if (strcmp (name, MEMBER_SCHEMA) == 0)
    g_string_append_printf (json, "%d", document->schema);
  else if (strcmp (name, MEMBER_DEVICE) == 0)
    g_string_append_printf (json, "%" G_GUINT64_FORMAT, write->device);
  else if (strcmp (name, MEMBER_NUMBER) == 0)
    g_string_append_printf (json, "%" G_GINT64_FORMAT, write->number);
  else
    append_text (json, write->write);
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char *
ta_document_to_json (const TaDocument *document, const TaDocumentWrite *write)
{
  GString *json = g_string_sized_new (1024);
  g_autoptr (GArray) stamps = collect_stamps (document);
  g_autoptr (GPtrArray) names = g_hash_table_get_keys_as_ptr_array (document->unknown);

  for (guint i = 0; members[i] != NULL; i++)
    g_ptr_array_add (names, (gpointer) members[i]);
  g_ptr_array_sort (names, compare_names);
  g_string_append_c (json, '{');
  for (guint i = 0; i < names->len; i++)
    {
      const char *unknown = g_hash_table_lookup (document->unknown, names->pdata[i]);

      if (unknown == NULL)
        {
          append_member (json, names->pdata[i], document, write, stamps);
          continue;
        }
      if (json->len > 1)
        g_string_append_c (json, ',');
      append_text (json, names->pdata[i]);
      g_string_append_printf (json, ":%s", unknown);
    }
  g_string_append_c (json, '}');
  return g_string_free_and_steal (json);
}

/* Reading ------------------------------------------------------------------------------------------------------------------------------ */

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, g_dgettext (GETTEXT_PACKAGE, "This is not a document of the pod."));
  return FALSE;
}

/* (nullable): unless it is a value of that type */
static JsonNode *
get_member (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node : NULL;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

static gboolean
get_integer (JsonObject *object, const char *name, gint64 *integer)
{
  JsonNode *node = get_member (object, name, G_TYPE_INT64);

  *integer = node != NULL ? json_node_get_int (node) : 0;
  return node != NULL;
}

static GArray *
read_stamps (JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, MEMBER_STAMPS);
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GArray) stamps = g_array_new (FALSE, FALSE, sizeof (TaStamp));

  if (list == NULL)
    {
      fail (error);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *element = json_array_get_element (list, i);
      TaStamp stamp;

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING || !ta_stamp_parse (json_node_get_string (element), &stamp)
          || !ta_stamp_is_set (&stamp))
        {
          fail (error);
          return NULL;
        }
      g_array_append_val (stamps, stamp);
    }
  return g_steal_pointer (&stamps);
}

static TaValue *
read_bytes (JsonObject *object)
{
  const char *base64 = json_object_get_size (object) == 1 ? get_text (object, BYTES_MEMBER) : NULL;
  g_autofree guchar *data = NULL;
  gsize size = 0;

  if (base64 == NULL)
    return NULL;
  data = g_base64_decode (base64, &size);
  return ta_value_new_bytes (data, size);
}

/* (transfer full) (nullable): unless it is a value */
static TaValue *
read_value (JsonNode *node)
{
  if (JSON_NODE_HOLDS_NULL (node))
    return ta_value_new_null ();
  if (JSON_NODE_HOLDS_OBJECT (node))
    return read_bytes (json_node_get_object (node));
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return ta_value_new_text (json_node_get_string (node), -1);
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return ta_value_new_integer (json_node_get_int (node));
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE && isfinite (json_node_get_double (node)))
    return ta_value_new_real (json_node_get_double (node));
  return NULL;
}

/* The stamp whose place stands second in a pair. */
static gboolean
read_pair (JsonNode *node, GArray *stamps, JsonNode **first, TaStamp *stamp)
{
  JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *second = pair != NULL && json_array_get_length (pair) == 2 ? json_array_get_element (pair, 1) : NULL;
  gint64 place;

  if (second == NULL || !JSON_NODE_HOLDS_VALUE (second) || json_node_get_value_type (second) != G_TYPE_INT64)
    return FALSE;
  place = json_node_get_int (second);
  if (place < 0 || place >= stamps->len)
    return FALSE;
  *stamp = g_array_index (stamps, TaStamp, place);
  *first = json_array_get_element (pair, 0);
  return TRUE;
}

static gboolean
read_field (TaDocument *document, const char *key, JsonNode *node, GArray *stamps)
{
  g_autoptr (TaValue) value = NULL;
  JsonNode *first;
  TaStamp stamp;

  if (*key == '\0' || !read_pair (node, stamps, &first, &stamp))
    return FALSE;
  value = read_value (first);
  if (value != NULL)
    ta_document_set (document, key, value, stamp);
  return value != NULL;
}

static gboolean
read_fields (TaDocument *document, JsonObject *object, GArray *stamps)
{
  JsonNode *node = json_object_get_member (object, MEMBER_FIELDS);
  JsonObject *fields = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  if (fields == NULL)
    return FALSE;
  json_object_iter_init_ordered (&iter, fields);
  while (json_object_iter_next_ordered (&iter, &key, &value))
    if (!read_field (document, key, value, stamps))
      return FALSE;
  return TRUE;
}

static gboolean
read_deleted (TaDocument *document, JsonObject *object, GArray *stamps)
{
  JsonNode *node = json_object_get_member (object, MEMBER_DELETED);
  JsonNode *first;
  TaStamp stamp;

  if (node == NULL)
    return TRUE;
  if (!read_pair (node, stamps, &first, &stamp) || !JSON_NODE_HOLDS_VALUE (first) || json_node_get_value_type (first) != G_TYPE_BOOLEAN)
    return FALSE;
  ta_document_set_deleted (document, json_node_get_boolean (first), stamp);
  return TRUE;
}

static gboolean
is_write_id (const char *text)
{
  return strlen (text) == 32 && strspn (text, "0123456789abcdef") == 32;
}

static gboolean
read_write (JsonObject *object, TaDocumentWrite *write)
{
  const char *id = get_text (object, MEMBER_WRITE);
  gint64 device;

  if (id == NULL || !is_write_id (id) || !get_integer (object, MEMBER_NUMBER, &write->number) || !get_integer (object, MEMBER_DEVICE, &device)
      || device <= 0 || write->number < 0)
    return FALSE;
  write->device = (guint64) device;
  g_strlcpy (write->write, id, sizeof write->write);
  return TRUE;
}

static void
keep_unknown (TaDocument *document, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!g_strv_contains (members, name))
      g_hash_table_insert (document->unknown, g_strdup (name), json_to_string (value, FALSE));
}

static TaDocument *
read_document (JsonObject *object, TaDocumentWrite *write, GError **error)
{
  const char *type = get_text (object, MEMBER_TYPE);
  const char *id = get_text (object, MEMBER_ID);
  g_autoptr (GArray) stamps = read_stamps (object, error);
  g_autoptr (TaDocument) document = NULL;
  gint64 schema;

  if (stamps == NULL)
    return NULL;
  document = ta_document_new (type != NULL ? type : "", id != NULL ? id : "");
  if (*document->type == '\0' || *document->id == '\0' || !get_integer (object, MEMBER_SCHEMA, &schema) || schema < 1 || schema > G_MAXINT
      || !read_fields (document, object, stamps) || !read_deleted (document, object, stamps) || (write != NULL && !read_write (object, write)))
    {
      fail (error);
      return NULL;
    }
  document->schema = (int) schema;
  keep_unknown (document, object);
  return g_steal_pointer (&document);
}

/* Whether somebody who means ill can have made it so large that it is not read. */
static gboolean
has_too_many (JsonObject *object)
{
  JsonNode *fields = json_object_get_member (object, MEMBER_FIELDS);

  return fields != NULL && JSON_NODE_HOLDS_OBJECT (fields) && json_object_get_size (json_node_get_object (fields)) > TA_DOCUMENT_MAX_FIELDS;
}

static TaDocument *
parse (const char *json, gsize size, gboolean own, TaDocumentWrite *write, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root = NULL;

  /* What stands behind a zero would be read by nobody. */
  if (g_utf8_validate_len (json, size, NULL) && json_parser_load_from_data (parser, json, (gssize) size, NULL))
    root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root) && (own || !has_too_many (json_node_get_object (root))))
    return read_document (json_node_get_object (root), write, error);
  fail (error);
  return NULL;
}

TaDocument *
ta_document_parse (const char *json, gssize length, TaDocumentWrite *write, GError **error)
{
  gsize size = length >= 0 ? (gsize) length : strlen (json);

  if (size <= TA_DOCUMENT_MAX_SIZE)
    return parse (json, size, FALSE, write, error);
  fail (error);
  return NULL;
}

TaDocument *
ta_document_parse_own (const char *json, gsize length, GError **error)
{
  return parse (json, length, TRUE, NULL, error);
}
