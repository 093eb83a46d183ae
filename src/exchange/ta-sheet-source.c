/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sheet-source.h"

#include "ta-calendar-table.h"
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-turn-table.h"

#include <glib/gi18n-lib.h>

static gboolean
read_holidays (TaSheetSource *source, TaDatabase *database, TaDate from, TaDate until, GError **error)
{
  g_autoptr (GPtrArray) school = NULL;

  source->holidays = ta_calendar_table_list_kind (database, TA_CALENDAR_HOLIDAYS, from, until, error);
  school = source->holidays != NULL ? ta_calendar_table_list_kind (database, TA_CALENDAR_SCHOOL, from, until, error) : NULL;
  if (school == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (source->holidays, g_steal_pointer (&school));
  return TRUE;
}

TaSheetSource *
ta_sheet_source_read (TaDatabase *database, const char *pod, TaDate from, TaDate until, GError **error)
{
  g_autoptr (TaSheetSource) source = g_new0 (TaSheetSource, 1);
  g_autoptr (GError) local_error = NULL;

  source->collective = ta_collective_table_get (database, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if ((source->pods = ta_pod_table_list (database, error)) == NULL || (source->services = ta_service_table_list (database, error)) == NULL
      || (source->households = ta_household_table_list (database, error)) == NULL
      || (source->turns = ta_turn_table_list (database, from, until, pod, error)) == NULL || !read_holidays (source, database, from, until, error))
    return NULL;
  return g_steal_pointer (&source);
}

void
ta_sheet_source_free (TaSheetSource *source)
{
  if (source == NULL)
    return;
  ta_collective_free (source->collective);
  g_clear_pointer (&source->pods, g_ptr_array_unref);
  g_clear_pointer (&source->services, g_ptr_array_unref);
  g_clear_pointer (&source->households, g_ptr_array_unref);
  g_clear_pointer (&source->turns, g_ptr_array_unref);
  g_clear_pointer (&source->holidays, g_ptr_array_unref);
  g_free (source);
}

const TaHousehold *
ta_sheet_source_household (const TaSheetSource *source, const char *id)
{
  for (guint i = 0; i < source->households->len; i++)
    {
      const TaHousehold *household = g_ptr_array_index (source->households, i);

      if (g_strcmp0 (household->id, id) == 0)
        return household;
    }
  return NULL;
}

const char *
ta_sheet_source_pod_name (const TaSheetSource *source, const char *id)
{
  for (guint i = 0; i < source->pods->len; i++)
    {
      const TaPod *pod = g_ptr_array_index (source->pods, i);

      if (g_strcmp0 (pod->id, id) == 0)
        return pod->name;
    }
  return "";
}

const TaService *
ta_sheet_source_service (const TaSheetSource *source, const char *id)
{
  for (guint i = 0; i < source->services->len; i++)
    {
      const TaService *service = g_ptr_array_index (source->services, i);

      if (g_strcmp0 (service->id, id) == 0)
        return service;
    }
  return NULL;
}

gboolean
ta_sheet_source_has_services (const TaSheetSource *source)
{
  for (guint i = 1; i < source->turns->len; i++)
    {
      const TaTurn *first = g_ptr_array_index (source->turns, 0), *turn = g_ptr_array_index (source->turns, i);

      if (g_strcmp0 (first->service, turn->service) != 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
ta_sheet_source_has_pods (const TaSheetSource *source)
{
  for (guint i = 1; i < source->turns->len; i++)
    {
      const TaTurn *first = g_ptr_array_index (source->turns, 0), *turn = g_ptr_array_index (source->turns, i);

      if (g_strcmp0 (first->pod, turn->pod) != 0)
        return TRUE;
    }
  return FALSE;
}

/* The households whose duties are among the bits of @duties. */
static char *
names_of (const TaSheetSource *source, const TaTurn *turn, guint duties)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < turn->assignments->len; i++)
    {
      const TaAssignment *assignment = g_ptr_array_index (turn->assignments, i);
      const TaHousehold *household = ta_sheet_source_household (source, assignment->household);

      if (household != NULL && duties & (1u << assignment->role))
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", household->name);
    }
  return g_string_free (names, FALSE);
}

char *
ta_sheet_source_holders (const TaSheetSource *source, const TaTurn *turn)
{
  return names_of (source, turn, ~(1u << TA_DUTY_HELPER | 1u << TA_DUTY_DELIVERER));
}

char *
ta_sheet_source_helpers (const TaSheetSource *source, const TaTurn *turn)
{
  g_autofree char *helpers = names_of (source, turn, 1u << TA_DUTY_HELPER);
  g_autofree char *deliverers = names_of (source, turn, 1u << TA_DUTY_DELIVERER);
  GString *text = g_string_new (NULL);

  if (*helpers != '\0')
    /* Translators: households that help at a turn */
    g_string_append_printf (text, _ ("with %s"), helpers);
  if (text->len > 0 && *deliverers != '\0')
    g_string_append (text, "\n");
  if (*deliverers != '\0')
    /* Translators: households that deliver what was cooked */
    g_string_append_printf (text, _ ("delivery: %s"), deliverers);
  return g_string_free (text, text->len == 0);
}

const char *
ta_sheet_source_state (const TaTurn *turn)
{
  switch (turn->state)
    {
    case TA_TURN_PLANNED:
      return _ ("draft");
    case TA_TURN_SEEKING_COVER:
      return _ ("looking for cover");
    case TA_TURN_CANCELLED:
      return _ ("cancelled");
    case TA_TURN_PUBLISHED:
    case TA_TURN_DONE:
    case TA_TURN_LATE:
    case TA_TURN_MISSED:
    case TA_TURN_EXCUSED:
    default:
      return NULL;
    }
}

const char *
ta_sheet_source_holiday (const TaSheetSource *source, TaDate date)
{
  const TaCalendarDay *day = ta_calendar_find_day (source->holidays, date);

  return day != NULL ? day->name : NULL;
}

char *
ta_sheet_source_foot (const TaSheetSource *source, TaDate printed)
{
  g_autofree char *day = ta_date_format (printed, TA_DATE_MEDIUM);

  if (source->collective == NULL)
    return g_strdup_printf (_ ("As of %s"), day);
  /* Translators: the name of the collective and a date */
  return g_strdup_printf (_ ("%s · as of %s"), source->collective->name, day);
}
