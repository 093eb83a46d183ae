/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-round-text.h"

#include "fuzz.h"

/* Whatever the bytes: reading ends, an error says something, and of the places that could be read a round can be made. */

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const TaRoundOptions options = { .closed = size % 2, .work = 20000 };
  g_autoptr (GError) error = NULL;
  g_autoptr (TaRoundPlaces) places = ta_round_places_parse ((const char *) data, size, &error);
  g_autoptr (TaRoundOrder) order = NULL;

  ta_round_text_is_tsplib ((const char *) data, size);
  g_assert_true ((places == NULL) == (error != NULL));
  if (places == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert_true (g_utf8_validate (places->name, -1, NULL));
  g_assert_cmpuint (g_strv_length (places->names), ==, (guint) places->n_places);
  order = ta_round_order (places->distances, places->n_places, &options, NULL);
  g_assert_cmpint (order->length, ==, ta_round_length (places->distances, places->n_places, order->order, options.closed));
  g_assert_cmpint (order->bound, <=, order->length);
  return 0;
}
