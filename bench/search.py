# SPDX-License-Identifier: GPL-3.0-or-later
"""Tool search as you type on 10,000 tools: the worst keystroke against the bare FTS5 query on the same file at that keystroke."""

import json
import os
import subprocess

from figures import BUILD, figure, make_database

ROUNDS = 5


def run(folder):
    database = make_database(folder, "tools", "--tools", "10000")
    program = os.path.join(BUILD, "bench", "tool-search")
    found = [json.loads(subprocess.run([program, database], check=True, stdout=subprocess.PIPE).stdout) for _ in range(ROUNDS)]

    def column(name):
        return [result[name] / 1000 for result in found]

    yield figure("tool search, worst keystroke, against the bare query by rank", column("worst_us"), column("ranked_us"), "ms")
    yield figure("tool search, worst keystroke, against the bare query without rank", column("worst_us"), column("bare_us"), "ms")
