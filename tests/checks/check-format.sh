#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check-format.sh SOURCE-ROOT CLANG-FORMAT BLUEPRINT-COMPILER: every C file and every blueprint is formatted as the house does it.

cd "$1" || exit 1
status=0
folders=
for folder in src tests bench; do [ ! -d "$folder" ] || folders="$folders $folder"; done
# shellcheck disable=SC2086
find $folders -name '*.[ch]' -print0 | xargs -0 -r "$2" --dry-run --Werror || status=1
find resources -name '*.blp' -print0 | xargs -0 -r "$3" format || status=1
exit $status
