/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ui-test.h"

#include "ta-loan-table.h"
#include "ta-pod-table.h"
#include "ta-tool-table.h"
#include "ta-turn-table.h"

static void
test_every_page_by_keyboard (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);

  for (int i = 0; ta_pages[i].id != NULL; i++)
    {
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.open-nth-page", "i", i));
      g_assert_cmpstr (ta_window_get_page_id (window), ==, ta_pages[i].id);
      ta_ui_test_show (window, ta_pages[i].id);
      g_assert_true (ta_ui_test_shows (GTK_WIDGET (window), ta_pages[i].title));
    }
  ta_ui_test_close (window);
}

static gboolean
is_collapsed (gpointer window)
{
  GtkWidget *view = ta_ui_test_find_type (window, ADW_TYPE_NAVIGATION_SPLIT_VIEW, NULL);

  /* It is not mapped in the moment of the change. */
  return view != NULL && adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (view));
}

/* In a narrow window the page has it for itself, and the way back to the sidebar is a button. */
static void
test_narrow (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);

  ta_ui_test_show (window, "today");
  g_assert_false (is_collapsed (window));
  g_assert_nonnull (ta_ui_test_find_type (GTK_WIDGET (window), GTK_TYPE_LIST_BOX_ROW, "Tools"));
  /* Without a compositor the window's frame takes its share. */
  gtk_window_set_default_size (GTK_WINDOW (window), 360 + 1100 - gtk_widget_get_width (GTK_WIDGET (window)), 640);
  ta_ui_test_wait (is_collapsed, window, "the sidebar to collapse");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_find_type (GTK_WIDGET (window), GTK_TYPE_LIST_BOX_ROW, "Tools"));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), ==, 360);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (ta_window_get_page (window)), "navigation.pop", NULL));
  ta_ui_test_settle (window);
  g_assert_nonnull (ta_ui_test_find_type (GTK_WIDGET (window), GTK_TYPE_LIST_BOX_ROW, "Tools"));
  ta_ui_test_close (window);
}

static gboolean
add_pod (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaPod) pod = ta_pod_new ("Palermo");

  return ta_pod_table_save (database, pod, error);
}

static void
test_toast_undoes (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);

  ta_context_run (ta_window_get_context (window), "Added the pod Palermo", add_pod, NULL, NULL, NULL, NULL);
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_context_get_pods (ta_window_get_context (window))->len, ==, 2);
  g_assert_true (ta_ui_test_shows (GTK_WIDGET (window), "Added the pod Palermo"));
  ta_ui_test_click (GTK_WIDGET (window), "Undo");
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_context_get_pods (ta_window_get_context (window))->len, ==, 1);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM pod"), ==, 1);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.redo", NULL));
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM pod"), ==, 2);
  ta_ui_test_close (window);
}

/* Silva cannot cook on the 2nd, and the ladder should have been back yesterday. */
static gboolean
make_trouble (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  TaDate today = ta_ui_test_today ();
  g_autoptr (GPtrArray) turns = ta_turn_table_list (database, today + 1, today + 2, NULL, error);
  TaTurn *turn = g_ptr_array_index (turns, 0);
  g_autofree char *tool = ta_tool_table_find (database, "7", error);
  g_autoptr (TaLoan) loan = ta_loan_new (tool, ta_turn_holder (turn), today - 9, today - 1);

  turn->state = TA_TURN_SEEKING_COVER;
  return ta_turn_table_save (database, turn, error) && ta_loan_table_lend (database, loan, error);
}

static void
assert_description (TaWindow *window, const char *page, const char *description)
{
  GtkWidget *row = ta_ui_test_find_type (GTK_WIDGET (window), GTK_TYPE_LIST_BOX_ROW, page);
  g_autofree char *other = NULL;

  g_assert_nonnull (row);
  if (description == NULL)
    g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  else
    other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description);
  g_assert_cmpstr (other, ==, NULL);
}

static void
test_sidebar_counts (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);

  ta_ui_test_settle (window);
  assert_description (window, "Today", NULL);
  ta_context_run (ta_window_get_context (window), "Trouble", make_trouble, NULL, NULL, NULL, NULL);
  ta_ui_test_settle (window);
  assert_description (window, "Today", "1 turn needs somebody");
  assert_description (window, "Tools", "1 tool is overdue");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  ta_ui_test_settle (window);
  assert_description (window, "Today", NULL);
  assert_description (window, "Tools", NULL);
  ta_ui_test_close (window);
}

/* The callback may look for the outcome in the shared models. */
static void
on_pod_added (gboolean done, gpointer data)
{
  g_assert_true (done);
  g_assert_cmpint (ta_context_get_pods (ta_window_get_context (data))->len, ==, 2);
  g_object_set_data (data, "told", GINT_TO_POINTER (TRUE));
}

static void
test_told_when_models_know (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);

  ta_context_run (ta_window_get_context (window), "Added the pod Palermo", add_pod, NULL, NULL, on_pod_added, window);
  ta_ui_test_settle (window);
  g_assert_nonnull (g_object_get_data (G_OBJECT (window), "told"));
  ta_ui_test_close (window);
}

static void
test_recorded_for_another (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  g_autofree char *name = NULL;
  g_autofree char *undone = NULL;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.record-for", NULL);
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Begin");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (GTK_WIDGET (window), "recorded for Kim"));
  ta_context_run (ta_window_get_context (window), "Added the pod Palermo", add_pod, NULL, NULL, NULL, NULL);
  ta_ui_test_settle (window);
  name = ta_ui_test_text (store, "SELECT on_behalf_of || ', ' || source FROM history ORDER BY id DESC LIMIT 1");
  g_assert_cmpstr (name, ==, "Kim, phone");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ta_ui_test_settle (window);
  undone = ta_ui_test_text (store, "SELECT kind || ', ' || on_behalf_of || ', ' || source FROM history ORDER BY id DESC LIMIT 1");
  g_assert_cmpstr (undone, ==, "undo, Kim, phone");
  ta_ui_test_close (window);
}

/* Behind an open dialog nothing happens, and no second one comes before it; once it closes, all works again. */
static void
test_one_dialog_at_a_time (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *dialog;

  ta_context_run (ta_window_get_context (window), "Added the pod Palermo", add_pod, NULL, NULL, NULL, NULL);
  ta_ui_test_settle (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.record-for", NULL);
  ta_ui_test_settle (window);
  dialog = ta_ui_test_dialog (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.shortcuts", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_dialog (window) == dialog);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM pod"), ==, 2);
  adw_dialog_close (ADW_DIALOG (dialog));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM pod"), ==, 1);
  ta_ui_test_close (window);
}

static void
test_collective_is_changed_in_place (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *dialog;
  g_autofree char *currency = NULL;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.collective", NULL);
  ta_ui_test_settle (window);
  dialog = ta_ui_test_dialog (window);
  ta_ui_test_type (dialog, "Another pod", "Palermo");
  g_signal_emit_by_name (ta_ui_test_find_type (dialog, ADW_TYPE_ENTRY_ROW, "Another pod"), "apply");
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM pod WHERE name = 'Palermo'"), ==, 1);
  g_assert_nonnull (ta_ui_test_find_type (dialog, ADW_TYPE_ENTRY_ROW, "Pod 2"));
  ta_ui_test_type (dialog, "Currency (three letters)", "euros");
  g_signal_emit_by_name (ta_ui_test_find_type (dialog, ADW_TYPE_ENTRY_ROW, "Currency (three letters)"), "apply");
  ta_ui_test_settle (window);
  currency = ta_ui_test_text (store, "SELECT currency FROM collective");
  g_assert_cmpstr (currency, ==, "UYU");
  ta_ui_test_close (window);
}

/* Where the collective is set up one sees who takes households, and says so. */
static void
test_administrators (void)
{
  static const char marked[] = "SELECT group_concat (name) FROM person WHERE administrator = 1";
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *dialog;
  GtkWidget *chooser;
  g_autofree char *name = NULL;
  g_autofree char *remove = NULL;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.collective", NULL);
  ta_ui_test_settle (window);
  dialog = ta_ui_test_dialog (window);
  chooser = ta_ui_test_find_type (dialog, ADW_TYPE_COMBO_ROW, "Another administrator");
  g_assert_nonnull (chooser);
  adw_combo_row_set_selected (ADW_COMBO_ROW (chooser), 1);
  ta_ui_test_settle (window);
  name = ta_ui_test_text (store, marked);
  g_assert_nonnull (name);
  remove = g_strdup_printf ("%s Is No Administrator Any More", name);
  ta_ui_test_click (dialog, remove);
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM person WHERE administrator = 1"), ==, 0);
  g_assert_null (ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, remove));
  ta_ui_test_close (window);
}

/* What was said of one collective is not said, nor undone, in the next. */
static void
test_another_collective (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  g_autoptr (TaStore) other = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);

  ta_context_set_origin (ta_window_get_context (window), "Kim", TA_SOURCE_PHONE);
  ta_context_run (ta_window_get_context (window), "Added the pod Palermo", add_pod, NULL, NULL, NULL, NULL);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (GTK_WIDGET (window), "recorded for Kim") && ta_ui_test_shows (GTK_WIDGET (window), "Added the pod Palermo"));
  ta_window_set_store (window, other, NULL, NULL);
  ta_ui_test_settle (window);
  g_assert_false (ta_ui_test_shows (GTK_WIDGET (window), "recorded for Kim") || ta_ui_test_shows (GTK_WIDGET (window), "Added the pod Palermo"));
  ta_ui_test_close (window);
}

static void
test_first_start (void)
{
  g_autoptr (TaStore) store = ta_store_open (":memory:", TA_DATABASE_CREATE, NULL);
  TaWindow *window = ta_window_new (NULL);

  g_object_ref_sink (window);
  ta_window_set_store (window, NULL, NULL, NULL);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_nonnull (ta_ui_test_find_type (GTK_WIDGET (window), ADW_TYPE_ACTION_ROW, "Open the Practice Pod"));
  ta_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/window/pages-by-keyboard", test_every_page_by_keyboard);
  g_test_add_func ("/window/narrow", test_narrow);
  g_test_add_func ("/window/toast-undoes", test_toast_undoes);
  g_test_add_func ("/window/sidebar-counts", test_sidebar_counts);
  g_test_add_func ("/window/told-when-models-know", test_told_when_models_know);
  g_test_add_func ("/window/recorded-for-another", test_recorded_for_another);
  g_test_add_func ("/window/one-dialog", test_one_dialog_at_a_time);
  g_test_add_func ("/window/collective", test_collective_is_changed_in_place);
  g_test_add_func ("/window/administrators", test_administrators);
  g_test_add_func ("/window/another-collective", test_another_collective);
  g_test_add_func ("/window/first-start", test_first_start);
  return g_test_run ();
}
