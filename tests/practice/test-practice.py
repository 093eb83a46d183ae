#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice pod's files: as many as promised, all of one piece, and the same however often they are made."""

import collections
import csv
import datetime
import io
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ.get("G_TEST_SRCDIR", pathlib.Path(__file__).resolve().parents[1])).parent
COMMITTED = SOURCE / "data" / "practice"
KINDS = ["households", "people", "tools", "turns", "loans", "absences", "availability", "memberships", "needs"]
NAMES = [f"{kind}.csv" for kind in KINDS] + ["practice.json"]
# The fourteen of Regulation (EU) 1169/2011 by the words that the application knows them by, and one that is a household's own.
ALLERGENS = {"gluten", "crustaceans", "eggs", "fish", "peanuts", "soybeans", "milk", "nuts", "celery", "mustard", "sesame", "sulphites", "lupin",
             "molluscs", "strawberries"}
SEVERITIES = {"preference", "avoid", "intolerance", "allergy", "anaphylaxis"}
STATES = {"planned", "published", "seeking-cover", "done", "missed", "excused", "cancelled"}


def make(directory, *arguments):
    script = SOURCE / "build-aux" / "practice" / "make-practice.py"
    subprocess.run([sys.executable, "-B", str(script), "--out", str(directory), *arguments], check=True)
    return pathlib.Path(directory)


def rows(directory, kind):
    return list(csv.DictReader(io.StringIO((directory / f"{kind}.csv").read_bytes().decode("utf-8"), newline=""), strict=True))


def day(text):
    return datetime.date.fromisoformat(text)


class Made(unittest.TestCase):
    """What is true of every set, whatever its size."""

    def check_whole(self, directory):
        households = {row["household"] for row in rows(directory, "households")}
        numbers = [row["number"] for row in rows(directory, "tools")]
        self.assertEqual(len(households), len(rows(directory, "households")))
        self.assertEqual(len(numbers), len(set(numbers)))
        for kind in KINDS[4:] + ["people", "turns"]:
            for row in rows(directory, kind):
                self.assertIn(row["household"], households, kind)
        for tool in rows(directory, "tools"):
            self.assertIn(tool["owner"], households | {""})
        self.check_people(directory)
        self.check_loans(directory, set(numbers))
        self.check_turns(directory)

    def check_people(self, directory):
        counted = collections.Counter((row["household"], row["role"]) for row in rows(directory, "people"))
        for row in rows(directory, "households"):
            self.assertEqual([counted[row["household"], role] for role in ("adult", "child")], [int(row["adults"]), int(row["children"])])
        for row in rows(directory, "people"):
            for allergy in filter(None, row["allergies"].split("; ")):
                allergen, _, severity = allergy.partition(":")
                self.assertIn(allergen, ALLERGENS)
                self.assertIn(severity, SEVERITIES)

    def check_loans(self, directory, numbers):
        owners = {row["number"]: row["owner"] for row in rows(directory, "tools")}
        stretches = collections.defaultdict(list)
        for row in rows(directory, "loans"):
            self.assertIn(row["tool"], numbers)
            self.assertLessEqual(row["out"], row["due"])
            stretches[row["tool"]].append((row["out"], row["returned"] or "9999-12-31"))
        for tool, loans in stretches.items():
            for earlier, later in zip(sorted(loans), sorted(loans)[1:]):
                self.assertLessEqual(earlier[1], later[0], f"tool {tool} ({owners[tool]}) is lent twice at a time")

    def check_turns(self, directory):
        today = json.loads((directory / "practice.json").read_text("utf-8"))["today"]
        places = set()
        for row in rows(directory, "turns"):
            self.assertIn(row["state"], STATES)
            self.assertNotIn((row["date"], row["pod"]), places)
            places.add((row["date"], row["pod"]))
            if row["state"] != "cancelled":
                self.assertEqual(row["state"] in {"done", "missed", "excused"}, row["date"] < today, row)


class PracticePod(Made):
    def test_counts(self):
        households = rows(COMMITTED, "households")
        self.assertEqual(collections.Counter(row["pod"] for row in households), {"Cordón": 6, "Palermo": 5, "": 17})
        statuses = collections.Counter(row["status"] for row in households)
        self.assertEqual((statuses["interested"], statuses["left"]), (14, 3))
        self.assertEqual(len(rows(COMMITTED, "tools")), 180)
        self.assertEqual(len({row["category"] for row in rows(COMMITTED, "tools")}), 12)
        self.assertEqual(sum(row["status"] == "maintenance" for row in rows(COMMITTED, "tools")), 5)

    def test_whole(self):
        self.check_whole(COMMITTED)

    def test_turns_reach(self):
        today = day(json.loads((COMMITTED / "practice.json").read_text("utf-8"))["today"])
        dates = [day(row["date"]) for row in rows(COMMITTED, "turns")]
        self.assertGreaterEqual((today - min(dates)).days, 364)
        self.assertGreaterEqual((max(dates) - today).days, 56)
        week = today - datetime.timedelta(days=today.weekday())
        seeking = [row for row in rows(COMMITTED, "turns") if row["state"] == "seeking-cover"]
        self.assertEqual(sum(0 <= (day(row["date"]) - week).days < 7 for row in seeking), 1)

    def test_overdue(self):
        """Two, on every day of the week: whoever shifts the dates by whole weeks keeps them."""
        today = day(json.loads((COMMITTED / "practice.json").read_text("utf-8"))["today"])
        week = today - datetime.timedelta(days=today.weekday())
        out = [day(row["due"]) for row in rows(COMMITTED, "loans") if not row["returned"]]
        self.assertEqual(len(out), 22)
        for weekday in range(7):
            self.assertEqual(sum(due < week + datetime.timedelta(days=weekday) for due in out), 2)
        borrowable = {row["number"] for row in rows(COMMITTED, "tools") if row["status"] == "active"}
        self.assertTrue({row["tool"] for row in rows(COMMITTED, "loans")} <= borrowable)
        self.assertFalse([row for row in rows(COMMITTED, "loans") if row["out"] > today.isoformat()])

    def test_mira(self):
        mira = next(row for row in rows(COMMITTED, "people") if row["name"] == "Mira Okafor")
        self.assertEqual(mira["allergies"], "peanuts:anaphylaxis; fish:allergy")

    def test_same_bytes(self):
        with tempfile.TemporaryDirectory() as once, tempfile.TemporaryDirectory() as twice:
            make(once), make(twice)
            for name in NAMES:
                first = (pathlib.Path(once) / name).read_bytes()
                self.assertEqual(first, (pathlib.Path(twice) / name).read_bytes(), name)
                self.assertEqual(first, (COMMITTED / name).read_bytes(), f"{name}: run build-aux/practice/make-practice.py")

    def test_form(self):
        for kind in KINDS:
            raw = (COMMITTED / f"{kind}.csv").read_bytes()
            self.assertTrue(raw.endswith(b"\r\n"))
            self.assertEqual(raw.count(b"\n"), raw.count(b"\r\n"))
            self.assertFalse(raw.startswith(b"\xef\xbb\xbf"))

    def test_any_day(self):
        """A leap day and a Sunday among them."""
        for today in ("2024-02-29", "2026-11-29", "2027-07-18"):
            with self.subTest(today), tempfile.TemporaryDirectory() as directory:
                self.check_whole(make(directory, "--today", today))


class Sets(Made):
    def test_sizes(self):
        sizes = {"S": (6, 21, 150, 240, 100), "L": (300, 1050, 2500, 12000, 5000)}
        for size, wanted in sizes.items():
            with self.subTest(size), tempfile.TemporaryDirectory() as directory:
                made = make(directory, "--set", size)
                self.assertEqual(tuple(len(rows(made, kind)) for kind in ("households", "people", "tools", "turns", "loans")), wanted)
                self.check_whole(made)

    def test_tools_only(self):
        with tempfile.TemporaryDirectory() as directory:
            made = make(directory, "--tools", "400")
            self.assertEqual(len(rows(made, "tools")), 400)
            self.check_whole(made)


class Map(unittest.TestCase):
    def test_tiles(self):
        database = sqlite3.connect(f"file:{COMMITTED / 'cordon.mbtiles'}?mode=ro&immutable=1", uri=True)
        metadata = dict(database.execute("SELECT name, value FROM metadata"))
        self.assertEqual(metadata["attribution"], "© OpenStreetMap contributors")
        west, south, east, north = (float(edge) for edge in metadata["bounds"].split(","))
        for row in rows(COMMITTED, "households"):
            self.assertTrue(west < float(row["longitude"]) < east and south < float(row["latitude"]) < north, row["household"])
        self.assertLess((COMMITTED / "cordon.mbtiles").stat().st_size, 600_000)
        database.close()

    def test_styles(self):
        """The two are twins, made by the script, and use no layer that the file has not."""
        with tempfile.TemporaryDirectory() as directory:
            script = SOURCE / "build-aux" / "map" / "make-styles.py"
            subprocess.run([sys.executable, "-B", str(script), "--out", directory], check=True)
            styles = []
            for name in ("map-style.json", "map-style-dark.json"):
                raw = (COMMITTED / name).read_bytes()
                self.assertEqual((pathlib.Path(directory) / name).read_bytes(), raw, f"{name}: run build-aux/map/make-styles.py")
                styles.append(json.loads(raw))
        light, dark = ([layer["id"] for layer in style["layers"]] for style in styles)
        self.assertEqual(light, dark)
        database = sqlite3.connect(f"file:{COMMITTED / 'cordon.mbtiles'}?mode=ro&immutable=1", uri=True)
        (described,) = database.execute("SELECT value FROM metadata WHERE name = 'json'").fetchone()
        database.close()
        there = {layer["id"] for layer in json.loads(described)["vector_layers"]}
        self.assertEqual({layer["source-layer"] for layer in styles[0]["layers"] if "source-layer" in layer} - there, set())


if __name__ == "__main__":
    unittest.main()
