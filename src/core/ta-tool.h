/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-code.h"
#include "ta-date.h"

typedef enum
{
  TA_CONDITION_NEW,
  TA_CONDITION_GOOD,
  TA_CONDITION_FAIR,
  TA_CONDITION_WORN,
  TA_CONDITION_UNSAFE
} TaCondition;
extern const TaCode ta_condition_codes[];

typedef enum
{
  TA_TOOL_ACTIVE,
  TA_TOOL_MAINTENANCE,
  TA_TOOL_MISSING,
  TA_TOOL_RETIRED
} TaToolStatus;
extern const TaCode ta_tool_status_codes[];

/** What a person wants to know first: can it be had now? From the tool's own status, its open loan and its reservations. */
typedef enum
{
  TA_TOOL_IS_AVAILABLE,
  TA_TOOL_IS_ON_LOAN,
  TA_TOOL_IS_OVERDUE,
  TA_TOOL_IS_RESERVED,
  TA_TOOL_IS_IN_REPAIR,
  TA_TOOL_IS_MISSING,
  TA_TOOL_IS_RETIRED
} TaToolAvailability;
extern const TaCode ta_tool_availability_codes[];

typedef struct
{
  char *id;
  char *file;        /* name of the original in the photo folder beside the database */
  GBytes *thumbnail; /* JPEG or PNG, at most 256 px, already upright */
} TaPhoto;

typedef struct
{
  char *id;
  char *model;    /* (nullable): id */
  char *category; /* (nullable): id */
  char *owner;    /* (nullable): id of a household; the pod's own without */
  char *number;   /* (nullable) */
  char *name;
  char *brand;
  gint64 value; /* minor units of the collective's currency; -1 unknown */
  TaCondition condition;
  TaToolStatus status;
  char *location;
  char *notes;
  GPtrArray *photos; /* of TaPhoto, in order */
} TaTool;

typedef struct
{
  char *id;
  char *name;
  char *parent; /* (nullable): id */
} TaCategory;

typedef struct
{
  char *id;
  char *tool;
  char *household;
  char *person; /* (nullable) */
  TaDate out;
  TaDate due;      /* the last day it may be kept */
  TaDate returned; /* TA_DATE_NONE while it is out */
  char *condition_out;
  char *condition_in;
  char *note;
} TaLoan;

typedef struct
{
  char *id;
  char *tool;
  char *household;
  TaDate from;
  TaDate until; /* exclusive */
  char *note;
} TaReservation;

/** TaToolSummary: a row of the inventory. */
typedef struct
{
  TaTool *tool;               /* without photos */
  char *category_name;        /* "" without */
  char *owner_name;           /* "" for the pod's own */
  GBytes *thumbnail;          /* (nullable) */
  TaLoan *loan;               /* (nullable): the open one */
  char *borrower_name;        /* "" without a loan */
  TaReservation *reservation; /* (nullable): the next, from today on */
} TaToolSummary;

TaTool *ta_tool_new (const char *name);
TaTool *ta_tool_copy (const TaTool *tool);
void ta_tool_free (TaTool *tool);
TaPhoto *ta_photo_new (const char *file, GBytes *thumbnail);
TaPhoto *ta_photo_copy (const TaPhoto *photo);
void ta_photo_free (TaPhoto *photo);
TaCategory *ta_category_new (const char *name);
void ta_category_free (TaCategory *category);
TaLoan *ta_loan_new (const char *tool, const char *household, TaDate out, TaDate due);
TaLoan *ta_loan_copy (const TaLoan *loan);
void ta_loan_free (TaLoan *loan);
TaReservation *ta_reservation_new (const char *tool, const char *household, TaDate from, TaDate until);
TaReservation *ta_reservation_copy (const TaReservation *reservation);
void ta_reservation_free (TaReservation *reservation);
void ta_tool_summary_free (TaToolSummary *summary);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaTool, ta_tool_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaPhoto, ta_photo_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaCategory, ta_category_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaLoan, ta_loan_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaReservation, ta_reservation_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaToolSummary, ta_tool_summary_free)

/** What @summary is on @today. */
TaToolAvailability ta_tool_summary_availability (const TaToolSummary *summary, TaDate today);

/** Whether the loan is out on @today and was due before. */
gboolean ta_loan_is_overdue (const TaLoan *loan, TaDate today);

/** Orders tool numbers as people count: 2 before 10, 10A before 10B, none last. */
int ta_tool_number_compare (const char *a, const char *b);
