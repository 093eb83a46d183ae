/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-map-page.h"

struct _TaMapPage
{
  TaPage parent_instance;
};

G_DEFINE_FINAL_TYPE (TaMapPage, ta_map_page, TA_TYPE_PAGE)

static void
ta_map_page_class_init (TaMapPageClass *klass)
{
}

static void
ta_map_page_init (TaMapPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), adw_spinner_new ());
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}
