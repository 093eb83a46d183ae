/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * Simulation: some devices with databases of their own, which people change at random and which exchange now and then over a network and a hub
 * that fail in every way they can. In the end the faults stop, everybody exchanges until nothing moves, and then all must be the same, and nothing
 * that somebody wrote may be lost.
 */
typedef struct
{
  guint32 seed;
  guint devices;      /* 0: two to five, by the seed */
  int steps;          /* 0: 102 to 204, of which 60 to 120 are changes by people */
  double faults;      /* how often of 1 a question meets with something */
  double crashes;     /* how often of 1 the program ends at a place where it can */
  double sloppy;      /* see fake_hub_set_sloppy() */
  double recreations; /* how often of 1 a step makes the hub anew */
  double restores;    /* how often of 1 a step puts the hub back from a copy */
  double deletions;   /* how often of 1 a step is an operator who deletes a document */
  gboolean numbered;  /* see fake_hub_set_numbered() */
  gboolean narrow;    /* two households only, that everybody changes */
} SimulationOptions;

/** What went wrong, or %NULL. (transfer full) */
char *simulation_run (const SimulationOptions *options);

/** How many of @count seeds from @options->seed on went wrong; says so with g_test_message(). */
guint simulation_run_many (const SimulationOptions *options, guint count);
