/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-wire-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_DEPTH 32
#define MOST_PARTS 400000 /* brackets, commas, colons: what memory the parser takes depends on these */

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
gboolean
ta_hub_wire_is_rev (const char *rev)
{
  gsize digits = rev != NULL ? strspn (rev, "0123456789") : 0;
  gsize length = rev != NULL ? strlen (rev) : 0;

  return digits > 0 && digits <= 10 && length <= TA_WIRE_MOST_REV && rev[digits] == '-' && length > digits + 1 && strspn (rev + digits + 1, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == length - digits - 1;
}

/* A sequence is a text, a number (PouchDB) or a list (Cloudant): nothing is read from it but how to say it again. */
char *
ta_hub_wire_dup_seq (TaJsonScan *scan)
{
  g_autofree char *seq = NULL;
  TaJsonScan at = *scan;
  TaJsonText text;
  gint64 number;

  if (ta_json_scan_text (&at, &text))
    seq = ta_json_text_dup (&text);
  else if (ta_json_scan_integer (&at, &number) && number >= 0)
    seq = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  else if (ta_json_scan_peek (scan) == '[' && ta_json_scan_skip (&at, &text))
    seq = g_strndup (text.start, text.length);
  return seq != NULL && *seq != '\0' && strlen (seq) <= TA_WIRE_MOST_SEQ ? g_steal_pointer (&seq) : NULL;
}

static char *
dup_seq (JsonNode *node)
{
  g_autofree char *text = node != NULL ? json_to_string (node, FALSE) : NULL;
  TaJsonScan scan = { text, text != NULL ? text + strlen (text) : NULL };

  return text != NULL ? ta_hub_wire_dup_seq (&scan) : NULL;
}

char *
ta_hub_wire_read_info (GBytes *text, gint64 *documents, GError **error)
{
  g_autoptr (JsonNode) root = ta_hub_wire_parse (text, error);
  JsonObject *object = root != NULL ? ta_hub_wire_object (root, error) : NULL;
  char *seq = object != NULL ? dup_seq (json_object_get_member (object, "update_seq")) : NULL;

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
  const char *rev = object != NULL ? ta_hub_wire_text (object, "_rev", TA_WIRE_MOST_REV) : NULL;

  return ta_hub_wire_is_rev (rev) ? g_strdup (rev) : NULL;
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
