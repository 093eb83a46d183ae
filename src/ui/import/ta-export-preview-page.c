/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-export-preview-page.h"

#include "ta-exact-text.h"
#include "ta-form.h"
#include "ta-saved.h"

#include <glib/gi18n.h>

struct _TaExportPreviewPage
{
  AdwNavigationPage parent_instance;

  GCancellable *cancellable; /* owned */
  TaImportKind kind;
  GBytes *csv; /* owned, (nullable): what is shown, and what is saved */

  /* borrowed */
  AdwToastOverlay *overlay;
  GtkWidget *stack;
  GtkTextView *text;
  GtkWidget *failure;
  GtkWidget *save;
};

#define TA_TYPE_EXPORT_PREVIEW_PAGE (ta_export_preview_page_get_type ())
G_DECLARE_FINAL_TYPE (TaExportPreviewPage, ta_export_preview_page, TA, EXPORT_PREVIEW_PAGE, AdwNavigationPage)
G_DEFINE_FINAL_TYPE (TaExportPreviewPage, ta_export_preview_page, ADW_TYPE_NAVIGATION_PAGE)

/* ---- saving ------------------------------------------------------------------------------------------------------------------------- */

/* One file on its way: the dialog may be closed before it is there. */
typedef struct
{
  AdwToastOverlay *overlay;
  GFile *file;
  GBytes *csv;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->overlay);
  g_clear_object (&saving->file);
  g_bytes_unref (saving->csv);
  g_free (saving);
}

static void
on_written (GObject *object, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;

  ta_saved_toast (saving->overlay, G_FILE (object), result);
  saving_free (saving);
}

static void
on_file_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;

  saving->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  if (saving->file != NULL)
    g_file_replace_contents_bytes_async (saving->file, saving->csv, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, on_written, saving);
  else
    saving_free (saving);
}

static void
on_save (TaExportPreviewPage *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = g_strdup_printf ("%s.csv", ta_code_word (ta_import_kind_codes, (int) self->kind));
  Saving *saving = g_new0 (Saving, 1);

  saving->overlay = g_object_ref (self->overlay);
  saving->csv = g_bytes_ref (self->csv);
  gtk_file_dialog_set_title (dialog, _ ("Save the List"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, on_file_chosen, saving);
}

/* ---- what is shown ------------------------------------------------------------------------------------------------------------------ */

static void
on_exported (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaExportPreviewPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) csv = ta_export_finish (TA_STORE (object), result, &error);

  if (self->cancellable == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->csv = g_steal_pointer (&csv);
  if (self->csv != NULL)
    ta_exact_text_show (self->text, self->csv);
  else
    ta_form_describe (self->failure, error->message);
  gtk_widget_set_sensitive (self->save, self->csv != NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), self->csv != NULL ? "text" : "failure");
}

static void
ta_export_preview_page_dispose (GObject *object)
{
  TaExportPreviewPage *self = TA_EXPORT_PREVIEW_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->csv, g_bytes_unref);
  G_OBJECT_CLASS (ta_export_preview_page_parent_class)->dispose (object);
}

static void
ta_export_preview_page_class_init (TaExportPreviewPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_export_preview_page_dispose;
}

static void
ta_export_preview_page_init (TaExportPreviewPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *content = ta_exact_text_new (_ ("This is what the file will hold, and nothing else."), _ ("What the file will hold"), GTK_WRAP_NONE, &self->text);

  self->cancellable = g_cancellable_new ();
  self->stack = gtk_stack_new ();
  self->failure = adw_status_page_new ();
  self->save = gtk_button_new_with_mnemonic (_ ("_Save…"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_widget_set_sensitive (self->save, FALSE);
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (on_save), self, G_CONNECT_SWAPPED);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->failure), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->failure), _ ("No List"));
  gtk_stack_add_named (GTK_STACK (self->stack), adw_spinner_new (), "busy");
  gtk_stack_add_named (GTK_STACK (self->stack), content, "text");
  gtk_stack_add_named (GTK_STACK (self->stack), self->failure, "failure");
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->stack);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

AdwNavigationPage *
ta_export_preview_page_new (TaContext *context, TaImportKind kind, TaVisibilityScope audience, TaExportFlags flags, AdwToastOverlay *overlay)
{
  TaExportPreviewPage *self = g_object_new (TA_TYPE_EXPORT_PREVIEW_PAGE, "title", ta_code_label (ta_import_kind_codes, (int) kind), NULL);

  self->kind = kind;
  self->overlay = overlay;
  ta_export_async (ta_context_get_store (context), kind, ta_context_get_today (context), audience, flags, self->cancellable, on_exported, g_object_ref (self));
  return ADW_NAVIGATION_PAGE (self);
}
