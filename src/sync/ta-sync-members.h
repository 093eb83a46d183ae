/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-store.h"

#include <gio/gio.h>

typedef struct _TaSyncJob TaSyncJob;
typedef gboolean (*TaSyncJobFunc) (TaSyncJob *job, GCancellable *cancellable, GError **error);

/** TaSyncJob: something a person does with the hub, on a thread of its own. */
struct _TaSyncJob
{
  TaStore *store;
  TaSyncJobFunc func;

  char *link; /* wiped, as @text is */
  char *name;
  int hours;
  guint64 device;

  /* the outcome */
  char *text;
  GPtrArray *list;
};

TaSyncJob *ta_sync_job_new (TaStore *store, TaSyncJobFunc func);
/** @job: (transfer full) */
void ta_sync_job_start (TaSyncJob *job, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/** @job: (out) (transfer none) (optional) */
gboolean ta_sync_job_finish (GAsyncResult *result, TaSyncJob **job, GError **error);
