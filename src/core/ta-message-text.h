/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-message.h"
#include "ta-turn-notice.h"

/** TaTelling: one turn that a household is to be told of. */
typedef struct
{
  TaMessageKind kind;  /* published, changed or cancelled */
  const char *turn;    /* id */
  const TaMeal *meal;  /* (nullable): the turn as it is; %NULL where it is gone */
  const char *content; /* (nullable): what is told of it now: ta_meal_content() */
  const char *before;  /* (nullable): what was told of it last */
} TaTelling;

/**
 * ta_message_compose:
 * @household: whom it is for
 * @tellings: of TaTelling, by date; at least one
 * @today: the day on which it is written
 *
 * Writes what @household is told of its turns. Of others it has only who holds a turn, and for who cooks: which households eat, how much,
 * and what they must not eat, without the names of people.
 *
 * Returns: (transfer full): a message with one notice for each telling
 */
TaMessage *ta_message_compose (const TaHousehold *household, GPtrArray *tellings, TaDate today);

/** What a cook must mind of a household's people who are there, worst first: “milk (Anaphylaxis), vegetarian”. (transfer full) (nullable) */
char *ta_household_needs_text (const TaHousehold *household, TaDate date);
