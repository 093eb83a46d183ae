/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-grid-private.h"

#include "ta-tooltip.h"

#include <glib/gi18n.h>

/* Cards are made this many pixels before they come into sight. */
#define OVERSCAN 160
/* So many are filled in a frame; the others follow in the next ones, so that the window goes on answering. */
#define CARDS_A_FRAME 16

static gboolean
is_in_sight (TaRotaGrid *self, const GdkRectangle *area)
{
  double top, bottom;

  if (!self->vadjustment)
    return TRUE;
  top = gtk_adjustment_get_value (self->vadjustment) - OVERSCAN;
  bottom = gtk_adjustment_get_value (self->vadjustment) + gtk_adjustment_get_page_size (self->vadjustment) + OVERSCAN;
  return area->y < bottom && area->y + area->height > top;
}

static void
card_clicked (TaRotaGrid *self, GtkWidget *card)
{
  const char *turn = ta_turn_card_get_turn (TA_TURN_CARD (card));

  if (turn)
    g_signal_emit (self, ta_rota_grid_signals[TA_ROTA_GRID_OPEN_TURN], 0, turn);
}

static GtkWidget *
take_card (TaRotaGrid *self)
{
  GtkWidget *card;

  if (self->spare_cards->len > 0)
    card = g_ptr_array_steal_index_fast (self->spare_cards, self->spare_cards->len - 1);
  else
    {
      card = ta_turn_card_new ();
      g_signal_connect_object (card, "clicked", G_CALLBACK (card_clicked), self, G_CONNECT_SWAPPED);
      ta_rota_grid_follow_focus (self, card);
      ta_rota_grid_setup_card_drag (self, card);
      gtk_widget_set_parent (card, GTK_WIDGET (self));
    }
  gtk_widget_set_visible (card, TRUE);
  return card;
}

static void
more_clicked (TaRotaGrid *self, GtkWidget *button)
{
  GHashTableIter iter;
  gpointer date, value;

  g_hash_table_iter_init (&iter, self->mores);
  while (g_hash_table_iter_next (&iter, &date, &value))
    if (value == button)
      {
        g_signal_emit (self, ta_rota_grid_signals[TA_ROTA_GRID_SHOW_DAY], 0, GPOINTER_TO_INT (date));
        return;
      }
}

static GtkWidget *
take_more (TaRotaGrid *self)
{
  GtkWidget *button;

  if (self->spare_mores->len > 0)
    button = g_ptr_array_steal_index_fast (self->spare_mores, self->spare_mores->len - 1);
  else
    {
      button = gtk_button_new_with_label ("");
      gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "rota-more");
      g_signal_connect_object (button, "clicked", G_CALLBACK (more_clicked), self, G_CONNECT_SWAPPED);
      gtk_widget_set_parent (button, GTK_WIDGET (self));
    }
  gtk_widget_set_visible (button, TRUE);
  return button;
}

static void
bind_more (GtkWidget *button, const TaRotaCell *cell)
{
  g_autofree char *text = NULL;
  g_autofree char *date = ta_date_format (cell->date, TA_DATE_LONG);
  g_autofree char *spoken = NULL;

  if (cell->size == TA_TURN_CARD_BADGE)
    text = g_strdup_printf ("+%d", cell->hidden);
  else
    /* Translators: so many turns of a day have no room. */
    text = g_strdup_printf (ngettext ("+%d more", "+%d more", (gulong) cell->hidden), cell->hidden);
  spoken = g_strdup_printf (ngettext ("%d more turn on %s", "%d more turns on %s", (gulong) cell->hidden), cell->hidden, date);
  gtk_button_set_label (GTK_BUTTON (button), text);
  ta_tooltip_set (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* The ids of the turns, and the days with a button, that should have a widget now. */
static void
collect_wanted (TaRotaGrid *self, GHashTable *turns, GHashTable *days)
{
  for (guint i = 0; i < self->layout->cells->len; i++)
    {
      const TaRotaCell *cell = &g_array_index (self->layout->cells, TaRotaCell, i);
      GPtrArray *day = ta_rota_grid_get_day (cell->date, self, NULL);

      if (cell->date != self->cursor && !is_in_sight (self, &cell->area))
        continue;
      for (int j = 0; j < cell->shown; j++)
        {
          const char *id = ((TaTurn *) day->pdata[j])->id;
          GdkRectangle card = ta_rota_layout_card (self->layout, cell, day, j);

          if (g_strcmp0 (id, self->cursor_turn) == 0 || is_in_sight (self, &card))
            g_hash_table_insert (turns, (gpointer) id, (gpointer) cell);
        }
      if (cell->hidden > 0)
        g_hash_table_insert (days, GINT_TO_POINTER (cell->date), (gpointer) cell);
    }
}

/* Whether @widget cannot stay as it is: nothing stands in its place, or a card of another size. */
static gboolean
is_unwanted (GtkWidget *widget, const TaRotaCell *cell)
{
  if (!cell)
    return TRUE;
  return TA_IS_TURN_CARD (widget) && ta_turn_card_get_size (TA_TURN_CARD (widget)) != cell->size && !gtk_widget_has_focus (widget);
}

static void
release_unwanted (GHashTable *used, GHashTable *wanted, GPtrArray *spare)
{
  GHashTableIter iter;
  gpointer key, widget;

  g_hash_table_iter_init (&iter, used);
  while (g_hash_table_iter_next (&iter, &key, &widget))
    if (is_unwanted (widget, g_hash_table_lookup (wanted, key)))
      {
        gtk_widget_set_visible (widget, FALSE);
        g_ptr_array_add (spare, widget);
        g_hash_table_iter_remove (&iter);
      }
}

/* The card of the cursor is always there, for what takes the focus next. */
static gboolean
has_room (TaRotaGrid *self, const char *id)
{
  return g_strcmp0 (id, self->cursor_turn) == 0 || self->room-- > 0;
}

/* Returns FALSE where the card has to wait for another frame. */
static gboolean
bind_card (TaRotaGrid *self, const char *id, const TaRotaCell *cell, gboolean rebind)
{
  GtkWidget *card = g_hash_table_lookup (self->cards, id);
  const char *holiday = ta_rota_grid_holiday (self, cell->date);

  if (!card)
    {
      if (!has_room (self, id))
        return FALSE;
      card = take_card (self);
      g_hash_table_insert (self->cards, g_strdup (id), card);
      rebind = TRUE;
    }
  if (!rebind && ta_turn_card_get_size (TA_TURN_CARD (card)) == cell->size)
    return TRUE;
  ta_turn_card_bind (TA_TURN_CARD (card), ta_rota_model_get_context (self->model), ta_rota_model_find (self->model, id), cell->size);
  /* The day's heading is only drawn. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, holiday ? holiday : "", -1);
  ta_turn_card_set_marked (TA_TURN_CARD (card), g_strcmp0 (id, self->marked) == 0 || g_strcmp0 (id, self->drop_turn) == 0);
  return TRUE;
}

static gboolean
fill_on (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  TaRotaGrid *self = TA_ROTA_GRID (widget);
  gboolean all;

  self->room = CARDS_A_FRAME;
  if (self->layout && self->model)
    ta_rota_grid_sync_cards (self, FALSE);
  all = self->room >= 0;
  self->room = 0;
  gtk_widget_queue_allocate (widget);
  if (all)
    self->filling = 0;
  return all ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/* Fills the cards in the order of the days, as far as there is room in this frame. */
static void
bind_cards (TaRotaGrid *self, GHashTable *turns, gboolean rebind)
{
  gboolean all = TRUE;

  for (guint i = 0; i < self->layout->cells->len; i++)
    {
      const TaRotaCell *cell = &g_array_index (self->layout->cells, TaRotaCell, i);
      GPtrArray *day = ta_rota_grid_get_day (cell->date, self, NULL);

      for (int j = 0; j < cell->shown; j++)
        {
          const char *id = ((TaTurn *) day->pdata[j])->id;

          if (g_hash_table_contains (turns, id) && !bind_card (self, id, cell, rebind))
            all = FALSE;
        }
    }
  if (!all && self->filling == 0)
    self->filling = gtk_widget_add_tick_callback (GTK_WIDGET (self), fill_on, NULL, NULL);
}

static void
bind_day_button (TaRotaGrid *self)
{
  const TaRotaCell *cell = ta_rota_layout_get_cell (self->layout, self->cursor);
  g_autofree char *date = ta_date_format (self->cursor, TA_DATE_LONG);
  g_autofree char *away = ta_rota_grid_note_text (self, self->cursor, TRUE);
  g_autofree char *empty = g_strdup_printf (_ ("%s, no turns"), date);
  g_autofree char *label = away ? g_strdup_printf ("%s, %s", empty, away) : g_strdup (empty);

  gtk_widget_set_visible (self->day_button, cell && cell->shown + cell->hidden == 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->day_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ ("Press Enter to add a turn"), -1);
}

/* Keeps the cards in the order of days, in which assistive technology reads them. */
static void
order_cards (TaRotaGrid *self)
{
  GtkWidget *last = self->day_button;

  for (guint i = 0; i < self->layout->cells->len; i++)
    {
      const TaRotaCell *cell = &g_array_index (self->layout->cells, TaRotaCell, i);
      GPtrArray *day = ta_rota_grid_get_day (cell->date, self, NULL);

      for (int j = 0; j < cell->shown; j++)
        {
          GtkWidget *card = g_hash_table_lookup (self->cards, ((TaTurn *) day->pdata[j])->id);

          if (card && gtk_widget_get_prev_sibling (card) != last)
            gtk_widget_insert_after (card, GTK_WIDGET (self), last);
          last = card ? card : last;
        }
    }
}

void
ta_rota_grid_sync_cards (TaRotaGrid *self, gboolean rebind)
{
  g_autoptr (GHashTable) turns = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) days = g_hash_table_new (NULL, NULL);
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  GHashTableIter iter;
  gpointer key, cell;

  self->syncing = TRUE;
  self->stale = FALSE;
  collect_wanted (self, turns, days);
  release_unwanted (self->cards, turns, self->spare_cards);
  release_unwanted (self->mores, days, self->spare_mores);
  bind_cards (self, turns, rebind);
  g_hash_table_iter_init (&iter, days);
  while (g_hash_table_iter_next (&iter, &key, &cell))
    {
      if (!g_hash_table_contains (self->mores, key))
        g_hash_table_insert (self->mores, key, take_more (self));
      bind_more (g_hash_table_lookup (self->mores, key), cell);
    }
  bind_day_button (self);
  order_cards (self);
  self->syncing = FALSE;
  if (had_focus && !gtk_widget_get_focus_child (GTK_WIDGET (self)))
    ta_rota_grid_focus_cursor (self);
}

static void
allocate_child (TaRotaGrid *self, GtkWidget *child, GdkRectangle rect)
{
  int least_width, least_height;
  GtkAllocation allocation = ta_rota_grid_mirror (self, rect);

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  allocation.width = MAX (allocation.width, least_width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, allocation.width, &least_height, NULL, NULL, NULL);
  allocation.height = MAX (allocation.height, least_height);
  gtk_widget_size_allocate (child, &allocation, -1);
}

static void
allocate_cell (TaRotaGrid *self, const TaRotaCell *cell)
{
  GPtrArray *turns = ta_rota_grid_get_day (cell->date, self, NULL);
  GtkWidget *more = g_hash_table_lookup (self->mores, GINT_TO_POINTER (cell->date));

  for (int i = 0; i < cell->shown; i++)
    {
      GtkWidget *card = g_hash_table_lookup (self->cards, ((TaTurn *) turns->pdata[i])->id);

      if (card)
        allocate_child (self, card, ta_rota_layout_card (self->layout, cell, turns, i));
    }
  if (more)
    allocate_child (self, more, ta_rota_layout_card (self->layout, cell, turns, cell->shown));
}

void
ta_rota_grid_allocate_cards (TaRotaGrid *self)
{
  const TaRotaCell *cursor = ta_rota_layout_get_cell (self->layout, self->cursor);

  for (guint i = 0; i < self->layout->cells->len; i++)
    allocate_cell (self, &g_array_index (self->layout->cells, TaRotaCell, i));
  if (cursor && gtk_widget_get_visible (self->day_button))
    allocate_child (self, self->day_button, cursor->area);
}

static int
sample_height (TaRotaGrid *self, TaTurn *turn, TaTurnCardSize size)
{
  int height;

  ta_turn_card_bind (TA_TURN_CARD (self->sample), ta_rota_model_get_context (self->model), turn, size);
  gtk_widget_measure (self->sample, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  return height;
}

/* Cards of one size are equally high, so that one can say where each lies without making it. */
void
ta_rota_grid_measure_samples (TaRotaGrid *self)
{
  g_autoptr (TaTurn) turn = ta_turn_new ("", "", 0, 18 * 60);

  for (int size = 0; size <= TA_TURN_CARD_BADGE; size++)
    self->metrics.card[size] = sample_height (self, turn, size);
  turn->state = TA_TURN_SEEKING_COVER;
  self->metrics.pill = sample_height (self, turn, TA_TURN_CARD_FULL) - self->metrics.card[TA_TURN_CARD_FULL];
}
