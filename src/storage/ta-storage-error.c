/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-storage-error.h"

/* By hand: the macro takes the name as tokens, between which the formatter puts spaces. */
GQuark
ta_storage_error_quark (void)
{
  return g_quark_from_static_string ("ta-storage-error-quark");
}
