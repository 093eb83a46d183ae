/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** Runs turnaboutctl. Returns its exit status: 0 done, 1 the request failed, 2 wrong usage. */
int ta_ctl_main (int argc, char **argv);
