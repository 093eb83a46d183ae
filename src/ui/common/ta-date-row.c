/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-date-row.h"

#include <glib/gi18n.h>

struct _TaDateRow
{
  AdwEntryRow parent_instance;

  GtkWidget *calendar; /* borrowed */
  GtkWidget *popover;  /* borrowed */
  TaDate date;
  gboolean valid;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (TaDateRow, ta_date_row, ADW_TYPE_ENTRY_ROW)

typedef enum
{
  PROP_DATE = 1,
  PROP_VALID
} TaDateRowProperty;

static GParamSpec *properties[PROP_VALID + 1];

static TaDate
from_locale_text (const char *text)
{
  GDate parsed;

  g_date_clear (&parsed, 1);
  g_date_set_parse (&parsed, text);
  if (!g_date_valid (&parsed))
    return TA_DATE_NONE;
  return ta_date_from_ymd (g_date_get_year (&parsed), (int) g_date_get_month (&parsed), g_date_get_day (&parsed));
}

static void
take (TaDateRow *self, TaDate date, gboolean valid)
{
  gboolean date_changed = self->date != date;
  gboolean valid_changed = self->valid != valid;

  self->date = date;
  self->valid = valid;
  if (valid)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  if (date_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATE]);
  if (valid_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

static void
read_text (TaDateRow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));
  TaDate date = TA_DATE_NONE;

  if (self->updating)
    return;
  if (*text != '\0' && !ta_date_parse (text, &date))
    date = from_locale_text (text);
  take (self, date, *text == '\0' || date != TA_DATE_NONE);
}

static void
show_date (TaDateRow *self)
{
  g_autofree char *text = ta_date_format (self->date, TA_DATE_MEDIUM);

  self->updating = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self), text);
  self->updating = FALSE;
}

static void
on_focus_leave (TaDateRow *self)
{
  if (self->valid)
    show_date (self);
}

static void
on_day_selected (TaDateRow *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (GTK_CALENDAR (self->calendar));

  if (self->updating)
    return;
  ta_date_row_set_date (self, ta_date_from_ymd (g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day)));
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
on_popover_show (TaDateRow *self)
{
  g_autoptr (GDateTime) day = NULL;
  int year, month, number;

  if (self->date == TA_DATE_NONE)
    return;
  ta_date_to_ymd (self->date, &year, &month, &number);
  day = g_date_time_new_local (year, month, number, 12, 0, 0);
  self->updating = TRUE;
  gtk_calendar_select_day (GTK_CALENDAR (self->calendar), day);
  self->updating = FALSE;
}

static void
ta_date_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  TaDateRow *self = TA_DATE_ROW (object);

  switch ((TaDateRowProperty) prop_id)
    {
    case PROP_DATE:
      g_value_set_int (value, self->date);
      break;
    case PROP_VALID:
      g_value_set_boolean (value, self->valid);
      break;
    }
}

static void
ta_date_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((TaDateRowProperty) prop_id)
    {
    case PROP_DATE:
      ta_date_row_set_date (TA_DATE_ROW (object), g_value_get_int (value));
      break;
    case PROP_VALID:
      break;
    }
}

static void
ta_date_row_class_init (TaDateRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ta_date_row_get_property;
  object_class->set_property = ta_date_row_set_property;
  properties[PROP_DATE] = g_param_spec_int ("date", NULL, NULL, G_MININT32, G_MAXINT32, TA_DATE_NONE,
                                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_VALID] = g_param_spec_boolean ("valid", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ta_date_row_init (TaDateRow *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->date = TA_DATE_NONE;
  self->valid = TRUE;
  self->calendar = gtk_calendar_new ();
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), self->calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), self->popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Pick a Date"));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), button);
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (on_day_selected), self);
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (on_popover_show), self);
  g_signal_connect (self, "changed", G_CALLBACK (read_text), NULL);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

GtkWidget *
ta_date_row_new (const char *title)
{
  return g_object_new (TA_TYPE_DATE_ROW, "title", title, NULL);
}

TaDate
ta_date_row_get_date (TaDateRow *self)
{
  g_return_val_if_fail (TA_IS_DATE_ROW (self), TA_DATE_NONE);
  return self->valid ? self->date : TA_DATE_NONE;
}

void
ta_date_row_set_date (TaDateRow *self, TaDate date)
{
  g_return_if_fail (TA_IS_DATE_ROW (self));
  take (self, date, TRUE);
  show_date (self);
}

gboolean
ta_date_row_is_valid (TaDateRow *self)
{
  g_return_val_if_fail (TA_IS_DATE_ROW (self), FALSE);
  return self->valid;
}
