/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulation-device.h"

#include "ta-dump.h"
#include "ta-hub-client-private.h"
#include "ta-sync-engine-private.h"

#include <string.h>

/* The tables -------------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *id;
  const char *column;
  const char *value;
} Edit;

static gboolean
insert_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "INSERT INTO household (id, name) VALUES (:id, :value)");

  ta_statement_bind_text (statement, ":id", edit->id);
  ta_statement_bind_text (statement, ":value", edit->value);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
update_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "UPDATE household SET name = CASE WHEN :column = 'name' THEN :value ELSE name END, vehicle = CASE WHEN :column = 'vehicle' THEN :value ELSE vehicle END, "
                "pets = CASE WHEN :column = 'pets' THEN :value ELSE pets END, address = CASE WHEN :column = 'address' THEN :value ELSE address END WHERE id = :id");

  ta_statement_bind_text (statement, ":id", edit->id);
  ta_statement_bind_text (statement, ":column", edit->column);
  ta_statement_bind_text (statement, ":value", edit->value);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
delete_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "DELETE FROM household WHERE id = :id");

  ta_statement_bind_text (statement, ":id", edit->id);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
insert_person (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "INSERT INTO person (id, household, name) VALUES (:id, :household, :id)");

  ta_statement_bind_text (statement, ":id", edit->value);
  ta_statement_bind_text (statement, ":household", edit->id);
  return ta_statement_run (statement, NULL, error);
}

static gpointer
read_value (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT CASE :column WHEN 'name' THEN name WHEN 'vehicle' THEN vehicle WHEN 'address' THEN address ELSE pets END FROM household WHERE id = :id");

  ta_statement_bind_text (statement, ":id", edit->id);
  ta_statement_bind_text (statement, ":column", edit->column);
  return ta_statement_step (statement, error) == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
}

static gpointer
read_person (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT name FROM person WHERE id = :id");

  ta_statement_bind_text (statement, ":id", edit->id);
  return ta_statement_step (statement, error) == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
}

static void
edit (Device *device, TaStoreFunc func, const char *id, const char *column, const char *value)
{
  Edit what = { id, column, value };
  g_autoptr (GError) error = NULL;

  ta_store_run (device->store, "Edited", NULL, func, &what, NULL, &error);
  g_assert_no_error (error);
}

void
device_add_household (Device *device, const char *id, const char *name)
{
  edit (device, insert_household, id, NULL, name);
}

void
device_delete_household (Device *device, const char *id)
{
  edit (device, delete_household, id, NULL, NULL);
}

void
device_add_person (Device *device, const char *household, const char *id)
{
  edit (device, insert_person, household, NULL, id);
}

void
device_set_value (Device *device, const char *id, const char *column, const char *value)
{
  edit (device, update_household, id, column, value);
}

char *
device_get_value (Device *device, const char *id, const char *column)
{
  Edit what = { id, column, NULL };

  return ta_store_read (device->store, read_value, &what, NULL);
}

gboolean
device_has_person (Device *device, const char *id)
{
  Edit what = { id, NULL, NULL };
  g_autofree char *name = ta_store_read (device->store, read_person, &what, NULL);

  return name != NULL;
}

/* The exchange ------------------------------------------------------------------------------------------------------------------------------ */

static gint64
device_now (gpointer data)
{
  const Device *device = data;

  return g_get_real_time () / 1000 + device->skew_ms;
}

static gboolean
ends_here (const char *name, gpointer data)
{
  Device *device = data;

  return device->crashes > 0 && g_rand_double (device->rand) < device->crashes;
}

static char *
seeded_epoch (gpointer data)
{
  Device *device = data;

  return g_strdup_printf ("%08x%08x", g_rand_int (device->rand), g_rand_int (device->rand));
}

static void
start (Device *device)
{
  static const guint rows[] = { 2, 3, 7, 100 };
  g_autoptr (GError) error = NULL;
  TaHubClient *client = ta_hub_client_new (TA_HUB_TRANSPORT (device->wire), "pod", "u", "p");

  device->engine = ta_sync_engine_new (device->store, client, device->keyring, &error);
  g_assert_no_error (error);
  device->engine->now_ms = device_now;
  device->engine->now_data = device;
  device->engine->crash_func = ends_here;
  device->engine->crash_data = device;
  device->engine->new_epoch = seeded_epoch;
  device->engine->epoch_data = device;
  device->engine->page_rows = rows[g_rand_int_range (device->rand, 0, G_N_ELEMENTS (rows))];
  device->engine->batch_docs = (guint) g_rand_int_range (device->rand, 1, 6);
}

typedef struct
{
  TaSyncPeer peer;
  gint64 skew_ms;
} Entry;

static gboolean
enter (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Entry *entry = data;

  ta_database_set_clock_offset (database, entry->skew_ms);
  return ta_sync_peer_table_save (database, &entry->peer, error);
}

/* Making a database takes longer than all that is done with it here, so they are used again. */
static GPtrArray *idle;

static gboolean
wipe (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  gboolean done;

  if (!ta_sync_peer_table_forget (database, error))
    return FALSE;
  /* Nothing of the ledger ever goes. */
  ta_database_set_triggers (database, FALSE);
  done = ta_database_exec (database, "DELETE FROM ledger_entry; DELETE FROM ledger_transaction WHERE reverses IS NOT NULL; DELETE FROM ledger_transaction; DELETE FROM rule_set; DELETE FROM account; DELETE FROM unit", error);
  ta_database_set_triggers (database, TRUE);
  return done
         && ta_database_exec (database,
                              "DELETE FROM cover_request; DELETE FROM message; DELETE FROM loan; DELETE FROM tool; DELETE FROM turn; DELETE FROM reminder; DELETE FROM service; "
                              "DELETE FROM household; DELETE FROM rota_rules; DELETE FROM pod; DELETE FROM history",
                              error);
}

static TaStore *
take_store (void)
{
  g_autoptr (GError) error = NULL;
  TaStore *store;

  if (idle != NULL && idle->len > 0)
    return g_ptr_array_steal_index (idle, idle->len - 1);
  store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  return store;
}

static void
give_back_store (TaStore *store)
{
  g_autoptr (GError) error = NULL;

  if (idle == NULL)
    idle = g_ptr_array_new_with_free_func (g_object_unref);
  ta_store_run (store, "Wiped", NULL, wipe, NULL, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_add (idle, store);
}

Device *
device_new (FakeHub *hub, TaKeyring *keyring, guint64 number, guint32 seed, double faults, double crashes, gint64 skew_ms)
{
  Device *device = g_new0 (Device, 1);
  Entry entry = { .peer = { .url = (char *) "http://localhost", .db = (char *) "pod", .user = (char *) "u", .device = number, .since = (char *) "0" }, .skew_ms = skew_ms };
  g_autoptr (GError) error = NULL;

  memcpy (entry.peer.pod, ta_keyring_get_pod (keyring), sizeof entry.peer.pod);
  device->store = take_store ();
  ta_store_run (device->store, "Joined", NULL, enter, &entry, NULL, &error);
  g_assert_no_error (error);
  device->keyring = ta_keyring_ref (keyring);
  device->rand = g_rand_new_with_seed (seed);
  device->wire = fake_wire_new (hub, seed ^ 0x5a5a5a5a, faults);
  device->crashes = crashes;
  device->skew_ms = skew_ms;
  start (device);
  return device;
}

void
device_free (Device *device)
{
  g_clear_pointer (&device->engine, ta_sync_engine_free);
  g_clear_object (&device->wire);
  give_back_store (g_steal_pointer (&device->store));
  g_clear_pointer (&device->keyring, ta_keyring_unref);
  g_rand_free (device->rand);
  g_free (device);
}

void
device_restart (Device *device, TaKeyring *keyring)
{
  g_clear_pointer (&device->engine, ta_sync_engine_free);
  ta_keyring_ref (keyring);
  ta_keyring_unref (device->keyring);
  device->keyring = keyring;
  start (device);
}

gboolean
device_exchange (Device *device)
{
  g_autoptr (GError) error = NULL;

  if (ta_sync_engine_round (device->engine, NULL, &error))
    return TRUE;
  /* Of the database's failures none belongs here. */
  if (error->domain != TA_SYNC_ERROR)
    g_error ("%s", error->message);
  if (error->code == TA_SYNC_ERROR_FAILED)
    device_restart (device, device->keyring);
  return FALSE;
}

void
device_calm (Device *device)
{
  fake_wire_settle (device->wire);
  fake_wire_set_faults (device->wire, 0);
  device->crashes = 0;
}

static gboolean
set_clock (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  ta_database_set_clock_offset (database, *(const gint64 *) data);
  return TRUE;
}

void
device_pass (Device *device, gint64 ms)
{
  device->skew_ms += ms;
  ta_store_run (device->store, "Passed", NULL, set_clock, &device->skew_ms, NULL, NULL);
}

static gpointer
read_counts (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_count (database, data, error) ? data : NULL;
}

TaSyncCounts
device_count (Device *device)
{
  TaSyncCounts counts = { 0 };
  g_autoptr (GError) error = NULL;

  ta_store_read (device->store, read_counts, &counts, &error);
  g_assert_no_error (error);
  return counts;
}

gboolean
device_is_idle (Device *device)
{
  TaSyncCounts counts = device_count (device);

  return counts.to_send + counts.refused + counts.held + counts.unread_key + counts.unread_damaged + counts.unread_newer + counts.unread_clock == 0
         && !ta_sync_engine_has_folds (device->engine);
}

static gboolean
append_document (const char *name, const char *rev, const char *json, gpointer data)
{
  g_string_append_printf (data, "%s %s\n", name, json);
  return TRUE;
}

static gpointer
dump_documents (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  GString *out = g_string_new (NULL);

  ta_sync_each (database, append_document, out, error);
  return g_string_free_and_steal (out);
}

char *
device_dump_documents (Device *device)
{
  return ta_store_read (device->store, dump_documents, NULL, NULL);
}

char *
device_dump_tables (Device *device)
{
  return ta_store_read (device->store, ta_dump_read, NULL, NULL);
}

char *
device_open_envelope (TaKeyring *keyring, const char *name, const char *envelope)
{
  TaSyncIncoming *incoming = ta_sync_incoming_new (name, "1-a");
  g_autoptr (GHmac) naming = ta_document_naming_new (ta_keyring_get_pod (keyring));
  char *json = NULL;

  incoming->envelope = g_strdup (envelope);
  if (ta_sync_codec_open_again (incoming, keyring, naming))
    json = ta_document_to_json (incoming->document, NULL);
  ta_sync_incoming_free (incoming);
  return json;
}
