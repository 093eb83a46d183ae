/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-window-private.h"

#include "ta-backups-dialog.h"
#include "ta-collective-dialog.h"
#include "ta-export-dialog.h"
#include "ta-import-dialog.h"
#include "ta-record-for-dialog.h"
#include "ta-shortcuts-dialog.h"

#include <glib/gi18n.h>

static void
on_reverted (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaWindow) self = data;
  g_autoptr (GError) error = NULL;
  const char *redo;
  g_autofree char *text = NULL;

  if (!ta_store_run_finish (TA_STORE (object), result, &error))
    {
      if (!g_error_matches (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOTHING))
        ta_window_show_error (self, error->message);
      return;
    }
  redo = ta_store_get_redo_label (TA_STORE (object));
  text = redo != NULL ? g_strdup_printf (_ ("Undone: %s"), redo) : g_strdup (_ ("Done again"));
  ta_window_toast (self, text, FALSE);
}

/* Keys reach the window through a dialog that is open in it. What they would do behind it, or a second one before it, helps nobody. */
static gboolean
is_covered (TaWindow *self)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL;
}

static gboolean
may_act (TaWindow *self)
{
  return self->context != NULL && !is_covered (self);
}

static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaWindow *self = TA_WINDOW (widget);

  if (!may_act (self))
    return;
  if (self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
  ta_store_undo_async (ta_context_get_store (self->context), 0, NULL, on_reverted, g_object_ref (self));
}

static void
on_redone (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaWindow) self = data;
  g_autoptr (GError) error = NULL;
  const char *undo_label;
  g_autofree char *text = NULL;

  if (!ta_store_run_finish (TA_STORE (object), result, &error))
    {
      if (!g_error_matches (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOTHING))
        ta_window_show_error (self, error->message);
      return;
    }
  undo_label = ta_store_get_undo_label (TA_STORE (object));
  text = g_strdup_printf (_ ("Done again: %s"), undo_label != NULL ? undo_label : "");
  ta_window_toast (self, text, FALSE);
}

static void
redo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaWindow *self = TA_WINDOW (widget);

  if (may_act (self))
    ta_store_redo_async (ta_context_get_store (self->context), NULL, on_redone, g_object_ref (self));
}

static void
open_page (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ta_window_show_page (TA_WINDOW (widget), g_variant_get_string (parameter, NULL), NULL);
}

static void
open_nth_page (GtkWidget *widget, const char *name, GVariant *parameter)
{
  int index = g_variant_get_int32 (parameter);

  for (int i = 0; ta_pages[i].id != NULL && !is_covered (TA_WINDOW (widget)); i++)
    if (i == index)
      ta_window_show_page (TA_WINDOW (widget), ta_pages[i].id, NULL);
}

/* "households/ID" */
static void
open_item (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_auto (GStrv) parts = g_strsplit (g_variant_get_string (parameter, NULL), "/", 2);

  if (g_strv_length (parts) == 2)
    ta_window_show_page (TA_WINDOW (widget), parts[0], parts[1]);
}

static void
search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaPage *page = ta_window_get_page (TA_WINDOW (widget));

  if (page != NULL && !is_covered (TA_WINDOW (widget)))
    ta_page_search (page);
}

static void
choose_pod (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaWindow *self = TA_WINDOW (widget);
  const char *pod = g_variant_get_string (parameter, NULL);

  if (self->context != NULL)
    ta_context_set_pod (self->context, *pod != '\0' ? pod : NULL);
}

static void
show_menu (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (TA_WINDOW (widget)->menu_button));
}

static void
shortcuts (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (!is_covered (TA_WINDOW (widget)))
    adw_dialog_present (ta_shortcuts_dialog_new (), widget);
}

static void
import (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaWindow *self = TA_WINDOW (widget);

  if (may_act (self))
    adw_dialog_present (ta_import_dialog_new (self->context), widget);
}

static void export (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaWindow *self = TA_WINDOW (widget);

  if (may_act (self))
    adw_dialog_present (ta_export_dialog_new (self->context), widget);
}

static void
backups (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaWindow *self = TA_WINDOW (widget);

  if (may_act (self))
    adw_dialog_present (ta_backups_dialog_new (self->context), widget);
}

static void
collective (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaWindow *self = TA_WINDOW (widget);

  if (may_act (self) && ta_context_get_collective (self->context) != NULL)
    adw_dialog_present (ta_collective_dialog_new (self->context), widget);
}

static void
record_for (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaWindow *self = TA_WINDOW (widget);

  if (may_act (self))
    ta_record_for_dialog_present (self->context, widget);
}

static void
stop_recording (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaWindow *self = TA_WINDOW (widget);

  if (self->context != NULL)
    ta_context_set_origin (self->context, NULL, TA_SOURCE_SCREEN);
}

void
ta_window_update_banner (TaWindow *self)
{
  const char *name = self->context != NULL ? ta_context_get_on_behalf_of (self->context) : NULL;
  g_autofree char *title = name != NULL ? g_strdup_printf (_ ("What you do now is recorded for %s"), name) : NULL;

  adw_banner_set_use_markup (ADW_BANNER (self->banner), FALSE);
  adw_banner_set_title (ADW_BANNER (self->banner), title != NULL ? title : "");
  adw_banner_set_revealed (ADW_BANNER (self->banner), name != NULL);
}

void
ta_window_update_actions (TaWindow *self)
{
  static const char *const need_context[] = { "win.import", "win.export", "win.backups", "win.collective", "win.record-for", "win.search", "win.sharing", "win.notices" };
  TaStore *store = self->context != NULL ? ta_context_get_store (self->context) : NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", store != NULL && ta_store_get_undo_label (store) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", store != NULL && ta_store_get_redo_label (store) != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (need_context); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), need_context[i], store != NULL);
}

static void
install_shortcuts (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "win.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK, "win.import", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "win.export", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, 0, "win.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, GDK_CONTROL_MASK, "win.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  for (int i = 0; i < 9; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + (guint) i, GDK_ALT_MASK, "win.open-nth-page", "i", i);
}

void
ta_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo);
  gtk_widget_class_install_action (widget_class, "win.open-page", "s", open_page);
  gtk_widget_class_install_action (widget_class, "win.open-nth-page", "i", open_nth_page);
  gtk_widget_class_install_action (widget_class, "win.open", "s", open_item);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search);
  gtk_widget_class_install_action (widget_class, "win.pod", "s", choose_pod);
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, show_menu);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export);
  gtk_widget_class_install_action (widget_class, "win.backups", NULL, backups);
  gtk_widget_class_install_action (widget_class, "win.collective", NULL, collective);
  gtk_widget_class_install_action (widget_class, "win.record-for", NULL, record_for);
  gtk_widget_class_install_action (widget_class, "win.stop-recording", NULL, stop_recording);
  install_shortcuts (widget_class);
}
