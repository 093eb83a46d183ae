/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-poll.h"

static char *
trace (const TaPoll *poll)
{
  g_autoptr (GArray) slots = ta_poll_find_slots (poll);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < slots->len; i++)
    {
      const TaPollSlot *slot = &g_array_index (slots, TaPollSlot, i);

      g_string_append_printf (text, "%s%u:%d/%d %u+%u", i > 0 ? ", " : "", slot->rank, slot->weekday, slot->band, slot->yes, slot->rather_not);
    }
  return g_string_free (text, FALSE);
}

/* All slots that enough can, the best first; what is as good has the same rank; days that are not asked about are not in it. */
static void
test_slots (void)
{
  g_autoptr (TaPoll) poll = ta_poll_new ("pod", "Singing");
  g_autofree char *text = NULL;

  g_assert_true (ta_poll_bands_parse ("17:00-18:30; 19:00 – 21:00", poll->bands));
  poll->weekdays = 0x0f;
  ta_poll_set_answer (poll, "a", 1, 0, TA_POLL_YES);
  ta_poll_set_answer (poll, "b", 1, 0, TA_POLL_RATHER_NOT);
  ta_poll_set_answer (poll, "a", 2, 1, TA_POLL_YES);
  ta_poll_set_answer (poll, "b", 2, 1, TA_POLL_YES);
  ta_poll_set_answer (poll, "a", 3, 1, TA_POLL_YES);
  ta_poll_set_answer (poll, "c", 3, 1, TA_POLL_YES);
  ta_poll_set_answer (poll, "a", 4, 0, TA_POLL_YES);
  ta_poll_set_answer (poll, "b", 4, 0, TA_POLL_NO);
  ta_poll_set_answer (poll, "a", 5, 0, TA_POLL_YES);
  ta_poll_set_answer (poll, "b", 5, 0, TA_POLL_YES);
  text = trace (poll);
  g_assert_cmpstr (text, ==, "1:2/1 2+0, 1:3/1 2+0, 3:1/0 1+1");
}

static void
test_bands (void)
{
  g_autoptr (TaPoll) poll = ta_poll_new ("pod", "Singing");
  g_autofree char *text = NULL;

  g_assert_false (ta_poll_bands_parse ("", poll->bands));
  g_assert_false (ta_poll_bands_parse ("19:00-17:00", poll->bands));
  g_assert_false (ta_poll_bands_parse ("evening", poll->bands));
  g_assert_true (ta_poll_bands_parse ("9:00-10:00,17:00-19:00", poll->bands));
  text = ta_poll_bands_to_text (poll->bands);
  g_assert_cmpstr (text, ==, "09:00–10:00, 17:00–19:00");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/poll/slots", test_slots);
  g_test_add_func ("/poll/bands", test_bands);
  return g_test_run ();
}
