/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include <string.h>

static gboolean
make_collective (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaCollective) collective = ta_collective_new ("Cordón", "America/Montevideo", "UYU");

  return ta_collective_table_save (database, collective, error);
}

TaStore *
import_fixture_store (void)
{
  g_autoptr (GError) error = NULL;
  TaStore *store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  ta_store_run (store, "Started", NULL, make_collective, NULL, NULL, &error);
  g_assert_no_error (error);
  return store;
}

TaDate
import_fixture_today (void)
{
  return ta_date_from_ymd (2026, 12, 1);
}

TaImportPlan *
import_fixture_plan (TaStore *store, TaImportKind kind, const char *text, gssize size, gboolean extra)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size < 0 ? strlen (text) : (gsize) size);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaImportFile) file = ta_import_file_new (bytes, &error);
  g_autoptr (TaImportMapping) mapping = NULL;
  TaImportOptions options = { import_fixture_today (), 0 };
  TaImportPlan *plan;

  g_assert_no_error (error);
  mapping = ta_import_mapping_guess (kind, file, extra);
  plan = ta_import_plan (store, file, mapping, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return plan;
}

void
import_fixture_import (TaStore *store, TaImportKind kind, const char *text)
{
  g_autoptr (TaImportPlan) plan = import_fixture_plan (store, kind, text, -1, FALSE);
  g_autofree char *trace = import_fixture_trace (plan);
  g_autoptr (GError) error = NULL;

  if (ta_import_plan_count (plan, TA_IMPORT_BAD) > 0)
    g_error ("%s", trace);
  ta_import_apply (store, plan, FALSE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
add_row (GString *out, const TaImportRow *row)
{
  static const char *const words[] = { "new", "update", "same", "bad" };

  g_string_append_printf (out, "%s%u=%s", out->len > 0 ? " " : "", row->line, words[row->outcome]);
  for (guint i = 0; row->changes != NULL && i < row->changes->len; i++)
    {
      const TaImportChange *change = g_ptr_array_index (row->changes, i);

      g_string_append_printf (out, "[%s: %s → %s]", change->column, change->before, change->after);
    }
  for (guint i = 0; row->problems != NULL && i < row->problems->len; i++)
    {
      const TaImportProblem *problem = g_ptr_array_index (row->problems, i);

      g_assert_cmpuint (strlen (problem->reason), >, 10);
      g_string_append_printf (out, "[%s]", problem->column);
    }
}

char *
import_fixture_trace (TaImportPlan *plan)
{
  GPtrArray *rows = ta_import_plan_get_rows (plan);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    add_row (out, g_ptr_array_index (rows, i));
  return g_string_free (out, FALSE);
}

char *
import_fixture_export (TaStore *store, TaImportKind kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ta_export (store, kind, import_fixture_today (), TA_VISIBLE_HOUSEHOLD, TA_EXPORT_PLAIN, &error);
  gsize size;
  const char *data;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}
