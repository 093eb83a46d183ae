/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-dialog.h"

#include "ta-form.h"
#include "ta-import-columns.h"
#include "ta-import-plan.h"
#include "ta-import-preview.h"

#include <glib/gi18n.h>

/* What is done sooner than this needs no progress bar. */
#define PATIENCE_MS 150

struct _TaImportDialog
{
  AdwDialog parent_instance;

  TaContext *context;
  GCancellable *cancellable; /* of what is under way */
  guint patience;            /* source */
  gboolean applying;
  gboolean updating;

  TaImportFile *file;       /* (nullable) */
  TaImportMapping *mapping; /* (nullable) */
  TaImportPlan *plan;       /* (nullable): while it is what the file, the kind and the mapping say */

  GtkWidget *title;
  GtkWidget *navigation;
  GtkWidget *view;
  GtkWidget *stack;
  GtkWidget *import_button;
  GtkWidget *choose_page;
  GtkWidget *kind_row;
  GtkWidget *columns_row;
  GtkWidget *skip_row;
  GtkWidget *banner;
  GtkWidget *preview;
  GtkWidget *progress_label;
  GtkWidget *progress_bar;
};

G_DEFINE_FINAL_TYPE (TaImportDialog, ta_import_dialog, ADW_TYPE_DIALOG)

/* ---- progress ----------------------------------------------------------------------------------------------------------------------- */

static void
on_patience (gpointer data)
{
  TaImportDialog *self = data;

  self->patience = 0;
  adw_toolbar_view_set_reveal_bottom_bars (ADW_TOOLBAR_VIEW (self->view), TRUE);
}

/* Cancels what was under way. */
static GCancellable *
begin (TaImportDialog *self, const char *what)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_label_set_label (GTK_LABEL (self->progress_label), what);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_bar), 0);
  if (self->patience == 0)
    self->patience = g_timeout_add_once (PATIENCE_MS, on_patience, self);
  return self->cancellable;
}

static void
end (TaImportDialog *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  adw_toolbar_view_set_reveal_bottom_bars (ADW_TOOLBAR_VIEW (self->view), FALSE);
}

static void
on_progress (double fraction, gpointer data)
{
  TaImportDialog *self = data;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_bar), fraction);
}

static gboolean
was_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* ---- the preview -------------------------------------------------------------------------------------------------------------------- */

static void
update_import (TaImportDialog *self)
{
  guint bad = self->plan != NULL ? ta_import_plan_count (self->plan, TA_IMPORT_BAD) : 0;
  guint good = self->plan != NULL ? ta_import_plan_count (self->plan, TA_IMPORT_NEW) + ta_import_plan_count (self->plan, TA_IMPORT_UPDATE) : 0;
  gboolean skip = adw_switch_row_get_active (ADW_SWITCH_ROW (self->skip_row));

  gtk_widget_set_visible (self->skip_row, bad > 0);
  gtk_widget_set_sensitive (self->import_button, good > 0 && (bad == 0 || skip) && !self->applying);
  gtk_widget_set_sensitive (self->kind_row, !self->applying);
  gtk_widget_set_sensitive (self->columns_row, !self->applying);
  gtk_widget_set_sensitive (self->skip_row, !self->applying);
}

static void
show_notice (TaImportDialog *self, const char *sentence)
{
  adw_banner_set_title (ADW_BANNER (self->banner), sentence != NULL ? sentence : "");
  adw_banner_set_revealed (ADW_BANNER (self->banner), sentence != NULL);
}

/* Households that are made because rows name them: a slip of the pen would make one. */
static void
show_made_households (TaImportDialog *self)
{
  GPtrArray *made = ta_import_plan_get_made_households (self->plan);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *sentence = NULL;

  if (made->len == 0)
    return;
  for (guint i = 0; i < MIN (made->len, 5); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (made, i));
  if (made->len > 5)
    g_string_append (names, "…");
  sentence = g_strdup_printf (ngettext ("%u household will be made: %s", "%u households will be made: %s", made->len), made->len, names->str);
  show_notice (self, sentence);
}

static void
set_plan (TaImportDialog *self, TaImportPlan *plan, const char *problem)
{
  g_clear_pointer (&self->plan, ta_import_plan_unref);
  self->plan = plan;
  ta_import_preview_set_plan (TA_IMPORT_PREVIEW (self->preview), plan, problem);
  if (plan != NULL)
    show_made_households (self);
  update_import (self);
}

static void
on_planned (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  TaImportPlan *plan = ta_import_plan_finish (TA_STORE (object), result, &error);

  if (was_cancelled (error))
    return;
  end (self);
  set_plan (self, plan, error != NULL ? error->message : NULL);
}

static void
show_columns (TaImportDialog *self)
{
  guint known = 0;
  g_autofree char *subtitle = NULL;

  for (guint i = 0; i < self->mapping->n_targets; i++)
    known += self->mapping->targets[i] >= 0;
  /* Translators: how many of the columns of a file mean something to us. */
  subtitle = g_strdup_printf (ngettext ("%u of %u column recognized", "%u of %u columns recognized", self->mapping->n_targets), known, self->mapping->n_targets);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->columns_row), subtitle);
}

/* The dry run, anew. */
static void
plan (TaImportDialog *self)
{
  g_autofree char *problem = ta_import_mapping_problem (self->mapping);
  TaImportOptions options = { ta_context_get_today (self->context), 0 };
  GCancellable *cancellable = begin (self, _ ("Comparing with what is there…"));

  show_columns (self);
  gtk_widget_set_sensitive (self->import_button, FALSE);
  if (problem != NULL)
    {
      end (self);
      set_plan (self, NULL, problem);
      return;
    }
  ta_import_plan_async (ta_context_get_store (self->context), self->file, self->mapping, &options, on_progress, self, cancellable,
                        on_planned, g_object_ref (self));
}

static void
on_mapping (TaImportDialog *self)
{
  show_notice (self, NULL);
  plan (self);
}

static void
set_kind (TaImportDialog *self, TaImportKind kind)
{
  g_clear_pointer (&self->mapping, ta_import_mapping_free);
  self->mapping = ta_import_mapping_guess (kind, self->file, FALSE);
  on_mapping (self);
}

static void
on_kind (TaImportDialog *self)
{
  if (!self->updating && self->file != NULL)
    set_kind (self, (TaImportKind) ta_form_get_code (self->kind_row));
}

static void
on_columns (TaImportDialog *self)
{
  AdwNavigationPage *page = ta_import_columns_new (self->file, self->mapping);

  g_signal_connect_object (page, "changed", G_CALLBACK (on_mapping), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (self->navigation), page);
}

/* ---- the file ----------------------------------------------------------------------------------------------------------------------- */

static void
read_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes (data, cancellable, NULL, &error);
  TaImportFile *file = bytes != NULL ? ta_import_file_new (bytes, &error) : NULL;

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) ta_import_file_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
show_unreadable (TaImportDialog *self, const char *message)
{
  AdwStatusPage *status = ADW_STATUS_PAGE (self->choose_page);
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_status_page_set_icon_name (status, "dialog-error-symbolic");
  adw_status_page_set_title (status, _ ("This File Cannot Be Read"));
  adw_status_page_set_description (status, escaped);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "choose");
}

static void
take_file (TaImportDialog *self, TaImportFile *file)
{
  TaImportKind kind = TA_IMPORT_HOUSEHOLDS;

  adw_navigation_view_pop_to_tag (ADW_NAVIGATION_VIEW (self->navigation), "file");
  set_plan (self, NULL, NULL);
  g_clear_pointer (&self->file, ta_import_file_unref);
  self->file = file;
  ta_import_guess_kind (file, &kind);
  self->updating = TRUE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->kind_row), (guint) kind);
  self->updating = FALSE;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "preview");
  set_kind (self, kind);
}

static void
on_file_read (GObject *object, GAsyncResult *result, gpointer data)
{
  TaImportDialog *self = TA_IMPORT_DIALOG (object);
  g_autoptr (GError) error = NULL;
  TaImportFile *file = g_task_propagate_pointer (G_TASK (result), &error);

  if (was_cancelled (error))
    return;
  end (self);
  if (file != NULL)
    take_file (self, file);
  else
    show_unreadable (self, error->message);
}

void
ta_import_dialog_open_file (TaImportDialog *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (TA_IS_IMPORT_DIALOG (self) && G_IS_FILE (file));
  if (self->applying)
    return;
  path = g_file_get_parse_name (file);
  name = g_path_get_basename (path);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), name);
  task = g_task_new (self, begin (self, _ ("Reading the file…")), on_file_read, NULL);
  g_task_set_source_tag (task, ta_import_dialog_open_file);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_file);
}

static void
on_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, &error);

  if (file != NULL)
    ta_import_dialog_open_file (self, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    show_unreadable (self, error->message);
}

static void
choose_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaImportDialog *self = TA_IMPORT_DIALOG (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (tables, _ ("Tables of comma-separated values"));
  gtk_file_filter_add_mime_type (tables, "text/csv");
  gtk_file_filter_add_suffix (tables, "csv");
  gtk_file_filter_add_suffix (tables, "tsv");
  gtk_file_filter_add_suffix (tables, "txt");
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, tables);
  g_list_store_append (filters, all);
  gtk_file_dialog_set_title (dialog, _ ("Choose a File to Import"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, on_chosen, g_object_ref (self));
}

static gboolean
on_drop (TaImportDialog *self, const GValue *value)
{
  if (self->applying)
    return FALSE;
  ta_import_dialog_open_file (self, g_value_get_object (value));
  return TRUE;
}

/* ---- importing ---------------------------------------------------------------------------------------------------------------------- */

static void
set_applying (TaImportDialog *self, gboolean applying)
{
  self->applying = applying;
  adw_dialog_set_can_close (ADW_DIALOG (self), !applying);
  update_import (self);
}

static void
on_applied (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = ta_import_apply_finish (TA_STORE (object), result, &error);

  end (self);
  set_applying (self, FALSE);
  if (done)
    {
      g_autofree char *label = ta_import_plan_label (self->plan);

      ta_context_announce (self->context, label);
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }
  show_notice (self, was_cancelled (error) ? _ ("Cancelled. Nothing was imported.") : error->message);
  /* What others changed meanwhile has to be seen before it is written over. */
  if (g_error_matches (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT))
    plan (self);
}

static void
apply (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaImportDialog *self = TA_IMPORT_DIALOG (widget);
  GCancellable *cancellable;

  if (!gtk_widget_is_sensitive (self->import_button))
    return;
  cancellable = begin (self, _ ("Importing…"));
  set_applying (self, TRUE);
  ta_import_apply_async (ta_context_get_store (self->context), self->plan, adw_switch_row_get_active (ADW_SWITCH_ROW (self->skip_row)),
                         on_progress, self, cancellable, on_applied, g_object_ref (self));
}

/* While it is being written Cancel takes back what was written and leaves the dialog open. */
static void
cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaImportDialog *self = TA_IMPORT_DIALOG (widget);

  if (self->applying)
    g_cancellable_cancel (self->cancellable);
  else
    adw_dialog_close (ADW_DIALOG (self));
}

static void
on_close_attempt (TaImportDialog *self)
{
  cancel (GTK_WIDGET (self), NULL, NULL);
}

/* ---- construction ------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_choose_page (TaImportDialog *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("C_hoose File…"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "import.choose-file");
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  self->choose_page = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->choose_page), "document-open-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->choose_page), _ ("Bring In a List"));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->choose_page), _ ("Drop a CSV file of households, people, tools or turns here, or choose one. You see what would change before anything is written."));
  adw_status_page_set_child (ADW_STATUS_PAGE (self->choose_page), button);
  gtk_widget_add_css_class (self->choose_page, "compact");
  return self->choose_page;
}

static GtkWidget *
new_settings (TaImportDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->kind_row = ta_form_codes (_ ("The file holds"), ta_import_kind_codes, TA_IMPORT_HOUSEHOLDS);
  self->columns_row = adw_action_row_new ();
  self->skip_row = ta_form_switch (_ ("Skip bad rows"), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->columns_row), _ ("Columns"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->columns_row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->columns_row), TRUE);
  gtk_widget_set_visible (self->skip_row, FALSE);
  g_signal_connect_object (self->kind_row, "notify::selected", G_CALLBACK (on_kind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->columns_row, "activated", G_CALLBACK (on_columns), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->skip_row, "notify::active", G_CALLBACK (update_import), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->kind_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->columns_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->skip_row);
  return group;
}

static GtkWidget *
new_preview_page (TaImportDialog *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *clamp = adw_clamp_new ();

  self->banner = adw_banner_new ("");
  adw_banner_set_use_markup (ADW_BANNER (self->banner), FALSE);
  self->preview = ta_import_preview_new ();
  gtk_widget_set_vexpand (self->preview, TRUE);
  gtk_box_append (GTK_BOX (box), new_settings (self));
  gtk_box_append (GTK_BOX (box), self->preview);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_box_append (GTK_BOX (outer), self->banner);
  gtk_box_append (GTK_BOX (outer), clamp);
  return outer;
}

static GtkWidget *
new_header (TaImportDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel_button = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->title = adw_window_title_new (_ ("Import"), "");
  self->import_button = gtk_button_new_with_mnemonic (_ ("_Import"));
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel_button), "import.cancel");
  g_signal_connect_object (self->import_button, "clicked", G_CALLBACK (apply), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (self->import_button, "suggested-action");
  gtk_widget_set_sensitive (self->import_button, FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel_button);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->import_button);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), self->title);
  return header;
}

static GtkWidget *
new_progress (TaImportDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->progress_label = gtk_label_new (NULL);
  self->progress_bar = gtk_progress_bar_new ();
  gtk_label_set_xalign (GTK_LABEL (self->progress_label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->progress_label), TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->progress_bar), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->progress_label, NULL, -1);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), self->progress_label);
  gtk_box_append (GTK_BOX (box), self->progress_bar);
  return box;
}

static void
build (TaImportDialog *self)
{
  AdwNavigationPage *page;
  GtkWidget *header;
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), new_choose_page (self), "choose");
  gtk_stack_add_named (GTK_STACK (self->stack), new_preview_page (self), "preview");
  self->view = adw_toolbar_view_new ();
  header = new_header (self);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (self->view), header);
  ta_form_fold_title (ta_form_add_narrow (ADW_DIALOG (self)), self->view, header, _ ("Import"));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (self->view), self->stack);
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (self->view), new_progress (self));
  adw_toolbar_view_set_reveal_bottom_bars (ADW_TOOLBAR_VIEW (self->view), FALSE);
  page = adw_navigation_page_new_with_tag (self->view, _ ("Import"), "file");
  self->navigation = adw_navigation_view_new ();
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (self->navigation), page);
  g_signal_connect_object (drop, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->navigation, GTK_EVENT_CONTROLLER (drop));
  adw_dialog_set_child (ADW_DIALOG (self), self->navigation);
}

static void
ta_import_dialog_closed (AdwDialog *dialog)
{
  TaImportDialog *self = TA_IMPORT_DIALOG (dialog);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->patience, g_source_remove);
}

static void
ta_import_dialog_dispose (GObject *object)
{
  TaImportDialog *self = TA_IMPORT_DIALOG (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  G_OBJECT_CLASS (ta_import_dialog_parent_class)->dispose (object);
}

static void
ta_import_dialog_finalize (GObject *object)
{
  TaImportDialog *self = TA_IMPORT_DIALOG (object);

  g_clear_object (&self->context);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plan, ta_import_plan_unref);
  g_clear_pointer (&self->mapping, ta_import_mapping_free);
  g_clear_pointer (&self->file, ta_import_file_unref);
  G_OBJECT_CLASS (ta_import_dialog_parent_class)->finalize (object);
}

static void
ta_import_dialog_class_init (TaImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ta_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_import_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = ta_import_dialog_closed;
  gtk_widget_class_install_action (widget_class, "import.choose-file", NULL, choose_file);
  gtk_widget_class_install_action (widget_class, "import.cancel", NULL, cancel);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "import.choose-file", NULL);
}

static void
ta_import_dialog_init (TaImportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  build (self);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Import"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 640);
  adw_dialog_set_content_height (ADW_DIALOG (self), 680);
  adw_dialog_set_default_widget (ADW_DIALOG (self), self->import_button);
  g_signal_connect (self, "close-attempt", G_CALLBACK (on_close_attempt), NULL);
}

AdwDialog *
ta_import_dialog_new (TaContext *context)
{
  TaImportDialog *self = g_object_new (TA_TYPE_IMPORT_DIALOG, NULL);

  self->context = g_object_ref (context);
  return ADW_DIALOG (self);
}
