/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-turn.h"

#include "ta-id.h"

/* What the schema says too. */
#define DEFAULT_START (18 * 60)
#define DEFAULT_MINUTES 150
#define DEFAULT_LOAN_DAYS 7

TaCollective *
ta_collective_new (const char *name, const char *timezone, const char *currency)
{
  TaCollective *collective = g_new0 (TaCollective, 1);

  collective->id = ta_id_new ();
  ta_set_text (&collective->name, name);
  ta_set_text (&collective->timezone, timezone);
  ta_set_text (&collective->currency, currency);
  collective->loan_days = DEFAULT_LOAN_DAYS;
  return collective;
}

TaCollective *
ta_collective_copy (const TaCollective *collective)
{
  TaCollective *copy = g_memdup2 (collective, sizeof *collective);

  copy->id = g_strdup (collective->id);
  copy->name = g_strdup (collective->name);
  copy->timezone = g_strdup (collective->timezone);
  copy->currency = g_strdup (collective->currency);
  return copy;
}

void
ta_collective_free (TaCollective *collective)
{
  if (collective == NULL)
    return;
  g_free (collective->id);
  g_free (collective->name);
  g_free (collective->timezone);
  g_free (collective->currency);
  g_free (collective);
}

TaPod *
ta_pod_new (const char *name)
{
  TaPod *pod = g_new0 (TaPod, 1);

  pod->id = ta_id_new ();
  ta_set_text (&pod->name, name);
  ta_set_text (&pod->notes, NULL);
  return pod;
}

TaPod *
ta_pod_copy (const TaPod *pod)
{
  TaPod *copy = g_memdup2 (pod, sizeof *pod);

  copy->id = g_strdup (pod->id);
  copy->name = g_strdup (pod->name);
  copy->notes = g_strdup (pod->notes);
  return copy;
}

void
ta_pod_free (TaPod *pod)
{
  if (pod == NULL)
    return;
  g_free (pod->id);
  g_free (pod->name);
  g_free (pod->notes);
  g_free (pod);
}

TaService *
ta_service_new (const char *name, TaServiceKind kind)
{
  TaService *service = g_new0 (TaService, 1);

  service->id = ta_id_new ();
  ta_set_text (&service->name, name);
  service->kind = kind;
  service->start = DEFAULT_START;
  service->minutes = DEFAULT_MINUTES;
  return service;
}

TaService *
ta_service_copy (const TaService *service)
{
  TaService *copy = g_memdup2 (service, sizeof *service);

  copy->id = g_strdup (service->id);
  copy->name = g_strdup (service->name);
  return copy;
}

void
ta_service_free (TaService *service)
{
  if (service == NULL)
    return;
  g_free (service->id);
  g_free (service->name);
  g_free (service);
}

/* A new series falls on the weekday of its first day. */
TaSeries *
ta_series_new (const char *pod, const char *service, TaDate from)
{
  TaSeries *series = g_new0 (TaSeries, 1);

  series->id = ta_id_new ();
  ta_set_text (&series->pod, pod);
  ta_set_text (&series->service, service);
  series->weekdays = from != TA_DATE_NONE ? 1u << (ta_date_weekday (from) - 1) : 0;
  series->start = DEFAULT_START;
  series->minutes = DEFAULT_MINUTES;
  series->from = from;
  series->until = TA_DATE_NONE;
  series->every_weeks = 1;
  series->holders = 1;
  series->title = g_strdup ("");
  series->note = g_strdup ("");
  series->households = g_ptr_array_new_with_free_func (g_free);
  series->exceptions = g_array_new (FALSE, FALSE, sizeof (TaDate));
  return series;
}

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

TaSeries *
ta_series_copy (const TaSeries *series)
{
  TaSeries *copy = g_memdup2 (series, sizeof *series);

  copy->id = g_strdup (series->id);
  copy->pod = g_strdup (series->pod);
  copy->service = g_strdup (series->service);
  copy->title = g_strdup (series->title);
  copy->note = g_strdup (series->note);
  copy->households = g_ptr_array_copy (series->households, copy_text, NULL);
  copy->exceptions = g_array_copy (series->exceptions);
  return copy;
}

void
ta_series_free (TaSeries *series)
{
  if (series == NULL)
    return;
  g_free (series->id);
  g_free (series->pod);
  g_free (series->service);
  g_free (series->title);
  g_free (series->note);
  g_ptr_array_unref (series->households);
  g_array_unref (series->exceptions);
  g_free (series);
}
