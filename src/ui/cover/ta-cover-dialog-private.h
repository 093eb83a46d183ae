/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-cover-dialog.h"
#include "ta-cover-search.h"

/* What is looked for. */
typedef enum
{
  TA_COVER_WANT_ANY,
  TA_COVER_WANT_COVER,
  TA_COVER_WANT_SWAP
} TaCoverWant;

struct _TaCoverDialog
{
  AdwDialog parent_instance;

  TaContext *context;
  TaTurn *turn;
  GPtrArray *holders;    /* of char *: ids of who may be the one that cannot come */
  TaCoverSearch *search; /* (nullable): until it has arrived */
  GCancellable *cancellable;
  gboolean sending;

  /* borrowed */
  GtkWidget *page;
  GtkWidget *duty;    /* row */
  GtkWidget *balance; /* row */
  GtkWidget *who;     /* (nullable) row: where several hold the turn */
  GtkWidget *want;    /* row */
  GtkWidget *reason;  /* row */
  GtkWidget *button;
  GPtrArray *groups; /* of GtkWidget: what was found */
  GPtrArray *rows;   /* of GtkWidget, each with its option: those that can be ticked */
};

/* ta-cover-dialog.c */
const char *ta_cover_dialog_get_asker (TaCoverDialog *self);
void ta_cover_dialog_update_button (TaCoverDialog *self);
void ta_cover_dialog_finish (TaCoverDialog *self);
GtkWidget *ta_cover_dialog_add_group (TaCoverDialog *self, const char *title, const char *description);

/* ta-cover-dialog-results.c */
void ta_cover_dialog_clear (TaCoverDialog *self);
void ta_cover_dialog_show_loading (TaCoverDialog *self);
void ta_cover_dialog_show_failure (TaCoverDialog *self, const char *sentence);
void ta_cover_dialog_show_results (TaCoverDialog *self);
/* (nullable): of a row of self->rows that is ticked and was not asked before */
const TaCoverOption *ta_cover_dialog_ticked (TaCoverDialog *self, guint row);
