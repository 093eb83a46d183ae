/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-feeds-page.h"
#include "ta-sync-peer-table.h"
#include "ta-ui-test.h"

typedef struct
{
  TaStore *store;
  TaWindow *window;
  TaSync *sync;
} Fixture;

static gboolean
add_hub (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  TaSyncPeer peer = { .url = (char *) "https://hub.example.org", .db = (char *) "pod", .user = (char *) "u", .device = 1, .device_name = (char *) "", .since = (char *) "0", .problem_detail = (char *) "" };

  return ta_sync_peer_table_save (database, &peer, error);
}

static void
present (Fixture *f)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_navigation_view_new ();

  f->sync = ta_sync_new (f->store);
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), ta_feeds_page_new (ta_window_get_context (f->window), f->sync));
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_content_width (dialog, 560);
  adw_dialog_set_content_height (dialog, 660);
  adw_dialog_present (dialog, GTK_WIDGET (f->window));
  ta_ui_test_settle (f->window);
}

static void
begin (Fixture *f)
{
  f->store = ta_ui_test_store ();
  f->window = ta_ui_test_window (f->store);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  begin (f);
  ta_store_run (f->store, "", NULL, add_hub, NULL, NULL, &error);
  g_assert_no_error (error);
  present (f);
}

static void
set_up_alone (Fixture *f, gconstpointer data)
{
  begin (f);
  present (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->sync);
  ta_ui_test_close (f->window);
  g_object_unref (f->store);
}

static GtkWidget *
dialog_of (Fixture *f)
{
  return ta_ui_test_dialog (f->window);
}

/* The switch of the first calendar of the first household. */
static GtkSwitch *
open_first (Fixture *f)
{
  GtkWidget *expander = ta_ui_test_find_type (dialog_of (f), ADW_TYPE_EXPANDER_ROW, "Kim");

  g_assert_nonnull (expander);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);
  ta_ui_test_settle (f->window);
  return GTK_SWITCH (ta_ui_test_find_type (expander, GTK_TYPE_SWITCH, NULL));
}

static void
publish_first (Fixture *f)
{
  gtk_switch_set_active (open_first (f), TRUE);
  ta_ui_test_settle (f->window);
}

static gint64
count (Fixture *f)
{
  return ta_ui_test_number (f->store, "SELECT count(*) FROM feed");
}

static void
open_page (Fixture *f)
{
  publish_first (f);
  ta_ui_test_click (dialog_of (f), "The whole household");
  ta_ui_test_settle (f->window);
}

static void
test_published (Fixture *f, gconstpointer data)
{
  publish_first (f);
  g_assert_cmpint (ta_ui_test_number (f->store, "SELECT count(*) FROM feed JOIN household h ON h.id = household WHERE h.name = 'Kim' AND person IS NULL AND detail = 'times'"), ==, 1);
  g_assert_true (ta_ui_test_shows (dialog_of (f), "Times only"));
  g_assert_true (ta_ui_test_shows (dialog_of (f), "1 calendar"));
}

static void
test_taken_back (Fixture *f, gconstpointer data)
{
  GtkSwitch *toggle;

  publish_first (f);
  toggle = open_first (f);
  gtk_switch_set_active (toggle, FALSE);
  ta_ui_test_settle (f->window);
  g_assert_true (ta_ui_test_shows (dialog_of (f), "goes stale"));
  ta_ui_test_click (dialog_of (f), "Cancel");
  ta_ui_test_settle (f->window);
  g_assert_cmpint (count (f), ==, 1);
  g_assert_true (gtk_switch_get_active (toggle));
  gtk_switch_set_active (toggle, FALSE);
  ta_ui_test_settle (f->window);
  ta_ui_test_click (dialog_of (f), "Take Back");
  ta_ui_test_settle (f->window);
  g_assert_cmpint (count (f), ==, 0);
  g_assert_false (gtk_switch_get_active (toggle));
}

static void
test_undone (Fixture *f, gconstpointer data)
{
  GtkSwitch *toggle;

  publish_first (f);
  toggle = open_first (f);
  g_assert_true (ta_store_undo (f->store, 0, NULL));
  ta_ui_test_settle (f->window);
  g_assert_cmpint (count (f), ==, 0);
  g_assert_false (gtk_switch_get_active (toggle));
}

static void
test_without_a_hub (Fixture *f, gconstpointer data)
{
  g_assert_true (ta_ui_test_shows (dialog_of (f), "Links need a hub"));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (open_first (f))));
}

static void
test_link (Fixture *f, gconstpointer data)
{
  open_page (f);
  ta_ui_test_click (dialog_of (f), "Copy the Link");
  ta_ui_test_settle (f->window);
  g_assert_true (ta_ui_test_shows (dialog_of (f), "Copied"));
}

static void
test_new_link (Fixture *f, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  open_page (f);
  before = ta_ui_test_text (f->store, "SELECT token FROM feed");
  ta_ui_test_click (dialog_of (f), "New Link…");
  ta_ui_test_settle (f->window);
  ta_ui_test_click (dialog_of (f), "Make a New Link");
  ta_ui_test_settle (f->window);
  after = ta_ui_test_text (f->store, "SELECT token FROM feed");
  g_assert_cmpstr (before, !=, after);
  g_assert_cmpint (count (f), ==, 1);
}

static void
test_detail (Fixture *f, gconstpointer data)
{
  open_page (f);
  adw_combo_row_set_selected (ADW_COMBO_ROW (ta_ui_test_find_type (dialog_of (f), ADW_TYPE_COMBO_ROW, "What it says")), 1);
  ta_ui_test_settle (f->window);
  g_assert_cmpint (ta_ui_test_number (f->store, "SELECT count(*) FROM feed WHERE detail = 'titles'"), ==, 1);
}

static void
test_preview (Fixture *f, gconstpointer data)
{
  GtkWidget *text;
  g_autofree char *shown = NULL;

  open_page (f);
  ta_ui_test_click (dialog_of (f), "What Leaves…");
  ta_ui_test_settle (f->window);
  text = ta_ui_test_find_type (dialog_of (f), GTK_TYPE_TEXT_VIEW, NULL);
  g_assert_nonnull (text);
  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "text", &shown, NULL);
  g_assert_true (g_str_has_prefix (shown, "BEGIN:VCALENDAR\r\n"));
}

/* The server --------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
says_so (gpointer data)
{
  return ta_ui_test_shows (data, "127.0.0.1");
}

static void
test_server_that_is_not_there (Fixture *f, gconstpointer data)
{
  ta_ui_test_click (dialog_of (f), "Calendar Server…");
  ta_ui_test_settle (f->window);
  ta_ui_test_click (dialog_of (f), "Try and Publish");
  g_assert_true (gtk_widget_has_css_class (ta_ui_test_find_type (dialog_of (f), ADW_TYPE_ENTRY_ROW, "Address of the calendar (https://…)"), "error"));
  /* Nobody listens there. */
  ta_ui_test_type (dialog_of (f), "Address of the calendar (https://…)", "http://127.0.0.1:1/ana/pod/");
  ta_ui_test_type (dialog_of (f), "User", "ana");
  ta_ui_test_type (dialog_of (f), "Password", "right");
  ta_ui_test_click (dialog_of (f), "Try and Publish");
  ta_ui_test_wait (says_so, dialog_of (f), "the reason why not");
  g_assert_cmpint (ta_ui_test_number (f->store, "SELECT count(*) FROM caldav_target"), ==, 0);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add ("/feeds/published", Fixture, NULL, set_up, test_published, tear_down);
  g_test_add ("/feeds/taken-back", Fixture, NULL, set_up, test_taken_back, tear_down);
  g_test_add ("/feeds/undone", Fixture, NULL, set_up, test_undone, tear_down);
  g_test_add ("/feeds/without-a-hub", Fixture, NULL, set_up_alone, test_without_a_hub, tear_down);
  g_test_add ("/feeds/link", Fixture, NULL, set_up, test_link, tear_down);
  g_test_add ("/feeds/new-link", Fixture, NULL, set_up, test_new_link, tear_down);
  g_test_add ("/feeds/detail", Fixture, NULL, set_up, test_detail, tear_down);
  g_test_add ("/feeds/preview", Fixture, NULL, set_up, test_preview, tear_down);
  g_test_add ("/feeds/server-that-is-not-there", Fixture, NULL, set_up, test_server_that_is_not_there, tear_down);
  return g_test_run ();
}
