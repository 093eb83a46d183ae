# SPDX-License-Identifier: GPL-3.0-or-later
"""Import of 10,000 tools against the sqlite3 shell's .import of the same file.

The shell is measured twice. Into a table of its own it reads the file and stores ten columns: no key, no index, no search, no check, no
undo. Into our table, from a file that has that table's columns already, it does what our schema makes it do (keys, indexes, the search index),
and still neither compares the rows with what is there nor writes the history.
"""

import csv
import os
import subprocess
import uuid

from figures import figure, make_files, new_database, timed

ROUNDS = 7
ROWS = 10000
COLUMNS = ["id", "model", "category", "owner", "number", "name", "brand", "value", "condition", "status", "location", "notes"]


def write_rows(source, target):
    """The same rows with the table's columns. The shell knows no NULL: what refers to another table is an empty text."""
    with open(source, newline="", encoding="utf-8") as rows, open(target, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        for row in csv.DictReader(rows):
            row["id"] = str(uuid.uuid4())
            writer.writerow([row.get(column) or "" for column in COLUMNS])


def remove(path):
    for ending in ("", "-wal", "-shm"):
        if os.path.exists(path + ending):
            os.unlink(path + ending)


def shell(database, *commands):
    return timed(["sqlite3", "-batch", database, *commands], stderr=subprocess.DEVNULL)


def run(folder):
    make_files(os.path.join(folder, "import"), "--tools", str(ROWS))
    source, rows = os.path.join(folder, "import", "tools.csv"), os.path.join(folder, "rows.csv")
    write_rows(source, rows)
    database = os.path.join(folder, "import.db")
    times = {"ours": [], "plain": [], "table": []}
    for turn in range(ROUNDS + 1):
        results = {}
        remove(database)
        new_database(database)
        results["ours"] = timed(["turnaboutctl", "--database", database, "import", "tools", source])
        remove(database)
        results["plain"] = shell(database, f".import --csv {source} tools")
        remove(database)
        new_database(database)
        # The empty texts refer to nothing.
        results["table"] = shell(database, "PRAGMA foreign_keys = OFF", f".import --csv {rows} tool")
        for name, result in results.items():
            if turn > 0:
                times[name].append(result)

    def compare(what, peer, index, goal):
        return figure(f"import of {ROWS} tools, {what}", [time[index] for time in times["ours"]], [time[index] for time in times[peer]], "ms", goal)

    yield compare("wall, against .import into the same table", "table", 0, 5)
    yield compare("CPU, against .import into the same table", "table", 1, 5)
    yield compare("wall, against .import into a plain table", "plain", 0, 5)
    yield compare("CPU, against .import into a plain table", "plain", 1, 5)
