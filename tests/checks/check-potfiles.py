#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES.in names every file with a string for people, no other, once each and sorted; and every such string can be extracted whole.

    check-potfiles.py SOURCE-ROOT
"""

import pathlib
import re
import sys

MARKED = re.compile(r'\b(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2?)\s*\(\s*"')
COMMENT = re.compile(r'/\*.*?\*/|//[^\n"]*$', re.DOTALL | re.MULTILINE)
PIECED = re.compile(r'(?:' + MARKED.pattern + r')(?:[^"\\]|\\.)*"\s*(?:"(?:[^"\\]|\\.)*"\s*)*[A-Za-z]\w+')
ALWAYS = ('data/*.desktop.in.in', 'data/*.metainfo.xml.in.in', 'data/*.gschema.xml')


def marked(root):
    return *root.glob('src/**/*.[ch]'), *root.glob('resources/**/*.blp')


def uncommented(path):
    return COMMENT.sub('', path.read_text(encoding='utf-8'))


def wanted(root):
    for pattern in ALWAYS:
        yield from root.glob(pattern)
    for path in marked(root):
        if MARKED.search(uncommented(path)):
            yield path


def pieced(root):
    """A macro amid the string, such as G_GINT64_FORMAT, is where xgettext ends it: the translation would never be found."""
    for path in marked(root):
        for match in PIECED.finditer(uncommented(path)):
            yield f'{path.relative_to(root)}: a macro within a string for people: {" ".join(match[0].split())} (%jd takes an intmax_t)'


def main(root):
    root = pathlib.Path(root)
    listed = [line for line in (root / 'po/POTFILES.in').read_text(encoding='utf-8').splitlines() if line and not line.startswith('#')]
    should = {str(path.relative_to(root)) for path in wanted(root)}
    wrong = [f'po/POTFILES.in lacks {name}' for name in sorted(should - set(listed))]
    wrong += [f'po/POTFILES.in lists {name}, which has no string for people' for name in sorted(set(listed) - should)]
    if listed != sorted(set(listed)):
        wrong.append('po/POTFILES.in is not sorted (LC_ALL=C sort) or names a file twice')
    wrong += pieced(root)
    print('\n'.join(wrong) or f'{len(listed)} files listed')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
