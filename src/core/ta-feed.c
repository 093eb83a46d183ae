/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-feed.h"

#include "ta-id.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

const TaCode ta_feed_detail_codes[] = {
  [TA_FEED_TIMES] = { "times", N_ ("Times only") },
  [TA_FEED_TITLES] = { "titles", N_ ("Names and titles") },
  { NULL, NULL },
};

/* Whoever guesses a token reads the calendar: it takes the system's random numbers. */
static char *
make_token (void)
{
  guint8 bytes[TA_FEED_TOKEN_LENGTH / 2];
  GString *token = g_string_new (NULL);

  if (getrandom (bytes, sizeof bytes, 0) != (gssize) sizeof bytes)
    g_error ("The system gives no random numbers.");
  for (gsize i = 0; i < sizeof bytes; i++)
    g_string_append_printf (token, "%02x", bytes[i]);
  return g_string_free_and_steal (token);
}

TaFeed *
ta_feed_new (const char *household, const char *person)
{
  TaFeed *feed = g_new0 (TaFeed, 1);

  feed->id = ta_id_new ();
  feed->household = g_strdup (household);
  feed->person = g_strdup (person);
  feed->token = make_token ();
  feed->made_by = g_strdup ("");
  return feed;
}

TaFeed *
ta_feed_copy (const TaFeed *feed)
{
  TaFeed *copy = g_memdup2 (feed, sizeof *feed);

  copy->id = g_strdup (feed->id);
  copy->household = g_strdup (feed->household);
  copy->person = g_strdup (feed->person);
  copy->token = g_strdup (feed->token);
  copy->made_by = g_strdup (feed->made_by);
  return copy;
}

void
ta_feed_free (TaFeed *feed)
{
  if (feed == NULL)
    return;
  g_free (feed->id);
  g_free (feed->household);
  g_free (feed->person);
  g_free (feed->token);
  g_free (feed->made_by);
  g_free (feed);
}

gboolean
ta_feed_token_is_valid (const char *token)
{
  return token != NULL && strlen (token) == TA_FEED_TOKEN_LENGTH && strspn (token, "0123456789abcdef") == TA_FEED_TOKEN_LENGTH;
}

char *
ta_feed_dup_hash (const TaFeed *feed)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, feed->token, -1);
}

char *
ta_feed_dup_link (const TaFeed *feed, const char *hub)
{
  return g_strdup_printf ("%s/f/%s.ics", hub, feed->token);
}
