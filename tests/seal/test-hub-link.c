/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-invitation.h"
#include "ta-hub-secret.h"
#include "ta-invitation.h"

#include <string.h>

/* The hub has a writer of its own for the first invitation, since it knows nothing of keys; what it writes is what the application reads. */

static void
test_link (void)
{
  static const char *const hubs[] = { "https://hub.example.org", "https://hub.example.org:8443/pods/", "http://127.0.0.1:5985" };
  static const char *const pods[] = { "p", "pod", "barrio-cordon_2" };

  for (guint i = 0; i < G_N_ELEMENTS (hubs); i++)
    {
      const guint8 token[TA_INVITATION_TOKEN_SIZE] = { 0xff, 1, 2, 3, 0, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, (guint8) i };
      g_autofree char *link = ta_hub_invitation_to_link (hubs[i], token, pods[i]);
      g_autofree char *again = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (TaInvitation) invitation = ta_invitation_parse (link, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (invitation->database, ==, pods[i]);
      g_assert_cmpmem (invitation->token, sizeof invitation->token, token, sizeof token);
      g_assert_null (invitation->key);
      again = ta_invitation_to_link (invitation);
      g_assert_cmpstr (link, ==, again);
    }
}

/* What the application asks the hub to keep is what the hub finds by the token. */
static void
test_name (void)
{
  g_autoptr (TaInvitation) invitation = ta_invitation_new ("https://hub.example.org", "pod", TRUE, NULL);
  g_autofree char *token = ta_invitation_dup_token (invitation);
  g_autofree char *name = ta_invitation_dup_name (invitation);
  guint8 hash[32];
  g_autoptr (GString) hex = g_string_new (NULL);

  ta_hub_secret_hash (NULL, 0, token, hash);
  for (guint i = 0; i < sizeof hash; i++)
    g_string_append_printf (hex, "%02x", hash[i]);
  g_assert_cmpstr (name, ==, hex->str);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub-link/link", test_link);
  g_test_add_func ("/hub-link/name", test_name);
  return g_test_run ();
}
