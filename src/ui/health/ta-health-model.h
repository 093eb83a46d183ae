/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-health-ring.h"

#define TA_TYPE_HEALTH_MODEL (ta_health_model_get_type ())
G_DECLARE_FINAL_TYPE (TaHealthModel, ta_health_model, TA, HEALTH_MODEL, GObject)

/** What can be done with the health data of the open database. */
typedef enum
{
  TA_HEALTH_START,   /* what was remembered opens it; what is to be sealed is sealed */
  TA_HEALTH_REFRESH, /* what has come from elsewhere is sealed */
  TA_HEALTH_UNLOCK,
  TA_HEALTH_LOCK, /* until somebody unlocks it; what was remembered is forgotten */
  TA_HEALTH_TURN_ON,
  TA_HEALTH_CHANGE,
  TA_HEALTH_TURN_OFF
} TaHealthTask;

/**
 * TaHealthModel:
 *
 * Whether the health data is locked, and what is done about it, which takes a second: it is done on a thread of its own.
 *
 * Signals:
 * - "changed": what can be seen of people may be other than it was.
 * - "started": the first look is over, and copies can be made.
 */
TaHealthModel *ta_health_model_new (TaStore *store);

TaHealthRingState ta_health_model_get_state (TaHealthModel *model);

/** What a passphrase costs, for the tests. */
void ta_health_model_set_cost (TaHealthModel *model, TaHealthCost cost);

/**
 * ta_health_model_run:
 * @passphrase: (nullable): the one that there is; with %TA_HEALTH_TURN_ON the new one
 * @to: (nullable): the new one, with %TA_HEALTH_CHANGE
 * @remember: with %TA_HEALTH_UNLOCK: the key is kept among the desktop's passwords
 * @callback: (nullable): gets the error: %TA_SEAL_ERROR_DAMAGED where the passphrase is another
 */
typedef void (*TaHealthCallback) (const GError *error, gpointer user_data);
void ta_health_model_run (TaHealthModel *model, TaHealthTask task, const char *passphrase, const char *to, gboolean remember, TaHealthCallback callback, gpointer user_data);
