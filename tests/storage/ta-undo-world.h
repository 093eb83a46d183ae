/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household.h"
#include "ta-store.h"
#include "ta-tool.h"
#include "ta-turn.h"

/** TaUndoWorld: what the commands work on: made once, saved and changed by them in turn. */
typedef struct
{
  TaCollective *collective;
  TaPod *pod;
  TaPod *other_pod;
  TaService *cooking;
  TaService *sitting;
  TaSeries *series;
  TaHousehold *pena; /* with all that a household can have */
  TaHousehold *silva;
  TaTurn *first;
  TaTurn *second;
  TaTool *drill;
  TaTool *saw;
  TaLoan *loan;
  TaReservation *reservation;
} TaUndoWorld;

TaUndoWorld *ta_undo_world_new (void);
void ta_undo_world_free (TaUndoWorld *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaUndoWorld, ta_undo_world_free)

/** TaUndoCommand: what it does with the database and the world. */
typedef struct
{
  const char *label;
  TaStoreFunc func; /* gets the world */
} TaUndoCommand;

/** One of each kind, in an order in which each can be done after those before it; ends with a %NULL label. */
extern const TaUndoCommand ta_undo_commands[];

/** The one that is called so. (transfer none) */
const TaUndoCommand *ta_undo_command_find (const char *label);
