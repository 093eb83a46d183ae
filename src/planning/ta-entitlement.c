/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-entitlement.h"

#include "ta-money.h"

#include <glib/gi18n-lib.h>

void
ta_entitlement_free (TaEntitlement *entitlement)
{
  if (entitlement == NULL)
    return;
  for (int i = 0; i < entitlement->n_rows; i++)
    g_free (entitlement->rows[i].household);
  g_free (entitlement->rows);
  g_free (entitlement);
}

const TaEntitlementRow *
ta_entitlement_find (const TaEntitlement *entitlement, const char *household)
{
  for (int i = 0; i < entitlement->n_rows; i++)
    if (g_strcmp0 (entitlement->rows[i].household, household) == 0)
      return &entitlement->rows[i];
  return NULL;
}

/* With its sign: what is added or taken off. */
static char *
format_step (int hundredths)
{
  g_autofree char *number = ta_hundredths_format (ABS (hundredths));

  return g_strdup_printf ("%s%s", hundredths < 0 ? "−" : "+", number);
}

static void
explain_shares (const TaEntitlement *entitlement, const TaEntitlementRow *row, GPtrArray *lines)
{
  g_autofree char *portions = ta_hundredths_format (row->portions);
  g_autofree char *all = ta_hundredths_format (entitlement->all_portions);
  g_autofree char *meals = ta_hundredths_format (row->meals_share);
  g_autofree char *others = ta_hundredths_format (row->other_share);

  if (entitlement->all_portions > 0)
    g_ptr_array_add (lines, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                          /* Translators: the last is a number of turns: “Eats at 24 meals, 60 of 420 portions: 3.43” */
                                                          "Eats at %d meal, %s of %s portions: %s",
                                                          "Eats at %d meals, %s of %s portions: %s", (gulong) row->dinners),
                                             row->dinners, portions, all, meals));
  if (row->other_share != 0)
    g_ptr_array_add (lines, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                          /* Translators: “Belongs to the pod for 56 days, for other turns: 1.5” */
                                                          "Belongs to the pod for %d day, for other turns: %s",
                                                          "Belongs to the pod for %d days, for other turns: %s", (gulong) row->days),
                                             row->days, others));
  if (row->days > 0 && row->obligation != 100)
    /* Translators: a percentage: “Its share of the duties is 50 %” */
    g_ptr_array_add (lines, g_strdup_printf (_ ("Its share of the duties is %d %%, counted in already"), row->obligation));
}

static void
explain_corrections (const TaEntitlement *entitlement, const TaEntitlementRow *row, GPtrArray *lines)
{
  g_autofree char *balance = ta_hundredths_format (ABS (row->balance));
  g_autofree char *carried = format_step (-row->carried);
  g_autofree char *evened = format_step (row->evened);
  g_autofree char *most = ta_hundredths_format (row->most);

  if (row->carried > 0)
    g_ptr_array_add (lines, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                          /* Translators: of turns: “Is ahead by 1.5; 4 weeks settle of that: −0.75” */
                                                          "Is ahead by %s; %d week settles of that: %s",
                                                          "Is ahead by %s; %d weeks settle of that: %s", (gulong) entitlement->weeks),
                                             balance, entitlement->weeks, carried));
  else if (row->carried < 0)
    g_ptr_array_add (lines, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                          /* Translators: of turns: “Is behind by 1.5; 4 weeks settle of that: +0.75” */
                                                          "Is behind by %s; %d week settles of that: %s",
                                                          "Is behind by %s; %d weeks settle of that: %s", (gulong) entitlement->weeks),
                                             balance, entitlement->weeks, carried));
  if (row->evened != 0 && row->target == row->most)
    /* Translators: of turns: “Can hold 2 at most: −0.4” */
    g_ptr_array_add (lines, g_strdup_printf (_ ("Can hold %s at most: %s"), most, evened));
  else if (row->evened != 0)
    g_ptr_array_add (lines, g_strdup_printf (_ ("So that all turns are shared out: %s"), evened));
}

GPtrArray *
ta_entitlement_explain (const TaEntitlement *entitlement, const TaEntitlementRow *row)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *target = ta_hundredths_format (row->target);
  g_autofree char *done = ta_hundredths_format (row->done);
  g_autofree char *planned = ta_hundredths_format (row->planned);

  explain_shares (entitlement, row, lines);
  explain_corrections (entitlement, row, lines);
  /* Translators: three numbers of turns: “Owes 3.45; 1 done, 2 planned” */
  g_ptr_array_add (lines, g_strdup_printf (_ ("Owes %s; %s done, %s planned"), target, done, planned));
  return lines;
}
