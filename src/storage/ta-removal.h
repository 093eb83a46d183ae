/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-sync-private.h"

/* What every command ends with, where somebody was removed: by itself, or on another device. */

/** In the command: takes their names out of the texts of the tables. @complete: all that the hub has is here; before that nobody heard of is looked for. */
gboolean ta_removal_follow (TaDatabase *database, gboolean complete, GError **error);

/** In its transaction, once it is in the history: takes them out of the history, the documents and the search indexes. */
gboolean ta_removal_finish (TaDatabase *database, GError **error);

/** After its transaction: writes the file anew, where that is due. Where another program keeps it from that, it is due still. */
void ta_removal_sweep (TaDatabase *database);

/** TaRemovalSet: all who were removed. */
typedef struct
{
  GHashTable *persons;    /* set of ids */
  GHashTable *households; /* id → label */
} TaRemovalSet;

/** @came: (nullable): of TaSyncRecord: documents that are about to be written into the tables. (transfer full) (nullable) */
TaRemovalSet *ta_removal_set_load (TaDatabase *database, GPtrArray *came, GError **error);
void ta_removal_set_free (TaRemovalSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRemovalSet, ta_removal_set_free)
gboolean ta_removal_set_is_empty (const TaRemovalSet *set);

/** Takes them out of a household's document, and out of what was theirs, whatever was said of them and when: all devices come to the same. Returns: whether anything was in it */
gboolean ta_removal_set_take_out (const TaRemovalSet *set, TaDocument *document);

/** The same, of a record, which is saved where anything was in it. @changed: (out) */
gboolean ta_removal_set_take_out_record (const TaRemovalSet *set, TaDatabase *database, TaSyncRecord *record, gboolean *changed, GError **error);

/** Names of documents that have somebody in them whose removal is among @came. (transfer full) (nullable): of char * */
GPtrArray *ta_removal_list_affected (const TaSyncContext *context, GPtrArray *came, GError **error);

/** Nobody need hear of what merges decided of them. */
gboolean ta_removal_set_forget_notices (const TaRemovalSet *set, TaDatabase *database, GError **error);
