/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef enum
{
  TA_PLANNING_ERROR_FORMAT, /* text that is not what it should be; the message names the line */
  TA_PLANNING_ERROR_LIMIT   /* larger than is taken on */
} TaPlanningError;

#define TA_PLANNING_ERROR (ta_planning_error_quark ())
GQuark ta_planning_error_quark (void);
