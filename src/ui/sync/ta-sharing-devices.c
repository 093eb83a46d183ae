/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sharing-devices.h"

#include "ta-form.h"
#include "ta-sync-text.h"
#include "ta-sync.h"

#include <glib/gi18n.h>

struct _TaSharingDevices
{
  AdwPreferencesGroup parent_instance;

  TaStore *store;            /* owned */
  GCancellable *cancellable; /* owned */
  GPtrArray *rows;           /* of GtkWidget, borrowed */
};

#define TA_TYPE_SHARING_DEVICES (ta_sharing_devices_get_type ())
G_DECLARE_FINAL_TYPE (TaSharingDevices, ta_sharing_devices, TA, SHARING_DEVICES, AdwPreferencesGroup)
G_DEFINE_FINAL_TYPE (TaSharingDevices, ta_sharing_devices, ADW_TYPE_PREFERENCES_GROUP)

static void reload (TaSharingDevices *self);

static void
clear_rows (TaSharingDevices *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_row (TaSharingDevices *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

/* The hub, or the network, is not there: what is known is on another day's screen. */
static void
show_problem (TaSharingDevices *self, const char *sentence)
{
  GtkWidget *row = adw_action_row_new ();

  clear_rows (self);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentence);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  add_row (self, row);
}

static void
on_confirmed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaSharingDevices) self = data;
  g_autoptr (GError) error = NULL;

  if (self->store == NULL)
    return;
  if (ta_sync_confirm_finish (result, &error))
    reload (self);
  else
    show_problem (self, error->message);
}

static void
on_confirm (GtkWidget *button, TaSharingDevices *self)
{
  const guint64 *device = g_object_get_data (G_OBJECT (button), "device");

  gtk_widget_set_sensitive (button, FALSE);
  ta_sync_confirm_async (self->store, *device, self->cancellable, on_confirmed, g_object_ref (self));
}

static void
on_removed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaSharingDevices) self = data;
  g_autoptr (GError) error = NULL;

  if (self->store == NULL)
    return;
  if (ta_sync_remove_device_finish (result, &error))
    reload (self);
  else
    show_problem (self, error->message);
}

static void
on_remove_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaSharingDevices) self = data;
  const guint64 *device = g_object_get_data (object, "device");

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result), "remove") == 0 && self->store != NULL)
    ta_sync_remove_device_async (self->store, *device, self->cancellable, on_removed, g_object_ref (self));
}

static void
on_remove (GtkWidget *button, TaSharingDevices *self)
{
  AdwDialog *ask = adw_alert_dialog_new (NULL, _ ("It gets no more of what happens from now on: the pod takes a new key. What it has seen it keeps."));
  const guint64 *device = g_object_get_data (G_OBJECT (button), "device");

  adw_alert_dialog_format_heading (ADW_ALERT_DIALOG (ask), _ ("Remove %s?"), (const char *) g_object_get_data (G_OBJECT (button), "name"));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (ask), "cancel", _ ("_Cancel"), "remove", _ ("_Remove"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (ask), "remove", ADW_RESPONSE_DESTRUCTIVE);
  g_object_set_data_full (G_OBJECT (ask), "device", g_memdup2 (device, sizeof *device), g_free);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (ask), GTK_WIDGET (self), self->cancellable, on_remove_chosen, g_object_ref (self));
}

static GtkWidget *
new_button (TaSharingDevices *self, const TaSyncDevice *device, GtkWidget *button, GCallback clicked)
{
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "device", g_memdup2 (&device->device, sizeof device->device), g_free);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (device->name), g_free);
  g_signal_connect (button, "clicked", clicked, self);
  return button;
}

static char *
subtitle_of (const TaSyncDevice *device)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  if (device->mine && device->code != NULL)
    return g_strdup_printf (_ ("This computer. It waits until another confirms %s."), device->code);
  if (device->mine)
    return g_strdup (_ ("This computer"));
  if (device->code != NULL)
    return g_strdup_printf (_ ("Has just joined. If its screen shows %s too, confirm it."), device->code);
  return ta_sync_ago_text (device->seen_at, g_get_real_time () / 1000, zone);
}

static GtkWidget *
new_row (TaSharingDevices *self, const TaSyncDevice *device)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = subtitle_of (device);
  g_autofree char *tooltip = g_strdup_printf (_ ("Remove %s"), device->name);
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), device->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("computer-symbolic"));
  if (device->code != NULL && !device->mine)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_button (self, device, gtk_button_new_with_mnemonic (_ ("_Confirm")), G_CALLBACK (on_confirm)));
  gtk_widget_set_tooltip_text (remove, tooltip);
  gtk_widget_add_css_class (remove, "flat");
  g_object_ref_sink (remove);
  if (!device->mine)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_button (self, device, remove, G_CALLBACK (on_remove)));
  g_object_unref (remove);
  return row;
}

static void
on_listed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaSharingDevices) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = ta_sync_devices_finish (result, &error);

  if (self->store == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (devices == NULL)
    {
      show_problem (self, error->message);
      return;
    }
  clear_rows (self);
  for (guint i = 0; i < devices->len; i++)
    add_row (self, new_row (self, devices->pdata[i]));
}

static void
reload (TaSharingDevices *self)
{
  ta_sync_devices_async (self->store, self->cancellable, on_listed, g_object_ref (self));
}

static void
ta_sharing_devices_dispose (GObject *object)
{
  TaSharingDevices *self = TA_SHARING_DEVICES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (ta_sharing_devices_parent_class)->dispose (object);
}

static void
ta_sharing_devices_finalize (GObject *object)
{
  g_ptr_array_unref (TA_SHARING_DEVICES (object)->rows);
  G_OBJECT_CLASS (ta_sharing_devices_parent_class)->finalize (object);
}

static void
ta_sharing_devices_class_init (TaSharingDevicesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_sharing_devices_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_sharing_devices_finalize;
}

static void
ta_sharing_devices_init (TaSharingDevices *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Computers"));
}

GtkWidget *
ta_sharing_devices_new (TaStore *store)
{
  TaSharingDevices *self = g_object_new (TA_TYPE_SHARING_DEVICES, NULL);

  self->store = g_object_ref (store);
  reload (self);
  return GTK_WIDGET (self);
}
