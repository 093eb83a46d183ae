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

static GtkWidget *
new_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  return button;
}

static void
ta_start_page_init (TaStartPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *status = adw_status_page_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *start = new_button (_ ("_Start a Pod…"), "app.start-pod");

  gtk_widget_add_css_class (start, "suggested-action");
  gtk_box_append (GTK_BOX (box), start);
  gtk_box_append (GTK_BOX (box), new_button (_ ("Open the _Practice Pod"), "app.practice"));
  gtk_box_append (GTK_BOX (box), new_button (_ ("_Import…"), "app.start-import"));
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "ta-meal-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _ ("Turnabout Is Fair Play"));
  adw_status_page_set_description (ADW_STATUS_PAGE (status), _ ("Take turns to cook, mind children and share tools with your neighbors."));
  adw_status_page_set_child (ADW_STATUS_PAGE (status), box);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), status);
  adw_bin_set_child (ADW_BIN (self), view);
}

GtkWidget *
ta_start_page_new (void)
{
  return g_object_new (TA_TYPE_START_PAGE, NULL);
}
