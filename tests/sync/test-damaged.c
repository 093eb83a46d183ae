/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is damaged on the hub: it is written over with a version that is whole, or deleted there, and no computer loses anything by it. */
#include "live-pair.h"
#include "live-pod.h"
#include "live-store.h"
#include "ta-document.h"
#include "ta-sync-damaged.h"
#include "ta-sync-error.h"
#include "ta-sync-export.h"
#include "ta-sync-keys.h"
#include "ta-sync-notice-table.h"
#include "ta-sync.h"

#include <string.h>

#define NOBODYS "0123456789abcdef0123456789abcdef"
#define RUBBISH "{\"language\":\"javascript\"}"
/* In the form of an envelope, with a key that nobody has made. */
#define STRANGE "{\"v\":1,\"k\":\"00112233445566%02x\",\"c\":\"QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXmCSUqJAN2wBTUGSoZxzEkyrB7gUUfS6KAHy06Lb6K_6GQrlDvsMD\"}"

typedef LivePair Fixture;

static void
join (Fixture *f)
{
  g_autofree char *link = live_invite (f->desk);
  g_autofree char *code = live_join (f->laptop, link, "Laptop");

  live_exchange (f->laptop);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  live_pair_set_up (f, data);
  live_found (f->desk, f->link, "Desk");
  join (f);
}

static char *
name_of (Fixture *f, const char *household)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (f->desk, &f->error);

  g_assert_no_error (f->error);
  return ta_document_name (peer->pod, "household", household);
}

/* Somebody who has an account, and not the key, writes over it. */
static void
damage_with (Fixture *f, const char *name, const char *content)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (f->laptop, &f->error);
  g_autoptr (TaHubClient) client = ta_sync_open_client (peer, NULL, &f->error);
  const char *const names[] = { name };
  g_autoptr (GPtrArray) docs = ta_hub_client_get (client, names, NULL, 1, NULL, &f->error);
  const TaWireDoc *doc = docs != NULL && docs->len > 0 ? g_ptr_array_index (docs, 0) : NULL;
  const TaWirePut put = { name, doc != NULL ? doc->rev : NULL, content };
  g_autoptr (GPtrArray) results = ta_hub_client_put (client, &put, 1, &(gboolean) { FALSE }, NULL, &f->error);

  g_assert_no_error (f->error);
  g_assert_nonnull (((TaWireResult *) g_ptr_array_index (results, 0))->rev);
}

static void
damage (Fixture *f, const char *name)
{
  damage_with (f, name, RUBBISH);
}

static gpointer
list (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_stuck_list (database, error);
}

static GPtrArray *
stuck_of (Fixture *f, TaStore *store)
{
  GPtrArray *all = ta_store_read (store, list, NULL, &f->error);

  g_assert_no_error (f->error);
  return all;
}

static void
assert_stuck (Fixture *f, TaStore *store, guint count)
{
  g_autoptr (GPtrArray) all = stuck_of (f, store);

  g_assert_cmpuint (all->len, ==, count);
}

static gboolean
send_here (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_stuck_send_here (database, data, error);
}

static gboolean
try_delete (Fixture *f, TaStore *store, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;

  ta_sync_delete_damaged_async (store, name, NULL, live_take_result, &result);
  return ta_sync_delete_damaged_finish (live_wait_for (&result), &f->error);
}

static void
settle (Fixture *f)
{
  for (int i = 0; i < 2; i++)
    {
      live_exchange (f->desk);
      live_exchange (f->laptop);
    }
  assert_stuck (f, f->desk, 0);
  assert_stuck (f, f->laptop, 0);
  live_assert_same (f->desk, f->laptop);
}

/* What the other computer wrote of it meanwhile, and could not send, is there as well in the end. */
static void
test_sending (Fixture *f, gconstpointer data)
{
  g_autofree char *id = live_add_household (f->desk, "Silva");
  g_autofree char *name = name_of (f, id);
  g_autoptr (GPtrArray) all = NULL;

  settle (f);
  damage (f, name);
  live_exchange (f->desk);
  live_exchange (f->laptop);
  assert_stuck (f, f->laptop, 1);
  all = stuck_of (f, f->desk);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpstr (((TaSyncStuck *) all->pdata[0])->id, ==, id);
  ta_store_run (f->desk, "Send", NULL, send_here, all->pdata[0], NULL, &f->error);
  g_assert_no_error (f->error);
  settle (f);
  g_assert_true (live_has_household (f->laptop, id));
}

static gpointer
count (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree TaSyncCounts *counts = g_new0 (TaSyncCounts, 1);

  return ta_sync_count (database, counts, error) ? g_steal_pointer (&counts) : NULL;
}

static void
assert_counts (Fixture *f, TaStore *store, int keyless, int damaged)
{
  g_autofree TaSyncCounts *counts = ta_store_read (store, count, NULL, &f->error);

  g_assert_no_error (f->error);
  g_assert_cmpint (counts->unread_key, ==, keyless);
  g_assert_cmpint (counts->unread_damaged, ==, damaged);
}

/* A key that somebody made up is not waited for: what is sealed with it is written over or deleted as what is damaged. */
static void
test_strange_key (Fixture *f, gconstpointer data)
{
  g_autofree char *id = live_add_household (f->desk, "Silva");
  g_autofree char *name = name_of (f, id), *first = g_strdup_printf (STRANGE, 1), *second = g_strdup_printf (STRANGE, 2);
  g_autoptr (GPtrArray) all = NULL;

  live_confirm (f->desk, "Laptop", NULL);
  settle (f);
  damage_with (f, name, first);
  damage_with (f, NOBODYS, second);
  live_exchange (f->desk);
  assert_counts (f, f->desk, 0, 2);
  all = stuck_of (f, f->desk);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (((TaSyncStuck *) all->pdata[1])->id, ==, id);
  ta_store_run (f->desk, "Send", NULL, send_here, all->pdata[1], NULL, &f->error);
  g_assert_no_error (f->error);
  g_assert_true (try_delete (f, f->desk, NOBODYS));
  settle (f);
  assert_counts (f, f->laptop, 0, 0);
}

/* As many as a hub likes: they are looked for some at a time, and then all are listed. */
static void
test_many_strange_keys (Fixture *f, gconstpointer data)
{
  live_exchange (f->desk);
  for (guint i = 0; i < 80; i++)
    {
      g_autofree char *name = g_strdup_printf ("0123456789abcdef0123456789abcd%02x", i), *content = g_strdup_printf (STRANGE, i);

      damage_with (f, name, content);
    }
  live_exchange (f->desk);
  assert_counts (f, f->desk, 48, 32);
  live_exchange (f->desk);
  live_exchange (f->desk);
  assert_counts (f, f->desk, 0, 80);
}

/* Nobody has it: it is gone on the hub, and from the list of every computer. */
static void
test_deleting (Fixture *f, gconstpointer data)
{
  damage (f, NOBODYS);
  live_exchange (f->desk);
  live_exchange (f->laptop);
  assert_stuck (f, f->desk, 1);
  assert_stuck (f, f->laptop, 1);
  g_assert_true (try_delete (f, f->desk, NOBODYS));
  assert_stuck (f, f->desk, 0);
  settle (f);
}

/* The desk never got it whole, and deletes it; the laptop has it, and sends it again. */
static void
test_deleting_what_another_has (Fixture *f, gconstpointer data)
{
  g_autofree char *id = live_add_household (f->laptop, "Kim");
  g_autofree char *name = name_of (f, id);

  live_exchange (f->laptop);
  damage (f, name);
  live_exchange (f->desk);
  live_exchange (f->laptop);
  g_assert_false (live_has_household (f->desk, id));
  g_assert_true (try_delete (f, f->desk, name));
  live_exchange (f->laptop);
  settle (f);
  g_assert_true (live_has_household (f->desk, id));
}

/* What somebody wrote meanwhile is not deleted. */
static void
test_deleting_too_late (Fixture *f, gconstpointer data)
{
  damage (f, NOBODYS);
  live_exchange (f->desk);
  damage (f, NOBODYS);
  g_assert_false (try_delete (f, f->desk, NOBODYS));
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_CONFLICT);
  g_clear_error (&f->error);
  assert_stuck (f, f->desk, 1);
  live_exchange (f->desk);
  g_assert_true (try_delete (f, f->desk, NOBODYS));
  settle (f);
}

static void
test_deleting_offline (Fixture *f, gconstpointer data)
{
  damage (f, NOBODYS);
  live_exchange (f->desk);
  live_hub_stop (f->hub);
  g_assert_false (try_delete (f, f->desk, NOBODYS));
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_NETWORK);
  g_clear_error (&f->error);
  assert_stuck (f, f->desk, 1);
  live_hub_start (f->hub);
}

static gpointer export (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_export_readable (database, "household", data, error);
}

static void
test_export (Fixture *f, gconstpointer data)
{
  g_autofree char *id = live_add_household (f->desk, "Silva");
  g_autoptr (GBytes) text = ta_store_read (f->desk, export, id, &f->error);
  g_autoptr (GBytes) none = NULL;

  g_assert_no_error (f->error);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text), "\"Silva\""));
  none = ta_store_read (f->desk, export, (gpointer) "nobody", &f->error);
  g_assert_null (none);
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_FAILED);
}

int
main (int argc, char **argv)
{
  g_autofree char *data = g_dir_make_tmp ("turnabout-damaged-data-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/sync/damaged/" name, Fixture, NULL, set_up, func, live_pair_tear_down)
  ADD ("sending", test_sending);
  ADD ("strange-key", test_strange_key);
  ADD ("many-strange-keys", test_many_strange_keys);
  ADD ("deleting", test_deleting);
  ADD ("deleting-what-another-has", test_deleting_what_another_has);
  ADD ("deleting-too-late", test_deleting_too_late);
  ADD ("deleting-offline", test_deleting_offline);
  ADD ("export", test_export);
#undef ADD
  return g_test_run ();
}
