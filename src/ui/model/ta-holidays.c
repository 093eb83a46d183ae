/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-holidays.h"

#include "ta-calendar-table.h"

struct _TaHolidays
{
  GObject parent_instance;

  TaContext *context;
  GHashTable *names;     /* date → name */
  GCancellable *reading; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (TaHolidays, ta_holidays, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* The first name that a day gets stays. */
static gboolean
add_kind (TaDatabase *database, TaCalendarKind kind, GHashTable *names, GError **error)
{
  g_autoptr (GPtrArray) days
      = ta_calendar_table_list_kind (database, kind, ta_date_from_ymd (1583, 1, 1), ta_date_from_ymd (9999, 12, 31), error);

  for (guint i = 0; days && i < days->len; i++)
    {
      const TaCalendarDay *day = days->pdata[i];

      for (TaDate date = day->from; date < day->until; date++)
        if (!g_hash_table_contains (names, GINT_TO_POINTER (date)))
          g_hash_table_insert (names, GINT_TO_POINTER (date), g_strdup (day->name));
    }
  return days != NULL;
}

static gpointer
read_names (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  if (!add_kind (database, TA_CALENDAR_HOLIDAYS, names, error) || !add_kind (database, TA_CALENDAR_SCHOOL, names, error))
    return NULL;
  return g_steal_pointer (&names);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaHolidays) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) names = ta_store_read_finish (TA_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  if (!names)
    {
      if (self->context)
        g_signal_emit_by_name (self->context, "failed", error->message);
      return;
    }
  g_hash_table_unref (self->names);
  self->names = g_steal_pointer (&names);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
reload (TaHolidays *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  ta_store_read_async (ta_context_get_store (self->context), read_names, NULL, NULL, (GDestroyNotify) g_hash_table_unref, self->reading, on_read,
                       g_object_ref (self));
}

static void
on_changed (TaHolidays *self, GPtrArray *changes)
{
  g_autoptr (GPtrArray) ids = ta_changes_collect_ids (changes, "calendar");

  if (ids->len > 0)
    reload (self);
}

const char *
ta_holidays_get (TaHolidays *self, TaDate date)
{
  g_return_val_if_fail (TA_IS_HOLIDAYS (self), NULL);

  return g_hash_table_lookup (self->names, GINT_TO_POINTER (date));
}

gboolean
ta_holidays_is_settled (TaHolidays *self)
{
  g_return_val_if_fail (TA_IS_HOLIDAYS (self), TRUE);

  return self->reading == NULL;
}

static void
ta_holidays_dispose (GObject *object)
{
  TaHolidays *self = TA_HOLIDAYS (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ta_holidays_parent_class)->dispose (object);
}

static void
ta_holidays_finalize (GObject *object)
{
  g_hash_table_unref (TA_HOLIDAYS (object)->names);
  G_OBJECT_CLASS (ta_holidays_parent_class)->finalize (object);
}

static void
ta_holidays_class_init (TaHolidaysClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_holidays_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_holidays_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_holidays_init (TaHolidays *self)
{
  self->names = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

TaHolidays *
ta_holidays_new (TaContext *context)
{
  TaHolidays *self = g_object_new (TA_TYPE_HOLIDAYS, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  reload (self);
  return self;
}
