/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-application.h"

#include "ta-backup.h"
#include "ta-database.h"
#include "ta-join-dialog.h"
#include "ta-location.h"
#include "ta-pictures.h"
#include "ta-practice.h"
#include "ta-preferences-dialog.h"
#include "ta-reminder-watch.h"
#include "ta-start-dialog.h"
#include "ta-sync-keys.h"
#include "ta-window-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <shumate/shumate.h>

struct _TaApplication
{
  AdwApplication parent_instance;

  TaStore *store;             /* (nullable): while a database is open */
  TaReminderWatch *reminders; /* (nullable): while it is to remind */
  char *database;             /* (nullable): what the command line asked for */
  gboolean watches_settings;
  gboolean practice;
  gboolean exit_after_startup;
  TaPicturesRequest pictures;
};

G_DEFINE_FINAL_TYPE (TaApplication, ta_application, ADW_TYPE_APPLICATION)

static TaWindow *
get_window (TaApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    window = GTK_WINDOW (ta_window_new (GTK_APPLICATION (self)));
  return TA_WINDOW (window);
}

static gpointer
make_daily_copy (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_backup_daily (database, GPOINTER_TO_INT (data), error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
on_daily_copy (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaWindow) window = data;
  g_autoptr (GError) error = NULL;

  if (ta_store_read_finish (TA_STORE (object), result, &error) == NULL && error != NULL)
    ta_window_toast (window, error->message, FALSE);
}

/* What is sealed in it for this computer needs its key. */
static void
copy_today (TaHealthModel *health, TaApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  TaContext *context = window != NULL ? ta_window_get_context (TA_WINDOW (window)) : NULL;

  /* The window may have been closed meanwhile, or show another database. */
  if (self->store != NULL && context != NULL && ta_context_get_health (context) == health)
    ta_store_read_async (self->store, make_daily_copy, GINT_TO_POINTER (ta_context_get_today (context)), NULL, NULL, NULL,
                         on_daily_copy, g_object_ref (window));
}

static void
on_ready (TaContext *context, TaApplication *self)
{
  TaWindow *window = get_window (self);

  if (self->pictures.folder != NULL)
    ta_pictures_take (window, &self->pictures);
  else if (self->exit_after_startup)
    g_application_quit (G_APPLICATION (self));
  else
    /* After the pages have what they need. */
    g_signal_connect_object (ta_context_get_health (context), "started", G_CALLBACK (copy_today), self, G_CONNECT_DEFAULT);
}

static void
remember (TaWindow *window, const char *path)
{
  if (window->settings == NULL)
    return;
  g_settings_set_string (window->settings, "last-database", path);
}

/* ---- reminders ----------------------------------------------------------------------------------------------------------------------- */

static void
on_reminder (const TaReminder *reminder, const char *text, gpointer data)
{
  TaApplication *self = data;
  g_autoptr (GNotification) notification = g_notification_new (text);
  g_autofree char *id = g_strconcat ("turn-", reminder->turn->id, NULL);

  if (*reminder->turn->title != '\0')
    g_notification_set_body (notification, reminder->turn->title);
  g_notification_set_default_action_and_target (notification, "app.show-turn", "s", reminder->turn->id);
  g_application_send_notification (G_APPLICATION (self), id, notification);
  ta_window_toast (get_window (self), text, FALSE);
}

/* Pictures are of the pages, with nothing that comes over them. */
static void
update_reminders (TaApplication *self)
{
  TaWindow *window = get_window (self);
  TaContext *context = ta_window_get_context (window);
  gboolean wanted = window->settings != NULL && g_settings_get_boolean (window->settings, "reminders");

  g_clear_object (&self->reminders);
  if (context != NULL && wanted && self->pictures.folder == NULL && !self->exit_after_startup)
    self->reminders = ta_reminder_watch_new (context, on_reminder, self);
}

static void
on_show_turn (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TaWindow *window = get_window (data);

  gtk_window_present (GTK_WINDOW (window));
  if (ta_window_get_context (window) != NULL)
    ta_window_show_page (window, "rota", g_variant_get_string (parameter, NULL));
}

static void
show_store (TaApplication *self, TaStore *store)
{
  TaWindow *window = get_window (self);
  g_autofree char *actor = window->settings != NULL ? g_settings_get_string (window->settings, "actor") : NULL;

  g_set_object (&self->store, store);
  ta_store_set_actor (store, actor != NULL && *actor != '\0' ? actor : g_get_real_name ());
  ta_window_set_store (window, store, NULL, NULL);
  g_signal_connect_object (ta_window_get_context (window), "ready", G_CALLBACK (on_ready), self, G_CONNECT_DEFAULT);
  update_reminders (self);
  if (window->settings != NULL && !self->watches_settings)
    g_signal_connect_object (window->settings, "changed::reminders", G_CALLBACK (update_reminders), self, G_CONNECT_SWAPPED);
  self->watches_settings = TRUE;
}

static void
fail (TaApplication *self, GError *error)
{
  TaWindow *window = get_window (self);

  ta_window_set_store (window, NULL, NULL, NULL);
  ta_window_show_error (window, error->message);
}

static void
on_opened (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaApplication) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaStore) store = ta_store_open_finish (result, &error);

  if (store == NULL)
    {
      fail (self, error);
      return;
    }
  remember (get_window (self), ta_store_get_path (store));
  show_store (self, store);
}

void
ta_application_show (TaApplication *self, TaStore *store)
{
  g_return_if_fail (TA_IS_APPLICATION (self) && TA_IS_STORE (store));
  remember (get_window (self), ta_store_get_path (store));
  show_store (self, store);
}

static gboolean
make_folder (TaApplication *self, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  {
    g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The folder “%s” cannot be made: %s."), folder, g_strerror (errno));

    fail (self, error);
  }
  return FALSE;
}

void
ta_application_open (TaApplication *self, const char *path, gboolean create)
{
  g_return_if_fail (TA_IS_APPLICATION (self));
  if (create && !make_folder (self, path))
    return;
  gtk_window_present (GTK_WINDOW (get_window (self)));
  ta_store_open_async (path, create ? TA_DATABASE_CREATE : 0, NULL, on_opened, g_object_ref (self));
}

/* ---- the practice pod --------------------------------------------------------------------------------------------------------------- */

static char *
practice_path (void)
{
  g_autofree char *folder = ta_database_folder ();

  return g_build_filename (folder, "practice.turnabout", NULL);
}

static void
remove_database (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_unlink (file);
    }
}

static gboolean
fill_practice (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_build_filename (TA_PKGDATA_DIR, "practice", NULL);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  TaDate today = ta_date_from_unix (g_get_real_time () / G_USEC_PER_SEC, local);
  const char *given = g_getenv ("TURNABOUT_PRACTICE_DATA");
  g_autoptr (TaStore) store = ta_store_open (path, TA_DATABASE_CREATE, error);
  gboolean done;

  if (store == NULL)
    return FALSE;
  done = ta_practice_create (store, given != NULL ? given : folder, today, NULL, NULL, cancellable, error);
  ta_store_close (store);
  return done;
}

/* It is made under another name and takes its own when it is whole: half a practice pod is of no use. */
static void
make_practice (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *path = data;
  g_autofree char *unfinished = g_strconcat (path, ".unfinished", NULL);
  g_autoptr (GError) error = NULL;

  remove_database (unfinished);
  if (!fill_practice (unfinished, cancellable, &error))
    {
      remove_database (unfinished);
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else if (g_rename (unfinished, path) != 0)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The file “%s” cannot be written."), path);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_practice_opened (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaApplication) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaStore) store = ta_store_open_finish (result, &error);

  if (store != NULL)
    show_store (self, store);
  else
    fail (self, error);
}

static void
on_practice_made (GObject *object, GAsyncResult *result, gpointer data)
{
  TaApplication *self = TA_APPLICATION (object);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    ta_store_open_async (g_task_get_task_data (G_TASK (result)), 0, NULL, on_practice_opened, g_object_ref (self));
  else
    fail (self, error);
}

static void
close_store (TaApplication *self)
{
  g_clear_object (&self->reminders);
  ta_window_show_loading (get_window (self));
  if (self->store != NULL)
    ta_store_close (self->store);
  g_clear_object (&self->store);
}

void
ta_application_open_practice (TaApplication *self, gboolean anew)
{
  g_autofree char *path = practice_path ();
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TA_IS_APPLICATION (self));
  close_store (self);
  if (anew)
    remove_database (path);
  if (!make_folder (self, path))
    return;
  gtk_window_present (GTK_WINDOW (get_window (self)));
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      ta_store_open_async (path, 0, NULL, on_practice_opened, g_object_ref (self));
      return;
    }
  task = g_task_new (self, NULL, on_practice_made, NULL);
  g_task_set_source_tag (task, ta_application_open_practice);
  g_task_set_task_data (task, g_steal_pointer (&path), g_free);
  g_task_run_in_thread (task, make_practice);
}

/* ---- restoring ----------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *backup;
  char *database;
  char *kept; /* (nullable): where what was there before is kept */
} Restoration;

static void
restoration_free (gpointer data)
{
  Restoration *restoration = data;

  g_free (restoration->backup);
  g_free (restoration->database);
  g_free (restoration->kept);
  g_free (restoration);
}

static void
restore_backup (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Restoration *restoration = data;
  GError *error = NULL;

  g_autoptr (TaKeyStore) keys = ta_sync_keys_open ();
  g_autoptr (TaSecret) key = ta_health_copy_key_load (keys);
  g_autoptr (TaHealthKeys) copy_keys = key != NULL ? ta_health_copy_keys_new (key) : NULL;

  if (ta_backup_restore (restoration->backup, restoration->database, copy_keys, &restoration->kept, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_restored (GObject *object, GAsyncResult *result, gpointer data)
{
  TaApplication *self = TA_APPLICATION (object);
  Restoration *restoration = g_task_get_task_data (G_TASK (result));
  g_autofree char *kept = restoration->kept != NULL ? g_path_get_basename (restoration->kept) : NULL;
  g_autofree char *text = kept != NULL ? g_strdup_printf (_ ("Restored. What was there before is kept as “%s”"), kept) : g_strdup (_ ("Restored"));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    ta_window_toast (get_window (self), text, FALSE);
  else
    ta_window_show_error (get_window (self), error->message);
  /* On failure the old content stands. */
  ta_application_open (self, restoration->database, FALSE);
}

static void
on_restore (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TaApplication *self = data;
  g_autoptr (GTask) task = NULL;
  Restoration *restoration;

  if (self->store == NULL)
    return;
  restoration = g_new0 (Restoration, 1);
  restoration->backup = g_variant_dup_string (parameter, NULL);
  restoration->database = g_strdup (ta_store_get_path (self->store));
  close_store (self);
  task = g_task_new (self, NULL, on_restored, NULL);
  g_task_set_source_tag (task, on_restore);
  g_task_set_task_data (task, restoration, restoration_free);
  g_task_run_in_thread (task, restore_backup);
}

/* ---- actions ------------------------------------------------------------------------------------------------------------------------ */

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AdwDialog *about = adw_about_dialog_new ();

  g_object_set (about, "application-name", _ ("Turnabout"), "application-icon", TA_APP_ID, "version", TA_VERSION,
                "developer-name", _ ("The Turnabout developers"), "license-type", GTK_LICENSE_GPL_3_0,
                "comments", _ ("Take turns to cook, mind children and share tools with your neighbors."), NULL);
  adw_about_dialog_add_legal_section (ADW_ABOUT_DIALOG (about), _ ("Map of the practice pod"), "© OpenStreetMap contributors", GTK_LICENSE_CUSTOM,
                                      _ ("The map data is available under the Open Database License."));
  adw_dialog_present (about, GTK_WIDGET (get_window (data)));
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TaWindow *window = get_window (data);

  adw_dialog_present (ta_preferences_dialog_new (ta_window_get_context (window), window->settings), GTK_WIDGET (window));
}

static void
on_practice (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ta_application_open_practice (data, FALSE);
}

static void
on_practice_anew (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ta_application_open_practice (data, TRUE);
}

static void
on_start_pod (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ta_start_dialog_present (data, FALSE, GTK_WIDGET (get_window (data)));
}

static void
on_start_import (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ta_start_dialog_present (data, TRUE, GTK_WIDGET (get_window (data)));
}

static void
on_join_pod (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ta_join_dialog_present (data, GTK_WIDGET (get_window (data)));
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_application_quit (G_APPLICATION (data));
}

static void
add_actions (TaApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "about", .activate = on_about },
    { .name = "preferences", .activate = on_preferences },
    { .name = "show-turn", .activate = on_show_turn, .parameter_type = "s" },
    { .name = "practice", .activate = on_practice },
    { .name = "practice-anew", .activate = on_practice_anew },
    { .name = "start-pod", .activate = on_start_pod },
    { .name = "start-import", .activate = on_start_import },
    { .name = "join-pod", .activate = on_join_pod },
    { .name = "restore", .activate = on_restore, .parameter_type = "s" },
    { .name = "quit", .activate = on_quit },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit", (const char *[]) { "<Ctrl>q", NULL });
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.preferences", (const char *[]) { "<Ctrl>comma", NULL });
}

/* ---- life --------------------------------------------------------------------------------------------------------------------------- */

static void
ta_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (ta_application_parent_class)->startup (application);
  add_actions (TA_APPLICATION (application));
  gtk_window_set_default_icon_name (TA_APP_ID);
}

/* What the command line asks for, else what was open last, else the usual place. (transfer full) */
static char *
choose_path (TaApplication *self, TaWindow *window)
{
  g_autofree char *last = window->settings != NULL ? g_settings_get_string (window->settings, "last-database") : NULL;

  if (self->database != NULL)
    return g_strdup (self->database);
  if (last != NULL && g_file_test (last, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&last);
  return ta_default_database_path ();
}

static void
ta_application_activate (GApplication *application)
{
  TaApplication *self = TA_APPLICATION (application);
  TaWindow *window = get_window (self);
  g_autofree char *path = choose_path (self, window);

  if (self->pictures.folder != NULL)
    ta_pictures_prepare (window, &self->pictures);
  gtk_window_present (GTK_WINDOW (window));
  if (ta_window_get_context (window) != NULL)
    return;
  if (self->practice)
    ta_application_open_practice (self, FALSE);
  else if (self->database != NULL || g_file_test (path, G_FILE_TEST_EXISTS))
    ta_application_open (self, path, FALSE);
  else
    ta_window_set_store (window, NULL, NULL, NULL);
}

static void
print_version (void)
{
  g_print ("Turnabout %s\nGTK %u.%u.%u, libadwaita %u.%u.%u, libshumate %d.%d.%d, SQLite %s\n", TA_VERSION,
           gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
           adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (),
           SHUMATE_MAJOR_VERSION, SHUMATE_MINOR_VERSION, SHUMATE_MICRO_VERSION, ta_database_get_sqlite_version ());
}

static int
ta_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  TaApplication *self = TA_APPLICATION (application);

  if (g_variant_dict_contains (options, "version"))
    {
      print_version ();
      return 0;
    }
  g_variant_dict_lookup (options, "database", "^ay", &self->database);
  self->practice = g_variant_dict_contains (options, "practice");
  self->exit_after_startup = g_variant_dict_contains (options, "exit-after-startup");
  g_variant_dict_lookup (options, "pictures", "^ay", &self->pictures.folder);
  self->pictures.width = 1280;
  self->pictures.height = 800;
  g_variant_dict_lookup (options, "width", "i", &self->pictures.width);
  g_variant_dict_lookup (options, "height", "i", &self->pictures.height);
  self->pictures.text_scale = 100;
  g_variant_dict_lookup (options, "text-scale", "i", &self->pictures.text_scale);
  g_variant_dict_lookup (options, "only", "s", &self->pictures.only);
  self->pictures.dark = g_variant_dict_contains (options, "dark");
  /* What the options ask for is done by this process, not by one that runs already. */
  if (self->database != NULL || self->practice || self->pictures.folder != NULL || self->exit_after_startup)
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
ta_application_shutdown (GApplication *application)
{
  TaApplication *self = TA_APPLICATION (application);

  g_clear_object (&self->reminders);
  if (self->store != NULL)
    ta_store_close (self->store);
  G_APPLICATION_CLASS (ta_application_parent_class)->shutdown (application);
}

static void
ta_application_finalize (GObject *object)
{
  TaApplication *self = TA_APPLICATION (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->database, g_free);
  g_clear_pointer (&self->pictures.folder, g_free);
  g_clear_pointer (&self->pictures.only, g_free);
  G_OBJECT_CLASS (ta_application_parent_class)->finalize (object);
}

static void
ta_application_class_init (TaApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ta_application_finalize;
  application_class->startup = ta_application_startup;
  application_class->activate = ta_application_activate;
  application_class->shutdown = ta_application_shutdown;
  application_class->handle_local_options = ta_application_handle_local_options;
}

static void
ta_application_init (TaApplication *self)
{
  static const GOptionEntry entries[] = {
    { "database", 'd', 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Open this database"), N_ ("FILE") },
    { "practice", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the practice pod"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Tell the version and leave"), NULL },
    { "exit-after-startup", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    { "pictures", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, NULL, NULL, NULL },
    { "width", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, NULL, NULL, NULL },
    { "height", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, NULL, NULL, NULL },
    { "text-scale", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, NULL, NULL, NULL },
    { "only", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, NULL, NULL, NULL },
    { "dark", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

TaApplication *
ta_application_new (void)
{
  return g_object_new (TA_TYPE_APPLICATION, "application-id", TA_APP_ID, "resource-base-path", "/coop/turnabout/Turnabout", NULL);
}
