/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-brief.h"

/*
 * "I can't come": who could take a turn over, as things are. A cover gives nothing back; in a swap the two exchange turns; a chain passes turns on where no
 * two households can settle it between them: A's goes to B, B's to C, and C's to A or (where C gives nothing) to nobody.
 */

typedef enum
{
  TA_COVER_COVER,
  TA_COVER_SWAP,
  TA_COVER_CHAIN
} TaCoverKind;

#define TA_COVER_MOST_STEPS 3

/** TaCoverStep: @household takes over slot @takes and gives up slot @gives (-1: nothing). */
typedef struct
{
  int household;
  int takes;
  int gives;
} TaCoverStep;

/** TaCoverOption: one way to settle it. The first step takes the turn in question; in a swap and in a round chain the last is the asker's own. */
typedef struct
{
  TaCoverKind kind;
  guint n_steps;
  TaCoverStep steps[TA_COVER_MOST_STEPS];
  gint64 cost;     /* points by which the rota becomes dearer (negative: better): fairness, spacing, preference, turns that people were told of */
  gint64 fairness; /* of these, what fairness makes */
  int published;   /* how many other turns that were published change hands */
} TaCoverOption;

/** TaCover: what can be done about one turn. */
typedef struct
{
  const TaRotaTask *task; /* borrowed */
  int slot;
  int asker;         /* household */
  GArray *options;   /* of TaCoverOption, the best first: covers and swaps by cost; chains behind them */
  TaReason *reasons; /* by household: why it cannot simply take the turn; TA_REASON_NONE where it can, and for the asker */
} TaCover;

/**
 * ta_rota_cover_new:
 * @task: the rota around the turn, compiled: its present holders count
 * @turn: id of a turn of it that is not settled
 * @household: id of one of its holders, who cannot come
 *
 * Looks for all covers and swaps, and for chains with one more household where that makes something possible that is not so without it. Turns that are pinned, over
 * or of another service than those planned stay with who has them. Rules that the present rota breaks elsewhere are not held against anyone.
 *
 * Returns: (transfer full) (nullable): %NULL where the turn or the household is not part of @task, or the household does not hold it
 */
TaCover *ta_rota_cover_new (const TaRotaTask *task, const char *turn, const char *household);
void ta_rota_cover_free (TaCover *cover);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaCover, ta_rota_cover_free)

/** How many turns @household holds of the period after @option (nullable: now); hundredths, to be compared with its target. */
int ta_rota_cover_credit (const TaCover *cover, const TaCoverOption *option, int household);

/** TaCoverMove: @household takes over turn @takes. Ids, borrowed. */
typedef struct
{
  const char *household;
  const char *takes;
} TaCoverMove;

/**
 * ta_rota_cover_check:
 * @moves: of one arrangement: the first takes over from @asker, each other from the one before
 * @why: (out): where something is against it, a sentence that says what
 *
 * Whether the moves can be made as the rota is now: each turn is still held by who is to give it, and no rule is in the way.
 */
gboolean ta_rota_cover_check (const TaRotaTask *task, const char *asker, const TaCoverMove *moves, guint n_moves, char **why);

/** What is arranged, in the person's language: “Duarte takes Thu 3 Dec, and Silva takes Duarte’s Mon 7 Dec instead.” (transfer full) */
char *ta_rota_cover_option_to_text (const TaCover *cover, const TaCoverOption *option);

/** What it does to the balance of turns: “Duarte: 5 of 4.5 turns owed; Silva: 4 of 4.5” (transfer full) */
char *ta_rota_cover_option_effect (const TaCover *cover, const TaCoverOption *option);
