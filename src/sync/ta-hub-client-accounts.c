/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-client-private.h"

/* The routes that only a hub of ours has. A token goes there as its hash alone, but to be used up. */

static gboolean
tell (TaHubClient *client, const char *method, const char *path, const char *type, GBytes *body, GCancellable *cancellable, GError **error)
{
  TaHubQuestion question = { .method = method, .path = path, .content_type = type, .body = body };
  g_autoptr (TaHubAnswer) answer = ta_hub_client_ask (client, &question, cancellable, error);

  return answer != NULL;
}

static char *
path_of_token (const char *folder, const char *token)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);

  return g_strdup_printf ("/_turnabout/%s/%s", folder, hash);
}

TaWireWelcome *
ta_hub_client_join (TaHubClient *client, const char *token, const char *device, const char *claim, const char *const *holds, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = ta_hub_wire_write_join (token, device, claim, holds);
  TaHubQuestion question = { .method = "POST", .path = "/_turnabout/join", .body = body, .rooted = TRUE };
  g_autoptr (TaHubAnswer) answer = ta_hub_client_ask (client, &question, cancellable, error);
  GError *failure = NULL;
  TaWireWelcome *welcome = answer != NULL ? ta_hub_wire_read_welcome (answer->body, &failure) : NULL;

  return ta_hub_client_sense (welcome, failure, error);
}

gboolean
ta_hub_client_invite (TaHubClient *client, const char *token, const char *box, int hours, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = path_of_token ("invites", token);
  g_autoptr (GBytes) body = ta_hub_wire_write_invite (box, hours);

  return tell (client, "PUT", path, NULL, body, cancellable, error);
}

gboolean
ta_hub_client_uninvite (TaHubClient *client, const char *token, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = path_of_token ("invites", token);

  return tell (client, "DELETE", path, NULL, NULL, cancellable, error);
}

GPtrArray *
ta_hub_client_list_accounts (TaHubClient *client, GCancellable *cancellable, GError **error)
{
  TaHubQuestion question = { .method = "GET", .path = "/_turnabout/accounts" };
  g_autoptr (TaHubAnswer) answer = ta_hub_client_ask (client, &question, cancellable, error);
  GError *failure = NULL;
  GPtrArray *accounts = answer != NULL ? ta_hub_wire_read_accounts (answer->body, &failure) : NULL;

  return ta_hub_client_sense (accounts, failure, error);
}

gboolean
ta_hub_client_delete_account (TaHubClient *client, const char *user, GCancellable *cancellable, GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (user, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/_turnabout/accounts/%s", escaped);

  return tell (client, "DELETE", path, NULL, NULL, cancellable, error);
}

GPtrArray *
ta_hub_client_list_feeds (TaHubClient *client, GCancellable *cancellable, GError **error)
{
  TaHubQuestion question = { .method = "GET", .path = "/_turnabout/feeds" };
  g_autoptr (TaHubAnswer) answer = ta_hub_client_ask (client, &question, cancellable, error);
  GError *failure = NULL;
  GPtrArray *feeds = answer != NULL ? ta_hub_wire_read_feeds (answer->body, &failure) : NULL;

  return ta_hub_client_sense (feeds, failure, error);
}

gboolean
ta_hub_client_put_feed (TaHubClient *client, const char *hash, GBytes *calendar, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strconcat ("/_turnabout/feeds/", hash, NULL);

  return tell (client, "PUT", path, "text/calendar; charset=utf-8", calendar, cancellable, error);
}

gboolean
ta_hub_client_delete_feed (TaHubClient *client, const char *hash, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strconcat ("/_turnabout/feeds/", hash, NULL);

  return tell (client, "DELETE", path, NULL, NULL, cancellable, error);
}
