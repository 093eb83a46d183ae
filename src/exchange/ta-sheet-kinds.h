/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-date.h"
#include "ta-sheet.h"

typedef enum
{
  TA_SHEET_WEEK,  /* for the fridge: who, when, what, for whom. No need, address or number is on it */
  TA_SHEET_MONTH, /* a grid of initials with the names below */
  TA_SHEET_COOK,  /* of one turn: who eats how much and must not eat what, what to see to */
  TA_SHEET_DROPS  /* of one turn: the doors of its delivery round, to tick */
} TaSheetKind;
extern const TaCode ta_sheet_kind_codes[];

/** TaSheetRequest: which sheet. */
typedef struct
{
  TaSheetKind kind;
  char *pod;      /* (nullable): id; %NULL: all */
  TaDate date;    /* a day of the week or of the month */
  char *turn;     /* id, of the sheets of one turn */
  TaDate printed; /* what stands at its foot */
} TaSheetRequest;

TaSheetRequest *ta_sheet_request_new (TaSheetKind kind, const char *pod, TaDate date, TaDate printed);
TaSheetRequest *ta_sheet_request_new_for_turn (TaSheetKind kind, const char *turn, TaDate printed);
TaSheetRequest *ta_sheet_request_copy (const TaSheetRequest *request);
void ta_sheet_request_free (TaSheetRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaSheetRequest, ta_sheet_request_free)

/** Reads what is on the sheet and makes it. (transfer full) (nullable): %NULL with @error */
TaSheet *ta_sheet_load (TaDatabase *database, const TaSheetRequest *request, GCancellable *cancellable, GError **error);

/* The single kinds. */
TaSheet *ta_sheet_load_week (TaDatabase *database, const TaSheetRequest *request, GError **error);
TaSheet *ta_sheet_load_month (TaDatabase *database, const TaSheetRequest *request, GError **error);
TaSheet *ta_sheet_load_cook (TaDatabase *database, const TaSheetRequest *request, GError **error);
TaSheet *ta_sheet_load_drops (TaDatabase *database, const TaSheetRequest *request, GCancellable *cancellable, GError **error);
