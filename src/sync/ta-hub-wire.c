/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-wire-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_DEPTH 32
#define MOST_PARTS 400000 /* brackets, commas, colons: what memory the parser takes depends on these */
#define MOST_REV 80
#define MOST_SEQ 16384

void
ta_hub_wire_set_odd (GError **error, const char *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The hub’s answer makes no sense: %s"), what);
}

static gboolean
is_part (char c)
{
  return c == '{' || c == '[' || c == ',' || c == ':';
}

/* What follows the end of the object or list: nothing, or the parser would take the last of several. */
static gboolean
is_end (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      return FALSE;
  return TRUE;
}

/* One look at the text before the parser sees it: it allocates for each part and calls itself for each level. */
static gboolean
check_shape (const char *text, gsize length, GError **error)
{
  guint depth = 0;
  guint parts = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length && depth <= MOST_DEPTH && parts <= MOST_PARTS; i++)
    {
      char c = text[i];

      if (quoted)
        {
          i += c == '\\';
          quoted = c != '"';
          continue;
        }
      quoted = c == '"';
      parts += is_part (c);
      if (c == '{' || c == '[')
        depth++;
      else if ((c == '}' || c == ']') && depth > 0 && --depth == 0 && !is_end (text + i + 1, length - i - 1))
        {
          ta_hub_wire_set_odd (error, _ ("there is more than one answer"));
          return FALSE;
        }
    }
  if (depth > MOST_DEPTH || parts > MOST_PARTS)
    ta_hub_wire_set_odd (error, depth > MOST_DEPTH ? _ ("too deep") : _ ("too many parts"));
  return depth <= MOST_DEPTH && parts <= MOST_PARTS;
}

JsonNode *
ta_hub_wire_parse (GBytes *bytes, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) failure = NULL;

  if (length == 0 || !g_utf8_validate_len (text, length, NULL))
    {
      ta_hub_wire_set_odd (error, length == 0 ? _ ("it is empty") : _ ("it is not text"));
      return NULL;
    }
  if (!check_shape (text, length, error))
    return NULL;
  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, &failure) || json_parser_get_root (parser) == NULL)
    {
      ta_hub_wire_set_odd (error, _ ("it is not whole"));
      return NULL;
    }
  return json_parser_steal_root (parser);
}

JsonObject *
ta_hub_wire_object (JsonNode *node, GError **error)
{
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  ta_hub_wire_set_odd (error, _ ("an object was expected"));
  return NULL;
}

JsonArray *
ta_hub_wire_array (JsonNode *node, GError **error)
{
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  ta_hub_wire_set_odd (error, _ ("a list was expected"));
  return NULL;
}

const char *
ta_hub_wire_text (JsonObject *object, const char *name, gsize most)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

  return text != NULL && strlen (text) <= most ? text : NULL;
}

gint64
ta_hub_wire_number (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 ? MAX (json_node_get_int (node), 0) : 0;
}

gboolean
ta_hub_wire_truth (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

gboolean
ta_hub_wire_is_name (const char *id)
{
  return strlen (id) == 32 && strspn (id, "0123456789abcdef") == 32;
}

/* "3-" and what the hub likes: 32 hex digits on CouchDB, letters on others. */
static gboolean
is_rev (const char *rev)
{
  gsize digits = rev != NULL ? strspn (rev, "0123456789") : 0;
  gsize length = rev != NULL ? strlen (rev) : 0;

  return digits > 0 && digits <= 10 && length <= MOST_REV && rev[digits] == '-' && length > digits + 1 && strspn (rev + digits + 1, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == length - digits - 1;
}

/* A sequence is a text, a number (PouchDB) or a list (Cloudant): nothing is read from it but how to say it again. */
static char *
dup_seq (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autofree char *seq = NULL;

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    seq = json_node_dup_string (node);
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) >= 0)
    seq = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    seq = json_to_string (node, FALSE);
  return seq != NULL && *seq != '\0' && strlen (seq) <= MOST_SEQ ? g_steal_pointer (&seq) : NULL;
}

void
ta_wire_doc_free (TaWireDoc *doc)
{
  g_free (doc->id);
  g_free (doc->rev);
  g_strfreev (doc->conflicts);
  g_clear_pointer (&doc->object, json_object_unref);
  g_free (doc);
}

void
ta_wire_page_free (TaWirePage *page)
{
  g_clear_pointer (&page->docs, g_ptr_array_unref);
  g_free (page->next);
  g_free (page);
}

static void
result_free (gpointer data)
{
  TaWireResult *result = data;

  g_free (result->id);
  g_free (result->rev);
  g_free (result->error);
  g_free (result->reason);
  g_free (result);
}

char *
ta_wire_doc_dup_envelope (const TaWireDoc *doc)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *envelope;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (doc->object == NULL)
    return NULL;
  envelope = json_object_new ();
  json_object_iter_init_ordered (&iter, doc->object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (name[0] != '_')
      json_object_set_member (envelope, name, json_node_copy (value));
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, envelope);
  return json_object_get_size (envelope) > 0 ? json_to_string (node, FALSE) : NULL;
}

static gboolean
read_conflicts (JsonObject *object, TaWireDoc *doc, GError **error)
{
  JsonNode *node = json_object_get_member (object, "_conflicts");
  g_autoptr (GStrvBuilder) revs = g_strv_builder_new ();
  JsonArray *array;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  array = ta_hub_wire_array (node, error);
  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *rev = JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING ? json_node_get_string (element) : NULL;

      if (!is_rev (rev))
        {
          ta_hub_wire_set_odd (error, _ ("a revision was expected"));
          return FALSE;
        }
      g_strv_builder_add (revs, rev);
    }
  if (json_array_get_length (array) > 0)
    doc->conflicts = g_strv_builder_end (revs);
  return TRUE;
}

/* @id: (nullable): what it has to be called */
static TaWireDoc *
read_object (JsonNode *node, const char *id, GError **error)
{
  JsonObject *object = ta_hub_wire_object (node, error);
  const char *name = object != NULL ? ta_hub_wire_text (object, "_id", 64) : NULL;
  const char *rev = object != NULL ? ta_hub_wire_text (object, "_rev", MOST_REV) : NULL;
  g_autoptr (TaWireDoc) doc = NULL;

  if (object == NULL)
    return NULL;
  if (name == NULL || !ta_hub_wire_is_name (name) || (id != NULL && strcmp (name, id) != 0) || !is_rev (rev))
    {
      ta_hub_wire_set_odd (error, _ ("a document without its name or revision"));
      return NULL;
    }
  doc = g_new0 (TaWireDoc, 1);
  doc->id = g_strdup (name);
  doc->rev = g_strdup (rev);
  doc->deleted = ta_hub_wire_truth (object, "_deleted");
  doc->object = json_object_ref (object);
  return read_conflicts (object, doc, error) ? g_steal_pointer (&doc) : NULL;
}

TaWireDoc *
ta_hub_wire_read_doc (GBytes *text, GError **error)
{
  g_autoptr (JsonNode) root = ta_hub_wire_parse (text, error);

  return root != NULL ? read_object (root, NULL, error) : NULL;
}

/* A row that has no document with it: what there is, is its head's revision. */
static TaWireDoc *
read_bare (JsonObject *row, const char *id, const char *rev, GError **error)
{
  TaWireDoc *doc;

  if (!is_rev (rev))
    {
      ta_hub_wire_set_odd (error, _ ("a revision was expected"));
      return NULL;
    }
  doc = g_new0 (TaWireDoc, 1);
  doc->id = g_strdup (id);
  doc->rev = g_strdup (rev);
  doc->deleted = ta_hub_wire_truth (row, "deleted");
  return doc;
}

/* The first of a row's "changes" is the head. */
static const char *
head_of (JsonObject *row)
{
  JsonNode *changes = json_object_get_member (row, "changes");
  JsonNode *first = changes != NULL && JSON_NODE_HOLDS_ARRAY (changes) && json_array_get_length (json_node_get_array (changes)) > 0 ? json_array_get_element (json_node_get_array (changes), 0) : NULL;

  return first != NULL && JSON_NODE_HOLDS_OBJECT (first) ? ta_hub_wire_text (json_node_get_object (first), "rev", MOST_REV) : NULL;
}

/* In _all_docs the revision is under "value". */
static const char *
value_of (JsonObject *row)
{
  JsonNode *value = json_object_get_member (row, "value");

  return value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? ta_hub_wire_text (json_node_get_object (value), "rev", MOST_REV) : NULL;
}

static gboolean
read_row (TaWirePage *page, JsonNode *node, const char *(*rev_of) (JsonObject *row), char **last, GError **error)
{
  JsonObject *row = ta_hub_wire_object (node, error);
  const char *id = row != NULL ? ta_hub_wire_text (row, "id", 4096) : NULL;
  JsonNode *body = row != NULL ? json_object_get_member (row, "doc") : NULL;
  TaWireDoc *doc;

  if (row == NULL)
    return FALSE;
  page->rows++;
  /* {"key": …, "error": "not_found"} of an _all_docs */
  if (id == NULL && ta_hub_wire_text (row, "error", 4096) != NULL)
    return TRUE;
  if (id == NULL)
    {
      ta_hub_wire_set_odd (error, _ ("a row without a name"));
      return FALSE;
    }
  g_set_str (last, id);
  if (!ta_hub_wire_is_name (id))
    return TRUE;
  doc = body != NULL && !JSON_NODE_HOLDS_NULL (body) ? read_object (body, id, error) : read_bare (row, id, rev_of (row), error);
  if (doc != NULL)
    g_ptr_array_add (page->docs, doc);
  return doc != NULL;
}

static TaWirePage *
read_page (JsonObject *object, const char *name, const char *(*rev_of) (JsonObject *row), char **last, GError **error)
{
  g_autoptr (TaWirePage) page = g_new0 (TaWirePage, 1);
  JsonArray *rows = ta_hub_wire_array (json_object_get_member (object, name), error);

  if (rows == NULL)
    return NULL;
  page->docs = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_wire_doc_free);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (!read_row (page, json_array_get_element (rows, i), rev_of, last, error))
      return NULL;
  return g_steal_pointer (&page);
}

TaWirePage *
ta_hub_wire_read_changes (GBytes *text, GError **error)
{
  g_autoptr (JsonNode) root = ta_hub_wire_parse (text, error);
  JsonObject *object = root != NULL ? ta_hub_wire_object (root, error) : NULL;
  g_autofree char *last = NULL;
  g_autoptr (TaWirePage) page = object != NULL ? read_page (object, "results", head_of, &last, error) : NULL;

  if (page == NULL)
    return NULL;
  page->next = dup_seq (object, "last_seq");
  if (page->next != NULL)
    return g_steal_pointer (&page);
  ta_hub_wire_set_odd (error, _ ("it does not say how far it goes"));
  return NULL;
}

TaWirePage *
ta_hub_wire_read_all_docs (GBytes *text, GError **error)
{
  g_autoptr (JsonNode) root = ta_hub_wire_parse (text, error);
  JsonObject *object = root != NULL ? ta_hub_wire_object (root, error) : NULL;
  g_autofree char *last = NULL;
  TaWirePage *page = object != NULL ? read_page (object, "rows", value_of, &last, error) : NULL;

  if (page != NULL)
    page->next = g_steal_pointer (&last);
  return page;
}

static TaWireResult *
read_result (JsonNode *node, GError **error)
{
  JsonObject *row = ta_hub_wire_object (node, error);
  const char *rev = row != NULL ? ta_hub_wire_text (row, "rev", MOST_REV) : NULL;
  const char *word = row != NULL ? ta_hub_wire_text (row, "error", 4096) : NULL;
  TaWireResult *result;

  if (row == NULL)
    return NULL;
  if (word == NULL && (!is_rev (rev) || !ta_hub_wire_truth (row, "ok")))
    {
      ta_hub_wire_set_odd (error, _ ("neither taken nor refused"));
      return NULL;
    }
  result = g_new0 (TaWireResult, 1);
  result->id = g_strdup (ta_hub_wire_text (row, "id", 4096));
  result->rev = word == NULL ? g_strdup (rev) : NULL;
  result->error = g_strdup (word);
  result->reason = g_strdup (ta_hub_wire_text (row, "reason", 4096));
  return result;
}

GPtrArray *
ta_hub_wire_read_results (GBytes *text, GError **error)
{
  g_autoptr (JsonNode) root = ta_hub_wire_parse (text, error);
  JsonArray *rows = root != NULL ? ta_hub_wire_array (root, error) : NULL;
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (result_free);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      TaWireResult *result = read_result (json_array_get_element (rows, i), error);

      if (result == NULL)
        return NULL;
      g_ptr_array_add (results, result);
    }
  return g_steal_pointer (&results);
}

/* {"ok": {…}}; for what is not there, {"error": {…}} of CouchDB or {"missing": "1-q"} of PouchDB, which is {} where no revision was asked for */
static gboolean
read_got (JsonNode *node, const char *id, GPtrArray *docs, GError **error)
{
  JsonObject *row = ta_hub_wire_object (node, error);
  JsonNode *body = row != NULL ? json_object_get_member (row, "ok") : NULL;
  TaWireDoc *doc;

  if (row == NULL)
    return FALSE;
  if (body == NULL && (json_object_has_member (row, "error") || json_object_has_member (row, "missing") || json_object_get_size (row) == 0))
    return TRUE;
  doc = read_object (body, id, error);
  if (doc != NULL)
    g_ptr_array_add (docs, doc);
  return doc != NULL;
}

static gboolean
read_got_of_one (JsonNode *node, GPtrArray *docs, GError **error)
{
  JsonObject *row = ta_hub_wire_object (node, error);
  const char *id = row != NULL ? ta_hub_wire_text (row, "id", 4096) : NULL;
  JsonArray *versions = row != NULL ? ta_hub_wire_array (json_object_get_member (row, "docs"), error) : NULL;

  if (versions == NULL)
    return FALSE;
  if (id == NULL)
    {
      ta_hub_wire_set_odd (error, _ ("a row without a name"));
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (versions); i++)
    if (!read_got (json_array_get_element (versions, i), id, docs, error))
      return FALSE;
  return TRUE;
}

GPtrArray *
ta_hub_wire_read_docs (GBytes *text, GError **error)
{
  g_autoptr (JsonNode) root = ta_hub_wire_parse (text, error);
  JsonObject *object = root != NULL ? ta_hub_wire_object (root, error) : NULL;
  JsonArray *rows = object != NULL ? ta_hub_wire_array (json_object_get_member (object, "results"), error) : NULL;
  g_autoptr (GPtrArray) docs = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_wire_doc_free);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (!read_got_of_one (json_array_get_element (rows, i), docs, error))
      return NULL;
  return g_steal_pointer (&docs);
}

char *
ta_hub_wire_read_info (GBytes *text, gint64 *documents, GError **error)
{
  g_autoptr (JsonNode) root = ta_hub_wire_parse (text, error);
  JsonObject *object = root != NULL ? ta_hub_wire_object (root, error) : NULL;
  char *seq = object != NULL ? dup_seq (object, "update_seq") : NULL;

  if (object == NULL)
    return NULL;
  if (seq == NULL)
    ta_hub_wire_set_odd (error, _ ("it does not say how far it goes"));
  if (documents != NULL)
    *documents = ta_hub_wire_number (object, "doc_count");
  return seq;
}

char *
ta_hub_wire_read_epoch (GBytes *text, gint64 *n, GError **error)
{
  g_autoptr (JsonNode) root = ta_hub_wire_parse (text, error);
  JsonObject *object = root != NULL ? ta_hub_wire_object (root, error) : NULL;
  const char *epoch = object != NULL ? ta_hub_wire_text (object, "epoch", 64) : NULL;

  if (object == NULL)
    return NULL;
  if (epoch == NULL || *epoch == '\0')
    {
      ta_hub_wire_set_odd (error, _ ("an epoch was expected"));
      return NULL;
    }
  if (n != NULL)
    *n = ta_hub_wire_number (object, "n");
  return g_strdup (epoch);
}

char *
ta_hub_wire_read_rev (GBytes *text)
{
  g_autoptr (JsonNode) root = ta_hub_wire_parse (text, NULL);
  JsonObject *object = root != NULL ? ta_hub_wire_object (root, NULL) : NULL;
  const char *rev = object != NULL ? ta_hub_wire_text (object, "_rev", MOST_REV) : NULL;

  return is_rev (rev) ? g_strdup (rev) : NULL;
}

gboolean
ta_hub_wire_read_refusal (GBytes *text, char **word, char **reason)
{
  g_autoptr (JsonNode) root = ta_hub_wire_parse (text, NULL);
  JsonObject *object = root != NULL ? ta_hub_wire_object (root, NULL) : NULL;

  *word = object != NULL ? g_strdup (ta_hub_wire_text (object, "error", 200)) : NULL;
  *reason = object != NULL ? g_strdup (ta_hub_wire_text (object, "reason", 2000)) : NULL;
  return *word != NULL || *reason != NULL;
}
