#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual of turnaboutctl names every table and every column that can be imported, and the completion offers every table; both have every option. Those of the hub name
every option and every route.

    check-manual.py SOURCE-ROOT
"""

import pathlib
import re
import sys


def hub_complaints(root):
    code = (root / 'src/hub/ta-hub-main.c').read_text(encoding='utf-8')
    manual = (root / 'data/man/turnabout-hub.8').read_text(encoding='utf-8')
    for option in re.findall(r'^    { "([\w-]+)", 0', code, re.MULTILINE):
        if not re.search(rf'^\.It Fl -{option}\b', manual, re.MULTILINE):
            yield f'the manual of turnabout-hub does not name --{option}'
    routes = (root / 'src/hub/ta-hub-route.c').read_text(encoding='utf-8')
    page = re.sub(r'{[\w-]+}', '{}', (root / 'docs/hub.md').read_text(encoding='utf-8'))
    for path in re.findall(r'{ "([^"]+)", (?:READ|TA_HUB_)', routes):
        if not re.search(rf'`[A-Z, ]+ (?:/{{}}/)?{re.escape(path)}`', page):
            yield f'docs/hub.md does not name the route {path}'


def main(root):
    root = pathlib.Path(root)
    code = (root / 'src/exchange/ta-import-kind.c').read_text(encoding='utf-8')
    manual = (root / 'data/man/turnaboutctl.1').read_text(encoding='utf-8')
    completion = (root / 'data/completions/turnaboutctl').read_text(encoding='utf-8')
    sections = dict(re.findall(r'^\.It Cm (\w+)\n(.*?)(?=^\.(?:It|El))', manual, re.MULTILINE | re.DOTALL))
    wrong = []
    for kind in re.findall(r'\[TA_IMPORT_\w+\] = \{ "(\w+)"', code):
        if not re.search(rf"kinds='[^']*\b{kind}\b", completion):
            wrong.append(f'the completion does not offer {kind}')
        if kind not in sections:
            wrong.append(f'the manual has no table {kind}')
            continue
        table = re.search(rf'TaImportColumn {kind}\[\] = \{{(.*?)^\}};', code, re.MULTILINE | re.DOTALL)
        for column in re.findall(r'^  \{ "(\w+)"', table[1], re.MULTILINE):
            if not re.search(rf'\b{column}\b', sections[kind]):
                wrong.append(f'the manual does not name the column {column} of {kind}')
    options = (root / 'src/ctl/ta-ctl-options.c').read_text(encoding='utf-8')
    for option in re.findall(r'^    \{ "([\w-]+)", 0', options, re.MULTILINE):
        if not re.search(rf'(?<!\w)--{option}\b', completion):
            wrong.append(f'the completion does not offer --{option}')
        if not re.search(rf'^\..*Fl -{option}\b', manual, re.MULTILINE):
            wrong.append(f'the manual does not name --{option}')
    wrong += hub_complaints(root)
    print('\n'.join(wrong) or f'{len(sections)} sections looked through')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
