# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benchmarks share: figures, timing of commands, and databases of a given size."""

import os
import resource
import statistics
import subprocess
import sys
import time

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.path.join(PROJECT, "_build-bench")
# As a coordinator would bring them in: memberships say the status that households then have.
KINDS = ["memberships", "households", "people", "availability", "absences", "needs", "tools", "turns", "loans"]


def say(text):
    print(text, file=sys.stderr, flush=True)


def figure(name, values, peers, unit, goal=None):
    """The medians of a value and of its peer, and their ratio, which is what a goal is set for."""
    value, peer = statistics.median(values), statistics.median(peers)
    ratio = value / peer
    return {"name": name, "value": round(value, 1), "unit": unit, "peer": round(peer, 1), "ratio": round(ratio, 2), "goal": goal,
            "met": None if goal is None else ratio <= goal}


def timed(command, **options):
    """Runs a command; (wall, processor time) in milliseconds."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **options)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1e3 * wall, 1e3 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def make_files(folder, *arguments):
    script = os.path.join(PROJECT, "build-aux", "practice", "make-practice.py")
    subprocess.run([sys.executable, script, *arguments, "--out", folder], check=True, stdout=subprocess.DEVNULL)


def turnaboutctl(database, *arguments):
    subprocess.run(["turnaboutctl", "--database", database, *arguments], check=True, stdout=subprocess.DEVNULL)


def new_database(path):
    turnaboutctl(path, "new", "Benchmark", "--timezone", "America/Montevideo", "--currency", "UYU")


def make_database(folder, name, *arguments):
    """A database with what the generator makes of its arguments, brought in by the public import."""
    files, database = os.path.join(folder, name), os.path.join(folder, f"{name}.turnabout")
    make_files(files, *arguments)
    new_database(database)
    for kind in KINDS:
        turnaboutctl(database, "import", kind, os.path.join(files, f"{kind}.csv"))
    return database
