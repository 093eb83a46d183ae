/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-check.h"

#include "ta-household-table.h"
#include "ta-rota-store.h"

/* Days around the turns that rules look at. */
#define MARGIN 14

typedef struct
{
  GPtrArray *turns; /* of TaTurn */
  TaDate today;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_ptr_array_unref (request->turns);
  g_free (request);
}

/* The slot of the turn that @household holds; -1 where it holds none. */
static int
find_slot (const TaRotaTask *task, const char *turn, const char *household)
{
  int h = ta_rota_task_find_household (task, household);

  for (int slot = 0; h >= 0 && slot < task->problem->n_turns; slot++)
    if (g_str_equal (task->turns[slot]->id, turn) && ta_rota_plan_holds (task->present, h, slot))
      return slot;
  return -1;
}

/* What is against @household holding @turn in @task; @reason is to be cleared. */
static gboolean
find_reason (const TaRotaTask *task, const TaTurn *turn, TaReason *reason)
{
  const char *holder = ta_turn_holder (turn);
  int slot = holder ? find_slot (task, turn->id, holder) : -1;

  return slot >= 0 && ta_rota_task_plan_reason (task, task->present, ta_rota_task_find_household (task, holder), slot, reason);
}

/* The kinds of reasons (1 << TaReasonKind) that were against turns of @household before: what is broken already need not be kept. */
static guint
kinds_before (const TaRotaTask *task, const GPtrArray *turns, const char *household)
{
  guint kinds = 0;

  for (guint i = 0; i < turns->len; i++)
    {
      const TaTurn *before = ta_rota_brief_find_turn (task->brief, ((const TaTurn *) turns->pdata[i])->id);
      g_auto (TaReason) reason = { 0 };

      if (before && g_strcmp0 (ta_turn_holder (before), household) == 0 && find_reason (task, before, &reason))
        kinds |= 1u << reason.kind;
    }
  return kinds;
}

/* Makes the change on paper; FALSE where a turn is one that is not looked at. */
static gboolean
make_change (TaRotaBrief *brief, const Request *request)
{
  for (guint i = 0; i < request->turns->len; i++)
    {
      const TaTurn *wanted = request->turns->pdata[i];
      TaTurn *turn = ta_rota_brief_find_turn (brief, wanted->id);

      if (!turn || turn->places != 1 || turn->date < request->today || wanted->date < request->today)
        return FALSE;
      turn->date = wanted->date;
      ta_turn_set_holder (turn, ta_turn_holder (wanted), TA_DUTY_COOK);
    }
  return TRUE;
}

static char *
compare (const TaRotaTask *before, const TaRotaTask *after, const GPtrArray *turns)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < turns->len; i++)
    {
      const TaTurn *turn = turns->pdata[i];
      const char *holder = ta_turn_holder (turn);
      TaHousehold *household = holder ? ta_rota_brief_find_household (after->brief, holder) : NULL;
      g_auto (TaReason) reason = { 0 };
      g_autofree char *sentence = NULL;

      if (!household || !find_reason (after, turn, &reason) || (kinds_before (before, turns, holder) & 1u << reason.kind) != 0)
        continue;
      sentence = ta_reason_to_text (&reason, household->name);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
    }
  return g_strdup (text->str);
}

/* Each turn by itself: who is away or left, which day does not suit, whose kitchen is too small. */
static char *
check_alone (TaDatabase *database, const GPtrArray *turns, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < turns->len; i++)
    {
      const TaTurn *turn = turns->pdata[i];
      const char *holder = ta_turn_holder (turn);
      g_autoptr (TaHousehold) household = holder ? ta_household_table_get (database, holder, error) : NULL;
      g_autofree char *clash = household ? ta_turn_holder_clash (turn, household) : NULL;

      if (holder && !household)
        return NULL;
      if (clash)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", clash);
    }
  return g_strdup (text->str);
}

/* Gives an empty text where nothing is against it: a read that gives nothing has failed. */
static gpointer
check (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;
  TaDate first = G_MAXINT32, last = 0;
  g_autoptr (TaRotaBrief) brief = NULL;
  g_autoptr (TaRotaTask) before = NULL;
  g_autoptr (TaRotaTask) after = NULL;

  for (guint i = 0; i < request->turns->len; i++)
    {
      first = MIN (first, ((const TaTurn *) request->turns->pdata[i])->date);
      last = MAX (last, ((const TaTurn *) request->turns->pdata[i])->date);
    }
  brief = ta_rota_brief_load (database, ((const TaTurn *) request->turns->pdata[0])->pod, first - MARGIN, last + MARGIN, NULL, request->today, error);
  if (!brief)
    return NULL;
  before = ta_rota_brief_compile (brief);
  if (!make_change (brief, request))
    return check_alone (database, request->turns, error);
  after = ta_rota_brief_compile (brief);
  return compare (before, after, request->turns);
}

void
ta_rota_check_async (TaContext *context, GPtrArray *turns, GAsyncReadyCallback callback, gpointer user_data)
{
  Request *request = g_new0 (Request, 1);

  request->turns = turns;
  request->today = ta_context_get_today (context);
  ta_store_read_async (ta_context_get_store (context), check, request, request_free, g_free, NULL, callback, user_data);
}

char *
ta_rota_check_finish (GObject *source, GAsyncResult *result, GError **error)
{
  g_autofree char *text = ta_store_read_finish (TA_STORE (source), result, error);

  return text && text[0] ? g_steal_pointer (&text) : NULL;
}
