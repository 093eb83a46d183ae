/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-hub.h"

/** What else can become of a question that another program asks. */
#define TORN_KILLED_BEFORE FAKE_N_FAULTS      /* who asks is killed, and the question does not arrive */
#define TORN_KILLED_AFTER (FAKE_N_FAULTS + 1) /* the question arrives, and who asked is killed before the answer does */
#define TORN_N_FAULTS (FAKE_N_FAULTS + 2)

/** TornWire: stands on loopback between programs and a hub, and does to one question what a FakeFault says. On a thread of its own. */
typedef struct _TornWire TornWire;

/** @url: of the hub on loopback, or one that begins with it */
TornWire *torn_wire_new (const char *url);
void torn_wire_free (TornWire *wire);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TornWire, torn_wire_free)

/** @url, which leads to the hub, as one that leads through here. (transfer full) */
char *torn_wire_dup_url (TornWire *wire, const char *url);
/** The question number @at from now on, from 1, meets with @fault. 0: none does */
void torn_wire_plan (TornWire *wire, guint at, guint fault);
/** Who is killed then. */
void torn_wire_set_victim (TornWire *wire, GPid pid);
/** Questions since torn_wire_plan(). */
guint torn_wire_get_asked (TornWire *wire);
/** Whether the one of that number was a write. */
gboolean torn_wire_was_write (TornWire *wire, guint at);
