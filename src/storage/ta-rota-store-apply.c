/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-cover-table.h"
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-rota-store.h"
#include "ta-series-table.h"
#include "ta-turn-table.h"

#include <glib/gi18n-lib.h>

static gboolean
holds (const TaAssignment *assignment)
{
  return assignment->role != TA_DUTY_HELPER && assignment->role != TA_DUTY_DELIVERER;
}

static TaAssignment *
find_holding (const TaTurn *turn, const char *household)
{
  for (guint i = 0; i < turn->assignments->len; i++)
    {
      TaAssignment *assignment = turn->assignments->pdata[i];

      if (holds (assignment) && g_str_equal (assignment->household, household))
        return assignment;
    }
  return NULL;
}

static guint
count_holders (const TaTurn *turn)
{
  guint n = 0;

  for (guint i = 0; i < turn->assignments->len; i++)
    n += holds (turn->assignments->pdata[i]);
  return n;
}

/* Whether the turn is held as it was when it was planned, and can still be given to others. */
static gboolean
is_as_planned (const TaTurn *now, const TaTurn *then)
{
  if (now->date != then->date || now->state != then->state || now->pinned != then->pinned || count_holders (now) != count_holders (then))
    return FALSE;
  for (guint i = 0; i < then->assignments->len; i++)
    {
      const TaAssignment *assignment = then->assignments->pdata[i];

      if (holds (assignment) && find_holding (now, assignment->household) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* In place, so that the history shows who took whose. */
static void
change_holder (TaTurn *turn, const char *before, const char *after, TaDuty duty)
{
  TaAssignment *assignment = before != NULL ? find_holding (turn, before) : NULL;

  if (after == NULL && assignment != NULL)
    g_ptr_array_remove (turn->assignments, assignment);
  else if (after != NULL && assignment == NULL)
    g_ptr_array_insert (turn->assignments, (int) count_holders (turn), ta_assignment_new (after, duty));
  else if (after != NULL)
    {
      ta_set_text (&assignment->household, after);
      g_clear_pointer (&assignment->person, g_free);
    }
}

static const char *
household_id (const TaRotaProposal *proposal, int household)
{
  return household != TA_ROTA_NOBODY ? ((const TaHousehold *) proposal->task->brief->households->pdata[household])->id : NULL;
}

static TaTurn *
load_turn (TaDatabase *database, const TaTurn *planned, GError **error)
{
  g_autoptr (TaTurn) turn = ta_turn_table_get (database, planned->id, error);
  g_autofree char *day = ta_date_format (planned->date, TA_DATE_WEEKDAY);

  if (turn != NULL && is_as_planned (turn, planned))
    return g_steal_pointer (&turn);
  g_clear_error (error);
  g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT,
               /* Translators: a day */
               _ ("The turn on %s has changed since it was planned. Plan again."), day);
  return NULL;
}

/* A series that says who holds its turns would give it back at the next occasion. */
static gboolean
keep_from_series (TaDatabase *database, TaTurn *turn, GError **error)
{
  g_autoptr (TaSeries) series = NULL;

  if (turn->series == NULL || turn->edited)
    return TRUE;
  series = ta_series_table_get (database, turn->series, error);
  if (series == NULL)
    return FALSE;
  turn->edited = series->rotation != TA_ROTATION_NONE;
  return TRUE;
}

/* Saves a turn whose holders are others than @before. Who sought cover for it has found it. */
static gboolean
save_turn (TaDatabase *database, TaTurn *turn, const TaTurn *before, TaDate today, GError **error)
{
  return keep_from_series (database, turn, error) && ta_turn_table_save (database, turn, error)
         && ta_cover_settle_elsewhere (database, before, today, error);
}

static TaDate
today_of (const TaRotaProposal *proposal)
{
  const TaRotaBrief *brief = proposal->task->brief;

  return brief->today != TA_DATE_NONE ? brief->today : brief->from;
}

/* Lines of one turn follow each other: @first is its first, and the return value the one behind its last; 0 with @error. */
static guint
apply_turn (TaDatabase *database, const TaRotaProposal *proposal, const gboolean *accepted, guint first, GError **error)
{
  const TaTurn *planned = proposal->lines[first].turn;
  const TaService *service = ta_rota_brief_find_service (proposal->task->brief, planned->service);
  g_autoptr (TaTurn) turn = NULL;
  g_autoptr (TaTurn) before = NULL;
  guint i;

  for (i = first; i < proposal->n_lines && proposal->lines[i].turn == planned; i++)
    {
      const TaProposalLine *line = &proposal->lines[i];

      if (!ta_proposal_line_changes (line) || (accepted != NULL && !accepted[i]))
        continue;
      if (turn == NULL && (turn = load_turn (database, planned, error)) == NULL)
        return 0;
      if (before == NULL)
        before = ta_turn_copy (turn);
      change_holder (turn, household_id (proposal, line->before), household_id (proposal, line->after), ta_service_kind_duty (service->kind));
    }
  return turn == NULL || save_turn (database, turn, before, today_of (proposal), error) ? i : 0;
}

gboolean
ta_rota_proposal_apply (TaDatabase *database, const TaRotaProposal *proposal, const gboolean *accepted, GError **error)
{
  guint i = 0;

  while (i < proposal->n_lines)
    {
      i = apply_turn (database, proposal, accepted, i, error);
      if (i == 0)
        return FALSE;
    }
  return TRUE;
}

/* Ways out -------------------------------------------------------------------------------------------------------------------------- */

static gboolean
save_household_change (TaDatabase *database, const TaRotaChange *change, GError **error)
{
  g_autoptr (TaHousehold) household = ta_household_table_get (database, change->household, error);

  if (household == NULL)
    return FALSE;
  ta_rota_change_make_household (change, household);
  return ta_household_table_save (database, household, error);
}

static gboolean
find_duty (TaDatabase *database, const char *service, TaDuty *duty, GError **error)
{
  g_autoptr (GPtrArray) services = ta_service_table_list (database, error);

  *duty = TA_DUTY_OTHER;
  for (guint i = 0; services != NULL && i < services->len; i++)
    {
      const TaService *found = services->pdata[i];

      if (g_str_equal (found->id, service))
        *duty = ta_service_kind_duty (found->kind);
    }
  return services != NULL;
}

gboolean
ta_rota_change_save (TaDatabase *database, const TaRotaChange *change, TaDate today, GError **error)
{
  g_autoptr (TaTurn) turn = NULL;
  g_autoptr (TaTurn) before = NULL;
  TaDuty duty;

  if (!ta_rota_change_is_of_turn (change))
    return save_household_change (database, change, error);
  turn = ta_turn_table_get (database, change->turn, error);
  if (turn == NULL || !find_duty (database, turn->service, &duty, error))
    return FALSE;
  before = ta_turn_copy (turn);
  ta_rota_change_make_turn (change, turn, duty);
  if (turn->state == TA_TURN_CANCELLED)
    turn->edited = turn->series != NULL;
  return save_turn (database, turn, before, today, error);
}
