/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-balance-table.h"

#include "ta-table.h"
#include "ta-turn-posting-table.h"

#include <string.h>

#define PERCENT 100

GHashTable *
ta_balance_table_list (TaDatabase *database, TaRotaCredit credit, TaDate until, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT a.household, sum (e.amount) FROM account a JOIN unit u ON u.id = a.unit JOIN ledger_entry e ON e.account = a.id "
                "JOIN ledger_transaction t ON t.id = e.ledger_transaction "
                "WHERE u.name = :unit AND a.household IS NOT NULL AND (:until IS NULL OR t.date < :until) GROUP BY a.household");
  g_autoptr (GHashTable) balances = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  TaStep step;

  ta_statement_bind_text (statement, ":unit", ta_turn_posting_unit (credit));
  ta_statement_bind_date (statement, ":until", until);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    {
      gint64 balance = ta_statement_int (statement, 1);

      g_hash_table_insert (balances, ta_statement_dup_text (statement, 0), g_memdup2 (&balance, sizeof balance));
    }
  return step == TA_STEP_DONE ? g_steal_pointer (&balances) : NULL;
}

/* The statement ------------------------------------------------------------------------------------------------------------------------ */

void
ta_balance_line_free (TaBalanceLine *line)
{
  if (line == NULL)
    return;
  g_free (line->transaction);
  g_free (line->memo);
  g_free (line->turn);
  g_free (line->explanation);
  g_free (line);
}

static gpointer
line_from_row (TaStatement *statement)
{
  TaBalanceLine *line = g_new0 (TaBalanceLine, 1);

  line->transaction = ta_statement_dup_text (statement, 0);
  line->date = ta_statement_date (statement, 1);
  line->memo = g_strdup (ta_statement_text (statement, 2));
  line->turn = ta_statement_dup_text (statement, 3);
  line->state = (TaTurnState) ta_table_code (statement, 4, ta_turn_state_codes);
  line->amount = ta_statement_int (statement, 5);
  line->balance = ta_statement_int (statement, 6);
  return line;
}

static char *
explain (const TaCreditInputs *inputs, const char *household)
{
  g_autoptr (GArray) lines = ta_turn_postings (inputs);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const TaCreditLine *line = &g_array_index (lines, TaCreditLine, i);
      g_autofree char *sentence = NULL;

      if (!g_str_equal (line->household, household))
        continue;
      sentence = ta_credit_line_explain (inputs, line);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
    }
  return g_string_free (text, FALSE);
}

static gboolean
explain_lines (TaDatabase *database, GPtrArray *lines, const char *household, GError **error)
{
  g_autoptr (GPtrArray) postings = NULL;
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  TaDate first = TA_DATE_NONE;

  for (guint i = 0; i < lines->len; i++)
    first = i == 0 ? ((TaBalanceLine *) lines->pdata[i])->date : MIN (first, ((TaBalanceLine *) lines->pdata[i])->date);
  postings = ta_turn_posting_list (database, NULL, household, first, TA_DATE_NONE, error);
  if (postings == NULL)
    return FALSE;
  for (guint i = 0; i < postings->len; i++)
    g_hash_table_insert (by_id, ((TaTurnPosting *) postings->pdata[i])->id, postings->pdata[i]);
  for (guint i = 0; i < lines->len; i++)
    {
      TaBalanceLine *line = lines->pdata[i];
      const TaTurnPosting *posting = g_hash_table_lookup (by_id, line->transaction);

      if (posting != NULL)
        line->explanation = explain (posting->inputs, household);
    }
  return TRUE;
}

/* The plus: see STANDING in ta-turn-posting-table.c. */
GPtrArray *
ta_balance_table_statement (TaDatabase *database, const char *household, TaRotaCredit credit, guint limit, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT id, date, memo, turn, state, amount, sum (amount) OVER (ORDER BY date, id) FROM ("
                "SELECT t.id, t.date, t.memo, iif (t.source_kind = 'turn', t.source, NULL) AS turn, t.inputs ->> 'state' AS state, sum (e.amount) AS amount "
                "FROM account a JOIN unit u ON u.id = a.unit JOIN ledger_entry e ON e.account = a.id "
                "JOIN ledger_transaction t ON t.id = e.ledger_transaction "
                "WHERE a.household = :household AND u.name = :unit AND +t.reverses IS NULL "
                "AND NOT EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.reverses = t.id) GROUP BY t.id) "
                "ORDER BY date DESC, id DESC LIMIT :limit");
  g_autoptr (GPtrArray) lines = NULL;

  ta_statement_bind_text (statement, ":household", household);
  ta_statement_bind_text (statement, ":unit", ta_turn_posting_unit (credit));
  ta_statement_bind_int (statement, ":limit", limit);
  lines = ta_query_collect (statement, line_from_row, (GDestroyNotify) ta_balance_line_free, error);
  if (lines == NULL || !explain_lines (database, lines, household, error))
    return NULL;
  return g_steal_pointer (&lines);
}

/* The report --------------------------------------------------------------------------------------------------------------------------- */

void
ta_equalisation_row_free (TaEqualisationRow *row)
{
  if (row == NULL)
    return;
  g_free (row->household);
  g_free (row);
}

static TaEqualisationRow *
row_of (GPtrArray *rows, GHashTable *by_household, const char *household)
{
  TaEqualisationRow *row = g_hash_table_lookup (by_household, household);

  if (row == NULL)
    {
      row = g_new0 (TaEqualisationRow, 1);
      row->household = g_strdup (household);
      row->ratio = -1;
      g_hash_table_insert (by_household, row->household, row);
      g_ptr_array_add (rows, row);
    }
  return row;
}

static void
add_posting (GPtrArray *rows, GHashTable *by_household, const TaTurnPosting *posting)
{
  g_autoptr (GArray) lines = ta_turn_postings (posting->inputs);

  for (guint i = 0; i < lines->len; i++)
    {
      const TaCreditLine *line = &g_array_index (lines, TaCreditLine, i);
      TaEqualisationRow *row = row_of (rows, by_household, line->household);

      if (line->is_holder)
        row->contributed += line->amount;
      else
        row->received -= line->amount;
    }
}

/* All together received what all together gave, so one is what each gave for one that it had. */
static void
set_ratios (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      TaEqualisationRow *row = rows->pdata[i];

      if (row->received > 0)
        row->ratio = (int) ((PERCENT * MAX (row->contributed, 0) + row->received / 2) / row->received);
    }
}

GPtrArray *
ta_balance_table_equalisation (TaDatabase *database, const char *pod, TaRotaCredit basis, TaDate from, TaDate until, GError **error)
{
  g_autoptr (GPtrArray) postings = ta_turn_posting_list (database, pod, NULL, from, until, error);
  g_autoptr (GHashTable) by_household = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *rows;

  if (postings == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_equalisation_row_free);
  for (guint i = 0; i < postings->len; i++)
    {
      TaTurnPosting *posting = postings->pdata[i];

      posting->inputs->preset = basis;
      add_posting (rows, by_household, posting);
    }
  set_ratios (rows);
  return rows;
}
