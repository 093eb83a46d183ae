/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-reminder-watch.h"

#include "ta-reminder-table.h"

#include <glib/gi18n.h>

/* Timeouts do not count while the computer sleeps, so none is longer than this many seconds. */
#define LONGEST_WAIT 60

/* The table looks some weeks ahead; what lies beyond comes within reach while the window stays open. */
#define LONGEST_REST (24 * 60 * 60)

struct _TaReminderWatch
{
  GObject parent_instance;

  TaContext *context; /* owned */
  TaReminderFunc func;
  gpointer data;
  GCancellable *cancellable;
  gint64 next; /* seconds since 1970 */
  guint timer; /* source */
  gboolean busy;
  gboolean again; /* something changed while it looked */
};

G_DEFINE_FINAL_TYPE (TaReminderWatch, ta_reminder_watch, G_TYPE_OBJECT)

typedef struct
{
  gint64 now;
  char *timezone;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->timezone);
  g_free (request);
}

static gpointer
read_due (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (request->timezone);
  g_autoptr (GTimeZone) local = zone == NULL ? g_time_zone_new_local () : NULL;

  return ta_reminder_table_due (database, request->now, zone != NULL ? zone : local, error);
}

/* What was found, for the worker to take down and for the person to be told: whoever is done last frees it. */
static gboolean
run_mark (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *due = data;

  for (guint i = 0; i < due->len; i++)
    if (!ta_reminder_table_mark_shown (database, g_ptr_array_index (due, i), error))
      return FALSE;
  return TRUE;
}

static gint64
now_of (TaReminderWatch *self)
{
  return ta_context_get_now (self->context) / G_USEC_PER_SEC;
}

static gboolean
on_timer (gpointer data)
{
  TaReminderWatch *self = data;

  if (now_of (self) < self->next)
    return G_SOURCE_CONTINUE;
  self->timer = 0;
  ta_reminder_watch_look (self);
  return G_SOURCE_REMOVE;
}

static void
rest (TaReminderWatch *self)
{
  gint64 wait = self->next - now_of (self);

  self->busy = FALSE;
  if (self->again)
    {
      self->again = FALSE;
      ta_reminder_watch_look (self);
      return;
    }
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds ((guint) CLAMP (wait, 1, LONGEST_WAIT), on_timer, self);
}

static void
remind (TaReminderWatch *self, const TaReminder *reminder)
{
  const TaService *service = ta_context_find_service (self->context, reminder->turn->service);
  TaHouseholdItem *item = ta_context_find_household (self->context, ta_turn_holder (reminder->turn));
  g_autofree char *text = NULL;

  if (service == NULL || item == NULL)
    return;
  text = ta_reminder_text (reminder->turn, service, ta_household_item_get_name (item), ta_context_get_today (self->context));
  self->func (reminder, text, self->data);
}

typedef struct
{
  TaReminderWatch *watch;
  GPtrArray *due;
} Marking;

static void
on_marked (GObject *object, GAsyncResult *result, gpointer data)
{
  Marking *marking = data;
  TaReminderWatch *self = marking->watch;

  /* What could not be taken down would come again and again. */
  if (ta_store_run_finish (TA_STORE (object), result, NULL) && self->cancellable != NULL)
    for (guint i = 0; i < marking->due->len; i++)
      remind (self, g_ptr_array_index (marking->due, i));
  if (self->cancellable != NULL)
    rest (self);
  g_ptr_array_unref (marking->due);
  g_object_unref (self);
  g_free (marking);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaReminderWatch) self = data;
  g_autoptr (TaDueReminders) due = ta_store_read_finish (TA_STORE (object), result, NULL);
  Marking *marking;

  if (self->cancellable == NULL)
    return;
  self->next = now_of (self) + LONGEST_REST;
  if (due != NULL)
    self->next = MIN (self->next, due->next);
  if (due == NULL || due->due->len == 0)
    {
      rest (self);
      return;
    }
  marking = g_new0 (Marking, 1);
  marking->watch = g_object_ref (self);
  marking->due = g_ptr_array_ref (due->due);
  ta_store_run_async (TA_STORE (object), _ ("Reminded of turns"), NULL, run_mark, g_ptr_array_ref (due->due), (GDestroyNotify) g_ptr_array_unref,
                      NULL, on_marked, marking);
}

gboolean
ta_reminder_watch_is_busy (TaReminderWatch *self)
{
  g_return_val_if_fail (TA_IS_REMINDER_WATCH (self), FALSE);
  return self->busy;
}

void
ta_reminder_watch_look (TaReminderWatch *self)
{
  const TaCollective *collective;
  Request *request;

  g_return_if_fail (TA_IS_REMINDER_WATCH (self));
  collective = ta_context_get_collective (self->context);
  if (self->busy)
    self->again = TRUE;
  if (self->busy || collective == NULL)
    return;
  self->busy = TRUE;
  request = g_new0 (Request, 1);
  request->now = now_of (self);
  request->timezone = g_strdup (collective->timezone);
  ta_store_read_async (ta_context_get_store (self->context), read_due, request, request_free, (GDestroyNotify) ta_due_reminders_free,
                       self->cancellable, on_read, g_object_ref (self));
}

static void
on_changed (TaReminderWatch *self, GPtrArray *changes)
{
  static const char *const kinds[] = { "turn", "reminder", "service", "collective" };

  for (guint i = 0; i < changes->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (kinds); j++)
      if (g_str_equal (((TaChange *) g_ptr_array_index (changes, i))->aggregate, kinds[j]))
        {
          ta_reminder_watch_look (self);
          return;
        }
}

static void
ta_reminder_watch_dispose (GObject *object)
{
  TaReminderWatch *self = TA_REMINDER_WATCH (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (ta_reminder_watch_parent_class)->dispose (object);
}

static void
ta_reminder_watch_finalize (GObject *object)
{
  g_clear_object (&TA_REMINDER_WATCH (object)->context);
  G_OBJECT_CLASS (ta_reminder_watch_parent_class)->finalize (object);
}

static void
ta_reminder_watch_class_init (TaReminderWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_reminder_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_reminder_watch_finalize;
}

static void
ta_reminder_watch_init (TaReminderWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->next = G_MAXINT64;
}

TaReminderWatch *
ta_reminder_watch_new (TaContext *context, TaReminderFunc func, gpointer data)
{
  TaReminderWatch *self = g_object_new (TA_TYPE_REMINDER_WATCH, NULL);

  self->context = g_object_ref (context);
  self->func = func;
  self->data = data;
  g_signal_connect_object (context, "ready", G_CALLBACK (ta_reminder_watch_look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  if (ta_context_is_ready (context))
    ta_reminder_watch_look (self);
  return self;
}
