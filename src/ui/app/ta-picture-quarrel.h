/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-store.h"

/**
 * What two computers do to the same things of the pod while nothing is exchanged: fields, lines, safety, deletions, loans, reservations, turns.
 * @here: is to hear of it
 */
gboolean ta_picture_quarrel (TaStore *here, TaStore *there, GError **error);
