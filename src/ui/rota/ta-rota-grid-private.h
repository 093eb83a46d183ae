/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-grid.h"
#include "ta-rota-layout.h"

struct _TaRotaGrid
{
  GtkWidget parent_instance;

  TaRotaModel *model;
  GtkAdjustment *vadjustment;
  TaRotaSpan span;
  TaRotaMetrics metrics;
  gboolean metrics_valid;
  TaRotaLayout *layout; /* (nullable) */

  GHashTable *cards; /* id of a turn → its card; children of the grid */
  GPtrArray *spare_cards;
  GHashTable *mores; /* date → button for the turns that have no room */
  GPtrArray *spare_mores;
  guint filling;         /* tick callback, while cards are missing */
  int room;              /* cards that may still be filled in this frame */
  GtkWidget *sample;     /* the card that is measured */
  GtkWidget *day_button; /* what has the focus on an empty day */
  GHashTable *texts;     /* key → PangoLayout */
  gboolean agenda;       /* as the layout */
  GHashTable *away;      /* date → GPtrArray of names of households that are away */

  gboolean stale;   /* what the cards show may be old */
  gboolean syncing; /* widgets come and go; what has the focus now is not the person's choice */
  TaDate cursor;
  char *cursor_turn;  /* (nullable): id */
  char *marked;       /* (nullable): id of the first turn of a swap */
  TaDate drop_date;   /* TA_DATE_NONE: nothing is dragged over the grid */
  char *drop_turn;    /* (nullable): id of the turn under what is dragged */
  char *dragged_turn; /* (nullable): id */
  GtkWidget *menu;    /* (nullable) */
};

enum
{
  TA_ROTA_GRID_OPEN_TURN,
  TA_ROTA_GRID_DELETE_TURN,
  TA_ROTA_GRID_NEW_TURN,
  TA_ROTA_GRID_MOVE_TURN,
  TA_ROTA_GRID_SWAP_TURNS,
  TA_ROTA_GRID_ASSIGN_TURN,
  TA_ROTA_GRID_SET_STATE,
  TA_ROTA_GRID_REACH,
  TA_ROTA_GRID_SHOW_DAY,
  TA_ROTA_GRID_N_SIGNALS
};
extern guint ta_rota_grid_signals[TA_ROTA_GRID_N_SIGNALS];

/* ta-rota-grid.c */
void ta_rota_grid_update (TaRotaGrid *self);
GPtrArray *ta_rota_grid_get_day (TaDate date, gpointer grid, gboolean *noted);
/* (transfer none) (nullable): the holiday or the school break of a day */
const char *ta_rota_grid_holiday (TaRotaGrid *self, TaDate date);
/* "Christmas Day, Kim away"; (transfer full) (nullable): NULL where there is nothing to say; @holiday: whether holidays are in it */
char *ta_rota_grid_note_text (TaRotaGrid *self, TaDate date, gboolean holiday);
GdkRectangle ta_rota_grid_mirror (TaRotaGrid *self, GdkRectangle rect);
/* The day at a point, and the turn whose card is there; %TA_DATE_NONE where there is no day. */
TaDate ta_rota_grid_pick (TaRotaGrid *self, double x, double y, const char **turn);

/* ta-rota-grid-pool.c */
void ta_rota_grid_sync_cards (TaRotaGrid *self, gboolean rebind);
void ta_rota_grid_allocate_cards (TaRotaGrid *self);
void ta_rota_grid_measure_samples (TaRotaGrid *self);

/* ta-rota-grid-draw.c */
void ta_rota_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);
void ta_rota_grid_measure_texts (TaRotaGrid *self);

/* ta-rota-grid-cursor.c */
void ta_rota_grid_fix_cursor (TaRotaGrid *self);
gboolean ta_rota_grid_focus (GtkWidget *widget, GtkDirectionType direction);
void ta_rota_grid_install_keys (GtkWidgetClass *widget_class);
void ta_rota_grid_setup_pointer (TaRotaGrid *self);
void ta_rota_grid_follow_focus (TaRotaGrid *self, GtkWidget *card);

/* ta-rota-grid-drag.c */
void ta_rota_grid_install_menu (GtkWidgetClass *widget_class);
void ta_rota_grid_setup_drag (TaRotaGrid *self);
void ta_rota_grid_setup_card_drag (TaRotaGrid *self, GtkWidget *card);
