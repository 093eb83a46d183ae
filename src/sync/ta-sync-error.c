/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sync-error.h"

GQuark
ta_sync_error_quark (void)
{
  return g_quark_from_static_string ("ta-sync-error-quark");
}

static TaSyncProblem
problem_of_storage (const GError *error)
{
  return g_error_matches (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FULL) ? TA_SYNC_PROBLEM_FULL : TA_SYNC_PROBLEM_ODD;
}

TaSyncProblem
ta_sync_error_problem (const GError *error)
{
  static const TaSyncProblem problems[] = {
    [TA_SYNC_ERROR_NETWORK] = TA_SYNC_PROBLEM_OFFLINE,
    [TA_SYNC_ERROR_BUSY] = TA_SYNC_PROBLEM_OFFLINE,
    [TA_SYNC_ERROR_PASSWORD] = TA_SYNC_PROBLEM_PASSWORD,
    [TA_SYNC_ERROR_REMOVED] = TA_SYNC_PROBLEM_REMOVED,
    [TA_SYNC_ERROR_LOCKED] = TA_SYNC_PROBLEM_LOCKED,
    [TA_SYNC_ERROR_NOT_FOUND] = TA_SYNC_PROBLEM_NO_POD,
    [TA_SYNC_ERROR_FULL] = TA_SYNC_PROBLEM_FULL,
    [TA_SYNC_ERROR_CERTIFICATE] = TA_SYNC_PROBLEM_CERTIFICATE,
    [TA_SYNC_ERROR_KEY] = TA_SYNC_PROBLEM_KEY_MISSING,
    [TA_SYNC_ERROR_CONFLICT] = TA_SYNC_PROBLEM_ODD,
    [TA_SYNC_ERROR_TOO_LARGE] = TA_SYNC_PROBLEM_ODD,
    [TA_SYNC_ERROR_REFUSED] = TA_SYNC_PROBLEM_ODD,
    [TA_SYNC_ERROR_ODD] = TA_SYNC_PROBLEM_ODD,
    [TA_SYNC_ERROR_FAILED] = TA_SYNC_PROBLEM_ODD,
  };

  if (error->domain != TA_SYNC_ERROR)
    return problem_of_storage (error);
  return (guint) error->code < G_N_ELEMENTS (problems) ? problems[error->code] : TA_SYNC_PROBLEM_NONE;
}

gboolean
ta_sync_error_is_lacking (const GError *error)
{
  return g_error_matches (error, TA_SYNC_ERROR, TA_SYNC_ERROR_NOT_FOUND) || g_error_matches (error, TA_SYNC_ERROR, TA_SYNC_ERROR_REFUSED);
}

gboolean
ta_sync_error_passes (const GError *error)
{
  if (error->domain != TA_SYNC_ERROR)
    return !g_error_matches (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_DAMAGED);
  switch ((TaSyncError) error->code)
    {
    case TA_SYNC_ERROR_PASSWORD:
    case TA_SYNC_ERROR_REMOVED:
    case TA_SYNC_ERROR_NOT_FOUND:
    case TA_SYNC_ERROR_KEY:
    case TA_SYNC_ERROR_NO_HUB:
    case TA_SYNC_ERROR_USED:
    case TA_SYNC_ERROR_NOT_EMPTY:
    case TA_SYNC_ERROR_LACKING:
      return FALSE;
    case TA_SYNC_ERROR_NETWORK:
    case TA_SYNC_ERROR_BUSY:
    case TA_SYNC_ERROR_LOCKED:
    case TA_SYNC_ERROR_CONFLICT:
    case TA_SYNC_ERROR_TOO_LARGE:
    case TA_SYNC_ERROR_REFUSED:
    case TA_SYNC_ERROR_FULL:
    case TA_SYNC_ERROR_CERTIFICATE:
    case TA_SYNC_ERROR_ODD:
    case TA_SYNC_ERROR_FAILED:
    default:
      return TRUE;
    }
}
