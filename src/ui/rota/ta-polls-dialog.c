/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-polls-dialog.h"

#include "ta-form.h"
#include "ta-list-stack.h"
#include "ta-poll-dialog.h"
#include "ta-poll-table.h"
#include "ta-poll-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define WIDTH 480
#define HEIGHT 560

typedef struct
{
  TaContext *context; /* owned */
  char *pod;
  GPtrArray *polls; /* (nullable): of TaPoll */
  GtkWidget *stack; /* borrowed, as all below */
  GtkWidget *page;
  GtkWidget *group; /* (nullable) */
} Session;

static void
session_free (gpointer data)
{
  Session *session = data;

  g_object_unref (session->context);
  g_free (session->pod);
  g_clear_pointer (&session->polls, g_ptr_array_unref);
  g_free (session);
}

static Session *
session_of (AdwDialog *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), "polls-session");
}

static const TaPoll *
poll_of (AdwDialog *dialog, GtkWidget *widget)
{
  return session_of (dialog)->polls->pdata[GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "index"))];
}

static void
open_poll (AdwDialog *dialog, GtkWidget *row)
{
  ta_poll_dialog_present (session_of (dialog)->context, GTK_WIDGET (dialog), poll_of (dialog, row), FALSE);
}

static void
new_poll (AdwDialog *dialog)
{
  Session *session = session_of (dialog);
  g_autoptr (TaPoll) poll = ta_poll_new (session->pod, "");

  ta_poll_bands_parse ("17:00-19:00, 19:00-21:00", poll->bands);
  ta_poll_dialog_present (session->context, GTK_WIDGET (dialog), poll, TRUE);
}

static gboolean
run_delete (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_poll_table_delete (database, data, error);
}

static void
delete_poll (AdwDialog *dialog, GtkWidget *button)
{
  const TaPoll *poll = poll_of (dialog, button);
  g_autofree char *label = g_strdup_printf (_ ("Deleted the poll “%s”"), poll->title);

  ta_context_run (session_of (dialog)->context, label, run_delete, g_strdup (poll->id), g_free, NULL, NULL);
}

static GtkWidget *
poll_row (AdwDialog *dialog, guint index)
{
  const TaPoll *poll = session_of (dialog)->polls->pdata[index];
  g_autofree char *text = ta_poll_status_text (poll);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", poll->title, "subtitle", text, "activatable", TRUE, NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Delete “%s”"), poll->title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_object_set_data (G_OBJECT (row), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (delete_poll), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_poll), dialog, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}

static gpointer
read_polls (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_poll_table_list (database, data, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AdwDialog) dialog = data;
  Session *session = session_of (dialog);
  g_autoptr (GError) error = NULL;
  GPtrArray *polls = ta_store_read_finish (TA_STORE (source), result, &error);

  if (!polls)
    {
      g_signal_emit_by_name (session->context, "failed", error->message);
      return;
    }
  g_clear_pointer (&session->polls, g_ptr_array_unref);
  session->polls = polls;
  if (session->group)
    adw_preferences_page_remove (ADW_PREFERENCES_PAGE (session->page), ADW_PREFERENCES_GROUP (session->group));
  session->group = ta_form_add_group (session->page, NULL);
  for (guint i = 0; i < polls->len; i++)
    ta_form_add_row (session->group, poll_row (dialog, i));
  ta_list_stack_show (session->stack, polls->len > 0);
}

static void
reload (AdwDialog *dialog)
{
  Session *session = session_of (dialog);

  ta_store_read_async (ta_context_get_store (session->context), read_polls, g_strdup (session->pod), g_free, (GDestroyNotify) g_ptr_array_unref, NULL, on_read,
                       g_object_ref (dialog));
}

void
ta_polls_dialog_present (TaContext *context, const char *pod, GtkWidget *parent)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_New Poll…"));
  Session *session = g_new0 (Session, 1);

  session->context = g_object_ref (context);
  session->pod = g_strdup (pod);
  session->page = adw_preferences_page_new ();
  session->stack = ta_list_stack_new (session->page, "x-office-calendar-symbolic", _ ("No Polls"),
                                      _ ("For something new that is to be regular: which day of the week and which time suits enough households?"));
  g_object_set_data_full (G_OBJECT (dialog), "polls-session", session, session_free);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), add);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), session->stack);
  adw_dialog_set_title (dialog, _ ("Regular Slots"));
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_content_width (dialog, WIDTH);
  adw_dialog_set_content_height (dialog, HEIGHT);
  g_signal_connect_object (add, "clicked", G_CALLBACK (new_poll), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "changed", G_CALLBACK (reload), dialog, G_CONNECT_SWAPPED);
  reload (dialog);
  adw_dialog_present (dialog, parent);
}
