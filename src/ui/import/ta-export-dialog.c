/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-export-dialog.h"

#include "ta-calendar-export.h"
#include "ta-export-preview-page.h"
#include "ta-form.h"

#include <glib/gi18n.h>

typedef struct
{
  TaContext *context;       /* owned */
  AdwToastOverlay *overlay; /* borrowed, as are all below */
  AdwNavigationView *pages;
  GtkWidget *audience;
  GtkWidget *mark;
  GtkWidget *health;
  GtkWidget *rows[TA_IMPORT_N_KINDS];
} Exporter;

static void
exporter_free (gpointer data)
{
  Exporter *exporter = data;

  g_object_unref (exporter->context);
  g_free (exporter);
}

/* In the order of TaVisibilityScope. */
static const char *const audiences[] = { N_ ("Ourselves: everything"), N_ ("The pod"), N_ ("Pods we work with"), N_ ("Everybody") };

static TaVisibilityScope
chosen_audience (Exporter *exporter)
{
  return (TaVisibilityScope) adw_combo_row_get_selected (ADW_COMBO_ROW (exporter->audience));
}

static void
on_kind_activated (GtkWidget *row, Exporter *exporter)
{
  TaImportKind kind = (TaImportKind) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "kind"));
  TaExportFlags flags = (adw_switch_row_get_active (ADW_SWITCH_ROW (exporter->mark)) ? TA_EXPORT_MARK : 0)
                        | (adw_switch_row_get_active (ADW_SWITCH_ROW (exporter->health)) ? TA_EXPORT_HEALTH : 0);

  adw_navigation_view_push (exporter->pages, ta_export_preview_page_new (exporter->context, kind, chosen_audience (exporter), flags, exporter->overlay));
}

/* What is the pod's alone cannot be chosen for others. */
static void
update_rows (Exporter *exporter)
{
  for (int kind = 0; kind < TA_IMPORT_N_KINDS; kind++)
    gtk_widget_set_sensitive (exporter->rows[kind], ta_export_is_for ((TaImportKind) kind, chosen_audience (exporter)));
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
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "kind", GINT_TO_POINTER ((int) kind));
  g_signal_connect (row, "activated", G_CALLBACK (on_kind_activated), exporter);
  return row;
}

static GtkWidget *
audience_row (void)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  GtkWidget *row;

  for (guint i = 0; i < G_N_ELEMENTS (audiences); i++)
    g_ptr_array_add (labels, (gpointer) _ (audiences[i]));
  row = ta_form_choice (_ ("Who will read it"), labels, TA_VISIBLE_POD);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("What a household does not let them see is left out"));
  return row;
}

static GtkWidget *
build_page (Exporter *exporter)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *options = ta_form_add_group (page, NULL);
  GtkWidget *lists = ta_form_add_group (page, NULL);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (options), _ ("Each list is a CSV file that spreadsheets open and the import reads back. It is shown before it is saved."));
  exporter->audience = ta_form_add_row (options, audience_row ());
  exporter->health = ta_form_add_row (options, ta_form_switch (_ ("With health data"), FALSE));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (exporter->health), _ ("How severe allergies are, and the notes on people, as far as they are not locked"));
  exporter->mark = ta_form_add_row (options, ta_form_switch (_ ("For Excel"), FALSE));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (exporter->mark), _ ("A mark in front tells it that the file is UTF-8"));
  for (int kind = 0; kind < TA_IMPORT_N_KINDS; kind++)
    exporter->rows[kind] = ta_form_add_row (lists, kind_row (exporter, (TaImportKind) kind));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (ta_calendar_export_new (exporter->context, NULL)));
  g_signal_connect_swapped (exporter->audience, "notify::selected", G_CALLBACK (update_rows), exporter);
  return page;
}

AdwDialog *
ta_export_dialog_new (TaContext *context)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  Exporter *exporter = g_new0 (Exporter, 1);

  exporter->context = g_object_ref (context);
  exporter->overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  exporter->pages = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), build_page (exporter));
  adw_navigation_view_add (exporter->pages, adw_navigation_page_new (view, _ ("Export a List")));
  adw_toast_overlay_set_child (exporter->overlay, GTK_WIDGET (exporter->pages));
  adw_dialog_set_title (dialog, _ ("Export a List"));
  adw_dialog_set_child (dialog, GTK_WIDGET (exporter->overlay));
  adw_dialog_set_content_width (dialog, 520);
  adw_dialog_set_content_height (dialog, 680);
  g_object_set_data_full (G_OBJECT (dialog), "exporter", exporter, exporter_free);
  return dialog;
}
