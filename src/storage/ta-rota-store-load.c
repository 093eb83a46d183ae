/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-balance-table.h"
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-series-table.h"
#include "ta-rota-rules-table.h"
#include "ta-rota-store.h"
#include "ta-table.h"
#include "ta-turn-table.h"

#define DAYS_BEFORE 90 /* in which a household's last turn is looked for */
#define DAYS_AFTER 28

static gboolean
has_id (GPtrArray *rows, const char *id)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (*(char *const *) rows->pdata[i], id) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
require_pod (TaDatabase *database, const char *pod, GError **error)
{
  g_autoptr (GPtrArray) pods = ta_pod_table_list (database, error);

  if (pods != NULL && !has_id (pods, pod))
    ta_table_set_not_found (error);
  return pods != NULL && has_id (pods, pod);
}

static gboolean
is_wanted (GPtrArray *services, const char *id)
{
  for (guint i = 0; services != NULL && i < services->len; i++)
    if (g_str_equal (services->pdata[i], id))
      return TRUE;
  return services == NULL;
}

static gboolean
load_services (TaDatabase *database, TaRotaBrief *brief, GPtrArray *services, GError **error)
{
  g_autoptr (GPtrArray) all = ta_service_table_list (database, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const TaService *service = all->pdata[i];

      if (is_wanted (services, service->id))
        g_ptr_array_add (brief->services, ta_service_copy (service));
    }
  return all != NULL;
}

static gboolean
load_rules (TaDatabase *database, TaRotaBrief *brief, GError **error)
{
  TaRotaRules *rules = ta_rota_rules_table_get (database, brief->pod, error);
  GPtrArray *series = rules != NULL ? ta_series_table_list (database, brief->pod, error) : NULL;
  GHashTable *requirements = series != NULL ? ta_requirement_table_list (database, brief->pod, error) : NULL;

  if (rules != NULL)
    {
      ta_rota_rules_free (brief->rules);
      brief->rules = rules;
    }
  if (series != NULL)
    {
      g_ptr_array_unref (brief->series);
      brief->series = series;
    }
  if (requirements != NULL)
    {
      g_hash_table_unref (brief->requirements);
      brief->requirements = requirements;
    }
  return requirements != NULL;
}

/* Drafts behind the period are still to be planned, and nothing has to make room for them. */
static gboolean
stays (const TaRotaBrief *brief, const TaTurn *turn)
{
  return ta_turn_holder (turn) != NULL && (turn->date < brief->from || turn->pinned || turn->state != TA_TURN_PLANNED);
}

static gboolean
load_around (TaDatabase *database, TaRotaBrief *brief, TaDate from, TaDate until, GError **error)
{
  g_autoptr (GPtrArray) turns = ta_turn_table_list (database, from, until, brief->pod, error);

  for (guint i = 0; turns != NULL && i < turns->len; i++)
    if (stays (brief, turns->pdata[i]))
      g_ptr_array_add (brief->around, ta_turn_copy (turns->pdata[i]));
  return turns != NULL;
}

static gboolean
load_turns (TaDatabase *database, TaRotaBrief *brief, GError **error)
{
  GPtrArray *turns = ta_turn_table_list (database, brief->from, brief->until, brief->pod, error);

  if (turns == NULL)
    return FALSE;
  g_ptr_array_unref (brief->turns);
  brief->turns = turns;
  return load_around (database, brief, brief->from - DAYS_BEFORE, brief->from, error)
         && load_around (database, brief, brief->until, brief->until + DAYS_AFTER, error);
}

static gboolean
belongs (const TaRotaBrief *brief, const TaHousehold *household)
{
  for (guint i = 0; i < household->memberships->len; i++)
    {
      const TaMembership *membership = household->memberships->pdata[i];
      gboolean part = membership->status == TA_STATUS_TRIAL || membership->status == TA_STATUS_MEMBER || membership->status == TA_STATUS_PAUSED;

      if (part && g_strcmp0 (membership->pod, brief->pod) == 0 && membership->from < brief->until
          && (membership->until == TA_DATE_NONE || membership->until > brief->from))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_in (GPtrArray *turns, const TaHousehold *household)
{
  for (guint i = 0; i < turns->len; i++)
    {
      const TaTurn *turn = turns->pdata[i];

      if (ta_turn_find_eater (turn, household->id) != NULL)
        return TRUE;
      for (guint a = 0; a < turn->assignments->len; a++)
        if (g_str_equal (((const TaAssignment *) turn->assignments->pdata[a])->household, household->id))
          return TRUE;
    }
  return FALSE;
}

static gboolean
load_households (TaDatabase *database, TaRotaBrief *brief, GError **error)
{
  g_autoptr (GPtrArray) all = ta_household_table_list (database, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    if (belongs (brief, all->pdata[i]) || is_in (brief->turns, all->pdata[i]))
      g_ptr_array_add (brief->households, ta_household_copy (all->pdata[i]));
  return all != NULL;
}

/* Hundredths of portions of a dinner: what a turn is worth where portions are counted. */
static gint64
portions_of_a_turn (const TaRotaBrief *brief)
{
  gint64 portions = 0, meals = 0;

  for (guint i = 0; i < brief->turns->len; i++)
    {
      const TaTurn *turn = brief->turns->pdata[i];
      const TaService *service = ta_rota_brief_find_service (brief, turn->service);

      if (service == NULL || service->kind != TA_SERVICE_COOK || turn->state == TA_TURN_CANCELLED)
        continue;
      portions += ta_turn_expected_portions (turn, brief->households);
      meals++;
    }
  return meals > 0 && portions >= meals ? portions / meals : 100;
}

/* Of all that was posted before the period: what was done in it counts as done. */
static gboolean
load_balances (TaDatabase *database, TaRotaBrief *brief, GError **error)
{
  g_autoptr (GHashTable) balances = ta_balance_table_list (database, brief->rules->credit, brief->from, error);
  gint64 worth = brief->rules->credit == TA_ROTA_CREDIT_PORTIONS ? portions_of_a_turn (brief) : 100;

  for (guint i = 0; balances != NULL && i < brief->households->len; i++)
    {
      const char *id = ((const TaHousehold *) brief->households->pdata[i])->id;
      const gint64 *balance = g_hash_table_lookup (balances, id);

      if (balance != NULL)
        ta_rota_brief_set_balance (brief, id, (int) CLAMP (*balance * 100 / worth, -100000, 100000));
    }
  return balances != NULL;
}

TaRotaBrief *
ta_rota_brief_load (TaDatabase *database, const char *pod, TaDate from, TaDate until, GPtrArray *services, TaDate today, GError **error)
{
  g_autoptr (TaRotaBrief) brief = ta_rota_brief_new (pod, from, until);

  brief->today = today;
  if (!require_pod (database, pod, error) || !load_services (database, brief, services, error) || !load_rules (database, brief, error)
      || !load_turns (database, brief, error) || !load_households (database, brief, error) || !load_balances (database, brief, error))
    return NULL;
  return g_steal_pointer (&brief);
}

TaEntitlement *
ta_rota_entitlement_load (TaDatabase *database, const char *pod, TaDate from, TaDate until, GError **error)
{
  g_autoptr (TaRotaBrief) brief = ta_rota_brief_load (database, pod, from, until, NULL, TA_DATE_NONE, error);

  return brief != NULL ? ta_entitlement_new (brief) : NULL;
}
