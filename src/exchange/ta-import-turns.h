/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What import and export share of turns; not for the other layers. */

/* The name of a household. (transfer none) */
typedef const char *(*TaImportNameFunc) (const char *id, gpointer data);

/* "Okafor 3.5 +1; Silva 4". (transfer full) */
char *ta_import_eaters_to_text (GPtrArray *eaters, TaImportNameFunc name_of, gpointer data);
