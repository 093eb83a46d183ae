/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-tool.h"

#include <glib/gi18n-lib.h>

const TaCode ta_condition_codes[] = {
  [TA_CONDITION_NEW] = { "new", N_ ("New") },
  [TA_CONDITION_GOOD] = { "good", N_ ("Good") },
  [TA_CONDITION_FAIR] = { "fair", N_ ("Fair") },
  [TA_CONDITION_WORN] = { "worn", N_ ("Worn") },
  [TA_CONDITION_UNSAFE] = { "unsafe", N_ ("Unsafe") },
  { NULL, NULL },
};

const TaCode ta_tool_status_codes[] = {
  [TA_TOOL_ACTIVE] = { "active", N_ ("In use") },
  [TA_TOOL_MAINTENANCE] = { "maintenance", N_ ("In repair") },
  [TA_TOOL_MISSING] = { "missing", N_ ("Missing") },
  [TA_TOOL_RETIRED] = { "retired", N_ ("Retired") },
  { NULL, NULL },
};

const TaCode ta_tool_availability_codes[] = {
  [TA_TOOL_IS_AVAILABLE] = { "available", N_ ("Available") },
  [TA_TOOL_IS_ON_LOAN] = { "on-loan", N_ ("On loan") },
  [TA_TOOL_IS_OVERDUE] = { "overdue", N_ ("Overdue") },
  [TA_TOOL_IS_RESERVED] = { "reserved", N_ ("Reserved") },
  [TA_TOOL_IS_IN_REPAIR] = { "in-repair", N_ ("In repair") },
  [TA_TOOL_IS_MISSING] = { "missing", N_ ("Missing") },
  [TA_TOOL_IS_RETIRED] = { "retired", N_ ("Retired") },
  { NULL, NULL },
};
