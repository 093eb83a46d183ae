#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No file of src includes a header of a layer that it may not use, nor a library that belongs to another layer.

    check-layers.py SOURCE-ROOT

Meson's include paths already keep most of this; a path with ../ in it or a system library would pass them.
"""

import pathlib
import re
import sys

USES = {
    'core': set(),
    'planning': {'core'},
    'storage': {'core', 'planning'},
    'exchange': {'core', 'planning', 'storage'},
    'seal': {'core'},
    'sync': {'core', 'storage', 'exchange', 'seal'},
    'hub': {'core'},
    'ctl': {'core', 'planning', 'storage', 'exchange', 'seal', 'sync'},
    'ui': {'core', 'planning', 'storage', 'exchange', 'seal', 'sync'},
}
LIBRARIES = {
    'sqlite3.h': {'storage', 'hub'},
    'cairo': {'exchange', 'ui'},
    'pango/': {'exchange', 'ui'},
    'gtk/': {'ui'},
    'gdk/': {'ui'},
    'adwaita.h': {'ui'},
    'shumate/': {'ui'},
    'libsoup/': {'sync', 'hub'},
    'sodium.h': {'seal', 'hub'},
    'libsecret/': {'seal'},
    'qrencode.h': {'seal'},
}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)


def owners(source):
    """From the name of a header to the layers that have one of that name."""
    found = {}
    for header in source.rglob('*.h'):
        found.setdefault(header.name, set()).add(header.relative_to(source).parts[0])
    return found


def complaints(path, layer, headers):
    for kind, name in INCLUDE.findall(path.read_text(encoding='utf-8')):
        if kind == '<':
            for library, layers in LIBRARIES.items():
                if name.startswith(library) and layer not in layers:
                    yield f'{path}: {layer} includes <{name}>, which only {", ".join(sorted(layers))} may use'
        elif '..' in name:
            yield f'{path}: includes "{name}" through another folder'
        else:
            layers = headers.get(name.rsplit('/', 1)[-1], {layer})
            if not layers & (USES[layer] | {layer}):
                yield f'{path}: {layer} includes "{name}" of {", ".join(sorted(layers))}'


def main(root):
    source = pathlib.Path(root) / 'src'
    headers = owners(source)
    wrong = []
    for path in sorted(source.rglob('*.[ch]')):
        layer = path.relative_to(source).parts[0]
        if layer not in USES:
            wrong.append(f'{path}: {layer} is not a layer')
            continue
        wrong += complaints(path, layer, headers)
    print('\n'.join(wrong) or 'every include points down')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
