/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-date.h"

/*
 * Somebody is removed: nothing of them stays but that there was somebody. In a command these take them out of the tables and their names out of
 * all texts; its end takes them out of the history, of what is exchanged and of the search indexes as well, and then the file is written anew, so
 * that it has none of the bytes. A device that hears of it through the hub does the same. None of it can be undone.
 */

/** The person goes; what they were assigned or borrowed stays with the household. TA_STORAGE_ERROR_NOT_FOUND where there is none. */
gboolean ta_removal_table_remove_person (TaDatabase *database, const char *id, GError **error);

/**
 * ta_removal_table_remove_household:
 * @today: from when on it has left
 *
 * All that is known of the household goes, its people too. What it did stays, under a name that says no more than that it was a household: its turns
 * that are over, its loans, its accounts. From its turns to come it is taken off, as from rotations, and what it reserved is free.
 */
gboolean ta_removal_table_remove_household (TaDatabase *database, const char *id, TaDate today, GError **error);

/** TaRemovalPreview: what is to be known before somebody is removed. */
typedef struct
{
  int turns;   /* not settled, of today or later, that the person, or the household, holds */
  int loans;   /* tools out */
  int backups; /* older ones on this computer, which have them still */
  gboolean shared;
} TaRemovalPreview;

/** @person: (nullable): %NULL: the whole household. (transfer full) (nullable) */
TaRemovalPreview *ta_removal_table_preview (TaDatabase *database, const char *household, const char *person, TaDate today, GError **error);

/** How many were removed of whom the file may have bytes still: another program kept it from being written anew. -1 with @error. */
int ta_removal_table_count_unswept (TaDatabase *database, GError **error);
