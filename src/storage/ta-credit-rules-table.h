/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-rota-rules.h"

/** TaCreditRules: a version of what a pod’s ledger counts for the turns of a service. The newest version that is in effect on a day counts. */
typedef struct
{
  char *id;
  char *pod;
  char *service;
  TaRotaCredit credit;
  TaDate effective_from;
  char *decided_by;
  int version; /* of the service's, whatever the pod */
} TaCreditRules;

void ta_credit_rules_free (TaCreditRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaCreditRules, ta_credit_rules_free)

/** Newest version first. @pod, @service (nullable): of all. (transfer full): of TaCreditRules */
GPtrArray *ta_credit_rules_table_list (TaDatabase *database, const char *pod, const char *service, GError **error);

/**
 * Adds a version; nothing that was posted changes. (transfer full) (nullable)
 * @effective_from: TA_DATE_NONE: for all days
 */
TaCreditRules *ta_credit_rules_table_add (TaDatabase *database, const char *pod, const char *service, TaRotaCredit credit, TaDate effective_from, const char *decided_by, GError **error);

/**
 * ta_credit_rules_table_switch:
 *
 * Makes the pod’s ledger count @credit from @effective_from on, for each service that it counted turns of. What a pod that never counted any
 * will count is what its rota rules say. Part of a command, beside the saving of the rota rules.
 */
gboolean ta_credit_rules_table_switch (TaDatabase *database, const char *pod, TaRotaCredit credit, TaDate effective_from, const char *decided_by, GError **error);
