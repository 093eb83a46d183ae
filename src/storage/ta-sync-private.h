/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-row.h"
#include "ta-sync-store.h"

/* How a field begins that keeps what lost to another of the same field of safety; see ta-document.h. */
#define TA_KEPT_PREFIX "kept/"

/* Why a document is not in the tables as it is here: words of sync_document.held. */
#define TA_HELD_WAITING "waiting" /* for what it refers to */
#define TA_HELD_INVALID "invalid" /* the tables do not admit it */
#define TA_HELD_NEWER "newer"     /* of a kind that this version does not know */
#define TA_HELD_USED "used"       /* deleted, and there nevertheless: something refers to it */

/** TaSyncContext: what all that stamps or merges needs. */
typedef struct
{
  TaDatabase *database;
  guint8 pod[16];
  TaStampClock clock; /* its device is this one; 0: this computer exchanges with no hub */
  gint64 now_ms;
} TaSyncContext;

/** Runs @sql for the document that is called @name on the hub: it has :name, and nothing else to bind. */
gboolean ta_sync_run_for_name (TaDatabase *database, const char *sql, const char *name, GError **error);

gboolean ta_sync_context_load (TaSyncContext *context, TaDatabase *database, gint64 now_ms, GError **error);

/** TaSyncRecord: a row of sync_document. */
typedef struct
{
  char *name;
  TaDocument *document;
  TaDocument *base; /* (nullable): as it is on the hub; %NULL with a revision: as @document */
  char *rev;        /* (nullable) */
  gint64 generation;
  gboolean dirty;
  char *held; /* (nullable) */
  gboolean stored;
  gboolean borrowed; /* @document belongs to somebody else, who has it for as long as this is there; see ta_sync_record_own() */
  const char *state; /* (nullable): @document as text: then it need not be made while it is written */
  char *made;        /* (nullable): the same, where it had to be made */
} TaSyncRecord;

TaSyncRecord *ta_sync_record_new (const TaSyncContext *context, const char *type, const char *id);
void ta_sync_record_free (TaSyncRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaSyncRecord, ta_sync_record_free)

/** @record: (out): %NULL where there is none */
gboolean ta_sync_record_load (TaDatabase *database, const char *type, const char *id, TaSyncRecord **record, GError **error);
/** (transfer full) (nullable): which of @names (of char *) there are documents of. Set of char *, borrowed from @names */
GHashTable *ta_sync_record_find_names (TaDatabase *database, GPtrArray *names, GError **error);
/** Gives @record a document of its own, which may be changed. */
void ta_sync_record_own (TaSyncRecord *record);
/** As ta_sync_record_save() for each of @records (of TaSyncRecord), of which none has a base or is held, in the order in which they are stored; sorts them. */
gboolean ta_sync_record_insert_many (TaDatabase *database, GPtrArray *records, GError **error);
/** Writes all of it; a base that equals the document, of one that has a revision, is not written. What refused it is forgotten. */
gboolean ta_sync_record_save (TaDatabase *database, TaSyncRecord *record, GError **error);
/** What has changed here becomes what is to be sent, and what was known of the hub its base. */
gboolean ta_sync_record_save_stamped (TaDatabase *database, TaSyncRecord *record, GError **error);

/** (transfer full) (nullable) */
TaDocument *ta_sync_document_from_column (TaStatement *row, int column, GError **error);
void ta_sync_document_bind (TaStatement *statement, const char *name, const TaDocument *document);

/** Sets @key unless it has that value. Returns: whether it was set */
gboolean ta_sync_set (TaDocument *document, const char *key, TaValue *value, TaStamp stamp);
/** Puts in a row of the aggregate; its presence, where it is not the one at the top. Returns: whether anything was set */
gboolean ta_sync_put_row (TaDocument *document, const TaRow *row, TaStamp stamp);
gboolean ta_sync_set_present (TaDocument *document, const char *element, gboolean present, TaStamp stamp);

/**
 * ta_sync_project:
 * @documents: of TaSyncRecord, borrowed: what shall be in the tables
 * @held: (inout): is added to
 *
 * Brings the tables to what the documents say: these, and others that depend on them.
 */
gboolean ta_sync_project (TaSyncContext *context, GPtrArray *documents, guint *held, GError **error);

/** What a person is told of a merge, until they have seen it. Of two values that are both kept they are asked (ta_sync_kept_list()), and not told besides. */
#define TA_SYNC_NOTICE_IS_UNSEEN "seen = 0 AND kind <> 'safety'"
gboolean ta_sync_notice_add (TaSyncContext *context, const TaDocument *document, const TaClash *clash, GError **error);
/** That the hub no longer had @document, and gets it again: told once until it is seen, and of a hundred at most. It bears no device. */
gboolean ta_sync_notice_add_gone (TaSyncContext *context, const TaDocument *document, GError **error);
/** What came back, @document or a row of it, and was deleted after all: that it is still there is true no longer, and is told no longer. */
gboolean ta_sync_notice_forget_restored (TaDatabase *database, const TaDocument *document, GError **error);
