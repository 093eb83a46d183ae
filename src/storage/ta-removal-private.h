/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-removal-table.h"
#include "ta-removal.h"
#include "ta-replacements.h"
#include "ta-rewrite.h"
#include "ta-row.h"

/** What stays of a household's own row; the rest has what a row has that says nothing of it. Ends with %NULL. */
extern const char *const ta_removal_kept_columns[];

/** TaRemovalSubject: who is removed, and all that is stored of them. */
typedef struct
{
  char *id;
  gboolean household; /* a whole one */
  char *label;
  GHashTable *persons;    /* set of ids */
  GHashTable *households; /* set of ids: whose names may have theirs in them */
  GHashTable *rows;       /* set of "table/id": what goes */
  GHashTable *emptied;    /* set of "table/id": what stays, without its texts */
  GHashTable *elsewhere;  /* set of ids: people of other households */
  GHashTable *others;     /* set of "table/id": rows that are there, and not theirs */
  GHashTable *names;      /* set: all that they ever had */
  GHashTable *labels;     /* set: what stands for any who were removed */
  TaReplacements *words;
  gboolean documents; /* what is asked about are documents: an id is what a row is for */
} TaRemovalSubject;

/** Goes through the tables, the history and the documents for all that belongs to them, and all names that they ever had. (transfer full) (nullable) */
TaRemovalSubject *ta_removal_subject_collect (TaDatabase *database, const char *id, gboolean household, const char *label, GError **error);
void ta_removal_subject_free (TaRemovalSubject *subject);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRemovalSubject, ta_removal_subject_free)

/** A TaRewriteFunc: what becomes of a value of the tables, the history or the documents. @data: TaRemovalSubject */
TaRewrite ta_removal_subject_rewrite (const char *table, const char *id, const char *column, TaValue *value, TaValue **replacement, gpointer data);

/** Replaces the texts in the tables. In the command, so that it is recorded, and sent. */
gboolean ta_removal_rewrite_rows (TaDatabase *database, TaRemovalSubject *subject, GError **error);

/** Writes the changes of rows; what one of them took with it, of another, counts as done. */
gboolean ta_removal_apply_changes (TaDatabase *database, GByteArray *changes, GError **error);

/** Of a household that is there: all that is known of it goes, but what it was to the pods. */
gboolean ta_removal_empty_household (TaDatabase *database, const char *id, const char *label, GError **error);

/** Notes that the tables have none of them any more. */
gboolean ta_removal_set_step (TaDatabase *database, const char *id, const char *label, const char *step, GError **error);
