/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-layout.h"

#define GAP 4
#define PAD 6
#define MARGIN 8
#define AGENDA_WEEK_GAP 18
/* Columns narrower than this show badges alone. */
#define BADGE_WIDTH 104
/* Following weeks show so many turns a day at most. */
#define FOLLOWING_SHOWN 3

static int
card_height (const TaRotaMetrics *metrics, TaTurnCardSize size, const TaTurn *turn)
{
  return metrics->card[size] + (size == TA_TURN_CARD_FULL && ta_turn_card_has_pill (turn) ? metrics->pill : 0);
}

static int
stack_height (const TaRotaMetrics *metrics, TaTurnCardSize size, GPtrArray *turns, int count)
{
  int height = 0;

  for (int i = 0; i < count; i++)
    height += card_height (metrics, size, turns->pdata[i]) + GAP;
  return height;
}

static int
count_turns (GPtrArray *turns)
{
  return turns ? (int) turns->len : 0;
}

/* Shows at most @room turns; the last place goes to the button that tells how many more there are. */
static void
fit_cell (TaRotaCell *cell, int count, int room)
{
  cell->shown = count <= room ? count : MAX (0, room - 1);
  cell->hidden = count - cell->shown;
}

static TaRotaCell *
cell_at (TaRotaLayout *layout, int index)
{
  return &g_array_index (layout->cells, TaRotaCell, index);
}

static int
column_x (const TaRotaLayout *layout, int column)
{
  return MARGIN + (layout->width - 2 * MARGIN) * column / 7;
}

static void
place_row (TaRotaLayout *layout, int row, int y, int height, int head)
{
  for (int column = 0; column < 7; column++)
    {
      TaRotaCell *cell = cell_at (layout, row * 7 + column);
      int x = column_x (layout, column);
      int width = column_x (layout, column + 1) - x;
      int pad = cell->size == TA_TURN_CARD_BADGE ? 2 : 5;

      cell->area = (GdkRectangle) { x, y, width, height };
      cell->cards = (GdkRectangle) { x + pad, y + head, MAX (0, width - 2 * pad), MAX (0, height - head - PAD) };
    }
}

static int
week_row_height (TaRotaLayout *layout, int row, TaRotaDayFunc get_day, gpointer data)
{
  TaTurnCardSize size = row == 0 ? TA_TURN_CARD_FULL : TA_TURN_CARD_SHORT;
  int head = row == 0 ? layout->metrics.head : layout->metrics.small_head;
  int tallest = layout->metrics.card[size];

  for (int column = 0; column < 7; column++)
    {
      TaRotaCell *cell = cell_at (layout, row * 7 + column);
      GPtrArray *turns = get_day (cell->date, data, row == 0 ? &cell->noted : NULL);
      int height;

      cell->size = size;
      fit_cell (cell, count_turns (turns), row == 0 ? G_MAXINT : FOLLOWING_SHOWN);
      height = stack_height (&layout->metrics, size, turns, cell->shown) + (cell->hidden > 0 ? layout->metrics.more : 0) + (cell->noted ? layout->metrics.more : 0);
      tallest = MAX (tallest, height);
    }
  return head + tallest + PAD;
}

static void
lay_out_week (TaRotaLayout *layout, TaRotaDayFunc get_day, gpointer data)
{
  int rows = ta_rota_span_weeks (&layout->span);
  int heights[8] = { 0 };
  int total = PAD;
  int spare;
  int y = 0;

  for (int row = 0; row < rows; row++)
    total += heights[row] = week_row_height (layout, row, get_day, data);
  spare = MAX (0, layout->height - total) / rows;
  for (int row = 0; row < rows; row++)
    {
      place_row (layout, row, y, heights[row] + spare, row == 0 ? layout->metrics.head : layout->metrics.small_head);
      y += heights[row] + spare;
    }
  layout->height = y + PAD;
}

static void
fit_month_row (TaRotaLayout *layout, int row, int height, TaRotaDayFunc get_day, gpointer data)
{
  TaTurnCardSize size = layout->width / 7 < BADGE_WIDTH ? TA_TURN_CARD_BADGE : TA_TURN_CARD_LINE;
  int room = (height - layout->metrics.small_head - PAD) / (layout->metrics.card[size] + GAP);

  for (int column = 0; column < 7; column++)
    {
      TaRotaCell *cell = cell_at (layout, row * 7 + column);

      cell->size = size;
      fit_cell (cell, count_turns (get_day (cell->date, data, NULL)), MAX (1, room));
    }
}

static void
lay_out_month (TaRotaLayout *layout, TaRotaDayFunc get_day, gpointer data)
{
  TaTurnCardSize size = layout->width / 7 < BADGE_WIDTH ? TA_TURN_CARD_BADGE : TA_TURN_CARD_LINE;
  int rows = ta_rota_span_weeks (&layout->span);
  int least = layout->metrics.small_head + 2 * (layout->metrics.card[size] + GAP) + PAD;
  int top = layout->metrics.small_head;
  int height = MAX (least, (layout->height - top - PAD) / rows);

  for (int row = 0; row < rows; row++)
    {
      fit_month_row (layout, row, height, get_day, data);
      place_row (layout, row, top + row * height, height, layout->metrics.small_head);
    }
  layout->height = top + rows * height + PAD;
}

static void
lay_out_agenda (TaRotaLayout *layout, TaRotaDayFunc get_day, gpointer data)
{
  int y = PAD;

  for (guint i = 0; i < layout->cells->len; i++)
    {
      TaRotaCell *cell = cell_at (layout, (int) i);
      GPtrArray *turns = get_day (cell->date, data, &cell->noted);
      int start = MARGIN + layout->metrics.gutter;
      int height;

      if (i > 0 && i % 7 == 0)
        y += AGENDA_WEEK_GAP;
      cell->size = TA_TURN_CARD_FULL;
      fit_cell (cell, count_turns (turns), G_MAXINT);
      height = MAX (layout->metrics.head + PAD, stack_height (&layout->metrics, cell->size, turns, cell->shown) + (cell->noted ? layout->metrics.more : 0) + PAD);
      cell->area = (GdkRectangle) { MARGIN, y, layout->width - 2 * MARGIN, height };
      cell->cards = (GdkRectangle) { start, y + PAD, MAX (0, layout->width - start - MARGIN - PAD), height - PAD };
      y += height + GAP;
    }
  layout->height = MAX (layout->height, y + PAD);
}

gboolean
ta_rota_layout_is_agenda (const TaRotaSpan *span, const TaRotaMetrics *metrics, int width)
{
  return span->view == TA_ROTA_WEEK && width < MAX (TA_ROTA_AGENDA_WIDTH, 7 * metrics->gutter);
}

TaRotaLayout *
ta_rota_layout_new (const TaRotaSpan *span, const TaRotaMetrics *metrics, int width, int height, TaRotaDayFunc get_day, gpointer data)
{
  TaRotaLayout *layout = g_new0 (TaRotaLayout, 1);

  layout->span = *span;
  layout->metrics = *metrics;
  layout->width = width;
  layout->height = height;
  layout->agenda = ta_rota_layout_is_agenda (span, metrics, width);
  layout->cells = g_array_new (FALSE, TRUE, sizeof (TaRotaCell));
  for (TaDate date = span->from; date < span->until; date++)
    {
      TaRotaCell cell = { .date = date };
      g_array_append_val (layout->cells, cell);
    }

  if (layout->agenda)
    lay_out_agenda (layout, get_day, data);
  else if (span->view == TA_ROTA_WEEK)
    lay_out_week (layout, get_day, data);
  else
    lay_out_month (layout, get_day, data);
  return layout;
}

void
ta_rota_layout_free (TaRotaLayout *layout)
{
  g_array_unref (layout->cells);
  g_free (layout);
}

const TaRotaCell *
ta_rota_layout_get_cell (const TaRotaLayout *layout, TaDate date)
{
  if (!ta_rota_span_shows (&layout->span, date))
    return NULL;
  return &g_array_index (layout->cells, TaRotaCell, date - layout->span.from);
}

const TaRotaCell *
ta_rota_layout_find_cell (const TaRotaLayout *layout, double x, double y)
{
  for (guint i = 0; i < layout->cells->len; i++)
    {
      const TaRotaCell *cell = &g_array_index (layout->cells, TaRotaCell, i);

      if (gdk_rectangle_contains_point (&cell->area, (int) x, (int) y))
        return cell;
    }
  return NULL;
}

GdkRectangle
ta_rota_layout_card (const TaRotaLayout *layout, const TaRotaCell *cell, GPtrArray *turns, int index)
{
  GdkRectangle rect = cell->cards;

  rect.y += stack_height (&layout->metrics, cell->size, turns, index);
  rect.height = index < cell->shown ? card_height (&layout->metrics, cell->size, turns->pdata[index]) : layout->metrics.more;
  return rect;
}

GdkRectangle
ta_rota_layout_note (const TaRotaLayout *layout, const TaRotaCell *cell, GPtrArray *turns)
{
  GdkRectangle rect = cell->cards;

  rect.y += stack_height (&layout->metrics, cell->size, turns, cell->shown);
  rect.height = layout->metrics.more;
  return rect;
}
