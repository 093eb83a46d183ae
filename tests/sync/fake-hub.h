/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-transport.h"

/**
 * FakeHub: a hub in memory with the routes that the exchange needs, which does to a client all that a network and a cluster can do: what is sent
 * does not arrive, or arrives twice, or late, or the answer gets lost or is cut; two writes on one version are both taken; it is made anew, or put
 * back from a copy. All by a seed.
 */
typedef struct _FakeHub FakeHub;

FakeHub *fake_hub_new (guint32 seed);
void fake_hub_free (FakeHub *hub);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeHub, fake_hub_free)

/** How often of 1 a write that should be refused is taken as a version beside the head, and any write answered with 202. */
void fake_hub_set_sloppy (FakeHub *hub, double sloppy);
/** Whether it keeps marks of documents by number and without a mark of its own, as PouchDB does: made anew it says nothing of what was asked since before. */
void fake_hub_set_numbered (FakeHub *hub, gboolean numbered);
/** Whether what was deleted is written again upon the tombstone, as with PouchDB; otherwise upon nothing, as with CouchDB. */
void fake_hub_set_upon_tombstones (FakeHub *hub, gboolean upon);
/** Whatever is sent together with document @name (%NULL: nothing) is answered with @status; 0: that one alone is not taken, as by an operator's rule. */
void fake_hub_set_poison (FakeHub *hub, const char *name, guint status);
/** Answers that are longer are cut by whoever reads them: 413 stands for what a client does then. 0: none */
void fake_hub_set_most_rows (FakeHub *hub, guint rows);
/** What the hub remembers by itself: (transfer none) (nullable) */
const char *fake_hub_get_local (FakeHub *hub, const char *name);
void fake_hub_set_local (FakeHub *hub, const char *name, const char *json);
/** Writes as anybody could who has an account. @envelope: an object */
void fake_hub_put (FakeHub *hub, const char *name, const char *envelope);
/** Forgets everything. */
void fake_hub_recreate (FakeHub *hub);
/** A copy to put back. */
void fake_hub_backup (FakeHub *hub);
void fake_hub_restore (FakeHub *hub);

/** What can become of one question. */
typedef enum
{
  FAKE_FAULT_NONE,
  FAKE_FAULT_DROPPED, /* it does not arrive */
  FAKE_FAULT_TORN,    /* half of it arrives */
  FAKE_FAULT_LOST,    /* it arrives, the answer does not */
  FAKE_FAULT_HALVED,  /* half of the answer comes, and nobody says so */
  FAKE_FAULT_CLIPPED, /* of the answer the last byte is missing */
  FAKE_FAULT_BUSY,    /* 503 */
  FAKE_FAULT_TWICE,   /* it arrives twice, and the second answer comes */
  FAKE_FAULT_LATE,    /* a write arrives a second time, after the next question */
  FAKE_FAULT_LAST,    /* a write arrives a second time, at fake_wire_settle() */
  FAKE_FAULT_STRAY,   /* nothing is heard of a write, which arrives after the next question */
  FAKE_N_FAULTS
} FakeFault;

/** The question number @at from now on, from 1, whoever asks it, meets with @fault. 0: none does */
void fake_hub_plan (FakeHub *hub, guint at, FakeFault fault);
/** Questions since fake_hub_plan(), those among them that did not arrive. */
guint fake_hub_get_asked (FakeHub *hub);
/** Whether one of that number was a write, since fake_hub_plan(). */
gboolean fake_hub_was_write (FakeHub *hub, guint at);

/** Documents that were written, since it was made. */
guint fake_hub_get_writes (FakeHub *hub);
/** Questions that came in. */
guint fake_hub_get_requests (FakeHub *hub);
/** Versions beside heads. */
guint fake_hub_count_siblings (FakeHub *hub);
/** Calls @func for the head of each document that is not deleted; @envelope is its body. */
void fake_hub_each (FakeHub *hub, void (*func) (const char *name, const char *envelope, gpointer data), gpointer data);
/** Whether there is a document that is deleted. */
gboolean fake_hub_has_tombstone (FakeHub *hub, const char *name);
/** Deletes a document as an operator would, where it is there. */
void fake_hub_delete_if_there (FakeHub *hub, const char *name);

#define FAKE_TYPE_WIRE (fake_wire_get_type ())
G_DECLARE_FINAL_TYPE (FakeWire, fake_wire, FAKE, WIRE, GObject)

/** A #TaHubTransport to @hub. @faults: how often of 1 a question meets with something */
FakeWire *fake_wire_new (FakeHub *hub, guint32 seed, double faults);
void fake_wire_set_faults (FakeWire *wire, double faults);
/** What was held back arrives now. */
void fake_wire_settle (FakeWire *wire);
/** The next answers are of this status, @count of them. */
void fake_wire_answer_next (FakeWire *wire, guint status, guint count);
