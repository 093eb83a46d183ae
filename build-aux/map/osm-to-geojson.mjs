// SPDX-License-Identifier: GPL-3.0-or-later
//
// osm-to-geojson.mjs TILES-DIR OUT-DIR
//
// Reads the raw OpenStreetMap objects of Montevideo (one vector tile layer "osm" with every tag, named
// ZOOM-X-Y.mvt) and writes one file of GeoJSON lines for each layer of the practice map.  Only the tags that the
// map shows are kept: nothing about who edited what, no house numbers, no telephone numbers.
//
// The streets are kept whole around Cordón; beyond that only the coast, the great roads and the parks, so that
// the quarter does not end in a blank.

import fs from 'node:fs';
import path from 'node:path';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

const DETAIL = { west: -56.204, south: -34.922, east: -56.162, north: -34.891 };
const CONTEXT = { west: -56.245, south: -34.955, east: -56.115, north: -34.868 };

const ROAD_CLASSES = new Map(Object.entries({
  motorway: 'major', trunk: 'major', primary: 'major', secondary: 'major', motorway_link: 'major',
  trunk_link: 'major', primary_link: 'major', secondary_link: 'major', tertiary: 'middle', tertiary_link: 'middle',
  residential: 'minor', unclassified: 'minor', living_street: 'minor', road: 'minor', pedestrian: 'walk',
  service: 'service', footway: 'path', path: 'path', cycleway: 'path', steps: 'path', track: 'path',
}));
const GREEN = new Set(['park', 'garden', 'grass', 'wood', 'forest', 'recreation_ground', 'meadow', 'scrub', 'golf_course', 'playground', 'village_green', 'dog_park']);
const GROUNDS = new Set(['school', 'university', 'college', 'kindergarten', 'hospital', 'clinic']);
const LANDMARKS = new Set(['school', 'university', 'college', 'kindergarten', 'hospital', 'clinic', 'library', 'theatre',
  'marketplace', 'police', 'fire_station', 'community_centre', 'townhall', 'pharmacy', 'arts_centre', 'museum', 'supermarket', 'bakery', 'greengrocer', 'hardware']);
// The city's shore is not tagged as a coastline (the River Plate's mouth is, far out); each way says so in a note.
const SHORE_NOTE = /^Please don't tag as coastline/;

const [tilesDir, outDir] = process.argv.slice(2);
if (!tilesDir || !outDir) {
  console.error('usage: osm-to-geojson.mjs TILES-DIR OUT-DIR');
  process.exit(2);
}

const layers = { water: [], land: [], buildings: [], roads: [], places: [], landmarks: [] };
const roads = new Map();
const shore = [];
const seenPoints = new Set();

function boxOf(positions) {
  const xs = positions.map(p => p[0]);
  const ys = positions.map(p => p[1]);
  return { west: Math.min(...xs), south: Math.min(...ys), east: Math.max(...xs), north: Math.max(...ys) };
}

const touches = (a, b) => a.west <= b.east && a.east >= b.west && a.south <= b.north && a.north >= b.south;
const squareMetres = b => (b.east - b.west) * 91300 * (b.north - b.south) * 111200;

function positionsOf(geometry) {
  switch (geometry.type) {
    case 'Point': return [geometry.coordinates];
    case 'LineString': case 'MultiPoint': return geometry.coordinates;
    case 'Polygon': case 'MultiLineString': return geometry.coordinates.flat(1);
    default: return geometry.coordinates.flat(2);
  }
}

function linesOf(geometry) {
  return geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
}

function add(layer, geometry, properties, minzoom) {
  const feature = { type: 'Feature', properties, geometry };
  if (minzoom)
    feature.tippecanoe = { minzoom };
  layers[layer].push(feature);
}

function greenKind(tags) {
  if (tags.natural === 'beach' || tags.natural === 'sand')
    return 'beach';
  if (tags.landuse === 'cemetery' || tags.amenity === 'grave_yard')
    return 'cemetery';
  if (tags.leisure === 'pitch' || tags.leisure === 'stadium' || tags.leisure === 'track')
    return 'pitch';
  if (['breakwater', 'pier', 'groyne'].includes(tags.man_made))
    return 'pier';
  if (GROUNDS.has(tags.amenity))
    return 'grounds';
  return [tags.leisure, tags.landuse, tags.natural].some(kind => GREEN.has(kind)) ? 'green' : null;
}

function takeArea(tags, geometry, box, near) {
  if (tags.building) {
    if (near)
      add('buildings', geometry, {}, 14);
    return;
  }
  if (tags.natural === 'water' || tags.landuse === 'reservoir' || tags.waterway === 'riverbank') {
    add('water', geometry, { kind: 'lake' });
    return;
  }
  const kind = greenKind(tags);
  const area = squareMetres(box);
  if (kind && (near ? area > 60 : area > 15000 && kind !== 'grounds'))
    add('land', geometry, { kind }, area > 8000 ? 0 : 14);
  if (near && tags.name && kind === 'green' && area > 8000)
    add('places', { type: 'Point', coordinates: [(box.west + box.east) / 2, (box.south + box.north) / 2] }, { kind: 'park', name: tags.name }, 14);
}

function takeLine(tags, geometry, near) {
  if (SHORE_NOTE.test(tags.note ?? ''))
    shore.push(...linesOf(geometry));
  if (tags.man_made === 'breakwater' || tags.man_made === 'pier' || tags.man_made === 'groyne')
    add('land', geometry, { kind: 'pier' });
  let kind = ROAD_CLASSES.get(tags.highway);
  if (!kind && (tags.railway === 'rail' || tags.railway === 'light_rail'))
    kind = 'rail';
  if (!kind || !(near || kind === 'major' || kind === 'middle' || kind === 'rail'))
    return;
  // Paths and service lanes are many and anonymous; a name on them would only crowd the streets' names.
  const name = kind === 'path' || kind === 'service' || kind === 'rail' ? undefined : tags.name;
  const key = `${kind}\u0000${name ?? ''}`;
  if (!roads.has(key))
    roads.set(key, { kind, name, lines: [] });
  roads.get(key).lines.push(...linesOf(geometry));
}

function takePoint(tags, geometry, near) {
  const spot = geometry.coordinates.map(c => c.toFixed(6)).join() + (tags.name ?? '');
  if (!tags.name || seenPoints.has(spot))
    return;
  seenPoints.add(spot);
  if (['city', 'suburb', 'neighbourhood', 'quarter'].includes(tags.place))
    add('places', geometry, { kind: tags.place, name: tags.name });
  const kind = [tags.amenity, tags.shop, tags.tourism].find(k => LANDMARKS.has(k));
  if (kind && near)
    add('landmarks', geometry, { kind, name: tags.name }, 15);
}

function takeTile(file) {
  const [zoom, x, y] = path.basename(file, '.mvt').split('-').map(Number);
  const layer = new VectorTile(new PbfReader(fs.readFileSync(file))).layers.osm;
  for (let i = 0; i < layer.length; i++) {
    const raw = layer.feature(i);
    const geometry = raw.toGeoJSON(x, y, zoom).geometry;
    const box = boxOf(positionsOf(geometry));
    const tags = raw.properties;
    if (raw.type === 2 && SHORE_NOTE.test(tags.note ?? '')) {
      takeLine(tags, geometry, true);
      continue;
    }
    if (!touches(box, CONTEXT))
      continue;
    const near = touches(box, DETAIL);
    if (raw.type === 1)
      takePoint(tags, geometry, near);
    else if (raw.type === 2)
      takeLine(tags, geometry, near);
    else
      takeArea(tags, geometry, box, near);
  }
}

// Joins lines end to end where exactly two ends meet.  Streets come cut at every corner: joined, a name is
// written once along the street and not once for each block.
function stitch(lines) {
  const at = p => `${p[0].toFixed(5)},${p[1].toFixed(5)}`;
  const ends = new Map();
  const touchEnd = (point, line) => {
    const key = at(point);
    ends.set(key, [...(ends.get(key) ?? []), line]);
  };
  const pieces = lines.filter(l => l.length > 1).map(points => ({ points, used: false }));
  for (const piece of pieces) {
    touchEnd(piece.points[0], piece);
    touchEnd(piece.points.at(-1), piece);
  }
  const extend = points => {
    for (;;) {
      const meeting = ends.get(at(points.at(-1)));
      const next = meeting.length === 2 ? meeting.find(piece => !piece.used) : null;
      if (!next)
        return points;
      next.used = true;
      const more = at(next.points[0]) === at(points.at(-1)) ? next.points : next.points.toReversed();
      points = points.concat(more.slice(1));
    }
  };
  const joined = [];
  for (const piece of pieces) {
    if (piece.used)
      continue;
    piece.used = true;
    joined.push(extend(extend(piece.points).toReversed()).toReversed());
  }
  return joined;
}

// The shore runs with the land on its left, so the sea is to its right: west and south.  The longest joined shore
// is closed with corners far outside of the map.
function seaPolygon() {
  const longest = stitch(shore).reduce((a, b) => (b.length > a.length ? b : a));
  const line = longest[0][0] < longest.at(-1)[0] ? longest : longest.toReversed();
  const [first, last] = [line[0], line.at(-1)];
  if (first[0] > CONTEXT.west || last[0] < CONTEXT.east)
    throw new Error(`the shore is broken: it runs only from ${first} to ${last}`);
  const south = CONTEXT.south - 0.1;
  return { type: 'Polygon', coordinates: [[...line, [last[0], south], [first[0], south], first]] };
}

const files = fs.readdirSync(tilesDir).filter(name => name.endsWith('.mvt')).sort();
for (const file of files)
  takeTile(path.join(tilesDir, file));

add('water', seaPolygon(), { kind: 'sea' });
add('places', { type: 'Point', coordinates: [-56.19, -34.925] }, { kind: 'sea', name: 'Río de la Plata' });
for (const { kind, name, lines } of roads.values())
  for (const coordinates of stitch(lines))
    add('roads', { type: 'LineString', coordinates }, name ? { kind, name } : { kind },
        { service: 14, path: 14, minor: 12, walk: 13 }[kind]);

fs.mkdirSync(outDir, { recursive: true });
for (const [name, features] of Object.entries(layers)) {
  fs.writeFileSync(path.join(outDir, `${name}.geojsonl`), features.map(f => JSON.stringify(f) + '\n').join(''));
  console.log(`${name}: ${features.length}`);
}
