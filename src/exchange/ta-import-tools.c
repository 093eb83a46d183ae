/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-context.h"
#include "ta-money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  COLUMN_NUMBER,
  COLUMN_NAME,
  COLUMN_CATEGORY,
  COLUMN_OWNER,
  COLUMN_VALUE,
  COLUMN_CONDITION,
  COLUMN_LOCATION,
  COLUMN_STATUS,
  COLUMN_NOTES,
  COLUMN_BRAND
};

typedef struct
{
  const char *number;
  const char *name;
  gint64 value;
  int condition;
  int status;
} Row;

static TaImportTarget *
find_number (TaImportContext *context, const char *number)
{
  g_autofree char *key = ta_import_key (number);

  return g_hash_table_lookup (context->tools_by_number, key);
}

/* A tool of that name that no row is about yet: of several hammers the second row takes the second. Those without a number come first:
   the row has none either. */
static TaImportTarget *
find_name (TaImportContext *context, const char *name)
{
  g_autofree char *key = ta_import_key (name);
  GPtrArray *same = g_hash_table_lookup (context->tools_by_name, key);
  TaImportTarget *numbered = NULL;

  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      TaImportTarget *target = g_ptr_array_index (same, i);
      const TaTool *tool = target->object;

      if (target->line != 0 || !target->exists)
        continue;
      if (tool->number == NULL || *tool->number == '\0')
        return target;
      numbered = numbered != NULL ? numbered : target;
    }
  return numbered;
}

static void
parse (TaImportContext *context, Row *row)
{
  const TaImportTarget *target;

  *row = (Row) { .value = -1, .condition = -1, .status = -1 };
  row->number = ta_import_cell (context, COLUMN_NUMBER);
  row->name = ta_import_require (context, COLUMN_NAME);
  ta_import_get_money (context, COLUMN_VALUE, &row->value);
  ta_import_get_code (context, COLUMN_CONDITION, ta_condition_codes, &row->condition);
  ta_import_get_code (context, COLUMN_STATUS, ta_tool_status_codes, &row->status);
  target = row->number != NULL ? find_number (context, row->number) : NULL;
  if (target != NULL && target->line != 0)
    ta_import_problem (context, COLUMN_NUMBER, _ ("Line %u already has number %s. Give each tool a number of its own."), target->line, row->number);
}

static void
set_category (TaImportContext *context, TaImportTarget *target)
{
  const char *name = ta_import_cell (context, COLUMN_CATEGORY);
  TaTool *tool = target->object;
  g_autofree char *key = name != NULL ? ta_import_key (name) : NULL;
  const char *id = key != NULL ? g_hash_table_lookup (context->categories, key) : NULL;

  if (name == NULL || (id != NULL && g_strcmp0 (tool->category, id) == 0))
    return;
  ta_import_change (context, COLUMN_CATEGORY, target->category_name, name);
  g_free (tool->category);
  tool->category = g_strdup (id);
  if (id == NULL)
    target->category = g_strdup (name);
}

static void
set_owner (TaImportContext *context, TaTool *tool)
{
  const char *name = ta_import_cell (context, COLUMN_OWNER);
  const TaHousehold *owner;

  if (name == NULL)
    return;
  owner = ta_import_ensure_household (context, name)->object;
  if (g_strcmp0 (owner->id, tool->owner) == 0)
    return;
  ta_import_change (context, COLUMN_OWNER, ta_import_household_name (context, tool->owner), owner->name);
  g_free (tool->owner);
  tool->owner = g_strdup (owner->id);
}

static void
set_value (TaImportContext *context, TaTool *tool, gint64 value)
{
  const char *currency = context->collective != NULL ? context->collective->currency : "XXX";
  gint64 known = tool->value;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (value < 0 || value == known)
    return;
  tool->value = value;
  /* Of what is new nobody is told what it was before. */
  if (context->row_is_new)
    return;
  before = known >= 0 ? ta_money_to_text (known, currency) : NULL;
  after = ta_money_to_text (value, currency);
  ta_import_change (context, COLUMN_VALUE, before, after);
}

static TaImportTarget *
find_or_add (TaImportContext *context, const Row *row)
{
  TaImportTarget *target = row->number != NULL ? find_number (context, row->number) : find_name (context, row->name);
  TaTool *tool;

  if (target != NULL)
    return target;
  tool = ta_tool_new (row->name);
  g_free (tool->number);
  tool->number = g_strdup (row->number);
  target = ta_import_add_target (context->tools, tool, (GDestroyNotify) ta_tool_free);
  ta_import_index_tool (context, target);
  return target;
}

static void
merge (TaImportContext *context, const Row *row)
{
  TaImportTarget *target = find_or_add (context, row);
  TaTool *tool = target->object;
  int condition = (int) tool->condition, status = (int) tool->status;
  gboolean numbered = tool->number != NULL && *tool->number != '\0';

  target->line = context->line->line;
  ta_import_begin (context, target, !target->exists, g_strconcat (numbered ? tool->number : "", numbered ? " " : "", row->name, NULL));
  ta_import_set_text (context, COLUMN_NAME, &tool->name);
  set_category (context, target);
  set_owner (context, tool);
  set_value (context, tool, row->value);
  ta_import_set_code (context, COLUMN_CONDITION, &condition, row->condition, ta_condition_codes);
  tool->condition = (TaCondition) condition;
  ta_import_set_text (context, COLUMN_LOCATION, &tool->location);
  ta_import_set_code (context, COLUMN_STATUS, &status, row->status, ta_tool_status_codes);
  tool->status = (TaToolStatus) status;
  ta_import_set_notes (context, COLUMN_NOTES, &tool->notes);
  ta_import_set_text (context, COLUMN_BRAND, &tool->brand);
}

static void
plan_row (TaImportContext *context)
{
  Row row;

  parse (context, &row);
  if (!ta_import_is_bad (context))
    merge (context, &row);
}

const TaImportPlanner ta_import_planner_tools = { ta_import_load_tools, plan_row, NULL };
