/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-store.h"

typedef enum
{
  TA_JOB_OPEN,
  TA_JOB_RUN,
  TA_JOB_READ,
  TA_JOB_UNDO,
  TA_JOB_REDO,
  TA_JOB_STOP
} TaJobKind;

/** A request on its way through the worker. One thread has it at a time. */
typedef struct
{
  TaJobKind kind;
  GTask *task;   /* (nullable): who is answered; somebody waits otherwise */
  TaStore *keep; /* (nullable): keeps the store until the answer */
  TaDatabaseFlags flags;
  char *label;
  char *actor;
  char *on_behalf_of;
  TaSource source;
  gint64 now; /* seconds since 1970; 0: by the clock */
  TaStoreFunc func;
  TaStoreReadFunc read;
  gpointer data;
  GDestroyNotify destroy;
  GDestroyNotify free_result;
  GCancellable *cancellable;

  /* the outcome */
  gboolean done;
  gpointer result;
  GPtrArray *changes;
  gint64 history_id; /* going in: what to undo */
  char *undo_label;
  char *redo_label;
  GError *error;

  gboolean waited_for;
  GMutex lock;
  GCond finished;
} TaJob;

struct _TaStore
{
  GObject parent_instance;

  char *path;
  char *photo_dir;
  char *actor;
  char *on_behalf_of; /* (nullable) */
  TaSource source;
  char *undo_label;
  char *redo_label;

  GThread *home;         /* where signals are emitted */
  GMainContext *context; /* its context */
  GMutex gate;           /* any thread may ask for something; none may while the worker is being ended */
  GThread *worker;
  GAsyncQueue *jobs; /* of TaJob */
};

void ta_job_free (TaJob *job);

/** The worker's thread; @data is the store, which outlives it. */
gpointer ta_store_worker (gpointer data);

/** Takes @job to the home thread to be announced and answered. */
void ta_store_deliver (TaStore *store, TaJob *job);
