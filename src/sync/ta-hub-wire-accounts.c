/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-wire-private.h"
#include "ta-secret.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_TEXT 4096
#define HASH_LENGTH 64
#define MOST_BOX (256 * 1024)

/* What only a hub of ours says: invitations, accounts and feeds. */

void
ta_wire_account_free (TaWireAccount *account)
{
  g_free (account->user);
  g_free (account->device);
  g_free (account);
}

void
ta_wire_welcome_free (TaWireWelcome *welcome)
{
  g_free (welcome->db);
  g_free (welcome->user);
  ta_secret_text_free (welcome->password);
  g_free (welcome->box);
  g_free (welcome);
}

void
ta_wire_feed_free (TaWireFeed *feed)
{
  g_free (feed->hash);
  g_free (feed->etag);
  g_free (feed);
}

TaWireWelcome *
ta_hub_wire_read_welcome (GBytes *text, GError **error)
{
  g_autoptr (JsonNode) root = ta_hub_wire_parse (text, error);
  JsonObject *object = root != NULL ? ta_hub_wire_object (root, error) : NULL;
  TaWireWelcome *welcome;

  if (object == NULL)
    return NULL;
  if (ta_hub_wire_text (object, "db", MOST_TEXT) == NULL || ta_hub_wire_text (object, "user", MOST_TEXT) == NULL || ta_hub_wire_text (object, "password", MOST_TEXT) == NULL)
    {
      ta_hub_wire_set_odd (error, _ ("it is no welcome"));
      return NULL;
    }
  welcome = g_new0 (TaWireWelcome, 1);
  welcome->db = g_strdup (ta_hub_wire_text (object, "db", MOST_TEXT));
  welcome->user = g_strdup (ta_hub_wire_text (object, "user", MOST_TEXT));
  welcome->password = g_strdup (ta_hub_wire_text (object, "password", MOST_TEXT));
  welcome->box = g_strdup (ta_hub_wire_text (object, "box", MOST_BOX));
  return welcome;
}

static TaWireAccount *
read_account (JsonNode *node, GError **error)
{
  JsonObject *object = ta_hub_wire_object (node, error);
  TaWireAccount *account;

  if (object == NULL)
    return NULL;
  if (ta_hub_wire_text (object, "user", MOST_TEXT) == NULL)
    {
      ta_hub_wire_set_odd (error, _ ("an account without a name"));
      return NULL;
    }
  account = g_new0 (TaWireAccount, 1);
  account->user = g_strdup (ta_hub_wire_text (object, "user", MOST_TEXT));
  account->device = g_strdup (ta_hub_wire_text (object, "device", MOST_TEXT));
  if (account->device == NULL)
    account->device = g_strdup ("");
  account->created = ta_hub_wire_number (object, "created");
  account->seen_at = ta_hub_wire_number (object, "last_seen");
  account->mine = ta_hub_wire_truth (object, "me");
  return account;
}

GPtrArray *
ta_hub_wire_read_accounts (GBytes *text, GError **error)
{
  g_autoptr (JsonNode) root = ta_hub_wire_parse (text, error);
  JsonArray *rows = root != NULL ? ta_hub_wire_array (root, error) : NULL;
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_wire_account_free);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      TaWireAccount *account = read_account (json_array_get_element (rows, i), error);

      if (account == NULL)
        return NULL;
      g_ptr_array_add (accounts, account);
    }
  return g_steal_pointer (&accounts);
}

static TaWireFeed *
read_feed (JsonNode *node, GError **error)
{
  JsonObject *object = ta_hub_wire_object (node, error);
  const char *hash = object != NULL ? ta_hub_wire_text (object, "hash", HASH_LENGTH) : NULL;
  const char *etag = object != NULL ? ta_hub_wire_text (object, "etag", HASH_LENGTH) : NULL;
  TaWireFeed *feed;

  if (object == NULL)
    return NULL;
  /* It goes into a path when it is deleted. */
  if (hash == NULL || strlen (hash) != HASH_LENGTH || strspn (hash, "0123456789abcdef") != HASH_LENGTH)
    {
      ta_hub_wire_set_odd (error, _ ("a feed without a hash"));
      return NULL;
    }
  feed = g_new0 (TaWireFeed, 1);
  feed->hash = g_strdup (hash);
  feed->etag = g_strdup (etag != NULL ? etag : "");
  return feed;
}

GPtrArray *
ta_hub_wire_read_feeds (GBytes *text, GError **error)
{
  g_autoptr (JsonNode) root = ta_hub_wire_parse (text, error);
  JsonArray *rows = root != NULL ? ta_hub_wire_array (root, error) : NULL;
  g_autoptr (GPtrArray) feeds = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_wire_feed_free);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      TaWireFeed *feed = read_feed (json_array_get_element (rows, i), error);

      if (feed == NULL)
        return NULL;
      g_ptr_array_add (feeds, feed);
    }
  return g_steal_pointer (&feeds);
}
