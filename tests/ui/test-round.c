/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-round-dialog.h"
#include "ta-round-row.h"
#include "ta-ui-test.h"

#include "ta-household-table.h"
#include "ta-turn-table.h"

#include <adwaita.h>
#include <shumate/shumate.h>

static gboolean
edit_household (TaDatabase *database, const char *name, void (*edit) (TaHousehold *household), GError **error)
{
  g_autofree char *id = ta_household_table_find (database, name, error);
  g_autoptr (TaHousehold) household = id != NULL ? ta_household_table_get (database, id, error) : NULL;

  if (household == NULL)
    return FALSE;
  edit (household);
  return ta_household_table_save (database, household, error);
}

/* In line: Pereira's door, then Silva's, then Kim's. */
static void
place_first (TaHousehold *household)
{
  household->place = TA_POINT (-34.9, -56.18);
}

static void
place_second (TaHousehold *household)
{
  TaPerson *person = g_ptr_array_index (household->persons, 0);

  household->place = TA_POINT (-34.9, -56.179);
  ta_set_text (&household->address, "Rivera 12");
  ta_set_text (&household->door_notes, "Ring twice");
  g_ptr_array_add (person->allergies, ta_allergy_new ("peanuts", TA_SEVERITY_ANAPHYLAXIS));
}

static void
place_third (TaHousehold *household)
{
  household->place = TA_POINT (-34.9, -56.177);
}

static void
unplace (TaHousehold *household)
{
  household->place = TA_POINT_NONE;
}

static void
hurry (TaHousehold *household)
{
  household->drop_until = 17 * 60;
}

static gboolean
place_all (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return edit_household (database, "Pereira", place_first, error) && edit_household (database, "Silva", place_second, error)
         && edit_household (database, "Kim", place_third, error);
}

static gboolean
unplace_cook (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return edit_household (database, "Pereira", unplace, error);
}

static gboolean
hurry_kim (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return edit_household (database, "Kim", hurry, error);
}

static gboolean
send_eaters_away (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaTurn) turn = ta_turn_table_get (database, data, error);

  g_ptr_array_set_size (turn->eaters, 0);
  g_ptr_array_add (turn->eaters, ta_eater_new (ta_turn_holder (turn), 100));
  return ta_turn_table_save (database, turn, error);
}

static gboolean
delete_turn (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_delete (database, data, error);
}

typedef struct
{
  TaStore *store;
  TaWindow *window;
  char *turn;
  GtkWidget *dialog;
} Fixture;

static void
run (Fixture *fixture, TaStoreFunc func)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (fixture->store, "Test", NULL, func, fixture->turn, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
is_settled (gpointer dialog)
{
  return ta_round_dialog_is_settled (dialog);
}

static void
settle (Fixture *fixture)
{
  ta_ui_test_settle (fixture->window);
  ta_ui_test_wait (is_settled, fixture->dialog, "the round");
}

static void
open_round (Fixture *fixture)
{
  ta_round_dialog_present (ta_window_get_context (fixture->window), fixture->turn, GTK_WIDGET (fixture->window));
  fixture->dialog = ta_ui_test_dialog (fixture->window);
  g_assert_true (TA_IS_ROUND_DIALOG (fixture->dialog));
  settle (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->store = ta_ui_test_store ();
  fixture->turn = ta_ui_test_text (fixture->store, "SELECT id FROM turn WHERE date = '2026-12-01'");
  run (fixture, place_all);
  fixture->window = ta_ui_test_window (fixture->store);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ta_ui_test_close (fixture->window);
  g_clear_object (&fixture->store);
  g_free (fixture->turn);
}

static GtkWidget *
find_row (Fixture *fixture, GtkWidget *root, guint index)
{
  if (TA_IS_ROUND_ROW (root))
    return ta_round_row_get_index (TA_ROUND_ROW (root)) == index ? root : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = find_row (fixture, child, index);

      if (row != NULL)
        return row;
    }
  return NULL;
}

static void
assert_row (Fixture *fixture, guint index, const char *text)
{
  GtkWidget *row = find_row (fixture, fixture->dialog, index);

  g_assert_nonnull (row);
  g_assert_true (ta_ui_test_shows (row, text));
}

static void
activate (Fixture *fixture, guint index, const char *action, GVariant *target)
{
  gtk_widget_activate_action_variant (find_row (fixture, fixture->dialog, index), action, target);
  settle (fixture);
}

static GtkWidget *
find_path (GtkWidget *root)
{
  GtkWidget *found = SHUMATE_IS_PATH_LAYER (root) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_path (child);
  return found;
}

/* The path on the map goes from the cook’s door to each in the order of the list. */
static void
test_path (Fixture *fixture, gconstpointer data)
{
  static const double longitudes[] = { -56.18, -56.179, -56.177 };
  g_autoptr (GList) nodes = NULL;
  guint i = 0;

  open_round (fixture);
  g_assert_nonnull (find_path (fixture->dialog));
  nodes = shumate_path_layer_get_nodes (SHUMATE_PATH_LAYER (find_path (fixture->dialog)));
  g_assert_cmpuint (g_list_length (nodes), ==, G_N_ELEMENTS (longitudes));
  for (GList *node = nodes; node != NULL; node = node->next)
    {
      double longitude = shumate_location_get_longitude (node->data);

      /* The layer may hold them in either direction. */
      g_assert_true (G_APPROX_VALUE (longitude, longitudes[i], 1e-9) || G_APPROX_VALUE (longitude, longitudes[2 - i], 1e-9));
      i++;
    }
}

/* Who first, when, how far, what to mind. */
static void
test_shows (Fixture *fixture, gconstpointer data)
{
  open_round (fixture);
  assert_row (fixture, 0, "1. Silva");
  assert_row (fixture, 0, "Rivera 12");
  assert_row (fixture, 0, "Ring twice");
  assert_row (fixture, 0, "Peanuts (Anaphylaxis)");
  /* 91 m are 119 m to walk, in a minute and a half. */
  assert_row (fixture, 0, "18:01");
  assert_row (fixture, 0, "+120\u00a0m");
  assert_row (fixture, 1, "2. Kim");
  g_assert_true (ta_ui_test_shows (fixture->dialog, "Proved: no walk is shorter"));
  g_assert_true (ta_ui_test_shows (fixture->dialog, "1\u00a0h 30\u00a0min at most"));
  g_assert_null (ta_ui_test_find (fixture->dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Best Order"));
}

static void
test_from_turn (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (fixture->window, "rota"));

  gtk_widget_activate_action (page, "rota.open-next", NULL);
  ta_ui_test_settle (fixture->window);
  ta_ui_test_click (ta_ui_test_dialog (fixture->window), "Delivery Round…");
  fixture->dialog = ta_ui_test_dialog (fixture->window);
  g_assert_true (TA_IS_ROUND_DIALOG (fixture->dialog));
  settle (fixture);
  assert_row (fixture, 0, "1. Silva");
}

static void
test_from_today (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (fixture->window, "today"));

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (ta_ui_test_find_type (page, ADW_TYPE_EXPANDER_ROW, NULL)), TRUE);
  ta_ui_test_settle (fixture->window);
  ta_ui_test_click (page, "Delivery Round…");
  fixture->dialog = ta_ui_test_dialog (fixture->window);
  g_assert_true (TA_IS_ROUND_DIALOG (fixture->dialog));
  settle (fixture);
  assert_row (fixture, 1, "2. Kim");
}

/* Today has the doors in the round's order, that of a person too, with the times. */
static void
test_order_on_today (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (fixture->window, "today"));
  GtkWidget *silva, *kim;

  open_round (fixture);
  activate (fixture, 1, "round-row.move-up", NULL);
  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  ta_ui_test_settle (fixture->window);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (ta_ui_test_find_type (page, ADW_TYPE_EXPANDER_ROW, NULL)), TRUE);
  ta_ui_test_settle (fixture->window);
  kim = ta_ui_test_find_type (page, ADW_TYPE_ACTION_ROW, "Kim");
  silva = ta_ui_test_find_type (page, ADW_TYPE_ACTION_ROW, "Silva");
  g_assert_nonnull (kim);
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (kim)), <, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (silva)));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (kim)), ==, "18:04");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (silva)), ==, "18:09 · Rivera 12 · Ring twice");
}

/* The dinner is ready when the turn begins, which can be said here; the way back is told, too. */
static void
test_ready (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  open_round (fixture);
  g_assert_true (ta_ui_test_shows (fixture->dialog, "Back at the cook’s"));
  assert_row (fixture, 0, "18:01");
  row = ta_ui_test_find_type (fixture->dialog, ADW_TYPE_ENTRY_ROW, "Dinner is ready at");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "18:00");
  gtk_editable_set_text (GTK_EDITABLE (row), "18:30");
  g_signal_emit_by_name (row, "apply");
  settle (fixture);
  assert_row (fixture, 0, "18:31");
  g_assert_cmpint (ta_ui_test_number (fixture->store, "SELECT count (*) FROM turn WHERE date = '2026-12-01' AND start_time = '18:30'"), ==, 1);
}

/* A dinner that found nobody is on Today until it is said what became of it. */
static void
test_undelivered (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (fixture->window, "today"));

  g_assert_false (ta_ui_test_shows (page, "Not Delivered"));
  open_round (fixture);
  activate (fixture, 1, "round-row.set-state", g_variant_new_int32 (TA_DELIVERY_NOT_HOME));
  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  ta_ui_test_settle (fixture->window);
  g_assert_true (ta_ui_test_shows (page, "Kim was not at home"));
  ta_ui_test_click (page, "Kim was not at home");
  fixture->dialog = ta_ui_test_dialog (fixture->window);
  settle (fixture);
  activate (fixture, 1, "round-row.set-state", g_variant_new_int32 (TA_DELIVERY_LEFT_SAFE));
  g_assert_false (ta_ui_test_shows (page, "Kim was not at home"));
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  GtkWidget *check;

  open_round (fixture);
  check = ta_ui_test_find (fixture->dialog, GTK_ACCESSIBLE_ROLE_CHECKBOX, "Delivered to Silva");
  g_assert_nonnull (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  settle (fixture);
  g_assert_cmpint (ta_ui_test_number (fixture->store, "SELECT count (*) FROM delivery d JOIN household h ON h.id = d.household WHERE h.name = 'Silva' AND d.state = 'delivered'"), ==, 1);
  activate (fixture, 1, "round-row.set-state", g_variant_new_int32 (TA_DELIVERY_NOT_HOME));
  assert_row (fixture, 1, "Not at home");
  g_assert_cmpint (ta_ui_test_number (fixture->store, "SELECT count (*) FROM delivery WHERE state = 'not-home'"), ==, 1);
  gtk_widget_activate_action (fixture->dialog, "round.undo", NULL);
  settle (fixture);
  g_assert_false (ta_ui_test_shows (fixture->dialog, "Not at home"));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_widget_activate_action (fixture->dialog, "round.redo", NULL);
  settle (fixture);
  assert_row (fixture, 1, "Not at home");
  activate (fixture, 1, "round-row.set-state", g_variant_new_int32 (TA_DELIVERY_PENDING));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  settle (fixture);
  g_assert_cmpint (ta_ui_test_number (fixture->store, "SELECT count (*) FROM delivery WHERE state <> 'pending'"), ==, 0);
}

/* By the keys that the rows have; the row that was moved keeps the focus, and the best order comes back with a button. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  open_round (fixture);
  gtk_widget_grab_focus (find_row (fixture, fixture->dialog, 0));
  activate (fixture, 0, "round-row.move-down", NULL);
  assert_row (fixture, 0, "1. Kim");
  assert_row (fixture, 1, "2. Silva");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == find_row (fixture, fixture->dialog, 1));
  g_assert_true (ta_ui_test_shows (fixture->dialog, "longer than the shortest walk"));
  g_assert_cmpint (ta_ui_test_number (fixture->store, "SELECT count (*) FROM delivery d JOIN household h ON h.id = d.household WHERE h.name = 'Kim' AND d.position = (SELECT min (position) FROM delivery)"), ==, 1);
  /* There is nothing below the last. */
  activate (fixture, 1, "round-row.move-down", NULL);
  assert_row (fixture, 1, "2. Silva");
  /* As dropping the last row on the first does. */
  g_signal_emit_by_name (find_row (fixture, fixture->dialog, 0), "dropped", 1u);
  settle (fixture);
  assert_row (fixture, 0, "1. Silva");
  g_signal_emit_by_name (find_row (fixture, fixture->dialog, 0), "dropped", 1u);
  settle (fixture);
  ta_ui_test_click (fixture->dialog, "Best Order");
  settle (fixture);
  assert_row (fixture, 0, "1. Silva");
  g_assert_cmpint (ta_ui_test_number (fixture->store, "SELECT count (*) FROM delivery WHERE position IS NOT NULL"), ==, 0);
  gtk_widget_activate_action (fixture->dialog, "round.undo", NULL);
  settle (fixture);
  assert_row (fixture, 0, "1. Kim");
}

/* What changes elsewhere is seen here: a door that closes early is late, and a turn that is deleted has no round. */
static void
test_follows (Fixture *fixture, gconstpointer data)
{
  open_round (fixture);
  g_assert_false (ta_ui_test_shows (fixture->dialog, "after its time"));
  run (fixture, hurry_kim);
  settle (fixture);
  g_assert_true (ta_ui_test_shows (fixture->dialog, "1 door is reached after its time"));
  g_assert_true (ta_ui_test_shows (fixture->dialog, "until 17:00"));
  run (fixture, delete_turn);
  settle (fixture);
  g_assert_true (ta_ui_test_shows (fixture->dialog, "The Round Cannot Be Shown"));
}

static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  run (fixture, send_eaters_away);
  open_round (fixture);
  g_assert_true (ta_ui_test_shows (fixture->dialog, "Nobody to Deliver To"));
}

/* Who has no place is named, with the way to give one. */
static void
test_unplaced (Fixture *fixture, gconstpointer data)
{
  run (fixture, unplace_cook);
  open_round (fixture);
  g_assert_true (ta_ui_test_shows (fixture->dialog, "Pereira has no place on the map"));
  g_assert_false (ta_ui_test_shows (fixture->dialog, "Out of the oven"));
  assert_row (fixture, 0, "1. Kim");
  ta_ui_test_click (fixture->dialog, "Place…");
  ta_ui_test_settle (fixture->window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (fixture->window), "Where Pereira Lives"));
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/round/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("shows", test_shows);
  ADD ("path", test_path);
  ADD ("from-turn", test_from_turn);
  ADD ("from-today", test_from_today);
  ADD ("order-on-today", test_order_on_today);
  ADD ("ready", test_ready);
  ADD ("undelivered", test_undelivered);
  ADD ("states", test_states);
  ADD ("order", test_order);
  ADD ("follows", test_follows);
  ADD ("nobody", test_nobody);
  ADD ("unplaced", test_unplaced);
  return g_test_run ();
}
