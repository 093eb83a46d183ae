/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-code.h"

typedef enum
{
  TA_PAPER_A4,
  TA_PAPER_LETTER
} TaPaper;
extern const TaCode ta_paper_codes[];

/** The size of a sheet of @paper, upright or on its side, in points (1/72 inch). */
void ta_paper_get_size (TaPaper paper, gboolean landscape, double *width, double *height);

/** The paper that is in the printers where the person's locale is spoken. */
TaPaper ta_paper_of_locale (void);
