/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-feed-calendar.h"

#include "ta-exchange-error.h"
#include "ta-ical-export.h"
#include "ta-pod-table.h"

#include <glib/gi18n-lib.h>
#include <libical/ical.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (icalcomponent, icalcomponent_free)

GBytes *
ta_feed_calendar (TaDatabase *database, const TaFeed *feed, GError **error)
{
  TaIcalScope scope = { .household = feed->household, .person = feed->person };
  TaDate today;

  if (!ta_collective_table_date (database, 0, &today, error))
    return NULL;
  scope.from = today - TA_FEED_DAYS_BACK;
  scope.until = today + TA_FEED_DAYS_AHEAD;
  scope.detail = feed->detail == TA_FEED_TITLES ? TA_ICAL_TITLES : TA_ICAL_TIMES;
  return ta_ical_export (database, &scope, error);
}

static gpointer
run (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_feed_calendar (database, data, error);
}

void
ta_feed_calendar_async (TaStore *store, const TaFeed *feed, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ta_store_read_async (store, run, ta_feed_copy (feed), (GDestroyNotify) ta_feed_free, (GDestroyNotify) g_bytes_unref, cancellable, callback, user_data);
}

GBytes *
ta_feed_calendar_finish (TaStore *store, GAsyncResult *result, GError **error)
{
  return ta_store_read_finish (store, result, error);
}

/* One by one ----------------------------------------------------------------------------------------------------------------------------- */

void
ta_feed_event_free (TaFeedEvent *event)
{
  if (event == NULL)
    return;
  g_free (event->uid);
  g_free (event->hash);
  g_clear_pointer (&event->body, g_bytes_unref);
  g_free (event);
}

static char *
to_text (icalcomponent *component)
{
  char *own = icalcomponent_as_ical_string_r (component);
  char *text = g_strdup (own);

  icalmemory_free_buffer (own);
  return text;
}

/* The calendar with its zones, and none of its events. */
static icalcomponent *
make_frame (icalcomponent *calendar)
{
  icalcomponent *frame = icalcomponent_new_clone (calendar);
  icalcomponent *event;
  icalproperty *method = icalcomponent_get_first_property (frame, ICAL_METHOD_PROPERTY);

  if (method != NULL)
    {
      icalcomponent_remove_property (frame, method);
      icalproperty_free (method);
    }
  while ((event = icalcomponent_get_first_component (frame, ICAL_VEVENT_COMPONENT)) != NULL)
    {
      icalcomponent_remove_component (frame, event);
      icalcomponent_free (event);
    }
  return frame;
}

static TaFeedEvent *
make_event (icalcomponent *frame, icalcomponent *component)
{
  g_autoptr (icalcomponent) whole = icalcomponent_new_clone (frame);
  g_autofree char *alone = to_text (component);
  TaFeedEvent *event = g_new0 (TaFeedEvent, 1);
  char *text;

  icalcomponent_add_component (whole, icalcomponent_new_clone (component));
  text = to_text (whole);
  event->uid = g_strdup (icalcomponent_get_uid (component));
  /* The rules of the zone that go along are those of all events: they are no reason to send it again. */
  event->hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, alone, -1);
  event->cancelled = icalcomponent_get_status (component) == ICAL_STATUS_CANCELLED;
  event->until = (gint64) icaltime_as_timet_with_zone (icalcomponent_get_dtend (component), icalcomponent_get_dtend (component).zone);
  event->body = g_bytes_new_take (text, strlen (text));
  return event;
}

GPtrArray *
ta_feed_events (GBytes *calendar, GError **error)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (calendar, NULL), g_bytes_get_size (calendar));
  g_autoptr (icalcomponent) whole = icalparser_parse_string (text);
  g_autoptr (icalcomponent) frame = NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_feed_event_free);

  if (whole == NULL || icalcomponent_isa (whole) != ICAL_VCALENDAR_COMPONENT)
    {
      g_set_error_literal (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_SYNTAX, _ ("It is not a calendar."));
      return NULL;
    }
  frame = make_frame (whole);
  for (icalcomponent *event = icalcomponent_get_first_component (whole, ICAL_VEVENT_COMPONENT); event != NULL;
       event = icalcomponent_get_next_component (whole, ICAL_VEVENT_COMPONENT))
    g_ptr_array_add (events, make_event (frame, event));
  return g_steal_pointer (&events);
}
