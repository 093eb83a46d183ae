/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ui-test.h"

#include "ta-pod-table.h"

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

static void
test_recorded_for_another (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  g_autofree char *name = NULL;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.record-for", NULL);
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Begin");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (GTK_WIDGET (window), "recorded for Kim"));
  ta_context_run (ta_window_get_context (window), "Added the pod Palermo", add_pod, NULL, NULL, NULL, NULL);
  ta_ui_test_settle (window);
  name = ta_ui_test_text (store, "SELECT on_behalf_of || ', ' || source FROM history ORDER BY id DESC LIMIT 1");
  g_assert_cmpstr (name, ==, "Kim, phone");
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
  g_assert_nonnull (ta_ui_test_find (GTK_WIDGET (window), GTK_ACCESSIBLE_ROLE_BUTTON, "Open the Practice Pod"));
  ta_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/window/pages-by-keyboard", test_every_page_by_keyboard);
  g_test_add_func ("/window/toast-undoes", test_toast_undoes);
  g_test_add_func ("/window/recorded-for-another", test_recorded_for_another);
  g_test_add_func ("/window/first-start", test_first_start);
  return g_test_run ();
}
