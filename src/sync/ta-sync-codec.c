/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-envelope.h"
#include "ta-seal-error.h"
#include "ta-sync-engine-private.h"

#include <string.h>

static const char *
reason_of (const GError *error)
{
  if (g_error_matches (error, TA_SEAL_ERROR, TA_SEAL_ERROR_NO_KEY))
    return "key";
  if (g_error_matches (error, TA_SEAL_ERROR, TA_SEAL_ERROR_NEWER))
    return "newer";
  return "damaged";
}

/* Somebody with the key could still put a document where another belongs. */
static gboolean
is_at_home (const TaDocument *document, const char *name, const GHmac *naming)
{
  g_autofree char *right = ta_document_naming_get (naming, document->type, document->id);

  return strcmp (right, name) == 0;
}

static void
open_sealed (TaSyncIncoming *incoming, const TaWireSealed *sealed, TaKeyring *keyring, const GHmac *naming)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = ta_envelope_open (keyring, incoming->name, sealed->version, sealed->key, sealed->content, &error);
  g_autoptr (TaDocument) document = NULL;
  g_autofree char *state = NULL;

  incoming->reason = NULL;
  incoming->at_home = FALSE;
  if (plain != NULL)
    document = ta_document_parse_state (g_bytes_get_data (plain, NULL), (gssize) g_bytes_get_size (plain), &incoming->write, &state, &error);
  incoming->at_home = document != NULL && is_at_home (document, incoming->name, naming);
  if (incoming->at_home)
    {
      g_free (incoming->state);
      incoming->state = g_steal_pointer (&state);
      incoming->document = g_steal_pointer (&document);
    }
  else
    incoming->reason = error != NULL ? reason_of (error) : "damaged";
}

TaSyncIncoming *
ta_sync_codec_open (const TaWireDoc *doc, TaKeyring *keyring, const GHmac *naming)
{
  TaSyncIncoming *incoming = ta_sync_incoming_new (doc->id, doc->rev);

  incoming->siblings = doc->conflicts != NULL;
  incoming->gone = doc->deleted;
  if (doc->deleted || doc->answer == NULL)
    return incoming;
  open_sealed (incoming, &doc->sealed, keyring, naming);
  if (incoming->document == NULL)
    incoming->envelope = ta_wire_doc_dup_envelope (doc);
  return incoming;
}

gboolean
ta_sync_codec_open_again (TaSyncIncoming *incoming, TaKeyring *keyring, const GHmac *naming)
{
  g_auto (TaWireSealed) sealed = { 0 };

  ta_hub_wire_read_sealed (incoming->envelope, &sealed);
  if (sealed.content != NULL)
    open_sealed (incoming, &sealed, keyring, naming);
  return incoming->document != NULL;
}

char *
ta_sync_codec_seal (const TaSyncOutgoing *outgoing, TaKeyring *keyring, GError **error)
{
  g_autofree char *plain = ta_document_add_write (outgoing->state, &outgoing->write);
  g_autoptr (TaEnvelope) envelope = ta_envelope_seal (keyring, outgoing->name, plain, strlen (plain), error);

  return envelope != NULL ? ta_envelope_to_json (envelope) : NULL;
}
