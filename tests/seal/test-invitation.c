/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-invitation.h"
#include "ta-seal-private.h"

#include <string.h>

#define HUB "https://hub.example.org"
#define NOW G_GINT64_CONSTANT (1795309104000)

static TaInvitation *
invitation_new (void)
{
  g_autoptr (GError) error = NULL;
  TaInvitation *invitation = ta_invitation_new (HUB, "pod", TRUE, &error);

  g_assert_no_error (error);
  return invitation;
}

static TaInvitation *
parse (const char *link)
{
  g_autoptr (GError) error = NULL;
  TaInvitation *invitation = ta_invitation_parse (link, &error);

  g_assert_no_error (error);
  return invitation;
}

static void
test_round_trip (void)
{
  static const char *const hubs[] = { HUB, "https://hub.example.org:8443", "https://example.org/turnabout", "http://127.0.0.1:5984",
                                      "http://localhost", "http://[::1]:5984/x" };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (hubs); i++)
    {
      g_autoptr (TaInvitation) invitation = ta_invitation_new (hubs[i / 2], "barrio-cordon_2", i % 2, NULL);
      g_autofree char *link = ta_invitation_to_link (invitation);
      g_autoptr (TaInvitation) parsed = parse (link);
      g_autofree char *broken = g_strdup_printf (" %.30s\n %s\n", link, link + 30);
      g_autoptr (TaInvitation) from_mail = parse (broken);

      g_assert_cmpstr (parsed->hub, ==, hubs[i / 2]);
      g_assert_cmpstr (parsed->database, ==, "barrio-cordon_2");
      g_assert_cmpmem (parsed->token, 16, invitation->token, 16);
      g_assert_cmpmem (from_mail->token, 16, invitation->token, 16);
      g_assert_true ((parsed->key != NULL) == (i % 2 != 0));
      if (parsed->key != NULL)
        g_assert_true (ta_secret_equal (parsed->key, invitation->key));
    }
}

/* As docs/sealing.md writes it. */
static void
test_vector (void)
{
  g_autoptr (TaInvitation) invitation = parse (HUB "/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ");
  g_autofree char *token = ta_invitation_dup_token (invitation);
  g_autofree char *name = ta_invitation_dup_name (invitation);
  g_autofree char *link = ta_invitation_to_link (invitation);

  g_assert_cmpstr (invitation->hub, ==, HUB);
  g_assert_cmpstr (invitation->database, ==, "pod");
  g_assert_null (invitation->key);
  g_assert_cmpstr (token, ==, "0102030405060708090a0b0c0d0e0f10");
  g_assert_cmpstr (name, ==, "69ca5cbd245c5ab68d77b9bc702502110eda6f38902fdefb8ad6c07168ef6b57");
  g_assert_cmpstr (link, ==, HUB "/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ");
}

static void
test_refused (void)
{
  static const char *const wrong[] = {
    "",
    "#",
    "/j#",
    "hola",
    "https://hub.example.org/j",
    HUB "/j#",
    HUB "/j#A",
    HUB "/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPM",   /* a letter is missing */
    HUB "/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQA", /* one too many */
    HUB "/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPM1",
    HUB "/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA",      /* no database */
    HUB "/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4AA",   /* a NUL in its name */
    HUB "/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4BP",   /* another letter in it */
    HUB "/j#AAAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ", /* version 0 */
    HUB "/x#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ",
    "http://hub.example.org/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ",
    "http://127.0.0.1.example.org/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ",
    "http://localhost.example.org/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ",
    "http://10.0.0.1/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ",
    "ftp://hub.example.org/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ",
    "file:///j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ",
    "https://ana@hub.example.org/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ",
    "https://ana:x@hub.example.org/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ",
    "https://hub.example.org/?x=/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ",
    "https:///j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ",
    "https://hub.example.org:99999/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ",
    "https://hub.example.org/../j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ",
    "javascript:alert(1)/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaInvitation) invitation = ta_invitation_parse (wrong[i], &error);

      if (invitation != NULL)
        g_test_message ("taken: %s", wrong[i]);
      g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT);
      g_assert_null (invitation);
    }
}

/* As who keeps a hub that makes no accounts hands them out. */
static void
test_account (void)
{
  static const char *const wrong[] = { "https://ana@hub.example.org/pod", "https://:x@hub.example.org/pod", "https://ana:@hub.example.org/pod", "https://ana:x@hub.example.org",
                                       "https://ana:x@hub.example.org/", "https://ana:x@hub.example.org/Pod", "https://ana:x@hub.example.org/pod?x=1",
                                       "http://ana:x@hub.example.org/pod", "https://ana:x@/pod", "ftp://ana:x@hub.example.org/pod", "https://ana%3Ab:x@hub.example.org/pod" };
  g_autoptr (TaInvitation) account = parse (" https://ana:a%2Fb%40c@hub.example.org:6984/couch/pod/\n");

  g_assert_cmpstr (account->hub, ==, "https://hub.example.org:6984/couch");
  g_assert_cmpstr (account->database, ==, "pod");
  g_assert_cmpstr (account->user, ==, "ana");
  g_assert_cmpstr (account->password, ==, "a/b@c");
  g_assert_null (account->key);
  g_assert_null (account->keyring);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ta_invitation_parse (wrong[i], &error));
      g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT);
    }
}

static void
test_direct (void)
{
  g_autoptr (TaInvitation) account = parse ("https://ana:secret@hub.example.org/pod");
  g_autoptr (TaKeyring) keyring = ta_keyring_new ();
  g_autoptr (TaDeviceKeys) keys = ta_device_keys_new ();
  g_autoptr (TaInvitation) invitation = ta_invitation_new_direct (account, keyring, ta_device_keys_get_public (keys));
  g_autofree char *link = ta_invitation_to_link (invitation);
  g_autoptr (TaInvitation) parsed = parse (link);
  g_autoptr (TaWelcome) welcome = ta_invitation_open_direct (parsed);

  g_assert_true (g_str_has_prefix (link, "https://hub.example.org/j#"));
  g_assert_null (strstr (link, "secret"));
  g_assert_cmpstr (parsed->user, ==, "ana");
  g_assert_cmpstr (parsed->password, ==, "secret");
  g_assert_cmpstr (parsed->database, ==, "pod");
  g_assert_cmpmem (ta_keyring_get_pod (welcome->keyring), TA_POD_ID_SIZE, ta_keyring_get_pod (keyring), TA_POD_ID_SIZE);
  g_assert_cmpstr (ta_keyring_get_kid (welcome->keyring, 0), ==, ta_keyring_get_kid (keyring, 0));
  g_assert_cmpstr (welcome->inviter.id, ==, ta_device_keys_get_public (keys)->id);
  for (gsize length = strlen ("https://hub.example.org/j#"); length < strlen (link) - 5; length++)
    {
      g_autofree char *part = g_strndup (link, length);

      g_assert_null (ta_invitation_parse (part, NULL));
    }
}

static void
test_newer (void)
{
  static const char *const newer[] = { HUB "/j#AIAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ", HUB "/j#AECACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ" };

  for (guint i = 0; i < G_N_ELEMENTS (newer); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ta_invitation_parse (newer[i], &error));
      g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_NEWER);
    }
}

static void
test_long (void)
{
  g_autofree char *code = g_strnfill (100000, 'A');
  g_autofree char *link = g_strconcat (HUB "/j#", code, NULL);
  g_autofree char *long_hub = g_strconcat ("https://", code, NULL);
  g_autofree char *long_name = g_strnfill (65, 'a');
  g_autofree char *name = g_strnfill (64, 'a');
  g_autofree char *full = NULL;
  g_autoptr (TaInvitation) longest = ta_invitation_new (HUB, name, TRUE, NULL);
  g_autoptr (TaInvitation) parsed = NULL;

  g_assert_null (ta_invitation_parse (link, NULL));
  g_assert_null (ta_invitation_new (long_hub, "pod", TRUE, NULL));
  g_assert_null (ta_invitation_new (HUB, long_name, TRUE, NULL));
  g_assert_null (ta_invitation_new (HUB, "Pod", TRUE, NULL));
  g_assert_null (ta_invitation_new (HUB, "", TRUE, NULL));
  full = ta_invitation_to_link (longest);
  parsed = parse (full);
  g_assert_cmpstr (parsed->database, ==, name);
}

static void
test_hub_addresses (void)
{
  g_autofree char *slashes = ta_hub_address_check (" https://hub.example.org/pods// ", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (slashes, ==, "https://hub.example.org/pods");
  g_assert_null (ta_hub_address_check ("http://example.org", &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT);
}

static TaWelcome *
welcome_new (const TaDeviceKeys *inviter, const char *name)
{
  g_autoptr (TaKeyring) first = ta_keyring_new ();
  TaWelcome *welcome = g_new0 (TaWelcome, 1);

  welcome->keyring = ta_keyring_rotate (first);
  welcome->inviter = *ta_device_keys_get_public (inviter);
  welcome->pod_name = g_strdup (name);
  welcome->expires_at = NOW + TA_INVITATION_LIFE_MS;
  return welcome;
}

static void
test_welcome (void)
{
  g_autoptr (TaInvitation) invitation = invitation_new ();
  g_autoptr (TaDeviceKeys) inviter = ta_device_keys_new ();
  g_autoptr (TaWelcome) welcome = welcome_new (inviter, "Cordón");
  g_autofree char *sealed = ta_invitation_seal (invitation, welcome);
  g_autofree char *link = ta_invitation_to_link (invitation);
  g_autoptr (TaInvitation) joiner = parse (link);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaWelcome) opened = ta_invitation_open (joiner, sealed, NOW, &error);

  g_assert_no_error (error);
  g_assert_true (ta_keyring_equal (opened->keyring, welcome->keyring));
  g_assert_cmpstr (opened->inviter.id, ==, welcome->inviter.id);
  g_assert_cmpmem (opened->inviter.sign, 32, welcome->inviter.sign, 32);
  g_assert_cmpmem (opened->inviter.box, 32, welcome->inviter.box, 32);
  g_assert_cmpstr (opened->pod_name, ==, "Cordón");
  g_assert_cmpint (opened->expires_at, ==, NOW + TA_INVITATION_LIFE_MS);
}

static void
assert_unopened (const TaInvitation *invitation, const char *sealed, gint64 now, TaSealError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ta_invitation_open (invitation, sealed, now, &error));
  g_assert_error (error, TA_SEAL_ERROR, (int) code);
}

static void
test_expiry (void)
{
  g_autoptr (TaInvitation) invitation = invitation_new ();
  g_autoptr (TaDeviceKeys) inviter = ta_device_keys_new ();
  g_autoptr (TaWelcome) welcome = welcome_new (inviter, "Cordón");
  g_autofree char *sealed = ta_invitation_seal (invitation, welcome);
  g_autoptr (TaWelcome) opened = ta_invitation_open (invitation, sealed, NOW + TA_INVITATION_LIFE_MS - 1, NULL);

  g_assert_nonnull (opened);
  assert_unopened (invitation, sealed, NOW + TA_INVITATION_LIFE_MS, TA_SEAL_ERROR_EXPIRED);
  assert_unopened (invitation, sealed, G_MAXINT64, TA_SEAL_ERROR_EXPIRED);
}

/* A hub that gives one invitation's welcome to another, or another pod's. */
static void
test_welcome_swapped (void)
{
  g_autoptr (TaInvitation) invitation = invitation_new ();
  g_autoptr (TaInvitation) other = invitation_new ();
  g_autoptr (TaDeviceKeys) inviter = ta_device_keys_new ();
  g_autoptr (TaWelcome) welcome = welcome_new (inviter, NULL);
  g_autofree char *sealed = ta_invitation_seal (invitation, welcome);

  assert_unopened (other, sealed, NOW, TA_SEAL_ERROR_DAMAGED);
  g_clear_pointer (&other->key, ta_secret_unref);
  assert_unopened (other, sealed, NOW, TA_SEAL_ERROR_NO_KEY);
  other->key = ta_secret_ref (invitation->key);
  assert_unopened (other, sealed, NOW, TA_SEAL_ERROR_DAMAGED); /* the token is another */
  memcpy (other->token, invitation->token, 16);
  g_free (other->database);
  other->database = g_strdup ("poc");
  assert_unopened (other, sealed, NOW, TA_SEAL_ERROR_DAMAGED);
  assert_unopened (invitation, "", NOW, TA_SEAL_ERROR_FORMAT);
  sealed[strlen (sealed) / 2] ^= 1;
  g_assert_null (ta_invitation_open (invitation, sealed, NOW, NULL));
}

static void
test_long_name (void)
{
  g_autoptr (TaInvitation) invitation = invitation_new ();
  g_autoptr (TaDeviceKeys) inviter = ta_device_keys_new ();
  g_autofree char *letters = g_strnfill (199, 'a');
  g_autofree char *name = g_strconcat (letters, "ñandú", NULL);
  g_autoptr (TaWelcome) welcome = welcome_new (inviter, name);
  g_autofree char *sealed = ta_invitation_seal (invitation, welcome);
  g_autoptr (TaWelcome) opened = ta_invitation_open (invitation, sealed, NOW, NULL);

  g_assert_cmpstr (opened->pod_name, ==, letters);
}

static void
test_device_keys (void)
{
  g_autoptr (TaDeviceKeys) keys = ta_device_keys_new ();
  g_autoptr (TaDeviceKeys) other = ta_device_keys_new ();
  g_autoptr (TaSecret) bytes = ta_device_keys_serialise (keys);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaDeviceKeys) parsed = ta_device_keys_parse (ta_secret_get_data (bytes), ta_secret_get_size (bytes), &error);
  const TaDevicePublic *public = ta_device_keys_get_public (keys);
  g_autofree char *text = ta_device_public_to_text (public);
  TaDevicePublic read;

  g_assert_no_error (error);
  g_assert_cmpmem (ta_device_keys_get_public (parsed), sizeof *public, public, sizeof *public);
  g_assert_cmpstr (public->id, !=, ta_device_keys_get_public (other)->id);
  g_assert_true (ta_hex_parse (public->id, NULL, 16));
  g_assert_cmpint (ta_device_public_get_number (public), >, 0);
  g_assert_true (ta_device_public_parse (&read, text));
  g_assert_cmpmem (&read, sizeof read, public, sizeof *public);
  g_assert_false (ta_device_public_parse (&read, "AAAA"));
  g_assert_false (ta_device_public_parse (&read, NULL));
  for (gsize i = 0; i < ta_secret_get_size (bytes); i++)
    {
      g_assert_null (ta_device_keys_parse (ta_secret_get_data (bytes), i, NULL));
      ta_secret_get_data (bytes)[i] ^= 4;
      g_assert_null (ta_device_keys_parse (ta_secret_get_data (bytes), ta_secret_get_size (bytes), NULL));
      ta_secret_get_data (bytes)[i] ^= 4;
    }
}

/* As docs/sealing.md has it; it was computed by another program. */
static void
test_device_vector (void)
{
  guint8 pod[TA_POD_ID_SIZE], root[TA_KEY_SIZE], sign[TA_DEVICE_KEY_SIZE], box[TA_DEVICE_KEY_SIZE];
  g_autoptr (TaKeyring) keyring = NULL;
  g_autofree char *code = NULL;
  TaDevicePublic device;

  for (guint8 i = 0; i < TA_KEY_SIZE; i++)
    {
      pod[i % TA_POD_ID_SIZE] = (guint8) (0xa0 + i % TA_POD_ID_SIZE);
      root[i] = i;
      sign[i] = (guint8) (0x20 + i);
      box[i] = (guint8) (0x40 + i);
    }
  keyring = ta_keyring_new_with_key (pod, 1, root);
  ta_device_public_init (&device, sign, box);
  code = ta_comparison_code (keyring, &device);
  g_assert_cmpstr (device.id, ==, "292db01b52c311459799b3889ab9b25a");
  g_assert_cmpint (ta_device_public_get_number (&device), ==, G_GINT64_CONSTANT (2967221360906146117));
  g_assert_cmpstr (code, ==, "371 584");
}

static void
test_comparison (void)
{
  g_autoptr (TaKeyring) keyring = ta_keyring_new ();
  g_autoptr (TaKeyring) rotated = ta_keyring_rotate (keyring);
  guint same = 0;

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (TaDeviceKeys) keys = ta_device_keys_new ();
      const TaDevicePublic *public = ta_device_keys_get_public (keys);
      g_autofree char *code = ta_comparison_code (keyring, public);
      g_autofree char *again = ta_comparison_code (keyring, public);
      g_autofree char *other = ta_comparison_code (rotated, public);

      g_assert_cmpstr (code, ==, again);
      g_assert_true (g_regex_match_simple ("^[0-9]{3} [0-9]{3}$", code, 0, 0));
      same += strcmp (code, other) == 0;
    }
  g_assert_cmpuint (same, <=, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/invitation/round-trip", test_round_trip);
  g_test_add_func ("/invitation/vector", test_vector);
  g_test_add_func ("/invitation/refused", test_refused);
  g_test_add_func ("/invitation/account", test_account);
  g_test_add_func ("/invitation/direct", test_direct);
  g_test_add_func ("/invitation/newer", test_newer);
  g_test_add_func ("/invitation/long", test_long);
  g_test_add_func ("/invitation/hub-addresses", test_hub_addresses);
  g_test_add_func ("/invitation/welcome", test_welcome);
  g_test_add_func ("/invitation/expiry", test_expiry);
  g_test_add_func ("/invitation/welcome-swapped", test_welcome_swapped);
  g_test_add_func ("/invitation/long-name", test_long_name);
  g_test_add_func ("/invitation/device-keys", test_device_keys);
  g_test_add_func ("/invitation/device-vector", test_device_vector);
  g_test_add_func ("/invitation/comparison", test_comparison);
  return g_test_run ();
}
