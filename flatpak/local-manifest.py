#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the manifest as it can be built with no network: on a runtime made of the Debian 13 root, which holds every module but the last.

    local-manifest.py MANIFEST RUNTIME VERSION SOURCE-DIR
"""

import json
import sys


def main(manifest, runtime, version, source):
    with open(manifest, encoding='utf-8') as file:
        data = json.load(file)
    data['runtime'] = data['sdk'] = runtime
    data['runtime-version'] = version
    data['build-options'] = {'strip': False, 'no-debuginfo': True}
    data['appstream-compose'] = False  # the root has no such program; the test suite validates the metainfo
    data['modules'] = data['modules'][-1:]
    data['modules'][0]['sources'] = [{'type': 'dir', 'path': source}]
    json.dump(data, sys.stdout, indent=4)


if __name__ == '__main__':
    main(*sys.argv[1:])
