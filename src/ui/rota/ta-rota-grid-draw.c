/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-grid-private.h"

#include <adwaita.h>

#define TEXT_PAD 8
#define RADIUS 10
/* Less room than for a word and three dots says nothing. */
#define LEAST_HOLIDAY 32

typedef enum
{
  TEXT_NAME,
  TEXT_NUMBER,
  TEXT_SMALL
} TextStyle;

static PangoAttrList *
text_attributes (TextStyle style)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  if (style == TEXT_NUMBER)
    {
      pango_attr_list_insert (attributes, pango_attr_scale_new (1.35));
      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
    }
  else if (style == TEXT_SMALL)
    pango_attr_list_insert (attributes, pango_attr_scale_new (0.9));
  return attributes;
}

/* Layouts are kept: the same few words are drawn in each frame. */
static PangoLayout *
text_layout (TaRotaGrid *self, TextStyle style, const char *text)
{
  g_autofree char *key = g_strdup_printf ("%d%s", style, text);
  PangoLayout *layout = g_hash_table_lookup (self->texts, key);

  if (!layout)
    {
      g_autoptr (PangoAttrList) attributes = text_attributes (style);

      layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
      pango_layout_set_attributes (layout, attributes);
      g_hash_table_insert (self->texts, g_steal_pointer (&key), layout);
    }
  return layout;
}

static void
text_size (TaRotaGrid *self, TextStyle style, const char *text, int *width, int *height)
{
  pango_layout_get_pixel_size (text_layout (self, style, text), width, height);
}

void
ta_rota_grid_measure_texts (TaRotaGrid *self)
{
  int name = 0, number, height;

  for (TaDate date = 0; date < 7; date++)
    {
      g_autofree char *day = ta_date_format (date, TA_DATE_DAY_NAME);
      int width;

      text_size (self, TEXT_NAME, day, &width, NULL);
      name = MAX (name, width);
    }
  text_size (self, TEXT_NUMBER, "30", &number, &height);
  self->metrics.gutter = name + number + 3 * TEXT_PAD;
  self->metrics.head = height + 14;
  text_size (self, TEXT_SMALL, "30", NULL, &height);
  self->metrics.small_head = height + 8;
  self->metrics.more = height + 6;
}

/* Draws @text with its start at @x, which is mirrored where lines run from right to left. */
static int
draw_text (TaRotaGrid *self, GtkSnapshot *snapshot, TextStyle style, const char *text, int x, int y, int height, const GdkRGBA *colour)
{
  PangoLayout *layout = text_layout (self, style, text);
  GdkRectangle rect = { x, y, 0, 0 };

  pango_layout_get_pixel_size (layout, &rect.width, &rect.height);
  rect.y += (height - rect.height) / 2;
  rect = ta_rota_grid_mirror (self, rect);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) rect.x, (float) rect.y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
  return rect.width;
}

static void
fill (TaRotaGrid *self, GtkSnapshot *snapshot, GdkRectangle rect, const GdkRGBA *colour)
{
  GskRoundedRect outline;
  GdkRectangle area = ta_rota_grid_mirror (self, rect);

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT ((float) area.x, (float) area.y, (float) area.width, (float) area.height), RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, colour, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
accent (double alpha, GdkRGBA *colour)
{
  g_autoptr (GdkRGBA) rgba = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());

  *colour = *rgba;
  colour->alpha = (float) alpha;
}

static GdkRGBA
foreground (TaRotaGrid *self, double alpha)
{
  GdkRGBA colour;

  gtk_widget_get_color (GTK_WIDGET (self), &colour);
  colour.alpha *= (float) alpha;
  return colour;
}

static TaDate
today (TaRotaGrid *self)
{
  return ta_context_get_today (ta_rota_model_get_context (self->model));
}

static void
draw_backgrounds (TaRotaGrid *self, GtkSnapshot *snapshot)
{
  GdkRGBA colour;

  for (guint i = 0; i < self->layout->cells->len; i++)
    {
      const TaRotaCell *cell = &g_array_index (self->layout->cells, TaRotaCell, i);
      GdkRectangle area = { cell->area.x + 1, cell->area.y + 2, cell->area.width - 2, cell->area.height - 4 };

      if (cell->date == today (self))
        {
          accent (0.1, &colour);
          fill (self, snapshot, area, &colour);
        }
      if (cell->date == self->drop_date)
        {
          accent (0.22, &colour);
          fill (self, snapshot, area, &colour);
        }
    }
}

static void
draw_lines (TaRotaGrid *self, GtkSnapshot *snapshot)
{
  GdkRGBA line = foreground (self, 0.1);

  for (guint i = self->layout->agenda ? 0 : 7; i < self->layout->cells->len; i += 7)
    {
      const TaRotaCell *cell = &g_array_index (self->layout->cells, TaRotaCell, i);
      int lift = self->layout->agenda ? 10 : 0;

      if (i > 0)
        gtk_snapshot_append_color (snapshot, &line,
                                   &GRAPHENE_RECT_INIT ((float) cell->area.x, (float) (cell->area.y - lift), (float) (self->layout->width - 2 * cell->area.x), 1));
    }
}

static char *
day_number (TaDate date)
{
  int day;

  ta_date_to_ymd (date, NULL, NULL, &day);
  return g_strdup_printf ("%d", day);
}

/* The holiday or the break of a day, behind its number at @x. */
static void
draw_holiday (TaRotaGrid *self, GtkSnapshot *snapshot, const TaRotaCell *cell, int x, int y, int height)
{
  const char *name = ta_rota_grid_holiday (self, cell->date);
  int room = cell->area.x + cell->area.width - x - TEXT_PAD;
  GdkRGBA colour = foreground (self, 0.6);
  PangoLayout *layout;

  if (!name || room < LEAST_HOLIDAY)
    return;
  layout = text_layout (self, TEXT_SMALL, name);
  pango_layout_set_width (layout, room * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  draw_text (self, snapshot, TEXT_SMALL, name, x, y, height, &colour);
}

/* The name and the number of a day, large. */
static void
draw_head (TaRotaGrid *self, GtkSnapshot *snapshot, const TaRotaCell *cell, int height)
{
  g_autofree char *name = ta_date_format (cell->date, TA_DATE_DAY_NAME);
  g_autofree char *number = day_number (cell->date);
  GdkRGBA dim = foreground (self, 0.6);
  GdkRGBA strong = foreground (self, 0.9);
  int x = cell->area.x + TEXT_PAD;

  if (cell->date == today (self))
    accent (1, &strong);
  x += draw_text (self, snapshot, TEXT_NAME, name, x, cell->area.y + 2, height, &dim);
  x += TEXT_PAD + draw_text (self, snapshot, TEXT_NUMBER, number, x + TEXT_PAD, cell->area.y + 2, height, &strong);
  if (!self->agenda)
    draw_holiday (self, snapshot, cell, x + TEXT_PAD, cell->area.y + 2, height);
}

static void
draw_small_head (TaRotaGrid *self, GtkSnapshot *snapshot, const TaRotaCell *cell, gboolean first)
{
  g_autofree char *number = day_number (cell->date);
  g_autofree char *date = ta_date_format (cell->date, TA_DATE_SHORT);
  gboolean is_first = g_str_equal (number, "1") || first;
  gboolean dimmed = self->span.view == TA_ROTA_MONTH && !ta_rota_span_is_main (&self->span, cell->date);
  GdkRGBA colour = foreground (self, dimmed ? 0.4 : 0.75);
  int x = cell->area.x + TEXT_PAD;

  if (cell->date == today (self))
    accent (1, &colour);
  x += draw_text (self, snapshot, TEXT_SMALL, is_first && cell->size != TA_TURN_CARD_BADGE ? date : number, x, cell->area.y + 4,
                  self->metrics.small_head - 4, &colour);
  draw_holiday (self, snapshot, cell, x + TEXT_PAD, cell->area.y + 4, self->metrics.small_head - 4);
}

/* A name that is wider than its column is cut to its first letter. */
static char *
fit_name (TaRotaGrid *self, char *name, int room)
{
  int width;

  text_size (self, TEXT_SMALL, name, &width, NULL);
  if (width > room)
    *g_utf8_next_char (name) = '\0';
  return name;
}

static void
draw_weekdays (TaRotaGrid *self, GtkSnapshot *snapshot)
{
  GdkRGBA colour = foreground (self, 0.6);

  for (int column = 0; column < 7; column++)
    {
      const TaRotaCell *cell = &g_array_index (self->layout->cells, TaRotaCell, column);
      g_autofree char *name = fit_name (self, ta_date_format (cell->date, TA_DATE_DAY_NAME), cell->area.width - TEXT_PAD);

      draw_text (self, snapshot, TEXT_SMALL, name, cell->area.x + TEXT_PAD, 2, self->metrics.small_head - 4, &colour);
    }
}

/* Who is away, under the cards of a day. */
static void
draw_note (TaRotaGrid *self, GtkSnapshot *snapshot, const TaRotaCell *cell)
{
  g_autofree char *text = ta_rota_grid_note_text (self, cell->date, self->agenda);
  GdkRectangle rect = ta_rota_layout_note (self->layout, cell, ta_rota_grid_get_day (cell->date, self, NULL));
  GdkRGBA colour = foreground (self, 0.6);
  PangoLayout *layout = text_layout (self, TEXT_SMALL, text);

  pango_layout_set_width (layout, rect.width * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  rect = ta_rota_grid_mirror (self, rect);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) rect.x, (float) rect.y));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_heads (TaRotaGrid *self, GtkSnapshot *snapshot)
{
  if (self->span.view == TA_ROTA_MONTH)
    draw_weekdays (self, snapshot);
  for (guint i = 0; i < self->layout->cells->len; i++)
    {
      const TaRotaCell *cell = &g_array_index (self->layout->cells, TaRotaCell, i);

      if (self->layout->agenda || (self->span.view == TA_ROTA_WEEK && i < 7))
        draw_head (self, snapshot, cell, self->metrics.head);
      else
        draw_small_head (self, snapshot, cell, self->span.view == TA_ROTA_WEEK && i % 7 == 0);
      if (cell->noted)
        draw_note (self, snapshot, cell);
    }
}

void
ta_rota_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TaRotaGrid *self = TA_ROTA_GRID (widget);

  if (!self->layout || !self->model)
    return;
  draw_backgrounds (self, snapshot);
  draw_lines (self, snapshot);
  draw_heads (self, snapshot);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    gtk_widget_snapshot_child (widget, child, snapshot);
}
