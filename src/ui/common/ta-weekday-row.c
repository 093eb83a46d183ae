/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-weekday-row.h"

#include "ta-date.h"

/* The first of January 1970 was a Thursday: the Monday after it is day 4. */
#define A_MONDAY 4

struct _TaWeekdayRow
{
  AdwPreferencesRow parent_instance;

  GtkWidget *days[7]; /* toggle buttons, Monday first */
};

G_DEFINE_FINAL_TYPE (TaWeekdayRow, ta_weekday_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

guint
ta_weekday_row_get (TaWeekdayRow *self)
{
  guint weekdays = 0;

  g_return_val_if_fail (TA_IS_WEEKDAY_ROW (self), 0);

  for (int i = 0; i < 7; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->days[i])))
      weekdays |= 1u << i;
  return weekdays;
}

void
ta_weekday_row_set (TaWeekdayRow *self, guint weekdays)
{
  g_return_if_fail (TA_IS_WEEKDAY_ROW (self));

  for (int i = 0; i < 7; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->days[i]), (weekdays >> i & 1) != 0);
}

static void
toggled (TaWeekdayRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
ta_weekday_row_class_init (TaWeekdayRowClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_weekday_row_init (TaWeekdayRow *self)
{
  GtkWidget *box = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  g_object_set (box, "margin-top", 8, "margin-bottom", 8, "margin-start", 12, "margin-end", 12, NULL);
  for (int i = 0; i < 7; i++)
    {
      int weekday = (ta_locale_first_weekday () - 1 + i) % 7;
      g_autofree char *name = ta_date_format (A_MONDAY + weekday, TA_DATE_DAY_NAME);

      self->days[weekday] = gtk_toggle_button_new_with_label (name);
      g_signal_connect_object (self->days[weekday], "toggled", G_CALLBACK (toggled), self, G_CONNECT_SWAPPED);
      adw_wrap_box_append (ADW_WRAP_BOX (box), self->days[weekday]);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

GtkWidget *
ta_weekday_row_new (const char *title, guint weekdays)
{
  TaWeekdayRow *self = g_object_new (TA_TYPE_WEEKDAY_ROW, "activatable", FALSE, "focusable", FALSE, "title", title, NULL);

  ta_weekday_row_set (self, weekdays);
  return GTK_WIDGET (self);
}
