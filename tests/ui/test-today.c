/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-today-data.h"
#include "ta-ui-test.h"

#include "ta-household-table.h"
#include "ta-id.h"
#include "ta-tool-table.h"
#include "ta-turn-table.h"

static gboolean
add_trouble (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *silva_id = ta_household_table_find (database, "Silva", error);
  g_autoptr (TaHousehold) silva = ta_household_table_get (database, silva_id, error);
  g_autofree char *tool = ta_tool_table_find (database, "41", error);
  g_autoptr (TaLoan) loan = ta_loan_new (tool, silva_id, ta_ui_test_today () - 10, ta_ui_test_today () - 3);
  TaPerson *ana = g_ptr_array_index (silva->persons, 0);

  g_ptr_array_add (ana->allergies, ta_allergy_new ("peanuts", TA_SEVERITY_ANAPHYLAXIS));
  return ta_household_table_save (database, silva, error) && ta_loan_table_lend (database, loan, error);
}

/* Who cooks, for whom, which allergies, what is overdue; and what is settled leaves the page. */
static void
test_answers (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page;

  g_assert_true (ta_store_run (store, "Trouble", NULL, add_trouble, NULL, NULL, NULL));
  page = GTK_WIDGET (ta_ui_test_show (window, "today"));
  g_assert_true (ta_ui_test_shows (page, "Tuesday, 1 December"));
  g_assert_true (ta_ui_test_shows (page, "Pereira: Cooking"));
  g_assert_true (ta_ui_test_shows (page, "2 doors"));
  g_assert_true (ta_ui_test_shows (page, "Ana: Peanuts, "));
  g_assert_true (ta_ui_test_shows (page, "No. 41 Hammer drill is 3 days overdue"));
  ta_ui_test_click (page, "Returned");
  ta_ui_test_settle (window);
  g_assert_false (ta_ui_test_shows (page, "Hammer drill is 3"));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM loan WHERE returned_date = '2026-12-01'"), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "Hammer drill is 3"));
  ta_ui_test_close (window);
}

static gboolean
add_evenings (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) turns = ta_turn_table_list (database, ta_ui_test_today (), ta_ui_test_today () + 1, NULL, error);

  for (int i = 0; turns != NULL && i < 20; i++)
    {
      g_autoptr (TaTurn) turn = ta_turn_copy (g_ptr_array_index (turns, 0));

      g_free (turn->id);
      turn->id = ta_id_new ();
      g_ptr_array_set_size (turn->assignments, 0);
      g_ptr_array_set_size (turn->eaters, 0);
      g_free (turn->title);
      turn->title = g_strdup_printf ("Evening %d", i);
      if (!ta_turn_table_save (database, turn, error))
        return FALSE;
    }
  return turns != NULL;
}

static GtkAdjustment *
get_scrolled (GtkWidget *page)
{
  GtkWidget *scrolled = ta_ui_test_find_type (page, GTK_TYPE_SCROLLED_WINDOW, NULL);

  g_assert_nonnull (scrolled);
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
}

/* Goes down as long as that leads anywhere. */
static gboolean
has_come_to_the_end (gpointer page)
{
  GtkAdjustment *scrolled = get_scrolled (page);
  double end = gtk_adjustment_get_upper (scrolled) - gtk_adjustment_get_page_size (scrolled);

  gtk_adjustment_set_value (scrolled, end);
  return ta_page_is_settled (page) && ta_ui_test_shows (page, "Evening 19");
}

/* More turns than a window shows come as somebody goes down to them, and the doors of a turn when it is unfolded. */
static void
test_many_turns (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page;

  g_assert_true (ta_store_run (store, "Evenings", NULL, add_evenings, NULL, NULL, NULL));
  page = GTK_WIDGET (ta_ui_test_show (window, "today"));
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "Evening 0"));
  g_assert_false (ta_ui_test_shows (page, "Evening 19"));
  ta_ui_test_wait (has_come_to_the_end, page, "the last evening");
  for (int i = 0; i < 20; i++)
    {
      g_autofree char *title = g_strdup_printf ("Evening %d", i);

      g_assert_true (ta_ui_test_shows (page, title));
    }
  g_assert_null (ta_ui_test_find_type (page, ADW_TYPE_ACTION_ROW, "Silva"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (ta_ui_test_find_type (page, ADW_TYPE_EXPANDER_ROW, NULL)), TRUE);
  ta_ui_test_settle (window);
  g_assert_nonnull (ta_ui_test_find_type (page, ADW_TYPE_ACTION_ROW, "Silva"));
  ta_ui_test_close (window);
}

static gboolean
seek_cover (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database, "UPDATE turn SET state = 'seeking-cover' WHERE date = '2026-12-02'", error);
}

static void
test_cover_comes_up_by_itself (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "today"));

  g_assert_false (ta_ui_test_shows (page, "needs somebody"));
  g_assert_true (ta_store_run (store, "Ill", NULL, seek_cover, NULL, NULL, NULL));
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "Wednesday, 2 December needs somebody"));
  ta_ui_test_close (window);
}

/* Turns of every kind: early, late, helped with, called off, asked for. */
static gboolean
add_turns (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char script[]
      = "INSERT INTO turn (id, pod, service, date, start_time, minutes, state) "
        "SELECT 'late-' || d.value || s.value, t.pod, t.service, date ('2026-12-01', d.value || ' days'), '19:00', 60, s.value FROM turn t, "
        "json_each ('[-1, 0, 13, 14, 60]') d, json_each ('[\"planned\", \"published\", \"seeking-cover\", \"done\", \"cancelled\"]') s "
        "WHERE t.id = (SELECT min (id) FROM turn WHERE date = '2026-12-01');"
        "INSERT INTO assignment (id, turn, household, role) SELECT 'h' || id, id, (SELECT min (id) FROM household), "
        "CASE WHEN state = 'planned' THEN 'helper' ELSE 'cook' END FROM turn WHERE id LIKE 'late-%';"
        "INSERT INTO cover_request (id, turn, household, kind, asked_on) SELECT 'r' || id, id, (SELECT min (id) FROM household), 'cover', '2026-11-01' "
        "FROM turn WHERE id LIKE 'late-%seeking-cover' AND date > '2026-12-14';";

  return ta_database_exec (database, script, error);
}

static gpointer
read_both (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaTodayData) shown = ta_today_data_read (database, ta_ui_test_today (), data, error);
  TaTodayCounts counts = { 0, 0 };

  g_assert_true (ta_today_counts_read (database, ta_ui_test_today (), data, &counts, error));
  g_assert_cmpuint (shown->uncover->len, ==, counts.uncovered);
  return GINT_TO_POINTER ((int) counts.uncovered);
}

/* The number beside the page is of what it shows. */
static void
test_counts (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  g_autofree char *pod = ta_ui_test_text (store, "SELECT id FROM pod");

  g_assert_true (ta_store_run (store, "Turns", NULL, add_turns, NULL, NULL, NULL));
  /* Of today and the 14th those that are planned with a helper alone, or seek cover; of later days what somebody asked for. */
  g_assert_cmpint (GPOINTER_TO_INT (ta_store_read (store, read_both, NULL, NULL)), ==, 6);
  g_assert_cmpint (GPOINTER_TO_INT (ta_store_read (store, read_both, pod, NULL)), ==, 6);
  g_assert_cmpint (GPOINTER_TO_INT (ta_store_read (store, read_both, (gpointer) "another", NULL)), ==, 0);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/today/answers", test_answers);
  g_test_add_func ("/today/many-turns", test_many_turns);
  g_test_add_func ("/today/cover", test_cover_comes_up_by_itself);
  g_test_add_func ("/today/counts", test_counts);
  return g_test_run ();
}
