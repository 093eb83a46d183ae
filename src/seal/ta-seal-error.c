/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-seal-error.h"

/* By hand: the macro takes the name as tokens, between which the formatter puts spaces. */
GQuark
ta_seal_error_quark (void)
{
  return g_quark_from_static_string ("ta-seal-error-quark");
}
