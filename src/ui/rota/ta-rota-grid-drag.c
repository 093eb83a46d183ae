/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-cover-dialog.h"
#include "ta-rota-grid-private.h"

#include <glib/gi18n.h>

/* What is dragged is the card: a type of our own, so that nothing from elsewhere can be dropped on the rota. */

static GdkContentProvider *
prepare (GtkDragSource *source, double x, double y, TaRotaGrid *self)
{
  GtkWidget *card = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));

  return gdk_content_provider_new_typed (TA_TYPE_TURN_CARD, card);
}

static void
begin (GtkDragSource *source, GdkDrag *drag, TaRotaGrid *self)
{
  GtkWidget *card = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (card);
  g_autoptr (GdkPaintable) still = gdk_paintable_get_current_image (paintable);

  gtk_drag_source_set_icon (source, still, 12, 12);
  g_set_str (&self->dragged_turn, ta_turn_card_get_turn (TA_TURN_CARD (card)));
}

void
ta_rota_grid_setup_card_drag (TaRotaGrid *self, GtkWidget *card)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare), self, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (begin), self, 0);
  gtk_widget_add_controller (card, GTK_EVENT_CONTROLLER (source));
}

static void
show_drop (TaRotaGrid *self, TaDate date, const char *turn)
{
  GtkWidget *before = ta_rota_grid_get_card (self, self->drop_turn);
  GtkWidget *now = ta_rota_grid_get_card (self, turn);

  if (g_set_str (&self->drop_turn, turn) && before)
    ta_turn_card_set_marked (TA_TURN_CARD (before), FALSE);
  if (now)
    ta_turn_card_set_marked (TA_TURN_CARD (now), TRUE);
  /* On a turn it will be swapped, beside it moved to the day. */
  self->drop_date = turn ? TA_DATE_NONE : date;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GdkDragAction
drag_moved (GtkDropTarget *target, double x, double y, TaRotaGrid *self)
{
  const char *turn = NULL;
  TaDate date = ta_rota_grid_pick (self, x, y, &turn);

  show_drop (self, date, g_strcmp0 (turn, self->dragged_turn) == 0 ? NULL : turn);
  return date == TA_DATE_NONE ? 0 : GDK_ACTION_MOVE;
}

static void
drag_left (GtkDropTarget *target, TaRotaGrid *self)
{
  show_drop (self, TA_DATE_NONE, NULL);
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, TaRotaGrid *self)
{
  g_autofree char *dragged = g_steal_pointer (&self->dragged_turn);
  const TaTurn *turn = dragged ? ta_rota_model_find (self->model, dragged) : NULL;
  const char *onto = NULL;
  TaDate date = ta_rota_grid_pick (self, x, y, &onto);

  show_drop (self, TA_DATE_NONE, NULL);
  if (!turn || date == TA_DATE_NONE || g_strcmp0 (onto, dragged) == 0)
    return FALSE;
  if (onto)
    g_signal_emit (self, ta_rota_grid_signals[TA_ROTA_GRID_SWAP_TURNS], 0, dragged, onto);
  else if (date != turn->date)
    g_signal_emit (self, ta_rota_grid_signals[TA_ROTA_GRID_MOVE_TURN], 0, dragged, date);
  return TRUE;
}

static GMenuModel *
households_menu (TaRotaGrid *self, const TaTurn *turn)
{
  GListModel *households = ta_context_get_households (ta_rota_model_get_context (self->model));
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);
      g_autoptr (GMenuItem) entry = NULL;

      if (g_strcmp0 (ta_household_pod (ta_household_item_get (item), turn->date), turn->pod) != 0)
        continue;
      entry = g_menu_item_new (ta_household_item_get_name (item), NULL);
      g_menu_item_set_action_and_target (entry, "turn.assign", "s", ta_household_item_get_id (item));
      g_menu_append_item (menu, entry);
    }
  g_menu_append (menu, _ ("Nobody Yet"), "turn.assign::");
  return G_MENU_MODEL (menu);
}

/* Nobody was told of a draft: cover for it is asked for, which leaves it one. */
static GMenuModel *
states_menu (const TaTurn *turn)
{
  GMenu *menu = g_menu_new ();

  for (int state = 0; state < ta_code_count (ta_turn_state_codes); state++)
    {
      g_autoptr (GMenuItem) entry = g_menu_item_new (ta_code_label (ta_turn_state_codes, state), NULL);

      if (state == (int) turn->state || (state == TA_TURN_SEEKING_COVER && turn->state == TA_TURN_PLANNED))
        continue;
      g_menu_item_set_action_and_target (entry, "turn.state", "i", state);
      g_menu_append_item (menu, entry);
    }
  return G_MENU_MODEL (menu);
}

static GMenuModel *
turn_menu (TaRotaGrid *self, const TaTurn *turn)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) change = g_menu_new ();
  g_autoptr (GMenu) remove = g_menu_new ();
  g_autoptr (GMenuModel) households = NULL;
  g_autoptr (GMenuModel) states = states_menu (turn);
  gboolean marked = self->marked && !g_str_equal (self->marked, turn->id);

  g_menu_append (menu, _ ("Open…"), "turn.open");
  if (ta_cover_dialog_suits (ta_rota_model_get_context (self->model), turn))
    g_menu_append (menu, _ ("I Can’t Come…"), "rota.cant-come");
  households = households_menu (self, turn);
  g_menu_append_submenu (change, _ ("Assign to"), households);
  g_menu_append_submenu (change, _ ("State"), states);
  g_menu_append (change, marked ? _ ("Swap with Marked Turn") : _ ("Mark for Swap"), "turn.mark");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (change));
  g_menu_append (remove, _ ("New Turn…"), "turn.new");
  g_menu_append (remove, _ ("Delete"), "turn.delete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (remove));
  return G_MENU_MODEL (menu);
}

static GMenuModel *
day_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _ ("New Turn…"), "turn.new");
  return G_MENU_MODEL (menu);
}

/* The popover is let go of later: its chosen action still needs it. */
static void
drop_menu (gpointer data)
{
  gtk_widget_unparent (data);
  g_object_unref (data);
}

static void
menu_closed (TaRotaGrid *self, GtkWidget *menu)
{
  if (self->menu == menu)
    self->menu = NULL;
  g_idle_add_once (drop_menu, g_object_ref (menu));
}

static void
show_menu (TaRotaGrid *self, double x, double y)
{
  const TaTurn *turn = ta_rota_model_find (self->model, self->cursor_turn);
  g_autoptr (GMenuModel) model = turn ? turn_menu (self, turn) : day_menu ();

  if (self->menu)
    gtk_popover_popdown (GTK_POPOVER (self->menu));
  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_pressed (TaRotaGrid *self, int n_press, double x, double y)
{
  const char *turn = NULL;
  TaDate date = ta_rota_grid_pick (self, x, y, &turn);

  if (date == TA_DATE_NONE)
    return;
  ta_rota_grid_set_cursor (self, date, turn);
  if (!turn)
    g_clear_pointer (&self->cursor_turn, g_free);
  show_menu (self, x, y);
}

static void
menu_key (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRotaGrid *self = TA_ROTA_GRID (widget);
  GtkWidget *card = ta_rota_grid_get_card (self, self->cursor_turn);
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (card ? card : self->day_button, widget, &bounds))
    show_menu (self, bounds.origin.x + 12, bounds.origin.y + bounds.size.height / 2);
}

void
ta_rota_grid_install_menu (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "turn.menu", NULL, menu_key);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "turn.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "turn.menu", NULL);
}

void
ta_rota_grid_setup_drag (TaRotaGrid *self)
{
  GtkDropTarget *target = gtk_drop_target_new (TA_TYPE_TURN_CARD, GDK_ACTION_MOVE);
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (target, "enter", G_CALLBACK (drag_moved), self, 0);
  g_signal_connect_object (target, "motion", G_CALLBACK (drag_moved), self, 0);
  g_signal_connect_object (target, "leave", G_CALLBACK (drag_left), self, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (menu_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
