/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sync-export.h"

#include "ta-sync-engine-private.h"
#include "ta-sync-error.h"
#include "ta-sync-keys.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  TaKeyring *keyring;
  guint64 device;
  GString *lines;
  GError *error;
} Export;

/* The envelope is an object that has members: what the hub adds stands before them. */
static void
add_line (GString *lines, const char *name, const char *rev, const char *envelope)
{
  g_string_append_printf (lines, "{\"_id\":\"%s\",", name);
  if (rev != NULL)
    g_string_append_printf (lines, "\"_rev\":\"%s\",", rev);
  g_string_append_printf (lines, "%s\n", strchr (envelope, '{') + 1);
}

static gboolean
add_document (const char *name, const char *rev, const char *json, gpointer data)
{
  Export *self = data;
  TaSyncOutgoing outgoing = { .name = (char *) name, .state = (char *) json };
  g_autofree char *envelope = NULL;

  /* No write of it is under way: it is nobody's to know again. */
  memset (outgoing.write.write, '0', sizeof outgoing.write.write - 1);
  outgoing.write.device = self->device;
  envelope = ta_sync_codec_seal (&outgoing, self->keyring, &self->error);
  if (envelope == NULL)
    return FALSE;
  add_line (self->lines, name, rev, envelope);
  return TRUE;
}

static gpointer
read_all (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Export *self = data;

  if (ta_sync_each (database, add_document, self, self->error == NULL ? &self->error : NULL) && self->error == NULL)
    return g_string_free_to_bytes (g_steal_pointer (&self->lines));
  g_propagate_error (error, g_steal_pointer (&self->error));
  return NULL;
}

GBytes *
ta_sync_export (TaStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (store, error);
  g_autoptr (TaKeyring) keyring = peer != NULL ? ta_sync_keys_load_keyring (peer, cancellable, error) : NULL;
  Export export = { .keyring = keyring };
  GBytes *lines;

  if (keyring == NULL)
    return NULL;
  export.device = peer->device;
  export.lines = g_string_new (NULL);
  lines = ta_store_read (store, read_all, &export, error);
  if (export.lines != NULL)
    g_string_free (export.lines, TRUE);
  return lines;
}

GBytes *
ta_sync_export_readable (TaDatabase *database, const char *type, const char *id, GError **error)
{
  GError *failure = NULL;
  g_autoptr (TaDocument) document = ta_sync_get_document (database, type, id, &failure);
  g_autofree char *dense = document != NULL ? ta_document_to_json (document, NULL) : NULL;
  g_autoptr (JsonNode) root = dense != NULL ? json_from_string (dense, &failure) : NULL;
  g_autofree char *text = root != NULL ? json_to_string (root, TRUE) : NULL;
  g_autofree char *lines = text != NULL ? g_strconcat (text, "\n", NULL) : NULL;

  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (lines == NULL)
    g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_FAILED, _ ("It is not here any more."));
  return lines != NULL ? g_bytes_new (lines, strlen (lines)) : NULL;
}
