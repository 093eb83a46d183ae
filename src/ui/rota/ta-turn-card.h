/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <gtk/gtk.h>

/** How much room a card takes: a paragraph, two lines, a line, or a badge. */
typedef enum
{
  TA_TURN_CARD_FULL,
  TA_TURN_CARD_SHORT,
  TA_TURN_CARD_LINE,
  TA_TURN_CARD_BADGE
} TaTurnCardSize;

#define TA_TYPE_TURN_CARD (ta_turn_card_get_type ())
G_DECLARE_FINAL_TYPE (TaTurnCard, ta_turn_card, TA, TURN_CARD, GtkButton)

/** TaTurnCard: a turn on the rota, a button that opens it. The card is used again for another turn when this one leaves the screen. */
GtkWidget *ta_turn_card_new (void);

/** Shows @turn. */
void ta_turn_card_bind (TaTurnCard *card, TaContext *context, const TaTurn *turn, TaTurnCardSize size);

/** Id of the turn that the card shows; (nullable) (transfer none) */
const char *ta_turn_card_get_turn (TaTurnCard *card);

TaTurnCardSize ta_turn_card_get_size (TaTurnCard *card);

/** Whether @turn has a pill that says its state, which makes a full card higher. */
gboolean ta_turn_card_has_pill (const TaTurn *turn);

/** Marks the card as the first of a swap. */
void ta_turn_card_set_marked (TaTurnCard *card, gboolean marked);
