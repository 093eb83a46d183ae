/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sharing-dialog.h"

#include "ta-caldav-page.h"
#include "ta-feeds-page.h"
#include "ta-form.h"
#include "ta-invite-page.h"
#include "ta-join-page.h"
#include "ta-notices-dialog.h"
#include "ta-place.h"
#include "ta-recovery-page.h"
#include "ta-sharing-devices.h"
#include "ta-sync-line-row.h"
#include "ta-sync-text.h"

#include <glib/gi18n.h>

#define WIDTH 560
#define HEIGHT 660

struct _TaSharingDialog
{
  AdwDialog parent_instance;

  TaContext *context;        /* owned */
  TaSync *sync;              /* owned */
  GCancellable *cancellable; /* owned: what is under way when the dialog closes */
  gboolean shared;           /* what the first page is about: a pod on a hub, or none */
  gint64 listed_at;          /* the exchange after which the computers were listed */

  /* borrowed */
  GtkWidget *toasts;
  GtkWidget *navigation;
  GtkWidget *bin;     /* AdwBin: the first page */
  GtkWidget *lines;   /* (nullable): AdwPreferencesGroup: how the exchange stands */
  GPtrArray *shown;   /* of GtkWidget: its rows */
  GtkWidget *devices; /* (nullable) */
};

#define TA_TYPE_SHARING_DIALOG (ta_sharing_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TaSharingDialog, ta_sharing_dialog, TA, SHARING_DIALOG, AdwDialog)
G_DEFINE_FINAL_TYPE (TaSharingDialog, ta_sharing_dialog, ADW_TYPE_DIALOG)

static void
say (TaSharingDialog *self, const char *text)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

static void
push (TaSharingDialog *self, AdwNavigationPage *page)
{
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (self->navigation), page);
}

/* Ways on -------------------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_way (TaSharingDialog *self, const char *title, const char *subtitle, GCallback activated)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_swapped (row, "activated", activated, self);
  return row;
}

static void
on_founded (const char *code, gpointer data)
{
  TaSharingDialog *self = data;

  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (self->navigation));
  ta_sync_start (self->sync);
  ta_sync_kick (self->sync);
  say (self, _ ("The pod is on the hub. Print the recovery sheet next."));
}

static void
on_signed_in (const char *code, gpointer data)
{
  TaSharingDialog *self = data;

  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (self->navigation));
  ta_sync_kick (self->sync);
  say (self, _ ("Signed in at the hub again"));
}

static void
on_found (TaSharingDialog *self)
{
  push (self, ta_join_page_new_found (ta_context_get_store (self->context), on_founded, self));
}

static void
on_join (TaSharingDialog *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  adw_dialog_close (ADW_DIALOG (self));
  gtk_widget_activate_action (window, "app.join-pod", NULL);
}

static void
on_invite (TaSharingDialog *self)
{
  push (self, ta_invite_page_new (ta_context_get_store (self->context)));
}

static void
on_feeds (TaSharingDialog *self)
{
  push (self, ta_feeds_page_new (self->context, self->sync));
}

static void
on_caldav (TaSharingDialog *self)
{
  push (self, ta_caldav_page_new (self->context));
}

static void
on_recovery (TaSharingDialog *self)
{
  push (self, ta_recovery_page_new (self->context));
}

/* The dialog may be closed before it is done: that changes nothing about it. */
typedef struct
{
  TaSharingDialog *dialog;
  TaSync *sync;
} Leaving;

static void
on_left (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree Leaving *leaving = data;
  g_autoptr (TaSharingDialog) self = leaving->dialog;
  g_autoptr (TaSync) sync = leaving->sync;
  g_autoptr (GError) error = NULL;
  gboolean left = ta_sync_leave_finish (result, &error);

  /* Where there is no hub any more it says so; where there is, it goes on. */
  ta_sync_start (sync);
  if (self->context != NULL)
    say (self, left ? _ ("The pod is on this computer alone now.") : error->message);
}

static void
on_leave_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaSharingDialog) self = data;
  Leaving *leaving;

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result), "leave") != 0 || self->context == NULL)
    return;
  leaving = g_new0 (Leaving, 1);
  leaving->dialog = g_object_ref (self);
  leaving->sync = g_object_ref (self->sync);
  ta_sync_stop (self->sync);
  ta_sync_leave_async (ta_context_get_store (self->context), NULL, on_left, leaving);
}

static void
on_leave (TaSharingDialog *self)
{
  AdwDialog *ask = adw_alert_dialog_new (_ ("Leave the Hub?"), _ ("Nothing is exchanged any more. Your copy of the pod stays on this computer, and the others keep theirs."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (ask), "cancel", _ ("_Cancel"), "leave", _ ("_Leave"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (ask), "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (ask), GTK_WIDGET (self), self->cancellable, on_leave_chosen, g_object_ref (self));
}

/* How it stands -------------------------------------------------------------------------------------------------------------------------- */

static void
on_action (GtkWidget *button, TaSharingDialog *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  switch (ta_sync_line_row_get_action (button))
    {
    case TA_SYNC_ACTION_TRY:
      ta_sync_kick (self->sync);
      break;
    case TA_SYNC_ACTION_NOTICES:
      ta_notices_dialog_present (self->context, self->sync, GTK_WIDGET (self));
      break;
    case TA_SYNC_ACTION_SIGN_IN:
      push (self, ta_join_page_new_again (ta_context_get_store (self->context), on_signed_in, self));
      break;
    case TA_SYNC_ACTION_EXPORT:
      adw_dialog_close (ADW_DIALOG (self));
      gtk_widget_activate_action (window, "win.export", NULL);
      break;
    case TA_SYNC_ACTION_NONE:
    default:
      break;
    }
}

static gboolean
same_lines (TaSharingDialog *self, GPtrArray *lines)
{
  if (self->shown->len != lines->len)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    if (g_strcmp0 (adw_preferences_row_get_title (self->shown->pdata[i]), ((TaSyncLine *) lines->pdata[i])->text) != 0)
      return FALSE;
  return TRUE;
}

/* Only where something is another: the keyboard may be on one of the buttons. */
static void
show_lines (TaSharingDialog *self, const TaSyncStatus *status)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GPtrArray) lines = ta_sync_lines (status, ta_context_get_now (self->context) / 1000, zone);

  if (same_lines (self, lines))
    return;
  for (guint i = 0; i < self->shown->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->lines), self->shown->pdata[i]);
  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (self->shown, ta_form_add_row (self->lines, ta_sync_line_row_new (lines->pdata[i], G_CALLBACK (on_action), self)));
}

/* The first page ------------------------------------------------------------------------------------------------------------------------- */

static void
on_removed (TaSharingDialog *self)
{
  say (self, _ ("The computer is removed. Print a new recovery sheet."));
}

static GtkWidget *
new_shared (TaSharingDialog *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group;

  self->lines = ta_form_add_group (page, NULL);
  self->devices = ta_sharing_devices_new (ta_context_get_store (self->context));
  g_signal_connect_object (self->devices, "removed", G_CALLBACK (on_removed), self, G_CONNECT_SWAPPED);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->devices));
  group = ta_form_add_group (page, NULL);
  ta_form_add_row (group, new_way (self, _ ("_Invite a Computer…"), _ ("A link or a code to scan, for one of your own or of a neighbor"), G_CALLBACK (on_invite)));
  ta_form_add_row (group, new_way (self, _ ("Calendars for _Phones…"), _ ("What falls to somebody, among their own appointments"), G_CALLBACK (on_feeds)));
  ta_form_add_row (group, new_way (self, _ ("_Recovery Sheet…"), _ ("The pod’s key on paper, for when every computer is lost. Print a new one when a computer was removed."), G_CALLBACK (on_recovery)));
  group = ta_form_add_group (page, NULL);
  ta_form_add_row (group, new_way (self, _ ("Leave the _Hub…"), _ ("Your copy stays on this computer"), G_CALLBACK (on_leave)));
  return page;
}

static GtkWidget *
new_alone (TaSharingDialog *self)
{
  GtkWidget *status = adw_status_page_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), new_way (self, _ ("_Put This Pod on a Hub…"), _ ("With the invitation that the hub printed when it was set up"), G_CALLBACK (on_found)));
  gtk_list_box_append (GTK_LIST_BOX (list), new_way (self, _ ("_Join Another Pod…"), _ ("With a link or code from one of its computers"), G_CALLBACK (on_join)));
  gtk_list_box_append (GTK_LIST_BOX (list), new_way (self, _ ("_Calendar Server…"), _ ("A calendar of somebody’s turns, without a hub"), G_CALLBACK (on_caldav)));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 440);
  adw_clamp_set_child (ADW_CLAMP (clamp), list);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "network-workgroup-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _ ("Share the Pod"));
  adw_status_page_set_description (ADW_STATUS_PAGE (status), _ ("Several computers keep one pod, each with a copy of its own that works without a network. The hub between them sees only sealed envelopes."));
  adw_status_page_set_child (ADW_STATUS_PAGE (status), clamp);
  return status;
}

static void
refresh (TaSharingDialog *self)
{
  g_autoptr (TaSyncStatus) status = ta_sync_dup_status (self->sync);
  gboolean shared = status->state != TA_SYNC_OFF;

  if (shared != self->shared || adw_bin_get_child (ADW_BIN (self->bin)) == NULL)
    {
      self->shared = shared;
      self->lines = NULL;
      self->devices = NULL;
      g_ptr_array_set_size (self->shown, 0);
      adw_bin_set_child (ADW_BIN (self->bin), shared ? new_shared (self) : new_alone (self));
    }
  if (self->lines != NULL)
    show_lines (self, status);
  /* Who joins, or is confirmed, comes with the exchange. */
  if (self->devices != NULL && status->state == TA_SYNC_IDLE && status->done_at != self->listed_at)
    {
      self->listed_at = status->done_at;
      ta_sharing_devices_reload (self->devices);
    }
}

static void
ta_sharing_dialog_dispose (GObject *object)
{
  TaSharingDialog *self = TA_SHARING_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sync);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ta_sharing_dialog_parent_class)->dispose (object);
}

static void
ta_sharing_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (TA_SHARING_DIALOG (object)->shown);
  G_OBJECT_CLASS (ta_sharing_dialog_parent_class)->finalize (object);
}

static void
ta_sharing_dialog_class_init (TaSharingDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_sharing_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_sharing_dialog_finalize;
}

static void
ta_sharing_dialog_init (TaSharingDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->cancellable = g_cancellable_new ();
  self->shown = g_ptr_array_new ();
  self->bin = adw_bin_new ();
  self->navigation = adw_navigation_view_new ();
  self->toasts = adw_toast_overlay_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->bin);
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (self->navigation), adw_navigation_page_new (view, _ ("Sharing")));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->toasts), self->navigation);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Sharing"));
  adw_dialog_set_child (ADW_DIALOG (self), self->toasts);
  adw_dialog_set_content_width (ADW_DIALOG (self), WIDTH);
  adw_dialog_set_content_height (ADW_DIALOG (self), HEIGHT);
}

void
ta_sharing_dialog_present (TaContext *context, TaSync *sync, GtkWidget *parent)
{
  TaSharingDialog *self = g_object_new (TA_TYPE_SHARING_DIALOG, NULL);

  self->context = g_object_ref (context);
  self->sync = g_object_ref (sync);
  g_signal_connect_object (sync, "status-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
}
