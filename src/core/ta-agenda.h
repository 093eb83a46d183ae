/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-turn.h"

/** What an entry of somebody's own calendar is. */
typedef enum
{
  TA_AGENDA_HOLDS,       /* a turn to do, of any service */
  TA_AGENDA_EATS,        /* a dinner that comes */
  TA_AGENDA_LOAN,        /* a tool that is to be back */
  TA_AGENDA_RESERVATION, /* a tool that is kept for them */
  TA_AGENDA_ABSENCE
} TaAgendaKind;

/** TaAgendaEntry: one thing that concerns a household or a person. */
typedef struct
{
  TaAgendaKind kind;
  TaDate date;     /* the day it is shown on: within the period that was asked for */
  TaDate until;    /* exclusive; of what takes days */
  TaMinutes start; /* TA_MINUTES_NONE: of the day as a whole */
  char *title;     /* the dish or the service, the tool, the reason */
  char *with;      /* (nullable): id of the household that cooks, of a dinner that comes */
  char *person;    /* (nullable): id of whom it concerns, where it is not the whole household */
  char *source;    /* id of the turn, the tool or the household that it is of */
  TaDuty duty;     /* of a turn to do */
  TaTurnState state;
} TaAgendaEntry;

TaAgendaEntry *ta_agenda_entry_new (TaAgendaKind kind, TaDate date, const char *title, const char *source);
void ta_agenda_entry_free (TaAgendaEntry *entry);

/** A GCompareFunc on TaAgendaEntry **: by day, what is of the whole day first, then by time. */
int ta_agenda_entry_compare (gconstpointer a, gconstpointer b);
