/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-sheet.h"

#include <gtk/gtk.h>

/**
 * ta_print_operation_new:
 * @sheet: (transfer full): what is printed
 *
 * Prints the pages that ta_sheet_to_pdf() writes, on the paper of @sheet. Where the person takes other paper in the printer's dialog,
 * the sheet is laid out for the one of the two that is nearer to it, and made to fit.
 *
 * Returns: (transfer full): to be run, asynchronously where the platform can
 */
GtkPrintOperation *ta_print_operation_new (TaSheet *sheet);
