/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-point.h"

/** TaZone: a time zone and the town that it is named after. */
typedef struct
{
  char *name; /* "America/Montevideo" */
  TaPoint place;
} TaZone;

/** The time zones of this system, by name; at least the one that it is in. (transfer full): of TaZone */
GPtrArray *ta_zones_list (void);

/** The name of the zone that this computer is in, "UTC" where that cannot be told. (transfer full) */
char *ta_zones_local (void);
