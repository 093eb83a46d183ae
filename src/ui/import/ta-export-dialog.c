/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-export-dialog.h"

#include "ta-calendar-export.h"
#include "ta-export.h"

#include <glib/gi18n.h>

typedef struct
{
  TaContext *context; /* owned */
  GtkWidget *mark;    /* borrowed */
  GtkWidget *status;  /* borrowed: an AdwToastOverlay */
} Exporter;

/* One export on its way: the dialog may be closed before it is done. */
typedef struct
{
  TaContext *context;
  GtkWidget *overlay;
  GFile *file;
  TaImportKind kind;
  gboolean mark;
  GBytes *csv;
} Export;

static void
exporter_free (gpointer data)
{
  Exporter *exporter = data;

  g_object_unref (exporter->context);
  g_free (exporter);
}

static void
export_free (Export *export)
{
  g_object_unref (export->context);
  g_object_unref (export->overlay);
  g_clear_object (&export->file);
  g_clear_pointer (&export->csv, g_bytes_unref);
  g_free (export);
}

static void
say (Export *export, const char *sentence)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, sentence);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (export->overlay), toast);
}

static void
on_written (GObject *object, GAsyncResult *result, gpointer data)
{
  Export *export = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (export->file);
  g_autofree char *sentence = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    sentence = g_strdup_printf (_ ("Saved “%s”"), name);
  else
    sentence = g_strdup_printf (_ ("“%s” was not saved: %s"), name, error->message);
  say (export, sentence);
  export_free (export);
}

static void
on_exported (GObject *object, GAsyncResult *result, gpointer data)
{
  Export *export = data;
  g_autoptr (GError) error = NULL;

  export->csv = ta_export_finish (TA_STORE (object), result, &error);
  if (export->csv == NULL)
    {
      say (export, error->message);
      export_free (export);
      return;
    }
  g_file_replace_contents_bytes_async (export->file, export->csv, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, on_written, export);
}

static void
on_file_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  Export *export = data;

  export->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  if (export->file == NULL)
    {
      export_free (export);
      return;
    }
  ta_export_async (ta_context_get_store (export->context), export->kind, ta_context_get_today (export->context), export->mark, NULL,
                   on_exported, export);
}

static void
on_kind_activated (GtkWidget *row, Exporter *exporter)
{
  TaImportKind kind = (TaImportKind) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "kind"));
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = g_strdup_printf ("%s.csv", ta_code_word (ta_import_kind_codes, (int) kind));
  Export *export = g_new0 (Export, 1);

  export->context = g_object_ref (exporter->context);
  export->overlay = g_object_ref (exporter->status);
  export->kind = kind;
  export->mark = adw_switch_row_get_active (ADW_SWITCH_ROW (exporter->mark));
  gtk_file_dialog_set_title (dialog, _ ("Save the List"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (row)), NULL, on_file_chosen, export);
}

static char *
column_names (TaImportKind kind)
{
  GString *names = g_string_new (NULL);
  guint count;
  const TaImportColumn *columns = ta_import_kind_columns (kind, &count);

  for (guint i = 0; i < count; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", _ (columns[i].label));
  return g_string_free_and_steal (names);
}

static GtkWidget *
kind_row (Exporter *exporter, TaImportKind kind)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *columns = column_names (kind);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ta_code_label (ta_import_kind_codes, (int) kind));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), columns);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("document-save-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "kind", GINT_TO_POINTER ((int) kind));
  g_signal_connect (row, "activated", G_CALLBACK (on_kind_activated), exporter);
  return row;
}

static GtkWidget *
build_page (Exporter *exporter)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *options = adw_preferences_group_new ();
  GtkWidget *lists = adw_preferences_group_new ();

  exporter->mark = g_object_new (ADW_TYPE_SWITCH_ROW, "title", _ ("For Excel"), "subtitle", _ ("A mark in front tells it that the file is UTF-8"), NULL);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (lists), _ ("Each list is saved as a CSV file that spreadsheets open and the import reads back. It holds all that is known, also what is private."));
  for (int kind = 0; kind < TA_IMPORT_N_KINDS; kind++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (lists), kind_row (exporter, (TaImportKind) kind));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (options), exporter->mark);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (lists));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (options));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (ta_calendar_export_new (exporter->context, NULL)));
  return page;
}

AdwDialog *
ta_export_dialog_new (TaContext *context)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  Exporter *exporter = g_new0 (Exporter, 1);

  exporter->context = g_object_ref (context);
  exporter->status = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (exporter->status), build_page (exporter));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), exporter->status);
  adw_dialog_set_title (dialog, _ ("Export a List"));
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_content_width (dialog, 520);
  adw_dialog_set_content_height (dialog, 680);
  g_object_set_data_full (G_OBJECT (dialog), "exporter", exporter, exporter_free);
  return dialog;
}
