/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-turn-repeat.h"

#include "ta-date-row.h"
#include "ta-form.h"
#include "ta-household-badge.h"
#include "ta-rota-series.h"

#include <glib/gi18n.h>

#define DEFAULT_WEEKS 8
/* Longer than any rota is planned; keeps a slip of the finger from making thousands of turns. */
#define MOST_DAYS 800

struct _TaTurnRepeat
{
  AdwPreferencesGroup parent_instance;

  TaContext *context;
  GtkWidget *repeat; /* AdwExpanderRow */
  GtkWidget *until;
  GtkWidget *days[7]; /* toggle buttons, Monday first */
  GPtrArray *order;   /* of char *: ids of all households of the pod, in order */
  GHashTable *left_out;
  GPtrArray *rows; /* borrowed: a row for each of order */
  TaDate from;
};

G_DEFINE_FINAL_TYPE (TaTurnRepeat, ta_turn_repeat, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static guint
weekdays_of (TaTurnRepeat *self)
{
  guint weekdays = 0;

  for (int i = 0; i < 7; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->days[i])))
      weekdays |= 1u << i;
  return weekdays;
}

gboolean
ta_turn_repeat_is_on (TaTurnRepeat *self)
{
  g_return_val_if_fail (TA_IS_TURN_REPEAT (self), FALSE);

  return adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self->repeat));
}

gboolean
ta_turn_repeat_is_valid (TaTurnRepeat *self)
{
  TaDate until = ta_date_row_get_date (TA_DATE_ROW (self->until));

  return until != TA_DATE_NONE && until >= self->from && until < self->from + MOST_DAYS && weekdays_of (self) != 0;
}

static int
count_turns (TaTurnRepeat *self)
{
  TaDate until = ta_date_row_get_date (TA_DATE_ROW (self->until));
  guint weekdays = weekdays_of (self);
  int count = 0;

  for (TaDate date = self->from; date <= until; date++)
    count += (int) (weekdays >> (ta_date_weekday (date) - 1) & 1);
  return count;
}

static void
update_summary (TaTurnRepeat *self)
{
  g_autofree char *text = NULL;
  int count;

  if (!ta_turn_repeat_is_on (self))
    text = g_strdup (_ ("One turn only"));
  else if (!ta_turn_repeat_is_valid (self))
    text = g_strdup (_ ("Choose weekdays and a last day within two years"));
  else
    {
      count = count_turns (self);
      text = g_strdup_printf (ngettext ("%d turn", "%d turns", (gulong) count), count);
    }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->repeat), text);
}

void
ta_turn_repeat_set_warning (TaTurnRepeat *self, const char *text)
{
  g_return_if_fail (TA_IS_TURN_REPEAT (self));

  if (!ta_turn_repeat_is_on (self))
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), NULL);
  else
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), text ? text : _ ("The households that are switched on take turns, from the top down."));
}

static void
edited (TaTurnRepeat *self)
{
  update_summary (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void rebuild_order (TaTurnRepeat *self);

static void
move_up (TaTurnRepeat *self, GtkWidget *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  char *id = g_ptr_array_steal_index (self->order, index);

  g_ptr_array_insert (self->order, (int) index - 1, id);
  rebuild_order (self);
  edited (self);
}

static void
switched (TaTurnRepeat *self, GParamSpec *pspec, GtkWidget *row)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "index"));
  const char *id = self->order->pdata[index];

  if (adw_switch_row_get_active (ADW_SWITCH_ROW (row)))
    g_hash_table_remove (self->left_out, id);
  else
    g_hash_table_add (self->left_out, g_strdup (id));
  edited (self);
}

static GtkWidget *
make_up_button (TaTurnRepeat *self, guint index, const char *name)
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
make_order_row (TaTurnRepeat *self, guint index)
{
  const char *id = self->order->pdata[index];
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
rebuild_order (TaTurnRepeat *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self->repeat), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->order->len; i++)
    {
      GtkWidget *row = make_order_row (self, i);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (self->repeat), row);
      g_ptr_array_add (self->rows, row);
    }
}

/* All households of the pod by name, from the holder of the first turn on. */
static void
collect_order (TaTurnRepeat *self, const TaTurn *turn)
{
  GListModel *households = ta_context_get_households (self->context);
  const char *holder = ta_turn_holder (turn);
  guint first = 0;

  g_ptr_array_set_size (self->order, 0);
  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);

      if (g_strcmp0 (ta_household_pod (ta_household_item_get (item), turn->date), turn->pod) != 0)
        continue;
      if (g_strcmp0 (holder, ta_household_item_get_id (item)) == 0)
        first = self->order->len;
      g_ptr_array_add (self->order, g_strdup (ta_household_item_get_id (item)));
    }
  for (; first > 0; first--)
    g_ptr_array_add (self->order, g_ptr_array_steal_index (self->order, 0));
}

void
ta_turn_repeat_set (TaTurnRepeat *self, const TaTurn *turn)
{
  gboolean moved = self->from != turn->date;

  g_return_if_fail (TA_IS_TURN_REPEAT (self));

  self->from = turn->date;
  if (moved)
    {
      ta_date_row_set_date (TA_DATE_ROW (self->until), turn->date + 7 * DEFAULT_WEEKS - 1);
      for (int i = 0; i < 7; i++)
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->days[i]), ta_date_weekday (turn->date) == i + 1);
    }
  collect_order (self, turn);
  rebuild_order (self);
  update_summary (self);
}

/* (transfer full): of char *: those who take turns */
static GPtrArray *
collect_holders (TaTurnRepeat *self)
{
  GPtrArray *holders = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->order->len; i++)
    if (!g_hash_table_contains (self->left_out, self->order->pdata[i]))
      g_ptr_array_add (holders, g_strdup (self->order->pdata[i]));
  return holders;
}

GPtrArray *
ta_turn_repeat_make (TaTurnRepeat *self, const TaTurn *turn, TaDuty duty, TaSeries **series)
{
  g_autoptr (GPtrArray) holders = collect_holders (self);
  g_autoptr (GPtrArray) households = g_ptr_array_new ();
  TaSeries *made = ta_series_new (turn->pod, turn->service, turn->date);

  for (guint i = 0; i < self->order->len; i++)
    g_ptr_array_add (households, (gpointer) ta_household_item_get (ta_context_find_household (self->context, self->order->pdata[i])));
  made->weekdays = weekdays_of (self);
  made->start = turn->start;
  made->minutes = turn->minutes;
  made->until = ta_date_row_get_date (TA_DATE_ROW (self->until)) + 1;
  *series = made;
  return ta_rota_series_turns (made, turn, holders, duty, households);
}

static void
ta_turn_repeat_finalize (GObject *object)
{
  TaTurnRepeat *self = TA_TURN_REPEAT (object);

  g_clear_object (&self->context);
  g_ptr_array_unref (self->order);
  g_hash_table_unref (self->left_out);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (ta_turn_repeat_parent_class)->finalize (object);
}

static void
ta_turn_repeat_class_init (TaTurnRepeatClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_turn_repeat_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_days (TaTurnRepeat *self)
{
  GtkWidget *row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "activatable", FALSE, "focusable", FALSE, "title", _ ("On"), NULL);
  GtkWidget *box = adw_wrap_box_new ();
  int first = ta_locale_first_weekday ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  g_object_set (box, "margin-top", 8, "margin-bottom", 8, "margin-start", 12, "margin-end", 12, NULL);
  for (int i = 0; i < 7; i++)
    {
      int weekday = (first - 1 + i) % 7;
      /* The first of January 1970 was a Thursday: the Monday after it is day 4. */
      g_autofree char *name = ta_date_format (4 + weekday, TA_DATE_DAY_NAME);

      self->days[weekday] = gtk_toggle_button_new_with_label (name);
      g_signal_connect_object (self->days[weekday], "toggled", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
      adw_wrap_box_append (ADW_WRAP_BOX (box), self->days[weekday]);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

static void
ta_turn_repeat_init (TaTurnRepeat *self)
{
  self->from = TA_DATE_NONE;
  self->order = g_ptr_array_new_with_free_func (g_free);
  self->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_ptr_array_new ();

  self->repeat = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->repeat), _ ("Repeat weekly"));
  adw_expander_row_set_show_enable_switch (ADW_EXPANDER_ROW (self->repeat), TRUE);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self->repeat), FALSE);
  self->until = ta_date_row_new (_ ("Until"));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->repeat), make_days (self));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->repeat), self->until);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->repeat);
  g_signal_connect_object (self->repeat, "notify::enable-expansion", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->until, "notify::date", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
}

GtkWidget *
ta_turn_repeat_new (TaContext *context)
{
  TaTurnRepeat *self = g_object_new (TA_TYPE_TURN_REPEAT, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
