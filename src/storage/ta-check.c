/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-check.h"
#include "ta-query.h"
#include "ta-turn-posting-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Adds a sentence about the row that @statement stands on. */
typedef void (*FindingFunc) (GPtrArray *findings, TaStatement *statement);

/* What cannot be read because of damage is a finding like others, and no reason to look no further. */
static gboolean
run_one (TaDatabase *database, const char *sql, FindingFunc func, GPtrArray *findings, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);
  g_autoptr (GError) local_error = NULL;
  TaStep step;

  while ((step = ta_statement_step (statement, &local_error)) == TA_STEP_ROW)
    func (findings, statement);
  if (step == TA_STEP_DONE)
    return TRUE;
  if (!g_error_matches (local_error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (!g_ptr_array_find_with_equal_func (findings, local_error->message, g_str_equal, NULL))
    g_ptr_array_add (findings, g_strdup (local_error->message));
  return TRUE;
}

static void
add_file (GPtrArray *findings, TaStatement *statement)
{
  const char *text = ta_statement_text (statement, 0);

  if (g_str_equal (text, "ok"))
    return;
  if (strstr (text, "tool_search") != NULL)
    g_ptr_array_add (findings, g_strdup_printf (_ ("The search index of the tools is damaged: %s."), text));
  else if (strstr (text, "household_search") != NULL)
    g_ptr_array_add (findings, g_strdup_printf (_ ("The search index of the households is damaged: %s."), text));
  else
    g_ptr_array_add (findings, g_strdup_printf (_ ("The file is damaged: %s."), text));
}

static void
add_reference (GPtrArray *findings, TaStatement *statement)
{
  /* Translators: names of tables of the database and the number of a row in it. */
  g_ptr_array_add (findings, g_strdup_printf (_ ("Row %s of the table “%s” names a row of the table “%s” that is not there."),
                                              ta_statement_text (statement, 1), ta_statement_text (statement, 0), ta_statement_text (statement, 2)));
}

static void
add_unbalanced (GPtrArray *findings, TaStatement *statement)
{
  g_autofree char *date = ta_date_format (ta_statement_date (statement, 0), TA_DATE_MEDIUM);

  g_ptr_array_add (findings, g_strdup_printf (_ ("The posting “%s” of %s does not sum to zero in %s: %s is left over."), ta_statement_text (statement, 1),
                                              date, ta_statement_text (statement, 2), ta_statement_text (statement, 3)));
}

static void
add_short (GPtrArray *findings, TaStatement *statement)
{
  g_autofree char *date = ta_date_format (ta_statement_date (statement, 0), TA_DATE_MEDIUM);

  g_ptr_array_add (findings, g_strdup_printf (_ ("The posting “%s” of %s has fewer than two entries."), ta_statement_text (statement, 1), date));
}

static void
add_orphans (GPtrArray *findings, TaStatement *statement)
{
  int entries = (int) ta_statement_int (statement, 1);

  g_ptr_array_add (findings, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The ledger has %d entry of the posting %s, which is not there.",
                                                           "The ledger has %d entries of the posting %s, which is not there.", (gulong) entries),
                                              entries, ta_statement_text (statement, 0)));
}

/* Asked of the index itself: whether it has all the words of its rows, and no others. It is asked by an INSERT, which a file that may not be
   written refuses. */
static gboolean
check_words (TaDatabase *database, GPtrArray *findings, GError **error)
{
  g_autoptr (TaStatement) statement = NULL;
  g_autoptr (GError) local_error = NULL;

  if (sqlite3_db_readonly (ta_database_get_handle (database), "main") == 1)
    return TRUE;
  statement = ta_database_prepare (database, "INSERT INTO tool_search (tool_search, rank) VALUES ('integrity-check', 1)");
  if (ta_statement_run (statement, NULL, &local_error))
    return TRUE;
  if (!g_error_matches (local_error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_ptr_array_add (findings, g_strdup (_ ("The search index of the tools has other words than the tools.")));
  return TRUE;
}

static void
add_tool_missing (GPtrArray *findings, TaStatement *statement)
{
  g_ptr_array_add (findings, g_strdup_printf (_ ("The tool “%s” is missing from the search index."), ta_statement_text (statement, 0)));
}

static void
add_tool_stale (GPtrArray *findings, TaStatement *statement)
{
  g_ptr_array_add (findings, g_strdup_printf (_ ("The search index has other words for the tool “%s” than the tool itself."), ta_statement_text (statement, 0)));
}

static void
add_tool_surplus (GPtrArray *findings, TaStatement *statement)
{
  g_ptr_array_add (findings, g_strdup_printf (_ ("The search index has a tool “%s” that is not there."), ta_statement_text (statement, 0)));
}

static void
add_household_missing (GPtrArray *findings, TaStatement *statement)
{
  g_ptr_array_add (findings, g_strdup_printf (_ ("The household “%s” is missing from the search index."), ta_statement_text (statement, 0)));
}

static void
add_household_surplus (GPtrArray *findings, TaStatement *statement)
{
  g_ptr_array_add (findings, g_strdup_printf (_ ("The search index has a household “%s” that is not there."), ta_statement_text (statement, 0)));
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The index holds the names of people in the order in which they came, the tables in that of today: only the words must agree. */
static gboolean
same_words (const char *a, const char *b)
{
  g_auto (GStrv) first = g_strsplit (a, " ", -1);
  g_auto (GStrv) second = g_strsplit (b, " ", -1);

  qsort (first, g_strv_length (first), sizeof *first, compare_words);
  qsort (second, g_strv_length (second), sizeof *second, compare_words);
  return g_strv_equal ((const char *const *) first, (const char *const *) second);
}

static void
add_household_stale (GPtrArray *findings, TaStatement *statement)
{
  if (ta_statement_int (statement, 1) != 0 && same_words (ta_statement_text (statement, 2), ta_statement_text (statement, 3))
      && same_words (ta_statement_text (statement, 4), ta_statement_text (statement, 5)))
    return;
  g_ptr_array_add (findings, g_strdup_printf (_ ("The search index has other words for the household “%s” than the household itself."),
                                              ta_statement_text (statement, 0)));
}

static void
add_unswept (GPtrArray *findings, TaStatement *statement)
{
  g_ptr_array_add (findings, g_strdup (_ ("Somebody was removed, and the file has not been written anew since: another program had it open. The next change does it.")));
}

static const struct
{
  const char *sql;
  FindingFunc func;
} checks[] = {
  { "PRAGMA integrity_check", add_file },
  { "PRAGMA foreign_key_check", add_reference },
  { "SELECT t.date, t.memo, u.name, CAST (sum (e.amount) AS TEXT) FROM ledger_transaction t JOIN ledger_entry e ON e.ledger_transaction = t.id"
    " JOIN account a ON a.id = e.account JOIN unit u ON u.id = a.unit GROUP BY t.id, a.unit HAVING sum (e.amount) <> 0",
    add_unbalanced },
  { "SELECT t.date, t.memo FROM ledger_transaction t"
    " WHERE (SELECT count (*) FROM ledger_entry e WHERE e.ledger_transaction = t.id) < 2",
    add_short },
  { "SELECT e.ledger_transaction, count (*) FROM ledger_entry e"
    " WHERE NOT EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.id = e.ledger_transaction) GROUP BY e.ledger_transaction",
    add_orphans },
  { "SELECT t.name FROM tool t LEFT JOIN tool_search_key k ON k.tool = t.id LEFT JOIN tool_search_docsize d ON d.id = k.doc WHERE d.id IS NULL",
    add_tool_missing },
  { "SELECT t.name FROM tool t JOIN tool_search_key k ON k.tool = t.id LEFT JOIN category c ON c.id = t.category"
    " WHERE k.number IS NOT coalesce (t.number, '') OR k.name IS NOT t.name OR k.brand IS NOT t.brand OR k.location IS NOT t.location"
    " OR k.notes IS NOT t.notes OR k.category IS NOT coalesce (c.name, '')",
    add_tool_stale },
  { "SELECT k.name FROM tool_search_key k LEFT JOIN tool t ON t.id = k.tool WHERE t.id IS NULL", add_tool_surplus },
  { "SELECT h.name FROM household h LEFT JOIN household_search_key k ON k.household = h.id LEFT JOIN household_search s ON s.rowid = k.doc"
    " WHERE s.rowid IS NULL",
    add_household_missing },
  { "SELECT h.name, s.name IS h.name AND s.address IS h.address AND s.notes IS h.notes,"
    " s.people, coalesce ((SELECT group_concat (p.name, ' ') FROM person p WHERE p.household = h.id), ''),"
    " s.offers, coalesce ((SELECT group_concat (o.detail, ' ') FROM offer o WHERE o.household = h.id), '')"
    " FROM household h JOIN household_search_key k ON k.household = h.id JOIN household_search s ON s.rowid = k.doc",
    add_household_stale },
  { "SELECT s.name FROM household_search s LEFT JOIN household_search_key k ON k.doc = s.rowid LEFT JOIN household h ON h.id = k.household"
    " WHERE h.id IS NULL",
    add_household_surplus },
  { "SELECT removal FROM removal_step WHERE step = 'stored' LIMIT 1", add_unswept },
};

static void
add_wrong_posting (const TaTurnPosting *posting, gpointer data)
{
  g_autofree char *date = ta_date_format (posting->inputs->date, TA_DATE_MEDIUM);

  g_ptr_array_add (data, g_strdup_printf (_ ("The posting “%s” of %s is not what its rules come to."), posting->memo, date));
}

GPtrArray *
ta_check_run (TaDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    if (!run_one (database, checks[i].sql, checks[i].func, findings, error))
      return NULL;
  if (!check_words (database, findings, error))
    return NULL;
  /* A damaged ledger was told of above. */
  if (findings->len == 0 && !ta_turn_posting_verify (database, add_wrong_posting, findings, error))
    return NULL;
  return g_steal_pointer (&findings);
}
