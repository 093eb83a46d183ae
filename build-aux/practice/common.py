# SPDX-License-Identifier: GPL-3.0-or-later
"""What the practice pod and the sets for measuring share: chance, dates and the shape of the files."""

import csv
import datetime
import io
import json
import random

COLUMNS = {
    "households": ["household", "address", "latitude", "longitude", "status", "phone", "email", "adults", "children", "kitchen_capacity",
                   "notes", "pod", "drop_from", "drop_until", "max_per_week", "min_gap_days", "cannot_cook", "skips_meals", "applied_on",
                   "email_confirmed_on", "phone_confirmed_on", "visited_on"],
    "people": ["household", "name", "born", "role", "diet", "allergies", "notes", "capabilities"],
    "tools": ["number", "name", "category", "owner", "value", "condition", "location", "status", "notes", "brand"],
    "turns": ["date", "time", "service", "household", "portions", "state", "note", "pod"],
    "loans": ["tool", "household", "out", "due", "returned", "note"],
    "absences": ["household", "from", "until", "reason"],
    "availability": ["household", "weekday", "state"],
    "memberships": ["pod", "household", "status", "from", "until", "obligation_share"],
    "needs": ["household", "kind", "service", "detail"],
}

# Turns fall out on these days (month, day), wherever the year falls.
HOLIDAYS = {(1, 1), (5, 1), (7, 18), (8, 25), (12, 25)}

SERVICE = "Cooking"


class Chance:
    """Chance from a seed. Only random() is promised to give the same numbers in every Python; all else is made from it here."""

    def __init__(self, seed):
        self._random = random.Random(seed)

    def below(self, n):
        return int(self._random.random() * n)

    def between(self, low, high):
        """Both ends belong to it."""
        return low + self.below(high - low + 1)

    def pick(self, choices):
        return choices[self.below(len(choices))]

    def happens(self, share):
        return self._random.random() < share

    def shuffled(self, things):
        things = list(things)
        for i in range(len(things) - 1, 0, -1):
            j = self.below(i + 1)
            things[i], things[j] = things[j], things[i]
        return things


def monday_of(day):
    return day - datetime.timedelta(days=day.weekday())


def days(n):
    return datetime.timedelta(days=n)


def born(chance, today, age):
    """A birthday of somebody who is AGE today."""
    month, day = chance.between(1, 12), chance.between(1, 28)
    return datetime.date(today.year - age - ((month, day) > (today.month, today.day)), month, day)


def email_of(name):
    plain = str.maketrans("áéíóúüñçãõêâ", "aeiouuncaoea")
    return name.lower().translate(plain).replace(" ", ".").replace("’", "") + "@example.org"


def phone_of(index):
    return f"+598 2 000 {index:04d}"


class Files:
    """The rows of each file, in the order in which they were added."""

    def __init__(self):
        self.rows = {kind: [] for kind in COLUMNS}

    def add(self, kind, *values):
        if len(values) != len(COLUMNS[kind]):
            raise ValueError(f"{kind}: {len(values)} values for {len(COLUMNS[kind])} columns")
        self.rows[kind].append(["" if value is None else str(value) for value in values])

    def text(self, kind):
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer)
        writer.writerow(COLUMNS[kind])
        writer.writerows(self.rows[kind])
        return buffer.getvalue()

    def write(self, directory, about):
        directory.mkdir(parents=True, exist_ok=True)
        for kind in COLUMNS:
            (directory / f"{kind}.csv").write_bytes(self.text(kind).encode("utf-8"))
        document = json.dumps(about, ensure_ascii=False, indent=2) + "\n"
        (directory / "practice.json").write_bytes(document.encode("utf-8"))


def about(today, name, pods):
    return {
        "today": today.isoformat(),
        "name": name,
        "timezone": "America/Montevideo",
        "currency": "UYU",
        "center": [-34.9062, -56.1790],
        "pods": pods,
    }
