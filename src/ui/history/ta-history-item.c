/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-history-item.h"

struct _TaHistoryItem
{
  GObject parent_instance;

  TaHistoryEntry *entry;
  TaDate day;
  TaMinutes time;
  gboolean open;
  GPtrArray *details; /* (nullable) */
  char *problem;      /* (nullable) */
};

G_DEFINE_FINAL_TYPE (TaHistoryItem, ta_history_item, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ta_history_item_finalize (GObject *object)
{
  TaHistoryItem *self = TA_HISTORY_ITEM (object);

  g_clear_pointer (&self->entry, ta_history_entry_free);
  g_clear_pointer (&self->details, g_ptr_array_unref);
  g_clear_pointer (&self->problem, g_free);
  G_OBJECT_CLASS (ta_history_item_parent_class)->finalize (object);
}

static void
ta_history_item_class_init (TaHistoryItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_history_item_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TA_TYPE_HISTORY_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_history_item_init (TaHistoryItem *self)
{
}

TaHistoryItem *
ta_history_item_new (TaHistoryEntry *entry, TaDate day, TaMinutes time)
{
  TaHistoryItem *self = g_object_new (TA_TYPE_HISTORY_ITEM, NULL);

  self->entry = entry;
  self->day = day;
  self->time = time;
  return self;
}

const TaHistoryEntry *
ta_history_item_get (TaHistoryItem *self)
{
  g_return_val_if_fail (TA_IS_HISTORY_ITEM (self), NULL);
  return self->entry;
}

TaDate
ta_history_item_get_day (TaHistoryItem *self)
{
  g_return_val_if_fail (TA_IS_HISTORY_ITEM (self), TA_DATE_NONE);
  return self->day;
}

TaMinutes
ta_history_item_get_time (TaHistoryItem *self)
{
  g_return_val_if_fail (TA_IS_HISTORY_ITEM (self), TA_MINUTES_NONE);
  return self->time;
}

void
ta_history_item_update (TaHistoryItem *self, TaHistoryEntry *entry)
{
  gboolean same;

  g_return_if_fail (TA_IS_HISTORY_ITEM (self));
  same = self->entry->reverted_by == entry->reverted_by && self->entry->taken_out == entry->taken_out && g_str_equal (self->entry->label, entry->label)
         && g_str_equal (self->entry->actor, entry->actor) && g_str_equal (self->entry->on_behalf_of, entry->on_behalf_of);
  /* What was shown of it may have had somebody in it who was removed. */
  if (self->entry->taken_out != entry->taken_out || !g_str_equal (self->entry->label, entry->label))
    {
      g_clear_pointer (&self->details, g_ptr_array_unref);
      self->open = FALSE;
    }
  ta_history_entry_free (self->entry);
  self->entry = entry;
  if (same)
    return;
  g_clear_pointer (&self->problem, g_free);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
ta_history_item_is_open (TaHistoryItem *self)
{
  g_return_val_if_fail (TA_IS_HISTORY_ITEM (self), FALSE);
  return self->open;
}

void
ta_history_item_set_open (TaHistoryItem *self, gboolean open)
{
  g_return_if_fail (TA_IS_HISTORY_ITEM (self));
  if (self->open == open)
    return;
  self->open = open;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

GPtrArray *
ta_history_item_get_details (TaHistoryItem *self)
{
  g_return_val_if_fail (TA_IS_HISTORY_ITEM (self), NULL);
  return self->details;
}

void
ta_history_item_set_details (TaHistoryItem *self, GPtrArray *details)
{
  g_return_if_fail (TA_IS_HISTORY_ITEM (self) && details != NULL);
  g_clear_pointer (&self->details, g_ptr_array_unref);
  self->details = g_ptr_array_ref (details);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

const char *
ta_history_item_get_problem (TaHistoryItem *self)
{
  g_return_val_if_fail (TA_IS_HISTORY_ITEM (self), NULL);
  return self->problem;
}

void
ta_history_item_set_problem (TaHistoryItem *self, const char *problem)
{
  g_return_if_fail (TA_IS_HISTORY_ITEM (self));
  if (g_set_str (&self->problem, problem))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
