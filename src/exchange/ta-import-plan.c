/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-plan.h"

#include "ta-exchange-error.h"
#include "ta-history.h"
#include "ta-household-table.h"
#include "ta-import-context.h"
#include "ta-pod-table.h"
#include "ta-tool-table.h"
#include "ta-turn-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of the way while planning; what remains is for settling what needs all rows. */
#define ROWS_SHARE 0.7

struct _TaImportPlan
{
  gatomicrefcount refs;
  TaImportKind kind;
  TaImportContext *context;
  GPtrArray *rows; /* of TaImportRow */
  guint counts[TA_IMPORT_N_OUTCOMES];
};

static const TaImportPlanner *const planners[TA_IMPORT_N_KINDS] = {
  [TA_IMPORT_HOUSEHOLDS] = &ta_import_planner_households,
  [TA_IMPORT_PEOPLE] = &ta_import_planner_people,
  [TA_IMPORT_TOOLS] = &ta_import_planner_tools,
  [TA_IMPORT_TURNS] = &ta_import_planner_turns,
  [TA_IMPORT_LOANS] = &ta_import_planner_loans,
  [TA_IMPORT_ABSENCES] = &ta_import_planner_absences,
  [TA_IMPORT_AVAILABILITY] = &ta_import_planner_availability,
  [TA_IMPORT_MEMBERSHIPS] = &ta_import_planner_memberships,
  [TA_IMPORT_NEEDS] = &ta_import_planner_needs,
};

/* Says how far it is, a hundred times at most. */
typedef struct
{
  TaImportProgress func;
  gpointer data;
  int percent;
} Meter;

static void
meter_set (Meter *meter, double fraction)
{
  int percent = (int) (fraction * 100);

  if (meter->func == NULL || percent <= meter->percent)
    return;
  meter->percent = percent;
  meter->func (MIN (fraction, 1.0), meter->data);
}

static void
row_free (gpointer data)
{
  TaImportRow *row = data;

  g_free (row->title);
  g_clear_pointer (&row->changes, g_ptr_array_unref);
  g_clear_pointer (&row->problems, g_ptr_array_unref);
  g_free (row);
}

TaImportPlan *
ta_import_plan_ref (TaImportPlan *plan)
{
  g_atomic_ref_count_inc (&plan->refs);
  return plan;
}

void
ta_import_plan_unref (TaImportPlan *plan)
{
  if (plan == NULL || !g_atomic_ref_count_dec (&plan->refs))
    return;
  ta_import_context_free (plan->context);
  g_ptr_array_unref (plan->rows);
  g_free (plan);
}

/* Planning ------------------------------------------------------------------------------------------------------------------------------- */

static void
add_problem (TaImportRow *row, const char *column, const char *reason)
{
  TaImportProblem *problem = g_new0 (TaImportProblem, 1);

  problem->column = g_strdup (column);
  problem->reason = g_strdup (reason);
  if (row->problems == NULL)
    row->problems = ta_import_problems_new ();
  g_ptr_array_add (row->problems, problem);
}

/* Fields beyond the heading are forgiven as long as they are empty: programs write them. */
static gboolean
has_surplus (const TaImportLine *line, guint count)
{
  for (guint i = count; i < line->n_fields; i++)
    if (*line->fields[i] != '\0')
      return TRUE;
  return FALSE;
}

/* Whether the row can be read as a row of this file at all. */
static gboolean
check_shape (TaImportContext *context, const TaImportLine *line, TaImportRow *row)
{
  guint count;
  const char *const *headings = ta_import_file_get_headings (context->file, &count);
  guint field = line->problem != NULL ? line->problem_field : line->n_fields < count ? line->n_fields
                                                                                     : count;
  g_autofree char *beyond = NULL;
  const char *column;
  g_autofree char *reason = NULL;

  if (line->problem == NULL && (line->n_fields == count || (line->n_fields > count && !has_surplus (line, count))))
    return TRUE;
  beyond = g_strdup_printf (_ ("field %u"), field + 1);
  column = field < count ? headings[field] : beyond;
  if (line->problem != NULL)
    {
      add_problem (row, column, line->problem);
      return FALSE;
    }
  if (line->n_fields < count)
    reason = g_strdup_printf (_ ("The row has %u fields, and the heading has %u. Add the delimiters that are missing, so that each value stands under its heading."),
                              line->n_fields, count);
  else
    reason = g_strdup_printf (_ ("The row has %u fields, and the heading has %u. A field that holds the delimiter needs quotation marks around it."),
                              line->n_fields, count);
  add_problem (row, column, reason);
  return FALSE;
}

static void
plan_line (TaImportPlan *plan, const TaImportPlanner *planner, const TaImportLine *line)
{
  TaImportContext *context = plan->context;
  TaImportRow *row = g_new0 (TaImportRow, 1);

  row->line = line->line;
  g_ptr_array_add (plan->rows, row);
  context->line = line;
  context->row = row;
  context->target = NULL;
  if (check_shape (context, line, row))
    planner->plan_row (context);
}

/* A bad row is told by what it says in the first column that every row needs. */
static char *
title_of_bad (TaImportContext *context)
{
  for (guint i = 0; i < context->n_columns; i++)
    if (context->columns[i].required)
      {
        const char *text = ta_import_cell (context, i);

        return g_strdup (text != NULL ? text : "");
      }
  return g_strdup ("");
}

static void
count_rows (TaImportPlan *plan)
{
  for (guint i = 0; i < plan->rows->len; i++)
    {
      TaImportRow *row = g_ptr_array_index (plan->rows, i);

      if (row->problems != NULL)
        row->outcome = TA_IMPORT_BAD;
      plan->context->line = ta_import_file_get_line (plan->context->file, i);
      if (row->title == NULL)
        row->title = title_of_bad (plan->context);
      plan->counts[row->outcome]++;
    }
}

static gboolean
plan_all (TaImportPlan *plan, Meter *meter, GCancellable *cancellable, GError **error)
{
  TaImportContext *context = plan->context;
  const TaImportPlanner *planner = planners[plan->kind];
  guint count = ta_import_file_get_n_lines (context->file);

  if (planner->load != NULL && !planner->load (context, error))
    return FALSE;
  for (guint i = 0; i < count; i++)
    {
      if (i % 64 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      plan_line (plan, planner, ta_import_file_get_line (context->file, i));
      meter_set (meter, ROWS_SHARE * i / count);
    }
  if (planner->finish != NULL && !planner->finish (context, error))
    return FALSE;
  count_rows (plan);
  meter_set (meter, 1.0);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

TaImportPlan *
ta_import_plan_build (TaDatabase *database, TaImportFile *file, const TaImportMapping *mapping, const TaImportOptions *options, TaImportProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaImportPlan) plan = NULL;
  g_autofree char *problem = ta_import_mapping_problem (mapping);
  Meter meter = { progress, progress_data, -1 };

  if (problem != NULL)
    {
      g_set_error_literal (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_REFUSED, problem);
      return NULL;
    }
  plan = g_new0 (TaImportPlan, 1);
  g_atomic_ref_count_init (&plan->refs);
  plan->kind = mapping->kind;
  plan->rows = g_ptr_array_new_with_free_func (row_free);
  plan->context = ta_import_context_new (database, file, mapping, options, error);
  if (plan->context == NULL || !plan_all (plan, &meter, cancellable, error))
    return NULL;
  /* A plan outlives its look at the database. */
  plan->context->database = NULL;
  return g_steal_pointer (&plan);
}

/* Applying ------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
check_current (TaImportPlan *plan, TaDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) history = ta_history_list (database, 0, 1, error);
  gint64 last;

  if (history == NULL)
    return FALSE;
  last = history->len > 0 ? ((TaHistoryEntry *) g_ptr_array_index (history, 0))->id : 0;
  if (last == plan->context->history)
    return TRUE;
  g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT,
                       _ ("Something was changed since the file was compared with the database. Look at the import again."));
  return FALSE;
}

static gboolean
check_good (TaImportPlan *plan, gboolean skip_bad, GError **error)
{
  guint bad = plan->counts[TA_IMPORT_BAD];

  if (skip_bad || bad == 0)
    return TRUE;
  g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_REFUSED,
               g_dngettext (GETTEXT_PACKAGE, "%u row is bad, so nothing was imported. Mend it, or leave it out.",
                            "%u rows are bad, so nothing was imported. Mend them, or leave them out.", bad),
               bad);
  return FALSE;
}

/* A plan that is being written. */
typedef struct
{
  TaImportContext *context;
  TaDatabase *database;
  GCancellable *cancellable;
  Meter meter;
  guint done;
  guint total; /* of targets to write */
} Writing;

typedef gboolean (*SaveFunc) (Writing *writing, TaImportTarget *target, GError **error);

static gboolean
advance (Writing *writing, guint count, GError **error)
{
  writing->done += count;
  meter_set (&writing->meter, (double) writing->done / writing->total);
  return !g_cancellable_set_error_if_cancelled (writing->cancellable, error);
}

static gboolean
save_household (Writing *writing, TaImportTarget *target, GError **error)
{
  return ta_household_table_save (writing->database, target->object, error);
}

static gboolean
save_turn (Writing *writing, TaImportTarget *target, GError **error)
{
  return ta_turn_table_save (writing->database, target->object, error);
}

static gboolean
save_loan (Writing *writing, TaImportTarget *target, GError **error)
{
  return ta_loan_table_save (writing->database, target->object, error);
}

/* The list that was planned on has no photos: they are taken over from the database as they are. */
static gboolean
save_changed_tool (Writing *writing, TaImportTarget *target, GError **error)
{
  TaTool *tool = target->object;
  g_autoptr (TaTool) whole = NULL;
  GPtrArray *photos;

  if (!target->exists)
    return TRUE;
  whole = ta_tool_table_get (writing->database, tool->id, error);
  if (whole == NULL)
    return FALSE;
  photos = tool->photos;
  tool->photos = whole->photos;
  whole->photos = photos;
  return ta_tool_table_save (writing->database, tool, error);
}

static gboolean
save_all (Writing *writing, GPtrArray *targets, SaveFunc save, GError **error)
{
  for (guint i = 0; i < targets->len; i++)
    {
      TaImportTarget *target = g_ptr_array_index (targets, i);

      if (target->dirty && (!save (writing, target, error) || !advance (writing, 1, error)))
        return FALSE;
    }
  return TRUE;
}

/* Gives the tools the categories that have to be made. */
static gboolean
make_categories (Writing *writing, GError **error)
{
  GHashTable *made = writing->context->made_categories;

  /* A plan whose command was rolled back may be written again: what it made then is not there. */
  g_hash_table_remove_all (made);
  for (guint i = 0; i < writing->context->tools->len; i++)
    {
      TaImportTarget *target = g_ptr_array_index (writing->context->tools, i);
      TaTool *tool = target->object;
      char *id;

      if (target->category == NULL)
        continue;
      id = g_hash_table_lookup (made, target->category);
      if (id == NULL)
        {
          id = ta_category_table_ensure (writing->database, target->category, error);
          if (id == NULL)
            return FALSE;
          g_hash_table_insert (made, g_strdup (target->category), id);
        }
      g_free (tool->category);
      tool->category = g_strdup (id);
    }
  return TRUE;
}

typedef struct
{
  Writing *writing;
  GPtrArray *tools; /* of TaTool, borrowed */
} Insertion;

static gboolean
on_inserting (double done, gpointer data)
{
  const Insertion *insertion = data;
  Writing *writing = insertion->writing;

  meter_set (&writing->meter, (writing->done + done * insertion->tools->len) / writing->total);
  return !g_cancellable_is_cancelled (writing->cancellable);
}

/* All with one go: each would make a part of the search index of its own, and parts have to be merged later. */
static gboolean
insert_new_tools (Writing *writing, GError **error)
{
  g_autoptr (GPtrArray) tools = g_ptr_array_new ();
  Insertion insertion = { writing, tools };

  for (guint i = 0; i < writing->context->tools->len; i++)
    {
      TaImportTarget *target = g_ptr_array_index (writing->context->tools, i);

      if (target->dirty && !target->exists)
        g_ptr_array_add (tools, target->object);
    }
  if (tools->len == 0)
    return TRUE;
  return ta_tool_table_insert_many (writing->database, tools, on_inserting, &insertion, error) && advance (writing, tools->len, error);
}

/* What changes goes before what is new: a number may pass from one tool to another. */
static gboolean
save_tools (Writing *writing, GError **error)
{
  return make_categories (writing, error) && save_all (writing, writing->context->tools, save_changed_tool, error) && insert_new_tools (writing, error);
}

static gboolean
save_pods_and_services (Writing *writing, GError **error)
{
  const TaImportContext *context = writing->context;

  for (guint i = 0; i < context->new_pods->len; i++)
    if (!ta_pod_table_save (writing->database, g_ptr_array_index (context->new_pods, i), error))
      return FALSE;
  for (guint i = 0; i < context->new_services->len; i++)
    if (!ta_service_table_save (writing->database, g_ptr_array_index (context->new_services, i), error))
      return FALSE;
  return TRUE;
}

static guint
count_dirty (GPtrArray *targets)
{
  guint count = 0;

  for (guint i = 0; i < targets->len; i++)
    count += ((TaImportTarget *) g_ptr_array_index (targets, i))->dirty;
  return count;
}

gboolean
ta_import_plan_apply (TaImportPlan *plan, TaDatabase *database, gboolean skip_bad, TaImportProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  TaImportContext *context = plan->context;
  Writing writing = { context, database, cancellable, { progress, progress_data, -1 }, 0, 1 };

  if (!check_good (plan, skip_bad, error) || !check_current (plan, database, error))
    return FALSE;
  writing.total = count_dirty (context->households) + count_dirty (context->tools) + count_dirty (context->turns) + count_dirty (context->loans);
  return save_pods_and_services (&writing, error) && save_all (&writing, context->households, save_household, error) && save_tools (&writing, error) && save_all (&writing, context->turns, save_turn, error) && save_all (&writing, context->loans, save_loan, error);
}

/* What it says of itself ------------------------------------------------------------------------------------------------------------------ */

TaImportKind
ta_import_plan_get_kind (TaImportPlan *plan)
{
  return plan->kind;
}

GPtrArray *
ta_import_plan_get_rows (TaImportPlan *plan)
{
  return plan->rows;
}

guint
ta_import_plan_count (TaImportPlan *plan, TaImportOutcome outcome)
{
  g_return_val_if_fail ((int) outcome >= 0 && outcome < TA_IMPORT_N_OUTCOMES, 0);
  return plan->counts[outcome];
}

GPtrArray *
ta_import_plan_get_made_households (TaImportPlan *plan)
{
  return plan->context->made_households;
}

char *
ta_import_plan_label (TaImportPlan *plan)
{
  guint n = plan->counts[TA_IMPORT_NEW] + plan->counts[TA_IMPORT_UPDATE];

  switch (plan->kind)
    {
    case TA_IMPORT_HOUSEHOLDS:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Imported %u household", "Imported %u households", n), n);
    case TA_IMPORT_PEOPLE:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Imported %u person", "Imported %u people", n), n);
    case TA_IMPORT_TOOLS:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Imported %u tool", "Imported %u tools", n), n);
    case TA_IMPORT_TURNS:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Imported %u turn", "Imported %u turns", n), n);
    case TA_IMPORT_LOANS:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Imported %u loan", "Imported %u loans", n), n);
    case TA_IMPORT_ABSENCES:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Imported %u absence", "Imported %u absences", n), n);
    case TA_IMPORT_AVAILABILITY:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Imported the availability on %u day", "Imported the availability on %u days", n), n);
    case TA_IMPORT_MEMBERSHIPS:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Imported %u membership", "Imported %u memberships", n), n);
    case TA_IMPORT_NEEDS:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Imported %u offer or need", "Imported %u offers and needs", n), n);
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
ta_import_plan_summary (TaImportPlan *plan)
{
  const guint *counts = plan->counts;
  g_autofree char *new = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u new", "%u new", counts[TA_IMPORT_NEW]), counts[TA_IMPORT_NEW]);
  g_autofree char *updated = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u updated", "%u updated", counts[TA_IMPORT_UPDATE]), counts[TA_IMPORT_UPDATE]);
  g_autofree char *same = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u unchanged", "%u unchanged", counts[TA_IMPORT_UNCHANGED]), counts[TA_IMPORT_UNCHANGED]);
  g_autofree char *bad = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u bad", "%u bad", counts[TA_IMPORT_BAD]), counts[TA_IMPORT_BAD]);

  /* Translators: "12 new, 3 updated, 165 unchanged, 1 bad" */
  return g_strdup_printf (_ ("%s, %s, %s, %s"), new, updated, same, bad);
}
