/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ctl.h"

int
main (int argc, char **argv)
{
  return ta_ctl_main (argc, argv);
}
