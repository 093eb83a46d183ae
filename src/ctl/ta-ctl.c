/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ctl.h"

#include "ta-ctl-options.h"
#include "ta-pod-table.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gprintf.h>
#include <locale.h>
#include <stdio.h>
#include <unistd.h>

#define STATUS_DONE 0
#define STATUS_FAILED 1
#define STATUS_USAGE 2

G_DEFINE_QUARK (ta - ctl - error - quark, ta_ctl_error)

static const TaCtlVerb verbs[] = {
  { "new", "NAME --timezone TZ --currency CUR", N_ ("start a collective"), 1, 1, TA_CTL_TIMEZONE | TA_CTL_CURRENCY,
    TA_CTL_TIMEZONE | TA_CTL_CURRENCY, ta_ctl_new },
  { "import", "KIND FILE [--mapping FILE] [--dry-run] [--skip-bad]", N_ ("bring in a table; “-” is standard input"), 2, 2,
    TA_CTL_MAPPING | TA_CTL_DRY_RUN | TA_CTL_SKIP_BAD | TA_CTL_HOUSEHOLD | TA_CTL_TODAY, 0, ta_ctl_import },
  { "export", "KIND [--audience WHO] [--health] [--format csv|ics] [FILE]", N_ ("write a table, or the turns as a calendar"), 1, 2,
    TA_CTL_FORMAT | TA_CTL_FROM | TA_CTL_TO | TA_CTL_POD | TA_CTL_HOUSEHOLD | TA_CTL_PERSON | TA_CTL_DRAFTS | TA_CTL_TODAY | TA_CTL_AUDIENCE | TA_CTL_HEALTH, 0, ta_ctl_export },
  { "list", "KIND [--search TEXT] [--from DATE] [--to DATE]", N_ ("list what there is of a kind"), 1, 1,
    TA_CTL_SEARCH | TA_CTL_FROM | TA_CTL_TO | TA_CTL_TODAY, 0, ta_ctl_list },
  { "lend", "TOOL HOUSEHOLD [--due DATE]", N_ ("lend a tool"), 2, 2, TA_CTL_DUE | TA_CTL_TODAY, 0, ta_ctl_lend },
  { "return", "TOOL", N_ ("take a lent tool back"), 1, 1, TA_CTL_TODAY, 0, ta_ctl_return },
  { "reserve", "TOOL HOUSEHOLD FROM TO", N_ ("reserve a tool from one day up to another"), 4, 4, 0, 0, ta_ctl_reserve },
  { "plan", "--from DATE [--weeks N] [--service NAME] [--pod NAME] [--publish] [--dry-run]",
    N_ ("plan who holds the turns; or a rota that comes as text, with --instance FILE"), 0, 0,
    TA_CTL_INSTANCE | TA_CTL_SEED | TA_CTL_FROM | TA_CTL_WEEKS | TA_CTL_SERVICE | TA_CTL_POD | TA_CTL_PUBLISH | TA_CTL_DRY_RUN | TA_CTL_TODAY, 0,
    ta_ctl_plan },
  { "print", "KIND [--from DATE] [--pod NAME] [--service NAME] [--paper a4|letter] FILE", N_ ("write a sheet to print as PDF: week, month, cook or drops"), 2, 2,
    TA_CTL_FROM | TA_CTL_POD | TA_CTL_SERVICE | TA_CTL_PAPER | TA_CTL_TODAY, 0, ta_ctl_print },
  { "route", "--points FILE [--closed]", N_ ("find the best delivery round from the first of some places"), 0, 0, TA_CTL_POINTS | TA_CTL_CLOSED, TA_CTL_POINTS,
    ta_ctl_route },
  { "sync", "status | once | continuously | export [FILE]", N_ ("exchange the collective with its hub"), 1, 2, 0, 0, ta_ctl_sync },
  { "hub", "found LINK | join LINK | invite | devices | confirm DEVICE | remove DEVICE | leave | sheet",
    N_ ("put the collective on a hub, join one, and look after its devices"), 1, 2, TA_CTL_NAME | TA_CTL_HOURS, 0, ta_ctl_hub },
  { "history", "[--limit N]", N_ ("list the latest changes"), 0, 0, TA_CTL_LIMIT, 0, ta_ctl_history },
  { "undo", "[ID]", N_ ("undo the last change, or one of the history"), 0, 1, 0, 0, ta_ctl_undo },
  { "redo", "", N_ ("do again what was undone last"), 0, 0, 0, 0, ta_ctl_redo },
  { "check", "", N_ ("check the database and name what is wrong"), 0, 0, 0, 0, ta_ctl_check },
  { "backup", "FILE", N_ ("write a copy of the database"), 1, 1, 0, 0, ta_ctl_backup },
  { "restore", "FILE", N_ ("put a backup in the place of the database"), 1, 1, 0, 0, ta_ctl_restore },
  /* For the tests and the benchmarks: the application makes it by itself. */
  { "practice", NULL, NULL, 1, 1, TA_CTL_TODAY, 0, ta_ctl_practice },
  { NULL }
};

void
ta_ctl_say (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_vprintf (format, arguments);
  va_end (arguments);
  putchar ('\n');
}

void
ta_ctl_complain (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_vfprintf (stderr, format, arguments);
  va_end (arguments);
  fputc ('\n', stderr);
}

gboolean
ta_ctl_parse_date (const char *text, TaDate *date, GError **error)
{
  if (ta_date_parse (text, date))
    return TRUE;
  g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("“%s” is not a date. Write YYYY-MM-DD."), text);
  return FALSE;
}

const char *
ta_ctl_get_actor (void)
{
  const char *real_name = g_get_real_name ();

  return g_strcmp0 (real_name, "Unknown") != 0 ? real_name : g_get_user_name ();
}

TaStore *
ta_ctl_open (TaCtl *self, GError **error)
{
  TaStore *store = ta_store_open (self->database, 0, error);

  if (store != NULL)
    ta_store_set_actor (store, ta_ctl_get_actor ());
  return store;
}

TaDatabase *
ta_ctl_open_to_read (TaCtl *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  TaDatabase *database = ta_database_open (self->database, 0, &local_error);

  if (database != NULL)
    return database;
  if (g_error_matches (local_error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_READ_ONLY))
    return ta_database_open (self->database, TA_DATABASE_READ_ONLY, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

gboolean
ta_ctl_get_today (TaCtl *self, TaDatabase *database, TaDate *today, GError **error)
{
  *today = self->today;
  return self->today != TA_DATE_NONE || ta_collective_table_date (database, 0, today, error);
}

static void
show_help (void)
{
  ta_ctl_say ("%s", _ ("Usage: turnaboutctl [--database FILE] [--json] VERB …"));
  putchar ('\n');
  for (const TaCtlVerb *verb = verbs; verb->name != NULL; verb++)
    if (verb->usage != NULL)
      ta_ctl_say ("  %s%s%s\n      %s", verb->name, *verb->usage != '\0' ? " " : "", verb->usage, _ (verb->summary));
  putchar ('\n');
  ta_ctl_say ("%s", _ ("KIND is households, people, tools, turns, loans, absences, availability, memberships or needs; dates are YYYY-MM-DD.\n"
                       "Without --database it is the collective that Turnabout opened last. See turnaboutctl(1)."));
}

static int
report (const GError *error)
{
  if (g_error_matches (error, TA_CTL_ERROR, TA_CTL_ERROR_TOLD))
    return STATUS_FAILED;
  ta_ctl_complain ("turnaboutctl: %s", error->message);
  if (!g_error_matches (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE))
    return STATUS_FAILED;
  ta_ctl_complain ("%s", _ ("“turnaboutctl --help” shows how it is used."));
  return STATUS_USAGE;
}

static gboolean
run (TaCtl *self, char **strings, GError **error)
{
  TaCtlRequest request = TA_CTL_RUN;
  const TaCtlVerb *verb = NULL;

  if (!ta_ctl_options_parse (self, strings, verbs, &request, &verb, error))
    return FALSE;
  if (request == TA_CTL_SHOW_HELP)
    show_help ();
  else if (request == TA_CTL_SHOW_VERSION)
    ta_ctl_say ("turnaboutctl %s", TA_VERSION);
  else
    return verb->func (self, error);
  return TRUE;
}

/* A full disk or a closed pipe must not pass for success. */
static gboolean
flush_output (GError **error)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("Standard output could not be written."));
  return FALSE;
}

/* A standard stream that is closed would lend its number to the next file that is opened, and that be read or written in its place. */
static void
occupy_streams (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) < 0)
      /* Open the wrong way round, so that using it fails. */
      open ("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int
ta_ctl_main (int argc, char **argv)
{
  TaCtl self = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean done;

  occupy_streams ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, TA_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("turnaboutctl");
  done = run (&self, g_strdupv (argv), &error) && flush_output (&error);
  ta_ctl_options_clear (&self);
  return done ? STATUS_DONE : report (error);
}
