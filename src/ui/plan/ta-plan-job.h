/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-rota-why.h"

/** TaPlanWish: what is to be planned. */
typedef struct
{
  char *pod;
  TaDate from;
  TaDate until; /* exclusive */
  TaDate today;
  GPtrArray *services;     /* of char *: ids */
  GHashTable *left_out;    /* ids of households that get no turn by this plan */
  GHashTable *given;       /* id of a turn → id of the household that is to have it */
  gboolean fewest_changes; /* of what is published */
} TaPlanWish;

TaPlanWish *ta_plan_wish_new (const char *pod);
TaPlanWish *ta_plan_wish_copy (const TaPlanWish *wish);
void ta_plan_wish_free (TaPlanWish *wish);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaPlanWish, ta_plan_wish_free)

/** TaPlanOutcome: what planning came to. Shared between threads, and never changed. */
typedef struct
{
  TaRotaProposal *proposal;
  TaRotaWhy *why;
} TaPlanOutcome;

TaPlanOutcome *ta_plan_outcome_ref (TaPlanOutcome *outcome);
void ta_plan_outcome_unref (TaPlanOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaPlanOutcome, ta_plan_outcome_unref)

/** Told on the main thread how far planning is, 0 to 1. */
typedef void (*TaPlanProgress) (double done, gpointer data);

/**
 * ta_plan_job_async:
 * @progress: (nullable): not called after @cancellable is cancelled
 *
 * Reads the rota of the wish on the store's worker, plans it on a thread of its own, and looks for ways out where turns have nobody. Cancelling ends it at once with
 * G_IO_ERROR_CANCELLED.
 */
void ta_plan_job_async (TaContext *context, const TaPlanWish *wish, TaPlanProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/** (transfer full) (nullable) */
TaPlanOutcome *ta_plan_job_finish (TaContext *context, GAsyncResult *result, GError **error);
