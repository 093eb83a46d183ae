/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef enum
{
  TA_CHANGE_INSERT,
  TA_CHANGE_UPDATE,
  TA_CHANGE_DELETE
} TaChangeKind;

/**
 * TaChange: one row that a command changed.
 */
typedef struct
{
  const char *table; /* interned */
  TaChangeKind kind;
  char *id;              /* key of the row */
  const char *aggregate; /* interned: table of the aggregate that the row belongs to: "household" for a person */
  char *aggregate_id;
} TaChange;

TaChange *ta_change_copy (const TaChange *change);
void ta_change_free (TaChange *change);

/**
 * ta_changes_collect_ids:
 * @changes: of TaChange
 * @aggregate: "household", "turn", "tool", "loan", "reservation", "pod", "service", "series", "category", "collective", …
 *
 * Returns: (transfer full): the ids, each once, of aggregates of that kind that changed; an empty array where none did
 */
GPtrArray *ta_changes_collect_ids (GPtrArray *changes, const char *aggregate);
