/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ui-test.h"

#include "ta-calendar.h"
#include "ta-calendar-export.h"
#include "ta-calendars-dialog.h"
#include "ta-household-table.h"
#include "ta-loan-table.h"
#include "ta-reservation-table.h"
#include "ta-rota-grid.h"
#include "ta-series-edit.h"
#include "ta-turn-table.h"

#include <glib/gstdio.h>

#define HEAD "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//test//EN\r\nX-WR-CALNAME:Uruguay\r\n"
#define EVENT(uid, name, from, until) \
  "BEGIN:VEVENT\r\nUID:" uid "\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:" name "\r\nDTSTART;VALUE=DATE:" from "\r\nDTEND;VALUE=DATE:" until "\r\nEND:VEVENT\r\n"
#define TAIL "END:VCALENDAR\r\n"

#define FIRST HEAD EVENT ("a", "Beach Day", "20261203", "20261204") EVENT ("b", "Christmas", "20261225", "20261226") TAIL
#define SECOND HEAD EVENT ("a", "Beach Day", "20261203", "20261205") EVENT ("c", "New Year", "20270101", "20270102") TAIL

/* Thursdays at 19:00 from 3 December on, three of them, a day later where there is a holiday. */
static gboolean
make_series (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  char **ids = data;
  g_autoptr (TaSeries) series = ta_series_new (ids[0], ids[1], ta_ui_test_today () + 2);

  series->weekdays = 0x08;
  series->until = ta_ui_test_today () + 17;
  series->on_holiday = TA_HOLIDAY_LATER;
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
  return store;
}

static void
assert_text (TaStore *store, const char *sql, const char *expected)
{
  g_autofree char *text = ta_ui_test_text (store, sql);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
is_read (gpointer data)
{
  return ta_ui_test_shows (data, "new,") || ta_ui_test_shows (data, "not an iCalendar");
}

static void
open_text (GtkWidget *dialog, const char *text)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "turnabout-calendar.ics", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  ta_calendars_dialog_open_file (dialog, file);
  ta_ui_test_wait (is_read, dialog, "the calendar is read");
  g_unlink (path);
}

static GtkWidget *
open_dialog (TaWindow *window)
{
  TaPage *page = ta_ui_test_show (window, "rota");

  ta_ui_test_settle (window);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "rota.calendars", NULL));
  ta_ui_test_settle (window);
  return ta_ui_test_dialog (window);
}

/* Holidays come in with a look at what they bring, show on the rota and move the series; read again, what is gone goes; deleted and undone, all is back. */
static void
test_holidays (void)
{
  g_autoptr (TaStore) store = store_with_series ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *dialog = open_dialog (window);
  GtkWidget *grid;

  g_assert_true (ta_ui_test_shows (dialog, "No Calendars"));
  open_text (dialog, FIRST);
  g_assert_true (ta_ui_test_shows (dialog, "2 entries: 2 new, 0 changed, 0 gone"));
  g_assert_true (ta_ui_test_shows (dialog, "Beach Day"));
  assert_text (store, "SELECT count (*) || '' FROM calendar", "0");
  ta_ui_test_click (dialog, "Import");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (dialog, "Public holidays, 2 entries"));
  assert_text (store, "SELECT group_concat (date) FROM (SELECT date FROM turn WHERE series IS NOT NULL ORDER BY date)", "2026-12-04,2026-12-10,2026-12-17");

  open_text (dialog, SECOND);
  g_assert_true (ta_ui_test_shows (dialog, "2 entries: 1 new, 1 changed, 1 gone"));
  ta_ui_test_click (dialog, "Import");
  ta_ui_test_settle (window);
  assert_text (store, "SELECT count (*) || '' FROM calendar", "1");
  assert_text (store, "SELECT min (date) FROM turn WHERE series IS NOT NULL", "2026-12-05");

  ta_ui_test_click (dialog, "Delete “Uruguay”");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (dialog, "No Calendars"));
  assert_text (store, "SELECT min (date) FROM turn WHERE series IS NOT NULL", "2026-12-03");
  ta_ui_test_click (dialog, "Undo");
  ta_ui_test_settle (window);
  assert_text (store, "SELECT min (date) FROM turn WHERE series IS NOT NULL", "2026-12-05");
  g_assert_true (ta_ui_test_shows (dialog, "Public holidays, 2 entries"));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  ta_ui_test_settle (window);

  grid = ta_ui_test_find_type (GTK_WIDGET (window), TA_TYPE_ROTA_GRID, NULL);
  ta_rota_grid_set_cursor (TA_ROTA_GRID (grid), ta_ui_test_today () + 2, NULL);
  ta_ui_test_settle (window);
  g_assert_nonnull (ta_ui_test_find (grid, GTK_ACCESSIBLE_ROLE_BUTTON, "Thursday, 3 December, no turns, Beach Day"));
  ta_ui_test_close (window);
}

static void
test_absences (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *dialog = open_dialog (window);

  open_text (dialog, HEAD EVENT ("a", "Carnival", "20270208\r\nRRULE:FREQ=YEARLY", "20270210") TAIL);
  g_assert_true (ta_ui_test_shows (dialog, "3 entries: 3 new, 0 changed, 0 gone"));
  open_text (dialog, FIRST);
  adw_combo_row_set_selected (ADW_COMBO_ROW (ta_ui_test_find_type (dialog, ADW_TYPE_COMBO_ROW, "It has")), TA_CALENDAR_ABSENCES);
  ta_ui_test_settle (window);
  /* Kim, Pereira, Silva. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (ta_ui_test_find_type (dialog, ADW_TYPE_COMBO_ROW, "Household")), 2);
  ta_ui_test_settle (window);
  ta_ui_test_click (dialog, "Import");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (dialog, "Absences of Silva, 2 entries"));
  assert_text (store, "SELECT group_concat (from_date || ' ' || reason) FROM absence a JOIN household h ON h.id = a.household WHERE h.name = 'Silva'",
               "2026-12-03 Beach Day,2026-12-25 Christmas");
  ta_ui_test_close (window);
}

static gboolean
is_saved (gpointer data)
{
  return ta_ui_test_shows (data, "Saved “");
}

/* A household's calendar, with drafts only when asked for. */
static void
test_export (void)
{
  g_autoptr (TaStore) store = store_with_series ();
  TaWindow *window = ta_ui_test_window (store);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "turnabout-export.ics", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  GtkWidget *dialog, *group;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.export", NULL));
  ta_ui_test_settle (window);
  dialog = ta_ui_test_dialog (window);
  group = ta_ui_test_find_type (dialog, TA_TYPE_CALENDAR_EXPORT, NULL);
  /* The pod, Kim, Pereira, Silva. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (ta_ui_test_find_type (group, ADW_TYPE_COMBO_ROW, "Of")), 3);
  ta_ui_test_settle (window);
  ta_calendar_export_save (TA_CALENDAR_EXPORT (group), file);
  ta_ui_test_wait (is_saved, dialog, "the calendar is saved");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "DTSTART;TZID=America/Montevideo:20261202T180000"));
  g_assert_null (strstr (text, "20261203T"));
  g_assert_null (strstr (text, "TENTATIVE"));
  g_unlink (path);
  ta_ui_test_close (window);
}

static gboolean
add_things (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  char **ids = data;
  g_autoptr (TaHousehold) silva = ta_household_table_get (database, ids[0], error);
  g_autoptr (TaLoan) loan = ta_loan_new (ids[1], ids[0], ta_ui_test_today () - 10, ta_ui_test_today () + 2);
  g_autoptr (GPtrArray) turns = ta_turn_table_list (database, ta_ui_test_today (), ta_ui_test_today () + 1, NULL, error);
  g_autoptr (TaReservation) reservation = ta_reservation_new (ids[2], ids[0], ta_ui_test_today () + 3, ta_ui_test_today () + 5);

  g_ptr_array_add (silva->absences, ta_absence_new (NULL, ta_ui_test_today () + 4, ta_ui_test_today () + 20, "Journey"));
  g_ptr_array_add (((TaTurn *) turns->pdata[0])->eaters, ta_eater_new (ids[0], 200));
  return ta_turn_table_save (database, turns->pdata[0], error) && ta_household_table_save (database, silva, error) && ta_loan_table_lend (database, loan, error) && ta_reservation_table_save (database, reservation, error);
}

/* The week of a household has all kinds in it, and each leads to what it is of. */
static void
test_week (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  g_autofree char *silva = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Silva'");
  g_autofree char *ladder = ta_ui_test_text (store, "SELECT id FROM tool WHERE name = 'Ladder'");
  g_autofree char *drill = ta_ui_test_text (store, "SELECT id FROM tool WHERE name = 'Hammer drill'");
  char *ids[] = { silva, ladder, drill };
  TaWindow *window;
  GtkWidget *dialog;

  g_assert_true (ta_store_run (store, "Things", NULL, add_things, ids, NULL, NULL));
  window = ta_ui_test_window (store);
  ta_page_open (ta_ui_test_show (window, "households"), silva);
  ta_ui_test_settle (window);
  ta_ui_test_click (GTK_WIDGET (window), "Week…");
  ta_ui_test_settle (window);
  dialog = ta_ui_test_dialog (window);
  g_assert_true (ta_ui_test_shows (dialog, "Comes from Pereira"));
  g_assert_true (ta_ui_test_shows (dialog, "Cook, Published"));
  g_assert_true (ta_ui_test_shows (dialog, "To be given back"));
  g_assert_true (ta_ui_test_shows (dialog, "Reserved, until Sat 5 Dec"));
  g_assert_true (ta_ui_test_shows (dialog, "Away, until Sun 20 Dec"));
  g_assert_true (gtk_widget_activate_action (dialog, "week.previous", NULL));
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (dialog, "Nothing This Week"));
  g_assert_true (gtk_widget_activate_action (dialog, "week.today", NULL));
  ta_ui_test_settle (window);
  ta_ui_test_click (dialog, "Ladder");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  g_assert_true (ta_window_get_page (window) == ta_ui_test_show (window, "tools"));
  ta_ui_test_close (window);
}

static void
test_wrong_file (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *dialog = open_dialog (window);

  open_text (dialog, "household,address\nPereira,Guayabo 1660\n");
  g_assert_true (ta_ui_test_shows (dialog, "The file is not an iCalendar file."));
  g_assert_false (gtk_widget_get_sensitive (ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Import")));
  ta_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/calendars/holidays", test_holidays);
  g_test_add_func ("/calendars/absences", test_absences);
  g_test_add_func ("/calendars/export", test_export);
  g_test_add_func ("/calendars/week", test_week);
  g_test_add_func ("/calendars/wrong-file", test_wrong_file);
  return g_test_run ();
}
