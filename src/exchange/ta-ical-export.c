/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ical-export.h"

#include "ta-household-table.h"
#include "ta-ical-timezone.h"
#include "ta-pod-table.h"
#include "ta-turn-meal.h"
#include "ta-turn-revision-table.h"
#include "ta-turn-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SECONDS_A_DAY (24 * 60 * 60)

/* What the events are made from. */
typedef struct
{
  const TaIcalScope *scope;
  GTimeZone *tz;
  gboolean utc;
  TaCollective *collective;
  GPtrArray *pods;
  GPtrArray *services;
  GHashTable *households; /* id → TaHousehold (owned) */
  GPtrArray *turns;
  GPtrArray *revisions;
  GHashTable *sequences; /* turn → TaTurnRevision in @revisions */
  GHashTable *told;      /* (nullable): ids of the turns that the household was told of */
  gint64 first;          /* earliest and latest moment of the events */
  gint64 last;
  icalcomponent *calendar;
} Export;

static void
export_clear (Export *self)
{
  g_clear_pointer (&self->tz, g_time_zone_unref);
  g_clear_pointer (&self->collective, ta_collective_free);
  g_clear_pointer (&self->pods, g_ptr_array_unref);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->households, g_hash_table_unref);
  g_clear_pointer (&self->turns, g_ptr_array_unref);
  g_clear_pointer (&self->sequences, g_hash_table_unref);
  g_clear_pointer (&self->revisions, g_ptr_array_unref);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_pointer (&self->calendar, icalcomponent_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Export, export_clear)

TaIcalScope *
ta_ical_scope_copy (const TaIcalScope *scope)
{
  TaIcalScope *copy = g_memdup2 (scope, sizeof *scope);

  copy->pod = g_strdup (scope->pod);
  copy->household = g_strdup (scope->household);
  copy->person = g_strdup (scope->person);
  return copy;
}

void
ta_ical_scope_free (TaIcalScope *scope)
{
  if (scope == NULL)
    return;
  g_free (scope->pod);
  g_free (scope->household);
  g_free (scope->person);
  g_free (scope);
}

/* Reading -------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
load_collective (Export *self, TaDatabase *database, GError **error)
{
  g_autoptr (GError) problem = NULL;
  const char *name;

  self->collective = ta_collective_table_get (database, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  name = self->collective != NULL ? self->collective->timezone : "UTC";
  self->tz = g_time_zone_new_identifier (name);
  if (self->tz == NULL)
    self->tz = g_time_zone_new_utc ();
  self->utc = strcmp (g_time_zone_get_identifier (self->tz), "UTC") == 0;
  return TRUE;
}

static gboolean
load_households (Export *self, TaDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) households = ta_household_table_list (database, error);

  if (households == NULL)
    return FALSE;
  self->households = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ta_household_free);
  g_ptr_array_set_free_func (households, NULL);
  for (guint i = 0; i < households->len; i++)
    {
      TaHousehold *household = g_ptr_array_index (households, i);

      g_hash_table_insert (self->households, household->id, household);
    }
  return TRUE;
}

static gboolean
load_told (Export *self, TaDatabase *database, GError **error)
{
  const TaIcalScope *scope = self->scope;
  g_autoptr (GPtrArray) ids = NULL;

  if (scope->household == NULL)
    return TRUE;
  ids = ta_turn_revision_table_list_told (database, scope->household, scope->from, scope->until, error);
  if (ids == NULL)
    return FALSE;
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (self->told, g_strdup (g_ptr_array_index (ids, i)));
  return TRUE;
}

static gboolean
load (Export *self, TaDatabase *database, GError **error)
{
  const TaIcalScope *scope = self->scope;

  if (!load_collective (self, database, error) || !load_households (self, database, error))
    return FALSE;
  self->pods = ta_pod_table_list (database, error);
  self->services = self->pods != NULL ? ta_service_table_list (database, error) : NULL;
  self->turns = self->services != NULL ? ta_turn_table_list (database, scope->from, scope->until, scope->pod, error) : NULL;
  self->revisions = self->turns != NULL ? ta_turn_revision_table_list (database, scope->from, scope->until, scope->pod, error) : NULL;
  if (self->revisions == NULL)
    return FALSE;
  self->sequences = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->revisions->len; i++)
    {
      TaTurnRevision *revision = g_ptr_array_index (self->revisions, i);

      g_hash_table_insert (self->sequences, revision->turn, revision);
    }
  return load_told (self, database, error);
}

/* Text ----------------------------------------------------------------------------------------------------------------------------------- */

static const char *
service_name (const Export *self, const char *id)
{
  for (guint i = 0; i < self->services->len; i++)
    {
      const TaService *service = g_ptr_array_index (self->services, i);

      if (strcmp (service->id, id) == 0)
        return service->name;
    }
  return "";
}

static const char *
household_name (const Export *self, const char *id)
{
  const TaHousehold *household = id != NULL ? g_hash_table_lookup (self->households, id) : NULL;

  return household != NULL ? household->name : _ ("nobody yet");
}

/* In a calendar that lies open on a hub, a household that keeps its people to itself is named to itself only. */
static gboolean
may_name (const Export *self, const TaHousehold *household)
{
  if (self->scope->detail == TA_ICAL_ALL || g_strcmp0 (self->scope->household, household->id) == 0)
    return TRUE;
  return ta_household_visibility (household, "people") != TA_VISIBLE_HOUSEHOLD;
}

static const char *
holder_name (const Export *self, const char *id)
{
  const TaHousehold *household = id != NULL ? g_hash_table_lookup (self->households, id) : NULL;

  if (household != NULL && !may_name (self, household))
    return _ ("another household");
  return household_name (self, id);
}

static char *
holder_names (const Export *self, const TaTurn *turn)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < turn->assignments->len; i++)
    {
      const TaAssignment *assignment = g_ptr_array_index (turn->assignments, i);

      if (assignment->role != TA_DUTY_HELPER && assignment->role != TA_DUTY_DELIVERER)
        g_ptr_array_add (names, (gpointer) holder_name (self, assignment->household));
    }
  if (names->len == 0)
    return g_strdup (_ ("nobody yet"));
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

static char *
summary_of (const Export *self, const TaTurn *turn, gboolean on_duty)
{
  g_autofree char *names = NULL;

  if (self->scope->detail == TA_ICAL_TIMES)
    /* Translators: of an event in a calendar that says no more than when: “Cooking (your turn)” */
    return on_duty ? g_strdup_printf (_ ("%s (your turn)"), service_name (self, turn->service)) : g_strdup (service_name (self, turn->service));
  names = holder_names (self, turn);
  if (*turn->title != '\0')
    /* Translators: of an event in a calendar: the service, who does it, the dish: “Cooking: Silva – Lentil soup” */
    return g_strdup_printf (_ ("%s: %s – %s"), service_name (self, turn->service), names, turn->title);
  /* Translators: of an event in a calendar: the service and who does it: “Cooking: Silva” */
  return g_strdup_printf (_ ("%s: %s"), service_name (self, turn->service), names);
}

static void
add_line (GString *text, const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

/* Whom the cook feeds, and how much; nothing about anybody's health. */
static void
describe_eaters (const Export *self, const TaTurn *turn, GString *text)
{
  for (guint i = 0; i < turn->eaters->len; i++)
    {
      const TaEater *eater = g_ptr_array_index (turn->eaters, i);
      int portions = eater->portions + 100 * eater->guests;
      g_autofree char *line = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %.4g portion", "%s: %.4g portions", portions == 100 ? 1 : 2),
                                               household_name (self, eater->household), portions / 100.0);

      if (eater->portions > 0 || eater->guests > 0)
        add_line (text, line);
    }
}

static gboolean
is_on_duty (const TaIcalScope *scope, const TaTurn *turn)
{
  for (guint i = 0; i < turn->assignments->len; i++)
    {
      const TaAssignment *assignment = g_ptr_array_index (turn->assignments, i);

      if (g_strcmp0 (assignment->household, scope->household) == 0
          && (scope->person == NULL || assignment->person == NULL || strcmp (assignment->person, scope->person) == 0))
        return TRUE;
    }
  return FALSE;
}

static char *
description_of (const Export *self, const TaTurn *turn, gboolean on_duty)
{
  GString *text = g_string_new (NULL);
  const char *state = ta_code_label (ta_turn_state_codes, (int) turn->state);

  if (self->scope->detail != TA_ICAL_ALL)
    return g_string_free (text, FALSE);
  if (turn->state != TA_TURN_PUBLISHED)
    add_line (text, state);
  if (on_duty)
    describe_eaters (self, turn, text);
  if (*turn->note != '\0')
    add_line (text, turn->note);
  return g_string_free (text, FALSE);
}

/* Events --------------------------------------------------------------------------------------------------------------------------------- */

static icaltimetype
to_ical (GDateTime *moment, gboolean utc)
{
  icaltimetype time = icaltime_null_time ();

  g_date_time_get_ymd (moment, &time.year, &time.month, &time.day);
  time.hour = g_date_time_get_hour (moment);
  time.minute = g_date_time_get_minute (moment);
  time.second = g_date_time_get_second (moment);
  if (utc)
    time.zone = icaltimezone_get_utc_timezone ();
  return time;
}

/* A wall-clock time with its zone's name; of a collective that keeps UTC, a time in UTC, which takes no name. */
static void
add_moment (Export *self, icalcomponent *event, icalproperty *property, gint64 unix_seconds)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (unix_seconds);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, self->tz);

  icalproperty_set_value (property, icalvalue_new_datetime (to_ical (local, self->utc)));
  if (!self->utc)
    icalproperty_add_parameter (property, icalparameter_new_tzid (g_time_zone_get_identifier (self->tz)));
  icalcomponent_add_property (event, property);
  self->first = MIN (self->first, unix_seconds);
  self->last = MAX (self->last, unix_seconds);
}

static void
add_text (icalcomponent *event, icalproperty *property)
{
  icalcomponent_add_property (event, property);
}

static void
add_x (icalcomponent *component, const char *name, const char *value)
{
  icalproperty *property = icalproperty_new_x (value);

  icalproperty_set_x_name (property, name);
  icalcomponent_add_property (component, property);
}

/* The moment in an id of version 7, and a second more for each change: later for what is newer, and the same wherever it is made. */
static gint64
stamp_of (const Export *self, const TaTurn *turn, int sequence)
{
  g_autofree char *digits = NULL;

  if (self->scope->now != 0)
    return self->scope->now;
  digits = g_strdup_printf ("%.8s%.4s", turn->id, strlen (turn->id) > 9 ? turn->id + 9 : "");
  return g_ascii_strtoll (digits, NULL, 16) / 1000 + sequence;
}

static icalcomponent *
begin_event (Export *self, const TaTurn *turn, int sequence)
{
  icalcomponent *event = icalcomponent_new_vevent ();
  g_autofree char *uid = g_strconcat (turn->id, "@turnabout", NULL);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (stamp_of (self, turn, sequence));
  gint64 start = ta_turn_start_unix (turn, self->tz);

  add_text (event, icalproperty_new_uid (uid));
  add_text (event, icalproperty_new_dtstamp (to_ical (now, TRUE)));
  add_moment (self, event, icalproperty_new (ICAL_DTSTART_PROPERTY), start);
  add_moment (self, event, icalproperty_new (ICAL_DTEND_PROPERTY), start + 60 * (gint64) turn->minutes);
  add_text (event, icalproperty_new_sequence (sequence));
  return event;
}

static icalproperty_status
status_of (const TaTurn *turn)
{
  if (turn->state == TA_TURN_CANCELLED)
    return ICAL_STATUS_CANCELLED;
  return turn->state == TA_TURN_PLANNED ? ICAL_STATUS_TENTATIVE : ICAL_STATUS_CONFIRMED;
}

/* Live events have even numbers, cancelled ones the odd number behind: a household may lose a turn and get it back without a change of the turn in between. */
static int
sequence_of (const Export *self, const char *turn)
{
  const TaTurnRevision *revision = g_hash_table_lookup (self->sequences, turn);

  return revision != NULL ? 2 * revision->sequence : 0;
}

static void
add_turn (Export *self, const TaTurn *turn, gboolean on_duty)
{
  icalcomponent *event = begin_event (self, turn, sequence_of (self, turn->id));
  g_autofree char *summary = summary_of (self, turn, on_duty);
  g_autofree char *description = description_of (self, turn, on_duty);

  add_text (event, icalproperty_new_status (status_of (turn)));
  add_text (event, icalproperty_new_summary (summary));
  if (*description != '\0')
    add_text (event, icalproperty_new_description (description));
  add_text (event, icalproperty_new_categories (service_name (self, turn->service)));
  /* A dinner that somebody else cooks does not make a household busy. */
  add_text (event, icalproperty_new_transp (on_duty ? ICAL_TRANSP_OPAQUE : ICAL_TRANSP_TRANSPARENT));
  icalcomponent_add_component (self->calendar, event);
}

static void
add_cancelled (Export *self, const TaTurnRevision *revision)
{
  g_autoptr (TaTurn) turn = ta_turn_new (revision->pod, revision->service, revision->date, revision->start);
  icalcomponent *event;

  ta_set_text (&turn->id, revision->turn);
  turn->minutes = revision->minutes;
  event = begin_event (self, turn, 2 * revision->sequence + 1);
  add_text (event, icalproperty_new_status (ICAL_STATUS_CANCELLED));
  add_text (event, icalproperty_new_summary (service_name (self, turn->service)));
  add_text (event, icalproperty_new_transp (ICAL_TRANSP_TRANSPARENT));
  icalcomponent_add_component (self->calendar, event);
}

/* Where the turn lists nobody, the pod eats. */
static gboolean
eats (const Export *self, const TaTurn *turn, const char *household)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GPtrArray) eaters = NULL;

  if (g_hash_table_contains (self->households, household))
    g_ptr_array_add (one, g_hash_table_lookup (self->households, household));
  eaters = ta_turn_meal_eaters (turn, one);
  for (guint i = 0; i < eaters->len; i++)
    {
      const TaEater *eater = g_ptr_array_index (eaters, i);

      if (strcmp (eater->household, household) == 0)
        return eater->portions > 0 || eater->guests > 0;
    }
  return FALSE;
}

static gboolean
is_wanted (const Export *self, const TaTurn *turn)
{
  const TaIcalScope *scope = self->scope;
  const TaTurnRevision *revision = g_hash_table_lookup (self->sequences, turn->id);

  if (turn->state == TA_TURN_PLANNED && !scope->drafts)
    return FALSE;
  /* What nobody was ever told of need not be called off. */
  if (turn->state == TA_TURN_CANCELLED && revision != NULL && !revision->was_published)
    return FALSE;
  return scope->household == NULL || is_on_duty (scope, turn) || eats (self, turn, scope->household);
}

static void
add_turns (Export *self)
{
  for (guint i = 0; i < self->turns->len; i++)
    {
      const TaTurn *turn = g_ptr_array_index (self->turns, i);
      const TaTurnRevision *revision;

      if (is_wanted (self, turn))
        add_turn (self, turn, self->scope->household == NULL || is_on_duty (self->scope, turn));
      else if (self->told != NULL && g_hash_table_contains (self->told, turn->id)
               && (revision = g_hash_table_lookup (self->sequences, turn->id)) != NULL)
        add_cancelled (self, revision);
    }
}

static void
add_deleted (Export *self)
{
  for (guint i = 0; i < self->revisions->len; i++)
    {
      const TaTurnRevision *revision = g_ptr_array_index (self->revisions, i);

      if (revision->deleted && revision->was_published && (self->told == NULL || g_hash_table_contains (self->told, revision->turn)))
        add_cancelled (self, revision);
    }
}

/* The calendar --------------------------------------------------------------------------------------------------------------------------- */

static const char *
calendar_name (const Export *self)
{
  const TaHousehold *household = self->scope->household != NULL ? g_hash_table_lookup (self->households, self->scope->household) : NULL;
  const TaPerson *person = household != NULL && self->scope->person != NULL ? ta_household_find_person (household, self->scope->person) : NULL;

  if (self->scope->detail == TA_ICAL_TIMES)
    return "Turnabout";
  if (self->scope->detail == TA_ICAL_TITLES)
    return self->collective != NULL ? self->collective->name : "Turnabout";
  if (person != NULL)
    return person->name;
  if (household != NULL)
    return household->name;
  for (guint i = 0; i < self->pods->len; i++)
    {
      const TaPod *pod = g_ptr_array_index (self->pods, i);

      if (g_strcmp0 (pod->id, self->scope->pod) == 0)
        return pod->name;
    }
  return self->collective != NULL ? self->collective->name : "Turnabout";
}

static void
begin_calendar (Export *self)
{
  self->calendar = icalcomponent_new_vcalendar ();
  add_text (self->calendar, icalproperty_new_version ("2.0"));
  add_text (self->calendar, icalproperty_new_prodid ("-//Turnabout//Turnabout//EN"));
  add_text (self->calendar, icalproperty_new_calscale ("GREGORIAN"));
  add_text (self->calendar, icalproperty_new_method (ICAL_METHOD_PUBLISH));
  add_x (self->calendar, "X-WR-CALNAME", calendar_name (self));
  add_x (self->calendar, "X-WR-TIMEZONE", g_time_zone_get_identifier (self->tz));
}

static void
add_timezone (Export *self)
{
  /* A calendar has to have something in it, or telephones do not take it: one that is read again and again may have events another time. */
  if (self->scope->detail != TA_ICAL_ALL && self->first > self->last)
    self->first = self->last = (gint64) self->scope->from * SECONDS_A_DAY;
  if (!self->utc && self->first <= self->last)
    icalcomponent_add_component (self->calendar,
                                 ta_ical_timezone_new (g_time_zone_get_identifier (self->tz), self->tz, self->first, self->last));
}

GBytes *
ta_ical_export (TaDatabase *database, const TaIcalScope *scope, GError **error)
{
  g_auto (Export) self = { .scope = scope, .first = G_MAXINT64, .last = G_MININT64 };
  char *text;

  if (!load (&self, database, error))
    return NULL;
  begin_calendar (&self);
  add_turns (&self);
  add_deleted (&self);
  add_timezone (&self);
  text = icalcomponent_as_ical_string_r (self.calendar);
  return g_bytes_new_with_free_func (text, strlen (text), icalmemory_free_buffer, text);
}

/* Through a store ------------------------------------------------------------------------------------------------------------------------ */

static gpointer
run (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_ical_export (database, data, error);
}

void
ta_ical_export_async (TaStore *store, const TaIcalScope *scope, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ta_store_read_async (store, run, ta_ical_scope_copy (scope), (GDestroyNotify) ta_ical_scope_free, (GDestroyNotify) g_bytes_unref, cancellable,
                       callback, user_data);
}

GBytes *
ta_ical_export_finish (TaStore *store, GAsyncResult *result, GError **error)
{
  return ta_store_read_finish (store, result, error);
}
