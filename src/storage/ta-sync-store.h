/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-changeset.h"
#include "ta-document-join.h"
#include "ta-sync-peer-table.h"

/*
 * The pod's data as documents. All of this runs in commands and reads of the store's worker.
 *
 * What a person does: the commit of a command reads its changeset and stamps exactly the fields that changed, in the same transaction
 * (ta_sync_stamp); nothing else of the program knows of it. What comes from the hub: ta_sync_apply() merges it into the documents and writes
 * those into the tables. What the tables cannot take (a turn of a household that has not come yet) is held back, and tried again when more has
 * come; the documents of all devices agree in any case, and the tables are a function of the documents.
 */

/** Makes a document of each aggregate that has none, all dirty: what is done once when a hub is first joined or left for another. */
gboolean ta_sync_enrol (TaDatabase *database, gint64 now_ms, GError **error);

/**
 * ta_sync_stamp:
 * @changeset: what a person's command changed, or the program on its own account
 *
 * Stamps what changed. Nothing where this computer exchanges with no hub.
 */
gboolean ta_sync_stamp (TaDatabase *database, GBytes *changeset, gint64 now_ms, GError **error);

/** TaSyncIncoming: a document as it came from the hub, opened. */
typedef struct
{
  char *name;
  char *rev;
  TaDocument *document; /* (nullable): it is not to be read, for @reason */
  TaDocumentWrite write;
  gboolean at_home;   /* whoever opened it has seen that @document is of this name; otherwise that is seen to when it is applied */
  char *state;        /* (nullable): @document as text, without @write, where whoever opened it has made it already */
  gboolean siblings;  /* the hub has other versions of it beside this one */
  gboolean leaf;      /* it is such another version: joined into what is here, while what the hub's head is stays as it is known */
  gboolean gone;      /* deleted on the hub without a word of ours: what is here goes there again, or was collected (ta-sync-collect-table.h) */
  char *envelope;     /* (nullable): what is kept of what cannot be read */
  const char *reason; /* "key", "damaged", "newer" */
} TaSyncIncoming;

TaSyncIncoming *ta_sync_incoming_new (const char *name, const char *rev);
void ta_sync_incoming_free (TaSyncIncoming *incoming);

/** TaSyncApplied: what came of it. */
typedef struct
{
  guint merged; /* documents that changed here */
  guint unread;
  guint held;    /* that the tables could not take now */
  guint clashes; /* of which a person is told */
} TaSyncApplied;

/**
 * ta_sync_apply:
 * @incoming: of TaSyncIncoming, in the order in which the hub has them; each name may come again
 * @now_ms: milliseconds since 1970
 *
 * Merges them in. Applying the same again changes nothing. Runs inside a command of source %TA_SOURCE_HUB: nothing that it writes is stamped as this device's.
 */
gboolean ta_sync_apply (TaDatabase *database, GPtrArray *incoming, gint64 now_ms, TaSyncApplied *applied, GError **error);

/**
 * ta_sync_retry_held:
 *
 * To be called when all that the hub has was applied, each time that anything was. Tries once more to write into the tables what is held;
 * what was deleted and is still used comes back; and what the program does by itself (ledger, requests for cover), which waits while what came
 * is not complete, is done after it.
 */
gboolean ta_sync_retry_held (TaDatabase *database, gint64 now_ms, TaSyncApplied *applied, GError **error);

/** TaSyncOutgoing: a document that the hub shall have. */
typedef struct
{
  char *name;
  char *type, *id;
  gint64 rank; /* the order of sending is by rank, type and id */
  char *rev;   /* (nullable): the parent */
  gint64 generation;
  char *state; /* as ta_document_to_json() has it, without @write */
  TaDocumentWrite write;
} TaSyncOutgoing;

void ta_sync_outgoing_free (TaSyncOutgoing *outgoing);

/**
 * ta_sync_take_dirty:
 * @after: (nullable): what comes before this one in the order of sending, and itself, is passed over: it is on its way
 * @limit: documents at most
 * @max_bytes: of their JSON, about; at least one comes
 *
 * What is to be sent next, each with a new write id and number, and noted as sent in the same transaction.
 *
 * Returns: (transfer full): of TaSyncOutgoing
 */
GPtrArray *ta_sync_take_dirty (TaDatabase *database, const TaSyncOutgoing *after, guint limit, gsize max_bytes, GError **error);

/** The hub took it as @rev. @maybe_siblings: it may have another version beside it (202). */
gboolean ta_sync_accepted (TaDatabase *database, const TaSyncOutgoing *outgoing, const char *rev, gboolean maybe_siblings, gint64 now_ms, GError **error);
/** It was the last one that the hub took so far: kept in mind until ta_sync_forget_last(), so that a hub that has lost it is known. */
gboolean ta_sync_note_last (TaDatabase *database, const TaSyncOutgoing *outgoing, GError **error);
/** @name, @rev: (out) (transfer full) (nullable): %NULL: there is none */
gboolean ta_sync_get_last (TaDatabase *database, char **name, char **rev, GError **error);
gboolean ta_sync_forget_last (TaDatabase *database, GError **error);
/** The hub will never take it: it is sent no more until it changes. @reason: a sentence for the person. */
gboolean ta_sync_refused (TaDatabase *database, const TaSyncOutgoing *outgoing, const char *reason, GError **error);

/** All documents of @type go to the hub again though nothing in them changed: to be sealed with another key. */
gboolean ta_sync_touch (TaDatabase *database, const char *type, GError **error);
/** Whether there is nothing yet in the database: then it can join a pod. */
gboolean ta_sync_is_empty (TaDatabase *database, gboolean *empty, GError **error);

/** The hub is another, or an older one of itself, than we knew: what we knew of it is forgotten, what we have goes there again. */
gboolean ta_sync_forget_revs (TaDatabase *database, GError **error);

/** Names to fold whose time has come. (transfer full): of char* */
GPtrArray *ta_sync_list_folds (TaDatabase *database, gint64 now_ms, guint limit, GError **error);
/** @quiet: the hub had one version only; after three of these, half a minute apart at least, it is taken off the list. */
gboolean ta_sync_fold_tried (TaDatabase *database, const char *name, gboolean quiet, gint64 now_ms, GError **error);

/** What is kept unread for want of a key, or since it is damaged, as it came (what came with a stamp of the future is kept opened, and not in this list): tried again after a new key has come. (transfer full): of TaSyncIncoming, undecided */
GPtrArray *ta_sync_list_unread (TaDatabase *database, GError **error);
/** What is kept for want of a key that has not been looked for: at most @limit of it. (transfer full): of TaSyncIncoming, undecided */
GPtrArray *ta_sync_list_keyless (TaDatabase *database, guint limit, GError **error);
/** The key of @keyless was looked for, and nobody of the pod has made it: it counts as damaged, unless it can be read with a later key. */
gboolean ta_sync_give_up (TaDatabase *database, const TaSyncIncoming *keyless, GError **error);

/** (transfer full) (nullable): as it is here; for the tests and `turnaboutctl sync export` */
TaDocument *ta_sync_get_document (TaDatabase *database, const char *type, const char *id, GError **error);
/** Calls @func for each document, sorted by name. */
gboolean ta_sync_each (TaDatabase *database, gboolean (*func) (const char *name, const char *rev, const char *json, gpointer data), gpointer data, GError **error);

/** TaSyncCounts: what the window says. */
typedef struct
{
  int to_send;
  int refused;
  int held;
  int unread_key, unread_damaged, unread_newer, unread_clock;
  int notices; /* unseen, without what is in @kept */
  int kept;    /* fields of safety with two values, undecided */
} TaSyncCounts;

gboolean ta_sync_count (TaDatabase *database, TaSyncCounts *counts, GError **error);
