/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-switches.h"

#include "ta-hub-sloppy.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define LATE_BY 3 /* requests */

typedef enum
{
  DROP_BEFORE, /* the request never comes to the hub */
  DROP_AFTER,  /* it does what it does, and the answer gets lost */
  TRUNCATE,    /* half of the answer comes */
  UNAVAILABLE, /* 503 */
  TOO_MANY,    /* 429 */
  DUPLICATE,   /* a write comes twice, and the answer is that to the second */
  LATE,        /* a write comes once more, some requests later */
  DROP_JOIN,   /* the answer to a joining gets lost */
  N_FAULTS
} Fault;

static const char *const fault_names[] = { "drop-before", "drop-after", "truncate", "503", "429", "duplicate", "late", "drop-join" };

/* A write that will come again. */
typedef struct
{
  guint left;
  gint64 pod;
  GBytes *body;
} Late;

struct _TaHubSwitches
{
  guint every[N_FAULTS]; /* 0: never */
  guint count[N_FAULTS];
  GPtrArray *late;
  TaHubSloppy *sloppy; /* (nullable) */
  gboolean reset;
  gboolean plain; /* none of our own routes */
};

static void
late_free (gpointer data)
{
  Late *late = data;

  g_bytes_unref (late->body);
  g_free (late);
}

/* Reading them --------------------------------------------------------------------------------------------------------------------- */

gboolean
ta_hub_switches_know (const char *option)
{
  return g_str_equal (option, "--sloppy") || g_str_has_prefix (option, "--sloppy=") || g_str_has_prefix (option, "--fail=")
         || g_str_equal (option, "--reset") || g_str_equal (option, "--plain") || g_str_has_prefix (option, "--rollback=");
}

static gboolean
parse_fault (TaHubSwitches *self, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  guint64 every = 0;

  for (guint i = 0; i < N_FAULTS; i++)
    if (g_str_equal (parts[0], fault_names[i]) && parts[1] != NULL
        && g_ascii_string_to_unsigned (parts[1], 10, 1, G_MAXINT32, &every, NULL))
      {
        self->every[i] = (guint) every;
        return TRUE;
      }
  g_set_error (error, TA_HUB_ERROR, TA_HUB_ERROR_USAGE, "--fail=%s: drop-before, drop-after, truncate, 503, 429, duplicate, late or drop-join, then :N", text);
  return FALSE;
}

static gboolean
parse_switch (TaHub *hub, TaHubSwitches *self, const char *text, GError **error)
{
  if (g_str_has_prefix (text, "--fail="))
    return parse_fault (self, text + strlen ("--fail="), error);
  if (g_str_has_prefix (text, "--sloppy"))
    {
      const char *seed = strchr (text, '=');

      g_clear_pointer (&self->sloppy, ta_hub_sloppy_free);
      self->sloppy = ta_hub_sloppy_new (hub, seed != NULL ? (guint32) g_ascii_strtoull (seed + 1, NULL, 10) : 1);
    }
  self->reset |= g_str_equal (text, "--reset");
  self->plain |= g_str_equal (text, "--plain");
  return TRUE;
}

/* As if the databases had been deleted and made anew. The accounts stay. */
static gboolean
reset (TaHub *hub, GError **error)
{
  g_autoptr (GPtrArray) pods = NULL;

  if (!ta_hub_base_begin (hub->base, error))
    return FALSE;
  pods = ta_hub_pod_table_list (hub->base, error);
  for (guint i = 0; pods != NULL && i < pods->len; i++)
    if (!ta_hub_doc_table_clear (hub->base, g_ptr_array_index (pods, i), error))
      g_clear_pointer (&pods, g_ptr_array_unref);
  if (pods != NULL)
    return ta_hub_base_commit (hub->base, error);
  ta_hub_base_rollback (hub->base);
  return FALSE;
}

gboolean
ta_hub_switches_start (TaHub *hub, const char *const *switches, GError **error)
{
  if (switches == NULL || switches[0] == NULL)
    return TRUE;
  hub->switches = g_new0 (TaHubSwitches, 1);
  hub->switches->late = g_ptr_array_new_with_free_func (late_free);
  for (guint i = 0; switches[i] != NULL; i++)
    if (!parse_switch (hub, hub->switches, switches[i], error))
      return FALSE;
  return !hub->switches->reset || reset (hub, error);
}

void
ta_hub_switches_stop (TaHub *hub)
{
  if (hub->switches == NULL)
    return;
  g_clear_pointer (&hub->switches->sloppy, ta_hub_sloppy_free);
  g_ptr_array_unref (hub->switches->late);
  g_clear_pointer (&hub->switches, g_free);
}

/* The file is what it once was. */
static gboolean
roll_back (const char *path, const char *backup, GError **error)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);
  g_autofree char *content = NULL;
  gsize size = 0;

  if (!g_file_get_contents (backup, &content, &size, error))
    return FALSE;
  g_unlink (wal);
  g_unlink (shm);
  return g_file_set_contents (path, content, (gssize) size, error);
}

gboolean
ta_hub_switches_prepare (const char *path, const char *const *switches, GError **error)
{
  for (guint i = 0; switches != NULL && switches[i] != NULL; i++)
    if (g_str_has_prefix (switches[i], "--rollback=") && !roll_back (path, switches[i] + strlen ("--rollback="), error))
      return FALSE;
  return TRUE;
}

/* Requests -------------------------------------------------------------------------------------------------------------------------- */

/* Whether it may befall the request. */
static gboolean
concerns (Fault fault, TaHubCall *call)
{
  if (fault == DROP_JOIN)
    return call->route->run == ta_hub_run_join;
  return call->pod != NULL && (fault < DUPLICATE || call->route->run == ta_hub_run_bulk_docs);
}

static void
cut (SoupServerMessage *msg, gpointer data)
{
  ta_hub_guard_cut (msg);
}

/* What is written to it fails from here on, so that nothing of the answer goes out. */
static void
drop (TaHubCall *call)
{
  ta_hub_guard_cut (call->msg);
  if (!call->begun)
    ta_hub_reply_error (call, SOUP_STATUS_SERVICE_UNAVAILABLE, "dropped", "dropped");
}

static void
truncate_answer (TaHubCall *call)
{
  SoupMessageBody *body = soup_server_message_get_response_body (call->msg);
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  gsize size;

  call->route->run (call);
  g_signal_connect (call->msg, "wrote-chunk", G_CALLBACK (cut), NULL);
  if (call->begun)
    return;
  whole = soup_message_body_flatten (body);
  size = g_bytes_get_size (whole);
  if (size < 2)
    return;
  first = g_bytes_new_from_bytes (whole, 0, size / 2);
  second = g_bytes_new_from_bytes (whole, size / 2, size - size / 2);
  soup_message_body_truncate (body);
  soup_message_body_append_bytes (body, first);
  soup_message_body_append_bytes (body, second);
  soup_message_headers_set_content_length (soup_server_message_get_response_headers (call->msg), (goffset) size);
}

static void
remember (TaHubSwitches *self, TaHubCall *call)
{
  Late *late = g_new0 (Late, 1);

  late->left = LATE_BY;
  late->pod = call->pod->id;
  late->body = ta_hub_call_dup_body (call);
  g_ptr_array_add (self->late, late);
}

static void
do_fault (TaHubSwitches *self, TaHubCall *call, Fault fault)
{
  if (fault == DROP_AFTER || fault == DUPLICATE || fault == LATE || fault == DROP_JOIN)
    call->route->run (call);
  if (fault == DROP_BEFORE || fault == DROP_AFTER || fault == DROP_JOIN)
    drop (call);
  else if (fault == TRUNCATE)
    truncate_answer (call);
  else if (fault == UNAVAILABLE)
    ta_hub_reply_error (call, SOUP_STATUS_SERVICE_UNAVAILABLE, "service_unavailable", "Try again later.");
  else if (fault == TOO_MANY)
    ta_hub_reply_too_many (call, 1);
  else if (fault == DUPLICATE)
    call->route->run (call);
  else if (fault == LATE)
    remember (self, call);
}

/* The first whose turn it is; N_FAULTS: none. */
static Fault
choose_fault (TaHubSwitches *self, TaHubCall *call)
{
  Fault chosen = N_FAULTS;

  for (guint i = 0; i < N_FAULTS; i++)
    {
      if (self->every[i] == 0 || !concerns ((Fault) i, call))
        continue;
      if (++self->count[i] >= self->every[i] && chosen == N_FAULTS)
        {
          self->count[i] = 0;
          chosen = (Fault) i;
        }
    }
  return chosen;
}

static void
replay_late (TaHub *hub, TaHubSwitches *self)
{
  for (guint i = self->late->len; i > 0; i--)
    {
      Late *late = g_ptr_array_index (self->late, i - 1);

      if (late->left-- > 1)
        continue;
      ta_hub_write_again (hub, late->pod, late->body);
      g_ptr_array_remove_index (self->late, i - 1);
    }
}

gboolean
ta_hub_switches_run (TaHubCall *call)
{
  TaHubSwitches *self = call->hub->switches;
  Fault fault;

  if (self != NULL && self->plain && strstr (call->route->path, "_turnabout/") != NULL)
    {
      /* As CouchDB. */
      ta_hub_reply_bad (call, "Only reserved document ids may start with underscore.");
      return TRUE;
    }
  if (self == NULL)
    return FALSE;
  if (call->pod != NULL)
    {
      replay_late (call->hub, self);
      if (self->sloppy != NULL)
        ta_hub_sloppy_step (self->sloppy);
    }
  fault = choose_fault (self, call);
  if (fault == N_FAULTS)
    return FALSE;
  do_fault (self, call, fault);
  return TRUE;
}

TaHubWrite
ta_hub_switches_write (TaHub *hub, TaHubWriter *writer, const TaHubEdit *edit, TaHubRev *rev, guint *status, GError **error)
{
  if (hub->switches == NULL || hub->switches->sloppy == NULL)
    return ta_hub_write (writer, edit, rev, error);
  return ta_hub_sloppy_write (hub->switches->sloppy, writer, edit, rev, status, error);
}
