/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-plan-commands.h"

#include "ta-rota-store.h"

#include <glib/gi18n.h>

typedef struct
{
  TaPlanOutcome *outcome;
  gboolean *accepted; /* (nullable) */
  guint way;          /* of the ways out */
  TaDate today;
} Order;

static Order *
order_new (TaPlanOutcome *outcome)
{
  Order *order = g_new0 (Order, 1);

  order->outcome = ta_plan_outcome_ref (outcome);
  return order;
}

static void
order_free (gpointer data)
{
  Order *order = data;

  ta_plan_outcome_unref (order->outcome);
  g_free (order->accepted);
  g_free (order);
}

static gboolean
write_plan (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Order *order = data;

  return ta_rota_proposal_apply (database, order->outcome->proposal, order->accepted, error);
}

void
ta_plan_accept (TaContext *context, TaPlanOutcome *outcome, gboolean *accepted, TaDate from, TaDate until, TaContextTryCallback callback, gpointer user_data)
{
  Order *order = order_new (outcome);
  g_autofree char *first = ta_date_format (from, TA_DATE_SHORT);
  g_autofree char *last = ta_date_format (until - 1, TA_DATE_SHORT);
  /* Translators: two dates */
  g_autofree char *label = g_strdup_printf (_ ("Planned the rota from %s to %s"), first, last);

  order->accepted = accepted;
  ta_context_try (context, label, write_plan, order, order_free, callback, user_data);
}

static gboolean
write_way (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Order *order = data;
  const TaRotaWayOut *way = order->outcome->why->ways->pdata[order->way];

  return ta_rota_change_save (database, way->change, order->today, error);
}

void
ta_plan_take_way (TaContext *context, TaPlanOutcome *outcome, guint way, TaDate today, TaContextTryCallback callback, gpointer user_data)
{
  Order *order = order_new (outcome);
  const TaRotaWayOut *chosen = outcome->why->ways->pdata[way];
  g_autofree char *label = ta_rota_change_to_text (chosen->change, outcome->proposal->task->brief);

  order->way = way;
  order->today = today;
  ta_context_try (context, label, write_way, order, order_free, callback, user_data);
}
