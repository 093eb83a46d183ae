/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-qr-view.h"

#include "ta-qr.h"

#include <glib/gi18n.h>

#define SIZE 240

struct _TaQrView
{
  GtkWidget parent_instance;

  TaQr *qr; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (TaQrView, ta_qr_view, GTK_TYPE_WIDGET)

static void
snapshot_modules (TaQrView *self, GtkSnapshot *snapshot, float module)
{
  const GdkRGBA dark = { 0, 0, 0, 1 };
  int size = ta_qr_get_size (self->qr);

  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++)
      {
        int end = x;

        while (end < size && ta_qr_get (self->qr, end, y))
          end++;
        if (end > x)
          gtk_snapshot_append_color (snapshot, &dark,
                                     &GRAPHENE_RECT_INIT ((float) (x + TA_QR_MARGIN) * module, (float) (y + TA_QR_MARGIN) * module, (float) (end - x) * module, module));
        x = MAX (x, end);
      }
}

/* Whole pixels a module: a blurred edge is what a camera stumbles over. */
static void
ta_qr_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TaQrView *self = TA_QR_VIEW (widget);
  const GdkRGBA light = { 1, 1, 1, 1 };
  int side = MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  int modules;
  int module;
  float edge;

  if (self->qr == NULL)
    return;
  modules = ta_qr_get_size (self->qr) + 2 * TA_QR_MARGIN;
  module = MAX (1, side / modules);
  edge = (float) (module * modules);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) ((gtk_widget_get_width (widget) - (int) edge) / 2), (float) ((gtk_widget_get_height (widget) - (int) edge) / 2)));
  gtk_snapshot_append_color (snapshot, &light, &GRAPHENE_RECT_INIT (0, 0, edge, edge));
  snapshot_modules (self, snapshot, (float) module);
  gtk_snapshot_restore (snapshot);
}

static void
ta_qr_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
ta_qr_view_finalize (GObject *object)
{
  g_clear_pointer (&TA_QR_VIEW (object)->qr, ta_qr_free);
  G_OBJECT_CLASS (ta_qr_view_parent_class)->finalize (object);
}

static void
ta_qr_view_class_init (TaQrViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ta_qr_view_finalize;
  widget_class->snapshot = ta_qr_view_snapshot;
  widget_class->measure = ta_qr_view_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ta_qr_view_init (TaQrView *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Code to scan"), -1);
}

gboolean
ta_qr_view_set_text (TaQrView *self, const char *text)
{
  g_return_val_if_fail (TA_IS_QR_VIEW (self), FALSE);
  g_clear_pointer (&self->qr, ta_qr_free);
  if (text != NULL)
    self->qr = ta_qr_new (text, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return text == NULL || self->qr != NULL;
}

GtkWidget *
ta_qr_view_new (void)
{
  return g_object_new (TA_TYPE_QR_VIEW, NULL);
}
