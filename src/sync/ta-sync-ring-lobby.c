/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-wire-private.h"
#include "ta-sync-ring-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_TRIES 6
#define MOST_REQUESTS 64

/* Who has joined and waits to be confirmed: one sealed document with a list, which everybody writes upon what they have read. It grants nothing:
 * who stands in it may be let in by somebody who compares the code of its keys. */

void
ta_sync_request_free (TaSyncRequest *request)
{
  g_free (request->name);
  g_free (request->invitation);
  g_free (request);
}

static TaSyncRequest *
request_new (const TaDevicePublic *known, const char *name, const char *invitation)
{
  TaSyncRequest *request = g_new0 (TaSyncRequest, 1);

  request->known = *known;
  request->name = g_strdup (name);
  request->invitation = g_strdup (invitation);
  return request;
}

static void
read_request (GPtrArray *list, JsonNode *node)
{
  JsonObject *object = ta_hub_wire_object (node, NULL);
  const char *keys = object != NULL ? ta_hub_wire_text (object, "keys", 200) : NULL;
  const char *name = object != NULL ? ta_hub_wire_text (object, "name", TA_ROSTER_MAX_NAME) : NULL;
  const char *invitation = object != NULL ? ta_hub_wire_text (object, "invitation", 64) : NULL;
  TaDevicePublic known;

  if (keys != NULL && name != NULL && invitation != NULL && ta_device_public_parse (&known, keys) && list->len < MOST_REQUESTS)
    g_ptr_array_add (list, request_new (&known, name, invitation));
}

/* @text: (nullable) */
static GPtrArray *
read_list (const char *text)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_request_free);
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new_static (text, strlen (text)) : NULL;
  g_autoptr (JsonNode) root = bytes != NULL ? ta_hub_wire_parse (bytes, NULL) : NULL;
  JsonArray *array = root != NULL ? ta_hub_wire_array (root, NULL) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    read_request (list, json_array_get_element (array, i));
  return list;
}

static char *
write_list (GPtrArray *list)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < list->len; i++)
    {
      const TaSyncRequest *request = g_ptr_array_index (list, i);
      g_autofree char *keys = ta_device_public_to_text (&request->known);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "keys", keys);
      json_object_set_string_member (object, "name", request->name);
      json_object_set_string_member (object, "invitation", request->invitation);
      json_array_add_object_element (array, object);
    }
  json_node_set_array (node, array);
  return json_to_string (node, FALSE);
}

static gboolean
has_request (GPtrArray *list, const char *id)
{
  for (guint i = 0; i < list->len; i++)
    if (strcmp (((const TaSyncRequest *) g_ptr_array_index (list, i))->known.id, id) == 0)
      return TRUE;
  return FALSE;
}

/* Those who are in by now, or were removed, wait no more. */
static void
drop_settled (TaSyncRing *ring, GPtrArray *list)
{
  for (guint i = list->len; i > 0 && ring->roster != NULL; i--)
    if (ta_roster_find (ring->roster, ((const TaSyncRequest *) g_ptr_array_index (list, i - 1))->known.id) != NULL)
      g_ptr_array_remove_index (list, i - 1);
}

/* @rev: (out) (nullable) */
static GPtrArray *
fetch_list (TaSyncRing *ring, char **rev, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;
  g_autoptr (TaWireDoc) head = ta_sync_ring_get (ring, ring->lobby_name, cancellable, &failure);
  g_autofree char *text = head != NULL ? ta_sync_ring_open_text (ring, head) : NULL;
  GPtrArray *list;

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  list = read_list (text);
  drop_settled (ring, list);
  if (rev != NULL)
    *rev = head != NULL && !head->deleted ? g_strdup (head->rev) : NULL;
  return list;
}

GPtrArray *
ta_sync_ring_list_requests (TaSyncRing *ring, GCancellable *cancellable, GError **error)
{
  return fetch_list (ring, NULL, cancellable, error);
}

/* @list takes the place of what is there as @rev. @done: (out): %FALSE where something else is there by now */
static gboolean
put_list (TaSyncRing *ring, GPtrArray *list, const char *rev, gboolean *done, GCancellable *cancellable, GError **error)
{
  g_autofree char *text = write_list (list);
  g_autofree char *envelope = ta_sync_ring_seal_text (ring, ring->lobby_name, text, error);

  return envelope != NULL && ta_sync_ring_put (ring, ring->lobby_name, rev, envelope, done, cancellable, error);
}

static gboolean
try_request (TaSyncRing *ring, const char *name, const char *invitation, gboolean *done, GCancellable *cancellable, GError **error)
{
  const TaDevicePublic *own = ta_device_keys_get_public (ring->keys);
  g_autofree char *rev = NULL;
  g_autoptr (GPtrArray) list = fetch_list (ring, &rev, cancellable, error);

  if (list == NULL)
    return FALSE;
  *done = has_request (list, own->id);
  if (*done)
    return TRUE;
  g_ptr_array_add (list, request_new (own, name, invitation));
  return put_list (ring, list, rev, done, cancellable, error);
}

static void
take_out (GPtrArray *list, guint64 device)
{
  for (guint i = list->len; i > 0; i--)
    if ((guint64) ta_device_public_get_number (&((const TaSyncRequest *) g_ptr_array_index (list, i - 1))->known) == device)
      g_ptr_array_remove_index (list, i - 1);
}

static gboolean
try_refuse (TaSyncRing *ring, guint64 device, gboolean *done, GCancellable *cancellable, GError **error)
{
  g_autofree char *rev = NULL;
  g_autoptr (GPtrArray) list = fetch_list (ring, &rev, cancellable, error);
  guint before;

  if (list == NULL)
    return FALSE;
  before = list->len;
  take_out (list, device);
  *done = list->len == before;
  if (*done)
    return TRUE;
  return put_list (ring, list, rev, done, cancellable, error);
}

gboolean
ta_sync_ring_refuse (TaSyncRing *ring, guint64 device, GCancellable *cancellable, GError **error)
{
  gboolean done = FALSE;

  for (int i = 0; i < MOST_TRIES && !done; i++)
    if (!try_refuse (ring, device, &done, cancellable, error))
      return FALSE;
  /* Others wrote it each time: it can be asked again. */
  if (!done)
    g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_CONFLICT, _ ("The hub does not take the list of devices."));
  return done;
}

gboolean
ta_sync_ring_request (TaSyncRing *ring, const char *name, const char *invitation, GCancellable *cancellable, GError **error)
{
  for (int i = 0; i < MOST_TRIES && !ring->waiting && !ta_sync_ring_is_in (ring); i++)
    if (!try_request (ring, name, invitation, &ring->waiting, cancellable, error))
      return FALSE;
  return TRUE;
}
