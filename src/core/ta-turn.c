/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-turn.h"

#include "ta-id.h"

#define DEFAULT_MINUTES 150

TaAssignment *
ta_assignment_new (const char *household, TaDuty role)
{
  TaAssignment *assignment = g_new0 (TaAssignment, 1);

  assignment->id = ta_id_new ();
  ta_set_text (&assignment->household, household);
  assignment->role = role;
  ta_set_text (&assignment->override_reason, NULL);
  return assignment;
}

TaAssignment *
ta_assignment_copy (const TaAssignment *assignment)
{
  TaAssignment *copy = g_memdup2 (assignment, sizeof *assignment);

  copy->id = g_strdup (assignment->id);
  copy->household = g_strdup (assignment->household);
  copy->person = g_strdup (assignment->person);
  copy->override_reason = g_strdup (assignment->override_reason);
  return copy;
}

void
ta_assignment_free (TaAssignment *assignment)
{
  if (assignment == NULL)
    return;
  g_free (assignment->id);
  g_free (assignment->household);
  g_free (assignment->person);
  g_free (assignment->override_reason);
  g_free (assignment);
}

TaEater *
ta_eater_new (const char *household, int portions)
{
  TaEater *eater = g_new0 (TaEater, 1);

  eater->id = ta_id_new ();
  ta_set_text (&eater->household, household);
  eater->portions = portions;
  ta_set_text (&eater->note, NULL);
  return eater;
}

TaEater *
ta_eater_copy (const TaEater *eater)
{
  TaEater *copy = g_memdup2 (eater, sizeof *eater);

  copy->id = g_strdup (eater->id);
  copy->household = g_strdup (eater->household);
  copy->note = g_strdup (eater->note);
  return copy;
}

void
ta_eater_free (TaEater *eater)
{
  if (eater == NULL)
    return;
  g_free (eater->id);
  g_free (eater->household);
  g_free (eater->note);
  g_free (eater);
}

TaChecklistItem *
ta_checklist_item_new (const char *label)
{
  TaChecklistItem *item = g_new0 (TaChecklistItem, 1);

  item->id = ta_id_new ();
  ta_set_text (&item->label, label);
  return item;
}

TaChecklistItem *
ta_checklist_item_copy (const TaChecklistItem *item)
{
  TaChecklistItem *copy = g_memdup2 (item, sizeof *item);

  copy->id = g_strdup (item->id);
  copy->label = g_strdup (item->label);
  return copy;
}

void
ta_checklist_item_free (TaChecklistItem *item)
{
  if (item == NULL)
    return;
  g_free (item->id);
  g_free (item->label);
  g_free (item);
}

static gpointer
copy_checklist_item (gconstpointer item, gpointer data)
{
  return ta_checklist_item_copy (item);
}

static gpointer
copy_assignment (gconstpointer assignment, gpointer data)
{
  return ta_assignment_copy (assignment);
}

static gpointer
copy_eater (gconstpointer eater, gpointer data)
{
  return ta_eater_copy (eater);
}

TaTurn *
ta_turn_new (const char *pod, const char *service, TaDate date, TaMinutes start)
{
  TaTurn *turn = g_new0 (TaTurn, 1);

  turn->id = ta_id_new ();
  ta_set_text (&turn->pod, pod);
  ta_set_text (&turn->service, service);
  turn->series_date = TA_DATE_NONE;
  turn->date = date;
  turn->start = start;
  turn->minutes = DEFAULT_MINUTES;
  ta_set_text (&turn->title, NULL);
  turn->portions = -1;
  turn->places = 1;
  ta_set_text (&turn->note, NULL);
  ta_set_text (&turn->handover, NULL);
  turn->assignments = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_assignment_free);
  turn->eaters = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_eater_free);
  turn->checklist = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_checklist_item_free);
  return turn;
}

TaTurn *
ta_turn_copy (const TaTurn *turn)
{
  TaTurn *copy = g_memdup2 (turn, sizeof *turn);

  copy->id = g_strdup (turn->id);
  copy->pod = g_strdup (turn->pod);
  copy->service = g_strdup (turn->service);
  copy->series = g_strdup (turn->series);
  copy->title = g_strdup (turn->title);
  copy->note = g_strdup (turn->note);
  copy->assignments = g_ptr_array_copy (turn->assignments, copy_assignment, NULL);
  copy->handover = g_strdup (turn->handover);
  copy->eaters = g_ptr_array_copy (turn->eaters, copy_eater, NULL);
  copy->checklist = g_ptr_array_copy (turn->checklist, copy_checklist_item, NULL);
  return copy;
}

void
ta_turn_free (TaTurn *turn)
{
  if (turn == NULL)
    return;
  g_free (turn->id);
  g_free (turn->pod);
  g_free (turn->service);
  g_free (turn->series);
  g_free (turn->title);
  g_free (turn->note);
  g_ptr_array_unref (turn->assignments);
  g_free (turn->handover);
  g_ptr_array_unref (turn->eaters);
  g_ptr_array_unref (turn->checklist);
  g_free (turn);
}
