/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-round-row.h"

#include "ta-household-badge.h"
#include "ta-palette.h"
#include "ta-round-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define BADGE 34

struct _TaRoundRow
{
  GtkListBoxRow parent_instance;

  TaContext *context;
  guint index;
  guint count;
  gboolean setting;

  GtkWidget *badge; /* borrowed, as all below */
  GtkWidget *name;
  GtkWidget *state;
  GtkWidget *address;
  GtkWidget *door;
  GtkWidget *food;
  GtkWidget *needs;
  GtkWidget *times;
  GtkWidget *arrival;
  GtkWidget *leg;
  GtkWidget *check;
  GtkWidget *menu;
};

G_DEFINE_FINAL_TYPE (TaRoundRow, ta_round_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  STATE_CHOSEN,
  MOVED,
  DROPPED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
set_label (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

static void
set_class (GtkWidget *widget, const char *name, gboolean wanted)
{
  if (wanted)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
set_state (TaRoundRow *self, TaDeliveryState state)
{
  gboolean settled = state == TA_DELIVERY_DELIVERED || state == TA_DELIVERY_LEFT_SAFE;

  /* The tick says what is usual. */
  set_label (self->state, state == TA_DELIVERY_NOT_HOME || state == TA_DELIVERY_LEFT_SAFE ? ta_code_label (ta_delivery_state_codes, (int) state) : NULL);
  set_class (self->state, "warning", state == TA_DELIVERY_NOT_HOME);
  set_class (self->state, "success", state == TA_DELIVERY_LEFT_SAFE);
  set_class (GTK_WIDGET (self), "settled", settled);
  self->setting = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), settled);
  gtk_check_button_set_inconsistent (GTK_CHECK_BUTTON (self->check), state == TA_DELIVERY_NOT_HOME);
  self->setting = FALSE;
}

static char *
join_needs (const TaDrop *drop)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < drop->needs->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (drop->needs, i));
  return g_string_free (text, FALSE);
}

/* "18:12, from 18:30": where somebody must wait or comes too late, the times at which dinners may be left matter. */
static void
set_times (TaRoundRow *self, const TaDropList *list, const TaDrop *drop)
{
  g_autofree char *arrival = ta_round_time_text (drop->arrival + drop->wait);
  g_autofree char *leg = ta_distance_format (drop->leg);
  g_autofree char *way = ta_distance_format (drop->way);
  g_autofree char *window = ta_round_times_text (drop->from, drop->until);
  /* Translators: how far it is from the door before; how far from the cook's */
  g_autofree char *ways = g_strdup_printf (_ ("+%s"), leg);
  g_autofree char *tooltip = g_strdup_printf (_ ("%s from the door before, %s in all"), leg, way);

  set_label (self->arrival, list->measured ? arrival : NULL);
  set_label (self->leg, list->measured ? ways : NULL);
  gtk_widget_set_tooltip_text (self->leg, tooltip);
  set_label (self->times, window);
  set_class (self->times, "error", list->measured && drop->late);
  set_class (self->arrival, "error", list->measured && drop->late);
}

static void
set_menu (TaRoundRow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) states = g_menu_new ();
  g_autoptr (GMenu) moves = g_menu_new ();

  for (int i = 0; ta_delivery_state_codes[i].word != NULL; i++)
    {
      g_autofree char *action = g_strdup_printf ("round-row.set-state(%d)", i);

      g_menu_append (states, ta_code_label (ta_delivery_state_codes, i), action);
    }
  g_menu_append (moves, _ ("Move Up"), "round-row.move-up");
  g_menu_append (moves, _ ("Move Down"), "round-row.move-down");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (states));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (moves));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), G_MENU_MODEL (menu));
}

static void
describe (TaRoundRow *self, const TaDropList *list, const TaDrop *drop)
{
  g_autofree char *sentence = ta_round_drop_sentence (list, self->index);
  g_autofree char *delivered = g_strdup_printf (_ ("Delivered to %s"), drop->name);
  g_autofree char *more = g_strdup_printf (_ ("More about %s"), drop->name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, delivered, -1);
  gtk_widget_set_tooltip_text (self->check, _ ("Delivered"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, more, -1);
}

void
ta_round_row_set (TaRoundRow *self, const TaDropList *list, guint index)
{
  const TaDrop *drop;
  g_autofree char *food = NULL;
  g_autofree char *needs = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (TA_IS_ROUND_ROW (self) && index < list->drops->len);
  drop = g_ptr_array_index (list->drops, index);
  food = ta_round_food_text (drop);
  needs = join_needs (drop);
  /* Translators: the number of a door in the round, and the household there */
  name = g_strdup_printf (_ ("%u. %s"), index + 1, drop->name);
  self->index = index;
  self->count = list->drops->len;
  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (self->badge), ta_context_find_household (self->context, drop->household));
  set_label (self->name, name);
  set_label (self->address, drop->address);
  set_label (self->door, drop->door_notes);
  set_label (self->food, food);
  set_label (self->needs, needs);
  set_class (self->needs, "error", drop->severe);
  set_times (self, list, drop);
  set_state (self, drop->state);
  describe (self, list, drop);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "round-row.move-up", index > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "round-row.move-down", index + 1 < list->drops->len);
}

guint
ta_round_row_get_index (TaRoundRow *self)
{
  g_return_val_if_fail (TA_IS_ROUND_ROW (self), 0);
  return self->index;
}

static void
on_toggled (TaRoundRow *self)
{
  gboolean active = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check));

  if (!self->setting)
    g_signal_emit (self, signals[STATE_CHOSEN], 0, active ? TA_DELIVERY_DELIVERED : TA_DELIVERY_PENDING);
}

static void
choose_state (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[STATE_CHOSEN], 0, g_variant_get_int32 (parameter));
}

static void
move_up (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVED], 0, -1);
}

static void
move_down (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVED], 0, 1);
}

/* ---- dragging ----------------------------------------------------------------------------------------------------------------------- */

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, TaRoundRow *self)
{
  return self->count > 1 ? gdk_content_provider_new_typed (TA_TYPE_ROUND_ROW, self) : NULL;
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, TaRoundRow *self)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, paintable, 0, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dragged");
}

static void
on_drag_end (GtkDragSource *source, GdkDrag *drag, gboolean delete_data, TaRoundRow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "dragged");
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, TaRoundRow *self)
{
  TaRoundRow *row = g_value_get_object (value);

  /* A row of another round has no place in this one. */
  if (row == NULL || row == self || gtk_widget_get_parent (GTK_WIDGET (row)) != gtk_widget_get_parent (GTK_WIDGET (self)))
    return FALSE;
  g_signal_emit (self, signals[DROPPED], 0, row->index);
  return TRUE;
}

static void
add_dragging (TaRoundRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (TA_TYPE_ROUND_ROW, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (on_prepare), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (on_drag_begin), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (source, "drag-end", G_CALLBACK (on_drag_end), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* ---- the widget --------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_dim_label (void)
{
  GtkWidget *label = new_label ("caption");

  gtk_widget_add_css_class (label, "dimmed");
  return label;
}

static GtkWidget *
build_texts (TaRoundRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->name = new_label ("heading");
  self->state = new_label ("status-pill");
  gtk_widget_set_halign (self->state, GTK_ALIGN_START);
  self->address = new_label (NULL);
  self->door = new_dim_label ();
  self->food = new_dim_label ();
  self->needs = new_label ("caption");
  self->times = new_label ("caption");
  gtk_box_append (GTK_BOX (box), self->name);
  gtk_box_append (GTK_BOX (box), self->state);
  gtk_box_append (GTK_BOX (box), self->address);
  gtk_box_append (GTK_BOX (box), self->door);
  gtk_box_append (GTK_BOX (box), self->food);
  gtk_box_append (GTK_BOX (box), self->needs);
  gtk_box_append (GTK_BOX (box), self->times);
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static GtkWidget *
build_figures (TaRoundRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->arrival = new_label ("heading");
  self->leg = new_dim_label ();
  gtk_widget_add_css_class (self->arrival, "numeric");
  gtk_widget_add_css_class (self->leg, "numeric");
  gtk_label_set_wrap (GTK_LABEL (self->arrival), FALSE);
  gtk_label_set_wrap (GTK_LABEL (self->leg), FALSE);
  gtk_widget_set_halign (self->arrival, GTK_ALIGN_END);
  gtk_widget_set_halign (self->leg, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), self->arrival);
  gtk_box_append (GTK_BOX (box), self->leg);
  return box;
}

static void
build (TaRoundRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->badge = ta_household_badge_new (BADGE);
  gtk_widget_set_valign (self->badge, GTK_ALIGN_START);
  self->check = gtk_check_button_new ();
  gtk_widget_set_valign (self->check, GTK_ALIGN_START);
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_widget_set_tooltip_text (self->menu, _ ("More"));
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_add_css_class (self->menu, "circular");
  gtk_widget_set_valign (self->menu, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), self->check);
  gtk_box_append (GTK_BOX (box), self->badge);
  gtk_box_append (GTK_BOX (box), build_texts (self));
  gtk_box_append (GTK_BOX (box), build_figures (self));
  gtk_box_append (GTK_BOX (box), self->menu);
  gtk_widget_add_css_class (box, "round-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

static void
ta_round_row_dispose (GObject *object)
{
  g_clear_object (&TA_ROUND_ROW (object)->context);
  G_OBJECT_CLASS (ta_round_row_parent_class)->dispose (object);
}

static void
ta_round_row_class_init (TaRoundRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ta_round_row_dispose;
  signals[STATE_CHOSEN] = g_signal_new ("state-chosen", TA_TYPE_ROUND_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[MOVED] = g_signal_new ("moved", TA_TYPE_ROUND_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[DROPPED] = g_signal_new ("dropped", TA_TYPE_ROUND_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_install_action (widget_class, "round-row.set-state", "i", choose_state);
  gtk_widget_class_install_action (widget_class, "round-row.move-up", NULL, move_up);
  gtk_widget_class_install_action (widget_class, "round-row.move-down", NULL, move_down);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_CONTROL_MASK, "round-row.move-up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_CONTROL_MASK, "round-row.move-down", NULL);
}

static void
ta_round_row_init (TaRoundRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  build (self);
  set_menu (self);
  add_dragging (self);
  g_signal_connect_object (self->check, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
}

GtkWidget *
ta_round_row_new (TaContext *context)
{
  TaRoundRow *self = g_object_new (TA_TYPE_ROUND_ROW, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
