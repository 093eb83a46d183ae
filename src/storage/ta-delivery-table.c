/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-delivery-table.h"

#include "ta-child-table.h"
#include "ta-household-table.h"
#include "ta-id.h"
#include "ta-query.h"
#include "ta-rota-rules-table.h"
#include "ta-table.h"
#include "ta-turn-table.h"

static gpointer
delivery_from_row (TaStatement *statement)
{
  TaDelivery *delivery = ta_delivery_new (ta_statement_text (statement, 1));

  g_set_str (&delivery->id, ta_statement_text (statement, 0));
  delivery->position = ta_statement_is_null (statement, 2) ? -1 : 0;
  delivery->state = (TaDeliveryState) ta_table_code (statement, 3, ta_delivery_state_codes);
  return delivery;
}

GPtrArray *
ta_delivery_table_list (TaDatabase *database, const char *turn, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id, household, position, state FROM delivery WHERE turn = :turn "
                                                                     "ORDER BY position IS NULL, position, household");
  GPtrArray *deliveries;

  ta_statement_bind_text (statement, ":turn", turn);
  deliveries = ta_query_collect (statement, delivery_from_row, (GDestroyNotify) ta_delivery_free, error);
  /* What is stored says only which comes before which. */
  for (guint i = 0; deliveries != NULL && i < deliveries->len; i++)
    if (((TaDelivery *) g_ptr_array_index (deliveries, i))->position >= 0)
      ((TaDelivery *) g_ptr_array_index (deliveries, i))->position = (int) i;
  return deliveries;
}

static gpointer
undelivered_from_row (TaStatement *statement)
{
  TaUndelivered *undelivered = g_new0 (TaUndelivered, 1);

  undelivered->turn = ta_statement_dup_text (statement, 0);
  undelivered->date = ta_statement_date (statement, 1);
  undelivered->household = ta_statement_dup_text (statement, 2);
  undelivered->cook = ta_statement_dup_text (statement, 3);
  return undelivered;
}

GPtrArray *
ta_delivery_table_list_undelivered (TaDatabase *database, TaDate from, TaDate until, const char *pod, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "SELECT t.id, t.date, d.household, "
                                       "(SELECT a.household FROM assignment a WHERE a.turn = t.id AND a.role NOT IN ('helper', 'deliverer') ORDER BY a.id LIMIT 1) "
                                       "FROM turn t JOIN delivery d ON d.turn = t.id "
                                       "WHERE t.date >= :from AND t.date < :until AND (:pod IS NULL OR t.pod = :pod) AND d.state = 'not-home' ORDER BY t.date DESC, d.id");

  ta_statement_bind_date (statement, ":from", from);
  ta_statement_bind_date (statement, ":until", until);
  ta_statement_bind_text (statement, ":pod", pod);
  return ta_query_collect (statement, undelivered_from_row, (GDestroyNotify) ta_undelivered_free, error);
}

gboolean
ta_delivery_table_set_state (TaDatabase *database, const char *turn, const char *household, TaDeliveryState state, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "INSERT INTO delivery (id, turn, household, state) VALUES (:id, :turn, :household, :state) "
                                                                     "ON CONFLICT (turn, household) DO UPDATE SET state = excluded.state WHERE state <> excluded.state");
  g_autofree char *id = ta_id_new ();

  ta_statement_bind_text (statement, ":id", id);
  ta_statement_bind_text (statement, ":turn", turn);
  ta_statement_bind_text (statement, ":household", household);
  ta_statement_bind_text (statement, ":state", ta_code_word (ta_delivery_state_codes, (int) state));
  return ta_statement_run (statement, NULL, error);
}

/* Of all but @households. */
static gboolean
forget_order (TaDatabase *database, const char *turn, GPtrArray *households, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "UPDATE delivery SET position = NULL WHERE turn = :turn AND position IS NOT NULL "
                                                                     "AND household NOT IN (SELECT value FROM json_each (:households))");
  g_autofree char *json = ta_query_ids_to_json (households);

  ta_statement_bind_text (statement, ":turn", turn);
  ta_statement_bind_text (statement, ":households", json);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
set_position (TaDatabase *database, const char *turn, const char *household, gint64 position, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "INSERT INTO delivery (id, turn, household, position) VALUES (:id, :turn, :household, :position) "
                                                                     "ON CONFLICT (turn, household) DO UPDATE SET position = excluded.position "
                                                                     "WHERE position IS NOT excluded.position");
  g_autofree char *id = ta_id_new ();

  ta_statement_bind_text (statement, ":id", id);
  ta_statement_bind_text (statement, ":turn", turn);
  ta_statement_bind_text (statement, ":household", household);
  ta_statement_bind_int (statement, ":position", position);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_delivery_table_set_order (TaDatabase *database, const char *turn, GPtrArray *households, GError **error)
{
  g_autoptr (GPtrArray) ordered = households != NULL ? g_ptr_array_ref (households) : g_ptr_array_new ();
  g_autoptr (GArray) positions = NULL;

  if (!forget_order (database, turn, ordered, error))
    return FALSE;
  positions = ta_child_table_arrange (database, "SELECT household, position FROM delivery WHERE turn = :owner", turn, ordered, 0, error);
  for (guint i = 0; positions != NULL && i < ordered->len; i++)
    if (!set_position (database, turn, g_ptr_array_index (ordered, i), g_array_index (positions, gint64, i), error))
      return FALSE;
  return positions != NULL;
}

/* (transfer full) (nullable): of TaHousehold: who holds the turn and who eats; all where the turn does not say who */
static GPtrArray *
load_households (TaDatabase *database, const TaTurn *turn, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (turn->eaters->len == 0)
    return ta_household_table_list (database, error);
  if (ta_turn_holder (turn) != NULL)
    g_ptr_array_add (ids, (gpointer) ta_turn_holder (turn));
  for (guint i = 0; i < turn->eaters->len; i++)
    g_ptr_array_add (ids, ((TaEater *) g_ptr_array_index (turn->eaters, i))->household);
  return ta_household_table_get_many (database, ids, error);
}

static TaDropList *
load_list (TaDatabase *database, const TaTurn *turn, GPtrArray *households, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) deliveries = ta_delivery_table_list (database, turn->id, error);
  g_autoptr (TaRotaRules) rules = deliveries != NULL ? ta_rota_rules_table_get (database, turn->pod, error) : NULL;
  TaDropList *list;

  if (rules == NULL)
    return NULL;
  list = ta_drop_list_new (turn, households, deliveries, rules);
  ta_drop_list_arrange (list, cancellable);
  return list;
}

TaDropList *
ta_drop_list_load (TaDatabase *database, const char *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaTurn) turn = ta_turn_table_get (database, id, error);
  g_autoptr (GPtrArray) households = turn != NULL ? load_households (database, turn, error) : NULL;

  return households != NULL ? load_list (database, turn, households, cancellable, error) : NULL;
}

GPtrArray *
ta_drop_list_load_all (TaDatabase *database, GPtrArray *turns, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_drop_list_free);
  g_autoptr (GPtrArray) households = turns->len > 0 ? ta_household_table_list (database, error) : g_ptr_array_new ();

  for (guint i = 0; households != NULL && i < turns->len; i++)
    {
      TaDropList *list = load_list (database, g_ptr_array_index (turns, i), households, cancellable, error);

      if (list == NULL)
        return NULL;
      g_ptr_array_add (lists, list);
    }
  return households != NULL ? g_steal_pointer (&lists) : NULL;
}
