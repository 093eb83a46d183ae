/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-rules.h"
#include "ta-turn.h"

/*
 * What a turn moves in the ledger, by what the pod counts, both in hundredths:
 * turns: a turn counts one, shared among those who eat by their portions, guests left out;
 * portions: those cooked for others, less those that others cooked, guests and all.
 */

/** What a state does to the ledger. */
typedef enum
{
  TA_EFFECT_NONE,   /* nothing is owed */
  TA_EFFECT_CREDIT, /* who held the turn is owed it by those who ate */
  TA_EFFECT_DEBIT   /* who held the turn owes it to those who went without */
} TaCreditEffect;

/** TaCreditEater: who eats, as far as it counts. */
typedef struct
{
  char *household; /* id */
  int portions;    /* hundredths, without the guests */
  int guests;
} TaCreditEater;

/** TaCreditInputs: all that a posting of a turn is computed from. */
typedef struct
{
  TaRotaCredit preset;
  TaTurnState state;
  TaDate date;
  GPtrArray *holders; /* of char *: ids, each once */
  GPtrArray *eaters;  /* of TaCreditEater, each household once */
} TaCreditInputs;

/** TaCreditLine: one entry of a posting, with the arithmetic that led to it. */
typedef struct
{
  const char *household; /* borrowed from the inputs */
  gboolean is_holder;    /* for holding the turn; else for eating */
  gint64 amount;         /* hundredths of the preset's unit, not 0 */
  gint64 part;           /* of what it is a part… */
  gint64 whole;          /* …and of how much: portions weighed, or holders */
} TaCreditLine;

TaCreditInputs *ta_credit_inputs_new (TaRotaCredit preset, TaTurnState state, TaDate date);
void ta_credit_inputs_free (TaCreditInputs *inputs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaCreditInputs, ta_credit_inputs_free)

void ta_credit_inputs_add_eater (TaCreditInputs *inputs, const char *household, int portions, int guests);

/**
 * ta_credit_inputs_from_turn:
 * @state: the state that is asked about, which need not be the turn's
 * @households: of TaHousehold: gives who eats where the turn does not say
 */
TaCreditInputs *ta_credit_inputs_from_turn (const TaTurn *turn, TaTurnState state, TaRotaCredit preset, GPtrArray *households);

TaCreditEffect ta_turn_state_effect (TaTurnState state);

/**
 * ta_turn_postings:
 *
 * What @inputs come to: nothing but these decides it, so that a posting can be computed again at any time. Shares are rounded to hundredths by
 * their largest remainders; among equal ones the day draws lots, so that over a year no household always gets the odd hundredth.
 *
 * Returns: (transfer full): of TaCreditLine, holders first; they sum to exactly 0. Empty where the state moves nothing, or nobody holds or eats.
 */
GArray *ta_turn_postings (const TaCreditInputs *inputs);

/** @inputs as JSON: keys "preset", "state", "date", "holders" [id…], "eaters" [[id, portions, guests]…], "turn" @digest. (transfer full) */
char *ta_credit_inputs_to_json (const TaCreditInputs *inputs, const char *digest);

/** The steps of the arithmetic as JSON: [["holder"|"eater", place in the inputs, part, whole, amount]…]. (transfer full) */
char *ta_turn_postings_trace (const TaCreditInputs *inputs, GArray *postings);

/** A digest of what the turn itself says (state, day, who holds it and who eats), to see whether a posting is still right. (transfer full) */
char *ta_turn_credit_digest (const TaTurn *turn);

/** One line of the arithmetic in words: “1 turn shared by 12 portions, 3.5 of them: −0.29”. (transfer full) */
char *ta_credit_line_explain (const TaCreditInputs *inputs, const TaCreditLine *line);

/** “+1 turn”, “−0.17”, “+3.5 portions”: an amount with its sign and unit. (transfer full) */
char *ta_credit_format (TaRotaCredit preset, gint64 amount);

/** What @state does, in a sentence that holds for every turn. (transfer none) */
const char *ta_turn_state_effect_text (TaTurnState state);
