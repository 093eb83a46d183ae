#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the practice pod as the CSV files that a coordinator would have.

    make-practice.py [--today DATE] [--out DIR]      the practice pod; by default into data/practice
    make-practice.py --set S|L --out DIR             a set for measuring: one pod, or fifty
    make-practice.py --tools N --out DIR             N tools and nothing else

The same arguments always give the same bytes.
"""

import argparse
import datetime
import pathlib

import pods
import sets
from common import SERVICE, Chance, Files, about

TODAY = datetime.date(2026, 12, 1)


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--today", type=datetime.date.fromisoformat, default=TODAY, metavar="YYYY-MM-DD")
    parser.add_argument("--out", type=pathlib.Path, metavar="DIR")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--set", choices=sorted(sets.SIZES))
    size.add_argument("--tools", type=int, metavar="N")
    options = parser.parse_args()
    if options.out is None:
        if options.set or options.tools is not None:
            parser.error("--out is needed: data/practice holds the practice pod")
        options.out = pathlib.Path(__file__).resolve().parents[2] / "data" / "practice"
    return options


def main():
    options = parse()
    if options.tools is not None:
        files = Files()
        sets.add_tools(files, Chance(sets.SEED), options.tools, [])
        files.write(options.out, about(options.today, "Tools", []))
    elif options.set:
        sized = sets.SizedSet(options.today, options.set)
        files = sized.make()
        names = [{"name": name, "service": SERVICE, "time": "18:00", "weekdays": [1, 2, 3, 4, 5]} for name, _ in sized.pods]
        files.write(options.out, about(options.today, f"Set {options.set}", names))
    else:
        pod = about(options.today, "Cordón pods", pods.PODS) | {"recorded_by": pods.RECORDED_BY}
        pods.PracticePod(options.today).make().write(options.out, pod)


if __name__ == "__main__":
    main()
