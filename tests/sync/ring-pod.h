/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "simulation-device.h"
#include "ta-sync-ring.h"

#define RING_MEMBERS 4

/** RingMember: a device with keys of its own, which is in the roster. */
typedef struct
{
  Device *device;
  TaDeviceKeys *keys;
  TaSyncRing *ring;
} RingMember;

/** RingPod: four devices with a hub in memory, of which the first has let in the others. */
typedef struct
{
  FakeHub *hub;
  TaKeyring *keyring;
  RingMember members[RING_MEMBERS];
  GError *error;
} RingPod;

void ring_pod_init (RingPod *pod);
void ring_pod_clear (RingPod *pod);
/** A whole round of member @i, which must go well. */
void ring_pod_exchange (RingPod *pod, guint i);
/** The same where the hub or the way to it fails at times: as often as it takes. */
void ring_pod_insist (RingPod *pod, guint i);
const char *ring_pod_id (RingPod *pod, guint i);
/** Takes @who out and makes a new key. */
void ring_pod_remove (RingPod *pod, guint by, guint who);
