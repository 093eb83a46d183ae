/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-device-keys.h"

#define TA_INVITATION_TOKEN_SIZE 16
/** The longest name or password of an account, in bytes. */
#define TA_INVITATION_MAX_ACCOUNT 128
/** How long an invitation is good for, in milliseconds: three days. */
#define TA_INVITATION_LIFE_MS (G_GINT64_CONSTANT (72) * 60 * 60 * 1000)

/**
 * TaInvitation:
 * @hub: where the hub is, such as "https://hub.example.org" or "https://example.org/turnabout", without a slash at the end
 * @database: its name for the pod: 1 to 64 of a–z, 0–9, _ and -
 * @token: 16 random bytes that let a device in at the hub
 * @key: (nullable): the one-time key of 32 bytes that opens what the inviter left there; %NULL in the first invitation of a new hub, where
 *   there is nothing yet
 * @user, @password: (nullable): of an account that who keeps the hub has made; %NULL where the hub makes one for the token
 * @keyring: (nullable): the pod's current key itself: in a direct invitation, to a hub that keeps none
 * @inviter: with @keyring: who invited
 *
 * What stands in the link that one member gives another. The link is a secret until it has been used; a direct one until the pod has a new key.
 */
typedef struct
{
  char *hub;
  char *database;
  guint8 token[TA_INVITATION_TOKEN_SIZE];
  TaSecret *key;
  char *user;
  char *password;
  TaKeyring *keyring;
  TaDevicePublic inviter;
} TaInvitation;

/**
 * ta_hub_address_check:
 * @address: what was typed or came in a link
 *
 * An address is https, or http to this computer itself, with neither user, query nor fragment.
 *
 * Returns: (transfer full): the address as it is used, without slashes at the end; %NULL with %TA_SEAL_ERROR_FORMAT
 */
char *ta_hub_address_check (const char *address, GError **error);
/** Whether a hub's name for a pod is 1 to 64 of a–z, 0–9, _ and -. */
gboolean ta_hub_database_is_valid (const char *name);

/** With a random token and, unless it is for a new hub, a random key; %TA_SEAL_ERROR_FORMAT. (transfer full) */
TaInvitation *ta_invitation_new (const char *hub, const char *database, gboolean with_key, GError **error);
void ta_invitation_free (TaInvitation *invitation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaInvitation, ta_invitation_free)

/** A direct one: @account is one that was read from the address of an account, which the newcomer is to have. (transfer full) */
TaInvitation *ta_invitation_new_direct (const TaInvitation *account, TaKeyring *keyring, const TaDevicePublic *inviter);

/** The link, also what goes into the QR code. (transfer full) */
char *ta_invitation_to_link (const TaInvitation *invitation);
/**
 * ta_invitation_parse:
 * @link: as it was pasted or scanned; white space around and within it is passed over; or the address of an account, such as
 *   "https://name:password@hub.example.org/pod"
 *
 * Returns: (transfer full): the invitation; %NULL with %TA_SEAL_ERROR_FORMAT or %TA_SEAL_ERROR_NEWER
 */
TaInvitation *ta_invitation_parse (const char *link, GError **error);

/** What the joiner shows the hub: the token as 32 hexadecimal digits. (transfer full) */
char *ta_invitation_dup_token (const TaInvitation *invitation);
/** What the hub knows the invitation by: SHA-256 of those 32 digits, as 64 hexadecimal digits. (transfer full) */
char *ta_invitation_dup_name (const TaInvitation *invitation);

/**
 * TaWelcome:
 * @keyring: all keys of the pod
 * @inviter: who invited: the signature that the newcomer trusts
 * @pod_name: what the pod is called
 * @expires_at: milliseconds since 1970
 *
 * What the inviter leaves on the hub for the one who comes.
 */
typedef struct
{
  TaKeyring *keyring;
  TaDevicePublic inviter;
  char *pod_name;
  gint64 expires_at;
} TaWelcome;

void ta_welcome_free (TaWelcome *welcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaWelcome, ta_welcome_free)

/** Seals @welcome for who has the link, which must have a key: base64. A name is cut to 200 bytes. (transfer full) */
char *ta_invitation_seal (const TaInvitation *invitation, const TaWelcome *welcome);
/**
 * ta_invitation_open:
 * @text: what the hub had
 * @now: milliseconds since 1970
 *
 * Returns: (transfer full): the welcome; %NULL with %TA_SEAL_ERROR_FORMAT, %TA_SEAL_ERROR_NEWER, %TA_SEAL_ERROR_LIMIT,
 *   %TA_SEAL_ERROR_DAMAGED, %TA_SEAL_ERROR_NO_KEY (the link holds none) or %TA_SEAL_ERROR_EXPIRED
 */
TaWelcome *ta_invitation_open (const TaInvitation *invitation, const char *text, gint64 now, GError **error);
/** What a direct one holds itself. (transfer full) */
TaWelcome *ta_invitation_open_direct (const TaInvitation *invitation);
