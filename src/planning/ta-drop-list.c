/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-drop-list.h"

#include "ta-round-windows.h"
#include "ta-turn-meal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Beyond so many it is not worth the time to compare all orders that are as long. */
#define MANY_PLACES 100

/* A fraction of a second, within which most rounds of sixty doors are proved: the list is arranged anew after each change. */
#define WORK 200000000

static void
drop_free (gpointer data)
{
  TaDrop *drop = data;

  g_free (drop->household);
  g_free (drop->name);
  g_free (drop->address);
  g_free (drop->door_notes);
  g_free (drop->phone);
  g_free (drop->note);
  g_ptr_array_unref (drop->needs);
  g_free (drop);
}

void
ta_drop_list_free (TaDropList *list)
{
  if (list == NULL)
    return;
  g_free (list->turn);
  g_free (list->dish);
  g_free (list->cook);
  g_free (list->cook_name);
  g_free (list->cook_address);
  ta_rota_rules_free (list->rules);
  g_ptr_array_unref (list->drops);
  g_ptr_array_unref (list->unplaced);
  g_free (list);
}

static const TaHousehold *
find_household (GPtrArray *households, const char *id)
{
  for (guint i = 0; i < households->len; i++)
    {
      const TaHousehold *household = g_ptr_array_index (households, i);

      if (g_strcmp0 (household->id, id) == 0)
        return household;
    }
  return NULL;
}

static void
add_needs (TaDrop *drop, const TaHousehold *household, TaDate date)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GArray) needs = NULL;

  g_ptr_array_add (one, (gpointer) household);
  needs = ta_households_diet_needs (one, date);
  for (guint i = 0; i < needs->len; i++)
    {
      const TaDietNeed *need = &g_array_index (needs, TaDietNeed, i);

      drop->severe = drop->severe || need->allergy->severity >= TA_SEVERITY_ALLERGY;
      /* Translators: a person, what they do not eat, and how severe that is: "Ana: Peanuts (Anaphylaxis)" */
      g_ptr_array_add (drop->needs, g_strdup_printf (_ ("%s: %s (%s)"), need->person->name, ta_allergen_label (need->allergy->allergen),
                                                     ta_allergy_severity_text (need->allergy)));
    }
}

static TaDrop *
drop_new (const TaEater *eater, const TaHousehold *household, TaDate date)
{
  TaDrop *drop = g_new0 (TaDrop, 1);

  drop->household = g_strdup (household->id);
  drop->name = g_strdup (household->name);
  drop->colour = household->colour;
  drop->address = g_strdup (household->address);
  drop->door_notes = g_strdup (household->door_notes);
  drop->phone = g_strdup (ta_household_contact (household, TA_CONTACT_PHONE));
  drop->place = household->place;
  drop->portions = eater->portions + 100 * eater->guests;
  drop->late_plate = eater->late_plate;
  drop->note = g_strdup (eater->note);
  drop->needs = g_ptr_array_new_with_free_func (g_free);
  drop->from = household->drop_from;
  drop->until = household->drop_until;
  drop->position = -1;
  add_needs (drop, household, date);
  return drop;
}

static void
take_delivery (TaDropList *list, TaDrop *drop, GPtrArray *deliveries)
{
  for (guint i = 0; i < deliveries->len; i++)
    {
      const TaDelivery *delivery = g_ptr_array_index (deliveries, i);

      if (!g_str_equal (delivery->household, drop->household))
        continue;
      drop->position = delivery->position;
      drop->state = delivery->state;
    }
  list->by_hand = list->by_hand || (drop->position >= 0 && drop->place.set);
}

static void
take_cook (TaDropList *list, const TaHousehold *cook)
{
  list->cook = g_strdup (cook != NULL ? cook->id : NULL);
  list->cook_name = g_strdup (cook != NULL ? cook->name : "");
  list->cook_address = g_strdup (cook != NULL ? cook->address : "");
  list->cook_colour = cook != NULL ? cook->colour : 0;
  list->start = cook != NULL ? cook->place : TA_POINT_NONE;
}

static int
compare_by_hand (gconstpointer a, gconstpointer b)
{
  const TaDrop *first = *(TaDrop *const *) a, *second = *(TaDrop *const *) b;

  if (first->position != second->position)
    return first->position < 0 ? 1 : second->position < 0 ? -1
                                                          : first->position - second->position;
  return g_utf8_collate (first->name, second->name);
}

TaDropList *
ta_drop_list_new (const TaTurn *turn, GPtrArray *households, GPtrArray *deliveries, const TaRotaRules *rules)
{
  TaDropList *list = g_new0 (TaDropList, 1);
  g_autoptr (GPtrArray) eaters = ta_turn_meal_eaters (turn, households);

  list->turn = g_strdup (turn->id);
  list->date = turn->date;
  list->dish = g_strdup (turn->title);
  list->ready = turn->start;
  list->rules = ta_rota_rules_copy (rules);
  list->drops = g_ptr_array_new_with_free_func (drop_free);
  list->unplaced = g_ptr_array_new_with_free_func (drop_free);
  take_cook (list, find_household (households, ta_turn_holder (turn)));
  for (guint i = 0; i < eaters->len; i++)
    {
      const TaEater *eater = g_ptr_array_index (eaters, i);
      const TaHousehold *household = find_household (households, eater->household);
      TaDrop *drop;

      if (household == NULL || g_strcmp0 (household->id, list->cook) == 0)
        continue;
      drop = drop_new (eater, household, turn->date);
      take_delivery (list, drop, deliveries);
      g_ptr_array_add (drop->place.set ? list->drops : list->unplaced, drop);
    }
  /* A round is the same whatever the order in which its doors come. */
  g_ptr_array_sort (list->drops, compare_by_hand);
  g_ptr_array_sort (list->unplaced, compare_by_hand);
  return list;
}

/* The round as the search has it: place 0 is the cook's door, place i drop i - 1; times are seconds since midnight. */
typedef struct
{
  int n;
  int *distances;
  int *travel;
  int *pauses;
  TaRoundWindow *windows;
  TaRoundTimes times;
} Field;

static void
field_clear (Field *field)
{
  g_free (field->distances);
  g_free (field->travel);
  g_free (field->pauses);
  g_free (field->windows);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Field, field_clear)

static void
field_init (Field *field, const TaDropList *list)
{
  g_autofree TaPoint *points = NULL;

  field->n = (int) list->drops->len + 1;
  points = g_new (TaPoint, field->n);
  field->pauses = g_new0 (int, field->n);
  field->windows = g_new (TaRoundWindow, field->n);
  points[0] = list->start;
  field->windows[0] = TA_ROUND_ANY_TIME;
  for (int i = 1; i < field->n; i++)
    {
      const TaDrop *drop = g_ptr_array_index (list->drops, i - 1);

      points[i] = drop->place;
      field->pauses[i] = list->rules->door_minutes * 60;
      field->windows[i] = TA_ROUND_ANY_TIME;
      if (drop->from != TA_MINUTES_NONE)
        field->windows[i].from = drop->from * 60;
      /* Half past lasts until the clock shows another minute. */
      if (drop->until != TA_MINUTES_NONE)
        field->windows[i].until = drop->until * 60 + 59;
    }
  field->distances = ta_round_walking_distances (points, field->n, list->rules->detour_percent / 100.0);
  field->travel = g_new (int, (gsize) field->n *(gsize) field->n);
  for (int i = 0; i < field->n * field->n; i++)
    field->travel[i] = (int) ((gint64) field->distances[i] * 60 / list->rules->walk_metres_per_minute);
  field->times = (TaRoundTimes) { field->n, field->travel, field->pauses, field->windows, list->ready * 60, FALSE };
}

/* As late as it can be left without the last door being later, or another door too late: dinners wait in the oven, not in the street. */
static TaRoundSchedule *
leave_late (Field *field, const int *order)
{
  g_autoptr (TaRoundSchedule) earliest = ta_round_schedule (&field->times, order);
  int start = field->times.start, idle = 0;

  for (int i = 1; i < field->n; i++)
    idle += earliest->visits[i] - earliest->arrivals[i];
  for (int later = idle / 60; later > 0; later--)
    {
      g_autoptr (TaRoundSchedule) schedule = NULL;

      field->times.start = start + later * 60;
      schedule = ta_round_schedule (&field->times, order);
      if (schedule->end == earliest->end && schedule->n_late == earliest->n_late)
        return g_steal_pointer (&schedule);
    }
  field->times.start = start;
  return g_steal_pointer (&earliest);
}

static void
take_schedule (TaDropList *list, const Field *field, const TaRoundSchedule *schedule)
{
  int way = 0;

  for (int i = 1; i < field->n; i++)
    {
      TaDrop *drop = g_ptr_array_index (list->drops, schedule->order[i] - 1);

      drop->leg = field->distances[schedule->order[i - 1] * field->n + schedule->order[i]];
      way += drop->leg;
      drop->way = way;
      drop->arrival = schedule->arrivals[i] / 60;
      drop->wait = schedule->visits[i] / 60 - drop->arrival;
      drop->late = schedule->visits[i] > field->windows[schedule->order[i]].until;
    }
  list->length = way;
  list->n_late = schedule->n_late;
  list->leave = schedule->arrivals[0] / 60;
  list->last = schedule->visits[field->n - 1] / 60;
  list->end = schedule->end / 60;
  list->back = field->distances[schedule->order[field->n - 1] * field->n];
  list->home = (schedule->end + field->travel[schedule->order[field->n - 1] * field->n]) / 60;
  list->too_long = schedule->visits[field->n - 1] - schedule->arrivals[0] > list->rules->hot_minutes * 60;
}

static void
put_in_order (TaDropList *list, const int *order)
{
  guint count = list->drops->len;
  g_autofree gpointer *drops = g_memdup2 (list->drops->pdata, sizeof (gpointer) * count);

  for (guint i = 0; i < count; i++)
    list->drops->pdata[i] = drops[order[i + 1] - 1];
}

/* What makes one order better than another, the most important first. */
typedef struct
{
  gint64 n_late; /* both 0 where no door has times */
  gint64 end;
  gint64 length;
  gint64 ways; /* the sum of the ways to each door */
} Merit;

static Merit
judge (const Field *field, const int *order)
{
  Merit merit = { 0 };

  for (int i = 1; i < field->n; i++)
    {
      merit.length += field->distances[order[i - 1] * field->n + order[i]];
      merit.ways += merit.length;
    }
  if (ta_round_times_have_windows (&field->times))
    {
      g_autoptr (TaRoundSchedule) schedule = ta_round_schedule (&field->times, order);

      merit.n_late = schedule->n_late;
      merit.end = schedule->end;
    }
  return merit;
}

static gboolean
is_better (const Merit *a, const Merit *b)
{
  if (a->n_late != b->n_late)
    return a->n_late < b->n_late;
  if (a->end != b->end)
    return a->end < b->end;
  return a->length != b->length ? a->length < b->length : a->ways < b->ways;
}

static void
copy_moved (const int *order, int n, int from, int to, int *moved)
{
  memcpy (moved, order, sizeof (int) * (gsize) n);
  if (from < to)
    memmove (moved + from, order + from + 1, sizeof (int) * (gsize) (to - from));
  else
    memmove (moved + to + 1, order + to, sizeof (int) * (gsize) (from - to));
  moved[to] = order[from];
}

/* Of orders that are as good, one that is shorter, and nobody walks past a door to come back to it, though that may be no longer. */
static void
tidy (const Field *field, int *order)
{
  g_autofree int *moved = g_new (int, field->n);
  Merit best = judge (field, order);
  gboolean again = field->n <= MANY_PLACES;

  while (again)
    {
      again = FALSE;
      for (int from = 1; from < field->n; from++)
        for (int to = 1; to < field->n; to++)
          {
            Merit merit;

            copy_moved (order, field->n, from, to, moved);
            merit = judge (field, moved);
            if (!is_better (&merit, &best))
              continue;
            memcpy (order, moved, sizeof (int) * (gsize) field->n);
            best = merit;
            again = TRUE;
          }
    }
}

/* What is the best, and unless a person put them in order, that order. */
static void
find_best (TaDropList *list, GCancellable *cancellable)
{
  const TaRoundOptions options = { .work = WORK };
  g_auto (Field) field = { 0 };
  g_autoptr (TaRoundOrder) shortest = NULL;
  g_autoptr (TaRoundSchedule) timed = NULL;

  field_init (&field, list);
  shortest = ta_round_order (field.distances, field.n, &options, cancellable);
  if (ta_round_times_have_windows (&field.times))
    timed = ta_round_schedule_best (&field.times, shortest->order, cancellable);
  list->shortest = (int) shortest->bound;
  list->proved = timed != NULL ? timed->proved : shortest->proved;
  if (list->by_hand)
    return;
  tidy (&field, timed != NULL ? timed->order : shortest->order);
  put_in_order (list, timed != NULL ? timed->order : shortest->order);
}

/* Reckons with the drops in the order in which they stand. */
static void
reckon (TaDropList *list)
{
  g_auto (Field) field = { 0 };
  g_autofree int *order = NULL;
  g_autoptr (TaRoundSchedule) schedule = NULL;

  field_init (&field, list);
  order = g_new (int, field.n);
  for (int i = 0; i < field.n; i++)
    order[i] = i;
  schedule = leave_late (&field, order);
  take_schedule (list, &field, schedule);
  if (list->by_hand)
    list->proved = !ta_round_times_have_windows (&field.times) && list->length == list->shortest;
}

void
ta_drop_list_arrange (TaDropList *list, GCancellable *cancellable)
{
  list->measured = list->start.set && list->drops->len > 0 && list->drops->len < TA_ROUND_MAX_PLACES;
  if (!list->measured)
    return;
  find_best (list, cancellable);
  reckon (list);
}

void
ta_drop_list_move (TaDropList *list, guint from, guint to)
{
  g_return_if_fail (from < list->drops->len && to < list->drops->len);
  g_ptr_array_insert (list->drops, (int) to, g_ptr_array_steal_index (list->drops, from));
  list->by_hand = TRUE;
  if (list->measured)
    reckon (list);
}

double
ta_drop_list_excess (const TaDropList *list)
{
  return list->shortest > 0 ? 100.0 * (list->length - list->shortest) / list->shortest : 0;
}

int
ta_drop_list_portions (const TaDropList *list)
{
  int portions = 0;

  for (guint i = 0; i < list->drops->len; i++)
    portions += ((TaDrop *) g_ptr_array_index (list->drops, i))->portions;
  for (guint i = 0; i < list->unplaced->len; i++)
    portions += ((TaDrop *) g_ptr_array_index (list->unplaced, i))->portions;
  return portions;
}
