/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-date.h"

typedef enum
{
  TA_ROTA_WEEK,
  TA_ROTA_MONTH
} TaRotaView;

/**
 * TaRotaSpan:
 *
 * The days that the rota shows. @main_from … @main_until is the week or month that the person looks at; @from … @until is all that is
 * drawn, whole weeks: a week has the four that follow under it, a month has six rows. Both ranges are half-open.
 */
typedef struct
{
  TaRotaView view;
  int first_weekday; /* 1 Monday … 7 Sunday */
  TaDate main_from;
  TaDate main_until;
  TaDate from;
  TaDate until;
} TaRotaSpan;

/** The span of @view that holds @date. Dates near the ends of the calendar are moved inside it. */
TaRotaSpan ta_rota_span_new (TaRotaView view, TaDate date, int first_weekday);

/** The span @steps weeks or months on; back where negative. */
TaRotaSpan ta_rota_span_step (const TaRotaSpan *span, int steps);

/** Whether @date is drawn. */
gboolean ta_rota_span_shows (const TaRotaSpan *span, TaDate date);

/** Whether @date belongs to the week or month that the person looks at. */
gboolean ta_rota_span_is_main (const TaRotaSpan *span, TaDate date);

gboolean ta_rota_span_equal (const TaRotaSpan *a, const TaRotaSpan *b);

/** How many rows of seven days are drawn. */
int ta_rota_span_weeks (const TaRotaSpan *span);

/** "30 Nov – 6 Dec", with the year where it is not that of @today, or "December 2026". (transfer full) */
char *ta_rota_span_title (const TaRotaSpan *span, TaDate today);
