/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-window.h"

struct _TaWindow
{
  AdwApplicationWindow parent_instance;

  /* of the template */
  GtkWidget *toast_overlay;
  GtkWidget *stack;
  GtkWidget *start_bin;
  GtkWidget *split_view;
  GtkWidget *sidebar_list;
  GtkWidget *pod_button;
  GtkWidget *menu_button;
  GMenuModel *main_menu;
  GMenuModel *pod_menu; /* (nullable): owned */
  GtkWidget *banner;

  /* owned */
  TaContext *context;     /* (nullable) */
  GHashTable *pages;      /* id -> TaPage, those that were visited */
  GSettings *settings;    /* (nullable) */
  GCancellable *counting; /* (nullable): the read of what the sidebar counts */

  /* borrowed */
  const char *page_id;
  AdwToast *undo_toast; /* weak */
};

/** ta-window-actions.c */
void ta_window_install_actions (GtkWidgetClass *widget_class);
void ta_window_update_actions (TaWindow *window);
void ta_window_update_banner (TaWindow *window);

/** ta-window-counts.c: reads again what waits on the pages. */
void ta_window_update_counts (TaWindow *window);

/** A sentence that needs to be read. */
void ta_window_show_error (TaWindow *window, const char *sentence);
