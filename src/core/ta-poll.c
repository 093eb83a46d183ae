/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-poll.h"

#include "ta-household.h"
#include "ta-id.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_BANDS 48

const TaCode ta_poll_reply_codes[] = {
  [TA_POLL_YES] = { "yes", N_ ("Yes") },
  [TA_POLL_RATHER_NOT] = { "rather-not", N_ ("Rather not") },
  [TA_POLL_NO] = { "no", N_ ("No") },
  { NULL, NULL },
};

static void
answer_free (gpointer data)
{
  TaPollAnswer *answer = data;

  g_free (answer->household);
  g_free (answer);
}

TaPoll *
ta_poll_new (const char *pod, const char *title)
{
  TaPoll *poll = g_new0 (TaPoll, 1);

  poll->id = ta_id_new ();
  poll->pod = g_strdup (pod);
  poll->title = g_strdup (title);
  poll->weekdays = 0x7f;
  poll->bands = g_array_new (FALSE, FALSE, sizeof (TaPollBand));
  poll->wanted = 2;
  poll->answers = g_ptr_array_new_with_free_func (answer_free);
  return poll;
}

TaPoll *
ta_poll_copy (const TaPoll *poll)
{
  TaPoll *copy = ta_poll_new (poll->pod, poll->title);

  ta_set_text (&copy->id, poll->id);
  copy->weekdays = poll->weekdays;
  copy->wanted = poll->wanted;
  copy->closed = poll->closed;
  g_array_append_vals (copy->bands, poll->bands->data, poll->bands->len);
  for (guint i = 0; i < poll->answers->len; i++)
    {
      const TaPollAnswer *answer = g_ptr_array_index (poll->answers, i);

      ta_poll_set_answer (copy, answer->household, answer->weekday, answer->band, (int) answer->reply);
    }
  return copy;
}

void
ta_poll_free (TaPoll *poll)
{
  if (poll == NULL)
    return;
  g_free (poll->id);
  g_free (poll->pod);
  g_free (poll->title);
  g_array_unref (poll->bands);
  g_ptr_array_unref (poll->answers);
  g_free (poll);
}

const TaPollAnswer *
ta_poll_find_answer (const TaPoll *poll, const char *household, int weekday, int band)
{
  for (guint i = 0; i < poll->answers->len; i++)
    {
      const TaPollAnswer *answer = g_ptr_array_index (poll->answers, i);

      if (answer->weekday == weekday && answer->band == band && strcmp (answer->household, household) == 0)
        return answer;
    }
  return NULL;
}

void
ta_poll_set_answer (TaPoll *poll, const char *household, int weekday, int band, int reply)
{
  TaPollAnswer *answer = (TaPollAnswer *) ta_poll_find_answer (poll, household, weekday, band);

  if (reply < 0)
    {
      if (answer != NULL)
        g_ptr_array_remove (poll->answers, answer);
      return;
    }
  if (answer == NULL)
    {
      answer = g_new0 (TaPollAnswer, 1);
      answer->household = g_strdup (household);
      answer->weekday = weekday;
      answer->band = band;
      g_ptr_array_add (poll->answers, answer);
    }
  answer->reply = (TaPollReply) reply;
}

static int
compare_slots (gconstpointer a, gconstpointer b)
{
  const TaPollSlot *first = a;
  const TaPollSlot *second = b;

  if (first->yes != second->yes)
    return first->yes > second->yes ? -1 : 1;
  if (first->rather_not != second->rather_not)
    return first->rather_not > second->rather_not ? -1 : 1;
  if (first->weekday != second->weekday)
    return first->weekday < second->weekday ? -1 : 1;
  return first->band - second->band;
}

static TaPollSlot
count_slot (const TaPoll *poll, int weekday, int band)
{
  TaPollSlot slot = { weekday, band, 0, 0, 0 };

  for (guint i = 0; i < poll->answers->len; i++)
    {
      const TaPollAnswer *answer = g_ptr_array_index (poll->answers, i);

      if (answer->weekday != weekday || answer->band != band)
        continue;
      slot.yes += answer->reply == TA_POLL_YES;
      slot.rather_not += answer->reply == TA_POLL_RATHER_NOT;
    }
  return slot;
}

GArray *
ta_poll_find_slots (const TaPoll *poll)
{
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (TaPollSlot));

  for (int weekday = 1; weekday <= 7; weekday++)
    for (int band = 0; (poll->weekdays >> (weekday - 1) & 1) != 0 && band < (int) poll->bands->len; band++)
      {
        TaPollSlot slot = count_slot (poll, weekday, band);

        if (slot.yes + slot.rather_not >= (guint) poll->wanted)
          g_array_append_val (slots, slot);
      }
  g_array_sort (slots, compare_slots);
  for (guint i = 0; i < slots->len; i++)
    {
      TaPollSlot *slot = &g_array_index (slots, TaPollSlot, i);

      slot->rank = i > 0 && slot[-1].yes == slot->yes && slot[-1].rather_not == slot->rather_not ? slot[-1].rank : i + 1;
    }
  return slots;
}

static gboolean
band_parse (const char *text, TaPollBand *band)
{
  g_autoptr (GString) plain = g_string_new (text);
  g_auto (GStrv) times = NULL;

  g_string_replace (plain, "–", "-", 0);
  g_string_replace (plain, "—", "-", 0);
  times = g_strsplit (plain->str, "-", 2);
  return g_strv_length (times) == 2 && ta_minutes_parse (g_strstrip (times[0]), &band->from) && ta_minutes_parse (g_strstrip (times[1]), &band->until)
         && band->from < band->until;
}

gboolean
ta_poll_bands_parse (const char *text, GArray *bands)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",;", -1);
  g_autoptr (GArray) read = g_array_new (FALSE, FALSE, sizeof (TaPollBand));

  for (guint i = 0; parts[i] != NULL; i++)
    {
      TaPollBand band;

      if (*g_strstrip (parts[i]) == '\0')
        continue;
      if (!band_parse (parts[i], &band) || read->len == MOST_BANDS)
        return FALSE;
      g_array_append_val (read, band);
    }
  if (read->len == 0)
    return FALSE;
  g_array_set_size (bands, 0);
  g_array_append_vals (bands, read->data, read->len);
  return TRUE;
}

char *
ta_poll_bands_to_text (const GArray *bands)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < bands->len; i++)
    {
      const TaPollBand *band = &g_array_index (bands, TaPollBand, i);
      g_autofree char *from = ta_minutes_to_text (band->from);
      g_autofree char *until = ta_minutes_to_text (band->until);

      g_string_append_printf (text, "%s%s–%s", i > 0 ? ", " : "", from, until);
    }
  return g_string_free (text, FALSE);
}
