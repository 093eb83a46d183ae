/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-task-private.h"

static void
slot_clear (gpointer data)
{
  g_array_unref (((TaRotaSlot *) data)->holders);
}

gboolean
ta_rota_takes_part (const TaRotaBrief *brief, const TaHousehold *household, TaDate date)
{
  TaStatus status = ta_household_status (household, date);

  return (status == TA_STATUS_TRIAL || status == TA_STATUS_MEMBER) && g_strcmp0 (ta_household_pod (household, date), brief->pod) == 0;
}

static gboolean
is_new (const TaRotaBrief *brief, int household, TaDate date)
{
  const TaHousehold *of = brief->households->pdata[household];

  return ta_household_status (of, date) == TA_STATUS_TRIAL && ta_rota_takes_part (brief, of, date);
}

static gboolean
anybody_is_new (const TaRotaBrief *brief, TaDate date)
{
  for (guint i = 0; i < brief->households->len; i++)
    if (is_new (brief, (int) i, date))
      return TRUE;
  return FALSE;
}

static gboolean
contains (const GArray *numbers, int number)
{
  for (guint i = 0; i < numbers->len; i++)
    if (g_array_index (numbers, int, i) == number)
      return TRUE;
  return FALSE;
}

/* (transfer full): of int */
static GArray *
find_holders (TaRotaTask *task, const TaTurn *turn)
{
  GArray *holders = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < turn->assignments->len; i++)
    {
      const TaAssignment *assignment = turn->assignments->pdata[i];
      int household = ta_rota_task_find_household (task, assignment->household);

      if (assignment->role == TA_DUTY_HELPER || assignment->role == TA_DUTY_DELIVERER || contains (holders, household))
        continue;
      if (household >= 0)
        g_array_append_val (holders, household);
      else
        task->unknown++;
    }
  return holders;
}

static const TaSeries *
find_series (const TaRotaBrief *brief, const char *id)
{
  for (guint i = 0; id != NULL && i < brief->series->len; i++)
    if (g_str_equal (((const TaSeries *) brief->series->pdata[i])->id, id))
      return brief->series->pdata[i];
  return NULL;
}

/* How many of the turn's places are not for newcomers; none where there is no newcomer. */
static int
experienced_places (const TaRotaBrief *brief, const TaTurn *turn, int places)
{
  const TaSeries *series = find_series (brief, turn->series);

  if (series == NULL || series->newcomers == 0 || !anybody_is_new (brief, turn->date))
    return 0;
  return MAX (places - series->newcomers, 0);
}

static void
add_slot (GArray *slots, const TaRotaSlot *pattern, int places, gboolean experienced, GArray *holders)
{
  TaRotaSlot slot = *pattern;

  slot.places = MAX (places, (int) holders->len);
  slot.experienced = experienced;
  slot.holders = holders;
  if (slot.places > 0)
    g_array_append_val (slots, slot);
  else
    g_array_unref (holders);
}

/* The holders that an experienced place takes go out of @holders. (transfer full) */
static GArray *
take_experienced (const TaRotaBrief *brief, const TaTurn *turn, GArray *holders, int places)
{
  GArray *taken = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < holders->len && (int) taken->len < places;)
    {
      int household = g_array_index (holders, int, i);

      if (is_new (brief, household, turn->date))
        {
          i++;
          continue;
        }
      g_array_append_val (taken, household);
      g_array_remove_index (holders, i);
    }
  return taken;
}

static gboolean
was_done (TaTurnState state)
{
  return state == TA_TURN_DONE || state == TA_TURN_LATE;
}

static void
add_turn (TaRotaTask *task, GArray *slots, TaTurn *turn, gboolean of_period)
{
  const TaRotaBrief *brief = task->brief;
  gboolean over = ta_turn_state_is_final (turn->state) || (brief->today != TA_DATE_NONE && turn->date < brief->today);
  gboolean ours = of_period && ta_rota_brief_find_service (brief, turn->service) != NULL;
  TaRotaSlot slot = { .turn = turn, .pinned = ta_rota_brief_is_fixed (brief, turn), .planned = ours && !over };
  GArray *holders;
  int places, experienced;

  if (turn->state == TA_TURN_CANCELLED)
    return;
  slot.counts = ours && (!over || was_done (turn->state) || !ta_turn_state_is_final (turn->state));
  slot.pinned = slot.pinned || !slot.planned;
  holders = find_holders (task, turn);
  places = slot.planned ? MAX (turn->places, (int) holders->len) : (int) holders->len;
  experienced = slot.planned ? experienced_places (brief, turn, places) : 0;
  if (experienced > 0)
    add_slot (slots, &slot, experienced, TRUE, take_experienced (brief, turn, holders, experienced));
  add_slot (slots, &slot, places - experienced, FALSE, holders);
}

static int
compare_slots (gconstpointer a, gconstpointer b)
{
  const TaRotaSlot *first = a;
  const TaRotaSlot *second = b;

  if (first->turn->date != second->turn->date)
    return first->turn->date < second->turn->date ? -1 : 1;
  if (first->turn->start != second->turn->start)
    return first->turn->start < second->turn->start ? -1 : 1;
  if (first->turn != second->turn)
    return g_strcmp0 (first->turn->id, second->turn->id);
  return second->experienced - first->experienced;
}

GArray *
ta_rota_slots_new (TaRotaTask *task)
{
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (TaRotaSlot));

  g_array_set_clear_func (slots, slot_clear);
  for (guint i = 0; i < task->brief->turns->len; i++)
    add_turn (task, slots, task->brief->turns->pdata[i], TRUE);
  for (guint i = 0; i < task->brief->around->len; i++)
    {
      TaTurn *turn = task->brief->around->pdata[i];

      if (turn->date >= task->first_day)
        add_turn (task, slots, turn, FALSE);
    }
  g_array_sort (slots, compare_slots);
  return slots;
}

static void
fill_turn (TaRotaTask *task, const TaRotaSlot *slot, int t)
{
  TaRotaProblem *problem = task->problem;

  problem->turns[t].day = slot->turn->date - task->first_day;
  problem->turns[t].week = problem->turns[t].day / 7;
  problem->turns[t].places = slot->places;
  problem->turns[t].credit = slot->counts ? 1 : 0;
  task->turns[t] = slot->turn;
  task->planned[t] = slot->planned;
  task->experienced[t] = slot->experienced;
  for (guint i = 0; slot->pinned && i < slot->holders->len; i++)
    problem->pinned[g_array_index (slot->holders, int, i) * problem->n_turns + t] = 1;
}

static void
fill_present (TaRotaTask *task, const TaRotaSlot *slot, int t)
{
  int place = task->present->first_place[t];

  for (guint i = 0; i < slot->holders->len; i++)
    task->present->households[place++] = g_array_index (slot->holders, int, i);
}

static TaTurnNeeds
needs_of (const TaRotaTask *task, const TaTurn *turn)
{
  const TaService *service = ta_rota_brief_find_service (task->brief, turn->service);

  return (TaTurnNeeds) { service != NULL ? service->kind : TA_SERVICE_OTHER, task->brief->households,
                         ta_rota_brief_requirements (task->brief, turn) };
}

gboolean
ta_rota_task_is_too_new (const TaRotaTask *task, int household, int slot)
{
  return task->experienced[slot] && is_new (task->brief, household, task->turns[slot]->date);
}

guint
ta_rota_task_reason_kinds (const TaRotaTask *task, int household, int slot)
{
  const TaHousehold *of = task->brief->households->pdata[household];
  TaTurnNeeds needs = needs_of (task, task->turns[slot]);
  guint kinds = ta_turn_reason_kinds (task->turns[slot], of, &needs);

  if (ta_rota_task_is_too_new (task, household, slot))
    kinds |= 1u << TA_REASON_NEWCOMER;
  if (g_hash_table_contains (task->brief->left_out, of->id))
    kinds |= 1u << TA_REASON_LEFT_OUT;
  if (ta_rota_brief_max_per_week (task->brief, of) == 0)
    kinds |= 1u << TA_REASON_WEEK_LIMIT;
  return kinds;
}

static void
find_reason (TaRotaTask *task, int h, int t)
{
  const TaHousehold *household = task->brief->households->pdata[h];
  TaTurnNeeds needs = needs_of (task, task->turns[t]);
  TaReason *reason = &task->reasons[h * task->problem->n_turns + t];

  if (ta_turn_reason (task->turns[t], household, &needs, reason))
    return;
  if (ta_rota_task_is_too_new (task, h, t))
    reason->kind = TA_REASON_NEWCOMER;
  else if (g_hash_table_contains (task->brief->left_out, household->id))
    reason->kind = TA_REASON_LEFT_OUT;
  else if (ta_rota_brief_max_per_week (task->brief, household) == 0)
    reason->kind = TA_REASON_WEEK_LIMIT;
}

void
ta_rota_slots_fill (TaRotaTask *task, GArray *slots)
{
  gsize pairs = (gsize) task->brief->households->len * slots->len;

  task->turns = g_new0 (TaTurn *, slots->len);
  task->planned = g_new0 (gboolean, slots->len);
  task->experienced = g_new0 (gboolean, slots->len);
  task->reasons = g_new0 (TaReason, pairs);
  task->problem->pinned = g_new0 (guint8, MAX (pairs, 1));
  for (guint t = 0; t < slots->len; t++)
    fill_turn (task, &g_array_index (slots, TaRotaSlot, t), (int) t);
  task->present = ta_rota_plan_new (task->problem);
  for (guint t = 0; t < slots->len; t++)
    fill_present (task, &g_array_index (slots, TaRotaSlot, t), (int) t);
  for (int h = 0; h < task->problem->n_households; h++)
    for (guint t = 0; t < slots->len; t++)
      find_reason (task, h, (int) t);
}
