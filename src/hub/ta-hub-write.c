/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-write.h"

#include <string.h>

static TaHubSpan
make_body (TaHubWriter *self, const TaHubEdit *edit)
{
  ta_hub_edit_body (edit->text, self->body);
  return (TaHubSpan) { self->body->str, self->body->len };
}

static void
follow (TaHubWriter *self, TaHubLeaf *leaf, const TaHubLeaf *parent, gint64 n, gboolean deleted)
{
  ta_hub_leaf_follow (leaf, parent, n, deleted);
  if (self->id != NULL)
    memcpy (leaf->revs, self->id, TA_HUB_REV_SIZE);
}

static TaHubWrite
take_rev (const TaHubLeaf *leaf, TaHubRev *rev)
{
  rev->n = leaf->n;
  memcpy (rev->id, leaf->revs, sizeof rev->id);
  return TA_HUB_WRITE_DONE;
}

/* @parent: (nullable): what it follows. @key: of the document's row, 0 for a new one. */
static TaHubWrite
put (TaHubWriter *self, const TaHubEdit *edit, const TaHubLeaf *parent, gint64 n, gint64 key, TaHubRev *rev, GError **error)
{
  TaHubLeaf leaf = { 0 };

  follow (self, &leaf, parent, n, edit->deleted);
  leaf.key = key;
  if (!ta_hub_doc_table_put (self->base, self->pod, edit->id, &leaf, make_body (self, edit), error))
    return TA_HUB_WRITE_FAILED;
  return take_rev (&leaf, rev);
}

/* Beside the winner: in the place of the leaf @parent, or (%NULL) as another branch. */
static TaHubWrite
put_beside (TaHubWriter *self, const TaHubEdit *edit, const TaHubLeaf *head, const TaHubLeaf *parent, TaHubRev *rev, GError **error)
{
  TaHubLeaf leaf = { 0 };

  follow (self, &leaf, parent, edit->rev.n + 1, edit->deleted);
  self->leaves = TRUE;
  if ((parent != NULL && !ta_hub_leaf_table_delete (self->base, parent->key, error))
      || !ta_hub_leaf_table_add (self->base, head->key, &leaf, make_body (self, edit), error)
      || !ta_hub_leaf_table_settle (self->base, self->pod, edit->id, error))
    return TA_HUB_WRITE_FAILED;
  return take_rev (&leaf, rev);
}

static TaHubWrite
write_beside (TaHubWriter *self, const TaHubEdit *edit, const TaHubLeaf *head, TaHubRev *rev, GError **error)
{
  g_autoptr (GArray) leaves = ta_hub_leaf_table_list (self->base, head->key, error);

  if (leaves == NULL)
    return TA_HUB_WRITE_FAILED;
  for (guint i = 0; i < leaves->len; i++)
    {
      const TaHubLeaf *leaf = &g_array_index (leaves, TaHubLeaf, i);

      if (!leaf->deleted && ta_hub_leaf_is (leaf, &edit->rev))
        return put_beside (self, edit, head, leaf, rev, error);
    }
  return self->siblings ? put_beside (self, edit, head, NULL, rev, error) : TA_HUB_WRITE_CONFLICT;
}

/* The winner was written; where it was deleted, or there are others, another may win now. */
static TaHubWrite
settle (TaHubWriter *self, const TaHubEdit *edit, TaHubWrite written, GError **error)
{
  if (written != TA_HUB_WRITE_DONE || !self->leaves || ta_hub_leaf_table_settle (self->base, self->pod, edit->id, error))
    return written;
  return TA_HUB_WRITE_FAILED;
}

TaHubWrite
ta_hub_write (TaHubWriter *self, const TaHubEdit *edit, TaHubRev *rev, GError **error)
{
  g_autoptr (GError) failure = NULL;
  TaHubLeaf head;

  if (!ta_hub_doc_table_find (self->base, self->pod, edit->id, &head, &failure))
    {
      if (failure == NULL)
        /* As CouchDB, which does not ask whether there ever was what it is said to follow. */
        return put (self, edit, NULL, edit->rev.n + 1, 0, rev, error);
      g_propagate_error (error, g_steal_pointer (&failure));
      return TA_HUB_WRITE_FAILED;
    }
  if (!head.deleted && ta_hub_leaf_is (&head, &edit->rev))
    return settle (self, edit, put (self, edit, &head, head.n + 1, head.key, rev, error), error);
  /* A tombstone is followed by a write that names nothing, as in CouchDB. */
  if (head.deleted && edit->rev.n == 0 && !edit->deleted)
    return put (self, edit, &head, head.n + 1, head.key, rev, error);
  if (self->leaves || self->siblings)
    return write_beside (self, edit, &head, rev, error);
  return TA_HUB_WRITE_CONFLICT;
}

/* From a replicator ----------------------------------------------------------------------------------------------------------------- */

/* Whether @new comes after @old; then it takes over what @old remembers of the time before its own memory. */
static gboolean
succeed (TaHubLeaf *new, const TaHubLeaf *old)
{
  gint64 back = new->n - old->n;
  guint kept;

  if (back <= 0 || back >= new->count || memcmp (new->revs + back *TA_HUB_REV_SIZE, old->revs, TA_HUB_REV_SIZE) != 0)
    return FALSE;
  kept = (guint) MIN ((gint64) old->count, TA_HUB_MOST_REVS - back);
  memcpy (new->revs + back *TA_HUB_REV_SIZE, old->revs, kept * TA_HUB_REV_SIZE);
  new->count = MAX (new->count, (guint) back + kept);
  return TRUE;
}

static gboolean
is_known (const TaHubLeaf *head, GArray *leaves, const TaHubRev *rev)
{
  if (ta_hub_leaf_descends (head, rev))
    return TRUE;
  for (guint i = 0; i < leaves->len; i++)
    if (ta_hub_leaf_descends (&g_array_index (leaves, TaHubLeaf, i), rev))
      return TRUE;
  return FALSE;
}

static gboolean
replace_leaf (TaHubWriter *self, const TaHubEdit *edit, const TaHubLeaf *head, GArray *leaves, TaHubLeaf *new, GError **error)
{
  for (guint i = 0; i < leaves->len; i++)
    {
      const TaHubLeaf *leaf = &g_array_index (leaves, TaHubLeaf, i);

      if (!succeed (new, leaf))
        continue;
      if (!ta_hub_leaf_table_delete (self->base, leaf->key, error))
        return FALSE;
      break;
    }
  self->leaves = TRUE;
  return ta_hub_leaf_table_add (self->base, head->key, new, make_body (self, edit), error);
}

static gboolean
merge (TaHubWriter *self, const TaHubEdit *edit, TaHubLeaf *head, TaHubLeaf *new, GError **error)
{
  g_autoptr (GArray) leaves = ta_hub_leaf_table_list (self->base, head->key, error);

  if (leaves == NULL)
    return FALSE;
  if (is_known (head, leaves, &edit->rev))
    return TRUE;
  if (succeed (new, head))
    {
      new->key = head->key;
      return ta_hub_doc_table_put (self->base, self->pod, edit->id, new, make_body (self, edit), error)
             && (leaves->len == 0 || ta_hub_leaf_table_settle (self->base, self->pod, edit->id, error));
    }
  return replace_leaf (self, edit, head, leaves, new, error) && ta_hub_leaf_table_settle (self->base, self->pod, edit->id, error);
}

TaHubWrite
ta_hub_write_replica (TaHubWriter *self, const TaHubEdit *edit, GError **error)
{
  g_autoptr (GError) failure = NULL;
  TaHubLeaf head, new;
  gboolean done;

  if (!ta_hub_edit_get_history (edit, &new))
    return TA_HUB_WRITE_CONFLICT;
  if (ta_hub_doc_table_find (self->base, self->pod, edit->id, &head, &failure))
    done = merge (self, edit, &head, &new, &failure);
  else
    done = failure == NULL && ta_hub_doc_table_put (self->base, self->pod, edit->id, &new, make_body (self, edit), &failure);
  if (done)
    return TA_HUB_WRITE_DONE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return TA_HUB_WRITE_FAILED;
}
