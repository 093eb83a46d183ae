/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-hub-private.h"

#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

static TaHubAnswer *
say (guint status, GString *text)
{
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);

  return ta_hub_answer_new (status, bytes);
}

static TaHubAnswer *
refuse (guint status, const char *word)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "{\"error\":\"%s\",\"reason\":\"%s\"}", word, word);
  return say (status, text);
}

static void
append_seq (GString *out, FakeHub *hub, guint seq)
{
  if (hub->numbered)
    g_string_append_printf (out, "%u", seq);
  else
    g_string_append_printf (out, "\"%u-%s\"", seq, hub->now.uuid);
}

/* From where: another database's place is no place, and everything comes. */
static guint
read_seq (FakeHub *hub, const char *since)
{
  const char *uuid = strchr (since, '-');

  if (!hub->numbered && (uuid == NULL || strcmp (uuid + 1, hub->now.uuid) != 0))
    return 0;
  return (guint) strtoul (since, NULL, 10);
}

static void
append_doc (GString *out, const Doc *doc, const Version *version, gboolean conflicts)
{
  gboolean first = TRUE;

  g_string_append_printf (out, "{\"_id\":\"%s\",\"_rev\":\"%s\"", doc->id, version->rev);
  if (version->deleted)
    g_string_append (out, ",\"_deleted\":true");
  for (guint i = 1; conflicts && i < doc->leaves->len; i++)
    {
      const Version *other = g_ptr_array_index (doc->leaves, i);

      if (other->deleted)
        continue;
      g_string_append_printf (out, "%s\"%s\"", first ? ",\"_conflicts\":[" : ",", other->rev);
      first = FALSE;
    }
  if (!first)
    g_string_append_c (out, ']');
  if (version->body != NULL)
    g_string_append_printf (out, ",%s", version->body + 1);
  else
    g_string_append_c (out, '}');
}

static int
compare_seqs (gconstpointer a, gconstpointer b)
{
  const Doc *x = *(const Doc *const *) a;
  const Doc *y = *(const Doc *const *) b;

  return x->seq < y->seq ? -1 : 1;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const Doc *const *) a)->id, (*(const Doc *const *) b)->id);
}

static GPtrArray *
sorted (FakeHub *hub, GCompareFunc compare)
{
  GPtrArray *docs = g_hash_table_get_values_as_ptr_array (hub->now.docs);

  g_ptr_array_sort (docs, compare);
  return docs;
}

static TaHubAnswer *
say_changes (FakeHub *hub, GHashTable *query)
{
  g_autoptr (GPtrArray) docs = sorted (hub, compare_seqs);
  GString *out = g_string_new ("{\"results\":[");
  guint limit = (guint) strtoul (g_hash_table_lookup (query, "limit"), NULL, 10);
  guint since = read_seq (hub, g_hash_table_lookup (query, "since"));
  guint last = since;
  guint rows = 0;

  for (guint i = 0; i < docs->len && rows < limit; i++)
    {
      const Doc *doc = g_ptr_array_index (docs, i);

      if (doc->seq <= since)
        continue;
      g_string_append_printf (out, "%s{\"seq\":null,\"id\":\"%s\",\"changes\":[{\"rev\":\"%s\"}],\"doc\":", rows++ > 0 ? "," : "", doc->id, fake_doc_head (doc)->rev);
      append_doc (out, doc, fake_doc_head (doc), TRUE);
      g_string_append_c (out, '}');
      last = doc->seq;
    }
  g_string_append (out, "],\"last_seq\":");
  append_seq (out, hub, last);
  g_string_append_c (out, '}');
  return say (200, out);
}

static TaHubAnswer *
say_all (FakeHub *hub, GHashTable *query)
{
  g_autoptr (GPtrArray) docs = sorted (hub, compare_ids);
  GString *out = g_string_new ("{\"rows\":[");
  guint limit = (guint) strtoul (g_hash_table_lookup (query, "limit"), NULL, 10);
  const char *start = g_hash_table_lookup (query, "startkey");
  guint rows = 0;

  for (guint i = 0; i < docs->len && rows < limit; i++)
    {
      const Doc *doc = g_ptr_array_index (docs, i);

      if (fake_doc_head (doc)->deleted || (start != NULL && strncmp (doc->id, start + 1, 32) < 0))
        continue;
      g_string_append_printf (out, "%s{\"id\":\"%s\",\"key\":\"%s\",\"value\":{\"rev\":\"%s\"},\"doc\":", rows++ > 0 ? "," : "", doc->id, doc->id, fake_doc_head (doc)->rev);
      append_doc (out, doc, fake_doc_head (doc), TRUE);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}");
  return say (200, out);
}

static TaHubAnswer *
say_one (FakeHub *hub, const char *id)
{
  const Doc *doc = fake_hub_find (hub, id);
  GString *out;

  if (doc == NULL || fake_doc_head (doc)->deleted)
    return refuse (404, "not_found");
  out = g_string_new (NULL);
  append_doc (out, doc, fake_doc_head (doc), TRUE);
  return say (200, out);
}

static const char *
member (JsonObject *object, const char *name)
{
  return json_object_has_member (object, name) ? json_object_get_string_member (object, name) : NULL;
}

static void
append_got (GString *out, FakeHub *hub, JsonObject *wanted)
{
  const Doc *doc = fake_hub_find (hub, member (wanted, "id"));
  const char *rev = member (wanted, "rev");
  const Version *version = doc == NULL ? NULL : rev != NULL ? fake_doc_find (doc, rev)
                                                            : fake_doc_head (doc);

  g_string_append_printf (out, "{\"id\":\"%s\",\"docs\":[", member (wanted, "id"));
  if (version == NULL)
    g_string_append (out, "{\"missing\":\"0-0\"}");
  else
    {
      g_string_append (out, "{\"ok\":");
      append_doc (out, doc, version, FALSE);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}");
}

static TaHubAnswer *
say_got (FakeHub *hub, JsonArray *docs)
{
  GString *out = g_string_new ("{\"results\":[");

  for (guint i = 0; i < json_array_get_length (docs); i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      append_got (out, hub, json_array_get_object_element (docs, i));
    }
  g_string_append (out, "]}");
  return say (200, out);
}

/* What a client wrote but the hub's own members. */
static char *
body_of (JsonObject *object)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *name = names; name != NULL; name = name->next)
    if (((const char *) name->data)[0] != '_')
      json_object_set_member (body, name->data, json_node_copy (json_object_get_member (object, name->data)));
  json_node_set_object (node, body);
  return json_object_get_size (body) > 0 ? json_to_string (node, FALSE) : NULL;
}

static gboolean
is_poison (FakeHub *hub, JsonObject *doc)
{
  return hub->poison != NULL && strcmp (member (doc, "_id"), hub->poison) == 0;
}

static TaHubAnswer *
take_all (FakeHub *hub, JsonArray *docs)
{
  GString *out = g_string_new ("[");
  gboolean unsure = g_rand_double (hub->rand) < hub->sloppy;

  for (guint i = 0; i < json_array_get_length (docs); i++)
    {
      JsonObject *doc = json_array_get_object_element (docs, i);
      g_autofree char *body = body_of (doc);
      const char *id = member (doc, "_id");
      gboolean deleted = json_object_get_boolean_member_with_default (doc, "_deleted", FALSE);
      gboolean forbidden = is_poison (hub, doc);
      const char *rev = forbidden ? NULL : fake_hub_write (hub, id, member (doc, "_rev"), body, deleted, &unsure);

      g_string_append (out, i > 0 ? "," : "");
      if (forbidden)
        g_string_append_printf (out, "{\"id\":\"%s\",\"error\":\"forbidden\",\"reason\":\"Not this one.\"}", id);
      else if (rev != NULL)
        g_string_append_printf (out, "{\"ok\":true,\"id\":\"%s\",\"rev\":\"%s\"}", id, rev);
      else
        g_string_append_printf (out, "{\"id\":\"%s\",\"error\":\"conflict\",\"reason\":\"Document update conflict.\"}", id);
    }
  g_string_append_c (out, ']');
  return say (unsure ? 202 : 201, out);
}

static gboolean
has_poison (FakeHub *hub, JsonArray *docs)
{
  for (guint i = 0; i < json_array_get_length (docs); i++)
    if (is_poison (hub, json_array_get_object_element (docs, i)))
      return TRUE;
  return FALSE;
}

static TaHubAnswer *
take (FakeHub *hub, JsonArray *docs)
{
  if (hub->poison_status >= 400 && has_poison (hub, docs))
    return refuse (hub->poison_status, "bad_request");
  return take_all (hub, docs);
}

static TaHubAnswer *
local (FakeHub *hub, const TaHubRequest *request, const char *name)
{
  const char *text = g_hash_table_lookup (hub->now.locals, name);

  if (strcmp (request->method, "PUT") == 0)
    {
      g_hash_table_insert (hub->now.locals, g_strdup (name), g_strndup (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body)));
      return say (201, g_string_new ("{\"ok\":true}"));
    }
  return text != NULL ? say (200, g_string_new (text)) : refuse (404, "not_found");
}

static TaHubAnswer *
post (FakeHub *hub, const TaHubRequest *request, const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *docs;

  if (!json_parser_load_from_data (parser, g_bytes_get_data (request->body, NULL), (gssize) g_bytes_get_size (request->body), NULL))
    return refuse (400, "bad_request");
  docs = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "docs");
  return strcmp (path, "/_bulk_docs") == 0 ? take (hub, docs) : say_got (hub, docs);
}

static TaHubAnswer *
say_info (FakeHub *hub)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "{\"doc_count\":%u,\"update_seq\":", g_hash_table_size (hub->now.docs));
  append_seq (out, hub, hub->now.seq);
  g_string_append_c (out, '}');
  return say (200, out);
}

TaHubAnswer *
fake_hub_answer (FakeHub *hub, const TaHubRequest *request)
{
  g_autofree char *whole = g_strconcat ("http://hub", request->path, NULL);
  g_autoptr (GUri) uri = g_uri_parse (whole, G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr (GHashTable) query = NULL;
  const char *path;

  query = g_uri_parse_params (g_uri_get_query (uri) != NULL ? g_uri_get_query (uri) : "", -1, "&", G_URI_PARAMS_NONE, NULL);
  path = g_uri_get_path (uri) + strlen ("/pod");
  hub->requests++;
  if (g_str_has_prefix (path, "/_local/"))
    return local (hub, request, path);
  if (strcmp (request->method, "POST") == 0)
    return post (hub, request, path);
  if (hub->most_rows > 0 && g_hash_table_lookup (query, "limit") != NULL && strtoul (g_hash_table_lookup (query, "limit"), NULL, 10) > hub->most_rows)
    return refuse (413, "too_large");
  if (strcmp (path, "/_changes") == 0)
    return say_changes (hub, query);
  if (strcmp (path, "/_all_docs") == 0)
    return say_all (hub, query);
  if (*path == '/')
    return say_one (hub, path + 1);
  return say_info (hub);
}
