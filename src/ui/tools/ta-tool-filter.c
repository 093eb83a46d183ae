/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-tool-filter.h"

#include "ta-search.h"

struct _TaToolFilter
{
  GtkFilter parent_instance;

  TaToolGroup group;
  char *category;    /* (nullable) */
  char *owner;       /* (nullable) */
  GHashTable *found; /* (nullable): set of owned ids */
};

G_DEFINE_FINAL_TYPE (TaToolFilter, ta_tool_filter, GTK_TYPE_FILTER)

gboolean
ta_tool_group_has (TaToolGroup group, TaToolAvailability availability)
{
  switch (group)
    {
    case TA_TOOL_GROUP_ALL:
      return availability != TA_TOOL_IS_RETIRED;
    case TA_TOOL_GROUP_AVAILABLE:
      return availability == TA_TOOL_IS_AVAILABLE;
    case TA_TOOL_GROUP_ON_LOAN:
      return availability == TA_TOOL_IS_ON_LOAN || availability == TA_TOOL_IS_OVERDUE;
    case TA_TOOL_GROUP_OVERDUE:
      return availability == TA_TOOL_IS_OVERDUE;
    case TA_TOOL_GROUP_IN_REPAIR:
      return availability == TA_TOOL_IS_IN_REPAIR;
    case TA_TOOL_GROUP_RETIRED:
      return availability == TA_TOOL_IS_RETIRED;
    }
  return FALSE;
}

static gboolean
ta_tool_filter_match (GtkFilter *filter, gpointer item)
{
  TaToolFilter *self = TA_TOOL_FILTER (filter);
  const TaTool *tool = ta_tool_item_get (item)->tool;

  if (!ta_tool_group_has (self->group, ta_tool_item_get_availability (item)))
    return FALSE;
  if (self->category != NULL && g_strcmp0 (self->category, tool->category) != 0)
    return FALSE;
  if (self->owner != NULL && g_strcmp0 (self->owner, tool->owner != NULL ? tool->owner : "") != 0)
    return FALSE;
  return self->found == NULL || g_hash_table_contains (self->found, tool->id);
}

static GtkFilterMatch
ta_tool_filter_get_strictness (GtkFilter *filter)
{
  return GTK_FILTER_MATCH_SOME;
}

static void
ta_tool_filter_finalize (GObject *object)
{
  TaToolFilter *self = TA_TOOL_FILTER (object);

  g_clear_pointer (&self->category, g_free);
  g_clear_pointer (&self->owner, g_free);
  g_clear_pointer (&self->found, g_hash_table_unref);
  G_OBJECT_CLASS (ta_tool_filter_parent_class)->finalize (object);
}

static void
ta_tool_filter_class_init (TaToolFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_tool_filter_finalize;
  GTK_FILTER_CLASS (klass)->match = ta_tool_filter_match;
  GTK_FILTER_CLASS (klass)->get_strictness = ta_tool_filter_get_strictness;
}

static void
ta_tool_filter_init (TaToolFilter *self)
{
}

TaToolFilter *
ta_tool_filter_new (void)
{
  return g_object_new (TA_TYPE_TOOL_FILTER, NULL);
}

void
ta_tool_filter_set_group (TaToolFilter *self, TaToolGroup group)
{
  g_return_if_fail (TA_IS_TOOL_FILTER (self));
  if (self->group == group)
    return;
  self->group = group;
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

TaToolGroup
ta_tool_filter_get_group (TaToolFilter *self)
{
  g_return_val_if_fail (TA_IS_TOOL_FILTER (self), TA_TOOL_GROUP_ALL);
  return self->group;
}

void
ta_tool_filter_set_category (TaToolFilter *self, const char *category)
{
  g_return_if_fail (TA_IS_TOOL_FILTER (self));
  if (g_set_str (&self->category, category))
    gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

void
ta_tool_filter_set_owner (TaToolFilter *self, const char *owner)
{
  g_return_if_fail (TA_IS_TOOL_FILTER (self));
  if (g_set_str (&self->owner, owner))
    gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

gboolean
ta_tool_filter_has_choice (TaToolFilter *self)
{
  g_return_val_if_fail (TA_IS_TOOL_FILTER (self), FALSE);
  return self->category != NULL || self->owner != NULL;
}

void
ta_tool_filter_set_found (TaToolFilter *self, GPtrArray *ids)
{
  g_return_if_fail (TA_IS_TOOL_FILTER (self));
  if (ids == NULL && self->found == NULL)
    return;
  g_clear_pointer (&self->found, g_hash_table_unref);
  self->found = ta_search_set_of (ids);
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}
