/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulation.h"

#include "ta-sync-mutant.h"

#define MOST_SEEDS 60

/* What brings the fault of each to light. */
static SimulationOptions
options_for (int mutant)
{
  switch (mutant)
    {
    case TA_MUTANT_SEQ_BEFORE_ROWS:
      return (SimulationOptions) { .seed = 100, .faults = 0.1, .crashes = 0.05 };
    case TA_MUTANT_ASSUME_SENT:
      return (SimulationOptions) { .seed = 100, .faults = 0.25 };
    case TA_MUTANT_NO_EPOCH_CHECK:
      return (SimulationOptions) { .seed = 100, .faults = 0.1, .recreations = 0.05, .numbered = TRUE };
    default:
      return (SimulationOptions) { .seed = 100, .faults = 0.25, .narrow = TRUE };
    }
}

static void
test_is_noticed (void)
{
  SimulationOptions options = options_for (TA_SYNC_MUTANT);
  guint failures = 0;
  guint seeds = 0;

  for (; seeds < MOST_SEEDS && failures < 3; seeds++, options.seed++)
    {
      g_autofree char *wrong = simulation_run (&options);

      failures += wrong != NULL;
    }
  g_test_message ("%u of %u seeds noticed it", failures, seeds);
  g_assert_cmpuint (failures, >=, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/mutant/is-noticed", test_is_noticed);
  return g_test_run ();
}
