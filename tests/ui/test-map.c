/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-map-view.h"
#include "ta-ui-test.h"

#define KIM_PLACED "SELECT count (*) FROM household WHERE name = 'Kim' AND latitude IS NOT NULL"

/* As the keyboard would: what it presses comes to the controller of the map. */
static void
press (GtkWidget *page, guint key)
{
  GtkWidget *view = ta_ui_test_find_type (page, TA_TYPE_MAP_VIEW, NULL);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }
}

static gboolean
has_pin (GtkWidget *page, const char *label)
{
  return ta_ui_test_find (page, GTK_ACCESSIBLE_ROLE_BUTTON, label) != NULL;
}

static void
add_household (TaWindow *window, const char *name)
{
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "households"));

  ta_ui_test_click (page, "New Household");
  ta_ui_test_settle (window);
  ta_ui_test_type (ta_ui_test_dialog (window), "Name", name);
  ta_ui_test_click (ta_ui_test_dialog (window), "Add");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
}

static void
test_add_and_place (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page;
  g_autofree char *place = NULL;

  add_household (window, "De Souza");
  page = GTK_WIDGET (ta_ui_test_show (window, "map"));
  g_assert_true (ta_ui_test_shows (page, "Not on the map"));
  g_assert_true (ta_ui_test_shows (page, "Member 4"));
  g_assert_false (has_pin (page, "De Souza, Member"));
  ta_ui_test_click (page, "Place De Souza on the map");
  ta_ui_test_settle (window);
  ta_ui_test_type (ta_ui_test_dialog (window), "Coordinates", "nowhere");
  g_assert_false (gtk_widget_get_sensitive (ta_ui_test_find_type (ta_ui_test_dialog (window), GTK_TYPE_BUTTON, "Place")));
  ta_ui_test_type (ta_ui_test_dialog (window), "Coordinates", "-34.9041, -56.1777");
  ta_ui_test_click (ta_ui_test_dialog (window), "Place");
  ta_ui_test_settle (window);
  g_assert_true (has_pin (page, "De Souza, Member"));
  place = ta_ui_test_text (store, "SELECT printf ('%.4f %.4f', latitude, longitude) FROM household WHERE name = 'De Souza'");
  g_assert_cmpstr (place, ==, "-34.9041 -56.1777");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ta_ui_test_settle (window);
  g_assert_false (has_pin (page, "De Souza, Member"));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM household WHERE latitude IS NULL"), ==, 2);
  ta_ui_test_close (window);
}

static GtkWidget *
start_placing (TaWindow *window)
{
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "map"));

  ta_ui_test_click (page, "Place Kim on the map");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Choose on the Map");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  g_assert_true (ta_ui_test_shows (page, "Click where Kim lives"));
  return page;
}

static void
test_place_by_keyboard (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = start_placing (window);
  gint64 before, after;

  press (page, GDK_KEY_Escape);
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, KIM_PLACED), ==, 0);
  page = start_placing (window);
  press (page, GDK_KEY_Return);
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, KIM_PLACED), ==, 1);
  g_assert_true (has_pin (page, "Kim, Member"));
  before = ta_ui_test_number (store, "SELECT round (longitude * 1000000) FROM household WHERE name = 'Kim'");
  ta_ui_test_click (page, "Move…");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Choose on the Map");
  ta_ui_test_settle (window);
  for (int i = 0; i < 5; i++)
    press (page, GDK_KEY_Right);
  press (page, GDK_KEY_Return);
  ta_ui_test_settle (window);
  after = ta_ui_test_number (store, "SELECT round (longitude * 1000000) FROM household WHERE name = 'Kim'");
  g_assert_cmpint (after, >, before);
  ta_ui_test_close (window);
}

/* Drags as a pointer would: the gesture counts from the pin, which goes along. */
static void
drag (GtkWidget *pin, double x, double y)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (pin);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_GESTURE_DRAG (controller))
        continue;
      g_signal_emit_by_name (controller, "drag-begin", 10.0, 10.0);
      g_signal_emit_by_name (controller, "drag-update", x, y);
      g_signal_emit_by_name (controller, "drag-end", x, y);
    }
}

static void
test_drag (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "map"));
  GtkWidget *pin = ta_ui_test_find (page, GTK_ACCESSIBLE_ROLE_BUTTON, "Silva, Member");

  drag (pin, 2, 3);
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT latitude = -34.9055 AND longitude = -56.1752 FROM household WHERE name = 'Silva'"), ==, 1);
  drag (pin, -40, -60);
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT latitude > -34.9055 AND longitude < -56.1752 FROM household WHERE name = 'Silva'"), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT latitude = -34.9055 AND longitude = -56.1752 FROM household WHERE name = 'Silva'"), ==, 1);
  ta_ui_test_close (window);
}

/* The pin and the row are one selection, and the legend hides both. */
static void
test_one_selection (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "map"));
  GtkWidget *list = ta_ui_test_find_type (page, GTK_TYPE_LIST_VIEW, "Households");
  GtkWidget *legend = ta_ui_test_find_type (page, GTK_TYPE_TOGGLE_BUTTON, "Member 3");
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (list)));

  ta_ui_test_click (page, "Pereira, Member");
  ta_ui_test_settle (window);
  g_assert_cmpstr (ta_household_item_get_name (gtk_single_selection_get_selected_item (selection)), ==, "Pereira");
  g_assert_true (ta_ui_test_shows (page, "2 adults"));
  g_assert_true (ta_ui_test_shows (page, "Has the turn today"));
  ta_ui_test_click (page, "Silva, Member");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "on foot from Pereira"));
  g_assert_false (ta_ui_test_shows (page, "Has the turn today"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (legend), FALSE);
  ta_ui_test_settle (window);
  g_assert_false (has_pin (page, "Pereira, Member"));
  g_assert_true (ta_ui_test_shows (page, "No Household Shown"));
  ta_ui_test_close (window);
}

static void
test_attribution_and_plan (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  g_autoptr (TaStore) other = NULL;
  g_autofree char *data = g_strdup (g_getenv ("TURNABOUT_PRACTICE_DATA"));
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "map"));

  g_assert_true (ta_ui_test_shows (page, "OpenStreetMap contributors"));
  ta_ui_test_close (window);
  /* Without a map file the same pins stand on a plan to scale. */
  g_setenv ("TURNABOUT_PRACTICE_DATA", "/nonexistent", TRUE);
  other = ta_ui_test_store ();
  window = ta_ui_test_window (other);
  page = GTK_WIDGET (ta_ui_test_show (window, "map"));
  g_assert_false (ta_ui_test_shows (page, "OpenStreetMap"));
  g_assert_true (ta_ui_test_shows (page, "Plan to scale"));
  g_assert_true (has_pin (page, "Pereira, Member") && has_pin (page, "Silva, Member"));
  ta_ui_test_close (window);
  g_setenv ("TURNABOUT_PRACTICE_DATA", data, TRUE);
}

/* The person's own file is not one: the reason is said, and the plan stands in. */
static void
test_broken_file (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  g_autoptr (GSettings) settings = g_settings_new ("coop.turnabout.Turnabout");
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "meson.build", NULL);
  TaWindow *window;
  GtkWidget *page;

  g_settings_set_string (settings, "map-file", path);
  window = ta_ui_test_window (store);
  page = GTK_WIDGET (ta_ui_test_show (window, "map"));
  g_assert_true (ta_ui_test_shows (page, "This is no map file"));
  g_assert_true (ta_ui_test_shows (page, "Plan to scale"));
  g_settings_reset (settings, "map-file");
  ta_ui_test_settle (window);
  page = GTK_WIDGET (ta_ui_test_show (window, "map"));
  g_assert_true (ta_ui_test_shows (page, "OpenStreetMap contributors"));
  g_assert_false (ta_ui_test_shows (page, "This is no map file"));
  ta_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/map/add-and-place", test_add_and_place);
  g_test_add_func ("/map/place-by-keyboard", test_place_by_keyboard);
  g_test_add_func ("/map/drag", test_drag);
  g_test_add_func ("/map/one-selection", test_one_selection);
  g_test_add_func ("/map/attribution-and-plan", test_attribution_and_plan);
  g_test_add_func ("/map/broken-file", test_broken_file);
  return g_test_run ();
}
