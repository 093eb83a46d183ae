/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-private.h"
#include "ta-hub-write.h"

/**
 * TaHubSloppy:
 *
 * The hub as a cluster of CouchDB's is on a bad day: of writes that exclude each other it may accept both, as siblings; and what it accepted with 202 may
 * be seen only some requests later.
 */
typedef struct _TaHubSloppy TaHubSloppy;

TaHubSloppy *ta_hub_sloppy_new (TaHub *hub, guint32 seed);
void ta_hub_sloppy_free (TaHubSloppy *sloppy);

/** Another request came: what was hidden long enough is seen now. */
void ta_hub_sloppy_step (TaHubSloppy *sloppy);

TaHubWrite ta_hub_sloppy_write (TaHubSloppy *sloppy, TaHubWriter *writer, const TaHubEdit *edit, TaHubRev *rev, guint *status, GError **error);
