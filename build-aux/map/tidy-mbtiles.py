#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write tippecanoe's tiles anew: the same input gives the same bytes, whatever order its threads ran in."""

import json
import sqlite3
import sys

KEPT = ("name", "description", "version", "minzoom", "maxzoom", "bounds", "type", "attribution", "format", "json")


def tidy(source, target, center):
    out = sqlite3.connect(target, isolation_level=None)
    out.executescript(
        """PRAGMA journal_mode = OFF;
           CREATE TABLE metadata (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
           CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);
           BEGIN""")
    db = sqlite3.connect(source)
    metadata = {name: value for name, value in db.execute("SELECT name, value FROM metadata") if name in KEPT}
    layers = json.loads(metadata["json"])
    metadata["json"] = json.dumps({"vector_layers": layers["vector_layers"]}, separators=(",", ":"))
    metadata["type"] = "baselayer"
    metadata["center"] = center
    out.executemany("INSERT INTO metadata VALUES (?, ?)", sorted(metadata.items()))
    tiles = db.execute("SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles ORDER BY 1, 2, 3")
    out.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", tiles)
    out.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
    out.execute("COMMIT")
    out.execute("VACUUM")
    out.close()


if __name__ == "__main__":
    tidy(*sys.argv[1:4])
