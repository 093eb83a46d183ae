/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-change.h"

TaChange *
ta_change_copy (const TaChange *change)
{
  TaChange *copy = g_memdup2 (change, sizeof *change);

  copy->id = g_strdup (change->id);
  copy->aggregate_id = g_strdup (change->aggregate_id);
  return copy;
}

void
ta_change_free (TaChange *change)
{
  if (change == NULL)
    return;
  g_free (change->id);
  g_free (change->aggregate_id);
  g_free (change);
}

GPtrArray *
ta_changes_collect_ids (GPtrArray *changes, const char *aggregate)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < changes->len; i++)
    {
      TaChange *change = g_ptr_array_index (changes, i);

      if (change->aggregate_id == NULL || !g_str_equal (change->aggregate, aggregate))
        continue;
      if (g_hash_table_add (seen, change->aggregate_id))
        g_ptr_array_add (ids, g_strdup (change->aggregate_id));
    }
  return g_steal_pointer (&ids);
}
