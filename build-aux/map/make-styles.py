#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the two map styles, light and dark: one list of layers, two palettes.

    build-aux/map/make-styles.py [--out DIR]

Streets' names follow the streets, and turned text is what makes a map slow to move: below zoom 16 only the great
roads are named.  The palettes are quiet, so that the households' pins stand out.
"""

import argparse
import json
import pathlib

LIGHT = {
    "land": "#f1ede4", "sea": "#b3d4ea", "green": "#d3e6c0", "pitch": "#c2dcab", "cemetery": "#d5dfc8",
    "grounds": "#efe6d2", "beach": "#f6e8bf", "pier": "#e4dfd6", "building": "#e0d6c6",
    "case": "#cbc2b2", "minor": "#ffffff", "walk": "#e6d5c1", "path": "#cdb8a0",
    "middle": "#fff6dc", "middle-case": "#dcc892", "major": "#fbdf9d", "major-case": "#d6ae55", "rail": "#aaa6a0",
    "text": "#3a3640", "halo": "#ffffff", "park-text": "#34602c", "landmark-text": "#6b3f7a",
    "place-text": "#5a5560", "sea-text": "#356487",
}
DARK = {
    "land": "#26262a", "sea": "#15303f", "green": "#263a2b", "pitch": "#2d4631", "cemetery": "#2b362d",
    "grounds": "#302d2a", "beach": "#3f3a2a", "pier": "#34343a", "building": "#35353b",
    "case": "#1c1c1f", "minor": "#48484f", "walk": "#4f4740", "path": "#5d5249",
    "middle": "#57534a", "middle-case": "#1e1d1b", "major": "#705e38", "major-case": "#2c2513", "rail": "#5c5c62",
    "text": "#e6e4e0", "halo": "#1c1c1f", "park-text": "#a9d3a0", "landmark-text": "#d9b8e6",
    "place-text": "#c0bcc6", "sea-text": "#8fbfe0",
}


def kind_is(*kinds):
    return ["in", ["get", "kind"], ["literal", list(kinds)]]


def widths(*stops):
    return ["interpolate", ["exponential", 1.6], ["zoom"], *stops]


def fill(name, source, kinds, colour, minzoom=None):
    layer = {"id": name, "type": "fill", "source": "osm", "source-layer": source, "paint": {"fill-color": colour}}
    if kinds:
        layer["filter"] = kind_is(*kinds)
    if minzoom:
        layer["minzoom"] = minzoom
    return layer


def line(name, kinds, colour, width, minzoom=None, dashes=None):
    layer = {"id": name, "type": "line", "source": "osm", "source-layer": "roads", "filter": kind_is(*kinds),
             "layout": {"line-cap": "butt" if dashes else "round", "line-join": "round"},
             "paint": {"line-color": colour, "line-width": width}}
    if dashes:
        layer["paint"]["line-dasharray"] = dashes
    if minzoom:
        layer["minzoom"] = minzoom
    return layer


def street_names(name, kinds, minzoom, size, palette):
    return {"id": name, "type": "symbol", "source": "osm", "source-layer": "roads", "minzoom": minzoom,
            "filter": ["all", ["has", "name"], kind_is(*kinds)],
            "layout": {"symbol-placement": "line", "symbol-spacing": 420, "text-field": ["get", "name"],
                       "text-font": ["Cantarell", "Sans"], "text-size": size},
            "paint": {"text-color": palette["text"], "text-halo-color": palette["halo"], "text-halo-width": 1.6}}


def point_names(name, source, kinds, minzoom, size, colour, palette, bold=False):
    return {"id": name, "type": "symbol", "source": "osm", "source-layer": source, "minzoom": minzoom,
            "filter": ["all", ["has", "name"], kind_is(*kinds)],
            "layout": {"text-field": ["get", "name"], "text-size": size,
                       "text-font": ["Cantarell", "Sans Bold" if bold else "Sans"]},
            "paint": {"text-color": colour, "text-halo-color": palette["halo"], "text-halo-width": 1.6}}


LANDMARKS_FIRST = ("school", "university", "college", "kindergarten", "hospital", "clinic", "library", "theatre", "museum",
                   "marketplace", "community_centre", "townhall", "fire_station", "police")
LANDMARKS_THEN = ("pharmacy", "arts_centre", "supermarket", "bakery", "greengrocer", "hardware")


def style(name, c):
    minor, middle, major = ("minor", "service"), ("middle",), ("major",)
    return {
        "version": 8,
        "name": name,
        "sources": {"osm": {"type": "vector", "tiles": ["unused://{z}/{x}/{y}"], "minzoom": 10, "maxzoom": 15}},
        "layers": [
            {"id": "background", "type": "background", "paint": {"background-color": c["land"]}},
            fill("water", "water", None, c["sea"]),
            fill("grounds", "land", ("grounds",), c["grounds"], 14),
            fill("green", "land", ("green",), c["green"]),
            fill("cemetery", "land", ("cemetery",), c["cemetery"]),
            fill("pitch", "land", ("pitch",), c["pitch"], 14),
            fill("beach", "land", ("beach",), c["beach"]),
            fill("pier", "land", ("pier",), c["pier"]),
            fill("lake", "water", ("lake",), c["sea"]),
            fill("building", "buildings", None, c["building"], 15),
            line("path", ("path",), c["path"], 1, 15.5, [3, 2]),
            line("rail", ("rail",), c["rail"], 1.4, 12),
            line("minor-case", minor, c["case"], widths(13, 1.2, 16, 7, 18, 19), 14),
            line("walk", ("walk",), c["walk"], widths(13, 0.6, 16, 3, 18, 9), 14),
            line("middle-case", middle, c["middle-case"], widths(11, 1, 13, 3, 16, 10, 18, 24), 12),
            line("major-case", major, c["major-case"], widths(9, 1.2, 13, 4.4, 16, 12, 18, 28), 10),
            line("minor", minor, c["minor"], widths(13, 0.8, 16, 5.4, 18, 16.5), 13),
            line("middle", middle, c["middle"], widths(11, 0.7, 13, 2, 16, 8.2, 18, 21), 11),
            line("major", major, c["major"], widths(9, 0.8, 13, 3, 16, 10, 18, 25)),
            street_names("names-major", major, 14, ["interpolate", ["linear"], ["zoom"], 14, 10, 18, 14], c),
            street_names("names-all", ("middle", "minor", "walk"), 16, ["interpolate", ["linear"], ["zoom"], 16, 10.5, 18, 13], c),
            point_names("landmarks", "landmarks", LANDMARKS_FIRST, 16.5, 10, c["landmark-text"], c),
            point_names("shops", "landmarks", LANDMARKS_THEN, 17.5, 10, c["landmark-text"], c),
            point_names("parks", "places", ("park",), 15, 10.5, c["park-text"], c),
            point_names("suburbs", "places", ("suburb", "neighbourhood", "quarter"), 12.5, 13, c["place-text"], c, True),
            point_names("cities", "places", ("city",), 9, 18, c["text"], c, True),
            point_names("seas", "places", ("sea",), 11, 14, c["sea-text"], c),
        ],
    }


def main():
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=pathlib.Path, default=here.parent.parent / "data" / "practice")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for file, name, palette in (("map-style.json", "Turnabout", LIGHT), ("map-style-dark.json", "Turnabout dark", DARK)):
        document = style(name, palette)
        rows = ",\n  ".join(json.dumps(layer, ensure_ascii=False) for layer in document.pop("layers"))
        head = json.dumps(document, ensure_ascii=False)[:-1]
        (out / file).write_text(head + ', "layers": [\n  ' + rows + "\n]}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
