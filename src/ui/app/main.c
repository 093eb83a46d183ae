/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-application.h"

#include <libintl.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  g_autoptr (TaApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, TA_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  application = ta_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
