/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl-fixture.h"

#include <string.h>

#define HOUSEHOLDS "household,pod,status\nPereira,Cordón,member\nSilva,Cordón,member\n"
#define TURNS                              \
  "date,time,service,household,dish,pod\n" \
  "2026-12-01,18:00,Cooking,Pereira,Soup,Cordón\n"

static void
fill (CtlFixture *fixture)
{
  ctl_run_input (fixture, HOUSEHOLDS, "import households -");
  g_assert_cmpint (fixture->status, ==, 0);
  ctl_run_input (fixture, TURNS, "import turns -");
  g_assert_cmpint (fixture->status, ==, 0);
}

static void
test_kinds (CtlFixture *fixture, gconstpointer data)
{
  const char *const kinds[] = { "week", "month", "cook", "drops" };

  fill (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = ctl_write (fixture, "sheet.pdf", "");
      g_autofree char *line = g_strdup_printf ("print %s --from 2026-12-01 --pod Cordón --paper letter %s", kinds[i], path);
      g_autofree char *content = NULL;

      ctl_do (fixture, line);
      g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
      g_assert_true (g_str_has_prefix (content, "%PDF-"));
    }
}

static void
test_refused (CtlFixture *fixture, gconstpointer data)
{
  g_autofree char *path = ctl_write (fixture, "sheet.pdf", "as it was");
  g_autofree char *wrong_kind = g_strdup_printf ("print year %s", path);
  g_autofree char *wrong_paper = g_strdup_printf ("print week --paper a3 %s", path);
  g_autofree char *wrong_service = g_strdup_printf ("print week --service Cooking %s", path);
  g_autofree char *no_turn = g_strdup_printf ("print cook --from 2026-12-02 %s", path);
  g_autofree char *no_pod = g_strdup_printf ("print week --pod Nowhere %s", path);
  g_autofree char *content = NULL;

  fill (fixture);
  ctl_refuse (fixture, wrong_kind, 2, "year");
  ctl_refuse (fixture, wrong_paper, 2, "a3");
  ctl_refuse (fixture, wrong_service, 2, "--service");
  ctl_refuse (fixture, no_turn, 1, "no such turn");
  ctl_refuse (fixture, no_pod, 1, "Nowhere");
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "as it was");
}

void
ctl_add_print_tests (void)
{
  ctl_add ("/ctl/print/kinds", test_kinds);
  ctl_add ("/ctl/print/refused", test_refused);
}
