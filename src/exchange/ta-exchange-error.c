/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-exchange-error.h"

G_DEFINE_QUARK (ta - exchange - error - quark, ta_exchange_error)
