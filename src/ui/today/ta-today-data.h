/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-cover.h"
#include "ta-database.h"
#include "ta-delivery.h"
#include "ta-tool.h"
#include "ta-turn.h"

/** TaTodayData: what the Today page shows, read in one go. */
typedef struct
{
  TaDate today;
  GPtrArray *turns;       /* of TaTurn: today's, by time; where there are none, those of the next day that has some */
  GPtrArray *rounds;      /* (nullable): of TaDropList, of those turns; see ta_today_data_read_rounds() */
  GPtrArray *uncover;     /* of TaTurn: those that seek cover in the next two weeks, and those that nobody holds */
  GPtrArray *requests;    /* of TaCoverRequest that are open; their turns are of @uncover however far ahead */
  GPtrArray *undelivered; /* of TaUndelivered: dinners of the last days that found nobody at home */
  GPtrArray *tools;       /* of TaToolSummary: those that are due within two days, or overdue */
  int waiting;            /* turns before today whose state was never settled */
} TaTodayData;

void ta_today_data_free (TaTodayData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaTodayData, ta_today_data_free)

/** @pod: (nullable): of all pods. (transfer full) */
TaTodayData *ta_today_data_read (TaDatabase *database, TaDate today, const char *pod, GError **error);

/** TaTodayCounts: how much waits for a person, without what it is. */
typedef struct
{
  gint64 uncovered; /* turns, as in TaTodayData.uncover */
  gint64 overdue;   /* tools */
} TaTodayCounts;

/** @pod: (nullable): of all pods */
gboolean ta_today_counts_read (TaDatabase *database, TaDate today, const char *pod, TaTodayCounts *counts, GError **error);

/** Reads the delivery rounds of the turns that @data shows. */
gboolean ta_today_data_read_rounds (TaDatabase *database, TaTodayData *data, GCancellable *cancellable, GError **error);
