/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-invitation-private.h"

#include "ta-keyring-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define VERSION 1
#define HAS_KEY 1
#define IS_DIRECT 2
#define MAX_LINK 1280
#define MAX_CODE 768
#define MAX_NAME 200
/* base64 of the largest welcome with its padding */
#define MAX_WELCOME 32768
#define BOUND "taeninv1"
#define HASH_SIZE crypto_hash_sha256_BYTES

static TaInvitation *
fail_link (GError **error)
{
  g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("This is no invitation, or not the whole of it. Copy the whole link, and paste it again."));
  return NULL;
}

TaInvitation *
ta_invitation_new (const char *hub, const char *database, gboolean with_key, GError **error)
{
  g_autofree char *address = ta_hub_address_check (hub, error);
  TaInvitation *invitation;

  if (address == NULL)
    return NULL;
  if (!ta_hub_database_is_valid (database))
    return fail_link (error);
  ta_seal_ready ();
  invitation = g_new0 (TaInvitation, 1);
  invitation->hub = g_steal_pointer (&address);
  invitation->database = g_strdup (database);
  randombytes_buf (invitation->token, sizeof invitation->token);
  invitation->key = with_key ? ta_secret_new_random (TA_KEY_SIZE) : NULL;
  return invitation;
}

void
ta_invitation_free (TaInvitation *invitation)
{
  if (invitation == NULL)
    return;
  g_free (invitation->hub);
  g_free (invitation->database);
  g_free (invitation->user);
  if (invitation->password != NULL)
    sodium_memzero (invitation->password, strlen (invitation->password));
  g_free (invitation->password);
  g_clear_pointer (&invitation->keyring, ta_keyring_unref);
  g_clear_pointer (&invitation->key, ta_secret_unref);
  sodium_memzero (invitation->token, sizeof invitation->token);
  g_free (invitation);
}

char *
ta_invitation_to_link (const TaInvitation *invitation)
{
  gsize length = strlen (invitation->database);
  g_autoptr (TaSecret) bytes = NULL;
  char code[MAX_CODE];
  char *link;
  TaPacker packer;

  ta_packer_init (&packer, 2 + TA_INVITATION_TOKEN_SIZE + TA_KEY_SIZE + ta_invitation_direct_size (invitation) + length);
  ta_pack_number (&packer, VERSION, 1);
  ta_pack_number (&packer, (invitation->key != NULL ? HAS_KEY : 0) | (invitation->keyring != NULL ? IS_DIRECT : 0), 1);
  ta_pack_bytes (&packer, invitation->token, TA_INVITATION_TOKEN_SIZE);
  if (invitation->key != NULL)
    ta_pack_bytes (&packer, ta_secret_get_data (invitation->key), TA_KEY_SIZE);
  if (invitation->keyring != NULL)
    ta_invitation_pack_direct (invitation, &packer);
  ta_pack_bytes (&packer, invitation->database, length);
  bytes = ta_packer_finish (&packer);
  ta_base32_encode (TA_RFC_4648, ta_secret_get_data (bytes), ta_secret_get_size (bytes), code);
  link = g_strdup_printf ("%s/j#%s", invitation->hub, code);
  sodium_memzero (code, sizeof code);
  return link;
}

/* What follows the #, in bytes. */
static TaSecret *
decode_code (const char *code)
{
  gsize length = strnlen (code, MAX_CODE);
  g_autofree char *upper = g_ascii_strup (code, (gssize) length);
  g_autoptr (TaSecret) bytes = ta_secret_new (length * 5 / 8);
  gboolean right = length < MAX_CODE && ta_base32_decode (TA_RFC_4648, upper, length, ta_secret_get_data (bytes));

  sodium_memzero (upper, length);
  return right ? g_steal_pointer (&bytes) : NULL;
}

static TaInvitation *
unpack_link (const char *hub, const TaSecret *bytes, GError **error)
{
  g_autoptr (TaInvitation) invitation = g_new0 (TaInvitation, 1);
  TaUnpacker unpacker;
  guint version, flags;

  ta_unpacker_init (&unpacker, ta_secret_get_data (bytes), ta_secret_get_size (bytes));
  version = (guint) ta_unpack_number (&unpacker, 1);
  flags = (guint) ta_unpack_number (&unpacker, 1);
  if (!unpacker.bad && (version > VERSION || (flags & ~(guint) (HAS_KEY | IS_DIRECT)) != 0))
    {
      g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_NEWER, _ ("This invitation was made by a newer version of Turnabout. Update the one on this computer, and try again."));
      return NULL;
    }
  ta_unpack_bytes (&unpacker, invitation->token, TA_INVITATION_TOKEN_SIZE);
  if (flags & HAS_KEY)
    {
      invitation->key = ta_secret_new (TA_KEY_SIZE);
      ta_unpack_bytes (&unpacker, ta_secret_get_data (invitation->key), TA_KEY_SIZE);
    }
  if (flags & IS_DIRECT)
    ta_invitation_unpack_direct (invitation, &unpacker);
  invitation->hub = g_strdup (hub);
  invitation->database = g_strndup ((const char *) unpacker.data + unpacker.at, unpacker.size - unpacker.at);
  /* The length too, since a NUL ends the copy. */
  if (unpacker.bad || version < VERSION || strlen (invitation->database) != unpacker.size - unpacker.at
      || !ta_hub_database_is_valid (invitation->database))
    return fail_link (error);
  return g_steal_pointer (&invitation);
}

/* Mail programs break long links. */
static char *
without_space (const char *link)
{
  gsize length = strnlen (link, MAX_LINK + 1);
  char *text = g_malloc (length + 1);
  gsize at = 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (link[i]))
      text[at++] = link[i];
  text[at] = '\0';
  return text;
}

static TaInvitation *
parse_parts (char *text, GError **error)
{
  char *hash = strchr (text, '#');
  g_autofree char *hub = NULL;
  g_autoptr (TaSecret) bytes = NULL;

  if (hash == NULL || hash - text < 2 || strncmp (hash - 2, "/j", 2) != 0)
    return fail_link (error);
  hash[-2] = '\0';
  hub = ta_hub_address_check (text, error);
  if (hub == NULL)
    return NULL;
  bytes = decode_code (hash + 1);
  return bytes == NULL ? fail_link (error) : unpack_link (hub, bytes, error);
}

static TaInvitation *
parse_account (const char *text, GError **error)
{
  g_autoptr (TaInvitation) invitation = g_new0 (TaInvitation, 1);

  return ta_invitation_read_account (invitation, text, error) ? g_steal_pointer (&invitation) : NULL;
}

TaInvitation *
ta_invitation_parse (const char *link, GError **error)
{
  g_autofree char *text = without_space (link);
  gsize length = strlen (text);
  TaInvitation *invitation;

  if (length > MAX_LINK)
    invitation = fail_link (error);
  else
    invitation = ta_invitation_is_account (text) ? parse_account (text, error) : parse_parts (text, error);

  sodium_memzero (text, length);
  return invitation;
}

char *
ta_invitation_dup_token (const TaInvitation *invitation)
{
  return ta_hex_new (invitation->token, sizeof invitation->token);
}

static void
hash_token (const TaInvitation *invitation, guint8 *hash)
{
  g_autofree char *token = ta_invitation_dup_token (invitation);

  crypto_hash_sha256 (hash, (const guint8 *) token, strlen (token));
  sodium_memzero (token, strlen (token));
}

char *
ta_invitation_dup_name (const TaInvitation *invitation)
{
  guint8 hash[HASH_SIZE];

  hash_token (invitation, hash);
  return ta_hex_new (hash, sizeof hash);
}

void
ta_welcome_free (TaWelcome *welcome)
{
  if (welcome == NULL)
    return;
  g_clear_pointer (&welcome->keyring, ta_keyring_unref);
  g_free (welcome->pod_name);
  g_free (welcome);
}

/* A welcome belongs to its invitation and to the pod's place on the hub. */
static gsize
bind_invitation (const TaInvitation *invitation, guint8 *bound)
{
  gsize length = strlen (invitation->database);

  memcpy (bound, BOUND, 8);
  hash_token (invitation, bound + 8);
  memcpy (bound + 8 + HASH_SIZE, invitation->database, length);
  return 8 + HASH_SIZE + length;
}

/* Where no character is cut in two. */
static char *
cut_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name == NULL ? "" : name, -1);

  if (strlen (valid) > MAX_NAME)
    *g_utf8_find_prev_char (valid, valid + MAX_NAME + 1) = '\0';
  return g_steal_pointer (&valid);
}

static TaSecret *
pack_welcome (const TaWelcome *welcome)
{
  g_autoptr (TaSecret) keys = ta_keyring_serialise (welcome->keyring);
  g_autofree char *name = cut_name (welcome->pod_name);
  TaPacker packer;

  ta_packer_init (&packer, 1 + 8 + 2 * TA_DEVICE_KEY_SIZE + 2 + MAX_NAME + 2 + ta_secret_get_size (keys));
  ta_pack_number (&packer, VERSION, 1);
  ta_pack_number (&packer, (guint64) welcome->expires_at, 8);
  ta_pack_bytes (&packer, welcome->inviter.sign, TA_DEVICE_KEY_SIZE);
  ta_pack_bytes (&packer, welcome->inviter.box, TA_DEVICE_KEY_SIZE);
  ta_pack_text (&packer, name);
  ta_pack_number (&packer, ta_secret_get_size (keys), 2);
  ta_pack_bytes (&packer, ta_secret_get_data (keys), ta_secret_get_size (keys));
  return ta_packer_finish (&packer);
}

char *
ta_invitation_seal (const TaInvitation *invitation, const TaWelcome *welcome)
{
  g_autoptr (TaSecret) plain = pack_welcome (welcome);
  guint8 bound[8 + HASH_SIZE + 64];
  gsize size = bind_invitation (invitation, bound);

  g_assert (invitation->key != NULL);
  return ta_box_seal (ta_secret_get_data (invitation->key), bound, size, ta_secret_get_data (plain), ta_secret_get_size (plain), NULL);
}

static TaWelcome *
unpack_welcome (GBytes *plain, GError **error)
{
  g_autoptr (TaWelcome) welcome = g_new0 (TaWelcome, 1);
  const guint8 *sign, *box, *keys;
  gsize size;
  TaUnpacker unpacker;
  guint version;

  ta_unpacker_init (&unpacker, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
  version = (guint) ta_unpack_number (&unpacker, 1);
  if (version > VERSION)
    {
      g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_NEWER, _ ("This invitation was made by a newer version of Turnabout. Update the one on this computer, and try again."));
      return NULL;
    }
  welcome->expires_at = (gint64) ta_unpack_number (&unpacker, 8);
  sign = ta_unpack_borrow (&unpacker, TA_DEVICE_KEY_SIZE);
  box = ta_unpack_borrow (&unpacker, TA_DEVICE_KEY_SIZE);
  welcome->pod_name = ta_unpack_text (&unpacker, MAX_NAME);
  size = ta_unpack_number (&unpacker, 2);
  keys = ta_unpack_borrow (&unpacker, size);
  if (version < VERSION || !ta_unpacker_done (&unpacker))
    {
      fail_link (error);
      return NULL;
    }
  ta_device_public_init (&welcome->inviter, sign, box);
  welcome->keyring = ta_keyring_parse (keys, size, error);
  return welcome->keyring == NULL ? NULL : g_steal_pointer (&welcome);
}

TaWelcome *
ta_invitation_open (const TaInvitation *invitation, const char *text, gint64 now, GError **error)
{
  guint8 bound[8 + HASH_SIZE + 64];
  gsize size = bind_invitation (invitation, bound);
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (TaWelcome) welcome = NULL;

  if (invitation->key == NULL)
    {
      g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_NO_KEY, _ ("This invitation is for a new hub, not for a pod."));
      return NULL;
    }
  plain = ta_box_open (ta_secret_get_data (invitation->key), bound, size, text, MAX_WELCOME, error);
  welcome = plain == NULL ? NULL : unpack_welcome (plain, error);
  if (welcome == NULL)
    return NULL;
  if (now < welcome->expires_at)
    return g_steal_pointer (&welcome);
  /* Its own hub would not have given it out: more often than that hub the clock here is wrong. */
  g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_EXPIRED, _ ("By this computer’s clock the invitation is no longer valid. If the clock is right, ask for a new one."));
  return NULL;
}
