/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ui-test.h"

#define STATUS_OF "SELECT status FROM membership m JOIN household h ON h.id = m.household WHERE h.name = 'Rey' ORDER BY from_date DESC, m.id DESC LIMIT 1"

/* An application of Rey, taken down in the short form; its page. */
static GtkWidget *
apply (TaWindow *window)
{
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "households"));

  ta_ui_test_click (page, "New Application");
  ta_ui_test_settle (window);
  ta_ui_test_type (ta_ui_test_dialog (window), "Name of the household", "Rey");
  ta_ui_test_type (ta_ui_test_dialog (window), "E-mail", "rey@example.org");
  ta_ui_test_type (ta_ui_test_dialog (window), "Applied on", "2026-11-21");
  ta_ui_test_click (ta_ui_test_dialog (window), "Add");
  ta_ui_test_settle (window);
  return page;
}

static void
assert_status (TaStore *store, const char *expected)
{
  g_autofree char *status = ta_ui_test_text (store, STATUS_OF);

  g_assert_cmpstr (status, ==, expected);
}

/* Opens the dialog and chooses the step of that label. */
static GtkWidget *
choose_step (TaWindow *window, const char *label)
{
  GtkWidget *page = GTK_WIDGET (ta_window_get_page (window));
  AdwComboRow *row;
  GListModel *model;

  ta_ui_test_click (page, "Record Step…");
  ta_ui_test_settle (window);
  row = ADW_COMBO_ROW (ta_ui_test_find_type (ta_ui_test_dialog (window), ADW_TYPE_COMBO_ROW, "Step"));
  model = adw_combo_row_get_model (row);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (model), i), label) == 0)
      {
        adw_combo_row_set_selected (row, i);
        ta_ui_test_settle (window);
        return ta_ui_test_dialog (window);
      }
  g_test_message ("%s is not offered", label);
  g_test_fail ();
  return ta_ui_test_dialog (window);
}

static void
record (TaWindow *window, const char *label)
{
  ta_ui_test_click (choose_step (window, label), "Record");
  ta_ui_test_settle (window);
}

static gboolean
can_record (GtkWidget *dialog)
{
  return gtk_widget_get_sensitive (ta_ui_test_find_type (dialog, GTK_TYPE_BUTTON, "Record"));
}

/* From the application to a member who pauses: what is missing is said, and each step is one undo. */
static void
test_way (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = apply (window);
  GtkWidget *dialog;

  assert_status (store, "interested");
  g_assert_true (ta_ui_test_shows (page, "Applied"));
  g_assert_true (ta_ui_test_shows (page, "Waiting for 10 days. Before a trial: Neither e-mail nor phone is confirmed yet."));
  dialog = choose_step (window, "On trial");
  g_assert_true (ta_ui_test_shows (dialog, "Neither e-mail nor phone is confirmed yet."));
  g_assert_false (can_record (dialog));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  ta_ui_test_settle (window);
  record (window, "E-mail confirmed");
  g_assert_null (ta_ui_test_dialog (window));
  ta_ui_test_type (choose_step (window, "Visited"), "Note", "Nice kitchen");
  ta_ui_test_type (ta_ui_test_dialog (window), "Day", "2026-11-20");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "The day lies before what is recorded already."));
  ta_ui_test_type (ta_ui_test_dialog (window), "Day", "2026-11-30");
  ta_ui_test_click (ta_ui_test_dialog (window), "Record");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "Nice kitchen"));
  record (window, "On trial");
  assert_status (store, "trial");
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM membership WHERE status = 'trial' AND pod IS NOT NULL AND from_date = '2026-12-01'"), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ta_ui_test_settle (window);
  assert_status (store, "interested");
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM membership_step"), ==, 3);
  record (window, "Active");
  assert_status (store, "member");
  record (window, "Paused");
  assert_status (store, "paused");
  ta_ui_test_close (window);
}

/* A step that was wrong is taken out; one that changed the membership is not offered for it. */
static void
test_remove (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = apply (window);
  g_autofree char *then = ta_date_format (ta_date_from_ymd (2026, 11, 21), TA_DATE_MEDIUM);
  g_autofree char *today = ta_date_format (ta_ui_test_today (), TA_DATE_MEDIUM);
  g_autofree char *applied = g_strdup_printf ("Remove: Applied, %s", then);
  g_autofree char *confirmed = g_strdup_printf ("Remove: E-mail confirmed, %s", today);

  record (window, "E-mail confirmed");
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM membership_step"), ==, 2);
  g_assert_null (ta_ui_test_find_type (page, GTK_TYPE_BUTTON, applied));
  g_assert_nonnull (ta_ui_test_find_type (page, GTK_TYPE_BUTTON, confirmed));
  g_signal_emit_by_name (ta_ui_test_find_type (page, GTK_TYPE_BUTTON, confirmed), "clicked");
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM membership_step"), ==, 1);
  ta_ui_test_close (window);
}

/* Who is marked says who is taken; by hand neither. */
static void
test_administrator (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  g_autofree char *silva = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Silva'");
  g_autofree char *rey = NULL;
  g_autofree char *name = ta_ui_test_text (store, "SELECT p.name FROM person p JOIN household h ON h.id = p.household WHERE h.name = 'Silva' ORDER BY position LIMIT 1");
  GtkWidget *page = apply (window);
  GtkWidget *dialog;

  record (window, "E-mail confirmed");
  ta_window_show_page (window, "households", silva);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "How the household came in was not recorded."));
  ta_ui_test_click (page, name);
  ta_ui_test_settle (window);
  adw_switch_row_set_active (ADW_SWITCH_ROW (ta_ui_test_find_type (ta_ui_test_dialog (window), ADW_TYPE_SWITCH_ROW, "Administrator")), TRUE);
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM person WHERE administrator = 1"), ==, 1);
  rey = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Rey'");
  ta_window_show_page (window, "households", rey);
  ta_ui_test_settle (window);
  dialog = choose_step (window, "On trial");
  g_assert_true (ta_ui_test_shows (dialog, name));
  g_assert_false (can_record (dialog));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  ta_ui_test_settle (window);
  ta_ui_test_click (page, "Change Status");
  ta_ui_test_settle (window);
  adw_combo_row_set_selected (ADW_COMBO_ROW (ta_ui_test_find_type (ta_ui_test_dialog (window), ADW_TYPE_COMBO_ROW, "Status")), TA_STATUS_MEMBER);
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), name));
  assert_status (store, "interested");
  adw_dialog_force_close (ADW_DIALOG (ta_ui_test_dialog (window)));
  ta_store_set_actor (store, name);
  ta_ui_test_settle (window);
  record (window, "On trial");
  assert_status (store, "trial");
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM membership_step s JOIN person p ON p.name = s.actor WHERE s.step = 'trial' AND p.administrator = 1"), ==, 1);
  ta_ui_test_close (window);
}

/* Changed by hand, the status is a step too. */
static void
test_status_by_hand (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = apply (window);

  ta_ui_test_click (page, "Change Status");
  ta_ui_test_settle (window);
  adw_combo_row_set_selected (ADW_COMBO_ROW (ta_ui_test_find_type (ta_ui_test_dialog (window), ADW_TYPE_COMBO_ROW, "Status")), TA_STATUS_MEMBER);
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  assert_status (store, "member");
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM membership_step WHERE step = 'active' AND date = '2026-12-01'"), ==, 1);
  ta_ui_test_close (window);
}

/* Only who waits, with how long; nobody, where nobody does. */
static void
test_filter (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "households"));

  gtk_widget_activate_action (page, "households.applicants", NULL);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "Nobody Waits"));
  apply (window);
  g_assert_true (ta_ui_test_shows (page, "Waiting for 10 days"));
  g_assert_true (ta_ui_test_shows (page, "Applicants (1)"));
  g_assert_false (ta_ui_test_shows (page, "Pereira"));
  gtk_widget_activate_action (page, "households.all", NULL);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "Pereira"));
  ta_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/applications/way", test_way);
  g_test_add_func ("/applications/remove", test_remove);
  g_test_add_func ("/applications/administrator", test_administrator);
  g_test_add_func ("/applications/status-by-hand", test_status_by_hand);
  g_test_add_func ("/applications/filter", test_filter);
  return g_test_run ();
}
