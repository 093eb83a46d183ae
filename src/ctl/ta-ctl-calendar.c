/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ctl-private.h"

#include "ta-calendar-table.h"
#include "ta-exchange-error.h"
#include "ta-household-table.h"
#include "ta-ical-export.h"
#include "ta-ical-read.h"
#include "ta-pod-table.h"
#include "ta-series-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How far a calendar reaches where the line does not say. */
#define WEEKS_BACK 4
#define WEEKS_AHEAD 26
#define YEARS_READ 3

/* Whose calendar ----------------------------------------------------------------------------------------------------------------------- */

static TaHousehold *
find_household (TaDatabase *database, const char *name, GError **error)
{
  g_autoptr (GPtrArray) households = ta_household_table_list (database, error);
  g_autofree char *wanted = g_utf8_casefold (name, -1);

  for (guint i = 0; households != NULL && i < households->len; i++)
    {
      TaHousehold *household = g_ptr_array_index (households, i);
      g_autofree char *folded = g_utf8_casefold (household->name, -1);

      if (strcmp (folded, wanted) == 0)
        return ta_household_copy (household);
    }
  if (households != NULL)
    g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_REFUSED, _ ("There is no household “%s”."), name);
  return NULL;
}

static gboolean
set_person (TaIcalScope *scope, const TaHousehold *household, const char *name, GError **error)
{
  for (guint i = 0; i < household->persons->len; i++)
    {
      const TaPerson *person = g_ptr_array_index (household->persons, i);

      if (strcmp (person->name, name) == 0)
        {
          scope->person = g_strdup (person->id);
          return TRUE;
        }
    }
  g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_REFUSED, _ ("There is no “%s” in the household “%s”."), name, household->name);
  return FALSE;
}

static gboolean
set_household (TaCtl *self, TaDatabase *database, TaIcalScope *scope, GError **error)
{
  g_autoptr (TaHousehold) household = NULL;

  if (self->household == NULL)
    {
      if (self->person == NULL)
        return TRUE;
      g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("--person needs --household."));
      return FALSE;
    }
  household = find_household (database, self->household, error);
  if (household == NULL)
    return FALSE;
  scope->household = g_strdup (household->id);
  return self->person == NULL || set_person (scope, household, self->person, error);
}

static gboolean
set_pod (TaCtl *self, TaDatabase *database, TaIcalScope *scope, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (self->pod == NULL)
    return TRUE;
  scope->pod = ta_pod_table_find (database, self->pod, &local_error);
  if (scope->pod != NULL)
    return TRUE;
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_REFUSED, _ ("There is no pod “%s”."), self->pod);
  return FALSE;
}

GBytes *
ta_ctl_export_calendar (TaCtl *self, TaDatabase *database, TaDate today, GError **error)
{
  g_autoptr (TaIcalScope) scope = g_new0 (TaIcalScope, 1);

  scope->from = self->from != TA_DATE_NONE ? self->from : today - 7 * WEEKS_BACK;
  scope->until = self->to != TA_DATE_NONE ? self->to : today + 7 * WEEKS_AHEAD;
  scope->drafts = self->drafts;
  scope->now = g_get_real_time () / G_USEC_PER_SEC;
  if (!set_pod (self, database, scope, error) || !set_household (self, database, scope, error))
    return NULL;
  return ta_ical_export (database, scope, error);
}

/* Import --------------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  TaCtl *ctl;
  TaCalendarKind kind;
  GBytes *file;
  TaCalendar *calendar;
  GPtrArray *days;
  TaDate today;
  TaCalendarChanges changes;
} Import;

static void
import_clear (Import *self)
{
  g_clear_pointer (&self->file, g_bytes_unref);
  g_clear_pointer (&self->calendar, ta_calendar_free);
  g_clear_pointer (&self->days, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

static GTimeZone *
collective_zone (TaDatabase *database, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TaCollective) collective = ta_collective_table_get (database, &local_error);
  GTimeZone *tz;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  tz = collective != NULL ? g_time_zone_new_identifier (collective->timezone) : NULL;
  return tz != NULL ? tz : g_time_zone_new_utc ();
}

/* A calendar is known again by its own name, or by its file's. */
static char *
calendar_name (const Import *self, char *own_name)
{
  g_autofree char *own = own_name;
  g_autofree char *file = g_path_get_basename (self->ctl->arguments[1]);

  if (own != NULL && *own != '\0')
    return g_steal_pointer (&own);
  return g_utf8_make_valid (file, -1);
}

static gboolean
find_calendar (Import *self, TaDatabase *database, const char *name, GError **error)
{
  g_autoptr (TaHousehold) household = NULL;
  g_autoptr (GError) local_error = NULL;

  if (self->kind == TA_CALENDAR_ABSENCES)
    {
      household = find_household (database, self->ctl->household, error);
      if (household == NULL)
        return FALSE;
    }
  self->calendar = ta_calendar_table_find (database, self->kind, name, household != NULL ? household->id : NULL, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (self->calendar == NULL)
    self->calendar = ta_calendar_new (name, self->kind, household != NULL ? household->id : NULL);
  return TRUE;
}

/* A TaStoreReadFunc: what the file says, compared with nothing yet. */
static gpointer
read_file (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Import *self = data;
  g_autoptr (GTimeZone) tz = collective_zone (database, error);
  g_autofree char *name = NULL;
  char *own_name = NULL;

  if (tz == NULL || !ta_ctl_get_today (self->ctl, database, &self->today, error))
    return NULL;
  self->days = ta_ical_read_days (self->file, tz, self->today - 366, self->today + 366 * YEARS_READ, &own_name, error);
  if (self->days == NULL)
    {
      g_prefix_error (error, "%s: ", self->ctl->arguments[1]);
      return NULL;
    }
  name = calendar_name (self, own_name);
  return find_calendar (self, database, name, error) ? self : NULL;
}

/* Series go round holidays and breaks; absences say who can and move none. */
static gboolean
write_calendar (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Import *self = data;

  return ta_calendar_table_save (database, self->calendar, self->days, &self->changes, error)
         && (self->kind == TA_CALENDAR_ABSENCES || ta_series_follow_calendars (database, self->today, error));
}

gboolean
ta_ctl_import_calendar (TaCtl *self, GError **error)
{
  g_auto (Import) import = { .ctl = self };
  g_autoptr (TaStore) store = NULL;
  int kind;

  if (!ta_code_parse (ta_calendar_kind_codes, self->arguments[0], &kind))
    return FALSE;
  import.kind = (TaCalendarKind) kind;
  if ((import.kind == TA_CALENDAR_ABSENCES) != (self->household != NULL))
    {
      g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("“absences”, and nothing else, needs --household."));
      return FALSE;
    }
  store = ta_ctl_open (self, error);
  import.file = store != NULL ? ta_ctl_read_input (self->arguments[1], error) : NULL;
  if (import.file == NULL || ta_store_read (store, read_file, &import, error) == NULL)
    return FALSE;
  if (self->dry_run)
    {
      ta_ctl_say (g_dngettext (GETTEXT_PACKAGE, "%s: %u day or period. Nothing was written.", "%s: %u days or periods. Nothing was written.",
                               import.days->len),
                  import.calendar->name, import.days->len);
      return TRUE;
    }
  if (!ta_store_run (store, _ ("Import a calendar"), &(TaOrigin) { .actor = ta_ctl_get_actor (), .source = TA_SOURCE_IMPORT }, write_calendar, &import, NULL,
                     error))
    return FALSE;
  ta_ctl_say (_ ("%s: %u new, %u changed, %u gone."), import.calendar->name, import.changes.added, import.changes.changed,
              import.changes.removed);
  return TRUE;
}
