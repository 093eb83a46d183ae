/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-tool-choices.h"

#include <glib/gi18n.h>

/* What one drop-down chooses. */
typedef struct
{
  GListModel *tools;    /* owned */
  TaToolFilter *filter; /* owned */
  const char *any;
  const char *(*get_id) (const TaTool *tool);
  const char *(*get_name) (TaToolItem *item);
  void (*set) (TaToolFilter *filter, const char *id);
  GPtrArray *ids; /* of char *, as the drop-down's rows; the first is NULL */
  gboolean refreshing;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->tools);
  g_object_unref (choice->filter);
  g_ptr_array_unref (choice->ids);
  g_free (choice);
}

static const char *
get_category (const TaTool *tool)
{
  return tool->category;
}

static const char *
get_owner (const TaTool *tool)
{
  return tool->owner != NULL ? tool->owner : "";
}

static void
on_selected (GtkDropDown *drop_down, GParamSpec *pspec, Choice *choice)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  if (!choice->refreshing && selected < choice->ids->len)
    choice->set (choice->filter, g_ptr_array_index (choice->ids, selected));
}

static void
add_choice (GtkDropDown *drop_down, Choice *choice)
{
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  choice->ids = g_ptr_array_new_with_free_func (g_free);
  gtk_drop_down_set_expression (drop_down, expression);
  g_object_set_data_full (G_OBJECT (drop_down), "choice", choice, choice_free);
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (on_selected), choice);
  ta_tool_choices_refresh (drop_down);
}

void
ta_tool_choices_set_up (GtkDropDown *categories, GtkDropDown *owners, GListModel *tools, TaToolFilter *filter)
{
  Choice *category = g_new0 (Choice, 1);
  Choice *owner = g_new0 (Choice, 1);

  *category = (Choice) { g_object_ref (tools), g_object_ref (filter), _ ("Any category"), get_category, ta_tool_item_get_category, ta_tool_filter_set_category, NULL, FALSE };
  *owner = (Choice) { g_object_ref (tools), g_object_ref (filter), _ ("Anyone"), get_owner, ta_tool_item_get_owner, ta_tool_filter_set_owner, NULL, FALSE };
  add_choice (categories, category);
  add_choice (owners, owner);
}

static GHashTable *
collect_names (Choice *choice)
{
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < g_list_model_get_n_items (choice->tools); i++)
    {
      g_autoptr (TaToolItem) item = g_list_model_get_item (choice->tools, i);
      const char *id = choice->get_id (ta_tool_item_get (item)->tool);

      if (id != NULL)
        g_hash_table_insert (names, (gpointer) id, (gpointer) choice->get_name (item));
    }
  return names;
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer names)
{
  return g_utf8_collate (g_hash_table_lookup (names, a), g_hash_table_lookup (names, b));
}

void
ta_tool_choices_refresh (GtkDropDown *drop_down)
{
  Choice *choice = g_object_get_data (G_OBJECT (drop_down), "choice");
  g_autoptr (GHashTable) names = collect_names (choice);
  g_autoptr (GPtrArray) ids = g_hash_table_get_keys_as_ptr_array (names);
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  guint selected = gtk_drop_down_get_selected (drop_down);
  g_autofree char *chosen = selected < choice->ids->len ? g_strdup (g_ptr_array_index (choice->ids, selected)) : NULL;
  guint place = 0;

  choice->refreshing = TRUE;
  g_ptr_array_sort_values_with_data (ids, compare_names, names);
  g_ptr_array_set_size (choice->ids, 0);
  g_ptr_array_add (choice->ids, NULL);
  gtk_string_list_append (model, choice->any);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      if (g_strcmp0 (id, chosen) == 0)
        place = choice->ids->len;
      g_ptr_array_add (choice->ids, g_strdup (id));
      gtk_string_list_append (model, g_hash_table_lookup (names, id));
    }
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (drop_down, place);
  choice->refreshing = FALSE;
  on_selected (drop_down, NULL, choice);
}

void
ta_tool_choices_clear (GtkDropDown *drop_down)
{
  gtk_drop_down_set_selected (drop_down, 0);
}
