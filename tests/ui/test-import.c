/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ui-test.h"

#include "ta-import-dialog.h"
#include "ta-import-kind.h"

#include <glib/gstdio.h>

typedef struct
{
  TaStore *store;
  TaWindow *window;
  char *folder;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("ta-import-XXXXXX", &error);
  g_assert_no_error (error);
  self->store = ta_ui_test_store ();
  self->window = ta_ui_test_window (self->store);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ta_ui_test_close (self->window);
  g_object_unref (self->store);
  g_rmdir (self->folder);
  g_free (self->folder);
}

static gboolean
has_subtitle (gpointer data)
{
  return ta_ui_test_shows (data, "columns recognized") || ta_ui_test_shows (data, "Cannot Be Read");
}

/* As if the person had chosen a file with that text. */
static GtkWidget *
open_text (Fixture *self, const char *text, gssize size)
{
  g_autofree char *path = g_build_filename (self->folder, "list.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  g_file_set_contents (path, text, size, &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.import", NULL);
  ta_ui_test_settle (self->window);
  dialog = ta_ui_test_dialog (self->window);
  g_assert_true (TA_IS_IMPORT_DIALOG (dialog));
  ta_import_dialog_open_file (TA_IMPORT_DIALOG (dialog), file);
  ta_ui_test_wait (has_subtitle, dialog, "the file");
  ta_ui_test_settle (self->window);
  g_unlink (path);
  return dialog;
}

static gboolean
can_import (GtkWidget *dialog)
{
  return gtk_widget_is_sensitive (ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Import"));
}

static gint64
count_tools (Fixture *self)
{
  return ta_ui_test_number (self->store, "SELECT count (*) FROM tool");
}

#define BROKEN "number,name,value,condition\n7,Long ladder,100,good\n8,,12.345,good\n9,Saw,80,shiny\n10,Axe,60,good\n"

static void
test_broken (Fixture *self, gconstpointer data)
{
  GtkWidget *dialog = open_text (self, BROKEN, -1);

  g_assert_true (ta_ui_test_shows (dialog, "Line 3"));
  g_assert_true (ta_ui_test_shows (dialog, "Column “name”: "));
  g_assert_true (ta_ui_test_shows (dialog, "Column “value”: "));
  g_assert_true (ta_ui_test_shows (dialog, "Line 4: Saw"));
  g_assert_true (ta_ui_test_shows (dialog, "Column “condition”: "));
  g_assert_false (ta_ui_test_shows (dialog, "Line 5"));
  g_assert_true (ta_ui_test_shows (dialog, "Bad 2"));
  g_assert_false (can_import (dialog));
  ta_ui_test_click (dialog, "Cancel");
  ta_ui_test_settle (self->window);
  g_assert_null (ta_ui_test_dialog (self->window));
  g_assert_cmpint (count_tools (self), ==, 2);
  g_assert_cmpint (ta_ui_test_number (self->store, "SELECT count (*) FROM history"), ==, 1);
}

/* What is good of it goes in when the person says so, and can be taken back. */
static void
test_skip_bad (Fixture *self, gconstpointer data)
{
  GtkWidget *dialog = open_text (self, BROKEN, -1);
  g_autofree char *name = NULL;

  ta_ui_test_click (dialog, "Skip bad rows");
  ta_ui_test_settle (self->window);
  g_assert_true (can_import (dialog));
  ta_ui_test_click (dialog, "Import");
  ta_ui_test_settle (self->window);
  g_assert_null (ta_ui_test_dialog (self->window));
  name = ta_ui_test_text (self->store, "SELECT group_concat (name, ', ') FROM (SELECT name FROM tool ORDER BY name)");
  g_assert_cmpstr (name, ==, "Axe, Hammer drill, Long ladder");
  ta_ui_test_click (GTK_WIDGET (self->window), "Undo");
  ta_ui_test_settle (self->window);
  g_assert_cmpint (count_tools (self), ==, 2);
  g_assert_cmpint (ta_ui_test_number (self->store, "SELECT count (*) FROM tool WHERE name = 'Ladder'"), ==, 1);
}

#define GOOD "number;name;value\n7;Long ladder;100\n10;Axe;60\n"

static void
test_good_and_again (Fixture *self, gconstpointer data)
{
  GtkWidget *dialog = open_text (self, GOOD, -1);
  GtkWidget *toggle;

  g_assert_true (can_import (dialog));
  g_assert_true (ta_ui_test_shows (dialog, "New 1"));
  g_assert_true (ta_ui_test_shows (dialog, "Line 3: 10 Axe"));
  toggle = ta_ui_test_find_type (dialog, ADW_TYPE_TOGGLE_GROUP, NULL);
  adw_toggle_group_set_active_name (ADW_TOGGLE_GROUP (toggle), "updated");
  ta_ui_test_settle (self->window);
  g_assert_true (ta_ui_test_shows (dialog, "Name: Ladder → Long ladder"));
  ta_ui_test_click (dialog, "Import");
  ta_ui_test_settle (self->window);
  g_assert_null (ta_ui_test_dialog (self->window));
  g_assert_cmpint (count_tools (self), ==, 3);

  dialog = open_text (self, GOOD, -1);
  g_assert_true (ta_ui_test_shows (dialog, "Same 2"));
  g_assert_true (ta_ui_test_shows (dialog, "New 0"));
  g_assert_false (can_import (dialog));
}

/* A column that nobody could guess is said by hand. */
static void
test_mapping (Fixture *self, gconstpointer data)
{
  GtkWidget *dialog = open_text (self, "number,thingummy,value\n10,Axe,60\n", -1);
  GtkWidget *row;

  adw_combo_row_set_selected (ADW_COMBO_ROW (ta_ui_test_find_type (dialog, ADW_TYPE_COMBO_ROW, "The file holds")), TA_IMPORT_TOOLS);
  ta_ui_test_settle (self->window);
  g_assert_true (ta_ui_test_shows (dialog, "The file has no column for: name"));
  g_assert_false (can_import (dialog));
  ta_ui_test_click (dialog, "Columns");
  ta_ui_test_settle (self->window);
  row = ta_ui_test_find_type (dialog, ADW_TYPE_COMBO_ROW, "thingummy");
  /* Behind “Skip” and “Add to the notes”: number, name. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 3);
  ta_ui_test_settle (self->window);
  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (ta_ui_test_find_type (dialog, ADW_TYPE_NAVIGATION_VIEW, NULL)));
  ta_ui_test_settle (self->window);
  g_assert_true (ta_ui_test_shows (dialog, "Line 2: 10 Axe"));
  ta_ui_test_click (dialog, "Import");
  ta_ui_test_settle (self->window);
  g_assert_cmpint (count_tools (self), ==, 3);
}

static void
test_unreadable (Fixture *self, gconstpointer data)
{
  GtkWidget *dialog = open_text (self, "PK\003\004 and what a spreadsheet is packed into", -1);

  g_assert_true (ta_ui_test_shows (dialog, "This File Cannot Be Read"));
  g_assert_nonnull (ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Choose File…"));
  g_assert_false (can_import (dialog));
}

static gboolean
can_import_now (gpointer dialog)
{
  return can_import (dialog);
}

static gboolean
shows_cancelled (gpointer dialog)
{
  return ta_ui_test_shows (dialog, "Cancelled. Nothing was imported.");
}

/* Ten thousand rows can be stopped while they are written: none stays, and the dialog is ready to begin again. */
static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("number,name\n");
  GtkWidget *dialog;

  for (int i = 0; i < 10000; i++)
    g_string_append_printf (text, "%d,Tool %d\n", 1000 + i, i);
  dialog = open_text (self, text->str, (gssize) text->len);
  ta_ui_test_wait (can_import_now, dialog, "the preview");
  ta_ui_test_click (dialog, "Import");
  ta_ui_test_click (dialog, "Cancel");
  ta_ui_test_wait (shows_cancelled, dialog, "the end of it");
  g_assert_cmpint (count_tools (self), ==, 2);
  g_assert_true (can_import (dialog));
  ta_ui_test_click (dialog, "Import");
  ta_ui_test_settle (self->window);
  g_assert_null (ta_ui_test_dialog (self->window));
  g_assert_cmpint (count_tools (self), ==, 10002);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add ("/import/broken", Fixture, NULL, set_up, test_broken, tear_down);
  g_test_add ("/import/skip-bad", Fixture, NULL, set_up, test_skip_bad, tear_down);
  g_test_add ("/import/good-and-again", Fixture, NULL, set_up, test_good_and_again, tear_down);
  g_test_add ("/import/mapping", Fixture, NULL, set_up, test_mapping, tear_down);
  g_test_add ("/import/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/import/unreadable", Fixture, NULL, set_up, test_unreadable, tear_down);
  return g_test_run ();
}
