/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub.h"

int
main (int argc, char **argv)
{
  return ta_hub_main (argc, argv);
}
