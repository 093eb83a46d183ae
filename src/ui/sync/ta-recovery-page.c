/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-recovery-page.h"

#include "ta-list-stack.h"
#include "ta-print-operation.h"
#include "ta-qr-view.h"
#include "ta-sync-recovery.h"

#include <glib/gi18n.h>

struct _TaRecoveryPage
{
  AdwNavigationPage parent_instance;

  TaContext *context;        /* owned */
  GCancellable *cancellable; /* owned */
  TaRecoverySheet *sheet;    /* (nullable) */

  /* borrowed */
  GtkWidget *stack;
  GtkWidget *failure;
  GtkWidget *lines;
  GtkWidget *number;
  GtkWidget *code;
  GtkWidget *print;
};

#define TA_TYPE_RECOVERY_PAGE (ta_recovery_page_get_type ())
G_DECLARE_FINAL_TYPE (TaRecoveryPage, ta_recovery_page, TA, RECOVERY_PAGE, AdwNavigationPage)
G_DEFINE_FINAL_TYPE (TaRecoveryPage, ta_recovery_page, ADW_TYPE_NAVIGATION_PAGE)

static const char *
warning (void)
{
  return _ ("Who holds this sheet can read everything of the pod. Print it, put it where you keep papers that matter, and do not photograph it.");
}

/* Which sheet it is: of two that lie in a drawer the one with the larger number is good. (transfer full) */
static char *
number_text (TaRecoveryPage *self)
{
  g_autofree char *today = ta_date_format (ta_context_get_today (self->context), TA_DATE_MEDIUM);

  /* Translators: the number of the pod's key, and a date */
  return g_strdup_printf (_ ("Key number %u, as of %s. When a computer is removed from the pod there is a new key, and this sheet no longer opens it."), self->sheet->epoch, today);
}

/* Printing ------------------------------------------------------------------------------------------------------------------------------ */

static void
on_printed (GtkPrintOperation *operation, GtkPrintOperationResult result, TaRecoveryPage *self)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR || self->context == NULL)
    return;
  gtk_print_operation_get_error (operation, &error);
  g_signal_emit_by_name (self->context, "failed", error->message);
}

static void
on_print (TaRecoveryPage *self)
{
  const TaCollective *collective = ta_context_get_collective (self->context);
  g_autofree char *title = g_strdup_printf (_ ("Recovery sheet of %s"), collective != NULL ? collective->name : "");
  TaSheet *sheet = ta_sheet_new (title, "");
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autofree char *number = number_text (self);
  GStrv lines = ta_recovery_sheet_dup_lines (self->sheet);

  ta_sheet_set_scale (sheet, 1, 1.2);
  ta_sheet_add_paragraph (sheet, TA_INK_PLAIN, warning ());
  for (guint i = 0; lines[i] != NULL; i++)
    ta_sheet_add_paragraph (sheet, TA_INK_PLAIN, lines[i]);
  ta_sheet_add_paragraph (sheet, TA_INK_PLAIN, _ ("To come in again: ask who keeps the hub for an invitation, choose Join a Pod in Turnabout, and type these lines."));
  ta_sheet_add_paragraph (sheet, TA_INK_PLAIN, number);
  ta_recovery_lines_free (lines);
  operation = ta_print_operation_new (sheet);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_printed), self, G_CONNECT_DEFAULT);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL);
}

/* Showing ------------------------------------------------------------------------------------------------------------------------------- */

static void
show (TaRecoveryPage *self)
{
  GStrv lines = ta_recovery_sheet_dup_lines (self->sheet);
  g_autoptr (TaSecretText) text = g_strjoinv ("\n", lines);
  char *code = ta_recovery_sheet_to_code (self->sheet);
  g_autofree char *number = number_text (self);

  gtk_label_set_label (GTK_LABEL (self->number), number);
  gtk_label_set_label (GTK_LABEL (self->lines), text);
  ta_qr_view_set_text (TA_QR_VIEW (self->code), code);
  ta_secret_text_free (code);
  ta_recovery_lines_free (lines);
}

static void
on_sheet (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaRecoveryPage) self = data;
  g_autoptr (GError) error = NULL;
  TaRecoverySheet *sheet = ta_sync_recovery_sheet_finish (result, &error);

  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      ta_recovery_sheet_free (sheet);
      return;
    }
  self->sheet = sheet;
  if (sheet != NULL)
    show (self);
  else
    adw_status_page_set_description (ADW_STATUS_PAGE (self->failure), error->message);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), sheet != NULL ? "sheet" : "failure");
}

static void
ta_recovery_page_dispose (GObject *object)
{
  TaRecoveryPage *self = TA_RECOVERY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->sheet, ta_recovery_sheet_free);
  G_OBJECT_CLASS (ta_recovery_page_parent_class)->dispose (object);
}

static void
ta_recovery_page_class_init (TaRecoveryPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_recovery_page_dispose;
}

static GtkWidget *
new_sheet (TaRecoveryPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *text = gtk_label_new (warning ());

  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_justify (GTK_LABEL (text), GTK_JUSTIFY_CENTER);
  self->lines = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->lines), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->lines), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (self->lines), TRUE);
  gtk_widget_add_css_class (self->lines, "monospace");
  self->number = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->number), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->number), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (self->number, "dim-label");
  self->code = ta_qr_view_new ();
  self->print = gtk_button_new_with_mnemonic (_ ("_Print…"));
  gtk_widget_add_css_class (self->print, "suggested-action");
  gtk_widget_add_css_class (self->print, "pill");
  gtk_widget_set_halign (self->print, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->print, "clicked", G_CALLBACK (on_print), self);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), self->print);
  gtk_box_append (GTK_BOX (box), self->lines);
  gtk_box_append (GTK_BOX (box), self->number);
  gtk_box_append (GTK_BOX (box), self->code);
  return ta_narrow_column_new (box);
}

static void
ta_recovery_page_init (TaRecoveryPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->cancellable = g_cancellable_new ();
  self->stack = gtk_stack_new ();
  self->failure = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->failure), "dialog-password-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->failure), _ ("The Key Cannot Be Read"));
  gtk_stack_add_named (GTK_STACK (self->stack), adw_spinner_new (), "busy");
  gtk_stack_add_named (GTK_STACK (self->stack), new_sheet (self), "sheet");
  gtk_stack_add_named (GTK_STACK (self->stack), self->failure, "failure");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->stack);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

AdwNavigationPage *
ta_recovery_page_new (TaContext *context)
{
  TaRecoveryPage *self = g_object_new (TA_TYPE_RECOVERY_PAGE, "title", _ ("Recovery Sheet"), NULL);

  self->context = g_object_ref (context);
  ta_sync_recovery_sheet_async (ta_context_get_store (context), self->cancellable, on_sheet, g_object_ref (self));
  return ADW_NAVIGATION_PAGE (self);
}
