/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household.h"
#include "ta-store.h"
#include "ta-turn.h"

/** TaStartHousehold: a line of the quick form. */
typedef struct
{
  char *name;
  char *address;
  char *phone;
  int adults;
  int children;
} TaStartHousehold;

void ta_start_household_free (TaStartHousehold *household);

/** TaStartPod: what a new pod begins with. */
typedef struct
{
  TaCollective *collective;
  GPtrArray *households; /* of TaStartHousehold */
  TaDate today;          /* since when they are members */
} TaStartPod;

TaStartPod *ta_start_pod_new (const char *name, TaPoint place, const char *timezone, const char *currency);
void ta_start_pod_free (TaStartPod *pod);

/** A path in the folder of databases where no file is. (transfer full) */
char *ta_start_pod_path (void);

/**
 * ta_start_pod_create_async:
 * @start: (transfer full)
 *
 * Makes a database at ta_start_pod_path() with the collective, a pod of its name, the service “Cooking” and the households as members:
 * one command. Where that fails no file is left.
 */
void ta_start_pod_create_async (TaStartPod *start, GAsyncReadyCallback callback, gpointer user_data);
/** (transfer full) (nullable): the open store */
TaStore *ta_start_pod_create_finish (GAsyncResult *result, GError **error);
