/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-context.h"

#include "ta-household-list.h"
#include "ta-household-table.h"
#include "ta-pod-table.h"

#include <glib/gi18n.h>

struct _TaContext
{
  GObject parent_instance;

  TaStore *store;
  TaClock clock;
  gpointer clock_data;
  GTimeZone *timezone;
  GCancellable *cancellable;
  guint watch;        /* source */
  TaDate today;       /* as it was announced */
  guint readings;     /* under way */
  GPtrArray *waiting; /* of Run: done, but the models are not up to date yet */

  gboolean ready;
  TaHealthModel *health;
  TaCollective *collective;
  TaHouseholdList *households;
  GPtrArray *pods;     /* of TaPod */
  GPtrArray *services; /* of TaService */
  char *pod;           /* (nullable) */
  char *on_behalf_of;  /* (nullable) */
  TaSource source;
};

G_DEFINE_FINAL_TYPE (TaContext, ta_context, G_TYPE_OBJECT)

typedef enum
{
  PROP_POD = 1,
  PROP_ON_BEHALF_OF
} TaContextProperty;

enum
{
  SIGNAL_READY,
  SIGNAL_CHANGED,
  SIGNAL_DONE,
  SIGNAL_FAILED,
  SIGNAL_DAY_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[PROP_ON_BEHALF_OF + 1];
static guint signals[N_SIGNALS];

/* What is read together, so that the pages never see half of a change. */
typedef struct
{
  GPtrArray *ids;     /* (nullable): of households to read; all without */
  GPtrArray *changes; /* (nullable): to be announced afterwards */
  TaCollective *collective;
  GPtrArray *households;
  GPtrArray *pods;
  GPtrArray *services;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->ids, g_ptr_array_unref);
  g_clear_pointer (&reading->changes, g_ptr_array_unref);
  g_clear_pointer (&reading->collective, ta_collective_free);
  g_clear_pointer (&reading->households, g_ptr_array_unref);
  g_clear_pointer (&reading->pods, g_ptr_array_unref);
  g_clear_pointer (&reading->services, g_ptr_array_unref);
  g_free (reading);
}

static gpointer
read_shared (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *request = data;
  Reading *reading = g_new0 (Reading, 1);
  GError *failure = NULL;

  reading->ids = request->ids != NULL ? g_ptr_array_ref (request->ids) : NULL;
  reading->changes = request->changes != NULL ? g_ptr_array_ref (request->changes) : NULL;
  reading->collective = ta_collective_table_get (database, &failure);
  if (failure == NULL && reading->ids == NULL)
    reading->households = ta_household_table_list (database, &failure);
  else if (failure == NULL)
    reading->households = ta_household_table_get_many (database, reading->ids, &failure);
  if (failure == NULL)
    reading->pods = ta_pod_table_list (database, &failure);
  if (failure == NULL)
    reading->services = ta_service_table_list (database, &failure);
  if (failure == NULL)
    return reading;
  reading_free (reading);
  g_propagate_error (error, failure);
  return NULL;
}

static void
take_collective (TaContext *self, TaCollective *collective)
{
  g_clear_pointer (&self->collective, ta_collective_free);
  self->collective = collective;
  g_clear_pointer (&self->timezone, g_time_zone_unref);
  if (collective != NULL)
    self->timezone = g_time_zone_new_identifier (collective->timezone);
  if (self->timezone == NULL)
    self->timezone = g_time_zone_new_local ();
}

static void
take_reading (TaContext *self, Reading *reading)
{
  take_collective (self, g_steal_pointer (&reading->collective));
  g_ptr_array_unref (self->pods);
  self->pods = g_steal_pointer (&reading->pods);
  g_ptr_array_unref (self->services);
  self->services = g_steal_pointer (&reading->services);
  if (self->pod != NULL && ta_context_find_pod (self, self->pod) == NULL)
    ta_context_set_pod (self, NULL);
  if (reading->ids == NULL)
    ta_household_list_fill (self->households, reading->households, ta_context_get_today (self));
  else
    ta_household_list_update (self->households, reading->ids, reading->households, ta_context_get_today (self));
}

static void watch_day (TaContext *self);
static void tell_waiting (TaContext *self);

static void
take_first_reading (TaContext *self)
{
  self->ready = TRUE;
  self->today = ta_context_get_today (self);
  watch_day (self);
  g_signal_emit (self, signals[SIGNAL_READY], 0);
  ta_health_model_run (self->health, TA_HEALTH_START, NULL, NULL, FALSE, NULL, NULL);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaContext) self = data;
  g_autoptr (GError) error = NULL;
  Reading *reading = ta_store_read_finish (TA_STORE (object), result, &error);

  self->readings--;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reading == NULL)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
  else
    {
      take_reading (self, reading);
      if (!self->ready)
        take_first_reading (self);
      if (reading->changes != NULL)
        g_signal_emit (self, signals[SIGNAL_CHANGED], 0, reading->changes);
      reading_free (reading);
    }
  if (self->readings == 0)
    tell_waiting (self);
}

static void
read_again (TaContext *self, GPtrArray *ids, GPtrArray *changes)
{
  Reading *request = g_new0 (Reading, 1);

  request->ids = ids;
  request->changes = changes;
  self->readings++;
  ta_store_read_async (self->store, read_shared, request, reading_free, reading_free, self->cancellable, on_read, g_object_ref (self));
}

static gboolean
touches_lists (GPtrArray *changes)
{
  static const char *const shared[] = { "household", "collective", "pod", "service" };

  for (guint i = 0; i < changes->len; i++)
    {
      TaChange *change = g_ptr_array_index (changes, i);

      for (guint j = 0; j < G_N_ELEMENTS (shared); j++)
        if (g_str_equal (change->aggregate, shared[j]))
          return TRUE;
    }
  return FALSE;
}

static void
on_store_changed (TaContext *self, GPtrArray *changes)
{
  /* While something is being read the rest waits behind it, so that changes are told in their order. */
  if (self->readings > 0 || !self->ready || touches_lists (changes))
    read_again (self, self->ready ? ta_changes_collect_ids (changes, "household") : NULL, g_ptr_array_ref (changes));
  else
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);
}

/* What could not be seen of people can be, or the reverse: for those who show it they have changed. */
static void
on_health_changed (TaContext *self)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_change_free);
  GListModel *households = G_LIST_MODEL (self->households);

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);
      TaChange *change = g_new0 (TaChange, 1);

      change->table = change->aggregate = g_intern_static_string ("household");
      change->kind = TA_CHANGE_UPDATE;
      change->id = g_strdup (ta_household_item_get_id (item));
      change->aggregate_id = g_strdup (change->id);
      g_ptr_array_add (changes, change);
    }
  if (changes->len > 0)
    on_store_changed (self, changes);
}

static gboolean
on_watch (gpointer data)
{
  TaContext *self = data;
  TaDate today = ta_context_get_today (self);

  if (today == self->today)
    return G_SOURCE_CONTINUE;
  self->today = today;
  ta_household_list_set_today (self->households, today);
  g_signal_emit (self, signals[SIGNAL_DAY_CHANGED], 0);
  return G_SOURCE_CONTINUE;
}

/* Looks every minute rather than once at midnight: timeouts do not count while the computer sleeps. */
static void
watch_day (TaContext *self)
{
  if (self->watch == 0)
    self->watch = g_timeout_add_seconds (60, on_watch, self);
}

static void
ta_context_dispose (GObject *object)
{
  TaContext *self = TA_CONTEXT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->watch, g_source_remove);
  G_OBJECT_CLASS (ta_context_parent_class)->dispose (object);
}

static void
ta_context_finalize (GObject *object)
{
  TaContext *self = TA_CONTEXT (object);

  g_clear_object (&self->health);
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->households);
  g_clear_pointer (&self->timezone, g_time_zone_unref);
  g_clear_pointer (&self->collective, ta_collective_free);
  g_clear_pointer (&self->pods, g_ptr_array_unref);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->pod, g_free);
  g_clear_pointer (&self->on_behalf_of, g_free);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  G_OBJECT_CLASS (ta_context_parent_class)->finalize (object);
}

static void
ta_context_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  TaContext *self = TA_CONTEXT (object);

  switch ((TaContextProperty) prop_id)
    {
    case PROP_POD:
      g_value_set_string (value, self->pod);
      break;
    case PROP_ON_BEHALF_OF:
      g_value_set_string (value, self->on_behalf_of);
      break;
    }
}

static guint
new_signal (const char *name, GType parameter)
{
  return g_signal_new (name, TA_TYPE_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, parameter == G_TYPE_NONE ? 0 : 1, parameter);
}

static void
ta_context_class_init (TaContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = ta_context_dispose;
  object_class->finalize = ta_context_finalize;
  object_class->get_property = ta_context_get_property;
  properties[PROP_POD] = g_param_spec_string ("pod", NULL, NULL, NULL, flags);
  properties[PROP_ON_BEHALF_OF] = g_param_spec_string ("on-behalf-of", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_READY] = new_signal ("ready", G_TYPE_NONE);
  signals[SIGNAL_CHANGED] = new_signal ("changed", G_TYPE_PTR_ARRAY);
  signals[SIGNAL_DONE] = new_signal ("done", G_TYPE_STRING);
  signals[SIGNAL_FAILED] = new_signal ("failed", G_TYPE_STRING);
  signals[SIGNAL_DAY_CHANGED] = new_signal ("day-changed", G_TYPE_NONE);
}

static gint64
real_time (gpointer data)
{
  return g_get_real_time ();
}

static void
ta_context_init (TaContext *self)
{
  self->clock = real_time;
  self->cancellable = g_cancellable_new ();
  self->timezone = g_time_zone_new_local ();
  self->households = ta_household_list_new ();
  self->waiting = g_ptr_array_new ();
  self->pods = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_pod_free);
  self->services = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_service_free);
}

TaContext *
ta_context_new (TaStore *store, TaClock clock, gpointer clock_data)
{
  TaContext *self = g_object_new (TA_TYPE_CONTEXT, NULL);

  self->store = g_object_ref (store);
  self->health = ta_health_model_new (store);
  g_signal_connect_object (self->health, "changed", G_CALLBACK (on_health_changed), self, G_CONNECT_SWAPPED);
  if (clock != NULL)
    self->clock = clock;
  self->clock_data = clock_data;
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  read_again (self, NULL, NULL);
  return self;
}

TaHealthModel *
ta_context_get_health (TaContext *self)
{
  g_return_val_if_fail (TA_IS_CONTEXT (self), NULL);
  return self->health;
}

TaStore *
ta_context_get_store (TaContext *self)
{
  g_return_val_if_fail (TA_IS_CONTEXT (self), NULL);
  return self->store;
}

gboolean
ta_context_is_ready (TaContext *self)
{
  g_return_val_if_fail (TA_IS_CONTEXT (self), FALSE);
  return self->ready;
}

gint64
ta_context_get_now (TaContext *self)
{
  g_return_val_if_fail (TA_IS_CONTEXT (self), 0);
  return self->clock (self->clock_data);
}

TaDate
ta_context_get_today (TaContext *self)
{
  g_return_val_if_fail (TA_IS_CONTEXT (self), TA_DATE_NONE);
  return ta_date_from_unix (ta_context_get_now (self) / G_USEC_PER_SEC, self->timezone);
}

const TaCollective *
ta_context_get_collective (TaContext *self)
{
  g_return_val_if_fail (TA_IS_CONTEXT (self), NULL);
  return self->collective;
}

GListModel *
ta_context_get_households (TaContext *self)
{
  g_return_val_if_fail (TA_IS_CONTEXT (self), NULL);
  return G_LIST_MODEL (self->households);
}

TaHouseholdItem *
ta_context_find_household (TaContext *self, const char *id)
{
  g_return_val_if_fail (TA_IS_CONTEXT (self), NULL);
  return ta_household_list_find (self->households, id);
}

GPtrArray *
ta_context_get_pods (TaContext *self)
{
  g_return_val_if_fail (TA_IS_CONTEXT (self), NULL);
  return self->pods;
}

const TaPod *
ta_context_find_pod (TaContext *self, const char *id)
{
  for (guint i = 0; i < self->pods->len; i++)
    if (g_strcmp0 (((TaPod *) g_ptr_array_index (self->pods, i))->id, id) == 0)
      return g_ptr_array_index (self->pods, i);
  return NULL;
}

const char *
ta_context_get_pod (TaContext *self)
{
  g_return_val_if_fail (TA_IS_CONTEXT (self), NULL);
  return self->pod;
}

void
ta_context_set_pod (TaContext *self, const char *pod)
{
  g_return_if_fail (TA_IS_CONTEXT (self));
  if (g_set_str (&self->pod, pod))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POD]);
}

GPtrArray *
ta_context_get_services (TaContext *self)
{
  g_return_val_if_fail (TA_IS_CONTEXT (self), NULL);
  return self->services;
}

const TaService *
ta_context_find_service (TaContext *self, const char *id)
{
  for (guint i = 0; i < self->services->len; i++)
    if (g_strcmp0 (((TaService *) g_ptr_array_index (self->services, i))->id, id) == 0)
      return g_ptr_array_index (self->services, i);
  return NULL;
}

typedef struct
{
  TaContext *context;
  char *label;
  TaContextCallback callback;        /* (nullable) */
  TaContextTryCallback try_callback; /* (nullable): takes the failure upon itself */
  gpointer user_data;
  GError *error;    /* (nullable): why it failed */
  gboolean changed; /* something, so that there is something to undo */
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->context);
  g_free (run->label);
  g_clear_error (&run->error);
  g_free (run);
}

static void
tell (Run *run)
{
  if (run->error != NULL && run->try_callback == NULL)
    g_signal_emit (run->context, signals[SIGNAL_FAILED], 0, run->error->message);
  else if (run->error == NULL && run->changed)
    g_signal_emit (run->context, signals[SIGNAL_DONE], 0, run->label);
  if (run->callback != NULL)
    run->callback (run->error == NULL, run->user_data);
  if (run->try_callback != NULL)
    run->try_callback (run->error, run->user_data);
  run_free (run);
}

static void
tell_waiting (TaContext *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new ();
  for (guint i = 0; i < waiting->len; i++)
    tell (g_ptr_array_index (waiting, i));
}

/* Who hears that a command is done may look for its outcome in the shared models at once. */
static void
on_run (GObject *object, GAsyncResult *result, gpointer data)
{
  Run *run = data;

  if (ta_store_run_finish (TA_STORE (object), result, &run->error))
    run->changed = ta_store_run_get_history_id (result) != 0;
  if (run->context->readings > 0)
    g_ptr_array_add (run->context->waiting, run);
  else
    tell (run);
}

static void
start_for (TaContext *self, const TaOrigin *origin, Run *run, const char *label, TaStoreFunc func, gpointer data, GDestroyNotify destroy)
{
  run->context = g_object_ref (self);
  run->label = g_strdup (label);
  /* Not cancelled when the window closes: what the person did is to be saved. */
  ta_store_run_async (self->store, label, origin, func, data, destroy, NULL, on_run, run);
}

/* The page's clock, for what the command says of today. */
static gint64
now_of (TaContext *self)
{
  return ta_context_get_now (self) / G_USEC_PER_SEC;
}

static void
start (TaContext *self, Run *run, const char *label, TaStoreFunc func, gpointer data, GDestroyNotify destroy)
{
  TaOrigin origin = { ta_store_get_actor (self->store), self->on_behalf_of, self->source, now_of (self) };

  start_for (self, &origin, run, label, func, data, destroy);
}

void
ta_context_run (TaContext *self, const char *label, TaStoreFunc func, gpointer data, GDestroyNotify destroy, TaContextCallback callback, gpointer user_data)
{
  Run *run;

  g_return_if_fail (TA_IS_CONTEXT (self));
  run = g_new0 (Run, 1);
  run->callback = callback;
  run->user_data = user_data;
  start (self, run, label, func, data, destroy);
}

void
ta_context_try (TaContext *self, const char *label, TaStoreFunc func, gpointer data, GDestroyNotify destroy, TaContextTryCallback callback, gpointer user_data)
{
  Run *run;

  g_return_if_fail (TA_IS_CONTEXT (self) && callback != NULL);
  run = g_new0 (Run, 1);
  run->try_callback = callback;
  run->user_data = user_data;
  start (self, run, label, func, data, destroy);
}

void
ta_context_try_for (TaContext *self, const char *on_behalf_of, TaSource source, const char *label, TaStoreFunc func, gpointer data, GDestroyNotify destroy, TaContextTryCallback callback, gpointer user_data)
{
  TaOrigin origin = { NULL, on_behalf_of, source, 0 };
  Run *run;

  g_return_if_fail (TA_IS_CONTEXT (self) && callback != NULL);
  origin.actor = ta_store_get_actor (self->store);
  origin.now = now_of (self);
  run = g_new0 (Run, 1);
  run->try_callback = callback;
  run->user_data = user_data;
  start_for (self, &origin, run, label, func, data, destroy);
}

void
ta_context_announce (TaContext *self, const char *label)
{
  g_return_if_fail (TA_IS_CONTEXT (self));
  g_signal_emit (self, signals[SIGNAL_DONE], 0, label);
}

void
ta_context_set_origin (TaContext *self, const char *on_behalf_of, TaSource source)
{
  g_return_if_fail (TA_IS_CONTEXT (self));
  self->source = source;
  /* Undo and redo are the store's own. */
  ta_store_set_on_behalf_of (self->store, on_behalf_of, source);
  if (g_set_str (&self->on_behalf_of, on_behalf_of))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ON_BEHALF_OF]);
}

const char *
ta_context_get_on_behalf_of (TaContext *self)
{
  g_return_val_if_fail (TA_IS_CONTEXT (self), NULL);
  return self->on_behalf_of;
}
