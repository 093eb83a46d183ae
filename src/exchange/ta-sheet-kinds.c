/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sheet-kinds.h"

#include <glib/gi18n-lib.h>

const TaCode ta_sheet_kind_codes[] = {
  [TA_SHEET_WEEK] = { "week", N_ ("Week Sheet") },
  [TA_SHEET_MONTH] = { "month", N_ ("Month Rota") },
  [TA_SHEET_COOK] = { "cook", N_ ("Cook Sheet") },
  [TA_SHEET_DROPS] = { "drops", N_ ("Drop List") },
  { NULL, NULL }
};

TaSheetRequest *
ta_sheet_request_new (TaSheetKind kind, const char *pod, TaDate date, TaDate printed)
{
  TaSheetRequest *request = g_new0 (TaSheetRequest, 1);

  request->kind = kind;
  request->pod = g_strdup (pod);
  request->date = date;
  request->printed = printed;
  return request;
}

TaSheetRequest *
ta_sheet_request_new_for_turn (TaSheetKind kind, const char *turn, TaDate printed)
{
  TaSheetRequest *request = ta_sheet_request_new (kind, NULL, TA_DATE_NONE, printed);

  request->turn = g_strdup (turn);
  return request;
}

TaSheetRequest *
ta_sheet_request_copy (const TaSheetRequest *request)
{
  TaSheetRequest *copy = ta_sheet_request_new (request->kind, request->pod, request->date, request->printed);

  copy->turn = g_strdup (request->turn);
  return copy;
}

void
ta_sheet_request_free (TaSheetRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->pod);
  g_free (request->turn);
  g_free (request);
}

TaSheet *
ta_sheet_load (TaDatabase *database, const TaSheetRequest *request, GCancellable *cancellable, GError **error)
{
  switch (request->kind)
    {
    case TA_SHEET_MONTH:
      return ta_sheet_load_month (database, request, error);
    case TA_SHEET_COOK:
      return ta_sheet_load_cook (database, request, error);
    case TA_SHEET_DROPS:
      return ta_sheet_load_drops (database, request, cancellable, error);
    case TA_SHEET_WEEK:
    default:
      return ta_sheet_load_week (database, request, error);
    }
}
