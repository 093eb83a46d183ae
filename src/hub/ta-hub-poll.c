/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-changes.h"

/* A request that waits for a change. */
typedef struct _TaHubPoll
{
  TaHubCall *call; /* borrowed */
  TaHubChanges changes;
  GSource *timer; /* the heartbeat, or the end */
} TaHubPoll;

gboolean
ta_hub_poll_is_one_too_many (TaHubCall *call)
{
  guint polls = 0;

  for (guint i = 0; i < call->hub->calls->len; i++)
    {
      TaHubCall *other = g_ptr_array_index (call->hub->calls, i);

      polls += other->poll != NULL && other->account->id == call->account->id;
    }
  return polls >= call->hub->options.most_polls;
}

void
ta_hub_poll_free (TaHubCall *call)
{
  TaHubPoll *self = call->poll;

  if (self == NULL)
    return;
  call->poll = NULL;
  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  g_free (self);
}

/* Answers with what has come since; with nothing where nothing has. */
static void
finish (TaHubCall *call)
{
  TaHubChanges *changes = g_memdup2 (&call->poll->changes, sizeof *changes);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaHubPod) pod = ta_hub_pod_table_get (call->hub->base, call->pod->id, &error);

  ta_hub_poll_free (call);
  if (pod != NULL)
    {
      ta_hub_pod_free (call->pod);
      call->pod = g_steal_pointer (&pod);
    }
  changes->until = MAX (changes->until, call->pod->seq);
  /* Who was removed meanwhile, by whatever program, hears nothing more. */
  if (!ta_hub_call_is_member (call, &error))
    changes->until = changes->after;
  ta_hub_stream (call, ta_hub_changes_next, changes, g_free);
}

static gboolean
on_timeout (gpointer data)
{
  finish (data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_heartbeat (gpointer data)
{
  ta_hub_stream_push (data, "\n");
  return G_SOURCE_CONTINUE;
}

void
ta_hub_poll_start (TaHubCall *call, const TaHubChanges *changes, gint64 timeout, gint64 heartbeat)
{
  TaHubPoll *self = g_new0 (TaHubPoll, 1);

  self->call = call;
  self->changes = *changes;
  self->changes.head = FALSE;
  self->timer = g_timeout_source_new ((guint) (heartbeat > 0 ? heartbeat : timeout));
  g_source_set_callback (self->timer, heartbeat > 0 ? on_heartbeat : on_timeout, call, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  call->poll = self;
  ta_hub_stream_begin (call, "{\"results\":[\n");
}

/* Answering takes a call out of the list of those that wait, not out of that of the calls. */
void
ta_hub_polls_wake (TaHub *hub, gint64 pod)
{
  for (guint i = 0; i < hub->calls->len; i++)
    {
      TaHubCall *call = g_ptr_array_index (hub->calls, i);

      if (call->poll != NULL && call->pod->id == pod)
        finish (call);
    }
}

void
ta_hub_polls_end (TaHub *hub, gint64 account)
{
  for (guint i = 0; i < hub->calls->len; i++)
    {
      TaHubCall *call = g_ptr_array_index (hub->calls, i);

      if (call->poll != NULL && (account == 0 || call->account->id == account))
        finish (call);
    }
}
