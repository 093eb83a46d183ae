/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-grid-private.h"

static const TaTurn *
cursor_turn (TaRotaGrid *self)
{
  return self->cursor_turn && self->model ? ta_rota_model_find (self->model, self->cursor_turn) : NULL;
}

static int
cursor_index (TaRotaGrid *self)
{
  GPtrArray *turns = ta_rota_grid_get_day (self->cursor, self, NULL);

  for (guint i = 0; turns && i < turns->len; i++)
    if (g_strcmp0 (((TaTurn *) turns->pdata[i])->id, self->cursor_turn) == 0)
      return (int) i;
  return 0;
}

/* Stands on turn @index of the day, or the nearest there is; on the day itself where it has none. */
static void
stand_on (TaRotaGrid *self, TaDate date, int index)
{
  GPtrArray *turns = ta_rota_grid_get_day (date, self, NULL);
  int last = turns ? (int) turns->len - 1 : -1;

  self->cursor = date;
  g_set_str (&self->cursor_turn, last < 0 ? NULL : ((TaTurn *) turns->pdata[CLAMP (index, 0, last)])->id);
}

/* Keeps the cursor on something that is there: it follows its turn to another day. */
void
ta_rota_grid_fix_cursor (TaRotaGrid *self)
{
  const TaTurn *turn = cursor_turn (self);
  TaDate today = ta_context_get_today (ta_rota_model_get_context (self->model));

  if (turn && ta_rota_span_shows (&self->span, turn->date))
    self->cursor = turn->date;
  else if (self->cursor != TA_DATE_NONE && ta_rota_span_shows (&self->span, self->cursor))
    stand_on (self, self->cursor, 0);
  else
    stand_on (self, ta_rota_span_is_main (&self->span, today) ? today : self->span.main_from, 0);
  if (self->marked && !ta_rota_model_find (self->model, self->marked))
    g_clear_pointer (&self->marked, g_free);
}

TaDate
ta_rota_grid_get_cursor (TaRotaGrid *self)
{
  g_return_val_if_fail (TA_IS_ROTA_GRID (self), TA_DATE_NONE);

  return self->cursor;
}

const char *
ta_rota_grid_get_cursor_turn (TaRotaGrid *self)
{
  g_return_val_if_fail (TA_IS_ROTA_GRID (self), NULL);

  return self->cursor_turn;
}

void
ta_rota_grid_set_cursor (TaRotaGrid *self, TaDate date, const char *turn)
{
  g_return_if_fail (TA_IS_ROTA_GRID (self));

  self->cursor = date;
  g_set_str (&self->cursor_turn, turn);
  if (!turn)
    stand_on (self, date, 0);
  ta_rota_grid_update (self);
}

static void
scroll_to_cursor (TaRotaGrid *self)
{
  const TaRotaCell *cell = ta_rota_layout_get_cell (self->layout, self->cursor);

  if (cell && self->vadjustment)
    gtk_adjustment_clamp_page (self->vadjustment, cell->area.y, cell->area.y + cell->area.height);
}

void
ta_rota_grid_focus_cursor (TaRotaGrid *self)
{
  GtkWidget *card;

  g_return_if_fail (TA_IS_ROTA_GRID (self));

  if (!self->layout)
    return;
  scroll_to_cursor (self);
  card = ta_rota_grid_get_card (self, self->cursor_turn);
  if (card)
    gtk_widget_grab_focus (card);
  else if (gtk_widget_get_visible (self->day_button))
    gtk_widget_grab_focus (self->day_button);
}

static void
go_to (TaRotaGrid *self, TaDate date, int index)
{
  if (ta_rota_span_shows (&self->span, date))
    stand_on (self, date, index);
  else
    {
      self->cursor = date;
      g_clear_pointer (&self->cursor_turn, g_free);
      g_signal_emit (self, ta_rota_grid_signals[TA_ROTA_GRID_REACH], 0, date);
    }
  ta_rota_grid_sync_cards (self, FALSE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  ta_rota_grid_focus_cursor (self);
}

/* How many days a direction means, where the reader's lines run from left to right or back. */
static int
direction_days (TaRotaGrid *self, GtkDirectionType direction)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int week = self->layout && self->layout->agenda ? 1 : 7;

  switch (direction)
    {
    case GTK_DIR_UP:
      return -week;
    case GTK_DIR_DOWN:
      return week;
    case GTK_DIR_LEFT:
      return mirrored ? 1 : -1;
    case GTK_DIR_RIGHT:
      return mirrored ? -1 : 1;
    case GTK_DIR_TAB_FORWARD:
    case GTK_DIR_TAB_BACKWARD:
    default:
      return 0;
    }
}

static void
move_cursor (TaRotaGrid *self, GtkDirectionType direction)
{
  const TaRotaCell *cell = ta_rota_layout_get_cell (self->layout, self->cursor);
  int index = cursor_index (self);
  int days = direction_days (self, direction);

  if (direction == GTK_DIR_DOWN && cell && index + 1 < cell->shown)
    go_to (self, self->cursor, index + 1);
  else if (direction == GTK_DIR_UP && index > 0)
    go_to (self, self->cursor, index - 1);
  else
    go_to (self, self->cursor + days, direction == GTK_DIR_UP ? G_MAXINT : direction == GTK_DIR_DOWN ? 0
                                                                                                     : index);
}

gboolean
ta_rota_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  TaRotaGrid *self = TA_ROTA_GRID (widget);
  gboolean inside = gtk_widget_get_focus_child (widget) != NULL;

  if (!self->layout || !self->model)
    return FALSE;
  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    {
      if (inside)
        return FALSE;
      ta_rota_grid_focus_cursor (self);
      return gtk_widget_get_focus_child (widget) != NULL;
    }
  if (inside)
    move_cursor (self, direction);
  else
    ta_rota_grid_focus_cursor (self);
  return TRUE;
}

static void
nudge (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRotaGrid *self = TA_ROTA_GRID (widget);
  const TaTurn *turn = cursor_turn (self);

  if (turn)
    g_signal_emit (self, ta_rota_grid_signals[TA_ROTA_GRID_MOVE_TURN], 0, turn->id,
                   turn->date + direction_days (self, (GtkDirectionType) g_variant_get_int32 (parameter)));
}

static void
open_turn (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRotaGrid *self = TA_ROTA_GRID (widget);

  if (cursor_turn (self))
    g_signal_emit (self, ta_rota_grid_signals[TA_ROTA_GRID_OPEN_TURN], 0, self->cursor_turn);
}

static void
delete_turn (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRotaGrid *self = TA_ROTA_GRID (widget);

  if (cursor_turn (self))
    g_signal_emit (self, ta_rota_grid_signals[TA_ROTA_GRID_DELETE_TURN], 0, self->cursor_turn);
}

static void
assign_turn (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRotaGrid *self = TA_ROTA_GRID (widget);

  if (cursor_turn (self))
    g_signal_emit (self, ta_rota_grid_signals[TA_ROTA_GRID_ASSIGN_TURN], 0, self->cursor_turn, g_variant_get_string (parameter, NULL));
}

static void
set_state (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRotaGrid *self = TA_ROTA_GRID (widget);

  if (cursor_turn (self))
    g_signal_emit (self, ta_rota_grid_signals[TA_ROTA_GRID_SET_STATE], 0, self->cursor_turn, g_variant_get_int32 (parameter));
}

static void
new_turn (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRotaGrid *self = TA_ROTA_GRID (widget);

  g_signal_emit (self, ta_rota_grid_signals[TA_ROTA_GRID_NEW_TURN], 0, self->cursor);
}

/* The first time marks a turn, the second swaps it with the marked one; on the same turn it takes the mark away. */
static void
mark_turn (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRotaGrid *self = TA_ROTA_GRID (widget);
  g_autofree char *marked = g_steal_pointer (&self->marked);

  if (!cursor_turn (self))
    return;
  if (!marked)
    self->marked = g_strdup (self->cursor_turn);
  else if (!g_str_equal (marked, self->cursor_turn))
    g_signal_emit (self, ta_rota_grid_signals[TA_ROTA_GRID_SWAP_TURNS], 0, marked, self->cursor_turn);
  ta_rota_grid_update (self);
}

static void
add_nudge (GtkWidgetClass *widget_class, guint key, guint keypad_key, GtkDirectionType direction)
{
  gtk_widget_class_add_binding_action (widget_class, key, GDK_ALT_MASK, "turn.nudge", "i", direction);
  gtk_widget_class_add_binding_action (widget_class, keypad_key, GDK_ALT_MASK, "turn.nudge", "i", direction);
}

void
ta_rota_grid_install_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "turn.open", NULL, open_turn);
  gtk_widget_class_install_action (widget_class, "turn.delete", NULL, delete_turn);
  gtk_widget_class_install_action (widget_class, "turn.assign", "s", assign_turn);
  gtk_widget_class_install_action (widget_class, "turn.state", "i", set_state);
  gtk_widget_class_install_action (widget_class, "turn.mark", NULL, mark_turn);
  gtk_widget_class_install_action (widget_class, "turn.new", NULL, new_turn);
  gtk_widget_class_install_action (widget_class, "turn.nudge", "i", nudge);

  add_nudge (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, GTK_DIR_LEFT);
  add_nudge (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, GTK_DIR_RIGHT);
  add_nudge (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, GTK_DIR_UP);
  add_nudge (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, GTK_DIR_DOWN);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_x, 0, "turn.mark", NULL);
  /* The menu shows the key that was added last. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "turn.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "turn.delete", NULL);
  /* The scrolled window around the grid would take these for itself. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "rota.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "rota.next", NULL);
}

static void
card_entered (TaRotaGrid *self, GtkEventControllerFocus *controller)
{
  GtkWidget *card = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  const char *id = ta_turn_card_get_turn (TA_TURN_CARD (card));
  const TaTurn *turn = ta_rota_model_find (self->model, id);

  if (self->syncing || !turn || g_strcmp0 (id, self->cursor_turn) == 0)
    return;
  self->cursor = turn->date;
  g_set_str (&self->cursor_turn, id);
}

/* The cursor goes where the focus goes, however it came there. */
void
ta_rota_grid_follow_focus (TaRotaGrid *self, GtkWidget *card)
{
  GtkEventController *controller = gtk_event_controller_focus_new ();

  g_signal_connect_object (controller, "enter", G_CALLBACK (card_entered), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (card, controller);
}

static void
pressed (TaRotaGrid *self, int n_press, double x, double y)
{
  TaDate date = ta_rota_grid_pick (self, x, y, NULL);

  if (date == TA_DATE_NONE)
    return;
  go_to (self, date, 0);
  if (n_press == 2)
    g_signal_emit (self, ta_rota_grid_signals[TA_ROTA_GRID_NEW_TURN], 0, date);
}

void
ta_rota_grid_setup_pointer (TaRotaGrid *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
