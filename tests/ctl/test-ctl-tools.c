/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl-fixture.h"

#include <string.h>

static void
add_tools (CtlFixture *fixture)
{
  ctl_run_input (fixture, "number,name,owner\n41,Hammer drill,Pereira\n42,Ladder,Silva\n43,Ladder,Silva\n", "import tools -");
  g_assert_cmpint (fixture->status, ==, 0);
}

static void
assert_state (CtlFixture *fixture, const char *number, const char *day, const char *state, const char *borrower, const char *due)
{
  g_autofree char *line = g_strdup_printf ("list tools --search %s --today %s", number, day);
  g_autoptr (JsonNode) tools = ctl_json (fixture, line);
  g_autofree char *found_state = ctl_member (tools, "state");
  g_autofree char *found_borrower = ctl_member (tools, "borrower");
  g_autofree char *found_due = ctl_member (tools, "due");

  g_assert_cmpstr (found_state, ==, state);
  g_assert_cmpstr (found_borrower, ==, borrower);
  g_assert_cmpstr (found_due, ==, due);
}

static void
test_lend (CtlFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) loans = NULL;
  g_autofree char *returned = NULL;

  add_tools (fixture);
  ctl_do (fixture, "lend 41 silva --due 2026-11-30 --today 2026-11-23");
  assert_state (fixture, "41", "2026-11-30", "on-loan", "Silva", "2026-11-30");
  assert_state (fixture, "41", "2026-12-01", "overdue", "Silva", "2026-11-30");
  ctl_refuse (fixture, "lend 41 Pereira --today 2026-11-24", 1, "Tool 41, Hammer drill, is out with Silva until 30 Nov 2026.");
  ctl_do (fixture, "return 'hammer drill' --today 2026-11-29");
  assert_state (fixture, "41", "2026-11-30", "available", "", "");
  loans = ctl_json (fixture, "list loans");
  g_assert_cmpuint (ctl_count (loans), ==, 1);
  returned = ctl_member (loans, "returned");
  g_assert_cmpstr (returned, ==, "2026-11-29");
  ctl_refuse (fixture, "return 41", 1, "is not out");
}

static void
test_default_due (CtlFixture *fixture, gconstpointer data)
{
  add_tools (fixture);
  /* The collective's days for loans: seven, where nobody said otherwise. */
  ctl_do (fixture, "lend 41 Silva --today 2026-11-23");
  assert_state (fixture, "41", "2026-11-23", "on-loan", "Silva", "2026-11-30");
}

static void
test_refused (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  add_tools (fixture);
  before = ctl_snapshot (fixture);
  ctl_refuse (fixture, "lend 99 Silva", 1, "There is no tool “99”.");
  ctl_refuse (fixture, "lend 41 Nobody", 1, "There is no household “Nobody”.");
  ctl_refuse (fixture, "lend Ladder Silva", 1, "Several tools are called “Ladder”.");
  ctl_refuse (fixture, "lend 41 Silva --today 2026-11-23 --due 2026-11-22", 1, "cannot be due before that day");
  ctl_refuse (fixture, "reserve 41 Silva 2026-12-03 2026-12-01", 1, "at least a day");
  ctl_refuse (fixture, "redo", 1, "nothing to redo");
  after = ctl_snapshot (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
test_reserve (CtlFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) tools = NULL;
  g_autofree char *household = NULL;
  g_autofree char *until = NULL;

  add_tools (fixture);
  ctl_do (fixture, "reserve 41 Silva 2026-12-01 2026-12-04");
  tools = ctl_json (fixture, "list tools --search 41 --today 2026-11-23");
  household = ctl_member (tools, "reserved_by");
  until = ctl_member (tools, "reserved_until");
  g_assert_cmpstr (household, ==, "Silva");
  g_assert_cmpstr (until, ==, "2026-12-04");
  ctl_refuse (fixture, "reserve 41 Pereira 2026-12-03 2026-12-05", 1, "is reserved by Silva from 1 Dec 2026 to 3 Dec 2026");
  ctl_refuse (fixture, "lend 41 Pereira --today 2026-11-30 --due 2026-12-01", 1, "is reserved by Silva");
  ctl_do (fixture, "reserve 41 Pereira 2026-12-04 2026-12-05");
}

static void
test_undo (CtlFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) history = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autofree char *source = NULL;

  add_tools (fixture);
  ctl_do (fixture, "lend 41 Silva --today 2026-11-23");
  ctl_do (fixture, "lend 42 Silva --today 2026-11-23");
  history = ctl_json (fixture, "history --limit 1");
  g_assert_cmpuint (ctl_count (history), ==, 1);

  answer = ctl_json (fixture, "undo");
  source = ctl_member (answer, "source");
  g_assert_cmpstr (source, ==, "command");
  assert_state (fixture, "42", "2026-11-23", "available", "", "");
  assert_state (fixture, "41", "2026-11-23", "on-loan", "Silva", "2026-11-30");
  ctl_do (fixture, "redo");
  assert_state (fixture, "42", "2026-11-23", "on-loan", "Silva", "2026-11-30");
  ctl_refuse (fixture, "undo 9999", 1, "no such entry");

  /* An older one alone, while the newer ones stand. */
  ctl_do (fixture, "undo 3");
  assert_state (fixture, "41", "2026-11-23", "available", "", "");
  assert_state (fixture, "42", "2026-11-23", "on-loan", "Silva", "2026-11-30");
  ctl_refuse (fixture, "undo 3", 1, "has been undone already");
}

void
ctl_add_tool_tests (void)
{
  ctl_add ("/ctl/tools/lend", test_lend);
  ctl_add ("/ctl/tools/default-due", test_default_due);
  ctl_add ("/ctl/tools/refused", test_refused);
  ctl_add ("/ctl/tools/reserve", test_reserve);
  ctl_add ("/ctl/tools/undo", test_undo);
}
