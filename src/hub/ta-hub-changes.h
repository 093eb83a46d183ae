/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-private.h"

/** TaHubChanges: what a client asked of _changes, and how far its answer has come. */
typedef struct
{
  gint64 after;    /* the sequence up to which the client has everything */
  gint64 until;    /* the newest when the answer began */
  gint64 left;     /* rows that may still be given; -1: any number */
  gint64 interval; /* each so manieth row says its sequence */
  gint64 rows;
  gboolean bodies;
  gboolean conflicts;
  gboolean all_leaves;
  gboolean head; /* the opening is yet to be written */
} TaHubChanges;

/** A #TaHubStreamFunc over TaHubChanges. */
gboolean ta_hub_changes_next (TaHubCall *call, gpointer state, GString *out, gboolean *more, GError **error);

/** Waits for a change; @changes is copied. */
void ta_hub_poll_start (TaHubCall *call, const TaHubChanges *changes, gint64 timeout, gint64 heartbeat);

/** 0, or one more where the account waits already on as many polls as it may. */
gboolean ta_hub_poll_is_one_too_many (TaHubCall *call);
