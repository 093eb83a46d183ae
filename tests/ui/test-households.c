/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ui-test.h"

#include "ta-turn-table.h"

static GtkWidget *
open_household (TaWindow *window, TaStore *store, const char *sql)
{
  g_autofree char *id = ta_ui_test_text (store, sql);

  ta_ui_test_show (window, "households");
  ta_window_show_page (window, "households", id);
  ta_ui_test_settle (window);
  return GTK_WIDGET (ta_window_get_page (window));
}

/* A household of two adults and three children in one form. */
static void
test_add_in_one_form (void)
{
  static const char *const people[] = { "Ana", "Luis", "Eva", "Teo", "Mia" };
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "households"));
  GtkWidget *dialog;

  ta_ui_test_click (page, "New Household");
  ta_ui_test_settle (window);
  dialog = ta_ui_test_dialog (window);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *label = g_strdup_printf ("Person %u", i + 1);

      if (i > 0)
        ta_ui_test_click (dialog, "Add Person");
      ta_ui_test_settle (window);
      ta_ui_test_type (ta_ui_test_find_type (dialog, GTK_TYPE_LIST_BOX, label), "Name", people[i]);
    }
  ta_ui_test_type (dialog, "Name", "De Souza");
  ta_ui_test_type (dialog, "Address", "Colonia 1234");
  ta_ui_test_click (dialog, "Add");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  g_assert_true (ta_ui_test_shows (page, "De Souza"));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM person p JOIN household h ON h.id = p.household WHERE h.name = 'De Souza'"), ==, 5);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM membership m JOIN household h ON h.id = m.household "
                                             "WHERE h.name = 'De Souza' AND m.status = 'member' AND m.pod IS NOT NULL"),
                   ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ta_ui_test_settle (window);
  g_assert_false (ta_ui_test_shows (page, "De Souza"));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM household"), ==, 3);
  ta_ui_test_close (window);
}

static void
test_edit_shows_at_once (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = open_household (window, store, "SELECT id FROM household WHERE name = 'Silva'");

  ta_ui_test_click (page, "Edit…");
  ta_ui_test_settle (window);
  ta_ui_test_type (ta_ui_test_dialog (window), "Portions the kitchen can make", "twelve");
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  /* What is not a number keeps the form open, and nothing is written. */
  g_assert_nonnull (ta_ui_test_dialog (window));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM household WHERE kitchen_capacity IS NOT NULL"), ==, 0);
  ta_ui_test_type (ta_ui_test_dialog (window), "Portions the kitchen can make", "12.5");
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "12.5"));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT kitchen_capacity FROM household WHERE name = 'Silva'"), ==, 1250);
  ta_ui_test_close (window);
}

/* When dinners can be left: an end before the beginning is not taken, and empty is at any time again. */
static void
test_times_at_the_door (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = open_household (window, store, "SELECT id FROM household WHERE name = 'Silva'");
  g_autofree char *times = NULL;

  ta_ui_test_click (page, "Edit…");
  ta_ui_test_settle (window);
  ta_ui_test_type (ta_ui_test_dialog (window), "Dinners from", "18:30");
  ta_ui_test_type (ta_ui_test_dialog (window), "Dinners until", "18:00");
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  g_assert_nonnull (ta_ui_test_dialog (window));
  ta_ui_test_type (ta_ui_test_dialog (window), "Dinners until", "19:15");
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  times = ta_ui_test_text (store, "SELECT drop_from || '-' || drop_until FROM household WHERE name = 'Silva'");
  g_assert_cmpstr (times, ==, "18:30-19:15");
  g_assert_true (ta_ui_test_shows (page, "18:30\u2009–\u200919:15"));
  ta_ui_test_click (page, "Edit…");
  ta_ui_test_settle (window);
  ta_ui_test_type (ta_ui_test_dialog (window), "Dinners from", "");
  ta_ui_test_type (ta_ui_test_dialog (window), "Dinners until", "");
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM household WHERE drop_from IS NOT NULL OR drop_until IS NOT NULL"), ==, 0);
  ta_ui_test_close (window);
}

/* An absence that is entered after publishing marks the turns it clashes with. */
static void
test_absence_marks_turns (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = open_household (window, store, "SELECT id FROM household WHERE name = 'Silva'");

  ta_ui_test_click (page, "Add an Absence");
  ta_ui_test_settle (window);
  ta_ui_test_type (ta_ui_test_dialog (window), "Last day away", "2026-12-05");
  ta_ui_test_type (ta_ui_test_dialog (window), "Reason", "Visiting");
  ta_ui_test_click (ta_ui_test_dialog (window), "Add");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "All are away · Visiting"));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM turn WHERE state = 'seeking-cover' AND date = '2026-12-02'"), ==, 1);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM turn WHERE state = 'published'"), ==, 1);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Wednesday, 2 December"));
  adw_dialog_force_close (ADW_DIALOG (ta_ui_test_dialog (window)));
  ta_ui_test_settle (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM turn WHERE state = 'published'"), ==, 2);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM absence"), ==, 0);
  ta_ui_test_close (window);
}

static gboolean
make_draft (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_set_state (database, data, TA_TURN_PLANNED, error);
}

#define HELD_ON_THE_2ND "SELECT count (*) FROM assignment a JOIN turn t ON t.id = a.turn WHERE t.date = '2026-12-02'"

/* Nobody was told of a draft: it stays one, and is free. */
static void
test_absence_frees_drafts (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  g_autofree char *turn = ta_ui_test_text (store, "SELECT id FROM turn WHERE date = '2026-12-02'");
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = open_household (window, store, "SELECT id FROM household WHERE name = 'Silva'");

  g_assert_true (ta_store_run (store, "Draft", NULL, make_draft, turn, NULL, NULL));
  g_assert_cmpint (ta_ui_test_number (store, HELD_ON_THE_2ND), ==, 1);
  ta_ui_test_click (page, "Add an Absence");
  ta_ui_test_settle (window);
  ta_ui_test_type (ta_ui_test_dialog (window), "Last day away", "2026-12-05");
  ta_ui_test_click (ta_ui_test_dialog (window), "Add");
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, HELD_ON_THE_2ND), ==, 0);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM turn WHERE state = 'planned'"), ==, 1);
  /* There is nobody to ask. */
  g_assert_null (ta_ui_test_dialog (window));
  ta_ui_test_close (window);
}

/* Who is away alone asks for cover where no other adult is left; and a person goes with their absences. */
static void
test_person_away_and_removed (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  g_autofree char *first = ta_ui_test_text (store, "SELECT p.name FROM person p JOIN household h ON h.id = p.household WHERE h.name = 'Silva' ORDER BY p.position LIMIT 1");
  GtkWidget *page = open_household (window, store, "SELECT id FROM household WHERE name = 'Silva'");

  for (guint i = 1; i <= 2; i++)
    {
      ta_ui_test_click (page, "Add an Absence");
      ta_ui_test_settle (window);
      adw_combo_row_set_selected (ADW_COMBO_ROW (ta_ui_test_find_type (ta_ui_test_dialog (window), ADW_TYPE_COMBO_ROW, "Who")), i);
      ta_ui_test_type (ta_ui_test_dialog (window), "Last day away", "2026-12-05");
      ta_ui_test_click (ta_ui_test_dialog (window), "Add");
      ta_ui_test_settle (window);
      g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM turn WHERE state = 'seeking-cover'"), ==, i - 1);
    }
  adw_dialog_force_close (ADW_DIALOG (ta_ui_test_dialog (window)));
  ta_ui_test_settle (window);
  ta_ui_test_click (page, first);
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Remove Person…");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Remove");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM person p JOIN household h ON h.id = p.household WHERE h.name = 'Silva'"), ==, 1);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM absence"), ==, 1);
  ta_ui_test_close (window);
}

/* A household that pauses gets no turns. */
static void
test_pause_frees_turns (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = open_household (window, store, "SELECT id FROM household WHERE name = 'Silva'");
  GtkWidget *status;

  ta_ui_test_click (page, "Change Status");
  ta_ui_test_settle (window);
  status = ta_ui_test_find_type (ta_ui_test_dialog (window), ADW_TYPE_COMBO_ROW, "Status");
  adw_combo_row_set_selected (ADW_COMBO_ROW (status), TA_STATUS_PAUSED);
  ta_ui_test_type (ta_ui_test_dialog (window), "From", "2026-12-02");
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM membership WHERE status = 'paused' AND from_date = '2026-12-02'"), ==, 1);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM turn WHERE state = 'seeking-cover'"), ==, 1);
  adw_dialog_force_close (ADW_DIALOG (ta_ui_test_dialog (window)));
  ta_ui_test_settle (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM turn WHERE state = 'seeking-cover'"), ==, 0);
  ta_ui_test_close (window);
}

/* What is looked at stays what is looked at, under its new name, unfolded as it was and with the keyboard where it was. */
static void
test_stays_in_place (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = open_household (window, store, "SELECT id FROM household WHERE name = 'Silva'");
  GtkWidget *row;

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (ta_ui_test_find_type (page, ADW_TYPE_EXPANDER_ROW, "Every week")), TRUE);
  ta_ui_test_settle (window);
  row = ta_ui_test_find_type (page, ADW_TYPE_COMBO_ROW, "Monday");
  gtk_widget_grab_focus (row);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), TA_UNAVAILABLE);
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM availability WHERE weekday = 1 AND state = 'unavailable'"), ==, 1);
  row = ta_ui_test_find_type (page, ADW_TYPE_COMBO_ROW, "Monday");
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), row) || gtk_root_get_focus (GTK_ROOT (window)) == row);
  ta_ui_test_click (page, "Edit…");
  ta_ui_test_settle (window);
  ta_ui_test_type (ta_ui_test_dialog (window), "Name", "Aguirre");
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  g_assert_nonnull (ta_ui_test_find_type (page, ADW_TYPE_COMBO_ROW, "Monday"));
  g_assert_cmpint (adw_combo_row_get_selected (ADW_COMBO_ROW (ta_ui_test_find_type (page, ADW_TYPE_COMBO_ROW, "Monday"))), ==, TA_UNAVAILABLE);
  ta_ui_test_close (window);
}

/* What planning asks: own limits, what cannot be cooked, and on which days who eats. */
static void
test_limits (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = open_household (window, store, "SELECT id FROM household WHERE name = 'Silva'");
  GtkWidget *row = ta_ui_test_find_type (page, ADW_TYPE_COMBO_ROW, "Most turns a week");
  GtkWidget *check;

  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT max_per_week FROM turn_limit"), ==, 1);
  row = ta_ui_test_find_type (page, ADW_TYPE_EXPANDER_ROW, "Cannot cook for");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  ta_ui_test_settle (window);
  adw_switch_row_set_active (ADW_SWITCH_ROW (ta_ui_test_find_type (page, ADW_TYPE_SWITCH_ROW, "Peanuts")), TRUE);
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM cooking_limit WHERE need = 'peanuts'"), ==, 1);
  row = ta_ui_test_find_type (page, ADW_TYPE_EXPANDER_ROW, "Cannot cook for");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "Peanuts");
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  ta_ui_test_click (page, "Meals with the pod");
  ta_ui_test_settle (window);
  check = ta_ui_test_find_type (ta_ui_test_dialog (window), GTK_TYPE_CHECK_BUTTON, "Everybody, Tuesday");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT weekday FROM skipped_meal WHERE person IS NULL"), ==, 2);
  g_assert_true (ta_ui_test_shows (page, "Not on Tue"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM skipped_meal"), ==, 0);
  g_assert_true (ta_ui_test_shows (page, "Every day"));
  ta_ui_test_close (window);
}

static void
test_search (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "households"));
  GtkWidget *entry = ta_ui_test_find_type (page, GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), "sil");
  g_signal_emit_by_name (entry, "search-changed");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "Silva"));
  g_assert_false (ta_ui_test_shows (page, "Pereira"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "nobody at all");
  g_signal_emit_by_name (entry, "search-changed");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "No Household Found"));
  ta_ui_test_close (window);
}

/* The balance stands on the household's page and unfolds into the entries that led to it. */
static gboolean
settle_first (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) turns = ta_turn_table_list (database, ta_ui_test_today (), ta_ui_test_today () + 1, NULL, error);

  return turns && ta_turn_table_set_state (database, ((TaTurn *) turns->pdata[0])->id, TA_TURN_DONE, error);
}

static void
test_balance (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  TaPage *page = ta_ui_test_show (window, "households");
  g_autofree char *pereira = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Pereira'");
  GtkWidget *row;

  ta_page_open (page, pereira);
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_find_type (GTK_WIDGET (page), ADW_TYPE_EXPANDER_ROW, "Ahead: others owe it"));
  g_assert_true (ta_store_run (store, "Cooked", NULL, settle_first, NULL, NULL, NULL));
  ta_ui_test_settle (window);
  row = ta_ui_test_find_type (GTK_WIDGET (page), ADW_TYPE_EXPANDER_ROW, "Ahead: others owe it");
  g_assert_nonnull (row);
  g_assert_true (ta_ui_test_shows (row, "+0.6"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (row, "Tue 1 Dec, Cooking (Done)"));
  g_assert_true (ta_ui_test_shows (row, "Held the turn: +1 turn"));
  ta_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/households/add-in-one-form", test_add_in_one_form);
  g_test_add_func ("/households/edit", test_edit_shows_at_once);
  g_test_add_func ("/households/times-at-the-door", test_times_at_the_door);
  g_test_add_func ("/households/absence", test_absence_marks_turns);
  g_test_add_func ("/households/absence-frees-drafts", test_absence_frees_drafts);
  g_test_add_func ("/households/person-away", test_person_away_and_removed);
  g_test_add_func ("/households/pause", test_pause_frees_turns);
  g_test_add_func ("/households/stays-in-place", test_stays_in_place);
  g_test_add_func ("/households/limits", test_limits);
  g_test_add_func ("/households/search", test_search);
  g_test_add_func ("/households/balance", test_balance);
  return g_test_run ();
}
