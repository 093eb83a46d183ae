/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-health-model.h"
#include "ta-household-item.h"
#include "ta-store.h"
#include "ta-tool.h"
#include "ta-turn.h"

#include <gio/gio.h>

/** TaClock: gives the present moment, microseconds since 1970 in UTC. Tests hand in one that stands still. */
typedef gint64 (*TaClock) (gpointer data);

#define TA_TYPE_CONTEXT (ta_context_get_type ())
G_DECLARE_FINAL_TYPE (TaContext, ta_context, TA, CONTEXT, GObject)

/**
 * TaContext:
 *
 * What every page is given: the open collective, its store, the models that all share, and the clock.
 *
 * Signals:
 * - "ready": the collective, pods, services and households have been read for the first time.
 * - "changed" (GPtrArray of TaChange): after each command, when the shared models are up to date. Pages read again what they show of it.
 * - "done" (string label): a command of ta_context_run() was carried out; the window offers its undo.
 * - "failed" (string message): a sentence for the person.
 * - "day-changed": midnight has passed.
 */
TaContext *ta_context_new (TaStore *store, TaClock clock, gpointer clock_data);

TaStore *ta_context_get_store (TaContext *context);
gboolean ta_context_is_ready (TaContext *context);
gint64 ta_context_get_now (TaContext *context);
/** Today in the collective's time zone. */
TaDate ta_context_get_today (TaContext *context);

/** (nullable) until ready; (transfer none) */
const TaCollective *ta_context_get_collective (TaContext *context);

/** Of TaHouseholdItem, by name. (transfer none) */
GListModel *ta_context_get_households (TaContext *context);
/** (nullable) (transfer none) */
TaHouseholdItem *ta_context_find_household (TaContext *context, const char *id);

/** Whether health data is locked. When that changes, the households are read again, and "changed" says so. (transfer none) */
TaHealthModel *ta_context_get_health (TaContext *context);

/** Of TaPod *, by name. (transfer none) */
GPtrArray *ta_context_get_pods (TaContext *context);
const TaPod *ta_context_find_pod (TaContext *context, const char *id);
/** The pod that the sidebar shows; (nullable): all of them. Notifies "pod". */
const char *ta_context_get_pod (TaContext *context);
void ta_context_set_pod (TaContext *context, const char *pod);

/** Of TaService *, by name. (transfer none) */
GPtrArray *ta_context_get_services (TaContext *context);
const TaService *ta_context_find_service (TaContext *context, const char *id);

/**
 * ta_context_run:
 *
 * Runs a command for the person at the screen. When it is done "done" is emitted with @label (the window shows it with an Undo
 * button), when it failed "failed" with a sentence; then @callback (nullable) is called with whether it was done.
 * @data is freed with @destroy on the worker's thread.
 */
typedef void (*TaContextCallback) (gboolean done, gpointer user_data);
void ta_context_run (TaContext *context, const char *label, TaStoreFunc func, gpointer data, GDestroyNotify destroy, TaContextCallback callback, gpointer user_data);

/**
 * ta_context_try:
 *
 * As ta_context_run(), but a failure is not announced: @callback gets it (%NULL when all went well), to say it where the person is,
 * in a dialog that stays open.
 */
typedef void (*TaContextTryCallback) (const GError *error, gpointer user_data);
void ta_context_try (TaContext *context, const char *label, TaStoreFunc func, gpointer data, GDestroyNotify destroy, TaContextTryCallback callback, gpointer user_data);

/** As ta_context_try(), recorded on behalf of @on_behalf_of, whatever the window is recording for: somebody phoned, or sent a slip of paper. */
void ta_context_try_for (TaContext *context, const char *on_behalf_of, TaSource source, const char *label, TaStoreFunc func, gpointer data, GDestroyNotify destroy, TaContextTryCallback callback, gpointer user_data);

/** Says that a command which ran by another way than ta_context_run() was carried out: emits "done". */
void ta_context_announce (TaContext *context, const char *label);

/** For whom what follows is recorded (nullable: for nobody else) and how it came in; shown in the window while it is set. Notifies "on-behalf-of". */
void ta_context_set_origin (TaContext *context, const char *on_behalf_of, TaSource source);
const char *ta_context_get_on_behalf_of (TaContext *context);
