/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-round-words.h"

#include "ta-rota-text.h"

#include <glib/gi18n.h>

#define DAY (24 * 60)

char *
ta_round_time_text (int minutes)
{
  return ta_minutes_format (minutes % DAY);
}

char *
ta_round_duration_text (int minutes)
{
  if (minutes < 60)
    /* Translators: minutes, with a no-break space */
    return g_strdup_printf (_ ("%d\u00a0min"), minutes);
  /* Translators: hours and minutes, with no-break spaces */
  return g_strdup_printf (_ ("%d\u00a0h %d\u00a0min"), minutes / 60, minutes % 60);
}

static gboolean
has_windows (const TaDropList *list)
{
  for (guint i = 0; i < list->drops->len; i++)
    {
      const TaDrop *drop = g_ptr_array_index (list->drops, i);

      if (drop->from != TA_MINUTES_NONE || drop->until != TA_MINUTES_NONE)
        return TRUE;
    }
  return FALSE;
}

char *
ta_round_proof_text (const TaDropList *list)
{
  double excess = ta_drop_list_excess (list);

  if (list->proved && has_windows (list))
    return g_strdup (_ ("Proved: no order serves more doors in their time, and none of those ends sooner"));
  if (list->proved)
    return g_strdup (_ ("Proved: no walk is shorter"));
  if (list->by_hand && excess >= 0.05)
    return g_strdup_printf (_ ("In your order: %.1f\u00a0%% longer than the shortest walk"), excess);
  return g_strdup_printf (_ ("At most %.1f\u00a0%% longer than the shortest walk"), excess);
}

char *
ta_round_hot_text (const TaDropList *list)
{
  g_autofree char *way = ta_round_duration_text (list->last - list->leave);
  g_autofree char *most = ta_round_duration_text (list->rules->hot_minutes);

  /* Translators: two durations */
  return g_strdup_printf (_ ("%s out of the oven; %s at most"), way, most);
}

char *
ta_round_times_text (TaMinutes from, TaMinutes until)
{
  g_autofree char *begin = from != TA_MINUTES_NONE ? ta_minutes_format (from) : NULL;
  g_autofree char *end = until != TA_MINUTES_NONE ? ta_minutes_format (until) : NULL;

  if (begin != NULL && end != NULL)
    /* Translators: two times of day */
    return g_strdup_printf (_ ("%s\u2009–\u2009%s"), begin, end);
  if (begin != NULL)
    return g_strdup_printf (_ ("from %s"), begin);
  return end != NULL ? g_strdup_printf (_ ("until %s"), end) : NULL;
}

static void
append (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

char *
ta_round_food_text (const TaDrop *drop)
{
  GString *text = g_string_new (NULL);
  g_autofree char *portions = ta_rota_portions_text (drop->portions);

  append (text, portions);
  append (text, drop->late_plate ? _ ("late plate") : NULL);
  append (text, drop->note);
  return g_string_free (text, FALSE);
}

char *
ta_round_drop_sentence (const TaDropList *list, guint index)
{
  const TaDrop *drop = g_ptr_array_index (list->drops, index);
  g_autofree char *food = ta_round_food_text (drop);
  g_autofree char *arrival = ta_round_time_text (drop->arrival);
  g_autofree char *leg = ta_distance_format (drop->leg);
  GString *text = g_string_new (NULL);

  /* Translators: the number of a door in the round, and the household there */
  g_string_append_printf (text, _ ("%u. %s"), index + 1, drop->name);
  append (text, drop->address);
  if (list->measured)
    {
      append (text, arrival);
      append (text, leg);
    }
  append (text, food);
  for (guint i = 0; i < drop->needs->len; i++)
    append (text, g_ptr_array_index (drop->needs, i));
  append (text, ta_code_label (ta_delivery_state_codes, (int) drop->state));
  return g_string_free (text, FALSE);
}
