# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a page keeps the window from answering: typing into the search of 10,000 tools, and stepping through the rota of fifty pods."""

import datetime
import json
import os
import subprocess
import tempfile

from figures import BUILD, figure, make_database
from launch import Display, home_environment

ROUNDS = 3
# Nothing on the main thread may take longer.
BOUND_MS = 8.0


def drive(database, page):
    with tempfile.TemporaryDirectory(prefix="turnabout-stalls.", ignore_cleanup_errors=True) as home, Display() as display:
        result = subprocess.run(["dbus-run-session", "--", os.path.join(BUILD, "bench", "page-stalls"), database, page], check=True,
                                env=home_environment(home, display.name), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return json.loads(result.stdout)


def run(folder):
    today = datetime.date.today().isoformat()
    for name, page, database in (("a letter typed into the tool search", "tools", make_database(folder, "tools", "--tools", "10000")),
                                 ("a step of the rota", "rota", make_database(folder, "L", "--set", "L", "--today", today))):
        found = [drive(database, page) for _ in range(ROUNDS)]
        for what, key in (("without painting", "unpainted_ms"), ("with what the software renderer paints", "longest_ms")):
            yield figure(f"{name}, the longest go of the worst, {what}", [result[key] for result in found], [BOUND_MS], "ms", 1.0)
        yield figure(f"{name}, all of the worst", [result["whole_ms"] for result in found], [BOUND_MS], "ms")
