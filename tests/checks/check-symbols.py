#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No two layers define a symbol of the same name: of static libraries the linker would take the first and say nothing.

    check-symbols.py NM LIBRARY...
"""

import subprocess
import sys


def symbols(nm, library):
    lines = subprocess.run([nm, '--defined-only', '-g', library], check=True, capture_output=True, text=True).stdout.splitlines()
    return {fields[2] for fields in map(str.split, lines) if len(fields) == 3}


def main(nm, *libraries):
    owners = {}
    for library in libraries:
        for symbol in symbols(nm, library):
            owners.setdefault(symbol, []).append(library)
    twice = {symbol: names for symbol, names in owners.items() if len(names) > 1}
    for symbol, names in sorted(twice.items()):
        print(f'{symbol} is defined in {" and ".join(names)}')
    print(f'{len(owners)} symbols of {len(libraries)} libraries')
    return 1 if twice else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
