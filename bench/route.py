# SPDX-License-Identifier: GPL-3.0-or-later
"""The best delivery round: processor time until it is proved.

Instances are made by seed: doors of a square kilometre, and doors along a street. Where TURNABOUT_TSPLIB names a folder of TSPLIB files (*.tsp, up to 100
places), they are measured too, closed, and their lengths compared with the published optima. The peer is the table over sets of places of Held and Karp, which tries everything.
"""

import glob
import json
import os
import re
import statistics
import subprocess

from figures import BUILD, figure, say

# https://comopt.ifi.uni-heidelberg.de/software/TSPLIB95/STSP.html
OPTIMA = {"burma14": 3323, "ulysses16": 6859, "gr17": 2085, "gr21": 2707, "ulysses22": 7013, "gr24": 1272, "fri26": 937, "bayg29": 1610,
          "bays29": 2020, "dantzig42": 699, "swiss42": 1273, "att48": 10628, "gr48": 5046, "hk48": 11461, "eil51": 426, "berlin52": 7542,
          "brazil58": 25395, "st70": 675, "eil76": 538, "pr76": 108159, "gr96": 55209, "rat99": 1211, "kroA100": 21282, "kroB100": 22141,
          "kroC100": 20749, "kroD100": 21294, "kroE100": 22068, "rd100": 7910}
GOALS = [(15, 0.5), (30, 2.0), (60, 100.0)]


def places_of(path):
    found = re.search(r"^DIMENSION *: *(\d+)", open(path, encoding="utf-8", errors="replace").read(), re.MULTILINE)
    return int(found[1]) if found else 0


def files():
    folder = os.environ.get("TURNABOUT_TSPLIB")
    if not folder:
        say("  TURNABOUT_TSPLIB names no folder of TSPLIB files: instances made by seed alone")
        return []
    return [path for path in sorted(glob.glob(os.path.join(folder, "*.tsp"))) if 0 < places_of(path) <= 100]


def value(name, number, goal=None, unit="ms"):
    """A figure without a peer: the goal is for the value itself."""
    return {"name": name, "value": round(number, 3), "unit": unit, "peer": None, "ratio": None, "goal": goal, "met": None if goal is None else number <= goal}


def group(what, results):
    least = 0
    for most, goal in GOALS:
        chosen = [result for result in results if least < result["places"] <= most]
        least = most
        if chosen:
            times = [result["ms"] for result in chosen]
            name = f"best round, {what}, up to {most} places ({len(chosen)})"
            yield value(f"{name}: CPU, median", statistics.median(times), goal)
            if len(times) >= 20:
                yield value(f"{name}: CPU, nine of ten", statistics.quantiles(times, n=10)[8], goal)
            yield value(f"{name}: CPU, worst", max(times), goal)
            yield value(f"{name}: not proved", sum(not result["proved"] for result in chosen), 0, "rounds")


def run(_folder):
    program = os.path.join(BUILD, "bench", "round-times")
    lines = subprocess.run([program, *files()], check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    results = [json.loads(line) for line in lines]
    for result in results:
        if result["family"] == "TSPLIB":
            say(f"  {json.dumps(result)}")
            if result["closed"] and result["proved"] and result["length"] != OPTIMA.get(result["name"], result["length"]):
                raise SystemExit(f"bench: {result['name']} is {result['length']} and should be {OPTIMA[result['name']]}")
    for family, what in (("quarter", "doors of a quarter"), ("street", "doors along a street")):
        yield from group(what, [result for result in results if result["family"] == family])
    for closed, what in ((True, "TSPLIB, closed"), (False, "TSPLIB, open")):
        yield from group(what, [result for result in results if result["family"] == "TSPLIB" and result["closed"] == closed])
    for places in (12, 15, 16):
        chosen = [result for result in results if result["places"] == places and "table_ms" in result and result["family"] == "quarter"]
        yield figure(f"best round, {places} doors of a quarter, against the table over sets", [1000 * result["ms"] for result in chosen],
                     [1000 * result["table_ms"] for result in chosen], "µs", 1.0)
