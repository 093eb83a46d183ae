/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "live-hub.h"
#include "ta-store.h"

/** A hub, and two computers beside it that know nothing of each other yet: a fixture, or the beginning of one. */
typedef struct
{
  char *folder;
  char *link; /* the hub's first invitation */
  LiveHub *hub;
  TaStore *desk;
  TaStore *laptop;
  GError *error;
} LivePair;

void live_pair_set_up (LivePair *pair, gconstpointer data);
void live_pair_tear_down (LivePair *pair, gconstpointer data);
/** The desk makes the pod, and the laptop comes into it and gets what there is. */
void live_pair_share (LivePair *pair);
