/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-test-command.h"

#include "ta-feed-table.h"
#include "ta-household-table.h"
#include "ta-turn-table.h"

void
ta_test_do (TaStore *store, TaStoreFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (store, "test", NULL, func, data, NULL, &error);
  g_assert_no_error (error);
}

gboolean
ta_test_save_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_save (database, data, error);
}

gboolean
ta_test_save_turn (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_save (database, data, error);
}

gboolean
ta_test_save_feed (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_feed_table_save (database, data, error);
}

gboolean
ta_test_delete_feed (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_feed_table_delete (database, ((TaFeed *) data)->id, error);
}

gpointer
ta_test_read_feeds (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_feed_table_list (database, error);
}
