/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-domain.h"

#include <string.h>

#define ROW(table) "SELECT * FROM " #table " WHERE id = :id"
#define ALL(table) "SELECT * FROM " #table
/* In this order there is no table made of the ids first. */
#define THERE(table) "SELECT b.rowid FROM bulk (:ids) b CROSS JOIN " #table " t ON t.id = b.c0"

#define COLUMNS_1 "c0"
#define COLUMNS_2 COLUMNS_1 ", c1"
#define COLUMNS_3 COLUMNS_2 ", c2"
#define COLUMNS_4 COLUMNS_3 ", c3"
#define COLUMNS_5 COLUMNS_4 ", c4"
#define COLUMNS_6 COLUMNS_5 ", c5"
#define COLUMNS_7 COLUMNS_6 ", c6"
#define COLUMNS_8 COLUMNS_7 ", c7"
#define COLUMNS_9 COLUMNS_8 ", c8"
#define COLUMNS_10 COLUMNS_9 ", c9"
#define COLUMNS_11 COLUMNS_10 ", c10"
#define COLUMNS_12 COLUMNS_11 ", c11"
#define COLUMNS_13 COLUMNS_12 ", c12"
#define COLUMNS_14 COLUMNS_13 ", c13"
#define COLUMNS_15 COLUMNS_14 ", c14"
#define COLUMNS_16 COLUMNS_15 ", c15"
#define INSERT(table, count) "INSERT INTO " #table " SELECT " COLUMNS_##count " FROM bulk (:rows)", count

/* @count: how many columns it has */
#define ROOT(table, count, ledger)                                                                                    \
  {                                                                                                                   \
    #table, NULL, NULL, ledger, ROW (table), THERE (table), NULL, ALL (table), INSERT (table, count), { NULL }, FALSE \
  }
/* @column: the second, which names the parent; then what a row is for */
#define CHILD(table, count, parent, column, ledger, ...)                                                                                                                                                                         \
  {                                                                                                                                                                                                                              \
    #table, #parent, "SELECT " #column " FROM " #table " WHERE id = :id", ledger, ROW (table), THERE (table), "SELECT * FROM " #table " WHERE " #column " = :parent", ALL (table), INSERT (table, count), { __VA_ARGS__ }, FALSE \
  }
#define ONLY_CHILD(table, count, parent)                                                                                                                                                                                \
  {                                                                                                                                                                                                                     \
    #table, #parent, "SELECT " #parent " FROM " #table " WHERE id = :id", FALSE, ROW (table), THERE (table), "SELECT * FROM " #table " WHERE " #parent " = :parent", ALL (table), INSERT (table, count), { NULL }, TRUE \
  }

const TaDomainTable ta_domain_tables[] = {
  ROOT (collective, 7, FALSE),
  ROOT (pod, 5, FALSE),
  ROOT (removal, 4, TRUE),
  ROOT (rota_rules, 13, FALSE),
  ROOT (health_lock, 4, FALSE),
  ROOT (household, 16, FALSE),
  CHILD (membership, 7, household, household, FALSE, NULL),
  CHILD (membership_step, 8, household, household, FALSE, NULL),
  CHILD (person, 10, household, household, FALSE, NULL),
  CHILD (diet, 3, person, person, FALSE, "person", "tag"),
  CHILD (allergy, 5, person, person, FALSE, "person", "allergen"),
  CHILD (availability, 5, household, household, FALSE, "person", "weekday"),
  CHILD (absence, 8, household, household, FALSE, NULL),
  CHILD (contact_point, 6, household, household, FALSE, NULL),
  CHILD (offer, 7, household, household, FALSE, NULL),
  CHILD (visibility, 4, household, household, FALSE, "field"),
  ONLY_CHILD (turn_limit, 4, household),
  CHILD (cooking_limit, 3, household, household, FALSE, "need"),
  CHILD (capability, 3, person, person, FALSE, "person", "name"),
  CHILD (skipped_meal, 4, household, household, FALSE, "person", "weekday"),
  ROOT (service, 5, FALSE),
  ROOT (reminder, 3, FALSE),
  ROOT (series, 16, FALSE),
  CHILD (series_household, 4, series, series, FALSE, "household"),
  CHILD (series_exception, 3, series, series, FALSE, "date"),
  CHILD (requirement, 3, series, series, FALSE, "capability"),
  ROOT (turn, 16, FALSE),
  CHILD (assignment, 6, turn, turn, FALSE, "household", "role"),
  CHILD (eater, 7, turn, turn, FALSE, "household"),
  CHILD (checklist_item, 5, turn, turn, FALSE, NULL),
  CHILD (delivery, 5, turn, turn, FALSE, "household"),
  ROOT (message, 8, FALSE),
  CHILD (notice, 6, message, message, FALSE, "household", "turn", "kind", "content"),
  ROOT (cover_request, 8, FALSE),
  CHILD (cover_answer, 9, cover_request, request, FALSE, "household", "takes", "chain"),
  ROOT (calendar, 4, FALSE),
  CHILD (calendar_day, 6, calendar, calendar, FALSE, "uid", "from_date"),
  ROOT (poll, 7, FALSE),
  CHILD (poll_answer, 6, poll, poll, FALSE, "household", "weekday", "band"),
  ROOT (feed, 7, FALSE),
  ROOT (category, 3, FALSE),
  ROOT (tool_model, 4, FALSE),
  ROOT (tool, 12, FALSE),
  CHILD (photo, 5, tool, tool, FALSE, NULL),
  ROOT (loan, 10, FALSE),
  ROOT (reservation, 6, FALSE),
  ROOT (unit, 4, TRUE),
  ROOT (account, 6, TRUE),
  ROOT (rule_set, 6, TRUE),
  ROOT (ledger_transaction, 10, TRUE),
  CHILD (ledger_entry, 4, ledger_transaction, ledger_transaction, TRUE, NULL),
  { NULL, NULL, NULL, FALSE, NULL, NULL, NULL, NULL, NULL, 0, { NULL }, FALSE }
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
