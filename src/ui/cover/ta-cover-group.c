/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-cover-group.h"

#include "ta-cover-dialog.h"
#include "ta-cover-request-group.h"
#include "ta-cover-table.h"
#include "ta-form.h"
#include "ta-turn-table.h"

#include <glib/gi18n.h>

/* Between the groups of two requests, as between groups of a page. */
#define SPACING 24

/* The requests as they stand, with the turns that they are about. */
typedef struct
{
  GPtrArray *requests; /* of TaCoverRequest that are open, the first first */
  GPtrArray *turns;    /* of TaTurn */
} Standing;

struct _TaCoverGroup
{
  AdwPreferencesGroup parent_instance;

  TaContext *context;
  TaTurn *turn;
  GCancellable *cancellable;

  GPtrArray *groups; /* of TaCoverRequestGroup, borrowed */
  GtkWidget *seek;   /* (nullable) row, borrowed */
};

G_DEFINE_FINAL_TYPE (TaCoverGroup, ta_cover_group, ADW_TYPE_PREFERENCES_GROUP)

static void
standing_free (gpointer data)
{
  Standing *standing = data;

  g_clear_pointer (&standing->requests, g_ptr_array_unref);
  g_clear_pointer (&standing->turns, g_ptr_array_unref);
  g_free (standing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Standing, standing_free)

/* Reading -------------------------------------------------------------------------------------------------------------------------------- */

static GPtrArray *
read_turns (TaDatabase *database, const GPtrArray *requests, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint r = 0; r < requests->len; r++)
    {
      const TaCoverRequest *request = requests->pdata[r];

      for (guint i = 0; i < request->answers->len; i++)
        {
          const TaCoverAnswer *answer = request->answers->pdata[i];

          g_ptr_array_add (ids, answer->takes);
          if (answer->gives)
            g_ptr_array_add (ids, answer->gives);
        }
    }
  return ta_turn_table_get_many (database, ids, error);
}

/* The newest comes first from the table. */
static GPtrArray *
only_open (const GPtrArray *requests)
{
  GPtrArray *open = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_cover_request_free);

  for (guint i = requests->len; i-- > 0;)
    if (((const TaCoverRequest *) requests->pdata[i])->state == TA_COVER_OPEN)
      g_ptr_array_add (open, ta_cover_request_copy (requests->pdata[i]));
  return open;
}

static gpointer
read_standing (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) requests = ta_cover_table_list_of_turn (database, data, error);
  g_autoptr (Standing) standing = g_new0 (Standing, 1);

  if (!requests)
    return NULL;
  standing->requests = only_open (requests);
  standing->turns = read_turns (database, standing->requests, error);
  return standing->turns ? g_steal_pointer (&standing) : NULL;
}

/* Showing -------------------------------------------------------------------------------------------------------------------------------- */

static void
leave (TaCoverGroup *self)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_DIALOG);

  if (dialog)
    adw_dialog_force_close (ADW_DIALOG (dialog));
}

static TaCoverRequestGroup *
find_group (TaCoverGroup *self, const char *household)
{
  for (guint i = 0; i < self->groups->len; i++)
    if (g_str_equal (ta_cover_request_group_get (self->groups->pdata[i])->household, household))
      return self->groups->pdata[i];
  return NULL;
}

/* (nullable) (transfer none): who holds the turn and has not asked */
static const char *
next_asker (TaCoverGroup *self)
{
  for (guint i = 0; i < self->turn->assignments->len; i++)
    {
      const TaAssignment *assignment = self->turn->assignments->pdata[i];

      if (assignment->role != TA_DUTY_HELPER && assignment->role != TA_DUTY_DELIVERER && !find_group (self, assignment->household))
        return assignment->household;
    }
  return NULL;
}

static void
seek (TaCoverGroup *self)
{
  AdwDialog *dialog = ta_cover_dialog_new (self->context, self->turn, next_asker (self));

  g_signal_connect_object (dialog, "sent", G_CALLBACK (leave), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static gboolean
has_request (const Standing *standing, const char *id)
{
  for (guint i = 0; i < standing->requests->len; i++)
    if (g_str_equal (((const TaCoverRequest *) standing->requests->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

static void
remove_settled (TaCoverGroup *self, const Standing *standing)
{
  for (guint i = self->groups->len; i-- > 0;)
    if (!has_request (standing, ta_cover_request_group_get (self->groups->pdata[i])->id))
      {
        adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->groups->pdata[i]);
        g_ptr_array_remove_index (self->groups, i);
      }
}

static void
show_request (TaCoverGroup *self, const TaCoverRequest *request, const GPtrArray *turns)
{
  TaCoverRequestGroup *group = find_group (self, request->household);

  if (!group)
    {
      group = TA_COVER_REQUEST_GROUP (ta_cover_request_group_new (self->context, self->turn));
      g_signal_connect_object (group, "left", G_CALLBACK (leave), self, G_CONNECT_SWAPPED);
      gtk_widget_set_margin_top (GTK_WIDGET (group), self->groups->len > 0 ? SPACING : 0);
      g_ptr_array_add (self->groups, group);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (group));
    }
  ta_cover_request_group_show (group, request, turns);
}

/* Where another holds the turn, too, that one may not be able to come either. */
static void
show_seek (TaCoverGroup *self)
{
  gboolean wanted = ta_cover_dialog_suits (self->context, self->turn) && next_asker (self);

  if (wanted && !self->seek)
    {
      self->seek = adw_button_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->seek), _ ("I Can’t Come…"));
      adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (self->seek), "ta-cover-symbolic");
      g_signal_connect_object (self->seek, "activated", G_CALLBACK (seek), self, G_CONNECT_SWAPPED);
      ta_form_add_row (GTK_WIDGET (self), self->seek);
    }
  else if (!wanted && self->seek)
    {
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->seek);
      self->seek = NULL;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->seek || self->groups->len > 0);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaCoverGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Standing) standing = ta_store_read_finish (TA_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!standing)
    {
      g_signal_emit_by_name (self->context, "failed", error->message);
      return;
    }
  remove_settled (self, standing);
  for (guint i = 0; i < standing->requests->len; i++)
    show_request (self, standing->requests->pdata[i], standing->turns);
  show_seek (self);
}

static void
refresh (TaCoverGroup *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  ta_store_read_async (ta_context_get_store (self->context), read_standing, g_strdup (self->turn->id), g_free, standing_free, self->cancellable, on_read,
                       g_object_ref (self));
}

static void
ta_cover_group_dispose (GObject *object)
{
  g_cancellable_cancel (TA_COVER_GROUP (object)->cancellable);
  G_OBJECT_CLASS (ta_cover_group_parent_class)->dispose (object);
}

static void
ta_cover_group_finalize (GObject *object)
{
  TaCoverGroup *self = TA_COVER_GROUP (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->turn, ta_turn_free);
  g_ptr_array_unref (self->groups);
  G_OBJECT_CLASS (ta_cover_group_parent_class)->finalize (object);
}

static void
ta_cover_group_class_init (TaCoverGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_cover_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_cover_group_finalize;
}

static void
ta_cover_group_init (TaCoverGroup *self)
{
  self->groups = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
}

GtkWidget *
ta_cover_group_new (TaContext *context, const TaTurn *turn)
{
  TaCoverGroup *self = g_object_new (TA_TYPE_COVER_GROUP, NULL);

  self->context = g_object_ref (context);
  self->turn = ta_turn_copy (turn);
  g_signal_connect_object (context, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  show_seek (self);
  refresh (self);
  return GTK_WIDGET (self);
}
