/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-application.h"

#include <libintl.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* glibc gives each thread a heap of its own. Here the worker and the window mostly wait for one another: they share one. */
static void
save_memory (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, 1);
#endif
}

int
main (int argc, char **argv)
{
  g_autoptr (TaApplication) application = NULL;

  save_memory ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, TA_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  application = ta_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
