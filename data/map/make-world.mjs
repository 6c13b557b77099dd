// Makes world.json: the outline of the land and a point for each country. Run by hand, the result is committed.
// usage: node make-world.mjs FOLDER >world.json     FOLDER holds, from npm world-atlas 2.0.2 (Natural Earth 4.1,
// public domain), land-110m.json and countries-50m.json; and iso_3166-1.json of Debian's iso-codes, zone.tab of
// tzdata (public domain). Names are CLDR's, as Node's Intl has them (Unicode licence).
// No borders are drawn: whose land is whose is nothing that a mail can tell.
// SPDX-License-Identifier: GPL-3.0-or-later
import {readFileSync} from "node:fs";
const [folder] = process.argv.slice(2);
const read = name => readFileSync(`${folder}/${name}`, "utf8");

const WIDTH = 1000, CUT = -30, NORTH = 81, SOUTH = -56;  // the Pacific in the middle, as on maps in Japan
const SCALE = WIDTH / 360, HEIGHT = Math.round((NORTH - SOUTH) * SCALE);
const project = ([lon, lat]) => [(lon - CUT) * SCALE, (NORTH - lat) * SCALE];

function unpack(atlas) {
  const {scale: [sx, sy], translate: [tx, ty]} = atlas.transform;
  const arcs = atlas.arcs.map(arc => {
    let x = 0, y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * sx + tx, (y += dy) * sy + ty]);
  });
  const ring = ids => ids.flatMap((id, i) => (id < 0 ? arcs[~id].slice().reverse() : arcs[id]).slice(i ? 1 : 0));
  return geometry => (geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs).map(polygon => ring(polygon[0]));
}

// What lies on one side of a straight line (Sutherland and Hodgman).
function clip(ring, inside, meet) {
  const out = [];
  ring.forEach((point, i) => {
    const before = ring[(i + ring.length - 1) % ring.length];
    if (inside(point) !== inside(before)) out.push(meet(before, point));
    if (inside(point)) out.push(point);
  });
  return out;
}
const across = (axis, at) => (a, b) => {
  const t = (at - a[axis]) / (b[axis] - a[axis]), p = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
  p[axis] = at;
  return p;
};
// A ring may cross the date line: its longitudes are made to run on.
const unwrapped = ring => {
  let before = ring[0][0];
  return ring.map(([lon, lat]) => [before = lon - 360 * Math.round((lon - before) / 360), lat]);
};
const window = shift => ring => clip(clip(ring.map(([lon, lat]) => [lon + shift, lat]), p => p[0] > CUT, across(0, CUT)),
  p => p[0] < CUT + 360, across(0, CUT + 360));
const shown = ring => clip(clip(ring, p => p[1] < NORTH, across(1, NORTH)), p => p[1] > SOUTH, across(1, SOUTH));

const area = ring => ring.reduce((sum, [x, y], i) => {
  const [u, v] = ring[(i + 1) % ring.length];
  return sum + (x * v - u * y) / 2;
}, 0);

// Douglas and Peucker; the ring is cut open at its first point.
function simplify(line, tolerance) {
  const [a, b] = [line[0], line.at(-1)], dx = b[0] - a[0], dy = b[1] - a[1], length = Math.hypot(dx, dy);
  let worst = 0, at = 0;
  for (let i = 1; i < line.length - 1; i++) {
    const [px, py] = [line[i][0] - a[0], line[i][1] - a[1]];
    const off = length ? Math.abs(px * dy - py * dx) / length : Math.hypot(px, py);
    if (off > worst) [worst, at] = [off, i];
  }
  return worst <= tolerance ? [a, b] : [...simplify(line.slice(0, at + 1), tolerance).slice(0, -1), ...simplify(line.slice(at), tolerance)];
}
const whole = ring => ring.map(p => p.map(Math.round)).filter((p, i, all) => !i || p[0] !== all[i - 1][0] || p[1] !== all[i - 1][1]);

const land = JSON.parse(read("land-110m.json"));
const outline = land.objects.land.geometries.flatMap(unpack(land))
  .map(unwrapped).flatMap(ring => [-360, 0, 360].map(shift => window(shift)(ring))).map(shown).filter(ring => ring.length > 2)
  .map(ring => ring.map(project)).filter(ring => Math.abs(area(ring)) > 3)
  .map(ring => whole(simplify([...ring, ring[0]], 0.7)).slice(0, -1)).filter(ring => ring.length > 2);

// The middle of a country's largest piece; where there is none, its first town.
function middle(rings) {
  const ring = rings.reduce((a, b) => Math.abs(area(a)) > Math.abs(area(b)) ? a : b), size = area(ring);
  const sum = [0, 0];
  ring.forEach((p, i) => {
    const q = ring[(i + 1) % ring.length], f = (p[0] * q[1] - q[0] * p[1]) / (6 * size);
    sum[0] += (p[0] + q[0]) * f, sum[1] += (p[1] + q[1]) * f;
  });
  return sum;
}
const degrees = text => {
  const [, sign, deg, min] = /^([+-])(\d+)(\d\d)$/.exec(text);
  return (sign === "-" ? -1 : 1) * (Number(deg) + Number(min) / 60);
};
function towns() {
  const found = {};
  for (const line of read("zone.tab").split("\n")) {
    const [code, where] = line.split("\t"), [, lat, lon] = /^([+-]\d{4}|[+-]\d{6})([+-]\d+)$/.exec(where ?? "") ?? [];
    if (lat) found[code] ??= [degrees(lon.length > 6 ? lon.slice(0, -2) : lon), degrees(lat.length > 5 ? lat.slice(0, -2) : lat)];
  }
  return found;
}
const codes = JSON.parse(read("iso_3166-1.json"))["3166-1"];
const atlas = JSON.parse(read("countries-50m.json")), rings = unpack(atlas), first = towns();
const shapes = new Map(atlas.objects.countries.geometries.map(g => [g.id, g]));
const names = ["en", "ja"].map(language => new Intl.DisplayNames(language, {type: "region", style: "short"}));
const places = codes.map(({alpha_2: code, numeric}) => {
  const shape = shapes.get(numeric), [lon, lat] = shape?.arcs?.length ? middle(rings(shape).map(unwrapped)) : first[code] ?? [0, 0];
  const [x, y] = project([(lon - CUT + 720) % 360 + CUT, Math.max(lat, SOUTH + 2)]);
  return [code, Math.round(x), Math.round(y), ...names.map(n => n.of(code))];
}).sort((a, b) => a[0] < b[0] ? -1 : 1);

const rows = list => list.map(row => JSON.stringify(row)).join(",\n");
console.log(`{"width":${WIDTH},"height":${HEIGHT},\n"land":[\n${rows(outline.map(ring => ring.flat()))}],\n"places":[\n${rows(places)}]}`);
