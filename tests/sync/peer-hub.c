/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer-hub.h"

#include "ta-sync-keys.h"
#include "ta-sync-store.h"
#include "ta-sync.h"

#include <libsoup/soup.h>
#include <string.h>

#define SECURITY "{\"members\":{\"names\":[\"member\"],\"roles\":[]}}"

gboolean
peer_hub_is_there (void)
{
  const char *peers = g_getenv ("TURNABOUT_PEERS");
  g_autofree char *modules = peers != NULL ? g_build_filename (peers, "node_modules", "express-pouchdb", NULL) : NULL;
  g_autofree char *node = g_find_program_in_path ("node");

  if (node != NULL && modules != NULL && g_file_test (modules, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_test_skip ("express-pouchdb is not here (./dev test fetches it where it can)");
  return FALSE;
}

static char *
find_script (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "peers-npm", name, NULL);
}

static char *
read_line (GInputStream *stream)
{
  GString *line = g_string_new (NULL);
  char c;

  while (g_input_stream_read (stream, &c, 1, NULL, NULL) == 1 && c != '\n')
    g_string_append_c (line, c);
  return g_string_free_and_steal (line);
}

/* The end of the pipe to its standard input ends it: also when this program is killed. */
void
peer_hub_start (PeerHub *hub)
{
  g_autofree char *script = find_script ("server.mjs");
  g_autofree char *port = g_strdup_printf ("%u", hub->port);
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  hub->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "node", script, port,
                                   hub->folder, NULL);
  g_assert_no_error (error);
  line = read_line (g_subprocess_get_stdout_pipe (hub->process));
  g_assert_true (g_str_has_prefix (line, "Listening on http://127.0.0.1:"));
  g_free (hub->url);
  hub->url = g_strdup (line + strlen ("Listening on "));
  hub->port = (guint16) atoi (strrchr (hub->url, ':') + 1);
}

void
peer_hub_stop (PeerHub *hub)
{
  g_subprocess_force_exit (hub->process);
  g_subprocess_wait (hub->process, NULL, NULL);
  g_clear_object (&hub->process);
}

PeerHub *
peer_hub_new (gboolean keeps)
{
  PeerHub *hub = g_new0 (PeerHub, 1);

  if (keeps)
    hub->folder = g_dir_make_tmp ("turnabout-peer-XXXXXX", NULL);
  peer_hub_start (hub);
  g_free (peer_hub_ask (hub, "PUT", "/pod", NULL));
  g_free (peer_hub_ask (hub, "PUT", "/pod/_security", SECURITY));
  return hub;
}

void
peer_hub_free (PeerHub *hub)
{
  if (hub->process != NULL)
    peer_hub_stop (hub);
  if (hub->folder != NULL)
    {
      g_autoptr (GSubprocess) remove = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "rm", "-rf", hub->folder, NULL);

      g_subprocess_wait (remove, NULL, NULL);
    }
  g_free (hub->folder);
  g_free (hub->url);
  g_free (hub);
}

char *
peer_hub_ask (PeerHub *hub, const char *method, const char *path, const char *body)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", 30u, NULL);
  g_autofree char *url = g_strconcat (hub->url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) content = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", "Basic YWRtaW46YWRtaW4=");
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "application/json");
  soup_message_set_request_body_from_bytes (message, "application/json", content);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message) / 100, ==, 2);
  return g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
}

void
peer_hub_recreate (PeerHub *hub)
{
  g_free (peer_hub_ask (hub, "DELETE", "/pod", NULL));
  g_free (peer_hub_ask (hub, "PUT", "/pod", NULL));
  g_free (peer_hub_ask (hub, "PUT", "/pod/_security", SECURITY));
}

char *
peer_hub_run (const char *script, const char *const *arguments)
{
  g_autofree char *path = find_script (script);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *said = NULL;

  g_ptr_array_add (all, (gpointer) "node");
  g_ptr_array_add (all, path);
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (all, (gpointer) arguments[i]);
  g_ptr_array_add (all, NULL);
  process = g_subprocess_newv ((const char *const *) all->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return said;
}

/* Devices --------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
enter (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_peer_table_save (database, data, error) && ta_sync_enrol (database, g_get_real_time () / 1000, error);
}

TaStore *
peer_device_new (const char *url, const char *db, const char *user, const char *password, TaKeyring *keyring)
{
  g_autoptr (TaDeviceKeys) keys = ta_device_keys_new ();
  TaSyncPeer peer = { .url = (char *) url, .db = (char *) db, .user = (char *) user, .device_name = (char *) "Desk", .since = (char *) "0" };
  g_autoptr (GError) error = NULL;
  TaStore *store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  peer.device = (guint64) ta_device_public_get_number (ta_device_keys_get_public (keys));
  memcpy (peer.pod, ta_keyring_get_pod (keyring), sizeof peer.pod);
  ta_store_run (store, "Joined", NULL, enter, &peer, NULL, &error);
  g_assert_no_error (error);
  ta_sync_keys_save (&peer, keyring, keys, password, NULL, &error);
  g_assert_no_error (error);
  return store;
}
