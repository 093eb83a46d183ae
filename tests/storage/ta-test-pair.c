/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-test-pair.h"

#include "ta-sync-notice-table.h"

void
pair_init (Pair *pair)
{
  g_autofree char *script = ta_test_content ();

  pair->hub = ta_test_hub_new ();
  pair->devices[0] = ta_test_device_new (1, script);
  ta_test_push (pair->devices[0], pair->hub);
  pair->devices[1] = ta_test_device_new (2, NULL);
  ta_test_settle (pair->hub, pair->devices, 2);
  ta_test_assert_same (pair->devices[0], pair->devices[1]);
}

void
pair_clear (Pair *pair)
{
  g_clear_object (&pair->devices[0]);
  g_clear_object (&pair->devices[1]);
  ta_test_hub_free (pair->hub);
}

void
pair_exchange (Pair *pair)
{
  ta_test_settle (pair->hub, pair->devices, 2);
}

void
meet (Pair *pair)
{
  pair_exchange (pair);
  ta_test_assert_same (pair->devices[0], pair->devices[1]);
}

void
both (Pair *pair, const char *first, const char *second)
{
  ta_test_run (pair->devices[0], first);
  ta_test_run (pair->devices[1], second);
  meet (pair);
}

void
assert_both (Pair *pair, const char *sql, const char *expected)
{
  ta_test_assert_ask (pair->devices[0], sql, expected);
  ta_test_assert_ask (pair->devices[1], sql, expected);
}

gpointer
read_notices (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_notice_table_list (database, 100, error);
}

gpointer
read_kept (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_kept_list (database, error);
}

gpointer
read_attention (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_attention_list (database, error);
}

void
set_text (TaDocument *document, const char *key, const char *text, gint64 ms)
{
  g_autoptr (TaValue) value = ta_value_new_text (text, -1);

  ta_document_set (document, key, value, (TaStamp) { ms, 0, 9 });
}

void
set_integer (TaDocument *document, const char *key, gint64 number, gint64 ms)
{
  g_autoptr (TaValue) value = ta_value_new_integer (number);

  ta_document_set (document, key, value, (TaStamp) { ms, 0, 9 });
}
