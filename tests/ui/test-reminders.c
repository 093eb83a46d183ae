/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ui-test.h"

#include "ta-reminder-rows.h"
#include "ta-reminder-watch.h"
#include "ta-turn-table.h"

#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

/* Turns of Pereira on 1 and Silva on 2 December at 18:00, in Montevideo: 21:00 UTC. */
typedef struct
{
  TaStore *store;
  TaContext *context;
  TaReminderWatch *watch;
  gint64 now;
  GPtrArray *texts; /* of char *: what was shown */
} Fixture;

static gint64
clock_of_fixture (gpointer data)
{
  return ((Fixture *) data)->now;
}

static void
on_reminder (const TaReminder *reminder, const char *text, gpointer data)
{
  g_ptr_array_add (((Fixture *) data)->texts, g_strdup (text));
}

static gboolean
is_ready (gpointer data)
{
  Fixture *fixture = data;

  return ta_context_is_ready (fixture->context) && !ta_reminder_watch_is_busy (fixture->watch);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDateTime) noon = g_date_time_new_utc (2026, 12, 1, 15, 0, 0);

  fixture->store = ta_ui_test_store ();
  fixture->texts = g_ptr_array_new_with_free_func (g_free);
  fixture->now = g_date_time_to_unix (noon) * G_USEC_PER_SEC;
  fixture->context = ta_context_new (fixture->store, clock_of_fixture, fixture);
  fixture->watch = ta_reminder_watch_new (fixture->context, on_reminder, fixture);
  ta_ui_test_wait (is_ready, fixture, "the first look");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->watch);
  g_object_unref (fixture->context);
  g_object_unref (fixture->store);
  g_ptr_array_unref (fixture->texts);
}

static void
look (Fixture *fixture, gint64 hours)
{
  fixture->now += hours * HOUR;
  ta_reminder_watch_look (fixture->watch);
  ta_ui_test_wait (is_ready, fixture, "a look");
}

/* What is due at the start is told, the rest in its time, and nothing twice: not by another watch either. */
static void
test_once (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (fixture->texts->len, ==, 1);
  g_assert_cmpstr (fixture->texts->pdata[0], ==, "Pereira cooks today at 18:00");
  look (fixture, 1);
  g_assert_cmpuint (fixture->texts->len, ==, 1);
  look (fixture, 2);
  g_assert_cmpuint (fixture->texts->len, ==, 2);
  look (fixture, 3);
  g_assert_cmpuint (fixture->texts->len, ==, 3);
  g_assert_cmpstr (fixture->texts->pdata[2], ==, "Silva cooks tomorrow at 18:00");
  look (fixture, 1);
  g_object_unref (fixture->watch);
  fixture->watch = ta_reminder_watch_new (fixture->context, on_reminder, fixture);
  ta_ui_test_wait (is_ready, fixture, "another watch");
  g_assert_cmpuint (fixture->texts->len, ==, 3);
  g_assert_cmpint (ta_ui_test_number (fixture->store, "SELECT count (*) FROM history WHERE label LIKE 'Reminded%'"), ==, 0);
}

static gboolean
move_pereira (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_move (database, data, ta_ui_test_today () + 1, error);
}

static gboolean
has_two (gpointer data)
{
  return ((Fixture *) data)->texts->len == 2;
}

/* A turn that moves is reminded of anew, as soon as it has moved. */
static void
test_moved (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ta_ui_test_text (fixture->store, "SELECT id FROM turn WHERE date = '2026-12-01'");

  look (fixture, 7);
  g_assert_cmpuint (fixture->texts->len, ==, 2);
  g_ptr_array_set_size (fixture->texts, 1);
  g_assert_true (ta_store_run (fixture->store, "Moved", NULL, move_pereira, id, NULL, NULL));
  ta_ui_test_wait (has_two, fixture, "the reminder of the moved turn");
  g_assert_cmpstr (fixture->texts->pdata[1], ==, "Pereira cooks tomorrow at 18:00");
}

static void
on_failed (TaContext *context, const char *message, gpointer data)
{
  g_ptr_array_add (data, g_strdup (message));
}

static gboolean
has_any (gpointer data)
{
  return ((GPtrArray *) data)->len > 0;
}

/* Rows that cannot be read say why they cannot be used. */
static void
test_rows_tell (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("coop.turnabout.Turnabout");
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *row;

  g_signal_connect (fixture->context, "failed", G_CALLBACK (on_failed), told);
  ta_store_close (fixture->store);
  gtk_window_set_child (GTK_WINDOW (window), ta_reminder_rows_new (fixture->context, settings));
  gtk_window_present (GTK_WINDOW (window));
  row = ta_ui_test_find_type (window, ADW_TYPE_EXPANDER_ROW, "Cooking");
  g_assert_nonnull (row);
  ta_ui_test_wait (has_any, told, "the failure");
  g_assert_cmpuint (told->len, ==, 1);
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, told->pdata[0]);
  g_assert_false (gtk_widget_get_sensitive (row));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add ("/reminders/once", Fixture, NULL, set_up, test_once, tear_down);
  g_test_add ("/reminders/moved", Fixture, NULL, set_up, test_moved, tear_down);
  g_test_add ("/reminders/rows-tell", Fixture, NULL, set_up, test_rows_tell, tear_down);
  return g_test_run ();
}
