/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-series-table.h"

/** Which turns of a series a change is for. */
typedef enum
{
  TA_SERIES_THIS,
  TA_SERIES_FOLLOWING, /* this and those meant for later days */
  TA_SERIES_ALL        /* all that are not over yet */
} TaSeriesScope;

/*
 * What these do to turns: those that are settled, or were edited by hand, are never overwritten. A turn that its series no longer has is deleted; where it was
 * published it is cancelled instead, so that those who were told of it are told again. Where the series has its day again, such as when a holiday is taken
 * back, it is planned again, to be published anew; what somebody cancelled by hand stays cancelled.
 */

/**
 * ta_series_refresh:
 * @until: (exclusive): how far the series is to have turns
 * @today: what was taken out of days before is not put back
 *
 * Makes the turns of the series from @from on what it says: missing ones are made (with the pod's eaters), surplus ones go, others are brought into line.
 */
gboolean ta_series_refresh (TaDatabase *database, const char *series, TaDate from, TaDate until, TaDate today, GError **error);

/** Brings every series that goes round holidays or school breaks into line with the calendars, for turns from @today on. */
gboolean ta_series_follow_calendars (TaDatabase *database, TaDate today, GError **error);

/** Brings every series of every pod up to @until; only makes what is missing behind the last turn that each has. */
gboolean ta_series_extend (TaDatabase *database, TaDate today, TaDate until, GError **error);

/** A new series, and its turns before @until. */
gboolean ta_series_create (TaDatabase *database, const TaSeries *series, TaDate until, GError **error);

/**
 * ta_series_change:
 * @turn: the turn that was edited, as it is to be, in the scope of one; else the turn that the change begins with
 * @series: (nullable): for more than this: the series as it is to be from then on; its id is the present one
 *
 * For this turn alone it is saved as edited. For this and following, the series ends before the turn and a new one begins with it, which takes over the later
 * turns. For all, the series itself changes, for turns from @today on.
 */
gboolean ta_series_change (TaDatabase *database, const TaTurn *turn, const TaSeries *series, TaSeriesScope scope, TaDate today, GError **error);

/**
 * ta_series_save_turn:
 * @before: the turn of a series as the person saw it
 * @after: as it is to be
 *
 * Saves a turn that a person changed. What the series says of its turns is changed in @scope; who holds it, who eats, its state and the like are of this turn
 * in any case. It counts as edited by hand where it is not as the series has it.
 */
gboolean ta_series_save_turn (TaDatabase *database, const TaTurn *before, const TaTurn *after, TaSeriesScope scope, TaDate today, GError **error);

/** Gives a turn that was edited by hand back to its series, which makes it as it says. */
gboolean ta_series_restore_turn (TaDatabase *database, const char *turn, TaDate today, GError **error);

/** Takes turns out: this one (the series leaves the day out from now on), this and the following, or all that are not over. */
gboolean ta_series_remove (TaDatabase *database, const TaTurn *turn, TaSeriesScope scope, TaDate today, GError **error);
