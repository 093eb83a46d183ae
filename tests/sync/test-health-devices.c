/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health-device.h"
#include "ta-seal-error.h"
#include "ta-test-hub.h"

#include <string.h>

/* The lock of the health data of a pod that two devices have. */

static void
pair_init (TaTestHub *hub, HealthDevice *a, HealthDevice *b)
{
  TaStore *stores[2];

  health_device_init (a, FALSE);
  ta_test_device_join (a->store, 1);
  b->path = g_strdup (":memory:");
  health_open_store (b);
  ta_test_device_join (b->store, 2);
  stores[0] = a->store;
  stores[1] = b->store;
  ta_test_settle (hub, stores, 2);
}

static void
meet (TaTestHub *hub, HealthDevice *a, HealthDevice *b)
{
  TaStore *stores[2] = { a->store, b->store };

  ta_test_settle (hub, stores, 2);
  ta_test_assert_same (a->store, b->store);
}

static void
set_kiwi (HealthDevice *device, TaSeverity severity)
{
  g_autoptr (TaHousehold) household = health_family (device);

  ta_allergy_set_severity (health_find_allergy (household, "kiwi"), severity);
  health_save (device, household);
}

static void
test_sync (void)
{
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_auto (HealthDevice) a = { 0 };
  g_auto (HealthDevice) b = { 0 };
  g_autofree char *documents = NULL;

  pair_init (hub, &a, &b);
  set_kiwi (&b, TA_SEVERITY_AVOID);
  set_kiwi (&b, TA_SEVERITY_PREFERENCE);
  meet (hub, &a, &b);
  health_turn_on (&a);
  meet (hub, &a, &b);
  g_assert_cmpint (health_apply (&b), ==, TA_HEALTH_RING_LOCKED);
  health_assert_hidden (&b, TA_HEALTH_LOCKED);
  health_unlock (&b, HEALTH_PASSPHRASE);
  health_assert_open (&b);
  meet (hub, &a, &b);
  documents = ta_test_documents (b.store);
  g_assert_null (strstr (documents, "anaphylaxis"));
  g_assert_null (strstr (documents, HEALTH_NOTE));
  health_turn_off (&b);
  meet (hub, &a, &b);
  g_assert_cmpint (health_apply (&a), ==, TA_HEALTH_RING_OFF);
  health_assert_open (&a);
  meet (hub, &a, &b);
  ta_test_assert_ask (a.store, "SELECT group_concat (severity) FROM (SELECT severity FROM allergy ORDER BY 1)", "anaphylaxis,preference");
}

/* A field of safety keeps two values that are different, and one where both gave the same: sealed as in the open. */
static void
test_clash (void)
{
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_auto (HealthDevice) a = { 0 };
  g_auto (HealthDevice) b = { 0 };

  pair_init (hub, &a, &b);
  health_turn_on (&a);
  meet (hub, &a, &b);
  health_unlock (&b, HEALTH_PASSPHRASE);
  meet (hub, &a, &b);
  set_kiwi (&a, TA_SEVERITY_ALLERGY);
  set_kiwi (&b, TA_SEVERITY_ALLERGY);
  meet (hub, &a, &b);
  ta_test_assert_ask (a.store, "SELECT count (*) FROM sync_document WHERE has_kept = 1", "0");
  set_kiwi (&a, TA_SEVERITY_AVOID);
  set_kiwi (&b, TA_SEVERITY_ANAPHYLAXIS);
  meet (hub, &a, &b);
  ta_test_assert_ask (a.store, "SELECT count (*) FROM sync_document WHERE has_kept = 1", "1");
}

/* One writes on before it hears that the other has locked: what it wrote is sealed as soon as somebody can. */
static void
test_late (void)
{
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_auto (HealthDevice) a = { 0 };
  g_auto (HealthDevice) b = { 0 };
  g_autoptr (TaHousehold) household = NULL;
  g_autoptr (GError) error = NULL;

  pair_init (hub, &a, &b);
  health_turn_on (&a);
  set_kiwi (&b, TA_SEVERITY_INTOLERANCE);
  meet (hub, &a, &b);
  /* Until then it lies there, where nobody has the key: all else can be changed, but not what it says. */
  household = health_family (&b);
  ta_set_text (&household->address, "Colonia 1");
  health_save (&b, household);
  ta_test_assert_ask (b.store, "SELECT severity FROM allergy WHERE allergen = 'kiwi'", "intolerance");
  ta_allergy_set_severity (health_find_allergy (household, "kiwi"), TA_SEVERITY_AVOID);
  g_assert_false (ta_store_run (b.store, "x", NULL, health_save_family, household, NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_LOCKED);
  g_assert_cmpint (health_apply (&a), ==, TA_HEALTH_RING_OPEN);
  meet (hub, &a, &b);
  ta_test_assert_ask (b.store, "SELECT count (*) FROM allergy WHERE severity NOT LIKE 'sealed:1:%'", "0");
}

/* Both turn it on, each with a passphrase of its own, neither knowing of the other. */
static void
test_two_locks (void)
{
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_auto (HealthDevice) a = { 0 };
  g_auto (HealthDevice) b = { 0 };
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  pair_init (hub, &a, &b);
  health_turn_on (&a);
  ta_health_ring_turn_on (b.ring, b.store, "eight white ducks", TA_HEALTH_COST_LEAST, &state, &error);
  g_assert_no_error (error);
  meet (hub, &a, &b);
  g_assert_cmpint (health_apply (&a), ==, TA_HEALTH_RING_OPEN);
  health_unlock (&a, "eight white ducks");
  health_assert_open (&a);
  meet (hub, &a, &b);
  ta_test_assert_ask (a.store, "SELECT count (*) FROM health_lock WHERE state = 'on'", "1");
  g_assert_cmpint (health_apply (&b), ==, TA_HEALTH_RING_LOCKED);
  health_unlock (&b, HEALTH_PASSPHRASE);
  health_assert_open (&b);
}

static void
assert_younger_decides_nothing (HealthDevice *device)
{
  g_autofree char *before = ta_test_ask (device->store, "SELECT group_concat (state || wrapped) FROM (SELECT state, wrapped FROM health_lock ORDER BY id)");
  g_autofree char *after = NULL;
  g_autoptr (GError) change = NULL;
  g_autoptr (GError) off = NULL;
  TaHealthRingState state;

  g_assert_false (ta_health_ring_change (device->ring, device->store, "eight white ducks", "mine", TA_HEALTH_COST_LEAST, &state, &change));
  g_assert_error (change, TA_SEAL_ERROR, TA_SEAL_ERROR_DAMAGED);
  g_assert_false (ta_health_ring_turn_off (device->ring, device->store, "eight white ducks", &state, &off));
  g_assert_error (off, TA_SEAL_ERROR, TA_SEAL_ERROR_DAMAGED);
  after = ta_test_ask (device->store, "SELECT group_concat (state || wrapped) FROM (SELECT state, wrapped FROM health_lock ORDER BY id)");
  g_assert_cmpstr (before, ==, after);
}

/* The passphrase of the younger is no way to the elder, open as that may be: neither before what the younger sealed can be opened nor after. */
static void
test_younger_lock (void)
{
  g_autoptr (TaTestHub) hub = ta_test_hub_new ();
  g_auto (HealthDevice) a = { 0 };
  g_auto (HealthDevice) b = { 0 };
  g_autoptr (GError) error = NULL;
  TaHealthRingState state;

  pair_init (hub, &a, &b);
  health_turn_on (&a);
  ta_test_run (a.store, "UPDATE health_lock SET made_at = 1");
  ta_health_ring_turn_on (b.ring, b.store, "eight white ducks", TA_HEALTH_COST_LEAST, &state, &error);
  g_assert_no_error (error);
  set_kiwi (&b, TA_SEVERITY_INTOLERANCE);
  meet (hub, &a, &b);
  g_assert_cmpint (health_apply (&a), ==, TA_HEALTH_RING_OPEN);
  assert_younger_decides_nothing (&a);
  g_assert_cmpint (health_apply (&b), ==, TA_HEALTH_RING_LOCKED);
  assert_younger_decides_nothing (&b);
  /* Given to unlock, it opens what the younger sealed, which is sealed anew; and then it is a passphrase of nothing. */
  health_unlock (&a, "eight white ducks");
  ta_test_assert_ask (a.store, "SELECT count (*) FROM health_lock WHERE state = 'on'", "1");
  assert_younger_decides_nothing (&a);
  meet (hub, &a, &b);
  health_unlock (&b, HEALTH_PASSPHRASE);
  assert_younger_decides_nothing (&b);
  health_turn_off (&b);
  meet (hub, &a, &b);
  g_assert_cmpint (health_apply (&a), ==, TA_HEALTH_RING_OFF);
  ta_test_assert_ask (a.store, "SELECT severity FROM allergy WHERE allergen = 'kiwi'", "intolerance");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/health/sync", test_sync);
  g_test_add_func ("/health/clash", test_clash);
  g_test_add_func ("/health/late", test_late);
  g_test_add_func ("/health/two-locks", test_two_locks);
  g_test_add_func ("/health/younger-lock", test_younger_lock);
  return g_test_run ();
}
