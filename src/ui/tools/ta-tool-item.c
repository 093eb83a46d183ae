/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-tool-item.h"

#include <glib/gi18n.h>
#include <string.h>

struct _TaToolItem
{
  GObject parent_instance;

  TaToolSummary *summary;
  TaToolAvailability availability;
  TaDate due;
  char *due_text;
  /* Made once, since sorting compares them far more often than they change. */
  char *name_key;
  char *category_key;
  char *owner_key;
  GdkTexture *thumbnail; /* (nullable): not decoded yet */
  gboolean decoding;
};

G_DEFINE_FINAL_TYPE (TaToolItem, ta_tool_item, G_TYPE_OBJECT)

static guint changed_signal;

static void
clear_texts (TaToolItem *self)
{
  g_clear_pointer (&self->due_text, g_free);
  g_clear_pointer (&self->name_key, g_free);
  g_clear_pointer (&self->category_key, g_free);
  g_clear_pointer (&self->owner_key, g_free);
}

static void
ta_tool_item_finalize (GObject *object)
{
  TaToolItem *self = TA_TOOL_ITEM (object);

  clear_texts (self);
  g_clear_object (&self->thumbnail);
  g_clear_pointer (&self->summary, ta_tool_summary_free);
  G_OBJECT_CLASS (ta_tool_item_parent_class)->finalize (object);
}

static void
ta_tool_item_class_init (TaToolItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_tool_item_finalize;
  changed_signal = g_signal_new ("changed", TA_TYPE_TOOL_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_tool_item_init (TaToolItem *self)
{
}

static TaDate
find_due (TaToolItem *self)
{
  if (self->availability == TA_TOOL_IS_ON_LOAN || self->availability == TA_TOOL_IS_OVERDUE)
    return self->summary->loan->due;
  if (self->availability == TA_TOOL_IS_RESERVED)
    return self->summary->reservation->until - 1;
  return TA_DATE_NONE;
}

TaToolItem *
ta_tool_item_new (TaToolSummary *summary, TaDate today)
{
  TaToolItem *self = g_object_new (TA_TYPE_TOOL_ITEM, NULL);

  ta_tool_item_set (self, summary, today);
  return self;
}

static gboolean
same_picture (GBytes *a, GBytes *b)
{
  return a == b || (a != NULL && b != NULL && g_bytes_equal (a, b));
}

void
ta_tool_item_set (TaToolItem *self, TaToolSummary *summary, TaDate today)
{
  g_return_if_fail (TA_IS_TOOL_ITEM (self));
  if (self->summary != NULL && !same_picture (self->summary->thumbnail, summary->thumbnail))
    {
      g_clear_object (&self->thumbnail);
      self->decoding = FALSE;
    }
  g_clear_pointer (&self->summary, ta_tool_summary_free);
  clear_texts (self);
  self->summary = summary;
  self->availability = ta_tool_summary_availability (summary, today);
  self->due = find_due (self);
  self->due_text = ta_date_format (self->due, TA_DATE_SHORT);
  self->name_key = g_utf8_collate_key (summary->tool->name, -1);
  self->category_key = g_utf8_collate_key (summary->category_name, -1);
  self->owner_key = g_utf8_collate_key (summary->owner_name, -1);
  g_signal_emit (self, changed_signal, 0);
}

const TaToolSummary *
ta_tool_item_get (TaToolItem *self)
{
  g_return_val_if_fail (TA_IS_TOOL_ITEM (self), NULL);
  return self->summary;
}

const char *
ta_tool_item_get_id (TaToolItem *self)
{
  g_return_val_if_fail (TA_IS_TOOL_ITEM (self), NULL);
  return self->summary->tool->id;
}

const char *
ta_tool_item_get_number (TaToolItem *self)
{
  g_return_val_if_fail (TA_IS_TOOL_ITEM (self), NULL);
  return self->summary->tool->number != NULL ? self->summary->tool->number : "";
}

const char *
ta_tool_item_get_name (TaToolItem *self)
{
  g_return_val_if_fail (TA_IS_TOOL_ITEM (self), NULL);
  return self->summary->tool->name;
}

const char *
ta_tool_item_get_category (TaToolItem *self)
{
  g_return_val_if_fail (TA_IS_TOOL_ITEM (self), NULL);
  return self->summary->category_name;
}

const char *
ta_tool_item_get_owner (TaToolItem *self)
{
  g_return_val_if_fail (TA_IS_TOOL_ITEM (self), NULL);
  return self->summary->tool->owner != NULL ? self->summary->owner_name : _ ("Pod");
}

TaToolAvailability
ta_tool_item_get_availability (TaToolItem *self)
{
  g_return_val_if_fail (TA_IS_TOOL_ITEM (self), TA_TOOL_IS_AVAILABLE);
  return self->availability;
}

const char *
ta_tool_item_get_status_label (TaToolItem *self)
{
  g_return_val_if_fail (TA_IS_TOOL_ITEM (self), NULL);
  return ta_code_label (ta_tool_availability_codes, (int) self->availability);
}

TaDate
ta_tool_item_get_due (TaToolItem *self)
{
  g_return_val_if_fail (TA_IS_TOOL_ITEM (self), TA_DATE_NONE);
  return self->due;
}

const char *
ta_tool_item_get_due_text (TaToolItem *self)
{
  g_return_val_if_fail (TA_IS_TOOL_ITEM (self), NULL);
  return self->due_text;
}

gboolean
ta_tool_item_is_out (TaToolItem *self)
{
  g_return_val_if_fail (TA_IS_TOOL_ITEM (self), FALSE);
  return self->summary->loan != NULL;
}

char *
ta_tool_title (const char *number, const char *name)
{
  if (number == NULL || *number == '\0')
    return g_strdup (name);
  /* Translators: the number on a tool and its name */
  return g_strdup_printf (_ ("No. %s %s"), number, name);
}

char *
ta_tool_item_dup_title (TaToolItem *self)
{
  return ta_tool_title (ta_tool_item_get_number (self), ta_tool_item_get_name (self));
}

static void
decode (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = gdk_texture_new_from_bytes (data, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_decoded (GObject *object, GAsyncResult *result, gpointer data)
{
  TaToolItem *self = TA_TOOL_ITEM (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  /* Another picture was set meanwhile. */
  if (g_task_get_task_data (G_TASK (result)) != self->summary->thumbnail && !same_picture (g_task_get_task_data (G_TASK (result)), self->summary->thumbnail))
    return;
  if (texture == NULL)
    g_info ("The thumbnail of %s cannot be read: %s", ta_tool_item_get_name (self), error->message);
  g_set_object (&self->thumbnail, texture);
  g_signal_emit (self, changed_signal, 0);
}

GdkPaintable *
ta_tool_item_get_thumbnail (TaToolItem *self)
{
  g_return_val_if_fail (TA_IS_TOOL_ITEM (self), NULL);
  if (self->thumbnail == NULL && self->summary->thumbnail != NULL && !self->decoding)
    {
      g_autoptr (GTask) task = g_task_new (self, NULL, on_decoded, NULL);

      self->decoding = TRUE;
      g_task_set_task_data (task, g_bytes_ref (self->summary->thumbnail), (GDestroyNotify) g_bytes_unref);
      g_task_run_in_thread (task, decode);
    }
  return self->thumbnail != NULL ? GDK_PAINTABLE (self->thumbnail) : NULL;
}

const char *
ta_tool_availability_css_class (TaToolAvailability availability)
{
  switch (availability)
    {
    case TA_TOOL_IS_OVERDUE:
    case TA_TOOL_IS_MISSING:
      return "error";
    case TA_TOOL_IS_IN_REPAIR:
      return "warning";
    case TA_TOOL_IS_AVAILABLE:
      return "success";
    case TA_TOOL_IS_ON_LOAN:
    case TA_TOOL_IS_RESERVED:
    case TA_TOOL_IS_RETIRED:
      return NULL;
    }
  return NULL;
}

int
ta_tool_item_compare_numbers (TaToolItem *a, TaToolItem *b)
{
  return ta_tool_number_compare (a->summary->tool->number, b->summary->tool->number);
}

int
ta_tool_item_compare_names (TaToolItem *a, TaToolItem *b)
{
  return strcmp (a->name_key, b->name_key);
}

int
ta_tool_item_compare_categories (TaToolItem *a, TaToolItem *b)
{
  return strcmp (a->category_key, b->category_key);
}

int
ta_tool_item_compare_owners (TaToolItem *a, TaToolItem *b)
{
  return strcmp (a->owner_key, b->owner_key);
}

int
ta_tool_item_compare_status (TaToolItem *a, TaToolItem *b)
{
  return (int) a->availability - (int) b->availability;
}

int
ta_tool_item_compare_due (TaToolItem *a, TaToolItem *b)
{
  TaDate a_due = a->due != TA_DATE_NONE ? a->due : G_MAXINT32;
  TaDate b_due = b->due != TA_DATE_NONE ? b->due : G_MAXINT32;

  return (a_due > b_due) - (a_due < b_due);
}
