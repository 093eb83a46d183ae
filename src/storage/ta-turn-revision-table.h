/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-turn.h"

/** TaTurnRevision: how often a turn changed, and when it was to be; also of a turn that is gone. */
typedef struct
{
  char *turn; /* id */
  int sequence;
  char *pod;
  char *service;
  TaDate date;
  TaMinutes start;
  int minutes;
  gboolean was_published; /* at any time */
  gboolean deleted;
} TaTurnRevision;

void ta_turn_revision_free (TaTurnRevision *revision);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaTurnRevision, ta_turn_revision_free)

/** (transfer full): of TaTurnRevision with @from <= date < @until, by date and turn; @pod (nullable): of all pods */
GPtrArray *ta_turn_revision_table_list (TaDatabase *database, TaDate from, TaDate until, const char *pod, GError **error);

/** (transfer full): ids (char *) of the turns that @household was told of and that date from @from on, before @until */
GPtrArray *ta_turn_revision_table_list_told (TaDatabase *database, const char *household, TaDate from, TaDate until, GError **error);
