#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds data/practice/cordon.mbtiles from OpenStreetMap data.  Needs python3, node with npm, and tippecanoe
# (a Debian package).  The source is the raw data of Montevideo that the npm package @mapbox/mvt-fixtures carries, under the
# Open Database License; package-lock.json pins it by its checksum.
#
#   build-aux/map/build-map.sh [OUTPUT]

set -eu

here=$(cd "$(dirname "$0")" && pwd)
output=${1:-$here/../../data/practice/cordon.mbtiles}
case $output in
    /*) ;;
    *) output=$PWD/$output ;;
esac

for tool in node npm tippecanoe python3; do
    command -v "$tool" >/dev/null || { echo "build-map.sh: $tool is missing" >&2; exit 1; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

cp "$here/package.json" "$here/package-lock.json" "$here/osm-to-geojson.mjs" "$work/"
cd "$work"
npm ci --ignore-scripts --no-audit --no-fund
node osm-to-geojson.mjs node_modules/@mapbox/mvt-fixtures/real-world/osm-qa-montevideo layers

cd layers
tippecanoe --quiet --force --output=raw.mbtiles \
    --name='Cordón, Montevideo' \
    --description='Streets around Cordón, for the practice pod of Turnabout' \
    --attribution='© OpenStreetMap contributors' \
    --minimum-zoom=10 --maximum-zoom=15 --base-zoom=10 --full-detail=12 --low-detail=11 \
    --no-tile-size-limit --no-feature-limit --no-tiny-polygon-reduction \
    --clip-bounding-box=-56.245,-34.955,-56.115,-34.868 \
    --named-layer=water:water.geojsonl --named-layer=land:land.geojsonl \
    --named-layer=buildings:buildings.geojsonl --named-layer=roads:roads.geojsonl \
    --named-layer=places:places.geojsonl --named-layer=landmarks:landmarks.geojsonl
mkdir -p "$(dirname "$output")"
rm -f "$output"
python3 "$here/tidy-mbtiles.py" raw.mbtiles "$output" -56.1802,-34.9035,15
ls -l "$output"
