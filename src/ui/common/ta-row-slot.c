/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-row-slot.h"

struct _TaRowSlot
{
  GObject parent_instance;

  GObject *item; /* (nullable) */
  gulong handler;
};

G_DEFINE_FINAL_TYPE (TaRowSlot, ta_row_slot, G_TYPE_OBJECT)

static guint changed_signal;

static void
on_item_changed (TaRowSlot *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
put (TaRowSlot *self, GObject *item)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->handler, self->item);
  g_set_object (&self->item, item);
  if (item != NULL)
    self->handler = g_signal_connect_swapped (item, "changed", G_CALLBACK (on_item_changed), self);
}

static void
ta_row_slot_dispose (GObject *object)
{
  put (TA_ROW_SLOT (object), NULL);
  G_OBJECT_CLASS (ta_row_slot_parent_class)->dispose (object);
}

static void
ta_row_slot_class_init (TaRowSlotClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_row_slot_dispose;
  changed_signal = g_signal_new ("changed", TA_TYPE_ROW_SLOT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_row_slot_init (TaRowSlot *self)
{
}

TaRowSlot *
ta_row_slot_new (void)
{
  return g_object_new (TA_TYPE_ROW_SLOT, NULL);
}

void
ta_row_slot_set_item (TaRowSlot *self, gpointer item)
{
  g_return_if_fail (TA_IS_ROW_SLOT (self));
  if (self->item == item)
    return;
  put (self, item);
  g_signal_emit (self, changed_signal, 0);
}

gpointer
ta_row_slot_get_item (TaRowSlot *self)
{
  g_return_val_if_fail (TA_IS_ROW_SLOT (self), NULL);
  return self->item;
}
