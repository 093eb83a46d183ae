/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-list-stack.h"

#define COLUMN_WIDTH 420

static GtkWidget *
make_empty (const char *icon, const char *title, const char *description)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);
  return page;
}

GtkWidget *
ta_list_stack_new (GtkWidget *list, const char *icon, const char *title, const char *description)
{
  GtkWidget *stack = gtk_stack_new ();

  gtk_stack_add_named (GTK_STACK (stack), adw_spinner_new (), "loading");
  gtk_stack_add_named (GTK_STACK (stack), list, "list");
  gtk_stack_add_named (GTK_STACK (stack), make_empty (icon, title, description), "empty");
  return stack;
}

void
ta_list_stack_show (GtkWidget *stack, gboolean has_rows)
{
  gtk_stack_set_visible_child_name (GTK_STACK (stack), has_rows ? "list" : "empty");
}

GtkWidget *
ta_narrow_column_new (GtkWidget *box)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), COLUMN_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  return scrolled;
}
