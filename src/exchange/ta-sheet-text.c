/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sheet-text.h"

#define FONT "Sans"
#define POINTS 10.0
#define SMALL_POINTS 8.5
#define LARGE_POINTS 12.5
#define TITLE_POINTS 19.0

/* The width of a column of boxes. */
#define BOX_COLUMN 22.0

/* Without hints, so that lines break at the same words on a screen and on paper. */
PangoContext *
ta_sheet_text_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  return context;
}

static void
insert (PangoAttrList *attributes, PangoAttribute *attribute, guint from, guint until)
{
  attribute->start_index = from;
  attribute->end_index = until;
  pango_attr_list_insert (attributes, attribute);
}

static double
points_of (TaInk ink)
{
  if (ink & TA_INK_TITLE)
    return TITLE_POINTS;
  if (ink & TA_INK_LARGE)
    return LARGE_POINTS;
  return ink & TA_INK_SMALL ? SMALL_POINTS : POINTS;
}

static void
insert_ink (PangoAttrList *attributes, TaInk ink, guint from, guint until)
{
  if (ink & TA_INK_BOLD)
    insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), from, until);
  if (ink & TA_INK_ITALIC)
    insert (attributes, pango_attr_style_new (PANGO_STYLE_ITALIC), from, until);
  if (ink & TA_INK_STRUCK)
    insert (attributes, pango_attr_strikethrough_new (TRUE), from, until);
  insert (attributes, pango_attr_size_new ((int) (points_of (ink) * PANGO_SCALE)), from, until);
}

static PangoLayout *
new_layout (PangoContext *context, const char *text, double width)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_from_string (FONT);

  pango_font_description_set_size (font, (int) (POINTS * PANGO_SCALE));
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (MAX (width, 1) * PANGO_SCALE));
  pango_layout_set_text (layout, text, -1);
  return layout;
}

PangoLayout *
ta_sheet_text_cell (PangoContext *context, const TaSheetCell *cell, double width)
{
  PangoLayout *layout = new_layout (context, cell->text->str, width);
  PangoAttrList *attributes = pango_attr_list_new ();

  for (guint i = 0; i < cell->runs->len; i++)
    {
      const TaSheetRun *run = &g_array_index (cell->runs, TaSheetRun, i);

      insert_ink (attributes, run->ink, run->from, run->until);
    }
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  if (cell->flags & TA_CELL_RIGHT)
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  return layout;
}

PangoLayout *
ta_sheet_text_plain (PangoContext *context, TaInk ink, const char *text, double width)
{
  PangoLayout *layout = new_layout (context, text, width);
  PangoAttrList *attributes = pango_attr_list_new ();

  insert_ink (attributes, ink, 0, PANGO_ATTR_INDEX_TO_TEXT_END);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

double
ta_sheet_text_height (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return (double) logical.height / PANGO_SCALE;
}

void
ta_sheet_text_column (const TaSheetRow *row, double width, guint index, double *left, double *cell_width)
{
  const GArray *columns = row->table->columns;
  double parts = 0, before = 0, fixed = 0, fixed_before = 0;

  for (guint i = 0; i < columns->len; i++)
    {
      int part = g_array_index (columns, int, i);

      if (i < index)
        before += part;
      if (i < index && part == 0)
        fixed_before += BOX_COLUMN;
      fixed += part == 0 ? BOX_COLUMN : 0;
      parts += part;
    }
  if (parts > 0)
    before *= (width - fixed) / parts;
  *left = before + fixed_before;
  *cell_width = g_array_index (columns, int, index) == 0 ? BOX_COLUMN : (width - fixed) / parts * g_array_index (columns, int, index);
}
