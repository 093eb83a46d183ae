/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-series-form.h"

#include "ta-date-row.h"
#include "ta-form.h"
#include "ta-series-order.h"
#include "ta-series-text.h"
#include "ta-weekday-row.h"
#include "ta-words.h"

#include <glib/gi18n.h>

struct _TaSeriesForm
{
  AdwPreferencesGroup parent_instance;

  TaContext *context;
  GtkWidget *repeat; /* (nullable): AdwExpanderRow: whether there is to be a series */
  GtkWidget *days;
  GtkWidget *every;
  GtkWidget *until;
  GtkWidget *places;
  GtkWidget *newcomers;
  GtkWidget *capabilities;
  GtkWidget *on_holiday;
  GtkWidget *on_break;
  GtkWidget *rotation;
  GtkWidget *order; /* owned: it is shown beside the form */
  TaDate from;
};

G_DEFINE_FINAL_TYPE (TaSeriesForm, ta_series_form, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static TaRotation
rotation_of (TaSeriesForm *self)
{
  return (TaRotation) ta_form_get_code (self->rotation);
}

GtkWidget *
ta_series_form_get_order (TaSeriesForm *self)
{
  g_return_val_if_fail (TA_IS_SERIES_FORM (self), NULL);

  return self->order;
}

void
ta_series_form_turn_on (TaSeriesForm *self)
{
  g_return_if_fail (TA_IS_SERIES_FORM (self));

  if (self->repeat)
    adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self->repeat), TRUE);
}

gboolean
ta_series_form_is_on (TaSeriesForm *self)
{
  g_return_val_if_fail (TA_IS_SERIES_FORM (self), FALSE);

  return !self->repeat || adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self->repeat));
}

gboolean
ta_series_form_is_valid (TaSeriesForm *self)
{
  g_autoptr (GPtrArray) households = ta_series_order_get (TA_SERIES_ORDER (self->order));
  TaDate until = ta_date_row_get_date (TA_DATE_ROW (self->until));

  return ta_weekday_row_get (TA_WEEKDAY_ROW (self->days)) != 0 && ta_date_row_is_valid (TA_DATE_ROW (self->until)) && (until == TA_DATE_NONE || until >= self->from)
         && (rotation_of (self) == TA_ROTATION_NONE || households->len > 0);
}

void
ta_series_form_apply (TaSeriesForm *self, TaSeries *series)
{
  TaDate until = ta_date_row_get_date (TA_DATE_ROW (self->until));

  g_return_if_fail (TA_IS_SERIES_FORM (self));

  series->weekdays = ta_weekday_row_get (TA_WEEKDAY_ROW (self->days));
  series->every_weeks = (int) adw_spin_row_get_value (ADW_SPIN_ROW (self->every));
  series->until = until != TA_DATE_NONE ? until + 1 : TA_DATE_NONE;
  series->holders = (int) adw_spin_row_get_value (ADW_SPIN_ROW (self->places));
  series->newcomers = (int) adw_spin_row_get_value (ADW_SPIN_ROW (self->newcomers));
  series->on_holiday = (TaHolidayRule) ta_form_get_code (self->on_holiday);
  series->on_school_break = (TaHolidayRule) ta_form_get_code (self->on_break);
  series->rotation = rotation_of (self);
  g_clear_pointer (&series->households, g_ptr_array_unref);
  series->households = ta_series_order_get (TA_SERIES_ORDER (self->order));
}

void
ta_series_form_set_capabilities (TaSeriesForm *self, GPtrArray *capabilities)
{
  g_autofree char *text = ta_words_join (capabilities);

  g_return_if_fail (TA_IS_SERIES_FORM (self));

  gtk_editable_set_text (GTK_EDITABLE (self->capabilities), text);
}

GPtrArray *
ta_series_form_get_capabilities (TaSeriesForm *self)
{
  g_return_val_if_fail (TA_IS_SERIES_FORM (self), NULL);

  return ta_words_parse (gtk_editable_get_text (GTK_EDITABLE (self->capabilities)));
}

static void
update_summary (TaSeriesForm *self)
{
  g_autoptr (TaSeries) series = ta_series_new ("", "", self->from);
  g_autofree char *text = NULL;

  if (!self->repeat)
    return;
  ta_series_form_apply (self, series);
  if (!ta_series_form_is_on (self))
    text = g_strdup (_ ("One turn only"));
  else if (!ta_series_form_is_valid (self))
    text = g_strdup (_ ("Choose weekdays, who takes turns, and a last day that is not before the first"));
  else
    text = ta_series_rule_text (series);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->repeat), text);
}

static const char *
order_text (TaRotation rotation)
{
  return rotation == TA_ROTATION_WEEKDAY ? _ ("The households that are switched on keep a day of the week each, from the top down.")
                                         : _ ("The households that are switched on take turns, from the top down.");
}

void
ta_series_form_set_warning (TaSeriesForm *self, const char *text)
{
  g_return_if_fail (TA_IS_SERIES_FORM (self));

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->order), text ? text : order_text (rotation_of (self)));
}

static void
update (TaSeriesForm *self)
{
  TaRotation rotation = rotation_of (self);
  int places = (int) adw_spin_row_get_value (ADW_SPIN_ROW (self->places));

  gtk_widget_set_visible (self->order, ta_series_form_is_on (self) && rotation != TA_ROTATION_NONE);
  gtk_widget_set_visible (self->newcomers, places > 1);
  adw_spin_row_set_range (ADW_SPIN_ROW (self->newcomers), 0, places > 1 ? places : 9);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->order), order_text (rotation));
  update_summary (self);
}

static void
edited (TaSeriesForm *self)
{
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
ta_series_form_start (TaSeriesForm *self, const TaTurn *turn)
{
  gboolean moved = self->from != turn->date;

  g_return_if_fail (TA_IS_SERIES_FORM (self));

  self->from = turn->date;
  if (moved)
    ta_weekday_row_set (TA_WEEKDAY_ROW (self->days), 1u << (ta_date_weekday (turn->date) - 1));
  ta_series_order_set (TA_SERIES_ORDER (self->order), turn->pod, turn->date, ta_turn_holder (turn), NULL);
  update (self);
}

static void
add_row (TaSeriesForm *self, GtkWidget *row)
{
  if (self->repeat)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self->repeat), row);
  else
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
add_switch (TaSeriesForm *self)
{
  self->repeat = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->repeat), _ ("Repeat weekly"));
  adw_expander_row_set_show_enable_switch (ADW_EXPANDER_ROW (self->repeat), TRUE);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self->repeat), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->repeat);
}

static GtkWidget *
make_until (TaDate until)
{
  GtkWidget *row = ta_date_row_new (_ ("Until (empty: it goes on)"));

  ta_date_row_set_date (TA_DATE_ROW (row), until != TA_DATE_NONE ? until - 1 : TA_DATE_NONE);
  return row;
}

static void
make_rows (TaSeriesForm *self, const TaSeries *series)
{
  add_row (self, self->days = ta_weekday_row_new (_ ("On"), series->weekdays));
  add_row (self, self->every = ta_form_spin (_ ("Every how many weeks"), 1, 52, 1, series->every_weeks, 0));
  add_row (self, self->until = make_until (series->until));
  add_row (self, self->on_holiday = ta_form_codes (_ ("On public holidays they"), ta_holiday_rule_codes, (int) series->on_holiday));
  add_row (self, self->on_break = ta_form_codes (_ ("In school breaks they"), ta_holiday_rule_codes, (int) series->on_school_break));
  add_row (self, self->places = ta_form_spin (_ ("How many households hold a turn"), 1, 9, 1, series->holders, 0));
  add_row (self, self->newcomers = ta_form_spin (_ ("Newcomers among them"), 0, 9, 1, series->newcomers, 0));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->newcomers), _ ("How many may be on trial, beside experienced ones; 0: it makes no difference"));
  add_row (self, self->capabilities = ta_form_entry (_ ("Asks for, separated by commas"), ""));
  add_row (self, self->rotation = ta_form_codes (_ ("Who holds them"), ta_rotation_codes, (int) series->rotation));
}

static void
connect_rows (TaSeriesForm *self)
{
  GtkWidget *combos[] = { self->on_holiday, self->on_break, self->rotation };
  GtkWidget *spins[] = { self->every, self->places, self->newcomers };

  g_signal_connect_object (self->days, "changed", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (combos); i++)
    g_signal_connect_object (combos[i], "notify::selected", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (spins); i++)
    g_signal_connect_object (spins[i], "notify::value", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->until, "notify::date", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->order, "changed", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
  if (self->repeat)
    g_signal_connect_object (self->repeat, "notify::enable-expansion", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
}

static void
ta_series_form_dispose (GObject *object)
{
  g_clear_object (&TA_SERIES_FORM (object)->order);
  G_OBJECT_CLASS (ta_series_form_parent_class)->dispose (object);
}

static void
ta_series_form_finalize (GObject *object)
{
  g_clear_object (&TA_SERIES_FORM (object)->context);
  G_OBJECT_CLASS (ta_series_form_parent_class)->finalize (object);
}

static void
ta_series_form_class_init (TaSeriesFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_series_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_series_form_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_series_form_init (TaSeriesForm *self)
{
  self->from = TA_DATE_NONE;
}

static TaSeriesForm *
make (TaContext *context, const TaSeries *series, gboolean with_switch)
{
  TaSeriesForm *self = g_object_new (TA_TYPE_SERIES_FORM, NULL);

  self->context = g_object_ref (context);
  self->from = series->from;
  self->order = g_object_ref_sink (ta_series_order_new (context));
  if (with_switch)
    add_switch (self);
  make_rows (self, series);
  connect_rows (self);
  return self;
}

GtkWidget *
ta_series_form_new (TaContext *context)
{
  g_autoptr (TaSeries) series = ta_series_new ("", "", TA_DATE_NONE);
  TaSeriesForm *self;

  series->rotation = TA_ROTATION_ROTATE;
  self = make (context, series, TRUE);
  update (self);
  return GTK_WIDGET (self);
}

GtkWidget *
ta_series_form_new_for (TaContext *context, const TaSeries *series)
{
  TaSeriesForm *self = make (context, series, FALSE);

  ta_series_order_set (TA_SERIES_ORDER (self->order), series->pod, MAX (series->from, ta_context_get_today (context)), NULL,
                       series->households->len > 0 ? series->households : NULL);
  update (self);
  return GTK_WIDGET (self);
}
