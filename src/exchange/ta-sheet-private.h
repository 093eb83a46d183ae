/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-sheet.h"

/** A piece of a cell's text. */
typedef struct
{
  guint from; /* bytes */
  guint until;
  TaInk ink;
} TaSheetRun;

typedef struct
{
  TaSheetCellFlags flags;
  GString *text;
  GArray *runs; /* of TaSheetRun */
} TaSheetCell;

typedef struct _TaSheetRow TaSheetRow;

typedef struct
{
  TaSheetLines lines;
  GArray *columns;        /* of int: parts */
  const TaSheetRow *head; /* (nullable) */
} TaSheetTable;

struct _TaSheetRow
{
  const TaSheetTable *table;
  TaSheetRowFlags flags;
  double least_height;
  gboolean first; /* of its table */
  GPtrArray *cells;
};

/** A row, or a part of one that is higher than a page, on a page. */
typedef struct
{
  const TaSheetRow *row;
  int page;
  double top;    /* within the body */
  double height; /* with its margins */
  double from;   /* where in the row's text this part begins, and */
  double until;  /* ends */
} TaSheetPlaced;

/** Where everything stands. Lengths are points at scale 1: of a page that is as much larger as the scale makes it smaller. */
typedef struct
{
  double scale;
  double width; /* of the printable part */
  double height;
  double body; /* where the rows begin */
  double foot; /* where they end */
  int n_pages;
  GArray *placed; /* of TaSheetPlaced */
} TaSheetPlan;

struct _TaSheet
{
  char *title;
  char *subtitle;
  char *foot;
  TaPaper paper;
  gboolean landscape;
  double least;
  double most;
  GPtrArray *tables; /* of TaSheetTable */
  GPtrArray *rows;   /* of TaSheetRow, of all tables */
  TaSheetPlan *plan; /* (nullable): until it is asked for */
};

#define TA_SHEET_MARGIN 36.0
#define TA_SHEET_PADDING 3.5

void ta_sheet_plan_free (TaSheetPlan *plan);
/** (transfer none) */
const TaSheetPlan *ta_sheet_get_plan (TaSheet *sheet);
