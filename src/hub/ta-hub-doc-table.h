/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-pod-table.h"

/** How many revisions of a document's ancestry are kept, as identifiers alone. */
#define TA_HUB_MOST_REVS 50
#define TA_HUB_REV_SIZE 16

/** TaHubRev: "N-" and 32 lower-case hex digits. */
typedef struct
{
  gint64 n; /* 0: none */
  guint8 id[TA_HUB_REV_SIZE];
} TaHubRev;

/** Whether @text has the form of a revision: a positive number, "-", up to 32 hex digits. An id of another length than 32 never matches. */
gboolean ta_hub_rev_parse (const char *text, TaHubRev *rev);
void ta_hub_rev_append (GString *out, gint64 n, const guint8 *id);
char *ta_hub_rev_to_text (const TaHubRev *rev);

/** TaHubLeaf: the end of one branch of a document's history: nearly always its only one. */
typedef struct
{
  gint64 key; /* of the row */
  gint64 n;
  guint8 revs[TA_HUB_MOST_REVS * TA_HUB_REV_SIZE]; /* the newest first */
  guint count;
  gboolean deleted;
} TaHubLeaf;

/** The leaf as it follows from @parent (nullable, or one whose id nobody knows: only its number counts) with a new revision. */
void ta_hub_leaf_follow (TaHubLeaf *leaf, const TaHubLeaf *parent, gint64 n, gboolean deleted);
gboolean ta_hub_leaf_is (const TaHubLeaf *leaf, const TaHubRev *rev);
/** Whether @rev is the leaf or one of its ancestors that are remembered. */
gboolean ta_hub_leaf_descends (const TaHubLeaf *leaf, const TaHubRev *rev);
/** Whether @a wins over @b: living before deleted, then the longer history, then the larger id. */
gboolean ta_hub_leaf_wins (const TaHubLeaf *a, const TaHubLeaf *b);
/** Reads n, revs and deleted of @row from column @first on; the key is the caller's. */
void ta_hub_leaf_read (TaHubLeaf *leaf, TaHubStatement *row, int first);

/** The winner of document @id. %FALSE without @error where there is no such document. */
gboolean ta_hub_doc_table_find (TaHubBase *base, const TaHubPod *pod, const char *id, TaHubLeaf *head, GError **error);

/** Writes @head as the state of document @id, with the next sequence of @pod, whose counters follow. A key of 0 adds the document. */
gboolean ta_hub_doc_table_put (TaHubBase *base, TaHubPod *pod, const char *id, const TaHubLeaf *head, TaHubSpan body, GError **error);

/** Gives a document whose losing leaves changed the next sequence. */
gboolean ta_hub_doc_table_touch (TaHubBase *base, TaHubPod *pod, gint64 key, GError **error);

/** The body of the row @key, in a statement that owns it. %NULL with @error. */
TaHubStatement *ta_hub_doc_table_body (TaHubBase *base, gint64 key, GError **error);

/**
 * Rows (key, n, revs, deleted, id, seq, body) of the documents changed after @after up to @until, the oldest change first; body is NULL unless
 * @bodies.
 */
TaHubStatement *ta_hub_doc_table_changes (TaHubBase *base, const TaHubPod *pod, gint64 after, gint64 until, gboolean bodies);

/** Rows as of ta_hub_doc_table_changes() of the living documents from @from (inclusive where @inclusive) on, by id. */
TaHubStatement *ta_hub_doc_table_by_id (TaHubBase *base, const TaHubPod *pod, const char *from, gboolean inclusive, gboolean bodies);

/** How many documents changed after @after, or -1 with @error. */
gint64 ta_hub_doc_table_count_after (TaHubBase *base, const TaHubPod *pod, gint64 after, GError **error);

/** Empties the database of documents and gives it a new identity. */
gboolean ta_hub_doc_table_clear (TaHubBase *base, TaHubPod *pod, GError **error);
