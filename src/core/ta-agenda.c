/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-agenda.h"

TaAgendaEntry *
ta_agenda_entry_new (TaAgendaKind kind, TaDate date, const char *title, const char *source)
{
  TaAgendaEntry *entry = g_new0 (TaAgendaEntry, 1);

  entry->kind = kind;
  entry->date = date;
  entry->until = date + 1;
  entry->start = TA_MINUTES_NONE;
  entry->title = g_strdup (title != NULL ? title : "");
  entry->source = g_strdup (source);
  return entry;
}

void
ta_agenda_entry_free (TaAgendaEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->title);
  g_free (entry->with);
  g_free (entry->person);
  g_free (entry->source);
  g_free (entry);
}

int
ta_agenda_entry_compare (gconstpointer a, gconstpointer b)
{
  const TaAgendaEntry *first = *(TaAgendaEntry *const *) a;
  const TaAgendaEntry *second = *(TaAgendaEntry *const *) b;

  if (first->date != second->date)
    return first->date < second->date ? -1 : 1;
  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  if (first->kind != second->kind)
    return first->kind < second->kind ? -1 : 1;
  return g_strcmp0 (first->source, second->source);
}
