/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-series-group.h"

#include "ta-rota-rules-table.h"
#include "ta-series-table.h"
#include "ta-series-text.h"
#include "ta-words.h"

#include <glib/gi18n.h>

struct _TaSeriesGroup
{
  AdwPreferencesGroup parent_instance;

  TaSeries *series;        /* (nullable) until it is read */
  GPtrArray *capabilities; /* (nullable): of char * */
  GCancellable *reading;
  GtkWidget *rule;
  GtkWidget *edit;
};

G_DEFINE_FINAL_TYPE (TaSeriesGroup, ta_series_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  EDIT,
  RESTORE,
  READ,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  TaSeries *series;
  GPtrArray *capabilities;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->series, ta_series_free);
  g_clear_pointer (&reading->capabilities, g_ptr_array_unref);
  g_free (reading);
}

static gpointer
read_series (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->series = ta_series_table_get (database, data, error);
  if (reading->series)
    reading->capabilities = ta_requirement_table_get (database, data, error);
  if (reading->capabilities)
    return reading;
  reading_free (reading);
  return NULL;
}

static void
show (TaSeriesGroup *self)
{
  g_autofree char *rule = ta_series_rule_text (self->series);
  g_autofree char *words = ta_words_join (self->capabilities);
  g_autofree char *text = self->capabilities->len > 0 ? g_strdup_printf (_ ("%s. Asks for: %s"), rule, words) : g_strdup (rule);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rule), text);
  gtk_widget_set_sensitive (self->edit, TRUE);
  g_signal_emit (self, signals[READ], 0);
}

GPtrArray *
ta_series_group_get_capabilities (TaSeriesGroup *self)
{
  g_return_val_if_fail (TA_IS_SERIES_GROUP (self), NULL);

  return self->capabilities;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaSeriesGroup) self = data;
  g_autoptr (GError) error = NULL;
  Reading *reading = ta_store_read_finish (TA_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!reading)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rule), error->message);
      return;
    }
  self->series = g_steal_pointer (&reading->series);
  self->capabilities = g_steal_pointer (&reading->capabilities);
  reading_free (reading);
  show (self);
}

static void
wants_edit (TaSeriesGroup *self)
{
  g_signal_emit (self, signals[EDIT], 0, self->series);
}

static void
wants_restore (TaSeriesGroup *self)
{
  g_signal_emit (self, signals[RESTORE], 0);
}

static GtkWidget *
add_button (TaSeriesGroup *self, const char *title, GCallback callback)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_object (row, "activated", callback, self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return row;
}

static void
ta_series_group_dispose (GObject *object)
{
  TaSeriesGroup *self = TA_SERIES_GROUP (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->series, ta_series_free);
  g_clear_pointer (&self->capabilities, g_ptr_array_unref);
  G_OBJECT_CLASS (ta_series_group_parent_class)->dispose (object);
}

static void
ta_series_group_class_init (TaSeriesGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_series_group_dispose;
  signals[EDIT] = g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[READ] = g_signal_new ("read", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RESTORE] = g_signal_new ("restore", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_series_group_init (TaSeriesGroup *self)
{
  self->reading = g_cancellable_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Series"));
  self->rule = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Repeats"), "use-markup", FALSE, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->rule);
}

GtkWidget *
ta_series_group_new (TaContext *context, const TaTurn *turn)
{
  TaSeriesGroup *self = g_object_new (TA_TYPE_SERIES_GROUP, NULL);

  if (turn->edited)
    {
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _ ("This turn was changed by hand: changes of its series leave it as it is."));
      add_button (self, _ ("Give Back to the Series"), G_CALLBACK (wants_restore));
    }
  self->edit = add_button (self, _ ("Edit Series…"), G_CALLBACK (wants_edit));
  gtk_widget_set_sensitive (self->edit, FALSE);
  ta_store_read_async (ta_context_get_store (context), read_series, g_strdup (turn->series), g_free, reading_free, self->reading, on_read,
                       g_object_ref (self));
  return GTK_WIDGET (self);
}
