/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sheet-preview.h"

#include <glib/gi18n.h>

/* Less shows no more than that there is a page. */
#define LEAST 160
#define NATURAL 480

struct _TaSheetPreview
{
  GtkWidget parent_instance;

  TaSheet *sheet; /* (nullable), borrowed */
  int page;
};

G_DEFINE_FINAL_TYPE (TaSheetPreview, ta_sheet_preview, GTK_TYPE_WIDGET)

/* Where the page lies: whole, and in the middle. */
static graphene_rect_t
page_bounds (TaSheetPreview *self, double *scale)
{
  double width, height, room_x = gtk_widget_get_width (GTK_WIDGET (self)), room_y = gtk_widget_get_height (GTK_WIDGET (self));

  ta_sheet_get_size (self->sheet, &width, &height);
  *scale = MIN (room_x / width, room_y / height);
  return GRAPHENE_RECT_INIT ((float) ((room_x - width * *scale) / 2), (float) ((room_y - height * *scale) / 2), (float) (width * *scale),
                             (float) (height * *scale));
}

static void
ta_sheet_preview_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TaSheetPreview *self = TA_SHEET_PREVIEW (widget);
  const GdkRGBA white = { 1, 1, 1, 1 }, line = { 0.5F, 0.5F, 0.5F, 0.5F };
  graphene_rect_t bounds;
  GskRoundedRect frame;
  cairo_t *cairo;
  double scale;

  if (self->sheet == NULL)
    return;
  bounds = page_bounds (self, &scale);
  gtk_snapshot_append_color (snapshot, &white, &bounds);
  cairo = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_translate (cairo, bounds.origin.x, bounds.origin.y);
  cairo_scale (cairo, scale, scale);
  ta_sheet_draw (self->sheet, cairo, self->page);
  cairo_destroy (cairo);
  gsk_rounded_rect_init_from_rect (&frame, &bounds, 0);
  gtk_snapshot_append_border (snapshot, &frame, (const float[]) { 1, 1, 1, 1 }, (const GdkRGBA[]) { line, line, line, line });
}

static void
ta_sheet_preview_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = LEAST;
  *natural = NATURAL;
}

static void
ta_sheet_preview_class_init (TaSheetPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = ta_sheet_preview_snapshot;
  widget_class->measure = ta_sheet_preview_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ta_sheet_preview_init (TaSheetPreview *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Preview"), -1);
}

GtkWidget *
ta_sheet_preview_new (void)
{
  return g_object_new (TA_TYPE_SHEET_PREVIEW, NULL);
}

static void
describe (TaSheetPreview *self)
{
  g_autofree char *text = NULL;

  if (self->sheet == NULL)
    return;
  /* Translators: the title of a sheet, the number of a page, and how many there are */
  text = g_strdup_printf (_ ("%s, page %d of %d"), ta_sheet_get_title (self->sheet), self->page + 1, ta_sheet_count_pages (self->sheet));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

void
ta_sheet_preview_set (TaSheetPreview *preview, TaSheet *sheet, int page)
{
  g_return_if_fail (TA_IS_SHEET_PREVIEW (preview));
  preview->sheet = sheet;
  preview->page = page;
  describe (preview);
  gtk_widget_queue_draw (GTK_WIDGET (preview));
}
