/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-health-group.h"

#include "ta-form.h"
#include "ta-health-dialog.h"

#include <glib/gi18n.h>

typedef struct
{
  TaContext *context; /* owned */
  GtkWidget *group;   /* borrowed */
  GPtrArray *rows;    /* of GtkWidget, borrowed: those that are in it */
} Group;

static void
group_free (gpointer data)
{
  Group *self = data;

  g_object_unref (self->context);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static void
on_locked (const GError *error, gpointer data)
{
  g_autoptr (TaContext) context = data;

  if (error != NULL)
    g_signal_emit_by_name (context, "failed", error->message);
}

static void
on_activated (GtkWidget *row, Group *self)
{
  TaHealthTask task = (TaHealthTask) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "task"));

  if (task == TA_HEALTH_LOCK)
    ta_health_model_run (ta_context_get_health (self->context), task, NULL, NULL, FALSE, on_locked, g_object_ref (self->context));
  else
    ta_health_dialog_present (self->context, task, row);
}

static void
add_button (Group *self, const char *title, TaHealthTask task)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_object_set_data (G_OBJECT (row), "task", GINT_TO_POINTER (task));
  g_signal_connect (row, "activated", G_CALLBACK (on_activated), self);
  g_ptr_array_add (self->rows, ta_form_add_row (self->group, row));
}

static const char *
description_of (TaHealthRingState state)
{
  switch (state)
    {
    case TA_HEALTH_RING_LOCKED:
      return _ ("How severe allergies are, and the notes on people, are kept sealed. Every allergy is to be treated as anaphylaxis until they are unlocked.");
    case TA_HEALTH_RING_OPEN:
      return _ ("How severe allergies are, and the notes on people, are kept sealed, and are unlocked on this computer.");
    case TA_HEALTH_RING_OFF:
    default:
      return _ ("How severe allergies are, and the notes on people, can be kept sealed with a passphrase on all computers of the pod.");
    }
}

static void
show (Group *self)
{
  TaHealthRingState state = ta_health_model_get_state (ta_context_get_health (self->context));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->group), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  ta_form_describe (self->group, description_of (state));
  if (state == TA_HEALTH_RING_OFF)
    add_button (self, _ ("Lock with a Passphrase…"), TA_HEALTH_TURN_ON);
  if (state == TA_HEALTH_RING_LOCKED)
    add_button (self, _ ("Unlock…"), TA_HEALTH_UNLOCK);
  if (state == TA_HEALTH_RING_OPEN)
    add_button (self, _ ("Lock Now"), TA_HEALTH_LOCK);
  if (state == TA_HEALTH_RING_OFF)
    return;
  add_button (self, _ ("Change the Passphrase…"), TA_HEALTH_CHANGE);
  add_button (self, _ ("Turn Off…"), TA_HEALTH_TURN_OFF);
}

static void
on_changed (GtkWidget *group)
{
  show (g_object_get_data (G_OBJECT (group), "group"));
}

GtkWidget *
ta_health_group_new (TaContext *context)
{
  Group *self = g_new0 (Group, 1);

  self->context = g_object_ref (context);
  self->group = adw_preferences_group_new ();
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Health Data"));
  g_object_set_data_full (G_OBJECT (self->group), "group", self, group_free);
  g_signal_connect_object (ta_context_get_health (context), "changed", G_CALLBACK (on_changed), self->group, G_CONNECT_SWAPPED);
  show (self);
  return self->group;
}
