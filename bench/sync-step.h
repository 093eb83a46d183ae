/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** Step: what one thing that a client does costs it. */
typedef struct
{
  double wall_ms;
  double cpu_ms; /* of the whole process */
} Step;

/** Begins; peak memory is counted anew from here on. */
Step step_begin (void);
/** Prints one line of JSON about what was done since @step began. */
void step_end (const Step *step, const char *name, guint documents);
