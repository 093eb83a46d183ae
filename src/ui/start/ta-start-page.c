/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-start-page.h"

#include <glib/gi18n.h>

struct _TaStartPage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (TaStartPage, ta_start_page, ADW_TYPE_BIN)

static void
ta_start_page_class_init (TaStartPageClass *klass)
{
}

/* A way to begin: what it is, and for whom. */
static GtkWidget *
new_row (const char *icon, const char *title, const char *subtitle, const char *action)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_image_set_pixel_size (GTK_IMAGE (image), 24);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}

static GtkWidget *
new_choices (void)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), new_row ("ta-household-symbolic", _ ("_Start a Pod…"), _ ("Name it, say where it is, write down its households"), "app.start-pod"));
  gtk_list_box_append (GTK_LIST_BOX (list), new_row ("ta-map-symbolic", _ ("Open the _Practice Pod"), _ ("A real quarter with invented neighbors, to try everything out"), "app.practice"));
  gtk_list_box_append (GTK_LIST_BOX (list), new_row ("network-workgroup-symbolic", _ ("_Join a Pod…"), _ ("That another computer has on a hub"), "app.join-pod"));
  gtk_list_box_append (GTK_LIST_BOX (list), new_row ("document-open-symbolic", _ ("_Import…"), _ ("Bring in the lists that you keep in a spreadsheet"), "app.start-import"));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 440);
  adw_clamp_set_child (ADW_CLAMP (clamp), list);
  return clamp;
}

static void
ta_start_page_init (TaStartPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *status = adw_status_page_new ();
  GtkWidget *header = adw_header_bar_new ();
  /* The icon of the application is there once it is installed. */
  gboolean has_icon = gtk_icon_theme_has_icon (gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self))), TA_APP_ID);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), has_icon ? TA_APP_ID : "ta-meal-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _ ("Turnabout Is Fair Play"));
  adw_status_page_set_description (ADW_STATUS_PAGE (status), _ ("Take turns to cook, mind children and share tools with your neighbors."));
  adw_status_page_set_child (ADW_STATUS_PAGE (status), new_choices ());
  adw_header_bar_set_show_title (ADW_HEADER_BAR (header), FALSE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), status);
  adw_bin_set_child (ADW_BIN (self), view);
}

GtkWidget *
ta_start_page_new (void)
{
  return g_object_new (TA_TYPE_START_PAGE, NULL);
}
