/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-test.h"

/**
 * hub_process_start:
 * @program: turnabout-hub
 * @test: whose file it serves; its own hub must have been stopped. Its url becomes the program's
 * @most_bytes: what a file of the process may grow to; 0: anything
 * @loud: with a line for each request on its standard error
 *
 * Runs the program until it says where it listens.
 *
 * Returns: (transfer full)
 */
GSubprocess *hub_process_start (const char *program, HubTest *test, gsize most_bytes, gboolean loud);

/** The same with @arguments (before the file) and nothing else. */
GSubprocess *hub_process_start_with (const char *program, HubTest *test, const char *const *arguments);

/** Ends it by @signal, and waits for its end. */
void hub_process_end (GSubprocess *process, int signal);

/** Runs the program with @arguments to its end. (transfer full): what it said on standard output */
char *hub_process_run (const char *program, int status, const char *const *arguments);

/** The most that the process ever had in memory, in MB; 0 where nobody can tell. */
guint hub_process_peak (GSubprocess *process);

/** How many files and connections it has open. */
guint hub_process_files (GSubprocess *process);
