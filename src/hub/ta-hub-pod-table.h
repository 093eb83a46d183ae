/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-base.h"

/** TaHubPod: a database of the hub, one a pod. */
typedef struct
{
  gint64 id;
  char *name;
  char uuid[33];  /* made with the database; part of every sequence */
  gint64 created; /* ms since 1970 */
  gint64 seq;     /* of the newest change */
  gint64 docs;
  gint64 dels; /* tombstones */
} TaHubPod;

void ta_hub_pod_free (TaHubPod *pod);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaHubPod, ta_hub_pod_free)

/** Whether a database may be called @name: a small letter, then 1 to 62 of a-z 0-9 _ -. */
gboolean ta_hub_pod_is_name (const char *name);

/** (transfer full) (nullable): the database @name; %NULL without @error where there is none. */
TaHubPod *ta_hub_pod_table_find (TaHubBase *base, const char *name, GError **error);
TaHubPod *ta_hub_pod_table_get (TaHubBase *base, gint64 id, GError **error);

/** Adds an empty database; within a transaction or alone. */
gboolean ta_hub_pod_table_add (TaHubBase *base, const char *name, gint64 now, gint64 *id, GError **error);

/** Deletes it with all that belongs to it. */
gboolean ta_hub_pod_table_delete (TaHubBase *base, gint64 id, GError **error);

/** Writes @pod's counters. */
gboolean ta_hub_pod_table_save (TaHubBase *base, const TaHubPod *pod, GError **error);

/** (transfer full) (nullable) (element-type TaHubPod): all of them, by name. */
GPtrArray *ta_hub_pod_table_list (TaHubBase *base, GError **error);

/** "<n>-<uuid>" of @pod at @seq. (transfer full) */
char *ta_hub_pod_format_seq (const TaHubPod *pod, gint64 seq);

/** What a client that has seen up to @since has seen of @pod: 0 where @since is not of this database or is not understood. */
gint64 ta_hub_pod_parse_seq (const TaHubPod *pod, const char *since);
