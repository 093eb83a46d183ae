/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-turn-credit.h"

#include "ta-money.h"

#include <glib/gi18n-lib.h>

#define ONE 100 /* hundredths */

static char *
number_with_unit (TaRotaCredit preset, gint64 hundredths)
{
  g_autofree char *number = ta_hundredths_format (ABS (hundredths));

  if (preset == TA_ROTA_CREDIT_PORTIONS)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s portion", "%s portions", ta_hundredths_plural (hundredths)), number);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s turn", "%s turns", ta_hundredths_plural (hundredths)), number);
}

char *
ta_credit_format (TaRotaCredit preset, gint64 amount)
{
  g_autofree char *number = number_with_unit (preset, amount);

  return g_strconcat (amount > 0 ? "+" : amount < 0 ? "−"
                                                    : "",
                      number, NULL);
}

const char *
ta_turn_state_effect_text (TaTurnState state)
{
  switch (state)
    {
    case TA_TURN_DONE:
    case TA_TURN_LATE:
      return _ ("Counts in full for who held the turn, and is owed by those who ate.");
    case TA_TURN_MISSED:
      return _ ("Who held the turn owes it to those who went without.");
    case TA_TURN_EXCUSED:
      return _ ("Nothing is owed, and nothing counts.");
    case TA_TURN_CANCELLED:
      return _ ("The turn is off: nothing is owed, and nothing counts.");
    case TA_TURN_PUBLISHED:
      return _ ("Everybody may rely on it. Nothing counts yet.");
    case TA_TURN_SEEKING_COVER:
      return _ ("Who holds it stays on duty until somebody takes it. Nothing counts yet.");
    case TA_TURN_PLANNED:
    default:
      return _ ("A draft: nobody has been told. Nothing counts yet.");
    }
}

static char *
explain_holder_of_turn (const TaCreditLine *line, const char *amount)
{
  if (line->whole == 1)
    return g_strdup_printf (line->amount > 0 ? _ ("Held the turn: %s") : _ ("Missed the turn: %s"), amount);
  /* Translators: %d households; the amount */
  return g_strdup_printf (line->amount > 0 ? _ ("Held the turn with others, %d households in all: %s") : _ ("Missed the turn with others, %d households in all: %s"),
                          (int) line->whole, amount);
}

static char *
explain_eater_of_turn (const TaCreditLine *line, const char *amount)
{
  g_autofree char *part = ta_hundredths_format (line->part);
  g_autofree char *whole = ta_hundredths_format (line->whole);

  /* Translators: two numbers of portions; the amount: “Ate 3.5 of 20 portions, so that part of one turn: −0.18 turns” */
  return g_strdup_printf (line->amount < 0 ? _ ("Ate %s of %s portions, so that part of one turn: %s") : _ ("Went without %s of %s portions, so that part of one turn: %s"),
                          part, whole, amount);
}

static char *
explain_portions (const TaCreditLine *line, const char *amount)
{
  g_autofree char *part = ta_hundredths_format (line->part);
  g_autofree char *own = ta_hundredths_format (line->whole);
  gboolean positive = line->amount > 0;

  if (line->is_holder && line->whole > 0)
    return g_strdup_printf (positive ? _ ("Cooked %s portions, %s of them for itself: %s") : _ ("Missed %s portions, %s of them its own: %s"), part, own, amount);
  if (line->is_holder)
    return g_strdup_printf (positive ? _ ("Cooked %s portions: %s") : _ ("Missed %s portions: %s"), part, amount);
  if (line->whole > 0)
    return g_strdup_printf (positive ? _ ("Went without %s portions, %s of them by itself: %s") : _ ("Ate %s portions, %s of them cooked by itself: %s"), part, own, amount);
  return g_strdup_printf (positive ? _ ("Went without %s portions: %s") : _ ("Ate %s portions: %s"), part, amount);
}

char *
ta_credit_line_explain (const TaCreditInputs *inputs, const TaCreditLine *line)
{
  g_autofree char *amount = ta_credit_format (inputs->preset, line->amount);

  if (inputs->preset == TA_ROTA_CREDIT_PORTIONS)
    return explain_portions (line, amount);
  return line->is_holder ? explain_holder_of_turn (line, amount) : explain_eater_of_turn (line, amount);
}
