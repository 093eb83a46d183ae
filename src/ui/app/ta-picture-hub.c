/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-picture-hub.h"

#include "ta-backup.h"
#include "ta-picture-quarrel.h"
#include "ta-sync.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

struct _TaPictureHub
{
  char *folder;
  char *file; /* the hub's */
  char *address;
  GSubprocess *process; /* (nullable) */
  TaStore *here;
  TaStore *there;   /* has been confirmed */
  TaStore *waiting; /* has not */
};

/* The program ---------------------------------------------------------------------------------------------------------------------------- */

/* (transfer full) (nullable) */
static char *
find_program (void)
{
  const char *given = g_getenv ("TURNABOUT_HUB");

  return given != NULL ? g_strdup (given) : g_find_program_in_path ("turnabout-hub");
}

static void
die_with_the_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* Until it says that it listens. */
static gboolean
await_line (GSubprocess *process, GError **error)
{
  g_autoptr (GDataInputStream) stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, error);

  if (line == NULL && error != NULL && *error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The hub does not listen.");
  return line != NULL;
}

gboolean
ta_picture_hub_start (TaPictureHub *hub, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *program = find_program ();

  g_subprocess_launcher_set_child_setup (launcher, die_with_the_parent, NULL, NULL);
  hub->process = g_subprocess_launcher_spawn (launcher, error, program, "--quiet", "--listen", hub->address, hub->file, NULL);
  return hub->process != NULL && await_line (hub->process, error);
}

void
ta_picture_hub_stop (TaPictureHub *hub)
{
  if (hub->process == NULL)
    return;
  g_subprocess_force_exit (hub->process);
  g_subprocess_wait (hub->process, NULL, NULL);
  g_clear_object (&hub->process);
}

/* One that was free a moment ago: invitations name where the hub will be. */
static char *
find_address (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);
  return g_strdup_printf ("127.0.0.1:%u", port);
}

/* (transfer full) (nullable): the first invitation */
static char *
make_file (TaPictureHub *hub, GError **error)
{
  g_autofree char *program = find_program ();
  g_autofree char *url = g_strconcat ("http://", hub->address, NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *said = NULL;
  char *link;

  if (program == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no turnabout-hub to share the pod through.");
      return NULL;
    }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, error, program, "--init", hub->file, "--url", url, NULL);
  if (process == NULL || !g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, error))
    return NULL;
  link = strstr (said, "http://");
  if (link == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The hub printed no invitation.");
  return link != NULL ? g_strndup (link, strcspn (link, " \n")) : NULL;
}

/* What is waited for --------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  gboolean done;
  char *text;
  GPtrArray *devices;
  GError *error;
} Outcome;

static gboolean
await (Outcome *outcome, GError **error)
{
  while (!outcome->done)
    g_main_context_iteration (NULL, TRUE);
  if (outcome->error == NULL)
    return TRUE;
  g_propagate_error (error, outcome->error);
  return FALSE;
}

static void
on_founded (GObject *object, GAsyncResult *result, gpointer data)
{
  Outcome *outcome = data;

  ta_sync_found_finish (result, &outcome->error);
  outcome->done = TRUE;
}

static void
on_invited (GObject *object, GAsyncResult *result, gpointer data)
{
  Outcome *outcome = data;

  outcome->text = ta_sync_invite_finish (result, &outcome->error);
  outcome->done = TRUE;
}

static void
on_joined (GObject *object, GAsyncResult *result, gpointer data)
{
  Outcome *outcome = data;

  ta_sync_join_finish (result, &outcome->text, &outcome->error);
  outcome->done = TRUE;
}

static void
on_listed (GObject *object, GAsyncResult *result, gpointer data)
{
  Outcome *outcome = data;

  outcome->devices = ta_sync_devices_finish (result, &outcome->error);
  outcome->done = TRUE;
}

static void
on_confirmed (GObject *object, GAsyncResult *result, gpointer data)
{
  Outcome *outcome = data;

  ta_sync_confirm_finish (result, &outcome->error);
  outcome->done = TRUE;
}

static gboolean
found_pod (TaPictureHub *hub, const char *link, GError **error)
{
  Outcome outcome = { 0 };

  ta_sync_found_async (hub->here, link, _ ("Kitchen desk"), NULL, on_founded, &outcome);
  return await (&outcome, error) && ta_sync_once (hub->here, NULL, NULL, error);
}

/* (transfer full) (nullable): another computer, which has just joined */
static TaStore *
join_pod (TaPictureHub *hub, const char *name, GError **error)
{
  Outcome invited = { 0 };
  Outcome joined = { 0 };
  g_autoptr (TaStore) store = ta_store_open (":memory:", TA_DATABASE_CREATE, error);
  g_autofree char *link = NULL;
  g_autofree char *code = NULL;
  gboolean done;

  if (store == NULL)
    return NULL;
  ta_sync_invite_async (hub->here, 1, NULL, on_invited, &invited);
  if (!await (&invited, error))
    return NULL;
  link = invited.text;
  ta_sync_join_async (store, link, name, NULL, on_joined, &joined);
  done = await (&joined, error);
  code = joined.text;
  return done && ta_sync_once (store, NULL, NULL, error) ? g_steal_pointer (&store) : NULL;
}

static gboolean
confirm_all (TaPictureHub *hub, GError **error)
{
  Outcome listed = { 0 };
  g_autoptr (GPtrArray) devices = NULL;

  ta_sync_devices_async (hub->here, NULL, on_listed, &listed);
  if (!await (&listed, error))
    return FALSE;
  devices = listed.devices;
  for (guint i = 0; i < devices->len; i++)
    {
      const TaSyncDevice *device = devices->pdata[i];
      Outcome confirmed = { 0 };

      if (device->mine || device->code == NULL)
        continue;
      ta_sync_confirm_async (hub->here, device->device, NULL, on_confirmed, &confirmed);
      if (!await (&confirmed, error))
        return FALSE;
    }
  return TRUE;
}

/* The pod -------------------------------------------------------------------------------------------------------------------------------- */

static gpointer
copy_pod (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_backup_write_whole (database, data, cancellable, error) ? data : NULL;
}

/* Pictures of before may have written one down that there is not. */
static gboolean
forget_hub (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_peer_table_forget (database, error);
}

static gboolean
share (TaPictureHub *hub, TaStore *source, GError **error)
{
  g_autofree char *path = g_build_filename (hub->folder, "pod.turnabout", NULL);
  g_autofree char *link = make_file (hub, error);
  const TaOrigin origin = { "", NULL, TA_SOURCE_HUB };

  if (link == NULL || !ta_picture_hub_start (hub, error) || ta_store_read (source, copy_pod, path, error) == NULL)
    return FALSE;
  hub->here = ta_store_open (path, 0, error);
  if (hub->here == NULL || !ta_store_run (hub->here, "", &origin, forget_hub, NULL, NULL, error) || !found_pod (hub, link, error))
    return FALSE;
  hub->there = join_pod (hub, _ ("Laptop of Kim"), error);
  if (hub->there == NULL || !confirm_all (hub, error) || !ta_sync_once (hub->there, NULL, NULL, error))
    return FALSE;
  hub->waiting = join_pod (hub, _ ("Office"), error);
  return hub->waiting != NULL;
}

TaPictureHub *
ta_picture_hub_new (TaStore *source, GError **error)
{
  g_autoptr (TaPictureHub) hub = g_new0 (TaPictureHub, 1);

  hub->folder = g_dir_make_tmp ("turnabout-hub-XXXXXX", error);
  if (hub->folder == NULL)
    return NULL;
  hub->file = g_build_filename (hub->folder, "hub.sqlite", NULL);
  hub->address = find_address ();
  return share (hub, source, error) ? g_steal_pointer (&hub) : NULL;
}

TaStore *
ta_picture_hub_get_store (TaPictureHub *hub)
{
  return hub->here;
}

gboolean
ta_picture_hub_disagree (TaPictureHub *hub, GError **error)
{
  ta_picture_hub_stop (hub);
  return ta_picture_quarrel (hub->here, hub->there, error) && ta_picture_hub_start (hub, error) && ta_sync_once (hub->there, NULL, NULL, error);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
close_store (TaStore **store)
{
  if (*store != NULL)
    ta_store_close (*store);
  g_clear_object (store);
}

void
ta_picture_hub_free (TaPictureHub *hub)
{
  close_store (&hub->waiting);
  close_store (&hub->there);
  close_store (&hub->here);
  ta_picture_hub_stop (hub);
  if (hub->folder != NULL)
    remove_folder (hub->folder);
  g_free (hub->folder);
  g_free (hub->file);
  g_free (hub->address);
  g_free (hub);
}
