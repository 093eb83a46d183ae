/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-text.h"

#include "ta-reason.h"

#include <glib/gi18n.h>

char *
ta_rota_portions_text (int hundredths)
{
  g_autofree char *number = NULL;

  if (hundredths % 100 == 0)
    number = g_strdup_printf ("%d", hundredths / 100);
  else
    number = g_strdup_printf ("%.*f", hundredths % 10 == 0 ? 1 : 2, hundredths / 100.0);
  /* Translators: the number may have decimals: "21.5 portions". */
  return g_strdup_printf (ngettext ("%s portion", "%s portions", (gulong) (hundredths == 100 ? 1 : MAX (2, hundredths / 100))), number);
}

const char *
ta_rota_holder_name (TaContext *context, const TaTurn *turn)
{
  const char *holder = ta_turn_holder (turn);
  TaHouseholdItem *item = holder ? ta_context_find_household (context, holder) : NULL;

  return item ? ta_household_item_get_name (item) : _ ("Nobody yet");
}

char *
ta_rota_holder_names (TaContext *context, const TaTurn *turn)
{
  g_autoptr (GPtrArray) holders = ta_turn_holders (turn);
  GString *names = g_string_new (holders->len == 0 ? _ ("Nobody yet") : NULL);

  for (guint i = 0; i < holders->len; i++)
    {
      TaHouseholdItem *item = ta_context_find_household (context, ((const TaAssignment *) holders->pdata[i])->household);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", item ? ta_household_item_get_name (item) : _ ("Unknown household"));
    }
  return g_string_free (names, FALSE);
}

char *
ta_rota_override_text (TaContext *context, const TaTurn *turn)
{
  g_autoptr (GPtrArray) holders = ta_turn_holders (turn);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < holders->len; i++)
    {
      const TaAssignment *holder = holders->pdata[i];
      TaHouseholdItem *item = ta_context_find_household (context, holder->household);

      if (!holder->override_reason[0] || !item)
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: a household that has a turn against a rule, and the reason that a person gave for it */
      g_string_append_printf (text, _ ("%s all the same: %s"), ta_household_item_get_name (item), holder->override_reason);
    }
  return g_string_free (text, text->len == 0);
}

const char *
ta_rota_turn_name (TaContext *context, const TaTurn *turn)
{
  const TaService *service;

  if (turn->title[0])
    return turn->title;
  service = ta_context_find_service (context, turn->service);
  return service ? service->name : _ ("Turn");
}

/* Of a draft for which cover is sought both count. */
static char *
state_text (const TaTurn *turn)
{
  const char *label = ta_code_label (ta_turn_state_codes, (int) turn->state);

  if (!ta_turn_seeks_cover (turn) || turn->state == TA_TURN_SEEKING_COVER)
    return g_strdup (label);
  /* Translators: two states of a turn: “Planned, Seeking cover” */
  return g_strdup_printf (_ ("%s, %s"), label, ta_code_label (ta_turn_state_codes, TA_TURN_SEEKING_COVER));
}

char *
ta_rota_turn_sentence (TaContext *context, const TaTurn *turn)
{
  g_autofree char *date = ta_date_format (turn->date, TA_DATE_LONG);
  g_autofree char *time = ta_minutes_format (turn->start);
  g_autofree char *portions = ta_rota_portions_text (ta_turn_portions (turn));
  g_autofree char *holders = ta_rota_holder_names (context, turn);
  g_autofree char *override = ta_rota_override_text (context, turn);
  g_autofree char *state = state_text (turn);
  g_autofree char *sentence = NULL;

  /* Translators: household, dish, date, time, "22 portions", state of a turn: "Silva, Fish pie, Tuesday, 1 December, 18:00, 21 portions, Planned". */
  sentence = g_strdup_printf (_ ("%s, %s, %s, %s, %s, %s"), holders, ta_rota_turn_name (context, turn), date, time,
                              portions, state);
  return override ? g_strconcat (sentence, "\n", override, NULL) : g_steal_pointer (&sentence);
}

char *
ta_rota_clash_of (TaContext *context, const TaTurn *turn, const char *household, GPtrArray *capabilities)
{
  TaHouseholdItem *item = ta_context_find_household (context, household);
  char *clash = item ? ta_turn_holder_clash (turn, ta_household_item_get (item)) : NULL;

  for (guint i = 0; item && !clash && capabilities && i < capabilities->len; i++)
    {
      TaReason reason = { .kind = TA_REASON_CAPABILITY, .date = turn->date, .need = capabilities->pdata[i] };

      if (!ta_household_can (ta_household_item_get (item), capabilities->pdata[i], turn->date))
        clash = ta_reason_to_text (&reason, ta_household_item_get_name (item));
    }
  return clash;
}

char *
ta_rota_clash (TaContext *context, const TaTurn *turn)
{
  const char *holder = ta_turn_holder (turn);

  return holder ? ta_rota_clash_of (context, turn, holder, NULL) : NULL;
}
