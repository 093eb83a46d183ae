/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-invitation.h"
#include "ta-seal-private.h"

#include "fuzz.h"

#include <string.h>

/* Whatever somebody pastes is an error or an invitation that is written again as the same; and so is what lies sealed on the hub. */

#define LINK "https://hub.example.org/j#AEAQCAQDAQCQMBYIBEFAWDANBYHRAAICAMCAKBQHBAEQUCYMBUHA6EARCIJRIFIWC4MBSGQ3DQOR4HZAOBXWI"

static void
check_link (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaInvitation) invitation = ta_invitation_parse (text, &error);
  g_autoptr (TaInvitation) again = NULL;
  g_autofree char *link = NULL;
  g_autofree char *same = NULL;

  g_assert_true ((invitation == NULL) == (error != NULL));
  if (invitation == NULL)
    return;
  g_assert_true (ta_hub_database_is_valid (invitation->database));
  link = ta_invitation_to_link (invitation);
  again = ta_invitation_parse (link, &error);
  g_assert_no_error (error);
  same = ta_invitation_to_link (again);
  g_assert_cmpstr (link, ==, same);
}

static void
check_welcome (const TaInvitation *invitation, const char *sealed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaWelcome) welcome = ta_invitation_open (invitation, sealed, 0, &error);

  g_assert_true ((welcome == NULL) == (error != NULL));
  if (welcome != NULL)
    g_assert_true (g_utf8_validate (welcome->pod_name, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup (size == 0 ? "" : (const char *) data, size);
  g_autoptr (TaInvitation) invitation = ta_invitation_parse (LINK, NULL);
  g_autofree char *name = ta_invitation_dup_name (invitation);
  g_autofree char *sealed = NULL;
  guint8 bound[8 + 32 + 3] = "taeninv1";

  check_link (text);
  check_welcome (invitation, text);
  /* Sealed by somebody who has the link, so that what is inside is read. */
  g_assert_true (ta_hex_parse (name, bound + 8, 32));
  memcpy (bound + 40, "pod", 3);
  sealed = ta_box_seal (ta_secret_get_data (invitation->key), bound, sizeof bound, data, MIN (size, 10000), NULL);
  check_welcome (invitation, sealed);
  return 0;
}
