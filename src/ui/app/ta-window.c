/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-window-private.h"

#include "ta-series-commands.h"
#include "ta-sidebar-row.h"
#include "ta-start-page.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (TaWindow, ta_window, ADW_TYPE_APPLICATION_WINDOW)

static void
on_toast_undo (TaWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.undo", NULL);
}

void
ta_window_toast (TaWindow *self, const char *text, gboolean undo)
{
  AdwToast *toast;

  g_return_if_fail (TA_IS_WINDOW (self));
  toast = adw_toast_new ("");
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  if (undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_toast_undo), self, G_CONNECT_SWAPPED);
      if (self->undo_toast != NULL)
        adw_toast_dismiss (self->undo_toast);
      g_set_weak_pointer (&self->undo_toast, toast);
    }
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toast_overlay), toast);
}

static void
on_done (TaWindow *self, const char *label)
{
  /* Somebody who was removed does not come back. */
  ta_window_toast (self, label, ta_store_get_undo_label (ta_context_get_store (self->context)) != NULL);
}

void
ta_window_show_error (TaWindow *self, const char *sentence)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("That Did Not Work"), NULL);

  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), sentence);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static TaPage *
make_page (TaWindow *self, const TaPageInfo *info)
{
  TaPage *page = g_hash_table_lookup (self->pages, info->id);

  if (page != NULL)
    return page;
  page = g_object_new (info->get_type (), "context", self->context, "title", _ (info->title), "tag", info->id, NULL);
  g_hash_table_insert (self->pages, g_strdup (info->id), g_object_ref_sink (page));
  return page;
}

static const TaPageInfo *
find_page (const char *id, int *index)
{
  for (int i = 0; ta_pages[i].id != NULL; i++)
    if (strcmp (ta_pages[i].id, id) == 0)
      {
        *index = i;
        return &ta_pages[i];
      }
  return NULL;
}

void
ta_window_show_page (TaWindow *self, const char *id, const char *item)
{
  const TaPageInfo *info;
  TaPage *page;
  int index;

  g_return_if_fail (TA_IS_WINDOW (self));
  info = find_page (id, &index);
  if (info == NULL || self->context == NULL)
    return;
  page = make_page (self, info);
  self->page_id = info->id;
  gtk_list_box_select_row (GTK_LIST_BOX (self->sidebar_list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->sidebar_list), index));
  if (adw_navigation_split_view_get_content (ADW_NAVIGATION_SPLIT_VIEW (self->split_view)) != ADW_NAVIGATION_PAGE (page))
    adw_navigation_split_view_set_content (ADW_NAVIGATION_SPLIT_VIEW (self->split_view), ADW_NAVIGATION_PAGE (page));
  adw_navigation_split_view_set_show_content (ADW_NAVIGATION_SPLIT_VIEW (self->split_view), TRUE);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "last-page", id);
  if (item != NULL && *item != '\0')
    ta_page_open (page, item);
}

TaPage *
ta_window_get_page (TaWindow *self)
{
  g_return_val_if_fail (TA_IS_WINDOW (self), NULL);
  return self->page_id != NULL && self->pages != NULL ? g_hash_table_lookup (self->pages, self->page_id) : NULL;
}

const char *
ta_window_get_page_id (TaWindow *self)
{
  g_return_val_if_fail (TA_IS_WINDOW (self), NULL);
  return self->page_id;
}

TaContext *
ta_window_get_context (TaWindow *self)
{
  g_return_val_if_fail (TA_IS_WINDOW (self), NULL);
  return self->context;
}

/* Where the sidebar is alone, no page stands beside it. */
static void
on_collapsed (TaWindow *self)
{
  if (adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (self->split_view)))
    gtk_widget_add_css_class (self->sidebar_list, "collapsed");
  else
    gtk_widget_remove_css_class (self->sidebar_list, "collapsed");
}

static void
on_row_activated (TaWindow *self, GtkListBoxRow *row)
{
  ta_window_show_page (self, ta_sidebar_row_get_info (TA_SIDEBAR_ROW (row))->id, NULL);
}

/* The widgets of a menu are made when somebody opens it: an office with fifty pods would have them all before its first picture. */
static void
make_menu (GtkMenuButton *button, gpointer data)
{
  GMenuModel **menu = data;

  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, *menu);
}

static void
update_pod_menu (TaWindow *self)
{
  GPtrArray *pods = ta_context_get_pods (self->context);
  const TaCollective *collective = ta_context_get_collective (self->context);
  const TaPod *current = ta_context_find_pod (self->context, ta_context_get_pod (self->context));
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("All Pods"), "win.pod(\"\")");
  for (guint i = 0; i < pods->len; i++)
    {
      TaPod *pod = g_ptr_array_index (pods, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (pod->name, NULL);

      g_menu_item_set_action_and_target (item, "win.pod", "s", pod->id);
      g_menu_append_item (menu, item);
    }
  g_set_object (&self->pod_menu, G_MENU_MODEL (menu));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->pod_button), NULL);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->pod_button),
                             current != NULL ? current->name : collective != NULL ? collective->name
                                                                                  : _ ("Turnabout"));
  gtk_widget_set_sensitive (self->pod_button, pods->len > 0);
}

static void
on_ready (TaWindow *self)
{
  g_autofree char *last = self->settings != NULL ? g_settings_get_string (self->settings, "last-page") : NULL;
  int index;

  if (ta_context_get_collective (self->context) == NULL)
    {
      ta_window_set_store (self, NULL, NULL, NULL);
      return;
    }
  update_pod_menu (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "pages");
  if (self->page_id == NULL)
    ta_window_show_page (self, last != NULL && find_page (last, &index) != NULL ? last : ta_pages[0].id, NULL);
  /* Behind the page, which asks the same worker for what it shows. */
  ta_window_update_counts (self);
  ta_series_extend_quietly (self->context);
  ta_window_start_sync (self);
}

static void
drop_context (TaWindow *self)
{
  ta_window_stop_sync (self);
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  /* Pages hold on to the context, so they go first. */
  if (self->split_view != NULL)
    adw_navigation_split_view_set_content (ADW_NAVIGATION_SPLIT_VIEW (self->split_view), NULL);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  self->page_id = NULL;
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_clear_object (&self->context);
}

void
ta_window_show_loading (TaWindow *self)
{
  AdwDialog *dialog;

  g_return_if_fail (TA_IS_WINDOW (self));
  while ((dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self))) != NULL)
    adw_dialog_force_close (dialog);
  drop_context (self);
  ta_window_update_actions (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "loading");
}

static void
show_start (TaWindow *self)
{
  if (adw_bin_get_child (ADW_BIN (self->start_bin)) == NULL)
    adw_bin_set_child (ADW_BIN (self->start_bin), ta_start_page_new ());
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "start");
}

void
ta_window_set_store (TaWindow *self, TaStore *store, TaClock clock, gpointer clock_data)
{
  g_return_if_fail (TA_IS_WINDOW (self));
  drop_context (self);
  /* What they speak of, and would undo, is not here any more. */
  adw_toast_overlay_dismiss_all (ADW_TOAST_OVERLAY (self->toast_overlay));
  ta_window_update_banner (self);
  if (store == NULL)
    {
      show_start (self);
      return;
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "loading");
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->context = ta_context_new (store, clock, clock_data);
  g_signal_connect_object (self->context, "ready", G_CALLBACK (on_ready), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "changed", G_CALLBACK (update_pod_menu), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "notify::pod", G_CALLBACK (update_pod_menu), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "changed", G_CALLBACK (ta_window_update_counts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "notify::pod", G_CALLBACK (ta_window_update_counts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "day-changed", G_CALLBACK (ta_window_update_counts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "day-changed", G_CALLBACK (ta_series_extend_quietly), self->context, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->context, "notify::on-behalf-of", G_CALLBACK (ta_window_update_banner), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "failed", G_CALLBACK (ta_window_show_error), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "history-changed", G_CALLBACK (ta_window_update_actions), self, G_CONNECT_SWAPPED);
  ta_window_update_actions (self);
}

static void
ta_window_dispose (GObject *object)
{
  TaWindow *self = TA_WINDOW (object);

  g_clear_weak_pointer (&self->undo_toast);
  drop_context (self);
  self->split_view = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), TA_TYPE_WINDOW);
  g_clear_object (&self->pod_menu);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (ta_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TaWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, TaWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TaWindow, start_bin);
  gtk_widget_class_bind_template_child (widget_class, TaWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, TaWindow, sidebar_list);
  gtk_widget_class_bind_template_child (widget_class, TaWindow, pod_button);
  gtk_widget_class_bind_template_child (widget_class, TaWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TaWindow, main_menu);
  gtk_widget_class_bind_template_child (widget_class, TaWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, TaWindow, sync_banner);
  gtk_widget_class_bind_template_child (widget_class, TaWindow, sync_icon);
  gtk_widget_class_bind_template_child (widget_class, TaWindow, sync_label);
  gtk_widget_class_bind_template_callback (widget_class, on_collapsed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
ta_window_class_init (TaWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ta_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/coop/turnabout/Turnabout/ui/app/ta-window.ui");
  bind_children (widget_class);
  ta_window_install_actions (widget_class);
  ta_window_install_sync_actions (widget_class);
}

static void
load_settings (TaWindow *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, "coop.turnabout.Turnabout", TRUE) : NULL;

  /* Without the schema (a program that was not installed) the window simply forgets. */
  if (schema == NULL)
    return;
  self->settings = g_settings_new_full (schema, NULL, NULL);
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

static void
ta_window_init (TaWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  if (g_str_equal (TA_PROFILE, "development"))
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
  for (guint i = 0; ta_pages[i].id != NULL; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->sidebar_list), ta_sidebar_row_new (&ta_pages[i], i + 1));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->pod_button), make_menu, &self->pod_menu, NULL);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu_button), make_menu, &self->main_menu, NULL);
  load_settings (self);
  ta_window_update_actions (self);
}

TaWindow *
ta_window_new (GtkApplication *application)
{
  return g_object_new (TA_TYPE_WINDOW, "application", application, NULL);
}
