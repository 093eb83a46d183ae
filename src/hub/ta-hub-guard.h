/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub.h"

#include <libsoup/soup.h>

/**
 * TaHubGuard:
 *
 * Looks after the connections: no more than so many at a time, and each ends that does not go on in time: one that trickles its request, one that
 * does not read its answer, one that is idle.
 */
typedef struct _TaHubGuard TaHubGuard;

/** @server and @options live as long as the guard. */
TaHubGuard *ta_hub_guard_new (SoupServer *server, const TaHubOptions *options);
void ta_hub_guard_free (TaHubGuard *guard);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaHubGuard, ta_hub_guard_free)

/** The connection of @msg now sends a body, of @size bytes as far as is known. */
void ta_hub_guard_body (TaHubGuard *guard, SoupServerMessage *msg, goffset size);

/** It is being answered: each piece of the answer must be taken in time. */
void ta_hub_guard_answer (TaHubGuard *guard, SoupServerMessage *msg);

/** Where @parked it waits for us, for as long as we like. */
void ta_hub_guard_park (TaHubGuard *guard, SoupServerMessage *msg, gboolean parked);

/** Ends it at once. */
void ta_hub_guard_cut (SoupServerMessage *msg);
