/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-rules.h"

#include <glib/gi18n-lib.h>

const TaCode ta_rota_credit_codes[] = {
  [TA_ROTA_CREDIT_TURNS] = { "turns", N_ ("Turns") },
  [TA_ROTA_CREDIT_PORTIONS] = { "portions", N_ ("Portions") },
  { NULL, NULL },
};

TaRotaRules *
ta_rota_rules_new (const char *pod)
{
  TaRotaRules *rules = g_new0 (TaRotaRules, 1);

  /* What the schema says too. */
  rules->id = g_strdup (pod);
  rules->max_per_week = 2;
  rules->min_gap_days = 2;
  rules->spacing = 24;
  rules->variety = 3;
  rules->stability = 30;
  rules->preference = 20;
  rules->detour_percent = 130;
  rules->walk_metres_per_minute = 75;
  rules->door_minutes = 2;
  rules->hot_minutes = 90;
  return rules;
}

TaRotaRules *
ta_rota_rules_copy (const TaRotaRules *rules)
{
  TaRotaRules *copy = g_memdup2 (rules, sizeof *rules);

  copy->id = g_strdup (rules->id);
  return copy;
}

void
ta_rota_rules_free (TaRotaRules *rules)
{
  if (rules == NULL)
    return;
  g_free (rules->id);
  g_free (rules);
}
