/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-credit-rules-table.h"

#include "ta-household.h"
#include "ta-id.h"
#include "ta-table.h"

/* Before everything that can be recorded. */
#define FIRST_DAY ta_date_from_ymd (1583, 1, 1)

void
ta_credit_rules_free (TaCreditRules *rules)
{
  if (rules == NULL)
    return;
  g_free (rules->id);
  g_free (rules->pod);
  g_free (rules->service);
  g_free (rules->decided_by);
  g_free (rules);
}

static gpointer
rules_from_row (TaStatement *statement)
{
  TaCreditRules *rules = g_new0 (TaCreditRules, 1);

  rules->id = ta_statement_dup_text (statement, 0);
  rules->pod = ta_statement_dup_text (statement, 1);
  rules->service = ta_statement_dup_text (statement, 2);
  rules->credit = (TaRotaCredit) ta_table_code (statement, 3, ta_rota_credit_codes);
  rules->effective_from = ta_statement_date (statement, 4);
  ta_set_text (&rules->decided_by, ta_statement_text (statement, 5));
  rules->version = (int) ta_statement_int (statement, 6);
  return rules;
}

GPtrArray *
ta_credit_rules_table_list (TaDatabase *database, const char *pod, const char *service, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT id, rules ->> 'pod', service, rules ->> 'credit', effective_from, decided_by, version FROM rule_set "
                "WHERE rules ->> 'pod' IS NOT NULL AND service IS NOT NULL AND (:pod IS NULL OR rules ->> 'pod' = :pod) "
                "AND (:service IS NULL OR service = :service) ORDER BY version DESC, id DESC");

  ta_statement_bind_text (statement, ":pod", pod);
  ta_statement_bind_text (statement, ":service", service);
  return ta_query_collect (statement, rules_from_row, (GDestroyNotify) ta_credit_rules_free, error);
}

static gboolean
next_version (TaDatabase *database, const char *service, gint64 *version, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT coalesce (max (version), 0) + 1 FROM rule_set WHERE service = :service");

  ta_statement_bind_text (statement, ":service", service);
  return ta_query_int (statement, version, error);
}

static gboolean
insert (TaDatabase *database, const TaCreditRules *rules, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO rule_set (id, service, version, effective_from, rules, decided_by) "
                "VALUES (:id, :service, :version, :effective_from, json_object ('pod', :pod, 'credit', :credit), :decided_by)");

  ta_statement_bind_text (statement, ":id", rules->id);
  ta_statement_bind_text (statement, ":service", rules->service);
  ta_statement_bind_int (statement, ":version", rules->version);
  ta_statement_bind_date (statement, ":effective_from", rules->effective_from);
  ta_statement_bind_text (statement, ":pod", rules->pod);
  ta_statement_bind_text (statement, ":credit", ta_code_word (ta_rota_credit_codes, (int) rules->credit));
  ta_statement_bind_text (statement, ":decided_by", rules->decided_by);
  return ta_statement_run (statement, NULL, error);
}

TaCreditRules *
ta_credit_rules_table_add (TaDatabase *database, const char *pod, const char *service, TaRotaCredit credit, TaDate effective_from, const char *decided_by, GError **error)
{
  g_autoptr (TaCreditRules) rules = g_new0 (TaCreditRules, 1);
  g_autofree char *number = NULL;
  gint64 version = 0;

  if (!next_version (database, service, &version, error))
    return NULL;
  number = g_strdup_printf ("%" G_GINT64_FORMAT, version);
  rules->id = ta_id_new_from_name ("rule_set", pod, service, number, NULL);
  rules->pod = g_strdup (pod);
  rules->service = g_strdup (service);
  rules->credit = credit;
  rules->effective_from = effective_from != TA_DATE_NONE ? effective_from : FIRST_DAY;
  ta_set_text (&rules->decided_by, decided_by);
  rules->version = (int) version;
  return insert (database, rules, error) ? g_steal_pointer (&rules) : NULL;
}

gboolean
ta_credit_rules_table_switch (TaDatabase *database, const char *pod, TaRotaCredit credit, TaDate effective_from, const char *decided_by, GError **error)
{
  g_autoptr (GPtrArray) versions = ta_credit_rules_table_list (database, pod, NULL, error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const TaCreditRules *newest = versions->pdata[i];
      g_autoptr (TaCreditRules) added = NULL;

      if (!g_hash_table_add (seen, newest->service) || newest->credit == credit)
        continue;
      added = ta_credit_rules_table_add (database, pod, newest->service, credit, effective_from, decided_by, error);
      if (added == NULL)
        return FALSE;
    }
  return versions != NULL;
}
