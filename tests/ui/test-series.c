/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ui-test.h"

#include "ta-history-labels.h"
#include "ta-household-table.h"
#include "ta-rota-grid.h"
#include "ta-series-edit.h"
#include "ta-turn-dialog.h"
#include "ta-turn-table.h"

#define DISHES "SELECT group_concat (title, ',') FROM (SELECT title FROM turn WHERE series IS NOT NULL ORDER BY date)"
#define N_TURNS "SELECT count (*) FROM turn WHERE series IS NOT NULL"
#define SERIES_ID "SELECT id FROM series"

/* Thursdays from 3 December on at 19:00, three turns: 3, 10 and 17; Kim and Silva in turns. */
static gboolean
make_series (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  char **ids = data;
  g_autoptr (TaSeries) series = ta_series_new (ids[0], ids[1], ta_ui_test_today () + 2);

  series->weekdays = 0x08;
  series->start = 19 * 60;
  series->minutes = 90;
  series->until = ta_ui_test_today () + 17;
  series->rotation = TA_ROTATION_ROTATE;
  g_ptr_array_add (series->households, ta_household_table_find (database, "Kim", error));
  g_ptr_array_add (series->households, ta_household_table_find (database, "Silva", error));
  return ta_series_create (database, series, series->until, error);
}

static TaStore *
store_with_series (void)
{
  TaStore *store = ta_ui_test_store ();
  g_autofree char *pod = ta_ui_test_text (store, "SELECT id FROM pod");
  g_autofree char *service = ta_ui_test_text (store, "SELECT id FROM service");
  char *ids[] = { pod, service };

  g_assert_true (ta_store_run (store, "Series", NULL, make_series, ids, NULL, NULL));
  g_assert_cmpint (ta_ui_test_number (store, N_TURNS), ==, 3);
  return store;
}

static GtkWidget *
open_turn (TaWindow *window, TaStore *store, const char *sql)
{
  g_autofree char *id = ta_ui_test_text (store, sql);
  TaPage *page = ta_ui_test_show (window, "rota");

  ta_page_open (page, id);
  ta_ui_test_settle (window);
  g_assert_nonnull (ta_ui_test_dialog (window));
  return ta_ui_test_dialog (window);
}

static void
assert_text (TaStore *store, const char *sql, const char *expected)
{
  g_autofree char *text = ta_ui_test_text (store, sql);

  g_assert_cmpstr (text, ==, expected);
}

static void
change_dish (TaWindow *window, GtkWidget *dialog, const char *dish, const char *answer)
{
  ta_ui_test_type (dialog, "Dish", dish);
  ta_ui_test_click (dialog, "Save");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), answer);
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
}

/* Each answer does only what it says; a turn changed by hand is not overwritten. */
static void
test_three_scopes (void)
{
  g_autoptr (TaStore) store = store_with_series ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *dialog = open_turn (window, store, "SELECT id FROM turn WHERE date = '2026-12-10'");

  g_assert_true (ta_ui_test_shows (dialog, "every week, until 17 Dec 2026"));
  change_dish (window, dialog, "Soup", "This Turn");
  assert_text (store, DISHES, ",Soup,");
  g_assert_cmpint (ta_ui_test_number (store, "SELECT sum (edited) FROM turn"), ==, 1);

  dialog = open_turn (window, store, "SELECT id FROM turn WHERE date = '2026-12-03'");
  change_dish (window, dialog, "Pie", "All Turns");
  assert_text (store, DISHES, "Pie,Soup,Pie");
  dialog = open_turn (window, store, "SELECT id FROM turn WHERE date = '2026-12-17'");
  change_dish (window, dialog, "Stew", "This and Following");
  assert_text (store, DISHES, "Pie,Soup,Stew");
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM series"), ==, 2);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  ta_ui_test_settle (window);
  assert_text (store, DISHES, "Pie,Soup,Pie");
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM series"), ==, 1);
  ta_ui_test_close (window);
}

/* The form says that a turn was changed by hand, and gives it back. */
static void
test_edited_shows_and_goes_back (void)
{
  g_autoptr (TaStore) store = store_with_series ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *dialog = open_turn (window, store, "SELECT id FROM turn WHERE date = '2026-12-10'");

  g_assert_false (ta_ui_test_shows (dialog, "changed by hand"));
  change_dish (window, dialog, "Soup", "This Turn");
  dialog = open_turn (window, store, "SELECT id FROM turn WHERE date = '2026-12-10'");
  g_assert_true (ta_ui_test_shows (dialog, "changed by hand"));
  ta_ui_test_click (dialog, "Give Back to the Series");
  ta_ui_test_settle (window);
  assert_text (store, DISHES, ",,");
  g_assert_cmpint (ta_ui_test_number (store, "SELECT sum (edited) FROM turn"), ==, 0);
  ta_ui_test_close (window);
}

static void
test_delete_following (void)
{
  g_autoptr (TaStore) store = store_with_series ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *dialog = open_turn (window, store, "SELECT id FROM turn WHERE date = '2026-12-10'");

  ta_ui_test_click (dialog, "Delete Turn");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "This and Following");
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, N_TURNS), ==, 1);
  assert_text (store, "SELECT until_date FROM series", "2026-12-10");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, N_TURNS), ==, 3);

  dialog = open_turn (window, store, "SELECT id FROM turn WHERE date = '2026-12-10'");
  ta_ui_test_click (dialog, "Delete Turn");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "This Turn");
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, N_TURNS), ==, 2);
  assert_text (store, "SELECT date FROM series_exception", "2026-12-10");
  ta_ui_test_close (window);
}

/* The series' own settings: another weekday for all, with the rotation kept. */
static void
test_edit_series (void)
{
  g_autoptr (TaStore) store = store_with_series ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *dialog = open_turn (window, store, "SELECT id FROM turn WHERE date = '2026-12-03'");

  ta_ui_test_click (dialog, "Edit Series…");
  ta_ui_test_settle (window);
  dialog = ta_ui_test_dialog (window);
  ta_ui_test_type (dialog, "Time", "20:15");
  ta_ui_test_click (dialog, "Sat");
  ta_ui_test_click (dialog, "Save");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "All Turns");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  assert_text (store, "SELECT group_concat (strftime ('%d', date) || start_time, ' ') FROM (SELECT * FROM turn WHERE series IS NOT NULL ORDER BY date)",
               "0320:15 0520:15 1020:15 1220:15 1720:15");
  assert_text (store, "SELECT group_concat (name, ' ') FROM (SELECT h.name FROM turn t JOIN assignment a ON a.turn = t.id JOIN household h ON h.id = a.household "
                      "WHERE t.series IS NOT NULL ORDER BY t.date)",
               "Kim Silva Kim Silva Kim");
  ta_ui_test_close (window);
}

static gboolean
open_end (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSeries) series = ta_series_table_get (database, data, error);

  series->until = TA_DATE_NONE;
  return ta_series_table_save (database, series, error);
}

/* A series without an end has turns eight weeks ahead when the window opens; a second time there is nothing to do, and nothing in the history. */
static void
test_extended_at_start (void)
{
  g_autoptr (TaStore) store = store_with_series ();
  g_autofree char *id = ta_ui_test_text (store, SERIES_ID);
  TaWindow *window;
  gint64 entries;

  g_assert_true (ta_store_run (store, "Open", NULL, open_end, id, NULL, NULL));
  window = ta_ui_test_window (store);
  ta_ui_test_settle (window);
  assert_text (store, "SELECT max (date) FROM turn", "2027-01-21");
  g_assert_cmpint (ta_ui_test_number (store, N_TURNS), ==, 8);
  assert_text (store, "SELECT label FROM history ORDER BY id DESC LIMIT 1", "Made the turns of the coming weeks");
  ta_ui_test_close (window);

  entries = ta_ui_test_number (store, "SELECT count (*) FROM history");
  window = ta_ui_test_window (store);
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM history"), ==, entries);
  ta_ui_test_close (window);
}

static GtkWidget *
save_button (GtkWidget *dialog)
{
  return ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Save");
}

/* From the menu of the rota, where no reason can be given. */
static void
assign_quickly (TaWindow *window, TaStore *store)
{
  GtkWidget *grid = ta_ui_test_find_type (GTK_WIDGET (window), TA_TYPE_ROTA_GRID, NULL);
  g_autofree char *turn = ta_ui_test_text (store, "SELECT id FROM turn WHERE date = '2026-12-10'");
  g_autofree char *pereira = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Pereira'");

  ta_rota_grid_set_cursor (TA_ROTA_GRID (grid), ta_ui_test_today () + 9, turn);
  ta_ui_test_settle (window);
  g_assert_true (gtk_widget_activate_action (grid, "turn.assign", "s", pereira));
  ta_ui_test_settle (window);
  if (ta_ui_test_dialog (window))
    adw_dialog_force_close (ADW_DIALOG (ta_ui_test_dialog (window)));
  ta_ui_test_settle (window);
}

/* A series asks for something; whoever cannot do it gets a turn only with a reason, which stays to be read. */
static void
test_requirement_needs_a_reason (void)
{
  g_autoptr (TaStore) store = store_with_series ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *dialog = open_turn (window, store, "SELECT id FROM turn WHERE date = '2026-12-03'");

  ta_ui_test_click (dialog, "Edit Series…");
  ta_ui_test_settle (window);
  ta_ui_test_type (ta_ui_test_dialog (window), "Asks for, separated by commas", "First aid");
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "This and Following");
  ta_ui_test_settle (window);
  assert_text (store, "SELECT group_concat (capability) FROM requirement", "First aid");

  assign_quickly (window, store);
  assert_text (store, "SELECT h.name FROM turn t JOIN assignment a ON a.turn = t.id JOIN household h ON h.id = a.household WHERE t.date = '2026-12-10'", "Silva");
  dialog = open_turn (window, store, "SELECT id FROM turn WHERE date = '2026-12-10'");
  g_assert_true (ta_ui_test_shows (dialog, "Asks for: First aid"));
  /* Nobody yet, Kim, Pereira, Silva: Silva has it, and now Pereira is to. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (ta_ui_test_find_type (dialog, ADW_TYPE_COMBO_ROW, "Held by")), 2);
  ta_ui_test_settle (window);
  g_assert_false (gtk_widget_get_sensitive (save_button (dialog)));
  ta_ui_test_type (dialog, "Why all the same", "The nurse next door looks in");
  g_assert_true (gtk_widget_get_sensitive (save_button (dialog)));
  ta_ui_test_click (dialog, "Save");
  ta_ui_test_settle (window);
  assert_text (store, "SELECT override_reason FROM assignment WHERE override_reason <> ''", "The nurse next door looks in");
  assert_text (store, "SELECT h.name FROM assignment a JOIN household h ON h.id = a.household WHERE override_reason <> ''", "Pereira");
  /* It stands on the turn. */
  dialog = open_turn (window, store, "SELECT id FROM turn WHERE date = '2026-12-10'");
  g_assert_nonnull (ta_ui_test_find_type (dialog, ADW_TYPE_ENTRY_ROW, "Why all the same"));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  ta_ui_test_settle (window);
  g_assert_nonnull (ta_ui_test_find (GTK_WIDGET (window), GTK_ACCESSIBLE_ROLE_BUTTON, "Pereira, Cooking, Thursday, 10 December, 19:00, 6 portions, Planned\nPereira all the same: The nurse next door looks in"));
  ta_ui_test_close (window);
}

/* Days that are not asked about are not answered; a closed poll says what came out, and takes no more answers. */
static void
close_poll (TaWindow *window, TaStore *store)
{
  GtkWidget *dialog = ta_ui_test_dialog (window);

  ta_ui_test_click (dialog, "Mon");
  g_assert_null (ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Monday, 19:00 – 21:00: Not said"));
  g_assert_nonnull (ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Tuesday, 19:00 – 21:00: Not said"));
  adw_switch_row_set_active (ADW_SWITCH_ROW (ta_ui_test_find_type (dialog, ADW_TYPE_SWITCH_ROW, "Closed")), TRUE);
  g_assert_null (ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Tuesday, 19:00 – 21:00: Not said"));
  g_assert_true (ta_ui_test_shows (dialog, "1. Thursday, 19:00 – 21:00"));
  ta_ui_test_click (dialog, "Save");
  ta_ui_test_settle (window);
  assert_text (store, "SELECT weekdays || ' ' || closed FROM poll", "126 1");
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Closed: Thursday, 19:00 – 21:00"));
}

/* A poll is made, answered by household, saved; its best slot leads to a series; undo takes it back. */
static void
test_poll (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  TaPage *page = ta_ui_test_show (window, "rota");
  GtkWidget *dialog;

  ta_ui_test_settle (window);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "rota.polls", NULL));
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "No Polls"));
  ta_ui_test_click (ta_ui_test_dialog (window), "New Poll…");
  ta_ui_test_settle (window);
  dialog = ta_ui_test_dialog (window);
  ta_ui_test_type (dialog, "What for", "Singing");
  ta_ui_test_click (dialog, "Thursday, 19:00 – 21:00: Not said");
  g_assert_true (ta_ui_test_shows (dialog, "No slot yet"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (ta_ui_test_find_type (dialog, ADW_TYPE_COMBO_ROW, "What this household says")), 1);
  ta_ui_test_settle (window);
  ta_ui_test_click (dialog, "Thursday, 19:00 – 21:00: Not said");
  ta_ui_test_click (dialog, "Thursday, 19:00 – 21:00: Yes");
  g_assert_true (ta_ui_test_shows (dialog, "1. Thursday, 19:00 – 21:00"));
  g_assert_true (ta_ui_test_shows (dialog, "1 yes, 1 rather not"));
  ta_ui_test_click (dialog, "Add");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "1 slot that enough can"));
  assert_text (store, "SELECT group_concat (weekday || ' ' || band || ' ' || answer) FROM (SELECT * FROM poll_answer ORDER BY answer)", "4 1 rather-not,4 1 yes");

  ta_ui_test_click (ta_ui_test_dialog (window), "Singing");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Make a Series: Thursday, 19:00 – 21:00");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Add");
  ta_ui_test_settle (window);
  assert_text (store, "SELECT weekdays || ' ' || start_time || ' ' || minutes || ' ' || from_date FROM series", "8 19:00 120 2026-12-03");
  close_poll (window, store);
  g_assert_true (ta_store_undo (store, 0, NULL));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT closed FROM poll"), ==, 0);
  g_assert_true (ta_store_undo (store, 0, NULL));
  g_assert_true (ta_store_undo (store, 0, NULL));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM poll"), ==, 0);
  ta_ui_test_settle (window);
  ta_ui_test_close (window);
}

/* What one leaves, the next reads; what is to be seen to is ticked and kept in order. */
static void
test_handover (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *dialog = open_turn (window, store, "SELECT id FROM turn WHERE date = '2026-12-01'");
  GtkWidget *note = ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_TEXT_BOX, "For who is next");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (note)), "The oven is slow", -1);
  ta_ui_test_type (dialog, "Something to see to", "Fetch the pots");
  g_signal_emit_by_name (ta_ui_test_find_type (dialog, ADW_TYPE_ENTRY_ROW, "Something to see to"), "apply");
  ta_ui_test_type (dialog, "Something to see to", "Lock up");
  g_signal_emit_by_name (ta_ui_test_find_type (dialog, ADW_TYPE_ENTRY_ROW, "Something to see to"), "apply");
  ta_ui_test_settle (window);
  ta_ui_test_click (dialog, "Move Lock up Up");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_CHECKBOX, "Lock up")), TRUE);
  ta_ui_test_click (dialog, "Save");
  ta_ui_test_settle (window);
  assert_text (store, "SELECT group_concat (label || done) FROM (SELECT * FROM checklist_item ORDER BY position)", "Lock up1,Fetch the pots0");

  dialog = open_turn (window, store, "SELECT id FROM turn WHERE date = '2026-12-02'");
  g_assert_true (ta_ui_test_shows (dialog, "Left on Tue 1 Dec"));
  g_assert_true (ta_ui_test_shows (dialog, "The oven is slow"));
  ta_ui_test_close (window);
}

/* The history says it in words. */
static void
test_history_reads_well (void)
{
  TaFieldChange change = { .table = (char *) "series", .field = (char *) "on_holiday" };
  g_autofree char *rule = ta_history_value_format (&change, "later", "UYU");
  g_autofree char *days = NULL;
  g_autofree char *edited = NULL;

  g_assert_cmpstr (rule, ==, "Move to a later day");
  g_assert_cmpstr (ta_history_field_label ("on_holiday"), ==, "On public holidays");
  change.field = (char *) "weekdays";
  days = ta_history_value_format (&change, "9", "UYU");
  g_assert_cmpstr (days, ==, "Mon, Thu");
  change.table = (char *) "turn";
  change.field = (char *) "edited";
  edited = ta_history_value_format (&change, "1", "UYU");
  g_assert_cmpstr (edited, ==, "Yes");
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/series/three-scopes", test_three_scopes);
  g_test_add_func ("/series/edited-shows-and-goes-back", test_edited_shows_and_goes_back);
  g_test_add_func ("/series/delete-following", test_delete_following);
  g_test_add_func ("/series/edit-series", test_edit_series);
  g_test_add_func ("/series/extended-at-start", test_extended_at_start);
  g_test_add_func ("/series/requirement-needs-a-reason", test_requirement_needs_a_reason);
  g_test_add_func ("/series/poll", test_poll);
  g_test_add_func ("/series/handover", test_handover);
  g_test_add_func ("/series/history-reads-well", test_history_reads_well);
  return g_test_run ();
}
