/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live-pair.h"
#include "live-pod.h"
#include "live-store.h"
#include "scripted-hub.h"
#include "ta-household-table.h"
#include "ta-id.h"
#include "ta-roster.h"
#include "ta-sync-error.h"
#include "ta-sync-keys.h"
#include "ta-sync-notice-table.h"
#include "ta-sync.h"

#include <glib/gstdio.h>
#include <string.h>

typedef LivePair Fixture;

/* What people do ---------------------------------------------------------------------------------------------------------------------------- */

static void
both (Fixture *f)
{
  live_pair_share (f);
  live_exchange (f->desk);
}

/* Tests ----------------------------------------------------------------------------------------------------------------------------------------- */

static void
test_joining (Fixture *f, gconstpointer data)
{
  g_autofree char *id = live_add_household (f->desk, "Peña");
  g_autoptr (GPtrArray) devices = NULL;
  const TaSyncDevice *laptop;

  both (f);
  g_assert_true (live_has_household (f->laptop, id));
  live_assert_same (f->desk, f->laptop);
  devices = live_list_devices (f->laptop);
  g_assert_cmpuint (devices->len, ==, 2);
  laptop = live_find_device (devices, "Laptop");
  g_assert_true (laptop->mine);
  g_assert_null (laptop->code);
  g_assert_cmpstr (laptop->user, !=, "");
  g_assert_cmpint (laptop->seen_at, >, 0);
}

static gboolean
say_in_ten_years (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_peer_table_get (database, error);
  g_autoptr (TaKeyring) keyring = ta_sync_keys_load_keyring (peer, NULL, error);
  g_autoptr (TaDeviceKeys) keys = ta_sync_keys_load_device (peer, NULL, error);
  g_autoptr (TaRoster) roster = ta_roster_open_own (peer->roster, keyring, keys, error);

  g_assert_no_error (*error);
  ta_roster_set_seen (roster, ta_device_keys_get_public (keys)->id, "Laptop", *(const gint64 *) data);
  g_free (peer->roster);
  peer->roster = ta_roster_sign (roster, keys);
  return ta_sync_peer_table_save (database, peer, error);
}

/* Whoever looks whether a lost computer was there since must not be told by that computer’s clock. */
static void
test_seen_tomorrow (Fixture *f, gconstpointer data)
{
  gint64 far = (g_get_real_time () / 1000) + G_GINT64_CONSTANT (10) * 365 * 24 * 3600 * 1000;
  g_autoptr (GPtrArray) devices = NULL;

  both (f);
  live_exchange (f->laptop);
  ta_store_run (f->laptop, "", NULL, say_in_ten_years, &far, NULL, &f->error);
  g_assert_no_error (f->error);
  live_exchange (f->laptop);
  live_exchange (f->desk);
  devices = live_list_devices (f->desk);
  g_assert_cmpint (live_find_device (devices, "Laptop")->seen_at, >, 0);
  g_assert_cmpint (live_find_device (devices, "Laptop")->seen_at, <=, g_get_real_time () / 1000);
}

static void
test_both_ways (Fixture *f, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  both (f);
  first = live_add_household (f->desk, "Peña");
  second = live_add_household (f->laptop, "Silva");
  live_exchange (f->desk);
  live_exchange (f->laptop);
  live_exchange (f->desk);
  g_assert_true (live_has_household (f->desk, second));
  g_assert_true (live_has_household (f->laptop, first));
  live_assert_same (f->desk, f->laptop);
}

typedef struct
{
  const char *id;
  const char *name;
} Renaming;

static gboolean
rename_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Renaming *renaming = data;
  g_autoptr (TaHousehold) household = ta_household_table_get (database, renaming->id, error);

  g_set_str (&household->name, renaming->name);
  return ta_household_table_save (database, household, error);
}

static void
set_name (Fixture *f, TaStore *store, const char *id, const char *name)
{
  Renaming renaming = { id, name };

  ta_store_run (store, "Renamed", NULL, rename_household, &renaming, NULL, &f->error);
  g_assert_no_error (f->error);
}

static gpointer
read_author (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) notices = ta_sync_notice_table_list (database, 10, error);

  g_assert_cmpuint (notices->len, ==, 1);
  return g_strdup (((const TaSyncNotice *) notices->pdata[0])->device_name);
}

/* Who wrote the other value is told by name as soon as the device is one of the pod's, also of what it wrote before. */
static void
test_author (Fixture *f, gconstpointer data)
{
  g_autofree char *id = live_add_household (f->desk, "Peña");
  g_autofree char *link = NULL;
  g_autofree char *code = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  live_found (f->desk, f->link, "Desk");
  link = live_invite (f->desk);
  code = live_join (f->laptop, link, "Laptop");
  live_exchange (f->laptop);
  set_name (f, f->laptop, id, "Peña Ruiz");
  set_name (f, f->desk, id, "Peña Soto");
  live_exchange (f->laptop);
  live_exchange (f->desk);
  before = ta_store_read (f->desk, read_author, NULL, NULL);
  g_assert_cmpstr (before, ==, "");
  live_confirm (f->desk, "Laptop", code);
  after = ta_store_read (f->desk, read_author, NULL, NULL);
  g_assert_cmpstr (after, ==, "Laptop");
}

static void
test_used_invitation (Fixture *f, gconstpointer data)
{
  g_autoptr (TaStore) third = live_store_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) full = NULL;
  g_autofree char *link = NULL;
  g_autofree char *code = NULL;
  g_autofree char *id = NULL;
  char *none = NULL;

  live_found (f->desk, f->link, "Desk");
  link = live_invite (f->desk);
  code = live_join (f->laptop, link, "Laptop");
  ta_sync_join_async (third, link, "Third", NULL, live_take_result, &result);
  g_assert_false (ta_sync_join_finish (live_wait_for (&result), &none, &f->error));
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_USED);
  g_clear_error (&f->error);
  id = live_add_household (third, "Kim");
  ta_sync_join_async (third, link, "Third", NULL, live_take_result, &full);
  g_assert_false (ta_sync_join_finish (live_wait_for (&full), &none, &f->error));
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_NOT_EMPTY);
}

/* Who is removed hears of nothing that comes after it; who comes afterwards reads everything. */
static void
test_removal (Fixture *f, gconstpointer data)
{
  g_autoptr (TaStore) third = live_store_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  before = live_add_household (f->desk, "Peña");
  both (f);
  live_remove_device (f->desk, "Laptop");
  after = live_add_household (f->desk, "Silva");
  live_exchange (f->desk);
  g_assert_false (ta_sync_once (f->laptop, NULL, NULL, &f->error));
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_REMOVED);
  g_clear_error (&f->error);
  g_assert_true (live_has_household (f->laptop, before));
  live_bring_in (f->desk, third, "Third");
  live_exchange (third);
  g_assert_true (live_has_household (third, before));
  g_assert_true (live_has_household (third, after));
}

/* Who came with another number and is removed, waits no more, and reads nothing that comes after it. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autofree char *link = NULL;
  g_autofree char *code = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) devices = NULL;

  live_found (f->desk, f->link, "Desk");
  link = live_invite (f->desk);
  code = live_join (f->laptop, link, "Laptop");
  live_exchange (f->laptop);
  live_remove_device (f->desk, "Laptop");
  devices = live_list_devices (f->desk);
  g_assert_cmpuint (devices->len, ==, 1);
  g_assert_null (live_find_device (devices, "Laptop"));
  id = live_add_household (f->desk, "Silva");
  live_exchange (f->desk);
  g_assert_false (ta_sync_once (f->laptop, NULL, NULL, &f->error));
  g_clear_error (&f->error);
  g_assert_false (live_has_household (f->laptop, id));
}

/* A device that was away while the key was changed finds the new one by itself. */
static void
test_new_key (Fixture *f, gconstpointer data)
{
  g_autoptr (TaStore) third = live_store_new ();
  g_autofree char *id = NULL;
  g_autofree char *back = NULL;

  both (f);
  live_bring_in (f->desk, third, "Third");
  live_remove_device (f->desk, "Third");
  id = live_add_household (f->desk, "Silva");
  live_exchange (f->desk);
  live_exchange (f->laptop);
  g_assert_true (live_has_household (f->laptop, id));
  back = live_add_household (f->laptop, "Kim");
  live_exchange (f->laptop);
  live_exchange (f->desk);
  g_assert_true (live_has_household (f->desk, back));
  live_assert_same (f->desk, f->laptop);
}

static void
test_leaving (Fixture *f, gconstpointer data)
{
  g_autofree char *id = live_add_household (f->desk, "Peña");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) devices = NULL;

  both (f);
  ta_sync_leave_async (f->laptop, NULL, live_take_result, &result);
  ta_sync_leave_finish (live_wait_for (&result), &f->error);
  g_assert_no_error (f->error);
  g_assert_true (live_has_household (f->laptop, id));
  g_assert_false (ta_sync_once (f->laptop, NULL, NULL, &f->error));
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_NO_HUB);
  g_clear_error (&f->error);
  live_exchange (f->desk);
  devices = live_list_devices (f->desk);
  g_assert_cmpuint (devices->len, ==, 1);
}

/* While it runs ---------------------------------------------------------------------------------------------------------------------------------- */

static void
wait_until_here (TaStore *store, const char *id)
{
  while (!live_has_household (store, id))
    g_main_context_iteration (NULL, FALSE);
}

static gboolean
is_in_state (TaSync *sync, TaSyncState state)
{
  g_autoptr (TaSyncStatus) status = ta_sync_dup_status (sync);

  return status->state == state;
}

static void
wait_until_state (TaSync *sync, TaSyncState state)
{
  while (!is_in_state (sync, state))
    g_main_context_iteration (NULL, TRUE);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  return *(const gint64 *) a < *(const gint64 *) b ? -1 : 1;
}

static void
test_running (Fixture *f, gconstpointer data)
{
  g_autoptr (TaSync) desk = NULL;
  g_autoptr (TaSync) laptop = NULL;
  gint64 times[5];

  both (f);
  desk = ta_sync_new (f->desk);
  laptop = ta_sync_new (f->laptop);
  ta_sync_start (desk);
  ta_sync_start (laptop);
  wait_until_state (desk, TA_SYNC_IDLE);
  wait_until_state (laptop, TA_SYNC_IDLE);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      gint64 began = g_get_monotonic_time ();
      g_autofree char *id = live_add_household (i % 2 == 0 ? f->desk : f->laptop, "Kim");

      wait_until_here (i % 2 == 0 ? f->laptop : f->desk, id);
      times[i] = g_get_monotonic_time () - began;
    }
  qsort (times, G_N_ELEMENTS (times), sizeof times[0], compare_times);
  g_test_message ("from one database to the other: %d ms in the median", (int) (times[2] / 1000));
  ta_sync_stop (desk);
  ta_sync_stop (laptop);
  g_assert_true (is_in_state (desk, TA_SYNC_STOPPED));
}

static void
test_hub_restarts (Fixture *f, gconstpointer data)
{
  g_autoptr (TaSync) desk = NULL;
  g_autofree char *id = NULL;

  both (f);
  desk = ta_sync_new (f->desk);
  ta_sync_start (desk);
  wait_until_state (desk, TA_SYNC_IDLE);
  live_hub_stop (f->hub);
  wait_until_state (desk, TA_SYNC_WAITING);
  id = live_add_household (f->desk, "Silva");
  live_hub_start (f->hub);
  ta_sync_kick (desk);
  wait_until_state (desk, TA_SYNC_IDLE);
  live_exchange (f->laptop);
  g_assert_true (live_has_household (f->laptop, id));
}

static gboolean
has_problem (TaSync *sync, TaSyncProblem problem)
{
  g_autoptr (TaSyncStatus) status = ta_sync_dup_status (sync);

  return status->problem == problem;
}

/* While all exchange, a third device comes and is removed again: it is told, and the others go on with the new key by themselves. */
static void
test_removed_while_running (Fixture *f, gconstpointer data)
{
  g_autoptr (TaStore) third = live_store_new ();
  TaStore *const stores[] = { f->desk, f->laptop, third };
  TaSync *syncs[G_N_ELEMENTS (stores)];
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  both (f);
  live_bring_in (f->desk, third, "Third");
  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      syncs[i] = ta_sync_new (stores[i]);
      ta_sync_start (syncs[i]);
      wait_until_state (syncs[i], TA_SYNC_IDLE);
    }
  live_remove_device (f->desk, "Third");
  while (!has_problem (syncs[2], TA_SYNC_PROBLEM_REMOVED))
    g_main_context_iteration (NULL, TRUE);
  first = live_add_household (f->desk, "Kim");
  wait_until_here (f->laptop, first);
  second = live_add_household (f->laptop, "Wu");
  wait_until_here (f->desk, second);
  g_assert_false (live_has_household (third, first) || live_has_household (third, second));
  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      ta_sync_stop (syncs[i]);
      g_object_unref (syncs[i]);
    }
}

/* No hub at all: it rests until there is one. */
static void
test_no_hub (Fixture *f, gconstpointer data)
{
  g_autoptr (TaSync) desk = ta_sync_new (f->desk);
  g_autoptr (TaSyncStatus) status = NULL;

  ta_sync_start (desk);
  live_found (f->desk, f->link, "Desk");
  ta_sync_kick (desk);
  wait_until_state (desk, TA_SYNC_IDLE);
  /* TURNABOUT_KEYS says so. */
  status = ta_sync_dup_status (desk);
  g_assert_true (status->keys_in_file);
}

/* A hub that fails ------------------------------------------------------------------------------------------------------------------------------- */

#ifdef TA_HUB_SWITCHES
static void
insist (TaStore *store)
{
  for (int tries = 0; tries < 40; tries++)
    {
      g_autoptr (GError) error = NULL;

      if (ta_sync_once (store, NULL, NULL, &error))
        return;
      g_assert_true (ta_sync_error_passes (error));
    }
  g_assert_not_reached ();
}

static void
test_failing_hub (Fixture *f, gconstpointer data)
{
  static const char *const kinds[][4] = {
    { "--fail=drop-before:19", "--fail=drop-after:13", NULL },
    { "--fail=truncate:13", "--fail=503:17", NULL },
    { "--fail=duplicate:3", "--fail=late:4", "--fail=429:19", NULL },
    { "--sloppy=2", "--fail=drop-after:17", NULL },
  };

  both (f);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      live_hub_switch (f->hub, kinds[i]);
      for (int j = 0; j < 4; j++)
        {
          g_free (live_add_household (f->desk, "Peña"));
          g_free (live_add_household (f->laptop, "Silva"));
          insist (f->desk);
          insist (f->laptop);
        }
      live_hub_switch (f->hub, NULL);
      live_exchange (f->desk);
      live_exchange (f->laptop);
      live_exchange (f->desk);
      live_assert_same (f->desk, f->laptop);
    }
}
#endif

/* What the hub holds ------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
contains (const char *path, const char *word)
{
  g_autofree char *content = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &content, &length, NULL) && memmem (content, length, word, strlen (word)) != NULL;
}

static void
test_blind (Fixture *f, gconstpointer data)
{
  static const char *const words[] = { "Quetzalcoatlan", "household", "Laptop", "Desk" };
  g_autofree char *wal = g_strconcat (live_hub_get_path (f->hub), "-wal", NULL);
  g_autofree char *id = live_add_household (f->desk, "Quetzalcoatlan");

  both (f);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_false (contains (live_hub_get_path (f->hub), words[i]) || contains (wal, words[i]));
  g_assert_false (contains (live_hub_get_path (f->hub), id) || contains (wal, id));
}

#define ADD(name, func) g_test_add ("/sync/live/" name, Fixture, NULL, live_pair_set_up, func, live_pair_tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *data = g_dir_make_tmp ("turnabout-live-data-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("joining", test_joining);
  ADD ("seen-tomorrow", test_seen_tomorrow);
  ADD ("both-ways", test_both_ways);
  ADD ("author", test_author);
  ADD ("used-invitation", test_used_invitation);
  ADD ("removal", test_removal);
  ADD ("refused", test_refused);
  ADD ("new-key", test_new_key);
  ADD ("leaving", test_leaving);
  ADD ("running", test_running);
  ADD ("hub-restarts", test_hub_restarts);
  ADD ("removed-while-running", test_removed_while_running);
  ADD ("no-hub", test_no_hub);
#ifdef TA_HUB_SWITCHES
  ADD ("failing-hub", test_failing_hub);
#endif
  ADD ("blind", test_blind);
  return g_test_run ();
}
