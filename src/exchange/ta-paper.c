/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-paper.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>

/* The height of Letter as locales have it, in millimetres. */
#define LETTER_HEIGHT 279

const TaCode ta_paper_codes[] = {
  [TA_PAPER_A4] = { "a4", N_ ("A4") },
  [TA_PAPER_LETTER] = { "letter", N_ ("US Letter") },
  { NULL, NULL }
};

static const struct
{
  double width;
  double height;
} sizes[] = {
  [TA_PAPER_A4] = { 210 / 25.4 * 72, 297 / 25.4 * 72 },
  [TA_PAPER_LETTER] = { 8.5 * 72, 11 * 72 },
};

void
ta_paper_get_size (TaPaper paper, gboolean landscape, double *width, double *height)
{
  *width = landscape ? sizes[paper].height : sizes[paper].width;
  *height = landscape ? sizes[paper].width : sizes[paper].height;
}

TaPaper
ta_paper_of_locale (void)
{
#ifdef _NL_PAPER_HEIGHT
  /* The C library hands out this number in the place of a pointer. */
  if (GPOINTER_TO_INT (nl_langinfo (_NL_PAPER_HEIGHT)) == LETTER_HEIGHT)
    return TA_PAPER_LETTER;
#endif
  return TA_PAPER_A4;
}
