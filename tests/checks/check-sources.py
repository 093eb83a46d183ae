#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every source says its licence; no file and no function outgrows what can be read at one sitting; nothing is left for later.

    check-sources.py SOURCE-ROOT
"""

import pathlib
import re
import sys

FOLDERS = ('src', 'tests', 'resources', 'data', 'bench', 'build-aux', 'flatpak', '.ci')
LICENSED = {'.c', '.h', '.blp', '.sql', '.css', '.py', '.sh', '.svg', '.1', '.xml', '.in', '.mjs'}
LICENCE = 'SPDX-License-Identifier: '
FILE_LINES = 800
FUNCTION_LINES = 60
UNWANTED = re.compile(r'\b(?:goto|gchar|TODO|FIXME)\b')
# Whose texts the program that links them need not make its own.
LIBRARIES = ('core', 'planning', 'storage', 'exchange')
OF_PROGRAMS = re.compile(r'(?<!\w)ngettext \(|<glib/gi18n\.h>')
NOT_A_FUNCTION = re.compile(r'^(typedef|struct|enum|union)\b|=$')


def sources(root):
    yield root / 'dev'
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob('*')):
            if path.is_file() and path.suffix in LICENSED and 'fixtures' not in path.parts and 'corpus' not in path.parts:
                yield path


def long_functions(lines):
    """(line, name, length) of each function over the limit; in GNU style its braces stand in the first column."""
    start = None
    for number, line in enumerate(lines):
        if line == '{' and number and not NOT_A_FUNCTION.search(lines[number - 1]):
            start = number
        elif line.startswith('}') and start is not None:
            if number - start + 1 > FUNCTION_LINES:
                head = next(lines[i] for i in range(start - 1, -1, -1) if lines[i][:1].isalpha())
                yield start + 1, head.split('(')[0].strip(), number - start + 1
            start = None


def complaints(path):
    text = path.read_text(encoding='utf-8')
    lines = text.splitlines()
    if not any(LICENCE in line for line in lines[:5]):
        yield f'{path}:1: no "{LICENCE}…" among the first lines'
    if path.suffix in ('.c', '.h', '.blp'):
        for number, line in enumerate(lines, 1):
            if match := UNWANTED.search(line):
                yield f'{path}:{number}: {match[0]}'
    if path.suffix == '.c' and any(library in path.parts for library in LIBRARIES) and 'tests' not in path.parts:
        for number, line in enumerate(lines, 1):
            if match := OF_PROGRAMS.search(line):
                yield f'{path}:{number}: {match[0]}: a library takes gi18n-lib.h and g_dngettext (GETTEXT_PACKAGE, …)'
    if path.suffix == '.c':
        if len(lines) > FILE_LINES:
            yield f'{path}: {len(lines)} lines; {FILE_LINES} are the most'
        for line, name, length in long_functions(lines):
            yield f'{path}:{line}: {name} has {length} lines; {FUNCTION_LINES} are the most'
    for number, line in enumerate(lines, 1):
        if line != line.rstrip():
            yield f'{path}:{number}: blanks at the end of the line'
    if text and not text.endswith('\n'):
        yield f'{path}: no newline at the end'


def main(root):
    count, wrong = 0, []
    for path in sources(pathlib.Path(root)):
        count += 1
        wrong += complaints(path)
    print('\n'.join(wrong) or f'{count} sources are in order')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
