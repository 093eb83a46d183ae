/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-backups-dialog.h"

#include "ta-backup-preview.h"

#include <glib/gi18n.h>

struct _TaBackupsDialog
{
  AdwDialog parent_instance;

  TaContext *context;        /* owned */
  GCancellable *cancellable; /* owned: what is under way when the dialog closes */

  /* borrowed */
  GtkWidget *toasts;
  GtkWidget *navigation;
  GtkWidget *list; /* AdwBin: the page of copies, or a spinner */
};

G_DEFINE_FINAL_TYPE (TaBackupsDialog, ta_backups_dialog, ADW_TYPE_DIALOG)

static const char *
database_path (TaBackupsDialog *self)
{
  return ta_store_get_path (ta_context_get_store (self->context));
}

static void
say (TaBackupsDialog *self, const char *text)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

/* ---- looking into one --------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *path;
  char *database;
  TaBackupSummary *inside;
  TaBackupSummary *now; /* (nullable): where it cannot be told */
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->path);
  g_free (look->database);
  g_clear_pointer (&look->inside, ta_backup_summary_free);
  g_clear_pointer (&look->now, ta_backup_summary_free);
  g_free (look);
}

static void
inspect (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Look *look = data;
  GError *error = NULL;

  look->inside = ta_backup_inspect (look->path, &error);
  if (look->inside == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* What is there now is only there to compare: the copy can be judged without it. */
  look->now = ta_backup_inspect (look->database, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
on_inspected (GObject *object, GAsyncResult *result, gpointer data)
{
  TaBackupsDialog *self = TA_BACKUPS_DIALOG (object);
  Look *look = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    adw_navigation_view_push (ADW_NAVIGATION_VIEW (self->navigation), ta_backup_preview_new (look->inside, look->now));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, error->message);
}

void
ta_backups_dialog_look_into (TaBackupsDialog *self, const char *path)
{
  g_autoptr (GTask) task = NULL;
  Look *look;

  g_return_if_fail (TA_IS_BACKUPS_DIALOG (self));
  look = g_new0 (Look, 1);
  look->path = g_strdup (path);
  look->database = g_strdup (database_path (self));
  task = g_task_new (self, self->cancellable, on_inspected, NULL);
  g_task_set_source_tag (task, ta_backups_dialog_look_into);
  g_task_set_task_data (task, look, look_free);
  g_task_run_in_thread (task, inspect);
}

static void
on_row_activated (GtkWidget *row, TaBackupsDialog *self)
{
  ta_backups_dialog_look_into (self, g_object_get_data (G_OBJECT (row), "path"));
}

static void
on_file_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaBackupsDialog) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file != NULL)
    ta_backups_dialog_look_into (self, g_file_peek_path (file));
}

static void
on_other (TaBackupsDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Choose a Copy"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->cancellable, on_file_chosen, g_object_ref (self));
}

/* ---- making one --------------------------------------------------------------------------------------------------------------------- */

static gpointer
write_copy (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_backup_write (database, data, cancellable, error) ? g_strdup (data) : NULL;
}

static void
on_written (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaBackupsDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = ta_store_read_finish (TA_STORE (object), result, &error);
  g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;
  g_autofree char *text = name != NULL ? g_strdup_printf (_ ("Saved a copy as “%s”"), name) : g_strdup (error->message);

  say (self, text);
}

static void
on_place_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaBackupsDialog) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);

  /* Not cancelled with the dialog: who asked for a copy shall have it. */
  if (file != NULL)
    ta_store_read_async (ta_context_get_store (self->context), write_copy, g_file_get_path (file), g_free, g_free, NULL, on_written, g_object_ref (self));
}

static void
on_save (TaBackupsDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  const TaCollective *collective = ta_context_get_collective (self->context);
  g_autofree char *date = ta_date_to_iso (ta_context_get_today (self->context));
  g_autofree char *name = g_strdup_printf ("%s %s.turnabout", collective != NULL ? collective->name : _ ("Turnabout"), date);

  g_strdelimit (name, "/", '-');
  gtk_file_dialog_set_title (dialog, _ ("Save a Copy"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->cancellable, on_place_chosen, g_object_ref (self));
}

/* ---- the list ----------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
button_row (const char *title, const char *icon, GCallback callback, TaBackupsDialog *self)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (row), icon);
  g_signal_connect_object (row, "activated", callback, self, G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
copy_row (TaBackupsDialog *self, const TaBackupSummary *summary)
{
  g_autofree char *when = ta_backup_format_moment (summary->modified);
  g_autofree char *households = g_strdup_printf (ngettext ("%d household", "%d households", summary->households), summary->households);
  g_autofree char *tools = g_strdup_printf (ngettext ("%d tool", "%d tools", summary->tools), summary->tools);
  g_autofree char *text = g_strdup_printf ("%s · %s · %s", summary->collective, households, tools);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", when, "subtitle", text, "activatable", TRUE, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "path", g_strdup (summary->path), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_row_activated), self, G_CONNECT_DEFAULT);
  return row;
}

static const char *
health_sentence (TaBackupsDialog *self)
{
  if (self->context == NULL || ta_health_model_get_state (ta_context_get_health (self->context)) == TA_HEALTH_RING_OFF)
    return _ ("Health data is sealed in copies for this computer alone, and has to be asked for again elsewhere; lock it with a passphrase in the preferences to restore it anywhere.");
  return _ ("Health data is sealed in them with the pod’s passphrase.");
}

static GtkWidget *
copies_group (TaBackupsDialog *self, GPtrArray *copies)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *text = g_strconcat (_ ("A copy is made on each day on which Turnabout is opened; those of the last seven days are kept."), " ", health_sentence (self), NULL);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Copies on This Computer"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), text);
  for (guint i = 0; i < copies->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), copy_row (self, g_ptr_array_index (copies, i)));
  if (copies->len == 0)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("No copy has been made yet"), "sensitive", FALSE, NULL));
  return group;
}

static void
show_copies (TaBackupsDialog *self, GPtrArray *copies)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (copies_group (self, copies)));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), button_row (_ ("_Save a Copy…"), "document-save-symbolic", G_CALLBACK (on_save), self));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             button_row (_ ("Look Into _Another File…"), "document-open-symbolic", G_CALLBACK (on_other), self));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_bin_set_child (ADW_BIN (self->list), page);
}

static void
list_copies (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *copies = ta_backup_list (data, &error);

  if (copies == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, copies, (GDestroyNotify) g_ptr_array_unref);
}

static void
on_listed (GObject *object, GAsyncResult *result, gpointer data)
{
  TaBackupsDialog *self = TA_BACKUPS_DIALOG (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) copies = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  show_copies (self, copies != NULL ? copies : none);
  if (error != NULL)
    say (self, error->message);
}

static void
start_listing (TaBackupsDialog *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_listed, NULL);

  g_task_set_source_tag (task, start_listing);
  g_task_set_task_data (task, g_strdup (database_path (self)), g_free);
  g_task_run_in_thread (task, list_copies);
}

/* ---- life --------------------------------------------------------------------------------------------------------------------------- */

static void
ta_backups_dialog_dispose (GObject *object)
{
  TaBackupsDialog *self = TA_BACKUPS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (ta_backups_dialog_parent_class)->dispose (object);
}

static void
ta_backups_dialog_finalize (GObject *object)
{
  TaBackupsDialog *self = TA_BACKUPS_DIALOG (object);

  g_clear_object (&self->context);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (ta_backups_dialog_parent_class)->finalize (object);
}

static void
ta_backups_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (TA_BACKUPS_DIALOG (dialog)->cancellable);
}

static void
ta_backups_dialog_class_init (TaBackupsDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ta_backups_dialog_dispose;
  object_class->finalize = ta_backups_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = ta_backups_dialog_closed;
}

static void
ta_backups_dialog_init (TaBackupsDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->cancellable = g_cancellable_new ();
  self->toasts = adw_toast_overlay_new ();
  self->navigation = adw_navigation_view_new ();
  self->list = adw_bin_new ();
  adw_bin_set_child (ADW_BIN (self->list), adw_spinner_new ());
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->list);
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (self->navigation), adw_navigation_page_new (view, _ ("Backups")));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->toasts), self->navigation);
  adw_dialog_set_child (ADW_DIALOG (self), self->toasts);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Backups"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 520);
  adw_dialog_set_content_height (ADW_DIALOG (self), 620);
}

AdwDialog *
ta_backups_dialog_new (TaContext *context)
{
  TaBackupsDialog *self = g_object_new (TA_TYPE_BACKUPS_DIALOG, NULL);

  self->context = g_object_ref (context);
  start_listing (self);
  return ADW_DIALOG (self);
}
