/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-sloppy.h"

#include <string.h>

#define HIDE_PERCENT 30
#define SIBLING_PERCENT 50
#define MOST_HIDDEN_FOR 12 /* requests */
#define HIDDEN_MS 150      /* at the most, where no requests come */
#define CLOSE 2            /* revisions behind that a race can be */

/* A write that was accepted and is not seen yet. */
typedef struct
{
  gint64 pod;
  TaHubEdit edit;
  char *text;
  TaHubRev rev; /* what its writer was told */
  int left;
} Hidden;

struct _TaHubSloppy
{
  TaHub *hub; /* borrowed */
  GRand *rand;
  GPtrArray *hidden; /* the oldest first */
  GSource *timer;    /* (nullable) */
};

static void
hidden_free (gpointer data)
{
  Hidden *hidden = data;

  g_free (hidden->edit.id);
  g_free (hidden->text);
  g_free (hidden);
}

TaHubSloppy *
ta_hub_sloppy_new (TaHub *hub, guint32 seed)
{
  TaHubSloppy *self = g_new0 (TaHubSloppy, 1);

  self->hub = hub;
  self->rand = g_rand_new_with_seed (seed);
  self->hidden = g_ptr_array_new_with_free_func (hidden_free);
  return self;
}

static void
stop_timer (TaHubSloppy *self)
{
  if (self->timer == NULL)
    return;
  g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static gboolean
chance (TaHubSloppy *self, int percent)
{
  return g_rand_int_range (self->rand, 0, 100) < percent;
}

/* Showing --------------------------------------------------------------------------------------------------------------------------- */

/* It has become what it would have been, or a sibling of what was written meanwhile. */
static TaHubWrite
show (TaHubWriter *writer, const Hidden *hidden, GError **error)
{
  TaHubWriter own = *writer;
  TaHubRev rev;
  TaHubWrite written;

  own.siblings = TRUE;
  own.id = hidden->rev.id;
  written = ta_hub_write (&own, &hidden->edit, &rev, error);
  writer->leaves = own.leaves;
  return written;
}

static gboolean
show_alone (TaHubSloppy *self, const Hidden *hidden, GError **error)
{
  TaHubBase *base = self->hub->base;
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (TaHubPod) pod = NULL;
  TaHubWriter writer = { .base = base, .leaves = self->hub->leaves, .body = body };

  if (!ta_hub_base_begin (base, error))
    return FALSE;
  pod = ta_hub_pod_table_get (base, hidden->pod, error);
  writer.pod = pod;
  if (pod != NULL && show (&writer, hidden, error) != TA_HUB_WRITE_FAILED && ta_hub_pod_table_save (base, pod, error))
    {
      self->hub->leaves = writer.leaves;
      return ta_hub_base_commit (base, error);
    }
  ta_hub_base_rollback (base);
  return FALSE;
}

static void
show_due (TaHubSloppy *self, gboolean all)
{
  for (guint i = 0; i < self->hidden->len;)
    {
      Hidden *hidden = g_ptr_array_index (self->hidden, i);
      g_autoptr (GError) error = NULL;
      gint64 pod = hidden->pod;

      if (!all && hidden->left > 0)
        {
          i++;
          continue;
        }
      if (!show_alone (self, hidden, &error))
        g_printerr ("%s\n", error != NULL ? error->message : "A hidden write was lost");
      g_ptr_array_remove_index (self->hidden, i);
      ta_hub_polls_wake (self->hub, pod);
    }
}

void
ta_hub_sloppy_step (TaHubSloppy *self)
{
  for (guint i = 0; i < self->hidden->len; i++)
    ((Hidden *) g_ptr_array_index (self->hidden, i))->left--;
  show_due (self, FALSE);
}

static gboolean
on_timer (gpointer data)
{
  TaHubSloppy *self = data;

  g_clear_pointer (&self->timer, g_source_unref);
  show_due (self, TRUE);
  return G_SOURCE_REMOVE;
}

void
ta_hub_sloppy_free (TaHubSloppy *self)
{
  stop_timer (self);
  /* What was accepted is not lost with the program. */
  if (self->hub->base != NULL)
    show_due (self, TRUE);
  g_ptr_array_unref (self->hidden);
  g_rand_free (self->rand);
  g_free (self);
}

/* Writing --------------------------------------------------------------------------------------------------------------------------- */

static TaHubWrite
hide (TaHubSloppy *self, const TaHubPod *pod, const TaHubEdit *edit, TaHubRev *rev)
{
  Hidden *hidden = g_new0 (Hidden, 1);

  hidden->pod = pod->id;
  hidden->text = g_strndup (edit->text.at, edit->text.size);
  hidden->edit = *edit;
  hidden->edit.id = g_strdup (edit->id);
  hidden->edit.text.at = hidden->text;
  hidden->rev.n = edit->rev.n + 1;
  ta_hub_secret_fill (hidden->rev.id, sizeof hidden->rev.id);
  hidden->left = g_rand_int_range (self->rand, 1, MOST_HIDDEN_FOR + 1);
  *rev = hidden->rev;
  g_ptr_array_add (self->hidden, hidden);
  if (self->timer == NULL)
    {
      self->timer = g_timeout_source_new (HIDDEN_MS);
      g_source_set_callback (self->timer, on_timer, self, NULL);
      g_source_attach (self->timer, g_main_context_get_thread_default ());
    }
  return TA_HUB_WRITE_DONE;
}

/* What somebody writes upon must be there. */
static TaHubWrite
show_parent (TaHubSloppy *self, TaHubWriter *writer, const TaHubEdit *edit, GError **error)
{
  for (guint i = 0; i < self->hidden->len; i++)
    {
      Hidden *hidden = g_ptr_array_index (self->hidden, i);
      TaHubWrite written;

      if (hidden->pod != writer->pod->id || hidden->rev.n != edit->rev.n || memcmp (hidden->rev.id, edit->rev.id, TA_HUB_REV_SIZE) != 0)
        continue;
      written = show (writer, hidden, error);
      g_ptr_array_remove_index (self->hidden, i);
      return written;
    }
  return TA_HUB_WRITE_DONE;
}

/* Whether two writers can have come this close: one node had not heard of the other's write. */
static gboolean
is_race (const TaHubLeaf *head, const TaHubEdit *edit)
{
  if (edit->rev.n == 0)
    return head->n <= CLOSE;
  return ta_hub_leaf_descends (head, &edit->rev) && head->n - edit->rev.n <= CLOSE;
}

TaHubWrite
ta_hub_sloppy_write (TaHubSloppy *self, TaHubWriter *writer, const TaHubEdit *edit, TaHubRev *rev, guint *status, GError **error)
{
  g_autoptr (GError) failure = NULL;
  TaHubLeaf head;
  gboolean known, fits;

  if (show_parent (self, writer, edit, error) == TA_HUB_WRITE_FAILED)
    return TA_HUB_WRITE_FAILED;
  known = ta_hub_doc_table_find (writer->base, writer->pod, edit->id, &head, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return TA_HUB_WRITE_FAILED;
    }
  fits = known ? !head.deleted && ta_hub_leaf_is (&head, &edit->rev) : edit->rev.n == 0;
  if (fits && chance (self, HIDE_PERCENT))
    {
      *status = SOUP_STATUS_ACCEPTED;
      return hide (self, writer->pod, edit, rev);
    }
  writer->siblings = known && !fits && !head.deleted && is_race (&head, edit) && chance (self, SIBLING_PERCENT);
  if (writer->siblings)
    *status = SOUP_STATUS_ACCEPTED;
  return ta_hub_write (writer, edit, rev, error);
}
