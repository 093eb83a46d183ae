/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-fairness-strip.h"

#include "ta-fairness-bar.h"
#include "ta-owed.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define WEEKS_BACK 12
#define WEEKS_AHEAD 8
/* More households than a pod has are not compared by eye. */
#define MOST_HOUSEHOLDS 16

struct _TaFairnessStrip
{
  GtkBox parent_instance;

  TaRotaModel *model;
  GtkWidget *heading;
  GtkWidget *bars;
  GHashTable *owed;          /* (nullable) until it is read: household → TaOwed */
  GCancellable *cancellable; /* (nullable): of the reading */
};

G_DEFINE_FINAL_TYPE (TaFairnessStrip, ta_fairness_strip, GTK_TYPE_BOX)

typedef struct
{
  int done;
  int planned;
} Count;

static void
count_turn (GHashTable *counts, const TaTurn *turn)
{
  const char *holder = ta_turn_holder (turn);
  Count *count = holder ? g_hash_table_lookup (counts, holder) : NULL;

  if (!count)
    return;
  if (turn->state == TA_TURN_DONE || turn->state == TA_TURN_LATE)
    count->done++;
  else if (!ta_turn_state_is_final (turn->state))
    count->planned++;
}

static TaDate
first_day (TaFairnessStrip *self)
{
  return ta_context_get_today (ta_rota_model_get_context (self->model)) - 7 * WEEKS_BACK;
}

/* (transfer full): household id → Count, for those of the pod shown. */
static GHashTable *
count_turns (TaFairnessStrip *self, GPtrArray *items)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  TaDate from = first_day (self);

  for (guint i = 0; i < items->len; i++)
    g_hash_table_insert (counts, (gpointer) ta_household_item_get_id (items->pdata[i]), g_new0 (Count, 1));
  for (TaDate date = from; date < from + 7 * (WEEKS_BACK + WEEKS_AHEAD); date++)
    {
      GPtrArray *turns = ta_rota_model_get_day (self->model, date);

      for (guint i = 0; turns && i < turns->len; i++)
        count_turn (counts, turns->pdata[i]);
    }
  return counts;
}

/* (transfer full): of TaHouseholdItem: who belongs to the pod shown, or to any. */
static GPtrArray *
collect_members (TaFairnessStrip *self)
{
  TaContext *context = ta_rota_model_get_context (self->model);
  GListModel *households = ta_context_get_households (context);
  const char *pod = ta_context_get_pod (context);
  TaDate today = ta_context_get_today (context);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      TaHouseholdItem *item = g_list_model_get_item (households, i);
      const char *member_of = ta_household_pod (ta_household_item_get (item), today);

      if (member_of && (!pod || g_str_equal (pod, member_of)))
        g_ptr_array_add (items, item);
      else
        g_object_unref (item);
    }
  return items;
}

static int
find_most (GHashTable *counts)
{
  GHashTableIter iter;
  gpointer count;
  int most = 1;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    most = MAX (most, ((Count *) count)->done + ((Count *) count)->planned);
  return most;
}

static void
make_popover (GtkMenuButton *button, gpointer data)
{
  TaFairnessStrip *self = TA_FAIRNESS_STRIP (data);
  const char *household = g_object_get_data (G_OBJECT (button), "household");
  const TaOwed *owed = self->owed && household ? g_hash_table_lookup (self->owed, household) : NULL;

  gtk_menu_button_set_popover (button, owed ? ta_owed_popover_new (owed) : NULL);
}

static GtkWidget *
new_bar (TaFairnessStrip *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), ta_fairness_bar_new ());
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_popover, self, NULL);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_UP);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "fairness-button");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_box_append (GTK_BOX (self->bars), button);
  return button;
}

static GtkWidget *
nth_bar (TaFairnessStrip *self, guint index)
{
  GtkWidget *bar = gtk_widget_get_first_child (self->bars);

  while (bar && index-- > 0)
    bar = gtk_widget_get_next_sibling (bar);
  return bar ? bar : new_bar (self);
}

static void
bind (TaFairnessStrip *self, guint index, TaHouseholdItem *item, const Count *count, int most)
{
  GtkWidget *button = nth_bar (self, index);
  const TaOwed *owed = self->owed ? g_hash_table_lookup (self->owed, ta_household_item_get_id (item)) : NULL;
  /* Translators: a household, how many turns it did, has before it, and owes */
  g_autofree char *name = g_strdup_printf (_ ("%s: %d done, %d to come, owes %.4g"), ta_household_item_get_name (item), count->done, count->planned,
                                           (owed ? owed->target : 0) / 100.0);

  ta_fairness_bar_bind (TA_FAIRNESS_BAR (gtk_menu_button_get_child (GTK_MENU_BUTTON (button))), item, count->done, count->planned,
                        owed ? owed->target : -1, most);
  g_object_set_data_full (G_OBJECT (button), "household", g_strdup (ta_household_item_get_id (item)), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
trim_bars (TaFairnessStrip *self, guint length)
{
  GtkWidget *bar = gtk_widget_get_first_child (self->bars);

  for (guint i = 0; bar; i++)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (bar);

      if (i >= length)
        gtk_box_remove (GTK_BOX (self->bars), bar);
      bar = next;
    }
}

static void
update (TaFairnessStrip *self)
{
  g_autoptr (GPtrArray) items = collect_members (self);
  g_autoptr (GHashTable) counts = count_turns (self, items);
  g_autofree char *since = ta_date_format (first_day (self), TA_DATE_SHORT);
  g_autofree char *until = ta_date_format (first_day (self) + 7 * (WEEKS_BACK + WEEKS_AHEAD) - 1, TA_DATE_SHORT);
  /* Translators: two dates. Under it stands how many turns each household did and has before it. */
  g_autofree char *text = g_strdup_printf (_ ("Turns from %s to %s"), since, until);
  int most = find_most (counts);

  gtk_label_set_label (GTK_LABEL (self->heading), text);
  gtk_widget_set_visible (GTK_WIDGET (self), items->len > 0 && items->len <= MOST_HOUSEHOLDS);
  if (items->len > MOST_HOUSEHOLDS)
    return;
  for (guint i = 0; i < items->len; i++)
    {
      Count *count = g_hash_table_lookup (counts, ta_household_item_get_id (items->pdata[i]));

      bind (self, i, items->pdata[i], count, most);
    }
  trim_bars (self, items->len);
}

static void
on_owed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaFairnessStrip) self = data;
  g_autoptr (GError) error = NULL;
  GHashTable *owed = ta_store_read_finish (TA_STORE (source), result, &error);

  if (!owed)
    return;
  g_clear_pointer (&self->owed, g_hash_table_unref);
  self->owed = owed;
  update (self);
}

/* What was done and is planned is in the model; what is owed takes the ledger and everybody's absences, so it is read behind. */
static void
read_again (TaFairnessStrip *self)
{
  TaContext *context = ta_rota_model_get_context (self->model);
  TaDate today = ta_context_get_today (context);

  update (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  self->cancellable = g_cancellable_new ();
  ta_owed_read_async (ta_context_get_store (context), ta_context_get_pod (context), today, today + 7 * WEEKS_AHEAD, self->cancellable, on_owed,
                      g_object_ref (self));
}

void
ta_fairness_strip_set_model (TaFairnessStrip *self, TaRotaModel *model)
{
  g_return_if_fail (TA_IS_FAIRNESS_STRIP (self));
  g_return_if_fail (!self->model);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  ta_rota_model_keep (model, first_day (self), first_day (self) + 7 * (WEEKS_BACK + WEEKS_AHEAD));
  read_again (self);
}

static void
ta_fairness_strip_dispose (GObject *object)
{
  TaFairnessStrip *self = TA_FAIRNESS_STRIP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->model);
  g_clear_pointer (&self->owed, g_hash_table_unref);
  G_OBJECT_CLASS (ta_fairness_strip_parent_class)->dispose (object);
}

static void
ta_fairness_strip_class_init (TaFairnessStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_fairness_strip_dispose;
}

static void
ta_fairness_strip_init (TaFairnessStrip *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->heading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_label_set_wrap (GTK_LABEL (self->heading), TRUE);
  gtk_widget_add_css_class (self->heading, "heading");
  self->bars = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  gtk_box_set_homogeneous (GTK_BOX (self->bars), TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->bars);
  gtk_box_append (GTK_BOX (self), self->heading);
  gtk_box_append (GTK_BOX (self), scrolled);
  gtk_widget_add_css_class (GTK_WIDGET (self), "fairness-strip");
}
