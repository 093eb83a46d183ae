/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-planning-error.h"

G_DEFINE_QUARK (ta - planning - error - quark, ta_planning_error)
