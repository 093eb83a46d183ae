#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# on-display.sh CMD…: runs a command in a virtual display of its own, so that tests of the pages can run beside one another.

set -euo pipefail

die ()
{
    printf 'on-display: %s\n' "$*" >&2
    exit 1
}

# shellcheck source=build-aux/display.sh
. "$(dirname "${BASH_SOURCE[0]}")/display.sh"

with_virtual_display "$@"
