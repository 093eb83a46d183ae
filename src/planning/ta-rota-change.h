/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-brief.h"

typedef enum
{
  TA_ROTA_CHANGE_LIMIT,   /* the household may have @value turns a week */
  TA_ROTA_CHANGE_GAP,     /* the household's turns may be @value days apart */
  TA_ROTA_CHANGE_KITCHEN, /* the household's kitchen makes @value hundredths of portions */
  TA_ROTA_CHANGE_ASK,     /* ask the household for this one turn, though it is away or unavailable: it is pinned to it */
  TA_ROTA_CHANGE_SPLIT,   /* @value households hold the turn together and share the pots */
  TA_ROTA_CHANGE_CANCEL   /* the turn is cancelled */
} TaRotaChangeKind;

/** TaRotaChange: a way out: one small change of the domain. */
typedef struct
{
  TaRotaChangeKind kind;
  char *household; /* (nullable): id */
  char *turn;      /* (nullable): id */
  int value;
  TaReasonKind reason; /* what it sets aside, of TA_ROTA_CHANGE_ASK */
} TaRotaChange;

TaRotaChange *ta_rota_change_new (TaRotaChangeKind kind, const char *household, const char *turn, int value);
TaRotaChange *ta_rota_change_copy (const TaRotaChange *change);
void ta_rota_change_free (TaRotaChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaChange, ta_rota_change_free)

/** Makes the change in @brief, as the storage does with ta_rota_change_save(). */
void ta_rota_change_make (const TaRotaChange *change, TaRotaBrief *brief);

/** Whether it changes a turn; else a household. */
gboolean ta_rota_change_is_of_turn (const TaRotaChange *change);

/** The change of a household, or of a turn whose holders do @duty. */
void ta_rota_change_make_household (const TaRotaChange *change, TaHousehold *household);
void ta_rota_change_make_turn (const TaRotaChange *change, TaTurn *turn, TaDuty duty);

/** “Let Silva take 2 turns a week”, for a button or a line. (transfer full) */
char *ta_rota_change_to_text (const TaRotaChange *change, const TaRotaBrief *brief);
