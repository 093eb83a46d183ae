/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-household.h"
#include "ta-turn.h"

/** TaSheetSource: what is read from the database for a sheet. */
typedef struct
{
  TaCollective *collective; /* (nullable) */
  GPtrArray *pods;          /* of TaPod */
  GPtrArray *services;      /* of TaService */
  GPtrArray *households;    /* of TaHousehold, all */
  GPtrArray *turns;         /* of TaTurn, by date and time */
  GPtrArray *holidays;      /* of TaCalendarDay: public holidays and days without school */
} TaSheetSource;

/**
 * ta_sheet_source_read:
 * @pod: (nullable): id: only its turns
 *
 * Reads the turns with @from <= date < @until and all that is said of them. (transfer full) (nullable): %NULL with @error
 */
TaSheetSource *ta_sheet_source_read (TaDatabase *database, const char *pod, TaDate from, TaDate until, GError **error);
void ta_sheet_source_free (TaSheetSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaSheetSource, ta_sheet_source_free)

/** (nullable) (transfer none) */
const TaHousehold *ta_sheet_source_household (const TaSheetSource *source, const char *id);
/** (transfer none): its name, or "" */
const char *ta_sheet_source_pod_name (const TaSheetSource *source, const char *id);
/** (nullable) (transfer none) */
const TaService *ta_sheet_source_service (const TaSheetSource *source, const char *id);
/** Whether the turns are of more than one service, so that it has to be said of which. */
gboolean ta_sheet_source_has_services (const TaSheetSource *source);
gboolean ta_sheet_source_has_pods (const TaSheetSource *source);

/** The names of those who hold the turn: "Pereira, Silva"; "" for nobody. (transfer full) */
char *ta_sheet_source_holders (const TaSheetSource *source, const TaTurn *turn);
/** (nullable) (transfer full): who helps and who delivers: "with Silva; Okafor delivers" */
char *ta_sheet_source_helpers (const TaSheetSource *source, const TaTurn *turn);
/** (nullable) (transfer none): what has to be said of the turn's state on paper: that it is a draft, cancelled, or seeks cover */
const char *ta_sheet_source_state (const TaTurn *turn);
/** (nullable) (transfer none): the name of the holiday on @date */
const char *ta_sheet_source_holiday (const TaSheetSource *source, TaDate date);
/** What stands at the foot: the collective and when it was printed. (transfer full) */
char *ta_sheet_source_foot (const TaSheetSource *source, TaDate printed);
