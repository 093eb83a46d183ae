/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-round.h"

/** TaRoundPlaces: places to make a round of, the first of them its start. */
typedef struct
{
  char *name;   /* of the whole; may be empty */
  char **names; /* of the places, ended by %NULL */
  int n_places;
  int *distances; /* [n_places * n_places]; the same both ways */
} TaRoundPlaces;

void ta_round_places_free (TaRoundPlaces *places);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRoundPlaces, ta_round_places_free)

/** Whether @text begins as a TSPLIB file does: with one of their keywords and a colon. */
gboolean ta_round_text_is_tsplib (const char *text, gsize length);

/**
 * ta_round_places_parse:
 *
 * Reads a file of TSPLIB 95: type TSP, with edge weights EUC_2D, CEIL_2D, GEO, ATT or EXPLICIT (as FULL_MATRIX, UPPER_ROW, LOWER_ROW, UPPER_DIAG_ROW or
 * LOWER_DIAG_ROW). A full matrix must be the same both ways. Its distances are in units of their own.
 *
 * Returns: (transfer full) (nullable): %NULL with a TA_PLANNING_ERROR that names the line
 */
TaRoundPlaces *ta_round_places_parse (const char *text, gsize length, GError **error);
