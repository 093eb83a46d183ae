/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-notices-dialog.h"
#include "ta-sharing-dialog.h"
#include "ta-sync-text.h"
#include "ta-window-private.h"

#include <glib/gi18n.h>

static void
show_summary (TaWindow *self, const TaSyncStatus *status)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const char *icon;
  g_autofree char *summary = ta_sync_summary (status, zone, &icon);

  gtk_label_set_label (GTK_LABEL (self->sync_label), summary);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->sync_icon), icon);
}

/* Both values stay in sight until somebody has said which is right. */
static void
show_banner (TaWindow *self, int kept)
{
  g_autofree char *title = g_strdup_printf (ngettext ("%d entry that concerns somebody’s safety has two values", "%d entries that concern somebody’s safety have two values", (gulong) kept), kept);

  adw_banner_set_use_markup (ADW_BANNER (self->sync_banner), FALSE);
  adw_banner_set_title (ADW_BANNER (self->sync_banner), kept > 0 ? title : "");
  adw_banner_set_revealed (ADW_BANNER (self->sync_banner), kept > 0);
}

/* Said once, and never with a dialog: who works offline comes back to many at once. */
static void
tell_notices (TaWindow *self, int notices)
{
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (notices <= self->notices)
    {
      self->notices = notices;
      return;
    }
  text = g_strdup_printf (ngettext ("%d thing was changed on two computers at once", "%d things were changed on two computers at once", (gulong) notices), notices);
  toast = adw_toast_new ("");
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  adw_toast_set_button_label (toast, _ ("Loo_k…"));
  adw_toast_set_action_name (toast, "win.notices");
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toast_overlay), toast);
  self->notices = notices;
}

static void
on_status (TaWindow *self)
{
  g_autoptr (TaSyncStatus) status = ta_sync_dup_status (self->sync);

  show_summary (self, status);
  show_banner (self, status->counts.kept);
  tell_notices (self, status->counts.notices);
}

void
ta_window_start_sync (TaWindow *self)
{
  if (self->sync != NULL)
    return;
  self->sync = ta_sync_new (ta_context_get_store (self->context));
  self->notices = 0;
  g_signal_connect_object (self->sync, "status-changed", G_CALLBACK (on_status), self, G_CONNECT_SWAPPED);
  on_status (self);
  ta_sync_start (self->sync);
}

void
ta_window_stop_sync (TaWindow *self)
{
  if (self->sync == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->sync, self);
  ta_sync_stop (self->sync);
  g_clear_object (&self->sync);
  show_banner (self, 0);
}

static void
sharing (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaWindow *self = TA_WINDOW (widget);

  if (self->sync != NULL && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    ta_sharing_dialog_present (self->context, self->sync, widget);
}

static void
notices (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaWindow *self = TA_WINDOW (widget);

  if (self->sync != NULL && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    ta_notices_dialog_present (self->context, self->sync, widget);
}

void
ta_window_install_sync_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.sharing", NULL, sharing);
  gtk_widget_class_install_action (widget_class, "win.notices", NULL, notices);
}
