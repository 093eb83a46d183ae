/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-turn.h"

/** What a household has to do with a turn; who does several things is told the first of them. */
typedef enum
{
  TA_PART_HOLDER,
  TA_PART_HELPER, /* or deliverer */
  TA_PART_EATER,
  TA_PART_NONE
} TaPart;

/**
 * TaMeal:
 *
 * A turn as it is told of: with those who eat, and all households by their id.
 */
typedef struct
{
  const TaTurn *turn;
  const TaService *service;
  GPtrArray *eaters;      /* of TaEater: ta_turn_meal_eaters() */
  GHashTable *households; /* id → TaHousehold */
} TaMeal;

TaPart ta_meal_part (const TaMeal *meal, const char *household);

/** Whom the turn concerns: those who hold it, help or eat, each once. (transfer container): of char *, borrowed */
GPtrArray *ta_meal_households (const TaMeal *meal);

/** (nullable) (transfer none) */
const TaEater *ta_meal_find_eater (const TaMeal *meal, const char *household);

/**
 * ta_meal_content:
 *
 * What @household is told of a turn, in words of no language, so that it can be seen whether it was told already. It begins with the date,
 * the time and the part of the household, which ta_meal_content_parse() reads back. Others’ needs are in it only where the household cooks.
 *
 * Returns: (transfer full) (nullable): %NULL where the turn does not concern it, or is cancelled
 */
char *ta_meal_content (const TaMeal *meal, const char *household);

/** Reads the beginning of a content; %FALSE where it is none. */
gboolean ta_meal_content_parse (const char *content, TaDate *date, TaMinutes *start, TaPart *part);

/** What stands in the ledger of notices for a turn that was called off: its date and time, and nothing else. (transfer full) */
char *ta_meal_content_off (TaDate date, TaMinutes start);
