/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sharing-devices.h"

#include "ta-form.h"
#include "ta-place.h"
#include "ta-sentence-row.h"
#include "ta-sync-error.h"
#include "ta-sync-text.h"
#include "ta-sync.h"

#include <glib/gi18n.h>

struct _TaSharingDevices
{
  AdwPreferencesGroup parent_instance;

  TaStore *store;            /* owned */
  GCancellable *cancellable; /* owned */
  GPtrArray *devices;        /* (nullable): of TaSyncDevice: as they were listed last */
  GPtrArray *rows;           /* of GtkWidget, borrowed */
  char *shown;               /* (nullable): what they say */
  char *problem;             /* (nullable): what did not work that was asked last */
};

#define TA_TYPE_SHARING_DEVICES (ta_sharing_devices_get_type ())
G_DECLARE_FINAL_TYPE (TaSharingDevices, ta_sharing_devices, TA, SHARING_DEVICES, AdwPreferencesGroup)
enum
{
  SIGNAL_REMOVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TaSharingDevices, ta_sharing_devices, ADW_TYPE_PREFERENCES_GROUP)

static void reload (TaSharingDevices *self);
static void tell (TaSharingDevices *self, const GError *error);

static void
clear_rows (TaSharingDevices *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->shown, g_free);
}

static void
add_row (TaSharingDevices *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
add_problem (TaSharingDevices *self, const char *icon, const char *sentence)
{
  GtkWidget *row = ta_sentence_row_new (sentence, NULL);

  ta_sentence_row_set_prefix (row, gtk_image_new_from_icon_name (icon));
  add_row (self, row);
}

/* In the place of the list. */
static void
show_problem (TaSharingDevices *self, const char *icon, const char *sentence)
{
  clear_rows (self);
  add_problem (self, icon, sentence);
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
    tell (self, error);
}

static void
on_confirm (GtkWidget *button, TaSharingDevices *self)
{
  const guint64 *device = g_object_get_data (G_OBJECT (button), "device");

  gtk_widget_set_sensitive (button, FALSE);
  g_clear_pointer (&self->problem, g_free);
  ta_sync_confirm_async (self->store, *device, self->cancellable, on_confirmed, g_object_ref (self));
}

static void
on_removed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaSharingDevices) self = data;
  g_autoptr (GError) error = NULL;

  if (self->store == NULL)
    return;
  if (!ta_sync_remove_device_finish (result, &error))
    {
      tell (self, error);
      return;
    }
  reload (self);
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

static void
on_remove_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaSharingDevices) self = data;
  const guint64 *device = g_object_get_data (object, "device");

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result), "remove") != 0 || self->store == NULL)
    return;
  g_clear_pointer (&self->problem, g_free);
  ta_sync_remove_device_async (self->store, *device, self->cancellable, on_removed, g_object_ref (self));
}

static void
on_remove (GtkWidget *button, TaSharingDevices *self)
{
  AdwDialog *ask = adw_alert_dialog_new (_ ("Remove the Computer?"), NULL);
  const guint64 *device = g_object_get_data (G_OBJECT (button), "device");

  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (ask), _ ("“%s” gets no more of what happens from now on: the pod takes a new key, and a new recovery sheet has to be printed. What it has seen it keeps."), (const char *) g_object_get_data (G_OBJECT (button), "name"));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (ask), "cancel", _ ("_Cancel"), "remove", _ ("_Remove"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (ask), "remove", ADW_RESPONSE_DESTRUCTIVE);
  g_object_set_data_full (G_OBJECT (ask), "device", g_memdup2 (device, sizeof *device), g_free);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (ask), GTK_WIDGET (self), self->cancellable, on_remove_chosen, g_object_ref (self));
}

static GtkWidget *
new_button (TaSharingDevices *self, const TaSyncDevice *device, GtkWidget *button, GCallback clicked)
{
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
    return g_strdup (_ ("This computer. It waits until another, which shows the same number, confirms it."));
  if (device->mine)
    return g_strdup (_ ("This computer"));
  if (device->code != NULL)
    return g_strdup (_ ("Has just joined. If its screen shows the same number, confirm it."));
  return ta_sync_ago_text (device->seen_at, g_get_real_time () / 1000, zone);
}

static GtkWidget *
new_remover (TaSharingDevices *self, const TaSyncDevice *device)
{
  g_autofree char *tooltip = g_strdup_printf (_ ("Remove %s"), device->name);
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_tooltip_text (remove, tooltip);
  gtk_widget_add_css_class (remove, "flat");
  return new_button (self, device, remove, G_CALLBACK (on_remove));
}

/* What is compared with another screen is large. */
static GtkWidget *
new_code (const TaSyncDevice *device)
{
  GtkWidget *code = gtk_label_new (device->code);

  gtk_widget_add_css_class (code, "title-3");
  gtk_widget_add_css_class (code, "numeric");
  gtk_widget_set_margin_end (code, 6);
  return code;
}

static GtkWidget *
new_row (TaSharingDevices *self, const TaSyncDevice *device)
{
  g_autofree char *subtitle = subtitle_of (device);
  GtkWidget *row = ta_sentence_row_new (device->name, subtitle);

  ta_sentence_row_set_prefix (row, gtk_image_new_from_icon_name ("computer-symbolic"));
  if (device->code != NULL)
    ta_sentence_row_add (row, new_code (device));
  if (device->code != NULL && !device->mine)
    {
      GtkWidget *confirm = new_button (self, device, gtk_button_new_with_mnemonic (_ ("_Confirm")), G_CALLBACK (on_confirm));

      gtk_widget_add_css_class (confirm, "suggested-action");
      ta_sentence_row_add (row, confirm);
    }
  if (!device->mine)
    ta_sentence_row_add (row, new_remover (self, device));
  return row;
}

/* Who waits for somebody first, then this one, then by name. */
static int
compare_devices (gconstpointer a, gconstpointer b)
{
  const TaSyncDevice *first = *(TaSyncDevice *const *) a;
  const TaSyncDevice *second = *(TaSyncDevice *const *) b;

  if ((first->code != NULL) != (second->code != NULL))
    return first->code != NULL ? -1 : 1;
  if (first->mine != second->mine)
    return first->mine ? -1 : 1;
  return g_utf8_collate (first->name, second->name);
}

/* What of it is on the screen. */
static char *
describe (GPtrArray *devices, const char *problem)
{
  GString *text = g_string_new (problem);

  for (guint i = 0; i < devices->len; i++)
    {
      const TaSyncDevice *device = devices->pdata[i];
      g_autofree char *subtitle = subtitle_of (device);

      g_string_append_printf (text, "%" G_GUINT64_FORMAT " %s %s %s\n", device->device, device->name, subtitle, device->code != NULL ? device->code : "");
    }
  return g_string_free_and_steal (text);
}

/* Only where something is another: the keyboard may be on one of the buttons. */
static void
show_devices (TaSharingDevices *self)
{
  g_autofree char *text = describe (self->devices, self->problem);
  TaPlace *place;

  if (g_strcmp0 (text, self->shown) == 0)
    return;
  place = ta_place_remember (GTK_WIDGET (self));
  clear_rows (self);
  g_set_str (&self->shown, text);
  if (self->problem != NULL)
    add_problem (self, "dialog-warning-symbolic", self->problem);
  for (guint i = 0; i < self->devices->len; i++)
    add_row (self, new_row (self, self->devices->pdata[i]));
  ta_place_restore (place, GTK_WIDGET (self));
}

/* What was asked can be asked again: the list stays. */
static void
tell (TaSharingDevices *self, const GError *error)
{
  const char *problem = ta_sync_error_problem (error) == TA_SYNC_PROBLEM_OFFLINE ? _ ("The hub does not answer. Try again when it does.") : error->message;

  g_set_str (&self->problem, problem);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), problem, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  g_clear_pointer (&self->shown, g_free);
  if (self->devices != NULL)
    show_devices (self);
}

/* What was listed stays while the hub does not answer. */
static void
on_listed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaSharingDevices) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = ta_sync_devices_finish (result, &error);

  if (self->store == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (devices != NULL)
    {
      g_clear_pointer (&self->devices, g_ptr_array_unref);
      self->devices = g_ptr_array_ref (devices);
      g_ptr_array_sort (self->devices, compare_devices);
      show_devices (self);
    }
  else if (ta_sync_error_problem (error) != TA_SYNC_PROBLEM_OFFLINE)
    show_problem (self, "dialog-warning-symbolic", error->message);
  else if (self->devices == NULL)
    show_problem (self, "network-offline-symbolic", _ ("The hub knows which they are. They are listed here when it answers."));
}

static void
reload (TaSharingDevices *self)
{
  ta_sync_devices_async (self->store, self->cancellable, on_listed, g_object_ref (self));
}

void
ta_sharing_devices_reload (GtkWidget *devices)
{
  reload (TA_SHARING_DEVICES (devices));
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
  g_clear_pointer (&TA_SHARING_DEVICES (object)->devices, g_ptr_array_unref);
  g_free (TA_SHARING_DEVICES (object)->shown);
  g_free (TA_SHARING_DEVICES (object)->problem);
  G_OBJECT_CLASS (ta_sharing_devices_parent_class)->finalize (object);
}

static void
ta_sharing_devices_class_init (TaSharingDevicesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_sharing_devices_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_sharing_devices_finalize;
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
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
