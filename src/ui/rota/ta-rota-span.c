/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-span.h"

#include <glib/gi18n.h>

#define WEEKS_OF_WEEK 5
#define WEEKS_OF_MONTH 6
/* How far from the ends of the calendar a span keeps, so that all it draws exists. */
#define MARGIN 80

static TaDate
clamp_date (TaDate date)
{
  return CLAMP (date, ta_date_from_ymd (1583, 1, 1) + MARGIN, ta_date_from_ymd (9999, 12, 31) - MARGIN);
}

TaRotaSpan
ta_rota_span_new (TaRotaView view, TaDate date, int first_weekday)
{
  TaRotaSpan span = { .view = view, .first_weekday = first_weekday };

  date = clamp_date (date);
  if (view == TA_ROTA_WEEK)
    {
      span.main_from = ta_date_start_of_week (date, first_weekday);
      span.main_until = span.main_from + 7;
      span.from = span.main_from;
      span.until = span.from + 7 * WEEKS_OF_WEEK;
    }
  else
    {
      span.main_from = ta_date_start_of_month (date);
      span.main_until = ta_date_add_months (span.main_from, 1);
      span.from = ta_date_start_of_week (span.main_from, first_weekday);
      span.until = span.from + 7 * WEEKS_OF_MONTH;
    }
  return span;
}

TaRotaSpan
ta_rota_span_step (const TaRotaSpan *span, int steps)
{
  TaDate date;

  if (span->view == TA_ROTA_WEEK)
    date = span->main_from + 7 * steps;
  else
    date = ta_date_add_months (span->main_from, steps);
  return ta_rota_span_new (span->view, date, span->first_weekday);
}

gboolean
ta_rota_span_shows (const TaRotaSpan *span, TaDate date)
{
  return date >= span->from && date < span->until;
}

gboolean
ta_rota_span_is_main (const TaRotaSpan *span, TaDate date)
{
  return date >= span->main_from && date < span->main_until;
}

gboolean
ta_rota_span_equal (const TaRotaSpan *a, const TaRotaSpan *b)
{
  return a->view == b->view && a->from == b->from && a->main_from == b->main_from && a->first_weekday == b->first_weekday;
}

int
ta_rota_span_weeks (const TaRotaSpan *span)
{
  return (span->until - span->from) / 7;
}

char *
ta_rota_span_title (const TaRotaSpan *span, TaDate today)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  int this_year, year;

  if (span->view == TA_ROTA_MONTH)
    return ta_date_format (span->main_from, TA_DATE_MONTH);

  ta_date_to_ymd (today, &this_year, NULL, NULL);
  ta_date_to_ymd (span->main_until - 1, &year, NULL, NULL);
  first = ta_date_format (span->main_from, TA_DATE_SHORT);
  last = ta_date_format (span->main_until - 1, year == this_year ? TA_DATE_SHORT : TA_DATE_MEDIUM);
  /* Translators: the first and the last day of a week. */
  return g_strdup_printf (_ ("%s – %s"), first, last);
}
