/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-document-join.h"
#include "ta-sync-engine-private.h"

#include <string.h>

#define MOST_NAMES 50

/* A hub of several nodes may have taken two writes upon the same version. One is shown, the others stand beside it: their content is joined
 * into ours, sent, and only when the head is known to hold all of a version is that one deleted. */

typedef struct
{
  GPtrArray *names; /* of char* */
  const char *name;
  gint64 now_ms;
  gboolean quiet;
} Fold;

static gpointer
list_names (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Fold *fold = data;

  return ta_sync_list_folds (database, fold->now_ms, MOST_NAMES, error);
}

static gboolean
note_try (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Fold *fold = data;

  return ta_sync_fold_tried (database, fold->name, fold->quiet, fold->now_ms, error);
}

static gboolean
tried (TaSyncEngine *engine, const char *name, gboolean quiet, GError **error)
{
  Fold fold = { NULL, name, ta_sync_engine_now (engine), quiet };

  return ta_sync_engine_run (engine, note_try, &fold, error);
}

static TaDocument *
open_version (TaSyncEngine *engine, const TaWireDoc *doc)
{
  TaSyncIncoming *incoming = doc->answer != NULL ? ta_sync_codec_open (doc, engine->keyring, engine->naming) : NULL;
  TaDocument *document = incoming != NULL ? g_steal_pointer (&incoming->document) : NULL;

  g_clear_pointer (&incoming, ta_sync_incoming_free);
  return document;
}

static gboolean
delete_versions (TaSyncEngine *engine, const char *name, GPtrArray *revs, GCancellable *cancellable, GError **error)
{
  g_autofree TaWirePut *puts = g_new0 (TaWirePut, revs->len);
  g_autoptr (GPtrArray) results = NULL;
  gboolean unsure;

  for (guint i = 0; i < revs->len; i++)
    puts[i] = (TaWirePut) { name, g_ptr_array_index (revs, i), NULL };
  if (ta_sync_engine_crashes (engine, "before-delete", error))
    return FALSE;
  results = ta_hub_client_put (engine->client, puts, revs->len, &unsure, cancellable, error);
  return results != NULL;
}

/* Takes @head and @leaves in, as they are; what comes of it is dirty where it is more than the head. */
static gboolean
join_versions (TaSyncEngine *engine, TaWireDoc **head, GPtrArray *leaves, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) heads = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_wire_doc_free);

  g_ptr_array_add (heads, g_steal_pointer (head));
  return ta_sync_engine_apply (engine, leaves, TRUE, NULL, cancellable, error) && ta_sync_engine_apply (engine, heads, FALSE, NULL, cancellable, error);
}

static GPtrArray *
get_leaves (TaSyncEngine *engine, const TaWireDoc *head, GCancellable *cancellable, GError **error)
{
  guint count = g_strv_length (head->conflicts);
  g_autofree const char **ids = g_new0 (const char *, count);

  for (guint i = 0; i < count; i++)
    ids[i] = head->id;
  return ta_hub_client_get (engine->client, ids, (const char *const *) head->conflicts, count, cancellable, error);
}

static gboolean
fold_versions (TaSyncEngine *engine, TaWireDoc **head, gboolean *again, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) leaves = get_leaves (engine, *head, cancellable, error);
  g_autoptr (TaDocument) ours = open_version (engine, *head);
  g_autoptr (GPtrArray) over = g_ptr_array_new ();
  g_autofree char *name = g_strdup ((*head)->id);

  if (leaves == NULL)
    return FALSE;
  for (guint i = 0; i < leaves->len && ours != NULL; i++)
    {
      const TaWireDoc *leaf = g_ptr_array_index (leaves, i);
      g_autoptr (TaDocument) theirs = open_version (engine, leaf);

      if (theirs != NULL && ta_document_holds (ours, theirs))
        g_ptr_array_add (over, leaf->rev);
    }
  if (over->len > 0 && !delete_versions (engine, name, over, cancellable, error))
    return FALSE;
  if (over->len < leaves->len)
    {
      *again = TRUE;
      if (!join_versions (engine, head, leaves, cancellable, error))
        return FALSE;
    }
  return tried (engine, name, FALSE, error);
}

static gboolean
fold_one (TaSyncEngine *engine, const char *name, gboolean *again, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;
  g_autoptr (TaWireDoc) head = ta_hub_client_get_one (engine->client, name, cancellable, &failure);

  if (g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_NOT_FOUND))
    {
      g_error_free (failure);
      return tried (engine, name, TRUE, error);
    }
  if (head == NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (head->conflicts == NULL)
    return tried (engine, name, TRUE, error);
  return fold_versions (engine, &head, again, cancellable, error);
}

gboolean
ta_sync_engine_fold (TaSyncEngine *engine, gboolean *again, GCancellable *cancellable, GError **error)
{
  Fold fold = { .now_ms = ta_sync_engine_now (engine) };
  g_autoptr (GPtrArray) names = ta_store_read (engine->store, list_names, &fold, error);

  *again = FALSE;
  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!fold_one (engine, g_ptr_array_index (names, i), again, cancellable, error))
      return FALSE;
  return TRUE;
}

gboolean
ta_sync_engine_has_folds (TaSyncEngine *engine)
{
  Fold fold = { .now_ms = G_MAXINT64 / 2 };
  g_autoptr (GPtrArray) names = ta_store_read (engine->store, list_names, &fold, NULL);

  return names != NULL && names->len > 0;
}
