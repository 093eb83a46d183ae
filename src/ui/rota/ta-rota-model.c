/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-model.h"

#include "ta-cover-table.h"
#include "ta-turn-table.h"

#define PAGE_DAYS 56
/* Enough for the fairness strip, what is shown, and a good way around it. */
#define PAGES_KEPT 16
/* After an import it is quicker to read the days again than so many single turns. */
#define MANY_TURNS 500

typedef enum
{
  PAGE_ABSENT,
  PAGE_READING,
  PAGE_READ
} PageState;

struct _TaRotaModel
{
  GObject parent_instance;

  TaContext *context;
  TaHolidays *holidays;
  GHashTable *pages; /* page number → PageState */
  GHashTable *days;  /* date → GPtrArray of TaTurn (borrowed from turns) */
  GHashTable *turns; /* id → TaTurn */
  TaDate from;
  TaDate until;
  TaDate kept_from;
  TaDate kept_until;
  GCancellable *cancellable;
  guint generation; /* counts up when all that was read is forgotten */
  int reading;
  char *error;
};

G_DEFINE_FINAL_TYPE (TaRotaModel, ta_rota_model, G_TYPE_OBJECT)

enum
{
  PROP_CONTEXT = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* A read of a page, or of single turns, on its way to the worker and back. */
typedef struct
{
  TaDate from;
  TaDate until;
  char *pod;
  GPtrArray *ids;    /* (nullable): of char * */
  GPtrArray *covers; /* (nullable): of char *: ids of requests for cover: their turns, too */
} Request;

static void
request_free (Request *request)
{
  g_free (request->pod);
  g_clear_pointer (&request->ids, g_ptr_array_unref);
  g_clear_pointer (&request->covers, g_ptr_array_unref);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static Request *
request_copy (const Request *request)
{
  Request *copy = g_new0 (Request, 1);

  copy->from = request->from;
  copy->until = request->until;
  copy->pod = g_strdup (request->pod);
  copy->ids = request->ids ? g_ptr_array_ref (request->ids) : NULL;
  copy->covers = request->covers ? g_ptr_array_ref (request->covers) : NULL;
  return copy;
}

static int
page_of (TaDate date)
{
  return date >= 0 ? date / PAGE_DAYS : -((PAGE_DAYS - 1 - date) / PAGE_DAYS);
}

static PageState
page_state (TaRotaModel *self, int page)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (self->pages, GINT_TO_POINTER (page)));
}

static int
compare_turns (gconstpointer a, gconstpointer b)
{
  const TaTurn *first = *(TaTurn *const *) a;
  const TaTurn *second = *(TaTurn *const *) b;

  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  return g_strcmp0 (first->id, second->id);
}

static void
remove_turn (TaRotaModel *self, const char *id)
{
  TaTurn *turn = g_hash_table_lookup (self->turns, id);
  GPtrArray *day;

  if (!turn)
    return;
  day = g_hash_table_lookup (self->days, GINT_TO_POINTER (turn->date));
  if (day)
    g_ptr_array_remove (day, turn);
  g_hash_table_remove (self->turns, id);
}

static void
add_turn (TaRotaModel *self, TaTurn *turn)
{
  GPtrArray *day;

  remove_turn (self, turn->id);
  day = g_hash_table_lookup (self->days, GINT_TO_POINTER (turn->date));
  if (!day)
    {
      day = g_ptr_array_new ();
      g_hash_table_insert (self->days, GINT_TO_POINTER (turn->date), day);
    }
  g_hash_table_insert (self->turns, turn->id, turn);
  g_ptr_array_add (day, turn);
  /* They mostly come in order. */
  if (day->len > 1 && compare_turns (&day->pdata[day->len - 2], &day->pdata[day->len - 1]) > 0)
    g_ptr_array_sort (day, compare_turns);
}

static void
drop_page (TaRotaModel *self, int page)
{
  for (TaDate date = page * PAGE_DAYS; date < (page + 1) * PAGE_DAYS; date++)
    {
      GPtrArray *day = g_hash_table_lookup (self->days, GINT_TO_POINTER (date));

      for (guint i = 0; day && i < day->len; i++)
        g_hash_table_remove (self->turns, ((TaTurn *) day->pdata[i])->id);
      g_hash_table_remove (self->days, GINT_TO_POINTER (date));
    }
  g_hash_table_remove (self->pages, GINT_TO_POINTER (page));
}

static int
page_distance (TaRotaModel *self, int page)
{
  int first = page_of (self->from);
  int last = page_of (self->until - 1);

  if (page >= page_of (self->kept_from) && page < page_of (self->kept_until - 1) + 1)
    return 0;
  return page < first ? first - page : MAX (0, page - last);
}

/* Lets go of the read pages farthest from what is shown. */
static void
trim_pages (TaRotaModel *self)
{
  while (g_hash_table_size (self->pages) > PAGES_KEPT)
    {
      GHashTableIter iter;
      gpointer key, value;
      int farthest = page_of (self->from);

      g_hash_table_iter_init (&iter, self->pages);
      while (g_hash_table_iter_next (&iter, &key, &value))
        if (GPOINTER_TO_INT (value) == PAGE_READ && page_distance (self, GPOINTER_TO_INT (key)) > page_distance (self, farthest))
          farthest = GPOINTER_TO_INT (key);
      if (page_distance (self, farthest) < 3)
        break;
      drop_page (self, farthest);
    }
}

static GPtrArray *
read_single (TaDatabase *database, const Request *request, GError **error)
{
  g_autoptr (GPtrArray) ids = ta_cover_table_list_turns (database, request->covers, error);

  for (guint i = 0; ids && i < request->ids->len; i++)
    g_ptr_array_add (ids, g_strdup (request->ids->pdata[i]));
  return ids ? ta_turn_table_get_many (database, ids, error) : NULL;
}

static gpointer
read_turns (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;

  if (request->ids)
    return read_single (database, request, error);
  return ta_turn_table_list (database, request->from, request->until, request->pod, error);
}

typedef struct
{
  TaRotaModel *model; /* owned */
  Request *request;   /* owned */
  guint generation;
} Reading;

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->model);
  request_free (reading->request);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static gboolean
is_wanted (TaRotaModel *self, const TaTurn *turn)
{
  const char *pod = ta_context_get_pod (self->context);

  return (!pod || g_str_equal (pod, turn->pod)) && page_state (self, page_of (turn->date)) == PAGE_READ;
}

static void
take_turns (TaRotaModel *self, Request *request, GPtrArray *turns)
{
  if (request->ids)
    for (guint i = 0; i < request->ids->len; i++)
      remove_turn (self, request->ids->pdata[i]);
  else
    for (int page = page_of (request->from); page <= page_of (request->until - 1); page++)
      g_hash_table_insert (self->pages, GINT_TO_POINTER (page), GINT_TO_POINTER (PAGE_READ));

  g_ptr_array_set_free_func (turns, NULL);
  for (guint i = 0; i < turns->len; i++)
    if (is_wanted (self, turns->pdata[i]))
      add_turn (self, turns->pdata[i]);
    else
      ta_turn_free (turns->pdata[i]);
}

static void
forget_request (TaRotaModel *self, Request *request)
{
  for (int page = page_of (request->from); !request->ids && page <= page_of (request->until - 1); page++)
    g_hash_table_remove (self->pages, GINT_TO_POINTER (page));
}

static void
turns_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Reading) reading = data;
  TaRotaModel *self = reading->model;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) turns = ta_store_read_finish (TA_STORE (source), result, &error);

  if (reading->generation != self->generation)
    return;

  self->reading--;
  if (turns)
    take_turns (self, reading->request, turns);
  else
    {
      forget_request (self, reading->request);
      g_set_str (&self->error, error->message);
    }
  trim_pages (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
start_reading (TaRotaModel *self, const Request *request)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->model = g_object_ref (self);
  reading->request = request_copy (request);
  reading->generation = self->generation;
  self->reading++;
  ta_store_read_async (ta_context_get_store (self->context), read_turns, request_copy (request), (GDestroyNotify) request_free,
                       (GDestroyNotify) g_ptr_array_unref, self->cancellable, turns_read, reading);
}

/* Asks for the missing pages of a range; neighbours are read in one go. */
static void
read_pages (TaRotaModel *self, int first, int last)
{
  for (int page = first; page <= last; page++)
    {
      Request request = { .pod = (char *) ta_context_get_pod (self->context) };
      int start = page;

      while (page <= last && page_state (self, page) == PAGE_ABSENT)
        g_hash_table_insert (self->pages, GINT_TO_POINTER (page++), GINT_TO_POINTER (PAGE_READING));
      if (page == start)
        continue;
      request.from = start * PAGE_DAYS;
      request.until = page * PAGE_DAYS;
      start_reading (self, &request);
    }
}

void
ta_rota_model_show (TaRotaModel *self, TaDate from, TaDate until)
{
  g_return_if_fail (TA_IS_ROTA_MODEL (self));
  g_return_if_fail (from < until);

  self->from = from;
  self->until = until;
  if (self->error)
    return;
  /* What is shown comes first, then what is a turn of the page away. */
  read_pages (self, page_of (from), page_of (until - 1));
  read_pages (self, page_of (from) - 1, page_of (until - 1) + 1);
  if (self->kept_from < self->kept_until)
    read_pages (self, page_of (self->kept_from), page_of (self->kept_until - 1));
}

void
ta_rota_model_keep (TaRotaModel *self, TaDate from, TaDate until)
{
  g_return_if_fail (TA_IS_ROTA_MODEL (self));
  g_return_if_fail (from < until);

  self->kept_from = from;
  self->kept_until = until;
  if (self->from < self->until)
    ta_rota_model_show (self, self->from, self->until);
}

gboolean
ta_rota_model_is_empty (TaRotaModel *self)
{
  g_return_val_if_fail (TA_IS_ROTA_MODEL (self), TRUE);

  return g_hash_table_size (self->turns) == 0;
}

static void
start_again (TaRotaModel *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->generation++;
  self->reading = 0;
  g_clear_pointer (&self->error, g_free);
  g_hash_table_remove_all (self->pages);
  g_hash_table_remove_all (self->days);
  g_hash_table_remove_all (self->turns);
  if (self->from < self->until)
    ta_rota_model_show (self, self->from, self->until);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
ta_rota_model_retry (TaRotaModel *self)
{
  g_return_if_fail (TA_IS_ROTA_MODEL (self));

  start_again (self);
}

gboolean
ta_rota_model_has (TaRotaModel *self, TaDate from, TaDate until)
{
  g_return_val_if_fail (TA_IS_ROTA_MODEL (self), FALSE);

  for (int page = page_of (from); page <= page_of (until - 1); page++)
    if (page_state (self, page) != PAGE_READ)
      return FALSE;
  return TRUE;
}

const char *
ta_rota_model_get_error (TaRotaModel *self)
{
  g_return_val_if_fail (TA_IS_ROTA_MODEL (self), NULL);

  return self->error;
}

gboolean
ta_rota_model_is_settled (TaRotaModel *self)
{
  g_return_val_if_fail (TA_IS_ROTA_MODEL (self), FALSE);

  return self->reading == 0 && ta_holidays_is_settled (self->holidays);
}

GPtrArray *
ta_rota_model_get_day (TaRotaModel *self, TaDate date)
{
  g_return_val_if_fail (TA_IS_ROTA_MODEL (self), NULL);

  return g_hash_table_lookup (self->days, GINT_TO_POINTER (date));
}

const TaTurn *
ta_rota_model_find (TaRotaModel *self, const char *id)
{
  g_return_val_if_fail (TA_IS_ROTA_MODEL (self), NULL);

  return id ? g_hash_table_lookup (self->turns, id) : NULL;
}

TaContext *
ta_rota_model_get_context (TaRotaModel *self)
{
  g_return_val_if_fail (TA_IS_ROTA_MODEL (self), NULL);

  return self->context;
}

TaHolidays *
ta_rota_model_get_holidays (TaRotaModel *self)
{
  g_return_val_if_fail (TA_IS_ROTA_MODEL (self), NULL);

  return self->holidays;
}

static void
holidays_changed (TaRotaModel *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Whether names, colours or absences on the cards may be others now. */
static gboolean
touches_cards (GPtrArray *changes)
{
  static const char *const shown[] = { "household", "pod", "service" };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autoptr (GPtrArray) ids = ta_changes_collect_ids (changes, shown[i]);

      if (ids->len > 0)
        return TRUE;
    }
  return FALSE;
}

/* Whose request is gone is known by nothing else. */
static void
add_sought (TaRotaModel *self, GPtrArray *ids)
{
  GHashTableIter iter;
  gpointer turn;

  g_hash_table_iter_init (&iter, self->turns);
  while (g_hash_table_iter_next (&iter, NULL, &turn))
    if (((const TaTurn *) turn)->sought)
      g_ptr_array_add (ids, g_strdup (((const TaTurn *) turn)->id));
}

static void
context_changed (TaRotaModel *self, GPtrArray *changes)
{
  g_autoptr (GPtrArray) ids = ta_changes_collect_ids (changes, "turn");
  g_autoptr (GPtrArray) covers = ta_changes_collect_ids (changes, "cover_request");
  Request request = { .ids = ids, .covers = covers };

  if (covers->len > 0)
    add_sought (self, ids);

  if (ids->len > MANY_TURNS)
    start_again (self);
  else if (ids->len > 0 || covers->len > 0)
    start_reading (self, &request);
  else if (touches_cards (changes))
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
ta_rota_model_constructed (GObject *object)
{
  TaRotaModel *self = TA_ROTA_MODEL (object);

  G_OBJECT_CLASS (ta_rota_model_parent_class)->constructed (object);
  self->holidays = ta_holidays_new (self->context);
  g_signal_connect_object (self->holidays, "changed", G_CALLBACK (holidays_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "changed", G_CALLBACK (context_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "notify::pod", G_CALLBACK (start_again), self, G_CONNECT_SWAPPED);
}

static void
ta_rota_model_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TaRotaModel *self = TA_ROTA_MODEL (object);

  switch (id)
    {
    case PROP_CONTEXT:
      self->context = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ta_rota_model_dispose (GObject *object)
{
  TaRotaModel *self = TA_ROTA_MODEL (object);

  self->generation++;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->holidays);
  g_clear_object (&self->context);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->days, g_hash_table_unref);
  g_clear_pointer (&self->turns, g_hash_table_unref);
  g_clear_pointer (&self->error, g_free);
  G_OBJECT_CLASS (ta_rota_model_parent_class)->dispose (object);
}

static void
ta_rota_model_class_init (TaRotaModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = ta_rota_model_constructed;
  object_class->set_property = ta_rota_model_set_property;
  object_class->dispose = ta_rota_model_dispose;

  props[PROP_CONTEXT] = g_param_spec_object ("context", NULL, NULL, TA_TYPE_CONTEXT,
                                             G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_rota_model_init (TaRotaModel *self)
{
  self->cancellable = g_cancellable_new ();
  self->pages = g_hash_table_new (NULL, NULL);
  self->days = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->turns = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ta_turn_free);
}

TaRotaModel *
ta_rota_model_new (TaContext *context)
{
  g_return_val_if_fail (TA_IS_CONTEXT (context), NULL);

  return g_object_new (TA_TYPE_ROTA_MODEL, "context", context, NULL);
}
