/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-code.h"
#include "ta-date.h"
#include "ta-household.h"

/** TaCollective: the group that one database belongs to. */
typedef struct
{
  char *id;
  char *name;
  char *timezone; /* IANA name */
  char *currency; /* ISO 4217 */
  TaPoint place;  /* where the map opens */
  int loan_days;
} TaCollective;

typedef struct
{
  char *id;
  char *name;
  TaPoint place;
  char *notes;
} TaPod;

typedef struct
{
  char *id;
  char *name;
  TaServiceKind kind;
  TaMinutes start;
  int minutes;
} TaService;

/** How the turns of a series find who holds them. */
typedef enum
{
  TA_ROTATION_NONE,    /* by planning or by hand */
  TA_ROTATION_WEEKDAY, /* each household keeps its days of the week */
  TA_ROTATION_ROTATE   /* the next household has the next turn */
} TaRotation;
extern const TaCode ta_rotation_codes[];

/** What becomes of a turn that falls on a holiday. */
typedef enum
{
  TA_HOLIDAY_KEEP,
  TA_HOLIDAY_SKIP,
  TA_HOLIDAY_EARLIER, /* the nearest free day before */
  TA_HOLIDAY_LATER
} TaHolidayRule;
extern const TaCode ta_holiday_rule_codes[];

typedef struct
{
  char *id;
  char *pod;
  char *service;
  guint weekdays; /* bit 0 Monday … bit 6 Sunday */
  TaMinutes start;
  int minutes;
  TaDate from;
  TaDate until; /* exclusive, or TA_DATE_NONE */
  int every_weeks;
  int holders;
  int newcomers; /* how many of the holders may be on trial; 0: it makes no difference */
  TaRotation rotation;
  TaHolidayRule on_holiday;
  TaHolidayRule on_school_break;
  char *title; /* of its turns */
  char *note;
  GPtrArray *households; /* of char *: ids: those who take turns, in order */
  GArray *exceptions;    /* of TaDate: days of the rule that are left out by hand */
} TaSeries;

typedef enum
{
  TA_TURN_PLANNED,
  TA_TURN_PUBLISHED,
  TA_TURN_SEEKING_COVER,
  TA_TURN_DONE,
  TA_TURN_LATE,
  TA_TURN_MISSED,
  TA_TURN_EXCUSED,
  TA_TURN_CANCELLED
} TaTurnState;
extern const TaCode ta_turn_state_codes[];

typedef enum
{
  TA_DUTY_COOK,
  TA_DUTY_HELPER,
  TA_DUTY_DELIVERER,
  TA_DUTY_SITTER,
  TA_DUTY_TUTOR,
  TA_DUTY_OTHER
} TaDuty;
extern const TaCode ta_duty_codes[];

typedef struct
{
  char *id;
  char *household; /* id */
  char *person;    /* (nullable): id */
  TaDuty role;
  char *override_reason; /* why a rule was set aside for it; "" */
} TaAssignment;

typedef struct
{
  char *id;
  char *household; /* id */
  int portions;    /* hundredths, without the guests */
  int guests;      /* whole portions each */
  gboolean late_plate;
  char *note;
} TaEater;

/** TaChecklistItem: something to see to at a turn. */
typedef struct
{
  char *id;
  char *label;
  gboolean done;
} TaChecklistItem;

/** TaTurn: one dated duty, with who does it and who eats. */
typedef struct
{
  char *id;
  char *pod;          /* id */
  char *service;      /* id */
  char *series;       /* (nullable): id */
  TaDate series_date; /* the day the series meant; TA_DATE_NONE without one */
  TaDate date;
  TaMinutes start;
  int minutes;
  TaTurnState state;
  char *title;  /* the dish */
  int portions; /* hundredths; -1: what the eaters add up to */
  char *note;
  gboolean pinned;
  int places;             /* how many households hold it, 1 … 9 */
  gboolean edited;        /* by hand, so that its series leaves it alone */
  char *handover;         /* what the next holder should know */
  gboolean sought;        /* somebody asks for cover; told by the requests, so that saving the turn changes nothing about it */
  GPtrArray *assignments; /* of TaAssignment; see ta_turn_holder() */
  GPtrArray *eaters;      /* of TaEater */
  GPtrArray *checklist;   /* of TaChecklistItem, in order */
} TaTurn;

TaCollective *ta_collective_new (const char *name, const char *timezone, const char *currency);
TaCollective *ta_collective_copy (const TaCollective *collective);
void ta_collective_free (TaCollective *collective);
TaPod *ta_pod_new (const char *name);
TaPod *ta_pod_copy (const TaPod *pod);
void ta_pod_free (TaPod *pod);
TaService *ta_service_new (const char *name, TaServiceKind kind);
TaService *ta_service_copy (const TaService *service);
void ta_service_free (TaService *service);
TaSeries *ta_series_new (const char *pod, const char *service, TaDate from);
TaSeries *ta_series_copy (const TaSeries *series);
void ta_series_free (TaSeries *series);
TaTurn *ta_turn_new (const char *pod, const char *service, TaDate date, TaMinutes start);
TaTurn *ta_turn_copy (const TaTurn *turn);
void ta_turn_free (TaTurn *turn);
TaAssignment *ta_assignment_new (const char *household, TaDuty role);
TaAssignment *ta_assignment_copy (const TaAssignment *assignment);
void ta_assignment_free (TaAssignment *assignment);
TaEater *ta_eater_new (const char *household, int portions);
TaEater *ta_eater_copy (const TaEater *eater);
void ta_eater_free (TaEater *eater);
TaChecklistItem *ta_checklist_item_new (const char *label);
TaChecklistItem *ta_checklist_item_copy (const TaChecklistItem *item);
void ta_checklist_item_free (TaChecklistItem *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaCollective, ta_collective_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaPod, ta_pod_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaService, ta_service_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaSeries, ta_series_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaTurn, ta_turn_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaAssignment, ta_assignment_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaEater, ta_eater_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaChecklistItem, ta_checklist_item_free)

/** The duty that holds a turn of a service: cook for cooking, sitter for care, … */
TaDuty ta_service_kind_duty (TaServiceKind kind);

/** (nullable): id of the household that holds the turn: of the first assignment that is neither helper nor deliverer. (transfer none) */
const char *ta_turn_holder (const TaTurn *turn);

/** Makes @household (nullable: nobody) the only holder, in @role; other duties stay. */
void ta_turn_set_holder (TaTurn *turn, const char *household, TaDuty role);

/** All who hold the turn, the first before the others. (transfer container): of TaAssignment, borrowed */
GPtrArray *ta_turn_holders (const TaTurn *turn);

/** Makes @households (of char *, each once) the holders in that order, in @role; who holds it already keeps what is said of it, other duties stay. */
void ta_turn_set_holders (TaTurn *turn, GPtrArray *households, TaDuty role);

/** Hundredths: what is set, else the eaters' portions and guests. */
int ta_turn_portions (const TaTurn *turn);

/** (nullable) (transfer none) */
TaEater *ta_turn_find_eater (const TaTurn *turn, const char *household);

/** Whether the turn is over and settled: done, late, missed, excused or cancelled. */
gboolean ta_turn_state_is_final (TaTurnState state);

/** Whether somebody else is looked for: the turn is marked so, or a request for it is open, which is all that tells it of a draft. */
gboolean ta_turn_seeks_cover (const TaTurn *turn);

/** The moment the turn begins in the zone @tz, seconds since 1970. A time that a clock change skips is moved forward by the gap. */
gint64 ta_turn_start_unix (const TaTurn *turn, GTimeZone *tz);

/**
 * ta_turn_holder_clash:
 * @turn: a turn
 * @household: who would hold it
 *
 * Why @household should not hold @turn on its date: away (as a whole, or each of its people), paused or left, unavailable on that weekday,
 * kitchen too small (of cooking turns); in this order.
 *
 * Returns: (transfer full) (nullable): a sentence that names the rule, or %NULL where nothing speaks against it
 */
char *ta_turn_holder_clash (const TaTurn *turn, const TaHousehold *household);
