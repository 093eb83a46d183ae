/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-import-file.h"
#include "ta-import-mapping.h"
#include "ta-store.h"

typedef enum
{
  TA_IMPORT_NEW,
  TA_IMPORT_UPDATE,
  TA_IMPORT_UNCHANGED,
  TA_IMPORT_BAD
} TaImportOutcome;
#define TA_IMPORT_N_OUTCOMES 4

/** TaImportChange: a field that an update changes. */
typedef struct
{
  const char *column; /* translated label of ours */
  char *before;       /* as a file has it; "" for nothing */
  char *after;
} TaImportChange;

/** TaImportProblem: what is wrong with a row. */
typedef struct
{
  char *column; /* the heading in the file, or our column where the file has none; "field 9" beyond the heading */
  char *reason; /* a sentence: what is wrong and what would mend it */
} TaImportProblem;

/** TaImportRow: what becomes of a row of the file. */
typedef struct
{
  TaImportOutcome outcome;
  guint line;
  char *title;         /* what it is about: "Pereira", "12 Ladder"; "" where that cannot be told; of a bad row what its first required column says */
  GPtrArray *changes;  /* (nullable): of TaImportChange, for updates */
  GPtrArray *problems; /* (nullable): of TaImportProblem, for bad rows */
} TaImportRow;

typedef struct
{
  TaDate today;   /* from when a new status holds; ages */
  int shift_days; /* added to every date of the file */
  /* (nullable): who is told to have recorded what the file says of steps; lives as long as the program. %NULL: the actor of the store that a plan goes through. */
  const char *actor;
} TaImportOptions;

/** @fraction: 0 to 1, never falling */
typedef void (*TaImportProgress) (double fraction, gpointer data);

/**
 * TaImportPlan:
 *
 * What an import would do to a database: the dry run. It has no effect on the database and may be thrown away.
 */
typedef struct _TaImportPlan TaImportPlan;

TaImportPlan *ta_import_plan_ref (TaImportPlan *plan);
void ta_import_plan_unref (TaImportPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaImportPlan, ta_import_plan_unref)

/**
 * ta_import_plan_build:
 * @database: the database, on the worker's thread
 * @mapping: copied; all required columns must be mapped, else TA_EXCHANGE_ERROR_REFUSED
 * @progress: (nullable): called on this thread
 *
 * Compares the file with the database.
 *
 * Returns: (transfer full) (nullable): the plan; %NULL with @error set
 */
TaImportPlan *ta_import_plan_build (TaDatabase *database, TaImportFile *file, const TaImportMapping *mapping, const TaImportOptions *options, TaImportProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);

/**
 * ta_import_plan_apply:
 * @database: the database, in a command
 * @skip_bad: whether bad rows are left out; else one refuses the whole (TA_EXCHANGE_ERROR_REFUSED)
 *
 * Writes what the plan says. Fails with TA_STORAGE_ERROR_CONFLICT where a command ran since the plan was built; build it again then.
 */
gboolean ta_import_plan_apply (TaImportPlan *plan, TaDatabase *database, gboolean skip_bad, TaImportProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);

TaImportKind ta_import_plan_get_kind (TaImportPlan *plan);

/** The file's rows in order: of TaImportRow. (transfer none) */
GPtrArray *ta_import_plan_get_rows (TaImportPlan *plan);
guint ta_import_plan_count (TaImportPlan *plan, TaImportOutcome outcome);

/** Names of households that are made because rows name them (not those that rows of the kind households bring): of char *. (transfer none) */
GPtrArray *ta_import_plan_get_made_households (TaImportPlan *plan);

/** "Imported 180 tools": the label of the command. (transfer full) */
char *ta_import_plan_label (TaImportPlan *plan);

/** "12 new, 3 updated, 165 unchanged, 1 bad": for people. (transfer full) */
char *ta_import_plan_summary (TaImportPlan *plan);

/* Through a store ---------------------------------------------------------------------------------------------------------------- */

/** As ta_import_plan_build() on the worker; @progress is called on the caller's main context. */
void ta_import_plan_async (TaStore *store, TaImportFile *file, const TaImportMapping *mapping, const TaImportOptions *options, TaImportProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TaImportPlan *ta_import_plan_finish (TaStore *store, GAsyncResult *result, GError **error);

/** As ta_import_plan_apply() as one command with the source "import"; @progress is called on the caller's main context. */
void ta_import_apply_async (TaStore *store, TaImportPlan *plan, gboolean skip_bad, TaImportProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ta_import_apply_finish (TaStore *store, GAsyncResult *result, GError **error);

/** The same for programs without a main loop; @progress is called on the worker's thread. */
TaImportPlan *ta_import_plan (TaStore *store, TaImportFile *file, const TaImportMapping *mapping, const TaImportOptions *options, TaImportProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);
gboolean ta_import_apply (TaStore *store, TaImportPlan *plan, gboolean skip_bad, TaImportProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);
