/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-date.h"
#include "ta-store.h"

#define TA_CTL_ERROR (ta_ctl_error_quark ())
GQuark ta_ctl_error_quark (void);

typedef enum
{
  TA_CTL_ERROR_USAGE, /* the command line is wrong: exit status 2 */
  TA_CTL_ERROR_TOLD   /* the reasons stand on standard error already */
} TaCtlError;

/** TaCtlOption: the options that belong to verbs, as a set. */
typedef enum
{
  TA_CTL_TIMEZONE = 1 << 0,
  TA_CTL_CURRENCY = 1 << 1,
  TA_CTL_MAPPING = 1 << 2,
  TA_CTL_DRY_RUN = 1 << 3,
  TA_CTL_SKIP_BAD = 1 << 4,
  TA_CTL_FORMAT = 1 << 5,
  TA_CTL_SEARCH = 1 << 6,
  TA_CTL_FROM = 1 << 7,
  TA_CTL_TO = 1 << 8,
  TA_CTL_DUE = 1 << 9,
  TA_CTL_LIMIT = 1 << 10,
  TA_CTL_TODAY = 1 << 11,
  TA_CTL_POD = 1 << 12,
  TA_CTL_HOUSEHOLD = 1 << 13,
  TA_CTL_PERSON = 1 << 14,
  TA_CTL_DRAFTS = 1 << 15,
  TA_CTL_INSTANCE = 1 << 16,
  TA_CTL_SEED = 1 << 17,
  TA_CTL_POINTS = 1 << 18,
  TA_CTL_CLOSED = 1 << 19,
  TA_CTL_WEEKS = 1 << 20,
  TA_CTL_SERVICE = 1 << 21,
  TA_CTL_PUBLISH = 1 << 22,
  TA_CTL_PAPER = 1 << 23,
  TA_CTL_NAME = 1 << 24,
  TA_CTL_HOURS = 1 << 25,
  TA_CTL_AUDIENCE = 1 << 26,
  TA_CTL_HEALTH = 1 << 27
} TaCtlOption;

/** TaCtl: what stands on the command line. */
typedef struct
{
  char *database; /* path */
  gboolean json;
  char *timezone;
  char *currency;
  char *mapping;
  gboolean dry_run;
  gboolean skip_bad;
  char *format;
  char *search;
  TaDate from;
  TaDate to;
  TaDate due;
  int limit;    /* 0: not said */
  TaDate today; /* TA_DATE_NONE: by the clock */
  char *pod;
  char *household;
  char *person;
  gboolean drafts;
  gboolean health;
  char *instance; /* path */
  gint64 seed;    /* -1: not said */
  char *points;
  gboolean closed;
  int weeks; /* 0: not said */
  char *service;
  gboolean publish;
  char *paper;
  char *name;
  int hours; /* 0: not said */
  char *audience;
  TaCtlOption optional; /* those that were given */
  char **strings;       /* the whole line without the options */
  char **arguments;     /* behind the verb; within strings */
  guint n_arguments;
} TaCtl;

/** Carries out a verb. %FALSE with @error. */
typedef gboolean (*TaCtlFunc) (TaCtl *self, GError **error);

gboolean ta_ctl_new (TaCtl *self, GError **error);
gboolean ta_ctl_import (TaCtl *self, GError **error);
gboolean ta_ctl_export (TaCtl *self, GError **error);
gboolean ta_ctl_list (TaCtl *self, GError **error);
gboolean ta_ctl_lend (TaCtl *self, GError **error);
gboolean ta_ctl_return (TaCtl *self, GError **error);
gboolean ta_ctl_reserve (TaCtl *self, GError **error);
gboolean ta_ctl_history (TaCtl *self, GError **error);
gboolean ta_ctl_undo (TaCtl *self, GError **error);
gboolean ta_ctl_redo (TaCtl *self, GError **error);
gboolean ta_ctl_check (TaCtl *self, GError **error);
gboolean ta_ctl_backup (TaCtl *self, GError **error);
gboolean ta_ctl_restore (TaCtl *self, GError **error);
gboolean ta_ctl_route (TaCtl *self, GError **error);
gboolean ta_ctl_practice (TaCtl *self, GError **error);
gboolean ta_ctl_plan (TaCtl *self, GError **error);
gboolean ta_ctl_print (TaCtl *self, GError **error);
gboolean ta_ctl_sync (TaCtl *self, GError **error);
gboolean ta_ctl_hub (TaCtl *self, GError **error);

/** Plans the turns of a pod from --from on, and saves the plan. */
gboolean ta_ctl_plan_pod (TaCtl *self, GError **error);

/** Reads a file, or standard input for “-”. (transfer full) (nullable) */
GBytes *ta_ctl_read_input (const char *path, GError **error);

/** Imports an iCalendar file as the kind of calendar that the first argument names. */
gboolean ta_ctl_import_calendar (TaCtl *self, GError **error);

/** The turns as iCalendar, of whom the options say. (transfer full) (nullable) */
GBytes *ta_ctl_export_calendar (TaCtl *self, TaDatabase *database, TaDate today, GError **error);

/** Opens the database to write. (transfer full) (nullable) */
TaStore *ta_ctl_open (TaCtl *self, GError **error);

/** Makes the database and its folder, and opens it to write. (transfer full) (nullable) */
TaStore *ta_ctl_create (TaCtl *self, GError **error);
/** Takes away what ta_ctl_create() made. */
void ta_ctl_remove_new (TaCtl *self);

/** Opens the database to read: also one that may not be written. (transfer full) (nullable) */
TaDatabase *ta_ctl_open_to_read (TaCtl *self, GError **error);

/** Who is taken for the actor of changes: the person's own name. (transfer none) */
const char *ta_ctl_get_actor (void);

/** The day of --today, else today in the collective's time zone. %FALSE with @error. */
gboolean ta_ctl_get_today (TaCtl *self, TaDatabase *database, TaDate *today, GError **error);

/** Reads a date of the command line. %FALSE with TA_CTL_ERROR_USAGE. */
gboolean ta_ctl_parse_date (const char *text, TaDate *date, GError **error);

/** Prints a line to standard output, in UTF-8 whatever the locale. */
void ta_ctl_say (const char *format, ...) G_GNUC_PRINTF (1, 2);

/** The same to standard error. */
void ta_ctl_complain (const char *format, ...) G_GNUC_PRINTF (1, 2);
