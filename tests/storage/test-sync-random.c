/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-removal-table.h"
#include "ta-test-hub.h"

#include <string.h>

/* Three devices, each of which does what it likes and meets the hub when it likes: in the end all have the same. A run is told by its seed. */

#define N_DEVICES 3
/* Under the sanitizers, which take eight times as long: a third. */
#ifdef __SANITIZE_ADDRESS__
#define N_SEEDS 4
#else
#define N_SEEDS 12
#endif
#define N_STEPS 40

#define NUMBERS "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 5) "

static const char beginning[] = "INSERT INTO pod (id, name) VALUES ('pod', 'Norte');" NUMBERS
                                "INSERT INTO household (id, name) SELECT 'h' || i, 'Casa ' || i FROM n;" NUMBERS
                                "INSERT INTO person (id, household, name) SELECT 'p' || i, 'h' || i, 'Ana ' || i FROM n;" NUMBERS
                                "INSERT INTO service (id, name, kind) SELECT 's' || i, 'Service ' || i, 'cook' FROM n;" NUMBERS
                                "INSERT INTO turn (id, pod, service, date, start_time) SELECT 't' || i, 'pod', 's' || i, '2026-01-0' || i, '18:00' FROM n;" NUMBERS
                                "INSERT INTO assignment (id, turn, household, person) SELECT 'qq' || i, 't' || i, 'h' || i, 'p' || i FROM n;" NUMBERS
                                "INSERT INTO eater (id, turn, household, portions) SELECT 'ee' || i, 't' || i, 'h' || (i % 5 + 1), 100 FROM n;" NUMBERS
                                "INSERT INTO tool (id, name, number) SELECT 'o' || i, 'Sierra', i FROM n";

/* "?" is put in for a random word that may be there or not; what the tables refuse is not done. */
static const char *const deeds[] = {
  "INSERT INTO household (id, name) VALUES ('h?', 'Casa ?')",
  "UPDATE household SET name = 'Familia ?' WHERE id = 'h?'",
  "UPDATE household SET notes = notes || 'line ?' || char (10) WHERE id = 'h?'",
  "UPDATE household SET address = 'Rodó ?' WHERE id = 'h?'",
  "DELETE FROM household WHERE id = 'h?'",
  "INSERT INTO membership (id, household, pod, status, from_date) VALUES ('m?', 'h?', 'pod', 'member', '2026-01-01')",
  "DELETE FROM membership WHERE id = 'm?'",
  "INSERT INTO person (id, household, name) VALUES ('p?', 'h?', 'Ana ?')",
  "UPDATE person SET guardian = 'p?' WHERE id = 'p?'",
  "UPDATE person SET household = 'h?' WHERE id = 'p?'",
  "DELETE FROM person WHERE id = 'p?'",
  "INSERT INTO allergy (id, person, allergen, severity) VALUES ('a!', 'p?', 'nuts', 'allergy')",
  "UPDATE allergy SET severity = 'avoid', note = '?' WHERE person = 'p?'",
  "DELETE FROM allergy WHERE person = 'p?'",
  "INSERT INTO diet (id, person, tag) VALUES ('d!', 'p?', 'vegan')",
  "INSERT INTO absence (id, household, person, from_date, until_date) VALUES ('b!', 'h?', 'p?', '2026-01-01', '2026-01-0?')",
  "INSERT INTO service (id, name, kind) VALUES ('s?', 'Service ?', 'cook')",
  "DELETE FROM service WHERE id = 's?'",
  "INSERT INTO series (id, pod, service, weekdays, start_time, minutes, from_date) VALUES ('r?', 'pod', 's?', 5, '18:00', 90, '2026-01-01')",
  "DELETE FROM series WHERE id = 'r?'",
  "INSERT INTO turn (id, pod, service, series, date, start_time) VALUES ('t?', 'pod', 's?', 'r?', '2026-01-0?', '18:00')",
  "INSERT INTO turn (id, pod, service, date, start_time) VALUES ('t?', 'pod', 's?', '2026-01-0?', '18:00')",
  "UPDATE turn SET date = '2026-02-0?' WHERE id = 't?'",
  "UPDATE turn SET service = 's?' WHERE id = 't?'",
  "UPDATE turn SET state = 'done' WHERE id = 't?'",
  "UPDATE turn SET state = 'missed' WHERE id = 't?'",
  "UPDATE turn SET state = 'planned' WHERE id = 't?'",
  "DELETE FROM turn WHERE id = 't?'",
  "INSERT INTO assignment (id, turn, household) VALUES ('q!', 't?', 'h?')",
  "UPDATE assignment SET household = 'h?' WHERE turn = 't?'",
  "UPDATE assignment SET person = (SELECT id FROM person WHERE id = 'p?') WHERE turn = 't?'",
  "DELETE FROM assignment WHERE turn = 't?'",
  "INSERT INTO eater (id, turn, household, portions) VALUES ('e!', 't?', 'h?', 100)",
  "UPDATE eater SET guests = ? WHERE turn = 't?'",
  "DELETE FROM eater WHERE household = 'h?'",
  "INSERT INTO category (id, name) VALUES ('c!', 'Kind ?')",
  "DELETE FROM category WHERE name = 'Kind ?'",
  "INSERT INTO tool (id, name, number, category, owner) VALUES ('o?', 'Sierra', '?', (SELECT max (id) FROM category), (SELECT id FROM household WHERE id = 'h?'))",
  "UPDATE tool SET number = '?' WHERE id = 'o?'",
  "DELETE FROM tool WHERE id = 'o?'",
  "INSERT INTO loan (id, tool, household, person, out_date, due_date) VALUES ('l!', 'o?', 'h?', NULL, '2026-01-01', '2026-01-09')",
  "UPDATE loan SET returned_date = '2026-01-0?' WHERE tool = 'o?'",
  "INSERT INTO reservation (id, tool, household, from_date, until_date) VALUES ('v!', 'o?', 'h?', '2026-01-0?', '2026-02-01')",
  "INSERT INTO message (id, household, kind, created_on, subject, body) VALUES ('k!', 'h?', 'published', '2026-01-01', 'Your turns', 'You cook')",
  "INSERT INTO poll (id, pod, title, bands) VALUES ('w?', 'pod', 'When?', '[]')",
  "INSERT INTO poll_answer (id, poll, household, weekday, band, answer) VALUES ('x!', 'w?', 'h?', 1, 0, 'yes')",
};

typedef struct
{
  GRand *rand;
  TaTestHub *hub;
  TaStore *devices[N_DEVICES];
  guint made; /* for names that come once */
  gboolean removing;
} World;

/* "?" in quotes and out of them is a digit, "!" a name of its own. */
static char *
fill_in (World *world, const char *deed)
{
  GString *text = g_string_new (NULL);

  for (; *deed != '\0'; deed++)
    if (*deed == '?')
      g_string_append_printf (text, "%d", g_rand_int_range (world->rand, 1, 6));
    else if (*deed == '!')
      g_string_append_printf (text, "%u", world->made++);
    else
      g_string_append_c (text, *deed);
  return g_string_free_and_steal (text);
}

static char *
make_deed (World *world)
{
  const char *deed = deeds[g_rand_int_range (world->rand, 0, G_N_ELEMENTS (deeds))];

  /* Less is taken out than is put in. */
  while (g_str_has_prefix (deed, "DELETE") && g_rand_int_range (world->rand, 0, 4) > 0)
    deed = deeds[g_rand_int_range (world->rand, 0, G_N_ELEMENTS (deeds))];
  return fill_in (world, deed);
}

static gboolean
do_script (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database, data, error);
}

static gboolean
remove_somebody (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const char *id = data;
  TaDate today;

  ta_date_parse ("2026-01-03", &today);
  return *id == 'p' ? ta_removal_table_remove_person (database, id, error) : ta_removal_table_remove_household (database, id, today, error);
}

static void
act (World *world, TaStore *store)
{
  if (world->removing && g_rand_int_range (world->rand, 0, 8) == 0)
    {
      g_autofree char *id = fill_in (world, g_rand_boolean (world->rand) ? "p?" : "h?");

      ta_store_run (store, "removal", NULL, remove_somebody, id, NULL, NULL);
      return;
    }
  switch (g_rand_int_range (world->rand, 0, 8))
    {
    case 0:
      ta_test_pull (store, world->hub, NULL);
      break;
    case 1:
      ta_test_push (store, world->hub);
      break;
    case 2:
      ta_store_undo (store, 0, NULL);
      break;
    case 3:
      ta_test_pull_in_order (store, world->hub, NULL, (guint) g_rand_int_range (world->rand, 1, 9));
      break;
    default:
      for (int i = 0; i < 4; i++)
        {
          g_autofree char *deed = make_deed (world);

          ta_store_run (store, "deed", NULL, do_script, deed, NULL, NULL);
        }
    }
}

/* Who comes last hears of everything in whatever order, in pieces of any size, and has the same. */
static void
assert_latecomer (World *world)
{
  g_autoptr (TaStore) late = ta_test_device_new (N_DEVICES + 1, NULL);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  for (guint i = 0; i < world->hub->feed->len; i++)
    g_ptr_array_insert (order, g_rand_int_range (world->rand, 0, (gint32) i + 1), world->hub->feed->pdata[i]);
  ta_test_pull_in_order (late, world->hub, order, (guint) g_rand_int_range (world->rand, 1, 12));
  ta_test_retry (late);
  ta_test_assert_same (world->devices[0], late);
  g_assert_cmpuint (ta_test_push (late, world->hub), ==, 0);
}

static void
run_seed (guint32 seed, gboolean removing)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  World world = { rand, hub, { NULL }, 0, removing };
  guint64 writes;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < N_DEVICES; i++)
    world.devices[i] = ta_test_device_new (i + 1, NULL);
  ta_test_run (world.devices[0], beginning);
  ta_test_settle (hub, world.devices, N_DEVICES);
  for (guint i = 0; i < N_STEPS; i++)
    act (&world, world.devices[g_rand_int_range (rand, 0, N_DEVICES)]);
  ta_test_settle (hub, world.devices, N_DEVICES);
  for (guint i = 1; i < N_DEVICES; i++)
    ta_test_assert_same (world.devices[0], world.devices[i]);
  ta_test_assert_ask (world.devices[0], "SELECT count (*) FROM sync_document WHERE held IS NOT NULL", "0");
  writes = hub->writes;
  {
    g_autofree char *counts = ta_test_ask (world.devices[0], "SELECT (SELECT count (*) FROM household) || ' households ' || (SELECT count (*) FROM person) || ' people ' || (SELECT count (*) FROM turn) || ' turns ' || (SELECT count (*) FROM assignment) || ' assignments ' || (SELECT count (*) FROM eater) || ' eaters ' || (SELECT count (*) FROM loan) || ' loans ' || (SELECT count (*) FROM ledger_transaction) || ' postings ' || (SELECT count (*) FROM sync_document) || ' documents'");

    g_test_message ("%s", counts);
  }
  ta_test_settle (hub, world.devices, N_DEVICES);
  g_assert_cmpuint (hub->writes, ==, writes);
  assert_latecomer (&world);
  for (guint i = 0; i < N_DEVICES; i++)
    g_object_unref (world.devices[i]);
}

static void
test_random (gconstpointer data)
{
  gboolean removing = GPOINTER_TO_INT (data);
  const char *only = g_getenv ("TURNABOUT_TEST_SEED");
  guint32 first = only != NULL ? (guint32) g_ascii_strtoull (only, NULL, 10) : 1;
  guint32 count = only != NULL ? 1 : g_test_slow () ? 20 * N_SEEDS
                                 : removing         ? MAX (N_SEEDS / 3, 2)
                                                    : N_SEEDS;

  for (guint32 seed = first; seed < first + count; seed++)
    run_seed (seed, removing);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/sync-random/converge", GINT_TO_POINTER (FALSE), test_random);
  g_test_add_data_func ("/sync-random/removals", GINT_TO_POINTER (TRUE), test_random);
  return g_test_run ();
}
