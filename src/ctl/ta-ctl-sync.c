/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ctl-sync-private.h"
#include "ta-ctl-table.h"

#include "ta-sync-error.h"
#include "ta-sync-export.h"
#include "ta-sync-keys.h"
#include "ta-sync-notice-table.h"
#include "ta-sync.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>

/* In the order of the enumerations. */
static const TaCode states[] = { { "off", N_ ("There is no hub") }, { "stopped", N_ ("Stopped") }, { "starting", N_ ("Everything is fetched for the first time") }, { "busy", N_ ("Exchanging") }, { "idle", N_ ("Up to date") }, { "waiting", N_ ("The hub does not answer; it is tried again") }, { NULL } };
static const TaCode problems[] = { { "", "" }, { "offline", N_ ("the hub does not answer") }, { "password", N_ ("the hub no longer accepts this device") }, { "removed", N_ ("this device is no longer a member of the pod on the hub") }, { "locked", N_ ("too many wrong passwords: the hub has locked the account for a while") }, { "no-pod", N_ ("the hub has no such pod") }, { "key-missing", N_ ("the keys of this pod are not on this computer") }, { "certificate", N_ ("the hub’s certificate is not good") }, { "full", N_ ("there is no room left") }, { "odd", N_ ("the hub’s answer makes no sense") }, { NULL } };

/* The state -------------------------------------------------------------------------------------------------------------------------------- */

static void
set_moment (JsonObject *object, const char *name, gint64 ms)
{
  g_autofree char *text = ta_ctl_format_moment (ms, TRUE);

  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static void
set_counts (JsonObject *object, const TaSyncCounts *counts)
{
  json_object_set_int_member (object, "to_send", counts->to_send);
  json_object_set_int_member (object, "refused", counts->refused);
  json_object_set_int_member (object, "held", counts->held);
  json_object_set_int_member (object, "unread_key", counts->unread_key);
  json_object_set_int_member (object, "unread_damaged", counts->unread_damaged);
  json_object_set_int_member (object, "unread_newer", counts->unread_newer);
  json_object_set_int_member (object, "unread_clock", counts->unread_clock);
  json_object_set_int_member (object, "notices", counts->notices);
  json_object_set_int_member (object, "kept", counts->kept);
}

/* @url: (nullable) */
static JsonNode *
status_to_json (const TaSyncStatus *status, const char *url)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_set_string_member (object, "state", ta_code_word (states, (int) status->state));
  if (url != NULL)
    json_object_set_string_member (object, "hub", url);
  else
    json_object_set_null_member (object, "hub");
  if (status->problem != TA_SYNC_PROBLEM_NONE)
    json_object_set_string_member (object, "problem", ta_code_word (problems, (int) status->problem));
  else
    json_object_set_null_member (object, "problem");
  json_object_set_string_member (object, "detail", status->detail != NULL ? status->detail : "");
  set_moment (object, "done_at", status->done_at);
  set_moment (object, "retry_at", status->retry_at);
  json_object_set_int_member (object, "clock_off_ms", status->clock_off_ms);
  set_counts (object, &status->counts);
  json_object_unref (object);
  return node;
}

static void
say_count (const char *what, int count)
{
  if (count > 0)
    /* Translators: a count: “To be sent: 3” */
    ta_ctl_say (_ ("%s: %d"), what, count);
}

static void
say_counts (const TaSyncCounts *counts)
{
  say_count (_ ("To be sent"), counts->to_send);
  say_count (_ ("Refused by the hub"), counts->refused);
  say_count (_ ("Waiting for more to come"), counts->held);
  say_count (_ ("Unreadable for want of a key"), counts->unread_key);
  say_count (_ ("Damaged"), counts->unread_damaged);
  say_count (_ ("Of a newer version"), counts->unread_newer);
  say_count (_ ("From a clock that is wrong"), counts->unread_clock);
  say_count (_ ("Changes to look at"), counts->notices);
  say_count (_ ("To be decided"), counts->kept);
}

/* What two computers made together that no person would have. */
static gpointer
list_attention (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_attention_list (database, error);
}

static void
say_problem (const TaSyncStatus *status)
{
  if (status->problem == TA_SYNC_PROBLEM_NONE)
    return;
  ta_ctl_say (_ ("Problem: %s"), ta_code_label (problems, (int) status->problem));
  if (status->detail != NULL && *status->detail != '\0')
    ta_ctl_say ("  %s", status->detail);
}

static void
say_clock (gint64 off_ms)
{
  int minutes = (int) MIN (ABS (off_ms) / 60000, G_MAXINT);

  if (minutes > 0)
    ta_ctl_say (g_dngettext (GETTEXT_PACKAGE, "This computer’s clock is %d minute off.", "This computer’s clock is %d minutes off.", (gulong) minutes), minutes);
}

static void
say_status (const TaSyncStatus *status, const char *url)
{
  g_autofree char *done = ta_ctl_format_moment (status->done_at, FALSE);

  if (url != NULL)
    ta_ctl_say (_ ("Hub: %s"), url);
  else
    ta_ctl_say ("%s", ta_code_label (states, TA_SYNC_OFF));
  say_problem (status);
  if (done != NULL)
    ta_ctl_say (_ ("Exchanged last: %s"), done);
  say_clock (status->clock_off_ms);
  say_counts (&status->counts);
}

static void
tell_status (TaCtl *self, const TaSyncStatus *status, const char *url, GPtrArray *attention)
{
  JsonNode *node;

  if (!self->json)
    {
      say_status (status, url);
      say_count (_ ("To be settled"), (int) attention->len);
      return;
    }
  node = status_to_json (status, url);
  json_object_set_int_member (json_node_get_object (node), "attention", attention->len);
  ta_ctl_print_json (node);
}

typedef struct
{
  TaSyncPeer *peer; /* (nullable) */
  TaSyncCounts counts;
} Known;

static gpointer
load_known (TaDatabase *database, Known *known, GError **error)
{
  GError *failure = NULL;

  known->peer = ta_sync_peer_table_get (database, &failure);
  if (failure == NULL && ta_sync_count (database, &known->counts, &failure))
    return known;
  g_propagate_error (error, failure);
  return NULL;
}

/* What is in the file: nothing is asked of the hub. */
static gboolean
show_status (TaCtl *self, GError **error)
{
  g_autoptr (TaDatabase) database = ta_ctl_open_to_read (self, error);
  Known known = { 0 };
  g_autoptr (TaSyncPeer) peer = NULL;
  g_autoptr (GPtrArray) attention = NULL;
  TaSyncStatus status = { 0 };

  if (database == NULL || load_known (database, &known, error) == NULL)
    return FALSE;
  peer = known.peer;
  attention = ta_attention_list (database, error);
  if (attention == NULL)
    return FALSE;
  status.counts = known.counts;
  if (peer != NULL)
    {
      status.state = peer->problem != TA_SYNC_PROBLEM_NONE ? TA_SYNC_STOPPED : TA_SYNC_IDLE;
      status.problem = peer->problem;
      status.detail = peer->problem_detail;
      status.done_at = peer->done_at;
      status.retry_at = peer->retry_at;
    }
  tell_status (self, &status, peer != NULL ? peer->url : NULL, attention);
  if (peer != NULL && peer->problem == TA_SYNC_PROBLEM_NONE)
    return TRUE;
  g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_TOLD, "");
  return FALSE;
}

/* Once, and on and on ---------------------------------------------------------------------------------------------------------------------- */

static gboolean
exchange_once (TaCtl *self, GError **error)
{
  g_autoptr (TaStore) store = ta_ctl_open (self, error);
  g_autoptr (TaSyncPeer) peer = store != NULL ? ta_sync_load_peer (store, error) : NULL;
  TaSyncStatus *found = NULL;
  g_autoptr (TaSyncStatus) status = NULL;
  g_autoptr (GPtrArray) attention = NULL;
  gboolean done;

  if (peer == NULL)
    return FALSE;
  done = ta_sync_once (store, NULL, &found, error);
  status = found;
  if (done)
    attention = ta_store_read (store, list_attention, NULL, error);
  if (attention != NULL)
    tell_status (self, status, peer->url, attention);
  return attention != NULL;
}

typedef struct
{
  TaCtl *ctl;
  TaSync *sync;
  GMainLoop *loop;
  char *told; /* (nullable): the line that was printed last */
} Following;

static char *
make_line (Following *self, const TaSyncStatus *status)
{
  if (self->ctl->json)
    {
      g_autoptr (JsonNode) node = status_to_json (status, NULL);

      /* Whose hub it is does not change meanwhile. */
      json_object_remove_member (json_node_get_object (node), "hub");
      return json_to_string (node, FALSE);
    }
  if (status->problem != TA_SYNC_PROBLEM_NONE)
    return g_strdup_printf ("%s: %s", ta_code_label (states, (int) status->state), ta_code_label (problems, (int) status->problem));
  return g_strdup (ta_code_label (states, (int) status->state));
}

/* Without the times, which are always others. */
static char *
make_mark (const TaSyncStatus *status)
{
  const TaSyncCounts *counts = &status->counts;

  return g_strdup_printf ("%d %d %d %d %d %d %d", (int) status->state, (int) status->problem, counts->to_send, counts->refused, counts->held, counts->notices, counts->kept);
}

static void
on_status_changed (Following *self)
{
  g_autoptr (TaSyncStatus) status = ta_sync_dup_status (self->sync);
  g_autofree char *line = make_line (self, status);
  g_autofree char *mark = make_mark (status);

  if (g_strcmp0 (mark, self->told) == 0)
    return;
  g_set_str (&self->told, mark);
  ta_ctl_say ("%s", line);
  fflush (stdout);
}

static gboolean
on_signal (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
exchange_continuously (TaCtl *self, GError **error)
{
  g_autoptr (TaStore) store = ta_ctl_open (self, error);
  g_autoptr (TaSyncPeer) peer = store != NULL ? ta_sync_load_peer (store, error) : NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (TaSync) sync = NULL;
  Following following = { self, NULL, loop, NULL };
  guint terminated, interrupted;

  if (peer == NULL)
    return FALSE;
  sync = following.sync = ta_sync_new (store);
  terminated = g_unix_signal_add (SIGTERM, on_signal, loop);
  interrupted = g_unix_signal_add (SIGINT, on_signal, loop);
  g_signal_connect_swapped (sync, "status-changed", G_CALLBACK (on_status_changed), &following);
  ta_sync_start (sync);
  g_main_loop_run (loop);
  g_signal_handlers_disconnect_by_data (sync, &following);
  ta_sync_stop (sync);
  g_source_remove (terminated);
  g_source_remove (interrupted);
  g_free (following.told);
  return TRUE;
}

/* Sealed ----------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
export_sealed (TaCtl *self, GError **error)
{
  g_autoptr (TaStore) store = ta_ctl_open (self, error);
  g_autoptr (GBytes) lines = store != NULL ? ta_sync_export (store, NULL, error) : NULL;
  const char *path = self->n_arguments > 1 ? self->arguments[1] : "-";
  gsize size = 0;
  const char *data;

  if (lines == NULL)
    return FALSE;
  data = g_bytes_get_data (lines, &size);
  if (!g_str_equal (path, "-"))
    return g_file_set_contents (path, data, (gssize) size, error);
  fwrite (data, 1, size, stdout);
  return TRUE;
}

gboolean
ta_ctl_sync (TaCtl *self, GError **error)
{
  static const TaCtlCommand commands[] = {
    { "status", 0, TRUE, show_status }, { "once", 0, TRUE, exchange_once }, { "continuously", 0, TRUE, exchange_continuously }, { "export", 1, FALSE, export_sealed }, { NULL }
  };

  return ta_ctl_run_command (self, commands, error);
}
