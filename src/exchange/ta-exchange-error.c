/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-exchange-error.h"

/* By hand: the macro takes the name as tokens, between which the formatter puts spaces. */
GQuark
ta_exchange_error_quark (void)
{
  return g_quark_from_static_string ("ta-exchange-error-quark");
}
