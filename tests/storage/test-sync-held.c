/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What does not fit together, and what a person does about it. */
#include "ta-sync-notice-table.h"
#include "ta-test-pair.h"

static gboolean
keep_shown (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_attention_keep_shown (database, data, g_get_real_time () / 1000, error);
}

/* An absence that ends before it begins, made of two that do not, is as it was on each; what else came of the household is known, and one click ends it. */
static void
test_ends_before_it_begins (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  const TaAttention *held;

  pair_init (&pair);
  ta_test_run (pair.devices[0], "INSERT INTO absence (id, household, from_date, until_date) VALUES ('b9', 'pena', '2999-06-01', '2999-06-10')");
  pair_exchange (&pair);
  ta_test_run (pair.devices[0], "UPDATE absence SET from_date = '2999-06-08' WHERE id = 'b9'; UPDATE household SET vehicle = 'Bike' WHERE id = 'pena'");
  ta_test_run (pair.devices[1], "UPDATE absence SET until_date = '2999-06-05' WHERE id = 'b9'; INSERT INTO allergy (id, person, allergen, severity) VALUES ('a9', 'ana', 'wasps', 'anaphylaxis')");
  pair_exchange (&pair);
  ta_test_assert_ask (pair.devices[0], "SELECT from_date || until_date FROM absence WHERE id = 'b9'", "2999-06-082999-06-10");
  ta_test_assert_ask (pair.devices[1], "SELECT from_date || until_date FROM absence WHERE id = 'b9'", "2999-06-012999-06-05");
  assert_both (&pair, "SELECT vehicle || severity FROM household h JOIN person p ON p.household = h.id JOIN allergy a ON a.person = p.id WHERE a.id = 'a9'", "Bikeanaphylaxis");
  assert_both (&pair, "SELECT held FROM sync_document WHERE type = 'household' AND id = 'pena'", "invalid");
  list = ta_store_read (pair.devices[1], read_attention, NULL, NULL);
  g_assert_cmpint (list->len, ==, 1);
  held = list->pdata[0];
  g_assert_cmpint (held->kind, ==, TA_ATTENTION_HELD);
  g_assert_true (held->is_shown);
  ta_store_run (pair.devices[1], "Settled", NULL, keep_shown, (gpointer) held, NULL, &error);
  g_assert_no_error (error);
  meet (&pair);
  assert_both (&pair, "SELECT from_date || until_date FROM absence WHERE id = 'b9'", "2999-06-012999-06-05");
  assert_both (&pair, "SELECT vehicle || severity FROM household h JOIN person p ON p.household = h.id JOIN allergy a ON a.person = p.id WHERE a.id = 'a9'", "Bikeanaphylaxis");
  none = ta_store_read (pair.devices[0], read_attention, NULL, NULL);
  g_assert_cmpint (none->len, ==, 0);
  g_assert_false (ta_store_run (pair.devices[1], "Settled", NULL, keep_shown, (gpointer) held, NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOTHING);
}

/* What was to come anew and cannot is given up with it. */
static void
test_refused_row_is_given_up (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaDocument) household = NULL;
  gint64 now = g_get_real_time () / 1000 + 60000;

  pair_init (&pair);
  household = ta_test_document (pair.devices[0], "household", "pena");
  set_integer (household, "absence/b8", 1, now);
  set_text (household, "absence/b8/id", "b8", now);
  set_text (household, "absence/b8/from_date", "2999-06-08", now);
  set_text (household, "absence/b8/until_date", "2999-06-05", now);
  set_text (household, "vehicle", "Bike", now);
  ta_test_hub_put (pair.hub, household, 9);
  meet (&pair);
  assert_both (&pair, "SELECT vehicle FROM household WHERE id = 'pena'", "Bike");
  list = ta_store_read (pair.devices[0], read_attention, NULL, NULL);
  g_assert_cmpint (list->len, ==, 1);
  ta_store_run (pair.devices[0], "Settled", NULL, keep_shown, list->pdata[0], NULL, &error);
  g_assert_no_error (error);
  meet (&pair);
  assert_both (&pair, "SELECT count (*) FROM sync_document WHERE held IS NOT NULL", "0");
  assert_both (&pair, "SELECT count (*) FROM absence WHERE id = 'b8'", "0");
}

static gboolean
choose_other (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  TaSyncKept *kept = data;

  return ta_sync_kept_decide (database, kept, kept->others->pdata[0], g_get_real_time () / 1000, error);
}

/* The address that a person takes back goes with the place on the map that was given with it; one that was there before stays. */
static void
test_place_of_an_address (void)
{
  static const char place[] = "SELECT address || coalesce (latitude, '-') || coalesce (longitude, '-') FROM household WHERE id = ";
  static const char *const ids[] = { "silva", "pena" };
  static const char *const expected[] = { "1 Oak Street--", "1 Oak Street-34.9-56.18" };
  g_auto (Pair) pair = { 0 };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  pair_init (&pair);
  both (&pair, "UPDATE household SET address = '1 Oak Street' WHERE id IN ('silva', 'pena')",
        "UPDATE household SET address = '2 Elm Street', latitude = -34.5, longitude = -56.5 WHERE id = 'silva'; UPDATE household SET address = '2 Elm Street' WHERE id = 'pena'");
  list = ta_store_read (pair.devices[0], read_kept, NULL, NULL);
  g_assert_cmpint (list->len, ==, 2);
  for (guint i = 0; i < list->len; i++)
    {
      ta_store_run (pair.devices[0], "Chose", NULL, choose_other, list->pdata[i], NULL, &error);
      g_assert_no_error (error);
    }
  meet (&pair);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *sql = g_strdup_printf ("%s'%s'", place, ids[i]);

      assert_both (&pair, sql, expected[i]);
    }
}

static gboolean
forget_revs (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_forget_revs (database, error);
}

static void
forget_both (Pair *pair)
{
  for (int i = 0; i < 2; i++)
    ta_store_run (pair->devices[i], "Forget", NULL, forget_revs, NULL, NULL, NULL);
}

/* A hub that lost what it had takes away no word of safety: what both changed since they last agreed is kept twice as ever. */
static void
test_hub_is_lost (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (GPtrArray) kept = NULL;

  pair_init (&pair);
  ta_test_run (pair.devices[0], "UPDATE household SET address = '1 Oak Street' WHERE id = 'silva'; UPDATE tool SET name = 'Axe' WHERE id = 'saw'");
  ta_test_run (pair.devices[1], "UPDATE household SET address = '2 Elm Street' WHERE id = 'silva'; UPDATE tool SET name = 'Adze' WHERE id = 'saw'");
  forget_both (&pair);
  meet (&pair);
  assert_both (&pair, "SELECT address FROM household WHERE id = 'silva'", "2 Elm Street");
  for (int i = 0; i < 2; i++)
    {
      g_clear_pointer (&kept, g_ptr_array_unref);
      kept = ta_store_read (pair.devices[i], read_kept, NULL, NULL);
      g_assert_cmpint (kept->len, ==, 1);
    }
  ta_test_assert_ask (pair.devices[1], "SELECT count (*) FROM sync_notice WHERE kind = 'field' AND key = 'name'", "1");
}

/* What an older hub says of what has been changed since is nobody's change. */
static void
test_hub_is_older (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (TaDocument) before = NULL;

  pair_init (&pair);
  before = ta_test_document (pair.devices[0], "household", "silva");
  both (&pair, "UPDATE household SET address = '1 Oak Street' WHERE id = 'silva'; UPDATE person SET name = 'Ruy' WHERE id = 'rui'", "SELECT 1");
  ta_test_hub_put (pair.hub, before, 9);
  forget_both (&pair);
  /* Who hears it first. */
  ta_test_run (pair.devices[0], "UPDATE household SET address = '2 Elm Street' WHERE id = 'silva'; DELETE FROM person WHERE id = 'rui'");
  meet (&pair);
  assert_both (&pair, "SELECT address FROM household WHERE id = 'silva'", "2 Elm Street");
  assert_both (&pair, "SELECT count (*) FROM person WHERE id = 'rui'", "0");
  assert_both (&pair, "SELECT count (*) FROM sync_notice", "0");
  assert_both (&pair, "SELECT count (*) FROM sync_document WHERE has_kept = 1", "0");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-held/ends-before-it-begins", test_ends_before_it_begins);
  g_test_add_func ("/sync-held/refused-row-is-given-up", test_refused_row_is_given_up);
  g_test_add_func ("/sync-held/place-of-an-address", test_place_of_an_address);
  g_test_add_func ("/sync-held/hub-is-lost", test_hub_is_lost);
  g_test_add_func ("/sync-held/hub-is-older", test_hub_is_older);
  return g_test_run ();
}
