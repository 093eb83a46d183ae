/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-envelope-private.h"

#include "ta-keyring-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DOC_ID_SIZE 16
#define BOUND_SIZE 48

/* What an envelope is for is not inside it, and yet it opens for nothing else. */
static gboolean
bind_to (const TaKeyring *keyring, const TaKey *key, const char *doc_id, guint8 *bound, GError **error)
{
  memcpy (bound, "taenv001", 8);
  memcpy (bound + 8, ta_keyring_get_pod (keyring), TA_POD_ID_SIZE);
  memcpy (bound + 24, key->kid_bytes, TA_KID_SIZE);
  if (ta_hex_parse (doc_id, bound + 32, DOC_ID_SIZE))
    return TRUE;
  g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("The document has no id of this program."));
  return FALSE;
}

TaEnvelope *
ta_envelope_seal_with_nonce (const TaKeyring *keyring, const char *doc_id, const void *plain, gsize size, const guint8 *nonce, GError **error)
{
  const TaKey *key = ta_keyring_get_key (keyring, 0);
  guint8 bound[BOUND_SIZE];
  TaEnvelope *envelope;

  if (size > TA_ENVELOPE_MAX_PLAIN)
    {
      g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_LIMIT, _ ("It is too large to be sent."));
      return NULL;
    }
  if (!bind_to (keyring, key, doc_id, bound, error))
    return NULL;
  envelope = g_new (TaEnvelope, 1);
  envelope->version = TA_ENVELOPE_VERSION;
  envelope->key = g_strdup (key->kid);
  envelope->content = ta_box_seal (key->documents, bound, sizeof bound, plain, size, nonce);
  return envelope;
}

TaEnvelope *
ta_envelope_seal (const TaKeyring *keyring, const char *doc_id, const void *plain, gsize size, GError **error)
{
  return ta_envelope_seal_with_nonce (keyring, doc_id, plain, size, NULL, error);
}

/* The key that opens it, once it is known to be an envelope. */
static const TaKey *
choose_key (const TaKeyring *keyring, gint64 version, const char *kid, const char *content, GError **error)
{
  const TaKey *key = NULL;

  if (version > TA_ENVELOPE_VERSION)
    g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_NEWER, _ ("It was sealed by a newer version of Turnabout."));
  else if (version != TA_ENVELOPE_VERSION || content == NULL || !ta_hex_parse (kid, NULL, TA_KID_SIZE))
    g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("It is not in the form of something sealed."));
  else if ((key = ta_keyring_find (keyring, kid)) == NULL)
    g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_NO_KEY, _ ("It is sealed with a key that this device does not have yet."));
  return key;
}

GBytes *
ta_envelope_open (const TaKeyring *keyring, const char *doc_id, gint64 version, const char *key, const char *content, GError **error)
{
  const TaKey *found = choose_key (keyring, version, key, content, error);
  guint8 bound[BOUND_SIZE];

  if (found == NULL || !bind_to (keyring, found, doc_id, bound, error))
    return NULL;
  return ta_box_open (found->documents, bound, sizeof bound, content, TA_ENVELOPE_MAX_CONTENT, error);
}

char *
ta_envelope_to_json (const TaEnvelope *envelope)
{
  char version[16];

  g_snprintf (version, sizeof version, "%d", envelope->version);
  /* Neither alphabet has a character that JSON escapes. */
  return g_strconcat ("{\"v\":", version, ",\"k\":\"", envelope->key, "\",\"c\":\"", envelope->content, "\"}", NULL);
}

void
ta_envelope_free (TaEnvelope *envelope)
{
  if (envelope == NULL)
    return;
  g_free (envelope->key);
  g_free (envelope->content);
  g_free (envelope);
}

char *
ta_envelope_doc_id_new (void)
{
  guint8 id[DOC_ID_SIZE];

  ta_seal_ready ();
  randombytes_buf (id, sizeof id);
  return ta_hex_new (id, sizeof id);
}

gsize
ta_envelope_padded_size (gsize size)
{
  return ta_padded_size (size);
}
