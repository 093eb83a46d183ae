/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-publish.h"

#include "ta-household-table.h"
#include "ta-message-table.h"
#include "ta-message-text.h"
#include "ta-pod-table.h"
#include "ta-turn-meal.h"
#include "ta-turn-table.h"

#include <string.h>

/* Everything that is looked at while it is decided whom to tell what. */
typedef struct
{
  TaDatabase *database;
  TaDate today;
  TaDate from;
  TaDate until;
  TaPublication *publication;
  GPtrArray *households; /* of TaHousehold */
  GHashTable *by_id;     /* id → TaHousehold, borrowed */
  GPtrArray *services;   /* of TaService */
  GPtrArray *turns;      /* of TaTurn: of the period, and others that somebody was told of */
  GHashTable *told;      /* "turn\nhousehold" → TaNotice */
  GPtrArray *meals;      /* of TaMeal */
  GPtrArray *contents;   /* of char *: owned contents of the tellings */
  GHashTable *tellings;  /* household → GPtrArray of TaTelling */
} Work;

void
ta_publication_free (TaPublication *publication)
{
  if (publication == NULL)
    return;
  g_ptr_array_unref (publication->turns);
  g_ptr_array_unref (publication->open);
  g_ptr_array_unref (publication->messages);
  g_free (publication);
}

static void
meal_free (gpointer data)
{
  TaMeal *meal = data;

  g_ptr_array_unref (meal->eaters);
  g_free (meal);
}

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->publication, ta_publication_free);
  g_clear_pointer (&work->households, g_ptr_array_unref);
  g_clear_pointer (&work->by_id, g_hash_table_unref);
  g_clear_pointer (&work->services, g_ptr_array_unref);
  g_clear_pointer (&work->turns, g_ptr_array_unref);
  g_clear_pointer (&work->told, g_hash_table_unref);
  g_clear_pointer (&work->meals, g_ptr_array_unref);
  g_clear_pointer (&work->contents, g_ptr_array_unref);
  g_clear_pointer (&work->tellings, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static const TaService *
find_service (const Work *work, const char *id)
{
  for (guint i = 0; i < work->services->len; i++)
    {
      const TaService *service = work->services->pdata[i];

      if (g_str_equal (service->id, id))
        return service;
    }
  return NULL;
}

static GPtrArray *
collect_ids (GPtrArray *turns)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < turns->len; i++)
    g_ptr_array_add (ids, ((TaTurn *) turns->pdata[i])->id);
  return ids;
}

/* (transfer container): ids of turns that were told of and are not among @turns */
static GPtrArray *
collect_others (GHashTable *told, GPtrArray *turns)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer notice;

  for (guint i = 0; i < turns->len; i++)
    g_hash_table_add (seen, ((TaTurn *) turns->pdata[i])->id);
  g_hash_table_iter_init (&iter, told);
  while (g_hash_table_iter_next (&iter, NULL, &notice))
    if (g_hash_table_add (seen, ((TaNotice *) notice)->turn))
      g_ptr_array_add (ids, ((TaNotice *) notice)->turn);
  return ids;
}

/* Turns that somebody was told of and that lie elsewhere by now. */
static gboolean
read_others (Work *work, GError **error)
{
  g_autoptr (GPtrArray) ids = collect_others (work->told, work->turns);
  g_autoptr (GPtrArray) others = ta_turn_table_get_many (work->database, ids, error);

  if (others == NULL)
    return FALSE;
  while (others->len > 0)
    g_ptr_array_add (work->turns, g_ptr_array_steal_index_fast (others, others->len - 1));
  return TRUE;
}

static gboolean
read_all (Work *work, const char *pod, GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;

  work->households = ta_household_table_list (work->database, error);
  work->services = work->households != NULL ? ta_service_table_list (work->database, error) : NULL;
  work->turns = work->services != NULL ? ta_turn_table_list (work->database, work->from, work->until, pod, error) : NULL;
  if (work->turns == NULL)
    return FALSE;
  ids = collect_ids (work->turns);
  work->told = ta_message_table_list_told (work->database, work->from, work->until, pod, ids, error);
  return work->told != NULL && read_others (work, error);
}

static void
begin (Work *work)
{
  work->publication = g_new0 (TaPublication, 1);
  work->publication->turns = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_free);
  work->publication->open = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_free);
  work->publication->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_message_free);
  work->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < work->households->len; i++)
    g_hash_table_insert (work->by_id, ((TaHousehold *) work->households->pdata[i])->id, work->households->pdata[i]);
  work->meals = g_ptr_array_new_with_free_func (meal_free);
  work->contents = g_ptr_array_new_with_free_func (g_free);
  work->tellings = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
}

static void
tell (Work *work, const char *household, TaTelling telling)
{
  GPtrArray *tellings = g_hash_table_lookup (work->tellings, household);

  if (tellings == NULL)
    {
      tellings = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (work->tellings, (gpointer) household, tellings);
    }
  g_ptr_array_add (tellings, g_memdup2 (&telling, sizeof telling));
}

/* What was said may have got a number behind it: see ta_message_table_add_again(). */
static gboolean
is_same (const char *content, const char *before)
{
  gsize length = content != NULL ? strlen (content) : 0;

  return content != NULL && before != NULL && strncmp (content, before, length) == 0 && (before[length] == '\0' || g_str_has_prefix (before + length, "\nagain "));
}

/* Takes @content. */
static void
consider (Work *work, const TaMeal *meal, const char *turn, const char *household, char *content)
{
  g_autofree char *key = g_strconcat (turn, "\n", household, NULL);
  const TaNotice *last = g_hash_table_lookup (work->told, key);
  gboolean knows = last != NULL && last->kind != TA_MESSAGE_CANCELLED;
  TaTelling telling = { TA_MESSAGE_PUBLISHED, turn, meal, content, last != NULL ? last->content : NULL };

  if (content != NULL)
    g_ptr_array_add (work->contents, content);
  if (content == NULL && !knows)
    return;
  if (knows && is_same (content, last->content))
    return;
  if (knows)
    telling.kind = content != NULL ? TA_MESSAGE_CHANGED : TA_MESSAGE_CANCELLED;
  tell (work, household, telling);
}

/* Whom @turn concerns now, and whom it did when they were told. (transfer container): of char * */
static GPtrArray *
concerned (Work *work, const TaMeal *meal, const char *turn)
{
  GPtrArray *ids = meal != NULL ? ta_meal_households (meal) : g_ptr_array_new ();

  for (guint i = 0; i < work->households->len; i++)
    {
      TaHousehold *household = work->households->pdata[i];
      g_autofree char *key = g_strconcat (turn, "\n", household->id, NULL);

      if (g_hash_table_contains (work->told, key) && !g_ptr_array_find_with_equal_func (ids, household->id, g_str_equal, NULL))
        g_ptr_array_add (ids, household->id);
    }
  return ids;
}

static void
consider_all (Work *work, const TaMeal *meal, const char *turn)
{
  g_autoptr (GPtrArray) ids = concerned (work, meal, turn);

  for (guint i = 0; i < ids->len; i++)
    consider (work, meal, turn, ids->pdata[i], meal != NULL ? ta_meal_content (meal, ids->pdata[i]) : NULL);
}

static TaMeal *
add_meal (Work *work, const TaTurn *turn)
{
  TaMeal *meal = g_new0 (TaMeal, 1);

  meal->turn = turn;
  meal->service = find_service (work, turn->service);
  meal->eaters = ta_turn_meal_eaters (turn, work->households);
  meal->households = work->by_id;
  g_ptr_array_add (work->meals, meal);
  return meal;
}

static gboolean
is_told (const Work *work, const TaTurn *turn)
{
  GHashTableIter iter;
  gpointer notice;

  g_hash_table_iter_init (&iter, work->told);
  while (g_hash_table_iter_next (&iter, NULL, &notice))
    if (g_str_equal (((TaNotice *) notice)->turn, turn->id))
      return TRUE;
  return FALSE;
}

/* A planned turn is published with its period; one that nobody holds stays planned, but who was told otherwise before must know. */
static void
look_at_turn (Work *work, const TaTurn *turn)
{
  gboolean planned = turn->state == TA_TURN_PLANNED;
  gboolean open = ta_turn_holder (turn) == NULL;

  if (turn->date < work->today || (ta_turn_state_is_final (turn->state) && turn->state != TA_TURN_CANCELLED))
    return;
  if (planned && (turn->date < work->from || turn->date >= work->until))
    return;
  if (planned)
    g_ptr_array_add (open ? work->publication->open : work->publication->turns, ta_turn_copy (turn));
  if (!planned || !open || is_told (work, turn))
    consider_all (work, add_meal (work, turn), turn->id);
}

static void
look_at_deleted (Work *work)
{
  g_autoptr (GPtrArray) gone = collect_others (work->told, work->turns);

  for (guint i = 0; i < gone->len; i++)
    consider_all (work, NULL, gone->pdata[i]);
}

static TaDate
telling_date (const TaTelling *telling)
{
  TaDate date = TA_DATE_NONE;
  TaMinutes start;
  TaPart part;

  if (telling->content != NULL)
    return telling->meal->turn->date;
  ta_meal_content_parse (telling->before, &date, &start, &part);
  return date;
}

static int
compare_tellings (gconstpointer a, gconstpointer b)
{
  const TaTelling *first = *(TaTelling *const *) a;
  const TaTelling *second = *(TaTelling *const *) b;
  TaDate first_date = telling_date (first), second_date = telling_date (second);

  return first_date != second_date ? (first_date < second_date ? -1 : 1) : strcmp (first->turn, second->turn);
}

/* Households come by name from their table. */
static void
compose (Work *work)
{
  for (guint i = 0; i < work->households->len; i++)
    {
      const TaHousehold *household = work->households->pdata[i];
      GPtrArray *tellings = g_hash_table_lookup (work->tellings, household->id);

      if (tellings == NULL)
        continue;
      g_ptr_array_sort (tellings, compare_tellings);
      g_ptr_array_add (work->publication->messages, ta_message_compose (household, tellings, work->today));
    }
}

TaPublication *
ta_publish_plan (TaDatabase *database, const char *pod, TaDate from, TaDate until, TaDate today, GError **error)
{
  g_auto (Work) work = { .database = database, .today = today, .from = MAX (from, today), .until = until };

  if (!read_all (&work, pod, error))
    return NULL;
  begin (&work);
  look_at_deleted (&work);
  for (guint i = 0; i < work.turns->len; i++)
    look_at_turn (&work, work.turns->pdata[i]);
  compose (&work);
  return g_steal_pointer (&work.publication);
}

static gboolean
publish_turns (TaDatabase *database, GPtrArray *turns, GError **error)
{
  for (guint i = 0; i < turns->len; i++)
    if (!ta_turn_table_set_state (database, ((TaTurn *) turns->pdata[i])->id, TA_TURN_PUBLISHED, error))
      return FALSE;
  return TRUE;
}

TaPublication *
ta_publish_run (TaDatabase *database, const char *pod, TaDate from, TaDate until, TaDate today, GError **error)
{
  g_autoptr (TaPublication) publication = ta_publish_plan (database, pod, from, until, today, error);

  if (publication == NULL || !publish_turns (database, publication->turns, error))
    return NULL;
  for (guint i = 0; i < publication->messages->len; i++)
    if (!ta_message_table_add_again (database, publication->messages->pdata[i], error))
      return NULL;
  return g_steal_pointer (&publication);
}
