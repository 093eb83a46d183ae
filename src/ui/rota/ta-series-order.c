/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-series-order.h"

#include "ta-form.h"
#include "ta-household-badge.h"

#include <glib/gi18n.h>

struct _TaSeriesOrder
{
  AdwPreferencesGroup parent_instance;

  TaContext *context;
  GPtrArray *ids; /* of char *: all households of the pod, in order */
  GHashTable *left_out;
  GPtrArray *rows; /* borrowed: a row for each of ids */
};

G_DEFINE_FINAL_TYPE (TaSeriesOrder, ta_series_order, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void rebuild (TaSeriesOrder *self);

static void
move_up (TaSeriesOrder *self, GtkWidget *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  char *id = g_ptr_array_steal_index (self->ids, index);

  g_ptr_array_insert (self->ids, (int) index - 1, id);
  rebuild (self);
  gtk_widget_child_focus (self->rows->pdata[index - 1], GTK_DIR_TAB_FORWARD);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
switched (TaSeriesOrder *self, GParamSpec *pspec, GtkWidget *row)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "index"));
  const char *id = self->ids->pdata[index];

  if (adw_switch_row_get_active (ADW_SWITCH_ROW (row)))
    g_hash_table_remove (self->left_out, id);
  else
    g_hash_table_add (self->left_out, g_strdup (id));
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
make_up_button (TaSeriesOrder *self, guint index, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("go-up-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Move %s Up"), name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_set_sensitive (button, index > 0);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (move_up), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return button;
}

static GtkWidget *
make_row (TaSeriesOrder *self, guint index)
{
  const char *id = self->ids->pdata[index];
  TaHouseholdItem *item = ta_context_find_household (self->context, id);
  const char *name = item ? ta_household_item_get_name (item) : "";
  GtkWidget *row = ta_form_switch (name, !g_hash_table_contains (self->left_out, id));
  GtkWidget *badge = ta_household_badge_new (24);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (badge), item);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), badge);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_up_button (self, index, name));
  g_object_set_data (G_OBJECT (row), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (row, "notify::active", G_CALLBACK (switched), self, G_CONNECT_SWAPPED);
  return row;
}

static void
rebuild (TaSeriesOrder *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->ids->len; i++)
    {
      GtkWidget *row = make_row (self, i);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
}

static gboolean
has (GPtrArray *ids, const char *id)
{
  return ids && g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL);
}

/* By name, from @first on. */
static void
add_by_name (TaSeriesOrder *self, const char *pod, TaDate date, const char *first, GPtrArray *chosen)
{
  GListModel *households = ta_context_get_households (self->context);
  guint start = 0;

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);
      const char *id = ta_household_item_get_id (item);

      if (has (chosen, id) || g_strcmp0 (ta_household_pod (ta_household_item_get (item), date), pod) != 0)
        continue;
      if (g_strcmp0 (first, id) == 0)
        start = self->ids->len;
      if (chosen)
        g_hash_table_add (self->left_out, g_strdup (id));
      g_ptr_array_add (self->ids, g_strdup (id));
    }
  for (; start > 0; start--)
    g_ptr_array_add (self->ids, g_ptr_array_steal_index (self->ids, 0));
}

void
ta_series_order_set (TaSeriesOrder *self, const char *pod, TaDate date, const char *first, GPtrArray *chosen)
{
  g_return_if_fail (TA_IS_SERIES_ORDER (self));

  g_ptr_array_set_size (self->ids, 0);
  for (guint i = 0; chosen && i < chosen->len; i++)
    if (ta_context_find_household (self->context, chosen->pdata[i]))
      g_ptr_array_add (self->ids, g_strdup (chosen->pdata[i]));
  add_by_name (self, pod, date, first, chosen);
  rebuild (self);
}

GPtrArray *
ta_series_order_get (TaSeriesOrder *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (TA_IS_SERIES_ORDER (self), ids);

  for (guint i = 0; i < self->ids->len; i++)
    if (!g_hash_table_contains (self->left_out, self->ids->pdata[i]))
      g_ptr_array_add (ids, g_strdup (self->ids->pdata[i]));
  return ids;
}

static void
ta_series_order_finalize (GObject *object)
{
  TaSeriesOrder *self = TA_SERIES_ORDER (object);

  g_clear_object (&self->context);
  g_ptr_array_unref (self->ids);
  g_hash_table_unref (self->left_out);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (ta_series_order_parent_class)->finalize (object);
}

static void
ta_series_order_class_init (TaSeriesOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_series_order_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_series_order_init (TaSeriesOrder *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Who Takes Turns"));
}

GtkWidget *
ta_series_order_new (TaContext *context)
{
  TaSeriesOrder *self = g_object_new (TA_TYPE_SERIES_ORDER, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
