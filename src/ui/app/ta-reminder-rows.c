/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-reminder-rows.h"

#include "ta-form.h"
#include "ta-reminder-table.h"

#include <glib/gi18n.h>

/* The rows of one service. */
typedef struct
{
  TaContext *context; /* owned */
  char *service;
  GtkWidget *expander;
  GPtrArray *switches; /* of GtkWidget, borrowed, in the order of ta_reminder_offsets */
  gboolean setting;
} Rows;

typedef struct
{
  char *service;
  GArray *minutes;
} Saving;

static void
rows_free (gpointer data)
{
  Rows *rows = data;

  g_object_unref (rows->context);
  g_free (rows->service);
  g_ptr_array_unref (rows->switches);
  g_free (rows);
}

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_free (saving->service);
  g_array_unref (saving->minutes);
  g_free (saving);
}

static gboolean
run_save (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Saving *saving = data;

  return ta_reminder_table_set (database, saving->service, saving->minutes, error);
}

/* (transfer full): of int: those that are switched on */
static GArray *
chosen (const Rows *rows)
{
  GArray *minutes = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < rows->switches->len; i++)
    if (adw_switch_row_get_active (rows->switches->pdata[i]))
      g_array_append_val (minutes, ta_reminder_offsets[i]);
  return minutes;
}

static void
update_subtitle (const Rows *rows)
{
  g_autoptr (GArray) minutes = chosen (rows);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < minutes->len; i++)
    {
      g_autofree char *one = ta_reminder_offset_text (g_array_index (minutes, int, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", one);
    }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (rows->expander), minutes->len > 0 ? text->str : _ ("No reminders"));
  g_string_free (text, TRUE);
}

static void
on_switched (GtkWidget *row, GParamSpec *pspec, Rows *rows)
{
  const TaService *service = ta_context_find_service (rows->context, rows->service);
  g_autofree char *label = NULL;
  Saving *saving;

  update_subtitle (rows);
  if (rows->setting || service == NULL)
    return;
  /* Translators: %s is a service */
  label = g_strdup_printf (_ ("Changed the reminders of %s"), service->name);
  saving = g_new0 (Saving, 1);
  saving->service = g_strdup (rows->service);
  saving->minutes = chosen (rows);
  ta_context_run (rows->context, label, run_save, saving, saving_free, NULL, NULL);
}

static gboolean
has (GArray *minutes, int value)
{
  for (guint i = 0; i < minutes->len; i++)
    if (g_array_index (minutes, int, i) == value)
      return TRUE;
  return FALSE;
}

static gpointer
read_minutes (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_reminder_table_get (database, data, error);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) expander = data;
  Rows *rows = g_object_get_data (G_OBJECT (expander), "reminder-rows");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) minutes = ta_store_read_finish (TA_STORE (object), result, &error);

  if (minutes == NULL)
    {
      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), error->message);
      g_signal_emit_by_name (rows->context, "failed", error->message);
      return;
    }
  rows->setting = TRUE;
  for (guint i = 0; i < rows->switches->len; i++)
    adw_switch_row_set_active (rows->switches->pdata[i], has (minutes, ta_reminder_offsets[i]));
  rows->setting = FALSE;
  update_subtitle (rows);
  gtk_widget_set_sensitive (expander, TRUE);
}

static GtkWidget *
service_rows (TaContext *context, const TaService *service)
{
  Rows *rows = g_new0 (Rows, 1);

  rows->context = g_object_ref (context);
  rows->service = g_strdup (service->id);
  rows->switches = g_ptr_array_new ();
  rows->expander = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, "title", service->name, "sensitive", FALSE, NULL);
  g_object_set_data_full (G_OBJECT (rows->expander), "reminder-rows", rows, rows_free);
  for (const int *offset = ta_reminder_offsets; *offset >= 0; offset++)
    {
      g_autofree char *title = ta_reminder_offset_text (*offset);
      GtkWidget *row = ta_form_switch (title, FALSE);

      g_signal_connect (row, "notify::active", G_CALLBACK (on_switched), rows);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (rows->expander), row);
      g_ptr_array_add (rows->switches, row);
    }
  ta_store_read_async (ta_context_get_store (context), read_minutes, g_strdup (service->id), g_free, (GDestroyNotify) g_array_unref, NULL, on_read,
                       g_object_ref (rows->expander));
  return rows->expander;
}

GtkWidget *
ta_reminder_rows_new (TaContext *context, GSettings *settings)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *all = ta_form_switch (_ ("Remind on this computer"), FALSE);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Reminders"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ ("Of published turns, while Turnabout is open, and when it opens."));
  g_settings_bind (settings, "reminders", all, "active", G_SETTINGS_BIND_DEFAULT);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), all);
  for (guint i = 0; context != NULL && i < ta_context_get_services (context)->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), service_rows (context, ta_context_get_services (context)->pdata[i]));
  return group;
}
