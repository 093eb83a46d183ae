/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-context.h"
#include "ta-tool-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  COLUMN_TOOL,
  COLUMN_HOUSEHOLD,
  COLUMN_OUT,
  COLUMN_DUE,
  COLUMN_RETURNED,
  COLUMN_PERSON,
  COLUMN_CONDITION_OUT,
  COLUMN_CONDITION_IN,
  COLUMN_NOTE
};

/* Days a tool is lent for in a database that has no collective yet. */
#define DEFAULT_LOAN_DAYS 7

typedef struct
{
  GHashTable *by_key; /* "tool household date" → TaImportTarget */
  GHashTable *open;   /* id of a tool → TaImportTarget */
} Loans;

typedef struct
{
  const TaTool *tool;
  const char *household;
  TaDate out;
  TaDate due;
  TaDate returned;
} Row;

static void
loans_free (gpointer data)
{
  Loans *loans = data;

  g_hash_table_unref (loans->by_key);
  g_hash_table_unref (loans->open);
  g_free (loans);
}

static char *
loan_key (const char *tool, const char *household, TaDate out)
{
  return g_strdup_printf ("%s %s %d", tool, household, out);
}

static void
index_loan (Loans *loans, TaImportTarget *target)
{
  TaLoan *loan = target->object;

  g_hash_table_insert (loans->by_key, loan_key (loan->tool, loan->household, loan->out), target);
  if (loan->returned == TA_DATE_NONE)
    g_hash_table_insert (loans->open, g_strdup (loan->tool), target);
  else if (g_hash_table_lookup (loans->open, loan->tool) == target)
    g_hash_table_remove (loans->open, loan->tool);
}

static gboolean
load (TaImportContext *context, GError **error)
{
  Loans *loans = g_new0 (Loans, 1);
  GPtrArray *list;

  loans->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  loans->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  context->kind_data = loans;
  context->kind_data_free = loans_free;
  if (!ta_import_load_tools (context, error))
    return FALSE;
  list = ta_loan_table_list (context->database, error);
  if (list == NULL)
    return FALSE;
  g_ptr_array_add (context->lists, list);
  for (guint i = 0; i < list->len; i++)
    {
      TaImportTarget *target = ta_import_target_new (g_ptr_array_index (list, i), NULL, TRUE);

      g_ptr_array_add (context->loans, target);
      index_loan (loans, target);
    }
  return TRUE;
}

static const TaTool *
find_tool (TaImportContext *context)
{
  const char *text = ta_import_require (context, COLUMN_TOOL);
  g_autofree char *key = text != NULL ? ta_import_key (text) : NULL;
  const TaImportTarget *target = key != NULL ? g_hash_table_lookup (context->tools_by_number, key) : NULL;
  GPtrArray *same = key != NULL ? g_hash_table_lookup (context->tools_by_name, key) : NULL;

  if (text == NULL)
    return NULL;
  if (target != NULL)
    return target->object;
  if (same == NULL)
    ta_import_problem (context, COLUMN_TOOL, _ ("There is no tool “%s”. Import the tools first, or correct the number."), text);
  else if (same->len > 1)
    ta_import_problem (context, COLUMN_TOOL, _ ("There are several tools called “%s”. Write the number of the one that is meant."), text);
  else
    return ((TaImportTarget *) g_ptr_array_index (same, 0))->object;
  return NULL;
}

static TaImportTarget *
find_loan (TaImportContext *context, const Row *row)
{
  const Loans *loans = context->kind_data;
  const TaImportTarget *household = ta_import_find_household (context, row->household);
  g_autofree char *key = NULL;

  if (household == NULL)
    return NULL;
  key = loan_key (row->tool->id, ((TaHousehold *) household->object)->id, row->out);
  return g_hash_table_lookup (loans->by_key, key);
}

static void
check (TaImportContext *context, const Row *row)
{
  const Loans *loans = context->kind_data;
  const TaImportTarget *target = find_loan (context, row);
  const TaImportTarget *open = g_hash_table_lookup (loans->open, row->tool->id);

  if (target != NULL && target->line != 0)
    ta_import_problem (context, COLUMN_TOOL, _ ("Line %u already has this loan. Take one of them out."), target->line);
  if (row->due != TA_DATE_NONE && row->due < row->out)
    ta_import_problem (context, COLUMN_DUE, _ ("It would be due before it went out. Look at the two dates."));
  if (row->returned != TA_DATE_NONE && row->returned < row->out)
    ta_import_problem (context, COLUMN_RETURNED, _ ("It would be back before it went out. Look at the two dates."));
  if (row->returned == TA_DATE_NONE && open != NULL && open != target)
    ta_import_problem (context, COLUMN_RETURNED, _ ("The tool is out already, with %s. Say when one of the two loans came back."),
                       ta_import_household_name (context, ((TaLoan *) open->object)->household));
}

static void
parse (TaImportContext *context, Row *row)
{
  *row = (Row) { .out = TA_DATE_NONE, .due = TA_DATE_NONE, .returned = TA_DATE_NONE };
  row->tool = find_tool (context);
  row->household = ta_import_require (context, COLUMN_HOUSEHOLD);
  if (ta_import_require (context, COLUMN_OUT) != NULL)
    ta_import_get_date (context, COLUMN_OUT, &row->out);
  ta_import_get_date (context, COLUMN_DUE, &row->due);
  ta_import_get_date (context, COLUMN_RETURNED, &row->returned);
  if (!ta_import_is_bad (context))
    check (context, row);
}

static void
set_person (TaImportContext *context, TaLoan *loan, TaHousehold *household)
{
  const char *name = ta_import_cell (context, COLUMN_PERSON);
  TaPerson *person = name != NULL ? ta_import_find_person (household, name) : NULL;
  const TaPerson *before = loan->person != NULL ? ta_household_find_person (household, loan->person) : NULL;

  if (name == NULL || (person != NULL && person == before))
    return;
  if (person == NULL)
    {
      person = ta_person_new (name, TA_ROLE_ADULT);
      g_ptr_array_add (household->persons, person);
    }
  ta_import_change (context, COLUMN_PERSON, before != NULL ? before->name : NULL, person->name);
  g_free (loan->person);
  loan->person = g_strdup (person->id);
}

static TaImportTarget *
find_or_add (TaImportContext *context, const Row *row, const TaHousehold *household)
{
  TaImportTarget *target = find_loan (context, row);
  int days = context->collective != NULL ? context->collective->loan_days : DEFAULT_LOAN_DAYS;
  TaDate due = row->due != TA_DATE_NONE ? row->due : row->out + days;

  if (target != NULL)
    return target;
  return ta_import_add_target (context->loans, ta_loan_new (row->tool->id, household->id, row->out, due), (GDestroyNotify) ta_loan_free);
}

static void
merge (TaImportContext *context, const Row *row)
{
  TaImportTarget *borrower = ta_import_ensure_household (context, row->household);
  TaHousehold *household = borrower->object;
  TaImportTarget *target = find_or_add (context, row, household);
  TaLoan *loan = target->object;
  guint people = household->persons->len;

  target->line = context->line->line;
  ta_import_begin (context, target, !target->exists, g_strdup_printf ("%s (%s)", row->tool->name, household->name));
  ta_import_set_date (context, COLUMN_DUE, &loan->due, row->due);
  ta_import_set_date (context, COLUMN_RETURNED, &loan->returned, row->returned);
  set_person (context, loan, household);
  borrower->dirty = borrower->dirty || household->persons->len > people;
  ta_import_set_text (context, COLUMN_CONDITION_OUT, &loan->condition_out);
  ta_import_set_text (context, COLUMN_CONDITION_IN, &loan->condition_in);
  ta_import_set_notes (context, COLUMN_NOTE, &loan->note);
  index_loan (context->kind_data, target);
}

static void
plan_row (TaImportContext *context)
{
  Row row;

  parse (context, &row);
  if (!ta_import_is_bad (context))
    merge (context, &row);
}

const TaImportPlanner ta_import_planner_loans = { load, plan_row, NULL };
