/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-removal-dialog.h"
#include "ta-ui-test.h"

#define PEOPLE "SELECT count (*) FROM person p JOIN household h ON h.id = p.household WHERE h.name = 'Silva'"

static char *
silva (TaStore *store)
{
  return ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Silva'");
}

static GtkWidget *
open_silva (TaWindow *window, TaStore *store)
{
  g_autofree char *id = silva (store);

  ta_ui_test_show (window, "households");
  ta_window_show_page (window, "households", id);
  ta_ui_test_settle (window);
  return GTK_WIDGET (ta_window_get_page (window));
}

static char *
first_person (TaStore *store)
{
  return ta_ui_test_text (store, "SELECT p.name FROM person p JOIN household h ON h.id = p.household WHERE h.name = 'Silva' ORDER BY p.position LIMIT 1");
}

static gboolean
hold_by_name (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database,
                           "UPDATE assignment SET person = (SELECT p.id FROM person p JOIN household h ON h.id = p.household WHERE h.name = 'Silva' ORDER BY p.position LIMIT 1)"
                           " WHERE household = (SELECT id FROM household WHERE name = 'Silva')",
                           error);
}

/* It says what comes of it, and Escape leaves everything as it is; Remove takes the person out, and nothing offers to undo it. */
static void
test_person (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  g_autofree char *name = first_person (store);
  GtkWidget *page = open_silva (window, store);
  GtkWidget *form;

  g_assert_true (ta_store_run (store, "Named", NULL, hold_by_name, NULL, NULL, NULL));
  ta_ui_test_settle (window);
  ta_ui_test_click (page, name);
  ta_ui_test_settle (window);
  form = ta_ui_test_dialog (window);
  ta_ui_test_click (form, "Remove Person…");
  ta_ui_test_settle (window);
  g_assert_true (ADW_IS_ALERT_DIALOG (ta_ui_test_dialog (window)));
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "cannot be undone"));
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "1 turn to come is theirs by name"));
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "The ledger balances as before"));
  adw_dialog_close (ADW_DIALOG (ta_ui_test_dialog (window)));
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_dialog (window) == form);
  g_assert_cmpint (ta_ui_test_number (store, PEOPLE), ==, 2);
  ta_ui_test_click (form, "Remove Person…");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Remove");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  g_assert_false (ta_ui_test_shows (page, name));
  g_assert_cmpint (ta_ui_test_number (store, PEOPLE), ==, 1);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM removal WHERE kind = 'person'"), ==, 1);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM assignment a JOIN household h ON h.id = a.household WHERE h.name = 'Silva' AND a.person IS NULL"), ==, 1);
  g_assert_true (ta_ui_test_shows (GTK_WIDGET (window), "Removed a person for good"));
  g_assert_null (ta_ui_test_find (GTK_WIDGET (window), GTK_ACCESSIBLE_ROLE_BUTTON, "Undo"));
  g_assert_null (ta_store_get_undo_label (store));
  ta_ui_test_close (window);
}

static void
test_household (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  g_autofree char *name = first_person (store);
  GtkWidget *page = open_silva (window, store);

  ta_ui_test_click (page, "Remove for Good…");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "It holds 1 turn to come"));
  ta_ui_test_click (ta_ui_test_dialog (window), "Remove");
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM household WHERE name = 'Silva'"), ==, 0);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM household h JOIN membership m ON m.household = h.id WHERE h.name = 'Former household 1' AND m.status = 'left'"), ==, 1);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM turn WHERE date = '2026-12-02' AND state = 'seeking-cover'"), ==, 1);
  g_assert_false (ta_ui_test_shows (GTK_WIDGET (window), "Silva"));
  g_assert_false (ta_ui_test_shows (GTK_WIDGET (window), name));
  ta_ui_test_close (window);
}

/* The history says why it stays as it is. */
static void
test_history (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = open_silva (window, store);
  g_autofree char *name = first_person (store);

  ta_ui_test_click (page, "Remove for Good…");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Remove");
  ta_ui_test_settle (window);
  page = GTK_WIDGET (ta_ui_test_show (window, "history"));
  gtk_widget_activate_action (page, "history.open-first", NULL);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "Removed a household for good"));
  g_assert_true (ta_ui_test_shows (page, "so it cannot be undone"));
  g_assert_false (ta_ui_test_shows (page, "Silva"));
  g_assert_false (ta_ui_test_shows (page, name));
  ta_ui_test_close (window);
}

int
main (int argc, char *argv[])
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/removal/person", test_person);
  g_test_add_func ("/removal/household", test_household);
  g_test_add_func ("/removal/history", test_history);
  return g_test_run ();
}
