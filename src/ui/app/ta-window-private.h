/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-sync.h"
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
  GtkWidget *sync_banner;
  GtkWidget *sync_icon;
  GtkWidget *sync_label;

  /* owned */
  TaContext *context;     /* (nullable) */
  GHashTable *pages;      /* id -> TaPage, those that were visited */
  GSettings *settings;    /* (nullable) */
  TaSync *sync;           /* (nullable): while a database is open */
  GCancellable *counting; /* (nullable): the read of what the sidebar counts */

  /* borrowed */
  const char *page_id;
  AdwToast *undo_toast; /* weak */
  int notices;          /* unseen ones that the person was told of */
};

/** ta-window-actions.c */
void ta_window_install_actions (GtkWidgetClass *widget_class);
void ta_window_update_actions (TaWindow *window);
void ta_window_update_banner (TaWindow *window);

/** ta-window-counts.c: reads again what waits on the pages. */
void ta_window_update_counts (TaWindow *window);

/** ta-window-sync.c: the exchange with other computers begins when the pages have what they need, and ends before the database is closed. */
void ta_window_start_sync (TaWindow *window);
void ta_window_stop_sync (TaWindow *window);
void ta_window_install_sync_actions (GtkWidgetClass *widget_class);

/** A sentence that needs to be read. */
void ta_window_show_error (TaWindow *window, const char *sentence);
