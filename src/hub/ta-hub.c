/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-private.h"

#include "ta-hub-claim.h"
#include "ta-hub-invite-table.h"
#include "ta-hub-leaf-table.h"
#include "ta-hub-lock.h"
#include "ta-hub-switches.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TICK_SECONDS 60
#define BACKLOG 128
#define DEFAULT_PORT 5985
#define REMEMBER_INVITES_MS (G_GINT64_CONSTANT (30) * 24 * 60 * 60 * 1000)

gint64
ta_hub_now (TaHub *self)
{
  return self->options.clock != NULL ? self->options.clock (self->options.clock_data) : g_get_real_time () / 1000;
}

static void
or_otherwise (guint *value, guint otherwise)
{
  if (*value == 0)
    *value = otherwise;
}

static void
or_otherwise_size (gsize *value, gsize otherwise)
{
  if (*value == 0)
    *value = otherwise;
}

static void
take_options (TaHub *self, const TaHubOptions *options)
{
  if (options != NULL)
    self->options = *options;
  or_otherwise (&self->options.most_connections, 256);
  or_otherwise (&self->options.most_polls, 8);
  or_otherwise (&self->options.most_requests, 16);
  or_otherwise (&self->options.header_seconds, 20);
  or_otherwise (&self->options.body_seconds, 60);
  or_otherwise (&self->options.write_seconds, 60);
  or_otherwise (&self->options.idle_seconds, 75);
  or_otherwise_size (&self->options.most_document, 8000000);
  or_otherwise_size (&self->options.most_request, 16 * 1024 * 1024);
  or_otherwise_size (&self->options.most_bodies, 64 * 1024 * 1024);
}

/* When an account was seen is written once a minute, not with each of its requests; on a full disk it is not missed. */
static gboolean
write_seen (TaHub *self, GError **error)
{
  GHashTableIter iter;
  gpointer id, seen;

  if (g_hash_table_size (self->seen) == 0)
    return TRUE;
  if (!ta_hub_base_begin (self->base, error))
    return FALSE;
  g_hash_table_iter_init (&iter, self->seen);
  while (g_hash_table_iter_next (&iter, &id, &seen))
    if (!ta_hub_account_table_set_seen (self->base, *(gint64 *) id, *(gint64 *) seen, error))
      {
        ta_hub_base_rollback (self->base);
        return FALSE;
      }
  if (!ta_hub_base_commit (self->base, error))
    return FALSE;
  g_hash_table_remove_all (self->seen);
  return TRUE;
}

void
ta_hub_sweep (TaHub *self)
{
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  if (!ta_hub_base_sweep (self->base, &done, &error))
    g_printerr ("%s\n", error->message);
  self->unswept = !done;
}

static gboolean
on_tick (gpointer data)
{
  TaHub *self = data;
  g_autoptr (GError) error = NULL;
  gint64 now = ta_hub_now (self);

  if (!write_seen (self, &error) || !ta_hub_invite_table_sweep (self->base, now - REMEMBER_INVITES_MS, &error) || !ta_hub_invite_table_empty (self->base, now - TA_HUB_CLAIM_LIFE_MS, &error))
    g_printerr ("%s\n", error->message);
  if (self->unswept)
    ta_hub_sweep (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
start (TaHub *self, GError **error)
{
  self->uuid = ta_hub_base_get_setting (self->base, "uuid", error);
  if (self->uuid == NULL)
    return FALSE;
  if (self->options.most_pages != 0)
    ta_hub_base_set_most_pages (self->base, self->options.most_pages);
  if (!ta_hub_leaf_table_has_any (self->base, &self->leaves, error) || !ta_hub_switches_start (self, self->options.switches, error))
    return FALSE;
  self->server = soup_server_new ("raw-paths", TRUE, "server-header", "turnabout-hub", NULL);
  self->guard = ta_hub_guard_new (self->server, &self->options);
  self->tick = g_timeout_source_new_seconds (TICK_SECONDS);
  g_source_set_callback (self->tick, on_tick, self, NULL);
  g_source_attach (self->tick, g_main_context_get_thread_default ());
  ta_hub_call_connect (self);
  return TRUE;
}

TaHub *
ta_hub_new (const char *path, const TaHubOptions *options, GError **error)
{
  g_autoptr (TaHub) self = g_new0 (TaHub, 1);

  take_options (self, options);
  self->lockout = ta_hub_lockout_new ();
  self->calls = g_ptr_array_new ();
  self->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  /* Two would not know of each other who waits for a change, who has to be kept out, and how much is under way. */
  self->lock = ta_hub_lock_take (path, error);
  if (self->lock < 0 || !ta_hub_switches_prepare (path, self->options.switches, error))
    return NULL;
  self->base = ta_hub_base_open (path, FALSE, error);
  return self->base != NULL && start (self, error) ? g_steal_pointer (&self) : NULL;
}

void
ta_hub_free (TaHub *self)
{
  g_autoptr (GError) error = NULL;

  if (self->tick != NULL)
    {
      g_source_destroy (self->tick);
      g_source_unref (self->tick);
      if (!write_seen (self, &error))
        g_printerr ("%s\n", error->message);
    }
  while (self->calls->len > 0)
    ta_hub_call_leave (g_ptr_array_index (self->calls, 0));
  if (self->server != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->server, self);
      soup_server_disconnect (self->server);
    }
  ta_hub_switches_stop (self);
  g_clear_pointer (&self->guard, ta_hub_guard_free);
  g_clear_object (&self->server);
  g_clear_pointer (&self->base, ta_hub_base_close);
  ta_hub_lock_release (self->lock);
  ta_hub_lockout_free (self->lockout);
  g_ptr_array_unref (self->calls);
  g_hash_table_unref (self->seen);
  g_free (self->uuid);
  g_free (self);
}

/* Listening ------------------------------------------------------------------------------------------------------------------------ */

/* "127.0.0.1:5985", "[::1]:5985". (transfer full) (nullable) */
static GSocketAddress *
parse_address (const char *text)
{
  g_autoptr (GNetworkAddress) parsed = NULL;
  GSocketConnectable *connectable = g_network_address_parse (text, DEFAULT_PORT, NULL);
  const char *host;

  if (connectable == NULL)
    return NULL;
  parsed = G_NETWORK_ADDRESS (connectable);
  host = g_network_address_get_hostname (parsed);
  return g_inet_socket_address_new_from_string (g_strcmp0 (host, "localhost") == 0 ? "127.0.0.1" : host, g_network_address_get_port (parsed));
}

/* GLib's backlog is 10: of fifty who come at once some would be turned away. */
static GSocket *
make_socket (GSocketAddress *address, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;
  g_socket_set_listen_backlog (socket, BACKLOG);
  return g_socket_bind (socket, address, TRUE, error) && g_socket_listen (socket, error) ? g_steal_pointer (&socket) : NULL;
}

gboolean
ta_hub_listen (TaHub *self, const char *address, GTlsCertificate *certificate, GError **error)
{
  g_autoptr (GSocketAddress) parsed = parse_address (address);
  SoupServerListenOptions options = certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0;
  g_autoptr (GSocket) socket = NULL;
  GInetAddress *host;

  if (parsed == NULL)
    {
      g_set_error (error, TA_HUB_ERROR, TA_HUB_ERROR_USAGE, _ ("“%s” is not an address and a port, such as 127.0.0.1:5985."), address);
      return FALSE;
    }
  host = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (parsed));
  if (certificate == NULL && !self->options.behind_proxy && !g_inet_address_get_is_loopback (host))
    {
      g_set_error_literal (error, TA_HUB_ERROR, TA_HUB_ERROR_USAGE,
                           _ ("Without TLS only this machine is listened to: give --tls-certificate and --tls-key, or --behind-proxy."));
      return FALSE;
    }
  if (certificate != NULL)
    soup_server_set_tls_certificate (self->server, certificate);
  socket = make_socket (parsed, error);
  return socket != NULL && soup_server_listen_socket (self->server, socket, options, error);
}

guint
ta_hub_get_port (TaHub *self)
{
  GSList *uris = soup_server_get_uris (self->server);
  guint port = uris != NULL ? (guint) g_uri_get_port (uris->data) : 0;

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return port;
}

char *
ta_hub_dup_url (TaHub *self)
{
  GSList *uris = soup_server_get_uris (self->server);
  const char *host = uris != NULL ? g_uri_get_host (uris->data) : "";
  char *url = uris != NULL ? g_strdup_printf (strchr (host, ':') != NULL ? "%s://[%s]:%d" : "%s://%s:%d", g_uri_get_scheme (uris->data), host, g_uri_get_port (uris->data))
                           : NULL;

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return url;
}

void
ta_hub_set_certificate (TaHub *self, GTlsCertificate *certificate)
{
  soup_server_set_tls_certificate (self->server, certificate);
}
