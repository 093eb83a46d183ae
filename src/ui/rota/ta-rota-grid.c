/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-grid-private.h"

#include <glib/gi18n.h>

#define LEAST_WIDTH 280
#define NATURAL_WIDTH 720

G_DEFINE_FINAL_TYPE (TaRotaGrid, ta_rota_grid, GTK_TYPE_WIDGET)

guint ta_rota_grid_signals[TA_ROTA_GRID_N_SIGNALS];

GPtrArray *
ta_rota_grid_get_day (TaDate date, gpointer grid, gboolean *noted)
{
  TaRotaGrid *self = grid;

  if (noted)
    *noted = g_hash_table_contains (self->away, GINT_TO_POINTER (date)) || (self->agenda && ta_rota_grid_holiday (self, date));
  return self->model ? ta_rota_model_get_day (self->model, date) : NULL;
}

GdkRectangle
ta_rota_grid_mirror (TaRotaGrid *self, GdkRectangle rect)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    rect.x = self->layout->width - rect.x - rect.width;
  return rect;
}

TaDate
ta_rota_grid_pick (TaRotaGrid *self, double x, double y, const char **turn)
{
  const TaRotaCell *cell;
  GPtrArray *turns;

  if (turn)
    *turn = NULL;
  if (!self->layout)
    return TA_DATE_NONE;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = self->layout->width - x;
  cell = ta_rota_layout_find_cell (self->layout, x, y);
  if (!cell)
    return TA_DATE_NONE;

  turns = ta_rota_grid_get_day (cell->date, self, NULL);
  for (int i = 0; turn && i < cell->shown; i++)
    {
      GdkRectangle rect = ta_rota_layout_card (self->layout, cell, turns, i);

      if (gdk_rectangle_contains_point (&rect, (int) x, (int) y))
        *turn = ((TaTurn *) turns->pdata[i])->id;
    }
  return cell->date;
}

static void
ensure_metrics (TaRotaGrid *self)
{
  if (self->metrics_valid)
    return;
  self->metrics_valid = TRUE;
  g_hash_table_remove_all (self->texts);
  ta_rota_grid_measure_texts (self);
  ta_rota_grid_measure_samples (self);
}

static TaRotaLayout *
lay_out (TaRotaGrid *self, int width, int height)
{
  ensure_metrics (self);
  self->agenda = ta_rota_layout_is_agenda (&self->span, &self->metrics, width);
  return ta_rota_layout_new (&self->span, &self->metrics, width, height, ta_rota_grid_get_day, self);
}

static void
add_away (TaRotaGrid *self, TaDate date, const char *name)
{
  GPtrArray *names = g_hash_table_lookup (self->away, GINT_TO_POINTER (date));

  if (!names)
    {
      names = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->away, GINT_TO_POINTER (date), names);
    }
  g_ptr_array_add (names, g_strdup (name));
}

const char *
ta_rota_grid_holiday (TaRotaGrid *self, TaDate date)
{
  return self->model ? ta_holidays_get (ta_rota_model_get_holidays (self->model), date) : NULL;
}

static char *
away_text (TaRotaGrid *self, TaDate date)
{
  GPtrArray *names = g_hash_table_lookup (self->away, GINT_TO_POINTER (date));
  g_autoptr (GString) joined = g_string_new (NULL);

  if (!names)
    return NULL;
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? ", " : "", (const char *) names->pdata[i]);
  /* Translators: the names of households that are away. */
  return g_strdup_printf (_ ("%s away"), joined->str);
}

char *
ta_rota_grid_note_text (TaRotaGrid *self, TaDate date, gboolean with_holiday)
{
  const char *holiday = with_holiday ? ta_rota_grid_holiday (self, date) : NULL;
  g_autofree char *away = away_text (self, date);

  if (!holiday)
    return g_steal_pointer (&away);
  return away ? g_strdup_printf ("%s, %s", holiday, away) : g_strdup (holiday);
}

/* A heading may be too narrow for a holiday's name. */
static gboolean
query_tooltip (TaRotaGrid *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  TaDate date = keyboard ? self->cursor : ta_rota_grid_pick (self, x, y, NULL);
  const char *holiday = date != TA_DATE_NONE ? ta_rota_grid_holiday (self, date) : NULL;

  if (holiday)
    gtk_tooltip_set_text (tooltip, holiday);
  return holiday != NULL;
}

/* Writes down who is away on the days shown: there are few absences, so it goes through them and not through the days. */
static void
collect_away (TaRotaGrid *self)
{
  TaContext *context = ta_rota_model_get_context (self->model);
  const char *pod = ta_context_get_pod (context);
  GListModel *households = ta_context_get_households (context);

  g_hash_table_remove_all (self->away);
  for (guint i = 0; pod && i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);
      const TaHousehold *household = ta_household_item_get (item);

      for (guint j = 0; j < household->absences->len; j++)
        {
          const TaAbsence *absence = household->absences->pdata[j];
          TaDate until = MIN (absence->until, self->span.until);

          for (TaDate date = MAX (absence->from, self->span.from); !absence->person && date < until; date++)
            if (g_strcmp0 (ta_household_pod (household, date), pod) == 0)
              add_away (self, date, household->name);
        }
    }
}

/* Lays out and fills the span at the size the grid has now. */
static void
refresh (TaRotaGrid *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  if (self->span.from == self->span.until || !self->model)
    return;
  collect_away (self);
  ta_rota_grid_fix_cursor (self);
  if (width > 0)
    {
      g_clear_pointer (&self->layout, ta_rota_layout_free);
      self->layout = lay_out (self, width, gtk_widget_get_height (GTK_WIDGET (self)));
      ta_rota_grid_sync_cards (self, self->stale);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Brings everything up to date with the model. */
void
ta_rota_grid_update (TaRotaGrid *self)
{
  self->stale = TRUE;
  refresh (self);
}

static void
ta_rota_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  TaRotaGrid *self = TA_ROTA_GRID (widget);
  g_autoptr (TaRotaLayout) layout = NULL;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  *minimum = *natural = 0;
  if (self->span.from == self->span.until || !self->model)
    return;
  layout = lay_out (self, for_size > 0 ? for_size : NATURAL_WIDTH, 0);
  *minimum = *natural = layout->height;
}

static GtkSizeRequestMode
ta_rota_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ta_rota_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TaRotaGrid *self = TA_ROTA_GRID (widget);

  if (self->span.from == self->span.until || !self->model)
    return;
  g_clear_pointer (&self->layout, ta_rota_layout_free);
  self->layout = lay_out (self, width, height);
  ta_rota_grid_sync_cards (self, self->stale);
  ta_rota_grid_allocate_cards (self);
  if (self->menu)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
forget_metrics (TaRotaGrid *self)
{
  self->metrics_valid = FALSE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
ta_rota_grid_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (ta_rota_grid_parent_class)->system_setting_changed (widget, setting);
  forget_metrics (TA_ROTA_GRID (widget));
}

static void
ta_rota_grid_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ta_rota_grid_parent_class)->root (widget);
  forget_metrics (TA_ROTA_GRID (widget));
}

static void
scrolled (TaRotaGrid *self)
{
  if (!self->layout)
    return;
  ta_rota_grid_sync_cards (self, FALSE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
ta_rota_grid_set_vadjustment (TaRotaGrid *self, GtkAdjustment *adjustment)
{
  g_return_if_fail (TA_IS_ROTA_GRID (self));

  if (self->vadjustment)
    g_signal_handlers_disconnect_by_data (self->vadjustment, self);
  if (g_set_object (&self->vadjustment, adjustment) && adjustment)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled), self, G_CONNECT_SWAPPED);
}

void
ta_rota_grid_set_model (TaRotaGrid *self, TaRotaModel *model)
{
  g_return_if_fail (TA_IS_ROTA_GRID (self));

  if (self->model)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (g_set_object (&self->model, model) && model)
    g_signal_connect_object (model, "changed", G_CALLBACK (ta_rota_grid_update), self, G_CONNECT_SWAPPED);
  ta_rota_grid_update (self);
}

void
ta_rota_grid_set_span (TaRotaGrid *self, const TaRotaSpan *span, TaDate cursor)
{
  g_return_if_fail (TA_IS_ROTA_GRID (self));

  if (cursor != TA_DATE_NONE)
    {
      self->cursor = cursor;
      g_clear_pointer (&self->cursor_turn, g_free);
    }
  self->span = *span;
  g_hash_table_remove_all (self->texts);
  refresh (self);
}

GtkWidget *
ta_rota_grid_get_card (TaRotaGrid *self, const char *turn)
{
  g_return_val_if_fail (TA_IS_ROTA_GRID (self), NULL);

  return turn ? g_hash_table_lookup (self->cards, turn) : NULL;
}

static void
ta_rota_grid_dispose (GObject *object)
{
  TaRotaGrid *self = TA_ROTA_GRID (object);
  GtkWidget *child;

  if (self->model)
    ta_rota_grid_set_model (self, NULL);
  if (self->vadjustment)
    ta_rota_grid_set_vadjustment (self, NULL);
  g_hash_table_remove_all (self->cards);
  g_hash_table_remove_all (self->mores);
  g_ptr_array_set_size (self->spare_cards, 0);
  g_ptr_array_set_size (self->spare_mores, 0);
  self->menu = NULL;
  if (self->filling != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->filling);
  self->filling = 0;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ta_rota_grid_parent_class)->dispose (object);
}

static void
ta_rota_grid_finalize (GObject *object)
{
  TaRotaGrid *self = TA_ROTA_GRID (object);

  g_clear_pointer (&self->layout, ta_rota_layout_free);
  g_hash_table_unref (self->cards);
  g_hash_table_unref (self->mores);
  g_ptr_array_unref (self->spare_cards);
  g_ptr_array_unref (self->spare_mores);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->away);
  g_free (self->cursor_turn);
  g_free (self->marked);
  g_free (self->drop_turn);
  g_free (self->dragged_turn);
  G_OBJECT_CLASS (ta_rota_grid_parent_class)->finalize (object);
}

static void
add_signal (TaRotaGridClass *klass, int signal, const char *name, int n_types, GType first, GType second)
{
  ta_rota_grid_signals[signal] = g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, (guint) n_types, first, second);
}

static void
ta_rota_grid_class_init (TaRotaGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ta_rota_grid_dispose;
  object_class->finalize = ta_rota_grid_finalize;
  widget_class->measure = ta_rota_grid_measure;
  widget_class->get_request_mode = ta_rota_grid_get_request_mode;
  widget_class->size_allocate = ta_rota_grid_size_allocate;
  widget_class->snapshot = ta_rota_grid_snapshot;
  widget_class->focus = ta_rota_grid_focus;
  widget_class->root = ta_rota_grid_root;
  widget_class->system_setting_changed = ta_rota_grid_system_setting_changed;

  add_signal (klass, TA_ROTA_GRID_OPEN_TURN, "open-turn", 1, G_TYPE_STRING, G_TYPE_NONE);
  add_signal (klass, TA_ROTA_GRID_DELETE_TURN, "delete-turn", 1, G_TYPE_STRING, G_TYPE_NONE);
  add_signal (klass, TA_ROTA_GRID_NEW_TURN, "new-turn", 1, G_TYPE_INT, G_TYPE_NONE);
  add_signal (klass, TA_ROTA_GRID_MOVE_TURN, "move-turn", 2, G_TYPE_STRING, G_TYPE_INT);
  add_signal (klass, TA_ROTA_GRID_SWAP_TURNS, "swap-turns", 2, G_TYPE_STRING, G_TYPE_STRING);
  add_signal (klass, TA_ROTA_GRID_ASSIGN_TURN, "assign-turn", 2, G_TYPE_STRING, G_TYPE_STRING);
  add_signal (klass, TA_ROTA_GRID_SET_STATE, "set-state", 2, G_TYPE_STRING, G_TYPE_INT);
  add_signal (klass, TA_ROTA_GRID_REACH, "reach", 1, G_TYPE_INT, G_TYPE_NONE);
  add_signal (klass, TA_ROTA_GRID_SHOW_DAY, "show-day", 1, G_TYPE_INT, G_TYPE_NONE);

  ta_rota_grid_install_keys (widget_class);
  ta_rota_grid_install_menu (widget_class);
  gtk_widget_class_set_css_name (widget_class, "rotagrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
day_button_clicked (TaRotaGrid *self)
{
  g_signal_emit (self, ta_rota_grid_signals[TA_ROTA_GRID_NEW_TURN], 0, self->cursor);
}

static void
ta_rota_grid_init (TaRotaGrid *self)
{
  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->mores = g_hash_table_new (NULL, NULL);
  self->spare_cards = g_ptr_array_new ();
  self->spare_mores = g_ptr_array_new ();
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->away = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->cursor = TA_DATE_NONE;
  self->drop_date = TA_DATE_NONE;

  self->sample = ta_turn_card_new ();
  gtk_widget_set_child_visible (self->sample, FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->sample), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_parent (self->sample, GTK_WIDGET (self));

  self->day_button = gtk_button_new ();
  gtk_widget_add_css_class (self->day_button, "flat");
  gtk_widget_add_css_class (self->day_button, "rota-day");
  gtk_widget_set_visible (self->day_button, FALSE);
  gtk_widget_set_parent (self->day_button, GTK_WIDGET (self));
  g_signal_connect_object (self->day_button, "clicked", G_CALLBACK (day_button_clicked), self, G_CONNECT_SWAPPED);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Turns by day"), -1);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (self, "query-tooltip", G_CALLBACK (query_tooltip), self, G_CONNECT_SWAPPED);
  ta_rota_grid_setup_pointer (self);
  ta_rota_grid_setup_drag (self);
}
