/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-turn-credit.h"

#include "ta-turn-meal.h"

#include <string.h>

#define ONE 100 /* hundredths */

static void
eater_free (gpointer data)
{
  TaCreditEater *eater = data;

  g_free (eater->household);
  g_free (eater);
}

TaCreditInputs *
ta_credit_inputs_new (TaRotaCredit preset, TaTurnState state, TaDate date)
{
  TaCreditInputs *inputs = g_new0 (TaCreditInputs, 1);

  inputs->preset = preset;
  inputs->state = state;
  inputs->date = date;
  inputs->holders = g_ptr_array_new_with_free_func (g_free);
  inputs->eaters = g_ptr_array_new_with_free_func (eater_free);
  return inputs;
}

void
ta_credit_inputs_free (TaCreditInputs *inputs)
{
  if (inputs == NULL)
    return;
  g_ptr_array_unref (inputs->holders);
  g_ptr_array_unref (inputs->eaters);
  g_free (inputs);
}

void
ta_credit_inputs_add_eater (TaCreditInputs *inputs, const char *household, int portions, int guests)
{
  TaCreditEater *eater = g_new0 (TaCreditEater, 1);

  eater->household = g_strdup (household);
  eater->portions = portions;
  eater->guests = guests;
  g_ptr_array_add (inputs->eaters, eater);
}

static gboolean
holds (const TaAssignment *assignment)
{
  return assignment->role != TA_DUTY_HELPER && assignment->role != TA_DUTY_DELIVERER;
}

static void
add_holders (TaCreditInputs *inputs, const TaTurn *turn)
{
  for (guint i = 0; i < turn->assignments->len; i++)
    {
      const TaAssignment *assignment = turn->assignments->pdata[i];

      if (holds (assignment) && !g_ptr_array_find_with_equal_func (inputs->holders, assignment->household, g_str_equal, NULL))
        g_ptr_array_add (inputs->holders, g_strdup (assignment->household));
    }
}

TaCreditInputs *
ta_credit_inputs_from_turn (const TaTurn *turn, TaTurnState state, TaRotaCredit preset, GPtrArray *households)
{
  TaCreditInputs *inputs = ta_credit_inputs_new (preset, state, turn->date);
  g_autoptr (GPtrArray) eaters = ta_turn_meal_eaters (turn, households);

  add_holders (inputs, turn);
  for (guint i = 0; i < eaters->len; i++)
    {
      const TaEater *eater = eaters->pdata[i];

      ta_credit_inputs_add_eater (inputs, eater->household, eater->portions, eater->guests);
    }
  return inputs;
}

TaCreditEffect
ta_turn_state_effect (TaTurnState state)
{
  switch (state)
    {
    case TA_TURN_DONE:
    case TA_TURN_LATE:
      return TA_EFFECT_CREDIT;
    case TA_TURN_MISSED:
      return TA_EFFECT_DEBIT;
    case TA_TURN_PLANNED:
    case TA_TURN_PUBLISHED:
    case TA_TURN_SEEKING_COVER:
    case TA_TURN_EXCUSED:
    case TA_TURN_CANCELLED:
    default:
      return TA_EFFECT_NONE;
    }
}

/* Rounding ------------------------------------------------------------------------------------------------------------------------------ */

/* Where remainders are equal, the day draws who comes first. */
static guint32
lot (TaDate date, guint index)
{
  guint32 mixed = (guint32) date * 2654435761u + index * 2246822519u;

  mixed ^= mixed >> 15;
  mixed *= 2246822519u;
  return mixed ^ mixed >> 13;
}

/* Whether @a gets an odd hundredth before @b. */
static gboolean
precedes (const gint64 *remainders, TaDate date, guint a, guint b)
{
  guint32 lot_a = lot (date, a), lot_b = lot (date, b);

  if (remainders[a] != remainders[b])
    return remainders[a] > remainders[b];
  return lot_a != lot_b ? lot_a < lot_b : a < b;
}

/* Gives each place one more until nothing is left; there are fewer left over than there are places. */
static void
hand_out (gint64 *shares, gint64 *remainders, guint count, gint64 left, TaDate date)
{
  for (; left > 0; left--)
    {
      guint best = 0;

      for (guint i = 1; i < count; i++)
        if (precedes (remainders, date, i, best))
          best = i;
      shares[best]++;
      remainders[best] = -1;
    }
}

/* Divides @amount in proportion to @weights, which are not negative and sum to @total > 0. */
static void
divide (gint64 amount, const gint64 *weights, guint count, gint64 total, TaDate date, gint64 *shares)
{
  g_autofree gint64 *remainders = g_new0 (gint64, count);
  gint64 left = amount;

  for (guint i = 0; i < count; i++)
    {
      shares[i] = amount * weights[i] / total;
      remainders[i] = amount * weights[i] % total;
      left -= shares[i];
    }
  hand_out (shares, remainders, count, left, date);
}

/* The presets --------------------------------------------------------------------------------------------------------------------------- */

static void
add_line (GArray *lines, const char *household, gboolean is_holder, gint64 amount, gint64 part, gint64 whole)
{
  TaCreditLine line = { household, is_holder, amount, part, whole };

  if (amount != 0)
    g_array_append_val (lines, line);
}

static gint64
weigh (const TaCreditInputs *inputs, gint64 *weights)
{
  gint64 total = 0;

  for (guint i = 0; i < inputs->eaters->len; i++)
    {
      const TaCreditEater *eater = inputs->eaters->pdata[i];

      weights[i] = inputs->preset == TA_ROTA_CREDIT_TURNS ? eater->portions : eater->portions + (gint64) ONE * eater->guests;
      total += weights[i];
    }
  return total;
}

/* What each holder has of @amount. (transfer full) */
static gint64 *
share_among_holders (const TaCreditInputs *inputs, gint64 amount)
{
  guint count = inputs->holders->len;
  gint64 *shares = g_new0 (gint64, count);
  g_autofree gint64 *weights = g_new0 (gint64, count);

  for (guint i = 0; i < count; i++)
    weights[i] = 1;
  divide (amount, weights, count, count, inputs->date, shares);
  return shares;
}

static void
post_turn (const TaCreditInputs *inputs, const gint64 *weights, gint64 total, gint64 sign, GArray *lines)
{
  guint count = inputs->eaters->len;
  g_autofree gint64 *credits = share_among_holders (inputs, ONE);
  g_autofree gint64 *shares = g_new0 (gint64, count);

  divide (ONE, weights, count, total, inputs->date, shares);
  for (guint i = 0; i < inputs->holders->len; i++)
    add_line (lines, inputs->holders->pdata[i], TRUE, sign * credits[i], 1, inputs->holders->len);
  for (guint i = 0; i < count; i++)
    add_line (lines, ((TaCreditEater *) inputs->eaters->pdata[i])->household, FALSE, -sign * shares[i], weights[i], total);
}

/* What a household that holds the turn cooks for itself moves nothing. (transfer full): by eater */
static gint64 *
own_portions (const TaCreditInputs *inputs, const gint64 *weights)
{
  gint64 *own = g_new0 (gint64, inputs->eaters->len);

  for (guint i = 0; i < inputs->eaters->len; i++)
    if (g_ptr_array_find_with_equal_func (inputs->holders, ((TaCreditEater *) inputs->eaters->pdata[i])->household, g_str_equal, NULL))
      own[i] = weights[i] / inputs->holders->len;
  return own;
}

static gint64
own_of (const TaCreditInputs *inputs, const gint64 *own, const char *household)
{
  for (guint i = 0; i < inputs->eaters->len; i++)
    if (g_str_equal (((TaCreditEater *) inputs->eaters->pdata[i])->household, household))
      return own[i];
  return 0;
}

static void
post_portions (const TaCreditInputs *inputs, const gint64 *weights, gint64 total, gint64 sign, GArray *lines)
{
  g_autofree gint64 *cooked = share_among_holders (inputs, total);
  g_autofree gint64 *own = own_portions (inputs, weights);

  for (guint i = 0; i < inputs->holders->len; i++)
    {
      const char *household = inputs->holders->pdata[i];
      gint64 for_itself = own_of (inputs, own, household);

      add_line (lines, household, TRUE, sign * (cooked[i] - for_itself), cooked[i], for_itself);
    }
  for (guint i = 0; i < inputs->eaters->len; i++)
    add_line (lines, ((TaCreditEater *) inputs->eaters->pdata[i])->household, FALSE, -sign * (weights[i] - own[i]), weights[i], own[i]);
}

GArray *
ta_turn_postings (const TaCreditInputs *inputs)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (TaCreditLine));
  g_autofree gint64 *weights = g_new0 (gint64, inputs->eaters->len);
  gint64 total = weigh (inputs, weights);
  TaCreditEffect effect = ta_turn_state_effect (inputs->state);

  if (effect == TA_EFFECT_NONE || inputs->holders->len == 0 || total == 0)
    return lines;
  if (inputs->preset == TA_ROTA_CREDIT_TURNS)
    post_turn (inputs, weights, total, effect == TA_EFFECT_CREDIT ? 1 : -1, lines);
  else
    post_portions (inputs, weights, total, effect == TA_EFFECT_CREDIT ? 1 : -1, lines);
  return lines;
}

/* Texts of no language ------------------------------------------------------------------------------------------------------------------ */

/* Ids are letters, digits and hyphens; nothing in them needs to be escaped. */
char *
ta_credit_inputs_to_json (const TaCreditInputs *inputs, const char *digest)
{
  g_autofree char *date = ta_date_to_iso (inputs->date);
  GString *json = g_string_new (NULL);

  g_string_append_printf (json, "{\"preset\":\"%s\",\"state\":\"%s\",\"date\":\"%s\",\"holders\":[", ta_code_word (ta_rota_credit_codes, (int) inputs->preset),
                          ta_code_word (ta_turn_state_codes, (int) inputs->state), date);
  for (guint i = 0; i < inputs->holders->len; i++)
    g_string_append_printf (json, "%s\"%s\"", i > 0 ? "," : "", (char *) inputs->holders->pdata[i]);
  g_string_append (json, "],\"eaters\":[");
  for (guint i = 0; i < inputs->eaters->len; i++)
    {
      const TaCreditEater *eater = inputs->eaters->pdata[i];

      g_string_append_printf (json, "%s[\"%s\",%d,%d]", i > 0 ? "," : "", eater->household, eater->portions, eater->guests);
    }
  g_string_append_printf (json, "],\"turn\":\"%s\"}", digest);
  return g_string_free (json, FALSE);
}

static int
place_of (const TaCreditInputs *inputs, const TaCreditLine *line)
{
  guint place = 0;

  if (line->is_holder)
    g_ptr_array_find (inputs->holders, line->household, &place);
  else
    while (((TaCreditEater *) inputs->eaters->pdata[place])->household != line->household)
      place++;
  return (int) place;
}

char *
ta_turn_postings_trace (const TaCreditInputs *inputs, GArray *postings)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < postings->len; i++)
    {
      const TaCreditLine *line = &g_array_index (postings, TaCreditLine, i);

      g_string_append_printf (json, "%s[\"%s\",%d,%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "]", i > 0 ? "," : "",
                              line->is_holder ? "holder" : "eater", place_of (inputs, line), line->part, line->whole, line->amount);
    }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The order in which rows happen to be read does not count. */
char *
ta_turn_credit_digest (const TaTurn *turn)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < turn->assignments->len; i++)
    if (holds (turn->assignments->pdata[i]))
      g_ptr_array_add (words, g_strdup_printf ("holder %s", ((TaAssignment *) turn->assignments->pdata[i])->household));
  for (guint i = 0; i < turn->eaters->len; i++)
    {
      const TaEater *eater = turn->eaters->pdata[i];

      g_ptr_array_add (words, g_strdup_printf ("eater %s %d %d", eater->household, eater->portions, eater->guests));
    }
  g_ptr_array_add (words, g_strdup_printf ("turn %s %s %d %s", turn->pod, turn->service, turn->date, ta_code_word (ta_turn_state_codes, (int) turn->state)));
  g_ptr_array_sort (words, compare_texts);
  for (guint i = 0; i < words->len; i++)
    g_checksum_update (sum, words->pdata[i], (gssize) strlen (words->pdata[i]) + 1);
  return g_strndup (g_checksum_get_string (sum), 16);
}
