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

const char *
ta_rota_turn_name (TaContext *context, const TaTurn *turn)
{
  const TaService *service;

  if (turn->title[0])
    return turn->title;
  service = ta_context_find_service (context, turn->service);
  return service ? service->name : _ ("Turn");
}

char *
ta_rota_turn_sentence (TaContext *context, const TaTurn *turn)
{
  g_autofree char *date = ta_date_format (turn->date, TA_DATE_LONG);
  g_autofree char *time = ta_minutes_format (turn->start);
  g_autofree char *portions = ta_rota_portions_text (ta_turn_portions (turn));

  /* Translators: household, dish, date, time, "22 portions", state of a turn: "Silva, Fish pie, Tuesday, 1 December, 18:00, 21 portions, Planned". */
  return g_strdup_printf (_ ("%s, %s, %s, %s, %s, %s"), ta_rota_holder_name (context, turn), ta_rota_turn_name (context, turn), date, time,
                          portions, ta_code_label (ta_turn_state_codes, (int) turn->state));
}

char *
ta_rota_clash (TaContext *context, const TaTurn *turn)
{
  const char *holder = ta_turn_holder (turn);
  TaHouseholdItem *item = holder ? ta_context_find_household (context, holder) : NULL;

  return item ? ta_turn_holder_clash (turn, ta_household_item_get (item)) : NULL;
}

char *
ta_rota_clash_asking (TaContext *context, const TaTurn *turn, GPtrArray *capabilities)
{
  const char *holder = ta_turn_holder (turn);
  TaHouseholdItem *item = holder ? ta_context_find_household (context, holder) : NULL;
  char *clash = ta_rota_clash (context, turn);

  for (guint i = 0; item && !clash && capabilities && i < capabilities->len; i++)
    {
      TaReason reason = { .kind = TA_REASON_CAPABILITY, .date = turn->date, .need = capabilities->pdata[i] };

      if (!ta_household_can (ta_household_item_get (item), capabilities->pdata[i], turn->date))
        clash = ta_reason_to_text (&reason, ta_household_item_get_name (item));
    }
  return clash;
}
