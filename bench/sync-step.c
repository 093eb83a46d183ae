/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-step.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double
now_ms (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

/* The kernel forgets the peak of before. */
static void
forget_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file == NULL)
    return;
  fputs ("5", file);
  fclose (file);
}

static double
read_peak_mb (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmHWM:");
  return line != NULL ? strtod (line + strlen ("VmHWM:"), NULL) / 1024 : 0;
}

Step
step_begin (void)
{
  forget_peak ();
  return (Step) { now_ms (CLOCK_MONOTONIC), now_ms (CLOCK_PROCESS_CPUTIME_ID) };
}

void
step_end (const Step *step, const char *name, guint documents)
{
  double wall = now_ms (CLOCK_MONOTONIC) - step->wall_ms, cpu = now_ms (CLOCK_PROCESS_CPUTIME_ID) - step->cpu_ms;

  printf ("{\"step\": \"%s\", \"documents\": %u, \"wall_ms\": %.1f, \"cpu_ms\": %.1f, \"peak_mb\": %.1f}\n", name, documents, wall, cpu, read_peak_mb ());
  fflush (stdout);
}
