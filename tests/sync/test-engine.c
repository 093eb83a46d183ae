/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulation-device.h"
#include "ta-envelope.h"
#include "ta-hub-client-private.h"
#include "ta-sync-engine-private.h"

#include <string.h>

#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

/* The steps one by one, with a hub in memory that does as it is told. */
typedef struct
{
  FakeHub *hub;
  TaKeyring *keyring;
  Device *desk;
  Device *laptop;
  GError *error;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->hub = fake_hub_new (1);
  f->keyring = ta_keyring_new ();
  f->desk = device_new (f->hub, f->keyring, 1, 1, 0, 0, 0);
  f->laptop = device_new (f->hub, f->keyring, 2, 2, 0, 0, 0);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_error (&f->error);
  device_free (f->desk);
  device_free (f->laptop);
  ta_keyring_unref (f->keyring);
  fake_hub_free (f->hub);
}

static void
exchange (Fixture *f, Device *device)
{
  ta_sync_engine_round (device->engine, NULL, &f->error);
  g_assert_no_error (f->error);
}

static void
add_many (Device *device, int count)
{
  for (int i = 0; i < count; i++)
    {
      g_autofree char *id = g_strdup_printf ("h%03d", i);

      device_add_household (device, id, "Peña");
    }
}

static gboolean
has (Device *device, const char *id)
{
  g_autofree char *name = device_get_value (device, id, "name");

  return name != NULL;
}

static char *
name_of (Fixture *f, const char *id)
{
  return ta_document_name (ta_keyring_get_pod (f->keyring), "household", id);
}

static gpointer
read_peer (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_peer_table_get (database, error);
}

static TaSyncPeer *
peer_of (Device *device)
{
  return ta_store_read (device->store, read_peer, NULL, NULL);
}

/* Sending ------------------------------------------------------------------------------------------------------------------------------------- */

static void
test_nothing_twice (Fixture *f, gconstpointer data)
{
  guint writes;

  add_many (f->desk, 20);
  exchange (f, f->desk);
  exchange (f, f->laptop);
  exchange (f, f->desk);
  writes = fake_hub_get_writes (f->hub);
  g_assert_cmpuint (writes, ==, 20);
  exchange (f, f->desk);
  exchange (f, f->laptop);
  g_assert_cmpuint (fake_hub_get_writes (f->hub), ==, writes);
}

/* One document that the hub does not take: it is found by halves, noted, and the others go. */
static void
assert_finds_poison (Fixture *f, guint status)
{
  g_autofree char *poison = name_of (f, "h013");
  TaSyncCounts counts;

  f->desk->engine->batch_docs = 100;
  add_many (f->desk, 40);
  fake_hub_set_poison (f->hub, poison, status);
  exchange (f, f->desk);
  counts = device_count (f->desk);
  g_assert_cmpint (counts.refused, ==, 1);
  g_assert_cmpint (counts.to_send, ==, 0);
  g_assert_cmpuint (fake_hub_get_writes (f->hub), ==, 39);
  /* Once it is changed it is tried again. */
  fake_hub_set_poison (f->hub, NULL, 0);
  device_set_value (f->desk, "h013", "name", "Silva");
  exchange (f, f->desk);
  g_assert_cmpint (device_count (f->desk).refused, ==, 0);
  g_assert_cmpuint (fake_hub_get_writes (f->hub), ==, 40);
}

static void
test_bad_document (Fixture *f, gconstpointer data)
{
  assert_finds_poison (f, 400);
}

static void
test_large_document (Fixture *f, gconstpointer data)
{
  assert_finds_poison (f, 413);
  g_assert_cmpuint (f->desk->engine->batch_docs, <, 100);
}

/* An operator's rule does not take one of many: the others of its batch are there, and the person is told the hub's reason. */
static void
test_forbidden_document (Fixture *f, gconstpointer data)
{
  assert_finds_poison (f, 0);
}

/* 202: another may have been first at another node. It is looked at three times, half a minute apart. */
static void
test_unsure (Fixture *f, gconstpointer data)
{
  guint looks = 0;

  fake_hub_set_sloppy (f->hub, 1);
  add_many (f->desk, 1);
  exchange (f, f->desk);
  fake_hub_set_sloppy (f->hub, 0);
  while (ta_sync_engine_has_folds (f->desk->engine) && looks < 10)
    {
      looks++;
      device_pass (f->desk, 31000);
      exchange (f, f->desk);
    }
  g_assert_cmpuint (looks, >=, 2);
  g_assert_cmpuint (looks, <=, 3);
}

/* A version beside the head is all that the hub has of somebody's change: it goes only when the head says the same. */
static void
test_version_stays (Fixture *f, gconstpointer data)
{
  gboolean again;

  add_many (f->desk, 1);
  exchange (f, f->desk);
  exchange (f, f->laptop);
  device_set_value (f->desk, "h000", "vehicle", "bicycle");
  device_set_value (f->laptop, "h000", "pets", "a dog");
  g_assert_true (ta_sync_engine_push (f->desk->engine, &again, NULL, &f->error));
  fake_hub_set_sloppy (f->hub, 1);
  g_assert_true (ta_sync_engine_push (f->laptop->engine, &again, NULL, &f->error));
  fake_hub_set_sloppy (f->hub, 0);
  g_assert_cmpuint (fake_hub_count_siblings (f->hub), ==, 1);
  g_assert_true (ta_sync_engine_pull (f->desk->engine, NULL, &f->error));
  g_assert_true (ta_sync_engine_fold (f->desk->engine, &again, NULL, &f->error));
  g_assert_cmpuint (fake_hub_count_siblings (f->hub), ==, 1);
  exchange (f, f->desk);
  device_pass (f->desk, 31000);
  exchange (f, f->desk);
  g_assert_cmpuint (fake_hub_count_siblings (f->hub), ==, 0);
}

static void
assert_asked_for (Device *device, const char *stands, const char *other)
{
  g_autofree char *documents = device_dump_documents (device);
  g_autofree char *address = device_get_value (device, "h000", "address");

  g_assert_cmpstr (address, ==, stands);
  g_assert_nonnull (strstr (documents, "kept/"));
  g_assert_nonnull (strstr (documents, other));
  g_assert_cmpint (device_count (device).kept, ==, 1);
}

/* Two nodes took an address each, and each said so: neither of them gets lost, whoever looks first. */
static void
test_safety_of_versions (Fixture *f, gconstpointer data)
{
  gboolean again;

  add_many (f->desk, 1);
  device_set_value (f->desk, "h000", "address", "Rua A");
  exchange (f, f->desk);
  exchange (f, f->laptop);
  device_set_value (f->desk, "h000", "address", "Rua B");
  device_pass (f->laptop, 5000);
  device_set_value (f->laptop, "h000", "address", "Rua C");
  g_assert_true (ta_sync_engine_push (f->desk->engine, &again, NULL, &f->error));
  fake_hub_set_sloppy (f->hub, 1);
  g_assert_true (ta_sync_engine_push (f->laptop->engine, &again, NULL, &f->error));
  fake_hub_set_sloppy (f->hub, 0);
  g_assert_cmpuint (fake_hub_count_siblings (f->hub), ==, 1);
  for (guint i = 0; i < 3; i++)
    {
      exchange (f, i == 1 ? f->laptop : f->desk);
      device_pass (f->desk, 31000);
      device_pass (f->laptop, 31000);
    }
  exchange (f, f->laptop);
  g_assert_cmpuint (fake_hub_count_siblings (f->hub), ==, 0);
  assert_asked_for (f->desk, "Rua C", "Rua B");
  assert_asked_for (f->laptop, "Rua C", "Rua B");
}

/* Whatever the hub answers, nothing is thought to be there that is not. */
static void
test_refusals (Fixture *f, gconstpointer data)
{
  static const guint statuses[] = { 401, 403, 404, 408, 429, 500, 503, 507, 204, 302, 415 };

  add_many (f->desk, 3);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      gboolean again;

      fake_wire_answer_next (f->desk->wire, statuses[i], 1);
      g_assert_false (ta_sync_engine_push (f->desk->engine, &again, NULL, &f->error));
      g_assert_nonnull (f->error);
      g_clear_error (&f->error);
      g_assert_cmpint (device_count (f->desk).to_send, ==, 3);
    }
  exchange (f, f->desk);
  g_assert_cmpint (device_count (f->desk).to_send, ==, 0);
}

/* An operator deleted it: it comes back, on either kind of hub. */
static void
test_deleted_there (Fixture *f, gconstpointer data)
{
  g_autofree char *name = name_of (f, "h000");

  add_many (f->desk, 1);
  exchange (f, f->desk);
  exchange (f, f->laptop);
  fake_hub_delete_if_there (f->hub, name);
  exchange (f, f->desk);
  exchange (f, f->laptop);
  g_assert_true (has (f->desk, "h000"));
  g_assert_true (has (f->laptop, "h000"));
  g_assert_true (device_is_idle (f->desk));
  g_assert_true (device_is_idle (f->laptop));
}

/* Batches that overlap --------------------------------------------------------------------------------------------------------------------- */

#define MANY 200

static void
set_up_many (Fixture *f, gconstpointer data)
{
  set_up (f, data);
  f->desk->engine->batch_docs = 60;
  add_many (f->desk, MANY);
}

static void
assert_all_sent (Fixture *f)
{
  TaSyncCounts counts = device_count (f->desk);

  g_assert_cmpint (counts.to_send, ==, 0);
  g_assert_cmpint (counts.refused, ==, 0);
}

static void
assert_same_names (Fixture *f)
{
  for (int i = 0; i < MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("h%03d", i);
      g_autofree char *here = device_get_value (f->desk, id, "name");
      g_autofree char *there = device_get_value (f->laptop, id, "name");

      g_assert_nonnull (here);
      g_assert_cmpstr (here, ==, there);
    }
}

static void
assert_value (Device *device, const char *id, const char *column, const char *value)
{
  g_autofree char *found = device_get_value (device, id, column);

  g_assert_cmpstr (found, ==, value);
}

static void
test_batches (Fixture *f, gconstpointer data)
{
  exchange (f, f->desk);
  assert_all_sent (f);
  g_assert_cmpuint (fake_hub_get_writes (f->hub), ==, MANY);
  exchange (f, f->laptop);
  assert_same_names (f);
}

/* What the hub does not take does not keep back what is taken meanwhile. */
static void
test_batches_bad (Fixture *f, gconstpointer data)
{
  g_autofree char *poison = name_of (f, "h070");

  fake_hub_set_poison (f->hub, poison, 400);
  exchange (f, f->desk);
  g_assert_cmpint (device_count (f->desk).refused, ==, 1);
  g_assert_cmpint (device_count (f->desk).to_send, ==, 0);
  g_assert_cmpuint (fake_hub_get_writes (f->hub), ==, MANY - 1);
}

/* The others were first with some of the first batch, while the second is already taken. */
static void
test_batches_joined (Fixture *f, gconstpointer data)
{
  gboolean again = FALSE;

  exchange (f, f->desk);
  exchange (f, f->laptop);
  device_set_value (f->laptop, "h003", "vehicle", "bicycle");
  device_set_value (f->laptop, "h130", "vehicle", "van");
  exchange (f, f->laptop);
  for (int i = 0; i < MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("h%03d", i);

      device_set_value (f->desk, id, "name", "Silva");
    }
  g_assert_true (ta_sync_engine_push (f->desk->engine, &again, NULL, &f->error));
  g_assert_true (again);
  exchange (f, f->desk);
  exchange (f, f->laptop);
  assert_all_sent (f);
  assert_same_names (f);
  assert_value (f->desk, "h003", "vehicle", "bicycle");
  assert_value (f->laptop, "h130", "name", "Silva");
}

/* Answers that get lost, arrive twice or not at all: the one after is on its way already. */
static void
test_batches_lost (Fixture *f, gconstpointer data)
{
  gboolean good = FALSE;

  fake_wire_set_faults (f->desk->wire, 0.4);
  for (guint i = 0; i < 60 && !good; i++)
    {
      g_clear_error (&f->error);
      good = ta_sync_engine_round (f->desk->engine, NULL, &f->error);
    }
  fake_wire_set_faults (f->desk->wire, 0);
  fake_wire_settle (f->desk->wire);
  g_clear_error (&f->error);
  exchange (f, f->desk);
  exchange (f, f->laptop);
  assert_all_sent (f);
  assert_same_names (f);
}

/* Fetching ------------------------------------------------------------------------------------------------------------------------------------- */

static void
test_large_pages (Fixture *f, gconstpointer data)
{
  add_many (f->desk, 30);
  exchange (f, f->desk);
  fake_hub_set_most_rows (f->hub, 3);
  f->laptop->engine->page_rows = 100;
  exchange (f, f->laptop);
  for (int i = 0; i < 30; i++)
    {
      g_autofree char *id = g_strdup_printf ("h%03d", i);

      g_assert_true (has (f->laptop, id));
    }
}

static int pages;

static gboolean
end_at_second_page (const char *name, gpointer data)
{
  return strcmp (name, "after-page") == 0 && ++pages == 2;
}

/* The first fetching goes on where it was left. */
static void
test_boot_resumes (Fixture *f, gconstpointer data)
{
  guint before;

  add_many (f->desk, 30);
  exchange (f, f->desk);
  pages = 0;
  f->laptop->engine->page_rows = 10;
  f->laptop->engine->crash_func = end_at_second_page;
  g_assert_false (ta_sync_engine_round (f->laptop->engine, NULL, &f->error));
  g_clear_error (&f->error);
  g_assert_true (ta_sync_engine_needs_boot (f->laptop->engine));
  {
    g_autoptr (TaSyncPeer) peer = peer_of (f->laptop);

    g_assert_nonnull (peer->boot_seq);
    g_assert_nonnull (peer->boot_key);
  }
  f->laptop->engine->page_rows = 10;
  before = fake_hub_get_requests (f->hub);
  exchange (f, f->laptop);
  g_assert_cmpuint (fake_hub_get_requests (f->hub) - before, <, 12);
  g_assert_false (ta_sync_engine_needs_boot (f->laptop->engine));
  g_assert_true (has (f->laptop, "h000") && has (f->laptop, "h029"));
}

/* What cannot be read ------------------------------------------------------------------------------------------------------------------------- */

static void
put_sealed (Fixture *f, TaKeyring *keyring, const char *name, const char *plain)
{
  g_autoptr (TaEnvelope) envelope = ta_envelope_seal (keyring, name, plain, strlen (plain), &f->error);
  g_autofree char *json = envelope != NULL ? ta_envelope_to_json (envelope) : NULL;

  g_assert_no_error (f->error);
  fake_hub_put (f->hub, name, json);
}

static void
test_damaged (Fixture *f, gconstpointer data)
{
  g_autofree char *name = name_of (f, "h000");
  g_autofree char *elsewhere = name_of (f, "h999");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint writes;

  add_many (f->desk, 1);
  exchange (f, f->desk);
  before = device_dump_documents (f->desk);
  fake_hub_put (f->hub, name, "{\"v\":1,\"k\":\"0000000000000000\",\"c\":\"!!\"}");
  put_sealed (f, f->keyring, elsewhere, "{\"t\":\"household\",\"nonsense\":true}");
  fake_hub_put (f->hub, "0123456789abcdef0123456789abcdef", "{\"language\":\"javascript\"}");
  writes = fake_hub_get_writes (f->hub);
  exchange (f, f->desk);
  after = device_dump_documents (f->desk);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (device_count (f->desk).unread_damaged + device_count (f->desk).unread_key, ==, 3);
  /* It is reported, and not written over. */
  device_set_value (f->desk, "h000", "name", "Silva");
  exchange (f, f->desk);
  g_assert_cmpuint (fake_hub_get_writes (f->hub), ==, writes);
}

/* Sealed with a key that comes later. */
static void
test_missing_key (Fixture *f, gconstpointer data)
{
  g_autoptr (TaKeyring) rotated = ta_keyring_rotate (f->keyring);

  ta_sync_engine_set_keyring (f->desk->engine, rotated, &f->error);
  add_many (f->desk, 2);
  exchange (f, f->desk);
  exchange (f, f->laptop);
  g_assert_cmpint (device_count (f->laptop).unread_key, ==, 2);
  g_assert_true (ta_sync_engine_set_keyring (f->laptop->engine, rotated, &f->error));
  g_assert_cmpint (device_count (f->laptop).unread_key, ==, 0);
  g_assert_true (has (f->laptop, "h001"));
}

/* One clock that is ten years ahead does not win for ever. */
static void
test_far_clock (Fixture *f, gconstpointer data)
{
  Device *future = device_new (f->hub, f->keyring, 3, 3, 0, 0, 3650 * DAY_MS);

  add_many (f->desk, 1);
  exchange (f, f->desk);
  exchange (f, future);
  device_set_value (future, "h000", "name", "Future");
  exchange (f, future);
  exchange (f, f->desk);
  g_assert_cmpint (device_count (f->desk).unread_clock, ==, 1);
  g_assert_true (has (f->desk, "h000"));
  device_free (future);
}

/* Which hub it is ----------------------------------------------------------------------------------------------------------------------------- */

static void
test_lying_counters (Fixture *f, gconstpointer data)
{
  static const char *const lies[] = { "{\"epoch\":\"%s\",\"n\":9223372036854775807}", "{\"epoch\":\"%s\",\"n\":-5}", "{\"epoch\":\"%s\",\"n\":\"many\"}", "{\"epoch\":\"%s\"}", "{\"epoch\":\"another\",\"n\":1000}" };

  add_many (f->desk, 3);
  exchange (f, f->desk);
  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autoptr (TaSyncPeer) peer = peer_of (f->desk);
      g_auto (GStrv) parts = g_strsplit (lies[i], "%s", 2);
      g_autofree char *lie = parts[1] != NULL ? g_strconcat (parts[0], peer->epoch, parts[1], NULL) : g_strdup (lies[i]);
      g_autofree char *before = device_dump_documents (f->desk);
      g_autofree char *after = NULL;

      fake_hub_set_local (f->hub, "/_local/turnabout-0000000000000001", lie);
      exchange (f, f->desk);
      after = device_dump_documents (f->desk);
      g_assert_cmpstr (before, ==, after);
      g_assert_true (device_is_idle (f->desk));
    }
}

/* An older copy of the hub: all devices hear of it, also the one that had nothing to send. */
static void
test_put_back (Fixture *f, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  add_many (f->desk, 2);
  exchange (f, f->desk);
  exchange (f, f->laptop);
  fake_hub_backup (f->hub);
  device_add_household (f->desk, "later", "Silva");
  exchange (f, f->desk);
  exchange (f, f->laptop);
  before = g_strdup (fake_hub_get_local (f->hub, "/_local/turnabout-epoch"));
  fake_hub_restore (f->hub);
  exchange (f, f->laptop);
  after = g_strdup (fake_hub_get_local (f->hub, "/_local/turnabout-epoch"));
  g_assert_cmpstr (before, !=, after);
  exchange (f, f->desk);
  g_assert_true (device_is_idle (f->desk));
  g_assert_true (has (f->desk, "later") && has (f->laptop, "later"));
}

static gboolean
ends_at (const char *name, gpointer place)
{
  return strcmp (name, place) == 0;
}

static void
exchange_until (Fixture *f, Device *device, const char *place)
{
  device->engine->crash_func = ends_at;
  device->engine->crash_data = (gpointer) place;
  g_assert_false (ta_sync_engine_round (device->engine, NULL, &f->error));
  g_clear_error (&f->error);
  device->engine->crash_func = NULL;
}

/* Its count came in, and nobody said so: the copy of that moment must not look like the hub of later. */
static void
test_put_back_uncounted (Fixture *f, gconstpointer data)
{
  add_many (f->desk, 2);
  exchange (f, f->laptop);
  exchange_until (f, f->desk, "before-count");
  fake_hub_backup (f->hub);
  device_add_household (f->desk, "later", "Silva");
  exchange (f, f->desk);
  fake_hub_restore (f->hub);
  exchange (f, f->desk);
  exchange (f, f->laptop);
  g_assert_true (has (f->laptop, "later"));
}

/* It was cut before it counted, and the hub put back to before it. */
static void
test_put_back_cut (Fixture *f, gconstpointer data)
{
  add_many (f->desk, 2);
  exchange (f, f->desk);
  exchange (f, f->laptop);
  fake_hub_backup (f->hub);
  device_add_household (f->desk, "later", "Silva");
  exchange_until (f, f->desk, "accepted");
  g_assert_true (device_is_idle (f->desk));
  fake_hub_restore (f->hub);
  exchange (f, f->desk);
  exchange (f, f->laptop);
  g_assert_true (has (f->laptop, "later"));
}

/* Another hub, on which a database of that name has been in use by others: what both have is on both in the end. */
static void
test_other_hub (Fixture *f, gconstpointer data)
{
  g_autoptr (FakeHub) other = fake_hub_new (7);
  g_autoptr (FakeWire) wire = fake_wire_new (other, 5, 0);
  g_autoptr (TaSyncEngine) engine = NULL;
  Device *there = device_new (other, f->keyring, 3, 3, 0, 0, 0);

  device_add_household (there, "theirs", "Silva");
  exchange (f, there);
  add_many (f->desk, 2);
  exchange (f, f->desk);
  engine = ta_sync_engine_new (f->desk->store, ta_hub_client_new (TA_HUB_TRANSPORT (wire), "pod", "u", "p"), f->keyring, &f->error);
  g_assert_no_error (f->error);
  ta_sync_engine_round (engine, NULL, &f->error);
  g_assert_no_error (f->error);
  g_assert_true (has (f->desk, "theirs"));
  exchange (f, there);
  g_assert_true (has (there, "h000") && has (there, "h001"));
  device_free (there);
}

/* Somebody sets the clock back while the program runs: what is written after it is still the later. */
static void
test_clock_goes_back (Fixture *f, gconstpointer data)
{
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  add_many (f->desk, 1);
  device_set_value (f->desk, "h000", "name", "Silva");
  exchange (f, f->desk);
  exchange (f, f->laptop);
  device_pass (f->desk, -3 * DAY_MS);
  device_set_value (f->desk, "h000", "name", "Kim");
  exchange (f, f->desk);
  exchange (f, f->laptop);
  here = device_get_value (f->desk, "h000", "name");
  there = device_get_value (f->laptop, "h000", "name");
  g_assert_cmpstr (here, ==, "Kim");
  g_assert_cmpstr (there, ==, "Kim");
}

static void
test_says_hub_older (Fixture *f, gconstpointer data)
{
  add_many (f->desk, 2);
  exchange (f, f->desk);
  fake_hub_recreate (f->hub);
  g_assert_true (ta_sync_engine_check_epoch (f->desk->engine, NULL, &f->error));
  g_assert_true (ta_sync_engine_is_hub_older (f->desk->engine));
  exchange (f, f->desk);
  g_assert_false (ta_sync_engine_is_hub_older (f->desk->engine));
  g_assert_cmpint (device_count (f->desk).to_send, ==, 0);
}

static gboolean
save_done (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_peer_table_get (database, error);

  peer->done_at = 1;
  return ta_sync_peer_table_save (database, peer, error);
}

/* What an engine knows that has just been made. */
static gboolean
knows_hub_older (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaSyncEngine) engine = ta_sync_engine_new (f->desk->store, NULL, f->desk->keyring, &error);

  g_assert_no_error (error);
  return ta_sync_engine_is_hub_older (engine);
}

/* Who ends the program meanwhile is told so again. */
static void
test_hub_older_stays (Fixture *f, gconstpointer data)
{
  add_many (f->desk, 2);
  g_assert_false (knows_hub_older (f));
  exchange (f, f->desk);
  ta_store_run (f->desk->store, "", NULL, save_done, NULL, NULL, &f->error);
  g_assert_no_error (f->error);
  g_assert_false (knows_hub_older (f));
  fake_hub_recreate (f->hub);
  g_assert_true (ta_sync_engine_check_epoch (f->desk->engine, NULL, &f->error));
  g_assert_true (knows_hub_older (f));
  exchange (f, f->desk);
  g_assert_false (knows_hub_older (f));
}

#define ADD(name, func) g_test_add ("/sync/engine/" name, Fixture, NULL, set_up, func, tear_down)

#define ADD_MANY(name, func) g_test_add ("/sync/engine/" name, Fixture, NULL, set_up_many, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("nothing-twice", test_nothing_twice);
  ADD ("bad-document", test_bad_document);
  ADD ("large-document", test_large_document);
  ADD ("forbidden-document", test_forbidden_document);
  ADD ("unsure", test_unsure);
  ADD ("version-stays", test_version_stays);
  ADD ("safety-of-versions", test_safety_of_versions);
  ADD ("refusals", test_refusals);
  ADD ("deleted-there", test_deleted_there);
  ADD ("large-pages", test_large_pages);
  ADD ("boot-resumes", test_boot_resumes);
  ADD ("damaged", test_damaged);
  ADD ("missing-key", test_missing_key);
  ADD ("far-clock", test_far_clock);
  ADD ("lying-counters", test_lying_counters);
  ADD ("put-back", test_put_back);
  ADD ("put-back-uncounted", test_put_back_uncounted);
  ADD ("put-back-cut", test_put_back_cut);
  ADD ("other-hub", test_other_hub);
  ADD ("clock-goes-back", test_clock_goes_back);
  ADD ("says-hub-older", test_says_hub_older);
  ADD ("hub-older-stays", test_hub_older_stays);
  ADD_MANY ("batches", test_batches);
  ADD_MANY ("batches-bad", test_batches_bad);
  ADD_MANY ("batches-joined", test_batches_joined);
  ADD_MANY ("batches-lost", test_batches_lost);
  return g_test_run ();
}
