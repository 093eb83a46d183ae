/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ui-test.h"

#include "ta-application.h"
#include "ta-backup.h"
#include "ta-backups-dialog.h"
#include "ta-household-table.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  char *path; /* of the database */
  TaStore *store;
  TaWindow *window;
} Fixture;

static gpointer
write_to (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_backup_write (database, data, cancellable, error) ? data : NULL;
}

static gpointer
make_daily (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_backup_daily (database, ta_ui_test_today (), error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static gboolean
add_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaHousehold) household = ta_household_new ("Okafor");

  return ta_household_table_save (database, household, error);
}

/* A database in a file, a copy of today, and one household more since. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaStore) sample = ta_ui_test_store ();
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("turnabout-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "pod.turnabout", NULL);
  g_assert_nonnull (ta_store_read (sample, write_to, fixture->path, &error));
  fixture->store = ta_store_open (fixture->path, 0, &error);
  g_assert_no_error (error);
  g_assert_nonnull (ta_store_read (fixture->store, make_daily, NULL, &error));
  g_assert_true (ta_store_run (fixture->store, "Added Okafor", NULL, add_household, NULL, NULL, &error));
  fixture->window = ta_ui_test_window (fixture->store);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ta_ui_test_close (fixture->window);
  ta_store_close (fixture->store);
  g_object_unref (fixture->store);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static gboolean
shows_copy (gpointer data)
{
  GtkWidget *dialog = ta_ui_test_dialog (data);

  return dialog != NULL && ta_ui_test_shows (dialog, "Cordón · 3 households · 2 tools");
}

static gboolean
shows_preview (gpointer data)
{
  return ta_ui_test_shows (ta_ui_test_dialog (data), "What Is Inside");
}

static void
on_restore (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  char **path = data;

  *path = g_variant_dup_string (parameter, NULL);
}

/* The application's action, without one. */
static void
catch_restore (TaWindow *window, char **path)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  const GActionEntry entries[] = { { .name = "restore", .activate = on_restore, .parameter_type = "s" } };

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), path);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "app", G_ACTION_GROUP (group));
}

static GtkWidget *
find_copy (GtkWidget *root)
{
  if (ADW_IS_ACTION_ROW (root) && g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (root)), "Cordón · "))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_copy (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_preview (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  GtkWidget *row;

  catch_restore (fixture->window, &path);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.backups", NULL);
  ta_ui_test_wait (shows_copy, fixture->window, "the copy of today");
  row = find_copy (ta_ui_test_dialog (fixture->window));
  g_signal_emit_by_name (row, "activated");
  ta_ui_test_wait (shows_preview, fixture->window, "what is inside");
  ta_ui_test_settle (fixture->window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (fixture->window), "3 (now: 4)"));
  row = ta_ui_test_find_type (ta_ui_test_dialog (fixture->window), ADW_TYPE_BUTTON_ROW, "Restore This Copy");
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_activate (row));
  ta_ui_test_settle (fixture->window);
  g_assert_nonnull (path);
  g_assert_true (g_str_has_prefix (path, fixture->folder));
  g_assert_cmpstr (path, !=, fixture->path);
}

static gboolean
shows_refusal (gpointer data)
{
  GtkWidget *dialog = ta_ui_test_dialog (data);

  return ta_ui_test_find_type (dialog, ADW_TYPE_TOAST_OVERLAY, NULL) != NULL && ta_ui_test_shows (dialog, "notes.txt");
}

/* A file that is not one of ours is refused with its name, and nothing else is shown. */
static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  g_autofree char *foreign = g_build_filename (fixture->folder, "notes.txt", NULL);

  g_assert_true (g_file_set_contents (foreign, "shopping list", -1, NULL));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.backups", NULL);
  ta_ui_test_settle (fixture->window);
  ta_backups_dialog_look_into (TA_BACKUPS_DIALOG (ta_ui_test_dialog (fixture->window)), foreign);
  ta_ui_test_wait (shows_refusal, fixture->window, "the refusal");
  g_assert_false (shows_preview (fixture->window));
}

static TaWindow *
application_window (gpointer application)
{
  return TA_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (application)));
}

static guint
count_households (gpointer application)
{
  TaContext *context = ta_window_get_context (application_window (application));

  return context != NULL && ta_context_is_ready (context) ? g_list_model_get_n_items (ta_context_get_households (context)) : 0;
}

static gboolean
has_four (gpointer application)
{
  return count_households (application) == 4;
}

static gboolean
has_three (gpointer application)
{
  return count_households (application) == 3;
}

static gboolean
has_shut (gpointer application)
{
  return application_window (application) == NULL;
}

/* The whole way: the copy's content comes back, and what it replaces is kept beside it. */
static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaApplication) application = ta_application_new ();
  g_autoptr (GPtrArray) copies = NULL;
  g_autofree char *kept = g_strconcat (fixture->path, ".before-restore-1.sqlite", NULL);
  TaBackupSummary *before;

  ta_store_close (fixture->store);
  copies = ta_backup_list (fixture->path, NULL);
  g_assert_cmpuint (copies->len, ==, 1);
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ta_application_open (application, fixture->path, FALSE);
  ta_ui_test_wait (has_four, application, "the database");
  before = g_ptr_array_index (copies, 0);
  g_action_group_activate_action (G_ACTION_GROUP (application), "restore", g_variant_new_string (before->path));
  ta_ui_test_wait (has_three, application, "the copy");
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  ta_store_close (ta_context_get_store (ta_window_get_context (application_window (application))));
  gtk_window_destroy (GTK_WINDOW (application_window (application)));
  ta_ui_test_wait (has_shut, application, "the end");
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add ("/backups/preview", Fixture, NULL, set_up, test_preview, tear_down);
  g_test_add ("/backups/foreign", Fixture, NULL, set_up, test_foreign, tear_down);
  g_test_add ("/backups/restore", Fixture, NULL, set_up, test_restore, tear_down);
  return g_test_run ();
}
