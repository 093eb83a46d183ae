/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulation.h"

/* Each of these is the whole exchange under another kind of bad luck; see simulation.h for what must hold in the end. */

/* As they are built for people: five devices, and 340 seeds in all. Under the sanitizers, which take eight times as long: two to five, and a third. */
#ifdef __SANITIZE_ADDRESS__
#define DEVICES 0
#define SEEDS(thorough) ((g_test_slow () ? 4 * (thorough) : (thorough)) / 3)
#else
#define DEVICES 5
#define SEEDS(thorough) (g_test_slow () ? 4 * (thorough) : (thorough))
#endif

static void
test_calm (void)
{
  g_assert_cmpuint (simulation_run_many (&(SimulationOptions) { .devices = DEVICES, .seed = 1 }, SEEDS (20)), ==, 0);
}

static void
test_faults (void)
{
  g_assert_cmpuint (simulation_run_many (&(SimulationOptions) { .devices = DEVICES, .seed = 1000, .faults = 0.25, .crashes = 0.02 }, SEEDS (140)), ==, 0);
}

static void
test_many_faults (void)
{
  g_assert_cmpuint (simulation_run_many (&(SimulationOptions) { .devices = DEVICES, .seed = 2000, .faults = 0.5, .crashes = 0.05, .narrow = TRUE }, SEEDS (40)), ==, 0);
}

static void
test_siblings (void)
{
  g_assert_cmpuint (simulation_run_many (&(SimulationOptions) { .devices = DEVICES, .seed = 3000, .faults = 0.15, .crashes = 0.02, .sloppy = 0.5, .narrow = TRUE }, SEEDS (40)), ==, 0);
}

static void
test_recreated (void)
{
  g_assert_cmpuint (simulation_run_many (&(SimulationOptions) { .devices = DEVICES, .seed = 4000, .faults = 0.15, .crashes = 0.02, .recreations = 0.05 }, SEEDS (25)), ==, 0);
}

static void
test_recreated_numbered (void)
{
  g_assert_cmpuint (simulation_run_many (&(SimulationOptions) { .devices = DEVICES, .seed = 5000, .faults = 0.15, .crashes = 0.02, .recreations = 0.05, .numbered = TRUE }, SEEDS (25)), ==, 0);
}

static void
test_put_back (void)
{
  g_assert_cmpuint (simulation_run_many (&(SimulationOptions) { .devices = DEVICES, .seed = 6000, .faults = 0.15, .crashes = 0.02, .restores = 0.06 }, SEEDS (40)), ==, 0);
}

static void
test_deleted_there (void)
{
  g_assert_cmpuint (simulation_run_many (&(SimulationOptions) { .devices = DEVICES, .seed = 7000, .faults = 0.15, .deletions = 0.05 }, SEEDS (25)), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/simulation/calm", test_calm);
  g_test_add_func ("/sync/simulation/faults", test_faults);
  g_test_add_func ("/sync/simulation/many-faults", test_many_faults);
  g_test_add_func ("/sync/simulation/siblings", test_siblings);
  g_test_add_func ("/sync/simulation/recreated", test_recreated);
  g_test_add_func ("/sync/simulation/recreated-numbered", test_recreated_numbered);
  g_test_add_func ("/sync/simulation/put-back", test_put_back);
  g_test_add_func ("/sync/simulation/deleted-there", test_deleted_there);
  return g_test_run ();
}
