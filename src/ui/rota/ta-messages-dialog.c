/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-messages-dialog.h"

#include "ta-form.h"
#include "ta-list-stack.h"
#include "ta-message-row.h"
#include "ta-message-table.h"
#include "ta-place.h"

#include <glib/gi18n.h>

#define MOST_MESSAGES 200
#define WIDTH 560
#define HEIGHT 640

struct _TaMessagesDialog
{
  AdwDialog parent_instance;

  TaContext *context;        /* owned */
  GCancellable *cancellable; /* owned: the read that is under way */

  GPtrArray *rows; /* of TaMessageRow, borrowed */

  /* borrowed */
  GtkWidget *stack;
  GtkWidget *bin; /* AdwBin: the page of messages */
};

#define TA_TYPE_MESSAGES_DIALOG (ta_messages_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TaMessagesDialog, ta_messages_dialog, TA, MESSAGES_DIALOG, AdwDialog)
G_DEFINE_FINAL_TYPE (TaMessagesDialog, ta_messages_dialog, ADW_TYPE_DIALOG)

static gpointer
read_messages (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_message_table_list (database, NULL, MOST_MESSAGES, error);
}

static void
add_messages (TaMessagesDialog *self, GtkWidget *page, GPtrArray *messages, gboolean ready)
{
  GtkWidget *group = NULL;

  for (guint i = 0; i < messages->len; i++)
    {
      const TaMessage *message = messages->pdata[i];

      if ((message->state == TA_MESSAGE_READY) != ready)
        continue;
      if (!group)
        group = ta_form_add_group (page, ready ? _ ("To Be Sent") : _ ("Sent"));
      g_ptr_array_add (self->rows, ta_form_add_row (group, ta_message_row_new (self->context, message, TRUE)));
    }
}

/* (transfer full): ids of the messages that are unfolded */
static GHashTable *
collect_unfolded (TaMessagesDialog *self)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    if (adw_expander_row_get_expanded (self->rows->pdata[i]))
      g_hash_table_add (ids, g_strdup (ta_message_row_get (self->rows->pdata[i])->id));
  return ids;
}

/* Each message that is copied or mailed makes the list anew: what is unfolded, the place and the keyboard stay where they were. */
static void
show (TaMessagesDialog *self, GPtrArray *messages)
{
  GtkWidget *page = adw_preferences_page_new ();
  g_autoptr (GHashTable) unfolded = collect_unfolded (self);
  TaPlace *place = self->rows->len > 0 ? ta_place_remember (self->bin) : NULL;

  g_ptr_array_set_size (self->rows, 0);
  add_messages (self, page, messages, TRUE);
  add_messages (self, page, messages, FALSE);
  for (guint i = 0; i < self->rows->len; i++)
    if (g_hash_table_contains (unfolded, ta_message_row_get (self->rows->pdata[i])->id))
      adw_expander_row_set_expanded (self->rows->pdata[i], TRUE);
  adw_bin_set_child (ADW_BIN (self->bin), page);
  if (place)
    ta_place_restore (place, self->bin);
  ta_list_stack_show (self->stack, messages->len > 0);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaMessagesDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = ta_store_read_finish (TA_STORE (source), result, &error);

  if (messages)
    show (self, messages);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit_by_name (self->context, "failed", error->message);
}

static void
reload (TaMessagesDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  ta_store_read_async (ta_context_get_store (self->context), read_messages, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, self->cancellable,
                       on_read, g_object_ref (self));
}

static void
on_changed (TaMessagesDialog *self, GPtrArray *changes)
{
  g_autoptr (GPtrArray) ids = ta_changes_collect_ids (changes, "message");

  if (ids->len > 0)
    reload (self);
}

static void
ta_messages_dialog_dispose (GObject *object)
{
  TaMessagesDialog *self = TA_MESSAGES_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ta_messages_dialog_parent_class)->dispose (object);
}

static void
ta_messages_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (TA_MESSAGES_DIALOG (object)->rows);
  G_OBJECT_CLASS (ta_messages_dialog_parent_class)->finalize (object);
}

static void
ta_messages_dialog_class_init (TaMessagesDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_messages_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_messages_dialog_finalize;
}

static void
ta_messages_dialog_init (TaMessagesDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->rows = g_ptr_array_new ();
  self->bin = adw_bin_new ();
  self->stack = ta_list_stack_new (self->bin, "mail-unread-symbolic", _ ("No Messages"),
                                   _ ("When turns are published, what each household is to be told stands here."));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->stack);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Messages"));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_content_width (ADW_DIALOG (self), WIDTH);
  adw_dialog_set_content_height (ADW_DIALOG (self), HEIGHT);
}

void
ta_messages_dialog_present (TaContext *context, GtkWidget *parent)
{
  TaMessagesDialog *self = g_object_new (TA_TYPE_MESSAGES_DIALOG, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  reload (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
}
