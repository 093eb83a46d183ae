/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-cover.h"

#include <glib/gi18n-lib.h>

static const char *
name_of (const TaCover *cover, int household)
{
  return ((const TaHousehold *) g_ptr_array_index (cover->task->brief->households, household))->name;
}

static char *
day_of (const TaCover *cover, int slot)
{
  return ta_date_format (cover->task->turns[slot]->date, TA_DATE_WEEKDAY);
}

static char *
step_to_text (const TaCover *cover, const TaCoverOption *option, guint i)
{
  const TaCoverStep *step = &option->steps[i];
  g_autofree char *day = day_of (cover, step->takes);

  if (i == 0)
    /* Translators: who takes over a turn, and its day: “Duarte takes Thu 3 Dec” */
    return g_strdup_printf (_ ("%s takes %s"), name_of (cover, step->household), day);
  /* Translators: who takes over whose turn: “Silva takes Mon 7 Dec from Duarte” */
  return g_strdup_printf (_ ("%s takes %s from %s"), name_of (cover, step->household), day, name_of (cover, option->steps[i - 1].household));
}

char *
ta_rota_cover_option_to_text (const TaCover *cover, const TaCoverOption *option)
{
  g_autoptr (GStrvBuilder) steps = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  for (guint i = 0; i < option->n_steps; i++)
    g_strv_builder_take (steps, step_to_text (cover, option, i));
  texts = g_strv_builder_end (steps);
  /* Translators: between the parts of “Duarte takes Thu 3 Dec; Silva takes Mon 7 Dec from Duarte” */
  return g_strjoinv (_ ("; "), texts);
}

static char *
balance_of (const TaCover *cover, const TaCoverOption *option, int household)
{
  const char *id = ((const TaHousehold *) g_ptr_array_index (cover->task->brief->households, household))->id;
  const TaEntitlementRow *row = ta_entitlement_find (cover->task->entitlement, id);

  /* Translators: of a household: how many turns it then holds, and how many it owes: “Duarte: 5 turns, owes 4.5” */
  return g_strdup_printf (_ ("%s: %.4g turns, owes %.4g"), name_of (cover, household), ta_rota_cover_credit (cover, option, household) / 100.0,
                          (row != NULL ? row->target : 0) / 100.0);
}

char *
ta_rota_cover_option_effect (const TaCover *cover, const TaCoverOption *option)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  /* Only who gains or loses a turn: in a swap nobody does. */
  if (option->steps[option->n_steps - 1].household == cover->asker)
    return g_strdup (_ ("Everybody keeps as many turns"));
  g_strv_builder_take (parts, balance_of (cover, option, option->steps[option->n_steps - 1].household));
  g_strv_builder_take (parts, balance_of (cover, option, cover->asker));
  texts = g_strv_builder_end (parts);
  return g_strjoinv (_ ("; "), texts);
}
