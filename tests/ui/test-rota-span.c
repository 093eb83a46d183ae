/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-layout.h"
#include "ta-rota-span.h"

#define MONDAY 1
#define SUNDAY 7

static TaDate
date_of (const char *text)
{
  TaDate date = TA_DATE_NONE;

  g_assert_true (ta_date_parse (text, &date));
  return date;
}

static void
test_week (void)
{
  TaRotaSpan span = ta_rota_span_new (TA_ROTA_WEEK, date_of ("2026-12-01"), MONDAY);

  g_assert_cmpint (span.main_from, ==, date_of ("2026-11-30"));
  g_assert_cmpint (span.main_until, ==, date_of ("2026-12-07"));
  g_assert_cmpint (ta_rota_span_weeks (&span), ==, 5);
  g_assert_true (ta_rota_span_shows (&span, date_of ("2027-01-03")));
  g_assert_false (ta_rota_span_shows (&span, date_of ("2027-01-04")));
  g_assert_false (ta_rota_span_is_main (&span, date_of ("2026-12-07")));

  span = ta_rota_span_new (TA_ROTA_WEEK, date_of ("2026-12-01"), SUNDAY);
  g_assert_cmpint (span.main_from, ==, date_of ("2026-11-29"));
}

static void
test_month (void)
{
  /* February 2027 begins on a Monday and has four weeks: six rows are drawn all the same. */
  TaRotaSpan span = ta_rota_span_new (TA_ROTA_MONTH, date_of ("2027-02-14"), MONDAY);

  g_assert_cmpint (span.main_from, ==, date_of ("2027-02-01"));
  g_assert_cmpint (span.main_until, ==, date_of ("2027-03-01"));
  g_assert_cmpint (span.from, ==, span.main_from);
  g_assert_cmpint (ta_rota_span_weeks (&span), ==, 6);

  span = ta_rota_span_new (TA_ROTA_MONTH, date_of ("2026-08-31"), SUNDAY);
  g_assert_cmpint (span.from, ==, date_of ("2026-07-26"));
  g_assert_true (ta_rota_span_shows (&span, date_of ("2026-08-31")));
}

static void
test_steps_come_back (void)
{
  for (TaRotaView view = TA_ROTA_WEEK; view <= TA_ROTA_MONTH; view++)
    {
      TaRotaSpan start = ta_rota_span_new (view, date_of ("2026-12-31"), MONDAY);
      TaRotaSpan span = start;

      for (int i = 0; i < 300; i++)
        {
          TaRotaSpan next = ta_rota_span_step (&span, 1);

          g_assert_cmpint (next.main_from, ==, span.main_until);
          span = next;
        }
      span = ta_rota_span_step (&span, -300);
      g_assert_true (ta_rota_span_equal (&span, &start));
    }
}

static void
test_ends_of_the_calendar (void)
{
  TaRotaSpan first = ta_rota_span_new (TA_ROTA_MONTH, date_of ("1583-01-01"), MONDAY);
  TaRotaSpan last = ta_rota_span_new (TA_ROTA_WEEK, date_of ("9999-12-31"), MONDAY);

  g_assert_cmpint (first.from, >=, date_of ("1583-01-01"));
  g_assert_cmpint (last.until, <=, date_of ("9999-12-31"));
}

static void
test_title (void)
{
  TaRotaSpan week = ta_rota_span_new (TA_ROTA_WEEK, date_of ("2026-12-01"), MONDAY);
  TaRotaSpan month = ta_rota_span_new (TA_ROTA_MONTH, date_of ("2026-12-01"), MONDAY);
  g_autofree char *week_title = ta_rota_span_title (&week, date_of ("2026-02-03"));
  g_autofree char *other_title = ta_rota_span_title (&week, date_of ("2027-02-03"));
  g_autofree char *month_title = ta_rota_span_title (&month, date_of ("2026-02-03"));

  g_assert_cmpstr (week_title, ==, "30 Nov – 6 Dec");
  g_assert_cmpstr (other_title, ==, "30 Nov – 6 Dec 2026");
  g_assert_cmpstr (month_title, ==, "December 2026");
}

static const TaRotaMetrics metrics = { .card = { 70, 38, 26, 24 }, .pill = 20, .head = 34, .small_head = 24, .more = 22, .gutter = 80 };

/* Gives every day the turns in @data. */
static GPtrArray *
same_day (TaDate date, gpointer data, gboolean *noted)
{
  return data;
}

static GPtrArray *
make_turns (guint count)
{
  GPtrArray *turns = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_free);

  for (guint i = 0; i < count; i++)
    g_ptr_array_add (turns, ta_turn_new ("pod", "service", 0, 18 * 60));
  return turns;
}

static void
test_month_counts_what_has_no_room (void)
{
  TaRotaSpan span = ta_rota_span_new (TA_ROTA_MONTH, date_of ("2026-12-01"), MONDAY);
  g_autoptr (GPtrArray) turns = make_turns (9);
  g_autoptr (TaRotaLayout) layout = ta_rota_layout_new (&span, &metrics, 1000, 700, same_day, turns);

  for (TaDate date = span.from; date < span.until; date++)
    {
      const TaRotaCell *cell = ta_rota_layout_get_cell (layout, date);
      GdkRectangle more = ta_rota_layout_card (layout, cell, turns, cell->shown);

      g_assert_cmpint (cell->shown + cell->hidden, ==, 9);
      g_assert_cmpint (cell->hidden, >, 0);
      g_assert_cmpint (more.y + more.height, <=, cell->area.y + cell->area.height);
    }
}

static void
assert_apart (const TaRotaLayout *layout)
{
  for (guint i = 0; i < layout->cells->len; i++)
    for (guint j = i + 1; j < layout->cells->len; j++)
      g_assert_false (gdk_rectangle_intersect (&g_array_index (layout->cells, TaRotaCell, i).area,
                                               &g_array_index (layout->cells, TaRotaCell, j).area, NULL));
}

static void
test_days_do_not_overlap (void)
{
  static const int widths[] = { 280, 360, 719, 720, 1280 };
  g_autoptr (GPtrArray) turns = make_turns (4);

  for (TaRotaView view = TA_ROTA_WEEK; view <= TA_ROTA_MONTH; view++)
    for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
      {
        TaRotaSpan span = ta_rota_span_new (view, date_of ("2026-12-01"), MONDAY);
        g_autoptr (TaRotaLayout) layout = ta_rota_layout_new (&span, &metrics, widths[i], 0, same_day, turns);
        const TaRotaCell *last = ta_rota_layout_get_cell (layout, span.until - 1);

        assert_apart (layout);
        g_assert_cmpint (layout->agenda, ==, view == TA_ROTA_WEEK && widths[i] < 720);
        g_assert_cmpint (last->area.x + last->area.width, <=, widths[i]);
        g_assert_cmpint (last->area.y + last->area.height, <=, layout->height);
        g_assert_true (ta_rota_layout_find_cell (layout, last->area.x + 1, last->area.y + 1) == last);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rota-span/week", test_week);
  g_test_add_func ("/rota-span/month", test_month);
  g_test_add_func ("/rota-span/steps-come-back", test_steps_come_back);
  g_test_add_func ("/rota-span/ends-of-the-calendar", test_ends_of_the_calendar);
  g_test_add_func ("/rota-span/title", test_title);
  g_test_add_func ("/rota-layout/counts-what-has-no-room", test_month_counts_what_has_no_room);
  g_test_add_func ("/rota-layout/days-do-not-overlap", test_days_do_not_overlap);
  return g_test_run ();
}
