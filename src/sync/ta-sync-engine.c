/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-wire-private.h"
#include "ta-sync-engine-private.h"
#include "ta-sync-place.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_PUSHES 6
#define BATCH_DOCS 500
#define BATCH_BYTES 600000 /* sealed it is a half more: below the megabyte that proxies take */

static gint64
real_now (gpointer data)
{
  return g_get_real_time () / 1000;
}

static char *
random_epoch (gpointer data)
{
  return g_strdup_printf ("%08x%08x%08x%08x", g_random_int (), g_random_int (), g_random_int (), g_random_int ());
}

static gpointer
load_peer (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_peer_table_get (database, error);
}

/* The peer as it is in the table now. */
TaSyncPeer *
ta_sync_engine_get_peer (TaSyncEngine *engine, GError **error)
{
  GError *failure = NULL;
  TaSyncPeer *peer = ta_store_read (engine->store, load_peer, NULL, &failure);

  if (peer == NULL && failure == NULL)
    g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_NO_HUB, _ ("This computer exchanges with no hub."));
  else if (failure != NULL)
    g_propagate_error (error, failure);
  return peer;
}

TaSyncEngine *
ta_sync_engine_new (TaStore *store, TaHubClient *client, TaKeyring *keyring, GError **error)
{
  g_autoptr (TaSyncEngine) engine = g_new0 (TaSyncEngine, 1);
  g_autoptr (TaSyncPeer) peer = NULL;

  engine->store = g_object_ref (store);
  engine->client = client;
  engine->keyring = ta_keyring_ref (keyring);
  engine->page_rows = TA_HUB_PAGE_ROWS;
  engine->batch_docs = BATCH_DOCS;
  engine->batch_bytes = BATCH_BYTES;
  engine->heard = TRUE;
  engine->untidy = TRUE;
  engine->now_ms = real_now;
  engine->new_epoch = random_epoch;
  peer = ta_sync_engine_get_peer (engine, error);
  if (peer == NULL)
    return NULL;
  engine->naming = ta_document_naming_new (peer->pod);
  engine->hub_older = ta_sync_peer_is_sending_again (peer);
  engine->device = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", peer->device);
  return g_steal_pointer (&engine);
}

void
ta_sync_engine_free (TaSyncEngine *engine)
{
  g_clear_object (&engine->store);
  g_clear_pointer (&engine->client, ta_hub_client_free);
  g_clear_pointer (&engine->keyring, ta_keyring_unref);
  g_clear_pointer (&engine->naming, g_hmac_unref);
  g_free (engine->device);
  g_free (engine);
}

TaHubClient *
ta_sync_engine_get_client (TaSyncEngine *engine)
{
  return engine->client;
}

TaKeyring *
ta_sync_engine_get_keyring (TaSyncEngine *engine)
{
  return engine->keyring;
}

double
ta_sync_engine_get_progress (TaSyncEngine *engine)
{
  return engine->progress;
}

gboolean
ta_sync_engine_is_hub_older (TaSyncEngine *engine)
{
  return engine->hub_older;
}

void
ta_sync_engine_set_key_func (TaSyncEngine *engine, gboolean (*func) (const TaWireDoc *doc, gpointer data), gpointer data)
{
  engine->key_func = func;
  engine->key_data = data;
}

guint64
ta_sync_engine_get_merged (TaSyncEngine *engine)
{
  return engine->merged;
}

void
ta_sync_engine_set_progress_func (TaSyncEngine *engine, void (*func) (gpointer data), gpointer data)
{
  engine->progress_func = func;
  engine->progress_data = data;
}

gint64
ta_sync_engine_now (TaSyncEngine *engine)
{
  return engine->now_ms (engine->now_data);
}

gboolean
ta_sync_engine_crashes (TaSyncEngine *engine, const char *name, GError **error)
{
  ta_sync_place (name);
  if (engine->crash_func == NULL || !engine->crash_func (name, engine->crash_data))
    return FALSE;
  g_set_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_FAILED, "ended at %s", name);
  return TRUE;
}

gboolean
ta_sync_engine_run (TaSyncEngine *engine, TaStoreFunc func, gpointer data, GError **error)
{
  const TaOrigin origin = { "", NULL, TA_SOURCE_HUB };

  return ta_store_run (engine->store, _ ("Changes from the hub"), &origin, func, data, NULL, error);
}

/* What came ----------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *incoming; /* of TaSyncIncoming */
  const TaSyncPlace *place;
  gint64 now_ms;
  TaSyncApplied applied;
} Page;

static gboolean
save_place (TaDatabase *database, const TaSyncPlace *place, GError **error)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_peer_table_get (database, error);

  if (peer == NULL)
    return FALSE;
  if (place->since != NULL)
    g_set_str (&peer->since, place->since);
  if (place->boot_key != NULL)
    g_set_str (&peer->boot_key, place->boot_key);
  if (place->boot_over)
    {
      g_set_str (&peer->since, peer->boot_seq);
      g_clear_pointer (&peer->boot_seq, g_free);
      g_clear_pointer (&peer->boot_key, g_free);
    }
  return ta_sync_peer_table_save (database, peer, error);
}

static gboolean
apply_page (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Page *page = data;

  if (page->incoming->len > 0 && !ta_sync_apply (database, page->incoming, page->now_ms, &page->applied, error))
    return FALSE;
  return page->place == NULL || save_place (database, page->place, error);
}

static gboolean
apply_place (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return save_place (database, data, error);
}

static gboolean
save_page (TaSyncEngine *engine, GPtrArray *incoming, const TaSyncPlace *place, GError **error)
{
  Page page = { incoming, place, ta_sync_engine_now (engine), { 0 } };

  if (TA_SYNC_MUTANT == TA_MUTANT_SEQ_BEFORE_ROWS && place != NULL)
    {
      if (!ta_sync_engine_run (engine, apply_place, (gpointer) place, error) || ta_sync_engine_crashes (engine, "between-place-and-page", error))
        return FALSE;
      page.place = NULL;
    }
  if (!ta_sync_engine_run (engine, apply_page, &page, error))
    return FALSE;
  engine->heard = engine->heard || page.applied.merged > 0;
  engine->merged += page.applied.merged;
  engine->untidy = engine->untidy || page.incoming->len > 0;
  return TRUE;
}

static gboolean
retry_held (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Page *page = data;

  return ta_sync_retry_held (database, page->now_ms, &page->applied, error);
}

static gpointer
list_unread (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_list_unread (database, error);
}

/* What waited for a key that has come: also where the program ended after the key was saved, and before this was. */
static gboolean
read_again (TaSyncEngine *engine, GError **error)
{
  g_autoptr (GPtrArray) unread = ta_store_read (engine->store, list_unread, NULL, error);
  g_autoptr (GPtrArray) read = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_incoming_free);

  if (unread == NULL)
    return FALSE;
  for (guint i = unread->len; i > 0; i--)
    if (ta_sync_codec_open_again (g_ptr_array_index (unread, i - 1), engine->keyring, engine->naming))
      g_ptr_array_add (read, g_ptr_array_steal_index (unread, i - 1));
  if (read->len > 0 && !save_page (engine, read, NULL, error))
    return FALSE;
  engine->read_again = TRUE;
  return TRUE;
}

/* After all that the hub had: what had to wait for the rest of it is done now. */
gboolean
ta_sync_engine_tidy (TaSyncEngine *engine, GError **error)
{
  Page page = { .now_ms = ta_sync_engine_now (engine) };

  if (!engine->read_again && !read_again (engine, error))
    return FALSE;
  if (!engine->untidy)
    return TRUE;
  if (ta_sync_engine_crashes (engine, "before-tidy", error) || !ta_sync_engine_run (engine, retry_held, &page, error))
    return FALSE;
  engine->untidy = FALSE;
  return TRUE;
}

gboolean
ta_sync_engine_set_keyring (TaSyncEngine *engine, TaKeyring *keyring, GError **error)
{
  ta_keyring_ref (keyring);
  ta_keyring_unref (engine->keyring);
  engine->keyring = keyring;
  engine->read_again = FALSE;
  return ta_sync_engine_tidy (engine, error);
}

/* Documents that came by revision alone: their heads are asked for. */
static gboolean
complete (TaSyncEngine *engine, GPtrArray *docs, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) whole = NULL;

  for (guint i = docs->len; i > 0; i--)
    {
      TaWireDoc *doc = g_ptr_array_index (docs, i - 1);

      if (doc->answer == NULL && !doc->deleted)
        g_ptr_array_add (ids, doc->id);
    }
  if (ids->len == 0)
    return TRUE;
  whole = ta_hub_client_get (engine->client, (const char *const *) ids->pdata, NULL, ids->len, cancellable, error);
  if (whole == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (docs, g_steal_pointer (&whole));
  return TRUE;
}

GPtrArray *
ta_sync_engine_open (TaSyncEngine *engine, GPtrArray *docs, gboolean leaves)
{
  GPtrArray *incoming = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_incoming_free);

  for (guint i = 0; i < docs->len; i++)
    {
      const TaWireDoc *doc = g_ptr_array_index (docs, i);
      TaSyncIncoming *one;

      if ((doc->answer == NULL && !doc->deleted) || (engine->key_func != NULL && engine->key_func (doc, engine->key_data)))
        continue;
      one = ta_sync_codec_open (doc, engine->keyring, engine->naming);
      one->leaf = leaves;
      g_ptr_array_add (incoming, one);
    }
  return incoming;
}

/* Saves what was opened, together with @place. */
gboolean
ta_sync_engine_take (TaSyncEngine *engine, GPtrArray *incoming, const TaSyncPlace *place, GError **error)
{
  if (ta_sync_engine_crashes (engine, "before-page", error))
    return FALSE;
  if ((incoming->len > 0 || place != NULL) && !save_page (engine, incoming, place, error))
    return FALSE;
  if (ta_sync_engine_crashes (engine, "after-page", error))
    return FALSE;
  if (engine->progress_func != NULL)
    engine->progress_func (engine->progress_data);
  return TRUE;
}

gboolean
ta_sync_engine_apply (TaSyncEngine *engine, GPtrArray *docs, gboolean leaves, const TaSyncPlace *place, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) incoming = NULL;

  if (!complete (engine, docs, cancellable, error))
    return FALSE;
  incoming = ta_sync_engine_open (engine, docs, leaves);
  return ta_sync_engine_take (engine, incoming, place, error);
}

/* The hub itself ------------------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  const char *epoch;
  gint64 counted;
  gboolean forget;
  gboolean over; /* what was sent is counted */
} Note;

static gboolean
save_note (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Note *note = data;
  g_autoptr (TaSyncPeer) peer = NULL;

  if ((note->forget && !ta_sync_forget_revs (database, error)) || (note->over && !ta_sync_forget_last (database, error)))
    return FALSE;
  peer = ta_sync_peer_table_get (database, error);
  if (peer == NULL)
    return FALSE;
  g_set_str (&peer->epoch, note->epoch);
  peer->counted = note->counted;
  if (note->forget)
    {
      g_set_str (&peer->since, "0");
      g_clear_pointer (&peer->boot_seq, g_free);
      g_clear_pointer (&peer->boot_key, g_free);
    }
  return ta_sync_peer_table_save (database, peer, error);
}

/* The database's own mark; makes one where there is none. Who comes second takes that of the first. */
static char *
ensure_epoch (TaSyncEngine *engine, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *made = NULL;
  gint64 n;
  char *epoch = ta_hub_client_get_epoch (engine->client, "epoch", &n, cancellable, &failure);

  if (epoch != NULL || failure != NULL)
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      return epoch;
    }
  made = engine->new_epoch (engine->epoch_data);
  if (!ta_hub_client_put_epoch (engine->client, "epoch", made, -1, cancellable, &failure) && !g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_CONFLICT))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  g_clear_error (&failure);
  epoch = ta_hub_client_get_epoch (engine->client, "epoch", &n, cancellable, &failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (epoch == NULL)
    g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_ODD, _ ("The hub forgets at once what it is told."));
  return epoch;
}

/* Whether the hub is older than it was: it knows less of this device than it once confirmed. */
static gboolean
was_put_back (TaSyncEngine *engine, const TaSyncPeer *peer, gboolean *put_back, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;
  gint64 n;
  g_autofree char *epoch = ta_hub_client_get_epoch (engine->client, engine->device, &n, cancellable, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  engine->hub_count = epoch != NULL ? n : 0;
  *put_back = peer->counted > 0 && (epoch == NULL || strcmp (epoch, peer->epoch) != 0 || n < peer->counted);
  return TRUE;
}

typedef struct
{
  char *name; /* (nullable) */
  char *rev;
} Last;

static void
last_free (gpointer data)
{
  Last *last = data;

  g_free (last->name);
  g_free (last->rev);
  g_free (last);
}

static gpointer
read_last (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Last *last = g_new0 (Last, 1);

  if (ta_sync_get_last (database, &last->name, &last->rev, error))
    return last;
  last_free (last);
  return NULL;
}

static gboolean
is_behind (GPtrArray *heads, const char *rev)
{
  const TaWireDoc *head = heads->len > 0 ? g_ptr_array_index (heads, 0) : NULL;

  return head == NULL || (!head->deleted && g_ascii_strtoull (head->rev, NULL, 10) < g_ascii_strtoull (rev, NULL, 10));
}

/* The last exchange was cut before it was counted. What is put back loses the last first: if the hub still has that, it has all. */
static gboolean
has_lost_the_last (TaSyncEngine *engine, gboolean *lost, GCancellable *cancellable, GError **error)
{
  Last *last = ta_store_read (engine->store, read_last, NULL, error);
  g_autoptr (GPtrArray) heads = NULL;
  gboolean asked = last != NULL && last->name != NULL;
  gboolean known = last != NULL;

  if (asked)
    {
      heads = ta_hub_client_get (engine->client, (const char *const[]) { last->name }, NULL, 1, cancellable, error);
      known = heads != NULL;
      *lost = known && is_behind (heads, last->rev);
      /* So that it is counted now. */
      engine->heard = engine->heard || known;
    }
  g_clear_pointer (&last, last_free);
  return known;
}

/* A new mark, so that the other devices hear of it too: from the database's changes they could not tell. */
static char *
renew_epoch (TaSyncEngine *engine, GCancellable *cancellable, GError **error)
{
  g_autofree char *made = engine->new_epoch (engine->epoch_data);

  if (!ta_hub_client_put_epoch (engine->client, "epoch", made, 0, cancellable, error))
    return NULL;
  return ensure_epoch (engine, cancellable, error);
}

static gboolean
start_over (TaSyncEngine *engine, const char *epoch, GError **error)
{
  Note note = { epoch, 0, TRUE, FALSE };

  engine->hub_older = TRUE;
  engine->heard = TRUE;
  return ta_sync_engine_run (engine, save_note, &note, error);
}

gboolean
ta_sync_engine_check_epoch (TaSyncEngine *engine, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_engine_get_peer (engine, error);
  g_autofree char *epoch = peer != NULL ? ensure_epoch (engine, cancellable, error) : NULL;
  Note note = { epoch, peer != NULL ? peer->counted : 0, FALSE, FALSE };
  gboolean put_back = FALSE;

  if (epoch == NULL)
    return FALSE;
  if (peer->epoch == NULL || (TA_SYNC_MUTANT == TA_MUTANT_NO_EPOCH_CHECK && strcmp (peer->epoch, epoch) != 0))
    return ta_sync_engine_run (engine, save_note, &note, error);
  if (TA_SYNC_MUTANT == TA_MUTANT_NO_EPOCH_CHECK)
    return TRUE;
  if (strcmp (peer->epoch, epoch) != 0)
    return start_over (engine, epoch, error);
  if (!was_put_back (engine, peer, &put_back, cancellable, error) || (!put_back && !has_lost_the_last (engine, &put_back, cancellable, error)))
    return FALSE;
  if (!put_back)
    return TRUE;
  g_free (epoch);
  epoch = renew_epoch (engine, cancellable, error);
  return epoch != NULL && start_over (engine, epoch, error);
}

/* Notes on the hub how far this device has come, by which it knows a hub that was put back. */
static gboolean
count (TaSyncEngine *engine, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSyncPeer) peer = NULL;
  Note note = { NULL, 0, FALSE, TRUE };

  if (!engine->heard)
    return TRUE;
  peer = ta_sync_engine_get_peer (engine, error);
  if (peer == NULL)
    return FALSE;
  note.epoch = peer->epoch;
  /* Never a number that the hub may have heard already: a copy of it from then would look like one from now. */
  note.counted = MAX (peer->counted, engine->hub_count) + 1;
  if (!ta_hub_client_put_epoch (engine->client, engine->device, peer->epoch, note.counted, cancellable, error) || ta_sync_engine_crashes (engine, "before-count", error))
    return FALSE;
  engine->heard = FALSE;
  return ta_sync_engine_run (engine, save_note, &note, error);
}

/* All of it ----------------------------------------------------------------------------------------------------------------------------- */

static gboolean
push_all (TaSyncEngine *engine, GCancellable *cancellable, GError **error)
{
  gboolean again = TRUE;

  for (int i = 0; i < MOST_PUSHES && again; i++)
    if (!ta_sync_engine_push (engine, &again, cancellable, error) || !ta_sync_engine_tidy (engine, error))
      return FALSE;
  if (!again)
    engine->hub_older = FALSE;
  return TRUE;
}

static gboolean
settle_here (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *now_ms = data;
  TaSyncApplied applied;

  return ta_sync_retry_held (database, *now_ms, &applied, error);
}

/* All that the hub had is here: what waited for that is done. What this changes is to be sent, too. */
static gboolean
settle (TaSyncEngine *engine, GError **error)
{
  gint64 now_ms = ta_sync_engine_now (engine);

  return ta_sync_engine_run (engine, settle_here, &now_ms, error);
}

gboolean
ta_sync_engine_send (TaSyncEngine *engine, GCancellable *cancellable, GError **error)
{
  gboolean again = FALSE;

  if (!settle (engine, error) || !push_all (engine, cancellable, error) || !settle (engine, error) || !ta_sync_engine_fold (engine, &again, cancellable, error))
    return FALSE;
  if (again && (!push_all (engine, cancellable, error) || !ta_sync_engine_fold (engine, &again, cancellable, error)))
    return FALSE;
  return settle (engine, error) && push_all (engine, cancellable, error) && count (engine, cancellable, error);
}

gboolean
ta_sync_engine_round (TaSyncEngine *engine, GCancellable *cancellable, GError **error)
{
  return ta_sync_engine_check_epoch (engine, cancellable, error) && ta_sync_engine_boot (engine, cancellable, error)
         && ta_sync_engine_pull (engine, cancellable, error) && ta_sync_engine_send (engine, cancellable, error);
}

gboolean
ta_sync_engine_needs_boot (TaSyncEngine *engine)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_engine_get_peer (engine, NULL);

  return peer != NULL && (peer->boot_seq != NULL || strcmp (peer->since, "0") == 0);
}
