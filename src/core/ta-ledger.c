/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ledger.h"

#include "ta-household.h"
#include "ta-id.h"

#include <glib/gi18n-lib.h>

TaEntry *
ta_entry_new (const char *account, gint64 amount)
{
  TaEntry *entry = g_new0 (TaEntry, 1);

  entry->id = ta_id_new ();
  ta_set_text (&entry->account, account);
  entry->amount = amount;
  return entry;
}

void
ta_entry_free (TaEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->id);
  g_free (entry->account);
  g_free (entry);
}

TaTransaction *
ta_transaction_new (TaDate date, const char *memo)
{
  TaTransaction *transaction = g_new0 (TaTransaction, 1);

  transaction->id = ta_id_new ();
  transaction->date = date;
  transaction->posted_at = g_get_real_time () / 1000;
  ta_set_text (&transaction->memo, memo);
  ta_set_text (&transaction->source_kind, NULL);
  ta_set_text (&transaction->inputs, "{}");
  ta_set_text (&transaction->trace, "[]");
  transaction->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_entry_free);
  return transaction;
}

void
ta_transaction_free (TaTransaction *transaction)
{
  if (transaction == NULL)
    return;
  g_free (transaction->id);
  g_free (transaction->memo);
  g_free (transaction->source_kind);
  g_free (transaction->source);
  g_free (transaction->rule_set);
  g_free (transaction->inputs);
  g_free (transaction->trace);
  g_free (transaction->reverses);
  g_ptr_array_unref (transaction->entries);
  g_free (transaction);
}

void
ta_transaction_add (TaTransaction *transaction, const char *account, gint64 amount)
{
  if (amount != 0)
    g_ptr_array_add (transaction->entries, ta_entry_new (account, amount));
}

static char *
reversal_memo (const char *memo)
{
  if (*memo == '\0')
    return g_strdup (_ ("Reversal"));
  /* Translators: what was posted and is taken back */
  return g_strdup_printf (_ ("Reversal of “%s”"), memo);
}

void
ta_transaction_set_id (TaTransaction *transaction, const char *id)
{
  ta_set_text (&transaction->id, id);
  for (guint i = 0; i < transaction->entries->len; i++)
    {
      TaEntry *entry = transaction->entries->pdata[i];
      char number[16];

      g_snprintf (number, sizeof number, "%u", i);
      g_free (entry->id);
      entry->id = ta_id_new_from_name ("entry", id, number, NULL);
    }
}

TaTransaction *
ta_transaction_reverse (const TaTransaction *transaction, TaDate date)
{
  g_autofree char *memo = reversal_memo (transaction->memo);
  g_autoptr (TaTransaction) reversal = ta_transaction_new (date, memo);
  g_autofree char *id = NULL;

  reversal->reverses = g_strdup (transaction->id);
  ta_set_text (&reversal->source_kind, transaction->source_kind);
  reversal->source = g_strdup (transaction->source);
  reversal->rule_set = g_strdup (transaction->rule_set);
  for (guint i = 0; i < transaction->entries->len; i++)
    {
      const TaEntry *entry = transaction->entries->pdata[i];

      g_return_val_if_fail (entry->amount != G_MININT64, NULL);
      ta_transaction_add (reversal, entry->account, -entry->amount);
    }
  id = ta_id_new_from_name ("reversal", transaction->id, NULL);
  ta_transaction_set_id (reversal, id);
  return g_steal_pointer (&reversal);
}

/* Adds @amount to the sum of @unit in @sums. */
static gboolean
add_to_unit (GHashTable *sums, const char *unit, gint64 amount)
{
  gint64 *sum = g_hash_table_lookup (sums, unit);

  if (sum == NULL)
    {
      sum = g_new0 (gint64, 1);
      g_hash_table_insert (sums, g_strdup (unit), sum);
    }
  return !__builtin_add_overflow (*sum, amount, sum);
}

static gboolean
all_are_zero (GHashTable *sums)
{
  GHashTableIter iter;
  gpointer sum;

  g_hash_table_iter_init (&iter, sums);
  while (g_hash_table_iter_next (&iter, NULL, &sum))
    if (*(gint64 *) sum != 0)
      return FALSE;
  return TRUE;
}

gboolean
ta_transaction_is_balanced (const TaTransaction *transaction, const char *(*unit_of) (const char *account, gpointer data), gpointer data)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (transaction->entries->len < 2)
    return FALSE;
  for (guint i = 0; i < transaction->entries->len; i++)
    {
      const TaEntry *entry = transaction->entries->pdata[i];
      const char *unit = unit_of (entry->account, data);

      if (unit == NULL || entry->amount == 0 || entry->amount == G_MININT64 || !add_to_unit (sums, unit, entry->amount))
        return FALSE;
    }
  return all_are_zero (sums);
}
