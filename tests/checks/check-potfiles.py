#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES.in names every file with a string for people, no other, once each and sorted.

    check-potfiles.py SOURCE-ROOT
"""

import pathlib
import re
import sys

MARKED = re.compile(r'\b(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2?)\s*\(\s*"')
COMMENT = re.compile(r'/\*.*?\*/|//[^\n"]*$', re.DOTALL | re.MULTILINE)
ALWAYS = ('data/*.desktop.in.in', 'data/*.metainfo.xml.in.in', 'data/*.gschema.xml')


def wanted(root):
    for pattern in ALWAYS:
        yield from root.glob(pattern)
    for path in (*root.glob('src/**/*.[ch]'), *root.glob('resources/**/*.blp')):
        if MARKED.search(COMMENT.sub('', path.read_text(encoding='utf-8'))):
            yield path


def main(root):
    root = pathlib.Path(root)
    listed = [line for line in (root / 'po/POTFILES.in').read_text(encoding='utf-8').splitlines() if line and not line.startswith('#')]
    should = {str(path.relative_to(root)) for path in wanted(root)}
    wrong = [f'po/POTFILES.in lacks {name}' for name in sorted(should - set(listed))]
    wrong += [f'po/POTFILES.in lists {name}, which has no string for people' for name in sorted(set(listed) - should)]
    if listed != sorted(set(listed)):
        wrong.append('po/POTFILES.in is not sorted (LC_ALL=C sort) or names a file twice')
    print('\n'.join(wrong) or f'{len(listed)} files listed')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
