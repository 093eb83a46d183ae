/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-exchange-error.h"
#include "ta-ical-read.h"

#include <glib/gi18n-lib.h>
#include <libical/ical.h>
#include <string.h>

#define MAX_BYTES (10 * 1024 * 1024)
#define MAX_EVENTS 20000
#define MAX_DAYS 50000
#define MAX_REPEATS 50000
#define MAX_NAME 500
#define DAY 86400

typedef struct
{
  GTimeZone *tz;
  TaDate from;
  TaDate until;
  GHashTable *replaced;      /* "UID date" of occurrences that an event of their own stands for */
  GHashTable *excluded;      /* of the event being read: gint64 *: moments that its exceptions name */
  GHashTable *excluded_days; /* likewise whole days: GINT_TO_POINTER (TaDate) */
  GPtrArray *days;
  guint events;
} Read;

static void
read_clear (Read *self)
{
  g_clear_pointer (&self->replaced, g_hash_table_unref);
  g_clear_pointer (&self->excluded, g_hash_table_unref);
  g_clear_pointer (&self->excluded_days, g_hash_table_unref);
  g_clear_pointer (&self->days, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Read, read_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (icalcomponent, icalcomponent_free)

static gboolean
refuse (GError **error, int code, const char *message)
{
  g_set_error_literal (error, TA_EXCHANGE_ERROR, code, message);
  return FALSE;
}

/* Text of a stranger, made short enough for a row and valid. */
static char *
clean_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *cut = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_NAME));

  return g_strdup (g_strstrip (cut));
}

/* Dates ---------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
is_valid (icaltimetype time)
{
  return !icaltime_is_null_time (time) && icaltime_is_valid_time (time) && time.year >= 1900 && time.year <= 3000;
}

/* The local day of a time, and whether it is that day's midnight. */
static TaDate
local_day (const Read *self, icaltimetype time, gboolean *midnight)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  *midnight = time.is_date || (time.hour == 0 && time.minute == 0 && time.second == 0);
  if (time.is_date || time.zone == NULL)
    return ta_date_from_ymd (time.year, time.month, time.day);
  utc = g_date_time_new_from_unix_utc ((gint64) icaltime_as_timet_with_zone (time, time.zone));
  local = g_date_time_to_timezone (utc, self->tz);
  *midnight = g_date_time_get_hour (local) == 0 && g_date_time_get_minute (local) == 0 && g_date_time_get_second (local) == 0;
  return ta_date_from_ymd (g_date_time_get_year (local), g_date_time_get_month (local), g_date_time_get_day_of_month (local));
}

static TaDate
end_day (const Read *self, icaltimetype start, icaltimetype end, TaDate first)
{
  gboolean midnight;
  TaDate last;

  if (!is_valid (end))
    return first + 1;
  last = local_day (self, end, &midnight);
  return MAX (first + 1, midnight ? last : last + 1);
}

/* Events --------------------------------------------------------------------------------------------------------------------------------- */

static char *
occurrence_key (const char *uid, TaDate date)
{
  return g_strdup_printf ("%d %s", date, uid);
}

/* An event without a UID is known by what it is. */
static char *
uid_of (icalcomponent *event)
{
  const char *uid = icalcomponent_get_uid (event);
  g_autofree char *text = uid != NULL ? clean_text (uid) : NULL;

  if (text != NULL && *text != '\0')
    return g_steal_pointer (&text);
  g_free (text);
  text = clean_text (icalcomponent_get_summary (event));
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static gboolean
add_day (Read *self, const char *uid, const char *name, TaDate first, TaDate end, GError **error)
{
  if (end <= self->from || first >= self->until)
    return TRUE;
  if (self->days->len >= MAX_DAYS)
    return refuse (error, TA_EXCHANGE_ERROR_TOO_LARGE, _ ("The calendar has too many events."));
  g_ptr_array_add (self->days, ta_calendar_day_new (uid, name, first, end));
  return TRUE;
}

static gint64
moment_of (icaltimetype time)
{
  return (gint64) icaltime_as_timet_with_zone (time, time.zone);
}

/* A hostile file may have as many exceptions as occurrences. */
static void
note_exceptions (Read *self, icalcomponent *event)
{
  g_clear_pointer (&self->excluded, g_hash_table_unref);
  g_clear_pointer (&self->excluded_days, g_hash_table_unref);
  self->excluded = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->excluded_days = g_hash_table_new (NULL, NULL);
  for (icalproperty *property = icalcomponent_get_first_property (event, ICAL_EXDATE_PROPERTY); property != NULL;
       property = icalcomponent_get_next_property (event, ICAL_EXDATE_PROPERTY))
    {
      icaltimetype except = icalproperty_get_datetime_with_component (property, event);
      gint64 moment;

      if (!is_valid (except))
        continue;
      moment = moment_of (except);
      if (except.is_date)
        g_hash_table_add (self->excluded_days, GINT_TO_POINTER (ta_date_from_ymd (except.year, except.month, except.day)));
      else
        g_hash_table_add (self->excluded, g_memdup2 (&moment, sizeof moment));
    }
}

static gboolean
is_excluded (const Read *self, icaltimetype occurrence)
{
  gint64 moment = moment_of (occurrence);

  return g_hash_table_contains (self->excluded, &moment)
         || g_hash_table_contains (self->excluded_days,
                                   GINT_TO_POINTER (ta_date_from_ymd (occurrence.year, occurrence.month, occurrence.day)));
}

static gboolean
add_occurrence (Read *self, icalcomponent *event, const char *uid, icaltimetype start, TaDate length, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *key = NULL;
  gboolean midnight;
  TaDate first;

  if (!is_valid (start) || is_excluded (self, start))
    return TRUE;
  first = local_day (self, start, &midnight);
  key = occurrence_key (uid, first);
  if (g_hash_table_contains (self->replaced, key))
    return TRUE;
  name = clean_text (icalcomponent_get_summary (event));
  return add_day (self, uid, name, first, first + length, error);
}

static gboolean
unfold_rule (Read *self, icalcomponent *event, const char *uid, icalproperty *rule, icaltimetype start, TaDate length, GError **error)
{
  icalrecur_iterator *iterator = icalrecur_iterator_new (icalproperty_get_rrule (rule), start);
  gboolean ok = TRUE;
  int steps = 0;

  if (iterator == NULL)
    return refuse (error, TA_EXCHANGE_ERROR_SYNTAX, _ ("A rule of repetition in the calendar cannot be read."));
  for (icaltimetype next = icalrecur_iterator_next (iterator); ok && !icaltime_is_null_time (next); next = icalrecur_iterator_next (iterator))
    {
      gboolean midnight;

      if (is_valid (next) && local_day (self, next, &midnight) >= self->until)
        break;
      if (++steps > MAX_REPEATS)
        ok = refuse (error, TA_EXCHANGE_ERROR_TOO_LARGE, _ ("An event in the calendar is repeated too often."));
      else if (icaltime_compare (next, start) != 0)
        ok = add_occurrence (self, event, uid, next, length, error);
    }
  icalrecur_iterator_free (iterator);
  return ok;
}

/* (transfer container): of icalproperty. An event has one place where it goes through its properties, and whoever asks it for another kind moves that. */
static GPtrArray *
list_properties (icalcomponent *event, icalproperty_kind kind)
{
  GPtrArray *list = g_ptr_array_new ();

  for (icalproperty *property = icalcomponent_get_first_property (event, kind); property != NULL; property = icalcomponent_get_next_property (event, kind))
    g_ptr_array_add (list, property);
  return list;
}

static gboolean
unfold_rules (Read *self, icalcomponent *event, const char *uid, icaltimetype start, TaDate length, GError **error)
{
  g_autoptr (GPtrArray) rules = list_properties (event, ICAL_RRULE_PROPERTY);

  for (guint i = 0; i < rules->len; i++)
    if (!unfold_rule (self, event, uid, g_ptr_array_index (rules, i), start, length, error))
      return FALSE;
  return TRUE;
}

static gboolean
unfold_dates (Read *self, icalcomponent *event, const char *uid, TaDate length, GError **error)
{
  g_autoptr (GPtrArray) dates = list_properties (event, ICAL_RDATE_PROPERTY);

  for (guint i = 0; i < dates->len; i++)
    {
      struct icaldatetimeperiodtype date = icalproperty_get_rdate (g_ptr_array_index (dates, i));

      if (!add_occurrence (self, event, uid, icaltime_is_null_time (date.time) ? date.period.start : date.time, length, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_event (Read *self, icalcomponent *event, GError **error)
{
  g_autofree char *uid = uid_of (event);
  icaltimetype start = icalcomponent_get_dtstart (event);
  gboolean midnight, is_change = !icaltime_is_null_time (icalcomponent_get_recurrenceid (event));
  TaDate first, length;

  if (icalcomponent_get_status (event) == ICAL_STATUS_CANCELLED)
    return TRUE;
  if (!is_valid (start))
    return refuse (error, TA_EXCHANGE_ERROR_SYNTAX, _ ("An event in the calendar has no date."));
  note_exceptions (self, event);
  first = local_day (self, start, &midnight);
  length = MIN (end_day (self, start, icalcomponent_get_dtend (event), first) - first, 3700);
  if (is_change)
    {
      g_autofree char *name = clean_text (icalcomponent_get_summary (event));

      return add_day (self, uid, name, first, first + length, error);
    }
  return add_occurrence (self, event, uid, start, length, error) && unfold_rules (self, event, uid, start, length, error)
         && unfold_dates (self, event, uid, length, error);
}

static gboolean
note_changes (Read *self, icalcomponent *calendar, GError **error)
{
  for (icalcomponent *event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT); event != NULL;
       event = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT))
    {
      icaltimetype occurrence = icalcomponent_get_recurrenceid (event);
      gboolean midnight;

      if (++self->events > MAX_EVENTS)
        return refuse (error, TA_EXCHANGE_ERROR_TOO_LARGE, _ ("The calendar has too many events."));
      if (is_valid (occurrence))
        {
          g_autofree char *uid = uid_of (event);

          g_hash_table_add (self->replaced, occurrence_key (uid, local_day (self, occurrence, &midnight)));
        }
    }
  return TRUE;
}

static gboolean
read_calendar (Read *self, icalcomponent *calendar, GError **error)
{
  if (!note_changes (self, calendar, error))
    return FALSE;
  for (icalcomponent *event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT); event != NULL;
       event = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT))
    if (!read_event (self, event, error))
      return FALSE;
  return TRUE;
}

/* The file ------------------------------------------------------------------------------------------------------------------------------- */

static icalcomponent *
parse (GBytes *file, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (file, &length);
  g_autofree char *text = NULL;
  icalcomponent *calendar;

  if (length > MAX_BYTES)
    {
      refuse (error, TA_EXCHANGE_ERROR_TOO_LARGE, _ ("The file is too large for a calendar."));
      return NULL;
    }
  text = g_strndup (data != NULL ? data : "", length);
  if (strlen (text) != length || strcasestr (text, "BEGIN:VCALENDAR") == NULL)
    {
      refuse (error, TA_EXCHANGE_ERROR_SYNTAX, _ ("The file is not an iCalendar file."));
      return NULL;
    }
  calendar = icalparser_parse_string (text);
  if (calendar == NULL)
    refuse (error, TA_EXCHANGE_ERROR_SYNTAX, _ ("The file is not an iCalendar file."));
  return calendar;
}

static char *
name_of (icalcomponent *calendar)
{
  for (icalproperty *property = icalcomponent_get_first_property (calendar, ICAL_X_PROPERTY); property != NULL;
       property = icalcomponent_get_next_property (calendar, ICAL_X_PROPERTY))
    if (g_strcmp0 (icalproperty_get_x_name (property), "X-WR-CALNAME") == 0)
      return clean_text (icalproperty_get_x (property));
  return NULL;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const TaCalendarDay *first = *(TaCalendarDay *const *) a;
  const TaCalendarDay *second = *(TaCalendarDay *const *) b;

  return first->from != second->from ? (first->from < second->from ? -1 : 1) : strcmp (first->uid, second->uid);
}

GPtrArray *
ta_ical_read_days (GBytes *file, GTimeZone *tz, TaDate from, TaDate until, char **name, GError **error)
{
  g_autoptr (icalcomponent) root = parse (file, error);
  g_auto (Read) self = { .tz = tz, .from = from, .until = until };

  if (root == NULL)
    return NULL;
  self.replaced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.days = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_calendar_day_free);
  if (name != NULL)
    *name = name_of (root);
  /* Several calendars in one file come as one component around them. */
  if (icalcomponent_isa (root) == ICAL_VCALENDAR_COMPONENT && !read_calendar (&self, root, error))
    return NULL;
  for (icalcomponent *calendar = icalcomponent_get_first_component (root, ICAL_VCALENDAR_COMPONENT); calendar != NULL;
       calendar = icalcomponent_get_next_component (root, ICAL_VCALENDAR_COMPONENT))
    if (!read_calendar (&self, calendar, error))
      return NULL;
  g_ptr_array_sort (self.days, compare_days);
  return g_steal_pointer (&self.days);
}
