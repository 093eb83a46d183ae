/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-stuck-actions.h"

#include "ta-saved.h"
#include "ta-sync-damaged.h"
#include "ta-sync-export.h"

#include <glib/gi18n.h>

/* Saving ---------------------------------------------------------------------------------------------------------------------------------- */

/* One file on its way: the dialog may be closed before it is there. */
typedef struct
{
  TaContext *context;
  AdwToastOverlay *overlay;
  char *type;
  char *id;
  GFile *file;
  GBytes *text;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->context);
  g_object_unref (saving->overlay);
  g_clear_object (&saving->file);
  g_clear_pointer (&saving->text, g_bytes_unref);
  g_free (saving->type);
  g_free (saving->id);
  g_free (saving);
}

static void
on_written (GObject *object, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;

  ta_saved_toast (saving->overlay, G_FILE (object), result);
  saving_free (saving);
}

static gpointer
read_text (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Saving *saving = data;

  return ta_sync_export_readable (database, saving->type, saving->id, error);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autoptr (GError) error = NULL;

  saving->text = ta_store_read_finish (TA_STORE (object), result, &error);
  if (saving->text != NULL)
    g_file_replace_contents_bytes_async (saving->file, saving->text, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION | G_FILE_CREATE_PRIVATE, NULL, on_written, saving);
  else
    {
      g_signal_emit_by_name (saving->context, "failed", error->message);
      saving_free (saving);
    }
}

static void
on_file_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;

  saving->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  if (saving->file != NULL)
    ta_store_read_async (ta_context_get_store (saving->context), read_text, saving, NULL, (GDestroyNotify) g_bytes_unref, NULL, on_read, saving);
  else
    saving_free (saving);
}

static void
on_export_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = g_strdup_printf ("%s.json", saving->type);

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result), "export") != 0)
    {
      saving_free (saving);
      return;
    }
  gtk_file_dialog_set_title (dialog, _ ("Save What the Hub Does Not Take"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (saving->overlay))), NULL, on_file_chosen, saving);
}

void
ta_stuck_actions_export (TaContext *context, const TaSyncStuck *stuck, AdwToastOverlay *overlay)
{
  AdwDialog *ask = adw_alert_dialog_new (NULL, _ ("The file is not encrypted: everybody who gets it can read what is in it. Only health data that is sealed stays so."));
  Saving *saving = g_new0 (Saving, 1);

  saving->context = g_object_ref (context);
  saving->overlay = g_object_ref (overlay);
  saving->type = g_strdup (stuck->type);
  saving->id = g_strdup (stuck->id);
  adw_alert_dialog_format_heading (ADW_ALERT_DIALOG (ask), _ ("Export %s?"), stuck->subject);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (ask), "cancel", _ ("_Cancel"), "export", _ ("_Export…"), NULL);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (ask), GTK_WIDGET (overlay), NULL, on_export_chosen, saving);
}

/* Opening ---------------------------------------------------------------------------------------------------------------------------------- */

/* (nullable) */
static const char *
page_of (const TaSyncStuck *stuck)
{
  static const char *const pages[][2] = { { "household", "households" }, { "tool", "tools" }, { "turn", "rota" } };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (stuck->type, pages[i][0]) == 0)
      return pages[i][1];
  return NULL;
}

gboolean
ta_stuck_actions_can_open (const TaSyncStuck *stuck)
{
  return page_of (stuck) != NULL;
}

void
ta_stuck_actions_open (const TaSyncStuck *stuck, GtkWidget *from)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (from));
  g_autofree char *target = g_strconcat (page_of (stuck), "/", stuck->id, NULL);
  AdwDialog *dialog;

  while ((dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window))) != NULL)
    adw_dialog_force_close (dialog);
  gtk_widget_activate_action (window, "win.open", "s", target);
}

/* Deleting on the hub ----------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  TaContext *context;
  char *name;
  void (*done) (gpointer object);
  GWeakRef object;
} Deleting;

static void
deleting_free (Deleting *deleting)
{
  g_object_unref (deleting->context);
  g_weak_ref_clear (&deleting->object);
  g_free (deleting->name);
  g_free (deleting);
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer data)
{
  Deleting *deleting = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) object = g_weak_ref_get (&deleting->object);

  if (!ta_sync_delete_damaged_finish (result, &error))
    g_signal_emit_by_name (deleting->context, "failed", error->message);
  else if (object != NULL)
    deleting->done (object);
  deleting_free (deleting);
}

static void
on_delete_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  Deleting *deleting = data;

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result), "delete") == 0)
    ta_sync_delete_damaged_async (ta_context_get_store (deleting->context), deleting->name, NULL, on_deleted, deleting);
  else
    deleting_free (deleting);
}

void
ta_stuck_actions_delete (TaContext *context, const char *name, GtkWidget *parent, void (*done) (gpointer object), gpointer object)
{
  AdwDialog *ask = adw_alert_dialog_new (_ ("Delete It on the Hub?"),
                                         _ ("Nobody can read what is there. A computer that has it whole sends it again; if none has, it is lost for good."));
  Deleting *deleting = g_new0 (Deleting, 1);

  deleting->context = g_object_ref (context);
  deleting->name = g_strdup (name);
  deleting->done = done;
  g_weak_ref_init (&deleting->object, object);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (ask), "cancel", _ ("_Cancel"), "delete", _ ("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (ask), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (ask), parent, NULL, on_delete_chosen, deleting);
}
