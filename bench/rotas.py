#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes rotas for the tests and the benchmark, as docs/rota-format.md describes them.

    bench/rotas.py --seed N --out FOLDER [--each N] [--planner turnaboutctl] [FAMILY…]

The same seed makes the same bytes everywhere: random numbers are splitmix64's, and everything is counted in whole numbers. FAMILY is one of

    pod6x8 pod8x13 pod10x13 pod12x26  so many households cook on five evenings a week for so many weeks
    tight8x13                         twice as many absences and evenings off
    daily7x12                         seven evenings a week
    care10x13k2                       two shifts on each of three days a week, two households in each
    infeasible6x8                     in one week three evenings are left to two households that may only once a week: one place stays empty
    replan8x13 replan12x26            a planned pod after one household has fallen out for two weeks; each turn that changes hands costs 30.
                                      The plan is asked from the planner, so that these depend on it
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

MASK = (1 << 64) - 1
NEVER = -999
DEVIATION = 200  # points for being one turn from what is one's due; four times that for two
SHORT_GAP = 24   # points for a gap of no days
SAME_WEEKDAY = 3
CHANGED = 30


class Random:
    """splitmix64."""

    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def range(self, low, high):
        return low + self.next() % (high - low + 1)

    def chance(self, percent):
        return self.next() % 100 < percent

    def choice(self, values):
        return values[self.next() % len(values)]


def divide(a, b):
    """Rounded to the nearest, halves up."""
    return (2 * a + b) // (2 * b)


class Household:
    def __init__(self, random, days, tight):
        self.people = random.range(1, 5)
        self.kitchen = random.choice([10, 14, 18, 22, 26, 32])
        self.cooks_vegan = random.chance(80)
        self.cooks_without_nuts = random.chance(80)
        self.evenings_off = {day for day in range(7) if random.chance(15 * tight)}
        self.likes = [random.choice([0, 0, 0, 1, 2, 4, 8]) for _ in range(7)]
        self.owed = random.range(-1500, 1500)  # thousandths of a turn, from before
        self.last = -random.range(1, 14) if random.chance(80) else NEVER
        self.twice_a_week = random.chance(30)
        self.away = {day for day in range(days) if random.chance(6 * tight)}
        for _ in range(random.range(0, max(1, days * tight // 35))):
            start = random.range(0, days - 1)
            self.away |= set(range(start, start + random.range(2, 9)))


def gap_costs(usual):
    """Dearer the shorter the gap is than usual (in hundredths of days), and for the weekday of the last time."""
    short = max(100, usual * 85 // 100)
    costs = []
    for gap in range(max(short // 100, 28) + 1):
        lack = max(0, short - 100 * gap)
        costs.append(divide(SHORT_GAP * lack * lack, short * short) + (SAME_WEEKDAY if gap and gap % 7 == 0 else 0))
    while costs and costs[-1] == 0:
        costs.pop()
    return costs


def household_line(number, household, due, days, weeks):
    """@due: thousandths of turns."""
    usual = 100 * days * 1000 // max(due, 1000)
    most = (due + max(2000, due * 35 // 100)) // 1000 + 5
    credit = [divide(DEVIATION * (1000 * c - due) ** 2, 1000 ** 2) for c in range(most + 1)]
    gaps = gap_costs(usual)
    per_week = 1 if due <= 750 * weeks and not household.twice_a_week else 2
    min_gap = max(2, min(4, usual * 30 // 10000))
    return ["h", number, most, min_gap, per_week, household.last, len(gaps), *gaps, len(credit), *credit]


class Turn:
    def __init__(self, day, places):
        self.day, self.places = day, places


def can_hold(household, turn, portions, vegan, without_nuts):
    return not (turn.day in household.away or turn.day % 7 in household.evenings_off or 10 * household.kitchen < 8 * portions
                or (vegan and not household.cooks_vegan) or (without_nuts and not household.cooks_without_nuts))


def eligible_costs(random, households, turn, eaten):
    """Who may hold the turn, at what cost. Adds what each eats to @eaten."""
    at_table = [h for h, household in enumerate(households) if turn.day not in household.away and random.chance(90)]
    portions = sum(households[h].people for h in at_table)
    vegan, without_nuts = random.chance(40), random.chance(30)
    costs = {}
    for h in at_table:
        eaten[h] += households[h].people
    for h, household in enumerate(households):
        if can_hold(household, turn, portions, vegan, without_nuts):
            costs[h] = household.likes[turn.day % 7] + random.choice([0, 0, 0, 0, 3, 6])
    while len(costs) <= turn.places:
        costs.setdefault(random.range(0, len(households) - 1), 6)
    return costs


def dues(households, eaten, places):
    """What each should do, in thousandths of turns, by what it eats and what it owes; in all as much as there is to do."""
    wanted = [max(0, 1000 * places * eaten[h] // max(sum(eaten), 1) + household.owed) for h, household in enumerate(households)]
    return [1000 * places * due // max(sum(wanted), 1) for due in wanted]


def close_week(random, costs, turns):
    """Leaves three evenings of a week to the households 0 and 1, which then are held to one turn a week."""
    week = random.range(1, 6)
    for t in [t for t, turn in enumerate(turns) if turn.day // 7 == week][:3]:
        costs[t] = {0: 0, 1: 0}


def make(name, seed, n_households, weeks, evenings=(0, 1, 2, 3, 4), shifts=1, places=1, tight=1, infeasible=False):
    random, days = Random(seed), 7 * weeks
    households = [Household(random, days, tight) for _ in range(n_households)]
    fed = sum(household.people for household in households)
    for household in households:
        household.kitchen = max(household.kitchen, fed * random.choice([80, 100, 100, 120]) // 100)
    turns = [Turn(day, places) for day in range(days) if day % 7 in evenings for _ in range(shifts)]
    eaten = [0] * n_households
    costs = [eligible_costs(random, households, turn, eaten) for turn in turns]
    if infeasible:
        close_week(random, costs, turns)
    due = dues(households, eaten, places * len(turns))
    lines = [["rota", 1, name], [n_households, len(turns), days]]
    for h, household in enumerate(households):
        line = household_line(h, household, due[h], days, weeks)
        if infeasible and h < 2:
            line[4] = 1
        lines.append(line)
    lines += [["t", t, turn.day, turn.day // 7, turn.places, 1] for t, turn in enumerate(turns)]
    lines += [["e", h, t, costs[t][h]] for h in range(n_households) for t in range(len(turns)) if h in costs[t]]
    return "".join(" ".join(map(str, line)) + "\n" for line in lines)


def replan(text, name, seed, planner):
    """The same after its plan has been published and a household has fallen out for two weeks."""
    random = Random(seed)
    with tempfile.NamedTemporaryFile("w", suffix=".rota") as file:
        file.write(text)
        file.flush()
        plan = json.loads(subprocess.run([planner, "--json", "plan", "--instance", file.name], check=True, stdout=subprocess.PIPE).stdout)
    lines = [line.split() for line in text.splitlines()]
    absent, days = random.range(0, int(lines[1][0]) - 1), int(lines[1][2])
    start = random.range(days // 4, days // 2)
    changed = [["rota", "1", name]]
    for line in lines[1:]:
        if line[0] == "e":
            turn = plan["turns"][int(line[2])]
            if int(line[1]) == absent and start <= turn["day"] < start + 14:
                continue
            if int(line[1]) not in turn["holders"]:
                line[3] = str(int(line[3]) + CHANGED)
        changed.append(line)
    return "".join(" ".join(line) + "\n" for line in changed)


FAMILIES = {
    "pod6x8": {"n_households": 6, "weeks": 8},
    "pod8x13": {"n_households": 8, "weeks": 13},
    "pod10x13": {"n_households": 10, "weeks": 13},
    "pod12x26": {"n_households": 12, "weeks": 26},
    "tight8x13": {"n_households": 8, "weeks": 13, "tight": 2},
    "daily7x12": {"n_households": 7, "weeks": 12, "evenings": range(7)},
    "care10x13k2": {"n_households": 10, "weeks": 13, "evenings": (0, 2, 4), "shifts": 2, "places": 2},
    "infeasible6x8": {"n_households": 6, "weeks": 8, "infeasible": True},
}
REPLANNED = {"replan8x13": "pod8x13", "replan12x26": "pod12x26"}


def family_seed(family, seed, number):
    """Unlike for every family, seed and number."""
    value = seed
    for part in [*family.encode(), number]:
        value = (value * 1000003 + part) & MASK
    return value


def make_family(family, seed, each, planner):
    """Pairs of a name and a text."""
    for number in range(1, each + 1):
        name, own = f"{family}-{number:02d}", family_seed(family, seed, number)
        if family in FAMILIES:
            yield name, make(name, own, **FAMILIES[family])
        else:
            yield name, replan(make(name, own, **FAMILIES[REPLANNED[family]]), name, own + 1, planner)


def write(folder, made):
    os.makedirs(folder, exist_ok=True)
    for name, text in made.items():
        with open(os.path.join(folder, f"{name}.rota"), "w", encoding="ascii") as file:
            file.write(text)
    return 0


def compare(folder, made):
    others = []
    for name, text in made.items():
        path = os.path.join(folder, f"{name}.rota")
        if os.path.exists(path):
            with open(path, encoding="ascii") as file:
                others += [name] if file.read() != text else []
    print(f"no longer as they were made: {', '.join(others)}" if others else f"{len(made)} rotas made")
    return 1 if others else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--each", type=int, default=2)
    parser.add_argument("--planner")
    parser.add_argument("--compare", action="store_true", help="write nothing, and fail where FOLDER has another text by a name")
    parser.add_argument("families", nargs="*", metavar="FAMILY")
    options = parser.parse_args()
    known = [*FAMILIES, *(REPLANNED if options.planner else [])]
    unknown = [family for family in options.families if family not in known]
    if unknown:
        parser.error(f"there is no family {unknown[0]}; there are {', '.join(known)}")
    made = {name: text for family in options.families or known
            for name, text in make_family(family, options.seed, options.each, options.planner)}
    return compare(options.out, made) if options.compare else write(options.out, made)


if __name__ == "__main__":
    sys.exit(main())
