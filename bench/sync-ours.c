/* SPDX-License-Identifier: GPL-3.0-or-later */

/* sync-ours URL DB USER PASSWORD FOLDER DOCUMENTS: our exchange, with databases on the disk, of as many tools, each of which is a document. One database sends
   them all to the empty hub, a second takes them as changes, a third as what is fetched the first time. Prints a line of JSON for each, and one before with the
   median size that a document has on the hub. */

#include "sync-step.h"
#include "ta-envelope.h"
#include "ta-hub-soup.h"
#include "ta-sync-engine.h"
#include "ta-tool-table.h"

#include <stdlib.h>
#include <string.h>

/* What stands around the sealed part: {"_id":"…32…","_rev":"…34…","v":1,"k":"…16…","c":"…"} */
#define FRAME_BYTES 124
/* Who wrote it and which write it was, which the document here has not. */
#define WRITE_BYTES 110

typedef struct
{
  const char *url, *db, *user, *password, *folder;
  guint documents;
  TaKeyring *keyring;
} Bench;

static void
check (const GError *error)
{
  if (error != NULL)
    g_error ("sync-ours: %s", error->message);
}

static gboolean
add_tools (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Bench *bench = data;
  g_autoptr (GPtrArray) tools = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_tool_free);

  for (guint i = 0; i < bench->documents; i++)
    {
      g_autofree char *name = g_strdup_printf ("Cordless drill %u", i);
      TaTool *tool = ta_tool_new (name);

      g_free (tool->number);
      tool->number = g_strdup_printf ("%u", i + 1);
      g_set_str (&tool->brand, "Bosch");
      g_free (tool->location);
      tool->location = g_strdup_printf ("Shed, shelf %u", i % 40);
      g_ptr_array_add (tools, tool);
    }
  return ta_tool_table_insert_many (database, tools, NULL, NULL, error);
}

static gboolean
enter (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_peer_table_save (database, data, error) && ta_sync_enrol (database, g_get_real_time () / 1000, error);
}

static TaStore *
open_store (const Bench *bench, const char *name, guint64 device)
{
  g_autofree char *path = g_build_filename (bench->folder, name, NULL);
  TaSyncPeer peer = { .url = (char *) bench->url, .db = (char *) bench->db, .user = (char *) bench->user, .device = device, .since = (char *) "0" };
  g_autoptr (GError) error = NULL;
  TaStore *store = ta_store_open (path, TA_DATABASE_CREATE, &error);

  check (error);
  memcpy (peer.pod, ta_keyring_get_pod (bench->keyring), sizeof peer.pod);
  if (device == 1)
    ta_store_run (store, "Tools", NULL, add_tools, (gpointer) bench, NULL, &error);
  check (error);
  ta_store_run (store, "Joined", NULL, enter, &peer, NULL, &error);
  check (error);
  return store;
}

static TaSyncEngine *
open_engine (const Bench *bench, TaStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaHubSoup) soup = ta_hub_soup_new (bench->url, &error);
  TaSyncEngine *engine;

  check (error);
  engine = ta_sync_engine_new (store, ta_hub_client_new (TA_HUB_TRANSPORT (soup), bench->db, bench->user, bench->password), bench->keyring, &error);
  check (error);
  return engine;
}

static gpointer
count_tools (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT count (*) FROM tool");

  return ta_statement_step (statement, error) == TA_STEP_ROW ? GUINT_TO_POINTER ((guint) ta_statement_int (statement, 0)) : NULL;
}

static void
must_have_all (const Bench *bench, TaStore *store)
{
  guint count = GPOINTER_TO_UINT (ta_store_read (store, count_tools, NULL, NULL));

  if (count != bench->documents)
    g_error ("sync-ours: %u documents of %u arrived", count, bench->documents);
}

static gboolean
measure_size (const char *name, const char *rev, const char *json, gpointer data)
{
  gsize sealed = ta_envelope_padded_size (strlen (json) + WRITE_BYTES) + 24 + 16;

  g_print ("{\"step\": \"size\", \"bytes\": %zu}\n", FRAME_BYTES + (sealed * 4 + 2) / 3);
  return FALSE;
}

static gpointer
print_size (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  ta_sync_each (database, measure_size, NULL, error);
  return NULL;
}

/* All that a person waits for: also the hub's own notes, and that everything is settled. */
static void
push (const Bench *bench)
{
  g_autoptr (TaStore) store = open_store (bench, "push.turnabout", 1);
  g_autoptr (TaSyncEngine) engine = open_engine (bench, store);
  g_autoptr (GError) error = NULL;
  Step step;

  ta_store_read (store, print_size, NULL, NULL);
  step = step_begin ();
  ta_sync_engine_round (engine, NULL, &error);
  check (error);
  step_end (&step, "push", bench->documents);
}

static void
pull (const Bench *bench)
{
  g_autoptr (TaStore) store = open_store (bench, "pull.turnabout", 2);
  g_autoptr (TaSyncEngine) engine = open_engine (bench, store);
  g_autoptr (GError) error = NULL;
  Step step = step_begin ();

  if (ta_sync_engine_check_epoch (engine, NULL, &error) && ta_sync_engine_pull (engine, NULL, &error))
    ta_sync_engine_send (engine, NULL, &error);
  check (error);
  step_end (&step, "pull", bench->documents);
  must_have_all (bench, store);
}

static void
bootstrap (const Bench *bench)
{
  g_autoptr (TaStore) store = open_store (bench, "bootstrap.turnabout", 3);
  g_autoptr (TaSyncEngine) engine = open_engine (bench, store);
  g_autoptr (GError) error = NULL;
  Step step = step_begin ();

  ta_sync_engine_round (engine, NULL, &error);
  check (error);
  step_end (&step, "bootstrap", bench->documents);
  must_have_all (bench, store);
}

int
main (int argc, char **argv)
{
  Bench bench = { NULL };

  if (argc != 7)
    {
      g_printerr ("usage: sync-ours URL DB USER PASSWORD FOLDER DOCUMENTS\n");
      return 2;
    }
  bench = (Bench) { argv[1], argv[2], argv[3], argv[4], argv[5], (guint) atoi (argv[6]), ta_keyring_new () };
  push (&bench);
  pull (&bench);
  bootstrap (&bench);
  ta_keyring_unref (bench.keyring);
  return 0;
}
