/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-domain.h"

#include <string.h>

#define CHILD(table, parent)                                                    \
  {                                                                             \
    #table, #parent, "SELECT " #parent " FROM " #table " WHERE id = :id", FALSE \
  }

const TaDomainTable ta_domain_tables[] = {
  { "collective", NULL, NULL, FALSE },
  { "pod", NULL, NULL, FALSE },
  { "rota_rules", NULL, NULL, FALSE },
  { "household", NULL, NULL, FALSE },
  CHILD (membership, household),
  CHILD (person, household),
  CHILD (diet, person),
  CHILD (allergy, person),
  CHILD (availability, household),
  CHILD (absence, household),
  CHILD (contact_point, household),
  CHILD (offer, household),
  CHILD (visibility, household),
  CHILD (turn_limit, household),
  CHILD (cooking_limit, household),
  CHILD (capability, person),
  CHILD (skipped_meal, household),
  { "service", NULL, NULL, FALSE },
  { "reminder", NULL, NULL, FALSE },
  { "series", NULL, NULL, FALSE },
  CHILD (series_household, series),
  CHILD (series_exception, series),
  CHILD (requirement, series),
  { "turn", NULL, NULL, FALSE },
  CHILD (assignment, turn),
  CHILD (eater, turn),
  CHILD (checklist_item, turn),
  CHILD (delivery, turn),
  { "message", NULL, NULL, FALSE },
  CHILD (notice, message),
  { "cover_request", NULL, NULL, FALSE },
  { "cover_answer", "cover_request", "SELECT request FROM cover_answer WHERE id = :id", FALSE },
  { "calendar", NULL, NULL, FALSE },
  CHILD (calendar_day, calendar),
  { "poll", NULL, NULL, FALSE },
  CHILD (poll_answer, poll),
  { "category", NULL, NULL, FALSE },
  { "tool_model", NULL, NULL, FALSE },
  { "tool", NULL, NULL, FALSE },
  CHILD (photo, tool),
  { "loan", NULL, NULL, FALSE },
  { "reservation", NULL, NULL, FALSE },
  { "unit", NULL, NULL, TRUE },
  { "account", NULL, NULL, TRUE },
  { "rule_set", NULL, NULL, TRUE },
  { "ledger_transaction", NULL, NULL, TRUE },
  { "ledger_entry", "ledger_transaction", "SELECT ledger_transaction FROM ledger_entry WHERE id = :id", TRUE },
  { NULL, NULL, NULL, FALSE }
};

const TaDomainTable *
ta_domain_find (const char *name)
{
  for (const TaDomainTable *table = ta_domain_tables; table->name != NULL; table++)
    if (strcmp (table->name, name) == 0)
      return table;
  return NULL;
}
