/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live-pod.h"

#include "live-store.h"
#include "ta-sync-keys.h"

#include <libsoup/soup.h>
#include <string.h>
#include <sys/wait.h>

void
live_exchange (TaStore *store)
{
  g_autoptr (GError) error = NULL;

  ta_sync_once (store, NULL, NULL, &error);
  g_assert_no_error (error);
}

void
live_exchange_documents (TaStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaSyncEngine) engine = ta_sync_open_engine (store, NULL, &error);

  g_assert_no_error (error);
  ta_sync_engine_round (engine, NULL, &error);
  g_assert_no_error (error);
}

int
live_exchange_and_end (const char *path)
{
  g_autoptr (TaStore) store = live_store_open (path);

  return ta_sync_once (store, NULL, NULL, NULL) ? 0 : 1;
}

int
live_exchange_until (const char *program, const char *path, const char *place)
{
  const char *argv[] = { program, "--exchange", path, NULL };
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "TURNABOUT_SYNC_CRASH", place, TRUE);
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, environment, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  return WIFEXITED (status) ? WEXITSTATUS (status) : -1;
}

void
live_found (TaStore *store, const char *link, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ta_sync_found_async (store, link, name, NULL, live_take_result, &result);
  ta_sync_found_finish (live_wait_for (&result), &error);
  g_assert_no_error (error);
  live_exchange (store);
}

char *
live_invite (TaStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *link;

  ta_sync_invite_async (store, 1, NULL, live_take_result, &result);
  link = ta_sync_invite_finish (live_wait_for (&result), &error);
  g_assert_no_error (error);
  return link;
}

char *
live_join (TaStore *store, const char *link, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *code = NULL;

  ta_sync_join_async (store, link, name, NULL, live_take_result, &result);
  ta_sync_join_finish (live_wait_for (&result), &code, &error);
  g_assert_no_error (error);
  return code;
}

void
live_confirm (TaStore *inviter, const char *name, const char *code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = live_list_devices (inviter);
  const TaSyncDevice *device = live_find_device (devices, name);

  g_assert_nonnull (device);
  if (code != NULL)
    g_assert_cmpstr (device->code, ==, code);
  ta_sync_confirm_async (inviter, device->device, NULL, live_take_result, &result);
  ta_sync_confirm_finish (live_wait_for (&result), &error);
  g_assert_no_error (error);
}

void
live_bring_in (TaStore *inviter, TaStore *store, const char *name)
{
  g_autofree char *link = live_invite (inviter);
  g_autofree char *code = live_join (store, link, name);

  live_confirm (inviter, name, code);
}

void
live_remove_device (TaStore *store, const char *name)
{
  g_autoptr (GPtrArray) devices = live_list_devices (store);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (live_find_device (devices, name));
  ta_sync_remove_device_async (store, live_find_device (devices, name)->device, NULL, live_take_result, &result);
  ta_sync_remove_device_finish (live_wait_for (&result), &error);
  g_assert_no_error (error);
}

GPtrArray *
live_list_devices (TaStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *devices;

  ta_sync_devices_async (store, NULL, live_take_result, &result);
  devices = ta_sync_devices_finish (live_wait_for (&result), &error);
  g_assert_no_error (error);
  return devices;
}

const TaSyncDevice *
live_find_device (GPtrArray *devices, const char *name)
{
  for (guint i = 0; i < devices->len; i++)
    if (strcmp (((const TaSyncDevice *) devices->pdata[i])->name, name) == 0)
      return devices->pdata[i];
  return NULL;
}

char *
live_fetch_feed (const char *invitation, const TaFeed *feed)
{
  g_autofree char *hub = g_strndup (invitation, (gsize) (strstr (invitation, "/j#") - invitation));
  g_autofree char *url = ta_feed_dup_link (feed, hub);
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read (session, message, NULL, &error);

  g_assert_no_error (error);
  if (soup_message_get_status (message) == SOUP_STATUS_NOT_FOUND)
    return NULL;
  g_assert_cmpuint (soup_message_get_status (message), ==, SOUP_STATUS_OK);
  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}
