/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-health-key.h"

#include "ta-seal-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define VALUE_PREFIX TA_HEALTH_PREFIX "1:"
#define PASS_PREFIX "pass:1:"
#define BARE_PREFIX "bare:1:"
#define SALT_SIZE crypto_pwhash_SALTBYTES

/* What a wrapped key may ask for: somebody else has written it. */
#define MOST_OPERATIONS 16
#define MOST_KIBIBYTES (1024 * 1024)

/* The largest value as text. */
#define MOST_TEXT (4 * 1024 * 1024)

static const char context[crypto_kdf_CONTEXTBYTES + 1] = "TAhealth";
static const char bound[] = "turnabout health key";

/* Keys made of the one: what seals must not be what makes nonces or names. */
enum
{
  PART_SEAL = 1,
  PART_NONCE,
  PART_NAME
};

typedef struct
{
  guint8 bytes[TA_KEY_SIZE];
} Part;

/* There are thousands of values: not each gets locked memory of its own for this moment. */
static void
part_init (Part *part, const TaSecret *key, guint64 number)
{
  ta_seal_ready ();
  crypto_kdf_derive_from_key (part->bytes, sizeof part->bytes, number, context, ta_secret_get_data (key));
}

static void
part_clear (Part *part)
{
  sodium_memzero (part, sizeof *part);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)

TaSecret *
ta_health_key_new (void)
{
  return ta_secret_new_random (TA_KEY_SIZE);
}

char *
ta_health_key_name (const TaSecret *key)
{
  g_auto (Part) part = { 0 };

  part_init (&part, key, PART_NAME);
  return ta_hex_new (part.bytes, TA_HEALTH_KEY_NAME / 2);
}

/* Wrapping ----------------------------------------------------------------------------------------------------------------------------- */

/* The same passphrase typed on another keyboard may be other bytes. */
static TaSecret *
stretch (const char *passphrase, const guint8 *salt, guint operations, guint kibibytes)
{
  g_autofree char *normal = g_utf8_normalize (passphrase, -1, G_NORMALIZE_ALL_COMPOSE);
  const char *text = normal != NULL ? normal : passphrase;
  TaSecret *key = ta_secret_new (TA_KEY_SIZE);
  int failed = crypto_pwhash (ta_secret_get_data (key), TA_KEY_SIZE, text, strlen (text), salt, operations, (gsize) kibibytes * 1024, crypto_pwhash_ALG_ARGON2ID13);

  if (normal != NULL)
    sodium_memzero (normal, strlen (normal));
  if (failed != 0)
    g_clear_pointer (&key, ta_secret_unref);
  return key;
}

static void
set_memory_error (GError **error)
{
  g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_LIMIT, _ ("There is not enough memory to try the passphrase."));
}

char *
ta_health_key_wrap (const TaSecret *key, const char *passphrase, TaHealthCost cost, GError **error)
{
  guint operations = cost == TA_HEALTH_COST_LEAST ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_MODERATE;
  guint kibibytes = (guint) ((cost == TA_HEALTH_COST_LEAST ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_MODERATE) / 1024);
  g_autoptr (TaSecret) stretched = NULL;
  g_autofree char *salt_text = NULL;
  g_autofree char *box = NULL;
  guint8 salt[SALT_SIZE];

  ta_seal_ready ();
  randombytes_buf (salt, sizeof salt);
  stretched = stretch (passphrase, salt, operations, kibibytes);
  if (stretched == NULL)
    {
      set_memory_error (error);
      return NULL;
    }
  salt_text = ta_base64_encode (salt, sizeof salt);
  box = ta_box_seal (ta_secret_get_data (stretched), bound, sizeof bound, ta_secret_get_data (key), TA_KEY_SIZE, NULL);
  return g_strdup_printf (PASS_PREFIX "%u:%u:%s:%s", operations, kibibytes, salt_text, box);
}

char *
ta_health_key_bare (const TaSecret *key)
{
  g_autofree char *text = ta_base64_encode (ta_secret_get_data (key), TA_KEY_SIZE);

  return g_strconcat (BARE_PREFIX, text, NULL);
}

gboolean
ta_health_key_is_bare (const char *wrapped)
{
  return g_str_has_prefix (wrapped, BARE_PREFIX);
}

static void
set_format_error (const char *wrapped, GError **error)
{
  gboolean newer = g_str_has_prefix (wrapped, "pass:") || g_str_has_prefix (wrapped, "bare:");

  newer = newer && !g_str_has_prefix (wrapped, PASS_PREFIX) && !g_str_has_prefix (wrapped, BARE_PREFIX);
  g_set_error_literal (error, TA_SEAL_ERROR, newer ? TA_SEAL_ERROR_NEWER : TA_SEAL_ERROR_FORMAT,
                       newer ? _ ("It was locked by a newer version of Turnabout.") : _ ("It is not in the form of a locked key."));
}

static TaSecret *
open_box (const TaSecret *stretched, const char *box, GError **error)
{
  g_autoptr (GBytes) opened = ta_box_open (ta_secret_get_data (stretched), bound, sizeof bound, box, 2048, NULL);

  if (opened != NULL && g_bytes_get_size (opened) == TA_KEY_SIZE)
    return ta_secret_new_copy (g_bytes_get_data (opened, NULL), TA_KEY_SIZE);
  g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_DAMAGED, _ ("The passphrase is not the right one."));
  return NULL;
}

static TaSecret *
unwrap_pass (const char *wrapped, const char *passphrase, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (wrapped + strlen (PASS_PREFIX), ":", -1);
  g_autoptr (TaSecret) stretched = NULL;
  guint64 operations, kibibytes;
  guint8 salt[SALT_SIZE];
  gsize size = 0;

  if (g_strv_length (parts) != 4 || !g_ascii_string_to_unsigned (parts[0], 10, 1, G_MAXUINT, &operations, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 10, 8, G_MAXUINT, &kibibytes, NULL)
      || !ta_base64_read (parts[2], strlen (parts[2]), salt, sizeof salt, &size) || size != sizeof salt)
    {
      set_format_error ("", error);
      return NULL;
    }
  if (operations <= MOST_OPERATIONS && kibibytes <= MOST_KIBIBYTES)
    stretched = stretch (passphrase, salt, (guint) operations, (guint) kibibytes);
  if (stretched != NULL)
    return open_box (stretched, parts[3], error);
  set_memory_error (error);
  return NULL;
}

static TaSecret *
unwrap_bare (const char *wrapped, GError **error)
{
  TaSecret *key = ta_base64_decode (wrapped + strlen (BARE_PREFIX), 64);

  if (key != NULL && ta_secret_get_size (key) == TA_KEY_SIZE)
    return key;
  g_clear_pointer (&key, ta_secret_unref);
  set_format_error ("", error);
  return NULL;
}

TaSecret *
ta_health_key_unwrap (const char *wrapped, const char *passphrase, GError **error)
{
  ta_seal_ready ();
  if (ta_health_key_is_bare (wrapped))
    return unwrap_bare (wrapped, error);
  if (g_str_has_prefix (wrapped, PASS_PREFIX))
    return unwrap_pass (wrapped, passphrase != NULL ? passphrase : "", error);
  set_format_error (wrapped, error);
  return NULL;
}

/* Values ------------------------------------------------------------------------------------------------------------------------------- */

static void
make_nonce (const TaSecret *key, const char *place, const char *plain, guint8 nonce[TA_NONCE_SIZE])
{
  g_auto (Part) part = { 0 };
  crypto_generichash_state state;

  part_init (&part, key, PART_NONCE);
  crypto_generichash_init (&state, part.bytes, sizeof part.bytes, TA_NONCE_SIZE);
  /* With its zero, so that no place runs over into the value. */
  crypto_generichash_update (&state, (const guint8 *) place, strlen (place) + 1);
  crypto_generichash_update (&state, (const guint8 *) plain, strlen (plain));
  crypto_generichash_final (&state, nonce, TA_NONCE_SIZE);
}

char *
ta_health_seal (const TaSecret *key, const char *place, const char *plain)
{
  g_auto (Part) part = { 0 };
  g_autofree char *name = ta_health_key_name (key);
  g_autofree char *box = NULL;
  guint8 nonce[TA_NONCE_SIZE];

  part_init (&part, key, PART_SEAL);
  make_nonce (key, place, plain, nonce);
  box = ta_box_seal (part.bytes, place, strlen (place), plain, strlen (plain), nonce);
  return g_strconcat (VALUE_PREFIX, name, ":", box, NULL);
}

char *
ta_health_sealed_key_name (const char *sealed)
{
  const char *name = g_str_has_prefix (sealed, VALUE_PREFIX) ? sealed + strlen (VALUE_PREFIX) : "";

  if (strnlen (name, TA_HEALTH_KEY_NAME + 1) <= TA_HEALTH_KEY_NAME || name[TA_HEALTH_KEY_NAME] != ':')
    return NULL;
  return g_strndup (name, TA_HEALTH_KEY_NAME);
}

char *
ta_health_open (const TaSecret *key, const char *place, const char *sealed)
{
  g_autofree char *name = ta_health_key_name (key);
  g_autofree char *named = ta_health_sealed_key_name (sealed);
  g_auto (Part) part = { 0 };
  g_autoptr (GBytes) opened = NULL;
  gsize size;
  const char *text;

  if (g_strcmp0 (name, named) != 0)
    return NULL;
  part_init (&part, key, PART_SEAL);
  opened = ta_box_open (part.bytes, place, strlen (place), sealed + strlen (VALUE_PREFIX) + TA_HEALTH_KEY_NAME + 1, MOST_TEXT, NULL);
  text = opened != NULL ? g_bytes_get_data (opened, &size) : NULL;
  return text != NULL && g_utf8_validate (text, (gssize) size, NULL) ? g_strndup (text, size) : NULL;
}
