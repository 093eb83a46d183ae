/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub.h"

#include "ta-hub-account-table.h"
#include "ta-hub-invitation.h"
#include "ta-hub-invite-table.h"
#include "ta-hub-pod-table.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdint.h>

#define TOKEN_SIZE 16
#define INVITE_HOURS 72

static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

static gboolean
check_name (const char *pod, GError **error)
{
  if (ta_hub_pod_is_name (pod))
    return TRUE;
  g_set_error (error, TA_HUB_ERROR, TA_HUB_ERROR_USAGE,
               _ ("“%s” cannot be the name of a database: a small letter, then small letters, digits, “_” and “-”, up to 63."), pod);
  return FALSE;
}

/* Makes the database where there is none, and an invitation to it. */
static gboolean
add_invite (TaHubBase *base, const char *name, guint8 *token, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (TaHubPod) pod = ta_hub_pod_table_find (base, name, &failure);
  g_autofree char *hex = NULL;
  TaHubInvite invite = { .created = now_ms () };

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (pod != NULL)
    invite.pod = pod->id;
  else if (!ta_hub_pod_table_add (base, name, invite.created, &invite.pod, error))
    return FALSE;
  ta_hub_secret_fill (token, TOKEN_SIZE);
  hex = ta_hub_secret_to_hex (token, TOKEN_SIZE);
  ta_hub_secret_hash (NULL, 0, hex, invite.hash);
  invite.expires = invite.created + G_GINT64_CONSTANT (3600000) * INVITE_HOURS;
  return ta_hub_invite_table_put (base, &invite, error);
}

static gboolean
invite (TaHubBase *base, const char *pod, char **link, GError **error)
{
  g_autofree char *url = NULL;
  guint8 token[TOKEN_SIZE];

  if (!ta_hub_base_begin (base, error))
    return FALSE;
  url = ta_hub_base_get_setting (base, "url", error);
  if (url == NULL || !add_invite (base, pod, token, error))
    {
      ta_hub_base_rollback (base);
      return FALSE;
    }
  if (!ta_hub_base_commit (base, error))
    return FALSE;
  *link = ta_hub_invitation_to_link (url, token, pod);
  return TRUE;
}

/* Clients send no password over a connection that anybody can read. */
static gboolean
is_this_machine (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 || (address != NULL && g_inet_address_get_is_loopback (address));
}

static gboolean
check_url (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";

  if (uri != NULL && g_uri_get_host (uri) != NULL && g_uri_get_host (uri)[0] != '\0' && g_uri_get_query (uri) == NULL
      && g_uri_get_fragment (uri) == NULL && (g_str_equal (scheme, "https") || (g_str_equal (scheme, "http") && is_this_machine (g_uri_get_host (uri)))))
    return TRUE;
  g_set_error (error, TA_HUB_ERROR, TA_HUB_ERROR_USAGE, _ ("“%s” is not an address such as https://hub.example.org."), url);
  return FALSE;
}

gboolean
ta_hub_create (const char *path, const char *url, const char *pod, char **link, GError **error)
{
  g_autoptr (TaHubBase) base = NULL;
  g_autofree char *uuid = ta_hub_secret_new_hex (16);

  if (!check_url (url, error) || !check_name (pod, error))
    return FALSE;
  base = ta_hub_base_open (path, TRUE, error);
  if (base == NULL)
    return FALSE;
  if (ta_hub_base_set_setting (base, "uuid", uuid, error) && ta_hub_base_set_setting (base, "url", url, error) && invite (base, pod, link, error))
    return TRUE;
  /* Half of one would be in the way of the next. */
  g_unlink (path);
  return FALSE;
}

gboolean
ta_hub_invite (const char *path, const char *pod, char **link, GError **error)
{
  g_autoptr (TaHubBase) base = NULL;

  if (!check_name (pod, error))
    return FALSE;
  base = ta_hub_base_open (path, FALSE, error);
  return base != NULL && invite (base, pod, link, error);
}

static gboolean
fail_unknown (const char *name, GError **error)
{
  if (*error == NULL)
    g_set_error (error, TA_HUB_ERROR, TA_HUB_ERROR_NOT_FOUND, _ ("There is no “%s”."), name);
  return FALSE;
}

gboolean
ta_hub_delete (const char *path, const char *name, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (TaHubBase) base = ta_hub_base_open (path, FALSE, &failure);
  g_autoptr (TaHubPod) pod = base != NULL ? ta_hub_pod_table_find (base, name, &failure) : NULL;

  if ((pod != NULL || fail_unknown (name, &failure)) && ta_hub_pod_table_delete (base, pod->id, &failure))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
ta_hub_remove (const char *path, const char *user, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (TaHubBase) base = ta_hub_base_open (path, FALSE, &failure);
  g_autoptr (TaHubAccount) account = base != NULL ? ta_hub_account_table_find (base, user, &failure) : NULL;
  gboolean changed = FALSE;

  if (account != NULL && ta_hub_account_table_remove (base, account->pod, user, now_ms (), &changed, &failure) && changed)
    return TRUE;
  fail_unknown (user, &failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static char *
format_moment (gint64 ms)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (ms / 1000);

  return ms != 0 && moment != NULL ? g_date_time_format (moment, "%Y-%m-%d %H:%M") : g_strdup ("-");
}

static gboolean
describe_pod (TaHubBase *base, const TaHubPod *pod, GString *out, GError **error)
{
  g_autoptr (GPtrArray) accounts = ta_hub_account_table_list (base, pod->id, error);

  if (accounts == NULL)
    return FALSE;
  /* Translators: a database of the hub, and how many documents and devices it has */
  g_string_append_printf (out, _ ("%s: %jd documents, %u devices"), pod->name, (intmax_t) pod->docs, accounts->len);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < accounts->len; i++)
    {
      const TaHubAccount *account = g_ptr_array_index (accounts, i);
      g_autofree char *seen = format_moment (account->seen);

      g_string_append_printf (out, "  %s  %s  %s\n", account->name, seen, account->device != NULL ? account->device : "-");
    }
  return TRUE;
}

char *
ta_hub_describe (const char *path, GError **error)
{
  g_autoptr (TaHubBase) base = ta_hub_base_open (path, FALSE, error);
  g_autoptr (GPtrArray) pods = base != NULL ? ta_hub_pod_table_list (base, error) : NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if (pods == NULL)
    return NULL;
  for (guint i = 0; i < pods->len; i++)
    if (!describe_pod (base, g_ptr_array_index (pods, i), out, error))
      return NULL;
  return g_string_free_and_steal (g_steal_pointer (&out));
}

gboolean
ta_hub_backup (const char *path, const char *copy, GError **error)
{
  g_autoptr (TaHubBase) base = ta_hub_base_open (path, FALSE, error);

  return base != NULL && ta_hub_base_backup (base, copy, error);
}
