/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ui-test.h"

#include "ta-household-table.h"
#include "ta-rota-commands.h"
#include "ta-rota-grid.h"
#include "ta-turn-table.h"

#define DATE_OF_SILVA "SELECT t.date FROM turn t JOIN assignment a ON a.turn = t.id JOIN household h ON h.id = a.household WHERE h.name = 'Silva'"
#define HOLDER_OF_TODAY "SELECT h.name FROM turn t JOIN assignment a ON a.turn = t.id JOIN household h ON h.id = a.household WHERE t.date = '2026-12-01'"

static GtkWidget *
show_rota (TaWindow *window)
{
  TaPage *page = ta_ui_test_show (window, "rota");
  GtkWidget *grid = ta_ui_test_find_type (GTK_WIDGET (page), TA_TYPE_ROTA_GRID, NULL);

  g_assert_nonnull (grid);
  ta_ui_test_settle (window);
  gtk_widget_activate_action (GTK_WIDGET (page), "rota.today", NULL);
  ta_ui_test_settle (window);
  return grid;
}

static void
assert_text (TaStore *store, const char *sql, const char *expected)
{
  g_autofree char *text = ta_ui_test_text (store, sql);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_move_by_keyboard_and_undo (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *grid = show_rota (window);

  g_assert_nonnull (ta_ui_test_find (grid, GTK_ACCESSIBLE_ROLE_BUTTON, "Silva, Cooking, Wednesday, 2 December, 18:00, 0 portions, Published"));
  g_assert_true (gtk_widget_child_focus (grid, GTK_DIR_RIGHT));
  ta_ui_test_press (window, GDK_KEY_Right, GDK_ALT_MASK);
  ta_ui_test_settle (window);
  assert_text (store, DATE_OF_SILVA, "2026-12-03");
  g_assert_nonnull (ta_ui_test_find (grid, GTK_ACCESSIBLE_ROLE_BUTTON, "Silva, Cooking, Thursday, 3 December, 18:00, 0 portions, Published"));
  g_assert_true (ta_ui_test_shows (GTK_WIDGET (window), "Moved the turn of Silva to Thu 3 Dec"));
  /* The cursor went with the turn: a week down, too. */
  ta_ui_test_press (window, GDK_KEY_Down, GDK_ALT_MASK);
  ta_ui_test_settle (window);
  assert_text (store, DATE_OF_SILVA, "2026-12-10");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  ta_ui_test_settle (window);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  ta_ui_test_settle (window);
  assert_text (store, DATE_OF_SILVA, "2026-12-02");
  g_assert_nonnull (ta_ui_test_find (grid, GTK_ACCESSIBLE_ROLE_BUTTON, "Silva, Cooking, Wednesday, 2 December, 18:00, 0 portions, Published"));
  ta_ui_test_close (window);
}

static void
test_swap_by_keyboard (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *grid = show_rota (window);

  ta_ui_test_press (window, GDK_KEY_x, 0);
  g_assert_true (gtk_widget_child_focus (grid, GTK_DIR_RIGHT));
  ta_ui_test_press (window, GDK_KEY_x, 0);
  ta_ui_test_settle (window);
  assert_text (store, HOLDER_OF_TODAY, "Silva");
  assert_text (store, DATE_OF_SILVA, "2026-12-01");
  g_assert_nonnull (ta_ui_test_find (grid, GTK_ACCESSIBLE_ROLE_BUTTON, "Pereira, Cooking, Wednesday, 2 December, 18:00, 0 portions, Published"));
  ta_ui_test_close (window);
}

static void
test_menu_actions (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *grid = show_rota (window);
  g_autofree char *kim = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Kim'");

  g_assert_true (gtk_widget_activate_action (grid, "turn.state", "i", TA_TURN_SEEKING_COVER));
  ta_ui_test_settle (window);
  assert_text (store, "SELECT state FROM turn WHERE date = '2026-12-01'", "seeking-cover");
  g_assert_true (ta_ui_test_shows (grid, "Seeking cover"));
  /* Who takes a turn over covers it. */
  g_assert_true (gtk_widget_activate_action (grid, "turn.assign", "s", kim));
  ta_ui_test_settle (window);
  assert_text (store, HOLDER_OF_TODAY, "Kim");
  assert_text (store, "SELECT state FROM turn WHERE date = '2026-12-01'", "published");
  ta_ui_test_close (window);
}

static gboolean
name_dish (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database, "UPDATE turn SET title = 'Lasagne', note = 'Early' WHERE date = '2026-12-01'", error);
}

static gpointer
read_turn (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_get (database, data, error);
}

/* The page knows the turn as it was before the other change, which is in the queue still. */
static void
test_assign_keeps_other_changes (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  g_autofree char *kim = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Kim'");
  g_autofree char *id = ta_ui_test_text (store, "SELECT id FROM turn WHERE date = '2026-12-01'");
  g_autoptr (TaTurn) turn = ta_store_read (store, read_turn, id, NULL);

  ta_ui_test_settle (window);
  ta_context_run (ta_window_get_context (window), "Named the dish", name_dish, NULL, NULL, NULL, NULL);
  ta_rota_assign (ta_window_get_context (window), turn, kim);
  ta_ui_test_settle (window);
  assert_text (store, HOLDER_OF_TODAY, "Kim");
  assert_text (store, "SELECT title || ', ' || note FROM turn WHERE date = '2026-12-01'", "Lasagne, Early");
  g_assert_true (ta_ui_test_shows (GTK_WIDGET (window), "to Kim"));
  ta_ui_test_close (window);
}

/* Before a turn counts, the person reads what it gives whom; then it stands in the ledger, and undo takes it back. */
static void
test_state_counts (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *grid = show_rota (window);

  g_assert_true (gtk_widget_activate_action (grid, "turn.state", "i", TA_TURN_DONE));
  ta_ui_test_settle (window);
  assert_text (store, "SELECT state FROM turn WHERE date = '2026-12-01'", "published");
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Pereira: +0.6"));
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Silva: −0.3"));
  ta_ui_test_click (ta_ui_test_dialog (window), "Set State");
  ta_ui_test_settle (window);
  assert_text (store, "SELECT state FROM turn WHERE date = '2026-12-01'", "done");
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM ledger_transaction"), ==, 1);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT coalesce (max (total), 0) FROM (SELECT sum (amount) AS total FROM ledger_entry GROUP BY account)"), ==, 0);
  ta_ui_test_close (window);
}

static gboolean
send_silva_away (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *id = ta_household_table_find (database, "Silva", error);
  g_autoptr (TaHousehold) household = id ? ta_household_table_get (database, id, error) : NULL;
  TaDate today = ta_ui_test_today ();

  g_ptr_array_add (household->absences, ta_absence_new (NULL, today + 2, today + 4, ""));
  return ta_household_table_save (database, household, error);
}

/* Nothing is done, the reason is told, and who knows better is led to the turn. */
static void
test_clash_is_refused (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = NULL;
  GtkWidget *grid;

  g_assert_true (ta_store_run (store, "Away", NULL, send_silva_away, NULL, NULL, NULL));
  window = ta_ui_test_window (store);
  grid = show_rota (window);
  g_assert_true (gtk_widget_child_focus (grid, GTK_DIR_RIGHT));
  ta_ui_test_press (window, GDK_KEY_Right, GDK_ALT_MASK);
  ta_ui_test_settle (window);
  assert_text (store, DATE_OF_SILVA, "2026-12-02");
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Silva is away from 3 Dec to 4 Dec"));
  ta_ui_test_click (ta_ui_test_dialog (window), "Open Turn…");
  ta_ui_test_settle (window);
  g_assert_nonnull (ta_ui_test_find_type (ta_ui_test_dialog (window), ADW_TYPE_COMBO_ROW, "Held by"));
  assert_text (store, DATE_OF_SILVA, "2026-12-02");
  ta_ui_test_close (window);
}

static void
test_delete_and_undo (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);

  show_rota (window);
  ta_ui_test_press (window, GDK_KEY_Delete, 0);
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM turn"), ==, 1);
  g_assert_true (ta_ui_test_shows (GTK_WIDGET (window), "Deleted the turn of Pereira on Tue 1 Dec"));
  ta_ui_test_click (GTK_WIDGET (window), "Undo");
  ta_ui_test_settle (window);
  assert_text (store, HOLDER_OF_TODAY, "Pereira");
  ta_ui_test_close (window);
}

static void
test_change_cook_and_dish (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *grid = show_rota (window);
  GtkWidget *holder;

  gtk_widget_activate_action (grid, "turn.open", NULL);
  ta_ui_test_settle (window);
  holder = ta_ui_test_find_type (ta_ui_test_dialog (window), ADW_TYPE_COMBO_ROW, "Held by");
  g_assert_nonnull (holder);
  /* Nobody yet, Kim, Pereira, Silva. */
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (holder)), ==, 2);
  adw_combo_row_set_selected (ADW_COMBO_ROW (holder), 1);
  ta_ui_test_type (ta_ui_test_dialog (window), "Dish", "Lentil stew");
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  assert_text (store, HOLDER_OF_TODAY, "Kim");
  assert_text (store, "SELECT title FROM turn WHERE date = '2026-12-01'", "Lentil stew");
  g_assert_nonnull (ta_ui_test_find (grid, GTK_ACCESSIBLE_ROLE_BUTTON, "Kim, Lentil stew, Tuesday, 1 December, 18:00, 0 portions, Published"));
  ta_ui_test_close (window);
}

static AdwComboRow *
place (TaWindow *window, const char *name)
{
  GtkWidget *row = ta_ui_test_find_type (ta_ui_test_dialog (window), ADW_TYPE_COMBO_ROW, name);

  g_assert_nonnull (row);
  return ADW_COMBO_ROW (row);
}

/* A turn that two hold: each household once only; the second goes without the first, and with its place. */
static void
test_several_hold_a_turn (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *grid = show_rota (window);
  const char *both = "SELECT group_concat (name) FROM (SELECT h.name FROM assignment a JOIN turn t ON t.id = a.turn JOIN household h ON h.id = a.household "
                     "WHERE t.date = '2026-12-01' ORDER BY h.name)";

  gtk_widget_activate_action (grid, "turn.open", NULL);
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_find_type (ta_ui_test_dialog (window), ADW_TYPE_COMBO_ROW, "Holder 2"));
  adw_spin_row_set_value (ADW_SPIN_ROW (ta_ui_test_find_type (ta_ui_test_dialog (window), ADW_TYPE_SPIN_ROW, "How many households hold it")), 2);
  /* Nobody yet, Kim, Silva: Pereira has the first place. */
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (place (window, "Holder 2"))), ==, 3);
  adw_combo_row_set_selected (place (window, "Holder 2"), 2);
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (place (window, "Holder 1"))), ==, 3);
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  assert_text (store, both, "Pereira,Silva");
  g_assert_cmpint (ta_ui_test_number (store, "SELECT places FROM turn WHERE date = '2026-12-01'"), ==, 2);
  g_assert_nonnull (ta_ui_test_find (grid, GTK_ACCESSIBLE_ROLE_BUTTON, "Pereira, Silva, Cooking, Tuesday, 1 December, 18:00, 0 portions, Published"));

  gtk_widget_activate_action (grid, "turn.open", NULL);
  ta_ui_test_settle (window);
  adw_combo_row_set_selected (place (window, "Holder 1"), 0);
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  assert_text (store, both, "Silva");
  ta_ui_test_close (window);
}

/* An empty day takes a turn by Enter, with the pod as its eaters; the same form makes a series. */
static void
test_new_series_on_an_empty_day (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *grid = show_rota (window);
  GtkWidget *repeat;

  g_assert_true (gtk_widget_child_focus (grid, GTK_DIR_LEFT));
  ta_ui_test_click (grid, "Monday, 30 November, no turns");
  ta_ui_test_settle (window);
  repeat = ta_ui_test_find_type (ta_ui_test_dialog (window), ADW_TYPE_EXPANDER_ROW, "Repeat weekly");
  g_assert_nonnull (repeat);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (repeat), TRUE);
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Add");
  ta_ui_test_settle (window);
  /* Eight weeks ahead of today, and yesterday. */
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM turn WHERE series IS NOT NULL"), ==, 9);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM eater"), ==, 27);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (DISTINCT household) FROM assignment a JOIN turn t ON t.id = a.turn WHERE t.series IS NOT NULL"), ==, 3);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM turn"), ==, 2);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM series"), ==, 0);
  ta_ui_test_close (window);
}

static void
test_years_away_and_back (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *grid = show_rota (window);

  ta_ui_test_press (window, GDK_KEY_m, 0);
  for (int i = 0; i < 36; i++)
    ta_ui_test_press (window, GDK_KEY_Page_Down, 0);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (GTK_WIDGET (window), "December 2029"));
  ta_ui_test_press (window, GDK_KEY_t, 0);
  ta_ui_test_press (window, GDK_KEY_w, 0);
  ta_ui_test_settle (window);
  g_assert_nonnull (ta_ui_test_find (grid, GTK_ACCESSIBLE_ROLE_BUTTON, "Pereira, Cooking, Tuesday, 1 December, 18:00, 0 portions, Published"));
  ta_ui_test_close (window);
}

/* Another page sends the person to a turn: the rota goes to its week and opens it. */
static void
test_opened_from_elsewhere (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  g_autofree char *silva = ta_ui_test_text (store, "SELECT id FROM turn WHERE date = '2026-12-02'");
  TaPage *page = ta_ui_test_show (window, "rota");

  for (int i = 0; i < 30; i++)
    gtk_widget_activate_action (GTK_WIDGET (page), "rota.next", NULL);
  ta_page_open (page, silva);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (GTK_WIDGET (page), "29 Nov – 5 Dec"));
  g_assert_nonnull (ta_ui_test_find_type (ta_ui_test_dialog (window), ADW_TYPE_COMBO_ROW, "Held by"));
  ta_ui_test_close (window);
}

/* A week of an office: five turns a day from 29 November on. */
static gboolean
add_busy_week (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  gboolean saved = TRUE;
  char **ids = data;

  for (int i = 0; i < 35 && saved; i++)
    {
      g_autoptr (TaTurn) turn = ta_turn_new (ids[0], ids[1], ta_ui_test_today () - 2 + i / 5, 12 * 60);

      g_free (turn->title);
      turn->title = g_strdup_printf ("Dish %d-%d", i / 5, i % 5);
      saved = ta_turn_table_save (database, turn, error);
    }
  return saved;
}

/* More cards than come in one frame: all are there in the end, also after going away and coming back in other sizes. */
static void
test_busy_week (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  g_autofree char *pod = ta_ui_test_text (store, "SELECT id FROM pod");
  g_autofree char *service = ta_ui_test_text (store, "SELECT id FROM service");
  char *ids[] = { pod, service };
  TaWindow *window;
  GtkWidget *grid;

  g_assert_true (ta_store_run (store, "Filled a week", NULL, add_busy_week, ids, NULL, NULL));
  window = ta_ui_test_window (store);
  grid = show_rota (window);
  for (int round = 0; round < 2; round++)
    {
      for (int i = 0; i < 35; i++)
        {
          g_autofree char *title = g_strdup_printf ("Dish %d-%d", i / 5, i % 5);

          g_assert_true (ta_ui_test_shows (grid, title));
        }
      ta_ui_test_press (window, GDK_KEY_m, 0);
      ta_ui_test_settle (window);
      ta_ui_test_press (window, GDK_KEY_w, 0);
      ta_ui_test_settle (window);
    }
  ta_ui_test_close (window);
}

static gboolean
finish_today (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database, "UPDATE turn SET state = 'done' WHERE date = '2026-12-01'", error);
}

/* Under the weeks: what each did, has before it and owes; and how that comes about. */
static void
test_fairness (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page;
  GtkWidget *bar;

  show_rota (window);
  page = GTK_WIDGET (ta_ui_test_show (window, "rota"));
  bar = ta_ui_test_find_type (page, GTK_TYPE_MENU_BUTTON, "Silva: 0 done, 1 to come, owes 0.66");
  g_assert_nonnull (bar);
  gtk_menu_button_popup (GTK_MENU_BUTTON (bar));
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (bar, "Eats at 2 meals, 4 of 12 portions: 0.67"));
  g_assert_true (ta_ui_test_shows (bar, "Owes 0.66; 0 done, 1 planned"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (bar));
  g_assert_true (ta_store_run (store, "Done", NULL, finish_today, NULL, NULL, NULL));
  ta_ui_test_settle (window);
  g_assert_nonnull (ta_ui_test_find_type (page, GTK_TYPE_MENU_BUTTON, "Pereira: 1 done, 0 to come, owes 0.67"));
  ta_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/rota/move-by-keyboard-and-undo", test_move_by_keyboard_and_undo);
  g_test_add_func ("/rota/fairness", test_fairness);
  g_test_add_func ("/rota/swap-by-keyboard", test_swap_by_keyboard);
  g_test_add_func ("/rota/menu-actions", test_menu_actions);
  g_test_add_func ("/rota/assign-keeps-other-changes", test_assign_keeps_other_changes);
  g_test_add_func ("/rota/state-counts", test_state_counts);
  g_test_add_func ("/rota/clash-is-refused", test_clash_is_refused);
  g_test_add_func ("/rota/delete-and-undo", test_delete_and_undo);
  g_test_add_func ("/rota/change-cook-and-dish", test_change_cook_and_dish);
  g_test_add_func ("/rota/several-hold-a-turn", test_several_hold_a_turn);
  g_test_add_func ("/rota/new-series-on-an-empty-day", test_new_series_on_an_empty_day);
  g_test_add_func ("/rota/opened-from-elsewhere", test_opened_from_elsewhere);
  g_test_add_func ("/rota/years-away-and-back", test_years_away_and_back);
  g_test_add_func ("/rota/busy-week", test_busy_week);
  return g_test_run ();
}
