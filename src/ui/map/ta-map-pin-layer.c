/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-map-pin-layer.h"

#include "ta-map-pin.h"

#include <math.h>

/* From how many households on neighbours share a pin, and the side of the squares, in pixels, that share one. */
#define CLUSTER_FROM 200
#define CLUSTER_SIDE 56.0

/* How far outside of the view pins are kept, in pixels. */
#define MARGIN 60.0

/* How far a press must go to be a drag. */
#define DRAG_THRESHOLD 8.0

/* One or more households, and the widget that shows them while they are in view. */
typedef struct
{
  TaPoint place;
  TaHouseholdItem *item; /* owned; (nullable): several */
  guint count;
  GtkWidget *pin; /* (nullable) (unowned): a child */
} Entry;

struct _TaMapPinLayer
{
  ShumateLayer parent_instance;

  GListModel *model;         /* (nullable) */
  GPtrArray *entries;        /* of Entry */
  GPtrArray *spare;          /* of GtkWidget: hidden children */
  TaHouseholdItem *selected; /* (nullable) */
  TaPoint mark;
  GtkWidget *cross; /* (unowned) */
  int width, height;
  int zoom;       /* the whole zoom level of the entries */
  guint tick;     /* of the frame in which the pins are matched to the view */
  gboolean stale; /* whether the entries are to be made anew then */

  Entry *dragged; /* (nullable): of the entries */
  double drag_x, drag_y;
};

G_DEFINE_FINAL_TYPE (TaMapPinLayer, ta_map_pin_layer, SHUMATE_TYPE_LAYER)

enum
{
  PIN_CLICKED,
  CLUSTER_CLICKED,
  PIN_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_object (&entry->item);
  g_free (entry);
}

static Entry *
find_entry (TaMapPinLayer *self, gpointer pin)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->pin == pin)
        return entry;
    }
  return NULL;
}

static void
locate (TaMapPinLayer *self, TaPoint place, double *x, double *y)
{
  shumate_viewport_location_to_widget_coords (shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self), place.latitude, place.longitude, x, y);
}

/* ---- entries ------------------------------------------------------------------------------------------------------------------------ */

static Entry *
add_entry (TaMapPinLayer *self, TaHouseholdItem *item, TaPoint place)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->item = g_object_ref (item);
  entry->place = place;
  entry->count = 1;
  g_ptr_array_add (self->entries, entry);
  return entry;
}

/* The square of the world, at this zoom level, in which a place lies. */
static gint64
square_of (TaMapPinLayer *self, TaPoint place)
{
  double latitude = CLAMP (place.latitude, -85.0, 85.0) * G_PI / 180;
  double side = 256 * exp2 (self->zoom) / CLUSTER_SIDE;
  gint64 column = (gint64) floor ((place.longitude + 180) / 360 * side);
  gint64 row = (gint64) floor ((1 - asinh (tan (latitude)) / G_PI) / 2 * side);

  return (column << 32) | row;
}

static void
add_to_cluster (Entry *entry, TaPoint place)
{
  g_clear_object (&entry->item);
  entry->place.latitude = (entry->place.latitude * entry->count + place.latitude) / (entry->count + 1);
  entry->place.longitude = (entry->place.longitude * entry->count + place.longitude) / (entry->count + 1);
  entry->count++;
}

static void
collect_entries (TaMapPinLayer *self)
{
  guint n = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
  g_autoptr (GHashTable) squares = n > CLUSTER_FROM ? g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL) : NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (self->model, i);
      TaPoint place = ta_household_item_get (item)->place;
      gint64 square;
      Entry *entry;

      if (!place.set)
        continue;
      if (squares == NULL || item == self->selected)
        {
          add_entry (self, item, place);
          continue;
        }
      square = square_of (self, place);
      entry = g_hash_table_lookup (squares, &square);
      if (entry != NULL)
        add_to_cluster (entry, place);
      else
        g_hash_table_insert (squares, g_memdup2 (&square, sizeof square), add_entry (self, item, place));
    }
}

static void
spare_pin (TaMapPinLayer *self, GtkWidget *pin)
{
  gtk_widget_set_visible (pin, FALSE);
  ta_map_pin_set (TA_MAP_PIN (pin), NULL, 0);
  g_ptr_array_add (self->spare, pin);
}

/* A household keeps its widget, and with it the focus. */
static void
rebuild (TaMapPinLayer *self)
{
  g_autoptr (GHashTable) pins = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer pin;

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->pin != NULL && entry->item != NULL)
        g_hash_table_insert (pins, entry->item, entry->pin);
      else if (entry->pin != NULL)
        spare_pin (self, entry->pin);
    }
  self->dragged = NULL;
  g_ptr_array_set_size (self->entries, 0);
  self->zoom = (int) floor (shumate_viewport_get_zoom_level (shumate_layer_get_viewport (SHUMATE_LAYER (self))));
  collect_entries (self);
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->item != NULL && g_hash_table_steal_extended (pins, entry->item, NULL, &pin))
        entry->pin = pin;
    }
  g_hash_table_iter_init (&iter, pins);
  while (g_hash_table_iter_next (&iter, NULL, &pin))
    spare_pin (self, pin);
}

/* ---- pins --------------------------------------------------------------------------------------------------------------------------- */

static void
on_clicked (TaMapPinLayer *self, GtkWidget *pin)
{
  Entry *entry = find_entry (self, pin);

  if (entry == NULL)
    return;
  if (entry->item != NULL)
    g_signal_emit (self, signals[PIN_CLICKED], 0, entry->item);
  else
    g_signal_emit (self, signals[CLUSTER_CLICKED], 0, entry->place.latitude, entry->place.longitude);
}

/* The press is taken at once, so that the map does not move along; what does not go far is a click. */
static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, TaMapPinLayer *self)
{
  Entry *entry = find_entry (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));

  if (entry == NULL || entry->item == NULL)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (entry->pin);
}

/* What was dragged is not clicked as well. */
static void
forget_click (GtkWidget *pin)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (pin);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        gtk_event_controller_reset (controller);
    }
}

static void
on_drag_update (GtkGestureDrag *gesture, double x, double y, TaMapPinLayer *self)
{
  Entry *entry = find_entry (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));

  if (entry == NULL || (self->dragged == NULL && hypot (x, y) < DRAG_THRESHOLD))
    return;
  /* The pin goes with the pointer, and the gesture counts from the pin. */
  if (self->dragged == NULL)
    {
      locate (self, entry->place, &self->drag_x, &self->drag_y);
      forget_click (entry->pin);
    }
  self->dragged = entry;
  self->drag_x += x;
  self->drag_y += y;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
on_drag_end (GtkGestureDrag *gesture, double x, double y, TaMapPinLayer *self)
{
  GtkWidget *pin = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  Entry *entry = self->dragged;
  double latitude, longitude;

  self->dragged = NULL;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  if (entry == NULL)
    {
      on_clicked (self, pin);
      return;
    }
  if (entry->pin != pin)
    return;
  shumate_viewport_widget_coords_to_location (shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self), self->drag_x, self->drag_y, &latitude, &longitude);
  g_signal_emit (self, signals[PIN_MOVED], 0, entry->item, latitude, longitude);
}

static GtkWidget *
take_pin (TaMapPinLayer *self)
{
  GtkGesture *drag;
  GtkWidget *pin;

  if (self->spare->len > 0)
    {
      pin = g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1);
      gtk_widget_set_visible (pin, TRUE);
      return pin;
    }
  pin = ta_map_pin_new ();
  drag = gtk_gesture_drag_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (on_drag_begin), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_drag_update), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (on_drag_end), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (pin, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (pin, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
  gtk_widget_insert_before (pin, GTK_WIDGET (self), self->cross);
  return pin;
}

static gboolean
is_in_view (TaMapPinLayer *self, const Entry *entry)
{
  double x, y;

  locate (self, entry->place, &x, &y);
  return x > -MARGIN && y > -MARGIN && x < gtk_widget_get_width (GTK_WIDGET (self)) + MARGIN && y < gtk_widget_get_height (GTK_WIDGET (self)) + MARGIN;
}

static void
match_to_view (TaMapPinLayer *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);
      gboolean wanted = is_in_view (self, entry);

      if (!wanted && entry->pin != NULL && entry != self->dragged)
        spare_pin (self, g_steal_pointer (&entry->pin));
      else if (wanted && entry->pin == NULL)
        {
          entry->pin = take_pin (self);
          ta_map_pin_set (TA_MAP_PIN (entry->pin), entry->item, entry->count);
        }
      if (entry->pin != NULL)
        {
          ta_map_pin_set_selected (TA_MAP_PIN (entry->pin), entry->item != NULL && entry->item == self->selected);
          if (entry->item != NULL && entry->item == self->selected)
            gtk_widget_insert_before (entry->pin, GTK_WIDGET (self), self->cross);
        }
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  TaMapPinLayer *self = TA_MAP_PIN_LAYER (widget);
  int zoom = (int) floor (shumate_viewport_get_zoom_level (shumate_layer_get_viewport (SHUMATE_LAYER (self))));

  self->tick = 0;
  if (self->stale || zoom != self->zoom)
    rebuild (self);
  self->stale = FALSE;
  match_to_view (self);
  return G_SOURCE_REMOVE;
}

static void
on_view_changed (TaMapPinLayer *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

/* ---- the widget --------------------------------------------------------------------------------------------------------------------- */

static void
allocate_at (GtkWidget *child, double x, double y, int size)
{
  GskTransform *transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) round (x - size / 2.0), (float) round (y - size / 2.0)));

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (child, size, size, -1, transform);
}

static void
ta_map_pin_layer_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TaMapPinLayer *self = TA_MAP_PIN_LAYER (widget);
  double x, y;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->pin == NULL)
        continue;
      locate (self, entry->place, &x, &y);
      if (entry == self->dragged)
        {
          x = self->drag_x;
          y = self->drag_y;
        }
      allocate_at (entry->pin, x, y, TA_MAP_PIN_SIZE);
    }
  if (self->mark.set)
    {
      locate (self, self->mark, &x, &y);
      allocate_at (self->cross, x, y, 48);
    }
  if (self->tick == 0 && (width != self->width || height != self->height))
    self->tick = gtk_widget_add_tick_callback (widget, on_tick, NULL, NULL);
  self->width = width;
  self->height = height;
}

static void
ta_map_pin_layer_constructed (GObject *object)
{
  TaMapPinLayer *self = TA_MAP_PIN_LAYER (object);

  G_OBJECT_CLASS (ta_map_pin_layer_parent_class)->constructed (object);
  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (self)), "notify", G_CALLBACK (on_view_changed), self, G_CONNECT_SWAPPED);
}

static void
ta_map_pin_layer_dispose (GObject *object)
{
  TaMapPinLayer *self = TA_MAP_PIN_LAYER (object);
  GtkWidget *child;

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  g_clear_object (&self->selected);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->spare, g_ptr_array_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ta_map_pin_layer_parent_class)->dispose (object);
}

static void
ta_map_pin_layer_class_init (TaMapPinLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ta_map_pin_layer_constructed;
  object_class->dispose = ta_map_pin_layer_dispose;
  widget_class->size_allocate = ta_map_pin_layer_size_allocate;
  signals[PIN_CLICKED] = g_signal_new ("pin-clicked", TA_TYPE_MAP_PIN_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, TA_TYPE_HOUSEHOLD_ITEM);
  signals[CLUSTER_CLICKED] = g_signal_new ("cluster-clicked", TA_TYPE_MAP_PIN_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[PIN_MOVED] = g_signal_new ("pin-moved", TA_TYPE_MAP_PIN_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, TA_TYPE_HOUSEHOLD_ITEM, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
draw_cross (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  double x = width / 2.0, y = height / 2.0;

  for (int pass = 0; pass < 2; pass++)
    {
      cairo_set_source_rgb (cr, pass, pass, pass);
      cairo_set_line_width (cr, pass == 0 ? 5 : 2);
      cairo_move_to (cr, x, 2);
      cairo_line_to (cr, x, height - 2);
      cairo_move_to (cr, 2, y);
      cairo_line_to (cr, width - 2, y);
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y, 9, 0, 2 * G_PI);
      cairo_stroke (cr);
    }
}

static void
ta_map_pin_layer_init (TaMapPinLayer *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->spare = g_ptr_array_new ();
  self->cross = gtk_drawing_area_new ();
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->cross), draw_cross, NULL, NULL);
  gtk_widget_set_can_target (self->cross, FALSE);
  gtk_widget_set_visible (self->cross, FALSE);
  gtk_widget_set_parent (self->cross, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

TaMapPinLayer *
ta_map_pin_layer_new (ShumateViewport *viewport)
{
  return g_object_new (TA_TYPE_MAP_PIN_LAYER, "viewport", viewport, NULL);
}

void
ta_map_pin_layer_update (TaMapPinLayer *self)
{
  g_return_if_fail (TA_IS_MAP_PIN_LAYER (self));
  self->stale = TRUE;
  on_view_changed (self);
}

void
ta_map_pin_layer_set_model (TaMapPinLayer *self, GListModel *model)
{
  g_return_if_fail (TA_IS_MAP_PIN_LAYER (self));
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_object (model, "items-changed", G_CALLBACK (ta_map_pin_layer_update), self, G_CONNECT_SWAPPED);
  ta_map_pin_layer_update (self);
}

void
ta_map_pin_layer_set_selected (TaMapPinLayer *self, TaHouseholdItem *item)
{
  g_return_if_fail (TA_IS_MAP_PIN_LAYER (self));
  if (g_set_object (&self->selected, item))
    ta_map_pin_layer_update (self);
}

void
ta_map_pin_layer_set_mark (TaMapPinLayer *self, TaPoint mark)
{
  g_return_if_fail (TA_IS_MAP_PIN_LAYER (self));
  self->mark = mark;
  gtk_widget_set_visible (self->cross, mark.set);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
