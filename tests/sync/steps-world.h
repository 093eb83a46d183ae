/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "simulation-device.h"
#include "ta-sync-ring.h"

#define STEPS_MEMBERS 3

/** What goes wrong, once. */
typedef enum
{
  STEPS_NOTHING,
  STEPS_QUESTION, /* the hub is asked in vain, or the like: see FakeFault */
  STEPS_SAVE,     /* the database does not take what is saved */
  STEPS_PLACE     /* the program ends between two things it does */
} StepsKind;

typedef struct
{
  Device *device;
  TaDeviceKeys *keys; /* (nullable): the pod's keys play no part */
  TaSyncRing *ring;   /* (nullable): the same */
  gboolean out;       /* of the pod, or not yet in it */
} StepsMember;

/** StepsWorld: a hub in memory and some devices, of which one question, one save or one step comes to grief. */
typedef struct
{
  FakeHub *hub;
  TaKeyring *keyring;
  StepsMember members[STEPS_MEMBERS];
  guint count; /* of members */
  guint tries; /* of what is done, before this one */
  guint actor; /* who did something last */

  StepsKind kind;
  guint at;
  guint saves;  /* since steps_world_arm() */
  guint places; /* the same */
} StepsWorld;

/** @ringed: with the pod's keys; all @members but the last @strangers are in */
StepsWorld *steps_world_new (gboolean ringed, guint members, guint strangers);
void steps_world_free (StepsWorld *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StepsWorld, steps_world_free)

/** From now on what is number @at of its @kind, from 1, goes wrong. */
void steps_world_arm (StepsWorld *world, StepsKind kind, guint at, FakeFault fault);
/** From now on nothing does; what was held back arrives. */
void steps_world_disarm (StepsWorld *world);
/** The program of who did something last is started again. */
void steps_world_restart (StepsWorld *world);

/** A round of the exchange by member @i. */
gboolean steps_round (StepsWorld *world, guint i, GError **error);
/** Only sends. */
gboolean steps_send (StepsWorld *world, guint i, GError **error);
/** A round that must succeed. */
void steps_exchange (StepsWorld *world, guint i);
/** Time passes for everybody. */
void steps_pass (StepsWorld *world, gint64 ms);

const char *steps_id (StepsWorld *world, guint i);
TaRoster *steps_roster (StepsWorld *world, guint i);
TaKeyring *steps_keyring (StepsWorld *world, guint i);

/** All exchange until nothing moves. What is wrong then, or %NULL. (transfer full) */
char *steps_world_judge (StepsWorld *world);
