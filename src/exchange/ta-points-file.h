/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-point.h"

/** TaPointsFile: named points that were read from a table. */
typedef struct
{
  GPtrArray *names; /* of char * */
  GArray *points;   /* of TaPoint */
} TaPointsFile;

void ta_points_file_free (TaPointsFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaPointsFile, ta_points_file_free)

/**
 * ta_points_file_read:
 * @raw: the bytes of a CSV file with the columns name (or household), latitude and longitude; others are passed over
 *
 * Returns: (transfer full) (nullable): %NULL with a #TaExchangeError, whose message begins with LINE: COLUMN: where a row is wrong
 */
TaPointsFile *ta_points_file_read (GBytes *raw, GError **error);
