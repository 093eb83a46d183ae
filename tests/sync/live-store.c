/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live-store.h"

#include "ta-dump.h"
#include "ta-household-table.h"
#include "ta-test-command.h"

TaStore *
live_store_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  TaStore *store = ta_store_open (path, TA_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  return store;
}

TaStore *
live_store_new (void)
{
  return live_store_open (":memory:");
}

void
live_take_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

GAsyncResult *
live_wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

char *
live_add_household (TaStore *store, const char *name)
{
  g_autoptr (TaHousehold) household = ta_household_new (name);

  ta_test_do (store, ta_test_save_household, household);
  return g_strdup (household->id);
}

static gpointer
read_name (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaHousehold) household = ta_household_table_get (database, data, NULL);

  return household != NULL ? g_strdup (household->name) : NULL;
}

gboolean
live_has_household (TaStore *store, const char *id)
{
  g_autofree char *name = ta_store_read (store, read_name, (gpointer) id, NULL);

  return name != NULL;
}

void
live_assert_same (TaStore *a, TaStore *b)
{
  g_autofree char *first = ta_store_read (a, ta_dump_read, NULL, NULL);
  g_autofree char *second = ta_store_read (b, ta_dump_read, NULL, NULL);

  g_assert_cmpstr (first, ==, second);
}
