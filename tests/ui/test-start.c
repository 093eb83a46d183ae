/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ui-test.h"

#include "ta-application.h"
#include "ta-map-view.h"
#include "ta-start-pod.h"

#include <glib/gstdio.h>

typedef struct
{
  TaApplication *application;
  TaWindow *window;
} Fixture;

static gboolean
keep_awake (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->application = TA_APPLICATION (g_application_get_default ());
  g_application_activate (G_APPLICATION (self->application));
  self->window = TA_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (self->application)));
  gtk_widget_add_tick_callback (GTK_WIDGET (self->window), keep_awake, NULL, NULL);
  ta_ui_test_wait (is_mapped, self->window, "the window");
  ta_ui_test_settle (self->window);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
}

static gboolean
is_ready (gpointer data)
{
  TaContext *context = ta_window_get_context (data);

  return context != NULL && ta_context_is_ready (context) && ta_window_get_page (data) != NULL;
}

static void
press_enter (GtkWidget *dialog, const char *entry)
{
  g_signal_emit_by_name (ta_ui_test_find_type (dialog, GTK_TYPE_ENTRY, entry), "activate");
}

static void
test_start_a_pod (Fixture *self, gconstpointer data)
{
  GtkWidget *dialog;
  TaStore *store;
  g_autofree char *collective = NULL;
  g_autofree char *households = NULL;

  ta_ui_test_click (GTK_WIDGET (self->window), "Start a Pod…");
  ta_ui_test_settle (self->window);
  dialog = ta_ui_test_dialog (self->window);
  g_assert_false (gtk_widget_is_sensitive (ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next")));
  ta_ui_test_type (dialog, "Name", "Palermo");
  ta_ui_test_type (dialog, "Place on the map: latitude, longitude", "-34.91, -56.17");
  ta_ui_test_click (dialog, "Choose on the Map");
  ta_ui_test_settle (self->window);
  g_signal_emit_by_name (ta_ui_test_find_type (dialog, TA_TYPE_MAP_VIEW, NULL), "placed", -34.92, -56.16);
  ta_ui_test_settle (self->window);
  ta_ui_test_type (dialog, "Currency, such as EUR", "uyu");
  ta_ui_test_click (dialog, "Next");
  ta_ui_test_settle (self->window);
  ta_ui_test_type (dialog, "Name 1", "Pereira");
  ta_ui_test_type (dialog, "Children 1", "3");
  ta_ui_test_type (dialog, "Phone 1", "099 123 456");
  press_enter (dialog, "Phone 1");
  /* A slip is said and loses nothing. */
  ta_ui_test_type (dialog, "Address 2", "Rodó 1822");
  ta_ui_test_click (dialog, "Start");
  ta_ui_test_settle (self->window);
  g_assert_true (ta_ui_test_shows (dialog, "Household 2 has no name"));
  ta_ui_test_type (dialog, "Name 2", "Silva");
  press_enter (dialog, "Name 2");
  ta_ui_test_click (dialog, "Start");
  ta_ui_test_wait (is_ready, self->window, "the pod");
  ta_ui_test_settle (self->window);

  g_assert_null (ta_ui_test_dialog (self->window));
  store = ta_context_get_store (ta_window_get_context (self->window));
  collective = ta_ui_test_text (store, "SELECT name || ', ' || currency || ', ' || latitude FROM collective");
  g_assert_cmpstr (collective, ==, "Palermo, UYU, -34.92");
  households = ta_ui_test_text (store, "SELECT group_concat (name || ' ' || (SELECT count (*) FROM person WHERE household = h.id) "
                                       "|| ' ' || address, '; ') FROM (SELECT * FROM household ORDER BY name) h");
  g_assert_cmpstr (households, ==, "Pereira 5 ; Silva 2 Rodó 1822");
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM membership WHERE status = 'member' AND until_date IS NULL"), ==, 2);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM service WHERE kind = 'cook'"), ==, 1);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM history"), ==, 1);
}

/* The next one does not take the place of the first. */
static void
test_import_into_another (Fixture *self, gconstpointer data)
{
  GtkWidget *dialog;

  /* What was started last is opened again. */
  ta_ui_test_wait (is_ready, self->window, "the first pod");
  ta_window_set_store (self->window, NULL, NULL, NULL);
  ta_ui_test_settle (self->window);
  ta_ui_test_click (GTK_WIDGET (self->window), "Import…");
  ta_ui_test_settle (self->window);
  dialog = ta_ui_test_dialog (self->window);
  ta_ui_test_type (dialog, "Name", "Cordón");
  ta_ui_test_type (dialog, "Currency, such as EUR", "UYU");
  ta_ui_test_click (dialog, "Create");
  ta_ui_test_wait (is_ready, self->window, "the pod");
  ta_ui_test_settle (self->window);
  dialog = ta_ui_test_dialog (self->window);
  g_assert_nonnull (dialog);
  g_assert_true (ta_ui_test_shows (dialog, "Bring In a List"));
  g_assert_true (g_str_has_suffix (ta_store_get_path (ta_context_get_store (ta_window_get_context (self->window))), "collective-2.turnabout"));
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("ta-start-XXXXXX", NULL);
  g_autofree char *databases = g_build_filename (folder, "turnabout", NULL);
  static const char *const files[] = { "collective.turnabout", "collective-2.turnabout" };
  g_autoptr (TaApplication) application = NULL;
  g_autoptr (GError) error = NULL;
  int result;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  ta_ui_test_init (&argc, &argv);
  application = ta_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_test_add ("/start/a-pod", Fixture, NULL, set_up, test_start_a_pod, tear_down);
  g_test_add ("/start/import-into-another", Fixture, NULL, set_up, test_import_into_another, tear_down);
  result = g_test_run ();
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (databases, files[i], NULL);

      g_unlink (path);
    }
  g_rmdir (databases);
  g_rmdir (folder);
  return result;
}
