/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-message-row.h"

#include "ta-household-badge.h"
#include "ta-message-print.h"
#include "ta-message-table.h"

#include <glib/gi18n.h>

struct _TaMessageRow
{
  AdwExpanderRow parent_instance;

  TaContext *context;
  TaMessage *message;
};

G_DEFINE_FINAL_TYPE (TaMessageRow, ta_message_row, ADW_TYPE_EXPANDER_ROW)

typedef struct
{
  char *message;
  TaMessageState state;
  TaDate today;
} Mark;

static void
mark_free (gpointer data)
{
  Mark *mark = data;

  g_free (mark->message);
  g_free (mark);
}

static gboolean
run_mark (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Mark *mark = data;

  return ta_message_table_set_state (database, mark->message, mark->state, mark->today, error);
}

static const char *
household_name (TaMessageRow *self)
{
  TaHouseholdItem *item = ta_context_find_household (self->context, self->message->household);

  return item ? ta_household_item_get_name (item) : _ ("Unknown household");
}

static char *
mark_label (TaMessageRow *self, TaMessageState state)
{
  const char *name = household_name (self);

  switch (state)
    {
    case TA_MESSAGE_COPIED:
      /* Translators: %s is a household */
      return g_strdup_printf (_ ("Copied the message to %s"), name);
    case TA_MESSAGE_MAILED:
      return g_strdup_printf (_ ("Wrote a mail to %s"), name);
    case TA_MESSAGE_PRINTED:
      return g_strdup_printf (_ ("Printed the message to %s"), name);
    case TA_MESSAGE_TOLD:
      return g_strdup_printf (_ ("Told %s"), name);
    case TA_MESSAGE_READY:
    default:
      return g_strdup_printf (_ ("Marked the message to %s as not sent"), name);
    }
}

static void
mark (TaMessageRow *self, TaMessageState state)
{
  Mark *request = g_new0 (Mark, 1);
  g_autofree char *label = mark_label (self, state);

  request->message = g_strdup (self->message->id);
  request->state = state;
  request->today = ta_context_get_today (self->context);
  ta_context_run (self->context, label, run_mark, request, mark_free, NULL, NULL);
}

static void
copy (TaMessageRow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->message->body);
  mark (self, TA_MESSAGE_COPIED);
}

static void
on_launched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaMessageRow) self = data;
  g_autoptr (GError) error = NULL;

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error))
    mark (self, TA_MESSAGE_MAILED);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    g_signal_emit_by_name (self->context, "failed", error->message);
}

static void
mail (TaMessageRow *self)
{
  TaHouseholdItem *item = ta_context_find_household (self->context, self->message->household);
  const char *address = item ? ta_household_contact (ta_household_item_get (item), TA_CONTACT_EMAIL) : NULL;
  g_autofree char *uri = ta_message_mailto (self->message, address);
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, on_launched, g_object_ref (self));
}

static void
on_printed (gboolean printed, const char *error, gpointer data)
{
  g_autoptr (TaMessageRow) self = data;

  if (printed)
    mark (self, TA_MESSAGE_PRINTED);
  else if (error)
    g_signal_emit_by_name (self->context, "failed", error);
}

static void
print (TaMessageRow *self)
{
  ta_message_print (self->message, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), on_printed, g_object_ref (self));
}

static void
tell (TaMessageRow *self)
{
  mark (self, self->message->state == TA_MESSAGE_READY ? TA_MESSAGE_TOLD : TA_MESSAGE_READY);
}

static void
add_button (TaMessageRow *self, GtkWidget *box, const char *label, void (*func) (TaMessageRow *))
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  g_autofree char *text = g_strdup_printf (_ ("Message to %s"), household_name (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (func), self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (ADW_WRAP_BOX (box), button);
}

static GtkWidget *
make_buttons (TaMessageRow *self)
{
  GtkWidget *box = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  add_button (self, box, _ ("_Copy"), copy);
  add_button (self, box, _ ("_Mail…"), mail);
  add_button (self, box, _ ("_Print…"), print);
  add_button (self, box, self->message->state == TA_MESSAGE_READY ? _ ("Mark as _Told") : _ ("Mark as _Not Sent"), tell);
  return box;
}

static GtkWidget *
make_body (TaMessageRow *self, gboolean sendable)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *label = gtk_label_new (self->message->body);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), label);
  if (sendable)
    gtk_box_append (GTK_BOX (box), make_buttons (self));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), self->message->subject);
  return row;
}

static char *
make_subtitle (TaMessageRow *self, gboolean sendable)
{
  g_autofree char *sent = NULL;

  if (!sendable)
    return g_strdup (self->message->subject);
  if (self->message->state == TA_MESSAGE_READY)
    /* Translators: the subject of a message */
    return g_strdup_printf (_ ("%s · Not sent yet"), self->message->subject);
  sent = ta_date_format (self->message->sent_on, TA_DATE_SHORT);
  /* Translators: the subject of a message, what was done with it (“Mailed”), a date */
  return g_strdup_printf (_ ("%s · %s on %s"), self->message->subject, ta_code_label (ta_message_state_codes, (int) self->message->state), sent);
}

const TaMessage *
ta_message_row_get (TaMessageRow *self)
{
  g_return_val_if_fail (TA_IS_MESSAGE_ROW (self), NULL);

  return self->message;
}

static void
ta_message_row_finalize (GObject *object)
{
  TaMessageRow *self = TA_MESSAGE_ROW (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->message, ta_message_free);
  G_OBJECT_CLASS (ta_message_row_parent_class)->finalize (object);
}

static void
ta_message_row_class_init (TaMessageRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_message_row_finalize;
}

static void
ta_message_row_init (TaMessageRow *self)
{
}

GtkWidget *
ta_message_row_new (TaContext *context, const TaMessage *message, gboolean sendable)
{
  TaMessageRow *self = g_object_new (TA_TYPE_MESSAGE_ROW, "use-markup", FALSE, NULL);
  GtkWidget *badge = ta_household_badge_new (28);
  g_autofree char *subtitle = NULL;

  self->context = g_object_ref (context);
  self->message = ta_message_copy (message);
  subtitle = make_subtitle (self, sendable);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), household_name (self));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (badge), ta_context_find_household (context, message->household));
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), badge);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), make_body (self, sendable));
  return GTK_WIDGET (self);
}
