/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sheet-text.h"

/* Lengths at scale 1. */
#define TABLE_GAP 9.0
#define TITLE_GAP 6.0
#define FOOT_HEIGHT 16.0
#define SCALE_STEP 0.05

/* What rounding may add up to on a page. */
#define SLACK 0.01

typedef struct
{
  TaSheet *sheet;
  TaSheetPlan *plan;
  PangoContext *context;
  GArray *heights; /* of double: of each row of the sheet */
  double top;      /* of the next row */
  guint begun;     /* rows on this page that are not repeated heads */
} Planner;

void
ta_sheet_plan_free (TaSheetPlan *plan)
{
  g_array_unref (plan->placed);
  g_free (plan);
}

static double
measure_row (Planner *self, const TaSheetRow *row)
{
  double height = row->least_height;

  for (guint i = 0; i < row->cells->len; i++)
    {
      const TaSheetCell *cell = g_ptr_array_index (row->cells, i);
      double left, width;
      g_autoptr (PangoLayout) layout = NULL;

      ta_sheet_text_column (row, self->plan->width, i, &left, &width);
      layout = ta_sheet_text_cell (self->context, cell, width - 2 * TA_SHEET_PADDING);
      height = MAX (height, ta_sheet_text_height (layout) + 2 * TA_SHEET_PADDING);
    }
  return height;
}

/* The highest place at or over @cut where no line of a cell is cut through. */
static double
cell_cut (Planner *self, const TaSheetRow *row, guint index, double cut)
{
  double left, width, top = 0;
  g_autoptr (PangoLayout) layout = NULL;

  ta_sheet_text_column (row, self->plan->width, index, &left, &width);
  layout = ta_sheet_text_cell (self->context, g_ptr_array_index (row->cells, index), width - 2 * TA_SHEET_PADDING);
  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    {
      PangoRectangle extents;
      double height;

      pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, i), NULL, &extents);
      height = (double) extents.height / PANGO_SCALE;
      if (top < cut - SLACK && top + height > cut + SLACK)
        return top;
      top += height;
    }
  return cut;
}

static double
row_cut (Planner *self, const TaSheetRow *row, double cut)
{
  double before;

  do
    {
      before = cut;
      for (guint i = 0; i < row->cells->len; i++)
        cut = cell_cut (self, row, i, cut);
    }
  while (cut < before);
  return cut;
}

static void
place (Planner *self, const TaSheetRow *row, double from, double until, double height)
{
  TaSheetPlaced placed = { row, self->plan->n_pages - 1, self->top, height, from, until };

  g_array_append_val (self->plan->placed, placed);
  self->top += height;
}

static void
new_page (Planner *self, const TaSheetRow *row)
{
  const TaSheetRow *head = row->table->head;

  self->plan->n_pages++;
  self->top = self->plan->body;
  self->begun = 0;
  if (head != NULL && head != row && !row->first)
    {
      double height = measure_row (self, head);

      place (self, head, 0, height, height);
    }
}

/* The height of row @index with those that it keeps with it. */
static double
kept_height (Planner *self, guint index)
{
  double height = 0;

  for (guint i = index; i < self->sheet->rows->len; i++)
    {
      const TaSheetRow *row = g_ptr_array_index (self->sheet->rows, i);

      height += g_array_index (self->heights, double, i) + (row->first && i > index ? TABLE_GAP : 0);
      if (!(row->flags & (TA_ROW_KEEP | TA_ROW_HEAD)))
        break;
    }
  return height;
}

/* Text that is higher than a page goes on on the next one. */
static void
place_in_parts (Planner *self, const TaSheetRow *row, double height)
{
  double text = height - 2 * TA_SHEET_PADDING, from = 0;

  while (from < text - SLACK)
    {
      double room = self->plan->foot - self->top - 2 * TA_SHEET_PADDING;
      double until = text - from <= room + SLACK ? text : row_cut (self, row, from + room);

      if (until <= from)
        until = from + room;
      place (self, row, from, until, until - from + 2 * TA_SHEET_PADDING);
      from = until;
      if (from < text - SLACK)
        new_page (self, row);
    }
}

static void
place_row (Planner *self, guint index)
{
  const TaSheetRow *row = g_ptr_array_index (self->sheet->rows, index);
  double height = g_array_index (self->heights, double, index);
  double kept = kept_height (self, index);
  double body = self->plan->foot - self->plan->body;

  if (kept > body)
    kept = MIN (height, body);
  if (self->begun > 0 && row->first)
    self->top += TABLE_GAP;
  if (self->begun > 0 && self->top + kept > self->plan->foot + SLACK)
    new_page (self, row);
  self->begun++;
  if (self->top + height > self->plan->foot + SLACK)
    place_in_parts (self, row, height);
  else
    place (self, row, 0, height, height);
}

static double
title_height (Planner *self)
{
  g_autoptr (PangoLayout) title = ta_sheet_text_plain (self->context, TA_INK_BOLD | TA_INK_TITLE, self->sheet->title, self->plan->width - 2 * TA_SHEET_PADDING);
  g_autoptr (PangoLayout) subtitle = ta_sheet_text_plain (self->context, TA_INK_PLAIN, self->sheet->subtitle, self->plan->width - 2 * TA_SHEET_PADDING);

  return ta_sheet_text_height (title) + ta_sheet_text_height (subtitle) + TITLE_GAP;
}

static double
foot_height (Planner *self)
{
  g_autoptr (PangoLayout) foot = ta_sheet_text_plain (self->context, TA_INK_SMALL, self->sheet->foot, self->plan->width * 0.75);

  return MAX (FOOT_HEIGHT, ta_sheet_text_height (foot) + 4);
}

/* Once for all, since it is what takes the time. */
static void
measure_rows (Planner *self)
{
  for (guint i = 0; i < self->sheet->rows->len; i++)
    {
      double height = measure_row (self, g_ptr_array_index (self->sheet->rows, i));

      g_array_append_val (self->heights, height);
    }
}

static TaSheetPlan *
plan_new (TaSheet *sheet, double scale)
{
  PangoContext *context = ta_sheet_text_context ();
  g_autoptr (GArray) heights = g_array_new (FALSE, FALSE, sizeof (double));
  cairo_rectangle_t area = ta_sheet_get_printable (sheet);
  TaSheetPlan *plan = g_new0 (TaSheetPlan, 1);
  Planner planner = { sheet, plan, context, heights };

  plan->scale = scale;
  plan->width = area.width / scale;
  plan->height = area.height / scale;
  plan->body = title_height (&planner) + TITLE_GAP;
  plan->foot = plan->height - foot_height (&planner);
  plan->n_pages = 1;
  plan->placed = g_array_new (FALSE, FALSE, sizeof (TaSheetPlaced));
  planner.top = plan->body;
  measure_rows (&planner);
  for (guint i = 0; i < sheet->rows->len; i++)
    place_row (&planner, i);
  g_object_unref (context);
  return plan;
}

/* The room that is left goes to the rows that take it. */
static void
stretch (TaSheetPlan *plan)
{
  const TaSheetPlaced *last = plan->placed->len > 0 ? &g_array_index (plan->placed, TaSheetPlaced, plan->placed->len - 1) : NULL;
  double left = last != NULL ? plan->foot - last->top - last->height : 0;
  double shift = 0, share;
  int n = 0;

  for (guint i = 0; i < plan->placed->len; i++)
    n += (g_array_index (plan->placed, TaSheetPlaced, i).row->flags & TA_ROW_STRETCH) != 0;
  share = n > 0 ? left / n : 0;
  for (guint i = 0; i < plan->placed->len; i++)
    {
      TaSheetPlaced *placed = &g_array_index (plan->placed, TaSheetPlaced, i);

      placed->top += shift;
      if (!(placed->row->flags & TA_ROW_STRETCH))
        continue;
      placed->height += share;
      shift += share;
    }
}

/* On as few pages as are legible, and there as large as fits. */
static TaSheetPlan *
best_plan (TaSheet *sheet)
{
  TaSheetPlan *least = plan_new (sheet, sheet->least);
  int n_pages = least->n_pages;

  for (double scale = n_pages == 1 ? sheet->most : MIN (sheet->most, 1); scale > sheet->least + SLACK; scale -= SCALE_STEP)
    {
      TaSheetPlan *plan = plan_new (sheet, scale);

      if (plan->n_pages == n_pages)
        {
          ta_sheet_plan_free (least);
          return plan;
        }
      ta_sheet_plan_free (plan);
    }
  return least;
}

const TaSheetPlan *
ta_sheet_get_plan (TaSheet *sheet)
{
  if (sheet->plan != NULL)
    return sheet->plan;
  sheet->plan = best_plan (sheet);
  if (sheet->plan->n_pages == 1)
    stretch (sheet->plan);
  return sheet->plan;
}
