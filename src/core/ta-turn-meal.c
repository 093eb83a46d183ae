/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-turn-meal.h"

#define ONE 100 /* hundredths */

static gboolean
eats_by_default (const TaHousehold *household, const TaTurn *turn)
{
  const TaMembership *membership = ta_household_membership (household, turn->date);

  return membership != NULL && g_strcmp0 (membership->pod, turn->pod) == 0
         && (membership->status == TA_STATUS_MEMBER || membership->status == TA_STATUS_TRIAL);
}

/* Where nothing is known of its people, a household counts as one, so that what is shared is shared equally. */
static int
default_portions (const TaHousehold *household, TaDate date)
{
  if (household->persons->len == 0)
    return ta_household_absence (household, date) == NULL ? ONE : 0;
  return ta_household_meal_portions (household, date);
}

GPtrArray *
ta_turn_meal_eaters (const TaTurn *turn, GPtrArray *households)
{
  GPtrArray *eaters = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_eater_free);

  for (guint i = 0; i < turn->eaters->len; i++)
    g_ptr_array_add (eaters, ta_eater_copy (turn->eaters->pdata[i]));
  for (guint i = 0; i < households->len && turn->eaters->len == 0; i++)
    {
      const TaHousehold *household = households->pdata[i];
      int portions = eats_by_default (household, turn) ? default_portions (household, turn->date) : 0;

      if (portions > 0)
        g_ptr_array_add (eaters, ta_eater_new (household->id, portions));
    }
  return eaters;
}
