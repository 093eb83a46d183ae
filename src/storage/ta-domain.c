/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-domain.h"

#include <string.h>

#define ROW(table) "SELECT * FROM " #table " WHERE id = :id"
#define ALL(table) "SELECT * FROM " #table

#define ROOT(table, ledger)                                                     \
  {                                                                             \
    #table, NULL, NULL, ledger, ROW (table), NULL, ALL (table), { NULL }, FALSE \
  }
/* @column: the second, which names the parent; then what a row is for */
#define CHILD(table, parent, column, ledger, ...)                                                                                                                                          \
  {                                                                                                                                                                                        \
    #table, #parent, "SELECT " #column " FROM " #table " WHERE id = :id", ledger, ROW (table), "SELECT * FROM " #table " WHERE " #column " = :parent", ALL (table), { __VA_ARGS__ }, FALSE \
  }
#define ONLY_CHILD(table, parent)                                                                                                                                                 \
  {                                                                                                                                                                               \
    #table, #parent, "SELECT " #parent " FROM " #table " WHERE id = :id", FALSE, ROW (table), "SELECT * FROM " #table " WHERE " #parent " = :parent", ALL (table), { NULL }, TRUE \
  }

const TaDomainTable ta_domain_tables[] = {
  ROOT (collective, FALSE),
  ROOT (pod, FALSE),
  ROOT (removal, TRUE),
  ROOT (rota_rules, FALSE),
  ROOT (health_lock, FALSE),
  ROOT (household, FALSE),
  CHILD (membership, household, household, FALSE, NULL),
  CHILD (membership_step, household, household, FALSE, NULL),
  CHILD (person, household, household, FALSE, NULL),
  CHILD (diet, person, person, FALSE, "person", "tag"),
  CHILD (allergy, person, person, FALSE, "person", "allergen"),
  CHILD (availability, household, household, FALSE, "person", "weekday"),
  CHILD (absence, household, household, FALSE, NULL),
  CHILD (contact_point, household, household, FALSE, NULL),
  CHILD (offer, household, household, FALSE, NULL),
  CHILD (visibility, household, household, FALSE, "field"),
  ONLY_CHILD (turn_limit, household),
  CHILD (cooking_limit, household, household, FALSE, "need"),
  CHILD (capability, person, person, FALSE, "person", "name"),
  CHILD (skipped_meal, household, household, FALSE, "person", "weekday"),
  ROOT (service, FALSE),
  ROOT (reminder, FALSE),
  ROOT (series, FALSE),
  CHILD (series_household, series, series, FALSE, "household"),
  CHILD (series_exception, series, series, FALSE, "date"),
  CHILD (requirement, series, series, FALSE, "capability"),
  ROOT (turn, FALSE),
  CHILD (assignment, turn, turn, FALSE, "household", "role"),
  CHILD (eater, turn, turn, FALSE, "household"),
  CHILD (checklist_item, turn, turn, FALSE, NULL),
  CHILD (delivery, turn, turn, FALSE, "household"),
  ROOT (message, FALSE),
  CHILD (notice, message, message, FALSE, "household", "turn", "kind", "content"),
  ROOT (cover_request, FALSE),
  CHILD (cover_answer, cover_request, request, FALSE, "household", "takes", "chain"),
  ROOT (calendar, FALSE),
  CHILD (calendar_day, calendar, calendar, FALSE, "uid", "from_date"),
  ROOT (poll, FALSE),
  CHILD (poll_answer, poll, poll, FALSE, "household", "weekday", "band"),
  ROOT (feed, FALSE),
  ROOT (category, FALSE),
  ROOT (tool_model, FALSE),
  ROOT (tool, FALSE),
  CHILD (photo, tool, tool, FALSE, NULL),
  ROOT (loan, FALSE),
  ROOT (reservation, FALSE),
  ROOT (unit, TRUE),
  ROOT (account, TRUE),
  ROOT (rule_set, TRUE),
  ROOT (ledger_transaction, TRUE),
  CHILD (ledger_entry, ledger_transaction, ledger_transaction, TRUE, NULL),
  { NULL, NULL, NULL, FALSE, NULL, NULL, NULL, { NULL }, FALSE }
};

#define REFERENCE(table, column, target, action)                                                      \
  {                                                                                                   \
    #table, #column, #target, TA_DOMAIN_##action, "SELECT id FROM " #table " WHERE " #column " = :id" \
  }

const TaDomainReference ta_domain_references[] = {
  REFERENCE (rota_rules, pod, pod, CASCADE),
  REFERENCE (membership, household, household, CASCADE),
  REFERENCE (membership, pod, pod, RESTRICT),
  REFERENCE (membership_step, household, household, CASCADE),
  REFERENCE (person, household, household, CASCADE),
  REFERENCE (person, guardian, person, SET_NULL),
  REFERENCE (diet, person, person, CASCADE),
  REFERENCE (allergy, person, person, CASCADE),
  REFERENCE (availability, household, household, CASCADE),
  REFERENCE (availability, person, person, CASCADE),
  REFERENCE (absence, household, household, CASCADE),
  REFERENCE (absence, person, person, CASCADE),
  REFERENCE (absence, calendar, calendar, SET_NULL),
  REFERENCE (contact_point, household, household, CASCADE),
  REFERENCE (contact_point, person, person, CASCADE),
  REFERENCE (offer, household, household, CASCADE),
  REFERENCE (offer, person, person, CASCADE),
  REFERENCE (visibility, household, household, CASCADE),
  REFERENCE (turn_limit, household, household, CASCADE),
  REFERENCE (cooking_limit, household, household, CASCADE),
  REFERENCE (capability, person, person, CASCADE),
  REFERENCE (skipped_meal, household, household, CASCADE),
  REFERENCE (skipped_meal, person, person, CASCADE),
  REFERENCE (reminder, service, service, CASCADE),
  REFERENCE (series, pod, pod, CASCADE),
  REFERENCE (series, service, service, RESTRICT),
  REFERENCE (series_household, series, series, CASCADE),
  REFERENCE (series_household, household, household, CASCADE),
  REFERENCE (series_exception, series, series, CASCADE),
  REFERENCE (requirement, series, series, CASCADE),
  REFERENCE (turn, pod, pod, CASCADE),
  REFERENCE (turn, service, service, RESTRICT),
  REFERENCE (turn, series, series, SET_NULL),
  REFERENCE (assignment, turn, turn, CASCADE),
  REFERENCE (assignment, household, household, RESTRICT),
  REFERENCE (assignment, person, person, SET_NULL),
  REFERENCE (eater, turn, turn, CASCADE),
  REFERENCE (eater, household, household, CASCADE),
  REFERENCE (checklist_item, turn, turn, CASCADE),
  REFERENCE (delivery, turn, turn, CASCADE),
  REFERENCE (delivery, household, household, CASCADE),
  REFERENCE (message, household, household, CASCADE),
  REFERENCE (notice, message, message, CASCADE),
  REFERENCE (notice, household, household, CASCADE),
  REFERENCE (cover_request, turn, turn, CASCADE),
  REFERENCE (cover_request, household, household, CASCADE),
  REFERENCE (cover_answer, request, cover_request, CASCADE),
  REFERENCE (cover_answer, household, household, CASCADE),
  REFERENCE (cover_answer, takes, turn, CASCADE),
  REFERENCE (cover_answer, gives, turn, CASCADE),
  REFERENCE (calendar, household, household, CASCADE),
  REFERENCE (calendar_day, calendar, calendar, CASCADE),
  REFERENCE (poll, pod, pod, CASCADE),
  REFERENCE (poll_answer, poll, poll, CASCADE),
  REFERENCE (poll_answer, household, household, CASCADE),
  REFERENCE (feed, household, household, CASCADE),
  REFERENCE (feed, person, person, CASCADE),
  REFERENCE (category, parent, category, SET_NULL),
  REFERENCE (tool, model, tool_model, SET_NULL),
  REFERENCE (tool, category, category, SET_NULL),
  REFERENCE (tool, owner, household, SET_NULL),
  REFERENCE (photo, tool, tool, CASCADE),
  REFERENCE (loan, tool, tool, RESTRICT),
  REFERENCE (loan, household, household, RESTRICT),
  REFERENCE (loan, person, person, SET_NULL),
  REFERENCE (reservation, tool, tool, CASCADE),
  REFERENCE (reservation, household, household, CASCADE),
  REFERENCE (account, unit, unit, RESTRICT),
  REFERENCE (account, household, household, RESTRICT),
  REFERENCE (account, pod, pod, RESTRICT),
  REFERENCE (rule_set, service, service, RESTRICT),
  REFERENCE (ledger_transaction, rule_set, rule_set, RESTRICT),
  REFERENCE (ledger_transaction, reverses, ledger_transaction, RESTRICT),
  REFERENCE (ledger_entry, ledger_transaction, ledger_transaction, RESTRICT),
  REFERENCE (ledger_entry, account, account, RESTRICT),
  { NULL, NULL, NULL, TA_DOMAIN_RESTRICT, NULL }
};

const TaDomainTable *
ta_domain_find (const char *name)
{
  /* Asked for each row that is written: most tables are told apart by their first letter. */
  for (const TaDomainTable *table = ta_domain_tables; table->name != NULL; table++)
    if (table->name[0] == name[0] && strcmp (table->name, name) == 0)
      return table;
  return NULL;
}

const TaDomainTable *
ta_domain_root (const TaDomainTable *table)
{
  while (table->parent != NULL)
    table = ta_domain_find (table->parent);
  return table;
}

const TaDomainSensitive ta_domain_sensitive[] = {
  { "allergy", "severity" },
  { "allergy", "note" },
  { "person", "notes" },
  { NULL, NULL }
};

gboolean
ta_domain_is_sensitive (const char *table, const char *column)
{
  for (const TaDomainSensitive *sensitive = ta_domain_sensitive; sensitive->table != NULL; sensitive++)
    if (g_str_equal (sensitive->table, table) && g_str_equal (sensitive->column, column))
      return TRUE;
  return FALSE;
}
