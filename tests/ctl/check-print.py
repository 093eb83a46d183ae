#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice pod's sheets as pictures and as text: one page of the right size, nothing at its edge, black on white and no colour;
what has to be on each sheet is, and what must not be is not.

Usage: check-print.py TURNABOUTCTL PRACTICE-DATA
"""
import csv
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

if not all(shutil.which(name) for name in ("pdftoppm", "pdftotext", "pdfinfo")):
    print("poppler is not installed")
    sys.exit(77)

PROGRAM, DATA = sys.argv[1:]
DAY = "2026-12-01"
SIZES = {"a4": (595.28, 841.89), "letter": (612, 792)}
# Points that every printer leaves white, and a picture has one pixel for each.
EDGE = 30
PEOPLE = ("Pereira", "Silva", "Okafor", "Ahmadi", "Duarte", "Kim")


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"}).stdout


def rows(name):
    with open(pathlib.Path(DATA, name), encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file)]


def secrets():
    """What is for the cook or for who delivers alone, by what it is."""
    households = [row for row in rows("households.csv") if row["pod"] == "Cordón"]
    contacts = [row[key] for row in households for key in ("phone", "email") if row[key]]
    people = [row["name"].split()[0] for row in rows("people.csv") if row["household"] in PEOPLE and row["allergies"]]
    return [row["address"] for row in households], contacts, people


def read_picture(path):
    """Width, height and the pixels of a PPM as (red, green, blue)."""
    match = re.match(rb"P6\s(\d+)\s(\d+)\s255\s", path.read_bytes())
    pixels = path.read_bytes()[match.end():]
    return int(match[1]), int(match[2]), pixels


def check_picture(pdf, folder, kind):
    run("pdftoppm", "-r", "72", "-singlefile", pdf, str(folder / "page"))
    width, height, pixels = read_picture(folder / "page.ppm")
    red, green, blue = pixels[::3], pixels[1::3], pixels[2::3]
    assert red == green == blue, f"{kind}: colour"
    dark = sum(value < 96 for value in red)
    white = sum(value == 255 for value in red)
    pale = sum(96 <= value < 224 for value in red)
    assert dark > 2000, f"{kind}: {dark} dark points"
    assert white > 0.7 * len(red), f"{kind}: the paper is not white"
    # Between ink and paper there are the edges of letters and nothing else: no pale text that a printer would lose.
    assert pale < 3 * dark, f"{kind}: {pale} pale points, {dark} dark"
    for y in range(height):
        line = red[y * width:(y + 1) * width]
        part = line if y < EDGE or y >= height - EDGE else line[:EDGE] + line[-EDGE:]
        assert min(part) == 255, f"{kind}: ink at the edge, line {y}"


def check_size(pdf, kind, paper):
    info = run("pdfinfo", pdf).decode()
    assert re.search(r"^Pages:\s+1$", info, re.M), f"{kind}, {paper}: {info}"
    size = tuple(float(value) for value in re.search(r"^Page size:\s+([\d.]+) x ([\d.]+)", info, re.M).groups())
    wanted = SIZES[paper] if kind != "month" else SIZES[paper][::-1]
    assert all(abs(a - b) < 0.1 for a, b in zip(size, wanted)), f"{kind}: {size}"


def check_text(pdf, kind):
    text = run("pdftotext", "-layout", pdf, "-").decode()
    flat = " ".join(text.split())
    addresses, contacts, people = secrets()
    wanted = {
        "week": [*PEOPLE, "Lentil stew", "18:00", "22 portions", "looking for cover"],
        "month": [*PEOPLE, "December 2026", "Pe", "Si", "Ok", "turns"],
        "cook": [*PEOPLE, "22 portions", "ANAPHYLAXIS", "Peanuts", *people],
        "drops": ["Okafor", "Peanuts", "Anaphylaxis", *addresses],
    }
    never = {"week": addresses + ["Peanuts", "Anaphylaxis", "ANAPHYLAXIS"], "month": addresses + ["Peanuts", "Anaphylaxis"], "cook": addresses, "drops": []}
    for word in wanted[kind]:
        assert word in flat or word in text, f"{kind}: “{word}” is missing from\n{text}"
    for word in never[kind] + contacts:
        assert word not in flat, f"{kind}: “{word}” must not be there"


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        database = str(folder / "practice.turnabout")
        run(PROGRAM, "--database", database, "practice", DATA, "--today", DAY)
        for kind in ("week", "month", "cook", "drops"):
            for paper in SIZES:
                pdf = str(folder / "sheet.pdf")
                run(PROGRAM, "--database", database, "print", kind, "--from", DAY, "--today", DAY, "--pod", "Cordón", "--paper", paper, pdf)
                check_size(pdf, kind, paper)
                check_picture(pdf, folder, f"{kind}, {paper}")
                check_text(pdf, kind)
    print("eight sheets looked at")


if __name__ == "__main__":
    main()
