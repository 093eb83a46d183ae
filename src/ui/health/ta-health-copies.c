/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-health-copies.h"

#include "ta-backup.h"
#include "ta-form.h"

#include <glib/gi18n.h>

#define SWITCH "switch"

static gpointer
list_copies (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_backup_list_before_migrations (ta_database_get_path (database), error);
}

static GtkWidget *
new_row (const TaBackupFile *file)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_path_get_basename (file->path);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *date = file->modified != 0 ? ta_date_format (ta_date_from_unix (file->modified, zone), TA_DATE_MEDIUM) : g_strdup ("");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), date);
  return row;
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) group = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = ta_store_read_finish (TA_STORE (source), result, &error);
  GtkWidget *unwanted;

  if (files == NULL || files->len == 0)
    {
      if (error != NULL)
        g_message ("The copies beside the database cannot be listed: %s", error->message);
      return;
    }
  for (guint i = 0; i < files->len; i++)
    ta_form_add_row (group, new_row (files->pdata[i]));
  unwanted = ta_form_add_row (group, ta_form_switch (_ ("Delete them as well"), FALSE));
  g_object_set_data (G_OBJECT (group), SWITCH, unwanted);
  gtk_widget_set_visible (group, TRUE);
}

GtkWidget *
ta_health_copies_new (TaContext *context)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Copies of an Older Version"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("They were made before Turnabout brought the data up to date, and anybody who can open them on this computer can read the health data in them."));
  gtk_widget_set_visible (group, FALSE);
  ta_store_read_async (ta_context_get_store (context), list_copies, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, on_listed, g_object_ref (group));
  return group;
}

gboolean
ta_health_copies_are_unwanted (GtkWidget *copies)
{
  GtkWidget *unwanted = g_object_get_data (G_OBJECT (copies), SWITCH);

  return unwanted != NULL && adw_switch_row_get_active (ADW_SWITCH_ROW (unwanted));
}

static gpointer
delete_copies (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (ta_backup_delete_before_migrations (ta_database_get_path (database), error));
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaContext) context = data;
  g_autoptr (GError) error = NULL;

  if (ta_store_read_finish (TA_STORE (source), result, &error) == NULL)
    g_signal_emit_by_name (context, "failed", error->message);
}

void
ta_health_copies_delete (TaContext *context)
{
  ta_store_read_async (ta_context_get_store (context), delete_copies, NULL, NULL, NULL, NULL, on_deleted, g_object_ref (context));
}
