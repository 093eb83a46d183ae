/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-span.h"
#include "ta-turn-card.h"

/** TaRotaMetrics: heights in pixels, which follow the person's font. */
typedef struct
{
  int card[TA_TURN_CARD_BADGE + 1]; /* of a card of that size */
  int pill;                         /* by which a full card with a pill is higher */
  int head;                         /* name and number of a day */
  int small_head;                   /* number of a day */
  int more;                         /* the button for what has no room */
  int gutter;                       /* width of a day's name and number */
} TaRotaMetrics;

/** TaRotaCell: where a day lies, and how many of its turns have room. */
typedef struct
{
  TaDate date;
  GdkRectangle area;
  GdkRectangle cards; /* inside the area */
  TaTurnCardSize size;
  int shown;
  int hidden;
  gboolean noted; /* a line under the cards tells who is away */
} TaRotaCell;

/** Gives the turns of a day: (nullable) (transfer none): of TaTurn; @noted: whether the day needs a line for who is away */
typedef GPtrArray *(*TaRotaDayFunc) (TaDate date, gpointer data, gboolean *noted);

/**
 * TaRotaLayout: where everything lies, left to right; drawing mirrors it for scripts that run the other way.
 */
typedef struct
{
  TaRotaSpan span;
  TaRotaMetrics metrics;
  gboolean agenda; /* days under each other, where columns would be too narrow */
  int width;
  int height;
  GArray *cells; /* of TaRotaCell, one a day */
} TaRotaLayout;

/** Below this many pixels, or where large text leaves no room for the names of the days, a week is a list of days. */
#define TA_ROTA_AGENDA_WIDTH 720

/** Lays @span out in @width pixels; a height larger than needed is shared out. */
TaRotaLayout *ta_rota_layout_new (const TaRotaSpan *span, const TaRotaMetrics *metrics, int width, int height, TaRotaDayFunc get_day, gpointer data);
void ta_rota_layout_free (TaRotaLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaLayout, ta_rota_layout_free)

/** (nullable) (transfer none): the cell of a day that is shown */
const TaRotaCell *ta_rota_layout_get_cell (const TaRotaLayout *layout, TaDate date);

/** (nullable) (transfer none): the cell at a point */
const TaRotaCell *ta_rota_layout_find_cell (const TaRotaLayout *layout, double x, double y);

/** Where the line under the cards of @cell lies. */
GdkRectangle ta_rota_layout_note (const TaRotaLayout *layout, const TaRotaCell *cell, GPtrArray *turns);

/** Where card @index of @turns lies in @cell; the index behind the last shown is that of the button for the rest. */
GdkRectangle ta_rota_layout_card (const TaRotaLayout *layout, const TaRotaCell *cell, GPtrArray *turns, int index);

/** Whether days of @span stand under each other where there is so much width. */
gboolean ta_rota_layout_is_agenda (const TaRotaSpan *span, const TaRotaMetrics *metrics, int width);
