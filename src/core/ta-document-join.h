/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-document.h"

/** TaMergeRule: what becomes of a field that two devices gave different values, neither knowing of the other's. */
typedef enum
{
  TA_MERGE_LATER, /* the later one stands */
  TA_MERGE_TEXT,  /* a long text: line by line; where lines clash both stand, the later ones first */
  TA_MERGE_SAFETY /* the later one is shown, and both are kept until a person decides */
} TaMergeRule;

TaMergeRule ta_merge_rule (const char *type, const char *key);

typedef enum
{
  TA_CLASH_FIELD,   /* the later value stands */
  TA_CLASH_TEXT,    /* both texts are in it */
  TA_CLASH_SAFETY,  /* both are kept */
  TA_CLASH_RESTORED /* one deleted it while the other changed it: it stays */
} TaClashKind;

/** TaClash: what a person should hear of a merge. */
typedef struct
{
  TaClashKind kind;
  char *key;       /* (nullable): TA_CLASH_RESTORED of the whole */
  TaValue *mine;   /* (nullable) */
  TaValue *theirs; /* (nullable) */
  gboolean mine_stands;
  gboolean mine_deleted; /* TA_CLASH_RESTORED: it was deleted here, and changed there */
  guint64 device;        /* who gave @theirs */
} TaClash;

void ta_clash_free (TaClash *clash);

/**
 * ta_document_join:
 *
 * For each key the value with the larger stamp: commutative, associative and idempotent, so that devices agree in whatever order they
 * hear of changes. Both must be of the same type and id.
 *
 * Returns: (transfer full)
 */
TaDocument *ta_document_join (const TaDocument *a, const TaDocument *b);

/**
 * ta_document_merge:
 * @base: (nullable): what both knew last
 * @clock: gives the stamps of what the merge itself decides (texts put together, what is deleted no more, values kept)
 * @now_ms: milliseconds since 1970
 * @clashes: (inout): of TaClash; is added to
 *
 * The join, and what is to be decided beyond it where both changed the same since @base.
 *
 * Returns: (transfer full)
 */
TaDocument *ta_document_merge (const TaDocument *mine, const TaDocument *base, const TaDocument *theirs, TaStampClock *clock, gint64 now_ms, GPtrArray *clashes);

/**
 * ta_text_merge:
 * @base: (nullable)
 * @whole: (out): whether it went without a clash
 *
 * Merges two texts line by line with the one both come from. Where lines clash, those of @later stand first.
 */
char *ta_text_merge (const char *base, const char *later, const char *earlier, gboolean *whole);

/**
 * ta_document_doubt:
 * @base: what one of them knew last
 *
 * Of versions that a hub has side by side nobody can say what was known when a value of a safety field was given: where they differ, none of them
 * counts as known. So an address may be asked for that one had already replaced; none gets lost.
 *
 * Returns: (transfer full): @base without these fields
 */
TaDocument *ta_document_doubt (const TaDocument *base, const TaDocument *mine, const TaDocument *theirs);

/** Whether @head says all that @other says: nothing of it is later, and what was given in a safety field is kept. */
gboolean ta_document_holds (const TaDocument *head, const TaDocument *other);
