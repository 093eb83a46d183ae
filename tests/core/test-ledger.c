/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ledger.h"

#include <string.h>

/* Accounts are named by their unit: "hour:silva". */
static const char *
unit_of (const char *account, gpointer data)
{
  static char unit[16];

  if (strchr (account, ':') == NULL)
    return NULL;
  g_strlcpy (unit, account, MIN (sizeof unit, (gsize) (strchr (account, ':') - account) + 1));
  return unit;
}

static gboolean
is_balanced (const TaTransaction *transaction)
{
  return ta_transaction_is_balanced (transaction, unit_of, NULL);
}

static void
test_balance (void)
{
  static const struct
  {
    const char *accounts[4];
    gint64 amounts[4];
    gboolean balanced;
  } cases[] = {
    { { NULL }, { 0 }, FALSE },
    { { "h:a" }, { 5 }, FALSE },
    { { "h:a", "h:b" }, { 5, -5 }, TRUE },
    { { "h:a", "h:b" }, { 5, -4 }, FALSE },
    { { "h:a", "p:b" }, { 5, -5 }, FALSE },
    { { "h:a", "h:b", "p:a", "p:b" }, { 5, -5, 7, -7 }, TRUE },
    { { "h:a", "h:b", "p:a", "p:b" }, { 5, -6, 7, -6 }, FALSE },
    { { "h:a", "h:b", "h:c" }, { 5, -3, -2 }, TRUE },
    { { "h:a", "nowhere" }, { 5, -5 }, FALSE },
    { { "h:a", "h:b" }, { G_MAXINT64, -G_MAXINT64 }, TRUE },
    { { "h:a", "h:b", "h:c" }, { G_MAXINT64, 1, -1 }, FALSE },
    { { "h:a", "h:b", "h:c" }, { G_MININT64, G_MAXINT64, 1 }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TaTransaction) transaction = ta_transaction_new (0, "test");

      for (guint e = 0; e < 4 && cases[i].accounts[e] != NULL; e++)
        ta_transaction_add (transaction, cases[i].accounts[e], cases[i].amounts[e]);
      g_assert_cmpint (is_balanced (transaction), ==, cases[i].balanced);
    }
}

static void
test_new_and_add (void)
{
  g_autoptr (TaTransaction) transaction = ta_transaction_new (ta_date_from_ymd (2026, 12, 4), NULL);

  g_assert_cmpstr (transaction->memo, ==, "");
  g_assert_cmpstr (transaction->inputs, ==, "{}");
  g_assert_cmpstr (transaction->trace, ==, "[]");
  g_assert_null (transaction->reverses);
  g_assert_cmpint (transaction->posted_at, >, G_GINT64_CONSTANT (1600000000000));
  ta_transaction_add (transaction, "h:a", 0);
  g_assert_cmpuint (transaction->entries->len, ==, 0);
  ta_transaction_add (transaction, "h:a", -3);
  g_assert_cmpuint (transaction->entries->len, ==, 1);
  g_assert_cmpint (((TaEntry *) transaction->entries->pdata[0])->amount, ==, -3);
}

static void
test_reversal_undoes_every_entry (void)
{
  g_autoptr (TaTransaction) transaction = ta_transaction_new (100, "Dinner");
  g_autoptr (TaTransaction) reversal = NULL;

  ta_transaction_add (transaction, "h:a", 7);
  ta_transaction_add (transaction, "h:b", -4);
  ta_transaction_add (transaction, "h:c", -3);
  transaction->source = g_strdup ("turn-id");
  reversal = ta_transaction_reverse (transaction, 120);
  g_assert_cmpstr (reversal->reverses, ==, transaction->id);
  g_assert_cmpstr (reversal->id, !=, transaction->id);
  g_assert_cmpstr (reversal->source, ==, "turn-id");
  g_assert_cmpstr (reversal->memo, ==, "Reversal of “Dinner”");
  g_assert_cmpint (reversal->date, ==, 120);
  g_assert_true (is_balanced (reversal));
  for (guint i = 0; i < transaction->entries->len; i++)
    {
      const TaEntry *entry = transaction->entries->pdata[i];
      const TaEntry *back = reversal->entries->pdata[i];

      g_assert_cmpstr (back->account, ==, entry->account);
      g_assert_cmpstr (back->id, !=, entry->id);
      g_assert_cmpint (back->amount, ==, -entry->amount);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/balance", test_balance);
  g_test_add_func ("/ledger/new-and-add", test_new_and_add);
  g_test_add_func ("/ledger/reversal", test_reversal_undoes_every_entry);
  return g_test_run ();
}
