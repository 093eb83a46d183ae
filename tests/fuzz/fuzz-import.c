/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-import-plan.h"
#include "ta-pod-table.h"

#include "fuzz.h"

/* The first byte names the kind, the rest is a file. Whatever is in it: the good rows of a plan can be written, whoever looks again finds
   nothing left to do, and a reason stands by every bad row. */

static TaDatabase *
open_database (void)
{
  g_autoptr (TaCollective) collective = ta_collective_new ("Cordón", "America/Montevideo", "UYU");
  TaDatabase *database = ta_database_open (":memory:", TA_DATABASE_CREATE, NULL);

  g_assert_true (ta_collective_table_save (database, collective, NULL));
  g_assert_true (ta_database_exec (database,
                                   "INSERT INTO household (id, name) VALUES ('h', 'Peña'), ('i', 'Silva');"
                                   "INSERT INTO person (id, household, name) VALUES ('p', 'h', 'Ana');"
                                   "INSERT INTO tool (id, number, name) VALUES ('t', '1', 'Saw'), ('u', NULL, 'Axe')",
                                   NULL));
  return database;
}

static TaImportPlan *
build (TaDatabase *database, TaImportFile *file, TaImportKind kind, gboolean extra)
{
  g_autoptr (TaImportMapping) mapping = ta_import_mapping_guess (kind, file, extra);
  TaImportOptions options = { ta_date_from_ymd (2026, 12, 1), 0 };
  g_autoptr (GError) error = NULL;
  TaImportPlan *plan = ta_import_plan_build (database, file, mapping, &options, NULL, NULL, NULL, &error);

  g_assert_true ((plan == NULL) == (error != NULL));
  return plan;
}

static void
check_rows (TaImportPlan *plan)
{
  GPtrArray *rows = ta_import_plan_get_rows (plan);

  for (guint i = 0; i < rows->len; i++)
    {
      const TaImportRow *row = g_ptr_array_index (rows, i);

      g_assert_true ((row->outcome == TA_IMPORT_BAD) == (row->problems != NULL));
      g_assert_true ((row->outcome == TA_IMPORT_UPDATE) == (row->changes != NULL && row->problems == NULL));
      g_assert_nonnull (row->title);
    }
}

static void
check (TaDatabase *database, TaImportFile *file, TaImportKind kind, gboolean extra)
{
  g_autoptr (TaImportPlan) plan = build (database, file, kind, extra);
  g_autoptr (TaImportPlan) again = NULL;
  g_autoptr (GError) error = NULL;

  if (plan == NULL)
    return;
  check_rows (plan);
  ta_import_plan_apply (plan, database, TRUE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  again = build (database, file, kind, extra);
  check_rows (again);
  g_assert_cmpuint (ta_import_plan_count (again, TA_IMPORT_NEW), ==, 0);
  g_assert_cmpuint (ta_import_plan_count (again, TA_IMPORT_UPDATE), ==, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static TaDatabase *database = NULL;
  g_autoptr (GBytes) raw = NULL;
  g_autoptr (TaImportFile) file = NULL;

  if (size == 0)
    return 0;
  raw = g_bytes_new (data + 1, size - 1);
  file = ta_import_file_new (raw, NULL);
  if (file == NULL)
    return 0;
  if (database == NULL)
    database = open_database ();
  g_assert_true (ta_database_begin (database, NULL));
  check (database, file, (TaImportKind) (data[0] % TA_IMPORT_N_KINDS), (data[0] & 0x40) != 0);
  ta_database_rollback (database);
  return 0;
}
