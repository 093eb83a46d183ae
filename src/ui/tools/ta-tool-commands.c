/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-tool-commands.h"

#include "ta-storage-error.h"
#include "ta-tool-table.h"

#include <glib/gi18n.h>

typedef struct
{
  TaTool *tool;
  char *category;
} SaveData;

static void
save_data_free (gpointer data)
{
  SaveData *save = data;

  ta_tool_free (save->tool);
  g_free (save->category);
  g_free (save);
}

static gboolean
save_tool (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  SaveData *save = data;
  GError *failure = NULL;

  g_free (save->tool->category);
  save->tool->category = ta_category_table_ensure (database, save->category, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  return ta_tool_table_save (database, save->tool, error);
}

void
ta_tool_commands_save (TaContext *context, const char *label, TaTool *tool, const char *category, TaContextTryCallback callback, gpointer user_data)
{
  SaveData *save = g_new0 (SaveData, 1);

  save->tool = tool;
  save->category = g_strdup (category);
  ta_context_try (context, label, save_tool, save, save_data_free, callback, user_data);
}

static const char *
household_name (TaContext *context, const char *id)
{
  TaHouseholdItem *household = ta_context_find_household (context, id);

  return household != NULL ? ta_household_item_get_name (household) : "";
}

static gboolean
lend (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_loan_table_lend (database, data, error);
}

void
ta_tool_commands_lend (TaContext *context, TaToolItem *item, TaLoan *loan, TaContextTryCallback callback, gpointer user_data)
{
  g_autofree char *title = ta_tool_item_dup_title (item);
  /* Translators: a tool and a household, "Lent No. 41 Hammer drill to Pereira" */
  g_autofree char *label = g_strdup_printf (_ ("Lent %s to %s"), title, household_name (context, loan->household));

  ta_context_try (context, label, lend, loan, (GDestroyNotify) ta_loan_free, callback, user_data);
}

typedef struct
{
  char *tool;
  TaDate date;
  char *condition;
  char *note;
} ReturnData;

static void
return_data_free (gpointer data)
{
  ReturnData *back = data;

  g_free (back->tool);
  g_free (back->condition);
  g_free (back->note);
  g_free (back);
}

static gboolean
return_tool (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  ReturnData *back = data;

  return ta_loan_table_return (database, back->tool, back->date, back->condition, back->note, error);
}

static ReturnData *
new_return (TaToolItem *item, TaDate date, const char *condition, const char *note)
{
  ReturnData *back = g_new0 (ReturnData, 1);

  back->tool = g_strdup (ta_tool_item_get_id (item));
  back->date = date;
  back->condition = g_strdup (condition);
  back->note = g_strdup (note);
  return back;
}

static char *
return_label (TaToolItem *item)
{
  g_autofree char *title = ta_tool_item_dup_title (item);
  const TaToolSummary *summary = ta_tool_item_get (item);

  if (*summary->borrower_name == '\0')
    return g_strdup_printf (_ ("Returned %s"), title);
  /* Translators: a tool and the household that brought it back */
  return g_strdup_printf (_ ("Returned %s from %s"), title, summary->borrower_name);
}

void
ta_tool_commands_return_now (TaContext *context, TaToolItem *item)
{
  g_autofree char *label = return_label (item);

  ta_context_run (context, label, return_tool, new_return (item, ta_context_get_today (context), "", ""), return_data_free, NULL, NULL);
}

void
ta_tool_commands_return (TaContext *context, TaToolItem *item, TaDate date, const char *condition, const char *note, TaContextTryCallback callback, gpointer user_data)
{
  g_autofree char *label = return_label (item);

  ta_context_try (context, label, return_tool, new_return (item, date, condition, note), return_data_free, callback, user_data);
}

static gboolean
reserve (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_reservation_table_save (database, data, error);
}

void
ta_tool_commands_reserve (TaContext *context, TaToolItem *item, TaReservation *reservation, TaContextTryCallback callback, gpointer user_data)
{
  g_autofree char *title = ta_tool_item_dup_title (item);
  /* Translators: a tool and a household */
  g_autofree char *label = g_strdup_printf (_ ("Reserved %s for %s"), title, household_name (context, reservation->household));

  ta_context_try (context, label, reserve, reservation, (GDestroyNotify) ta_reservation_free, callback, user_data);
}

static gboolean
cancel_reservation (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_reservation_table_delete (database, data, error);
}

void
ta_tool_commands_cancel_reservation (TaContext *context, TaToolItem *item, const char *reservation)
{
  g_autofree char *title = ta_tool_item_dup_title (item);
  g_autofree char *label = g_strdup_printf (_ ("Cancelled a reservation of %s"), title);

  ta_context_run (context, label, cancel_reservation, g_strdup (reservation), g_free, NULL, NULL);
}

typedef struct
{
  char *tool;
  TaToolStatus status;
} StatusData;

static void
status_data_free (gpointer data)
{
  StatusData *status = data;

  g_free (status->tool);
  g_free (status);
}

static gboolean
set_status (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  StatusData *status = data;
  g_autoptr (TaTool) tool = ta_tool_table_get (database, status->tool, error);

  if (tool == NULL)
    return FALSE;
  tool->status = status->status;
  return ta_tool_table_save (database, tool, error);
}

static char *
status_label (TaToolItem *item, TaToolStatus status)
{
  g_autofree char *title = ta_tool_item_dup_title (item);

  switch (status)
    {
    case TA_TOOL_RETIRED:
      return g_strdup_printf (_ ("Retired %s"), title);
    case TA_TOOL_MAINTENANCE:
      return g_strdup_printf (_ ("Sent %s to repair"), title);
    case TA_TOOL_MISSING:
      return g_strdup_printf (_ ("Marked %s as missing"), title);
    case TA_TOOL_ACTIVE:
      break;
    }
  return g_strdup_printf (_ ("Put %s back in use"), title);
}

void
ta_tool_commands_set_status (TaContext *context, TaToolItem *item, TaToolStatus status)
{
  g_autofree char *label = status_label (item, status);
  StatusData *data = g_new0 (StatusData, 1);

  data->tool = g_strdup (ta_tool_item_get_id (item));
  data->status = status;
  ta_context_run (context, label, set_status, data, status_data_free, NULL, NULL);
}

static gboolean
delete_tool (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_tool_table_delete (database, data, error);
}

typedef struct
{
  TaContext *context;
  TaToolItem *item;
} Removal;

static void
on_deleted (const GError *error, gpointer data)
{
  Removal *removal = data;

  if (g_error_matches (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT))
    ta_tool_commands_set_status (removal->context, removal->item, TA_TOOL_RETIRED);
  else if (error != NULL)
    g_signal_emit_by_name (removal->context, "failed", error->message);
  g_object_unref (removal->context);
  g_object_unref (removal->item);
  g_free (removal);
}

void
ta_tool_commands_remove (TaContext *context, TaToolItem *item)
{
  g_autofree char *title = ta_tool_item_dup_title (item);
  g_autofree char *label = g_strdup_printf (_ ("Deleted %s"), title);
  Removal *removal = g_new0 (Removal, 1);

  removal->context = g_object_ref (context);
  removal->item = g_object_ref (item);
  ta_context_try (context, label, delete_tool, g_strdup (ta_tool_item_get_id (item)), g_free, on_deleted, removal);
}
