/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ui-test.h"

#include "ta-tool-table.h"

static gboolean
rename_ladder (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *id = ta_tool_table_find (database, "7", error);
  g_autoptr (TaTool) tool = id != NULL ? ta_tool_table_get (database, id, error) : NULL;

  if (tool == NULL)
    return FALSE;
  ta_set_text (&tool->name, data);
  return ta_tool_table_save (database, tool, error);
}

static void
rename_to (TaStore *store, const char *label, const char *name)
{
  g_autoptr (GError) error = NULL;
  TaOrigin origin = { "Ana", "Kim", TA_SOURCE_PHONE };

  ta_store_run (store, label, &origin, rename_ladder, (gpointer) name, NULL, &error);
  g_assert_no_error (error);
}

static char *
ladder (TaStore *store)
{
  return ta_ui_test_text (store, "SELECT name FROM tool WHERE number = '7'");
}

static void
unfold (TaWindow *window, guint position)
{
  GtkWidget *list = ta_ui_test_find_type (GTK_WIDGET (window), GTK_TYPE_LIST_VIEW, "History");

  g_signal_emit_by_name (list, "activate", position);
  ta_ui_test_settle (window);
}

static void
test_unfold_and_undo (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page;
  g_autofree char *name = NULL;

  page = GTK_WIDGET (ta_ui_test_show (window, "history"));
  g_assert_true (ta_ui_test_shows (page, "Filled the sample"));
  /* What happens while the page is open appears on it. */
  rename_to (store, "Renamed the ladder", "Steps");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "Renamed the ladder"));
  g_assert_true (ta_ui_test_shows (page, "Ana for Kim, by phone"));
  unfold (window, 0);
  g_assert_true (ta_ui_test_shows (page, "Before"));
  g_assert_true (ta_ui_test_shows (page, "Ladder"));
  g_assert_true (ta_ui_test_shows (page, "Steps"));
  ta_ui_test_click (page, "Undo This");
  ta_ui_test_settle (window);
  name = ladder (store);
  g_assert_cmpstr (name, ==, "Ladder");
  g_assert_true (ta_ui_test_shows (page, "Undone"));
  ta_ui_test_close (window);
}

/* What was changed again meanwhile stays, and the row says why. */
static void
test_conflict (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page;
  g_autofree char *name = NULL;

  rename_to (store, "Renamed the ladder", "Steps");
  rename_to (store, "Renamed the steps", "Stairs");
  page = GTK_WIDGET (ta_ui_test_show (window, "history"));
  unfold (window, 1);
  ta_ui_test_click (page, "Undo This");
  ta_ui_test_settle (window);
  name = ladder (store);
  g_assert_cmpstr (name, ==, "Stairs");
  g_assert_true (ta_ui_test_shows (page, "changed"));
  g_assert_false (ta_ui_test_shows (page, "Undone"));
  ta_ui_test_close (window);
}

static gboolean
finds_the_oldest (gpointer page)
{
  return ta_ui_test_shows (page, "Filled the sample");
}

/* More commands than are read at once; the search finds the first of them. */
static void
test_search (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page;

  for (int i = 0; i < 150; i++)
    rename_to (store, "Renamed the ladder", i % 2 == 0 ? "Steps" : "Ladder");
  page = GTK_WIDGET (ta_ui_test_show (window, "history"));
  ta_page_search (TA_PAGE (page));
  ta_ui_test_type (page, "Search the history", "sample");
  ta_ui_test_wait (finds_the_oldest, page, "the oldest entry");
  ta_ui_test_settle (window);
  g_assert_false (ta_ui_test_shows (page, "Renamed the ladder"));
  ta_ui_test_type (page, "Search the history", "no such thing");
  ta_ui_test_settle (window);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "Nothing Found"));
  ta_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/history/unfold-and-undo", test_unfold_and_undo);
  g_test_add_func ("/history/conflict", test_conflict);
  g_test_add_func ("/history/search", test_search);
  return g_test_run ();
}
