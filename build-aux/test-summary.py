#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up what meson's test logs report and prints one closing line.

    test-summary.py LOG.json…

A test that speaks TAP counts with each of its points, any other counts once. A test that broke off counts as one failure more.
The exit status is 1 when anything failed or when nothing ran.
"""

import json
import re
import sys

POINT = re.compile(r'^(not )?ok\b(.*)', re.MULTILINE)
DIRECTIVE = re.compile(r'#\s*(skip|todo)\b', re.IGNORECASE)


def count(test):
    """(passed, failed, skipped) of one test of a log."""
    result = test['result']
    passed = failed = skipped = 0
    for negative, rest in POINT.findall(test.get('stdout') or ''):
        if DIRECTIVE.search(rest):
            skipped += 1
        elif negative:
            failed += 1
        else:
            passed += 1
    good = result in ('OK', 'EXPECTEDFAIL')
    if result == 'SKIP':
        return 0, 0, max(skipped, 1)
    if good and not passed + failed + skipped:
        passed = 1
    if not good and not failed:
        failed = 1
    return passed, failed, skipped


def main(paths):
    passed = failed = skipped = 0
    broken = []
    for path in paths:
        try:
            with open(path, encoding='utf-8') as log:
                tests = [json.loads(line) for line in log]
        except FileNotFoundError:
            tests = []
        if not tests:
            broken.append(f'{path}: nothing ran')
            failed += 1
        for test in tests:
            sums = count(test)
            passed += sums[0]
            failed += sums[1]
            skipped += sums[2]
            if sums[1]:
                broken.append(f"{test['name']}: {test['result'].lower()} ({path})")
    for line in broken:
        print('FAILED', line)
    if skipped:
        print(f'({skipped} skipped)')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
