/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-picture-find.h"

GtkWidget *
ta_picture_get_dialog (TaWindow *window)
{
  return GTK_WIDGET (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
}

GtkWidget *
ta_picture_find (GtkWidget *root, gboolean (*it) (GtkWidget *widget, const char *text), const char *text)
{
  if (it (root, text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gtk_widget_get_mapped (child) ? ta_picture_find (child, it, text) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_way (GtkWidget *widget, const char *title)
{
  return (ADW_IS_ACTION_ROW (widget) || ADW_IS_BUTTON_ROW (widget)) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

void
ta_picture_open_way (TaWindow *window, const char *title)
{
  GtkWidget *row = ta_picture_find (ta_picture_get_dialog (window), is_way, title);

  if (row != NULL)
    g_signal_emit_by_name (row, "activated");
}

void
ta_picture_show_page (TaWindow *window, AdwNavigationPage *page)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_navigation_view_new ();

  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), page);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_content_width (dialog, 560);
  adw_dialog_set_content_height (dialog, 660);
  adw_dialog_present (dialog, GTK_WIDGET (window));
}
