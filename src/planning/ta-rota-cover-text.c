/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-cover.h"

#include "ta-money.h"

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

  int credit = ta_rota_cover_credit (cover, option, household);
  g_autofree char *holds = ta_hundredths_format (credit);
  g_autofree char *owes = ta_hundredths_format (row != NULL ? row->target : 0);

  /* Translators: of a household: how many turns it then holds, and how many it owes: “Duarte: 5 turns, owes 4.5” */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %s turn, owes %s", "%s: %s turns, owes %s", ta_hundredths_plural (credit)),
                          name_of (cover, household), holds, owes);
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

/* Checking an arrangement ---------------------------------------------------------------------------------------------------------------- */

static int
find_place (const TaRotaTask *task, const TaRotaPlan *plan, const char *turn, int household)
{
  for (int t = 0; household >= 0 && t < task->problem->n_turns; t++)
    for (int i = plan->first_place[t]; g_str_equal (task->turns[t]->id, turn) && i < plan->first_place[t + 1]; i++)
      if (plan->households[i] == household)
        return i;
  return -1;
}

static int
slot_of_place (const TaRotaPlan *plan, int place)
{
  int slot = 0;

  while (plan->first_place[slot + 1] <= place)
    slot++;
  return slot;
}

static gboolean
make_moves (const TaRotaTask *task, TaRotaPlan *plan, const char *asker, const TaCoverMove *moves, guint n_moves, char **why)
{
  g_autofree int *places = g_new (int, n_moves + 1);

  for (guint i = 0; i < n_moves; i++)
    {
      places[i] = find_place (task, task->present, moves[i].takes, ta_rota_task_find_household (task, i == 0 ? asker : moves[i - 1].household));
      if (places[i] < 0 || ta_rota_task_find_household (task, moves[i].household) < 0)
        {
          *why = g_strdup (_ ("The rota has changed since this was arranged."));
          return FALSE;
        }
    }
  for (guint i = 0; i < n_moves; i++)
    plan->households[places[i]] = ta_rota_task_find_household (task, moves[i].household);
  return TRUE;
}

gboolean
ta_rota_cover_check (const TaRotaTask *task, const char *asker, const TaCoverMove *moves, guint n_moves, char **why)
{
  g_autoptr (TaRotaPlan) plan = ta_rota_plan_copy (task->present);

  if (!make_moves (task, plan, asker, moves, n_moves, why))
    return FALSE;
  for (guint i = 0; i < n_moves; i++)
    {
      int household = ta_rota_task_find_household (task, moves[i].household);
      int slot = slot_of_place (plan, find_place (task, plan, moves[i].takes, household));
      g_auto (TaReason) reason = { 0 };

      if (ta_rota_task_plan_reason (task, plan, household, slot, &reason))
        {
          *why = ta_reason_to_text (&reason, ((const TaHousehold *) g_ptr_array_index (task->brief->households, household))->name);
          return FALSE;
        }
    }
  return TRUE;
}
