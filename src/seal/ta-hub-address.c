/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-invitation.h"

#include "ta-seal-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ADDRESS 200

/* Whatever is sent to it stays on this computer. */
static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

/* One way to write an address is enough: neither empty folders nor steps upwards. */
static gboolean
is_plain_path (const char *path)
{
  g_auto (GStrv) folders = g_strsplit (path, "/", -1);

  for (guint i = 1; folders[0] != NULL && folders[i] != NULL; i++)
    if (*folders[i] == '\0' || strcmp (folders[i], ".") == 0 || strcmp (folders[i], "..") == 0)
      return FALSE;
  return TRUE;
}

static gboolean
uri_is_right (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return FALSE;
  if (g_uri_get_port (uri) == 0 || !is_plain_path (g_uri_get_path (uri)))
    return FALSE;
  return strcmp (scheme, "https") == 0 || (strcmp (scheme, "http") == 0 && is_loopback (host));
}

char *
ta_hub_address_check (const char *address, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (strnlen (address, MAX_ADDRESS + 1) <= MAX_ADDRESS ? address : ""));
  g_autoptr (GUri) uri = NULL;
  gsize length;

  for (length = strlen (trimmed); length > 0 && trimmed[length - 1] == '/'; length--)
    trimmed[length - 1] = '\0';
  uri = g_uri_parse (trimmed, G_URI_FLAGS_ENCODED, NULL);
  if (g_str_is_ascii (trimmed) && uri != NULL && uri_is_right (uri))
    return g_steal_pointer (&trimmed);
  g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("The address of a hub begins with https:// and has no question mark in it."));
  return NULL;
}

gboolean
ta_hub_database_is_valid (const char *name)
{
  gsize length = name == NULL ? 0 : strnlen (name, 65);

  return length >= 1 && length <= 64 && strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_-") == length;
}
