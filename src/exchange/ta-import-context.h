/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household.h"
#include "ta-import-plan.h"
#include "ta-tool.h"
#include "ta-turn.h"

/* What the planners of the kinds share; not for the other layers. */

/* Something in the database, or to be: changed in memory while planning, written when the plan is applied. */
typedef struct
{
  gpointer object;           /* TaHousehold, TaTool, TaTurn or TaLoan */
  GDestroyNotify free;       /* NULL where the list that it was loaded with owns it */
  gboolean exists;           /* in the database */
  gboolean dirty;            /* differs from the database */
  guint line;                /* of the row that is about it; 0: none yet */
  char *category;            /* of a tool: one that has to be made */
  const char *category_name; /* of a tool: as it was loaded */
} TaImportTarget;

typedef struct _TaImportContext
{
  TaDatabase *database; /* while planning and applying */
  TaImportFile *file;
  TaImportMapping *mapping;
  TaImportOptions options;

  const TaImportColumn *columns;
  guint n_columns;
  int *fields;      /* column → field of the file, or -1 */
  int *date_orders; /* column → how its dates with slashes are read */

  TaCollective *collective; /* (nullable) */
  gint64 history;           /* the last command when the plan was built */
  GPtrArray *lists;         /* of GPtrArray: what was loaded */

  GPtrArray *households; /* of TaImportTarget */
  GHashTable *households_by_name;
  GHashTable *households_by_id;
  GPtrArray *made_households; /* of char *, names */
  guint colours[10];
  GPtrArray *pods, *new_pods;         /* of TaPod; the new ones are in both, owned by the first */
  GPtrArray *services, *new_services; /* of TaService, likewise */
  GHashTable *categories;             /* key of the name → id */
  GHashTable *made_categories;        /* name → id, while applying */
  GPtrArray *tools, *turns, *loans;   /* of TaImportTarget */
  GHashTable *tools_by_number;        /* key → TaImportTarget */
  GHashTable *tools_by_name;          /* key → GPtrArray of TaImportTarget */
  gpointer kind_data;                 /* of the planner of the kind */
  GDestroyNotify kind_data_free;

  const TaImportLine *line;
  TaImportRow *row;
  TaImportTarget *target; /* what the row changes */
  gboolean row_is_new;
} TaImportContext;

/* A kind: parses and merges each row, then what needs all rows. A planner adds problems, or says with ta_import_begin() what the row
   is about and changes it. */
typedef struct
{
  gboolean (*load) (TaImportContext *context, GError **error); /* (nullable) */
  void (*plan_row) (TaImportContext *context);
  gboolean (*finish) (TaImportContext *context, GError **error); /* (nullable) */
} TaImportPlanner;

extern const TaImportPlanner ta_import_planner_households;
extern const TaImportPlanner ta_import_planner_people;
extern const TaImportPlanner ta_import_planner_tools;
extern const TaImportPlanner ta_import_planner_turns;
extern const TaImportPlanner ta_import_planner_loans;
extern const TaImportPlanner ta_import_planner_absences;
extern const TaImportPlanner ta_import_planner_availability;
extern const TaImportPlanner ta_import_planner_memberships;
extern const TaImportPlanner ta_import_planner_needs;

TaImportContext *ta_import_context_new (TaDatabase *database, TaImportFile *file, const TaImportMapping *mapping, const TaImportOptions *options, GError **error);
void ta_import_context_free (TaImportContext *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaImportContext, ta_import_context_free)

TaImportTarget *ta_import_target_new (gpointer object, GDestroyNotify free, gboolean exists);
void ta_import_target_free (TaImportTarget *target);

/* Letter case and surrounding space do not part names. (transfer full) */
char *ta_import_key (const char *text);

/* The row ------------------------------------------------------------------------------------------------------------------------ */

/* Marks the row bad. */
void ta_import_problem (TaImportContext *self, guint column, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* An empty array of TaImportProblem. (transfer full) */
GPtrArray *ta_import_problems_new (void);
gboolean ta_import_is_bad (const TaImportContext *self);

/* The row is about @target, which is new, or not; @title: (transfer full) */
void ta_import_begin (TaImportContext *self, TaImportTarget *target, gboolean is_new, char *title);

/* The row changes a field of its target. */
void ta_import_change (TaImportContext *self, guint column, const char *before, const char *after);

/* Sets *@field to what the row has for @column, if it says anything. */
void ta_import_set_text (TaImportContext *self, guint column, char **field);
/* The same with what of the row goes to the notes added. */
void ta_import_set_notes (TaImportContext *self, guint column, char **field);
/* Sets *@field where @value differs; -1 stands for nothing said. */
void ta_import_set_code (TaImportContext *self, guint column, int *field, int value, const TaCode *codes);
void ta_import_set_hundredths (TaImportContext *self, guint column, int *field, int value);
void ta_import_set_int (TaImportContext *self, guint column, int *field, int value);
void ta_import_set_date (TaImportContext *self, guint column, TaDate *field, TaDate value);
void ta_import_set_time (TaImportContext *self, guint column, TaMinutes *field, TaMinutes value);

/* What the row has for a column: each gives %FALSE (and leaves the value alone) where it says nothing or something bad. */
const char *ta_import_cell (TaImportContext *self, guint column); /* (nullable) stripped */
const char *ta_import_require (TaImportContext *self, guint column);
gboolean ta_import_get_date (TaImportContext *self, guint column, TaDate *date);
gboolean ta_import_get_time (TaImportContext *self, guint column, TaMinutes *minutes);
gboolean ta_import_get_code (TaImportContext *self, guint column, const TaCode *codes, int *value);
gboolean ta_import_get_int (TaImportContext *self, guint column, int low, int high, int *value);
gboolean ta_import_get_hundredths (TaImportContext *self, guint column, int high, int *value);
gboolean ta_import_get_money (TaImportContext *self, guint column, gint64 *minor);
gboolean ta_import_get_degrees (TaImportContext *self, guint column, double limit, double *degrees);
gboolean ta_import_get_weekday (TaImportContext *self, guint column, int *weekday);
/* The same of @text, a part of what the row has for @column. */
gboolean ta_import_parse_weekday (TaImportContext *self, guint column, const char *text, int *weekday);

/* The value that @text stands for: our word, the label in the person's language, or what people write for it. */
gboolean ta_import_parse_code (const TaCode *codes, const char *text, int *value);
/* "interested, trial, member": the words of @codes. (transfer full) */
char *ta_import_code_words (const TaCode *codes);

/* Things that rows name -------------------------------------------------------------------------------------------------------------- */

TaImportTarget *ta_import_find_household (TaImportContext *self, const char *name); /* (nullable) */
/* Makes it where there is none. */
TaImportTarget *ta_import_ensure_household (TaImportContext *self, const char *name);
const char *ta_import_household_name (TaImportContext *self, const char *id);
TaPod *ta_import_ensure_pod (TaImportContext *self, const char *name);
/* (nullable): the pod where there is only one, which is made where there is none */
TaPod *ta_import_default_pod (TaImportContext *self);
const char *ta_import_pod_name (TaImportContext *self, const char *id);
TaPerson *ta_import_find_person (const TaHousehold *household, const char *name);
/* Adds an object to those that are written; (transfer full) */
TaImportTarget *ta_import_add_target (GPtrArray *targets, gpointer object, GDestroyNotify free);
/* Loads all tools and indexes them. */
gboolean ta_import_load_tools (TaImportContext *self, GError **error);
void ta_import_index_tool (TaImportContext *self, TaImportTarget *target);
