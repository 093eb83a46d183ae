/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-hub-private.h"

#include <stdlib.h>
#include <string.h>

static void
version_free (gpointer data)
{
  Version *version = data;

  g_free (version->rev);
  g_free (version->body);
  g_free (version);
}

static void
doc_free (gpointer data)
{
  Doc *doc = data;

  g_ptr_array_unref (doc->leaves);
  g_free (doc->id);
  g_free (doc);
}

static Doc *
doc_copy (const Doc *doc)
{
  Doc *copy = g_new0 (Doc, 1);

  copy->id = g_strdup (doc->id);
  copy->seq = doc->seq;
  copy->leaves = g_ptr_array_new_with_free_func (version_free);
  for (guint i = 0; i < doc->leaves->len; i++)
    {
      const Version *leaf = g_ptr_array_index (doc->leaves, i);
      Version *version = g_memdup2 (leaf, sizeof *leaf);

      version->rev = g_strdup (leaf->rev);
      version->body = g_strdup (leaf->body);
      g_ptr_array_add (copy->leaves, version);
    }
  return copy;
}

static void
content_init (Content *content, GRand *rand)
{
  content->docs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, doc_free);
  content->locals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  content->seq = 0;
  content->uuid = g_strdup_printf ("%08x", g_rand_int (rand));
}

static void
content_clear (Content *content)
{
  g_clear_pointer (&content->docs, g_hash_table_unref);
  g_clear_pointer (&content->locals, g_hash_table_unref);
  g_clear_pointer (&content->uuid, g_free);
}

static void
content_copy (Content *to, const Content *from)
{
  GHashTableIter iter;
  gpointer key, value;

  content_clear (to);
  to->docs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, doc_free);
  to->locals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  to->seq = from->seq;
  to->uuid = g_strdup (from->uuid);
  g_hash_table_iter_init (&iter, from->docs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Doc *doc = doc_copy (value);

      g_hash_table_insert (to->docs, doc->id, doc);
    }
  g_hash_table_iter_init (&iter, from->locals);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (to->locals, g_strdup (key), g_strdup (value));
}

FakeHub *
fake_hub_new (guint32 seed)
{
  FakeHub *hub = g_new0 (FakeHub, 1);

  hub->rand = g_rand_new_with_seed (seed);
  hub->asked = g_array_new (FALSE, FALSE, sizeof (gboolean));
  content_init (&hub->now, hub->rand);
  return hub;
}

void
fake_hub_free (FakeHub *hub)
{
  content_clear (&hub->now);
  content_clear (&hub->copy);
  g_rand_free (hub->rand);
  g_array_unref (hub->asked);
  g_free (hub->poison);
  g_free (hub);
}

void
fake_hub_set_sloppy (FakeHub *hub, double sloppy)
{
  hub->sloppy = sloppy;
}

void
fake_hub_set_numbered (FakeHub *hub, gboolean numbered)
{
  hub->numbered = numbered;
}

void
fake_hub_set_upon_tombstones (FakeHub *hub, gboolean upon)
{
  hub->upon_tombstones = upon;
}

void
fake_hub_set_poison (FakeHub *hub, const char *name, guint status)
{
  g_set_str (&hub->poison, name);
  hub->poison_status = status;
}

void
fake_hub_set_most_rows (FakeHub *hub, guint rows)
{
  hub->most_rows = rows;
}

const char *
fake_hub_get_local (FakeHub *hub, const char *name)
{
  return g_hash_table_lookup (hub->now.locals, name);
}

void
fake_hub_set_local (FakeHub *hub, const char *name, const char *json)
{
  g_hash_table_insert (hub->now.locals, g_strdup (name), g_strdup (json));
}

void
fake_hub_put (FakeHub *hub, const char *name, const char *envelope)
{
  Doc *doc = fake_hub_find (hub, name);
  gboolean unsure = FALSE;

  g_assert_nonnull (fake_hub_write (hub, name, doc != NULL ? fake_doc_head (doc)->rev : NULL, envelope, FALSE, &unsure));
}

void
fake_hub_recreate (FakeHub *hub)
{
  content_clear (&hub->now);
  content_init (&hub->now, hub->rand);
}

void
fake_hub_backup (FakeHub *hub)
{
  content_copy (&hub->copy, &hub->now);
}

void
fake_hub_restore (FakeHub *hub)
{
  g_return_if_fail (hub->copy.docs != NULL);
  content_copy (&hub->now, &hub->copy);
}

void
fake_hub_plan (FakeHub *hub, guint at, FakeFault fault)
{
  hub->planned = at;
  hub->fault = fault;
  g_array_set_size (hub->asked, 0);
}

guint
fake_hub_get_asked (FakeHub *hub)
{
  return hub->asked->len;
}

gboolean
fake_hub_was_write (FakeHub *hub, guint at)
{
  return g_array_index (hub->asked, gboolean, at - 1);
}

FakeFault
fake_hub_next_fault (FakeHub *hub, const TaHubRequest *request)
{
  gboolean write = strcmp (request->method, "PUT") == 0 || strstr (request->path, "/_bulk_docs") != NULL;

  g_array_append_val (hub->asked, write);
  return hub->asked->len == hub->planned ? hub->fault : FAKE_FAULT_NONE;
}

guint
fake_hub_get_writes (FakeHub *hub)
{
  return hub->writes;
}

guint
fake_hub_get_requests (FakeHub *hub)
{
  return hub->requests;
}

/* Versions -------------------------------------------------------------------------------------------------------------------------------- */

static guint
number_of (const char *rev)
{
  return (guint) strtoul (rev, NULL, 10);
}

/* CouchDB's order: what is not deleted, then the longer history, then the larger name. */
static int
compare_versions (gconstpointer a, gconstpointer b)
{
  const Version *x = *(const Version *const *) a;
  const Version *y = *(const Version *const *) b;

  if (x->deleted != y->deleted)
    return x->deleted ? 1 : -1;
  if (number_of (x->rev) != number_of (y->rev))
    return number_of (x->rev) > number_of (y->rev) ? -1 : 1;
  return -strcmp (x->rev, y->rev);
}

Version *
fake_doc_head (const Doc *doc)
{
  return g_ptr_array_index (doc->leaves, 0);
}

Doc *
fake_hub_find (FakeHub *hub, const char *id)
{
  return g_hash_table_lookup (hub->now.docs, id);
}

Version *
fake_doc_find (const Doc *doc, const char *rev)
{
  for (guint i = 0; i < doc->leaves->len; i++)
    {
      Version *leaf = g_ptr_array_index (doc->leaves, i);

      if (strcmp (leaf->rev, rev) == 0)
        return leaf;
    }
  return NULL;
}

static Doc *
ensure_doc (FakeHub *hub, const char *id)
{
  Doc *doc = fake_hub_find (hub, id);

  if (doc == NULL)
    {
      doc = g_new0 (Doc, 1);
      doc->id = g_strdup (id);
      doc->leaves = g_ptr_array_new_with_free_func (version_free);
      g_hash_table_insert (hub->now.docs, doc->id, doc);
    }
  return doc;
}

static const char *
add_version (FakeHub *hub, Doc *doc, guint number, const char *body, gboolean deleted)
{
  Version *version = g_new0 (Version, 1);

  version->rev = g_strdup_printf ("%u-%08x%08x%08x%08x", number, g_rand_int (hub->rand), g_rand_int (hub->rand), g_rand_int (hub->rand), g_rand_int (hub->rand));
  version->body = g_strdup (body);
  version->deleted = deleted;
  g_ptr_array_add (doc->leaves, version);
  g_ptr_array_sort (doc->leaves, compare_versions);
  doc->seq = ++hub->now.seq;
  hub->writes++;
  return version->rev;
}

/* What a write stands on: a leaf, or nothing where there is no document or, but for PouchDB, a deleted one. */
static gboolean
fits (const FakeHub *hub, const Doc *doc, const char *parent, Version **leaf)
{
  *leaf = parent != NULL ? fake_doc_find (doc, parent) : NULL;
  if (parent == NULL)
    return doc->leaves->len == 0 || (fake_doc_head (doc)->deleted && !hub->upon_tombstones);
  return doc->leaves->len == 0 || (*leaf != NULL && (!(*leaf)->deleted || hub->upon_tombstones));
}

const char *
fake_hub_write (FakeHub *hub, const char *id, const char *parent, const char *body, gboolean deleted, gboolean *unsure)
{
  Doc *doc = ensure_doc (hub, id);
  Version *leaf;
  guint number = parent != NULL ? number_of (parent) + 1 : 1;
  gboolean good = fits (hub, doc, parent, &leaf);

  if (!good && (deleted || g_rand_double (hub->rand) >= hub->sloppy))
    {
      if (doc->leaves->len == 0)
        g_hash_table_remove (hub->now.docs, id);
      return NULL;
    }
  *unsure = *unsure || !good;
  if (leaf == NULL && good && doc->leaves->len > 0)
    number = number_of (fake_doc_head (doc)->rev) + 1;
  if (leaf != NULL)
    g_ptr_array_remove (doc->leaves, leaf);
  return add_version (hub, doc, number, body, deleted);
}

gboolean
fake_hub_has_tombstone (FakeHub *hub, const char *name)
{
  const Doc *doc = fake_hub_find (hub, name);

  return doc != NULL && fake_doc_head (doc)->deleted;
}

void
fake_hub_delete_if_there (FakeHub *hub, const char *name)
{
  Doc *doc = fake_hub_find (hub, name);
  gboolean unsure = FALSE;

  if (doc != NULL && !fake_doc_head (doc)->deleted)
    fake_hub_write (hub, name, fake_doc_head (doc)->rev, NULL, TRUE, &unsure);
}

guint
fake_hub_count_siblings (FakeHub *hub)
{
  GHashTableIter iter;
  gpointer value;
  guint count = 0;

  g_hash_table_iter_init (&iter, hub->now.docs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Doc *doc = value;

      for (guint i = 1; i < doc->leaves->len; i++)
        count += !((const Version *) g_ptr_array_index (doc->leaves, i))->deleted;
    }
  return count;
}

void
fake_hub_each (FakeHub *hub, void (*func) (const char *name, const char *envelope, gpointer data), gpointer data)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, hub->now.docs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (!fake_doc_head (value)->deleted)
      func (((const Doc *) value)->id, fake_doc_head (value)->body, data);
}
