/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-sync-store.h"

/*
 * What was deleted long ago is forgotten, on the hub and on all devices, once all of them have heard that it was deleted: whoever had not would
 * bring it back. That they have cannot be told from times, since somebody may delete something offline and send it half a year later, nor from the
 * hub's places, which mean nothing. So it is asked for in rounds. One device notes what is to be forgotten and says that a round has begun. Who
 * knew of that before it fetched all that the hub has says that it has heard it. When all have, what was noted goes.
 *
 * What they say stands in a document of its own, of the type %TA_SYNC_ROUNDS_TYPE, which is merged and sent as any other. A version that knows
 * nothing of it keeps it and never says that it has heard: then nothing is forgotten.
 *
 *     round/<device>             when the device began its last round: ms since 1970, always more than before
 *     heard/<device>|<of>        the last round of the device <of> that <device> has heard
 */

#define TA_SYNC_ROUNDS_TYPE "collecting"
#define TA_SYNC_ROUNDS_ID "rounds"

/** So long something stays deleted before it is forgotten, milliseconds: 180 days. */
#define TA_SYNC_COLLECT_AGE_MS (G_GINT64_CONSTANT (180) * 24 * 60 * 60 * 1000)

/** What all have said. (transfer full) (nullable): %NULL without @error: nobody has said anything yet */
TaDocument *ta_sync_rounds_get (TaDatabase *database, GError **error);
/** The last round that @device began; 0: none. @rounds: (nullable) */
gint64 ta_sync_rounds_begun (const TaDocument *rounds, guint64 device);
/** The last round of @of that @device has heard; 0: none. @rounds: (nullable) */
gint64 ta_sync_rounds_heard (const TaDocument *rounds, guint64 device, guint64 of);
/**
 * ta_sync_rounds_hear:
 *
 * Says that @device, which is this one, has heard the round of @of: to be called when all that the hub has was applied, and the round was known
 * before. Nothing is said while the hub has a version that cannot be read yet of something that is not deleted here: it may be that it was.
 */
gboolean ta_sync_rounds_hear (TaDatabase *database, guint64 device, guint64 of, gint64 round, gint64 now_ms, GError **error);

/**
 * ta_sync_collect_begin:
 * @device: this one
 *
 * Notes what has been deleted for long enough and is on the hub as it is here, and begins a round, in one. Nothing where there is nothing to note.
 */
gboolean ta_sync_collect_begin (TaDatabase *database, guint64 device, gint64 now_ms, GError **error);
/** The round that is noted; 0: none is open. */
gboolean ta_sync_collect_get_round (TaDatabase *database, gint64 *round, GError **error);
/**
 * Of what is noted, what is still as it was then, @limit at most; where nothing of it is, nothing is noted any more. (transfer full): of TaSyncOutgoing, with name, type, id
 * and rev
 */
GPtrArray *ta_sync_collect_take (TaDatabase *database, guint limit, GError **error);
/** The hub has forgotten it (@gone), or has something else by now; either way it is noted no more. */
gboolean ta_sync_collect_settle (TaDatabase *database, const TaSyncOutgoing *noted, gboolean gone, GError **error);
/** Nothing is noted any more. */
gboolean ta_sync_collect_forget (TaDatabase *database, GError **error);

/**
 * ta_sync_collect_may_drop:
 *
 * Whether a document that was deleted at @deleted_at, and of which the hub now says that there is none, can have been collected: only what a
 * round was long enough after. Of everything else it is the hub itself that has forgotten it.
 */
gboolean ta_sync_collect_may_drop (const TaDocument *rounds, const TaStamp *deleted_at);
/** Forgets the document, and what is kept of it for the exchange. It must be deleted, and known on the hub. */
gboolean ta_sync_collect_drop (TaDatabase *database, const char *type, const char *id, const char *name, GError **error);
