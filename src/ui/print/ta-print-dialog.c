/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-print-dialog.h"

#include "ta-form.h"
#include "ta-saved.h"
#include "ta-health-dialog.h"
#include "ta-print-operation.h"
#include "ta-sheet-preview.h"

#include <glib/gi18n.h>

#define WIDTH 860
#define HEIGHT 640
#define MIN_WIDTH 300
#define MIN_HEIGHT 320
#define PREVIEW_HEIGHT 260
#define CHOICES_WIDTH 300

struct _TaPrintDialog
{
  AdwDialog parent_instance;

  TaContext *context;
  GPtrArray *requests; /* of TaSheetRequest */
  TaSheet *sheet;      /* (nullable): what is shown */
  int page;
  GCancellable *reading; /* (nullable) */

  GtkWidget *toasts;
  GtkWidget *stack;
  GtkWidget *status;
  GtkWidget *preview;
  GtkWidget *columns;
  GtkWidget *pages; /* the buttons that turn pages, and between them */
  GtkWidget *page_label;
  GtkWidget *kind;
  GtkWidget *lock;
  GtkWidget *paper;
};

G_DEFINE_FINAL_TYPE (TaPrintDialog, ta_print_dialog, ADW_TYPE_DIALOG)

static void
say (TaPrintDialog *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

/* ---- the preview ---------------------------------------------------------------------------------------------------------------------- */

static void
show_page (TaPrintDialog *self, int page)
{
  int n_pages = self->sheet != NULL ? ta_sheet_count_pages (self->sheet) : 1;
  g_autofree char *text = NULL;

  self->page = CLAMP (page, 0, n_pages - 1);
  text = g_strdup_printf (_ ("Page %d of %d"), self->page + 1, n_pages);
  gtk_label_set_text (GTK_LABEL (self->page_label), text);
  gtk_widget_set_visible (self->pages, n_pages > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.page-back", self->page > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.page-on", self->page + 1 < n_pages);
  ta_sheet_preview_set (TA_SHEET_PREVIEW (self->preview), self->sheet, self->page);
}

static void
set_sheet (TaPrintDialog *self, TaSheet *sheet)
{
  ta_sheet_preview_set (TA_SHEET_PREVIEW (self->preview), NULL, 0);
  g_clear_pointer (&self->sheet, ta_sheet_free);
  self->sheet = sheet;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.print", sheet != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.save", sheet != NULL);
  if (sheet == NULL)
    return;
  ta_sheet_set_paper (sheet, (TaPaper) ta_form_get_code (self->paper));
  show_page (self, 0);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->preview);
}

static gpointer
read_sheet (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sheet_load (database, data, cancellable, error);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TaPrintDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaSheet) sheet = ta_store_read_finish (TA_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  if (sheet != NULL)
    {
      set_sheet (self, g_steal_pointer (&sheet));
      return;
    }
  /* Such as that the turn is no longer there. */
  set_sheet (self, NULL);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->status), error->message);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->status);
}

static TaSheetRequest *
get_request (TaPrintDialog *self)
{
  return g_ptr_array_index (self->requests, MIN (adw_combo_row_get_selected (ADW_COMBO_ROW (self->kind)), self->requests->len - 1));
}

static void
refresh (TaPrintDialog *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  ta_store_read_async (ta_context_get_store (self->context), read_sheet, ta_sheet_request_copy (get_request (self)), (GDestroyNotify) ta_sheet_request_free,
                       (GDestroyNotify) ta_sheet_free, self->reading, on_read, g_object_ref (self));
}

static void
change_paper (TaPrintDialog *self)
{
  if (self->sheet == NULL)
    return;
  ta_sheet_set_paper (self->sheet, (TaPaper) ta_form_get_code (self->paper));
  show_page (self, self->page);
}

static void
turn_page (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaPrintDialog *self = TA_PRINT_DIALOG (widget);

  show_page (self, self->page + (g_str_equal (name, "print.page-on") ? 1 : -1));
}

/* ---- printing ------------------------------------------------------------------------------------------------------------------------- */

static void
on_printed (GtkPrintOperation *operation, GtkPrintOperationResult result, TaPrintDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }
  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  text = g_strdup_printf (_ ("It could not be printed: %s"), error->message);
  say (self, text);
}

/* The operation gets a sheet of its own, which the person may have laid out for other paper. */
static void
on_read_to_print (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TaPrintDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  TaSheet *sheet = ta_store_read_finish (TA_STORE (object), result, &error);
  g_autoptr (GtkPrintOperation) operation = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (sheet == NULL)
    {
      say (self, error->message);
      return;
    }
  ta_sheet_set_paper (sheet, (TaPaper) ta_form_get_code (self->paper));
  operation = ta_print_operation_new (sheet);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_printed), self, 0);
  /* What goes wrong is said by “done”. */
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}

static void
print (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaPrintDialog *self = TA_PRINT_DIALOG (widget);

  ta_store_read_async (ta_context_get_store (self->context), read_sheet, ta_sheet_request_copy (get_request (self)), (GDestroyNotify) ta_sheet_request_free,
                       (GDestroyNotify) ta_sheet_free, NULL, on_read_to_print, g_object_ref (self));
}

/* ---- saving --------------------------------------------------------------------------------------------------------------------------- */

static void
on_written (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TaPrintDialog) self = user_data;
  g_autofree char *sentence = ta_saved_finish (G_FILE (object), result);

  say (self, sentence);
}

static void
on_file_chosen (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TaPrintDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = NULL;

  if (file == NULL || self->sheet == NULL)
    return;
  pdf = ta_sheet_to_pdf (self->sheet, &error);
  if (pdf != NULL)
    g_file_replace_contents_bytes_async (file, pdf, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, on_written, g_object_ref (self));
  else
    say (self, error->message);
}

static GListModel *
make_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("PDF Documents"));
  gtk_file_filter_add_mime_type (filter, "application/pdf");
  g_list_store_append (filters, filter);
  return G_LIST_MODEL (filters);
}

static void
save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaPrintDialog *self = TA_PRINT_DIALOG (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListModel) filters = make_filters ();
  const char *label = ta_code_label (ta_sheet_kind_codes, (int) get_request (self)->kind);
  g_autofree char *file_name = g_strdup_printf ("%s, %s.pdf", label, ta_sheet_get_title (self->sheet));

  /* A title may hold what file names must not. */
  g_strdelimit (file_name, "/\\:\n", '-');
  gtk_file_dialog_set_title (dialog, _ ("Save as PDF"));
  gtk_file_dialog_set_filters (dialog, filters);
  gtk_file_dialog_set_initial_name (dialog, file_name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, on_file_chosen, g_object_ref (self));
}

gboolean
ta_print_dialog_is_settled (TaPrintDialog *dialog)
{
  g_return_val_if_fail (TA_IS_PRINT_DIALOG (dialog), TRUE);
  return dialog->reading == NULL;
}

/* ---- the dialog ----------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_page_button (const char *icon, const char *tooltip, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
build_preview (TaPrintDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->preview = ta_sheet_preview_new ();
  self->status = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->status), "printer-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->status), _ ("The Sheet Cannot Be Shown"));
  self->stack = gtk_stack_new ();
  gtk_stack_add_child (GTK_STACK (self->stack), adw_spinner_new ());
  gtk_stack_add_child (GTK_STACK (self->stack), self->preview);
  gtk_stack_add_child (GTK_STACK (self->stack), self->status);
  gtk_widget_set_hexpand (self->stack, TRUE);
  gtk_widget_set_vexpand (self->stack, TRUE);
  self->pages = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_halign (self->pages, GTK_ALIGN_CENTER);
  self->page_label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->page_label, "numeric");
  gtk_box_append (GTK_BOX (self->pages), new_page_button ("go-previous-symbolic", _ ("Page Before"), "print.page-back"));
  gtk_box_append (GTK_BOX (self->pages), self->page_label);
  gtk_box_append (GTK_BOX (self->pages), new_page_button ("go-next-symbolic", _ ("Next Page"), "print.page-on"));
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_box_append (GTK_BOX (box), self->pages);
  gtk_widget_set_size_request (box, -1, PREVIEW_HEIGHT);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  return box;
}

static GtkWidget *
new_kind_row (TaPrintDialog *self, guint selected)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < self->requests->len; i++)
    {
      const TaSheetRequest *request = g_ptr_array_index (self->requests, i);

      g_ptr_array_add (labels, (gpointer) ta_code_label (ta_sheet_kind_codes, (int) request->kind));
    }
  return ta_form_choice (_ ("Sheet"), labels, selected);
}

static GtkWidget *
new_action_row (const char *title, const char *icon, const char *action)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (row), icon);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  return row;
}

static void
show_lock (TaPrintDialog *self)
{
  gtk_widget_set_visible (self->lock, ta_health_model_get_state (ta_context_get_health (self->context)) == TA_HEALTH_RING_LOCKED);
}

static GtkWidget *
build_choices (TaPrintDialog *self, guint selected)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = ta_form_add_group (page, NULL);
  GtkWidget *actions;

  self->kind = ta_form_add_row (group, new_kind_row (self, selected));
  gtk_widget_set_visible (self->kind, self->requests->len > 1);
  self->paper = ta_form_add_row (group, ta_form_codes (_ ("Paper"), ta_paper_codes, (int) ta_paper_of_locale ()));
  self->lock = ta_form_add_row (group, ta_health_locked_row_new (self->context, _ ("The cook’s sheet asks to treat every allergy as anaphylaxis.")));
  show_lock (self);
  actions = ta_form_add_group (page, NULL);
  gtk_widget_add_css_class (ta_form_add_row (actions, new_action_row (_ ("_Print…"), "printer-symbolic", "print.print")), "suggested-action");
  ta_form_add_row (actions, new_action_row (_ ("_Save as PDF…"), "document-save-symbolic", "print.save"));
  gtk_widget_set_size_request (page, CHOICES_WIDTH, 200);
  gtk_widget_set_hexpand (page, FALSE);
  return page;
}

/* The preview over the choices where there is no room for it beside them. */
static void
add_breakpoint (TaPrintDialog *self)
{
  AdwBreakpoint *narrow = adw_breakpoint_new (adw_breakpoint_condition_parse ("max-width: 620sp"));
  g_auto (GValue) vertical = G_VALUE_INIT;

  g_value_init (&vertical, GTK_TYPE_ORIENTATION);
  g_value_set_enum (&vertical, GTK_ORIENTATION_VERTICAL);
  adw_breakpoint_add_setter (narrow, G_OBJECT (self->columns), "orientation", &vertical);
  adw_dialog_add_breakpoint (ADW_DIALOG (self), narrow);
}

static void
build (TaPrintDialog *self, guint selected)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self->columns), build_preview (self));
  gtk_box_append (GTK_BOX (self->columns), build_choices (self, selected));
  self->toasts = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->toasts), self->columns);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->toasts);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Print"));
  gtk_widget_set_size_request (GTK_WIDGET (self), MIN_WIDTH, MIN_HEIGHT);
  adw_dialog_set_content_width (ADW_DIALOG (self), WIDTH);
  adw_dialog_set_content_height (ADW_DIALOG (self), HEIGHT);
  add_breakpoint (self);
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ta_context_get_health (self->context), "changed", G_CALLBACK (show_lock), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->paper, "notify::selected", G_CALLBACK (change_paper), self, G_CONNECT_SWAPPED);
}

static void
ta_print_dialog_dispose (GObject *object)
{
  TaPrintDialog *self = TA_PRINT_DIALOG (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->preview != NULL)
    ta_sheet_preview_set (TA_SHEET_PREVIEW (self->preview), NULL, 0);
  self->preview = NULL;
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ta_print_dialog_parent_class)->dispose (object);
}

static void
ta_print_dialog_finalize (GObject *object)
{
  TaPrintDialog *self = TA_PRINT_DIALOG (object);

  g_clear_pointer (&self->sheet, ta_sheet_free);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  G_OBJECT_CLASS (ta_print_dialog_parent_class)->finalize (object);
}

static void
ta_print_dialog_class_init (TaPrintDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ta_print_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_print_dialog_finalize;
  gtk_widget_class_install_action (widget_class, "print.print", NULL, print);
  gtk_widget_class_install_action (widget_class, "print.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "print.page-back", NULL, turn_page);
  gtk_widget_class_install_action (widget_class, "print.page-on", NULL, turn_page);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "print.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "print.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "print.page-back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "print.page-on", NULL);
}

static void
ta_print_dialog_init (TaPrintDialog *self)
{
}

static GPtrArray *
new_requests (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sheet_request_free);
}

GPtrArray *
ta_print_requests_of_days (TaContext *context, TaDate date)
{
  GPtrArray *requests = new_requests ();
  const char *pod = ta_context_get_pod (context);
  TaDate today = ta_context_get_today (context);

  g_ptr_array_add (requests, ta_sheet_request_new (TA_SHEET_WEEK, pod, date, today));
  g_ptr_array_add (requests, ta_sheet_request_new (TA_SHEET_MONTH, pod, date, today));
  return requests;
}

GPtrArray *
ta_print_requests_of_turn (TaContext *context, const char *turn)
{
  GPtrArray *requests = new_requests ();
  TaDate today = ta_context_get_today (context);

  g_ptr_array_add (requests, ta_sheet_request_new_for_turn (TA_SHEET_COOK, turn, today));
  g_ptr_array_add (requests, ta_sheet_request_new_for_turn (TA_SHEET_DROPS, turn, today));
  return requests;
}

void
ta_print_dialog_present (TaContext *context, GPtrArray *requests, guint selected, GtkWidget *parent)
{
  TaPrintDialog *self;

  g_return_if_fail (TA_IS_CONTEXT (context) && requests->len > 0);
  self = g_object_new (TA_TYPE_PRINT_DIALOG, NULL);
  self->context = g_object_ref (context);
  self->requests = requests;
  build (self, selected);
  set_sheet (self, NULL);
  show_page (self, 0);
  g_signal_connect_object (context, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
}
