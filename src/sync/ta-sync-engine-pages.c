/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sync-engine-private.h"

#include <string.h>

#define FIRST_ROWS 50  /* of the first time: so that there is something to see, and to go on from, soon */
#define MOST_ROWS 1000 /* where there is much: what several of them touch in the file is written once for all of these */
#define LEAST_ROWS 2   /* a page of _all_docs begins with the last one of the page before */
#define MOST_PAGES 4000

typedef struct _Fetch Fetch;
typedef TaWirePage *(*FetchFunc) (TaHubClient *client, const char *from, guint rows, GCancellable *cancellable, GError **error);

/* A page on its way. While one is saved, the next is fetched and opened on a thread of its own, which alone speaks with the hub meanwhile. */
struct _Fetch
{
  TaSyncEngine *engine;
  FetchFunc func;
  char *from;
  guint rows; /* asked for */
  GCancellable *cancellable;
  GThread *thread; /* (nullable) */
  Fetch *spent;    /* (nullable): a page that has been saved: its memory is given back beside what is saved, not between */

  TaWirePage *page;
  GPtrArray *incoming; /* (nullable): opened; %NULL: more must be asked for first */
  GError *error;
};

static gboolean
is_whole (GPtrArray *docs)
{
  for (guint i = 0; i < docs->len; i++)
    {
      const TaWireDoc *doc = g_ptr_array_index (docs, i);

      if (doc->answer == NULL && !doc->deleted)
        return FALSE;
    }
  return TRUE;
}

static void
fetch_clear (Fetch *fetch)
{
  g_clear_pointer (&fetch->page, ta_wire_page_free);
  g_clear_pointer (&fetch->incoming, g_ptr_array_unref);
  g_clear_error (&fetch->error);
  g_free (fetch->from);
  g_free (fetch);
}

static gpointer
run_fetch (gpointer data)
{
  Fetch *fetch = data;

  fetch->page = fetch->func (fetch->engine->client, fetch->from, fetch->rows, fetch->cancellable, &fetch->error);
  if (fetch->page != NULL && is_whole (fetch->page->docs))
    fetch->incoming = ta_sync_engine_open (fetch->engine, fetch->page->docs, FALSE);
  g_clear_pointer (&fetch->spent, fetch_clear);
  return NULL;
}

static Fetch *
fetch_new (TaSyncEngine *engine, FetchFunc func, const char *from, guint rows, GCancellable *cancellable)
{
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->engine = engine;
  fetch->func = func;
  fetch->from = g_strdup (from);
  fetch->rows = rows;
  fetch->cancellable = cancellable;
  return fetch;
}

static void
fetch_wait (Fetch *fetch)
{
  if (fetch->thread != NULL)
    g_thread_join (g_steal_pointer (&fetch->thread));
}

static void
fetch_free (Fetch *fetch)
{
  fetch_wait (fetch);
  g_clear_pointer (&fetch->spent, fetch_clear);
  fetch_clear (fetch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fetch, fetch_free)

/* A page that is too large, or takes too long, is asked for again by halves. */
static gboolean
ask_for_less (TaSyncEngine *engine, const GError *failure)
{
  gboolean large = g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_TOO_LARGE);

  if ((!large && !g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_NETWORK)) || engine->page_rows <= LEAST_ROWS)
    return FALSE;
  engine->page_rows = MAX (engine->page_rows / 2, LEAST_ROWS);
  return large;
}

static void
ask_for_more (TaSyncEngine *engine, guint most)
{
  engine->page_rows = MIN (engine->page_rows * 2, most);
}

/* Goes through pages until one is not full. */
typedef struct
{
  TaSyncEngine *engine;
  FetchFunc func;
  char *from; /* how far it has come */
  gboolean boot;
  gint64 done; /* rows */
  gint64 documents;
  GCancellable *cancellable;
  Fetch *next;  /* (nullable): under way */
  Fetch *spent; /* (nullable): saved */
} Paging;

static void
paging_clear (Paging *paging)
{
  g_clear_pointer (&paging->next, fetch_free);
  g_clear_pointer (&paging->spent, fetch_free);
  g_clear_pointer (&paging->from, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Paging, paging_clear)

static Fetch *
take_fetch (Paging *paging)
{
  TaSyncEngine *engine = paging->engine;
  guint rows = paging->boot && paging->from == NULL ? MIN (engine->page_rows, FIRST_ROWS) : engine->page_rows;
  Fetch *fetch = g_steal_pointer (&paging->next);

  if (fetch == NULL)
    {
      fetch = fetch_new (engine, paging->func, paging->from, rows, paging->cancellable);
      run_fetch (fetch);
    }
  fetch_wait (fetch);
  return fetch;
}

/* For few rows a thread is not worth it. */
static void
begin_next (Paging *paging, const Fetch *fetch)
{
  TaSyncEngine *engine = paging->engine;

  ask_for_more (engine, CLAMP (fetch->rows * 2, TA_HUB_PAGE_ROWS, MOST_ROWS));
  if (fetch->incoming == NULL || engine->page_rows < FIRST_ROWS)
    return;
  paging->next = fetch_new (engine, paging->func, fetch->page->next, engine->page_rows, paging->cancellable);
  paging->next->spent = g_steal_pointer (&paging->spent);
  paging->next->thread = g_thread_new ("sync-fetch", run_fetch, paging->next);
}

static gboolean
save_fetch (Paging *paging, Fetch *fetch, const TaSyncPlace *place, GError **error)
{
  if (fetch->incoming != NULL)
    return ta_sync_engine_take (paging->engine, fetch->incoming, place, error);
  return ta_sync_engine_apply (paging->engine, fetch->page->docs, FALSE, place, paging->cancellable, error);
}

/* Nothing came, and nothing moved: there is nothing to save. */
static gboolean
is_idle (const Paging *paging, const Fetch *fetch)
{
  return !paging->boot && fetch->page->rows == 0 && g_strcmp0 (fetch->page->next, paging->from) == 0;
}

static gboolean
next_page (Paging *paging, gboolean *over, GError **error)
{
  g_autoptr (Fetch) fetch = take_fetch (paging);
  TaSyncPlace place = { 0 };

  if (fetch->page == NULL)
    {
      if (ask_for_less (paging->engine, fetch->error))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&fetch->error));
      return FALSE;
    }
  *over = fetch->page->rows < fetch->rows || fetch->page->next == NULL || g_strcmp0 (fetch->page->next, paging->from) == 0;
  if (is_idle (paging, fetch))
    return TRUE;
  paging->done += fetch->page->rows;
  if (paging->boot)
    paging->engine->progress = paging->documents > 0 ? CLAMP ((double) paging->done / (double) paging->documents, 0, 1) : 1;
  place.since = paging->boot ? NULL : fetch->page->next;
  place.boot_key = paging->boot ? fetch->page->next : NULL;
  place.boot_over = paging->boot && *over;
  if (!*over)
    begin_next (paging, fetch);
  if (!save_fetch (paging, fetch, &place, error))
    return FALSE;
  g_set_str (&paging->from, fetch->page->next);
  g_clear_pointer (&paging->spent, fetch_free);
  paging->spent = g_steal_pointer (&fetch);
  return TRUE;
}

static gboolean
save_boot_seq (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_peer_table_get (database, error);

  if (peer == NULL)
    return FALSE;
  g_set_str (&peer->boot_seq, data);
  g_clear_pointer (&peer->boot_key, g_free);
  return ta_sync_peer_table_save (database, peer, error);
}

/* Where the changes stand before anything is fetched: what comes in meanwhile is fetched again then. */
static gboolean
begin_boot (TaSyncEngine *engine, TaSyncPeer *peer, gint64 *documents, GCancellable *cancellable, GError **error)
{
  g_autofree char *seq = ta_hub_client_get_seq (engine->client, documents, cancellable, error);

  if (seq == NULL)
    return FALSE;
  if (peer->boot_seq != NULL)
    return TRUE;
  return ta_sync_engine_run (engine, save_boot_seq, seq, error);
}

gboolean
ta_sync_engine_boot (TaSyncEngine *engine, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_engine_get_peer (engine, error);
  g_auto (Paging) paging = { .engine = engine, .func = ta_hub_client_get_all, .boot = TRUE, .cancellable = cancellable };
  gboolean over = FALSE;

  if (peer == NULL)
    return FALSE;
  if (peer->boot_seq == NULL && strcmp (peer->since, "0") != 0)
    return TRUE;
  if (!begin_boot (engine, peer, &paging.documents, cancellable, error))
    return FALSE;
  paging.from = g_strdup (peer->boot_key);
  while (!over)
    if (!next_page (&paging, &over, error))
      return FALSE;
  return TRUE;
}

gboolean
ta_sync_engine_pull (TaSyncEngine *engine, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_engine_get_peer (engine, error);
  g_auto (Paging) paging = { .engine = engine, .func = ta_hub_client_get_changes, .cancellable = cancellable };
  gboolean over = FALSE;

  engine->complete = FALSE;
  if (peer == NULL)
    return FALSE;
  paging.from = g_strdup (peer->since);
  /* A hub that never comes to an end is left for what else is to be done. */
  for (guint i = 0; i < MOST_PAGES && !over; i++)
    if (!next_page (&paging, &over, error))
      return FALSE;
  engine->complete = over;
  return ta_sync_engine_tidy (engine, error);
}

static gboolean
take_changes (TaSyncEngine *engine, TaWirePage *page, const char *since, GCancellable *cancellable, GError **error)
{
  TaSyncPlace place = { .since = page->next };

  return (page->rows == 0 && strcmp (page->next, since) == 0) || ta_sync_engine_apply (engine, page->docs, FALSE, &place, cancellable, error);
}

gboolean
ta_sync_engine_wait (TaSyncEngine *engine, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_engine_get_peer (engine, error);
  g_autoptr (TaWirePage) page = NULL;

  if (peer == NULL)
    return FALSE;
  page = ta_hub_client_wait_changes (engine->client, peer->since, engine->page_rows, cancellable, error);
  return page != NULL && take_changes (engine, page, peer->since, cancellable, error) && ta_sync_engine_tidy (engine, error);
}
