/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-history-page.h"

struct _TaHistoryPage
{
  TaPage parent_instance;
};

G_DEFINE_FINAL_TYPE (TaHistoryPage, ta_history_page, TA_TYPE_PAGE)

static void
ta_history_page_class_init (TaHistoryPageClass *klass)
{
}

static void
ta_history_page_init (TaHistoryPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), adw_spinner_new ());
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}
