/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ctl-options.h"
#include "ta-location.h"

#include <glib/gi18n-lib.h>

#define MOST_HOURS 72
#define NOT_GIVEN -1

/* What GOption fills; dates are still text. */
typedef struct
{
  gboolean help;
  gboolean version;
  char *from;
  char *to;
  char *due;
  char *today;
} Raw;

static void
raw_clear (Raw *raw)
{
  g_free (raw->from);
  g_free (raw->to);
  g_free (raw->due);
  g_free (raw->today);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Raw, raw_clear)

static gboolean
set_usage (GError **error, const char *sentence)
{
  g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, sentence);
  return FALSE;
}

static gboolean
parse_words (TaCtl *self, Raw *raw, char ***strings, GError **error)
{
  /* All words are taken for file names, which GOption leaves as they are: the locale of a script is often not that of its text. */
  const GOptionEntry entries[] = {
    { "database", 0, 0, G_OPTION_ARG_FILENAME, &self->database, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, NULL, NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &raw->help, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &raw->version, NULL, NULL },
    { "timezone", 0, 0, G_OPTION_ARG_FILENAME, &self->timezone, NULL, NULL },
    { "currency", 0, 0, G_OPTION_ARG_FILENAME, &self->currency, NULL, NULL },
    { "mapping", 0, 0, G_OPTION_ARG_FILENAME, &self->mapping, NULL, NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &self->dry_run, NULL, NULL },
    { "skip-bad", 0, 0, G_OPTION_ARG_NONE, &self->skip_bad, NULL, NULL },
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &self->format, NULL, NULL },
    { "search", 0, 0, G_OPTION_ARG_FILENAME, &self->search, NULL, NULL },
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &raw->from, NULL, NULL },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &raw->to, NULL, NULL },
    { "due", 0, 0, G_OPTION_ARG_FILENAME, &raw->due, NULL, NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &self->limit, NULL, NULL },
    { "instance", 0, 0, G_OPTION_ARG_FILENAME, &self->instance, NULL, NULL },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &self->seed, NULL, NULL },
    { "today", 0, 0, G_OPTION_ARG_FILENAME, &raw->today, NULL, NULL },
    { "pod", 0, 0, G_OPTION_ARG_FILENAME, &self->pod, NULL, NULL },
    { "household", 0, 0, G_OPTION_ARG_FILENAME, &self->household, NULL, NULL },
    { "person", 0, 0, G_OPTION_ARG_FILENAME, &self->person, NULL, NULL },
    { "drafts", 0, 0, G_OPTION_ARG_NONE, &self->drafts, NULL, NULL },
    { "health", 0, 0, G_OPTION_ARG_NONE, &self->health, NULL, NULL },
    { "points", 0, 0, G_OPTION_ARG_FILENAME, &self->points, NULL, NULL },
    { "closed", 0, 0, G_OPTION_ARG_NONE, &self->closed, NULL, NULL },
    { "weeks", 0, 0, G_OPTION_ARG_INT, &self->weeks, NULL, NULL },
    { "service", 0, 0, G_OPTION_ARG_FILENAME, &self->service, NULL, NULL },
    { "publish", 0, 0, G_OPTION_ARG_NONE, &self->publish, NULL, NULL },
    { "paper", 0, 0, G_OPTION_ARG_FILENAME, &self->paper, NULL, NULL },
    { "name", 0, 0, G_OPTION_ARG_FILENAME, &self->name, NULL, NULL },
    { "hours", 0, 0, G_OPTION_ARG_INT, &self->hours, NULL, NULL },
    { "audience", 0, 0, G_OPTION_ARG_FILENAME, &self->audience, NULL, NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) local_error = NULL;

  self->hours = NOT_GIVEN;
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse_strv (context, strings, &local_error))
    return TRUE;
  return set_usage (error, local_error->message);
}

static gboolean
parse_dates (TaCtl *self, const Raw *raw, GError **error)
{
  return (raw->from == NULL || ta_ctl_parse_date (raw->from, &self->from, error))
         && (raw->to == NULL || ta_ctl_parse_date (raw->to, &self->to, error))
         && (raw->due == NULL || ta_ctl_parse_date (raw->due, &self->due, error))
         && (raw->today == NULL || ta_ctl_parse_date (raw->today, &self->today, error));
}

static const char *
option_name (TaCtlOption option)
{
  static const char *const names[] = { "--timezone", "--currency", "--mapping", "--dry-run", "--skip-bad", "--format",
                                       "--search", "--from", "--to", "--due", "--limit", "--today",
                                       "--pod", "--household", "--person", "--drafts", "--instance", "--seed",
                                       "--points", "--closed", "--weeks", "--service", "--publish", "--paper",
                                       "--name", "--hours", "--audience", "--health" };

  return names[g_bit_nth_lsf (option, -1)];
}

static TaCtlOption
given_options (const TaCtl *self)
{
  TaCtlOption given = 0;

  given |= self->timezone != NULL ? TA_CTL_TIMEZONE : 0;
  given |= self->currency != NULL ? TA_CTL_CURRENCY : 0;
  given |= self->mapping != NULL ? TA_CTL_MAPPING : 0;
  given |= self->dry_run ? TA_CTL_DRY_RUN : 0;
  given |= self->skip_bad ? TA_CTL_SKIP_BAD : 0;
  given |= self->format != NULL ? TA_CTL_FORMAT : 0;
  given |= self->search != NULL ? TA_CTL_SEARCH : 0;
  given |= self->from != TA_DATE_NONE ? TA_CTL_FROM : 0;
  given |= self->to != TA_DATE_NONE ? TA_CTL_TO : 0;
  given |= self->due != TA_DATE_NONE ? TA_CTL_DUE : 0;
  given |= self->limit != 0 ? TA_CTL_LIMIT : 0;
  given |= self->today != TA_DATE_NONE ? TA_CTL_TODAY : 0;
  given |= self->pod != NULL ? TA_CTL_POD : 0;
  given |= self->household != NULL ? TA_CTL_HOUSEHOLD : 0;
  given |= self->person != NULL ? TA_CTL_PERSON : 0;
  given |= self->drafts ? TA_CTL_DRAFTS : 0;
  given |= self->health ? TA_CTL_HEALTH : 0;
  given |= self->instance != NULL ? TA_CTL_INSTANCE : 0;
  given |= self->seed != -1 ? TA_CTL_SEED : 0;
  given |= self->points != NULL ? TA_CTL_POINTS : 0;
  given |= self->closed ? TA_CTL_CLOSED : 0;
  given |= self->weeks != 0 ? TA_CTL_WEEKS : 0;
  given |= self->service != NULL ? TA_CTL_SERVICE : 0;
  given |= self->publish ? TA_CTL_PUBLISH : 0;
  given |= self->paper != NULL ? TA_CTL_PAPER : 0;
  given |= self->name != NULL ? TA_CTL_NAME : 0;
  given |= self->hours != NOT_GIVEN ? TA_CTL_HOURS : 0;
  given |= self->audience != NULL ? TA_CTL_AUDIENCE : 0;
  return given;
}

static gboolean
check_verb (const TaCtl *self, const TaCtlVerb *verb, GError **error)
{
  TaCtlOption surplus = self->optional & ~verb->options;
  TaCtlOption missing = verb->needed & ~self->optional;

  if (surplus != 0)
    g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("%s does not take %s."), verb->name, option_name (surplus));
  else if (missing != 0)
    g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("%s needs %s."), verb->name, option_name (missing));
  else if (self->n_arguments < verb->least_arguments)
    g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("Too few arguments: %s %s"), verb->name, verb->usage != NULL ? verb->usage : "");
  else if (self->n_arguments > verb->most_arguments)
    g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("Too many arguments: “%s” is one more than %s takes."),
                 self->arguments[verb->most_arguments], verb->name);
  else
    return TRUE;
  return FALSE;
}

static const TaCtlVerb *
find_verb (const TaCtlVerb *verbs, const char *name, GError **error)
{
  for (const TaCtlVerb *verb = verbs; verb->name != NULL; verb++)
    if (g_str_equal (verb->name, name))
      return verb;
  g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("There is no verb “%s”."), name);
  return NULL;
}

static gboolean
check_text (const TaCtl *self, GError **error)
{
  const char *const words[] = { self->search, self->pod, self->household, self->person, self->service, self->name };
  gboolean valid = TRUE;

  for (guint i = 0; valid && i < G_N_ELEMENTS (words); i++)
    valid = words[i] == NULL || g_utf8_validate (words[i], -1, NULL);
  for (guint i = 0; valid && i < self->n_arguments; i++)
    valid = g_utf8_validate (self->arguments[i], -1, NULL);
  return valid || set_usage (error, _ ("The command line is not in UTF-8."));
}

static gboolean
set_request (const Raw *raw, TaCtlRequest *request)
{
  *request = raw->help ? TA_CTL_SHOW_HELP : raw->version ? TA_CTL_SHOW_VERSION
                                                         : TA_CTL_RUN;
  return *request != TA_CTL_RUN;
}

gboolean
ta_ctl_options_parse (TaCtl *self, char **strings, const TaCtlVerb *verbs, TaCtlRequest *request, const TaCtlVerb **verb, GError **error)
{
  g_auto (Raw) raw = { 0 };
  gboolean parsed;

  self->seed = -1;
  self->from = self->to = self->due = self->today = TA_DATE_NONE;
  parsed = parse_words (self, &raw, &strings, error);
  self->strings = strings;
  if (!parsed)
    return FALSE;
  if (set_request (&raw, request))
    return TRUE;
  if (g_strv_length (strings) < 2)
    return set_usage (error, _ ("A verb is missing."));
  *verb = find_verb (verbs, strings[1], error);
  if (*verb == NULL || !parse_dates (self, &raw, error))
    return FALSE;
  if (self->limit < 0)
    return set_usage (error, _ ("--limit must be at least 1."));
  if (self->weeks < 0)
    return set_usage (error, _ ("--weeks must be at least 1."));
  if (self->hours != NOT_GIVEN && (self->hours < 1 || self->hours > MOST_HOURS))
    return set_usage (error, _ ("--hours must be from 1 to 72."));
  if (self->seed < -1)
    return set_usage (error, _ ("--seed must not be negative."));
  self->arguments = strings + 2;
  self->n_arguments = g_strv_length (self->arguments);
  self->optional = given_options (self);
  if (self->database == NULL)
    self->database = ta_default_database_path ();
  return check_text (self, error) && check_verb (self, *verb, error);
}

void
ta_ctl_options_clear (TaCtl *self)
{
  g_free (self->database);
  g_free (self->timezone);
  g_free (self->currency);
  g_free (self->mapping);
  g_free (self->format);
  g_free (self->search);
  g_free (self->pod);
  g_free (self->household);
  g_free (self->person);
  g_free (self->instance);
  g_free (self->points);
  g_free (self->service);
  g_free (self->paper);
  g_free (self->name);
  g_free (self->audience);
  g_strfreev (self->strings);
}
