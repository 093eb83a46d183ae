/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ui-test.h"

#include "ta-application.h"
#include "ta-backup.h"
#include "ta-household-table.h"
#include "ta-preferences-dialog.h"

#include <adwaita.h>

#define PASSPHRASE "seven brown hens"

typedef struct
{
  TaStore *store;
  TaWindow *window;
  char *folder; /* (nullable) */
  char *copy;   /* (nullable) */
} Fixture;

static gboolean
add_family (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaHousehold) household = ta_household_new ("Alonso");
  TaPerson *mira = ta_person_new ("Mira", TA_ROLE_CHILD);
  TaAllergy *kiwi = ta_allergy_new ("kiwi", TA_SEVERITY_PREFERENCE);

  ta_set_text (&mira->notes, "Afraid of the dark stairs");
  g_ptr_array_add (mira->allergies, kiwi);
  g_ptr_array_add (household->persons, mira);
  return ta_household_table_save (database, household, error);
}

static TaHealthModel *
model (Fixture *fixture)
{
  return ta_context_get_health (ta_window_get_context (fixture->window));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->store = ta_ui_test_store ();
  ta_store_run (fixture->store, "Added Alonso", NULL, add_family, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->window = ta_ui_test_window (fixture->store);
  ta_health_model_set_cost (model (fixture), TA_HEALTH_COST_LEAST);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ta_ui_test_close (fixture->window);
  ta_store_close (fixture->store);
  g_object_unref (fixture->store);
  g_free (fixture->folder);
  g_free (fixture->copy);
}

static gpointer
write_sample (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (ta_backup_write_whole (database, data, cancellable, error));
}

/* In a file, beside which a copy of an older version lies. */
static void
set_up_with_copy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaStore) sample = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("turnabout-health-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "pod.turnabout", NULL);
  fixture->copy = g_strconcat (path, ".before-v8.sqlite", NULL);
  g_assert_true (g_file_set_contents (fixture->copy, "x", 1, &error));
  sample = ta_ui_test_store ();
  g_assert_nonnull (ta_store_read (sample, write_sample, path, &error));
  ta_store_close (sample);
  fixture->store = ta_store_open (path, 0, &error);
  g_assert_no_error (error);
  ta_store_run (fixture->store, "Added Alonso", NULL, add_family, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->window = ta_ui_test_window (fixture->store);
  ta_health_model_set_cost (model (fixture), TA_HEALTH_COST_LEAST);
}

static gboolean
is_off (gpointer data)
{
  return ta_health_model_get_state (data) == TA_HEALTH_RING_OFF;
}

static gboolean
is_locked (gpointer data)
{
  return ta_health_model_get_state (data) == TA_HEALTH_RING_LOCKED;
}

static gboolean
is_open (gpointer data)
{
  return ta_health_model_get_state (data) == TA_HEALTH_RING_OPEN;
}

static GtkWidget *
preferences (Fixture *fixture)
{
  GtkWidget *dialog = GTK_WIDGET (ta_preferences_dialog_new (ta_window_get_context (fixture->window), NULL));

  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (fixture->window));
  ta_ui_test_settle (fixture->window);
  return dialog;
}

static void
close_dialogs (Fixture *fixture)
{
  GtkWidget *dialog;

  while ((dialog = ta_ui_test_dialog (fixture->window)) != NULL)
    {
      adw_dialog_force_close (ADW_DIALOG (dialog));
      ta_ui_test_settle (fixture->window);
    }
}

static void
turn_on (Fixture *fixture)
{
  GtkWidget *dialog;

  ta_ui_test_click (preferences (fixture), "Lock with a Passphrase…");
  ta_ui_test_settle (fixture->window);
  dialog = ta_ui_test_dialog (fixture->window);
  ta_ui_test_type (dialog, "Passphrase", PASSPHRASE);
  ta_ui_test_type (dialog, "The same once more", PASSPHRASE);
  ta_ui_test_click (dialog, "Lock");
  ta_ui_test_wait (is_open, model (fixture), "the lock");
  ta_ui_test_settle (fixture->window);
}

static GtkWidget *
show_family (Fixture *fixture)
{
  TaPage *page = ta_ui_test_show (fixture->window, "households");
  g_autofree char *id = ta_ui_test_text (fixture->store, "SELECT id FROM household WHERE name = 'Alonso'");

  ta_window_show_page (fixture->window, "households", id);
  ta_ui_test_settle (fixture->window);
  return GTK_WIDGET (page);
}

static gboolean
shows_problem (gpointer dialog)
{
  return ta_ui_test_shows (dialog, "That is not the passphrase.");
}

static void
test_turn_on (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  ta_ui_test_click (preferences (fixture), "Lock with a Passphrase…");
  ta_ui_test_settle (fixture->window);
  dialog = ta_ui_test_dialog (fixture->window);
  ta_ui_test_type (dialog, "Passphrase", "short");
  ta_ui_test_click (dialog, "Lock");
  g_assert_true (ta_ui_test_shows (dialog, "at least"));
  ta_ui_test_type (dialog, "Passphrase", PASSPHRASE);
  ta_ui_test_type (dialog, "The same once more", "seven brown pens");
  ta_ui_test_click (dialog, "Lock");
  g_assert_true (ta_ui_test_shows (dialog, "The two are not the same."));
  g_assert_cmpint (ta_ui_test_number (fixture->store, "SELECT count (*) FROM health_lock"), ==, 0);
  ta_ui_test_type (dialog, "The same once more", PASSPHRASE);
  ta_ui_test_click (dialog, "Lock");
  ta_ui_test_wait (is_open, model (fixture), "the lock");
  ta_ui_test_settle (fixture->window);
  g_assert_cmpint (ta_ui_test_number (fixture->store, "SELECT count (*) FROM allergy WHERE severity LIKE 'sealed:1:%'"), ==, 1);
  close_dialogs (fixture);
  g_assert_true (ta_ui_test_shows (show_family (fixture), "Afraid of the dark stairs"));
}

static gboolean
names_copy (gpointer dialog)
{
  return ta_ui_test_shows (dialog, "pod.turnabout.before-v8.sqlite");
}

static gboolean
is_gone (gpointer path)
{
  return !g_file_test (path, G_FILE_TEST_EXISTS);
}

/* A copy of an older version is named, and stays unless it is said to go: here with the lock, there with the passphrase. */
static void
test_older_copies (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page, *dialog;

  turn_on (fixture);
  g_assert_true (g_file_test (fixture->copy, G_FILE_TEST_EXISTS));
  ta_ui_test_click (ta_ui_test_dialog (fixture->window), "Lock Now");
  ta_ui_test_wait (is_locked, model (fixture), "the lock");
  close_dialogs (fixture);
  page = show_family (fixture);
  ta_ui_test_click (page, "Unlock…");
  ta_ui_test_settle (fixture->window);
  dialog = ta_ui_test_dialog (fixture->window);
  ta_ui_test_wait (names_copy, dialog, "the copy to be named");
  ta_ui_test_type (dialog, "Passphrase", PASSPHRASE);
  adw_switch_row_set_active (ADW_SWITCH_ROW (ta_ui_test_find_type (dialog, ADW_TYPE_SWITCH_ROW, "Delete them as well")), TRUE);
  ta_ui_test_click (dialog, "Unlock");
  ta_ui_test_wait (is_open, model (fixture), "the passphrase");
  ta_ui_test_wait (is_gone, fixture->copy, "the copy to be deleted");
}

static void
test_lock_and_unlock (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page, *dialog;

  turn_on (fixture);
  ta_ui_test_click (ta_ui_test_dialog (fixture->window), "Lock Now");
  ta_ui_test_wait (is_locked, model (fixture), "locking");
  close_dialogs (fixture);
  page = show_family (fixture);
  g_assert_false (ta_ui_test_shows (page, "Afraid of the dark stairs"));
  g_assert_true (ta_ui_test_shows (page, "Severity locked: treat as anaphylaxis"));
  g_assert_true (ta_ui_test_shows (page, "Health data is locked"));
  ta_ui_test_click (page, "Unlock…");
  ta_ui_test_settle (fixture->window);
  dialog = ta_ui_test_dialog (fixture->window);
  ta_ui_test_type (dialog, "Passphrase", "six brown hens");
  ta_ui_test_click (dialog, "Unlock");
  ta_ui_test_wait (shows_problem, dialog, "the wrong passphrase");
  g_assert_true (is_locked (model (fixture)));
  ta_ui_test_type (dialog, "Passphrase", PASSPHRASE);
  ta_ui_test_click (dialog, "Unlock");
  ta_ui_test_wait (is_open, model (fixture), "unlocking");
  ta_ui_test_settle (fixture->window);
  g_assert_null (ta_ui_test_dialog (fixture->window));
  g_assert_true (ta_ui_test_shows (page, "Afraid of the dark stairs"));
  g_assert_false (ta_ui_test_shows (page, "Health data is locked"));
}

/* A person is changed while it is locked; what could not be seen is as it was. */
static void
test_edit (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page, *dialog;

  turn_on (fixture);
  ta_ui_test_click (ta_ui_test_dialog (fixture->window), "Lock Now");
  ta_ui_test_wait (is_locked, model (fixture), "locking");
  close_dialogs (fixture);
  page = show_family (fixture);
  ta_ui_test_click (page, "Mira");
  ta_ui_test_settle (fixture->window);
  dialog = ta_ui_test_dialog (fixture->window);
  g_assert_true (ta_ui_test_shows (dialog, "Health data is locked"));
  g_assert_null (ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_TEXT_BOX, "Notes"));
  ta_ui_test_type (dialog, "Name", "Mira Sol");
  ta_ui_test_click (dialog, "Save");
  ta_ui_test_settle (fixture->window);
  g_assert_cmpint (ta_ui_test_number (fixture->store, "SELECT count (*) FROM person WHERE name = 'Mira Sol' AND notes LIKE 'sealed:1:%'"), ==, 1);
  ta_health_model_run (model (fixture), TA_HEALTH_UNLOCK, PASSPHRASE, NULL, FALSE, NULL, NULL);
  ta_ui_test_wait (is_open, model (fixture), "unlocking");
  ta_ui_test_settle (fixture->window);
  g_assert_true (ta_ui_test_shows (page, "Afraid of the dark stairs"));
}

static gboolean
add_peanuts (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *id = ta_household_table_find (database, "Silva", error);
  g_autoptr (TaHousehold) silva = ta_household_table_get (database, id, error);
  TaPerson *ana = g_ptr_array_index (silva->persons, 0);

  g_ptr_array_add (ana->allergies, ta_allergy_new ("peanuts", TA_SEVERITY_INTOLERANCE));
  return ta_household_table_save (database, silva, error);
}

/* Who cooks tonight is told to take care, and can unlock where they are told so. */
static void
test_today (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page, *dialog;

  g_assert_true (ta_store_run (fixture->store, "Peanuts", NULL, add_peanuts, NULL, NULL, NULL));
  turn_on (fixture);
  ta_ui_test_click (ta_ui_test_dialog (fixture->window), "Lock Now");
  ta_ui_test_wait (is_locked, model (fixture), "locking");
  close_dialogs (fixture);
  page = GTK_WIDGET (ta_ui_test_show (fixture->window, "today"));
  g_assert_true (ta_ui_test_shows (page, "Ana: Peanuts, Severity locked: treat as anaphylaxis"));
  ta_ui_test_click (page, "Unlock…");
  ta_ui_test_settle (fixture->window);
  dialog = ta_ui_test_dialog (fixture->window);
  ta_ui_test_type (dialog, "Passphrase", PASSPHRASE);
  ta_ui_test_click (dialog, "Unlock");
  ta_ui_test_wait (is_open, model (fixture), "unlocking");
  ta_ui_test_settle (fixture->window);
  g_assert_true (ta_ui_test_shows (page, "Ana: Peanuts, Intolerance"));
  g_assert_false (ta_ui_test_shows (page, "Health data is locked"));
}

static gboolean
withhold (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database, "UPDATE allergy SET severity = 'sealed:0:' WHERE allergen = 'kiwi'", error);
}

/* What another computer kept to itself is asked for again, and may be what it is taken for meanwhile. */
static void
test_withheld (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog, *row;

  g_assert_true (ta_store_run (fixture->store, "Restored", NULL, withhold, NULL, NULL, NULL));
  ta_ui_test_settle (fixture->window);
  ta_ui_test_click (show_family (fixture), "Mira");
  ta_ui_test_settle (fixture->window);
  dialog = ta_ui_test_dialog (fixture->window);
  row = ta_ui_test_find_type (dialog, ADW_TYPE_COMBO_ROW, "kiwi");
  g_assert_nonnull (row);
  g_assert_true (ta_ui_test_shows (row, "Severity not known: treat as anaphylaxis"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1 + TA_SEVERITY_ANAPHYLAXIS);
  ta_ui_test_click (dialog, "Save");
  ta_ui_test_settle (fixture->window);
  g_assert_cmpint (ta_ui_test_number (fixture->store, "SELECT count (*) FROM allergy WHERE allergen = 'kiwi' AND severity = 'anaphylaxis'"), ==, 1);
}

static void
test_turn_off (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  turn_on (fixture);
  ta_ui_test_click (ta_ui_test_dialog (fixture->window), "Turn Off…");
  ta_ui_test_settle (fixture->window);
  dialog = ta_ui_test_dialog (fixture->window);
  ta_ui_test_type (dialog, "Passphrase", PASSPHRASE);
  ta_ui_test_click (dialog, "Turn Off");
  ta_ui_test_wait (is_off, model (fixture), "turning off");
  ta_ui_test_settle (fixture->window);
  g_assert_cmpint (ta_ui_test_number (fixture->store, "SELECT count (*) FROM allergy WHERE severity = 'preference'"), ==, 1);
  close_dialogs (fixture);
}

int
main (int argc, char *argv[])
{
  ta_ui_test_init (&argc, &argv);
  g_test_add ("/ui/health/turn-on", Fixture, NULL, set_up, test_turn_on, tear_down);
  g_test_add ("/ui/health/older-copies", Fixture, NULL, set_up_with_copy, test_older_copies, tear_down);
  g_test_add ("/ui/health/lock-and-unlock", Fixture, NULL, set_up, test_lock_and_unlock, tear_down);
  g_test_add ("/ui/health/edit", Fixture, NULL, set_up, test_edit, tear_down);
  g_test_add ("/ui/health/today", Fixture, NULL, set_up, test_today, tear_down);
  g_test_add ("/ui/health/withheld", Fixture, NULL, set_up, test_withheld, tear_down);
  g_test_add ("/ui/health/turn-off", Fixture, NULL, set_up, test_turn_off, tear_down);
  return g_test_run ();
}
