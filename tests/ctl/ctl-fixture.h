/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"

#include <json-glib/json-glib.h>

/** CtlFixture: a folder for one test, and what the program answered last. */
typedef struct
{
  char *folder;
  char *database; /* a path in it */
  int status;
  char *output;
  char *errors;
} CtlFixture;

/** The path of the program to run. */
extern const char *ctl_program;

void ctl_set_up (CtlFixture *fixture, gconstpointer data);
void ctl_tear_down (CtlFixture *fixture, gconstpointer data);

/** Adds a test that has a folder of its own and a collective "Cordón" in the database. */
void ctl_add (const char *path, void (*func) (CtlFixture *fixture, gconstpointer data));
/** The same without a collective. */
void ctl_add_empty (const char *path, void (*func) (CtlFixture *fixture, gconstpointer data));

/** Runs the program on the fixture's database with the words of @line (parted as a shell does) and @input (nullable) as standard input. */
void ctl_run_input (CtlFixture *fixture, const char *input, const char *line);
/** The same without input and without --database, with the fixture's folder as the person's data folder. */
void ctl_run_plain (CtlFixture *fixture, const char *line);

/** Runs and expects success, and silence on standard error. */
void ctl_do (CtlFixture *fixture, const char *line);
/** Runs and expects @status, nothing on standard output, and @text within standard error. */
void ctl_refuse (CtlFixture *fixture, const char *line, int status, const char *text);

/** Runs with --json and expects success. (transfer full) */
JsonNode *ctl_json (CtlFixture *fixture, const char *line);
/** A member of an object (or of the first object of an array) as text; "" for null. (transfer full) */
char *ctl_member (JsonNode *node, const char *name);
/** Number of elements of an array. */
guint ctl_count (JsonNode *node);

/** Writes a file into the fixture's folder. (transfer full): its path */
char *ctl_write (CtlFixture *fixture, const char *name, const char *content);

/** Everything in the lists and in the history, to compare. (transfer full) */
char *ctl_snapshot (CtlFixture *fixture);

void ctl_add_import_tests (void);
void ctl_add_plan_tests (void);
void ctl_add_print_tests (void);
void ctl_add_route_tests (void);
void ctl_add_tool_tests (void);
