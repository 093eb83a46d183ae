# SPDX-License-Identifier: GPL-3.0-or-later
"""Import of 10,000 tools against the sqlite3 shell's .import of the same file.

The shell is measured three times. Into a table of its own it reads the file and stores ten columns: no key, no index, no search, no check, no
undo. Into our table, from a file that has that table's columns already, it does what our schema makes it do (keys, indexes, the search index),
and still neither compares the rows with what is there nor writes the history. Last, it does the least that our schema needs, as we do it:
the rows, their keys, and their words go in with one statement each and no trigger; that is the floor of an import that can be searched.

Undo and redo are compared with the import.
"""

import csv
import os
import subprocess
import uuid

from figures import figure, make_files, new_database, timed

ROUNDS = 7
FLOOR = [
    "INSERT INTO tool SELECT id, nullif(model, ''), nullif(category, ''), nullif(owner, ''), nullif(number, ''), name, brand, value, condition,"
    " status, location, notes FROM rows",
    "INSERT INTO tool_search_key SELECT row_number() OVER (ORDER BY r.rowid), r.id, r.number, r.name, r.brand, '', r.location, r.notes FROM rows r",
    "INSERT INTO tool_search (rowid, number, name, brand, category, location, notes)"
    " SELECT doc, number, name, brand, category, location, notes FROM tool_search_key",
]
ROWS = 10000
COLUMNS = ["id", "model", "category", "owner", "number", "name", "brand", "value", "condition", "status", "location", "notes"]


def write_rows(source, target):
    """The same rows with the table's columns. The shell knows no NULL: what refers to another table is an empty text."""
    with open(source, newline="", encoding="utf-8") as rows, open(target, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        for index, row in enumerate(csv.DictReader(rows)):
            # In their order, as ours are.
            row["id"] = str(uuid.UUID(int=(1 << 124) + (index << 80)))
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
    times = {"ours": [], "undo": [], "redo": [], "plain": [], "table": [], "floor": []}
    for turn in range(ROUNDS + 1):
        results = {}
        remove(database)
        new_database(database)
        results["ours"] = timed(["turnaboutctl", "--database", database, "import", "tools", source])
        results["undo"] = timed(["turnaboutctl", "--database", database, "undo"])
        results["redo"] = timed(["turnaboutctl", "--database", database, "redo"])
        remove(database)
        results["plain"] = shell(database, f".import --csv {source} tools")
        remove(database)
        new_database(database)
        # The empty texts refer to nothing.
        results["table"] = shell(database, "PRAGMA foreign_keys = OFF", f".import --csv {rows} tool")
        remove(database)
        new_database(database)
        results["floor"] = shell(database, "PRAGMA foreign_keys = OFF", "PRAGMA temp_store = MEMORY", ".dbconfig enable_trigger off",
                                 "CREATE TEMP TABLE rows (%s)" % ", ".join(COLUMNS), f".import --csv --schema temp {rows} rows", "BEGIN", *FLOOR, "COMMIT")
        for name, result in results.items():
            if turn > 0:
                times[name].append(result)

    def compare(what, peer, index, goal):
        return figure(f"import of {ROWS} tools, {what}", [time[index] for time in times["ours"]], [time[index] for time in times[peer]], "ms", goal)

    yield compare("wall, against .import into the same table", "table", 0, 5)
    yield compare("CPU, against .import into the same table", "table", 1, 5)
    for what in ("undo", "redo"):
        yield figure(f"{what} of an import of {ROWS} tools, CPU, against the import", [time[1] for time in times[what]], [time[1] for time in times["ours"]],
                     "ms", 3)
    yield compare("wall, against the shell's least for our schema", "floor", 0, None)
    yield compare("CPU, against the shell's least for our schema", "floor", 1, None)
    yield figure(f"import of {ROWS} tools, CPU, the shell's least for our schema against .import into a plain table",
                 [time[1] for time in times["floor"]], [time[1] for time in times["plain"]], "ms")
    yield compare("wall, against .import into a plain table", "plain", 0, 5)
    yield compare("CPU, against .import into a plain table", "plain", 1, 5)
