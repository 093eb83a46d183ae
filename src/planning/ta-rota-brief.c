/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-brief.h"

static GHashTable *
make_balances (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

TaRotaBrief *
ta_rota_brief_new (const char *pod, TaDate from, TaDate until)
{
  TaRotaBrief *brief = g_new0 (TaRotaBrief, 1);

  brief->pod = g_strdup (pod);
  brief->from = from;
  brief->until = until;
  brief->today = TA_DATE_NONE;
  brief->rules = ta_rota_rules_new (pod);
  brief->services = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_service_free);
  brief->series = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_series_free);
  brief->requirements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  brief->households = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_household_free);
  brief->turns = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_free);
  brief->around = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_free);
  brief->balances = make_balances ();
  brief->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return brief;
}

static gpointer
copy_service (gconstpointer service, gpointer data)
{
  return ta_service_copy (service);
}

static gpointer
copy_series (gconstpointer series, gpointer data)
{
  return ta_series_copy (series);
}

static gpointer
copy_household (gconstpointer household, gpointer data)
{
  return ta_household_copy (household);
}

static gpointer
copy_turn (gconstpointer turn, gpointer data)
{
  return ta_turn_copy (turn);
}

static void
copy_balance (gpointer household, gpointer balance, gpointer copy)
{
  ta_rota_brief_set_balance (copy, household, *(const int *) balance);
}

static void
copy_left_out (gpointer household, gpointer value, gpointer copy)
{
  ta_rota_brief_set_left_out (copy, household, TRUE);
}

TaRotaBrief *
ta_rota_brief_copy (const TaRotaBrief *brief)
{
  TaRotaBrief *copy = g_memdup2 (brief, sizeof *brief);

  copy->pod = g_strdup (brief->pod);
  copy->rules = ta_rota_rules_copy (brief->rules);
  copy->services = g_ptr_array_copy (brief->services, copy_service, NULL);
  copy->series = g_ptr_array_copy (brief->series, copy_series, NULL);
  copy->requirements = g_hash_table_ref (brief->requirements);
  copy->households = g_ptr_array_copy (brief->households, copy_household, NULL);
  copy->turns = g_ptr_array_copy (brief->turns, copy_turn, NULL);
  copy->around = g_ptr_array_copy (brief->around, copy_turn, NULL);
  copy->balances = make_balances ();
  g_hash_table_foreach (brief->balances, copy_balance, copy);
  copy->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_foreach (brief->left_out, copy_left_out, copy);
  return copy;
}

void
ta_rota_brief_free (TaRotaBrief *brief)
{
  if (brief == NULL)
    return;
  g_free (brief->pod);
  ta_rota_rules_free (brief->rules);
  g_ptr_array_unref (brief->services);
  g_ptr_array_unref (brief->series);
  g_hash_table_unref (brief->requirements);
  g_ptr_array_unref (brief->households);
  g_ptr_array_unref (brief->turns);
  g_ptr_array_unref (brief->around);
  g_hash_table_unref (brief->balances);
  g_hash_table_unref (brief->left_out);
  g_free (brief);
}

void
ta_rota_brief_set_balance (TaRotaBrief *brief, const char *household, int hundredths)
{
  g_hash_table_insert (brief->balances, g_strdup (household), g_memdup2 (&hundredths, sizeof hundredths));
}

void
ta_rota_brief_set_left_out (TaRotaBrief *brief, const char *household, gboolean left_out)
{
  if (left_out)
    g_hash_table_add (brief->left_out, g_strdup (household));
  else
    g_hash_table_remove (brief->left_out, household);
}

/* The structs of all these arrays begin with their id. */
static gpointer
find_id (const GPtrArray *rows, const char *id)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (*(char *const *) rows->pdata[i], id) == 0)
      return rows->pdata[i];
  return NULL;
}

TaHousehold *
ta_rota_brief_find_household (const TaRotaBrief *brief, const char *id)
{
  return find_id (brief->households, id);
}

TaTurn *
ta_rota_brief_find_turn (const TaRotaBrief *brief, const char *id)
{
  return find_id (brief->turns, id);
}

const TaService *
ta_rota_brief_find_service (const TaRotaBrief *brief, const char *id)
{
  return find_id (brief->services, id);
}

const GPtrArray *
ta_rota_brief_requirements (const TaRotaBrief *brief, const TaTurn *turn)
{
  return turn->series != NULL ? g_hash_table_lookup (brief->requirements, turn->series) : NULL;
}

gboolean
ta_rota_brief_is_fixed (const TaRotaBrief *brief, const TaTurn *turn)
{
  if (ta_turn_state_is_final (turn->state) || (brief->today != TA_DATE_NONE && turn->date < brief->today))
    return TRUE;
  if (turn->date < brief->from || turn->date >= brief->until || ta_rota_brief_find_service (brief, turn->service) == NULL)
    return TRUE;
  return turn->pinned && !ta_turn_seeks_cover (turn) && ta_turn_holder (turn) != NULL;
}

int
ta_rota_brief_max_per_week (const TaRotaBrief *brief, const TaHousehold *household)
{
  return household->max_per_week >= 0 ? household->max_per_week : brief->rules->max_per_week;
}

int
ta_rota_brief_min_gap (const TaRotaBrief *brief, const TaHousehold *household)
{
  return MAX (household->min_gap_days >= 0 ? household->min_gap_days : brief->rules->min_gap_days, 1);
}
