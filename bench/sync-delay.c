/* SPDX-License-Identifier: GPL-3.0-or-later */

/* sync-delay URL DB USER PASSWORD FOLDER EDITS: two databases on the disk, both with the exchange running as in the application. One adds a tool; how long until the other says that
   it has changed, and has it. Prints one line of JSON with all the times. */

#include "ta-sync-keys.h"
#include "ta-sync-store.h"
#include "ta-sync.h"
#include "ta-tool-table.h"

#include <stdlib.h>
#include <string.h>

/* Between two edits, so that none waits for the one before: a person does not make four a second. */
#define PAUSE_MS 700

static void
check (const GError *error)
{
  if (error != NULL)
    g_error ("sync-delay: %s", error->message);
}

static gboolean
enter (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_peer_table_save (database, data, error) && ta_sync_enrol (database, g_get_real_time () / 1000, error);
}

static TaStore *
open_store (char **argv, const char *name, TaKeyring *keyring)
{
  g_autofree char *path = g_build_filename (argv[5], name, NULL);
  g_autoptr (TaDeviceKeys) keys = ta_device_keys_new ();
  TaSyncPeer peer = { .url = argv[1], .db = argv[2], .user = argv[3], .device_name = (char *) name, .since = (char *) "0" };
  g_autoptr (GError) error = NULL;
  TaStore *store = ta_store_open (path, TA_DATABASE_CREATE, &error);

  check (error);
  peer.device = (guint64) ta_device_public_get_number (ta_device_keys_get_public (keys));
  memcpy (peer.pod, ta_keyring_get_pod (keyring), sizeof peer.pod);
  ta_store_run (store, "Joined", NULL, enter, &peer, NULL, &error);
  check (error);
  ta_sync_keys_save (&peer, keyring, keys, argv[4], NULL, &error);
  check (error);
  return store;
}

static gboolean
is_idle (TaSync *sync)
{
  g_autoptr (TaSyncStatus) status = ta_sync_dup_status (sync);

  if (status->state == TA_SYNC_STOPPED && status->problem != TA_SYNC_PROBLEM_NONE)
    g_error ("sync-delay: %s", status->detail);
  return status->state == TA_SYNC_IDLE;
}

static gboolean
save_tool (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_tool_table_save (database, data, error);
}

static gpointer
find_tool (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_tool_table_get (database, data, NULL);
}

static void
note_change (TaStore *store, GPtrArray *changes, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static gboolean
has_tool (TaStore *store, const char *id)
{
  g_autoptr (TaTool) tool = ta_store_read (store, find_tool, (gpointer) id, NULL);

  return tool != NULL;
}

static double
edit_once (TaStore *here, TaStore *there, gboolean *changed)
{
  g_autoptr (TaTool) tool = ta_tool_new ("Spirit level");
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();

  ta_store_run (here, "Added", NULL, save_tool, tool, NULL, &error);
  check (error);
  do
    {
      *changed = FALSE;
      while (!*changed)
        g_main_context_iteration (NULL, TRUE);
    }
  while (!has_tool (there, tool->id));
  return (double) (g_get_monotonic_time () - began) / 1000;
}

static gboolean
end_pause (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
pause_between (void)
{
  gboolean over = FALSE;

  g_timeout_add (PAUSE_MS, end_pause, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  g_autoptr (TaKeyring) keyring = NULL;
  g_autoptr (TaStore) here = NULL;
  g_autoptr (TaStore) there = NULL;
  g_autoptr (TaSync) mine = NULL;
  g_autoptr (TaSync) theirs = NULL;
  gboolean changed = FALSE;

  if (argc != 7)
    {
      g_printerr ("usage: sync-delay URL DB USER PASSWORD FOLDER EDITS\n");
      return 2;
    }
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  keyring = ta_keyring_new ();
  here = open_store (argv, "here.turnabout", keyring);
  there = open_store (argv, "there.turnabout", keyring);
  mine = ta_sync_new (here);
  theirs = ta_sync_new (there);
  ta_sync_start (mine);
  ta_sync_start (theirs);
  while (!is_idle (mine) || !is_idle (theirs))
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect (there, "changed", G_CALLBACK (note_change), &changed);
  g_print ("[");
  for (int i = 0; i < atoi (argv[6]); i++)
    {
      pause_between ();
      g_print ("%s%.1f", i > 0 ? ", " : "", edit_once (here, there, &changed));
    }
  g_print ("]\n");
  ta_sync_stop (mine);
  ta_sync_stop (theirs);
  return 0;
}
