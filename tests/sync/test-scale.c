/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What years leave behind: twenty thousand documents of things that are gone, and a document that was changed a thousand times. Neither may make the
 * exchange slower than in proportion, nor larger. Nothing here looks at a clock: questions to the hub are counted, and what SQLite does.
 */
#include "live-hub.h"
#include "live-measure.h"
#include "live-pod.h"
#include "live-store.h"
#include "ta-sync-keys.h"
#include "ta-test-hub.h"

#include <glib/gstdio.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
#define DEAD 4000
#define EDITS 300
#else
#define DEAD 20000
#define EDITS 1000
#endif
#define FEWER 10 /* how many times fewer there are for comparison */
#define LIVING 40

typedef struct
{
  char *folder;
  char *link;
  LiveHub *hub;
  TaStore *desk;
  TaStore *laptop;
  LiveWork desk_work;
  LiveWork laptop_work;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("turnabout-scale-XXXXXX", NULL);
  f->hub = live_hub_new (f->folder, &f->link);
  f->desk = live_store_new ();
  f->laptop = live_store_new ();
  live_work_watch (f->desk, &f->desk_work);
  live_work_watch (f->laptop, &f->laptop_work);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->desk);
  g_clear_object (&f->laptop);
  live_hub_free (f->hub);
  g_free (f->folder);
  g_free (f->link);
}

/* The exchange, counted ------------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  guint requests;
  guint64 statements;
  guint64 steps;
  double heap; /* MB, at most, above what it was at the beginning */
} Cost;

typedef struct
{
  double before;
  double most;
} Heap;

static void
look_at_heap (gpointer data)
{
  Heap *heap = data;

  heap->most = MAX (heap->most, live_heap () - heap->before);
}

static Cost
exchange (TaStore *store, LiveWork *work)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaSyncEngine) engine = ta_sync_open_engine (store, NULL, &error);
  Heap heap = { live_heap (), 0 };
  LiveWork done;

  g_assert_no_error (error);
  live_work_take (store, work);
  ta_sync_engine_set_progress_func (engine, look_at_heap, &heap);
  ta_sync_engine_round (engine, NULL, &error);
  g_assert_no_error (error);
  done = live_work_take (store, work);
  return (Cost) { ta_hub_client_get_requests (ta_sync_engine_get_client (engine)), done.statements, done.steps, heap.most };
}

static void
say (const char *what, guint number, const Cost *cost)
{
  g_test_message ("%s, %u: %u questions, %" G_GUINT64_FORMAT " statements, %" G_GUINT64_FORMAT " steps, %.1f MB", what, number, cost->requests, cost->statements,
                  cost->steps, cost->heap);
}

/* A tenth more than in proportion, and what there is to do in any case. */
static void
assert_in_proportion (const Cost *few, const Cost *many, guint times)
{
  g_assert_cmpuint (many->requests, <=, few->requests * times + 4);
  g_assert_cmpuint (many->statements, <=, few->statements * times * 11 / 10 + 100);
  g_assert_cmpuint (many->steps, <=, few->steps * times * 11 / 10 + 2000);
}

/* The same of what comes by name. The names follow from the pod's key, which is chance, and on their order it depends how much is written by one
 * statement: 1.3 to 2.1 for each document. What it costs are the steps. */
static void
assert_boot_in_proportion (const Cost *few, const Cost *many, guint times)
{
  Cost most = *few;

  most.statements *= 2;
  assert_in_proportion (&most, many, times);
}

static void
assert_ask (TaStore *store, const char *sql, guint expected)
{
  g_autofree char *number = g_strdup_printf ("%u", expected);

  ta_test_assert_ask (store, sql, number);
}

/* The dead ------------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  Cost push;
  Cost boot;
  Cost idle; /* of who has all of it */
  Cost edit;
  Cost pull;
} Life;

static void
make_dead (TaStore *store, guint count)
{
  g_autofree char *script = g_strdup_printf ("WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < %u) "
                                             "INSERT INTO household (id, name, notes) SELECT printf ('dead-%%05d', i), 'Gone ' || i, 'moved away' FROM n",
                                             count);

  ta_test_run (store, script);
  ta_test_run (store, "DELETE FROM household WHERE id LIKE 'dead-%'");
}

static void
live_and_die (Fixture *f, guint count, Life *life)
{
  live_found (f->desk, f->link, "Desk");
  for (guint i = 0; i < LIVING; i++)
    g_free (live_add_household (f->desk, "Peña"));
  make_dead (f->desk, count);
  life->push = exchange (f->desk, &f->desk_work);
  live_bring_in (f->desk, f->laptop, "Laptop");
  life->boot = exchange (f->laptop, &f->laptop_work);
  assert_ask (f->laptop, "SELECT count (*) FROM household", LIVING);
  assert_ask (f->laptop, "SELECT count (*) FROM sync_document WHERE id LIKE 'dead-%'", count);
  assert_ask (f->laptop, "SELECT count (*) FROM sync_document WHERE dirty = 1 OR held IS NOT NULL", 0);
  ta_test_assert_same (f->desk, f->laptop);
  exchange (f->desk, &f->desk_work);
  exchange (f->laptop, &f->laptop_work);
  life->idle = exchange (f->laptop, &f->laptop_work);
  g_free (live_add_household (f->laptop, "Silva"));
  life->edit = exchange (f->laptop, &f->laptop_work);
  life->pull = exchange (f->desk, &f->desk_work);
  assert_ask (f->desk, "SELECT count (*) FROM household", LIVING + 1);
  say ("sent", count, &life->push);
  say ("fetched by a new one", count, &life->boot);
  say ("nothing to do", count, &life->idle);
  say ("one edit sent", count, &life->edit);
  say ("one edit fetched", count, &life->pull);
}

/* What is dead costs who comes in its share, and afterwards nothing. */
static void
test_dead (Fixture *f, gconstpointer data)
{
  Fixture other = { 0 };
  Life few, many;
  const Cost *after[][2] = { { &few.idle, &many.idle }, { &few.edit, &many.edit }, { &few.pull, &many.pull } };

  set_up (&other, NULL);
  live_and_die (&other, DEAD / FEWER, &few);
  tear_down (&other, NULL);
  live_and_die (f, DEAD, &many);
  assert_in_proportion (&few.push, &many.push, FEWER);
  assert_boot_in_proportion (&few.boot, &many.boot, FEWER);
  g_assert_cmpfloat (many.push.heap, <=, 2 * few.push.heap + 4);
  g_assert_cmpfloat (many.boot.heap, <=, 2 * few.boot.heap + 4);
  for (gsize i = 0; i < G_N_ELEMENTS (after); i++)
    assert_in_proportion (after[i][0], after[i][1], 1);
}

/* One that changes all the time ---------------------------------------------------------------------------------------------------------- */

static void
rename_to (TaStore *store, guint number)
{
  g_autofree char *script = g_strdup_printf ("UPDATE household SET name = 'Name %04u' WHERE id = 'often'", number);

  ta_test_run (store, script);
}

static goffset
measure_file (LiveHub *hub)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (live_hub_get_path (hub), &info), ==, 0);
  return info.st_size;
}

static void
add_cost (Cost *sum, Cost cost)
{
  sum->requests += cost.requests;
  sum->statements += cost.statements;
  sum->steps += cost.steps;
}

/* Edits, each of which is sent before the next. @fetched: (nullable): the laptop fetches every second of them, for this */
static Cost
edit_and_send (Fixture *f, guint from, guint to, Cost *fetched)
{
  Cost sent = { 0 };

  for (guint i = from; i < to; i++)
    {
      rename_to (f->desk, i);
      add_cost (&sent, exchange (f->desk, &f->desk_work));
      if (fetched != NULL && i % 2 == 1)
        add_cost (fetched, exchange (f->laptop, &f->laptop_work));
    }
  return sent;
}

static void
assert_is (TaStore *store, guint number)
{
  g_autofree char *name = g_strdup_printf ("Name %04u", number);

  ta_test_assert_ask (store, "SELECT name FROM household WHERE id = 'often'", name);
}

static void
begin_edits (Fixture *f)
{
  live_found (f->desk, f->link, "Desk");
  ta_test_run (f->desk, "INSERT INTO household (id, name) VALUES ('often', 'Name')");
  exchange (f->desk, &f->desk_work);
  live_bring_in (f->desk, f->laptop, "Laptop");
  exchange (f->laptop, &f->laptop_work);
}

/* Who was away meanwhile fetches the document once. */
static void
assert_fetches_once (TaStore *away, LiveWork *work)
{
  Cost fetched = exchange (away, work);

  say ("fetched at once", EDITS, &fetched);
  g_assert_cmpuint (fetched.requests, <=, 6);
  assert_is (away, EDITS - 1);
  assert_ask (away, "SELECT count (*) FROM history WHERE source = 'hub'", 2);
}

/* The document stays as large as it was, on either side, and each sending and fetching costs what the first ones did. */
static void
test_edits (Fixture *f, gconstpointer data)
{
  LiveWork work = { 0 };
  g_autoptr (TaStore) away = live_store_new ();
  g_autofree char *size = NULL;
  Cost fetched[2] = { 0 };
  Cost sent[2];
  goffset file;

  live_work_watch (away, &work);
  begin_edits (f);
  live_bring_in (f->desk, away, "Away");
  exchange (away, &work);
  sent[0] = edit_and_send (f, 0, EDITS / 10, &fetched[0]);
  size = ta_test_ask (f->desk, "SELECT length (state) FROM sync_document WHERE id = 'often'");
  live_hub_stop (f->hub);
  file = measure_file (f->hub);
  live_hub_start (f->hub);
  edit_and_send (f, EDITS / 10, EDITS - EDITS / 10, &(Cost) { 0 });
  sent[1] = edit_and_send (f, EDITS - EDITS / 10, EDITS, &fetched[1]);
  say ("the first, sent", EDITS / 10, &sent[0]);
  say ("the last, sent", EDITS / 10, &sent[1]);
  say ("the first, fetched", EDITS / 20, &fetched[0]);
  say ("the last, fetched", EDITS / 20, &fetched[1]);
  assert_in_proportion (&sent[0], &sent[1], 1);
  assert_in_proportion (&fetched[0], &fetched[1], 1);
  assert_is (f->laptop, EDITS - 1);
  ta_test_assert_ask (f->desk, "SELECT length (state) FROM sync_document WHERE id = 'often'", size);
  assert_ask (f->desk, "SELECT count (*) FROM sync_sent", 0);
  assert_ask (f->desk, "SELECT count (*) FROM history WHERE label = 'test'", EDITS + 1);
  assert_ask (f->laptop, "SELECT count (*) FROM history WHERE source = 'hub'", EDITS / 2 + 1);
  live_hub_stop (f->hub);
  g_assert_cmpint (measure_file (f->hub), <=, file + 65536);
  live_hub_start (f->hub);
  assert_fetches_once (away, &work);
  ta_test_assert_same (f->desk, f->laptop);
  ta_test_assert_same (f->desk, away);
}

/* Without the hub the edits come to one sending. */
static void
test_offline (Fixture *f, gconstpointer data)
{
  Cost one, all;

  begin_edits (f);
  one = edit_and_send (f, 0, 1, NULL);
  for (guint i = 1; i <= EDITS; i++)
    rename_to (f->desk, i);
  all = exchange (f->desk, &f->desk_work);
  say ("one edit", 1, &one);
  say ("all at once", EDITS, &all);
  assert_in_proportion (&one, &all, 1);
  exchange (f->laptop, &f->laptop_work);
  assert_is (f->laptop, EDITS);
  ta_test_assert_same (f->desk, f->laptop);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("turnabout-scale-data-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sync/scale/dead", Fixture, NULL, set_up, test_dead, tear_down);
  g_test_add ("/sync/scale/edits", Fixture, NULL, set_up, test_edits, tear_down);
  g_test_add ("/sync/scale/offline", Fixture, NULL, set_up, test_offline, tear_down);
  return g_test_run ();
}
